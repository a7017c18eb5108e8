"""Small workbooks in the layout of HECVAT 3, with questions of our own and the real mess."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from made_workbooks import Value, formula_xml, make_workbook, merged_xml, rows_xml, sheet_xml

TITLE = "HECVAT - Lite | Vendor Response"


@dataclass(frozen=True)
class Asked:
    """A question: what the vendor says, what is expected, and what the hidden sheets hold."""

    id: str
    answer: Value = "Yes"
    compliant: str | None = "Yes"
    weight: Value = 20
    cached: Value = None
    """The score that the workbook holds; None: the one that its rule gives."""
    more: str | None = None
    letters: int | None = None
    override: str | None = None
    has_score: bool = True
    high_risk: bool = False

    @property
    def points(self) -> float:
        """The score by the workbook's own rule."""
        seen = "" if self.answer is None else str(self.answer)
        found = self.compliant is not None and self.compliant in seen[: self.letters]
        return float(self.weight or 0) * found if not isinstance(self.weight, str) else 0.0


def hecvat_workbook(
    *parts: tuple[str, Sequence[Asked]],
    title: str = TITLE,
    version: Mapping[str, Value] | None = None,
    qualifiers: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
    header: Sequence[str] = (),
) -> bytes:
    """Return a workbook.

    Args:
        parts: the title of each section, and its questions; the first has no header row.
        title: the title of the sheet that the vendor fills.
        version: the cells at the top of that sheet.
        qualifiers: a question by the prefix that counts only if it is answered Yes.
        without: the titles of hidden sheets to leave out.
        header: the only headers of the sheet with the weights; empty: all.
    """
    asked = [question for _, questions in parts for question in questions]
    questions = {question.id: number for number, question in enumerate(asked, 3)}
    sheets = {
        title: _response_sheet(parts, {"E1": "Version 3.04"} if version is None else version),
        "Questions": sheet_xml(
            rows_xml(
                {
                    place: value
                    for place, value in _questions(asked, title).items()
                    if not header or place in header or not place.endswith("2")
                }
            )
        ),
        "Values": sheet_xml(rows_xml(_values(asked, questions, qualifiers or {}))),
    }
    kept = {name: xml for name, xml in sheets.items() if name not in without}
    return make_workbook(kept, hidden=("Questions", "Values"))


def _response_sheet(
    parts: Sequence[tuple[str, Sequence[Asked]]], version: Mapping[str, Value]
) -> str:
    cells: dict[str, Value] = {"A1": title_of(version), **version}
    cells = dict(sorted(cells.items(), key=lambda item: (int(item[0][1:]), item[0][0])))
    merged, row = ["A1:D1"], 3
    for number, (title, questions) in enumerate(parts):
        if number:
            cells |= {
                f"A{row}": title,
                f"C{row}": "Vendor Answers",
                f"D{row}": "Additional Information",
                f"E{row}": "Guidance",
            }
            merged.append(f"A{row}:B{row}")
            row += 1
        for question in questions:
            ask = formula_xml(
                f"B{row}", f"VLOOKUP(A{row},Questions!B:C,2,FALSE)", f"Is {question.id} done?"
            )
            cells |= {f"A{row}": question.id, f"B{row}": ask}
            if question.answer is not None:
                cells[f"C{row}"] = question.answer
            if question.more is not None:
                cells[f"D{row}"] = question.more
            else:
                merged.append(f"C{row}:E{row}")
            row += 1
    cells |= {f"A{row}": "Step 1: Complete each section."}
    merged.append(f"A{row}:E{row}")
    return sheet_xml(rows_xml(cells), dimension="A1:IV1002", after=merged_xml(*merged))


def title_of(version: Mapping[str, Value]) -> str:
    """Return the line at the top of a sheet, which is elsewhere in some versions."""
    return "HECVAT" if "E1" in version else "Accessibility"


def _questions(asked: Sequence[Asked], title: str) -> dict[str, Value]:
    cells: dict[str, Value] = {
        "A1": "SETS",
        "A2": "Order",
        "B2": "ID",
        "C2": "Question",
        "D2": "Additional Info",
        "J2": "High Risk",
        "M2": "Compliant Answer",
        "N2": "Vendor Answer",
        "O2": "Analyst override answer",
        "P2": "Compliant",
        "Q2": "Default Weight",
        "S2": "Weight",
        "T2": "Score",
    }
    for row, question in enumerate(asked, 3):
        look_up = f"VLOOKUP(B{row},'{title}'!A:E,3,FALSE)"
        seen = "" if question.answer is None else str(question.answer)
        if question.letters:
            look_up = f"LEFT({look_up},{question.letters})"
        cells |= {
            f"B{row}": question.id,
            f"C{row}": f"Is {question.id} done?",
            f"J{row}": "TRUE" if question.high_risk else "FALSE",
        }
        if question.compliant is None:
            continue
        cells[f"M{row}"] = question.compliant
        cells[f"N{row}"] = formula_xml(f"N{row}", look_up, seen[: question.letters])
        if question.override is not None:
            cells[f"O{row}"] = question.override
        cells[f"Q{row}"] = 15
        if question.weight is not None:
            cells[f"S{row}"] = question.weight
        if question.has_score:
            cached = question.points if question.cached is None else question.cached
            cells[f"T{row}"] = formula_xml(f"T{row}", f"P{row}*S{row}", str(cached), "n")
    return cells


def _values(
    asked: Sequence[Asked], rows: Mapping[str, int], qualifiers: Mapping[str, str]
) -> dict[str, Value]:
    cells: dict[str, Value] = {"E1": "Category_Total", "G1": "Score", "H1": "Max_Score"}
    prefixes = dict.fromkeys(question.id.partition("-")[0] for question in asked)
    answers = {question.id: question.answer for question in asked}
    for row, prefix in enumerate((name for name in prefixes if name != "QUAL"), 2):
        members = [one for one in asked if one.id.startswith(prefix) and one.compliant is not None]
        qualifier = qualifiers.get(prefix)
        is_on = qualifier is None or answers[qualifier] == "Yes"
        scores = [
            (one.points if one.cached is None else float(one.cached)) * one.has_score
            for one in members
        ]
        weights = [
            one.weight
            for one in members
            if isinstance(one.weight, int | float) and one.weight is not None
        ]
        begin = f'IF(Questions!N{rows[qualifier]}="Yes",' if qualifier else "IF(TRUE,"
        cells |= {
            f"C{row}": f"Part {prefix}",
            f"D{row}": f"{prefix}*",
            f"G{row}": formula_xml(f"G{row}", f"{begin}1,0)", str(sum(scores) * is_on), "n"),
            f"H{row}": formula_xml(f"H{row}", f"{begin}1,0)", str(sum(weights) * is_on), "n"),
        }
    return cells
