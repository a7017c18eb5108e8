"""The part of the way to green that is ours: open questions, other plans, risks that IT accepts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.judgement import RuleResult
from vendorcheck.assessment.path_to_fast.changes import (
    Change,
    changes_of_answer,
    describe_changes,
    statuses_after,
)
from vendorcheck.assessment.plan.check import PlannedCheck
from vendorcheck.assessment.plan.plan import group_tests
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.questions import plain_question
from vendorcheck.model.vendor_file import AcceptedRisk, Answer, Response, VendorFile

_WHOEVER_MAY: Final = "IT"


@dataclass(frozen=True, slots=True)
class ChangedRequest:
    """A request after one change.

    Args:
        key: the question that has another answer.
        text: the question in plain words.
        words: the change in words.
        duty: what a requirement says that we have to do about it; empty if none does.
        vendor: the vendor file with the change.
    """

    key: str
    text: str
    words: str
    duty: str
    vendor: VendorFile


def find_open_facts(
    evaluation: Evaluation, obstacles: Iterable[RuleResult]
) -> list[PlannedQuestion]:
    """Return the open questions of the request on which it depends what else there is to do.

    They are those with options or numbers that a requester is asked in the pre-check, and whatever
    the checks that stand in the way name.
    """
    named_keys = _keys_named_by(evaluation, obstacles)
    return [
        status.question
        for status, applies in evaluation
        if status.is_open
        and applies is not False
        and status.question.is_for_requester
        and (_decides_more(status.question) or status.question.key in named_keys)
    ]


def _decides_more(question: PlannedQuestion) -> bool:
    definition = question.definition
    return definition.precheck and (definition.is_chosen or bool(definition.counted_unit))


def changed_requests(
    evaluation: Evaluation, vendor: VendorFile, obstacles: Sequence[RuleResult]
) -> Iterator[ChangedRequest]:
    """Yield the request after each single change of an answer that the obstacles name."""
    named_keys = _keys_named_by(evaluation, obstacles)
    duties = _duties(evaluation, obstacles)
    tests_by_question = group_tests([check.condition for check in evaluation.plan.checks])
    for position, status in enumerate(evaluation.statuses):
        question, parsed_answer = status.question, status.parsed_answer
        if question.key not in named_keys or not question.is_for_requester or not parsed_answer:
            continue
        tests = tests_by_question.get(question.key, ())
        for kind, option, answer, cost in changes_of_answer(
            question.definition, parsed_answer, tests
        ):
            change = Change(position, question.key, kind, option, answer, status, cost)
            if after := statuses_after(frozenset((change,))):
                yield ChangedRequest(
                    question.key,
                    plain_question(question.definition),
                    " ".join(describe_changes((change,))),
                    duties.get(question.key, ""),
                    _with_reply(vendor, after[position]),
                )


def accept_risks(vendor: VendorFile, subjects: Iterable[str], as_of: date) -> VendorFile:
    """Return the vendor file as if somebody had accepted the risks of some questions and checks."""
    accepted = tuple(
        AcceptedRisk(
            question=subject,
            reason=_WHOEVER_MAY,
            accepted_by=_WHOEVER_MAY,
            accepted_on=as_of,
            expires=as_of,
        )
        for subject in subjects
    )
    return vendor.model_copy(update={"accepted_risks": (*vendor.accepted_risks, *accepted)})


def _keys_named_by(evaluation: Evaluation, obstacles: Iterable[RuleResult]) -> frozenset[str]:
    """Return the questions that stand in the way, and those that such checks name."""
    subjects = {subject for result in obstacles for subject in result.subjects}
    named_by_checks = (
        check.referenced_keys for check in evaluation.plan.checks if check.key in subjects
    )
    return frozenset(subjects).union(*named_by_checks)


def _duties(evaluation: Evaluation, obstacles: Iterable[RuleResult]) -> dict[str, str]:
    """Return what requirements of ours in the way say that we have to do, by question."""
    subjects = {subject for result in obstacles for subject in result.subjects}
    return {
        key: check.definition.remedy
        for check in evaluation.plan.checks
        if check.key in subjects and check.definition.remedy and is_about_us(check, evaluation)
        for key in check.referenced_keys
    }


def vendor_questions(check: PlannedCheck, evaluation: Evaluation) -> frozenset[str]:
    """Return the questions about the vendor that a check names."""
    questions, positions = evaluation.plan.questions, evaluation.plan.position_by_key
    return frozenset(
        key for key in check.referenced_keys if not questions[positions[key]].is_for_requester
    )


def is_about_us(check: PlannedCheck, evaluation: Evaluation) -> bool:
    """Return whether a check is about our request alone, which no vendor can change."""
    return not vendor_questions(check, evaluation)


def _with_reply(vendor: VendorFile, status: QuestionStatus) -> VendorFile:
    """Return the vendor file with the reply of a status."""
    questionnaire_id, _, question_id = status.question.key.partition("/")
    response = vendor.responses.get(questionnaire_id, Response())
    reply = status.parsed_answer.raw if status.parsed_answer else None
    answers = {**response.answers, question_id: Answer(answer=reply, source="us")}
    changed = response.model_copy(update={"answers": answers})
    return vendor.model_copy(update={"responses": {**vendor.responses, questionnaire_id: changed}})
