"""The comparison: several vendors, held against the same questionnaires, side by side.

What is listed has a place for each vendor, in the order in which they were named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE, VERDICTS
from vendorcheck.assessment.questionnaire_results import QuestionResult
from vendorcheck.assessment.score import Tally
from vendorcheck.model.fields import SEVERITIES, Severity
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Need

Criterion: TypeAlias = Literal["verdict", "needs", "steps", "score"]
"""The ground on which one vendor stands better; the first in which two differ decides."""
_CRITERIA: Final[Sequence[Criterion]] = ("verdict", "needs", "steps", "score")
_NO_WAY: Final = 1_000_000
"""The number of steps where none lead to approve."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A vendor file, by the path that the command names, and its assessment."""

    file: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section with the tally of each vendor; None where nothing of it is asked."""

    key: str
    questionnaire: str
    title: str
    tallies: tuple[Tally | None, ...]

    @property
    def spread(self) -> Fraction:
        """The best score less the worst, in percent."""
        return _spread(tally.score for tally in self.tallies if tally)


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """A question with the result of each vendor; None where it is not asked.

    `spread` is what the best answer adds to the score more than the worst one, in percent points.
    """

    key: str
    ask: str
    severity: Severity
    results: tuple[QuestionResult | None, ...]
    spread: Fraction


@dataclass(frozen=True, slots=True)
class ComparedNeed:
    """A need of the business, and how far each vendor meets it; None where it is not in the file.

    `must` is set if it can't be done without, by any of the files.
    """

    text: str
    must: bool
    met: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class RequiredPlan:
    """A plan that answers of a vendor hold for, the prices that they name, and the questions.

    `plan` is empty for prices without a plan. `is_ours` is set for the plan that we would buy.
    """

    plan: str
    prices: tuple[str, ...]
    questions: tuple[str, ...]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several vendors side by side.

    Args:
        as_of: the day.
        policy: the policy.
        candidates: the vendors, in the order in which they were named.
        questionnaires: what all of them were held against.
        asked_otherwise: the files by themselves ask other questionnaires than these.
        sections: the sections in which anything is scored.
        differences: scored questions that are answered otherwise, the weightiest first.
        asked_of_some: questions that are asked of some vendors only.
        needs: the needs that any of the files names, those that must be met first.
        plans: for each vendor, the plans that its answers hold for.
        best: the positions of the vendors that stand best.
        decided_by: what they stand best by; None if all stand alike.
    """

    as_of: date
    policy: Policy
    candidates: tuple[Candidate, ...]
    questionnaires: tuple[Questionnaire, ...]
    asked_otherwise: bool
    sections: tuple[ComparedSection, ...]
    differences: tuple[ComparedQuestion, ...]
    asked_of_some: tuple[ComparedQuestion, ...]
    needs: tuple[ComparedNeed, ...]
    plans: tuple[tuple[RequiredPlan, ...], ...]
    best: tuple[int, ...]
    decided_by: Criterion | None


def compare(candidates: Sequence[Candidate], *, asked_otherwise: bool = False) -> Comparison:
    """Return vendors side by side.

    Args:
        candidates: at least two, under one policy on one day.
        asked_otherwise: see `Comparison`.
    """
    assessments = [candidate.assessment for candidate in candidates]
    asked: dict[str, Questionnaire] = {}
    for assessment in assessments:
        for result in assessment.questionnaires:
            asked.setdefault(result.questionnaire.id, result.questionnaire)
    questions = [*_questions(assessments)]
    best, decided_by = _best(assessments)
    return Comparison(
        as_of=assessments[0].as_of,
        policy=assessments[0].policy,
        candidates=tuple(candidates),
        questionnaires=tuple(asked.values()),
        asked_otherwise=asked_otherwise,
        sections=tuple(_sections(assessments, asked.values())),
        differences=tuple(sorted(filter(_differs, questions), key=_importance)),
        asked_of_some=tuple(one for one in questions if None in one.results),
        needs=_needs(assessments),
        plans=tuple(_plans(assessment) for assessment in assessments),
        best=best,
        decided_by=decided_by,
    )


def unmet_needs(needs: Iterable[Need], *, must: bool) -> int:
    """Return how many needs are said not to be met, of those that must be, or of the others."""
    return sum(need.met == "no" for need in needs if need.must == must)


def _best(assessments: Sequence[Assessment]) -> tuple[tuple[int, ...], Criterion | None]:
    """Return the positions of those that stand best, and what decides it."""
    standings = [_standing(assessment) for assessment in assessments]
    first = min(standings)
    best = tuple(index for index, standing in enumerate(standings) if standing == first)
    others = [standing for standing in standings if standing != first]
    if not others:
        return best, None
    runner_up = min(others)
    differing = (
        criterion
        for criterion, ours, theirs in zip(_CRITERIA, first, runner_up, strict=True)
        if ours != theirs
    )
    return best, next(differing)


