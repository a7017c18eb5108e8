"""The vendor's page in a real browser: nothing is lost in it, and a vendor gets to the end."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, BrowserContext, Page

from browsing import (
    DESK,
    IN_BROWSER,
    SMALLEST,
    Somebody,
    assert_accessible,
    assert_fits,
    go,
    wait_for_another_view,
    wait_until_told,
)
from drawn_forms import forms, read_back, said, supplied
from filled_forms import FILLED
from form_cases import FORM_CASES, acme_form, form_of, library, with_answers
from running import DAY, run
from vendor_page_cases import AnswerCases, applicable_by_python, built_in_form
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.forms.content import VendorForm
from vendorcheck.exchange.forms.vendor_page._package import compile_vendor_package
from vendorcheck.model.questions import QUESTION_TYPES

pytestmark = IN_BROWSER
CASES: Final = 150
FILE: Final = "acme-answers.json"


class Vendor(Somebody):
    """Somebody at a vendor, who got a form."""

    def open(self, form: VendorForm, view: str = "") -> Page:
        path = self.folder / f"{form.package}.html"
        if not path.exists():
            path.write_bytes(VENDOR_FORMS["html"].render(form))
        self.page.goto(f"{path.as_uri()}{view}")
        return self.page

    def begin(self, form: VendorForm) -> Page:
        page = self.open(form)
        page.click("button[type=submit]")
        page.wait_for_selector(".tasks")
        return page

    def download(self, name: str = FILE) -> dict[str, Any]:
        """Download the answers, and return what the file says."""
        go(self.page, "check")
        with self.page.expect_download() as download:
            self.page.click("#download")
        assert download.value.suggested_filename == name
        download.value.save_as(self.folder / name)
        data: dict[str, Any] = json.loads((self.folder / name).read_text("utf-8"))
        return data

    def bring_in(self, name: str, text: str) -> None:
        """Bring in a file, and wait until the page has said what came of it."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        go(self.page, "sections")
        self.page.evaluate("document.getElementById('main').dataset.view = ''")
        self.page.set_input_files("#files", path)
        self.page.wait_for_function("() => document.getElementById('main').dataset.view !== ''")


@pytest.fixture
def vendor(browser: Browser, tmp_path: Path) -> Iterator[Vendor]:
    context = browser.new_context(viewport={"width": DESK, "height": 800})
    with context:
        yield Vendor(context, tmp_path)


