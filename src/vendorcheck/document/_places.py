"""The places of the parts of a file: offsets from the parser, lines and columns for people."""

from collections.abc import Sequence
from operator import indexOf
from typing import Protocol, TypeAlias


class ParserMark(Protocol):
    """A parser's object for a place. Reading its offset is slow, so it is read only when needed."""

    index: int


Places: TypeAlias = int | ParserMark | list["Places"]
"""Offsets in characters, in the shape of the data.

The place of a text is the offset of its start. The places of a list are its own and those of its
items; those of a mapping are its own and, in turn, those of each key and value.
"""


def lines_and_columns(text: str, offsets: set[int]) -> dict[int, tuple[int, int]]:
    """Return the line and column of each offset, both from 1, columns in characters.

    LF, CR and CRLF end a line.
    """
    places: dict[int, tuple[int, int]] = {}
    line, previous_end, has_carriage_returns = 1, 0, "\r" in text
    for offset in sorted(offsets):
        end = min(offset, len(text))
        if has_carriage_returns and text[end - 1 : end + 1] == "\r\n":
            end -= 1  # an offset within CRLF belongs to the line that it ends
        line += text.count("\n", previous_end, end)
        last_line_break = text.rfind("\n", 0, end)
        if has_carriage_returns:
            line += text.count("\r", previous_end, end) - text.count("\r\n", previous_end, end)
            last_line_break = max(last_line_break, text.rfind("\r", 0, end))
        places[offset] = line, end - last_line_break
        previous_end = end
    return places


def offset_of(data: object, places: Places, path: Sequence[str | int], *, at_key: bool) -> int:
    """Return the offset of the value (or its key) at `path`, or of the nearest part that exists.

    A segment that fits nothing is skipped: pydantic's `loc` holds the tags of discriminated
    unions, and `[key]` for a key itself.
    """
    key = offset = start_offset(places)
    for part in path:
        index = _index_of(data, part)
        if index is None:
            continue
        # Data that was added later, by --set or an interview, has no place in the file.
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
    """Return the offset at which a text, a list or a mapping begins."""
    while isinstance(places, list):
        places = places[0]
    return places if isinstance(places, int) else places.index


def start_of_line(text: str, offset: int) -> int:
    """Return the offset at which the line of an offset begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
