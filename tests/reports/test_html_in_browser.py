"""The HTML report as people meet it: in a real browser, on a phone, at night, printed.

One is written by an attacker.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, FloatRect, Page, sync_playwright

from assessments import NAMES, assessed
from running import HANGING
from vendorcheck.reports import REPORTS, Display

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PHONE, DESK = 360, 1280
Scheme: TypeAlias = Literal["light", "dark"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"
    ),
]

# The contrast of every piece of text against the nearest background behind it, after WCAG 2.
CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const linear = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = numbers(colour).map((c) => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (numbers(colour)[3] !== 0) return colour;
    }
    throw new Error("nothing is behind " + element.outerHTML);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest("title")) continue;
    const style = getComputedStyle(element);
    const own = element.closest("svg") ? style.fill : style.color;
    const [one, other] = [light(own), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    found.push([ratio, element.outerHTML.slice(0, 90)]);
  }
  return found.sort((one, other) => one[0] - other[0]);
}"""

# What reaches beyond the right edge and can't be scrolled into view by itself.
BEYOND = """() => [...document.body.querySelectorAll("*")]
  .filter((e) => !e.closest(".wide, svg, .unseen"))
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
  .map((e) => e.outerHTML.slice(0, 90))"""


class Visitor:
    """Opens reports, and notes whatever they do beyond standing there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.deeds: list[str] = []
        page.on("console", lambda message: self.deeds.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.deeds.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("request", lambda request: self.deeds.append(f"request: {request.url}"))
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', "
            "(e) => console.error('policy: ' + e.blockedURI))"
        )

    def _dismiss(self, dialog: Dialog) -> None:
        self.deeds.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, name: str, folder: Path, width: int = DESK, scheme: Scheme = "light") -> Page:
        """A case's report on a screen of that width; nothing but the file itself is asked for."""
        path = folder / "report.html"
        path.write_text(REPORTS.get("html").render(assessed(name), Display()), "utf-8")
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(media="screen", color_scheme=scheme)
        self.deeds.clear()
        self.page.goto(path.as_uri())
        assert self.deeds == [f"request: {path.as_uri()}"]
        self.deeds.clear()
        return self.page


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    assert CHROMIUM, "CI is set, so these tests are wanted, but Chromium is not installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], timeout=HANGING * 1000
        )
        with browser:
            page = browser.new_page()
            page.set_default_timeout(HANGING * 1000)
            yield Visitor(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_quiet_and_legible(
    visitor: Visitor, name: str, tmp_path: Path, scheme: Scheme
) -> None:
    page = visitor.open(name, tmp_path, scheme=scheme)
    found = page.evaluate(CONTRAST)
    assert len(found) > 50
    assert found[0][0] >= 4.5, found[:5]
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    assert visitor.deeds == []


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_a_phone(visitor: Visitor, name: str, tmp_path: Path) -> None:
    page = visitor.open(name, tmp_path, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert page.evaluate(BEYOND) == []
    assert visitor.deeds == []


# The left edges of the cells of each row: in one table they are the same in all rows.
EDGES = """() => [...document.querySelectorAll("#scores tr")].map((row) => [...row.cells]
  .map((cell) => cell.getBoundingClientRect()).filter((box) => box.width)
  .map((box) => Math.round(box.left)).join())"""


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", NAMES)
def test_scores_stand_under_their_headings(
    visitor: Visitor, name: str, tmp_path: Path, width: int
) -> None:
    edges = visitor.open(name, tmp_path, width).evaluate(EDGES)
    assert len(set(edges)) == min(1, len(edges))
    assert edges or name == "not-scorable"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_name_pushes_the_verdict_off_the_first_screen(
    visitor: Visitor, tmp_path: Path, width: int
) -> None:
    long = {
        "name": "東京" * 2000,
        "product": "Approve. " * 3000,
        "plan": "A" + "\u0301" * 999,
        "owner": "W" * 999,
    }
    found = assessed("rejected")
    who = found.vendor.vendor.model_copy(update=long)
    found = replace(found, vendor=found.vendor.model_copy(update={"vendor": who}))
    path = tmp_path / "long.html"
    path.write_text(REPORTS.get("html").render(found, Display()), "utf-8")
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    assert page.evaluate("document.querySelector('.verdict').getBoundingClientRect().bottom") < 500
    assert page.evaluate(BEYOND) == []
    assert len(page.title()) < 220


# A tower that got past `limit_marks`: the page itself is the net behind that.
TOWER = ("A" + "\u0301" * 4960) * 6


@pytest.mark.parametrize("element", ["h2", "h3", "td", "th", "dt", "dd", "li", "p"])
def test_nothing_paints_over_its_neighbours(visitor: Visitor, tmp_path: Path, element: str) -> None:
    page = visitor.open("rejected", tmp_path)
    last = f"main {element} >> nth=-1"
    page.eval_on_selector(last, "(e) => { e.textContent = 'A' }")
    other = page.query_selector("header")
    assert other
    before = other.screenshot(), page.evaluate("document.documentElement.scrollWidth")
    page.eval_on_selector(last, "(e, tower) => { e.textContent = tower }", TOWER)
    assert (other.screenshot(), page.evaluate("document.documentElement.scrollWidth")) == before
    # What stands right above it keeps every pixel, too.
    box = page.eval_on_selector(
        last, "(e) => { const b = e.getBoundingClientRect(); return [b.x, b.y + scrollY, b.width] }"
    )
    left, top, width = box
    clip: FloatRect = {"x": left, "y": top - 60, "width": max(width, 1), "height": 50}
    with_tower = page.screenshot(full_page=True, clip=clip)
    page.eval_on_selector(last, "(e) => { e.textContent = 'A' }")
    assert page.screenshot(full_page=True, clip=clip) == with_tower


def test_a_vendor_that_writes_towers() -> None:
    who = assessed("rejected").vendor.vendor.model_copy(
        update=dict.fromkeys(("name", "product", "plan", "owner"), TOWER)
    )
    found = assessed("rejected")
    found = replace(found, vendor=found.vendor.model_copy(update={"vendor": who}))
    text = REPORTS.get("html").render(found, Display())
    assert "\u0301" * 5 not in text
    assert "\u0301" * 4 in text


OPEN_ALL = "document.querySelectorAll('details').forEach((e) => { e.open = true })"
# The pixels between the top of the window, or what can be scrolled to it, and the place of a link.
DISTANCE = """() => {
  const box = document.querySelector(":target").getBoundingClientRect();
  const below = document.documentElement.scrollHeight - scrollY - innerHeight;
  return Math.min(Math.abs(box.top), below);
}"""


def test_its_links_lead_to_their_places(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("conditions", tmp_path)
    page.wait_for_selector("main.whole", state="attached")
    for link in page.query_selector_all("nav a"):
        link.click()
        target = (link.get_attribute("href") or "")[1:]
        assert page.evaluate("document.querySelector(':target').id") == target
        assert page.evaluate(DISTANCE) <= 30
    # A link to an answer unfolds its section, although a filter has just hidden it.
    page.fill("#filter-text", "nothing has these words")
    assert page.query_selector_all("#answers dl > div:visible") == []
    page.evaluate("location.hash = '#q-sso.scim'")
    page.wait_for_function("document.getElementById('q-sso.scim').checkVisibility()")
    assert page.input_value("#filter-text") == ""
    assert visitor.deeds == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visitor: Visitor, tmp_path: Path, scheme: Scheme) -> None:
    for name in ("conditions", "hostile", "open"):
        page = visitor.open(name, tmp_path, scheme=scheme)
        page.wait_for_selector("main.whole", state="attached")
        page.evaluate(OPEN_ALL)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


SHOWN = """() => [...document.querySelectorAll("#answers dl > div")]
  .filter((row) => row.checkVisibility()).map((row) => row.id.replace("q-", ""))"""


def test_answers_are_filtered_and_come_back(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("conditions", tmp_path)
    page.evaluate(OPEN_ALL)
    everything = page.evaluate(SHOWN)
    classes = {
        one: page.evaluate("(id) => [...document.getElementById(`q-${id}`).classList]", one)
        for one in everything
    }
    page.select_option("#filter-status", "gap")
    gaps = [one for one in everything if "gap" in classes[one]]
    assert page.evaluate(SHOWN) == gaps != []
    severity = classes[gaps[0]][1]
    page.select_option("#filter-severity", severity)
    expected = [one for one in gaps if severity in classes[one]]
    assert page.evaluate(SHOWN) == expected
    count = f"{len(expected)} of {len(everything)} answers"
    assert page.inner_text("#filter-count") == count
    page.select_option("#filter-status", "")
    page.select_option("#filter-severity", "")
    assert page.evaluate(SHOWN) == []  # folded again
    section = page.get_attribute("#answers details >> nth=-1", "id")
    page.select_option("#filter-section", section)
    assert page.evaluate(SHOWN) != []
    page.select_option("#filter-section", "")
    # A note that stands at the finding is found at the answer, too.
    noted = page.query_selector("#findings li[id]:has(q)")
    assert noted
    word = noted.eval_on_selector("q", "(quote) => quote.textContent")
    page.fill("#filter-text", word.split(".")[0].upper())
    assert (noted.get_attribute("id") or "").replace("f-", "") in page.evaluate(SHOWN)
    page.fill("#filter-text", "")
    page.click("#filter-open")
    assert page.evaluate(SHOWN) == everything
    assert visitor.deeds == []


def test_without_script_everything_is_there_and_printed(visitor: Visitor, tmp_path: Path) -> None:
    visitor.open("conditions", tmp_path)
    browser = visitor.page.context.browser
    assert browser
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_default_timeout(HANGING * 1000)
        page.goto((tmp_path / "report.html").as_uri())
        assert not page.is_visible("#filter")
        rows = page.locator("#answers dl > div")
        assert not rows.first.is_visible()
        page.emulate_media(media="print")
        sizes = rows.evaluate_all("(all) => all.map((row) => row.getBoundingClientRect().height)")
        assert min(sizes) > 10
        # A click folds a section out, as always.
        page.emulate_media(media="screen")
        page.click("#answers summary >> nth=0")
        assert rows.first.is_visible()


def test_printing_opens_everything(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("conditions", tmp_path)
    page.fill("#filter-text", "single")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('details')].every((one) => one.open)")
    assert len(page.evaluate(SHOWN)) == page.locator("#answers dl > div").count()


def test_the_keyboard_shows_where_it_is(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("rejected", tmp_path)
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "A"
        assert page.evaluate("getComputedStyle(document.activeElement).outline").endswith(
            "solid 3px"
        )


def test_it_prints(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("hostile", tmp_path)
    assert not page.is_visible(".running")
    page.emulate_media(media="print")
    assert page.is_visible(".running")
    assert not page.is_visible("nav")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert visitor.deeds == []


def test_the_policy_is_the_net_behind_the_wall(visitor: Visitor, tmp_path: Path) -> None:
    """If the escaping ever failed, nothing would run, be fetched or be hidden."""
    page = visitor.open("hostile", tmp_path)
    path = tmp_path / "report.html"
    hole = (
        "<script>alert(1)</script><img src='https://evil.example/p.png' "
        "onerror='alert(2)'><style>body{display:none}</style>"
    )
    path.write_text(path.read_text("utf-8").replace("</main>", f"{hole}</main>"), "utf-8")
    page.goto(path.as_uri())
    assert page.is_visible("h1")
    assert not any(deed.startswith("dialog") for deed in visitor.deeds)
    assert {deed for deed in visitor.deeds if deed.startswith("console: policy")} == {
        "console: policy: inline",
        "console: policy: https://evil.example/p.png",
    }
