"""The layout of a comparison for people: rows with a cell for each vendor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.comparison import ComparedQuestion, Comparison
from vendorcheck.assessment.deployment import deployment_of, runs_with_us
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.comparison import _words
from vendorcheck.reports.view.evidence import our_duties
from vendorcheck.reports.view.paths import VerdictPath, lay_out_verdict_paths
from vendorcheck.reports.view.rules import RuleExplainer
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import count_with_noun, join_list


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell, and the verdict whose colour it has; empty for none."""

    lines: tuple[str, ...]
    tone: str = ""

    @property
    def text(self) -> str:
        """The lines as one."""
        return "; ".join(self.lines).replace(":; ", ": ")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its title, a cell for each vendor, and the question or section that it is about."""

    title: str
    cells: tuple[Cell, ...]
    key: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of the comparison; `note` says what it shows."""

    anchor: str
    title: str
    rows: tuple[Row, ...]
    note: str = ""


class ComparisonPage:
    """The content of a comparison for people, all of it plain text.

    Args:
        comparison: the comparison.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.names = _words.candidate_names(comparison.candidates)
        self.headline = _words.headline(comparison)
        self.title = f"{join_list([*self.names])} side by side"
        self.verdicts: list[Verdict] = [
            candidate.assessment.verdict for candidate in comparison.candidates
        ]
        self._assessments = [candidate.assessment for candidate in comparison.candidates]

    @property
    def basis(self) -> str:
        """Return the questionnaires that all were held against, in a sentence."""
        comparison = self.comparison
        policy = f"{short_name(comparison.policy.id)} {short_name(comparison.policy.version)}"
        asked = join_list([short_name(one.id) for one in comparison.questionnaires])
        return f"Under the policy {policy}, as of {comparison.as_of}: {asked}."

    @property
    def caution(self) -> str:
        """The warning that a file by itself would be assessed otherwise; empty if not."""
        if not self.comparison.asked_otherwise:
            return ""
        return (
            "By themselves these files are asked different questionnaires. Here each is held "
            "against all of them, so its verdict may be another one than assess gives."
        )

    @cached_property
    def overview(self) -> Part:
        """The rows that say which vendor, and why."""
        return Part("overview", "At a glance", tuple(self._overview_rows()))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The other parts that hold anything."""
        differences = map(self._question_row, self.comparison.differences)
        others = (
            self._question_row(question)
            for question in self.comparison.asked_of_some
            if question not in self._our_questions
        )
        ours = "By the vendor's documents, by the steps above, and by where it runs."
        parts = (
            Part("needs", "What the business needs", tuple(self._need_rows())),
            Part("approval", "What each would need to be approved", tuple(self._path_rows())),
            Part("ours", "What falls to us", tuple(self._our_rows()), ours),
            Part("sections", "Score by section", tuple(self._section_rows())),
            Part("differences", "Where they differ", tuple(differences), "The weightiest first."),
            Part(
                "some",
                "Asked of some only",
                tuple(others),
                "What is asked follows from the request.",
            ),
        )
        return tuple(part for part in parts if part.rows)

    def _need_rows(self) -> Iterator[Row]:
        for need in self.comparison.needs:
            cells = (Cell((_words.met_text(met),), _met_tone(met)) for met in need.met)
            yield Row(need.text, tuple(cells), note="must" if need.must else "")

    def _overview_rows(self) -> Iterator[Row]:
        assessments = self._assessments
        verdicts = [_words.verdict_lines(one) for one in assessments]
        cells = zip(verdicts, self.verdicts, strict=True)
        yield Row("Verdict", tuple(Cell(lines, tone) for lines, tone in cells))
        tallies = [one.judgement.tally for one in assessments]
        yield self._texts("Score", [_words.score_text(tally) for tally in tallies])
        yield self._texts("Known", [format_percent(one.coverage, 0) for one in assessments])
        if len({one.tier and one.tier.id for one in assessments}) > 1:
            yield self._texts("Tier", [_tier_text(one) for one in assessments])
        if where := self._deployments():
            yield self._texts("Where it runs", where)
        blockers = [_words.blocker_lines(one) for one in assessments]
        yield Row("Must be met", tuple(Cell(lines) for lines in blockers))
        yield self._texts("Findings", [_words.finding_text(one) for one in assessments])
        if self.comparison.needs:
            yield self._texts("Needs met", [_words.needs_text(one) for one in assessments])
        plans = zip(self.comparison.plans, assessments, strict=True)
        yield Row("Cost", tuple(Cell(_words.plan_lines(*pair)) for pair in plans))
        yield self._texts("To approve", [_path_summary(paths) for paths in self._paths])
        yield self._texts("Falls to us", self._our_shares())

    def _texts(self, title: str, texts: Sequence[str]) -> Row:
        return Row(title, tuple(Cell((text,)) for text in texts))

    def _deployments(self) -> list[str]:
        """Return where each runs, if they say different things."""
        answers = map(deployment_of, self._assessments)
        texts = [answer.quotable_text if answer else _words.NOTHING for answer in answers]
        return texts if len({*texts}) > 1 else []

    @cached_property
    def _paths(self) -> list[tuple[VerdictPath, ...]]:
        return [lay_out_verdict_paths(one, RuleExplainer(one)) for one in self._assessments]

    def _path_rows(self) -> Iterator[Row]:
        lines = [_path_lines(paths) for paths in self._paths]
        if any(lines):
            nothing = ("Nothing more",)
            yield Row("Steps", tuple(Cell(own or nothing) for own in lines))

    @cached_property
    def _our_lines(self) -> list[tuple[str, ...]]:
        """Return the duties that the documents of each leave to us, and the steps of ours."""
        return [
            (
                *(f"{one.duty} ({one.document})" for one in our_duties(assessment)),
                *(
                    step.condition_text
                    for path in paths
                    for step in path.steps or ()
                    if step.owner == "us"
                ),
            )
            for assessment, paths in zip(self._assessments, self._paths, strict=True)
        ]

    @cached_property
    def _our_questions(self) -> list[ComparedQuestion]:
        """The questions that are asked only of what runs on our own systems."""
        with_us = [runs_with_us(assessment) for assessment in self._assessments]
        return [
            question
            for question in self.comparison.asked_of_some
            if all(
                is_ours or result is None
                for is_ours, result in zip(with_us, question.results, strict=True)
            )
        ]

    def _our_rows(self) -> Iterator[Row]:
        if any(self._our_lines):
            nothing = ("Nothing that is known",)
            yield Row("Duties", tuple(Cell(own or nothing) for own in self._our_lines))
        yield from map(self._question_row, self._our_questions)

    def _our_shares(self) -> list[str]:
        """Return how much falls to us in each, in a few words."""
        shares: list[str] = []
        for index, duties in enumerate(self._our_lines):
            asked = sum(question.results[index] is not None for question in self._our_questions)
            parts = [count_with_noun(len(duties), "duty", "duties")] * bool(duties)
            parts += [count_with_noun(asked, "part", "parts") + " of running it"] * bool(asked)
            shares.append(", ".join(parts) or _words.NOTHING)
        return shares

    @property
    def widest_sections(self) -> tuple[Row, ...]:
        """The sections in which the scores differ, those first where they differ most."""
        part = next((part for part in self.parts if part.anchor == "sections"), None)
        spreads = {one.key: one.spread for one in self.comparison.sections}
        rows = [row for row in (part.rows if part else ()) if spreads[row.key]]
        return tuple(sorted(rows, key=lambda row: -spreads[row.key]))

    def _section_rows(self) -> Iterator[Row]:
        for section in self.comparison.sections:
            pairs = zip(section.tallies, self._assessments, strict=True)
            cells = (
                Cell((_words.score_text(tally),), _words.score_tone(tally, one))
                for tally, one in pairs
            )
            yield Row(section.title, tuple(cells), section.key, section.questionnaire)

    def _question_row(self, question: ComparedQuestion) -> Row:
        cells = (
            Cell((_words.rated_answer_text(result),), _words.answer_tone(result))
            for result in question.results
        )
        return Row(question.ask, tuple(cells), question.key, question.severity)


