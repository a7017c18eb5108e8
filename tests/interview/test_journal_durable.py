"""What was confirmed is on the disk, whether that becomes full or the process is killed."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import unmeasured
from journals import BEGUN, event
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview import journal
from vendorcheck.interview.journal import Journal, unfinished_interview

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may do anything")


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def test_a_folder_that_takes_no_file(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(
        VendorcheckError,
        match="journal can't be written: read-only file system; nothing was asked yet",
    ):
        Journal.open(str(vendor), BEGUN)
    with pytest.raises(VendorcheckError, match="journal can't be read: read-only"):
        unfinished_interview(str(vendor))


@as_root
def test_a_read_only_folder(vendor: Path) -> None:
    vendor.parent.chmod(0o500)
    try:
        with pytest.raises(VendorcheckError, match="journal can't be written: permission denied"):
            Journal.open(str(vendor), BEGUN)
    finally:
        vendor.parent.chmod(0o700)


def test_a_disk_that_is_full_at_once(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VendorcheckError, match="no space left on device; nothing was asked yet"):
        Journal.open(str(vendor), BEGUN)
    monkeypatch.undo()
    assert unfinished_interview(str(vendor)) is None
    with Journal.open(str(vendor), BEGUN):
        pass


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_becomes_full(opened: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.append(event())
    opened.append(event("sso/scim", None))
    write, room = os.write, [20]

    def little(descriptor: int, data: bytes) -> int:
        if not room[0]:
            return full()
        written = write(descriptor, data[: room[0]])
        room[0] -= written
        return written

    monkeypatch.setattr(os, "write", little)
    message = (
        "the answer to sso/logs can't be saved: no space left on device; "
        f"the answers to 1 question are saved in {opened.path}"
    )
    with pytest.raises(VendorcheckError, match=re.escape(message)):
        opened.append(event("sso/logs", "a"))
    monkeypatch.undo()
    opened.append(event("sso/logs", "b"))
    assert opened.replay() == [event(), event("sso/scim", None), event("sso/logs", "b")]


def test_a_limit_of_the_system(vendor: Path) -> None:
    run = [sys.executable, "-c", LIMITED, str(vendor)]
    done = subprocess.run(run, env=unmeasured(), capture_output=True, text=True, check=True)
    confirmed, message = done.stdout.splitlines()
    assert int(confirmed) > 5
    assert re.search(
        rf"can't be saved: file too large; the answers to {confirmed} questions are saved in",
        message,
    )
    found = unfinished_interview(str(vendor))
    assert found
    assert found.answered_count == int(confirmed)


LIMITED = """
import datetime, resource, sys
from vendorcheck.interview.journal import Journal, make_journal_header
from vendorcheck.document.problems import VendorcheckError
journal = Journal.open(sys.argv[1], make_journal_header(None, {}, 1, datetime.date(2026, 1, 1)))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
for number in range(1000):
    try:
        journal.append({"question": f"sso/q{number}", "answer": "yes"})
    except VendorcheckError as error:
        print(number)
        print(error)
        break
"""


def test_a_disk_that_fails(opened: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "lseek", refuse)
    with pytest.raises(VendorcheckError, match="can't be read: read-only"):
        opened.replay()


@pytest.mark.parametrize("limit", ["MAX_JOURNAL_BYTES", "MAX_JOURNAL_LINES"])
def test_a_journal_never_becomes_longer_than_can_be_read(
    opened: Journal, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        journal,
        limit,
        len(Path(opened.path).read_bytes()) + 60 if limit == "MAX_JOURNAL_BYTES" else 2,
    )
    opened.append(event())
    with pytest.raises(
        VendorcheckError, match="too long; save, and begin again; the answers to 1 question are"
    ):
        opened.append(event())
    assert opened.replay() == [event()]


KILLED = """
import datetime, os, random, signal, sys
from vendorcheck.interview.journal import Journal, journal_path, make_journal_header
begun = make_journal_header(None, {}, 1, datetime.date(2026, 1, 1))
path, turns, seed = sys.argv[1], int(sys.argv[2]), random.Random(sys.argv[3])
for turn in range(turns):
    enough = seed.randrange(1, 50)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with Journal.open(path, begun) as journal:
            for number in range(enough + 1):
                answer = {"answer": "yes", "note": "x" * (number + 1)}
                journal.append({"question": f"sso/q{number}", "answer": answer})
                os.write(writer, b"%d\\n" % number)
            signal.pause()
    os.close(writer)
    told = b""
    while told.count(b"\\n") < enough:
        told += os.read(reader, 1) or sys.exit("the child ended by itself")
    for _ in range(seed.randrange(20_000)):
        pass  # at some moment while it writes the next one
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65536):
        told += more
    os.close(reader)
    confirmed = told.count(b"\\n")
    with Journal.open(path, begun) as journal:
        found = [event["question"] for event in journal.replay()]
        journal.close(remove=True)
    # One more than was told may be there: killed between the disk and the pipe.
    expected = [f"sso/q{number}" for number in range(confirmed)]
    assert found[:confirmed] == expected, (turn, confirmed, found)
    assert len(found) <= confirmed + 1
    print(confirmed)
"""


@pytest.mark.slow
@pytest.mark.parametrize("turns", [40, pytest.param(200, marks=pytest.mark.slow)])
def test_what_was_confirmed_survives_being_killed(vendor: Path, turns: int) -> None:
    run = [sys.executable, "-c", KILLED, str(vendor), str(turns), "vendorcheck"]
    done = subprocess.run(run, env=unmeasured(), capture_output=True, text=True, check=False)
    assert done.stderr == ""
    counts = [int(line) for line in done.stdout.splitlines()]
    assert len(counts) == turns
    # Killed at moments that differ, or the test says little.
    assert min(counts) < 10
    assert max(counts) > 40
