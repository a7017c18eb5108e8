"""Texts written into cells of a sheet's XML; every other byte of it stays as it is."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from vendorcheck.exchange.workbooks.cells import column_letters, column_number

CellState: TypeAlias = Literal["blank", "filled", "formula"]
"""The content of a cell: nothing, a value, or a formula with or without a value."""
_Edit: TypeAlias = tuple[int, int, bytes]
"""The bytes from one place to another, and what takes theirs."""
TAG: Final = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
"""A tag, from its beginning."""
_SPANS: Final = re.compile(rb"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")
_ENCODING: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_UTF_8: Final = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii"))
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNFOLLOWED: Final = "its XML can't be followed"
_TRUE: Final = frozenset(("1", "true"))


class UnpatchableSheet(Exception):  # noqa: N818 - the sheet is such
    """A sheet into which nothing can be written safely; the text says why."""


@dataclass(slots=True)
class _Spot:
    """The place of a cell in the XML: its bytes, or the point where it would be."""

    start: int
    end: int
    attributes: Mapping[str, str]
    state: CellState = "blank"


@dataclass(slots=True)
class _Row:
    """A row of the sheet, with the bytes of its start tag."""

    number: int
    start: int
    tag_end: int
    style: str | None
    is_empty: bool
    """True if its start tag is all of it."""
    end: int = 0
    """The start of its end tag."""
    cells: list[tuple[int, int]] = field(default_factory=list)
    """The columns of its cells, each with its first byte."""


class SheetPatch:
    """The cells of a sheet that are to be filled: looked at first, then written.

    Args:
        xml: the part of the archive, which was read without harm.
        wanted: the coordinates of the cells.

    Raises:
        UnpatchableSheet: the XML is not UTF-8.
    """

    def __init__(self, xml: bytes, wanted: Collection[str]) -> None:
        if not is_utf_8(xml):
            raise UnpatchableSheet("its XML is not UTF-8")
        self._xml = xml
        self._scan = _Scan(xml, frozenset(wanted))

    def state_of(self, coordinate: str) -> CellState:
        """Return what a wanted cell holds."""
        spot = self._scan.spots.get(coordinate)
        return spot.state if spot else "blank"

    def write(self, texts: Mapping[str, str]) -> bytes:
        """Return the XML with texts in cells, as texts whatever they begin with.

        Args:
            texts: the text of each wanted cell.

        Raises:
            UnpatchableSheet: a cell is a formula, or its row is not there.
        """
        edits: list[_Edit] = []
        new_cells: dict[int, list[str]] = {}
        for coordinate in sorted(texts, key=_place):
            spot = self._scan.spots.get(coordinate)
            if spot is None:
                new_cells.setdefault(_place(coordinate)[1], []).append(coordinate)
            elif spot.state == "formula":
                raise UnpatchableSheet(f"{coordinate} is a formula")
            else:
                cell = self._cell(coordinate, spot.attributes.get("s"), texts[coordinate])
                edits.append((spot.start, spot.end, cell))
        for number, coordinates in new_cells.items():
            edits += self._inserted(number, {name: texts[name] for name in coordinates})
        pieces, position = [], 0
        for start, end, replacement in sorted(edits, key=_start):
            pieces += [self._xml[position:start], replacement]
            position = end
        return b"".join((*pieces, self._xml[position:]))

    def _inserted(self, number: int, texts: Mapping[str, str]) -> Iterator[_Edit]:
        """Yield the edits that put cells into a row that has none there, from left to right."""
        row = self._scan.rows.get(number)
        if row is None:
            raise UnpatchableSheet(f"row {number} is not there")
        cells: list[tuple[int, bytes]] = []
        for coordinate, text in texts.items():
            column, _ = _place(coordinate)
            style = row.style or self._scan.column_style(column)
            cells.append((column, self._cell(coordinate, style, text)))
        # What columns have cells is said there as well, and need not be.
        tag = _SPANS.sub(b"", self._xml[row.start : row.tag_end])
        if row.is_empty:
            inside = b"".join(cell for _, cell in cells)
            name = f"{self._scan.prefix}row".encode()
            opened = tag[:-2].rstrip() + b">" + inside + b"</" + name + b">"
            yield row.start, row.tag_end, opened
            return
        yield row.start, row.tag_end, tag
        for column, cell in cells:
            place = next((start for other, start in row.cells if other > column), row.end)
            yield place, place, cell

    def _cell(self, coordinate: str, style: str | None, text: str) -> bytes:
        """Return a cell with a text in it, which no program reads as a formula."""
        prefix = self._scan.prefix
        styled = "" if style is None else f" s={quoteattr(style)}"
        inside = f'<{prefix}t xml:space="preserve">{escape(text_as_written(text))}</{prefix}t>'
        return (
            f'<{prefix}c r="{coordinate}"{styled} t="inlineStr">'
            f"<{prefix}is>{inside}</{prefix}is></{prefix}c>"
        ).encode()


class _Scan:
    """One pass over the XML that notes where rows and cells are."""

    def __init__(self, xml: bytes, wanted: frozenset[str]) -> None:
        from xml.parsers.expat import ExpatError, ParserCreate

        self.prefix = ""
        self.spots: dict[str, _Spot] = {}
        self.rows: dict[int, _Row] = {}
        self._column_styles: list[tuple[int, int, str]] = []
        self._xml, self._wanted = xml, wanted
        self._wanted_rows = {_place(coordinate)[1] for coordinate in wanted}
        self._path: list[str] = []
        self._row: _Row | None = None
        self._number = self._column = 0
        self._spot: _Spot | None = None
        self._parser = ParserCreate()
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        try:
            self._parser.Parse(xml, True)
        except (ExpatError, KeyError, ValueError):
            raise UnpatchableSheet(_UNFOLLOWED) from None

    def column_style(self, column: int) -> str | None:
        """Return the style of a column; None if it has none of its own."""
        return next(
            (style for first, last, style in self._column_styles if first <= column <= last), None
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        if len(self._path) == 1:
            self.prefix = tag.removesuffix("worksheet")
        name = tag.removeprefix(self.prefix)
        match name, len(self._path):
            case "col", 3 if "style" in attributes:
                first, last = int(attributes["min"]), int(attributes["max"])
                self._column_styles.append((first, last, attributes["style"]))
            case "row", 3:
                self._start_row(attributes)
            case "c", 4:
                self._start_cell(attributes)
            case "f", 5 if self._spot:
                self._spot.state = "formula"

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._number, self._column = int(attributes.get("r", self._number + 1)), 0
        start = self._parser.CurrentByteIndex
        tag_end = self._tag_end(start)
        style = attributes.get("s") if attributes.get("customFormat") in _TRUE else None
        is_empty = self._xml.endswith(b"/>", start, tag_end)
        self._row = _Row(self._number, start, tag_end, style, is_empty)
        if self._number in self._wanted_rows:
            self.rows[self._number] = self._row

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if coordinate := attributes.get("r"):
            self._column = _place(coordinate)[0]
        start = self._parser.CurrentByteIndex
        if self._row and self._number in self._wanted_rows:
            self._row.cells.append((self._column, start))
        coordinate = f"{column_letters(self._column)}{self._number}"
        if coordinate in self._wanted:
            self._spot = _Spot(start, self._tag_end(start), attributes)
            self.spots[coordinate] = self._spot

    def _data(self, text: str) -> None:
        # A value, an inline text: of a cell that holds nothing there is none.
        if self._spot and self._spot.state == "blank" and text.strip():
            self._spot.state = "filled"

    def _end(self, tag: str) -> None:
        depth = len(self._path)
        self._path.pop()
        name, at = tag.removeprefix(self.prefix), self._parser.CurrentByteIndex
        if (name, depth) == ("c", 4) and self._spot:
            # Of a cell that is one tag, the parser is behind it already.
            if not self._xml.endswith(b"/>", self._spot.start, self._spot.end):
                self._spot.end = self._tag_end(at)
            self._spot = None
        elif (name, depth) == ("row", 3) and self._row:
            self._row.end, self._row = at, None

    def _tag_end(self, start: int) -> int:
        match = TAG.match(self._xml, start)
        if match is None:
            raise UnpatchableSheet(_UNFOLLOWED)
        return match.end()


def _refuse_doctype(*_: object) -> None:
    raise UnpatchableSheet("its XML declares a type of document")


def is_utf_8(xml: bytes) -> bool:
    """Return whether the bytes of XML are UTF-8, as nearly all workbooks are."""
    declared = _ENCODING.match(xml)
    is_wide = xml.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not is_wide and (declared is None or declared[1].lower() in _UTF_8)


def text_as_written(text: str) -> str:
    """Return a text as a cell holds it: what looks like one of Excel's own codes stays as typed."""
    bare = _NOT_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPE_LIKE.sub("_x005F_", bare)


def _start(edit: _Edit) -> int:
    return edit[0]


def _place(coordinate: str) -> tuple[int, int]:
    letters = coordinate.rstrip("0123456789")
    return column_number(letters), int(coordinate[len(letters) :])