def _standing(assessment: Assessment) -> tuple[int, int, int, Fraction]:
    """Return how a vendor stands; less is better."""
    steps = assessment.paths_to_yes[APPROVE].steps
    return (
        VERDICTS.index(assessment.verdict),
        unmet_needs(assessment.vendor.needs, must=True),
        _NO_WAY if steps is None else len(steps),
        -(Fraction(-1) if assessment.score is None else assessment.score),
    )


def _sections(
    assessments: Sequence[Assessment], questionnaires: Iterable[Questionnaire]
) -> Iterable[ComparedSection]:
    """Yield the sections of which any vendor has something that counts."""
    tallies = [
        {
            f"{result.questionnaire.id}/{one.section.id}": one.tally
            for result in assessment.questionnaires
            for one in result.sections
        }
        for assessment in assessments
    ]
    for questionnaire in questionnaires:
        for section in questionnaire.sections:
            key = f"{questionnaire.id}/{section.id}"
            own = tuple(_counting(tally_by_key.get(key)) for tally_by_key in tallies)
            if any(own):
                yield ComparedSection(key, questionnaire.title, section.title, own)


def _counting(tally: Tally | None) -> Tally | None:
    return tally if tally and tally.total + tally.undecided else None


def _questions(assessments: Sequence[Assessment]) -> Iterable[ComparedQuestion]:
    """Yield the questions that are asked of any vendor, in the order of the questionnaires."""
    by_key: list[Mapping[str, QuestionResult]] = [
        {
            result.status.question.key: result
            for result in assessment.questions
            if result.applies is not False
        }
        for assessment in assessments
    ]
    in_order = dict.fromkeys(
        result.status.question.key for assessment in assessments for result in assessment.questions
    )
    for key in in_order:
        results = tuple(results_by_key.get(key) for results_by_key in by_key)
        present = [result for result in results if result]
        if present:
            question = present[0].status.question
            severity = max((one.status.question.severity for one in present), key=SEVERITIES.index)
            spread = _spread(result.contribution for result in present)
            yield ComparedQuestion(key, question.definition.ask, severity, results, spread)


def _differs(question: ComparedQuestion) -> bool:
    """Return whether a question that counts is answered otherwise by those of whom it is asked."""
    present = [result.status for result in question.results if result]
    said = {(one.answer_state, one.parsed_answer and one.parsed_answer.raw) for one in present}
    return len(said) > 1 and any(one.question.is_subject_to_rules for one in present)


def _importance(question: ComparedQuestion) -> tuple[int, Fraction]:
    return -SEVERITIES.index(question.severity), -question.spread


def _spread(values: Iterable[Fraction | None]) -> Fraction:
    known = [value for value in values if value is not None]
    return max(known) - min(known) if known else Fraction(0)


def _needs(assessments: Sequence[Assessment]) -> tuple[ComparedNeed, ...]:
    """Return the needs of all files, where equal texts are one need."""
    texts: dict[str, str] = {}
    by_text: list[dict[str, Need]] = []
    for assessment in assessments:
        own = {_folded(need.text): need for need in assessment.vendor.needs}
        by_text.append(own)
        for folded, need in own.items():
            texts.setdefault(folded, need.text)
    compared = (
        ComparedNeed(
            text,
            any(needs[folded].must for needs in by_text if folded in needs),
            tuple(needs[folded].met if folded in needs else None for needs in by_text),
        )
        for folded, text in texts.items()
    )
    return tuple(sorted(compared, key=_comes_later))


def _comes_later(need: ComparedNeed) -> bool:
    return not need.must


def _plans(assessment: Assessment) -> tuple[RequiredPlan, ...]:
    """Return the plans that answers hold for, ours first, then as the questions come."""
    our_plan = assessment.vendor.vendor.plan or ""
    names: dict[str, str] = {_folded(our_plan): our_plan} if our_plan else {}
    prices: dict[str, dict[str, None]] = {}
    questions: dict[str, list[str]] = {}
    for result in assessment.questions:
        answer = result.status.answer
        if result.applies is False or result.status.is_open or answer is None:
            continue
        if answer.plan or answer.price:
            folded = _folded(answer.plan or "")
            names.setdefault(folded, answer.plan or "")
            questions.setdefault(folded, []).append(result.status.question.key)
            prices.setdefault(folded, {}).update({answer.price: None} if answer.price else {})
    return tuple(
        RequiredPlan(
            name,
            tuple(prices.get(folded, ())),
            tuple(questions.get(folded, ())),
            bool(our_plan) and folded == _folded(our_plan),
        )
        for folded, name in names.items()
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
