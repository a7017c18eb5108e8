"""The reasons of a pre-check for and against the product, in plain words, the worst first."""

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.judgement import Judgement, Rule
from vendorcheck.assessment.plan.check import PlannedCheck
from vendorcheck.assessment.precheck.our_part import is_about_us, vendor_questions
from vendorcheck.assessment.precheck.precheck import (
    PrecheckReason,
    PrecheckReasonKind,
)
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import SEVERITIES, Severity, Verdict
from vendorcheck.model.questions import plain_answer, plain_question

KIND_BY_RULE: Final[tuple[tuple[Rule, bool, PrecheckReasonKind], ...]] = (
    # The rule, whether it only could fire, and the kind of reason that it is then.
    ("blocker", False, "must"),
    ("requirement", False, "must"),
    ("blocker", True, "ask"),
    ("finding", True, "ask"),
    ("finding", False, "agree"),
)
"""The kind of the reason that a rule fires for, or could fire for; the first of several counts."""
KIND_ORDER: Final[tuple[PrecheckReasonKind, ...]] = get_args(PrecheckReasonKind)
"""The kinds of reasons, the worst first."""
OVERALL_TEXTS: Final[Mapping[Verdict, str]] = {
    "approve-with-conditions": "The answers are weaker than what IT accepts without an agreement.",
    "do-not-approve": "The answers are weaker than what IT accepts, agreement or not.",
}
"""The reason where only the sum of all answers decides, by verdict."""


def collect_reasons(evaluation: Evaluation, judgement: Judgement) -> tuple[PrecheckReason, ...]:
    """Return the reasons for and against the product, the worst first; each question once."""
    # A question that several rules fire for has the kind of the first of them.
    kinds = {
        subject: kind
        for rule, could, kind in reversed(KIND_BY_RULE)
        for result in judgement.rule_results
        if (result.rule, result.could) == (rule, could)
        for subject in result.subjects
    }
    kinds = _kinds_of_open_facts(evaluation, kinds) | kinds
    reasons = [*_contradiction_reasons(evaluation), *_overall_reasons(judgement)]
    for status, applies in evaluation:
        question = status.question
        about_vendor = applies is not False and not question.is_for_requester
        if about_vendor or question.key in kinds:
            reasons += _question_reasons(status, applies, kinds.get(question.key))
    return tuple(sorted(reasons, key=lambda reason: KIND_ORDER.index(reason.kind)))


def _kinds_of_open_facts(
    evaluation: Evaluation, kinds: Mapping[str, PrecheckReasonKind]
) -> dict[str, PrecheckReasonKind]:
    """Return the open questions of the request that decide whether a check fails that matters."""
    named_keys = frozenset().union(
        *(check.referenced_keys for check in evaluation.plan.checks if check.key in kinds)
    )
    return {
        status.question.key: "ask"
        for status, applies in evaluation
        if status.question.key in named_keys
        and status.is_open
        and applies is not False
        and status.question.is_for_requester
    }


def _overall_reasons(judgement: Judgement) -> Iterator[PrecheckReason]:
    """Yield the reason where only the sum of all answers decides."""
    text = OVERALL_TEXTS.get(judgement.verdict)
    deciding_rules = {
        result.rule
        for result in judgement.rule_results
        if result.effective_verdict == judgement.verdict
    }
    if text and deciding_rules == {"score-band"}:
        yield PrecheckReason("together", "", text)


def _contradiction_reasons(evaluation: Evaluation) -> Iterator[PrecheckReason]:
    for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True):
        if fails is True:
            message = check.definition.message
            if not check.is_requirement:
                yield PrecheckReason("contradiction", check.key, message)
                continue
            kind = kind_of_requirement(check, evaluation.plan.settings.conditions_from)
            is_ours = is_about_us(check, evaluation)
            yield PrecheckReason(
                "ours" if is_ours and kind == "agree" else kind,
                check.key,
                message,
                remedy=check.definition.remedy,
                is_ours=is_ours,
                combines=vendor_questions(check, evaluation),
            )


def kind_of_requirement(check: PlannedCheck, conditions_from: Severity) -> PrecheckReasonKind:
    """Return the kind of the reason that a failed requirement is."""
    if check.blocks:
        return "must"
    needs_agreement = SEVERITIES.index(check.severity) >= SEVERITIES.index(conditions_from)
    return "agree" if needs_agreement else "weak"


def _question_reasons(
    status: QuestionStatus, applies: Truth, kind: PrecheckReasonKind | None
) -> Iterator[PrecheckReason]:
    key, question = status.question.key, status.question.definition
    text = plain_question(question)
    if status.parsed_answer is None or status.answer_result is None:
        # A question that may be left out, or may not apply, is no reason.
        if kind or (status.is_open and applies is True and status.question.is_scored):
            is_said_not_to_apply = status.answer_state == "not-confirmed"
            yield PrecheckReason("confirm" if is_said_not_to_apply else "ask", key, text)
        return
    answer = plain_answer(question, status.parsed_answer)
    if status.earns_full_credit:
        yield PrecheckReason("good", key, text, answer)
        return
    remedy = status.answer_result.gap_text("remedy", question)
    is_ours = status.question.is_for_requester
    kind = "ours" if is_ours and kind == "agree" else kind
    yield PrecheckReason(kind or "weak", key, text, answer, remedy, is_ours)
