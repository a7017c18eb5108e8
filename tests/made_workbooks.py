"""Workbooks for tests, written part by part, so that they can be as messy as real ones."""

from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Value: TypeAlias = str | float | bool | None


def cell_xml(coordinate: str, value: Value) -> str:
    """Return a cell with an inline text, a number or a truth; a text with `<` is XML already."""
    match value:
        case None:
            return f'<c r="{coordinate}"/>'
        case bool():
            return f'<c r="{coordinate}" t="b"><v>{value:d}</v></c>'
        case str() if value.startswith("<c "):
            return value
        case str():
            text = escape(value, quote=False)
            inline = f'<is><t xml:space="preserve">{text}</t></is>'
            return f'<c r="{coordinate}" t="inlineStr">{inline}</c>'
        case _:
            return f'<c r="{coordinate}"><v>{value!r}</v></c>'


def formula_xml(coordinate: str, formula: str, value: str | None, kind: str = "str") -> str:
    """Return a cell with a formula, and the answer that was computed; None for none."""
    answer = "" if value is None else f"<v>{escape(value, quote=False)}</v>"
    return f'<c r="{coordinate}" t="{kind}"><f>{escape(formula, quote=False)}</f>{answer}</c>'


def rows_xml(cells: Mapping[str, Value], hidden_rows: Iterable[int] = ()) -> str:
    """Return rows from cells by coordinate, which are in order."""
    rows: dict[int, list[str]] = {}
    for coordinate, value in cells.items():
        number = int(coordinate.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        rows.setdefault(number, []).append(cell_xml(coordinate, value))
    hidden = {*hidden_rows}
    return "".join(
        f'<row r="{number}" hidden="{number in hidden:d}">' + "".join(xml) + "</row>"
        for number, xml in rows.items()
    )


def sheet_xml(rows: str, *, dimension: str = "", after: str = "") -> str:
    """Return the part of a sheet; `after` follows its rows, such as merged cells."""
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}">{size}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def merged_xml(*ranges: str) -> str:
    """Return merged cells, to follow the rows of a sheet."""
    entries = "".join(f'<mergeCell ref="{ref}"/>' for ref in ranges)
    return f"<mergeCells>{entries}</mergeCells>"


def strings_xml(*texts: str) -> str:
    """Return the part of the texts that sheets share."""
    items = "".join(f"<si><t>{escape(text, quote=False)}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{_MAIN}">{items}</sst>'


def workbook_parts(
    sheets: Mapping[str, str | bytes],
    *,
    hidden: Iterable[str] = (),
    parts: Mapping[str, str] | None = None,
) -> dict[str, str | bytes]:
    """Return the parts of a workbook by name.

    Args:
        sheets: the XML of each sheet by its title.
        hidden: the titles of sheets that are hidden.
        parts: more parts, or others for those that a workbook needs.
    """
    hidden_titles = {*hidden}
    entries, relations, types = [], [], []
    made: dict[str, str | bytes] = {}
    for number, (title, xml) in enumerate(sheets.items(), 1):
        state = ' state="veryHidden"' if title in hidden_titles else ""
        entries.append(
            f'<sheet name="{escape(title)}" sheetId="{number}"{state} r:id="r{number}"/>'
        )
        target = f"worksheets/sheet{number}.xml"
        relations.append(
            f'<Relationship Id="r{number}" Type="{_RELATIONS}/worksheet" Target="{target}"/>'
        )
        types.append(f'<Override PartName="/xl/{target}" ContentType="{_TYPES}.worksheet+xml"/>')
        made[f"xl/{target}"] = xml
    made["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{''.join(entries)}</sheets></workbook>"
    )
    made["xl/_rels/workbook.xml.rels"] = _relations(relations)
    made["_rels/.rels"] = _relations(
        [f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>']
    )
    types.append(f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>')
    if parts and "xl/sharedStrings.xml" in parts:
        types.append(
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/>'
        )
    made["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{''.join(types)}</Types>"
    )
    return made | dict(parts or {})


def make_workbook(
    sheets: Mapping[str, str | bytes],
    *,
    hidden: Iterable[str] = (),
    parts: Mapping[str, str] | None = None,
    compression: int = ZIP_DEFLATED,
) -> bytes:
    """Return a workbook as the bytes of its file; see `workbook_parts`."""
    return pack(workbook_parts(sheets, hidden=hidden, parts=parts), compression)


def pack(parts: Mapping[str, str | bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """Return parts packed into an archive."""
    packed = BytesIO()
    with ZipFile(packed, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _relations(entries: list[str]) -> str:
    inside = "".join(entries)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
