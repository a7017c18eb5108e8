"""Findings for a reader, each once with all about it; those with the same words share a card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.judgement import Rule
from vendorcheck.model.fields import Severity
from vendorcheck.reports.view import anchors
from vendorcheck.reports.view.answers import answer_text, note_statements
from vendorcheck.reports.view.evidence import EvidenceEntry, lay_out_evidence
from vendorcheck.reports.view.phrases import controls_note
from vendorcheck.text.numbers import format_points

_CONSEQUENCES: Final[Mapping[Rule, str]] = {
    "blocker": "must be met",
    "requirement": "must be met",
    "finding": "requires a condition",
    "grade": "requires a condition",
}
"""The consequence of a finding while the rule fires for its question or check."""
_MAX_ANSWERS_OF_CHECK: Final = 5


@dataclass(frozen=True, slots=True)
class Statement:
    """A titled text about a finding; `is_quoted` is true for free text of somebody outside."""

    title: str
    text: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding, the questions or the check that it is about, and everything known about it.

    `anchor` is None where an earlier card is about the same question; `more_anchors` are those of
    its further subjects, which no earlier card is about. `consequence` says that it
    must be met or requires a condition. `ask` and `answer` are there if it is about one question.
    """

    anchor: str | None
    severity: Severity
    finding: str
    consequence: str
    subjects: tuple[str, ...]
    ask: str
    answer: str
    points: str
    statements: tuple[Statement, ...]
    evidence: tuple[EvidenceEntry, ...]
    duties: tuple[str, ...]
    more_anchors: tuple[str, ...]

    @property
    def small_print(self) -> tuple[str, ...]:
        """The consequence and the points that it costs, as far as there are any."""
        points = f"costs {self.points} points" if self.points else ""
        return tuple(filter(None, (self.consequence, points)))


def lay_out_findings(assessment: Assessment) -> tuple[FindingCard, ...]:
    """Lay out the findings of an assessment in their order.

    Findings about the support of answers share a card if their words agree.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(assessment.findings):
        is_separate = (
            finding.kind in {"gap", "contradiction", "overdue"} or finding.accepted_risk is not None
        )
        key = (
            (number,)
            if is_separate
            else (finding.kind, finding.severity, finding.finding, finding.remedy)
        )
        groups.setdefault(key, []).append(finding)
    printer = _CardPrinter(assessment)
    return tuple(printer.card(group) for group in groups.values())


class _CardPrinter:
    """Makes cards in order: what is known about a question stands on its first card."""

    def __init__(self, assessment: Assessment) -> None:
        self._evaluation = assessment.evaluation
        self._used_subjects: set[str] = set()
        self._consequences: dict[tuple[str, str], str] = {
            (result.rule, subject): _CONSEQUENCES[result.rule]
            for result in assessment.judgement.rule_results
            if result.rule in _CONSEQUENCES and not result.could
            for subject in result.subjects
        }

    def card(self, group: list[Finding]) -> FindingCard:
        """Return the card of findings with the same words."""
        finding, is_single = group[0], len(group) == 1
        subjects = tuple(member.subject for member in group if member.subject)
        is_first = finding.subject not in self._used_subjects
        further = dict.fromkeys(one for one in subjects[1:] if one not in self._used_subjects)
        self._used_subjects.update(subjects)
        status = self._status_of(finding) if is_single else None
        details = status if is_first else None
        return FindingCard(
            anchor=anchors.finding_anchor(finding.subject) if is_first and subjects else None,
            severity=finding.severity,
            finding=finding.finding,
            consequence="accepted" if finding.accepted_risk else self._consequence_of(finding),
            subjects=subjects,
            ask=status.question.definition.ask if status else "",
            answer=finding.display_answer or (status and answer_text(status)) or "",
            points=format_points(finding.points) if finding.points else "",
            statements=(
                *self._answers_of_check(finding),
                *_answers_of_group(group),
                *_notes(details),
                *_finding_statements(finding, is_single=is_single),
            ),
            evidence=tuple(lay_out_evidence(piece) for piece in details.support.evidence)
            if details
            else (),
            duties=tuple(_duties(details)) if details else (),
            more_anchors=tuple(
                anchors.finding_anchor(one) for one in further if one != finding.subject
            ),
        )

    def _status_of(self, finding: Finding) -> QuestionStatus | None:
        position = self._evaluation.plan.position_by_key.get(finding.question or "")
        return None if position is None else self._evaluation.statuses[position]

    def _consequence_of(self, finding: Finding) -> str:
        rules: tuple[Rule, ...] = (
            ("grade",) if finding.kind == "grade" else ("blocker", "requirement", "finding")
        )
        if finding.kind not in {"gap", "requirement", "contradiction", "grade"}:
            return ""
        consequences = (self._consequences.get((rule, finding.subject)) for rule in rules)
        return next(filter(None, consequences), "")

    def _answers_of_check(self, finding: Finding) -> Iterator[Statement]:
        """Yield the answers that a contradiction or failed requirement is about."""
        plan = self._evaluation.plan
        if finding.check not in plan.check_by_key:
            return
        keys = plan.check_by_key[finding.check].referenced_keys & plan.position_by_key.keys()
        for position in sorted(map(plan.position_by_key.__getitem__, keys))[:_MAX_ANSWERS_OF_CHECK]:
            status = self._evaluation.statuses[position]
            answer = status.parsed_answer.quotable_text if status.parsed_answer else ""
            if answer:
                yield Statement("Answer", f"{status.question.definition.ask} {answer}")


def _answers_of_group(findings: list[Finding]) -> Iterator[Statement]:
    """Yield the answers of a card about several; without evidence they are named by keys only."""
    if len(findings) > 1 and findings[0].kind in {"grade", "accepted-risk"}:
        for finding in findings:
            if finding.ask:
                yield Statement("Question", f"{finding.ask} {finding.display_answer or ''}".strip())


def _finding_statements(finding: Finding, *, is_single: bool) -> Iterator[Statement]:
    condition = finding.condition
    titled = (
        ("Who", condition and condition.owner),
        ("Before", condition and condition.before),
        ("Missing for full credit", finding.missing),
        ("Why it matters", finding.why),
        ("Remedy", finding.remedy),
        ("Clause", finding.clause),
    )
    yield from (Statement(title, text) for title, text in titled if text)
    if finding.mitigation:
        due = f", due {finding.mitigation.due}" if finding.mitigation.due else ""
        yield Statement(f"What is done about it{due}", finding.mitigation.text, is_quoted=True)
    if finding.accepted_risk:
        risk = finding.accepted_risk
        yield Statement(f"Accepted by {risk.accepted_by} until {risk.expires}", risk.reason)
    if is_single and (controls := controls_note(finding)):
        yield Statement("Controls", controls)


def _notes(status: QuestionStatus | None) -> Iterator[Statement]:
    if status and status.answer:
        for title, text in note_statements(status):
            yield Statement(title, text, is_quoted=True)


def _duties(status: QuestionStatus) -> Iterator[str]:
    """Yield what the documents behind an answer require of us, each once."""
    yield from dict.fromkeys(
        duty for piece in status.support.evidence for duty in piece.evidence.our_duties
    )
