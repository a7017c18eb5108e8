"""Values in braces that hold a comma: YAML ends them there, and takes the rest for a key.

`{credit: 0,33}` is the credit 0 and a key 33 without a colon. No file of ours has such keys, so
value and rest are joined again, and the comma is reported at the value.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from vendorcheck.document._places import Places, start_offset
from vendorcheck.document._tree import Tree, shorten_for_message
from vendorcheck.text.separators import possible_decimals

_MAX_QUOTED_LENGTH: Final = 80
"""The most characters of a text that a hint repeats in quotes."""
_END_OF_KEY: Final = re.compile(r"(?:\s|#[^\r\n]*+)*+[,}]")
"""The text that follows a key without a colon."""
_NUMBER: Final = re.compile(r"([+-]?)(\d[\d.,]*+)( ?[^\d\s].*)?", re.ASCII)
_KEY_WORD: Final = re.compile(r"[a-z][a-z_]*")
"""A rest that may be meant as a key."""


def join_split_values(
    items: list[Any], places: list[Places], tree: Tree
) -> tuple[list[Any], list[Places]]:
    """Return keys and values in turn, and their places, with values joined that a comma split.

    A fault is noted for each. A rest that looks like a key stays one, since it may be one.

    Args:
        items: the keys and values of a mapping in turn.
        places: the place of the mapping, and those of the keys and values.
        tree: the tree that gets the faults.
    """
    joined_items: list[Any] = []
    joined_places = places[:1]
    for begin, end in _pairs_by_value(items, places, tree):
        joined_items += items[begin : begin + 2]
        joined_places += places[begin + 1 : begin + 3]
        if end == begin + 2:
            continue
        text = _source_of(items, places, tree, begin, end)
        offset = start_offset(places[begin + 2])
        tree.add_fault(offset, "comma-in-braces", *describe_comma(text, str(items[end - 2])))
        if _KEY_WORD.fullmatch(str(items[end - 2])):
            joined_items += items[begin + 2 : end]
            joined_places += places[begin + 3 : end + 1]
        else:
            joined_items[-1] = text
    return joined_items, joined_places


def _pairs_by_value(
    items: list[Any], places: list[Places], tree: Tree
) -> Iterator[tuple[int, int]]:
    """Yield the range of each pair of key and value, with the pairs that are rests of its value."""
    begin = 0
    while begin < len(items):
        end = begin + 2
        if _is_plain(items[begin + 1], places[begin + 2], tree):
            while end < len(items) and _is_rest(items, places, tree, end):
                end += 2
        yield begin, end
        begin = end


def _is_plain(value: object, place: Places, tree: Tree) -> bool:
    """Return whether a value is a text without quotes."""
    return isinstance(value, str) and tree.text[start_offset(place)] not in "\"'|>"


def _is_rest(items: list[Any], places: list[Places], tree: Tree, index: int) -> bool:
    """Return whether a key stands alone, without a colon and a value."""
    key, offset = items[index], start_offset(places[index + 1])
    return (
        items[index + 1] is None
        and isinstance(key, str)
        and tree.text.startswith(key, offset)
        and _END_OF_KEY.match(tree.text, offset + len(key)) is not None
    )


def _source_of(items: list[Any], places: list[Places], tree: Tree, begin: int, end: int) -> str:
    """Return a value with its rests as they are written, in one line."""
    last_offset = start_offset(places[end - 1]) + len(items[end - 2])
    return " ".join(tree.text[start_offset(places[begin + 2]) : last_offset].split())


def describe_comma(text: str, rest: str) -> tuple[str, str]:
    """Return message and hint for a value that a comma splits."""
    message = f'within braces, the comma in "{shorten_for_message(text)}" ends the value'
    quoted = f'"{text}"' if not re.search(r'["\\]', text) else f"'{text}'"
    is_quotable = len(text) <= _MAX_QUOTED_LENGTH and not re.search(r"""["\\].*'|'.*["\\]""", text)
    in_quotes = f"put it in quotes: {quoted}" if is_quotable else "put the whole of it in quotes"
    if readings := _readings(text):
        return message, f"write {' or '.join(readings)}; if it is a text, {in_quotes}"
    if _KEY_WORD.fullmatch(rest):
        in_quotes += f'; if "{rest}" is a key, write a colon and a value after it'
    return message, in_quotes


def _readings(text: str) -> list[str]:
    """Return a number with a comma, and with its unit, as files write it; empty if it is none."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return []
    return [f"{match[1]}{number}{match[3] or ''}" for number in possible_decimals(match[2])]
