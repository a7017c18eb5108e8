"""Whatever is no workbook, too large, or made to do harm, is one clear problem."""

from io import BytesIO
from typing import IO
from zipfile import ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest

from made_workbooks import (
    HEAD,
    cell_xml,
    make_workbook,
    merged_xml,
    pack,
    rows_xml,
    sheet_xml,
    strings_xml,
    workbook_parts,
)
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.exchange.workbooks import limits, read_workbook

GOOD = {"Answers": sheet_xml(rows_xml({"A1": "Question", "B1": "Answer"}))}


def problem_of(content: bytes, name: str = "acme.xlsx") -> Problem:
    with pytest.raises(InvalidFile) as invalid:
        _ = [sheet.rows for sheet in read_workbook(content, name).sheets]
    (problem,) = invalid.value.problems
    assert problem.location.file == name
    assert problem.hint
    return problem


def with_sheet(rows: str, *, after: str = "") -> bytes:
    return make_workbook({"Answers": sheet_xml(rows, after=after)})


def with_part(name: str, content: str = "x") -> bytes:
    return make_workbook(GOOD, parts={name: content})


def encrypted_archive() -> bytes:
    """Return an archive whose first member says that it is encrypted."""
    content = bytearray(make_workbook(GOOD))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def lying_archive() -> bytes:
    """Return an archive with a member that says to be smaller than it is."""
    content = bytearray(pack(workbook_parts(GOOD), ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        content[content.index(signature) + offset] -= 1
    return bytes(content)


def same_name_twice() -> bytes:
    packed = BytesIO(make_workbook(GOOD))
    with ZipFile(packed, "a") as archive:
        archive.writestr("XL/workbook.xml", "other")
    return packed.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_WORKBOOKS = {
    "pdf": (b"%PDF-1.7\n", "this is a PDF document, and no Excel workbook (.xlsx)"),
    "xls": (OLE + bytes(512), "this is a workbook of an older Excel (.xls)"),
    "password": (
        OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "this workbook is protected by a password",
    ),
    "encrypted": (encrypted_archive(), "this workbook is protected by a password"),
    "empty": (b"", "this file is empty"),
    "text": (b"Question,Answer\n", "this is a text, and no Excel workbook (.xlsx)"),
    "noise": (
        b"\x93\x00\xfe" * 99,
        "this is a file of another kind, and no Excel workbook (.xlsx)",
    ),
    "docx": (
        pack({"word/document.xml": "x"}),
        "this is a Word document (.docx), and no Excel workbook (.xlsx)",
    ),
    "zip": (pack({"a.txt": "x"}), "this is a ZIP archive, and no Excel workbook (.xlsx)"),
    "macros": (
        with_part("xl/vbaProject.bin"),
        "this workbook holds macros, and none with macros is read",
    ),
    "macro-sheets": (
        with_part("xl/macrosheets/sheet1.xml"),
        "this workbook holds macros, and none with macros is read",
    ),
    "links": (
        with_part("xl/externalLinks/externalLink1.xml"),
        "this workbook takes values from other files, which nobody here has seen",
    ),
}


@pytest.mark.parametrize(("content", "message"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_what_is_not_read_is_named(content: bytes, message: str) -> None:
    assert problem_of(content).message == message


def test_links_to_other_files_are_refused_with_the_way_to_a_copy_without_them() -> None:
    """No link is followed, and the values that a link had last are ones that nobody here saw."""
    hint = problem_of(NO_WORKBOOKS["links"][0]).hint
    assert hint.startswith("save a copy without these links, and import that")
    assert "Data, Edit Links, Break Link" in hint


DTD = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DAMAGED = {
    "truncated": (make_workbook(GOOD)[:-30], "its archive can't be unpacked"),
    "lying": (lying_archive(), "its archive can't be unpacked"),
    "same-name": (same_name_twice(), "two files inside have the same name"),
    "packed-otherwise": (
        make_workbook(GOOD, compression=ZIP_LZMA),
        "it is packed in a way that workbooks never are",
    ),
    "no-workbook": (pack({"xl/a.xml": "<a/>"}), "its parts do not fit together"),
    "no-types": (
        pack({"[Content_Types].xml": "x", "xl/a.xml": "<a/>"}),
        "its parts do not fit together",
    ),
    "no-sheets": (make_workbook({}), "it has no sheets"),
    "same-titles": (
        make_workbook({"A": sheet_xml(""), "a": sheet_xml("")}),
        "two of its sheets have the same name",
    ),
    "entity": (
        make_workbook({"Answers": GOOD["Answers"].replace(HEAD, HEAD + DTD)}),
        "sheet Answers, its XML declares entities, which no workbook needs, and attacks do",
    ),
    "entity-in-texts": (
        with_part("xl/sharedStrings.xml", strings_xml("a").replace(HEAD, HEAD + DTD)),
        "its XML declares entities, which no workbook needs, and attacks do",
    ),
    "no-sheet": (make_workbook({"Answers": f"{HEAD}<html/>"}), "sheet Answers, it is no sheet"),
    "strict": (
        make_workbook({"Answers": GOOD["Answers"].replace(MAIN, STRICT)}),
        "sheet Answers, it is saved as Strict Open XML, which is not read",
    ),
    "not-closed": (
        make_workbook({"Answers": sheet_xml("<row>", dimension="A1")}),
        "sheet Answers, its XML can't be read",
    ),
    "rows-out-of-order": (
        with_sheet("<row r='3'/><row r='2'/>"),
        "sheet Answers, row 2 comes after row 3",
    ),
    "row-without-number": (with_sheet("<row r='x'/>"), "sheet Answers, a row has no number"),
    "deep": (
        with_sheet("<a>" * 60),
        "sheet Answers, it holds more beside its cells than any sheet needs",
    ),
    "merged-without-end": (
        with_sheet("", after="<mergeCell/>" * 100_001),
        "sheet Answers, it holds more beside its cells than any sheet needs",
    ),
    "row-too-far": (with_sheet("<row r='1048577'/>"), "sheet Answers, a row has no number"),
    "cell-elsewhere": (
        with_sheet("<row r='1'><c r='A2'/></row>"),
        "sheet Answers, a cell in row 1 is said to be elsewhere",
    ),
    "cell-nowhere": (
        with_sheet("<row r='1'><c r='1'/></row>"),
        "sheet Answers, a cell in row 1 is said to be elsewhere",
    ),
    "cells-out-of-order": (
        with_sheet("<row r='1'><c r='B1'/><c r='B1'/></row>"),
        "sheet Answers, the cells of row 1 are out of order",
    ),
    "cell-too-far": (
        with_sheet("<row r='1'><c r='XFE1'/></row>"),
        "sheet Answers, the cells of row 1 are out of order",
    ),
    "endless-number": (
        with_sheet(f"<row r='1'><c r='A1'><v>{'9' * 5000}</v></c></row>"),
        "sheet Answers, cell A1 holds no value that a cell can hold",
    ),
    "infinite": (
        with_sheet("<row r='1'><c r='A1'><v>1e999</v></c></row>"),
        "sheet Answers, cell A1 holds no value that a cell can hold",
    ),
    "text-from-the-end": (
        make_workbook(
            {"Answers": sheet_xml("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>")},
            parts={"xl/sharedStrings.xml": strings_xml("a")},
        ),
        "sheet Answers, cell A1 holds no value that a cell can hold",
    ),
    "text-that-is-not-there": (
        with_sheet("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"),
        "sheet Answers, cell A1 holds no value that a cell can hold",
    ),
    "neither-true-nor-false": (
        with_sheet("<row r='1'><c r='A1' t='b'><v>2</v></c></row>"),
        "sheet Answers, cell A1 holds no value that a cell can hold",
    ),
    "unknown-type": (
        with_sheet("<row r='1'><c r='A1' t='z'><v>2</v></c></row>"),
        "sheet Answers, cell A1 holds no value that a cell can hold",
    ),
    "no-day": (with_sheet("<row r='1'><c r='A1' t='d'><v>no</v></c></row>"), "sheet Answers"),
    "text-too-long": (
        with_sheet(rows_xml({"A1": "x" * 32_768})),
        "sheet Answers, cell A1 holds more text than a cell can hold",
    ),
}


@pytest.mark.parametrize(("content", "detail"), DAMAGED.values(), ids=DAMAGED)
def test_damage_is_said_with_its_place(content: bytes, detail: str) -> None:
    assert problem_of(content).message == f"this workbook is damaged: {detail}"


def test_a_cell_far_out_is_no_damage_and_can_be_emptied() -> None:
    last = with_sheet(f"<row r='1048576'>{cell_xml('XFD1048576', 'x')}</row>")
    problem = problem_of(last)
    assert problem.message == (
        "sheet Answers, cell XFD1048576 holds something, and nothing is read beyond column ALL and "
        "row 100,000"
    )
    assert problem.hint == "delete what is in that cell, and save the workbook again"


def test_the_longest_text_of_a_cell_is_read() -> None:
    book = read_workbook(with_sheet(rows_xml({"A1": "x" * 32_767})), "acme.xlsx")
    assert len(book.sheets[0].cell("A1").text) == 32_767


def test_a_bomb_is_stopped_while_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = {f"xl/media/{number}.bin": "\0" * 11_000_000 for number in range(4)}
    content = make_workbook(GOOD, parts=bomb)
    opened: list[object] = []
    open_member = ZipFile.open

    def counting(archive: ZipFile, member: ZipInfo) -> IO[bytes]:
        opened.append(member.filename)
        return open_member(archive, member)

    monkeypatch.setattr(ZipFile, "open", counting)
    assert problem_of(content).message == (
        "this workbook holds more than 20 MB when it is unpacked, the most that is read"
    )
    assert opened[-1] == "xl/media/1.bin"


def test_the_limits_are_the_last_that_is_read() -> None:
    at_most = {f"xl/media/{number}.bin": "" for number in range(200 - len(workbook_parts(GOOD)))}
    assert read_workbook(make_workbook(GOOD, parts=at_most), "acme.xlsx").sheets
    problem = problem_of(make_workbook(GOOD, parts=at_most | {"xl/media/more.bin": ""}))
    assert problem.message == (
        "there are more than 200 files inside this workbook, the most that is read"
    )


def test_too_many_members_are_counted_without_a_list_of_them() -> None:
    content = b"PK\x03\x04xl/" + b"PK\x01\x02" * 201
    assert problem_of(content).message == (
        "there are more than 200 files inside this workbook, the most that is read"
    )


def test_a_file_over_ten_megabytes_is_not_opened() -> None:
    content = make_workbook(GOOD) + bytes(limits.MAX_PACKED_BYTES)
    assert problem_of(content).message == (
        "this file is larger than 10 MB, the most that is read of a workbook"
    )


TOO_LARGE_PARTS = {
    "texts": ("xl/sharedStrings.xml", strings_xml("x" * (2 * 1024 * 1024))),
    "styles": ("xl/styles.xml", f"<styleSheet xmlns='{MAIN}'>{' ' * 512 * 1024}</styleSheet>"),
    "relations": ("xl/worksheets/_rels/sheet1.xml.rels", f"<a>{' ' * 512 * 1024}</a>"),
    "properties": ("docProps/custom.xml", f"<a>{' ' * 512 * 1024}</a>"),
}


@pytest.mark.parametrize(("part", "content"), TOO_LARGE_PARTS.values(), ids=TOO_LARGE_PARTS)
def test_a_part_that_is_read_whole_has_a_limit(part: str, content: str) -> None:
    message = problem_of(with_part(part, content)).message
    assert message == f"the part {part} of this workbook is larger than is read"


def test_merged_cells_are_counted_as_well() -> None:
    cells = rows_xml({"A1": "x", "ALL1": "y", "A400": "z"})
    content = with_sheet(cells, after=merged_xml("A1:AJJ400"))
    assert problem_of(content).message == (
        "this workbook has more than 300,000 cells, the most that is read"
    )


def test_cells_are_counted_in_whatever_encoding_they_are() -> None:
    rows = "".join(f"<row r='{row}'>{'<c/>' * 1000}</row>" for row in range(1, 302))
    xml = sheet_xml(rows, dimension="A1").replace("UTF-8", "UTF-16")
    content = make_workbook({"Answers": xml.encode("utf-16")})
    assert problem_of(content).message == (
        "this workbook has more than 300,000 cells, the most that is read"
    )


CELL_PREFIXES = ["", "x:"]


@pytest.mark.parametrize("prefix", CELL_PREFIXES)
def test_cells_are_counted_before_they_are_parsed(prefix: str) -> None:
    rows = "".join(
        f"<{prefix}row r='{row}'>{f'<{prefix}c/>' * 1000}</{prefix}row>" for row in range(1, 302)
    )
    xml = sheet_xml(rows).replace("<worksheet ", f"<worksheet xmlns:x='{MAIN}' ")
    problem = problem_of(make_workbook({"Answers": xml}))
    assert (problem.code, problem.message) == (
        "too-many-nodes",
        "this workbook has more than 300,000 cells, the most that is read",
    )
