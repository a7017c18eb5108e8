"""The score: exact sums of the weight that is earned, open and undecided."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.assessment.evaluation import Evaluation

HUNDRED_PERCENT = 100


@dataclass(slots=True)
class Tally:
    """Weights of scored questions, as whole numbers in the plan's unit.

    Questions that are answered "not applicable" are left out of every sum.

    Attributes:
        earned: E: weight times credit of the answered questions that apply.
        total: T: the weight of all questions that apply.
        open: O: the part of `total` that is open.
        undecided: U: the weight of the questions of which it is undecided whether they apply.
        undecided_open: the part of `undecided` that is open.
    """

    earned: int = 0
    total: int = 0
    open: int = 0
    undecided: int = 0
    undecided_open: int = 0

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
        """Return 100 · (T − O) / T in percent."""
        return _percentage(self.total - self.open, self.total)

    @property
    def lowest_coverage(self) -> Fraction | None:
        """Return the coverage in percent if all undecided open questions apply and stay open."""
        return _percentage(self.total - self.open, self.total + self.undecided_open)

    def coverage_reaches(self, percent: Fraction) -> bool:
        """Return whether the coverage is at least so many percent."""
        return reaches_percent(self.total - self.open, self.total, percent)

    def coverage_will_reach(self, percent: Fraction) -> bool:
        """Return whether the coverage cannot fall below so many percent."""
        return reaches_percent(self.total - self.open, self.total + self.undecided_open, percent)

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


def reaches_percent(part: int, whole: int, percent: Fraction) -> bool:
    """Return whether a part is at least so many percent of a whole, exactly; always true of 0."""
    return HUNDRED_PERCENT * part * percent.denominator >= percent.numerator * whole


def _percentage(part: int, whole: int) -> Fraction | None:
    return Fraction(HUNDRED_PERCENT * part, whole) if whole else None


def tally_sections(evaluation: Evaluation) -> dict[str, Tally]:
    """Return the tally of each section, by `questionnaire/section`, in order."""
    tallies = {section: Tally() for section in evaluation.plan.section_keys}
    for status, applies in evaluation:
        question, answer_result = status.question, status.answer_result
        weight_units = question.weight_units
        if (
            not weight_units
            or applies is False
            or (answer_result is None and status.answer_state == "not-applicable")
        ):
            continue
        tally = tallies[question.section_key]
        if applies is None:
            tally.undecided += weight_units
            if answer_result is None:
                tally.undecided_open += weight_units
            continue
        tally.total += weight_units
        if answer_result is None:
            tally.open += weight_units
        else:
            tally.earned += question.effect_of(answer_result).earned_units
    return tallies


def combine_tallies(sections: Mapping[str, Tally], questionnaire_id: str = "") -> Tally:
    """Return the sum over all sections, or over those of one questionnaire."""
    included = [
        tally
        for section, tally in sections.items()
        if not questionnaire_id or section.startswith(f"{questionnaire_id}/")
    ]
    return Tally(
        earned=sum(tally.earned for tally in included),
        total=sum(tally.total for tally in included),
        open=sum(tally.open for tally in included),
        undecided=sum(tally.undecided for tally in included),
        undecided_open=sum(tally.undecided_open for tally in included),
    )
