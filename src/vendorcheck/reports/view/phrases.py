"""Notes in small print for the Markdown and the HTML report: on steps, questions and decisions."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from vendorcheck.assessment.decision_basis import ChangedPart, is_milder
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.questionnaire_results import QuestionResult
from vendorcheck.model.contract import AnnouncedChange, Contract
from vendorcheck.model.decisions import DecidedCondition, Decision
from vendorcheck.reports.view import words
from vendorcheck.reports.view.answers import not_applicable_reason
from vendorcheck.reports.view.controls import controls_in_words
from vendorcheck.reports.view.steps import PlannedStep
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import count_with_noun

CHANGED_LABELS: Final[Mapping[ChangedPart, str]] = {
    "answers": "the answers",
    "policy": "the policy",
    "questionnaires": "the questionnaires",
    "verdict": "the verdict",
}
"""Things that may have changed since a decision."""


def step_note(planned_step: PlannedStep) -> str:
    """Return the effort of a step, what it brings in, and the score after it."""
    return _join_parts(
        [
            f"{planned_step.effort} effort" if planned_step.step.kind == "remedy" else "",
            f"opens {count_with_noun(planned_step.opened_count, 'more question', 'more questions')}"
            if planned_step.opened_count
            else "",
            f"brings in {count_with_noun(planned_step.newly_counted, 'answer', 'answers')}"
            " that did not count before"
            if planned_step.newly_counted
            else "",
            f"then the score is {planned_step.score_text}",
        ]
    )


def open_question_note(result: QuestionResult) -> str:
    """Return the state of an open question, its weight, and whether it must be met."""
    question = result.status.question
    return _join_parts(
        [
            words.state_label(result.status).lower(),
            "must be met" if question.is_active_blocker else "",
            f"{question.severity}, weighs {words.format_number(question.weight)}"
            if question.is_scored
            else "not scored",
            "whether it applies is not known yet" if result.applies is None else "",
        ]
    )


def not_applicable_note(status: QuestionStatus) -> str:
    """Return why a question is said not to apply, as short as a quotation may be."""
    return short_name(not_applicable_reason(status), MAX_QUOTE_LENGTH)


def controls_note(finding: Finding) -> str:
    """Return the controls that a finding concerns, by framework; empty where there are none."""
    return _join_parts(controls_in_words(finding.controls))


def decision_sentence(decision: Decision) -> str:
    """Return what was decided, by whom and when."""
    return (
        f"{words.VERDICT_LABELS[decision.decision]}, "
        f"decided by {decision.by} on {decision.decided_on}"
    )


def verdict_remark(decision: Decision) -> str:
    """Return that a decision differs from the verdict of its day; empty if it does not."""
    if decision.verdict is None or decision.verdict == decision.decision:
        return ""
    if is_milder(decision.decision, decision.verdict):
        return "; the decision allows more"
    return "; the decision is stricter"


def advice_remark(decision: Decision) -> str:
    """Return, to follow the advice, that the decision goes against it; empty if it does not."""
    is_against = decision.advised_verdict not in {None, decision.decision}
    return "; the decision goes against it" if is_against else ""


def against_advice(decision: Decision) -> str:
    """Return that a decision allows more than IT advised, beside who decided and when."""
    advised = decision.advised_verdict
    is_against = advised is not None and is_milder(decision.decision, advised)
    return ", against IT’s advice" if is_against else ""


def condition_note(condition: DecidedCondition, as_of: date, *, is_last: bool) -> str:
    """Return who fulfils a condition, by when, and whether it is done.

    Only conditions of the last decision (`is_last`) can be overdue.
    """
    done = f"done on {condition.done_on}, says {condition.done_by}"
    is_overdue = is_last and condition.is_overdue(as_of)
    return _join_parts(
        [
            condition.owner or "",
            f"due {condition.due}" if condition.due else "",
            f"before {condition.before}" if condition.before else "",
            done if condition.is_done(as_of) else "overdue" if is_overdue else "not done yet",
        ]
    )


def change_note(change: AnnouncedChange) -> str:
    """Return when a change was announced, and until when we may object."""
    return _join_parts(
        [
            f"announced on {change.announced_on}" if change.announced_on else "",
            f"object by {change.object_by}" if change.object_by else "",
        ]
    )


def contract_note(contract: Contract) -> str:
    """Return when a contract renews, until when to give notice, and what it costs a year."""
    return _join_parts(
        [
            f"renews on {contract.renews_on}" if contract.renews_on else "",
            f"notice by {contract.notice_by}" if contract.notice_by else "",
            f"{contract.yearly_cost} a year" if contract.yearly_cost else "",
        ]
    )


def _join_parts(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)
