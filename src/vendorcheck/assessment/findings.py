"""Findings: gaps, failed checks, weak grades, missing evidence and lapsed accepted risks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.assessment.accepted_risks import (
    AcceptedRisks,
    covering_risk,
    sorted_accepted_risks,
)
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.support import (
    STANDING_PHRASES,
    AssessedEvidence,
    EvidenceStanding,
    nearest_standing,
)
from vendorcheck.model.evidence import FileState
from vendorcheck.model.fields import SEVERITIES, Effort, Severity
from vendorcheck.model.questions import AnswerResult, BaseQuestion, Option, ParsedAnswer
from vendorcheck.model.vendor_file import AcceptedRisk, Mitigation, VendorFile

FindingKind: TypeAlias = Literal[
    "gap", "requirement", "contradiction", "grade", "accepted-risk", "evidence"
]
FINDING_KINDS: tuple[FindingKind, ...] = get_args(FindingKind)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the vendor that is not as it should be.

    A contradiction or failed requirement has a `check`, every other kind a `question`. `answer` is
    the answer as written, `display_answer` as a person reads it; `missing` is the rest for full
    credit where several options count. `controls` maps a framework to the controls concerned.
    """

    kind: FindingKind
    severity: Severity
    finding: str
    question: str | None = None
    check: str | None = None
    ask: str | None = None
    answer: str | tuple[str, ...] | None = None
    display_answer: str | None = None
    missing: str | None = None
    why: str | None = None
    remedy: str | None = None
    clause: str | None = None
    effort: Effort | None = None
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mitigation: Mitigation | None = None
    accepted_risk: AcceptedRisk | None = None

    @property
    def subject(self) -> str:
        """Return the key of the question or the check."""
        return self.question or self.check or ""


def collect_findings(
    evaluation: Evaluation, vendor: VendorFile, accepted_risks: AcceptedRisks
) -> tuple[Finding, ...]:
    """Return all findings, worst first; then by kind, then in the order of the questionnaires."""
    findings = [
        *_question_findings(evaluation, accepted_risks),
        *_check_findings(evaluation, accepted_risks),
        *_lapsed_risk_findings(evaluation, vendor, accepted_risks),
    ]
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                -SEVERITIES.index(finding.severity),
                FINDING_KINDS.index(finding.kind),
            ),
        )
    )


def _question_findings(evaluation: Evaluation, accepted_risks: AcceptedRisks) -> Iterator[Finding]:
    for status, applies in evaluation:
        if status.parsed_answer is None or applies is not True:
            continue
        accepted_risk = covering_risk(status, accepted_risks)
        if status.question.is_scored:
            result = status.answer_result
            if result is not None and result.credit < 1:
                yield from _gap_findings(status, status.parsed_answer, result, accepted_risk)
            yield from _grade_findings(status, accepted_risk)
        yield from _evidence_findings(status)


def _gap_findings(
    status: QuestionStatus,
    parsed_answer: ParsedAnswer,
    answer_result: AnswerResult,
    accepted_risk: AcceptedRisk | None,
) -> Iterator[Finding]:
    """Yield a finding for each gap of an answer; several options may each be one."""
    question = status.question.definition
    for gap in answer_result.gaps:
        wording = gap.wording
        yield Finding(
            "gap",
            gap.severity or status.question.severity,
            _gap_title(gap, answer_result, question),
            question=status.question.key,
            ask=question.ask,
            answer=parsed_answer.raw,
            display_answer=parsed_answer.display_text,
            missing=question.missing_for_full_credit(parsed_answer) or None,
            why=question.why,
            remedy=wording.remedy or question.remedy,
            clause=wording.clause or question.clause,
            effort=wording.effort or question.effort,
            controls=question.maps_to,
            mitigation=status.answer.mitigation if status.answer else None,
            accepted_risk=accepted_risk,
        )


def _gap_title(gap: AnswerResult, answer_result: AnswerResult, question: BaseQuestion) -> str:
    """Return the gap in a few words; of several that the question words, each names its option."""
    if gap.wording.finding:
        return gap.wording.finding
    title = question.finding or question.ask
    shared = [other for other in answer_result.gaps if not other.wording.finding]
    if len(shared) > 1 and isinstance(gap.wording, Option):
        return f"{title}: {gap.wording.label}"
    return title


def _support_finding(
    status: QuestionStatus,
    kind: FindingKind,
    severity: Severity,
    text: str,
    remedy: str,
    accepted_risk: AcceptedRisk | None,
) -> Finding:
    return Finding(
        kind,
        severity,
        text,
        question=status.question.key,
        ask=status.question.definition.ask,
        answer=status.parsed_answer.raw if status.parsed_answer else None,
        display_answer=status.parsed_answer.display_text if status.parsed_answer else None,
        remedy=remedy,
        controls=status.question.definition.maps_to,
        accepted_risk=accepted_risk,
    )


