"""summary: the verdict, its reasons and the next steps on one screen of a terminal."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.model.fields import Verdict
from vendorcheck.reports._base import REPORTS, Display
from vendorcheck.reports._screen import Screen
from vendorcheck.reports._summary_lines import before_steps, numbered_steps, pending_sentence
from vendorcheck.reports._view_lines import view_as_text
from vendorcheck.reports.readers import ViewContent
from vendorcheck.reports.view import words
from vendorcheck.reports.view.notices import (
    LEFT_OUT_TITLE,
    REFUSED_TITLE,
    UNASKED_TITLE,
    left_out_sentence,
    refused_answers_sentence,
    self_service_precheck,
    self_service_sentence,
    unasked_sentence,
)
from vendorcheck.reports.view.page import ReportPage
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.safe import one_line, shorten
from vendorcheck.text.words import count_with_noun, join_list

if TYPE_CHECKING:
    from rich.text import Text

MAX_SUMMARY_WIDTH = 100
_VERDICT_COLOURS: dict[Verdict, str] = {
    "approve": "green",
    "approve-with-conditions": "yellow",
    "more-information-needed": "cyan",
    "do-not-approve": "red",
}
_BAR_WIDTH = 60
_MAX_REASONS = 3
_MAX_DEADLINES = 3
_MAX_SECTIONS = 8
_MIN_WIDTH_FOR_TWO_COLUMNS = 72


@REPORTS.format("summary", default_for=("terminal",))
def render(assessment: Assessment, display: Display) -> str:
    """Return a screenful of text, in colour and beyond ASCII where the display can show it."""
    screen = Screen(display, MAX_SUMMARY_WIDTH)
    _SummaryPrinter(ReportPage(assessment), screen).print_all()
    return screen.text()


@REPORTS.each_view("summary")
def render_view(content: ViewContent, display: Display) -> str:
    """Return what a reader gets to see as text for a screen."""
    return view_as_text(content, display)


class _SummaryPrinter:
    def __init__(self, page: ReportPage, screen: Screen) -> None:
        self.page = page
        self.assessment = page.assessment
        self.console = screen.console
        self.unicode = screen.unicode
        self._safe_text, self._print_line = screen.safe_text, screen.print_line
        self.verdict_style = f"bold {_VERDICT_COLOURS[page.assessment.verdict]}"

    def print_all(self) -> None:
        self._print_line(f"{self.page.name}, {self.assessment.as_of}")
        self._print_line()
        self._print_verdict()
        self._print_deadlines()
        self._print_line()
        self._print_score()
        self._print_line()
        self._print_next_steps()
        self._print_sections()

    def _print_rows(self, rows: Sequence[tuple[str, str]], indent: int = 0) -> None:
        """Print lines that each wrap beside a mark or a label."""
        from rich.padding import Padding
        from rich.table import Table

        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for mark, text in rows:
            table.add_row(self._safe_text(mark), self._safe_text(text))
        self.console.print(Padding(table, (0, 0, 0, indent)))

    def _shorten(self, text: str) -> str:
        """Return as much of a text as fits into two lines."""
        return shorten(one_line(text), 2 * self.console.width - 12)

    # ---- the parts of the summary

    def _print_verdict(self) -> None:
        self._print_line(self.page.headline, self.verdict_style)
        rows = [("-", self._shorten(line.title)) for line in self.page.decisive_lines]
        if self.page.unnamed_count:
            rows.append(("-", f"and {self.page.unnamed_count} more"))
        if rows:
            self._print_rows(rows, indent=2)
        other_rules = self.page.rule_explanations[len(self.page.headline_rules) :]
        for explanation in other_rules[:_MAX_REASONS]:
            self._print_line(f"{explanation.detail}.")
        if (more_count := len(other_rules) - _MAX_REASONS) > 0:
            self._print_line(f"And {count_with_noun(more_count, 'more reason', 'more reasons')}.")
        if left_out := left_out_sentence(self.assessment):
            self._print_line(f"{LEFT_OUT_TITLE} {left_out}")
        elif unasked := unasked_sentence(self.assessment):
            self._print_line(f"{UNASKED_TITLE} {unasked}")
        if refused := refused_answers_sentence(self.assessment):
            self._print_line(f"{REFUSED_TITLE} {refused}")
        if precheck := self_service_precheck(self.assessment):
            self._print_line(f"This tier is self-service: {self_service_sentence(precheck)}")

    def _print_deadlines(self) -> None:
        """Print the first deadlines, in a line each where the screen is wide, and count the others.

        All that is overdue comes first.
        """
        groups = self.page.record.deadline_groups
        total = sum(group.count for group in groups)
        lines_left = total if total <= _MAX_DEADLINES else _MAX_DEADLINES - 1
        more = []
        for group in groups:
            shown = group.entries[:lines_left]
            lines_left -= len(shown)
            for entry in shown:
                self._print_line(self._cut(f"{group.lead} {entry.day}: {entry.text}"), "bold")
            if more_count := group.count - len(shown):
                more.append(f"{more_count} {'more ' * bool(shown)}{group.title.lower()}")
        if more:
            self._print_line(f"And {join_list(more)}: the report lists them.", "bold")

    def _cut(self, text: str) -> str:
        """Return as much of a text as fits into a line; into two on a narrow screen."""
        width = self.console.width
        line = one_line(text)
        return shorten(line, width if width >= _MIN_WIDTH_FOR_TWO_COLUMNS else 2 * width - 12)

    def _print_score(self) -> None:
        assessment, format_score = self.assessment, self.page.format_score
        lowest, highest = assessment.lowest_score, assessment.highest_score
        score = format_score(assessment.score)
        if lowest is not None and highest is not None and lowest != highest:
            score = f"{score}, can still be {format_score(lowest)} to {format_score(highest)}"
        if self.page.is_hardly_known:
            number, comma, reach = score.partition(",")
            score = f"too early to tell: {number} so far{comma}{reach}"
        elif assessment.score is not None:
            self._print_line(self._score_bar(lowest or Fraction(0), highest or Fraction(0)))
        rows = [("Score", score), ("Answered", self.page.coverage_text)]
        if self.page.put_aside_text:
            rows.append(("Put aside", self.page.put_aside_text))
        if assessment.tier:
            assumed_note = ", assumed" if assessment.tier_assumed else ""
            rows.append(("Tier", f"{assessment.tier.id}{assumed_note}"))
        rows += [("Open", pending_sentence(entry)) for entry in assessment.pending_decisions]
        rows.append(("Verdict", self.page.outlook_sentence))
        rows.append(("Decision", self.page.record.decision_in_brief))
        if own := words.own_questionnaires_text(assessment):
            rows.append(("Not built in", own))
        self._print_rows(rows)

    def _score_bar(self, lowest: Fraction, highest: Fraction) -> str:
        """Return a bar of what is earned, what can still be earned and what can't."""
        width = min(self.console.width, _BAR_WIDTH)
        low, high = (int(score * width / 100) for score in (lowest, highest))
        return "█" * low + "▒" * (high - low) + "░" * (width - high)

    def _print_next_steps(self) -> None:
        path = next((path for path in self.page.verdict_paths if path.steps is not None), None)
        if path:
            self._print_line(f"Next, {path.title[0].lower()}{path.title[1:]}", "bold")
            self._print_rows(
                [
                    *(("-", self._shorten(line)) for line in before_steps(path)),
                    *numbered_steps(path, self._shorten),
                ]
            )
        elif self.page.verdict_paths:
            self._print_line(f"{self.page.verdict_paths[0].title}.", "bold")
        question_counts = [
            count_with_noun(
                len(questions), f"question {title.lower()}", f"questions {title.lower()}"
            )
            for title, questions, _ in self.page.question_lists
        ]
        if to_confirm := self.page.put_aside.to_confirm:
            question_counts.append(
                count_with_noun(
                    len(to_confirm),
                    '"not applicable" for us to confirm',
                    'times "not applicable" for us to confirm',
                )
            )
        if question_counts:
            self._print_line(f"{', '.join(question_counts)}.")
        if self.page.agreement_sentence:
            self._print_line(self.page.agreement_sentence)
        duty_count = len(self.page.our_duties)
        if duty_count:
            duties = count_with_noun(duty_count, "thing", "things")
            self._print_line(f"{duties} that we must do ourselves: the report lists them.")
        if path or question_counts or duty_count or self.page.verdict_paths:
            self._print_line()

    def _print_sections(self) -> None:
        """Print the scores by section, or by questionnaire where there are too many sections."""
        from rich.table import Table

        sections = [
            (section.section.title, section.tally.score, self.page.floors(result, section))
            for result, results_of_sections in self.page.scored_questionnaires
            for section in results_of_sections
        ]
        questionnaires = [
            (result.questionnaire.title, result.tally.score, self.page.thresholds)
            for result, _ in self.page.scored_questionnaires
        ]
        scores = sections if len(sections) <= _MAX_SECTIONS else questionnaires
        if not scores:
            return
        columns = 2 if self.console.width >= _MIN_WIDTH_FOR_TWO_COLUMNS and len(scores) > 1 else 1
        height = -(-len(scores) // columns)
        column_cells = [
            [self._score_cells(*score) for score in scores[first : first + height]]
            for first in range(0, len(scores), height)
        ]
        table = Table.grid(padding=(0, 4, 0, 0))
        for cells in column_cells:
            # On a narrow screen the titles are cut, not the numbers.
            table.add_column(
                justify="right", no_wrap=True, min_width=max(len(number) for number, _ in cells)
            )
            table.add_column(no_wrap=True, overflow="ellipsis" if self.unicode else "crop")
        for row in zip_longest(*column_cells, fillvalue=()):
            table.add_row(*chain.from_iterable(row))
        self.console.print(table)

    def _score_cells(
        self, title: str, score: Fraction | None, limits: tuple[Fraction, ...]
    ) -> tuple["Text", "Text"]:
        number = "–" if score is None else format_percent(score, 0, limits)
        return self._safe_text(number), self._safe_text(title)
