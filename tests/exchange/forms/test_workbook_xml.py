"""The workbook as Excel sees it: the XML itself, since other programs accept what Excel refuses."""

import io
import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from form_cases import acme_form
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.form_layout import join_lines, split_lines
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.forms.content import FormOption, FormQuestion, VendorForm
from vendorcheck.exchange.forms.workbook.book import FormBook, FormSheet, strictly
from vendorcheck.model.vendor_file import SuppliedAnswer

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "tableParts", "extLst",
)  # fmt: skip
"""The order in which ECMA-376, part 1, 18.3.1.99 puts the parts of a sheet."""
FORMULA = '=HYPERLINK("https://evil.example","click")'


def form_with(*questions: FormQuestion) -> VendorForm:
    """Return a form with the questions of the case and these before them."""
    (first,) = acme_form().questionnaires
    section, *others = first.sections
    changed = replace(section, questions=(*questions, *section.questions))
    return replace(acme_form(), questionnaires=(replace(first, sections=(changed, *others)),))


def tricky_form() -> VendorForm:
    """Return a form with everything that Excel counts, cuts or runs."""
    long_label = (
        "A label, with commas, that is much longer than a list in a rule may be: " + "x" * 300
    )
    options = (
        FormOption("a", "Yes, on every plan"),
        FormOption("b", long_label),
        FormOption("c", "=1+1"),
        FormOption("d", "@SUM(A1)"),
    )
    answer = SuppliedAnswer(answer="c", note=FORMULA, plan="+49 30 1234", price="-1", evidence=())
    one = FormQuestion("tools/one", "1.1", "=cmd|' /C calc'!A0", "one option", options, (), answer)
    words = FormQuestion(
        "tools/said", "1.2", "Say it.", "words", (), ("=hint",), SuppliedAnswer(answer=FORMULA)
    )
    many = FormQuestion(
        "tools/ticks",
        "1.3",
        "Which?",
        "options",
        options,
        (),
        SuppliedAnswer(answer=("c", "d")),
    )
    long = FormQuestion(
        "tools/long", "1.4", "x" * 40_000, "words", (), (), SuppliedAnswer(answer="y" * 40_000)
    )
    return replace(form_with(one, words, many, long), vendor=FORMULA, product='"&amp;<b>')


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with ZipFile(io.BytesIO(VENDOR_FORMS["xlsx"].render(tricky_form()))) as archive:
        assert len(archive.namelist()) == len({*archive.namelist()})
        return {name: archive.read(name) for name in archive.namelist()}


def sheets(parts: dict[str, bytes]) -> dict[str, Element]:
    found = {
        name: fromstring(xml)  # noqa: S314 - it is ours
        for name, xml in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    assert len(found) == 4
    return found


def names(parts: dict[str, bytes]) -> dict[str, str]:
    workbook = fromstring(parts["xl/workbook.xml"])  # noqa: S314
    return {
        str(sheet.get("name")): str(sheet.get("state", "visible"))
        for sheet in workbook.iter(f"{MAIN}sheet")
    }


def shared_texts(parts: dict[str, bytes]) -> list[str]:
    root = fromstring(parts["xl/sharedStrings.xml"])  # noqa: S314
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in root]


def test_the_parts_of_each_sheet_are_in_order(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts).values():
        tags = [part.tag.removeprefix(MAIN) for part in sheet]
        assert tags == sorted(tags, key=ORDER.index)
        assert len(tags) == len({*tags})


def test_cells_are_unique_and_in_order(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts).values():
        rows = [int(str(row.get("r"))) for row in sheet.iter(f"{MAIN}row")]
        assert rows == sorted({*rows})
        for row in sheet.iter(f"{MAIN}row"):
            places = [str(cell.get("r")) for cell in row]
            columns = [place.rstrip("0123456789") for place in places]
            assert {place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for place in places} <= {
                row.get("r")
            }
            assert columns == sorted({*columns}, key=lambda letters: (len(letters), letters))


def test_nothing_is_a_formula_a_link_or_a_number(parts: dict[str, bytes]) -> None:
    for sheet in sheets(parts).values():
        assert not list(sheet.iter(f"{MAIN}f"))
        assert not list(sheet.iter(f"{MAIN}hyperlink"))
        for cell in sheet.iter(f"{MAIN}c"):
            value = cell.find(f"{MAIN}v")
            # A number is a day: 2026-05-31.
            assert value is None or cell.get("t") == "s" or value.text == "46173"
    texts = shared_texts(parts)
    for text in (FORMULA, "=1+1", "@SUM(A1)", "+49 30 1234", "-1"):
        assert text in texts
    assert not [name for name in parts if "externalLink" in name or "vba" in name.lower()]


def test_each_drop_down_takes_whole_labels_from_the_hidden_sheet(parts: dict[str, bytes]) -> None:
    everything, texts = sheets(parts), shared_texts(parts)
    hidden = {
        str(cell.get("r")): texts[int(str(value.text))]
        for cell in everything["xl/worksheets/sheet4.xml"].iter(f"{MAIN}c")
        if (value := cell.find(f"{MAIN}v")) is not None
    }
    rules = [
        (rule.get("sqref"), str(formula.text))
        for sheet in everything.values()
        for rule in sheet.iter(f"{MAIN}dataValidation")
        for formula in rule.iter(f"{MAIN}formula1")
    ]
    assert len(rules) == 4 + 11 + 3  # a list for each question, ticks, questions and kinds
    lists = {}
    for place, formula in rules:
        match = re.fullmatch(r"Lists!\$([A-F])\$(\d+):\$\1\$(\d+)", formula)
        assert match, formula
        first, last = int(match[2]), int(match[3])
        lists[place] = [hidden[f"{match[1]}{row}"] for row in range(first, last + 1)]
    assert [entries for entries in lists.values() if "Yes, on every plan" in entries] == [
        [
            "Yes, on every plan",
            next(option.label for option in tricky_form_options() if option.id == "b"),
            "=1+1",
            "@SUM(A1)",
            "I don't know",
            "Does not apply",
        ]
    ]
    assert ["x"] in lists.values()


