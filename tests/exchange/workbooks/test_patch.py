"""Texts written into the XML of a sheet: expected byte by byte."""

import pytest

from vendorcheck.exchange.workbooks.patch import SheetPatch, UnpatchableSheet

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def cell(place: str, text: str, style: str = "", prefix: str = "") -> str:
    """Return a cell as it is written."""
    inside = f'<{prefix}t xml:space="preserve">{text}</{prefix}t>'
    return (
        f'<{prefix}c r="{place}"{style} t="inlineStr"><{prefix}is>{inside}</{prefix}is></{prefix}c>'
    )


YES, NO = cell("C3", "Yes"), cell("C3", "No")
CASES = {
    "an empty cell keeps its style": (
        '<row r="3"><c r="A3" s="1"/><c r="C3" s="7"/><c r="D3" s="2"/></row>',
        '<row r="3"><c r="A3" s="1"/>{}<c r="D3" s="2"/></row>',
        cell("C3", "Yes", ' s="7"'),
    ),
    "a cell with an empty value": (
        '<row r="3"><c r="C3" s="7" t="s"><v/></c><c r="D3"><v>1</v></c></row>',
        '<row r="3">{}<c r="D3"><v>1</v></c></row>',
        cell("C3", "Yes", ' s="7"'),
    ),
    "a text that asks to be replaced": (
        '<row r="3"><c r="C3" t="s"><v>12</v></c></row>',
        '<row r="3">{}</row>',
        YES,
    ),
    "a cell that is not there yet": (
        '<row spans="1:4" r="3" ht="80"><c r="A3"/><c r="D3"/></row>',
        '<row r="3" ht="80"><c r="A3"/>{}<c r="D3"/></row>',
        YES,
    ),
    "a cell behind all others": (
        '<row r="3"><c r="A3"/></row>',
        '<row r="3"><c r="A3"/>{}</row>',
        YES,
    ),
    "a row of one tag": (
        '<row r="3" spans="1:1" s="4" customFormat="1" />',
        '<row r="3" s="4" customFormat="1">{}</row>',
        cell("C3", "Yes", ' s="4"'),
    ),
    "cells and rows without coordinates": (
        "<row/><row/><row><c/><c/><c s='2'/><c/></row>",
        "<row/><row/><row><c/><c/>{}<c/></row>",
        cell("C3", "Yes", ' s="2"'),
    ),
    "signs that end no tag": (
        """<row r="3" a='>"'><c r="A3" b="/>"/><c r="C3" b="'>"/></row>""",
        """<row r="3" a='>"'><c r="A3" b="/>"/>{}</row>""",
        YES,
    ),
}
"""The rows before and after, and the cell that takes the place of {}."""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_but_the_cell_changes(case: tuple[str, str, str]) -> None:
    before, after, written = case
    head, tail = f"<worksheet {MAIN}><!-- <c r='C3'/> é --><sheetData>", "</sheetData></worksheet>"
    patch = SheetPatch(f"{head}{before}{tail}".encode(), {"C3"})
    assert patch.write({"C3": "Yes"}).decode() == head + after.format(written) + tail


def test_several_cells_in_one_pass_with_a_prefix_and_the_style_of_the_column() -> None:
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\r\n<x:worksheet xmlns:x={MAIN[6:]}>'
        '<x:cols><x:col min="3" max="4" width="9" style="5"/></x:cols><x:sheetData>'
    )
    tail = '</x:sheetData><x:extLst><c r="C9"/></x:extLst></x:worksheet>'
    before = (
        '<x:row r="1"/><x:row r="2"><x:c r="E2"/></x:row><x:row r="9"><x:c r="C9" s="1"/></x:row>'
    )
    style = ' s="5"'
    row_1 = "".join(cell(f"{column}1", column, style, "x:") for column in "CD")
    row_2 = "".join(cell(f"{column}2", column, style, "x:") for column in "CD")
    nine = cell("C9", "nine", ' s="1"', "x:")
    texts = {"D2": "D", "C9": "nine", "C1": "C", "C2": "C", "D1": "D"}
    patch = SheetPatch((head + before + tail).encode(), {*texts})
    assert patch.write(texts).decode() == (
        f'{head}<x:row r="1">{row_1}</x:row><x:row r="2">{row_2}<x:c r="E2"/></x:row>'
        f'<x:row r="9">{nine}</x:row>{tail}'
    )


def sheet(rows: str) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()


def test_what_a_cell_holds_is_known_before_it_is_written() -> None:
    rows = (
        '<row r="1"><c r="A1"/><c r="B1"><v> </v></c><c r="C1"><v>1</v></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f t="shared" si="0"/></c>'
        '<c r="F1" t="inlineStr"><is><t>x</t></is></c></row>'
    )
    patch = SheetPatch(sheet(rows), {f"{column}1" for column in "ABCDEFG"})
    assert {column: patch.state_of(f"{column}1") for column in "ABCDEFG"} == {
        "A": "blank", "B": "blank", "C": "filled", "D": "formula", "E": "formula", "F": "filled",
        "G": "blank",
    }  # fmt: skip
    for column in "DE":
        with pytest.raises(UnpatchableSheet, match=f"{column}1 is a formula"):
            patch.write({f"{column}1": "x"})
    with pytest.raises(UnpatchableSheet, match="row 2 is not there"):
        SheetPatch(sheet(rows), {"A2"}).write({"A2": "x"})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "=1+1"),
        ("+1", "+1"),
        ("@x", "@x"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("<b> & ]]> \"'", "&lt;b&gt; &amp; ]]&gt; \"'"),
        ("_x0041_ _x0041", "_x005F_x0041_ _x0041"),
        ("a\x00\x1f\ud800\uffffb", "ab"),
        (" é\u202e😀 ", " é\u202e😀 "),
    ],
)
def test_every_text_is_a_text(text: str, written: str) -> None:
    made = SheetPatch(sheet('<row r="1"><c r="A1"/></row>'), {"A1"}).write({"A1": text})
    assert made == sheet(f'<row r="1">{cell("A1", written)}</row>')


@pytest.mark.parametrize(
    "xml",
    [
        "<worksheet/>".encode("utf-16"),
        b"<?xml version='1.0' encoding='iso-8859-1'?><worksheet/>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>",
        b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>",
        b"<worksheet><cols><col style='1'/></cols></worksheet>",
        b"<worksheet>",
    ],
)
def test_what_can_not_be_followed_is_not_written(xml: bytes) -> None:
    with pytest.raises(UnpatchableSheet):
        SheetPatch(xml, {"A1"})
