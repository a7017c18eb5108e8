"""The drop-downs of cells, whatever way they are written, and what is behind other cells."""

import pytest

from made_workbooks import make_workbook, merged_xml, pack, rows_xml, sheet_xml, workbook_parts
from vendorcheck.document.problems import InvalidFile
from vendorcheck.exchange.workbooks import SheetRules, read_rules, read_workbook
from vendorcheck.exchange.workbooks.rules import MAX_LISTED, MAX_RANGES

LISTS = {"A1": "Yes", "A2": "No", "A3": "NA", "B1": "Ja", "B3": "Nein"}


def validation(formula: str, cells: str = "C3", kind: str = "list", more: str = "") -> str:
    return (
        f'<dataValidation type="{kind}" sqref="{cells}"{more}>'
        f"<formula1>{formula}</formula1></dataValidation>"
    )


def workbook(*validations: str, names: str = "", after: str = "") -> bytes:
    rules = f"<dataValidations>{''.join(validations)}</dataValidations>{after}"
    parts = workbook_parts(
        {
            "Ask": sheet_xml(rows_xml({"H1": "Own", "H2": "Other", "A3": "x"}), after=rules),
            "It's lists": sheet_xml(rows_xml(LISTS)),
        }
    )
    book = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = book.replace(
        "</sheets>", f"</sheets><definedNames>{names}</definedNames>"
    )
    return pack(parts)


def rules_of(content: bytes) -> SheetRules:
    book = read_workbook(content, "x.xlsx")
    return read_rules(content, book, book.sheets[0])


NAMES = (
    "<definedName name='Words'>'It''s lists'!$A$1:$A$2</definedName>"
    "<definedName name='scoped' localSheetId='1'>#REF!</definedName>"
    "<definedName name='scoped'>'It''s lists'!$B$1:$B$4</definedName>"
    "<definedName name='own' localSheetId='0'>'It''s lists'!$A$3</definedName>"
    "<definedName name='own'>#REF!</definedName>"
    "<definedName name='odd'>OFFSET('It''s lists'!$A$1,0,0,2)</definedName>"
)


@pytest.mark.parametrize(
    ("formula", "options"),
    [
        ('"Yes, No ,NA"', ("Yes", "No", "NA")),
        ('"a ""b"",c"', ('a "b"', "c")),
        ("'It''s lists'!$A$1:$A$3", ("Yes", "No", "NA")),
        ("$H$1:$H$2", ("Own", "Other")),
        ("H1", ("Own",)),
        ("words", ("Yes", "No")),
        ("scoped", ("Ja", "Nein")),
        ("own", ("NA",)),
        ("odd", ()),
        ("nobody", ()),
        ("Gone!$A$1:$A$2", ()),
        ("INDIRECT(A1)", ()),
        ("Ask!#REF!", ()),
        (f"$A$1:$A${MAX_LISTED + 1}", ()),
    ],
)
def test_the_options_of_a_list(formula: str, options: tuple[str, ...]) -> None:
    rule = rules_of(workbook(validation(formula), names=NAMES)).rule_of("C3")
    assert rule is not None
    assert rule.options == options
    assert bool(rule.unmet) == (not options)


def test_a_list_in_the_newer_form() -> None:
    x14 = (
        '<extLst><ext xmlns:x14="x" xmlns:xm="y"><x14:dataValidations>'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>$H$1:$H$2</xm:f></x14:formula1>'
        "<xm:sqref>C4:C5 E9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    rules = rules_of(workbook(after=x14))
    for place in ("C4", "C5", "E9"):
        rule = rules.rule_of(place)
        assert rule is not None
        assert rule.options == ("Own", "Other")
    for place in ("C3", "C6", "B5", "D4", "E8"):
        assert rules.rule_of(place) is None


def test_other_rules_can_not_be_met_by_a_text_and_none_is_no_rule() -> None:
    rules = rules_of(
        workbook(
            validation("1", "C3", "whole"), validation("1", "C4", "none"), validation('"a"', "D1")
        )
    )
    rule = rules.rule_of("C3")
    assert rule is not None
    assert rule.unmet
    assert rules.rule_of("C4") is None


def test_cells_behind_others() -> None:
    rules = rules_of(workbook(after=merged_xml("C3:E4", "A1:A1")))
    places = ("B3", "C3", "D3", "C4", "E4", "F4", "A1")
    assert [place for place in places if rules.is_covered(place)] == ["D3", "C4", "E4"]


def test_absurd_rules_are_refused() -> None:
    many = " ".join(f"C{number}" for number in range(1, MAX_RANGES + 2))
    with pytest.raises(InvalidFile, match="drop-downs name more cells"):
        rules_of(workbook(validation('"a"', many)))
    book = read_workbook(workbook(), "x.xlsx")
    broken = make_workbook({"Ask": "<worksheet>"})
    with pytest.raises(InvalidFile, match="can't be read"):
        read_rules(broken, book, book.sheets[0])
