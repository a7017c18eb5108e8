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
from vendorcheck.reports.view.notices import (
    name_deciding_questions,
    name_undecided_questionnaires,
    self_service_precheck,
    self_service_sentence,
)
from vendorcheck.reports.view.page import ReportPage
from vendorcheck.reports.view.paths import VerdictPath
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.safe import one_line, shorten

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MAX_SUMMARY_WIDTH = 100
_VERDICT_COLOURS: dict[Verdict, str] = {
    "approve": "green",
    "approve-with-conditions": "yellow",
    "more-information-needed": "cyan",
    "do-not-approve": "red",
}
_ASCII_SUBSTITUTES = str.maketrans(
    {"’": "'", "“": '"', "”": '"', "…": "...", "·": "-", "–": "-", "█": "#", "▒": "/", "░": "."}
)
_PROTECTED_SPACE = "\ue000"
"""Stands for the space between a number and its percent sign until lines are broken."""
_BAR_WIDTH = 60
_MAX_STEPS = 3
_MAX_REASONS = 4
_MAX_SECTIONS = 8
_MIN_WIDTH_FOR_TWO_COLUMNS = 72


@report("summary")
def render(assessment: Assessment, display: Display) -> str:
    """A screenful for a terminal; colour and more than ASCII only where it can show them."""
    from rich.console import Console  # noqa: PLC0415 - start-up is a feature

    lines = StringIO()
    console = Console(
        file=lines,
        width=max(20, min(display.width, MAX_SUMMARY_WIDTH)),
        color_system="standard" if display.colour else None,
        force_terminal=display.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},  # what the machine's environment says is none of a report's business
    )
    _SummaryPrinter(ReportPage(assessment), console, display).print_all()
    return (
        "\n".join(
            line.rstrip() for line in lines.getvalue().replace(_PROTECTED_SPACE, " ").splitlines()
        )
        + "\n"
    )


