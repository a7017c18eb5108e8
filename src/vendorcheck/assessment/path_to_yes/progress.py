"""Follow a path step by step: the score after each, and what comes to count by it."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.plan.compiled_conditions import CompiledCondition
from vendorcheck.assessment.score import HUNDRED_PERCENT, Tally
from vendorcheck.model.conditions import Truth


class Progress:
    """An evaluation in which one answer after the other changes.

    Only what depends on an answer is decided anew, so that following a path takes no more than a
    few assessments, however long it is.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.plan = evaluation.plan
        self.as_of = evaluation.as_of
        self.statuses = list(evaluation.statuses)
        self.applies = list(evaluation.applies)
        self._known_answers = [
            status.known_answer(applies)
            for status, applies in zip(self.statuses, self.applies, strict=True)
        ]
        self._earned = self._total = 0
        for index in range(len(self.statuses)):
            self._count(index, 1)

    @property
    def score(self) -> Fraction | None:
        """The score in percent; None if nothing can be scored."""
        return Fraction(HUNDRED_PERCENT * self._earned, self._total) if self._total else None

    def change(self, position: int, status: QuestionStatus) -> tuple[int, ...]:
        """Change a status; return the positions of the questions that come to apply by it."""
        before = {position: self.applies[position]}
        self._count(position, -1)
        self.statuses[position] = status
        self._count(position, 1)
        for index in self._positions_to_decide(position):
            decide = self._decisions.get(index)
            applies = decide(self._known_answers) if decide else self.applies[index]
            before.setdefault(index, self.applies[index])
            self._count(index, -1)
            self.applies[index] = applies
            self._count(index, 1)
        return tuple(
            index
            for index, applied in sorted(before.items())
            if self.applies[index] is True and applied is not True
        )

    def _positions_to_decide(self, position: int) -> Iterator[int]:
        """Yield the questions that depend on a changed answer, in the order of the evaluation.

        Whoever asks for the next one has decided the one before.
        """
        queue = [(self._places.get(position, 0), position)]
        queued = {position}
        while queue:
            _, index = heappop(queue)
            if index != position:
                yield index
            known_answer = self.statuses[index].known_answer(self.applies[index])
            if known_answer != self._known_answers[index]:
                self._known_answers[index] = known_answer
                for dependent in self._dependents.get(index, ()):
                    if dependent not in queued:
                        queued.add(dependent)
                        heappush(queue, (self._places[dependent], dependent))

    def _count(self, index: int, sign: int) -> None:
        """Add a question to the score, or take it out."""
        applies: Truth = self.applies[index]
        status = self.statuses[index]
        if applies and status.question.weight_units:
            tally = Tally()
            tally.add_question(status, self.as_of, surely_applies=True)
            self._earned += sign * tally.earned
            self._total += sign * tally.total

    @cached_property
    def _decisions(self) -> dict[int, CompiledCondition]:
        return {index: decide for index, decide, _ in self.plan.schedule if decide}

    @cached_property
    def _places(self) -> dict[int, int]:
        return {index: place for place, index in enumerate(self.plan.evaluation_order)}

    @cached_property
    def _dependents(self) -> dict[int, list[int]]:
        dependents: dict[int, list[int]] = {}
        for index, question in enumerate(self.plan.questions):
            for key in set(question.dependencies):
                dependents.setdefault(self.plan.position_by_key[key], []).append(index)
        return dependents
