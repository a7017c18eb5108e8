"""text: for a terminal: figures before and after, what is worse, what is better, and the rest."""

from typing import Final

from vendorcheck.assessment.change.answers import Direction
from vendorcheck.assessment.change.change import Change
from vendorcheck.reports._base import Display
from vendorcheck.reports._screen import Screen
from vendorcheck.reports.change._base import CHANGE_REPORTS
from vendorcheck.reports.change._groups import Entry, Group
from vendorcheck.reports.change._page import ChangePage

_MAX_WIDTH: Final = 100
_COLOURS: Final[dict[Direction, str]] = {"better": "green", "worse": "red", "neither": ""}


@CHANGE_REPORTS.format("text", ".txt", default_for=("terminal", "pipe"))
def render(change: Change, display: Display) -> str:
    """Return the verdict and the figures before and after, and all that differs."""
    screen = Screen(display, _MAX_WIDTH)
    page = ChangePage(change)
    screen.print_line(f"{page.name}: what changed, {page.days}", "bold")
    _print_rows(screen, [("Before", change.old_name), ("After", change.new_name)])
    screen.print_line()
    colour = _COLOURS[change.verdict_direction]
    screen.print_line(f"{page.headline}.", f"bold {colour}".strip())
    if not change.is_empty:
        screen.print_line(page.reason)
        screen.print_line(page.counts_sentence)
    screen.print_line()
    _print_rows(
        screen,
        [
            (figure.label, _arrow(figure.before, figure.after, figure.remark))
            for figure in page.figures
            if (figure.before, figure.after) != ("–", "–")
        ],
    )
    for group in page.groups:
        _print_group(screen, group)
    return screen.text()


def _print_rows(screen: Screen, rows: list[tuple[str, str]]) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(screen.safe_text(label), screen.safe_text(text))
    screen.console.print(table)


def _arrow(before: str, after: str, remark: str = "") -> str:
    text = after if before in {after, ""} else f"{before} → {after}"
    return f"{text} ({remark})" if remark else text


def _print_group(screen: Screen, group: Group) -> None:
    screen.print_line()
    title = f"{group.title} ({len(group.entries)})"
    screen.print_line(title, f"bold {_COLOURS[group.direction]}".strip())
    for entry in group.entries:
        _print_entry(screen, entry)


def _print_entry(screen: Screen, entry: Entry) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    key = f" ({entry.key})" if entry.key not in {"", entry.text} else ""
    table.add_row(screen.safe_text("-"), screen.safe_text(f"{entry.text}{key}"))
    if entry.after or entry.points:
        said = _arrow(entry.before, entry.after, entry.points)
        table.add_row("", screen.safe_text(said, "bold" if entry.points else ""))
    for note in entry.notes:
        table.add_row("", screen.safe_text(note))
    screen.console.print(table)
