"""A workbook form is read whatever colleagues and their programs did to it."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from filled_forms import FILLED, SHEET, blank, fill, read, rows_of, said, saved
from form_cases import acme_form, form_of, library, with_answers
from made_workbooks import formula_xml, make_workbook, rows_xml, sheet_xml
from vendorcheck.document.problems import InvalidFile
from vendorcheck.exchange.admission import admit
from vendorcheck.exchange.form_words import KIND_LABELS
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.importers import IMPORTERS, ImportSettings, ReceivedFile, choose_importer
from vendorcheck.exchange.reply import Place, Reply


def test_what_is_filled_in_comes_back() -> None:
    reply = read(saved(fill(blank())))
    assert said(reply) == FILLED
    assert (reply.unplaced, reply.remarks) == ((), ())
    places = {answer.key: str(answer.place) for answer in reply.answers}
    assert places["tools/protocol"] == "Tools, people & places!D7"
    asked = {answer.key: answer.asked for answer in reply.answers}
    assert asked["tools/protocol"] == (
        "Which protocol does the vendor support: SAML, or another one?"
    )


def test_who_filled_it_in_is_taken() -> None:
    book = blank()
    cover = book["Start here"]
    cover[f"C{rows_of(cover)['vc:by']}"].value = "Joe Bloggs"
    assert read(saved(book)).by == "Joe Bloggs"
    assert read(saved(blank())).by is None


def test_a_blank_form_says_nothing() -> None:
    reply = read(saved(blank()))
    assert (said(reply), reply.unplaced, reply.remarks) == ({}, (), ())
    assert reply.form is not None
    assert (reply.form.vendor, reply.form.made_on) == ("Acme", "2026-11-22")


def sort_rows(book: Workbook) -> None:
    """Sort the rows by something, as Excel does once the protection is off."""
    sheet = book[SHEET]
    sheet.protection.sheet = False
    first = 6
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    random.Random(7).shuffle(rows)  # noqa: S311 - no secret
    for number, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def insert_rows(book: Workbook) -> None:
    sheet = book[SHEET]
    for number in (9, 9, 1, 1, 1):
        sheet.insert_rows(number)
    sheet["C1"].value = "For Joe, please until Friday"


def insert_column(book: Workbook) -> None:
    book[SHEET].insert_cols(4)
    book["Evidence"].insert_cols(2)


def drop_lists(book: Workbook) -> None:
    del book["Lists"]


def reorder_sheets(book: Workbook) -> None:
    book.move_sheet("Evidence", -2)


def rename_sheets(book: Workbook) -> None:
    book[SHEET].title = "Fragen"
    book["Evidence"].title = "Nachweise"


def hide_rows(book: Workbook) -> None:
    for number in range(6, 20):
        book[SHEET].row_dimensions[number].hidden = True


def drop_properties(book: Any) -> None:  # noqa: ANN401 - the types don't know the properties
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


@pytest.mark.parametrize(
    "change",
    [sort_rows, insert_rows, insert_column, drop_lists, reorder_sheets, rename_sheets, hide_rows,
     drop_properties],
)  # fmt: skip
def test_it_survives(change: Callable[[Workbook], None]) -> None:
    book = fill(blank())
    change(book)
    reply = read(saved(book))
    assert said(reply) == FILLED
    assert reply.unplaced == ()
    assert reply.form is not None
    assert dict(reply.versions) == {"tools": "1.3"}


@pytest.mark.parametrize(
    ("kept", "keys"),
    [
        ([SHEET], set(FILLED)),
        (["Evidence"], {"tools/words"}),
    ],
)
def test_sheets_that_were_split_say_what_they_are(kept: list[str], keys: set[str]) -> None:
    book = fill(blank())
    drop_properties(book)
    for title in book.sheetnames:
        if title not in kept:
            del book[title]
    reply = read(saved(book))
    assert {*said(reply)} == keys
    assert reply.form is not None
    assert reply.form.package == form_of(with_answers("")).package


def as_exported(book: Workbook, others: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook as simple exporters write it: texts in the cells, and no styles.

    Args:
        book: the workbook.
        others: the XML of some cells, by sheet and place, such as `SSO!D7`.
    """
    sheets = {}
    for sheet in book.worksheets:
        cells: dict[str, Any] = {}
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, datetime | date):
                    value = f"{value:%Y-%m-%d}"
                if value is not None:
                    cells[cell.coordinate] = value
                if xml := (others or {}).get(f"{sheet.title}!{cell.coordinate}"):
                    cells[cell.coordinate] = xml
        sheets[sheet.title] = sheet_xml(rows_xml(cells))
    return make_workbook(sheets)


