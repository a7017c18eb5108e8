"""summary: the verdict, why, and what to do next, on one screen of a terminal."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from io import StringIO
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.model.fields import Verdict
from vendorcheck.reports._base import Display, report
from vendorcheck.reports.view import words
from vendorcheck.reports.view.notices import decided_by, self_service, self_service_look, titles
from vendorcheck.reports.view.page import Page
from vendorcheck.reports.view.paths import Way
from vendorcheck.text.numbers import percent
from vendorcheck.text.safe import one_line, shorten

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 100
_TONES: dict[Verdict, str] = {
    "approve": "green",
    "approve-with-conditions": "yellow",
    "more-information-needed": "cyan",
    "do-not-approve": "red",
}
_ASCII = str.maketrans(
    {"’": "'", "“": '"', "”": '"', "…": "...", "·": "-", "–": "-", "█": "#", "▒": "/", "░": "."}
)
_KEPT = "\ue000"
"""Stands for the space between a number and its percent sign until lines are broken."""
_BAR = 60
_STEPS = 3
_RULES = 4
_SECTIONS = 8
_TWO_COLUMNS_FROM = 72


@report("summary")
def render(assessment: Assessment, display: Display) -> str:
    """A screenful for a terminal; colour and more than ASCII only where it can show them."""
    from rich.console import Console  # noqa: PLC0415 - start-up is a feature

    lines = StringIO()
    console = Console(
        file=lines,
        width=max(20, min(display.width, WIDEST)),
        color_system="standard" if display.colour else None,
        force_terminal=display.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},  # what the machine's environment says is none of a report's business
    )
    _Summary(Page(assessment), console, display).show()
    return "\n".join(line.rstrip() for line in lines.getvalue().replace(_KEPT, " ").splitlines()) + "\n"


class _Summary:
    """One assessment on one console."""

    def __init__(self, page: Page, console: "Console", display: Display) -> None:
        self.page = page
        self.it = page.assessment
        self.console = console
        self.unicode = display.unicode
        self.tone = f"bold {_TONES[page.assessment.verdict]}"

    def show(self) -> None:
        """Print all of it."""
        self._line(f"{self.page.name}, {self.it.as_of}")
        self._line()
        self._verdict()
        self._line()
        self._score()
        self._line()
        self._next()
        self._sections()

    def _text(self, text: str, style: str = "") -> "Text":
        """Text of anybody's as text: nothing in it is markup, moves the cursor or hides."""
        from rich.text import Text  # noqa: PLC0415 - start-up is a feature

        shown = one_line(text)
        if not self.unicode:
            shown = shown.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")
        return Text(shown.replace(" %", f"{_KEPT}%"), style)

    def _line(self, text: str = "", style: str = "") -> None:
        self.console.print(self._text(text, style))

    def _rows(self, rows: Sequence[tuple[str, str]], indent: int = 0) -> None:
        """Lines with a mark or a label before them, wrapped beside it."""
        from rich.padding import Padding  # noqa: PLC0415 - start-up is a feature
        from rich.table import Table  # noqa: PLC0415 - the same

        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for mark, text in rows:
            table.add_row(self._text(mark), self._text(text))
        self.console.print(Padding(table, (0, 0, 0, indent)))

    def _short(self, text: str) -> str:
        """What fits into two lines."""
        return shorten(one_line(text), 2 * self.console.width - 12)

    # ---- its parts

    def _verdict(self) -> None:
        self._line(self.page.headline, self.tone)
        rows = [("-", self._short(line.title)) for line in self.page.decisive]
        if self.page.not_named:
            rows.append(("-", f"and {self.page.not_named} more"))
        if rows:
            self._rows(rows, indent=2)
        others = [why.detail for why in self.page.why[len(self.page.leading) :]]
        left = others[_RULES:]
        for detail in [
            *others[:_RULES],
            *([f"And {words.counted(len(left), 'more reason', 'more reasons')}"] if left else []),
        ]:
            self._line(f"{detail}.")
        found = self_service_look(self.it)
        if found:
            self._line(f"This tier is self-service: {self_service(found)}")

    def _score(self) -> None:
        score = self.page.score(self.it.score)
        if self.it.low is not None and self.it.high is not None and self.it.low != self.it.high:
            score = f"{score}, can still be {self.page.score(self.it.low)} to {self.page.score(self.it.high)}"
        if self.it.score is not None:
            self._line(self._bar(self.it.low or Fraction(0), self.it.high or Fraction(0)))
        rows = [("Score", score), ("Answered", self.page.covered)]
        if self.it.tier:
            rows.append(("Tier", f"{self.it.tier.id}{', assumed' if self.it.tier_assumed else ''}"))
        for pending in self.it.pending:
            are = "are" if len(pending.questionnaires) > 1 else "is"
            what = f"whether {titles(pending)} {are} asked" if pending.questionnaires else "the tier"
            rows.append(
                (
                    "Open",
                    f"{decided_by(pending)} {'decides' if len(pending.replies) == 1 else 'decide'} {what}",
                )
            )
        rows.append(("Verdict", self.page.outlook))
        self._rows(rows)

    def _bar(self, lowest: Fraction, highest: Fraction) -> str:
        """What is earned, what can still be, what can't."""
        width = min(self.console.width, _BAR)
        low, high = (int(end * width / 100) for end in (lowest, highest))
        return "█" * low + "▒" * (high - low) + "░" * (width - high)

    def _next(self) -> None:
        way = next((way for way in self.page.ways if way.steps is not None), None)
        if way:
            self._line(f"Next, {way.title[0].lower()}{way.title[1:]}", "bold")
            self._rows(list(_steps(way, self._short)))
        elif self.page.ways:
            self._line(f"No way leads to “{self.page.ways[0].verdict.lower()}”.", "bold")
        asks = [
            words.counted(len(found), f"question {whom}", f"questions {whom}")
            for whom, found in (
                ("to send to the vendor", self.it.ask_vendor),
                ("to ask the requester", self.it.ask_requester),
            )
            if found
        ]
        if asks:
            self._line(f"{', '.join(asks)}.")
        if way or asks or self.page.ways:
            self._line()

    def _sections(self) -> None:
        """The scores by section; by questionnaire where the sections are too many."""
        from rich.table import Table  # noqa: PLC0415 - start-up is a feature

        sections = [
            (found.section.title, found.tally.score, self.page.floors(one, found))
            for one, found_in in self.page.scores
            for found in found_in
        ]
        wholes = [
            (one.questionnaire.title, one.tally.score, self.page.thresholds) for one, _ in self.page.scores
        ]
        shown = sections if len(sections) <= _SECTIONS else wholes
        if not shown:
            return
        columns = 2 if self.console.width >= _TWO_COLUMNS_FROM and len(shown) > 1 else 1
        half = -(-len(shown) // columns)
        lists = [
            [self._cells(*one) for one in shown[first : first + half]] for first in range(0, len(shown), half)
        ]
        table = Table.grid(padding=(0, 4, 0, 0))
        for cells in lists:
            # However narrow the screen is, the titles give way and not the numbers.
            table.add_column(justify="right", no_wrap=True, min_width=max(len(number) for number, _ in cells))
            table.add_column(no_wrap=True, overflow="ellipsis" if self.unicode else "crop")
        for row in zip_longest(*lists, fillvalue=()):
            table.add_row(*chain.from_iterable(row))
        self.console.print(table)

    def _cells(
        self, title: str, score: Fraction | None, limits: tuple[Fraction, ...]
    ) -> tuple["Text", "Text"]:
        number = "–" if score is None else percent(score, 0, limits)
        return self._text(number), self._text(title)


def _steps(way: Way, short: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The first steps of a way, numbered."""
    steps = way.steps or ()
    for number, step in enumerate(steps[:_STEPS], start=1):
        yield f"{number}.", short(f"{words.WHO[step.who]}: {step.text}")
    if len(steps) > _STEPS:
        yield "", f"and {len(steps) - _STEPS} more"
