"""Folders: what is walked, and the repository around."""

import os
from pathlib import Path

import pytest

from running import run
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import walk


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_walk(folder: Path) -> None:
    for name in (
        "b.yaml",
        "a/x.yml",
        "a/y.JSON",
        "a/z.txt",
        ".hidden/x.yaml",
        ".git/x.yaml",
        ".hg/x.yaml",
        ".svn/x.yaml",
        "a/__pycache__/x.json",
        "node_modules/x.yaml",
        ".venv/x.yaml",
        ".venv/pyvenv.cfg",
        "a/env/b/x.yaml",
        "a/env/pyvenv.cfg",
        "a/cache/CACHEDIR.TAG",
        "a/cache/deep/x.json",
        "a/b/c.yaml",
        "a.yaml",
        "c.yaml/d.yaml",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    (folder / "a" / "loop").symlink_to("..")
    (folder / "self.yaml").symlink_to("self.yaml")
    (folder / "link.yaml").symlink_to("a.yaml")
    os.mkfifo(folder / "pipe.yaml")
    inside = [
        ".hidden/x.yaml",
        "a.yaml",
        "a/b/c.yaml",
        "a/x.yml",
        "a/y.JSON",
        "b.yaml",
        "c.yaml/d.yaml",
        "link.yaml",
    ]
    assert walk.walk_folder(".").files == inside
    below = ["a/b/c.yaml", "a/x.yml", "a/y.JSON"]
    assert [walk.walk_folder(name).files for name in ("a", "a/")] == [below, below]
    assert walk.walk_folder("./a").files[0] == "./a/b/c.yaml"
    assert walk.walk_folder(str(folder)).files == [f"{folder}/{name}" for name in inside]
    assert walk.walk_folder(".hidden").files == [".hidden/x.yaml"]


def test_a_hidden_folder_that_cannot_be_read_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".secret").mkdir()
    (folder / "open").mkdir()
    (folder / "a.yaml").touch()
    real = os.scandir

    def locked(path: str) -> "os._ScandirIterator[str]":
        if path in {".secret", "open"} - unlocked:
            raise PermissionError(13, "Permission denied")
        return real(path)

    unlocked = {"open"}
    monkeypatch.setattr(os, "scandir", locked)
    assert walk.walk_folder(".").files == ["a.yaml"]
    unlocked = set()
    with pytest.raises(VendorcheckError, match="the folder open can't be read: permission denied"):
        walk.walk_folder(".")
    with pytest.raises(
        VendorcheckError, match=r"the folder \.secret can't be read: permission denied"
    ):
        walk.walk_folder(".secret")


def test_of_json_in_hidden_folders_only_ours_is_parsed(folder: Path) -> None:
    for name, text in {
        ".cache/x.json": "[" * 99,
        ".cache/y.yaml": "vendorchek: vendor/1\n",
        "x.yaml": "vendorchek: vendor/1\n",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    assert "skipped 3 that are not vendorcheck's" in told(".")
    assert ".cache/y.yaml:1:1: warning[near-miss]" in told(".")
    assert "x.yaml:1:1: warning[near-miss]" in told(".")
    assert ".cache/x.json:1:33: error[too-deep]" in told(".cache/x.json")


def test_walk_of_what_is_no_folder(folder: Path) -> None:
    (folder / "file").touch()
    with pytest.raises(
        VendorcheckError, match="the folder none can't be read: no such file or directory"
    ):
        walk.walk_folder("none")
    with pytest.raises(VendorcheckError, match="the folder file can't be read: not a directory"):
        walk.walk_folder("file")


def told(*arguments: str) -> str:
    return run("validate", *arguments).stdout


@pytest.fixture
def checkout(folder: Path) -> Path:
    """A repository with a wrong vendor file in a folder."""
    (folder / ".git").mkdir()
    path = folder / "our procurement" / "vendors" / "a.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("vendorcheck: vendor/1\nvendor: {name: A}\nfoo: 1\n")
    return folder


@pytest.mark.parametrize(
    ("where", "named"),
    [
        (".", "."),
        (".", "our procurement"),
        (".", "./our procurement/../our procurement/./vendors/a.yaml"),
        ("our procurement", "."),
        ("our procurement", "vendors/a.yaml"),
        ("our procurement/vendors", "../vendors"),
        ("our procurement", "{root}"),
    ],
)
def test_services_are_told_paths_from_the_root_of_the_repository(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, where: str, named: str
) -> None:
    everywhere = [told(".", "--format", form) for form in ("github", "gitlab", "sarif")]
    monkeypatch.chdir(checkout / where)
    found = [
        told(named.format(root=checkout), "--format", form)
        for form in ("github", "gitlab", "sarif")
    ]
    passed_over = ", passed over 1 folder"  # only who walks the root meets .git
    assert [text.replace(passed_over, "") for text in found] == [
        text.replace(passed_over, "") for text in everywhere
    ]
    assert "file=our procurement/vendors/a.yaml,line=3" in found[0]
    assert '"path": "our procurement/vendors/a.yaml"' in found[1]
    assert '"uri": "our%20procurement/vendors/a.yaml"' in found[2]


def test_a_file_outside_of_the_repository_keeps_its_path(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / "own" / ".git").mkdir(parents=True)
    monkeypatch.chdir(checkout / "own")
    assert "file=../our procurement/vendors/a.yaml,line=3" in told(
        "../our procurement", "--format", "github"
    )


def test_what_comes_from_standard_input_has_no_path(checkout: Path) -> None:
    text = (checkout / "our procurement" / "vendors" / "a.yaml").read_text()
    done = run("validate", "-", "--format", "github", text=text)
    assert done.stdout.startswith("::error file=<stdin>,line=3,")


def test_without_a_repository_paths_are_those_of_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert walk.find_repository() == (str(folder), str(folder))
    below = folder / "gone"
    below.mkdir()
    monkeypatch.chdir(below)
    below.rmdir()
    assert walk.find_repository() == ("", "")


def test_of_a_file_and_a_link_to_it_the_file_is_told(checkout: Path) -> None:
    (checkout / "current.yaml").symlink_to("our procurement/vendors/a.yaml")
    assert "our procurement/vendors/a.yaml:3:1: error" in told(".")
    assert "Checked 1 file, passed over 1 folder: 1 error." in told(".")
    assert "current.yaml:3:1: error" in told("current.yaml")


def test_what_github_leaves_out_is_told_by_a_command_that_can_be_pasted(checkout: Path) -> None:
    (checkout / "b.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: A}\n"
        + "".join(f"x{number}: 1\n" for number in range(12))
    )
    found = told(
        "b.yaml", "our procurement", "--strict", "--as-of", "2026-11-22", "--format", "github"
    )
    assert (
        "See all with: vendorcheck validate b.yaml 'our procurement' --strict --as-of 2026-11-22\n"
        in found
    )
