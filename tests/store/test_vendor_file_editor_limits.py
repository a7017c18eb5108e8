"""Answers written into a vendor file: the last column, the last line, the byte order mark."""

from pathlib import Path

import pytest

from vendorcheck.store.vendor_file_editor import save_vendor_file, update_vendor_file_text

HEAD = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  sso:\n    answers:\n"
MARK = "\ufeff"


def written(text: str, **answers: object) -> str:
    """What stands below `answers` once these are written."""
    given = {f"sso/{name}": answer for name, answer in answers.items()}
    after = update_vendor_file_text(text, given, versions={}, file="acme.yaml")  # type: ignore[arg-type]
    assert after.startswith(HEAD)
    return after.removeprefix(HEAD)


def ticked(length: int) -> list[str]:
    """Two options that take so many characters as a list in one line."""
    return ["a" * 40, "b" * (length - len("[, ]") - 40)]


@pytest.mark.parametrize("before", ["x", "[x, y]"])
def test_a_list_stands_in_one_line_of_at_most_100_columns(before: str) -> None:
    text = f"{HEAD}      many: {before}\n"
    one, other = ticked(88)
    line = f"      many: [{one}, {other}]"
    assert len(line) == 100
    assert written(text, many=[one, other]) == f"{line}\n"
    one, other = ticked(89)
    assert written(text, many=[one, other]) == f"      many:\n        - {one}\n        - {other}\n"


def test_so_does_one_within_an_answer() -> None:
    text = f"{HEAD}      first: x\n"
    one, other = ticked(84)
    line = f"        answer: [{one}, {other}]"
    assert len(line) == 100
    new = written(text, many={"answer": [one, other], "note": "words"})
    assert new == f"      first: x\n      many:\n{line}\n        note: words\n"
    one, other = ticked(85)
    new = written(text, many={"answer": [one, other], "note": "words"})
    lines = f"        answer:\n          - {one}\n          - {other}\n        note: words\n"
    assert new == f"      first: x\n      many:\n{lines}"


def test_behind_a_text_that_ends_the_file_without_a_line_break_nothing_is_written() -> None:
    # A line break behind it would become part of the note.
    last = "      first:\n        answer: x\n        note: |\n          Some words"
    assert written(HEAD + last, second="full") == f"      second: full\n{last}"


def test_it_is_the_last_part_that_tells() -> None:
    last = "      first:\n        note: |\n          Some words\n        answer: x"
    assert written(HEAD + last, second="full") == f"{last}\n      second: full"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("given", ["", MARK])
def test_a_byte_order_mark_stays_the_only_one(tmp_path: Path, encoding: str, given: str) -> None:
    path = tmp_path / "acme.yaml"
    old = f"{MARK}vendorcheck: vendor/1\n".encode(encoding)
    path.write_bytes(old)
    save_vendor_file(str(path), old, f"{given}vendorcheck: vendor/1\nvendor: {{name: Acme}}\n")
    assert path.read_bytes() == f"{MARK}vendorcheck: vendor/1\nvendor: {{name: Acme}}\n".encode(
        encoding
    )
