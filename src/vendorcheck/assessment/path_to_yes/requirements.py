"""Requirements of a verdict: the sums that all questions must reach together, and obstacles."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.judgement import APPROVE, VERDICTS, RuleCollector
from vendorcheck.assessment.rules import apply_check_rules, apply_question_rules
from vendorcheck.assessment.score import HUNDRED_PERCENT, Tally
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import Verdict

Amounts: TypeAlias = tuple[int, ...]
"""The amount that something adds to each sum that a verdict requires."""


class Requirements:
    """The rules, as a search needs them: what a verdict requires of sums, questions and checks.

    Each sum is over all questions, in whole numbers, and must be at least as in `needed`. They are:
    the score, the coverage, what is scored at all, what vendors put aside, what each questionnaire
    has left to score, and the floor of each section. Reaching `p` percent is having
    `100 * part - p * whole` at 0 or above.
    """

    def __init__(
        self, evaluation: Evaluation, accepted_risks: AcceptedRisks, target: Verdict
    ) -> None:
        self.plan = evaluation.plan
        self.as_of = evaluation.as_of
        self.accepted_risks = accepted_risks
        self.target_rank = VERDICTS.index(target)
        settings = self.plan.settings
        self._score = settings.approve_at if target == APPROVE else settings.conditions_at
        floors = settings.section_floors if target == APPROVE else {}
        self._floors = {
            section: floor for section, floor in floors.items() if section in self.plan.section_keys
        }
        self._weights = dict.fromkeys((one.id for one in self.plan.questionnaires), 0)
        for question in self.plan.questions[: self.plan.counted_question_count]:
            self._weights[question.questionnaire_id] += question.weight_units
        self.needed: Amounts = (0, 0, 1, 0, *(0 for _ in (*self._weights, *self._floors)))

    def amounts_of(self, status: QuestionStatus, applies: Truth) -> Amounts:
        """Return what a question adds to each sum."""
        tally = Tally()
        if status.question.weight_units and applies is not False:
            tally.add_question(status, self.as_of, surely_applies=applies is True)
        settings, whole = self.plan.settings, tally.total + tally.undecided
        undecided = tally.undecided_put_aside_by_vendor
        return (
            _excess(tally.earned, whole, self._score),
            _excess(tally.total - tally.open, whole, settings.coverage_at_least),
            tally.total,
            -_excess(
                tally.put_aside_by_vendor + undecided,
                tally.total + tally.put_aside + undecided,
                settings.not_applicable_at_most,
            ),
            *self._questionnaire_amounts(status.question.questionnaire_id, tally),
            *(
                _excess(tally.earned, whole, floor) if section == status.question.section_key else 0
                for section, floor in self._floors.items()
            ),
        )

    def _questionnaire_amounts(self, questionnaire_id: str, tally: Tally) -> Iterator[int]:
        """Yield for each questionnaire what is 0 or above unless all of it is put aside.

        What is left to score weighs more than all that may be put aside.
        """
        for name, weight in self._weights.items():
            put_aside = tally.put_aside + tally.undecided_put_aside
            yield weight * tally.total - put_aside if name == questionnaire_id else 0

    def is_met_by_question(self, status: QuestionStatus, applies: Truth) -> bool:
        """Return whether no rule about single questions prevents the verdict."""
        results = RuleCollector()
        apply_question_rules(status, applies, self.accepted_risks, results)
        return VERDICTS.index(results.verdict) <= self.target_rank

    def is_met_by_check(self, number: int, fails: Truth) -> bool:
        """Return whether the check of that number does not prevent the verdict."""
        results = RuleCollector()
        check, settings = self.plan.checks[number], self.plan.settings
        apply_check_rules(check, fails, settings, self.accepted_risks, results)
        return VERDICTS.index(results.verdict) <= self.target_rank


def _excess(part: int, whole: int, percent: Fraction) -> int:
    """Return a number that is 0 or above if a part is at least so many percent of a whole."""
    return HUNDRED_PERCENT * part * percent.denominator - percent.numerator * whole
