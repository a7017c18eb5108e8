"""The journal: what was confirmed is found again, whatever happened; what a stranger put there does no harm."""

import errno
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vendorcheck import journal
from vendorcheck.document import Data
from vendorcheck.journal import Event, Header, Journal, Pending, _file, header, journal_path, latest, pending
from vendorcheck.problems import VendorcheckError

CONTENT = b"vendorcheck: vendor/1\n"
BEGUN = header(CONTENT, {"sso": "1.0"}, 23, date(2026, 11, 12))
as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may do anything")


@pytest.fixture
def vendor(tmp_path: Path) -> Path:
    path = tmp_path / "acme.yaml"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def opened(vendor: Path) -> Iterator[Journal]:
    with Journal.open(str(vendor), BEGUN) as found:
        yield found


def event(question: str = "sso/mfa", answer: Data = "yes") -> Event:
    return {"question": question, "answer": answer}


def lines(found: Journal) -> list[bytes]:
    return Path(found.path).read_bytes().splitlines()


def test_what_is_appended_is_found(vendor: Path, opened: Journal) -> None:
    events = [
        event(),
        event("sso/scim", {"answer": ["a", "b"], "note": "Zürich 😀\nsecond", "evidence": [{"title": "x"}]}),
        event("sso/mfa", None),
    ]
    for one in events:
        opened.append(one)
    assert opened.replay() == events
    opened.close()
    with Journal.open(str(vendor), header(None, {}, 1, date(2026, 12, 1))) as again:
        assert again.replay() == events
        assert again.header == BEGUN
        again.append(event("sso/mfa", "no"))
        assert latest(again.replay()) == {"sso/scim": events[1]["answer"], "sso/mfa": "no"}


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
    assert pending(path) is not None


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
        VendorcheckError, match=r"everything is saved, but .*journal can't be deleted: read-only file"
    ):
        opened.close(remove=True)


def test_beginning_again(vendor: Path, opened: Journal) -> None:
    opened.append(event())
    opened.close()
    new = header(CONTENT, {"sso": "2.0"}, 5, date(2026, 12, 1))
    with Journal.open(str(vendor), new, restart=True) as again:
        assert again.replay() == []
        assert again.header == new
        assert len(lines(again)) == 1


def test_one_without_answers_is_begun_anew(vendor: Path, opened: Journal) -> None:
    opened.close()
    new = header(CONTENT, {"sso": "2.0"}, 5, date(2026, 12, 1))
    with Journal.open(str(vendor), new) as again:
        assert again.header == new
        assert len(lines(again)) == 1


def test_pending(vendor: Path, opened: Journal) -> None:
    assert pending(str(vendor)) is None
    for one in (event(), event("sso/scim"), event("sso/scim", None), event("sso/mfa", "no")):
        opened.append(one)
    assert pending(str(vendor)) == Pending(1, 23, date(2026, 11, 12), False, {"sso": "1.0"})
    vendor.write_bytes(b"changed")
    found = pending(str(vendor))
    assert found
    assert found.changed
    vendor.unlink()
    found = pending(str(vendor))
    assert found
    assert found.changed


def test_nothing_is_pending_without_a_journal(tmp_path: Path) -> None:
    assert pending(str(tmp_path / "acme.yaml")) is None
    assert pending(str(tmp_path / "none" / "acme.yaml")) is None


def test_a_vendor_file_that_is_not_there_yet(tmp_path: Path) -> None:
    path = str(tmp_path / "new.yaml")
    with Journal.open(path, header(None, {}, 3, date(2026, 11, 12))) as found:
        found.append(event())
        there = pending(path)
        assert there
        assert not there.changed


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
        assert pending(str(vendor)) is None
    with Journal.open(str(vendor), BEGUN) as again:
        again.append(event())
        assert again.replay() == [event()]


