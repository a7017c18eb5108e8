"""Write the pictures of the README to docs/pictures/; needs Chromium: `python docs/pictures.py`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from made_vendors import AS_OF, make_vendors

PICTURES = Path(__file__).resolve().parent / "pictures"
WIDTH, HEIGHT = 1160, 680


def dashboard(folder: Path) -> Path:
    """Make the dashboard of forty invented vendors."""
    make_vendors(folder / "vendors", 40)
    page = folder / "portfolio.html"
    command = ["portfolio", str(folder / "vendors"), "--as-of", str(AS_OF), "-o", str(page)]
    subprocess.run([sys.executable, "-m", "vendorcheck", *command], check=True)
    return page


PAGES = {"portfolio": dashboard}


def main() -> None:
    """Make each page, and take its picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as player:
        chromium = shutil.which("chromium")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, make in PAGES.items():
            folder = Path(place) / name
            folder.mkdir()
            window.goto(f"file://{make(folder)}")
            window.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
