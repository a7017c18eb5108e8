"""The rules of a sheet for whoever fills it: the drop-downs of its cells, and what is merged."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from vendorcheck.exchange.workbooks.cells import (
    Sheet,
    Workbook,
    column_letters,
    column_number,
)
from vendorcheck.exchange.workbooks.limits import refuse_damaged

MAX_LISTED: Final = 1_000
"""The most options of a drop-down that are read."""
MAX_RANGES: Final = 20_000
"""The most ranges of cells that the rules of a sheet may name."""
_RANGE: Final = re.compile(
    r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?"
)
_REFERENCE: Final = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!]+))!)?(?P<range>[^!]+)"
)
_FILLING: Final = frozenset(("array", "dataTable"))
"""The kinds of formulas that fill other cells as well; a shared one is a formula in each."""
_NAME: Final = re.compile(r"[^\W\d][\w.]*")


@dataclass(frozen=True, slots=True)
class CellRange:
    """A range of cells; columns and rows from 1."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int

    def holds(self, column: int, row: int) -> bool:
        """Return whether a cell is in the range."""
        return (
            self.first_column <= column <= self.last_column
            and self.first_row <= row <= self.last_row
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule about what may be entered in some ranges."""

    kind: str
    formula: str
    ranges: tuple[CellRange, ...]


@dataclass(frozen=True, slots=True)
class CellRule:
    """The rule for one cell: the options of its drop-down, or the reason why it can't be met."""

    options: tuple[str, ...] = ()
    unmet: str = ""


@dataclass(frozen=True)
class SheetRules:
    """The rules of one sheet of a workbook."""

    workbook: Workbook
    sheet: Sheet
    names: Mapping[str, str] = field(repr=False)
    """The references that this sheet has names for, in small letters."""
    rules: tuple[_Rule, ...] = field(repr=False)
    merged: tuple[CellRange, ...] = field(repr=False)
    computed: tuple[CellRange, ...] = field(repr=False)
    """The ranges that one formula fills: what is typed into one of their cells gets lost."""

    def rule_of(self, coordinate: str) -> CellRule | None:
        """Return the rule for a cell; None if anything may be entered.

        Raises:
            InvalidFile: the sheet with the options of its drop-down is damaged.
        """
        column, row = _place(coordinate)
        for rule in self.rules:
            if any(cells.holds(column, row) for cells in rule.ranges):
                return self._met_by(rule)
        return None

    def is_covered(self, coordinate: str) -> bool:
        """Return whether a cell is hidden behind another one that it is merged with."""
        column, row = _place(coordinate)
        return any(
            cells.holds(column, row) and (column, row) != (cells.first_column, cells.first_row)
            for cells in self.merged
        )

    def is_computed(self, coordinate: str) -> bool:
        """Return whether a formula fills the cell, which may be the formula of another cell."""
        return any(cells.holds(*_place(coordinate)) for cells in self.computed)

    def _met_by(self, rule: _Rule) -> CellRule:
        if rule.kind != "list":
            return CellRule(unmet="its cell has a rule that is no list, and is left to you")
        options = tuple(dict.fromkeys(filter(None, self._options(rule.formula))))
        return (
            CellRule(options)
            if options
            else CellRule(unmet="its list can't be read, so nothing is known to be allowed")
        )

    def _options(self, formula: str) -> Iterator[str]:
        formula = formula.strip().removeprefix("=")
        if formula.startswith('"') and formula.endswith('"'):
            # As Excel reads it: a comma parts two options, whatever is around it.
            yield from (text.strip() for text in formula[1:-1].replace('""', '"').split(","))
            return
        if _NAME.fullmatch(formula) and not _RANGE.fullmatch(formula):
            formula = self.names.get(formula.casefold(), "")
        match = _REFERENCE.fullmatch(formula)
        cells = _parse_range(match["range"]) if match else None
        if match is None or cells is None:
            return
        title = (match["quoted"] or "").replace("''", "'") or match["bare"]
        sheet = self.workbook.sheet(title) if title else self.sheet
        rows = range(cells.first_row, cells.last_row + 1)
        columns = range(cells.first_column, cells.last_column + 1)
        if sheet is None or len(rows) * len(columns) > MAX_LISTED:
            return
        for row in rows:
            for column in columns:
                yield sheet.cell(f"{column_letters(column)}{row}").text


def read_rules(content: bytes, workbook: Workbook, sheet: Sheet) -> SheetRules:
    """Return the rules of a sheet.

    Args:
        content: the workbook, which has been read within its limits.
        workbook: the same, as it was read.
        sheet: one of its sheets.

    Raises:
        InvalidFile: its XML is damaged.
    """
    with ZipFile(BytesIO(content)) as archive:
        reading = _parse(archive.read(sheet.part), workbook.name)
        names = _parse(archive.read(workbook.part), workbook.name).names_in(sheet.title)
    return SheetRules(
        workbook,
        sheet,
        names,
        tuple(reading.rules),
        tuple(reading.merged),
        tuple(reading.computed),
    )


class _Reading:
    """A target that the parser tells about each element; see `xml.etree.ElementTree.XMLParser`.

    Names of elements are compared without their namespaces: the same rule is written in two ways.
    """

    def __init__(self) -> None:
        self.rules: list[_Rule] = []
        self.merged: list[CellRange] = []
        self.computed: list[CellRange] = []
        self._names: dict[tuple[str, str], str] = {}
        self._titles: list[str] = []
        self._ranges_left = MAX_RANGES
        self._attributes: dict[str, str] = {}
        self._path: list[str] = []
        self._text: list[str] = []
        self._formula = self._places = ""
        self._name = ("", "")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element."""
        name = tag.rpartition("}")[2]
        self._path.append(name)
        self._text = []
        match name:
            case "dataValidation":
                self._attributes = attributes
                self._places, self._formula = attributes.get("sqref", ""), ""
            case "definedName":
                scope, called = attributes.get("localSheetId", ""), attributes.get("name", "")
                self._name = (scope, called.casefold())
            case "sheet" if self._path[-2:-1] == ["sheets"]:
                self._titles.append(attributes.get("name", ""))
            case "mergeCell":
                self.merged += self._ranges(attributes.get("ref", ""))
            case "f" if attributes.get("t") in _FILLING and ":" in attributes.get("ref", ""):
                self.computed += self._ranges(attributes["ref"])
            case _:
                pass

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._text.append(text)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        name = tag.rpartition("}")[2]
        self._path.pop()
        text = "".join(self._text)
        is_first = "formula1" in (name, *self._path[-1:])
        if name in {"formula1", "f"} and is_first and text.strip():
            self._formula = text
        elif name == "sqref" and self._path[-1:] == ["dataValidation"]:
            self._places = text
        elif name == "definedName":
            self._names.setdefault(self._name, text.strip())
        elif name == "dataValidation":
            self._end_rule()

    def close(self) -> "_Reading":
        """Take the end of the part."""
        return self

    def names_in(self, title: str) -> dict[str, str]:
        """Return the references by the names that count in a sheet: its own before those of all."""
        scopes = ("", *(str(index) for index, other in enumerate(self._titles) if other == title))
        return {
            name: reference
            for scope in scopes
            for (own_scope, name), reference in self._names.items()
            if own_scope == scope
        }

    def _end_rule(self) -> None:
        kind = self._attributes.get("type", "none")
        if kind != "none":
            self.rules.append(_Rule(kind, self._formula, tuple(self._ranges(self._places))))

    def _ranges(self, places: str) -> Iterable[CellRange]:
        ranges = [*filter(None, map(_parse_range, places.split()))]
        self._ranges_left -= len(ranges)
        if self._ranges_left < 0:
            raise TooManyRanges
        return ranges


class TooManyRanges(Exception):  # noqa: N818 - they are too many
    """The rules of a sheet name more ranges than are read."""


def _parse(xml: bytes, name: str) -> _Reading:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    reading = _Reading()
    parser = DefusedXMLParser(target=reading, forbid_dtd=True)
    try:
        parser.feed(xml)
        parser.close()
    except TooManyRanges:
        refuse_damaged(name, "its drop-downs name more cells than any sheet needs")
    except (DefusedXmlException, ParseError, LookupError):
        refuse_damaged(name, "its XML can't be read")
    return reading


def _parse_range(text: str) -> CellRange | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first = column_number(match[1]), int(match[2])
    last = (column_number(match[3]), int(match[4])) if match[3] else first
    return CellRange(*first, *last)


def _place(coordinate: str) -> tuple[int, int]:
    letters = coordinate.rstrip("0123456789")
    return column_number(letters), int(coordinate[len(letters) :])
