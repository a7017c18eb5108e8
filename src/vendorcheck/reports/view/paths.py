"""The ways to a better verdict, the nearest first."""

from dataclasses import dataclass, replace

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.rules import APPROVE_WITH_CONDITIONS, VERDICTS
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.view import words
from vendorcheck.reports.view.rules import RuleExplainer, RuleExplanation
from vendorcheck.reports.view.steps import PlannedStep, lay_out_path


@dataclass(frozen=True, slots=True)
class VerdictPath:
    """The steps to a better verdict. `steps` is None where there is no way; then `obstacles` says why.

    `further`: the steps come on top of those of the way before. `conditions`: they are what to propose as
    conditions of an approval.
    """

    verdict: str
    steps: tuple[PlannedStep, ...] | None
    is_minimal: bool
    obstacles: tuple[RuleExplanation, ...] = ()
    is_continuation: bool = False
    are_conditions: bool = False

    @property
    def title(self) -> str:
        """The heading over the steps: `To “approve”: 3 steps`."""
        more = "more " if self.is_continuation else ""
        steps = self.steps or ()
        count = (
            words.counted(len(steps), f"{more}step", f"{more}steps") if steps else "nothing more"
        )
        if self.are_conditions and steps:
            return f"Conditions to propose: {count} to “{self.verdict.lower()}”"
        return f"To “{self.verdict.lower()}”: {count}"


def lay_out_verdict_paths(
    assessment: Assessment, explainer: RuleExplainer
) -> tuple[VerdictPath, ...]:
    """The ways to each better verdict that a path leads to, the nearest first; none if there is none better."""
    better: list[Verdict] = list(VERDICTS[: min(2, VERDICTS.index(assessment.verdict))])
    found: list[VerdictPath] = []
    for verdict in reversed(better):
        found.append(
            _lay_out_verdict_path(assessment, explainer, verdict, found[-1] if found else None)
        )
    return tuple(found)


def _lay_out_verdict_path(
    assessment: Assessment,
    explainer: RuleExplainer,
    verdict: Verdict,
    previous_path: VerdictPath | None,
) -> VerdictPath:
    """The way to a verdict; where it goes on from the way before, only what comes on top."""
    path = assessment.paths_to_yes[verdict]
    label = words.VERDICT_LABELS[verdict]
    if path.steps is None:
        return VerdictPath(
            label,
            None,
            path.is_minimal,
            tuple(explainer.explain_obstacle(fired) for fired in path.blocked_by),
        )
    first = (
        tuple(one.step for one in previous_path.steps)
        if previous_path and previous_path.steps
        else ()
    )
    further = bool(first) and set(first) <= set(path.steps)
    if further:
        path = replace(path, steps=(*first, *(step for step in path.steps if step not in first)))
    steps = lay_out_path(assessment, path) or ()
    return VerdictPath(
        label,
        steps[len(first) :] if further else steps,
        path.is_minimal,
        is_continuation=further,
        are_conditions=assessment.verdict == APPROVE_WITH_CONDITIONS,
    )