def test_it_survives_exporters_without_styles() -> None:
    reply = read(as_exported(fill(blank())))
    assert said(reply) == FILLED
    assert (reply.unplaced, reply.remarks) == ((), ())


def changed(cells: Mapping[str, Any], sheet: str = SHEET) -> Reply:
    """Return what a blank form says with some cells filled in, given by id and column."""
    book = blank()
    rows = rows_of(book[sheet])
    for place, value in cells.items():
        key, _, column = place.rpartition(" ")
        cell = book[sheet][f"{column}{rows[key]}"]
        cell.value = value
        if isinstance(value, str) and not value.startswith("=F"):
            cell.data_type = "s"
    return read(saved(book))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "value", "answer"),
    [
        ("tools/protocol D", "  saml 2.0,  ON every plan ", "saml"),
        ("tools/protocol D", "saml", "saml"),
        ("tools/protocol D", "I don't know (none)", "none"),
        ("tools/protocol D", "We use passwords.", "We use passwords."),
        ("tools/second-factor D", True, "true"),
        ("tools/second-factor D", "Yes", "yes"),
        ("tools/seats D", 12.0, "12"),
        ("tools/retention D", "for ever", "ever"),
        ("tools/retention D", "30d", "30 days"),
        ("tools/tested D", "31 May 2026", "2026-05-31"),
        ("tools/tested D", "05/06/2026", "05/06/2026"),
        ("tools/factors D", "Key", ["key"]),
        ("tools/factors#key D", "✓", ["key"]),
    ],
)
def test_answers_are_understood_if_they_mean_one_thing(
    place: str, value: object, answer: object
) -> None:
    reply = changed({place: value})
    (only,) = reply.answers
    assert only.fields == {"answer": answer}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "because"),
    [
        ({"tools/page D": "Does not apply"}, "it says that this does not apply, and not why"),
        ({"tools/factors#key D": "perhaps"}, 'an x is expected beside the option "key"'),
        (
            {"tools/factors#key D": "x", "tools/factors D": "App, or a text message"},
            "options are ticked, and the question itself has another answer",
        ),
        (
            {"tools/factors#key D": "x", "tools/factors D": "I don't know"},
            "options are ticked, and the question itself has another answer",
        ),
    ],
)
def test_what_is_unclear_is_said_and_not_guessed(cells: dict[str, str], because: str) -> None:
    reply = changed(cells)
    (unplaced,) = reply.unplaced
    assert unplaced.because == because
    assert unplaced.place.cell.startswith(f"{SHEET}!D")
    assert [answer for answer in reply.answers if "answer" in answer.fields] == []


def test_a_word_beside_an_option_stays() -> None:
    reply = changed({"tools/factors#key D": "x", "tools/factors#key E": "From June."})
    (only,) = reply.answers
    assert only.fields == {"answer": ["key"], "note": "Key: From June."}


def test_an_answer_in_a_row_of_nobody_is_said() -> None:
    book = blank()
    sheet = book[SHEET]
    sheet["C90"].value, sheet["D90"].value, sheet["E90"].value = "What else?", "A lot", "Really"
    (unplaced,) = read(saved(book)).unplaced
    assert (unplaced.asked, unplaced.said) == ("What else?", "A lot · Really")
    assert str(unplaced.place) == f"{SHEET}!D90"


def test_of_two_rows_about_a_question_the_second_is_said() -> None:
    book = fill(blank())
    sheet = book[SHEET]
    first = rows_of(sheet)["tools/protocol"]
    for offset, answer in ((1, "SAML 2.0, on every plan"), (2, "SAML 2.0, for a charge")):
        row = 90 + offset
        for column in "ACDEFG":
            sheet[f"{column}{row}"].value = sheet[f"{column}{first}"].value
            sheet[f"{column}{row}"].data_type = "s"
        sheet[f"D{row}"].value = answer
    reply = read(saved(book))
    (unplaced,) = reply.unplaced
    assert unplaced.said.startswith("SAML 2.0, for a charge")
    assert unplaced.because == f"{SHEET}!D{first} answers this question as well"
    assert said(reply) == FILLED


