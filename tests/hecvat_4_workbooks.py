"""Small workbooks in the layout of HECVAT 4, with questions of our own and the real mess.

A sheet for each subject, questions that later sheets repeat by formulas, and hidden sheets with
the importance of each question and the formulas that take weights away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from made_workbooks import Value, formula_xml, make_workbook, merged_xml, rows_xml, sheet_xml

VERSION = "Version 4.1.4"


@dataclass(frozen=True)
class Asked4:
    """A question: the sheet where it is answered, and those that repeat it by a formula."""

    id: str
    answer: Value = "Yes"
    compliant: str = "Yes"
    importance: str = "Standard Importance"
    more: Value = None
    sheet: str = "Organization"
    repeated_on: Sequence[str] = ()
    off_if_no: str | None = None
    """The question whose "No" takes its weight away."""
    location: str = "Organization"
    more_rows: Mapping[str, Value] = field(default_factory=dict)
    """Other answers to it, by the sheet."""


def hecvat_4_workbook(
    *asked: Asked4,
    version: str = VERSION,
    is_computed: bool = True,
    overall: float | None = None,
    without: Iterable[str] = (),
    header: str = "New ID",
) -> bytes:
    """Return a workbook.

    Args:
        asked: the questions in their order.
        version: the text that says which version it is.
        is_computed: False for formulas whose answers nobody has computed.
        overall: the share of points that the workbook holds, from 0 to 1.
        without: the titles of hidden sheets to leave out.
        header: the header of the ids on the sheet with the importance.
    """
    titles = ("START HERE", "Organization", "IT Accessibility", "AI")
    sheets = {
        title: _response_sheet(title, asked, version, is_computed=is_computed) for title in titles
    }
    rows = {one.id: number for number, one in enumerate(asked, 3)}
    sheets["Institution Evaluation"] = sheet_xml(
        rows_xml({"B40": "Overall Score", "D40": 100, "E40": 0, "F40": overall, "C54": "Answer"})
    )
    sheets["Questions"] = sheet_xml(rows_xml({**_questions(asked), "A2": header}))
    sheets["Auto Responses"] = sheet_xml(rows_xml({"J4": "No", "A36": version}))
    sheets["(backend scoring)"] = sheet_xml(rows_xml(_scores(asked, rows, is_computed)))
    kept = {title: xml for title, xml in sheets.items() if title not in without}
    return make_workbook(kept, hidden=("Questions", "Auto Responses", "(backend scoring)"))


def _response_sheet(title: str, asked: Sequence[Asked4], version: str, *, is_computed: bool) -> str:
    def computed(text: str) -> str | None:
        return text if is_computed else None

    source = formula_xml("F2", "'Auto Responses'!$A$36", computed(version))
    cells: dict[str, Value] = {"A1": "Read this", "A2": "Our response", "F2": source}
    row, section = 12, ""
    merged = ["A1:F1"]
    for one in asked:
        is_repeated = title in one.repeated_on
        if one.sheet != title and not is_repeated and title not in one.more_rows:
            continue
        prefix = one.id.partition("-")[0]
        if prefix not in (section, "GNRL"):
            name = formula_xml(f"A{row}", f"VLOOKUP(A{row + 1},X,2,0)", computed(f"All {prefix}"))
            cells |= {f"A{row}": name, f"C{row}": "Answer", f"D{row}": "Additional Information"}
            row, section = row + 1, prefix
        star = "*" if one.importance.startswith("Critical") else ""
        ask = formula_xml(f"B{row}", f"VLOOKUP(A{row},Y,2,0)", computed(f"Is {one.id} done?{star}"))
        answer: Value = one.more_rows.get(title, one.answer)
        if is_repeated:
            text = "" if one.answer is None else str(one.answer)
            answer = formula_xml(f"C{row}", f"'{one.sheet}'!C1", computed(text))
        elif isinstance(answer, str) and answer.startswith("<c "):
            answer = answer.replace("HERE", f"C{row}")
        cells |= {f"A{row}": one.id, f"B{row}": ask}
        cells |= {} if answer is None else {f"C{row}": answer}
        cells |= {} if one.more is None or is_repeated else {f"D{row}": one.more}
        row += 1
    cells[f"G{row}"] = "End Table Data"
    return sheet_xml(rows_xml(cells), dimension="A1:IV1002", after=merged_xml(*merged))


def _questions(asked: Sequence[Asked4]) -> dict[str, Value]:
    cells: dict[str, Value] = {
        "A1": "Hidden",
        "A2": "New ID",
        "B2": "Question",
        "L2": "Score Location",
        "U2": "Compliant Response",
        "W2": "Default Importance",
    }
    for row, one in enumerate(asked, 3):
        star = "*" if one.importance.startswith("Critical") else ""
        cells |= {
            f"A{row}": one.id,
            f"B{row}": f"Is {one.id} done?{star}",
            f"L{row}": one.location,
            f"U{row}": one.compliant,
            f"W{row}": one.importance,
        }
    return cells


def _scores(
    asked: Sequence[Asked4], rows: Mapping[str, int], is_computed: bool
) -> dict[str, Value]:
    cells: dict[str, Value] = {"A2": "New ID", "O2": "Potential Score"}
    for row, one in enumerate(asked, 3):
        off = f"$F${rows[one.off_if_no]}='Auto Responses'!$J$4," if one.off_if_no else ""
        formula = f"IF(OR({off}$F{row}='Auto Responses'!$J$5),'Auto Responses'!$J$5,$K{row})"
        cells |= {
            f"A{row}": formula_xml(
                f"A{row}", f"Questions!$A{row}", one.id if is_computed else None
            ),
            f"O{row}": formula_xml(f"O{row}", formula, "10" if is_computed else None),
        }
    return cells
