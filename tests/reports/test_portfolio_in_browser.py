"""The dashboard as people meet it: sorted, filtered, on a phone, at night, without script."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from locations import REPOSITORY
from portfolios import FILES, hostile_vendor, portfolio_of, three_vendors
from running import HANGING
from vendorcheck.reports import Display
from vendorcheck.reports.portfolio import PORTFOLIO_REPORTS

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"
    ),
]
ATTACK = "</script></style><img src=x onerror=alert(1)>\"' onclick=alert(2) javascript:alert(3) "


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        launched = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dashboard of the three vendors, and of one that is an attacker."""
    portfolio = portfolio_of({**FILES, "attack.yaml": hostile_vendor(ATTACK)})
    path = tmp_path_factory.mktemp("dashboard") / "portfolio.html"
    path.write_text(PORTFOLIO_REPORTS.get("html").render(portfolio, Display()), encoding="utf-8")
    return str(path)


def open_page(browser: Browser, file: str, deeds: list[str], **options: object) -> Page:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(HANGING * 1000)
    page.on("console", lambda message: deeds.append(message.text))
    page.on("pageerror", lambda error: deeds.append(str(error)))
    page.on("dialog", lambda dialog: deeds.append(dialog.message))
    page.on("request", lambda request: deeds.append(request.url))
    page.goto(f"file://{file}")
    return page


def names(page: Page) -> list[str]:
    shown = (
        "tr => [...tr].filter(r => !r.hidden).map(r => r.cells[0].firstChild.textContent.trim())"
    )
    found: list[str] = page.locator("#table tbody tr").evaluate_all(shown)
    return [name[:10] for name in found]


def test_it_sorts_filters_and_does_nothing_else(browser: Browser, file: str) -> None:
    deeds: list[str] = []
    page = open_page(browser, file, deeds)
    assert names(page) == ["</script><", "Kontor CRM", "Slate", "Pigeon"]
    page.get_by_role("button", name="Product").click()
    assert names(page) == ["</script><", "Kontor CRM", "Pigeon", "Slate"]
    page.get_by_role("button", name="A year").click()
    page.get_by_role("button", name="A year").click()
    assert names(page)[:2] == ["Kontor CRM", "Slate"]
    assert page.locator("th[aria-sort]").all_text_contents() == ["A year"]
    page.get_by_label("Search").fill("WALL ben")
    assert names(page) == ["Slate"]
    assert page.get_by_role("status").text_content() == "1 of 4 shown"
    # What is approved is searched as well: whoever needs a wall finds it there.
    assert page.locator("#approved tbody tr:visible").count() == 1
    page.get_by_label("Search").fill("")
    assert page.locator("#approved tbody tr:visible").count() == 3
    page.get_by_label("Tier").select_option("low")
    assert names(page) == ["Slate"]
    page.get_by_label("Tier").select_option("")
    page.get_by_label("Needs somebody").check()
    assert set(names(page)) == {"Kontor CRM", "Slate", "</script><"}
    page.get_by_role("combobox", name="Verdict").select_option("approve-with-conditions")
    assert names(page) == ["Slate"]
    # A link to a vendor leads to it whatever is filtered.
    page.locator("#due a", has_text="Kontor CRM").first.click()
    assert "Kontor CRM" in names(page)
    assert deeds == [f"file://{file}"]


def test_it_is_whole_without_script(browser: Browser, file: str) -> None:
    page = open_page(browser, file, [], java_script_enabled=False)
    assert not page.locator("#filter").is_visible()
    assert page.locator("#table tbody tr").count() == 4
    assert page.get_by_role("heading", name="Approved products").is_visible()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")], ids=str
)
def test_everybody_can_read_it(browser: Browser, file: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 800}
    page = open_page(browser, file, [], viewport=size, color_scheme=scheme)
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_made_vendors_of_the_pictures_can_be_assessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "docs"))
    from running import DAY, run

    made_vendors = __import__("made_vendors")
    made_vendors.make_vendors(tmp_path, 12)
    done = run("portfolio", str(tmp_path), *DAY)
    assert (done.exit_code, done.stdout[:10]) == (0, "12 vendors")
    assert len(three_vendors().entries) == 3
    assert "made_vendors" in sys.modules
