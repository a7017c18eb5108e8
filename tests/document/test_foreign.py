"""Files of other programs are named for what they are, whatever they are called."""

import io
import zipfile

import pytest

from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "vendorcheck: vendor/1\n" * 10)
    return target.getvalue()


EVIDENCE = (
    "copy what it says into a vendor file, which vendorcheck new vendor NAME begins, "
    "and name the document there as evidence"
)
UNPACK = "unpack it, and name a file in it"
FOREIGN = [
    (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook (.xlsx)", EVIDENCE),
    (zipped("[Content_Types].xml", "word/document.xml"), "a Word document (.docx)", EVIDENCE),
    (zipped("ppt/presentation.xml"), "a PowerPoint presentation (.pptx)", EVIDENCE),
    (zipped("acme.yaml"), "a ZIP archive", UNPACK),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document", EVIDENCE),
    (b"%PDF-1.4" + b"\x00" * 3_000_000, "a PDF document", EVIDENCE),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
        "a document of an older Office (.doc, .xls, .ppt or .msg)",
        EVIDENCE,
    ),
    (rb"{\rtf1\ansi vendorcheck: vendor/1}", "a document in rich text (RTF)", EVIDENCE),
    (b"\x89PNG\r\n\x1a\n", "an image", EVIDENCE),
    (b"\xff\xd8\xff\xe0", "an image", EVIDENCE),
    (b"\x1f\x8b\x08", "a compressed archive", UNPACK),
    (
        b"\xef\xbb\xbf \n<!doctype HTML>",
        "a web page (HTML)",
        "save the file that the page shows, not the page",
    ),
    (b"<html lang=en>", "a web page (HTML)", "save the file that the page shows, not the page"),
]


@pytest.mark.parametrize(("content", "kind", "hint"), FOREIGN, ids=[kind for _, kind, _ in FOREIGN])
@pytest.mark.parametrize("name", ["acme.yaml", "acme.json", "acme.bin", "<stdin>"])
def test_a_file_of_another_program_is_one_problem(
    content: bytes, kind: str, hint: str, name: str
) -> None:
    with pytest.raises(InvalidFile) as invalid:
        parse_document(content, name)
    (problem,) = invalid.value.problems
    assert (problem.code, problem.location.line, problem.location.column) == ("unknown-kind", 1, 1)
    assert problem.message == f"this is {kind}, which is not read here"
    assert problem.hint == hint


def test_a_table_is_known_by_its_name_only() -> None:
    with pytest.raises(InvalidFile, match=r"this is a table \(CSV\), which is not read here"):
        parse_document(b"question,answer\n", "answers.CSV")
    with pytest.raises(InvalidFile, match="the file holds a single text"):
        parse_document(b"question,answer\n", "answers.yaml")


@pytest.mark.parametrize(
    "content", [b"PK: 1\n", b"pdf: '%PDF-1.7'\n", b"{rtf: 1}\n", b"html: <html>\n", b"GIF: 1\n"]
)
def test_what_only_looks_like_it_is_read(content: bytes) -> None:
    assert len(parse_document(content, "a.yaml").data) == 1


TEXT = b"# Read me\n\n- [x] a: b: c\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("README.md", "a text in Markdown (.md)"),
        ("notes.TXT", "a plain text (.txt)"),
        ("acme.toml", "a file of another kind (.toml)"),
        ("acme.py", "a file of another kind (.py)"),
        (f"acme.{'x' * 50}", "a file of another kind (.xxxxxxx)"),
    ],
)
def test_a_text_of_another_kind_is_told_by_its_name(name: str, kind: str) -> None:
    with pytest.raises(InvalidFile) as invalid:
        parse_document(TEXT, name)
    (problem,) = invalid.value.problems
    assert (problem.code, problem.location.line, problem.location.column) == ("unknown-kind", 1, 1)
    assert problem.message == f"this is {kind}, which is not read here"


@pytest.mark.parametrize("name", ["acme.txt", "acme.md", "acme.bak", "acme", "/dev/fd/63"])
def test_a_file_with_our_key_is_ours_whatever_it_is_called(name: str) -> None:
    content = b"# Ours\nvendorcheck: vendor/1\nvendor: {name: Acme}\n"
    assert parse_document(content, name).data["vendorcheck"] == "vendor/1"


def test_a_name_without_a_suffix_tells_nothing() -> None:
    with pytest.raises(InvalidFile) as invalid:
        parse_document(TEXT, "Makefile")
    assert invalid.value.problems[0].code != "unknown-kind"
