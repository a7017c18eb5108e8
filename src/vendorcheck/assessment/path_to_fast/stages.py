"""Stages: the answers of a request with their changes, and what a tier requires of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from vendorcheck.assessment.choices.codes import Codes
from vendorcheck.assessment.choices.grouping import by_component
from vendorcheck.assessment.choices.network import Choice, Stage
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.path_to_fast.changes import Change, chosen_options
from vendorcheck.assessment.path_to_fast.goal import Claim, Goal, Requirement
from vendorcheck.assessment.plan.compiled_conditions import (
    CompiledCondition,
    KnownAnswers,
    ScopedCondition,
    compile_applicability,
    compile_condition,
)
from vendorcheck.model.conditions import Condition, KnownAnswer, Truth
from vendorcheck.model.policy import Tier

_TRUTHS: tuple[Truth, ...] = (True, False, None)


@dataclass(frozen=True)
class RequestStages:
    """Makes the stages of a search for the changes that lead to one tier.

    Positions are those of the questions, followed by those of the changes that leave an option
    out, each of which is decided by itself, and those of the claims of a goal.
    """

    evaluation: Evaluation
    changes: tuple[Change, ...]
    codes: Codes[Change]

    def stages_to(self, tiers: Sequence[Tier]) -> tuple[list[Stage], tuple[int, ...]] | None:
        """Return the stages to the last of some tiers, and what each sum must be.

        None where no change leads there. The sums are those of the goal, then one for each kind of
        options of which one must stay: it counts those that are left.
        """
        goal = Goal(tiers, self._fixed_value)
        if not goal.is_possible:
            return None
        width = goal.sum_count + len(self._never_empty)
        places = {position: place for place, position in enumerate(self._order)}
        before: dict[int, list[Stage]] = {}
        after: dict[int, list[Stage]] = {}
        claim_positions: dict[Claim, int] = {}
        for claim in goal.claims:
            claim_positions[claim] = len(self.known_answers) + len(claim_positions)
            reads = self._reads([(part.condition, "") for part in claim.tests])
            first = min(map(places.__getitem__, reads), default=0)
            stage = _claim_stage(claim, claim_positions[claim], width)
            before.setdefault(first, []).append(stage)
        for requirement in goal.requirements:
            position = claim_positions[requirement.claim] if requirement.claim else None
            stage = self._requirement_stage(requirement, position, width)
            last = max(places[read] for read in stage.reads if read != position)
            after.setdefault(last, []).append(stage)
        stages = [
            (place, stage)
            for place, position in enumerate(self._order)
            for stage in (
                *before.get(place, ()),
                self._stage_at(position, goal.sum_count, width),
                *after.get(place, ()),
            )
        ]
        return list(by_component(stages)), (1,) * width

    def known_answers_of(self, stages: Iterable[Stage]) -> list[KnownAnswer]:
        """Return the known answer of each position, those of claims included."""
        claims = [stage.known_answers for stage in stages if stage.known_answers is _CLAIMS]
        return [*self.known_answers, *(not_made for not_made, _ in claims)]

    def _fixed_value(self, condition: Condition) -> tuple[bool, Truth]:
        """Return whether no change decides a condition, and its value then."""
        if self._reads([(condition, "")]):
            return False, None
        return True, self._compiled(condition)(self.known_answers)

    # ---- positions

    @cached_property
    def known_answers(self) -> tuple[KnownAnswer, ...]:
        """The known answer of each position as things stand.

        Of an answer without the options that may be left out, which have positions of their own.
        """
        answers = [
            self._without_changing_options(index, status.known_answer(applies))
            for index, (status, applies) in enumerate(
                zip(self.evaluation.statuses, self.evaluation.applies, strict=True)
            )
        ]
        return (*answers, *(_kept(change) for change in self.changes))

    @cached_property
    def _options(self) -> dict[int, dict[str, int]]:
        """The positions of the options that may be left out, by question and option."""
        options: dict[int, dict[str, int]] = {}
        count = len(self.evaluation.statuses)
        for number, change in enumerate(self.changes):
            if change.option and change.kind == "without":
                options.setdefault(change.position, {})[change.option.id] = count + number
        return options

    @cached_property
    def _replacements(self) -> dict[int, list[Change]]:
        """The changes to another answer, by question."""
        replacements: dict[int, list[Change]] = {}
        for change in self.changes:
            if change.kind != "without":
                replacements.setdefault(change.position, []).append(change)
        return replacements

    @cached_property
    def _order(self) -> list[int]:
        """The positions that may change: each question, then its options that may be left out."""
        order: list[int] = []
        plan = self.evaluation.plan
        decided: set[int] = set()
        for index in plan.evaluation_order:
            dependencies = {plan.position_by_key[key] for key in plan.questions[index].dependencies}
            if index in self._replacements or not decided.isdisjoint(dependencies):
                order.append(index)
                decided.add(index)
            if index in self._options:
                order += self._options[index].values()
                decided.add(index)
        return order

    @cached_property
    def _never_empty(self) -> tuple[tuple[int, str | None], ...]:
        """The kinds, by question, of which one of the options that may be left out must stay."""
        kinds = dict.fromkeys(
            (change.position, change.option.kind)
            for change in self.changes
            if change.option and change.kind == "without"
        )
        return tuple(
            (index, kind)
            for index, kind in kinds
            if all(
                option.kind != kind
                for option in chosen_options(
                    self.evaluation.plan.questions[index].definition,
                    self.known_answers[index].options,
                )
            )
        )

    def _reads(self, conditions: Iterable[ScopedCondition]) -> frozenset[int]:
        """Return the positions that may change and that decide conditions."""
        positions: set[int] = set()
        for condition, home in conditions:
            for key, test, _ in condition.references(home):
                index = self.evaluation.plan.position_by_key[key]
                options = self._options.get(index, {})
                named = test if isinstance(test, tuple) else ()
                positions.add(index)
                positions |= {position for name, position in options.items() if name in named}
        return frozenset(positions.intersection(self._order))

    # ---- stages

    def _stage_at(self, position: int, first_sum: int, width: int) -> Stage:
        """Return the stage that decides a question, or an option that may be left out."""
        count = len(self.evaluation.statuses)
        if position < count:
            return self._question_stage(position, width)
        change = self.changes[position - count]
        sums = [
            number
            for number, (index, kind) in enumerate(self._never_empty, start=first_sum)
            if index == change.position and change.option and kind == change.option.kind
        ]
        kept = Choice(0, 0, 0, _ones(sums, width), 0)
        left_out = Choice(1, change.cost, self.codes[change], (0,) * width, 1)
        answers = (_kept(change), KnownAnswer(True, "answered"))
        return Stage({True: (kept, left_out)}, None, frozenset(), position, answers)

    def _question_stage(self, index: int, width: int) -> Stage:
        question = self.evaluation.plan.questions[index]
        status = self.evaluation.statuses[index]
        conditions = (*question.conditions, *question.gates)
        reads = self._reads(conditions)
        known: dict[KnownAnswer, int] = {}
        nothing = (0,) * width
        choices: dict[Truth, list[Choice]] = {}
        for applies in _TRUTHS if reads else (self.evaluation.applies[index],):
            now = self._without_changing_options(index, status.known_answer(applies))
            found = [Choice(0, 0, 0, nothing, known.setdefault(now, len(known)))]
            for change in self._replacements.get(index, ()) if applies is not False else ():
                number = known.setdefault(change.known_answer(applies), len(known))
                found.append(Choice(1, change.cost, self.codes[change], nothing, number))
            choices[applies if reads else True] = found
        decide = compile_applicability(
            question.conditions, question.gates, self.evaluation.plan.position_by_key
        )
        return Stage(
            choices,
            self._with_options(decide, reads) if decide and reads else None,
            reads,
            index,
            tuple(known),
        )

    def _requirement_stage(
        self, requirement: Requirement, claim_position: int | None, width: int
    ) -> Stage:
        """Return the stage in which a test is as it must be, or its sum gains nothing."""
        condition, value = requirement.part
        reads = self._reads([(condition, "")])
        decide = self._with_options(self._compiled(condition), reads)
        if claim_position is not None:
            reads |= {claim_position}
            decide = _under_claim(decide, claim_position, value=value)
        nothing = Choice(0, 0, 0, (0,) * width)
        choices: dict[Truth, tuple[Choice, ...]] = {}
        if requirement.sum is not None:
            choices = dict.fromkeys(_TRUTHS, (nothing,))
        choices[value] = (nothing._replace(amounts=_ones([requirement.sum], width)),)
        return Stage(choices, decide, reads)

    def _compiled(self, condition: Condition) -> CompiledCondition:
        return compile_condition((condition, ""), self.evaluation.plan.position_by_key)

    def _with_options(self, decide: CompiledCondition, reads: frozenset[int]) -> CompiledCondition:
        """Return a function that first puts options that are left back into their answers."""
        split = {
            index: [position for position in options.values() if position in reads]
            for index, options in self._options.items()
            if not reads.isdisjoint(options.values())
        }
        if not split:
            return decide

        def decide_joined(known_answers: KnownAnswers) -> Truth:
            joined = list(known_answers)
            for index, positions in split.items():
                now = joined[index]
                left = now.options.union(*(joined[position].options for position in positions))
                joined[index] = KnownAnswer(now.applies, now.state, left, now.amount)
            return decide(joined)

        return decide_joined

    def _without_changing_options(self, index: int, answer: KnownAnswer) -> KnownAnswer:
        if index not in self._options:
            return answer
        options = answer.options.difference(self._options[index])
        return KnownAnswer(answer.applies, answer.state, options, answer.amount)


_CLAIMS = (KnownAnswer(True, "open"), KnownAnswer(True, "answered"))
"""The known answers of a claim: not made, and made."""


def _claim_stage(claim: Claim, position: int, width: int) -> Stage:
    choices = [Choice(0, 0, 0, _ones(claim.own_sums, width), 0)]
    if claim.is_possible:
        choices.append(Choice(0, 0, 0, _ones([claim.sum], width), 1))
    return Stage({True: choices}, None, frozenset(), position, _CLAIMS)


def _under_claim(decide: CompiledCondition, position: int, *, value: bool) -> CompiledCondition:
    """Return a function that is content while a claim is not made."""
    return lambda known_answers: (
        decide(known_answers) if known_answers[position] == _CLAIMS[1] else value
    )


def _ones(numbers: Iterable[int | None], width: int) -> tuple[int, ...]:
    """Return amounts that add one to the sums with these numbers."""
    numbers = set(numbers)
    return tuple(int(number in numbers) for number in range(width))


def _kept(change: Change) -> KnownAnswer:
    """Return the known answer of an option that is not left out."""
    ids = frozenset([change.option.id]) if change.option else frozenset[str]()
    return KnownAnswer(True, "answered", ids)