def tricky_form_options() -> tuple[FormOption, ...]:
    return next(tricky_form().questions).options


def test_excels_limits_are_kept(parts: dict[str, bytes]) -> None:
    titles = [*names(parts)]
    assert all(len(title.encode("utf-16-le")) <= 62 for title in titles)
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(len(text.encode("utf-16-le")) <= 2 * 32_767 for text in shared_texts(parts))
    for sheet in sheets(parts).values():
        for rule in sheet.iter(f"{MAIN}dataValidation"):
            assert len(rule.get("promptTitle", "")) <= 32
            assert len(rule.get("errorTitle", "")) <= 32
            assert len(rule.get("prompt", "")) <= 255
            assert len(rule.get("error", "")) <= 255
        heights = [float(row.get("ht", "15")) for row in sheet.iter(f"{MAIN}row")]
        assert max(heights) <= 409
        assert all(float(str(column.get("width"))) <= 255 for column in sheet.iter(f"{MAIN}col"))


def test_answers_are_open_and_everything_else_is_protected_without_a_password(
    parts: dict[str, bytes],
) -> None:
    styles = fromstring(parts["xl/styles.xml"])  # noqa: S314
    cell_styles = styles.find(f"{MAIN}cellXfs")
    assert cell_styles is not None
    open_styles = {
        str(number)
        for number, style in enumerate(cell_styles)
        if any(part.get("locked") == "0" for part in style.iter(f"{MAIN}protection"))
    }
    for sheet in sheets(parts).values():
        (protection,) = sheet.iter(f"{MAIN}sheetProtection")
        assert protection.get("sheet") == "1"
        assert not {"password", "hashValue", "algorithmName"} & {*protection.keys()}
    questions = sheets(parts)["xl/worksheets/sheet2.xml"]
    cells = {
        str(cell.get("r")): cell.get("s") in open_styles for cell in questions.iter(f"{MAIN}c")
    }
    row_of_first_question = 7
    opened = {column for column in "ABCDEFG" if cells.get(f"{column}{row_of_first_question}")}
    assert opened == {"D", "E", "F", "G"}


def test_what_is_hidden_is_hidden(parts: dict[str, bytes]) -> None:
    assert names(parts) == {
        "Start here": "visible",
        "Tools, people & places": "visible",
        "Evidence": "visible",
        "Lists": "veryHidden",
    }
    for name in ("sheet2", "sheet3"):
        sheet = sheets(parts)[f"xl/worksheets/{name}.xml"]
        hidden_rows = [row.get("r") for row in sheet.iter(f"{MAIN}row") if row.get("hidden") == "1"]
        assert hidden_rows == ["1", "2"]
        first_column = next(sheet.iter(f"{MAIN}col"))
        assert (first_column.get("min"), first_column.get("max")) == ("1", "1")
        assert first_column.get("hidden") == "1"
    properties = parts["docProps/custom.xml"].decode()
    assert 'name="vendorcheck package"' in properties
    assert 'name="vendorcheck questionnaire tools"' in properties


def test_no_time_is_in_the_file(parts: dict[str, bytes]) -> None:
    assert b"2026-11-22T00:00:00Z" in parts["docProps/core.xml"]
    assert len({*re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", parts["docProps/core.xml"])}) == 1


def test_a_warning_of_the_library_is_an_error() -> None:
    with strictly():
        sheet = FormBook(date(2026, 1, 1), "A").add_sheet("B")
        with pytest.raises(UserWarning, match="255"):
            sheet.add_rule(0, 0, 0, {"validate": "list", "source": ["x" * 256]})


def test_what_a_sheet_can_not_hold_is_one_clear_error() -> None:
    sheet: FormSheet = FormBook(date(2026, 1, 1), "A").add_sheet("B")
    with pytest.raises(VendorcheckError, match="larger than a workbook can be; ask less with"):
        sheet.write(1_048_576, 0, "beyond the last row")


def test_a_form_that_import_would_not_read_is_not_written() -> None:
    many = [
        FormQuestion(
            f"tools/q{number}",
            "1.1",
            "Why?",
            "words",
            (),
            answer=SuppliedAnswer(unknown=True, plan=f"{number} {'x' * 32_000}"),
        )
        for number in range(70)
    ]
    with pytest.raises(VendorcheckError, match="larger than a workbook can be; ask less with"):
        VENDOR_FORMS["xlsx"].render(form_with(*many))


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), ""),
        (("one",), "one"),
        (("one", "two"), "one\ntwo"),
        (("- one", "two"), "- - one\n- two"),
        (("one\ntwo", "three"), "- one\n  two\n- three"),
        (("one\n- two\n\n  three",), "- one\n  - two\n  \n    three"),
    ],
)
def test_several_texts_in_a_cell(items: tuple[str, ...], text: str) -> None:
    assert join_lines(items) == text
    assert split_lines(text) == items


@pytest.mark.parametrize("text", ["one\n\n two \n", "• one\n• two", "* one\n* two"])
def test_what_people_type_is_split_as_well(text: str) -> None:
    assert split_lines(text) == ("one", "two")
