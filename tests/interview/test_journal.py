"""The journal: what was appended is found again, by one process at a time."""

import errno
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from journals import BEGUN, CONTENT, event, lines
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.journal import (
    Journal,
    JournalHeader,
    UnfinishedInterview,
    _file,
    journal_path,
    latest_answers,
    make_journal_header,
    unfinished_interview,
)


def test_what_is_appended_is_found(vendor: Path, opened: Journal) -> None:
    events = [
        event(),
        event(
            "sso/scim",
            {"answer": ["a", "b"], "note": "Zürich 😀\nsecond", "evidence": [{"title": "x"}]},
        ),
        event("sso/mfa", None),
    ]
    for one in events:
        opened.append(one)
    assert opened.replay() == events
    opened.close()
    with Journal.open(str(vendor), make_journal_header(None, {}, 1, date(2026, 12, 1))) as again:
        assert again.replay() == events
        assert again.header == BEGUN
        again.append(event("sso/mfa", "no"))
        assert latest_answers(again.replay()) == {"sso/scim": events[1]["answer"], "sso/mfa": "no"}


def test_the_journal_is_private(opened: Journal, tmp_path: Path) -> None:
    assert opened.path == str(tmp_path / ".acme.yaml.journal")
    assert stat.S_IMODE(os.stat(opened.path).st_mode) == 0o600


def test_one_with_another_mode_becomes_private(vendor: Path, opened: Journal) -> None:
    opened.append(event())
    opened.close()
    os.chmod(opened.path, 0o640)
    with Journal.open(str(vendor), BEGUN):
        assert stat.S_IMODE(os.stat(opened.path).st_mode) == 0o600


