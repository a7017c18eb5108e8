"""Where each question stands for one vendor on one day: how it was answered, what that earns, does it apply."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.conditions import KnownAnswer, Truth, any_of
from vendorcheck.model.fields import Grade
from vendorcheck.model.questions import AnswerResult, ParsedAnswer
from vendorcheck.model.vendor_file import (
    Answer,
    Evidence,
    VendorFile,
    evidence_end,
    first_day_still_valid,
    short_form_answer,
)

AnswerState: TypeAlias = Literal["answered", "unknown", "disputed", "not-applicable", "unanswered"]


@dataclass(slots=True, eq=False)
class QuestionStatus:
    """How one question was answered. Nothing changes one, though it is not frozen: that would take thrice the time.

    `value` is there if it is answered, `outcome` if it has credit to give as well. `grade` is what the answer's
    evidence still supports; `expired` the evidence that no longer counts.
    """

    question: PlannedQuestion
    answer_state: AnswerState
    answer: Answer | None = None
    parsed_answer: ParsedAnswer | None = None
    answer_result: AnswerResult | None = None
    grade: Grade = "claimed"
    expired_evidence: tuple[Evidence, ...] = ()

    @property
    def is_open(self) -> bool:
        """Unanswered, unknown or disputed."""
        return self.parsed_answer is None and self.answer_state != "not-applicable"

    @property
    def earns_full_credit(self) -> bool:
        """Whether it earns full credit."""
        return self.answer_result is not None and self.answer_result.credit == 1

    @property
    def has_only_expired_evidence(self) -> bool:
        """Whether all its evidence has ended, so that it counts as claimed."""
        return (
            bool(self.expired_evidence)
            and self.answer is not None
            and len(self.expired_evidence) == len(self.answer.evidence)
        )

    def known_answer(self, applies: Truth) -> KnownAnswer:
        """What a `when` may know of it."""
        if self.parsed_answer is not None:
            return KnownAnswer(
                applies, "answered", self.parsed_answer.options, self.parsed_answer.amount
            )
        return _KNOWN_WITHOUT_ANSWER[applies, self.answer_state == "not-applicable"]


_KNOWN_WITHOUT_ANSWER: Mapping[tuple[Truth, bool], KnownAnswer] = {
    (applies, absent): KnownAnswer(applies, "not-applicable" if absent else "open")
    for applies in (True, False, None)
    for absent in (True, False)
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All questions of a plan for one vendor on one day; the tuples are in the order of the plan's items.

    `applies` says whether each question applies; `checks` whether each of the plan's checks finds a contradiction.
    """

    plan: Plan
    as_of: date
    statuses: tuple[QuestionStatus, ...]
    applies: tuple[Truth, ...]
    check_results: tuple[Truth, ...]

    def __iter__(self) -> Iterator[tuple[QuestionStatus, Truth]]:
        """The questions that count, each with whether it applies."""
        return zip(self.statuses[: self.plan.counted_question_count], self.applies, strict=False)

    def known_answer(self, key: str) -> KnownAnswer:
        """What a `when` may know of `questionnaire/question`."""
        index = self.plan.position_by_key[key]
        return self.statuses[index].known_answer(self.applies[index])

    def with_statuses(self, changed_statuses: Mapping[int, QuestionStatus]) -> "Evaluation":
        """The situation with other replies at some positions."""
        replies = list(self.statuses)
        for index, reply in changed_statuses.items():
            replies[index] = reply
        return with_conditions_decided(self.plan, self.as_of, tuple(replies))


def evaluate(plan: Plan, vendor: VendorFile, as_of: date) -> Evaluation:
    """Where each question of the plan stands. An answer that does not fit its question counts as none."""
    answers = _answers_by_questionnaire(vendor)
    valid_from = first_day_still_valid(plan.settings.evidence_valid_for, as_of)
    found = [
        _evaluate_answer(
            item,
            answers.get(item.questionnaire_id, _NO_ANSWERS).get(item.question_id),
            as_of,
            valid_from,
        )
        for item in plan.questions
    ]
    return with_conditions_decided(plan, as_of, tuple(found))


