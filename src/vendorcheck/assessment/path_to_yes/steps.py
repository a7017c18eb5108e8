"""Steps: the changes that can be made to a situation, what they bear on, and what the rules say once they are made."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.rules import AcceptedRisks, Judgement, apply_rules
from vendorcheck.model.fields import Effort
from vendorcheck.model.questions import EquivalenceClasses, ParsedAnswer, RawAnswer

StepKind: TypeAlias = Literal["remedy", "answer", "support", "clarify"]
EFFORT_POINTS: Final[Mapping[Effort, int]] = {"low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One change: a gap remedied, an open question answered, an answer supported, a contradiction cleared up.

    `subject` is `questionnaire/question`, or `questionnaire/check` for `clarify`; `answer` is what the question
    is answered with then. `position` orders the steps as the questionnaires do, and `choice` those of one question.
    """

    position: int
    subject: str
    kind: StepKind
    effort: int
    answer: RawAnswer | None = None
    choice: int = 0
    status: QuestionStatus | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        """Tells the steps of a situation apart as well as all fields would; a search asks for it millions of times."""
        return hash((self.position, self.kind, self.choice))


StepChoices: TypeAlias = tuple[Step, ...]
"""Steps of which one must be taken."""
StepOrder: TypeAlias = tuple[int, int, bool]
"""Position and choice of a step, and whether it is more than support, which comes first where both would do."""
StepRank: TypeAlias = tuple[int, int, tuple[StepOrder, ...]]
"""How good a way is: number of steps, effort, places."""


def take_steps(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, steps: Iterable[Step]
) -> tuple[Evaluation, Judgement]:
    """The situation with these steps taken, and what the rules say then."""
    steps = tuple(steps)
    changed = {step.position: step.status for step in steps if step.status}
    after = evaluation.with_statuses(changed) if changed else evaluation
    cleared = frozenset(step.subject for step in steps if step.kind == "clarify")
    return after, apply_rules(after, accepted_risks, cleared)


def select_disjoint_choices(forced_choices: Iterable[StepChoices]) -> tuple[StepChoices, ...]:
    """Those of the forced ways that have no step in common, so that each takes one."""
    found: list[StepChoices] = []
    counted: set[Step] = set()
    for ways in sorted(forced_choices, key=len):
        if counted.isdisjoint(ways):
            counted.update(ways)
            found.append(ways)
    return tuple(found)


def rank_steps(
    steps: Iterable[Step],
    expected_steps: Iterable[Step] = (),
    forced_choices: Iterable[StepChoices] = (),
) -> StepRank:
    """The rank of some steps with those ahead and those forced, of which another choice may do: none is better."""
    effort = sum(step.effort for step in (*steps, *expected_steps))
    effort += sum(min(step.effort for step in ways) for ways in forced_choices)
    places = [(step.position, step.choice, step.kind != "support") for step in steps]
    places += [(step.position, 0, step.kind != "support") for step in expected_steps]
    places += [
        min((step.position, 0, step.kind != "support") for step in ways) for ways in forced_choices
    ]
    return len(places), effort, tuple(sorted(places))


