"""Tests of the files that evidence names: their states, and that nothing else is ever opened."""

import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest

from rule_cases import Data, a_vendor
from vendorcheck.model.evidence import FileState
from vendorcheck.store import evidence
from vendorcheck.store.evidence import file_digest, is_outside, read_file_states
from vendorcheck.store.library import STDIN_NAME

CONTENT = b"real report\n"
RIGHT, WRONG = hashlib.sha256(CONTENT).hexdigest(), "0" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a vendor file's evidence, and things outside that it must not reach."""
    (tmp_path / "secret.txt").write_bytes(CONTENT)
    below = tmp_path / "vendors" / "evidence"
    below.mkdir(parents=True)
    (below / "report.txt").write_bytes(CONTENT)
    (below / "link.txt").symlink_to(below / "report.txt")
    (below / "away.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "vendors" / "linked").symlink_to(below)
    (tmp_path / "vendors" / "up").symlink_to(tmp_path)
    return tmp_path / "vendors"


def state(folder: Path, name: str, sha256: str | None) -> FileState:
    given = {"file": name, "dated": "2026-11-01", **({"sha256": sha256} if sha256 else {})}
    answer: Data = {"answer": "full", "evidence": [given]}
    states = read_file_states(a_vendor({"a": answer}), str(folder / "vendor.yaml"))
    assert list(states) == [(name, sha256)]
    return states[name, sha256]


STATES = [
    ("evidence/report.txt", RIGHT, "ok"),
    ("evidence/report.txt", RIGHT.upper(), "ok"),
    ("./evidence//report.txt", RIGHT, "ok"),
    ("evidence\\report.txt", RIGHT, "ok"),
    ("evidence/report.txt", WRONG, "changed"),
    ("evidence/report.txt", None, "unchecked"),
    ("evidence/gone.pdf", RIGHT, "missing"),
    ("gone/report.txt", RIGHT, "missing"),
    ("evidence/report.txt/more", RIGHT, "missing"),
    ("evidence", RIGHT, "missing"),
    (".", RIGHT, "missing"),
    ("evidence/link.txt", RIGHT, "missing"),
    ("evidence/away.txt", RIGHT, "missing"),
    ("linked/report.txt", RIGHT, "missing"),
    ("up/secret.txt", RIGHT, "missing"),
    ("../secret.txt", RIGHT, "outside"),
    ("evidence/../../secret.txt", RIGHT, "outside"),
    ("evidence/../evidence/report.txt", RIGHT, "outside"),
    ("..\\secret.txt", RIGHT, "outside"),
]


@pytest.mark.parametrize(("name", "sha256", "expected"), STATES)
@pytest.mark.parametrize("opens_below", [True, False])
def test_the_state_of_a_file(
    folder: Path,
    name: str,
    sha256: str | None,
    expected: FileState,
    monkeypatch: pytest.MonkeyPatch,
    *,
    opens_below: bool,
) -> None:
    # Windows can't open a file below an open folder.
    monkeypatch.setattr(evidence, "_CAN_OPEN_BELOW", opens_below)
    assert state(folder, name, sha256) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/etc/passwd", True),
        ("//server/share/a.pdf", True),
        ("\\\\server\\share\\a.pdf", True),
        ("\\a.pdf", True),
        ("C:\\Users\\me\\a.pdf", True),
        ("c:a.pdf", True),
        ("..", True),
        ("a/..", True),
        (".. /a.pdf", True),
        ("a/.../b.pdf", True),
        ("..a.pdf", False),
        ("a..b/c.pdf", False),
        ("a.pdf", False),
        ("./a.pdf", False),
        ("~/a.pdf", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_name_that_leads_outside_is_known_by_its_text(name: str, *, expected: bool) -> None:
    assert is_outside(name) == expected


def test_what_lies_outside_is_never_touched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **_: object) -> None:
        raise AssertionError(args)

    for function in ("open", "stat", "lstat"):
        monkeypatch.setattr(os, function, refuse)
    for name in (str(folder.parent / "secret.txt"), "../secret.txt", "C:\\a", "\\\\server\\a"):
        assert state(folder, name, RIGHT) == "outside"
        assert file_digest(str(folder / "vendor.yaml"), name) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe in the file system")
@pytest.mark.parametrize("opens_below", [True, False])
@pytest.mark.parametrize("is_seen_before", [True, False])
def test_a_pipe_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, opens_below: bool, is_seen_before: bool
) -> None:
    monkeypatch.setattr(evidence, "_CAN_OPEN_BELOW", opens_below)
    if not is_seen_before:
        monkeypatch.setattr(evidence, "_require_regular", lambda _: None)
    os.mkfifo(folder / "pipe")
    # Opening it would wait for a writer for ever.
    results: list[str] = []
    thread = threading.Thread(
        target=lambda: results.append(state(folder, "pipe", RIGHT)), daemon=True
    )
    thread.start()
    thread.join(timeout=60)
    assert results == ["missing"]