def applicability(plan: Plan, vendor: VendorFile, as_of: date) -> Sequence[Truth]:
    """Whether each question of the plan applies. Where nothing else is wanted, this costs less than to `stand`."""
    answers = _answers_by_questionnaire(vendor)
    valid_from = first_day_still_valid(plan.settings.evidence_valid_for, as_of)

    def reply(index: int) -> QuestionStatus:
        item = plan.questions[index]
        return _evaluate_answer(
            item,
            answers.get(item.questionnaire_id, _NO_ANSWERS).get(item.question_id),
            as_of,
            valid_from,
        )

    return _decide_conditions(plan, reply)[0]


_NO_ANSWERS: Mapping[str, Answer] = {}


def _answers_by_questionnaire(vendor: VendorFile) -> dict[str, Mapping[str, Answer]]:
    return {name: response.answers for name, response in vendor.responses.items()}


def _evaluate_answer(
    question: PlannedQuestion, answer: Answer | None, as_of: date, valid_from: date
) -> QuestionStatus:
    """How one answer answers its question on that day.

    "Not applicable" where the rules refuse it, and what does not fit the question, count as no answer.
    """
    if answer is None:
        return QuestionStatus(question, "unanswered")
    kept: QuestionStatus | None = question.cached_statuses.get(answer.answer)
    if kept is not None and kept.answer is answer:
        return kept
    if (
        answer.answer is None
        or answer.disputed is not None
        or answer.unknown
        or answer.not_applicable is not None
    ):
        return QuestionStatus(question, _state_without_answer(question, answer), answer)
    heard = question.evaluate(answer.answer, as_of)
    if heard is None:
        return QuestionStatus(question, "unanswered", answer)
    value, outcome = heard
    if not answer.evidence:
        reply = QuestionStatus(question, "answered", answer, value, outcome, answer.grade)
        if question.definition.kind_of_answer == "one option" and answer is short_form_answer(
            value.raw
        ):
            question.cached_statuses[value.raw] = reply
        return reply
    expired = tuple([one for one in answer.evidence if _evidence_has_ended(one, as_of, valid_from)])
    grade = "claimed" if len(expired) == len(answer.evidence) else answer.grade
    return QuestionStatus(question, "answered", answer, value, outcome, grade, expired)


def _state_without_answer(question: PlannedQuestion, answer: Answer) -> AnswerState:
    """What is said where no answer counts."""
    if answer.disputed is not None:
        return "disputed"
    if answer.unknown:
        return "unknown"
    excused = answer.not_applicable is not None and question.accepts_not_applicable
    return "not-applicable" if excused else "unanswered"


def _evidence_has_ended(evidence: Evidence, as_of: date, valid_from: date) -> bool:
    if evidence.expires is not None:
        return evidence.expires < as_of
    return evidence.dated is not None and evidence.dated < valid_from


def evidence_ended_on(evaluation: Evaluation, status: QuestionStatus) -> date | None:
    """The day on which the last evidence of an answer ended, if the answer had a better grade until then."""
    if not status.expired_evidence or status.answer is None or status.answer.grade == status.grade:
        return None
    valid_for = evaluation.plan.settings.evidence_valid_for
    return max(
        filter(None, (evidence_end(one, valid_for) for one in status.expired_evidence)),
        default=None,
    )


def with_conditions_decided(
    plan: Plan, as_of: date, statuses: tuple[QuestionStatus, ...]
) -> Evaluation:
    """Decide which questions apply and which checks find a contradiction."""
    applies, facts = _decide_conditions(plan, statuses.__getitem__)
    checks = tuple([decides(facts) for decides in plan.compiled_checks])
    return Evaluation(plan, as_of, statuses, tuple(applies), checks)


def _decide_conditions(
    plan: Plan, status_at: Callable[[int], QuestionStatus]
) -> tuple[list[Truth], list[KnownAnswer]]:
    """Whether each question applies, and what a `when` may know of those that some `when` refers to."""
    applies: list[Truth] = [True] * len(plan.questions)
    facts = [_KNOWN_WITHOUT_ANSWER[True, False]] * len(plan.questions)
    for index, decides, referenced in plan.schedule:
        if decides is not None:
            applies[index] = decides(facts)
        if referenced:
            facts[index] = status_at(index).known_answer(applies[index])
    return applies, facts


def questionnaire_applies(evaluation: Evaluation, gates: tuple[ScopedCondition, ...]) -> Truth:
    """Whether a questionnaire with these gates is asked; None: what decides it is open."""
    return (
        any_of(*[when.evaluate(evaluation.known_answer, home) for when, home in gates])
        if gates
        else True
    )
