"""What CI runs: each newer Python that a machine has, and what it says about that."""

import os
import subprocess
from pathlib import Path

from locations import REPOSITORY

SCRIPT = REPOSITORY / ".ci" / "newer-pythons"


def install(root: Path, version: str, *, newer: bool, runs: bool = True) -> str:
    """Put an interpreter into a folder as pyenv has it; it only knows whether it is newer."""
    path = root / "versions" / version / "bin" / "python"
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\nexit {0 if newer else 1}\n")
    path.chmod(0o755 if runs else 0o644)
    return str(path)


def printed(root: Path) -> list[str]:
    done = subprocess.run(
        [str(SCRIPT)],
        env=os.environ | {"PYENV_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_each_newer_python_is_found_and_no_older_one(tmp_path: Path) -> None:
    install(tmp_path, "3.11.7", newer=False)
    first = install(tmp_path, "3.12.1", newer=True)
    second = install(tmp_path, "3.13.0", newer=True)
    install(tmp_path, "3.14.0", newer=True, runs=False)
    assert printed(tmp_path) == [first, second]


def test_a_machine_without_pyenv_has_none(tmp_path: Path) -> None:
    assert printed(tmp_path) == []
    assert printed(tmp_path / "nowhere") == []


def test_ci_runs_the_tests_on_each_and_says_which_it_found() -> None:
    text = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    assert 'newer="$(.ci/newer-pythons)"' in text
    assert 'echo "Newer Pythons on this machine: ${newer:-none}"' in text
    assert 'make test PYTHON="$python" VENV="$venv"' in text
