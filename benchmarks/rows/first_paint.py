"""The first paint of a report in Chromium, beside that of an empty page."""

import atexit
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import made_files
from measure import Use
from rows._row import SCRIPTS, Goal, Pair, Row, Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EMPTY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>-</title><p>-</p></html>\n'
FIRST_PAINT = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
}).observe({type: "paint", buffered: true}))"""


@cache
def browser() -> "Browser":
    """Start Chromium, which ends with this process."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("the rows on the first paint need Chromium; --only leaves them out")
    player = sync_playwright().start()
    atexit.register(player.stop)
    started = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    atexit.register(started.close)
    return started


@dataclass(frozen=True)
class PaintedPage:
    """A page in a new tab, from the beginning of its loading to its first paint."""

    path: Path

    def measure(self) -> Use:
        """Open the page once."""
        with browser().new_context(viewport={"width": 1280, "height": 900}) as context:
            page = context.new_page()
            page.goto(self.path.as_uri())
            return Use(page.evaluate(FIRST_PAINT) / 1000)


def report_of(workspace: Workspace, count: int) -> Pair:
    """Compare the report on a vendor file with mixed answers with an empty page."""
    folder = workspace.folder / f"first-paint-{count}"
    folder.mkdir()
    questionnaire, vendor = folder / "questionnaire.yaml", folder / "vendor.yaml"
    report, empty = folder / "report.html", folder / "empty.html"
    questionnaire.write_text(made_files.questionnaire(count), encoding="utf-8")
    vendor.write_text(made_files.vendor_file(count, 1), encoding="utf-8")
    empty.write_text(EMPTY, encoding="utf-8")
    options = ("--no-input", "--as-of", made_files.AS_OF, "-o", str(report))
    files = (str(vendor), "-q", str(questionnaire))
    command = [str(SCRIPTS / "vendorcheck"), "assess", *files, *options]
    subprocess.run(command, check=True, capture_output=True)
    return PaintedPage(report), PaintedPage(empty)


ROWS = tuple(
    Row(
        f"report on {{{size}}} questions, half of them gaps",
        "an empty page",
        "first paint",
        Goal(at_most=goal),
        prepare,
    )
    for size, goal, prepare in (
        ("questions", 2, lambda space: report_of(space, space.sizes.questions)),
        ("more_questions", 3, lambda space: report_of(space, space.sizes.more_questions)),
    )
)