def test_a_link_has_the_journal_of_its_file(vendor: Path, opened: Journal, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(vendor)
    assert journal_path(str(link)) == opened.path
    with pytest.raises(VendorcheckError, match="in another window"):
        Journal.open(str(link), BEGUN)


@pytest.mark.parametrize(
    "name", ["line\nbreak.yaml", "\x1b[31m.yaml", os.fsdecode(b"\xff.yaml"), "x" * 240 + ".yaml"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    with Journal.open(path, BEGUN) as found:
        found.append(event())
    assert unfinished_interview(path) is not None


def test_closing_removes_it_or_not(vendor: Path, opened: Journal) -> None:
    opened.append(event())
    opened.close()
    opened.close(remove=True)
    assert os.path.exists(opened.path)
    with Journal.open(str(vendor), BEGUN) as again:
        again.close(remove=True)
    assert os.listdir(vendor.parent) == ["acme.yaml"]
    with pytest.raises(VendorcheckError, match="is closed"):
        again.replay()
    with pytest.raises(VendorcheckError, match="is closed"):
        again.append(event())


def test_one_that_is_gone_already(opened: Journal) -> None:
    os.unlink(opened.path)
    opened.close(remove=True)


def test_one_that_cannot_be_removed(opened: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(
        VendorcheckError,
        match=r"everything is saved, but .*journal can't be deleted: read-only file",
    ):
        opened.close(remove=True)


def test_beginning_again(vendor: Path, opened: Journal) -> None:
    opened.append(event())
    opened.close()
    new = make_journal_header(CONTENT, {"sso": "2.0"}, 5, date(2026, 12, 1))
    with Journal.open(str(vendor), new, restart=True) as again:
        assert again.replay() == []
        assert again.header == new
        assert len(lines(again)) == 1


def test_one_without_answers_is_begun_anew(vendor: Path, opened: Journal) -> None:
    opened.close()
    new = make_journal_header(CONTENT, {"sso": "2.0"}, 5, date(2026, 12, 1))
    with Journal.open(str(vendor), new) as again:
        assert again.header == new
        assert len(lines(again)) == 1


def test_pending(vendor: Path, opened: Journal) -> None:
    assert unfinished_interview(str(vendor)) is None
    for one in (event(), event("sso/scim"), event("sso/scim", None), event("sso/mfa", "no")):
        opened.append(one)
    answers = {"sso/scim": None, "sso/mfa": "no"}
    assert unfinished_interview(str(vendor)) == UnfinishedInterview(
        1, 23, date(2026, 11, 12), False, {"sso": "1.0"}, answers
    )
    vendor.write_bytes(b"changed")
    found = unfinished_interview(str(vendor))
    assert found
    assert found.file_changed
    vendor.unlink()
    found = unfinished_interview(str(vendor))
    assert found
    assert found.file_changed


def test_nothing_is_pending_without_a_journal(tmp_path: Path) -> None:
    assert unfinished_interview(str(tmp_path / "acme.yaml")) is None
    assert unfinished_interview(str(tmp_path / "none" / "acme.yaml")) is None


def test_a_vendor_file_that_is_not_there_yet(tmp_path: Path) -> None:
    path = str(tmp_path / "new.yaml")
    with Journal.open(path, make_journal_header(None, {}, 3, date(2026, 11, 12))) as found:
        found.append(event())
        there = unfinished_interview(path)
        assert there
        assert not there.file_changed


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line(vendor: Path, opened: Journal, cut: int) -> None:
    opened.append(event())
    opened.append(event("sso/scim", {"answer": "no", "note": "Zürich " * 5}))
    opened.close()
    whole = Path(opened.path).read_bytes()
    Path(opened.path).write_bytes(whole[:-cut])
    with Journal.open(str(vendor), BEGUN) as again:
        # Without its line break alone, the line is whole.
        assert len(again.replay()) == (2 if cut == 1 else 1)
        again.append(event("sso/logs", "no"))
        assert again.replay()[0] == event()
        assert again.replay()[-1] == event("sso/logs", "no")


def test_a_torn_header_is_no_interview(vendor: Path, opened: Journal) -> None:
    opened.close()
    whole = Path(opened.path).read_bytes()
    for cut in range(len(whole)):
        Path(opened.path).write_bytes(whole[:cut])
        assert unfinished_interview(str(vendor)) is None
    with Journal.open(str(vendor), BEGUN) as again:
        again.append(event())
        assert again.replay() == [event()]


def test_a_second_process(vendor: Path, opened: Journal) -> None:
    opened.append(event())
    run = [sys.executable, "-c", SECOND, str(vendor)]
    second = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (
        second.stdout
        == f"{vendor} is being answered in another window right now; finish or stop that first\n"
    )
    assert opened.replay() == [event()]
    opened.close()
    assert subprocess.run(run, capture_output=True, text=True, check=False).stdout == "1\n"


SECOND = """
import datetime, sys
from vendorcheck.interview.journal import Journal, make_journal_header
from vendorcheck.document.problems import VendorcheckError
try:
    header = make_journal_header(None, {}, 1, datetime.date(2026, 1, 1))
    with Journal.open(sys.argv[1], header) as journal:
        print(len(journal.replay()))
except VendorcheckError as error:
    print(error)
"""


def test_a_journal_that_is_deleted_while_it_is_opened(
    vendor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, turns = _file._lock, iter(range(2))  # noqa: SLF001 - that moment is only there

    def late(descriptor: int) -> None:
        before(descriptor)
        if next(turns, None) is not None:
            os.unlink(journal_path(str(vendor)))

    monkeypatch.setattr(_file, "_lock", late)
    with Journal.open(str(vendor), BEGUN) as found:
        found.append(event())
        assert found.replay() == [event()]
        assert len(lines(found)) == 2


def test_a_journal_that_is_always_replaced(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "samestat", lambda *_: False)
    with pytest.raises(VendorcheckError, match="in another window"):
        Journal.open(str(vendor), BEGUN)


def test_a_drive_without_locks(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _file.fcntl
    monkeypatch.setattr(_file.fcntl, "flock", refuse)
    with Journal.open(str(vendor), BEGUN) as found:
        found.append(event())


def test_a_system_without_locks(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_file, "fcntl", None)
    found = Journal.open(str(vendor), BEGUN)
    found.append(event())
    found.close(remove=True)
    assert os.listdir(vendor.parent) == ["acme.yaml"]


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def test_the_header_is_plain_data() -> None:
    assert make_journal_header(None, {}, 1, date(2026, 1, 1)) == JournalHeader(
        None, {}, 1, date(2026, 1, 1)
    )