@pytest.fixture(scope="module")
def script(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page whose functions are called with the data of other pages."""
    context: BrowserContext = browser.new_context()
    with context:
        yield Vendor(context, tmp_path_factory.mktemp("script")).open(acme_form())


def blank() -> VendorForm:
    """Return the form of a vendor that has not answered anything: one question of every type."""
    form = form_of(with_answers(""))
    assert {one.type for one in library()["tools"].questions.values()} == QUESTION_TYPES.keys()
    return form


# Nothing is lost


THROUGH: Final = """(data) => {
  const page = vendorPage(data);
  const state = keptState(null, page);
  const file = answersFile(page, state);
  const kept = keptState(JSON.parse(JSON.stringify(state)), page);
  const empty = { by: "", answers: { __proto__: null }, conflicts: [] };
  const { left, entries } = readAnswersFile(file, page);
  const counts = mergeFile({ left, entries }, "a.json", empty, page);
  const again = mergeFile({ left, entries }, "a.json", empty, page);
  return [file, answersFile(page, kept), answersFile(page, empty), left.length, counts, again,
    empty.conflicts.length];
}"""
"""Write the file, and do so again after a reload, and after it was brought into an empty page."""


@settings(max_examples=CASES, suppress_health_check=list(HealthCheck), deadline=None)
@given(form=forms())
def test_nothing_that_a_vendor_may_supply_is_lost(script: Page, form: VendorForm) -> None:
    file, kept, brought_in, left, first, second, conflicts = script.evaluate(
        THROUGH, compile_vendor_package(form)
    )
    assert kept == brought_in == file
    assert (left, conflicts) == (0, 0)
    count = len(supplied(form))
    assert first == {"taken": count, "same": 0}
    assert second == {"taken": 0, "same": count}
    reply = read_back(file.encode(), FILE)
    assert said(reply) == supplied(form)
    assert reply.form is not None
    assert (reply.form.package, reply.form.made_on) == (form.package, "2026-11-22")
    assert dict(reply.versions) == {one.id: one.version for one in form.questionnaires}


def test_it_shows_the_questions_that_apply_after_an_import(script: Page) -> None:
    basis, form = built_in_form()
    cases = list(AnswerCases(basis, form, seed=5).cases(60))
    found = script.evaluate(
        "([data, cases]) => { const page = vendorPage(data);"
        " return cases.map((answers) => ({ ...applicability(page, answers) })); }",
        [compile_vendor_package(form), cases],
    )
    decided = set()
    for answers, applies in zip(cases, found, strict=True):
        expected = applicable_by_python(basis, answers)
        asked = {question.key: expected[question.key] for question in form.questions}
        assert applies == asked
        conditional = (one for one in form.questions if one.asked_if)
        decided |= {(one.key, applies[one.key]) for one in conditional}
    assert {value for _, value in decided} == {True, False, None}
    assert len(decided) > 60


# As a vendor uses it


def question_box(page: Page, name: str) -> Any:  # noqa: ANN401 - Playwright's own type is long
    return page.locator(f'[data-key="tools/{name}"]')


def fill_signing_in(page: Page) -> None:
    """Fill the first section, as `FILLED` says."""
    box = question_box(page, "protocol")
    box.get_by_label("SAML 2.0, on every plan").check()
    box.get_by_label("Plan", exact=True).fill("Business")
    box.get_by_label("Price", exact=True).fill("=1+1")
    box.get_by_text("Add an explanation").click()
    box.get_by_label("Explanation").fill("Since May.")
    question_box(page, "provisioning").get_by_label("Partly, with limits").check()
    box = question_box(page, "second-factor")
    box.get_by_label("I don't know").check()
    box.get_by_text("Add an explanation, a document or a price").click()
    box.get_by_label("Explanation").fill("Ask again.")
    for label in ("App, or a text message", "Key"):
        question_box(page, "factors").get_by_label(label).check()


def fill_keeping(page: Page) -> None:
    """Fill the second section, as `FILLED` says."""
    question_box(page, "seats").get_by_role("textbox").first.fill("500")
    question_box(page, "retention").get_by_role("textbox").first.fill("30")
    question_box(page, "tested").locator("input[type=date]").first.fill("2026-05-31")
    box = question_box(page, "page")
    box.get_by_label("Does not apply").check()
    box.get_by_label("Why does it not apply?").fill("There is none.")
    box = question_box(page, "words")
    box.get_by_role("textbox").first.fill("The night shift.")
    box.get_by_text("Add an explanation, a document or a price").click()
    box.get_by_role("button", name="Add a document or page").click()
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    box.get_by_label("Kind").select_option("policy")
    box.get_by_label("Title", exact=True).fill("On call")
    box.get_by_text("Dates, scope and exceptions").click()
    for label, day in (
        ("Issued on", "2026-01-02"),
        ("Period from", "2025-01-01"),
        ("Period to", "2025-12-31"),
    ):
        box.get_by_label(label).fill(day)
    box.get_by_label("What we must do ourselves").fill("Ring\n\nWait ")
    # Another one, which is taken back.
    box.get_by_role("button", name="Add a document or page").click()
    box.get_by_role("button", name="Remove: Document or page 2").click()
    assert box.locator(".piece").count() == 1


def test_from_the_file_to_the_import(vendor: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    page = vendor.open(blank())
    page.fill("#by", "Joe Bloggs")
    page.click("button[type=submit]")
    page.wait_for_selector(".tasks")
    assert page.inner_text(".lead") == "0 of 11 questions answered"
    page.click("text=Continue")
    page.wait_for_selector(".question")
    fill_signing_in(page)
    address = page.url
    page.click("text=Save and continue")
    wait_for_another_view(page, address)
    fill_keeping(page)
    page.click("text=Save and continue")
    page.wait_for_selector("#download")
    assert "Still open: 2." in page.inner_text("main")
    data = vendor.download()
    wait_until_told(page, f"{FILE} is downloaded. Send it to us.")
    assert data["by"] == "Joe Bloggs"
    assert said(read_back((vendor.folder / FILE).read_bytes(), FILE)) == FILLED
    assert vendor.misdeeds == []
    assert len(vendor.deeds) == 1
    monkeypatch.chdir(vendor.folder)
    (vendor.folder / "acme.yaml").write_text(with_answers(""), "utf-8")
    rules = ("--policy", str(FORM_CASES / "policy.yaml"), *DAY)
    assert run("validate", FILE, *rules).exit_code == 0
    done = run("import", FILE, "--into", "acme.yaml", *rules)
    assert done.exit_code == 0, done.stderr
    form = form_of((vendor.folder / "acme.yaml").read_text("utf-8"))
    answers = {one.key: one.answer for one in form.questions if one.answer}
    assert answers.keys() == FILLED.keys()
    assert answers["tools/factors"].answer == ("app", "key")


def test_what_does_not_fit_is_said_with_its_question_and_is_not_downloaded(vendor: Vendor) -> None:
    page = vendor.begin(blank())
    go(page, "section/1")
    question_box(page, "seats").get_by_role("textbox").first.fill("1.200")
    box = question_box(page, "page")
    box.get_by_label("Does not apply").check()
    box.get_by_label("Why does it not apply?").fill("n/a")
    box = question_box(page, "words")
    box.get_by_text("Add an explanation, a document or a price").click()
    box.get_by_label("Price").fill("4 EUR")
    # One that says nothing yet is no mistake.
    tested = question_box(page, "tested")
    tested.get_by_text("Add an explanation, a document or a price").click()
    tested.get_by_role("button", name="Add a document or page").click()
    page.click("text=Save and continue")
    page.wait_for_selector("#errors")
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.title().startswith("Error: Keeping – ")
    expected = [
        "1.5: Write a whole number in digits only, such as 1200.",
        "1.8: Say in a few words why it does not apply.",
        '1.9: Answer the question as well, or select "I don\'t know".',
    ]
    assert page.locator("#errors li").all_inner_texts() == expected
    page.click("#errors a >> nth=0")
    assert page.evaluate("document.activeElement.value") == "1.200"
    go(page, "check")
    page.click("#download")
    page.wait_for_selector("#errors")
    assert page.locator("#errors li").all_inner_texts() == expected
    page.click("#errors a >> nth=1")
    page.wait_for_selector(".question")
    page.wait_for_function("() => document.activeElement.value === 'n/a'")


def test_conditions_decide_at_once_and_choices_exclude_each_other(vendor: Vendor) -> None:
    page = vendor.begin(blank())
    go(page, "section/0")
    box, sentence = question_box(page, "provisioning"), 'Only if question 1.1 is "SAML 2.0'
    assert sentence in box.inner_text()
    question_box(page, "protocol").get_by_label("I don't know (none)").check()
    assert not box.is_visible()
    wait_until_told(page, "Questions in this section now: 3")
    question_box(page, "protocol").get_by_label("SAML 2.0, for a charge").check()
    assert box.is_visible()
    assert sentence not in box.inner_text()
    factors = question_box(page, "factors")
    for label in ("App, or a text message", "Key", "None of these"):
        factors.get_by_label(label).check()
    assert factors.locator(":checked").count() == 1
    factors.get_by_label("Key").check()
    factors.get_by_label("I don't know").check()
    assert factors.locator(":checked").count() == 1
    factors.get_by_role("button", name="Clear this answer").click()
    assert factors.locator(":checked").count() == 0
    go(page, "section/1")
    field = question_box(page, "retention").get_by_role("textbox").first
    field.fill("30")
    question_box(page, "retention").get_by_label("For ever").check()
    assert field.is_disabled()
    # What does not apply any more is kept, but not sent.
    go(page, "section/0")
    question_box(page, "provisioning").get_by_label("Yes").check()
    question_box(page, "protocol").get_by_label("I don't know (none)").check()
    answers = vendor.download()["responses"]["tools"]["answers"]
    assert answers == {"protocol": {"answer": "none"}, "retention": {"answer": "ever"}}


def test_answers_survive_a_reload_and_go_when_they_are_cleared(vendor: Vendor) -> None:
    form = acme_form()
    page = vendor.begin(form)
    go(page, "section/1")
    question_box(page, "seats").get_by_role("textbox").first.fill("12 or so")
    page.reload()
    page.wait_for_selector(".question")
    assert question_box(page, "seats").get_by_role("textbox").first.input_value() == "12 or so"
    assert page.evaluate("Object.keys(localStorage)") == [f"vendorcheck:{form.package}"]
    page.click("text=Clear all answers from this browser")
    page.click("text=Yes, clear them")
    page.wait_for_function("() => localStorage.length === 0")
    go(page, "sections")
    # What was told before is there again.
    assert page.inner_text(".lead") == "7 of 11 questions answered"


def test_two_windows_lose_nothing_of_each_other(vendor: Vendor) -> None:
    page = vendor.begin(blank())
    go(page, "section/1")
    other = page.context.new_page()
    other.goto(page.url)
    question_box(other, "seats").get_by_role("textbox").first.fill("12")
    page.wait_for_function("() => document.getElementById('q4-answer').value === '12'")
    question_box(page, "words").get_by_role("textbox").first.fill("We do.")
    other.wait_for_function("() => document.getElementById('q8-answer').value === 'We do.'")
    answers = vendor.download()["responses"]["tools"]["answers"]
    assert answers == {"seats": {"answer": "12"}, "words": {"answer": "We do."}}


def answers_of(form: VendorForm, answers: dict[str, Any], **more: Any) -> str:  # noqa: ANN401
    """Return a file of answers, as a colleague's copy of the page gives it."""
    package = compile_vendor_package(form)
    version = more.pop("version", "1.3")
    return json.dumps(
        {
            "vendorcheck": "answers/1",
            "form": {**package["stamp"], **more},
            "responses": {"tools": {"version": version, "answers": answers}},
        }
    )


def test_answers_of_colleagues_come_together_and_neither_side_is_lost(vendor: Vendor) -> None:
    page = vendor.begin(blank())
    go(page, "section/0")
    question_box(page, "protocol").get_by_label("SAML 2.0, on every plan").check()
    question_box(page, "second-factor").get_by_label("Yes").check()
    question_box(page, "factors").get_by_label("I don't know").check()
    piece = {"title": "Guide", "url": "https://a.example", "dated": "2026-01-02"}
    theirs = {
        "protocol": {"answer": "saml-plus", "price": "4 EUR", "evidence": [piece]},
        "second-factor": {"answer": "no", "note": "Only for\nadministrators."},
        "factors": ["key", "app"],
        "seats": {"answer": "12", "note": "All of us."},
        "retention": "never",
        "nothing": "yes",
        **{f"more-{number}": "yes" for number in range(30)},
    }
    text = answers_of(blank(), theirs)
    vendor.bring_in("theirs.json", text)
    assert page.inner_text("#report").splitlines()[::2] == [
        "theirs.json: 2 answers brought in, 0 were here already.",
        "theirs.json: left out, since this page does not ask it or not so: 1.6, tools/nothing, "
        + "".join(f"tools/more-{number}, " for number in range(18))
        + "…",
        "Where the answers differ: 2. Please decide which are right.",
    ]
    vendor.bring_in("theirs.json", text)
    assert "0 answers brought in, 4 were here already." in page.inner_text("#report")
    # Even before that is decided, the file holds both sides.
    answers = vendor.download()["responses"]["tools"]["answers"]
    assert answers["second-factor"] == {
        "answer": "yes",
        "note": "We have not agreed on this yet. Another answer of ours is: "
        "Answer: No; Explanation: Only for administrators.",
    }
    assert answers["factors"] == {"answer": ["key", "app"]}
    assert answers["seats"] == {"answer": "12", "note": "All of us."}
    go(page, "conflicts")
    page.locator("section", has_text="1.1").get_by_role("button", name="Take this answer").click()
    page.locator("section", has_text="1.3").get_by_role("button", name="Keep this answer").click()
    assert page.inner_text(".lead") == "All is decided."
    answers = vendor.download()["responses"]["tools"]["answers"]
    assert answers["protocol"] == {
        **theirs["protocol"],  # type: ignore[dict-item]
        "note": "Another answer of ours was: Answer: SAML 2.0, on every plan",
    }
    assert answers["second-factor"]["answer"] == "yes"
    assert "Another answer of ours was: Answer: No; Explanation: Only" in str(answers)
    vendor.bring_in("theirs.json", text)
    assert "0 answers brought in, 4 were here already." in page.inner_text("#report")
    assert page.locator("text=Decide which answers are right").count() == 0
    assert vendor.misdeeds == []


def test_what_was_told_before_gives_way_to_a_colleague_without_a_question(vendor: Vendor) -> None:
    form = acme_form()
    page = vendor.begin(form)
    vendor.bring_in(
        "theirs.json", answers_of(form, {"second-factor": "no", "tested": "2026-05-31"})
    )
    assert "1 answers brought in, 1 were here already." in page.inner_text("#report")
    answers = vendor.download("acme-engage-answers.json")["responses"]["tools"]["answers"]
    assert answers["second-factor"] == {"answer": "no"}


OTHER_FILES: Final = {
    "note.json": '{"a": 1}',
    "broken.json": '{"vendorcheck": "answers/1", ',
    "list.json": "[]",
    "nobody.json": '{"vendorcheck": "answers/1", "responses": {}}',
    "text.json": "vendorcheck: answers/1",
}


def test_another_file_is_refused_and_changes_nothing(vendor: Vendor) -> None:
    page = vendor.begin(blank())
    for name, text in OTHER_FILES.items():
        vendor.bring_in(name, text)
        assert page.inner_text("#errors li").startswith(f"{name} holds no answers that this page")
    vendor.bring_in("theirs.json", answers_of(blank(), {"seats": "1"}, vendor="Other <b>"))
    assert page.inner_text("#errors li") == (
        "theirs.json holds answers about Other <b>, so nothing of it was taken."
    )
    vendor.bring_in("old.json", answers_of(blank(), {"seats": "1"}, version="1.2"))
    assert "0 answers brought in" in page.inner_text("#report")
    assert "left out, since this page does not ask it or not so: 1.5" in page.inner_text("#report")
    page.reload()
    page.wait_for_selector(".tasks")
    assert page.inner_text(".lead") == "0 of 11 questions answered"


HOSTILE: Final = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e{count}"


def test_hostile_texts_are_texts(vendor: Vendor) -> None:
    (first,) = blank().questionnaires
    sections = tuple(
        replace(
            section,
            title=HOSTILE,
            questions=tuple(
                replace(
                    question,
                    ask=HOSTILE,
                    hints=(HOSTILE,),
                    options=tuple(replace(one, label=HOSTILE) for one in question.options),
                )
                for question in section.questions
            ),
        )
        for section in first.sections
    )
    first = replace(first, title=HOSTILE, summary=HOSTILE, sections=sections)
    form = replace(
        blank(), vendor=HOSTILE, product=HOSTILE, contact=HOSTILE, questionnaires=(first,)
    )
    page = vendor.begin(form)
    piece = dict.fromkeys(("title", "url", "scope", "kind", "dated"), HOSTILE)
    theirs = {
        "words": {"answer": HOSTILE, "note": HOSTILE, "evidence": [piece, "x", None]},
        "page": {"not_applicable": HOSTILE, "plan": HOSTILE, "price": 5},
        "__proto__": {"answer": "1"},
        "seats": {"answer": {"a": 1}},
        "factors": {"answer": [["key"], 1]},
    }
    vendor.bring_in("theirs.json", answers_of(form, theirs))
    go(page, "section/1")
    box = question_box(page, "words")
    box.get_by_role("textbox").first.fill("Something else")
    vendor.bring_in("theirs.json", answers_of(form, theirs))
    seen = ""
    for view in (
        "start",
        "sections",
        "section/0",
        "section/1",
        "conflicts",
        "check",
        "constructor",
    ):
        go(page, view)
        seen += page.inner_text("main")
        assert page.locator("main :is(img, script)").count() == 0
    assert seen.count("<img src=x onerror=alert(2)>\\u{202e}{count}") > 20
    kept = '{"answers": {"__proto__": {"answer": "1"}, "tools/seats": 5}, "conflicts": [{}, 5]}'
    page.evaluate("(kept) => localStorage.setItem(localStorage.key(0), kept)", kept)
    page.reload()
    page.wait_for_selector("main h1")
    assert vendor.misdeeds == []


# For everybody


def filled(vendor: Vendor) -> Page:
    """Return the page with something to see on each of its views."""
    page = vendor.begin(blank())
    go(page, "section/0")
    fill_signing_in(page)
    go(page, "section/1")
    fill_keeping(page)
    text = answers_of(blank(), {"seats": {"answer": "12", "note": "W" * 90}})
    vendor.bring_in("theirs.json", text)
    return page


VIEWS: Final = ("start", "sections", "section/0", "section/1", "conflicts", "check")


def test_axe_finds_nothing_and_it_fits_the_smallest_screen(vendor: Vendor) -> None:
    page = filled(vendor)
    for view in VIEWS:
        go(page, view)
        for details in page.query_selector_all("summary"):
            if details.is_visible() and not details.evaluate("(e) => e.parentElement.open"):
                details.click()
        page.emulate_media(color_scheme="light")
        assert_accessible(page)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page, "color-contrast")
    go(page, "section/1")
    question_box(page, "seats").get_by_role("textbox").first.fill("many")
    page.click("text=Save and continue")
    page.wait_for_selector("#errors")
    assert_accessible(page)
    page.set_viewport_size({"width": SMALLEST, "height": 256})
    for view in VIEWS:
        go(page, view)
        assert_fits(page, view)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
              .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
              .map((box) => Math.min(box.width, box.height))"""
        )
        assert min(sizes) >= 24, view


def test_the_keyboard_is_enough(vendor: Vendor) -> None:
    page = vendor.open(blank())
    press = page.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(60):
            press("Tab")
            if page.evaluate("(one) => document.activeElement.matches(one)", selector):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline == "solid"
                return
        pytest.fail(f"no way to {selector}")

    tab_to("#by")
    press("Enter")
    page.wait_for_selector(".tasks")
    tab_to(".tasks a")
    press("Enter")
    page.wait_for_selector(".question")
    tab_to("[data-key='tools/protocol'] [type=radio]")
    press("Space")
    press("ArrowDown")
    tab_to("[data-key='tools/protocol'] input[id$=plan]")
    page.keyboard.type("Business")
    tab_to("[data-key='tools/protocol'] button[id$=add-evidence]")
    press("Enter")
    press("Tab")
    page.keyboard.type("Guide")
    tab_to("button[type=submit]")
    press("Enter")
    page.wait_for_function("() => location.hash === '#section/1'")
    tab_to("a[href='#check']")
    press("Enter")
    page.wait_for_selector("#download")
    tab_to("#download")
    with page.expect_download() as download:
        press("Enter")
    answer = json.loads(Path(download.value.path()).read_text("utf-8"))["responses"]["tools"]
    assert answer["answers"]["protocol"] == {
        "answer": "saml-plus",
        "plan": "Business",
        "evidence": [{"title": "Guide"}],
    }


def test_without_script_it_can_be_read_and_it_prints_what_was_answered(
    browser: Browser, vendor: Vendor, tmp_path: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        text = Vendor(context, tmp_path).open(acme_form()).inner_text("main")
    assert "the browser has to run its script (JavaScript)" in text
    for question in acme_form().questions:
        assert f"{question.number} {question.ask}" in text
        assert all(option.label in text for option in question.options)
        assert all(hint in text for hint in question.hints)
    assert "What you told us before: SAML 2.0, for a charge; Enterprise; 4 EUR" in text
    page = filled(vendor)
    go(page, "check")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.locator("button:visible, input:visible").count() == 0
    assert "Document or page 1: Policy, On call; Issued on: 2026-01-02" in page.inner_text("main")


def test_a_browser_that_keeps_nothing_says_so_and_works(browser: Browser, tmp_path: Path) -> None:
    with browser.new_context() as context:
        vendor = Vendor(context, tmp_path)
        vendor.page.add_init_script(
            "for (const name of ['getItem', 'setItem', 'removeItem']) "
            "Storage.prototype[name] = () => { throw new DOMException('no') }"
        )
        page = vendor.begin(blank())
        assert "This browser keeps nothing here." in page.inner_text("main")
        go(page, "section/0")
        question_box(page, "protocol").get_by_label("SAML 2.0, on every plan").check()
        assert vendor.download()["responses"]["tools"]["answers"] == {
            "protocol": {"answer": "saml"}
        }
