"""LibreOffice, to see what another program makes of our files."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import which

import pytest

OFFICE = which("soffice") or which("libreoffice")
NEEDS_OFFICE = pytest.mark.skipif(
    OFFICE is None and not os.environ.get("CI"),
    reason="LibreOffice is not installed (Debian: libreoffice-calc)",
)
KINDS: Mapping[str, str] = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods"}


def save_as(content: bytes, before: str, after: str, folder: Path) -> bytes:
    """Let LibreOffice open a workbook and save it in a format."""
    path = folder / f"form.{before}"
    path.write_bytes(content)
    assert OFFICE
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            KINDS[after],
            "--outdir",
            str(folder / "saved"),
            str(path),
        ],
        check=True,
        capture_output=True,
    )
    return (folder / "saved" / f"form.{after}").read_bytes()
