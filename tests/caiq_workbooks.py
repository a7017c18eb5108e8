"""Small workbooks in the layouts of CAIQ, with questions of our own and the mess of real ones."""

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


STAMP = (
    '{"specification_name": "AI-CAIQ", "specification_version": "1.1.0", "generated_at": "today"}'
)
"""The first cell of an AI-CAIQ."""


def ai_caiq_workbook(*rows: Mapping[str, Value], version: str = "1.1.0") -> bytes:
    """Return a workbook in the layout of AI-CAIQ, whose first cell is JSON."""
    stamp = STAMP.replace("1.1.0", version)
    header = {**HEADER, "C2": "Service Provider AI-CAIQ Answer", "L2": "AICM Domain Title"}
    return caiq_workbook(*rows, version=stamp, title=f"AI-CAIQv{version}", header=header)


OLDER_HEADER: Mapping[str, Value] = {
    "A1": "OUR QUESTIONNAIRE v3.0.1",
    "A2": "Control Domain",
    "B2": "Control ID",
    "C2": "Question ID",
    "D2": "Control Specification",
    "E2": "Our Assessment Questions",
    "F2": "Our Assessment Answers",
    "I2": "Notes",
    "J2": "Another Framework",
    "F4": "Yes",
    "G4": "No",
    "H4": "Not Applicable",
}


def marked_row(
    number: int, name: str, *marks: Value, notes: str | None = None, domain: str | None = None
) -> dict[str, Value]:
    """Return the cells of a question of CAIQ 3; the marks are those under Yes, No, N/A."""
    cells: dict[str, Value] = {
        f"A{number}": domain,
        f"B{number}": name.partition(".")[0] if domain else None,
        f"C{number}": name,
        f"E{number}": f"Is {name} done\nas it should be?",
        **{f"{column}{number}": mark for column, mark in zip("FGH", marks, strict=False)},
        f"I{number}": notes,
        f"J{number}": "X",
    }
    return {place: value for place, value in cells.items() if value is not None}


def older_caiq_workbook(
    *rows: Mapping[str, Value],
    title: str = "CSA CAIQ v3.0.1",
    header: Mapping[str, Value] = OLDER_HEADER,
    merged: tuple[str, ...] = ("A2:A4", "B2:B4", "C2:C4", "E2:E4", "F2:H3", "I2:I4", "A5:A6"),
) -> bytes:
    """Return a workbook in the layout of CAIQ 3: three rows of headers, and marks for answers."""
    cells: dict[str, Value] = {**header}
    for row in rows:
        cells |= row
    cells["A301"] = "© Somebody"
    xml = sheet_xml(rows_xml(cells), dimension="A1:IV1002", after=merged_xml(*merged, "A301:K301"))
    return make_workbook({title: xml})
