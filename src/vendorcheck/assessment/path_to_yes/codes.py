"""Codes of steps: whole numbers that add up, and whose sum tells which steps were taken."""

from collections.abc import Iterable, Sequence

from vendorcheck.assessment.path_to_yes.steps import Step, step_order


class StepCodes:
    """Codes of steps: numbers whose sum tells which steps were taken, and how welcome they are.

    The more points, the larger the sum; between equal points that of the steps that come first.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._ordered = sorted(steps, key=step_order, reverse=True)
        self._code_by_step = {
            step: (step.points << len(self._ordered)) + (1 << bit)
            for bit, step in enumerate(self._ordered)
        }

    def __getitem__(self, step: Step) -> int:
        """Return the code of a step."""
        return self._code_by_step[step]

    def __len__(self) -> int:
        """Return the number of bits of a code that stand for steps."""
        return len(self._ordered)

    def know(self, steps: Iterable[Step]) -> bool:
        """Return whether all of some steps have a code."""
        return all(step in self._code_by_step for step in steps)

    def code_of(self, steps: Iterable[Step]) -> int:
        """Return the sum of the codes of some steps."""
        return sum(self._code_by_step[step] for step in steps)

    def steps_of(self, total: int) -> frozenset[Step]:
        """Return the steps that a sum of codes stands for."""
        return frozenset(step for bit, step in enumerate(self._ordered) if total >> bit & 1)
