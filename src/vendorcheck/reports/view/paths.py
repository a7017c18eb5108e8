"""The paths to a better verdict, the nearest first."""

from dataclasses import dataclass, replace

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS, VERDICTS
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.view import words
from vendorcheck.reports.view.rules import RuleExplainer, RuleExplanation
from vendorcheck.reports.view.steps import PlannedStep, lay_out_path
from vendorcheck.text.words import count_with_noun


@dataclass(frozen=True, slots=True)
class VerdictPath:
    """The steps to a better verdict.

    `steps` is None where no path leads there; then `obstacles` says why, and `waits_for_tier` that
    there can be none before the tier is known. With `is_continuation` the
    steps come on top of those of the path before. With `are_conditions` they are to be proposed as
    conditions of an approval.
    """

    verdict: str
    steps: tuple[PlannedStep, ...] | None
    is_minimal: bool
    obstacles: tuple[RuleExplanation, ...] = ()
    waits_for_tier: bool = False
    is_continuation: bool = False
    are_conditions: bool = False

    @property
    def title(self) -> str:
        """The heading over the steps: `To “approve”: 3 steps`."""
        if self.waits_for_tier:
            return f"Before “{self.verdict.lower()}”: answer what decides the tier"
        if self.steps is None:
            return f"No way leads to “{self.verdict.lower()}”"
        more = "more " if self.is_continuation else ""
        steps = self.steps or ()
        count = (
            count_with_noun(len(steps), f"{more}step", f"{more}steps") if steps else "nothing more"
        )
        if self.are_conditions and steps:
            return f"Conditions to propose: {count} to “{self.verdict.lower()}”"
        return f"To “{self.verdict.lower()}”: {count}"


def lay_out_verdict_paths(
    assessment: Assessment, explainer: RuleExplainer
) -> tuple[VerdictPath, ...]:
    """Return the path to each better verdict, the nearest first; none if there is no better one."""
    better: list[Verdict] = list(VERDICTS[: min(2, VERDICTS.index(assessment.verdict))])
    paths: list[VerdictPath] = []
    for verdict in reversed(better):
        paths.append(
            _lay_out_verdict_path(assessment, explainer, verdict, paths[-1] if paths else None)
        )
    return tuple(paths)


def _lay_out_verdict_path(
    assessment: Assessment,
    explainer: RuleExplainer,
    verdict: Verdict,
    previous_path: VerdictPath | None,
) -> VerdictPath:
    """Lay out the path to a verdict; if it continues the path before, only its further steps."""
    path = assessment.paths_to_yes[verdict]
    label = words.VERDICT_LABELS[verdict]
    if path.steps is None:
        return VerdictPath(
            label,
            None,
            path.is_minimal,
            tuple(explainer.explain_obstacle(result) for result in path.blocked_by),
            waits_for_tier=any(result.rule == "tier-open" for result in path.blocked_by),
        )
    previous_steps = (
        tuple(planned.step for planned in previous_path.steps)
        if previous_path and previous_path.steps
        else ()
    )
    is_continuation = bool(previous_steps) and set(previous_steps) <= set(path.steps)
    if is_continuation:
        path = replace(
            path,
            steps=(*previous_steps, *(step for step in path.steps if step not in previous_steps)),
        )
    steps = lay_out_path(assessment, path) or ()
    return VerdictPath(
        label,
        steps[len(previous_steps) :] if is_continuation else steps,
        path.is_minimal,
        is_continuation=is_continuation,
        are_conditions=assessment.verdict == APPROVE_WITH_CONDITIONS,
    )
