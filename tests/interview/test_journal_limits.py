"""A journal holds 4 MiB and 20 000 lines, to the last byte and line, and no more."""

import json
import os
from pathlib import Path

import pytest

from journals import BEGUN, event
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.journal import Journal, _file, journal_path, unfinished_interview

BYTES = 4 * 1024 * 1024
LINES = 20_000
NEXT = event("sso/scim")
LINE = len(json.dumps(NEXT)) + 1


def padded(begun: Journal, *, size: int = 0, lines: int = 0) -> Path:
    """The journal with one answer, and padding up to so many bytes or lines."""
    begun.append(event())
    begun.close()
    path = Path(begun.path)
    content = path.read_bytes()
    content += b" " * (size - len(content) - 1) + b"\n" if size else b""
    content += b"\n" * (lines - content.count(b"\n"))
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "limit", [{"size": BYTES - LINE}, {"lines": LINES - 1}], ids=["bytes", "lines"]
)
def test_the_last_answer_that_there_is_room_for_is_saved(
    vendor: Path, opened: Journal, limit: dict[str, int]
) -> None:
    path = padded(opened, **limit)
    with Journal.open(str(vendor), BEGUN) as again:
        again.append(NEXT)
        with pytest.raises(VendorcheckError, match="the journal has become too long"):
            again.append(event("sso/other"))
        assert again.replay() == [event(), NEXT]
    content = path.read_bytes()
    assert BYTES - len(content) == 0 or LINES - content.count(b"\n") == 0
    left = unfinished_interview(str(vendor))
    assert left is not None
    assert left.answered_count == 2


@pytest.mark.parametrize(
    "limit", [{"size": BYTES - LINE + 1}, {"lines": LINES}], ids=["bytes", "lines"]
)
def test_one_that_there_is_no_room_for_is_refused(
    vendor: Path, opened: Journal, limit: dict[str, int]
) -> None:
    padded(opened, **limit)
    with (
        Journal.open(str(vendor), BEGUN) as again,
        pytest.raises(VendorcheckError, match="the journal has become too long"),
    ):
        again.append(NEXT)


@pytest.mark.parametrize(
    "limit", [{"size": BYTES + 1}, {"lines": LINES + 1}], ids=["bytes", "lines"]
)
def test_one_that_is_too_long_is_not_gone_on_with(
    vendor: Path, opened: Journal, limit: dict[str, int]
) -> None:
    padded(opened, **limit)
    with pytest.raises(VendorcheckError, match="is no journal that can be gone on with"):
        unfinished_interview(str(vendor))
    with pytest.raises(VendorcheckError, match="is no journal that can be gone on with"):
        Journal.open(str(vendor), BEGUN)


def test_a_name_of_240_bytes_is_kept_and_a_longer_one_is_shortened_to_as_many(
    tmp_path: Path,
) -> None:
    assert Path(journal_path(str(tmp_path / ("x" * 240)))).name == f".{'x' * 240}.journal"
    shortened = Path(journal_path(str(tmp_path / ("x" * 241)))).name
    assert "x" * 240 not in shortened
    assert len(shortened) == len(f".{'x' * 240}.journal")


@pytest.mark.parametrize("deleted", [9, 10])
def test_ten_times_it_is_tried_to_open_one_that_somebody_deletes(
    vendor: Path, monkeypatch: pytest.MonkeyPatch, deleted: int
) -> None:
    lock, left = _file._lock, [deleted]  # noqa: SLF001 - that moment is only there

    def late(descriptor: int) -> None:
        lock(descriptor)
        if left[0]:
            left[0] -= 1
            os.unlink(journal_path(str(vendor)))

    monkeypatch.setattr(_file, "_lock", late)
    if deleted == 9:
        Journal.open(str(vendor), BEGUN).close()
    else:
        with pytest.raises(VendorcheckError, match="in another window"):
            Journal.open(str(vendor), BEGUN)
    assert left == [0]


def test_a_new_one_is_private_before_it_is_locked(
    vendor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, modes = _file._lock, list[int]()  # noqa: SLF001 - that moment is only there

    def note_mode(descriptor: int) -> None:
        modes.append(os.fstat(descriptor).st_mode & 0o777)
        lock(descriptor)

    monkeypatch.setattr(_file, "_lock", note_mode)
    before = os.umask(0)
    try:
        Journal.open(str(vendor), BEGUN).close()
    finally:
        os.umask(before)
    assert modes == [0o600]
