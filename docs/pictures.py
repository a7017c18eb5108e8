"""Write the pictures of the README to docs/pictures/; needs Chromium: `python docs/pictures.py`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from made_vendors import AS_OF, make_vendors

PICTURES = Path(__file__).resolve().parent / "pictures"
WIDTH = 1160


def dashboard(folder: Path) -> Path:
    """Make the dashboard of forty invented vendors."""
    make_vendors(folder / "vendors", 40)
    page = folder / "portfolio.html"
    command = ["portfolio", str(folder / "vendors"), "--as-of", str(AS_OF), "-o", str(page)]
    subprocess.run([sys.executable, "-m", "vendorcheck", *command], check=True)
    return page


def report(folder: Path) -> Path:
    """Make the report about the example of the README."""
    page = folder / "acme.html"
    acme = PICTURES.parent.parent / "examples" / "acme.yaml"
    command = ["assess", str(acme), "--no-input", "--as-of", "2026-11-22", "-o", str(page)]
    subprocess.run([sys.executable, "-m", "vendorcheck", *command], check=True)
    return page


PAGES = {"portfolio": (dashboard, 680), "report": (report, 940)}
"""The command that makes each page, and the height of its picture."""


def main() -> None:
    """Make each page, and take its picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as player:
        chromium = shutil.which("chromium")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_page()
        for name, (make, height) in PAGES.items():
            window.set_viewport_size({"width": WIDTH, "height": height})
            folder = Path(place) / name
            folder.mkdir()
            window.goto(f"file://{make(folder)}")
            window.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
