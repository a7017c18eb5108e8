"""Tables: what a cell means, which columns count, how text is decoded, and what is refused."""

import codecs
import re
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook

from importing import IMPORTS, QUESTIONNAIRES, read_yaml
from made_workbooks import formula_xml, make_workbook, rows_xml, sheet_xml
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.exchange.importers import (
    ColumnNames,
    ImportSettings,
    ReceivedFile,
    choose_importer,
)
from vendorcheck.exchange.reply import Reply
from vendorcheck.exchange.tables import csv_text
from vendorcheck.exchange.tables.answers import answer_fields
from vendorcheck.exchange.tables.words import AnswerWords, read_words
from vendorcheck.store.vendor_file_editor import data_in_one_line

MFA = "Is there a second factor?"
SSO = "Is there single sign-on?"


def read(
    content: bytes | str,
    name: str = "sheet.csv",
    columns: ColumnNames | None = None,
    **more: Any,  # noqa: ANN401
) -> Reply:
    file = ReceivedFile(name, content.encode() if isinstance(content, str) else content)
    settings = ImportSettings(QUESTIONNAIRES, columns=columns or ColumnNames(), **more)
    importer = choose_importer(file)
    assert importer.name == "table"
    return importer.read(file, settings)


def said(reply: Reply) -> dict[str, Any]:
    return {answer.key.removeprefix("small/"): dict(answer.fields) for answer in reply.answers}


def refusal(
    content: bytes | str, name: str = "sheet.csv", columns: ColumnNames | None = None
) -> str:
    with pytest.raises(InvalidFile) as refused:
        read(content, name, columns)
    (problem,) = refused.value.problems
    return f"{problem.message}; {problem.hint}"


def remarks(reply: Reply) -> list[str]:
    return [remark.message for remark in reply.remarks]


@pytest.mark.parametrize(
    "row", read_yaml(IMPORTS / "words.yaml"), ids=lambda row: f"{row[0]}-{row[1]}"
)
def test_what_a_cell_means(row: list[Any]) -> None:
    name, cell, note, expected = row
    question = QUESTIONNAIRES["small"].questions[name]
    fields = answer_fields(cell.strip(), note, question, AnswerWords())
    assert fields == expected


def test_a_persons_own_words_come_first() -> None:
    own = AnswerWords({"Umgesetzt!": "no", "läuft": "yes"})
    assert own.meaning_of("umgesetzt") == "no"
    assert own.meaning_of("Läuft") == "yes"
    assert own.meaning_of("yes") == "yes"


def test_what_is_wrong_with_a_file_of_words() -> None:
    with pytest.raises(InvalidFile) as refused:
        read_words(parse_document(b"yess: [a]\n'no': b\n", "words.yaml"))
    assert [(one.code, one.location.line) for one in refused.value.problems] == [
        ("unknown-key", 1),
        ("wrong-type", 2),
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Question,Answer\n{},Sí\n", "utf-8"),
        ("\ufeffQuestion,Answer\n{},Sí\n", "utf-8"),
        ("Question;Answer\r\n{};Sí\r\n", "cp1252"),
        ("sep=;\nQuestion;Answer\n{};Sí\n", "utf-8"),
        ("\ufeffQuestion\tAnswer\n{}\tSí\n", "utf-16-le"),
        ("\ufeffQuestion\tAnswer\n{}\tSí\n", "utf-16-be"),
        ("Question,Answer\r{},Sí\r", "utf-8"),
        ('"Question","Answer"\n"{}","Sí"\n', "utf-8"),
        ("Vendor questions of 2026\n\nQuestion,Answer\n{},Sí\n", "utf-8"),
        ("Question,Answer,\nSection A\n{},Sí\n,,\n", "utf-8"),
        ("Question (required):,ANSWER*\n{},Sí", "utf-8"),
    ],
)
def test_encodings_and_separators(text: str, encoding: str) -> None:
    reply = read(text.format(MFA).encode(encoding))
    assert said(reply) == {"mfa": {"answer": "yes"}}
    assert reply.source == "import"


def test_windows_is_assumed_and_shown() -> None:
    assert "read as Windows-1252, for it is no UTF-8" in remarks(
        read("Question,Answer\nx,Sí".encode("cp1252"))
    )


@pytest.mark.parametrize(
    "content",
    [
        b"Question,Answer\nx,\x81\n",
        b"Question,Answer\nx,\0\n",
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF8 + b"Question,\xff\n",
    ],
)
def test_an_encoding_that_is_not_known(content: bytes) -> None:
    with pytest.raises(InvalidFile, match="the encoding of this text is not known"):
        read(content)


