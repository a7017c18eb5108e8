"""Find the gaps of an answer: the options and bands that earn less than full credit."""

from collections.abc import Iterator
from dataclasses import replace

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.findings.finding import Finding, finding_on_question
from vendorcheck.assessment.score import points_lost
from vendorcheck.model.questions import AnswerResult, BaseQuestion, Option
from vendorcheck.model.vendor_file import AcceptedRisk


def gap_findings(
    status: QuestionStatus, accepted_risk: AcceptedRisk | None, total_units: int
) -> Iterator[Finding]:
    """Yield a finding for each gap of an answer; several options may each be one.

    `total_units` is the weight of all questions that count, in the plan's unit.
    """
    parsed_answer, answer_result = status.parsed_answer, status.answer_result
    if parsed_answer is None or answer_result is None or answer_result.credit == 1:
        return
    question = status.question.definition
    for gap in answer_result.gaps:
        wording = gap.wording
        severity = gap.severity or status.question.severity
        yield replace(
            finding_on_question(status, "gap", severity, _gap_title(gap, answer_result, question)),
            points=points_lost(status, total_units),
            missing=question.missing_for_full_credit(parsed_answer) or None,
            why=question.why,
            remedy=wording.remedy or question.remedy,
            clause=wording.clause or question.clause,
            effort=wording.effort or question.effort,
            controls=question.controls,
            mitigation=status.answer.mitigation if status.answer else None,
            accepted_risk=accepted_risk,
        )


def _gap_title(gap: AnswerResult, answer_result: AnswerResult, question: BaseQuestion) -> str:
    """Return the gap in a few words; of several that the question words, each names its option."""
    if gap.wording.finding:
        return gap.wording.finding
    title = question.finding or question.ask
    worded_by_question = [other for other in answer_result.gaps if not other.wording.finding]
    if len(worded_by_question) > 1 and isinstance(gap.wording, Option):
        return f"{title}: {gap.wording.label}"
    return title