def _grade_findings(
    status: QuestionStatus, accepted_risk: AcceptedRisk | None
) -> Iterator[Finding]:
    if status.grade in status.question.insufficient_grades:
        minimum_grade = status.question.requirements.minimum_grade
        support = status.support
        why = (
            f" since its evidence ended on {support.ended_on}"
            if support.ended_on
            else f" because {support.weakness}"
            if support.weakness
            else ""
        )
        text = f"The answer is only {status.grade}{why}; {minimum_grade} is required"
        remedy = "Let us test it, or send a test's result."
        if status.answer and status.answer.grade == "verified":
            remedy = "Review it: write who reviewed it and when."
        elif minimum_grade == "documented":
            remedy = (
                "Send the current document."
                if support.ended_on
                else "Send a document that shows it."
            )
        yield _support_finding(
            status, "grade", status.question.severity, text, remedy, accepted_risk
        )


def _evidence_findings(status: QuestionStatus) -> Iterator[Finding]:
    """Yield the finding about evidence that has ended or whose file is not what it was.

    Where evidence is expected, it is about an answer that none supports.
    """
    evidence = status.support.evidence
    texts = [
        f"{text}: {', '.join(titles)}"
        for text, state in _EVIDENCE_REPORTS
        if (titles := [piece.title for piece in evidence if state in _states_of(piece)])
    ]
    if texts:
        remedy = "Send the current document."
    elif (
        status.question.definition.evidence == "expected"
        and not status.support.has_evidence_that_counts
    ):
        nearest = nearest_standing(evidence)
        why = f": {STANDING_PHRASES[nearest]}" if nearest else ""
        texts, remedy = [f"No evidence supports the answer{why}"], "Send a document or a link."
    else:
        return
    yield _support_finding(status, "evidence", "low", ". ".join(texts), remedy, None)


_EVIDENCE_REPORTS: Final[tuple[tuple[str, EvidenceStanding | FileState], ...]] = (
    ("Evidence has expired", "expired"),
    ("The file of the evidence has changed", "changed"),
    ("The file of the evidence is missing", "missing"),
    ("The file of the evidence does not lie in the vendor file's folder", "outside"),
)
"""The words of a finding on evidence, by its standing or the state of its file."""


def _states_of(piece: AssessedEvidence) -> tuple[EvidenceStanding | FileState | None, ...]:
    return "expired" if piece.ended_on else piece.standing, piece.file_state


def _check_findings(evaluation: Evaluation, accepted_risks: AcceptedRisks) -> Iterator[Finding]:
    for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True):
        if fails is True:
            remedy = check.definition.remedy
            yield Finding(
                check.definition.kind,
                check.severity,
                check.definition.message,
                check=check.key,
                remedy=remedy if check.is_requirement else "Say which of the answers is right.",
                clause=check.definition.clause if check.is_requirement else None,
                accepted_risk=next(iter(accepted_risks.get(check.key, ())), None),
            )


def _lapsed_risk_findings(
    evaluation: Evaluation, vendor: VendorFile, accepted_risks: AcceptedRisks
) -> Iterator[Finding]:
    """Yield the accepted risks that ended or whose answer changed, while their subject remains."""
    all_risks = sorted_accepted_risks(vendor)
    for status, applies in evaluation:
        risks = [risk for risk in all_risks if risk.question == status.question.key]
        if risks and applies is not False and _needs_acceptance(status, accepted_risks):
            for risk in risks:
                yield _lapsed_risk_finding(
                    risk, status.question.severity, evaluation.as_of, status=status
                )
    for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True):
        for risk in all_risks:
            if (
                risk.question == check.key
                and fails is not False
                and check.key not in accepted_risks
            ):
                yield _lapsed_risk_finding(risk, check.severity, evaluation.as_of, check=check.key)


def _needs_acceptance(status: QuestionStatus, accepted_risks: AcceptedRisks) -> bool:
    """Return whether a question has an open point, gap or weak grade that no risk covers."""
    if not status.question.is_subject_to_rules or covering_risk(status, accepted_risks):
        return False
    return status.is_open or (
        status.parsed_answer is not None
        and (not status.earns_full_credit or status.grade in status.question.insufficient_grades)
    )


def _lapsed_risk_finding(
    risk: AcceptedRisk,
    severity: Severity,
    as_of: date,
    status: QuestionStatus | None = None,
    check: str | None = None,
) -> Finding:
    return Finding(
        "accepted-risk",
        severity,
        f"The acceptance by {risk.accepted_by} ended on {risk.expires}"
        if risk.expires < as_of
        else f"The acceptance by {risk.accepted_by} begins only on {risk.accepted_on}"
        if risk.accepted_on > as_of
        else f"{risk.accepted_by} accepted another answer than the one given now",
        question=status.question.key if status else None,
        check=check,
        ask=status.question.definition.ask if status else None,
        answer=status.parsed_answer.raw if status and status.parsed_answer else None,
        display_answer=status.parsed_answer.display_text
        if status and status.parsed_answer
        else None,
        remedy="Accept it anew with a reason and an end, or have it mended."
        if risk.accepted_on <= as_of
        else "Have it mended, or accept it as of today.",
    )
