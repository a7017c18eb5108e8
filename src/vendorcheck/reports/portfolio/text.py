"""text: all vendors in a table for a terminal, and what is due, missing and shared."""

from collections.abc import Iterator
from typing import Final, Literal

from vendorcheck.assessment.portfolio.entry import VendorEntry
from vendorcheck.assessment.portfolio.portfolio import DueEntry, PlacedData, Portfolio
from vendorcheck.model.fields import Verdict
from vendorcheck.reports._base import Display
from vendorcheck.reports._screen import Screen
from vendorcheck.reports.portfolio import _words as words
from vendorcheck.reports.portfolio._base import PORTFOLIO_REPORTS
from vendorcheck.reports.view.words import VERDICT_LABELS
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.safe import one_line, short_name, shorten
from vendorcheck.text.words import count_with_noun, join_list

_MAX_WIDTH: Final = 120
_MIN_WIDTH_FOR_TABLE: Final = 72
_MAX_LINES: Final = 10
"""The most lines of each list below the table."""
_COLOURS: Final[dict[Verdict, str]] = {
    "approve": "green",
    "approve-with-conditions": "yellow",
    "more-information-needed": "cyan",
    "do-not-approve": "red",
}


@PORTFOLIO_REPORTS.format("text", ".txt", default_for=("terminal", "pipe"))
def render(portfolio: Portfolio, display: Display) -> str:
    """Return the vendors, those first that need somebody, and what is due and shared."""
    screen = Screen(display, _MAX_WIDTH)
    _Printer(portfolio, screen).print_all()
    return screen.text()


