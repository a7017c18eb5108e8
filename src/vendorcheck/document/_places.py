"""Where the parts of a file stand: offsets from the parser, lines and columns for people."""

from collections.abc import Sequence
from typing import TypeAlias

Places: TypeAlias = int | list["Places"]
"""Offsets in characters, in the shape of the data.

A text's place is where it begins. A list's places are its own and those of its items; a mapping's are its
own and, in turn, those of each key and value.
"""


def lines_and_columns(text: str, offsets: set[int]) -> dict[int, tuple[int, int]]:
    """Line and column of each offset, both from 1, columns in characters; LF, CR and CRLF end a line."""
    found: dict[int, tuple[int, int]] = {}
    line, done = 1, 0
    for offset in sorted(offsets):
        end = min(offset, len(text))
        if text[end - 1 : end + 1] == "\r\n":
            end -= 1  # the middle of a line break belongs to the line that it ends
        line += text.count("\n", done, end) + text.count("\r", done, end) - text.count("\r\n", done, end)
        begin = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
        found[offset] = line, end - begin + 1
        done = end
    return found


def find(data: object, places: Places, path: Sequence[str | int], *, at_key: bool) -> int:
    """The offset of the value (or its key) at `path`, or of the nearest part that exists.

    A segment that fits nothing is skipped when a later one fits: pydantic's `loc` holds the tags of
    discriminated unions, and says `[key]` for a key itself.
    """
    key = offset = begin(places)
    rest = list(path)
    if rest and rest[-1] == "[key]":
        at_key = True
    while rest:
        fitting = ((n, index) for n, part in enumerate(rest) if (index := _index(data, part)) is not None)
        skipped, index = next(fitting, (-1, -1))
        # Data that was put in later, by --set or an interview, stands nowhere in the file.
        if index < 0 or not isinstance(places, list) or not _holds(data, index, places):
            break
        if isinstance(data, dict):
            data, key, places = data[rest[skipped]], begin(places[2 * index + 1]), places[2 * index + 2]
        elif isinstance(data, list):  # pragma: no branch - nothing else has parts
            data, places = data[index], places[index + 1]
            key = begin(places)
        offset = begin(places)
        del rest[: skipped + 1]
    return key if at_key else offset


def _index(data: object, part: str | int) -> int | None:
    if isinstance(data, dict) and part in data:
        return list(data).index(part)
    if isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
        return part
    return None


def _holds(data: object, index: int, places: list[Places]) -> bool:
    return (2 * index + 2 if isinstance(data, dict) else index + 1) < len(places)


def begin(places: Places) -> int:
    """Where a text, a list or a mapping begins."""
    while isinstance(places, list):
        places = places[0]
    return places