def test_quoted_line_breaks_keep_the_lines_right() -> None:
    reply = read(f'Question,Answer,Comments\n"{SSO}",No,"one\n\ntwo"\n{MFA},Yes\nUnknown?,Yes\n')
    assert said(reply) == {"sso": {"answer": "no", "note": "one\n\ntwo"}, "mfa": {"answer": "yes"}}
    assert [str(answer.place) for answer in reply.answers] == ["line 2", "line 5"]
    assert [(one.asked, str(one.place)) for one in reply.unplaced] == [("Unknown?", "line 6")]


def test_a_quote_that_is_never_closed() -> None:
    with pytest.raises(InvalidFile) as refused:
        read(f'Question,Answer\n{SSO},No\n"{MFA},Yes\nUnknown?,Yes\n')
    assert (refused.value.problems[0].location.line, refused.value.problems[0].code) == (
        3,
        "syntax",
    )
    assert said(read(f'Question,Answer\n{SSO},5" no\n')) == {"sso": {"note": '5" no'}}


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "MAX_CELLS", 3_000)
    head = "Question,Answer\n"
    for content in (
        head + "x," + "y" * 140_000,
        head + ",".join("x" * 1_001),
        head + ("x," * 900 + "\n") * 4,
    ):
        with pytest.raises(InvalidFile):
            read(content)
    with pytest.raises(InvalidFile, match="more than 10 MB"):
        read(b"Question,Answer\n" + b" " * 10 * 1024 * 1024)
    reply = read(f"{head}{MFA},{'y' * 40_000}\n")
    assert [one.because for one in reply.unplaced] == ["the answer has more than 32,767 characters"]


def test_hostile_cells_are_text() -> None:
    reply = read(
        "Question,Answer,Comments\n"
        f"{MFA},No,\"\x1b[2J\u202e=cmd|'/c calc'!A1 <script>\ufeff\"\n{SSO},#REF!,\n"
    )
    assert said(reply) == {
        "mfa": {"answer": "no", "note": "\\u{1b}[2J\u202e=cmd|'/c calc'!A1 <script>"}
    }
    assert "the answer holds the error #REF!, and is left out" in remarks(reply)


@pytest.mark.parametrize(
    ("header", "row", "named"),
    [
        ("Nr;Anforderung;Antwort", f"1;{MFA};Yes", {}),
        ("ID,Control,Status", f"IAM-02,{MFA},Yes", {}),
        ("Status,Question,Response", f"open,{MFA},Yes", {}),
        (
            "Frage hier,Ihre Angabe",
            f"{MFA},Yes",
            {"question": "frage hier", "answer": "Ihre Angabe"},
        ),
        ("a,b,c", f"x,{MFA},Yes", {"question": "B", "answer": "c"}),
        ("Question,x", f"{MFA},Yes", {"answer": "B"}),
        ("Answer,Answer,Question", f"No,Yes,{MFA}", {"answer": "B"}),
        ("", f"{MFA},Yes", {"question": "A", "answer": "B"}),
    ],
)
def test_columns_are_guessed_or_named(header: str, row: str, named: dict[str, str]) -> None:
    reply = read(f"{header}\n{row}\n", columns=ColumnNames(**named))
    assert said(reply) == {"mfa": {"answer": "yes"}}
    assert any("question in " in text and "answer in " in text for text in remarks(reply))


@pytest.mark.parametrize(
    ("content", "named", "message"),
    [
        ("What,Reply\nx,Yes\n", {}, 'no header says what is asked.*A "What", B "Reply"'),
        ("Question,Answer,Answer\nx,Yes\n", {}, "B and C are all headed.*--answer-column B"),
        ("Question,Answer\nx,Yes\n", {"answer": "Reply"}, 'no column is headed "Reply"'),
        ("Question,Answer\nx,Yes\n", {"answer": "Z"}, 'no column is headed "Z"'),
        ("", {}, "the table is empty"),
    ],
)
def test_columns_that_can_not_be_told(content: str, named: dict[str, str], message: str) -> None:
    assert re.search(message, refusal(content, columns=ColumnNames(**named)))


@pytest.mark.parametrize(
    ("ref", "text", "key", "because"),
    [
        ("small/mfa", "Anything else", "small/mfa", ""),
        ("SMALL/MFA", "", "small/mfa", ""),
        ("mfa", "", "small/mfa", ""),
        ("mfa", "Anything else", "", "small/mfa has this id, and asks something else"),
        ("IAM-02", "", "small/mfa", ""),
        ("iam-02", "is there a  second\nfactor?", "small/mfa", ""),
        ("IAM-02", "Is every key rotated?", "", "small/mfa has this id, and asks something else"),
        ("IAM-02", SSO, "", "small/mfa has this id, and asks something else"),
        ("ZZZ-9", MFA, "small/mfa", ""),
        ("", f"IAM-02: {MFA}", "small/mfa", ""),
        ("", "Is there a second factor", "", "no question has this id or this text"),
        ("ZZZ-9", "", "", "no question has this id or this text"),
    ],
)
def test_questions_are_matched_by_id_or_exact_text(
    ref: str, text: str, key: str, because: str
) -> None:
    reply = read(f'ID,Question,Answer\n"{ref}","{text}",Yes\n')
    assert [answer.key for answer in reply.answers] == ([key] if key else [])
    assert [one.because for one in reply.unplaced] == ([because] if because else [])


