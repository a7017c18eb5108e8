"""YAML or JSON bytes -> plain text data, and the line and column of every key and value.

The only door through which files come in. Nothing is guessed: `no`, `1.10` and `2026-01-02` stay the
text that was written, and whatever has more than one reading (equal keys, tags, aliases, merge keys)
is refused with its place.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

from vendorcheck.document import _json, _yaml
from vendorcheck.document._decode import decode
from vendorcheck.document._places import Places, find, lines_and_columns
from vendorcheck.document._tree import (
    MAX_DEPTH,
    MAX_FAULTS,
    MAX_FILE,
    MAX_NODES,
    MAX_TEXT,
    Data,
    Refused,
    Tree,
)
from vendorcheck.document.problems import MAX_PROBLEMS, TOO_MANY, InvalidFile, Location, Path, Problem, Remark

_HARMLESS = frozenset(("duplicate-key", "tag", "tab", "text-too-long", "control-character", "alias"))
"""The codes of what is refused though everything around it can be read."""

__all__ = [
    "MAX_DEPTH",
    "MAX_FILE",
    "MAX_NODES",
    "MAX_TEXT",
    "Data",
    "Document",
    "FlawedText",
    "parse_document",
]


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read: its data, its text, and where in the text each part of the data stands."""

    file: str
    data: dict[str, Data] = field(repr=False)
    text: str = field(repr=False)
    """The decoded source without its byte order mark, for excerpts."""
    _places: Places = field(repr=False, compare=False)
    whole: bool = field(default=False, repr=False, compare=False)
    """Whether every key and every item is known to have a value."""

    def locate(self, path: Sequence[str | int], *, at_key: bool = False) -> Location:
        """The place of the value at `path`, or of its key; of the nearest part that exists if it does not.

        Takes pydantic's `loc` as it is: the tag that a discriminated union leaves in it is skipped.
        """
        offset = find(self.data, self._places, path, at_key=at_key)
        return Location(self.file, *lines_and_columns(self.text, {offset})[offset])

    def problem(self, remark: Remark) -> Problem:
        """The remark with its place; each `{}` of its message becomes "line N" of the related path."""
        return self.problems([remark])[0]

    def problems(self, remarks: Iterable[Remark]) -> list[Problem]:
        """The remarks as problems, in reading order; no more than the first thousand, and then that there are more."""
        waiting = iter(remarks)
        told = list(islice(waiting, MAX_PROBLEMS))
        if TOO_MANY not in told and next(waiting, None):
            told.append(TOO_MANY)
        found = [
            (
                remark,
                self._offset(remark.path, at_key=remark.at_key),
                [self._offset(p) for p in remark.related],
            )
            for remark in told
        ]
        at = lines_and_columns(self.text, {offset for _, own, related in found for offset in (own, *related)})
        return sorted(
            Problem(
                Location(self.file, *at[own]),
                remark.code,
                _filled(remark.message, at[own], [at[offset] for offset in related])
                + (f" ({remark.aside})" if remark.aside else ""),
                remark.hint,
                remark.message,
            )
            for remark, own, related in found
        )

    def _offset(self, path: Path, *, at_key: bool = False) -> int:
        return find(self.data, self._places, path, at_key=at_key)


class FlawedText(InvalidFile):
    """What is wrong with a file as text, though all of it could be read.

    `rest` is the file as it would be without that, so that everything else that is wrong with it can be told as
    well; nothing should be made of what stands in the lines of `problems`.
    """

    def __init__(self, problems: list[Problem], rest: Document) -> None:
        super().__init__(problems)
        self.rest = rest


def parse_document(content: bytes, file: str) -> Document:
    """Read the content of `file`: JSON if its name ends in `.json`, else YAML.

    Raises:
        InvalidFile: with everything that is wrong with it as text; `FlawedText` if all of it could be read.
            No content raises anything else.
    """
    text = decode(content, file)
    tree = Tree(text)
    finished = False
    with suppress(Refused):  # what was found up to there stands in the tree
        (_json if file.lower().endswith(".json") else _yaml).read(text, tree)
        finished = True
    if tree.faults and not (finished and _readable(tree)):
        raise InvalidFile(_problems(tree, file))
    # A tree without faults has a mapping at its root, and a readable one as well.
    data = cast("dict[str, Data]", tree.items[0])
    document = Document(file, data, text, tree.places[1], not tree.blanks)
    if tree.faults:
        raise FlawedText(_problems(tree, file), document)
    return document


def _readable(tree: Tree) -> bool:
    """Whether a tree with faults holds all that was written."""
    harmless = all(fault.code in _HARMLESS for fault in tree.faults)
    return harmless and not tree.gaps and len(tree.items) == 1 and isinstance(tree.items[0], dict)


def _problems(tree: Tree, file: str) -> list[Problem]:
    offsets = {offset for fault in tree.faults for offset in (fault.offset, *fault.related)}
    at = lines_and_columns(tree.text, offsets)
    more = [Problem(Location(file), TOO_MANY.code, TOO_MANY.message, TOO_MANY.hint)]
    other = {at[fault.offset][0] for fault in tree.faults if fault.code != "syntax"}
    found = [
        Problem(
            Location(file, *at[fault.offset]),
            fault.code,
            _filled(fault.message, at[fault.offset], [at[offset] for offset in fault.related]),
            fault.hint,
            fault.message,
        )
        for fault in tree.faults
        # One mistake is one problem: what could not be read after an alias or a control character in the
        # same line comes from that.
        if fault.code != "syntax" or at[fault.offset][0] not in other
    ]
    return [*(more if len(tree.faults) >= MAX_FAULTS else ()), *found]


def _filled(message: str, own: tuple[int, int], related: list[tuple[int, int]]) -> str:
    for line, column in related:
        # On one and the same line, only the column tells the two apart.
        where = f"line {line}" if line != own[0] else f"this line (column {column})"
        message = message.replace("{}", where, 1)
    return message
