"""text: which vendor stands best and why, on a screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vendorcheck.assessment.comparison import Comparison
from vendorcheck.reports._base import Display
from vendorcheck.reports._screen import Screen
from vendorcheck.reports.comparison._base import COMPARISON_REPORTS
from vendorcheck.reports.comparison._layout import Cell, ComparisonPage, Part, Row
from vendorcheck.text.safe import shorten

if TYPE_CHECKING:
    from rich.console import Group

_MAX_WIDTH: Final = 120
_TITLE_WIDTH: Final = 12
_MIN_COLUMN: Final = 20
_MAX_ROWS: Final = 5
"""The most rows of each part; programs and pages have all."""
_MAX_LINES_AT_A_GLANCE: Final = 2
"""The most lines of a cell in the overview."""
_MAX_LINES: Final = 4
"""The most lines of a cell below the overview."""
_MAX_LENGTH: Final = 120
"""The most characters of a line of a cell."""
_COLOURS: Final = {
    "": "",
    "approve": "green",
    "approve-with-conditions": "yellow",
    "more-information-needed": "cyan",
    "do-not-approve": "red",
}
_SHOWN: Final = ("differences", "sections", "needs", "approval", "ours")
"""The parts that a screen has room for, in order."""


@COMPARISON_REPORTS.format("text", ".txt", default_for=("terminal", "pipe"))
def render(comparison: Comparison, display: Display) -> str:
    """Return the vendors side by side, and below each other where the screen is narrow."""
    screen = Screen(display, _MAX_WIDTH)
    _Printer(ComparisonPage(comparison), screen).print_all()
    return screen.text()


class _Printer:
    def __init__(self, page: ComparisonPage, screen: Screen) -> None:
        self.page, self.screen = page, screen
        needed = _TITLE_WIDTH + len(page.names) * _MIN_COLUMN
        self.is_wide = screen.width >= needed

    def print_all(self) -> None:
        """Print which stands best, the overview, and the parts that there is room for."""
        page = self.page
        self.screen.print_line(page.headline, "bold")
        self.screen.print_line()
        self._print_rows(page.overview.rows, max_lines=_MAX_LINES_AT_A_GLANCE, heads=True)
        self.screen.print_line(page.basis)
        if page.caution:
            self.screen.print_line(page.caution, "yellow")
        self.screen.print_line()
        parts = {part.anchor: part for part in page.parts}
        for anchor in _SHOWN:
            if anchor in parts:
                self._print_part(parts[anchor])

    def _print_part(self, part: Part) -> None:
        rows = self.page.widest_sections if part.anchor == "sections" else part.rows
        shown = rows if part.anchor == "needs" else rows[:_MAX_ROWS]
        if not shown:
            return
        self.screen.print_line(part.title, "bold")
        self._print_rows(shown, max_lines=_MAX_LINES)
        if rest := len(part.rows) - len(shown):
            self.screen.print_line(f"and {rest} more; --format html or csv has all")
            self.screen.print_line()

    def _print_rows(self, rows: Sequence[Row], *, max_lines: int, heads: bool = False) -> None:
        if self.is_wide:
            self._print_table(rows, max_lines, heads=heads)
        else:
            self._print_paragraphs(rows, max_lines)
        self.screen.print_line()

    def _print_table(self, rows: Sequence[Row], max_lines: int, *, heads: bool) -> None:
        from rich.table import Table

        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        titles_are_short = max(len(row.title) for row in rows) <= _TITLE_WIDTH
        table.add_column(ratio=None if titles_are_short else 1, overflow="fold")
        for _ in self.page.names:
            table.add_column(ratio=1, overflow="fold")
        if heads:
            names = [self.screen.safe_text(name, "bold") for name in self.page.names]
            table.add_row(self.screen.safe_text(""), *names)
        for row in rows:
            cells = [self._cell(cell, max_lines) for cell in row.cells]
            table.add_row(self.screen.safe_text(_titled(row)), *cells)
        self.screen.console.print(table)

    def _print_paragraphs(self, rows: Sequence[Row], max_lines: int) -> None:
        """Print a row as its title, with a line for each vendor below it."""
        for row in rows:
            self.screen.print_line(_titled(row), "underline")
            for name, cell in zip(self.page.names, row.cells, strict=True):
                text = "; ".join(_shown_lines(cell, max_lines))
                self.screen.print_line(f"- {name}: {text}", _COLOURS[cell.tone])

    def _cell(self, cell: Cell, max_lines: int) -> "Group":
        from rich.console import Group

        colour = _COLOURS[cell.tone]
        lines = _shown_lines(cell, max_lines)
        return Group(*(self.screen.safe_text(line, colour) for line in lines))


def _titled(row: Row) -> str:
    note = f" ({row.note})" if row.note and row.key == "" else ""
    return f"{shorten(row.title, _MAX_LENGTH)}{note}"


def _shown_lines(cell: Cell, max_lines: int) -> list[str]:
    lines = [shorten(line, _MAX_LENGTH) for line in cell.lines[:max_lines]]
    more = len(cell.lines) - len(lines)
    return [*lines, f"and {more} more"] if more else lines
