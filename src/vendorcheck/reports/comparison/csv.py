"""csv: a line for each row of the comparison, for spreadsheets."""

import csv
from io import StringIO

from vendorcheck.assessment.comparison import Comparison
from vendorcheck.reports._base import Display
from vendorcheck.reports.comparison._base import COMPARISON_REPORTS
from vendorcheck.reports.comparison._layout import ComparisonPage
from vendorcheck.text.safe import escape_spreadsheet_cell


@COMPARISON_REPORTS.format("csv", ".csv", reader="programs")
def render(comparison: Comparison, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return a table with a column for each vendor, and one with its file on the first line."""
    page = ComparisonPage(comparison)
    lines = StringIO()
    table = csv.writer(lines, lineterminator="\r\n")
    table.writerow(map(_escaped, ("part", "item", "note", "key", *page.names)))
    files = (candidate.file for candidate in comparison.candidates)
    table.writerow(map(_escaped, ("At a glance", "File", "", "", *files)))
    for part in (page.overview, *page.parts):
        for row in part.rows:
            cells = (cell.text for cell in row.cells)
            table.writerow(map(_escaped, (part.title, row.title, row.note, row.key, *cells)))
    return lines.getvalue()


def _escaped(text: str) -> str:
    """Return a cell that is no formula, and holds no invisible character or CI's command."""
    return escape_spreadsheet_cell(text).replace("##", "# #")