class _Printer:
    def __init__(self, portfolio: Portfolio, screen: Screen) -> None:
        self.portfolio = portfolio
        self.screen = screen
        self.total = len(portfolio.entries)

    def print_all(self) -> None:
        """Print the head, the vendors, and the lists."""
        self._print_head()
        if self.screen.width >= _MIN_WIDTH_FOR_TABLE:
            self._print_table()
        else:
            self._print_paragraphs()
        self._print_broken()
        self._print_due()
        for title, lines in self._lists():
            self._print_list(title, lines)

    def _print_head(self) -> None:
        portfolio = self.portfolio
        vendors = count_with_noun(self.total, "vendor", "vendors")
        policy = f"{short_name(portfolio.policy.id)} {short_name(portfolio.policy.version)}"
        self.screen.print_line(f"{vendors} under the policy {policy}, {portfolio.as_of}", "bold")
        counts = [
            f"{count} {VERDICT_LABELS[verdict].lower()}"
            for verdict, count in words.verdict_summary(portfolio)
        ]
        if counts:
            self.screen.print_line(" · ".join(counts))
        if attention := words.attention_sentence(portfolio):
            self.screen.print_line(attention)
        self.screen.print_line()

    def _print_table(self) -> None:
        """Print a line for each vendor."""
        from rich.table import Table

        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(ratio=1, no_wrap=True, overflow=self._overflow)
        for justify in ("left", "right", "right", "left", "left"):
            table.add_column(justify=justify, no_wrap=True, overflow=self._overflow)
        titles = ("Vendor", "Verdict", "Score, %", "Known", "Decision", "Again by")
        table.add_row(*(self.screen.safe_text(title, "bold") for title in titles))
        for position in words.worst_first(self.portfolio):
            entry = self.portfolio.entries[position]
            style = _COLOURS[entry.verdict]
            table.add_row(
                self.screen.safe_text(words.short_entry_name(entry)),
                self.screen.safe_text(words.SHORT_VERDICTS[entry.verdict], style),
                self.screen.safe_text(words.score_text(entry).removesuffix(" %")),
                self.screen.safe_text(format_percent(entry.coverage, 0)),
                self.screen.safe_text(_short_decision(entry)),
                self.screen.safe_text(self._again(entry)),
            )
        if self.total:
            self.screen.console.print(table)
            self.screen.print_line()

    @property
    def _overflow(self) -> Literal["ellipsis", "crop"]:
        return "ellipsis" if self.screen.unicode else "crop"

    def _print_paragraphs(self) -> None:
        """Print each vendor in three lines, for a narrow screen."""
        for position in words.worst_first(self.portfolio):
            entry = self.portfolio.entries[position]
            name = shorten(one_line(words.short_entry_name(entry)), 2 * self.screen.width - 4)
            self.screen.print_line(name, "bold")
            verdict = words.SHORT_VERDICTS[entry.verdict]
            known = format_percent(entry.coverage, 0)
            self.screen.print_line(
                f"  {verdict} · {words.score_text(entry)} · {known} known",
                _COLOURS[entry.verdict],
            )
            again = self._again(entry)
            self.screen.print_line(
                f"  Decided: {_short_decision(entry)}{f' · again by {again}' if again else ''}"
            )
        if self.total:
            self.screen.print_line()

    def _again(self, entry: VendorEntry) -> str:
        if entry.reassess_by is None:
            return ""
        late = "!" if entry.reassess_by < self.portfolio.as_of else ""
        return f"{entry.reassess_by}{late}"

    def _print_broken(self) -> None:
        broken = self.portfolio.broken
        if broken:
            files = count_with_noun(len(broken), "file", "files")
            self._print_list(
                f"{files} could not be assessed",
                [f"{one_line(one.file)}: {short_name(one.message, 200)}" for one in broken],
                "bold red",
            )

    def _print_due(self) -> None:
        for group in words.due_groups(self.portfolio):
            lines = [
                f"{one.item.due}  {self._name(one)}: {words.due_text(one.item)}"
                for one in group.entries[: _MAX_LINES + 1]
            ]
            style = "bold" if group.state == "coming" else "bold red"
            self._print_list(group.title, lines, style, len(group.entries))

    def _name(self, due: DueEntry) -> str:
        return words.short_entry_name(self.portfolio.entries[due.vendor])

    def _lists(self) -> Iterator[tuple[str, list[str]]]:
        """Yield owners and purposes, and what is common and shared; lists may be empty."""
        portfolio, total = self.portfolio, self.total
        entries = [portfolio.entries[position] for position in words.worst_first(portfolio)]
        yield "Owners and purposes", [words.use_sentence(entry) for entry in entries]
        yield (
            "The commonest gaps",
            [
                f"{gap.count} of {total}  {gap.finding} ({gap.severity}, {gap.subject})"
                for gap in portfolio.gaps
                if gap.count > 1
            ],
        )
        yield (
            "What many share",
            [words.shared_sentence(shared, total) for shared in portfolio.shared],
        )
        yield "Which data lies where", _place_lines(portfolio.places)
        yield (
            "From request to decision",
            [
                f"{short_name(time.tier_title) or 'No tier'}: {words.review_sentence(time)}"
                for time in portfolio.review_times
            ],
        )
        cost = words.cost_sentence(portfolio)
        yield "Cost", [cost] if cost else []

    def _print_list(
        self, title: str, lines: list[str], style: str = "bold", count: int | None = None
    ) -> None:
        """Print a titled list, its first lines and how many more there are."""
        from rich.padding import Padding
        from rich.table import Table

        if not lines:
            return
        count = len(lines) if count is None else count
        self.screen.print_line(f"{title} ({count})" if count > 1 else title, style)
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for line in lines[:_MAX_LINES]:
            table.add_row(self.screen.safe_text("-"), self.screen.safe_text(line))
        if (more := count - _MAX_LINES) > 0:
            table.add_row(self.screen.safe_text(""), self.screen.safe_text(f"and {more} more"))
        self.screen.console.print(Padding(table, (0, 0, 0, 1)))
        self.screen.print_line()


def _short_decision(entry: VendorEntry) -> str:
    if entry.decision is None:
        return "none yet"
    stale = ", stale" if entry.decision.changed else ""
    return f"{words.SHORT_VERDICTS[entry.decision.decision].lower()}{stale}"


def _place_lines(places: tuple[PlacedData, ...]) -> list[str]:
    """Return a line for each kind of data, with its places and how many vendors keep it there."""
    by_kind: dict[str, list[str]] = {}
    for placed in places:
        where = short_name(placed.place) or "not known where"
        by_kind.setdefault(placed.kind, []).append(f"{where} ({len(placed.vendors)})")
    return [f"{short_name(kind)}: {join_list(parts)}" for kind, parts in by_kind.items()]
