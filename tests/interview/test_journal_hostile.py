"""What a stranger put where the journal goes does no harm."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from journals import BEGUN, event, lines
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview import journal
from vendorcheck.interview.journal import (
    Journal,
    JournalEvent,
    UnfinishedInterview,
    journal_path,
    unfinished_interview,
)

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
def test_lines_that_are_no_events_are_left_out(
    vendor: Path, opened: Journal, garbage: bytes
) -> None:
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
        changed() + b"\n" * (journal.MAX_JOURNAL_LINES + 1),
        changed() + b"\n" + b"x" * journal.MAX_JOURNAL_BYTES,
    ],
    ids=lambda content: repr(content[:80]),
)
def test_what_is_no_journal_is_left_alone(vendor: Path, content: bytes) -> None:
    own = Path(journal_path(str(vendor)))
    own.write_bytes(content)
    with pytest.raises(
        VendorcheckError, match="is no journal that can be gone on with; delete or rename it"
    ):
        unfinished_interview(str(vendor))
    with pytest.raises(VendorcheckError, match="is no journal"):
        Journal.open(str(vendor), BEGUN)
    assert own.read_bytes() == content
    with Journal.open(str(vendor), BEGUN, restart=True) as again:
        assert again.replay() == []


def test_a_header_with_odd_values_is_read_as_far_as_it_goes(vendor: Path) -> None:
    head = changed(sha256=["x"], versions={"sso": "1", "x": []}, questions="9" * 5000)
    Path(journal_path(str(vendor))).write_bytes(
        head + b'\n{"question": "sso/mfa", "answer": "a"}\n'
    )
    assert unfinished_interview(str(vendor)) == UnfinishedInterview(
        1, 999_999, date(2026, 11, 12), True, {"sso": "1"}, {"sso/mfa": "a"}
    )


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200)
    | st.lists(st.sampled_from([changed(), *GARBAGE[:10], b'{"question":']), max_size=4).map(
        b"\n".join
    )
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
            unfinished_interview(str(vendor))
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
        (event(answer="x" * 70_000), "70,000 bytes"),
    ],
)
def test_what_could_not_be_replayed_is_not_confirmed(
    opened: Journal, wrong: JournalEvent, message: str
) -> None:
    with pytest.raises(VendorcheckError, match=f"can't be saved: .*{message}"):
        opened.append(wrong)
    assert len(lines(opened)) == 1
