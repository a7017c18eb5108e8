"""The score: exact sums of the weight that is earned, open and undecided."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction

from vendorcheck.assessment.evaluation import (
    Evaluation,
    QuestionStatus,
    is_put_aside_by_vendor,
)
from vendorcheck.model.conditions import Truth

HUNDRED_PERCENT = 100
_LEAST_COVERAGE = 50
"""The coverage in percent below which a score says little: people see what to ask instead."""


@dataclass(slots=True)
class Tally:
    """Weights of scored questions, as whole numbers in the plan's unit.

    Questions that were put aside as not applicable are left out of the first four.

    Attributes:
        earned: E: weight times credit of the answered questions that apply.
        total: T: the weight of all questions that apply.
        open: O: the part of `total` that is open.
        undecided: U: the weight of the questions of which it is undecided whether they apply.
        put_aside: the weight of the questions that apply and were put aside.
        undecided_put_aside: the same of those of which it is undecided whether they apply.
        put_aside_by_vendor: the part of `put_aside` that none of us has confirmed.
        undecided_put_aside_by_vendor: the same part of `undecided_put_aside`.
    """

    earned: int = 0
    total: int = 0
    open: int = 0
    undecided: int = 0
    put_aside: int = 0
    undecided_put_aside: int = 0
    put_aside_by_vendor: int = 0
    undecided_put_aside_by_vendor: int = 0

    @property
    def score(self) -> Fraction | None:
        """Return 100 · E / T in percent; None if nothing can be scored."""
        return _percentage(self.earned, self.total)

    @property
    def lowest_score(self) -> Fraction | None:
        """Return 100 · E / (T + U) in percent: no way to answer the rest scores less."""
        return _percentage(self.earned, self.total + self.undecided)

    @property
    def highest_score(self) -> Fraction | None:
        """Return 100 · (E + O + U) / (T + U) in percent: no way to answer the rest scores more."""
        return _percentage(self.earned + self.open + self.undecided, self.total + self.undecided)

    @property
    def coverage(self) -> Fraction | None:
        """Return 100 · (T − O) / (T + U) in percent; answering never lowers it."""
        return _percentage(self.total - self.open, self.total + self.undecided)

    @property
    def is_hardly_known(self) -> bool:
        """Return whether less than half of what counts is answered, so that a score says little."""
        return self.coverage is not None and self.coverage < _LEAST_COVERAGE

    def coverage_reaches(self, percent: Fraction) -> bool:
        """Return whether the coverage is at least so many percent."""
        return reaches_percent(self.total - self.open, self.total + self.undecided, percent)

    def score_reaches(self, percent: Fraction) -> bool:
        """Return whether the score is at least so many percent."""
        return reaches_percent(self.earned, self.total, percent)

    def score_will_reach(self, percent: Fraction) -> bool:
        """Return whether the lowest score is at least so many percent."""
        return reaches_percent(self.earned, self.total + self.undecided, percent)

    def score_may_reach(self, percent: Fraction) -> bool:
        """Return whether the highest score is at least so many percent."""
        return reaches_percent(
            self.earned + self.open + self.undecided, self.total + self.undecided, percent
        )

    def add_question(self, status: QuestionStatus, as_of: date, *, surely_applies: bool) -> None:
        """Add a scored question that applies, or may apply."""
        weight_units = status.question.weight_units
        if status.answer_result is None and status.is_put_aside:
            self._add_put_aside(status, as_of, surely_applies=surely_applies)
        elif not surely_applies:
            self.undecided += weight_units
        else:
            self.total += weight_units
            if status.answer_result is None:
                self.open += weight_units
            else:
                self.earned += status.question.effect_of(status.answer_result).earned_units

    def _add_put_aside(self, status: QuestionStatus, as_of: date, *, surely_applies: bool) -> None:
        weight_units = status.question.weight_units
        by_vendor = weight_units if is_put_aside_by_vendor(status, as_of) else 0
        if surely_applies:
            self.put_aside += weight_units
            self.put_aside_by_vendor += by_vendor
        else:
            self.undecided_put_aside += weight_units
            self.undecided_put_aside_by_vendor += by_vendor


def reaches_percent(part: int, whole: int, percent: Fraction) -> bool:
    """Return whether a part is at least so many percent of a whole, exactly; always true of 0."""
    return HUNDRED_PERCENT * part * percent.denominator >= percent.numerator * whole


def _percentage(part: int, whole: int) -> Fraction | None:
    return Fraction(HUNDRED_PERCENT * part, whole) if whole else None


def tally_sections(evaluation: Evaluation) -> dict[str, Tally]:
    """Return the tally of each section, by `questionnaire/section`, in order."""
    tallies = {section: Tally() for section in evaluation.plan.section_keys}
    for status, applies in evaluation:
        if status.question.weight_units and applies is not False:
            tallies[status.question.section_key].add_question(
                status, evaluation.as_of, surely_applies=applies is True
            )
    return tallies


def combine_tallies(sections: Mapping[str, Tally], questionnaire_id: str = "") -> Tally:
    """Return the sum over all sections, or over those of one questionnaire."""
    included = [
        tally
        for section, tally in sections.items()
        if not questionnaire_id or section.startswith(f"{questionnaire_id}/")
    ]
    return Tally(
        *(sum(getattr(tally, column.name) for tally in included) for column in fields(Tally))
    )


def score_contribution(status: QuestionStatus, applies: Truth, total_units: int) -> Fraction | None:
    """Return what a question adds to the score, in percent points; None if it does not count."""
    units = status.question.weight_units
    if not units or applies is not True or status.is_put_aside:
        return None
    credit = status.answer_result.credit if status.answer_result else 0
    return Fraction(HUNDRED_PERCENT * units, total_units) * credit


def points_lost(status: QuestionStatus, total_units: int) -> Fraction:
    """Return what the answer to a question that applies lacks, in percent points; 0 unscored."""
    if not status.question.weight_units:
        return Fraction(0)
    credit = status.answer_result.credit if status.answer_result else 1
    return Fraction(HUNDRED_PERCENT * status.question.weight_units, total_units) * (1 - credit)
