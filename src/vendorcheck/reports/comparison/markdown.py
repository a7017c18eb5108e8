"""markdown: the comparison as tables, for a wiki or a ticket."""

from collections.abc import Iterator, Sequence

from vendorcheck.assessment.comparison import Comparison
from vendorcheck.reports._base import Display
from vendorcheck.reports.comparison._base import COMPARISON_REPORTS
from vendorcheck.reports.comparison._layout import Cell, ComparisonPage, Part, Row
from vendorcheck.text.safe import escape_markdown


@COMPARISON_REPORTS.format("markdown", ".md")
def render(comparison: Comparison, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return each part as a table with a column for each vendor."""
    page = ComparisonPage(comparison)
    lines = [f"# {escape_markdown(page.title)}", "", f"**{escape_markdown(page.headline)}**", ""]
    lines += [escape_markdown(page.basis), ""]
    if page.caution:
        lines += [escape_markdown(page.caution), ""]
    for part in (page.overview, *page.parts):
        lines += _part_lines(part, page.names)
    return "\n".join(lines).rstrip() + "\n"


def _part_lines(part: Part, names: Sequence[str]) -> Iterator[str]:
    yield from (f"## {escape_markdown(part.title)}", "")
    if part.note:
        yield from (escape_markdown(part.note), "")
    heads = " | ".join(escape_markdown(name) for name in names)
    yield f"| | {heads} |"
    yield f"| :-- |{' :-- |' * len(names)}"
    for row in part.rows:
        yield f"| {_title(row)} | {' | '.join(map(_cell, row.cells))} |"
    yield ""


def _title(row: Row) -> str:
    details = ", ".join(escape_markdown(text) for text in (row.note, row.key) if text)
    return escape_markdown(row.title) + (f"<br>({details})" if details else "")


def _cell(cell: Cell) -> str:
    return "<br>".join(escape_markdown(line) for line in cell.lines)