GARBAGE = [
    b"",
    b"\0" * 1000,
    b"\xff\xfe",
    b"[]",
    b"{}",
    b"[" * 100_000,
    b'{"question": "sso/mfa"}',
    b'{"question": "sso/mfa", "answer": "a", "answer": "b"}',
    b'{"question": "sso/mfa", "answer": "\\u001b[31m"}',
    b'{"question": "sso/mfa", "answer": "\\ud800"}',
    b'{"question": "sso/mfa", "answer": {"answer": "a", "x": "y"}}',
    b'{"question": "sso/mfa", "answer": {"note": null}}',
    b'{"question": "sso/mfa", "answer": {"grade": "signed by the CEO"}}',
    b'{"question": "sso/mfa", "answer": [["a"]]}',
    b'{"question": "sso/mfa", "answer": "a", "more": "b"}',
    b'{"question": "../../etc/passwd", "answer": "a"}',
    b'{"question": ["sso/mfa"], "answer": "a"}',
    b'{"question": null, "answer": "a"}',
    b'{"question": "sso/mfa", "answer": "' + b"x" * 70_000 + b'"}',
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda garbage: repr(garbage[:50]))
def test_lines_that_are_no_events_are_left_out(vendor: Path, opened: Journal, garbage: bytes) -> None:
    opened.append(event())
    opened.close()
    with open(opened.path, "ab") as file:
        file.write(garbage + b"\n")
    with Journal.open(str(vendor), BEGUN) as again:
        again.append(event("sso/scim"))
        assert again.replay() == [event(), event("sso/scim")]


def changed(**parts: object) -> bytes:
    head: dict[str, object] = {
        "vendorcheck": "journal/1",
        "journal": ".acme.yaml.journal",
        "sha256": None,
        "versions": {},
        "questions": "3",
        "started": "2026-11-12",
    }
    return json.dumps({**head, **parts}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"hello\nworld\n",
        b"\0" * 500,
        changed(vendorcheck="journal/2") + b"\n",
        *(
            head + b'\n{"question": "sso/mfa", "answer": "a"}\n'
            for head in (
                changed(journal=".other.yaml.journal"),
                changed(versions=[]),
                changed(questions=None),
                changed(questions="many"),
                changed(started="yesterday"),
                changed(started=None),
            )
        ),
        changed() + b"\n" * (journal.MAX_LINES + 1),
        changed() + b"\n" + b"x" * journal.MAX_BYTES,
    ],
    ids=lambda content: repr(content[:80]),
)
def test_what_is_no_journal_is_left_alone(vendor: Path, content: bytes) -> None:
    own = Path(journal_path(str(vendor)))
    own.write_bytes(content)
    with pytest.raises(VendorcheckError, match="is no journal that can be gone on with; delete or rename it"):
        pending(str(vendor))
    with pytest.raises(VendorcheckError, match="is no journal"):
        Journal.open(str(vendor), BEGUN)
    assert own.read_bytes() == content
    with Journal.open(str(vendor), BEGUN, restart=True) as again:
        assert again.replay() == []


def test_a_header_with_odd_values_is_read_as_far_as_it_goes(vendor: Path) -> None:
    head = changed(sha256=["x"], versions={"sso": "1", "x": []}, questions="9" * 5000)
    Path(journal_path(str(vendor))).write_bytes(head + b'\n{"question": "sso/mfa", "answer": "a"}\n')
    assert pending(str(vendor)) == Pending(1, 999_999, date(2026, 11, 12), True, {"sso": "1"})


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200)
    | st.lists(st.sampled_from([changed(), *GARBAGE[:10], b'{"question":']), max_size=4).map(b"\n".join)
)
def test_no_content_does_harm(vendor: Path, content: bytes) -> None:
    Path(journal_path(str(vendor))).write_bytes(content)
    try:
        with Journal.open(str(vendor), BEGUN) as found:
            found.append(event())
            assert found.replay()[-1] == event()
    except VendorcheckError as error:
        assert "is no journal" in str(error)  # noqa: PT017 - either is right


