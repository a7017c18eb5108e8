"""Workbooks are read as they are, whichever program wrote them."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.chart import BarChart
from openpyxl.packaging.custom import StringProperty

from made_workbooks import (
    HEAD,
    formula_xml,
    make_workbook,
    merged_xml,
    rows_xml,
    sheet_xml,
    strings_xml,
)
from vendorcheck.exchange.workbooks import Cell, Sheet, Workbook, read_workbook


def read(content: bytes) -> Workbook:
    return read_workbook(content, "acme.xlsx")


def only_sheet(rows: str, *, dimension: str = "", after: str = "") -> Sheet:
    content = make_workbook({"Answers": sheet_xml(rows, dimension=dimension, after=after)})
    return read(content).sheets[0]


def texts(sheet: Sheet) -> dict[str, str]:
    return {cell.coordinate: cell.text for row in sheet.rows for cell in row.cells}


def test_inline_texts_without_styles_and_without_a_size_are_read() -> None:
    sheet = only_sheet(rows_xml({"A1": "Question", "C1": "Answer", "A4": "MFA?", "C4": "Yes"}))
    assert texts(sheet) == {"A1": "Question", "C1": "Answer", "A4": "MFA?", "C4": "Yes"}
    assert [row.number for row in sheet.rows] == [1, 4]


@pytest.mark.parametrize("dimension", ["A1", "A1:IV1002", "C3:D4"])
def test_a_wrong_size_loses_nothing(dimension: str) -> None:
    sheet = only_sheet(rows_xml({"A1": "a", "E9": "e"}), dimension=dimension)
    assert texts(sheet) == {"A1": "a", "E9": "e"}


def test_cells_without_coordinates_follow_one_another() -> None:
    rows = (
        "<row><c t='inlineStr'><is><t>a</t></is></c><c><v>2</v></c></row>"
        "<row><c/><c t='b'><v>1</v></c></row>"
    )
    assert texts(only_sheet(rows)) == {"A1": "a", "B1": "2", "B2": "true"}


def test_texts_that_sheets_share_are_read_with_their_codes_for_line_ends() -> None:
    content = make_workbook(
        {"Answers": sheet_xml("<row r='1'><c r='A1' t='s'><v>1</v></c></row>")},
        parts={"xl/sharedStrings.xml": strings_xml("other", "\ufeffone_x000D_\ntwo\xa0three \n")},
    )
    assert texts(read(content).sheets[0]) == {"A1": "one\ntwo three"}


def test_values_of_every_kind_have_a_text() -> None:
    made = OpenpyxlWorkbook()
    afternoon = datetime(2026, 11, 3, 14, 30)  # noqa: DTZ001 - workbooks know no time zones
    made.active.append(  # type: ignore[union-attr]
        ["x", 1, 1.5, 2.0, True, date(2026, 11, 3), afternoon, time(9, 5)]
    )
    packed = BytesIO()
    made.save(packed)
    sheet = read(packed.getvalue()).sheets[0]
    assert [cell.value for cell in sheet.rows[0].cells] == [
        "x",
        1,
        1.5,
        2,
        True,
        datetime(2026, 11, 3),  # noqa: DTZ001 - the same
        afternoon,
        time(9, 5),
    ]
    assert [cell.text for cell in sheet.rows[0].cells] == [
        "x", "1", "1.5", "2", "true", "2026-11-03", "2026-11-03 14:30", "09:05:00"
    ]  # fmt: skip


def test_sheets_of_charts_are_left_out() -> None:
    made = OpenpyxlWorkbook()
    made.create_chartsheet("Chart").add_chart(BarChart())
    packed = BytesIO()
    made.save(packed)
    assert [sheet.title for sheet in read(packed.getvalue()).sheets] == ["Sheet"]


def test_custom_properties_are_read() -> None:
    made = OpenpyxlWorkbook()
    made.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name="vendorcheck", value="form/1")
    )
    packed = BytesIO()
    made.save(packed)
    assert dict(read(packed.getvalue()).properties) == {"vendorcheck": "form/1"}
    assert dict(read(make_workbook({"A": sheet_xml("")})).properties) == {}


def test_sheets_are_found_by_any_title_in_any_case() -> None:
    content = make_workbook(
        {"Réponses & ‹Données›": sheet_xml(rows_xml({"B2": "oui"})), "ids": sheet_xml("")},
        hidden=["ids"],
    )
    book = read(content)
    answers = book.sheet("réponses & ‹données›")
    assert answers is not None
    assert answers.cell("B2").text == "oui"
    assert answers.place(answers.cell("B2")) == "Réponses & ‹Données›!B2"
    assert [sheet.is_hidden for sheet in book.sheets] == [False, True]
    assert book.sheets[1].rows == ()
    assert book.sheet("none") is None


def test_a_cell_where_nothing_is_is_empty() -> None:
    sheet = only_sheet(rows_xml({"A1": "a"}))
    assert sheet.cell("AB1") == Cell("AB1")
    assert sheet.cell("B7") == Cell("B7")
    assert sheet.rows[0].cell("C") == Cell("C1")
    assert (Cell("AB12").column, Cell("AB12").text, Cell("AB12").trouble) == ("AB", "", "")


def test_hidden_rows_say_so() -> None:
    sheet = only_sheet(rows_xml({"A1": "a", "A2": "b"}, hidden_rows=[2]))
    assert [row.is_hidden for row in sheet.rows] == [False, True]


def test_a_formula_has_its_last_answer_and_says_that_it_is_one() -> None:
    rows = rows_xml(
        {
            "A1": formula_xml("A1", "VLOOKUP(B1,Q!A:C,3,FALSE)", "Is there a log?"),
            "B1": formula_xml("B1", "1+1", "2", "n"),
            "C1": formula_xml("C1", 'IF(TRUE,"","x")', ""),
            "D1": "typed",
        }
    )
    sheet = only_sheet(rows)
    assert [(cell.text, cell.formula, cell.trouble) for cell in sheet.rows[0].cells] == [
        ("Is there a log?", "=VLOOKUP(B1,Q!A:C,3,FALSE)", ""),
        ("2", "=1+1", ""),
        ("typed", None, ""),
    ]


def test_a_formula_that_was_never_computed_and_an_error_are_no_answers() -> None:
    rows = rows_xml(
        {
            "A1": formula_xml("A1", "B1", None),
            "B1": formula_xml("B1", "1/0", "#DIV/0!", "e"),
            "C1": "<c r='C1' t='e'><v>#N/A</v></c>".replace("'", '"'),
        }
    )
    sheet = only_sheet(rows)
    assert [(cell.text, cell.trouble) for cell in sheet.rows[0].cells] == [
        ("", "is a formula whose answer was never computed"),
        ("", "holds the error #DIV/0!"),
        ("", "holds the error #N/A"),
    ]


def test_a_day_beyond_all_days_is_an_error_and_no_crash() -> None:
    made = OpenpyxlWorkbook()
    cell = made.active["A1"]  # type: ignore[index]
    cell.value, cell.number_format = 99_999_999_999, "yyyy-mm-dd"
    packed = BytesIO()
    made.save(packed)
    assert read(packed.getvalue()).sheets[0].rows[0].cells[0].trouble == "holds the error #VALUE!"


def test_merged_cells_show_the_value_of_the_first() -> None:
    sheet = only_sheet(
        rows_xml({"A3": "IAM-01", "B3": "one", "B4": "two", "D4": "x", "A5": "IAM-02"}),
        after=merged_xml("A3:A4", "A5:A5", "C3:D3", "D4:XFD1048576"),
    )
    cells = [cell for row in sheet.rows for cell in row.cells]
    assert [(cell.coordinate, cell.text, cell.merged_from) for cell in cells] == [
        ("A3", "IAM-01", None),
        ("B3", "one", None),
        ("A4", "IAM-01", "A3"),
        ("B4", "two", None),
        ("D4", "x", None),
        ("A5", "IAM-02", None),
        ("D5", "x", "D4"),
    ]


def test_cells_that_have_only_a_format_are_left_out_wherever_they_are() -> None:
    rows = "<row r='1'><c r='A1' s='0'/></row><row r='1048576'><c r='XFD1048576' s='0'/></row>"
    assert only_sheet(rows).rows == ()


def test_a_sheet_is_not_read_before_it_is_asked_for() -> None:
    content = make_workbook(
        {"Good": sheet_xml(rows_xml({"A1": "a"})), "Bad": f"{HEAD}<worksheet/>"}
    )
    assert texts(read(content).sheets[0]) == {"A1": "a"}
