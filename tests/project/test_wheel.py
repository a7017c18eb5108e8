"""The wheel works by itself, and so does the sdist.

It is built, installed into an empty environment outside the tree, and assesses a vendor.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from locations import REPOSITORY

pytestmark = pytest.mark.slow


def run(*command: str, cwd: Path) -> str:
    """What a command prints; its failure is the test's."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "VENDORCHECK"))
    }
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(kind: str, folder: Path) -> Path:
    words = (
        "-m",
        "build",
        kind,
        "--no-isolation",
        "--outdir",
        str(folder / "dist"),
        str(REPOSITORY),
    )
    run(sys.executable, *words, cwd=folder)
    (found,) = (folder / "dist").iterdir()
    return found


def test_the_source_distribution_holds_what_its_pages_and_tests_speak_of(tmp_path: Path) -> None:
    with tarfile.open(built("--sdist", tmp_path)) as archive:
        archive.extractall(tmp_path / "tree", filter="data")
    (tree,) = (tmp_path / "tree").iterdir()
    tests = (
        "tests/project/test_docs.py::test_links_lead_somewhere",
        "tests/project/test_pre_commit_hook.py",
    )
    assert "passed" in run(sys.executable, "-m", "pytest", "-q", *tests, cwd=tree)
    assert (tree / ".ci" / "run").exists()


def test_the_wheel_assesses_with_what_it_carries(tmp_path: Path) -> None:
    wheel = built("--wheel", tmp_path)
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("questionnaires", "policies", "crosswalks"):
        assert sorted(
            name.rsplit("/", 1)[-1] for name in names if f"/shipped/{folder}/" in name
        ) == sorted(file.name for file in (REPOSITORY / folder).glob("*.yaml"))
    run(sys.executable, "-m", "venv", str(tmp_path / "env"), cwd=tmp_path)
    binaries = tmp_path / "env" / "bin"
    run(
        str(binaries / "pip"),
        "install",
        "--quiet",
        "--disable-pip-version-check",
        str(wheel),
        cwd=tmp_path,
    )
    command = str(binaries / "vendorcheck")
    (tmp_path / "acme.yaml").write_bytes((REPOSITORY / "examples/acme.yaml").read_bytes())
    shutil.copytree(REPOSITORY / "examples/evidence", tmp_path / "evidence")
    assert "no problems" in run(
        command, "validate", "acme.yaml", "--as-of", "2026-11-22", cwd=tmp_path
    )
    printed = run(
        command, "assess", "acme.yaml", "--as-of", "2026-11-22", "--format", "json", cwd=tmp_path
    )
    here = run(
        sys.executable,
        "-m",
        "vendorcheck",
        "assess",
        str(tmp_path / "acme.yaml"),
        "--as-of",
        "2026-11-22",
        "--format",
        "json",
        cwd=REPOSITORY,
    )
    assert printed == here
    assert json.loads(printed)["verdict"] == "approve-with-conditions"
    run(command, "assess", "acme.yaml", "--as-of", "2026-11-22", "-o", "acme.html", cwd=tmp_path)
    assert (tmp_path / "acme.html").stat().st_size > 10_000
    run(command, "form", "--for", "requester", "-o", "precheck.html", cwd=tmp_path)
    assert "function runPrecheck" in (tmp_path / "precheck.html").read_text("utf-8")
    assert "problem" in run(command, "explain", cwd=tmp_path).lower()
    run(command, "new", "questionnaire", "Own", cwd=tmp_path)
    run(command, "validate", "own.yaml", "--strict", cwd=tmp_path)