def test_two_questions_with_one_text_are_not_told_apart() -> None:
    twin = QUESTIONNAIRES["small"].model_copy(update={"id": "twin"})
    settings = ImportSettings({**QUESTIONNAIRES, "twin": twin})
    file = ReceivedFile("x.csv", f"Question,Answer\n{MFA},Yes\n".encode())
    reply = choose_importer(file).read(file, settings)
    assert [one.because for one in reply.unplaced] == [
        "more than one question asks this: small/mfa, twin/mfa"
    ]
    chosen = choose_importer(file).read(file, ImportSettings(settings.questionnaires, ("twin",)))
    assert [answer.key for answer in chosen.answers] == ["twin/mfa"]


def test_a_question_that_is_answered_twice_gives_both_answers() -> None:
    reply = read(f"Question,Answer\n{MFA},Yes\n{MFA},No\n")
    assert [answer.fields for answer in reply.answers] == [{"answer": "yes"}, {"answer": "no"}]


def workbook(*sheets: tuple[str, list[list[Any]]], hidden: str = "") -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_sheets_of_a_workbook() -> None:
    content = workbook(
        ("Read me", [["Fill in all sheets"]]),
        ("Access", [["Access"], [], ["Question", "Response", "Notes"], [MFA, "Yes ", "Since May"]]),
        ("More", [["No.", "Question", "Answer"], [1, SSO, "=1/0"], ["More", None, "Answer"]]),
        ("Old", [["Question", "Answer"], [MFA, "No"]]),
        hidden="Old",
    )
    reply = read(content, "sheet.xlsx")
    assert said(reply) == {"mfa": {"answer": "yes", "note": "Since May"}}
    assert [str(answer.place) for answer in reply.answers] == ["Access!B4"]
    assert remarks(reply) == [
        'Access: question in A "Question", answer in B "Response", note in C "Notes"',
        'More: question in B "Question", answer in C "Answer", ref in A "No."',
        "the answer is a formula whose answer was never computed, and is left out",
    ]
    assert said(read(content, "sheet.xlsx", ColumnNames(sheet="old"))) == {"mfa": {"answer": "no"}}
    assert refusal(content, "sheet.xlsx", ColumnNames(sheet="New")) == (
        'there is no sheet "New"; the sheets are "Read me", "Access", "More"'
    )


def test_an_answer_from_a_formula_is_taken_and_told() -> None:
    cells = {"A1": "Question", "B1": "Answer", "A2": MFA, "B2": formula_xml("B2", "Z9", "Yes")}
    reply = read(make_workbook({"Access": sheet_xml(rows_xml(cells))}), "sheet.xlsx")
    assert said(reply) == {"mfa": {"answer": "yes"}}
    (remark,) = [remark for remark in reply.remarks if remark.place]
    assert (remark.message, str(remark.place)) == (
        "the answer is taken from a formula",
        "Access!B2",
    )


def test_a_workbook_without_such_columns() -> None:
    content = workbook(("Read me", [["Fill in"]]), ("Sheet", [["a", "b"], [1, 2]]))
    assert refusal(content, "sheet.xlsx").startswith(
        "no header says what is asked and what is answered in the sheet Sheet; name the columns"
    )


def test_what_is_no_table() -> None:
    for name, content in (("x.bin", b"a,b\n"), ("x.docx", b"PK\x03\x04word/")):
        with pytest.raises(VendorcheckError):
            choose_importer(ReceivedFile(name, content))


SIGNS = (
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    '"',
    '""',
    "sep=;\n",
    "Question,Answer\n",
    MFA,
    "No",
    "=1+1",
)
PIECES = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=4)), max_size=20).map("".join)


@settings(max_examples=100)
@given(
    pieces=PIECES,
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    named=st.sampled_from((ColumnNames(), ColumnNames("A", "B"), ColumnNames("B", "A", "C", "D"))),
)
def test_any_text_is_read_or_refused(pieces: str, encoding: str, named: ColumnNames) -> None:
    text = f"Question,Answer,Comments\n{MFA},Yes{pieces}"
    with suppress(InvalidFile):
        reply = read(text.encode(encoding, "replace"), columns=named)
        for answer in reply.answers:
            assert answer.key == "small/mfa"
            line = data_in_one_line({"a": dict(answer.fields)})
            assert parse_document(line.encode(), "x.yaml").data == {"a": answer.fields}