def test_a_file_that_has_become_a_pipe_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_require_regular", lambda _: None)
    assert file_digest(str(folder / "vendor.yaml"), "evidence") is None


@pytest.mark.parametrize(("size", "expected"), [(12, "ok"), (11, "missing")])
def test_a_file_over_the_limit_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, size: int, expected: str
) -> None:
    assert evidence.MAX_EVIDENCE_BYTES == 100 * 1024 * 1024
    monkeypatch.setattr(evidence, "MAX_EVIDENCE_BYTES", size)
    assert state(folder, "evidence/report.txt", RIGHT) == expected


@pytest.mark.parametrize(("most", "expected"), [(12, RIGHT), (11, None)])
def test_a_file_that_grows_beyond_the_limit_while_it_is_read_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, most: int, expected: str | None
) -> None:
    monkeypatch.setattr(evidence, "MAX_EVIDENCE_BYTES", most)
    before = os.stat_result((stat.S_IFREG, *[0] * 9))
    monkeypatch.setattr(os, "fstat", lambda _: before)
    assert file_digest(str(folder / "vendor.yaml"), "evidence/report.txt") == expected


def test_a_file_that_has_become_a_link_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_require_regular", lambda _: None)
    assert file_digest(str(folder / "vendor.yaml"), "evidence/report.txt") == RIGHT
    assert file_digest(str(folder / "vendor.yaml"), "evidence/link.txt") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows can't open a file below an open folder")
def test_a_file_is_opened_below_its_folder_where_that_is_possible(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_open_by_path", pytest.fail)
    assert file_digest(str(folder / "vendor.yaml"), "evidence/report.txt") == RIGHT


def test_with_standard_input_no_file_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    answer: Data = {
        "answer": "full",
        "evidence": [{"file": "evidence/report.txt", "sha256": RIGHT}, {"file": "/etc/passwd"}],
    }
    assert read_file_states(a_vendor({"a": answer}), STDIN_NAME) == {
        ("/etc/passwd", None): "outside",
        ("evidence/report.txt", RIGHT): "unchecked",
    }


def test_a_vendor_file_in_this_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert file_digest("vendor.yaml", "evidence/report.txt") == RIGHT


def test_each_file_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    digest = evidence.file_digest

    def counted(vendor_file: str, name: str) -> str | None:
        opened.append(name)
        return digest(vendor_file, name)

    monkeypatch.setattr(evidence, "file_digest", counted)
    pieces = [{"file": "evidence/report.txt", "sha256": one} for one in (RIGHT, WRONG)]
    pieces.append({"file": "evidence//report.txt", "sha256": RIGHT})
    vendor = a_vendor({"a": {"answer": "full", "evidence": pieces}})
    states = read_file_states(vendor, str(folder / "vendor.yaml"))
    assert sorted(states.values()) == ["changed", "ok", "ok"]
    assert len(opened) == 1
