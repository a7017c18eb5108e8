"""One question in one of two assessments: its answer as it counts there, and what it weighs."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.model.conditions import Truth
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.fields import GRADES
from vendorcheck.model.vendor_file import Answer

_ZERO = Fraction(0)


@dataclass(frozen=True)
class AnswerSide:
    """A question in one assessment.

    `status` is None where nobody asks it, also where no questionnaire is known that does; `answer`
    is what the vendor file has, whether it counts or not.
    """

    answer: Answer | None = None
    status: QuestionStatus | None = None
    applies: Truth = False

    @cached_property
    def is_asked(self) -> bool:
        """Return whether it is asked, or may yet be."""
        return self.status is not None and self.applies is not False

    @cached_property
    def is_known(self) -> bool:
        """Return whether it is asked and not open: answered, or rightly put aside."""
        return self.is_asked and self.status is not None and not self.status.is_open

    @cached_property
    def is_put_aside(self) -> bool:
        """Return whether it was rightly put aside as not applicable."""
        return self.status is not None and self.status.is_put_aside

    @cached_property
    def credit(self) -> Fraction | None:
        """The share of its weight that the answer earns, from 0 to 1; None without any."""
        result = self.status.answer_result if self.status else None
        return Fraction(result.credit) if result else None

    @cached_property
    def counted_weight(self) -> Fraction:
        """The weight with which it counts in the score: 0 unless it surely applies."""
        status = self.status
        counts = status and status.question.is_counted and status.question.is_scored
        if not status or not counts or self.applies is not True or status.is_put_aside:
            return _ZERO
        return status.question.weight

    @cached_property
    def earned_weight(self) -> Fraction:
        """The weight that the answer earns."""
        return self.counted_weight * (self.credit or 0)

    @property
    def standing_in_rules(self) -> tuple[object, ...]:
        """Return the rules of policy and tier for the question, apart from its answer."""
        if self.status is None:
            return ()
        question = self.status.question
        counts = question.is_counted
        return (self.applies, counts, question.severity, question.weight, question.blocker)

    @property
    def reply(self) -> tuple[object, ...]:
        """Return the answer as its question understands it, else the words of the file."""
        if self.status is not None and (parsed := self.status.parsed_answer) is not None:
            words = parsed.raw if not parsed.options and parsed.amount is None else None
            return ("answered", parsed.options, parsed.amount, words)
        return (self.status.answer_state if self.status else "", *self.words)

    @property
    def words(self) -> tuple[object, ...]:
        """Return the answer of the vendor file, whether it counts or not."""
        answer = self.answer or Answer()
        is_put_aside, is_disputed = answer.not_applicable is not None, answer.disputed is not None
        return (answer.answer, answer.unknown, is_disputed, is_put_aside)

    @property
    def support(self) -> tuple[int, bool]:
        """Return the rank of the support of the answer, the more the better."""
        if self.status is None:
            return (0, False)
        evidence_counts = self.status.support.has_evidence_that_counts
        return (GRADES.index(self.status.grade), evidence_counts)

    @property
    def evidence(self) -> tuple[tuple[Evidence, str], ...]:
        """Each piece of evidence, and whether it counts or why not; empty if nobody looked."""
        if self.status is not None and self.is_asked:
            return tuple((piece.evidence, piece.standing) for piece in self.status.support.evidence)
        return tuple((piece, "") for piece in self.answer.evidence) if self.answer else ()


def sides_of(assessment: Assessment) -> dict[str, AnswerSide]:
    """Return each question that is planned or answered, by `questionnaire/question`, in order."""
    sides: dict[str, AnswerSide] = {}
    evaluations = filter(None, (assessment.tiering.evaluation, assessment.evaluation))
    # What is asked comes in its own order; what decides the tier alone stands before.
    for evaluation in evaluations:
        sides |= dict(_planned_sides(evaluation))
    for questionnaire_id, response in assessment.vendor.responses.items():
        for question_id, answer in response.answers.items():
            sides.setdefault(f"{questionnaire_id}/{question_id}", AnswerSide(answer))
    return sides


def _planned_sides(evaluation: Evaluation) -> Iterator[tuple[str, AnswerSide]]:
    for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True):
        yield status.question.key, AnswerSide(status.answer, status, applies)
