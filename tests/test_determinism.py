"""The same inputs on the same day give the same bytes, wherever and whenever."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "examples" / "acme.yaml"


def report(folder: Path, **environment: str) -> bytes:
    """The JSON report on an example that lies in a folder of its own, made by a process of its own."""
    folder.mkdir()
    (folder / "vendor.yaml").write_bytes(VENDOR.read_bytes())
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHON", "TZ", "VENDORCHECK"))
    }
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "vendorcheck",
            "assess",
            "vendor.yaml",
            "--as-of",
            "2026-11-22",
            "--format",
            "json",
        ],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "12345"},
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C"},
        {"LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONOPTIMIZE": "2"},
    ],
    ids="-".join,
)
def test_the_report_depends_on_nothing_else(tmp_path: Path, environment: dict[str, str]) -> None:
    first = report(tmp_path / "here", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")
    second = report(tmp_path / "Anderswo, weit weg", **environment)
    assert first.startswith(b'{\n  "schema": "vendorcheck-assessment/1"')
    assert first == second
