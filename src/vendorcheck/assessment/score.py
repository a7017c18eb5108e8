"""The score: exact sums of what was earned, what could be, and what nobody knows yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.assessment.evaluation import Evaluation

HUNDRED_PERCENT = 100


@dataclass(slots=True)
class Tally:
    """Weights of scored questions, as whole numbers in the plan's unit.

    `earned` (E): weight times credit of the answered questions that apply. `total` (T): of those that apply,
    not applicable ones left out. `open` (O): the part of `total` that is open. `undecided` (U): of those whose
    `when` is undecided, not applicable ones left out. `undecided_open`: the part of `undecided` that is open.
    """

    earned: int = 0
    total: int = 0
    open: int = 0
    undecided: int = 0
    undecided_open: int = 0

    @property
    def score(self) -> Fraction | None:
        """100 · E / T; None: not scorable."""
        return _percentage(self.earned, self.total)

    @property
    def lowest_score(self) -> Fraction | None:
        """100 · E / (T + U): no completion scores less."""
        return _percentage(self.earned, self.total + self.undecided)

    @property
    def highest_score(self) -> Fraction | None:
        """100 · (E + O + U) / (T + U): no completion scores more."""
        return _percentage(self.earned + self.open + self.undecided, self.total + self.undecided)

    @property
    def coverage(self) -> Fraction | None:
        """100 · (T − O) / T."""
        return _percentage(self.total - self.open, self.total)

    @property
    def lowest_coverage(self) -> Fraction | None:
        """What coverage can fall to if everything open stays open and everything undecided that is open applies."""
        return _percentage(self.total - self.open, self.total + self.undecided_open)

    def coverage_reaches(self, percent: Fraction) -> bool:
        """Whether coverage reaches so many percent."""
        return reaches_percent(self.total - self.open, self.total, percent)

    def coverage_will_reach(self, percent: Fraction) -> bool:
        """Whether it cannot fall below so many percent."""
        return reaches_percent(self.total - self.open, self.total + self.undecided_open, percent)

    def score_reaches(self, percent: Fraction) -> bool:
        """Whether the score reaches so many percent."""
        return reaches_percent(self.earned, self.total, percent)

    def score_will_reach(self, percent: Fraction) -> bool:
        """Whether the low end of its range does."""
        return reaches_percent(self.earned, self.total + self.undecided, percent)

    def score_may_reach(self, percent: Fraction) -> bool:
        """Whether the high end of its range does."""
        return reaches_percent(
            self.earned + self.open + self.undecided, self.total + self.undecided, percent
        )


def reaches_percent(part: int, whole: int, percent: Fraction) -> bool:
    """Whether a part is at least so many percent of a whole: exact, in whole numbers. Of nothing, nothing is missing."""
    return HUNDRED_PERCENT * part * percent.denominator >= percent.numerator * whole


def _percentage(part: int, whole: int) -> Fraction | None:
    return Fraction(HUNDRED_PERCENT * part, whole) if whole else None


def tally_sections(evaluation: Evaluation) -> dict[str, Tally]:
    """The tally of each section, by `questionnaire/section`, in order."""
    found = {section: Tally() for section in evaluation.plan.section_keys}
    for reply, applies in evaluation:
        item, outcome = reply.question, reply.answer_result
        units = item.weight_units
        if (
            not units
            or applies is False
            or (outcome is None and reply.answer_state == "not-applicable")
        ):
            continue
        tally = found[item.section_key]
        if applies is None:
            tally.undecided += units
            if outcome is None:
                tally.undecided_open += units
            continue
        tally.total += units
        if outcome is None:
            tally.open += units
        else:
            tally.earned += item.effect_of(outcome).earned_units
    return found


def combine_tallies(sections: Mapping[str, Tally], questionnaire_id: str = "") -> Tally:
    """The sum over all sections, or over those of one questionnaire."""
    total = Tally()
    for section, tally in sections.items():
        if not questionnaire_id or section.startswith(f"{questionnaire_id}/"):
            total.earned += tally.earned
            total.total += tally.total
            total.open += tally.open
            total.undecided += tally.undecided
            total.undecided_open += tally.undecided_open
    return total
