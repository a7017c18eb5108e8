"""A real browser for the tests of HTML pages: somebody who opens them, and what the pages do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from running import HANGING

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
SMALLEST, DESK = 320, 1280
_AXE: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_BEYOND: Final = """() => [...document.body.querySelectorAll("*")]
  .filter((e) => !e.closest(".unseen, [hidden]"))
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
  .map((e) => e.outerHTML.slice(0, 90))"""

IN_BROWSER: Final = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"
    ),
]


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Start a browser, and end it."""
    assert CHROMIUM, "CI is set, so these tests are wanted, but Chromium is not installed"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], timeout=HANGING * 1000
        )
        with started:
            yield started


class Somebody:
    """Somebody with a browser of their own, and everything that a page does beyond being there."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(HANGING * 1000)
        self.folder = folder
        self.deeds: list[str] = []
        self.page.on("console", lambda message: self.deeds.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.deeds.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.deeds.append(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self.deeds.append(f"request: {request.url}"))
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', "
            "(e) => console.error('policy: ' + e.blockedURI))"
        )

    @property
    def misdeeds(self) -> list[str]:
        """Everything that the pages did but being opened from disk."""
        return [deed for deed in self.deeds if not deed.startswith("request: file:")]


def wait_for_another_view(page: Page, address: str) -> None:
    """Wait until the page shows another view than that of an address."""
    page.wait_for_function(
        "(old) => location.href !== old"
        " && document.getElementById('main').dataset.view === location.hash",
        arg=address,
    )


def wait_until_told(page: Page, text: str) -> None:
    """Wait until those who listen to the page are told something: that is after the next frame."""
    page.wait_for_function(
        "(text) => document.getElementById('status').textContent === text", arg=text
    )


def go(page: Page, view: str) -> None:
    """Open a view by its address, as a link or a bookmark does."""
    page.goto(f"{page.url.split('#')[0]}#{view}")
    page.wait_for_function(
        "(view) => document.getElementById('main').dataset.view === view", arg=f"#{view}"
    )


def assert_accessible(page: Page, *rules: str) -> None:
    """Check the page as it is shown now with axe-core: by these rules, or by all of WCAG 2.2 AA."""
    found = Axe().run(page, options={"runOnly": [*rules]} if rules else _AXE)
    assert found.violations_count == 0, found.generate_report()


def assert_fits(page: Page, view: str) -> None:
    """Check that nothing is wider than the smallest screen, which the page has been given."""
    assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST, view
    assert page.evaluate(_BEYOND) == [], view
