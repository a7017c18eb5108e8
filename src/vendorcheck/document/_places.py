"""Where the parts of a file stand: offsets from the parser, lines and columns for people."""

from collections.abc import Sequence
from operator import indexOf
from typing import Protocol, TypeAlias


class ParserMark(Protocol):
    """A parser's own note of a place. To ask it for the offset takes as long as anything else done with a text."""

    index: int


Places: TypeAlias = int | ParserMark | list["Places"]
"""Offsets in characters, in the shape of the data.

A text's place is where it begins. A list's places are its own and those of its items; a mapping's are its
own and, in turn, those of each key and value.
"""


def lines_and_columns(text: str, offsets: set[int]) -> dict[int, tuple[int, int]]:
    """Line and column of each offset, both from 1, columns in characters; LF, CR and CRLF end a line."""
    found: dict[int, tuple[int, int]] = {}
    line, done, returns = 1, 0, "\r" in text
    for offset in sorted(offsets):
        end = min(offset, len(text))
        if returns and text[end - 1 : end + 1] == "\r\n":
            end -= 1  # the middle of a line break belongs to the line that it ends
        line += text.count("\n", done, end)
        last = text.rfind("\n", 0, end)
        if returns:
            line += text.count("\r", done, end) - text.count("\r\n", done, end)
            last = max(last, text.rfind("\r", 0, end))
        found[offset] = line, end - last
        done = end
    return found


def offset_of(data: object, places: Places, path: Sequence[str | int], *, at_key: bool) -> int:
    """The offset of the value (or its key) at `path`, or of the nearest part that exists.

    A segment that fits nothing is skipped when a later one fits: pydantic's `loc` holds the tags of
    discriminated unions, and says `[key]` for a key itself.
    """
    key = offset = start_offset(places)
    for part in path:
        index = _index_of(data, part)
        if index is None:
            continue
        # Data that was put in later, by --set or an interview, stands nowhere in the file.
        if not isinstance(places, list) or not _has_place(data, index, places):
            break
        if isinstance(data, dict):
            data, key, places = (
                data[part],
                start_offset(places[2 * index + 1]),
                places[2 * index + 2],
            )
        elif isinstance(data, list):  # pragma: no branch - nothing else has parts
            data, places = data[index], places[index + 1]
            key = start_offset(places)
        offset = start_offset(places)
    return key if at_key or (path and path[-1] == "[key]") else offset


def _index_of(data: object, part: str | int) -> int | None:
    if isinstance(data, dict) and part in data:
        return indexOf(data, part)
    if isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
        return part
    return None


def _has_place(data: object, index: int, places: list[Places]) -> bool:
    return (2 * index + 2 if isinstance(data, dict) else index + 1) < len(places)


def start_offset(places: Places) -> int:
    """Where a text, a list or a mapping begins."""
    while isinstance(places, list):
        places = places[0]
    return places if isinstance(places, int) else places.index
