"""The answers that differ between two assessments, each once, and what each did to the score."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.change.evidence import EvidenceChange, compare_evidence
from vendorcheck.assessment.change.fields import FieldChange, compare_fields
from vendorcheck.assessment.change.sides import AnswerSide, sides_of
from vendorcheck.assessment.score import HUNDRED_PERCENT

AnswerChangeKind: TypeAlias = Literal[
    "worse",
    "newly-unknown",
    "improved",
    "newly-known",
    "evidence",
    "put-aside",
    "taken-up",
    "now-asked",
    "no-longer-asked",
    "counted-differently",
    "changed",
    "details",
]
"""The kind of difference of an answer.

Evidence: the same answer is supported otherwise. Changed: it says something else that earns the
same, or that is not asked. Details: only what stands beside it.
"""
ANSWER_CHANGE_KINDS: tuple[AnswerChangeKind, ...] = get_args(AnswerChangeKind)
Direction: TypeAlias = Literal["better", "worse", "neither"]
_DIRECTIONS: Final[Mapping[AnswerChangeKind, Direction]] = {
    "worse": "worse",
    "newly-unknown": "worse",
    "improved": "better",
    "newly-known": "better",
}
_DETAILS: Final = (
    *(
        "answer",
        "not_applicable",
        "confirmed_by",
        "confirmed_on",
        "disputed",
        "note",
        "source",
        "grade",
    ),
    *("plan", "price", "as_of", "by", "reviewed_by", "reviewed_on", "mitigation"),
)
"""The fields that stand beside an answer, but for its evidence; and its words, which may differ
where it says the same: 60 days, 2 months."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question whose answer differs, or counts differently.

    `points` is what it adds to the change of the score, in percent points and exact; those of all
    answers add up to it. None where one of the two can't be scored. `evidence` and `details` say
    what differs beside the answer itself.
    """

    key: str
    kind: AnswerChangeKind
    direction: Direction
    before: AnswerSide
    after: AnswerSide
    points: Fraction | None
    evidence: tuple[EvidenceChange, ...]
    details: tuple[FieldChange, ...]

    @property
    def ask(self) -> str:
        """The question; empty if no questionnaire is known that has it."""
        status = self.after.status or self.before.status
        return status.question.definition.ask if status else ""


class _ScoreChange:
    """The part of each answer in the change of the score.

    With E the weight that is earned, T the weight that counts, s = E / T and d for differences:
    s2 - s1 is the sum of (dE - s1 · dT) / T2 over all answers, and of (dE - s2 · dT) / T1 as well.
    The mean of both is the same whichever of the two files comes first, but for its sign.
    """

    def __init__(self, sides: Mapping[str, tuple[AnswerSide, AnswerSide]]) -> None:
        before = [side for side, _ in sides.values()]
        after = [side for _, side in sides.values()]
        self._totals = [
            sum((one.counted_weight for one in group), Fraction(0)) for group in (before, after)
        ]
        earned = [
            sum((one.earned_weight for one in group), Fraction(0)) for group in (before, after)
        ]
        self._scores = [
            part / whole if whole else None
            for part, whole in zip(earned, self._totals, strict=True)
        ]

    def points_of(self, before: AnswerSide, after: AnswerSide) -> Fraction | None:
        old_score, new_score = self._scores
        if old_score is None or new_score is None:
            return None
        old_total, new_total = self._totals
        earned = after.earned_weight - before.earned_weight
        counted = after.counted_weight - before.counted_weight
        share = (earned - old_score * counted) / new_total + (
            earned - new_score * counted
        ) / old_total
        return HUNDRED_PERCENT * share / 2


def compare_answers(old: Assessment, new: Assessment) -> tuple[AnswerChange, ...]:
    """Return the questions whose answer differs, or counts differently, in the order of the new."""
    before, after = sides_of(old), sides_of(new)
    nothing = AnswerSide()
    sides = {key: (before.get(key, nothing), after.get(key, nothing)) for key in (*after, *before)}
    return tuple(_changes(sides))


def _changes(sides: Mapping[str, tuple[AnswerSide, AnswerSide]]) -> Iterator[AnswerChange]:
    score = _ScoreChange(sides)
    for key, (before, after) in sides.items():
        evidence = compare_evidence(before.evidence, after.evidence)
        details = compare_fields(before.answer, after.answer, _DETAILS)
        kind = _kind_of_change(before, after, has_details=bool(evidence or details))
        if kind is not None:
            direction = _DIRECTIONS.get(kind) or _direction_of_support(kind, before, after)
            points = score.points_of(before, after)
            says_the_same = kind in {"evidence", "details"}
            beside = tuple(one for one in details if says_the_same or one.name != "answer")
            yield AnswerChange(key, kind, direction, before, after, points, evidence, beside)


def _kind_of_change(
    before: AnswerSide, after: AnswerSide, *, has_details: bool
) -> AnswerChangeKind | None:
    """Return how an answer differs, by the first of the differences that matter most."""
    kind = _kind_by_state(before, after) or _kind_by_answer(before, after)
    if kind is None and has_details:
        return "evidence" if before.evidence != after.evidence else "details"
    return kind


def _kind_by_state(before: AnswerSide, after: AnswerSide) -> AnswerChangeKind | None:
    """Return whether the question is asked, known or put aside in one of the two only."""
    if before.is_asked != after.is_asked:
        return "now-asked" if after.is_asked else "no-longer-asked"
    if before.is_known != after.is_known:
        return "newly-known" if after.is_known else "newly-unknown"
    if before.is_known and before.is_put_aside != after.is_put_aside:
        return "put-aside" if after.is_put_aside else "taken-up"
    return None


def _kind_by_answer(before: AnswerSide, after: AnswerSide) -> AnswerChangeKind | None:
    """Return how the answer of a question differs that is in the same state in both."""
    if not before.is_asked:
        return "changed" if before.words != after.words else None
    if by_credit := _kind_by_credit(before, after):
        return by_credit
    if before.reply != after.reply:
        return "changed"
    if before.support != after.support:
        return "evidence"
    if before.standing_in_rules != after.standing_in_rules:
        return "counted-differently"
    return None


def _kind_by_credit(before: AnswerSide, after: AnswerSide) -> AnswerChangeKind | None:
    if before.credit is None or after.credit is None or before.credit == after.credit:
        return None
    return "improved" if before.credit < after.credit else "worse"


def _direction_of_support(
    kind: AnswerChangeKind, before: AnswerSide, after: AnswerSide
) -> Direction:
    if kind != "evidence" or before.support == after.support:
        return "neither"
    return "better" if before.support < after.support else "worse"
