"""Limit the verdicts that are possible while questions stay open that nobody here can answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.judgement import (
    APPROVE,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    VERDICTS,
    RuleCollector,
)
from vendorcheck.assessment.pending import questions_behind
from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.assessment.rules import apply_check_rules, apply_question_rules
from vendorcheck.assessment.score import Tally, reaches_percent, tally_sections
from vendorcheck.assessment.sum_rules import apply_sum_rules
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import Verdict


@dataclass(frozen=True, slots=True)
class RangeWhileOpen:
    """The best and the worst verdict that the waiting questions can lead to, all others staying.

    A question is waiting if it is still to be asked; an open one that is not waiting stays open.

    Attributes:
        best: the best verdict.
        worst: the worst verdict.
        waiting_worst: the worst verdict that an answer to a waiting question leads to by itself,
            whatever the score.
        decisive_keys: the open questions that must be answered before the verdict can be better
            than "more information needed": blockers, and those that decide a requirement.
        uncovered_keys: the open questions that count for the coverage, and stay open.
        is_coverage_short: whether too much stays open to reach the coverage.
    """

    best: Verdict
    worst: Verdict
    waiting_worst: Verdict
    decisive_keys: tuple[str, ...]
    uncovered_keys: tuple[str, ...]
    is_coverage_short: bool


def range_while_open(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, waiting_keys: frozenset[str]
) -> RangeWhileOpen:
    """Return the verdicts that are possible while everything but the waiting questions stays.

    Args:
        evaluation: the status of each question.
        accepted_risks: the risks that silence rules, by question or check.
        waiting_keys: the open questions that are still to be asked.
    """
    split = _SplitRules(evaluation, accepted_risks, waiting_keys)
    sums = RuleCollector()
    tally = apply_sum_rules(evaluation, tally_sections(evaluation), sums)
    uncovered = split.uncovered_statuses()
    is_short = not reaches_percent(
        tally.total + tally.undecided - _weight_of(uncovered),
        tally.total + tally.undecided,
        evaluation.plan.settings.coverage_at_least,
    )
    best_by_sums = MORE_INFORMATION_NEEDED if is_short else APPROVE
    worst_by_sums = _worst_by_sums(evaluation, sums, tally, split)
    if not split.anything_moves():
        best_by_sums = worst_by_sums = sums.verdict
    lasting = split.lasting.verdict
    return RangeWhileOpen(
        best=_worst_of(lasting, split.waiting.best_verdict, sums.best_verdict, best_by_sums),
        worst=_worst_of(
            lasting, split.open_if_it_applies.verdict, split.waiting.worst_verdict, worst_by_sums
        ),
        waiting_worst=split.waiting.worst_verdict,
        decisive_keys=split.decisive_keys(),
        uncovered_keys=tuple(status.question.key for status in uncovered if status.is_open),
        is_coverage_short=is_short,
    )


def _worst_of(*verdicts: Verdict) -> Verdict:
    return max(verdicts, key=VERDICTS.index)


def _weight_of(statuses: Iterable[QuestionStatus]) -> int:
    return sum(status.question.weight_units for status in statuses)


def _worst_by_sums(
    evaluation: Evaluation, sums: RuleCollector, tally: Tally, split: "_SplitRules"
) -> Verdict:
    """Return the worst verdict by score and coverage.

    Only the score leads to "do not approve" here. It does not as long as what stays open could
    still lift it into the next band.
    """
    could_be_lifted = reaches_percent(
        tally.earned + _weight_of(split.uncovered_statuses(only_if_they_apply=True)),
        tally.total + tally.undecided,
        evaluation.plan.settings.conditions_at,
    )
    if sums.worst_verdict == DO_NOT_APPROVE and could_be_lifted:
        return MORE_INFORMATION_NEEDED
    return sums.worst_verdict


class _SplitRules:
    """The rules about single questions and checks: what stays as it is, and what is waiting.

    Attributes:
        lasting: the results that no waiting question can change.
        open_if_it_applies: those of questions that stay open, if a waiting one lets them apply.
        waiting: the other results.
    """

    def __init__(
        self, evaluation: Evaluation, accepted_risks: AcceptedRisks, waiting_keys: frozenset[str]
    ) -> None:
        self._evaluation = evaluation
        self._moving_keys = _with_dependents(evaluation, waiting_keys)
        self._waiting_keys = waiting_keys
        self.lasting, self.waiting = RuleCollector(), RuleCollector()
        self.open_if_it_applies = RuleCollector()
        for status, applies in evaluation:
            collector = self.waiting
            if self._stays(status.question.key, applies):
                collector = self.lasting
            elif status.is_open and status.question.key not in waiting_keys:
                collector = self.open_if_it_applies
            apply_question_rules(status, applies, accepted_risks, collector)
        plan = evaluation.plan
        for check, fails in zip(plan.checks, evaluation.check_results, strict=True):
            moves = fails is None and self._may_move(plan.check_dependencies[check.key])
            collector = self.waiting if moves else self.lasting
            apply_check_rules(check, fails, plan.settings, accepted_risks, collector)

    def _stays(self, key: str, applies: Truth) -> bool:
        """Return whether the answer stays as it is, and so does whether the question applies."""
        return key not in self._waiting_keys and (
            applies is not None or key not in self._moving_keys
        )

    def _may_move(self, keys: Iterable[str]) -> bool:
        return not self._moving_keys.isdisjoint(keys)

    def uncovered_statuses(self, *, only_if_they_apply: bool = False) -> list[QuestionStatus]:
        """Return what counts and stays open, or undecided, whatever the waiting answers are."""
        return [
            status
            for status, applies in self._evaluation
            if applies is not False
            and status.question.weight_units
            and not status.is_put_aside
            and self._stays(status.question.key, applies)
            and (applies is None or status.answer_result is None)
            and (applies is True or not only_if_they_apply)
        ]

    def anything_moves(self) -> bool:
        """Return whether a waiting answer can still change the score, a rule or what applies."""
        plan = self._evaluation.plan
        questions = zip(plan.questions, self._evaluation.applies, strict=True)
        return any(
            question.key in self._waiting_keys
            and applies is not False
            and (question.is_subject_to_rules or question.key in plan.referenced_keys)
            for question, applies in questions
        )

    def decisive_keys(self) -> tuple[str, ...]:
        """Return the open questions behind the blockers and requirements that stay undecided."""
        plan, found = self._evaluation.plan, set[str]()
        for result in self.lasting.rule_results:
            if result.verdict != DO_NOT_APPROVE or not result.could:
                continue
            for subject in result.subjects:
                conditions: list[ScopedCondition] = []
                if subject in plan.position_by_key:
                    index = plan.position_by_key[subject]
                    if self._evaluation.statuses[index].is_open:
                        found.add(subject)
                    if self._evaluation.applies[index] is None:
                        question = plan.questions[index]
                        conditions = [*question.conditions, *question.gates]
                else:
                    check = plan.check_by_key[subject]
                    gates = (plan.gates.get(name, ()) for name in check.questionnaire_ids)
                    conditions = [check.condition, *(gate for part in gates for gate in part)]
                behind = questions_behind(conditions, self._evaluation)
                found |= {status.question.key for status in behind}
        return tuple(key for key in plan.position_by_key if key in found)


def _with_dependents(evaluation: Evaluation, keys: frozenset[str]) -> frozenset[str]:
    """Return the questions with those of which they can still decide whether they apply."""
    found = set(keys)
    for index in evaluation.plan.evaluation_order:
        question = evaluation.plan.questions[index]
        if evaluation.applies[index] is None and not found.isdisjoint(question.dependencies):
            found.add(question.key)
    return frozenset(found)
