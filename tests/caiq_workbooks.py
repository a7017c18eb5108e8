"""Small workbooks in the layout of CAIQ 4, with questions of our own and the mess of real ones."""

from collections.abc import Mapping

from made_workbooks import Value, make_workbook, merged_xml, rows_xml, sheet_xml

HEADER = {
    "A2": "Question ID",
    "B2": "Question",
    "C2": "CSP CAIQ Answer",
    "D2": "SSRM Control Ownership",
    "E2": "CSP Implementation Description\n(Optional/Recommended)",
    "F2": "CSC Responsibilities  (Optional/Recommended)",
    "G2": "",
    "I2": "CCM Control ID",
    "J2": "Specification",
    "K2": "Control Title",
    "L2": "CCM Domain Title",
}


def caiq_row(
    number: int,
    name: str,
    answer: Value = "Yes",
    ownership: str = "CSP-owned",
    description: str | None = None,
    domain: str | None = None,
) -> dict[str, Value]:
    """Return the cells of a question; an answer that begins with `<c ` is XML."""
    cells: dict[str, Value] = {
        f"A{number}": name,
        f"B{number}": f"Is {name} done\nas it should be?\n",
        f"C{number}": answer,
        f"D{number}": ownership,
        f"E{number}": description,
        f"L{number}": domain,
    }
    return {place: value for place, value in cells.items() if value is not None}


def caiq_workbook(
    *rows: Mapping[str, Value],
    version: Value = "v4.0.3",
    title: str = "CAIQv4.0.3",
    header: Mapping[str, Value] = HEADER,
) -> bytes:
    """Return a workbook with these rows, then the line at the end and the copyright."""
    last = 3 + len(rows)
    cells: dict[str, Value] = {"A1": version, "B1": "OUR QUESTIONNAIRE v4.0.3", **header}
    for row in rows:
        cells |= row
    cells |= {f"A{last}": "End of Standard", f"A{last + 1}": "© Somebody"}
    merged = merged_xml("B1:L1", f"A{last}:L{last}", f"A{last + 1}:L{last + 1}", "L3:L4", "I3:I3")
    return make_workbook(
        {
            "Introduction": sheet_xml(rows_xml({"A1": "How to fill this"})),
            title: sheet_xml(rows_xml(cells), dimension="A1:IV1002", after=merged),
        }
    )