class _SummaryPrinter:
    """One assessment on one console."""

    def __init__(self, page: ReportPage, console: "Console", display: Display) -> None:
        self.page = page
        self.assessment = page.assessment
        self.console = console
        self.unicode = display.unicode
        self.verdict_style = f"bold {_VERDICT_COLOURS[page.assessment.verdict]}"

    def print_all(self) -> None:
        """Print all of it."""
        self._print_line(f"{self.page.name}, {self.assessment.as_of}")
        self._print_line()
        self._print_verdict()
        self._print_line()
        self._print_score()
        self._print_line()
        self._print_next_steps()
        self._print_sections()

    def _safe_text(self, text: str, style: str = "") -> "Text":
        """Text of anybody's as text: nothing in it is markup, moves the cursor or hides."""
        from rich.text import Text  # noqa: PLC0415 - start-up is a feature

        shown = one_line(text)
        if not self.unicode:
            shown = (
                shown.translate(_ASCII_SUBSTITUTES)
                .encode("ascii", "backslashreplace")
                .decode("ascii")
            )
        return Text(shown.replace(" %", f"{_PROTECTED_SPACE}%"), style)

    def _print_line(self, text: str = "", style: str = "") -> None:
        self.console.print(self._safe_text(text, style))

    def _print_rows(self, rows: Sequence[tuple[str, str]], indent: int = 0) -> None:
        """Lines with a mark or a label before them, wrapped beside it."""
        from rich.padding import Padding  # noqa: PLC0415 - start-up is a feature
        from rich.table import Table  # noqa: PLC0415 - the same

        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for mark, text in rows:
            table.add_row(self._safe_text(mark), self._safe_text(text))
        self.console.print(Padding(table, (0, 0, 0, indent)))

    def _shorten(self, text: str) -> str:
        """What fits into two lines."""
        return shorten(one_line(text), 2 * self.console.width - 12)

    # ---- its parts

    def _print_verdict(self) -> None:
        self._print_line(self.page.headline, self.verdict_style)
        rows = [("-", self._shorten(line.title)) for line in self.page.decisive_lines]
        if self.page.unnamed_count:
            rows.append(("-", f"and {self.page.unnamed_count} more"))
        if rows:
            self._print_rows(rows, indent=2)
        others = [
            why.detail for why in self.page.rule_explanations[len(self.page.headline_rules) :]
        ]
        left = others[_MAX_REASONS:]
        for detail in [
            *others[:_MAX_REASONS],
            *([f"And {words.counted(len(left), 'more reason', 'more reasons')}"] if left else []),
        ]:
            self._print_line(f"{detail}.")
        found = self_service_precheck(self.assessment)
        if found:
            self._print_line(f"This tier is self-service: {self_service_sentence(found)}")

    def _print_score(self) -> None:
        score = self.page.format_score(self.assessment.score)
        if (
            self.assessment.lowest_score is not None
            and self.assessment.highest_score is not None
            and self.assessment.lowest_score != self.assessment.highest_score
        ):
            score = f"{score}, can still be {self.page.format_score(self.assessment.lowest_score)} to {self.page.format_score(self.assessment.highest_score)}"
        if self.assessment.score is not None:
            self._print_line(
                self._score_bar(
                    self.assessment.lowest_score or Fraction(0),
                    self.assessment.highest_score or Fraction(0),
                )
            )
        rows = [("Score", score), ("Answered", self.page.coverage_text)]
        if self.assessment.tier:
            rows.append(
                (
                    "Tier",
                    f"{self.assessment.tier.id}{', assumed' if self.assessment.tier_assumed else ''}",
                )
            )
        for pending in self.assessment.pending_decisions:
            are = "are" if len(pending.questionnaires) > 1 else "is"
            what = (
                f"whether {name_undecided_questionnaires(pending)} {are} asked"
                if pending.questionnaires
                else "the tier"
            )
            rows.append(
                (
                    "Open",
                    f"{name_deciding_questions(pending)} {'decides' if len(pending.statuses) == 1 else 'decide'} {what}",
                )
            )
        rows.append(("Verdict", self.page.outlook_sentence))
        self._print_rows(rows)

    def _score_bar(self, lowest: Fraction, highest: Fraction) -> str:
        """What is earned, what can still be, what can't."""
        width = min(self.console.width, _BAR_WIDTH)
        low, high = (int(end * width / 100) for end in (lowest, highest))
        return "█" * low + "▒" * (high - low) + "░" * (width - high)

    def _print_next_steps(self) -> None:
        way = next((way for way in self.page.verdict_paths if way.steps is not None), None)
        if way:
            self._print_line(f"Next, {way.title[0].lower()}{way.title[1:]}", "bold")
            self._print_rows(list(_numbered_steps(way, self._shorten)))
        elif self.page.verdict_paths:
            self._print_line(
                f"No way leads to “{self.page.verdict_paths[0].verdict.lower()}”.", "bold"
            )
        asks = [
            words.counted(len(found), f"question {whom}", f"questions {whom}")
            for whom, found in (
                ("to send to the vendor", self.assessment.questions_for_vendor),
                ("to ask the requester", self.assessment.questions_for_requester),
            )
            if found
        ]
        if asks:
            self._print_line(f"{', '.join(asks)}.")
        if way or asks or self.page.verdict_paths:
            self._print_line()

    def _print_sections(self) -> None:
        """The scores by section; by questionnaire where the sections are too many."""
        from rich.table import Table  # noqa: PLC0415 - start-up is a feature

        sections = [
            (found.section.title, found.tally.score, self.page.floors(one, found))
            for one, found_in in self.page.scored_questionnaires
            for found in found_in
        ]
        wholes = [
            (one.questionnaire.title, one.tally.score, self.page.thresholds)
            for one, _ in self.page.scored_questionnaires
        ]
        shown = sections if len(sections) <= _MAX_SECTIONS else wholes
        if not shown:
            return
        columns = 2 if self.console.width >= _MIN_WIDTH_FOR_TWO_COLUMNS and len(shown) > 1 else 1
        half = -(-len(shown) // columns)
        lists = [
            [self._score_cells(*one) for one in shown[first : first + half]]
            for first in range(0, len(shown), half)
        ]
        table = Table.grid(padding=(0, 4, 0, 0))
        for cells in lists:
            # However narrow the screen is, the titles give way and not the numbers.
            table.add_column(
                justify="right", no_wrap=True, min_width=max(len(number) for number, _ in cells)
            )
            table.add_column(no_wrap=True, overflow="ellipsis" if self.unicode else "crop")
        for row in zip_longest(*lists, fillvalue=()):
            table.add_row(*chain.from_iterable(row))
        self.console.print(table)

    def _score_cells(
        self, title: str, score: Fraction | None, limits: tuple[Fraction, ...]
    ) -> tuple["Text", "Text"]:
        number = "–" if score is None else format_percent(score, 0, limits)
        return self._safe_text(number), self._safe_text(title)


def _numbered_steps(
    verdict_path: VerdictPath, shorten_text: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """The first steps of a way, numbered."""
    steps = verdict_path.steps or ()
    for number, step in enumerate(steps[:_MAX_STEPS], start=1):
        yield f"{number}.", shorten_text(f"{words.OWNER_LABELS[step.owner]}: {step.text}")
    if len(steps) > _MAX_STEPS:
        yield "", f"and {len(steps) - _MAX_STEPS} more"
