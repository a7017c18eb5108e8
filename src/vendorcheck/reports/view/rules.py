"""The rules that fired, each with the questions, checks and sections that made it fire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.judgement import MORE_INFORMATION_NEEDED, Rule, RuleResult
from vendorcheck.assessment.questionnaire_results import SectionResult
from vendorcheck.assessment.reasons import describe_further_subjects, format_threshold
from vendorcheck.model.fields import SEVERITIES, Severity
from vendorcheck.reports.view import anchors, words
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.words import join_list

_MAX_SHOWN_LINES = 10
"""The most questions, checks and sections that are listed below a rule."""
_GAP_RULES: tuple[Rule, ...] = ("blocker", "finding")
_PLACES: Mapping[str, str] = {
    "Open": "What is not known",
    "Not decided": "What is not known",  # what decides it is open
    "If it applies": "All answers",
    "Below its floor": "Score by section",
    "Could fall below its floor": "Score by section",
}
"""The chapter that lists a line, by its mark; other lines are findings."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A question, check or section that made a rule fire.

    `detail` is a sentence or the question, `answer` the answer to it. `severity` is that of the
    finding or of the open question. `anchor` is the place of the page with more about it, if there
    is one. `mark` says what is wrong with it, where the title does not.
    """

    key: str
    title: str
    detail: str = ""
    anchor: str | None = None
    mark: str = ""
    severity: Severity | None = None
    answer: str = ""

    @property
    def with_mark(self) -> "ReasonLine":
        """The same line with its mark before the title, for a list that serves several rules."""
        return replace(self, title=f"{self.mark}: {self.title}") if self.mark else self


@dataclass(frozen=True, slots=True)
class RuleExplanation:
    """A rule that fired: a sentence, the label of its verdict, and the lines that made it fire."""

    detail: str
    verdict: str
    lines: tuple[ReasonLine, ...]

    @property
    def shown_lines(self) -> tuple[ReasonLine, ...]:
        """The first lines, as many as people read here."""
        return self.lines[:_MAX_SHOWN_LINES]

    @property
    def more_text(self) -> str:
        """The number of the other lines in words, and where they are; empty without any."""
        others = self.lines[_MAX_SHOWN_LINES:]
        if not others:
            return ""
        places = dict.fromkeys(_PLACES.get(line.mark, "Findings") for line in others)
        named = join_list([f"“{place}”" for place in places])
        verb = "is" if len(others) == 1 else "are"
        return f"and {len(others)} more, which {verb} listed under {named}"


def _severity_rank(line: ReasonLine) -> int:
    """Return a key that sorts lines by severity, the worst first; those without one are last."""
    return -SEVERITIES.index(line.severity) if line.severity else 1


class RuleExplainer:
    """The explanations of the rules that fired for one assessment, or still fire on a path."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment

    @cached_property
    def explanations(self) -> tuple[RuleExplanation, ...]:
        """The rules that fired, worst first, with the lines of each by severity.

        A line is listed once, under the weightiest of its rules.
        """
        listed_lines: set[tuple[str, str]] = set()
        explanations: list[RuleExplanation] = []
        explained_rules: set[Rule] = set()
        for reason in self._assessment.reasons:
            lines = [
                self.explain_subject(subject, reason.result) for subject in reason.result.subjects
            ]
            new_lines = [line for line in lines if (line.key, line.title) not in listed_lines]
            # That the score could fall further says nothing that the first sentence does not.
            is_repeated = reason.result.rule == "score-band" and "score-band" in explained_rules
            explained_rules.add(reason.result.rule)
            if (new_lines or not lines) and not is_repeated:
                detail = (
                    reason.detail
                    if len(new_lines) == len(lines)
                    else describe_further_subjects(reason, len(new_lines))
                )
                explanations.append(
                    RuleExplanation(
                        detail,
                        words.VERDICT_LABELS[reason.result.effective_verdict],
                        tuple(sorted(new_lines, key=_severity_rank)),
                    )
                )
            listed_lines.update((line.key, line.title) for line in lines)
        return tuple(explanations)

    def explain_obstacle(self, rule_result: RuleResult) -> RuleExplanation:
        """Explain a rule that stands in the way once everything that can be done is done."""
        labels = words.POSSIBLE_OBSTACLE_LABELS if rule_result.could else words.OBSTACLE_LABELS
        return RuleExplanation(
            labels[rule_result.rule],
            words.VERDICT_LABELS[rule_result.effective_verdict],
            tuple(self.explain_subject(subject, rule_result) for subject in rule_result.subjects),
        )

    def explain_open_facts(self) -> Iterator[RuleExplanation]:
        """Yield the open facts that stand in the way of a path, if there are any."""
        if keys := self._assessment.open_facts:
            statuses = map(self._status_of, keys)
            lines = (
                ReasonLine(
                    status.question.key,
                    status.question.definition.ask,
                    words.state_label(status),
                    self.anchor_of(status.question.key),
                    "Open",
                )
                for status in statuses
            )
            yield RuleExplanation(
                "What the product is has to be known first",
                words.VERDICT_LABELS[MORE_INFORMATION_NEEDED],
                tuple(lines),
            )

    def explain_subject(self, subject: str, result: RuleResult) -> ReasonLine:
        """Return the line for one question, check, section or questionnaire of a rule."""
        rule = result.rule
        if rule == "section-floor":
            return self._explain_section_floor(subject, could=result.could)
        if subject in self._check_messages:
            mark = "Not decided" if result.could else ""
            severity = self._severity_of_check(subject)
            return ReasonLine(
                subject,
                self._check_messages[subject],
                anchor=self._place_of(subject),
                mark=mark,
                severity=severity,
            )
        if rule == "not-scorable":
            return ReasonLine(subject, self._assessment.library[subject].title)
        return self._explain_question(self._status_of(subject), rule)

    def _explain_question(self, status: QuestionStatus, rule: Rule) -> ReasonLine:
        question, parsed_answer = status.question, status.parsed_answer
        subject, ask = question.key, question.definition.ask
        line = ReasonLine(
            subject,
            ask,
            anchor=self._place_of(subject),
            severity=question.severity if question.is_scored else None,
            answer=parsed_answer.quotable_text if parsed_answer else words.state_label(status),
        )
        gap, weak_support = (
            self._findings.get(("gap", subject)),
            self._findings.get(("grade", subject)),
        )
        if rule in _GAP_RULES and gap:
            return replace(
                line,
                title=gap.finding,
                detail=ask,
                severity=gap.severity,
                answer=gap.display_answer or "",
            )
        if rule == "grade" and weak_support:
            return replace(line, detail=weak_support.finding, mark="Weakly supported")
        if parsed_answer and status.answer_result and rule in _GAP_RULES:
            gap_title = status.answer_result.gap_text("finding", question.definition) or ask
            return replace(line, title=gap_title, detail=ask, mark="If it applies")
        return replace(line, mark="Open" if status.is_open else "")

    def _status_of(self, key: str) -> QuestionStatus:
        """Return the status of a question that is asked, or that decides the tier."""
        evaluation = self._assessment.evaluation
        if key not in evaluation.plan.position_by_key and self._assessment.tiering.evaluation:
            evaluation = self._assessment.tiering.evaluation
        return evaluation.statuses[evaluation.plan.position_by_key[key]]

    def _explain_section_floor(self, section: str, *, could: bool) -> ReasonLine:
        tally = self._assessment.judgement.section_tallies[section]
        floor = self._assessment.evaluation.plan.settings.section_floors[section]
        verb, score = (
            ("Could still fall to", tally.lowest_score) if could else ("Scores", tally.score)
        )
        return ReasonLine(
            section,
            self._sections[section].section.title,
            f"{verb} {format_percent(score, 0, limits=(floor,))}; "
            f"{format_threshold(floor)} is required.",
            anchors.section_anchor(section),
            "Could fall below its floor" if could else "Below its floor",
        )

    def _severity_of_check(self, key: str) -> Severity:
        return self._assessment.evaluation.plan.check_by_key[key].severity

    @cached_property
    def _check_messages(self) -> Mapping[str, str]:
        return {
            check.key: check.definition.message for check in self._assessment.evaluation.plan.checks
        }

    @cached_property
    def _findings(self) -> Mapping[tuple[str, str], Finding]:
        # Of several about one answer, the first is the worst.
        return {
            (finding.kind, finding.subject): finding
            for finding in reversed(self._assessment.findings)
        }

    @cached_property
    def _sections(self) -> Mapping[str, SectionResult]:
        return {
            f"{result.questionnaire.id}/{section.section.id}": section
            for result in self._assessment.questionnaires
            for section in result.sections
        }

    @cached_property
    def _shown_questions(self) -> frozenset[str]:
        return frozenset(result.status.question.key for result in self._assessment.questions)

    def _place_of(self, subject: str) -> str | None:
        """Return the id of the finding on a question or check, else of the question's answer."""
        if any(key == subject for _, key in self._findings):
            return anchors.finding_anchor(subject)
        return self.anchor_of(subject)

    def anchor_of(self, question: str) -> str | None:
        """Return the id of the place that shows a question; None if no place does."""
        return anchors.question_anchor(question) if question in self._shown_questions else None
