"""Why the verdict is what it is: each rule that fired, with the questions, checks and sections for whose sake it did."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from vendorcheck.assessment.assessment import Assessment, SectionResult
from vendorcheck.assessment.findings import Finding
from vendorcheck.assessment.reasons import describe_further_subjects, format_threshold
from vendorcheck.assessment.rules import FiredRule, Rule
from vendorcheck.reports.view import words
from vendorcheck.text.numbers import format_percent

_GAP_RULES: tuple[Rule, ...] = ("blocker-failed", "finding")


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A question, check or section for whose sake a rule fired. `anchor`: where the page says more, if it does.

    `mark`: what is wrong with it, where the title doesn't say that.
    """

    key: str
    title: str
    detail: str = ""
    anchor: str | None = None
    mark: str = ""

    @property
    def with_mark(self) -> "ReasonLine":
        """The same with its mark before the title: for a list of lines that stand there for several rules."""
        return replace(self, title=f"{self.mark}: {self.title}") if self.mark else self


@dataclass(frozen=True, slots=True)
class RuleExplanation:
    """A rule that fired, in a sentence, the verdict it asks for, and for whose sake."""

    detail: str
    verdict: str
    lines: tuple[ReasonLine, ...]


class RuleExplainer:
    """Finds the words for what a rule fired for."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment

    @cached_property
    def explanations(self) -> tuple[RuleExplanation, ...]:
        """The rules that fired, worst first. What is said of a question is said once: under the weightiest rule."""
        told: set[tuple[str, str]] = set()
        found: list[RuleExplanation] = []
        for reason in self._assessment.reasons:
            lines = [self.explain_subject(subject, reason.rule) for subject in reason.subjects]
            left = [line for line in lines if (line.key, line.title) not in told]
            if left or not lines:
                detail = (
                    reason.detail
                    if len(left) == len(lines)
                    else describe_further_subjects(reason, len(left))
                )
                found.append(
                    RuleExplanation(detail, words.VERDICT_LABELS[reason.verdict], tuple(left))
                )
            told.update((line.key, line.title) for line in lines)
        return tuple(found)

    def explain_obstacle(self, fired_rule: FiredRule) -> RuleExplanation:
        """A rule that still stands in the way once all that can be done is done."""
        lines = tuple(
            self.explain_subject(subject, fired_rule.rule) for subject in fired_rule.subjects
        )
        return RuleExplanation(
            words.OBSTACLE_LABELS[fired_rule.rule], words.VERDICT_LABELS[fired_rule.verdict], lines
        )

    def explain_subject(self, subject: str, rule: Rule) -> ReasonLine:
        """What is said of one question, check or section."""
        if rule == "section-floor":
            return self._explain_section_floor(subject)
        if subject in self._check_messages:
            return ReasonLine(subject, self._check_messages[subject])
        reply = self._assessment.evaluation.statuses[
            self._assessment.evaluation.plan.position_by_key[subject]
        ]
        ask, anchor = reply.question.definition.ask, self.anchor_of(subject)
        gap, weak = self._findings.get(("gap", subject)), self._findings.get(("grade", subject))
        if rule in _GAP_RULES and gap:
            return ReasonLine(subject, gap.finding, f"{ask} {gap.display_answer}", anchor)
        if rule == "grade" and weak:
            return ReasonLine(subject, ask, weak.finding, anchor, "Weakly supported")
        if reply.parsed_answer and reply.answer_result and rule == "blocker-open":
            wording = reply.answer_result.wording
            gap_title = wording.finding or reply.question.definition.finding or ask
            return ReasonLine(
                subject,
                gap_title,
                f"{ask} {reply.parsed_answer.quotable_text}",
                anchor,
                "If it applies",
            )
        shown = (
            reply.parsed_answer.quotable_text if reply.parsed_answer else words.state_label(reply)
        )
        return ReasonLine(subject, ask, shown, anchor, "Open" if reply.is_open else "")

    def _explain_section_floor(self, section: str) -> ReasonLine:
        tally = self._assessment.judgement.section_tallies[section]
        found = self._sections[section]
        floor = self._assessment.evaluation.plan.settings.section_floors[section]
        return ReasonLine(
            section,
            found.section.title,
            f"Scores {format_percent(tally.score, limits=(floor,))}; {format_threshold(floor)} is wanted.",
            words.section_anchor(section),
            "Below its floor",
        )

    @cached_property
    def _check_messages(self) -> Mapping[str, str]:
        return {key: check.message for key, check, _ in self._assessment.evaluation.plan.checks}

    @cached_property
    def _findings(self) -> Mapping[tuple[str, str], Finding]:
        return {(found.kind, found.subject): found for found in self._assessment.findings}

    @cached_property
    def _sections(self) -> Mapping[str, SectionResult]:
        return {
            f"{one.questionnaire.id}/{found.section.id}": found
            for one in self._assessment.questionnaires
            for found in one.sections
        }

    @cached_property
    def _shown_questions(self) -> frozenset[str]:
        return frozenset(result.status.question.key for result in self._assessment.questions)

    def anchor_of(self, question: str) -> str | None:
        """The id of the place where a question is shown; None if it is not."""
        return words.question_anchor(question) if question in self._shown_questions else None