def _tier_text(assessment: Assessment) -> str:
    tier = assessment.tier
    return short_name(tier.title, MAX_QUOTE_LENGTH) if tier else "Not known"


def _met_tone(met: str | None) -> str:
    tones = {"yes": "approve", "partly": "approve-with-conditions", "no": "do-not-approve"}
    return tones.get(met or "", "more-information-needed" if met else "")


def _path_summary(paths: Sequence[VerdictPath]) -> str:
    """Return how many steps lead to each better verdict, in a few words."""
    parts: list[str] = []
    earlier_count = 0
    for path in paths:
        verdict, count = f"“{path.verdict.lower()}”", len(path.all_steps)
        if path.answered_share:
            parts.append(f"ask first: only {path.answered_share} is answered")
        elif path.steps is None:
            parts.append(f"no way to {verdict}")
        elif path.is_continuation and not count:
            # The steps to the weaker verdict lead there as well.
            parts = [f"{count_with_noun(earlier_count, 'step', 'steps')} to {verdict}"]
        else:
            more = "more " if path.is_continuation else ""
            steps = count_with_noun(count, f"{more}step", f"{more}steps")
            parts.append(f"{steps} to {verdict}")
        earlier_count = count
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}" or "Nothing more"


def _path_lines(paths: Sequence[VerdictPath]) -> tuple[str, ...]:
    """Return the steps of each path below its title, or what stands in its way."""
    lines: list[str] = []
    for path in paths:
        lines.append(f"{path.title}:" if path.steps or path.obstacles else path.title)
        lines += (planned.text for planned in (*path.shown_agreements, *path.shown_steps))
        lines += (obstacle.detail for obstacle in path.obstacles)
        lines += [path.more_text] * bool(path.more_text)
    return tuple(lines)
