"""Questions that were said not to apply: how many, and which of them one of us has to confirm."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.consent import is_named_by_condition, with_consent
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, is_put_aside_by_vendor
from vendorcheck.assessment.judgement import RuleResult
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.model.fields import Verdict


@dataclass(frozen=True, slots=True)
class PutAside:
    """The questions to the vendor that were said not to apply.

    Attributes:
        said_count: how many of the questions that count they are.
        asked_count: the number of all questions to the vendor that count and may apply.
        unconfirmed_count: how many of the former none of us has confirmed, needed or not.
        to_confirm: those that one of us has to confirm or dispute, in order. Questions that only
            decide what else is asked are among them.
    """

    said_count: int
    asked_count: int
    unconfirmed_count: int
    to_confirm: tuple[QuestionStatus, ...]

    @property
    def optional_count(self) -> int:
        """The number of those that nobody confirmed and nobody needs to confirm."""
        return self.unconfirmed_count - sum(
            status.question.is_counted for status in self.to_confirm
        )


def summarize_put_aside(
    evaluations: Iterable[Evaluation], rule_results: Sequence[RuleResult]
) -> PutAside:
    """Count what was said not to apply, and find what one of us has to confirm.

    That is what does not count without consent, and everything that the vendor put aside by itself
    where that is too much, or could become too much.

    Args:
        evaluations: the questions; one that is in several of them counts once.
        rule_results: the rules that fire or could still fire.
    """
    exceeds_limit = any(result.rule == "not-applicable" for result in rule_results)
    said_count, asked_count, unconfirmed_count = 0, 0, 0
    to_confirm: list[QuestionStatus] = []
    for status, by_vendor in _vendor_questions(evaluations):
        asked_count += status.question.is_counted
        if not status.is_put_aside and status.answer_state != "not-confirmed":
            continue
        said_count += status.question.is_counted
        is_unconfirmed = by_vendor or not status.is_put_aside
        unconfirmed_count += is_unconfirmed and status.question.is_counted
        if not status.is_put_aside or (by_vendor and exceeds_limit):
            to_confirm.append(status)
    return PutAside(said_count, asked_count, unconfirmed_count, tuple(to_confirm))


def _vendor_questions(evaluations: Iterable[Evaluation]) -> Iterator[tuple[QuestionStatus, bool]]:
    """Yield each question to the vendor that may apply, and whether the vendor alone put it aside.

    Questions that only decide what else is asked are among them.
    """
    seen_keys: set[str] = set()
    for evaluation in evaluations:
        for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True):
            question = status.question
            if applies is False or question.is_for_requester or question.key in seen_keys:
                continue
            seen_keys.add(question.key)
            yield status, is_put_aside_by_vendor(status, evaluation.as_of)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The outcome if we agree that questions do not apply.

    Attributes:
        statuses: these questions; no condition names one of them.
        verdict: the verdict then, as assessing again gives it.
        score: the score then, in percent; None if nothing is left to score.
    """

    statuses: tuple[QuestionStatus, ...]
    verdict: Verdict
    score: Fraction | None


def assess_agreement(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, to_confirm: Iterable[QuestionStatus]
) -> Agreement | None:
    """Return the outcome if we agree to all that is to confirm and that no condition names.

    To agree to a question that a condition names decides about something else as well, which is no
    easy step. None if there is nothing else to agree to.
    """
    plan = evaluation.plan
    positions = {
        plan.position_by_key[status.question.key]: status
        for status in to_confirm
        if status.question.key in plan.position_by_key
        and not is_named_by_condition(plan, status.question.key)
    }
    if not positions:
        return None
    judgement = apply_rules(
        evaluation.with_statuses(
            {
                position: with_consent(status, evaluation.as_of)
                for position, status in positions.items()
            }
        ),
        accepted_risks,
    )
    return Agreement(tuple(positions.values()), judgement.verdict, judgement.tally.score)
