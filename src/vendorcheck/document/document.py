"""YAML or JSON bytes read as plain text data, with the line and column of every key and value.

All files are read here. Nothing is guessed: `no`, `1.10` and `2026-01-02` stay the text that was
written, and everything that has more than one reading (equal keys, tags, aliases, merge keys) is
refused with its place.
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
from vendorcheck.document.foreign import recognize_foreign
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
    (
        "duplicate-key",
        "tag",
        "tab",
        "text-too-long",
        "control-character",
        "alias",
        "comma-in-braces",
    )
)
"""The codes of problems that do not prevent reading everything around them."""

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
    """A file that could be read: its data, its text, and the place of each part of the data."""

    file: str
    data: dict[str, Data] = field(repr=False)
    text: str = field(repr=False)
    """The decoded source without its byte order mark, for excerpts."""
    _places: Places = field(repr=False, compare=False)
    is_complete: bool = field(default=False, repr=False, compare=False)
    """True if every key and every item is known to have a value."""

    def locate(self, path: Sequence[str | int], *, at_key: bool = False) -> Location:
        """Return the place of the value at `path`, or of its key with `at_key`.

        If there is no such value, it is the place of the nearest part that exists. The path may be
        pydantic's `loc`: the tag that a discriminated union leaves in it is skipped.
        """
        offset = offset_of(self.data, self._places, path, at_key=at_key)
        return Location(self.file, *lines_and_columns(self.text, {offset})[offset])

    def to_problem(self, remark: Remark) -> Problem:
        """Return a remark as a problem with its place and the lines of its related paths."""
        return self.to_problems([remark])[0]

    def to_problems(self, remarks: Iterable[Remark]) -> list[Problem]:
        """Return remarks as problems, in reading order.

        Only the first `MAX_PROBLEMS` are returned; one more says if there are others.
        """
        remaining_remarks = iter(remarks)
        reported_remarks = list(islice(remaining_remarks, MAX_PROBLEMS))
        if TOO_MANY_PROBLEMS not in reported_remarks and next(remaining_remarks, None):
            reported_remarks.append(TOO_MANY_PROBLEMS)
        remarks_with_offsets = [
            (
                remark,
                self._offset_at(remark.path, at_key=remark.at_key),
                [self._offset_at(path) for path in remark.related],
            )
            for remark in reported_remarks
        ]
        places = lines_and_columns(
            self.text,
            {
                offset
                for _, own_offset, related_offsets in remarks_with_offsets
                for offset in (own_offset, *related_offsets)
            },
        )
        return sorted(
            Problem(
                Location(self.file, *places[own_offset]),
                remark.code,
                _fill_in_lines(
                    remark.message,
                    places[own_offset],
                    [places[offset] for offset in related_offsets],
                )
                + (f" ({remark.bracketed_note})" if remark.bracketed_note else ""),
                remark.hint,
                remark.message,
            )
            for remark, own_offset, related_offsets in remarks_with_offsets
        )

    def _offset_at(self, path: DataPath, *, at_key: bool = False) -> int:
        return offset_of(self.data, self._places, path, at_key=at_key)


class FlawedText(InvalidFile):
    """The problems of a file as text, when all of it could be read nevertheless.

    `readable_document` is the file without these problems, so that its other problems can be
    reported as well. Its data in the lines of `problems` may not be what was meant.
    """

    def __init__(self, problems: list[Problem], readable_document: Document) -> None:
        super().__init__(problems)
        self.readable_document = readable_document


def parse_document(content: bytes, file: str) -> Document:
    """Read the content of `file`: JSON if its name ends in `.json`, otherwise YAML.

    Raises:
        InvalidFile: the content is that of another program, or has problems as text, all of which
            it carries; `FlawedText` if everything could be read nevertheless. No content raises
            anything else.
    """
    if foreign := recognize_foreign(content, file):
        message = f"this is {foreign.name}, which is not read here"
        raise InvalidFile([Problem(Location(file), "unknown-kind", message, foreign.hint)])
    text = decode(content, file)
    tree = Tree(text)
    finished = False
    with suppress(StopReading):  # the tree holds what was read before
        (_json.read_json if file.lower().endswith(".json") else _yaml.read_yaml)(text, tree)
        finished = True
    if tree.faults and not (finished and _is_readable(tree)):
        raise InvalidFile(_tree_problems(tree, file))
    # A mapping is the root of a tree without faults, and of a readable one.
    data = cast("dict[str, Data]", tree.items[0])
    document = Document(file, data, text, tree.places[1], not tree.has_missing_values)
    if tree.faults:
        raise FlawedText(_tree_problems(tree, file), document)
    return document


def _is_readable(tree: Tree) -> bool:
    """Return whether a tree with faults nevertheless holds everything that was written."""
    return (
        all(fault.code in _HARMLESS_CODES for fault in tree.faults)
        and not tree.has_stand_ins
        and len(tree.items) == 1
        and isinstance(tree.items[0], dict)
    )


def _tree_problems(tree: Tree, file: str) -> list[Problem]:
    offsets = {offset for fault in tree.faults for offset in (fault.offset, *fault.related)}
    places = lines_and_columns(tree.text, offsets.union(tree.alias_offsets))
    lines_of_other_faults = {
        places[fault.offset][0] for fault in tree.faults if fault.code != "syntax"
    }.union(places[offset][0] for offset in tree.alias_offsets)
    problems = [
        Problem(
            Location(file, *places[fault.offset]),
            fault.code,
            _fill_in_lines(
                fault.message, places[fault.offset], [places[offset] for offset in fault.related]
            ),
            fault.hint,
            fault.message,
        )
        for fault in tree.faults
        # One mistake is one problem: an alias or a control character also causes the syntax
        # faults in its line.
        if fault.code != "syntax" or places[fault.offset][0] not in lines_of_other_faults
    ]
    if len(tree.faults) >= MAX_FAULTS:
        remark = TOO_MANY_PROBLEMS
        problems.insert(0, Problem(Location(file), remark.code, remark.message, remark.hint))
    return problems


def _fill_in_lines(
    message: str, own_place: tuple[int, int], related_places: list[tuple[int, int]]
) -> str:
    for line, column in related_places:
        # On the same line, only the column distinguishes the two places.
        place_words = f"line {line}" if line != own_place[0] else f"this line (column {column})"
        message = message.replace("{}", place_words, 1)
    return message