def test_formulas_count_by_their_answers() -> None:
    reply = changed({"tools/words D": "=FOO(1)"})
    assert said(reply) == {}
    (remark,) = reply.remarks
    assert remark.message == (
        f"{remark.place} is a formula whose answer was never computed; it is left out"
    )


def test_a_formula_that_was_computed_is_taken_and_said() -> None:
    book = fill(blank())
    row = rows_of(book[SHEET])["tools/words"]
    place = f"{SHEET}!D{row}"
    formula = formula_xml(f"D{row}", "A1", "The night shift.")
    reply = read(as_exported(book, {place: formula}))
    assert said(reply) == FILLED
    assert [remark.message for remark in reply.remarks] == [
        f"{place} holds a formula; its answer is taken: The night shift."
    ]


def test_an_error_in_the_evidence_is_left_out_and_said() -> None:
    error = formula_xml("D7", "1/0", "#DIV/0!", "e")
    reply = read(as_exported(fill(blank()), {"Evidence!D7": error}))
    pieces = said(reply)["tools/words"]["evidence"]
    assert isinstance(pieces, list)
    assert [isinstance(piece, dict) and "title" not in piece for piece in pieces] == [True]
    assert [remark.message for remark in reply.remarks] == [
        "Evidence!D7 holds the error #DIV/0!; it is left out"
    ]


def with_evidence(**cells: str) -> Reply:
    """Return what a blank form says with a row of evidence, given by column."""
    book = blank()
    for column, text in {"B": "tools/words", "D": "A report", **cells}.items():
        book["Evidence"][f"{column}7"].value = text
    return read(saved(book))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("soc2-type-2", "soc2-type-2"),
        ("SOC 2 Type 2", "soc2-type-2"),
        ("ISO/IEC 27001", "iso-27001"),
        ("Penetration test", "penetration-test"),
        *((label, kind) for kind, label in KIND_LABELS.items() if kind in {"dpa", "other"}),
    ],
)
def test_a_kind_of_evidence_may_be_typed_as_people_write_it(typed: str, kind: str) -> None:
    reply = with_evidence(C=typed)
    assert said(reply) == {"tools/words": {"evidence": [{"kind": kind, "title": "A report"}]}}
    assert reply.remarks == ()


def test_an_address_without_its_beginning_is_completed_and_told() -> None:
    reply = with_evidence(E="trust.acme.example/soc2")
    piece = {"title": "A report", "url": "https://trust.acme.example/soc2"}
    assert said(reply) == {"tools/words": {"evidence": [piece]}}
    (remark,) = reply.remarks
    assert '"trust.acme.example/soc2" is taken as https://trust.acme.example/soc2' in remark.message


def test_the_list_of_kinds_is_one_that_people_read() -> None:
    column = [cell.value for cell in blank()["Lists"]["E"]]
    assert "SOC 2 report, type 2" in column
    assert "soc2-type-2" not in column


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "typed", "because"),
    [
        ("C", "SOC 2", '"SOC 2" is not one of the kinds; choose from the list in the cell'),
        ("F", "soon", '"soon" is not clearly a day; write it as 2026-05-31'),
        ("H", "05/06/2026", '"05/06/2026" is not clearly a day; write it as 2026-05-31'),
        ("I", "later", '"later" is not clearly a day; write it as 2026-05-31'),
    ],
)
def test_a_detail_of_evidence_that_does_not_fit_is_said_with_its_cell(
    column: str, typed: str, because: str
) -> None:
    reply = with_evidence(**{column: typed})
    assert said(reply) == {"tools/words": {"evidence": [{"title": "A report"}]}}
    assert [remark.message for remark in reply.remarks] == [
        f"Evidence!{column}7: {because}. It is left out"
    ]
    assert [remark.place and remark.place.cell for remark in reply.remarks] == [
        f"Evidence!{column}7"
    ]


def test_a_tick_beside_an_option_of_nobody_is_left_to_import() -> None:
    book = blank()
    sheet = book[SHEET]
    row = rows_of(sheet)["tools/factors#key"]
    sheet[f"A{row}"].value, sheet[f"D{row}"].value = "gone/question#key", "x"
    assert said(read(saved(book))) == {"gone/question": {"answer": ["key"]}}


