"""The requester's page in a real browser: held equal to `precheck`, and used as people use it."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

import pytest
import yaml
from playwright.sync_api import Browser, Page

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
from page_cases import (
    DAY,
    NAMES,
    OWN_POLICY,
    POLICIES,
    RUN,
    Answers,
    Generator,
    expected_result,
    policy_and_library,
    requester_page,
)
from running import run
from vendorcheck.cli import precheck as command
from vendorcheck.exchange.forms.page._package import compile_package
from vendorcheck.exchange.forms.page._requester_document import render_page
from vendorcheck.interview import requester
from vendorcheck.interview.terminal import Console

CASES_PER_POLICY: Final = 100
pytestmark = IN_BROWSER


class Visitor(Somebody):
    """Somebody who wants a product."""

    def open(self, name: str = "default", view: str = "") -> Page:
        """Open the page under a policy, at a view."""
        path = self.folder / f"{Path(name).stem}.html"
        if not path.exists():
            path.write_text(requester_page(*policy_and_library(name), DAY), "utf-8")
        self.page.goto(f"{path.as_uri()}{view}")
        return self.page

    def begin(self, name: str = "default", product: str = "Acme Engage", vendor: str = "") -> Page:
        page = self.open(name)
        page.fill("#product", product)
        page.fill("#vendor", vendor)
        page.click("button[type=submit]")
        page.wait_for_selector(".tasks")
        return page


@pytest.fixture
def visitor(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": DESK, "height": 800})
    with context:
        yield Visitor(context, tmp_path)


def begin_questions(page: Page) -> None:
    """Go on from the overview to the first question that is open."""
    address = page.url
    page.click(".buttons a.button")
    wait_for_another_view(page, address)


# The same as `precheck`


@pytest.mark.parametrize("name", POLICIES)
def test_it_says_what_the_precheck_says(visitor: Visitor, name: str) -> None:
    policy, library = policy_and_library(name)
    cases = list(Generator(policy, library, seed=14).cases(CASES_PER_POLICY))
    page = visitor.open(name)
    lights = set()
    for answers, (file, found) in zip(
        cases, page.evaluate(RUN, [cases, NAMES, DAY.isoformat()]), strict=True
    ):
        expected = expected_result(policy, library, file)
        assert found == expected, answers
        lights.add(found["light"])
    assert len(lights) >= 4


def test_a_credit_that_is_changed_in_the_data_is_found_out(visitor: Visitor) -> None:
    policy, library = policy_and_library("default")
    package: dict[str, Any] = {**compile_package(policy, library)}
    options = package["questions"]["sso/sso-protocol"]["options"]
    worst = next(option for option in options if option["id"] == "none")
    assert worst["earns"]["credit"] == 0
    worst["earns"]["credit"] = package["questions"]["sso/sso-protocol"]["full"]
    path = visitor.folder / "changed.html"
    path.write_text(render_page(package, ""), "utf-8")  # type: ignore[arg-type]
    visitor.page.goto(path.as_uri())
    cases = [
        {**answers, "sso/sso-protocol": {"answer": "none"}}
        for answers in Generator(policy, library, seed=14).cases(10)
    ]
    results = visitor.page.evaluate(RUN, [cases, NAMES, DAY.isoformat()])
    same = [found == expected_result(policy, library, file) for file, found in results]
    assert not all(same)


PURPOSE: Final = "Newsletters for leads"
WHO: Final = "Jane Doe, jane@ours.example"
TYPED: Final = [PURPOSE, "Business", "12", "1", WHO, "2026-12-01", "5", "8000", "2,11", "3", "2"]
TYPED_ABOUT_VENDOR: Final = ["u", "1", "2", "1", "1", "u", "2", ""]
SAME_ANSWERS: Final[Answers] = {
    "request/purpose": {"answer": PURPOSE},
    "request/plan": {"answer": "Business"},
    "request/seats": {"answer": "12"},
    "request/deployment": {"answer": "cloud"},
    "request/requester": {"answer": WHO},
    "request/go-live": {"answer": "2026-12-01"},
    "request/data": {"answer": ["contacts"]},
    "request/people": {"answer": "8000"},
    "request/connections": {"answer": ["crm", "website"]},
    "request/ai": {"answer": "no"},
    "request/outage": {"answer": "slows-us"},
    "sso/sso-protocol": {"unknown": True},
    "data-access-removal/export-self-service": {"answer": "all"},
    "data-access-removal/residency": {"answer": "named"},
    "security/certificates": {"answer": ["iso-27001"]},
    "ai/training": {"answer": "excluded"},
    "privacy/processing-agreement": {"unknown": True},
    "sso/mfa": {"answer": "enforceable"},
}


def test_the_file_is_that_of_the_interview_to_the_byte(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(visitor.folder)
    typed = "".join(
        f"{line}\n" for line in ["Acme Engage", "Acme", "", *TYPED, *TYPED_ABOUT_VENDOR]
    )
    monkeypatch.setattr(
        requester, "Console", lambda: Console(io.StringIO(typed), io.StringIO(), {"COLUMNS": "80"})
    )
    monkeypatch.setattr(command, "should_interview", lambda *_, **__: True)
    assert run("precheck", "--as-of", DAY.isoformat()).exit_code == 0
    page = visitor.open()
    ((file, _),) = page.evaluate(RUN, [[SAME_ANSWERS], NAMES, DAY.isoformat()])
    assert file == (visitor.folder / "acme-engage.yaml").read_text("utf-8")


# As people use it


def answer_all(page: Page) -> int:
    """Answer every question that comes with the first answer that it offers; return how many."""
    count = 0
    while "#question/" in page.url:
        typed = page.query_selector("input#answer:not([type=radio], [type=checkbox])")
        if typed is None:
            page.check("input[name=option] >> nth=0")
        elif typed.get_attribute("type") == "date":
            typed.fill("2026-12-15")
        else:
            typed.fill("7" if typed.get_attribute("inputmode") else WHO)
        address = page.url
        page.click("button[type=submit]")
        wait_for_another_view(page, address)
        count += 1
    return count


def test_from_the_product_to_the_file(visitor: Visitor) -> None:
    page = visitor.begin(vendor="Acme Inc.")
    assert page.inner_text(".lead").startswith("0 of about ")
    begin_questions(page)
    assert answer_all(page) >= 12
    assert page.inner_text("h1") == "Check your answers"
    page.click("text=Show the result")
    page.wait_for_selector(".light")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.title() == f"{page.inner_text('h1')} – Pre-check of a product"
    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename == "acme-engage.yaml"
    file = visitor.folder / "acme-engage.yaml"
    download.value.save_as(file)
    shown = page.inner_text("h1")
    done = run("precheck", str(file), "--no-input", "--as-of", DAY.isoformat())
    assert done.exit_code == 0
    assert f"Result: {shown}" in " ".join(done.stdout.split())
    wait_until_told(page, "acme-engage.yaml is downloaded. Send it to IT.")
    assert visitor.misdeeds == []
    assert len([deed for deed in visitor.deeds if "request" in deed]) == 1


def test_an_error_takes_the_focus_leads_to_the_field_and_keeps_what_was_typed(
    visitor: Visitor,
) -> None:
    page = visitor.open()
    page.click("button[type=submit]")
    assert page.title() == "Error: Pre-check of a product"
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.inner_text("#errors li") == "Write the name of the product."
    page.click("#errors a")
    assert page.evaluate("document.activeElement.id") == "product"
    page = visitor.begin()
    go(page, "question/request/seats")
    page.fill("#answer", "1.200")
    page.click("button[type=submit]")
    page.wait_for_selector("#errors")
    assert page.inner_text("#errors li") == "Write a whole number in digits only, such as 1200."
    assert page.input_value("#answer") == "1.200"
    assert page.title().startswith("Error: How many of us would sign in? – ")
    page.check("#unknown")
    page.click("button[type=submit]")
    page.wait_for_function("document.querySelector('#errors li').textContent.includes('one')")
    assert page.inner_text("#errors li") == "Give one answer only."


def test_an_exclusive_option_stands_alone_and_no_answer_is_none(visitor: Visitor) -> None:
    page = visitor.begin()
    go(page, "question/request/data")
    page.click("button[type=submit]")
    page.wait_for_selector("#errors")
    assert page.inner_text("#errors li") == "Select at least one answer."
    for number in (0, 5):
        page.check(f"input[name=option] >> nth={number}")
    page.click("button[type=submit]")
    page.wait_for_function("document.querySelector('#errors li').textContent.includes('either')")
    assert page.locator("input[name=option]:checked").count() == 2


def keep(page: Page, answers: Answers) -> None:
    """Open the page with answers from last time."""
    page.evaluate(
        """(answers) => {
          const name = localStorage.key(0);
          const kept = JSON.parse(localStorage.getItem(name));
          localStorage.setItem(name, JSON.stringify({ ...kept, answers }));
        }""",
        answers,
    )
    page.reload()


def test_an_option_that_an_answer_excludes_is_not_offered(visitor: Visitor) -> None:
    page = visitor.begin()
    no_passwords = page.get_by_label("There are no passwords at all")
    answers = {key: entry for key, entry in SAME_ANSWERS.items() if key != "sso/mfa"}
    keep(page, answers)
    go(page, "question/sso/mfa")
    assert no_passwords.count() == 1
    keep(page, {**answers, "sso/sso-protocol": {"answer": "none"}})
    go(page, "question/sso/mfa")
    assert no_passwords.count() == 0
    assert page.locator("input[name=option]").count() == 5


def test_who_says_that_it_does_not_apply_says_why(visitor: Visitor) -> None:
    page = visitor.begin()
    go(page, "question/privacy/processing-agreement")
    assert not page.is_visible("#reason")
    page.check("#aside")
    page.fill("#reason", "n/a")
    page.click("button[type=submit]")
    page.wait_for_selector("#errors")
    assert page.inner_text("#errors li") == "Say in a few words why it does not apply."
    page.fill("#reason", "No personal data gets in")
    address = page.url
    page.click("button[type=submit]")
    wait_for_another_view(page, address)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "No personal data gets in" in kept
    go(page, "question/request/seats")
    assert page.query_selector("#aside") is None


def test_answers_survive_a_reload_and_go_when_they_are_cleared(visitor: Visitor) -> None:
    page = visitor.begin()
    go(page, "question/request/seats")
    page.fill("#answer", "12")
    address = page.url
    page.click("button[type=submit]")
    wait_for_another_view(page, address)
    page.goto(page.url.split("#")[0])
    page.reload()
    assert page.input_value("#product") == "Acme Engage"
    assert "from last time" in page.inner_text("main")
    keys = page.evaluate("Object.keys(localStorage)")
    assert keys == [f"vendorcheck:{compile_package(*policy_and_library('default'))['package']}"]
    page.click("text=Clear all answers from this browser")
    page.click("text=No, keep them")
    assert page.evaluate("localStorage.length") == 1
    page.click("text=Clear all answers from this browser")
    page.click("text=Yes, clear them")
    page.wait_for_function("localStorage.length === 0")
    assert page.input_value("#product") == ""
    wait_until_told(page, "All answers are cleared.")


def test_what_does_not_fit_is_left_out_of_what_the_browser_kept(visitor: Visitor) -> None:
    page = visitor.begin()
    kept = """{"product": "Acme", "started": "today\\nvendor: {}", "answers": {
      "request/seats": {"answer": "many"}, "request/ai": {"answer": "perhaps"},
      "request/data": {"answer": "contacts"}, "request/people": {"answer": ["7"]},
      "request/plan": {"answer": "<img src=x onerror=alert(1)>", "on": "1\\"\\nx: y"},
      "request/none": {"answer": "1"}, "request/outage": null, "__proto__": {"answer": "1"},
      "constructor": {"unknown": true}, "ai/training": {"unknown": true, "note": 5}}}"""
    page.evaluate("(kept) => localStorage.setItem(localStorage.key(0), kept)", kept)
    visitor.deeds.clear()
    go(page, "check")
    page.reload()
    page.wait_for_selector(".summary")
    replies = page.locator("dd:not(.change)").all_inner_texts()
    assert [text for text in replies if text != "Not answered"] == [
        "Acme",
        "<img src=x onerror=alert(1)>",
        "The vendor's page does not say",
    ]
    assert page.locator("main img").count() == 0
    go(page, "result")
    with page.expect_download() as download:
        page.click("#download")
    download.value.save_as(visitor.folder / "acme.yaml")
    file = yaml.safe_load((visitor.folder / "acme.yaml").read_text("utf-8"))
    assert file["vendor"] == {"name": "Acme", "product": "Acme"}
    assert file["requested_on"] == file["responses"]["request"]["answers"]["plan"]["as_of"]
    assert visitor.misdeeds == []


@pytest.mark.parametrize("view", ["constructor", "question/constructor", "question/%E0", "%", "/"])
def test_an_address_that_names_no_view_leads_to_one(visitor: Visitor, view: str) -> None:
    page = visitor.begin()
    page.goto(f"{page.url.split('#')[0]}#{view}")
    page.wait_for_function(
        "document.getElementById('main').dataset.view !== '#questions'"
        " || location.hash === '#questions'"
    )
    assert page.is_visible("main h1")
    assert visitor.misdeeds == []


def test_a_note_goes_into_the_file(visitor: Visitor) -> None:
    page = visitor.begin()
    go(page, "question/sso/mfa")
    page.check("input[name=option] >> nth=1")
    assert not page.is_visible("#note")
    page.click("text=Add a note for IT")
    page.fill("#note", 'Page "Plans": see §4 \u2028 # {x}')
    address = page.url
    page.click("button[type=submit]")
    wait_for_another_view(page, address)
    go(page, "question/sso/mfa")
    assert page.input_value("#note") == 'Page "Plans": see §4 # {x}'
    go(page, "check")
    assert 'Note: Page "Plans": see §4 # {x}' in page.inner_text("main")
    go(page, "result")
    with page.expect_download() as download:
        page.click("#download")
    download.value.save_as(visitor.folder / "acme.yaml")
    file = visitor.folder / "acme.yaml"
    answer = yaml.safe_load(file.read_text("utf-8"))["responses"]["sso"]["answers"]["mfa"]
    assert answer["note"] == 'Page "Plans": see §4 # {x}'
    assert list(answer) == ["answer", "note", "source", "as_of"]
    assert run("validate", str(file)).exit_code == 0


def test_a_browser_that_keeps_nothing_says_so_and_works(browser: Browser, tmp_path: Path) -> None:
    with browser.new_context() as context:
        visitor = Visitor(context, tmp_path)
        visitor.page.add_init_script(
            "for (const name of ['getItem', 'setItem', 'removeItem']) "
            "Storage.prototype[name] = () => { throw new DOMException('no') }"
        )
        page = visitor.begin()
        assert "This browser keeps nothing here." in page.inner_text("main")
        begin_questions(page)
        assert answer_all(page) >= 12


def test_a_change_asks_what_it_adds_and_comes_back_to_the_answers(visitor: Visitor) -> None:
    page = visitor.begin()
    begin_questions(page)
    answer_all(page)
    before = page.locator(".summary dt").all_inner_texts()
    page.click("text=Change Which of our tools, accounts and pages should it be connected to?")
    page.wait_for_selector("form")
    page.uncheck("input[name=option] >> nth=0")
    page.check("input[name=option] >> nth=2")
    address = page.url
    page.click("button[type=submit]")
    wait_for_another_view(page, address)
    answer_all(page)
    assert page.inner_text("h1") == "Check your answers"
    assert len(page.locator(".summary dt").all_inner_texts()) >= len(before)


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    page = visitor.open()
    press = page.keyboard.press
    press("Tab")
    page.keyboard.type("Acme Engage")
    press("Enter")
    page.wait_for_selector(".tasks")
    press("Tab")
    assert page.evaluate("document.activeElement.closest('.tasks') !== null")
    press("Enter")
    page.wait_for_selector("form")
    for _ in range(60):
        if "#question/" not in page.url:
            break
        address = page.url
        # Back, where to look, then the field or the options.
        while page.evaluate("document.activeElement.tagName") != "INPUT":
            press("Tab")
        kind = page.evaluate("document.activeElement.type")
        if kind in {"radio", "checkbox"}:
            press("Space")
        elif kind == "date":
            page.keyboard.type("12152026")
        else:
            is_number = page.evaluate("document.activeElement.inputMode === 'decimal'")
            page.keyboard.type("7" if is_number else WHO)
        press("Enter")
        wait_for_another_view(page, address)
    page.wait_for_selector(".summary")
    assert page.inner_text("h1") == "Check your answers"


VIEWS: Final = ("start", "questions", "question/request/data", "question/request/seats", "check")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_view(
    visitor: Visitor, scheme: Literal["light", "dark"]
) -> None:
    page = visitor.page
    page.emulate_media(color_scheme=scheme)
    for name in ("default", OWN_POLICY):
        visitor.begin(name)
        begin_questions(page)
        if name == "default":
            answer_all(page)
        own = ["question/tool/uptime", "question/tool/notice", "question/tool/tested"]
        for view in (*VIEWS, "result") if name == "default" else (*own, "question/tool/page"):
            go(page, view)
            assert_accessible(page)
            if view.startswith("question/"):
                for details in page.query_selector_all("summary"):
                    details.click()
                page.click("button[type=submit]")
                page.wait_for_selector("#errors, main h1")
                assert_accessible(page)


# A page that is 1280 wide at 400 % has 320 of its own pixels.
@pytest.mark.parametrize("name", ["default", OWN_POLICY])
def test_it_fits_the_smallest_screen_and_so_400_percent(visitor: Visitor, name: str) -> None:
    page = visitor.page
    page.set_viewport_size({"width": SMALLEST, "height": 256})
    visitor.begin(name, product="W" * 80)
    begin_questions(page)
    if name == "default":
        answer_all(page)
    keys = compile_package(*policy_and_library(name))["questions"]
    views = ["start", "questions", "check", "result", *(f"question/{key}" for key in keys)]
    for view in views:
        go(page, view)
        assert_fits(page, view)


def test_what_is_focused_is_seen(visitor: Visitor) -> None:
    page = visitor.begin()
    go(page, "question/request/data")
    for _ in range(8):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


def test_targets_are_large_enough(visitor: Visitor) -> None:
    page = visitor.begin()
    for view in VIEWS:
        go(page, view)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll("main a, button, input, select, summary")]
              .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
              .map((box) => Math.min(box.width, box.height))"""
        )
        assert min(sizes) >= 24, view


def test_without_script_it_says_so_and_lists_the_questions(
    browser: Browser, tmp_path: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = Visitor(context, tmp_path).open()
        text = page.inner_text("main")
    assert "needs JavaScript" in text
    assert "Which data would you put into the product, or let it read?" in text
    assert "The customer database of the sales team (CRM)" in text


def test_hostile_words_stay_words(visitor: Visitor) -> None:
    page = visitor.begin(OWN_POLICY, product="<script>alert(2)</script> & {day}")
    go(page, "question/tool/export")
    assert "</script><script>alert(1)</script>" in page.inner_text("form")
    go(page, "question/tool/fact")
    assert "There \\u{202e}\\u{200b}" in page.inner_text("form")
    go(page, "result")
    assert "<script>alert(2)</script> & {day}" in page.inner_text(".eyebrow")
    assert visitor.misdeeds == []


def test_it_prints_the_result_without_its_buttons(visitor: Visitor) -> None:
    page = visitor.begin()
    begin_questions(page)
    answer_all(page)
    page.click("text=Show the result")
    page.wait_for_selector(".light")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    shown = page.evaluate(
        "[...document.querySelectorAll('button')].some((e) => e.checkVisibility())"
    )
    assert not shown
    assert page.is_visible(".light h1")