def test_what_lies_there_is_no_plain_file(vendor: Path, tmp_path: Path) -> None:
    own, other = Path(journal_path(str(vendor))), tmp_path / "precious"
    other.write_bytes(changed() + b'\n{"question": "sso/mfa", "answer": "a"}\n')
    for place in (own.symlink_to, own.hardlink_to, lambda _: own.mkdir(), lambda _: os.mkfifo(own)):
        place(other)
        for restart in (False, True):
            with pytest.raises(VendorcheckError, match=r"journal"):
                Journal.open(str(vendor), BEGUN, restart=restart)
        with pytest.raises(VendorcheckError, match=r"journal"):
            pending(str(vendor))
        own.rmdir() if own.is_dir() else own.unlink()
    assert len(other.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"question": "sso/mfa"}, "no event"),
        ({"question": "mfa", "answer": "a"}, "mfa is no question"),
        (event(answer="\x1b[31m"), "control character"),
        (event(answer={"note": " "}), ""),
        (event(answer={"grade": "good"}), ""),
        (event(answer="x" * 70_000), "70,000 characters"),
    ],
)
def test_what_could_not_be_replayed_is_not_confirmed(opened: Journal, wrong: Event, message: str) -> None:
    with pytest.raises(VendorcheckError, match=f"can't be saved: .*{message}"):
        opened.append(wrong)
    assert len(lines(opened)) == 1


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
from vendorcheck.journal import Journal, header
from vendorcheck.problems import VendorcheckError
try:
    with Journal.open(sys.argv[1], header(None, {}, 1, datetime.date(2026, 1, 1))) as journal:
        print(len(journal.replay()))
except VendorcheckError as error:
    print(error)
"""


def test_a_journal_that_is_deleted_while_it_is_opened(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_a_folder_that_takes_no_file(vendor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(
        VendorcheckError, match="journal can't be written: read-only file system; nothing was asked yet"
    ):
        Journal.open(str(vendor), BEGUN)
    with pytest.raises(VendorcheckError, match="journal can't be read: read-only"):
        pending(str(vendor))


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
    assert pending(str(vendor)) is None
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
    message = f"the answer to sso/logs can't be saved: no space left on device; the answers to 1 question are saved in {opened.path}"
    with pytest.raises(VendorcheckError, match=re.escape(message)):
        opened.append(event("sso/logs", "a"))
    monkeypatch.undo()
    opened.append(event("sso/logs", "b"))
    assert opened.replay() == [event(), event("sso/scim", None), event("sso/logs", "b")]


def test_a_limit_of_the_system(vendor: Path) -> None:
    run = [sys.executable, "-c", LIMITED, str(vendor)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    confirmed, message = done.stdout.splitlines()
    assert int(confirmed) > 5
    assert re.search(
        rf"can't be saved: file too large; the answers to {confirmed} questions are saved in", message
    )
    found = pending(str(vendor))
    assert found
    assert found.answered == int(confirmed)


LIMITED = """
import datetime, resource, sys
from vendorcheck.journal import Journal, header
from vendorcheck.problems import VendorcheckError
journal = Journal.open(sys.argv[1], header(None, {}, 1, datetime.date(2026, 1, 1)))
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


@pytest.mark.parametrize("limit", ["MAX_BYTES", "MAX_LINES"])
def test_a_journal_never_becomes_longer_than_can_be_read(
    opened: Journal, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        journal, limit, len(Path(opened.path).read_bytes()) + 60 if limit == "MAX_BYTES" else 2
    )
    opened.append(event())
    with pytest.raises(
        VendorcheckError, match="too long; save, and begin again; the answers to 1 question are"
    ):
        opened.append(event())
    assert opened.replay() == [event()]


KILLED = """
import datetime, os, random, signal, sys, time
from vendorcheck.journal import Journal, header, journal_path
begun = header(None, {}, 1, datetime.date(2026, 1, 1))
path, turns, seed = sys.argv[1], int(sys.argv[2]), random.Random(sys.argv[3])
for turn in range(turns):
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with Journal.open(path, begun) as journal:
            for number in range(10_000):
                journal.append({"question": f"sso/q{number}", "answer": {"answer": "yes", "note": "x" * (number + 1)}})
                os.write(writer, b"%d\\n" % number)
        os._exit(0)
    os.close(writer)
    told = os.read(reader, 1)
    time.sleep(seed.uniform(0, 0.01))
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
    assert found[:confirmed] == [f"sso/q{number}" for number in range(confirmed)], (turn, confirmed, found)
    assert len(found) <= confirmed + 1
    print(confirmed)
"""


def test_what_was_confirmed_survives_being_killed(vendor: Path) -> None:
    turns = 200
    run = [sys.executable, "-c", KILLED, str(vendor), str(turns), "vendorcheck"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    counts = [int(line) for line in done.stdout.splitlines()]
    assert len(counts) == turns
    # Killed at moments that differ, or the test says little.
    assert len(set(counts)) > 3


def test_the_header_is_plain_data() -> None:
    assert header(None, {}, 1, date(2026, 1, 1)) == Header(None, {}, 1, date(2026, 1, 1))
