"""Tests of the name that git knows, and of what happens where it knows none."""

import subprocess
from pathlib import Path

import pytest

from vendorcheck.store.git import git_user_name


def test_the_name_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert git_user_name(str(tmp_path)) == ""
    (tmp_path / ".git/config").write_text("[user]\n\tname = Jane Doe\n")
    assert git_user_name(str(tmp_path)) == "Jane Doe"
    monkeypatch.chdir(tmp_path)
    assert git_user_name("") == "Jane Doe"


def test_where_git_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git_user_name(str(tmp_path)) == ""
    assert git_user_name(str(tmp_path / "no-such-folder")) == ""
