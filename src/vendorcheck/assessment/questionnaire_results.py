"""The share of each questionnaire in an assessment: its sections, questions and tallies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, questionnaire_applies
from vendorcheck.assessment.judgement import Judgement
from vendorcheck.assessment.score import Tally, combine_tallies, score_contribution
from vendorcheck.model.conditions import Truth
from vendorcheck.model.questionnaire import Questionnaire, Section


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The status of one question, and what it adds to the score, in percent points.

    `contribution` is exact; None where the question is not scored or does not count.
    """

    status: QuestionStatus
    applies: Truth
    contribution: Fraction | None


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section with its tally and its questions."""

    section: Section
    tally: Tally
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireResult:
    """A questionnaire with its tally and its sections."""

    questionnaire: Questionnaire
    sha256: str
    tally: Tally
    sections: tuple[SectionResult, ...]


@dataclass(frozen=True, slots=True)
class UsedQuestionnaire:
    """A questionnaire that the assessment rests on.

    One that is not asked decides the tier, or what else is asked. `answered_version` is the version
    that the vendor file says it answers; None if it does not say. `file` is None for a built-in
    questionnaire.
    """

    questionnaire: Questionnaire
    sha256: str
    answered_version: str | None
    is_asked: bool
    file: str | None = None

    @property
    def version_differs(self) -> bool:
        """Return whether another version was answered than this one."""
        return self.answered_version not in (None, self.questionnaire.version)


def questionnaire_results(
    evaluation: Evaluation, judgement: Judgement, sha256_by_id: Mapping[str, str]
) -> Iterator[QuestionnaireResult]:
    """Yield the result of each questionnaire that is asked, or may yet be, in order.

    Args:
        evaluation: the status of each question.
        judgement: its sums.
        sha256_by_id: the digests of the questionnaires; a result without one has an empty text.
    """
    plan, total_units = evaluation.plan, judgement.tally.total
    questions: dict[str, list[QuestionResult]] = {}
    for status, applies in evaluation:
        contribution = score_contribution(status, applies, total_units)
        result = QuestionResult(status, applies, contribution)
        questions.setdefault(status.question.section_key, []).append(result)
    for questionnaire in plan.questionnaires:
        if questionnaire_applies(evaluation, plan.gates[questionnaire.id]) is False:
            continue
        sections = tuple(
            SectionResult(section, judgement.section_tallies[key], tuple(questions[key]))
            for section in questionnaire.sections
            if (key := f"{questionnaire.id}/{section.id}") in questions
        )
        yield QuestionnaireResult(
            questionnaire,
            sha256_by_id.get(questionnaire.id, ""),
            combine_tallies(judgement.section_tallies, questionnaire.id),
            sections,
        )
