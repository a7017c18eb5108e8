"""The views as people meet them: in a real browser, on a phone, at night, and on paper."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from playwright.sync_api import Page

from assessments import NAMES, asking, assessed
from browsing import (
    DESK,
    IN_BROWSER,
    SMALLEST,
    Somebody,
    assert_accessible,
    assert_fits,
    started_browser,
)
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.readers import VIEWS, WHOLE_VIEW
from vendorcheck.validation.schema.parse import parse_model
from view_cases import example

pytestmark = IN_BROWSER

LAID_OUT = [name for name in VIEWS if name != WHOLE_VIEW]
LONG = {
    "words": "word and " * 60,
    "wide letters": "W" * 300,
    "Chinese": "東京" * 200,
    "towers": ("A" + "\u0301" * 30 + " ") * 60,
}
EXAMPLES = ["acme", "plumbline-surveys", "trailmark-insight"]
A4 = {"width": 658, "height": 996}
"""A sheet of A4 without the margins of the page, in pixels of CSS."""


def model(kind: type[Policy | Questionnaire | VendorFile], text: str) -> object:
    return parse_model(parse_document(text.encode(), "a.yaml"), kind)


@cache
def crowded(kind: str) -> Assessment:
    """Assess a vendor file with more of everything than a page holds, in long texts."""
    long = LONG[kind]
    numbers = range(30)
    asked = asking(
        "".join(
            f'      - {{id: a{n}, type: yes_no, ask: "{n} {long}?", severity: high, blocker: true,'
            f' plan_and_price: true, remedy: "{long}", finding: "{long} {n}"}}\n'
            for n in numbers
        )
    )
    request = asking(
        f'      - {{id: purpose, type: text, ask: "For what?"}}\n'
        f'      - {{id: data, type: choice, ask: "Which?", fact: true,'
        f' options: [{{id: all, label: "{long}"}}]}}\n',
        "request",
    ).replace("title: REQUEST", "title: R\nrespondent: requester")
    answers = "".join(
        f'      a{n}: {{answer: "no", plan: "{long}", price: "7 {long}"}}\n' for n in numbers
    )
    conditions = ", ".join(
        f'{{text: "{n} {long}", owner: "{long}", due: 2026-11-{n + 10}, before: "{long}"}}'
        for n in range(20)
    )
    risks = ", ".join(
        f'{{question: q/a{n}, reason: r, accepted_by: "{long}", accepted_on: 2026-01-01,'
        " expires: 2026-11-01}"
        for n in numbers
    )
    vendor = (
        f'vendorcheck: vendor/1\nvendor: {{name: "{long}", product: "{long}", plan: "{long}",'
        f' owner: "{long}"}}\nresponses:\n'
        f'  request: {{answers: {{purpose: "{long}", data: all}}}}\n'
        f"  q:\n    answers:\n{answers}"
        f'decisions: [{{decision: approve-with-conditions, by: "{long}", decided_on: 2026-10-02,'
        f" conditions: [{conditions}]}}]\naccepted_risks: [{risks}]\n"
        f'contract: {{yearly_cost: "{long}", notice_by: 2026-12-01}}\n'
    )
    policy = (
        'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\nsection_floors: {q/s: 50}\n'
        f'tiers: [{{id: t, title: "{long}", questionnaires: [request, q]}}]\n'
    )
    library = {one.id: one for one in (read_questionnaire(asked), read_questionnaire(request))}
    rules, file = model(Policy, policy), model(VendorFile, vendor)
    assert isinstance(rules, Policy)
    assert isinstance(file, VendorFile)
    return Assessor(library, rules).assess(file, date(2026, 11, 22))


def read_questionnaire(text: str) -> Questionnaire:
    found = model(Questionnaire, text)
    assert isinstance(found, Questionnaire)
    return found


@pytest.fixture(scope="module")
def somebody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Somebody]:
    with started_browser() as browser:
        yield Somebody(browser.new_context(), tmp_path_factory.mktemp("views"))


def opened(somebody: Somebody, view: str, assessment: Assessment) -> Page:
    path = somebody.folder / f"{view}.html"
    path.write_text(REPORTS.in_view(REPORTS["html"], view).render(assessment, Display()), "utf-8")
    somebody.page.goto(path.as_uri())
    return somebody.page


def pages_in(somebody: Somebody) -> int:
    somebody.page.emulate_media(media="null")  # as printed, whatever was emulated before
    pdf = somebody.page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("case", [*NAMES, *EXAMPLES, *LONG])
def test_the_page_of_the_lead_is_one_sheet_of_paper(somebody: Somebody, case: str) -> None:
    assess = crowded if case in LONG else example if case in EXAMPLES else assessed
    page = opened(somebody, "lead", assess(case))
    assert pages_in(somebody) == 1
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    page.emulate_media(media="print")
    # Nothing is cut off: not the last list, nor what is to be signed.
    room = page.evaluate(
        """() => [...document.querySelectorAll(".one-page, .body")].map(
            (e) => [e.scrollHeight, e.clientHeight])"""
    )
    assert [scroll for scroll, height in room if scroll > height] == []
    assert page.evaluate("document.querySelector('.one-page').clientHeight") <= A4["height"]
    assert page.is_visible("text=Signature")
    assert page.is_visible("text=the full report")


def test_other_views_take_the_sheets_they_need(somebody: Somebody) -> None:
    opened(somebody, "vendor", crowded("words"))
    assert pages_in(somebody) > 3


@pytest.mark.parametrize("view", LAID_OUT)
def test_it_is_quiet_accessible_and_fits_a_phone(somebody: Somebody, view: str) -> None:
    somebody.page.set_viewport_size({"width": DESK, "height": 800})
    for scheme in ("light", "dark"):
        page = opened(somebody, view, assessed("conditions"))
        page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
        assert_accessible(page)
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    somebody.page.set_viewport_size({"width": SMALLEST, "height": 800})
    for assessment in (assessed("hostile"), crowded("wide letters"), crowded("towers")):
        assert_fits(opened(somebody, view, assessment), view)
    assert somebody.misdeeds == []