class AvailableSteps:
    """The steps that each question and check of a situation offers, whenever it may apply.

    Of several full-credit answers to a question those are steps that some condition or check tells apart.

    Args:
        evaluation: where each question stands.
        judgement: what the rules say of the evaluation, where that is known already.
        include_deciding_answers: offer also the answers to open questions that only decide what applies.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        judgement: Judgement | None = None,
        *,
        include_deciding_answers: bool = False,
    ) -> None:
        self.initial_evaluation = evaluation
        self.initial_judgement = judgement
        self.plan = evaluation.plan
        self.include_deciding_answers = include_deciding_answers
        self._equivalence_classes: dict[str, EquivalenceClasses] = {}
        self._question_steps = [
            tuple(self._steps_for_question(index)) for index in range(len(self.plan.questions))
        ]
        self._check_steps = [
            Step(len(self.plan.questions) + number, key, "clarify", EFFORT_POINTS["medium"])
            for number, (key, _, _) in enumerate(self.plan.checks)
        ]

    def steps_in(
        self, evaluation: Evaluation, done_subjects: Collection[str] = ()
    ) -> Iterator[Step]:
        """The steps that can be taken in a situation, in order; those whose subject is done are over."""
        for steps, applies in zip(self._question_steps, evaluation.applies, strict=True):
            if steps and applies is not False and steps[0].subject not in done_subjects:
                yield from steps
        for step, holds in zip(self._check_steps, evaluation.check_results, strict=True):
            if holds is not False and step.subject not in done_subjects:
                yield step

    def _steps_for_question(self, index: int) -> Iterator[Step]:
        reply = self.initial_evaluation.statuses[index]
        item = reply.question
        if reply.answer_state == "not-applicable":
            return
        if item.is_subject_to_rules:
            if reply.parsed_answer and reply.grade in item.insufficient_grades:
                supported = QuestionStatus(
                    item,
                    reply.answer_state,
                    reply.answer,
                    reply.parsed_answer,
                    reply.answer_result,
                    "verified",
                )
                yield Step(
                    index,
                    item.key,
                    "support",
                    EFFORT_POINTS["medium"],
                    reply.parsed_answer.raw,
                    status=supported,
                )
            if not reply.earns_full_credit:
                yield from self._full_credit_steps(index, reply)
        elif (
            self.include_deciding_answers
            and reply.is_open
            and item.key in self.plan.referenced_keys - self._tier_question_keys
        ):
            yield from self._distinguishable_steps(
                index,
                [option.id for option in item.definition.offered_options],
                EFFORT_POINTS["medium"],
            )

    @cached_property
    def _tier_question_keys(self) -> frozenset[str]:
        """The questions that the tiers refer to: another tier would be another assessment, not a step."""
        whens = (tier.when for tier in self.plan.policy.tiers if tier.when)
        return frozenset(key for when in whens for key, _, _ in when.references(""))

    def _full_credit_steps(self, index: int, status: QuestionStatus) -> Iterator[Step]:
        current = status.parsed_answer.raw if status.parsed_answer else None
        answers = status.question.definition.full_credit_answers(
            current,
            self.initial_evaluation.as_of,
            self.plan.tests_by_question.get(status.question.key, ()),
        )
        # What the remedy asks: as the option says, else the question, else medium.
        own = status.answer_result.wording.effort if status.answer_result else None
        effort = own or status.question.definition.effort or "medium"
        yield from self._distinguishable_steps(index, answers, EFFORT_POINTS[effort])

    def _distinguishable_steps(
        self, index: int, answers: Iterable[RawAnswer], effort: int
    ) -> Iterator[Step]:
        item = self.plan.questions[index]
        kind: StepKind = "answer" if self.initial_evaluation.statuses[index].is_open else "remedy"
        seen: set[int] = set()
        for answer in answers:
            value = item.definition.parse_answer(answer)
            sign = self.equivalence_class(item, value)
            if sign not in seen:
                choice = len(seen)
                seen.add(sign)
                outcome = (
                    item.definition.result_of(value, self.initial_evaluation.as_of)
                    if item.is_counted
                    else None
                )
                reply = QuestionStatus(item, "answered", None, value, outcome, "verified")
                yield Step(index, item.key, kind, effort, value.raw, choice, reply)

    def equivalence_class(self, question: PlannedQuestion, parsed_answer: ParsedAnswer) -> int:
        """All that conditions and checks can tell of an answer."""
        kinds = self._equivalence_classes.get(question.key)
        if kinds is None:
            kinds = self._equivalence_classes[question.key] = EquivalenceClasses(
                self.plan.tests_by_question.get(question.key, ())
            )
        return kinds.class_of(parsed_answer.options, parsed_answer.amount)

    def all_steps(self) -> Iterator[Step]:
        """Every step that may ever be offered."""
        for steps in self._question_steps:
            yield from steps
        yield from self._check_steps

    def offers_step(self, index: int) -> bool:
        """Whether a question offers a step."""
        return bool(self._question_steps[index])

    # ---- what a step bears on

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """For each question and check: the questions that decide whether it applies or holds."""
        found: dict[str, frozenset[str]] = {}
        for index in self.plan.evaluation_order:
            item = self.plan.questions[index]
            direct = frozenset(item.dependencies)
            found[item.key] = direct.union(*(found[key] for key in direct))
        for key, direct in self.plan.check_dependencies.items():
            found[key] = direct.union(*(found[name] for name in direct))
        return found

    @cached_property
    def descendants(self) -> dict[str, list[int]]:
        """For each question on which others depend: the positions of the questions that it may bring in or out."""
        found: dict[str, list[int]] = {key: [] for key in self.plan.referenced_keys}
        for index, item in enumerate(self.plan.questions):
            for key in self.ancestors[item.key]:
                found[key].append(index)
        return found

    def changes_known_answer(self, step: Step) -> bool:
        """Whether a step can turn what is decided already: it gives another answer, and somebody can tell."""
        return self._changes_known_answer[step]

    @cached_property
    def _changes_known_answer(self) -> dict[Step, bool]:
        return {step: self._is_distinguishable(step) for step in self.all_steps()}

    def _is_distinguishable(self, step: Step) -> bool:
        if (
            step.status is None
            or step.status.parsed_answer is None
            or step.subject not in self.plan.referenced_keys
        ):
            return False
        before = self.initial_evaluation.statuses[step.position]
        return before.parsed_answer is not None and (
            self.equivalence_class(before.question, before.parsed_answer)
            != self.equivalence_class(before.question, step.status.parsed_answer)
        )

    def affected_positions(self, evaluation: Evaluation, step: Step) -> list[int]:
        """The positions of the questions that a step may bring in or out.

        An answer to an open question only decides what is undecided; it turns nothing.
        """
        positions = self.descendants.get(step.subject, [])
        if not positions or self.changes_known_answer(step):
            return positions
        if self.initial_evaluation.statuses[step.position].is_open:
            return [index for index in positions if evaluation.applies[index] is None]
        return []

    def affected_positions_by_step(
        self, evaluation: Evaluation, steps: Iterable[Step]
    ) -> dict[Step, list[int]]:
        """What each of some steps touches. Answers to one question that bring in or out the same share one list."""
        lists: dict[tuple[str, bool], list[int]] = {}
        found: dict[Step, list[int]] = {}
        for step in steps:
            sort = step.subject, self.changes_known_answer(step)
            if sort not in lists:
                lists[sort] = self.affected_positions(evaluation, step)
            found[step] = lists[sort]
        return found
