"""The part of a report that is about the score: sections with their limits, and the sums."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.questionnaire_results import (
    QuestionnaireResult,
    QuestionResult,
    SectionResult,
)
from vendorcheck.assessment.reasons import format_score, format_threshold
from vendorcheck.assessment.score import Tally
from vendorcheck.reports.view import words
from vendorcheck.reports.view.paths import is_hardly_known
from vendorcheck.text.numbers import format_percent

_MAX_FRACTION_LENGTH = 24
"""The most characters of an exact fraction that a person reads."""


class ScorePage:
    """The content about the score of one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.settings = assessment.evaluation.plan.settings
        self.is_hardly_known = is_hardly_known(assessment)

    @property
    def gauge_description(self) -> str:
        """The content of the drawing of the score, in words."""
        assessment, settings = self.assessment, self.settings
        score_range = (
            f", from {self.format_score(assessment.lowest_score)}"
            f" to {self.format_score(assessment.highest_score)} once all is answered"
            if assessment.lowest_score != assessment.highest_score
            else ""
        )
        return (
            f"Score {self.format_score(assessment.score)}{score_range}; "
            f"approve from {format_threshold(settings.approve_at)}, "
            f"with conditions from {format_threshold(settings.conditions_at)}"
        )

    def format_score(self, value: Fraction | None) -> str:
        """Return a score in whole percent, with decimals where a limit of the policy is near."""
        return format_score(value, self.settings)

    def exact_percent(self, value: Fraction | None) -> str:
        """Return a score with two decimals, or more where a limit of the policy is near."""
        return format_percent(value, limits=self.thresholds)

    @property
    def score_fraction(self) -> str:
        """The score as a fraction in percent; empty where that is no longer or says no more."""
        score = self.assessment.score
        if score is None or score.denominator == 1 or len(str(score)) > _MAX_FRACTION_LENGTH:
            return ""
        return f"{score.numerator}/{score.denominator}"

    @property
    def thresholds(self) -> tuple[Fraction, ...]:
        """The limits that scores are compared with, in percent."""
        return self.settings.approve_at, self.settings.conditions_at

    def floors(
        self, questionnaire: QuestionnaireResult, section: SectionResult
    ) -> tuple[Fraction, ...]:
        """Return the limits that the score of a section is compared with, none or one."""
        floor = self.settings.section_floors.get(self.section_key(questionnaire, section))
        return () if floor is None else (floor,)

    def section_note(self, tally: Tally, floors: tuple[Fraction, ...]) -> str:
        """Return what the score of a section can still be, and its floor; empty for neither."""
        low, high = tally.lowest_score, tally.highest_score
        parts = []
        if low is not None and high is not None and low != high:
            lowest, highest = (format_percent(value, 0, floors) for value in (low, high))
            parts.append(f"{lowest} to {highest}" if lowest != highest else "")
        parts += [f"floor {format_threshold(floor)}" for floor in floors]
        return ", ".join(filter(None, parts))

    @cached_property
    def scored_questionnaires(
        self,
    ) -> tuple[tuple[QuestionnaireResult, tuple[SectionResult, ...]], ...]:
        """The questionnaires and their sections that count in the score, or may come to count."""
        scored = (
            (
                result,
                tuple(
                    section for section in result.sections if section.tally.lowest_score is not None
                ),
            )
            for result in self.assessment.questionnaires
        )
        return tuple((result, sections) for result, sections in scored if sections)

    def section_key(self, questionnaire: QuestionnaireResult, section: SectionResult) -> str:
        """Return `questionnaire/section`."""
        return f"{questionnaire.questionnaire.id}/{section.section.id}"

    # ---- how the score adds up

    def format_weight(self, units: int) -> str:
        """Return a weight as a decimal number, from the whole units of the plan."""
        return words.format_number(Fraction(units, self.assessment.evaluation.plan.weight_unit))

    @property
    def open_weight_sentence(self) -> str:
        """A sentence about the weight that is open and the weight that may yet apply."""
        tally = self.assessment.judgement.tally
        parts = [f"Of the weight, {self.format_weight(tally.open)} is open"] if tally.open else []
        if tally.undecided:
            parts.append(
                f"questions with a weight of {self.format_weight(tally.undecided)} may yet apply"
            )
        sentence = ", and ".join(parts)
        return f"{sentence[0].upper()}{sentence[1:]}."

    def added_points(self, tally: Tally) -> Fraction | None:
        """Return what a section adds to the score, in percentage points."""
        total = self.assessment.judgement.tally.total
        return Fraction(100 * tally.earned, total) if total else None

    def earned_weight(self, result: QuestionResult) -> str:
        """Return the weight that a question earns."""
        answer_result = result.status.answer_result
        return (
            words.format_number(result.status.question.weight * answer_result.credit)
            if answer_result
            else "0"
        )

    @property
    def scored_questions(self) -> Iterator[QuestionResult]:
        """The questions that count in the score."""
        return (result for result in self.assessment.questions if result.contribution is not None)
