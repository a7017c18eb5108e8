"""Why the verdict is what it is: each rule that fired, with the questions, checks and sections for whose sake it did."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from vendorcheck.assessment.assessment import Assessment, SectionResult
from vendorcheck.assessment.findings import Finding
from vendorcheck.assessment.reasons import further, threshold
from vendorcheck.assessment.rules import Fired, Rule
from vendorcheck.reports.view import words
from vendorcheck.text.numbers import percent

_GAPS: tuple[Rule, ...] = ("blocker-failed", "finding")


@dataclass(frozen=True, slots=True)
class Line:
    """A question, check or section for whose sake a rule fired. `anchor`: where the page says more, if it does.

    `mark`: what is wrong with it, where the title doesn't say that.
    """

    key: str
    title: str
    detail: str = ""
    anchor: str | None = None
    mark: str = ""

    @property
    def marked(self) -> "Line":
        """The same with its mark before the title: for a list of lines that stand there for several rules."""
        return replace(self, title=f"{self.mark}: {self.title}") if self.mark else self


@dataclass(frozen=True, slots=True)
class Why:
    """A rule that fired, in a sentence, the verdict it asks for, and for whose sake."""

    detail: str
    verdict: str
    lines: tuple[Line, ...]


class Grounds:
    """Finds the words for what a rule fired for."""

    def __init__(self, assessment: Assessment) -> None:
        self._it = assessment

    @cached_property
    def why(self) -> tuple[Why, ...]:
        """The rules that fired, worst first. What is said of a question is said once: under the weightiest rule."""
        told: set[tuple[str, str]] = set()
        found: list[Why] = []
        for reason in self._it.reasons:
            lines = [self.line(subject, reason.rule) for subject in reason.subjects]
            left = [line for line in lines if (line.key, line.title) not in told]
            if left or not lines:
                detail = reason.detail if len(left) == len(lines) else further(reason, len(left))
                found.append(Why(detail, words.VERDICT[reason.verdict], tuple(left)))
            told.update((line.key, line.title) for line in lines)
        return tuple(found)

    def obstacle(self, fired: Fired) -> Why:
        """A rule that still stands in the way once all that can be done is done."""
        lines = tuple(self.line(subject, fired.rule) for subject in fired.subjects)
        return Why(words.OBSTACLE[fired.rule], words.VERDICT[fired.verdict], lines)

    def line(self, subject: str, rule: Rule) -> Line:
        """What is said of one question, check or section."""
        if rule == "section-floor":
            return self._floor(subject)
        if subject in self._checks:
            return Line(subject, self._checks[subject])
        reply = self._it.situation.replies[self._it.situation.plan.position[subject]]
        ask, anchor = reply.item.question.ask, self.anchor(subject)
        gap, weak = self._findings.get(("gap", subject)), self._findings.get(("grade", subject))
        if rule in _GAPS and gap:
            return Line(subject, gap.finding, f"{ask} {gap.shown}", anchor)
        if rule == "grade" and weak:
            return Line(subject, ask, weak.finding, anchor, "Weakly supported")
        if reply.value and reply.outcome and rule == "blocker-open":
            wording = reply.outcome.wording
            gap_title = wording.finding or reply.item.question.finding or ask
            return Line(subject, gap_title, f"{ask} {reply.value.quoted}", anchor, "If it applies")
        shown = reply.value.quoted if reply.value else words.state(reply)
        return Line(subject, ask, shown, anchor, "Open" if reply.open else "")

    def _floor(self, section: str) -> Line:
        tally = self._it.judgement.sections[section]
        found = self._sections[section]
        floor = self._it.situation.plan.settings.section_floors[section]
        return Line(
            section,
            found.section.title,
            f"Scores {percent(tally.score, limits=(floor,))}; {threshold(floor)} is wanted.",
            words.section_anchor(section),
            "Below its floor",
        )

    @cached_property
    def _checks(self) -> Mapping[str, str]:
        return {key: check.message for key, check, _ in self._it.situation.plan.checks}

    @cached_property
    def _findings(self) -> Mapping[tuple[str, str], Finding]:
        return {(found.kind, found.subject): found for found in self._it.findings}

    @cached_property
    def _sections(self) -> Mapping[str, SectionResult]:
        return {
            f"{one.questionnaire.id}/{found.section.id}": found
            for one in self._it.questionnaires
            for found in one.sections
        }

    @cached_property
    def _shown(self) -> frozenset[str]:
        return frozenset(result.reply.item.key for result in self._it.questions)

    def anchor(self, question: str) -> str | None:
        """The id of the place where a question is shown; None if it is not."""
        return words.question_anchor(question) if question in self._shown else None
