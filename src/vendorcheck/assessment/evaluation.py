"""Evaluate the answers of one vendor on one day: their state, credit and support."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.support import (
    NO_SUPPORT,
    Support,
    SupportRules,
    assess_support,
    support_without_answer,
)
from vendorcheck.model.answer_sources import SourceFault, find_source_fault
from vendorcheck.model.conditions import KnownAnswer, Truth, any_of
from vendorcheck.model.evidence import NO_FILE_STATES, FileStates
from vendorcheck.model.fields import Grade
from vendorcheck.model.questions import AnswerResult, ParsedAnswer
from vendorcheck.model.vendor_file import Answer, VendorFile, short_form_answer

AnswerState: TypeAlias = Literal[
    "answered", "unknown", "disputed", "not-applicable", "not-confirmed", "unanswered"
]


@dataclass(slots=True, eq=False)
class QuestionStatus:
    """The state of one question: its answer, what that earns and how well it is supported.

    Treat it as immutable; it is not frozen only because that would make it three times as slow to
    create. `parsed_answer` is present if the question is answered, `answer_result` if the answer
    also earns credit, be it none. `grade` is the grade that the answer counts as; `support` says
    why.
    """

    question: PlannedQuestion
    answer_state: AnswerState
    answer: Answer | None = None
    parsed_answer: ParsedAnswer | None = None
    answer_result: AnswerResult | None = None
    grade: Grade = "claimed"
    support: Support = NO_SUPPORT

    @property
    def is_put_aside(self) -> bool:
        """Return whether the question was rightly put aside as not applicable."""
        return self.answer_state == "not-applicable"

    @property
    def is_open(self) -> bool:
        """Return whether nothing that counts is known: no answer, and not rightly put aside."""
        return self.parsed_answer is None and not self.is_put_aside

    @property
    def source_fault(self) -> SourceFault | None:
        """Return why the reply counts as none, where that is because of who gave it."""
        if self.answer is None or self.answer_state != "unanswered":
            return None
        return _source_fault(self.question, self.answer)

    @property
    def earns_full_credit(self) -> bool:
        """Return whether the answer earns full credit."""
        return self.answer_result is not None and self.answer_result.credit == 1

    @property
    def fails_blocker(self) -> bool:
        """Return whether it is a blocker, and the answer earns less than it must."""
        return (
            self.answer_result is not None
            and self.question.effect_of(self.answer_result).fails_blocker
        )

    def known_answer(self, applies: Truth) -> KnownAnswer:
        """Return the part of the status that conditions can test."""
        if self.parsed_answer is not None:
            return KnownAnswer(
                applies, "answered", self.parsed_answer.options, self.parsed_answer.amount
            )
        return _KNOWN_WITHOUT_ANSWER[applies, self.is_put_aside]


_KNOWN_WITHOUT_ANSWER: Mapping[tuple[Truth, bool], KnownAnswer] = {
    (applies, not_applicable): KnownAnswer(applies, "not-applicable" if not_applicable else "open")
    for applies in (True, False, None)
    for not_applicable in (True, False)
}
_NOT_YET_KNOWN = KnownAnswer(None, "open")
"""It stands where the known answer of a question belongs until that is decided."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The status of every question of a plan for one vendor on one day.

    `statuses` and `applies` are in the order of the plan's questions, `check_results` in that of
    its checks. `applies` tells whether each question applies, `check_results` whether each check
    fails.
    """

    plan: Plan
    as_of: date
    statuses: tuple[QuestionStatus, ...]
    applies: tuple[Truth, ...]
    check_results: tuple[Truth, ...]

    def __iter__(self) -> Iterator[tuple[QuestionStatus, Truth]]:
        """Yield each question that counts, with whether it applies."""
        return zip(self.statuses[: self.plan.counted_question_count], self.applies, strict=False)

    def known_answer(self, key: str) -> KnownAnswer:
        """Return the part of the status of `questionnaire/question` that conditions can test."""
        index = self.plan.position_by_key[key]
        return self.statuses[index].known_answer(self.applies[index])

    def with_statuses(self, changed_statuses: Mapping[int, QuestionStatus]) -> "Evaluation":
        """Return the evaluation with other statuses at some positions."""
        statuses = list(self.statuses)
        for index, status in changed_statuses.items():
            statuses[index] = status
        return with_conditions_decided(self.plan, self.as_of, tuple(statuses))


def evaluate(
    plan: Plan, vendor: VendorFile, as_of: date, file_states: FileStates = NO_FILE_STATES
) -> Evaluation:
    """Evaluate every question of the plan; an answer that does not fit its question is ignored.

    Without `file_states`, no file counts as evidence.
    """
    support_rules = SupportRules(as_of, plan.settings.evidence_valid_for, file_states)
    statuses = [
        _evaluate_answer(question, answer, support_rules)
        for question, answer in zip(plan.questions, _answers(plan, vendor), strict=True)
    ]
    return with_conditions_decided(plan, as_of, tuple(statuses))


def _answers(plan: Plan, vendor: VendorFile) -> list[Answer | None]:
    answers = {name: response.answers for name, response in vendor.responses.items()}
    return [
        answers.get(question.questionnaire_id, {}).get(question.question_id)
        for question in plan.questions
    ]


def _evaluate_answer(
    question: PlannedQuestion, answer: Answer | None, support_rules: SupportRules
) -> QuestionStatus:
    """Return the status of a question with this answer."""
    status = status_without_support(question, answer, support_rules.as_of)
    if answer is None or (answer.grade == "claimed" and not answer.evidence):
        return status  # most answers, and their statuses may be cached
    support = (
        support_without_answer(answer, support_rules)
        if status.parsed_answer is None
        else assess_support(answer, support_rules, question.definition, status.parsed_answer)
    )
    status.grade, status.support = support.grade, support
    return status


def status_without_support(
    question: PlannedQuestion, answer: Answer | None, as_of: date
) -> QuestionStatus:
    """Return the status of a question with this answer, but for its grade and support.

    An answer that does not fit the question, one that its source may not give, and a "not
    applicable" that the question refuses count as no answer; one that nobody confirmed leaves the
    question open.
    """
    if answer is None:
        return QuestionStatus(question, "unanswered")
    cached_status: QuestionStatus | None = question.cached_statuses.get(answer.answer)
    if cached_status is not None and cached_status.answer is answer:
        return cached_status
    if (
        answer.answer is None
        or answer.disputed is not None
        or answer.unknown
        or answer.not_applicable is not None
    ):
        return QuestionStatus(question, _state_without_answer(question, answer, as_of), answer)
    evaluated_answer = question.evaluate(answer.answer, as_of)
    if evaluated_answer is None or _source_fault(question, answer):
        return QuestionStatus(question, "unanswered", answer)
    parsed_answer, answer_result = evaluated_answer
    status = QuestionStatus(question, "answered", answer, parsed_answer, answer_result)
    if (
        not answer.evidence
        and question.definition.kind_of_answer == "one option"
        and answer is short_form_answer(parsed_answer.raw)
    ):
        question.cached_statuses[parsed_answer.raw] = status
    return status


def _state_without_answer(question: PlannedQuestion, answer: Answer, as_of: date) -> AnswerState:
    if answer.disputed is not None:
        return "disputed"
    if answer.unknown:
        return "unknown"
    is_refused = question.not_applicable_rule == "refused"
    if answer.not_applicable is None or is_refused or _source_fault(question, answer):
        return "unanswered"
    needs_consent = question.not_applicable_rule == "confirmed"
    return (
        "not-confirmed" if needs_consent and not is_confirmed(answer, as_of) else "not-applicable"
    )


def _source_fault(question: PlannedQuestion, answer: Answer) -> SourceFault | None:
    return find_source_fault(
        question.definition, answer, is_for_requester=question.is_for_requester
    )


def is_put_aside_by_vendor(status: QuestionStatus, as_of: date) -> bool:
    """Return whether the vendor alone put a question aside, and none of us has confirmed it."""
    return (
        status.is_put_aside
        and not status.question.is_for_requester
        and not (status.answer and is_confirmed(status.answer, as_of))
    )


def is_confirmed(answer: Answer, as_of: date) -> bool:
    """Return whether one of us has confirmed, by that day, that the question does not apply."""
    return (
        answer.confirmed_by is not None
        and answer.confirmed_on is not None
        and answer.confirmed_on <= as_of
    )


def with_conditions_decided(
    plan: Plan, as_of: date, statuses: tuple[QuestionStatus, ...]
) -> Evaluation:
    """Decide which questions apply and which checks fail."""
    applies, known_answers = decide_conditions(plan, statuses.__getitem__)
    check_results = tuple([decide(known_answers) for decide in plan.compiled_checks])
    return Evaluation(plan, as_of, statuses, tuple(applies), check_results)


def decide_conditions(
    plan: Plan, status_at: Callable[[int], QuestionStatus]
) -> tuple[list[Truth], list[KnownAnswer]]:
    """Return whether each question applies, and the known answers that conditions refer to."""
    applies: list[Truth] = [True] * len(plan.questions)
    known_answers = [_NOT_YET_KNOWN] * len(plan.questions)
    for index, decide, is_referenced in plan.schedule:
        if decide is not None:
            applies[index] = decide(known_answers)
        if is_referenced:
            known_answers[index] = status_at(index).known_answer(applies[index])
    return applies, known_answers


def questionnaire_applies(evaluation: Evaluation, gates: tuple[ScopedCondition, ...]) -> Truth:
    """Return whether a questionnaire with these gates is asked; None while that is undecided."""
    return (
        any_of(*[condition.evaluate(evaluation.known_answer, home) for condition, home in gates])
        if gates
        else True
    )