def test_a_merged_cell_says_nothing_twice() -> None:
    book = blank()
    sheet = book[SHEET]
    row = rows_of(sheet)["tools/words"]
    sheet[f"D{row}"].value = "The night shift."
    sheet.merge_cells(f"D{row}:E{row}")
    assert said(read(saved(book))) == {"tools/words": {"answer": "The night shift."}}


def test_evidence_of_no_question_is_said() -> None:
    book = blank()
    book["Evidence"]["D7"].value = "A report"
    book["Evidence"]["B8"].value, book["Evidence"]["D8"].value = "1.3", "By its number"
    book["Evidence"]["B9"].value, book["Evidence"]["D9"].value = "tools/words", "By its name"
    reply = read(saved(book))
    (unplaced,) = reply.unplaced
    assert (unplaced.said, unplaced.because) == ("A report", "the row names none of the questions")
    assert said(reply) == {
        "tools/second-factor": {"evidence": [{"title": "By its number"}]},
        "tools/words": {"evidence": [{"title": "By its name"}]},
    }


def test_other_sheets_are_left_alone_and_named() -> None:
    book = blank()
    book.create_sheet("Our notes")["A1"].value = "for us only"
    (remark,) = read(saved(book)).remarks
    assert remark.message == 'the sheet "Our notes" is no part of the form and was not read'


def test_a_sheet_of_another_form_is_named() -> None:
    book = blank()
    other = load_workbook(BytesIO(VENDOR_FORMS["xlsx"].render(acme_form())))
    book["Evidence"]["A1"].value = other["Evidence"]["A1"].value
    (remark,) = read(saved(book)).remarks
    assert remark.message == 'the sheet "Evidence" is from another form'


@pytest.mark.slow
@pytest.mark.parametrize(
    "stamp", ["", "{", '{"vendorcheck":"form/1"}', '{"vendorcheck":"form/9"}', "[" * 5000,
              '{"vendorcheck":"form/1","questionnaires":[1],"package":7}']
)  # fmt: skip
def test_a_damaged_stamp_is_no_crash(stamp: str) -> None:
    book = fill(blank())
    for sheet in book.worksheets:
        if sheet.title != "Lists":
            sheet["A1"].value = stamp or None
    assert said(read(saved(book))) == FILLED


def test_a_workbook_of_another_kind_is_none_of_ours() -> None:
    book = Workbook()
    book.create_sheet("Other")["A1"].value = "vendorcheck"
    for content in (saved(book), b"PK\x03\x04 xl/ damaged"):
        assert choose_importer(ReceivedFile("other.xlsx", content)).name != "form-xlsx"
    with pytest.raises(InvalidFile, match="this workbook is damaged"):
        IMPORTERS["form-xlsx"].read(
            ReceivedFile("other.xlsx", b"PK\x03\x04 xl/ damaged"), ImportSettings(library())
        )


def test_labels_of_the_form_count_before_ours() -> None:
    book = blank()
    lists = book["Lists"]
    row = next(cell.row for cell in lists["C"] if cell.value == "SAML 2.0, for a charge")
    lists[f"C{row}"].value = "Older words"
    sheet = book[SHEET]
    sheet[f"D{rows_of(sheet)['tools/protocol']}"].value = "Older words"
    assert said(read(saved(book))) == {"tools/protocol": {"answer": "saml-plus"}}


def test_what_is_said_twice_alike_counts_once() -> None:
    book = blank()
    sheet = book[SHEET]
    rows = rows_of(sheet)
    sheet[f"D{rows['tools/factors']}"].value = "Key"
    sheet[f"D{rows['tools/factors#key']}"].value = "x"
    sheet["A90"].value, sheet["D90"].value = "tools/factors#key", "x"
    reply = read(saved(book))
    assert (said(reply), reply.unplaced) == ({"tools/factors": {"answer": ["key"]}}, ())


def test_an_answer_that_is_no_option_points_to_the_list_and_not_to_ids() -> None:
    reply = changed({"tools/protocol D": "We use passwords."})
    (left_out,) = admit(reply, library(), "vendor").left_out
    assert left_out.because == (
        '"We use passwords." is none of the options; '
        "choose from the list in the cell; more can go into the explanation"
    )
    in_yaml = replace(reply, answers=(replace(reply.answers[0], place=Place(line=3)),))
    (left_out,) = admit(in_yaml, library(), "vendor").left_out
    assert left_out.because.startswith('"We use passwords." is none of the options; choose from s')
