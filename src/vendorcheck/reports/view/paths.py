"""The ways to a better verdict, the nearest first."""

from dataclasses import dataclass, replace

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.rules import CONDITIONS, VERDICTS
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.view import words
from vendorcheck.reports.view.rules import Grounds, Why
from vendorcheck.reports.view.steps import Planned, planned


@dataclass(frozen=True, slots=True)
class Way:
    """The steps to a better verdict. `steps` is None where there is no way; then `obstacles` says why.

    `further`: the steps come on top of those of the way before. `conditions`: they are what to propose as
    conditions of an approval.
    """

    verdict: str
    steps: tuple[Planned, ...] | None
    minimal: bool
    obstacles: tuple[Why, ...] = ()
    further: bool = False
    conditions: bool = False

    @property
    def title(self) -> str:
        """The heading over the steps: `To “approve”: 3 steps`."""
        more = "more " if self.further else ""
        steps = self.steps or ()
        count = words.counted(len(steps), f"{more}step", f"{more}steps") if steps else "nothing more"
        if self.conditions and steps:
            return f"Conditions to propose: {count} to “{self.verdict.lower()}”"
        return f"To “{self.verdict.lower()}”: {count}"


def ways(assessment: Assessment, grounds: Grounds) -> tuple[Way, ...]:
    """The ways to each better verdict that a path leads to, the nearest first; none if there is none better."""
    better: list[Verdict] = list(VERDICTS[: min(2, VERDICTS.index(assessment.verdict))])
    found: list[Way] = []
    for verdict in reversed(better):
        found.append(_way(assessment, grounds, verdict, found[-1] if found else None))
    return tuple(found)


def _way(assessment: Assessment, grounds: Grounds, verdict: Verdict, before: Way | None) -> Way:
    """The way to a verdict; where it goes on from the way before, only what comes on top."""
    path = assessment.path_to_yes[verdict]
    label = words.VERDICT[verdict]
    if path.steps is None:
        return Way(label, None, path.minimal, tuple(grounds.obstacle(fired) for fired in path.blocked_by))
    first = tuple(one.step for one in before.steps) if before and before.steps else ()
    further = bool(first) and set(first) <= set(path.steps)
    if further:
        path = replace(path, steps=(*first, *(step for step in path.steps if step not in first)))
    steps = planned(assessment, path) or ()
    return Way(
        label,
        steps[len(first) :] if further else steps,
        path.minimal,
        further=further,
        conditions=assessment.verdict == CONDITIONS,
    )
