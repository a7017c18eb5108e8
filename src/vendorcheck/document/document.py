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
from vendorcheck.document._places import Places, lines_and_columns, offset_of
from vendorcheck.document._tree import (
    MAX_DEPTH,
    MAX_DOCUMENT_BYTES,
    MAX_FAULTS,
    MAX_NODES,
    MAX_TEXT_BYTES,
    Data,
    StopReading,
    Tree,
)
from vendorcheck.document.problems import (
    MAX_PROBLEMS,
    TOO_MANY_PROBLEMS,
    DataPath,
    InvalidFile,
    Location,
    Problem,
    Remark,
)

_HARMLESS_CODES = frozenset(
    ("duplicate-key", "tag", "tab", "text-too-long", "control-character", "alias")
)
"""The codes of what is refused though everything around it can be read."""

__all__ = [
    "MAX_DEPTH",
    "MAX_DOCUMENT_BYTES",
    "MAX_NODES",
    "MAX_TEXT_BYTES",
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
    is_complete: bool = field(default=False, repr=False, compare=False)
    """Whether every key and every item is known to have a value."""

    def locate(self, path: Sequence[str | int], *, at_key: bool = False) -> Location:
        """The place of the value at `path`, or of its key; of the nearest part that exists if it does not.

        Takes pydantic's `loc` as it is: the tag that a discriminated union leaves in it is skipped.
        """
        offset = offset_of(self.data, self._places, path, at_key=at_key)
        return Location(self.file, *lines_and_columns(self.text, {offset})[offset])

    def to_problem(self, remark: Remark) -> Problem:
        """The remark with its place; each `{}` of its message becomes "line N" of the related path."""
        return self.to_problems([remark])[0]

    def to_problems(self, remarks: Iterable[Remark]) -> list[Problem]:
        """The remarks as problems, in reading order; no more than the first thousand, and then that there are more."""
        waiting = iter(remarks)
        told = list(islice(waiting, MAX_PROBLEMS))
        if TOO_MANY_PROBLEMS not in told and next(waiting, None):
            told.append(TOO_MANY_PROBLEMS)
        found = [
            (
                remark,
                self._offset_at(remark.path, at_key=remark.at_key),
                [self._offset_at(p) for p in remark.related],
            )
            for remark in told
        ]
        at = lines_and_columns(
            self.text, {offset for _, own, related in found for offset in (own, *related)}
        )
        return sorted(
            Problem(
                Location(self.file, *at[own]),
                remark.code,
                _fill_in_lines(remark.message, at[own], [at[offset] for offset in related])
                + (f" ({remark.bracketed_note})" if remark.bracketed_note else ""),
                remark.hint,
                remark.message,
            )
            for remark, own, related in found
        )

    def _offset_at(self, path: DataPath, *, at_key: bool = False) -> int:
        return offset_of(self.data, self._places, path, at_key=at_key)


class FlawedText(InvalidFile):
    """What is wrong with a file as text, though all of it could be read.

    `rest` is the file as it would be without that, so that everything else that is wrong with it can be told as
    well; nothing should be made of what stands in the lines of `problems`.
    """

    def __init__(self, problems: list[Problem], rest: Document) -> None:
        super().__init__(problems)
        self.readable_document = rest


def parse_document(content: bytes, file: str) -> Document:
    """Read the content of `file`: JSON if its name ends in `.json`, else YAML.

    Raises:
        InvalidFile: with everything that is wrong with it as text; `FlawedText` if all of it could be read.
            No content raises anything else.
    """
    text = decode(content, file)
    tree = Tree(text)
    finished = False
    with suppress(StopReading):  # what was found up to there stands in the tree
        (_json.read_json if file.lower().endswith(".json") else _yaml.read_yaml)(text, tree)
        finished = True
    if tree.faults and not (finished and _is_readable(tree)):
        raise InvalidFile(_tree_problems(tree, file))
    # A tree without faults has a mapping at its root, and a readable one as well.
    data = cast("dict[str, Data]", tree.items[0])
    document = Document(file, data, text, tree.places[1], not tree.has_missing_values)
    if tree.faults:
        raise FlawedText(_tree_problems(tree, file), document)
    return document


def _is_readable(tree: Tree) -> bool:
    """Whether a tree with faults holds all that was written."""
    harmless = all(fault.code in _HARMLESS_CODES for fault in tree.faults)
    return (
        harmless
        and not tree.has_stand_ins
        and len(tree.items) == 1
        and isinstance(tree.items[0], dict)
    )


def _tree_problems(tree: Tree, file: str) -> list[Problem]:
    offsets = {offset for fault in tree.faults for offset in (fault.offset, *fault.related)}
    at = lines_and_columns(tree.text, offsets)
    more = [
        Problem(
            Location(file),
            TOO_MANY_PROBLEMS.code,
            TOO_MANY_PROBLEMS.message,
            TOO_MANY_PROBLEMS.hint,
        )
    ]
    other = {at[fault.offset][0] for fault in tree.faults if fault.code != "syntax"}
    found = [
        Problem(
            Location(file, *at[fault.offset]),
            fault.code,
            _fill_in_lines(
                fault.message, at[fault.offset], [at[offset] for offset in fault.related]
            ),
            fault.hint,
            fault.message,
        )
        for fault in tree.faults
        # One mistake is one problem: what could not be read after an alias or a control character in the
        # same line comes from that.
        if fault.code != "syntax" or at[fault.offset][0] not in other
    ]
    return [*(more if len(tree.faults) >= MAX_FAULTS else ()), *found]


def _fill_in_lines(
    message: str, own_place: tuple[int, int], related_places: list[tuple[int, int]]
) -> str:
    for line, column in related_places:
        # On one and the same line, only the column tells the two apart.
        where = f"line {line}" if line != own_place[0] else f"this line (column {column})"
        message = message.replace("{}", where, 1)
    return message
