"""The paths to a better verdict, the nearest first."""

from dataclasses import dataclass, replace
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS, VERDICTS
from vendorcheck.assessment.path_to_yes.steps import Step
from vendorcheck.assessment.reasons import format_coverage
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.view import words
from vendorcheck.reports.view.rules import RuleExplainer, RuleExplanation
from vendorcheck.reports.view.step_order import order_for_people
from vendorcheck.reports.view.steps import PlannedStep, lay_out_path
from vendorcheck.text.words import count_with_noun

MAX_SHOWN_STEPS: Final = 10
"""The most steps of a path that people see; programs see all."""


@dataclass(frozen=True, slots=True)
class VerdictPath:
    """The steps to a better verdict.

    `agreements` are those in which one of us agrees that a question does not apply; they come
    before `steps`, which are all others. `steps` is None where no path leads there; then
    `obstacles` says why, and `waits_for_tier` that there can be none before the tier is known.
    `open_facts` are to be asked before any step. With `is_continuation` the steps come on top of
    those of the path before. With `are_conditions` they are to be proposed as conditions of an
    approval. `answered_share` is set where so little is answered that questions help more than
    steps.
    """

    verdict: str
    steps: tuple[PlannedStep, ...] | None
    is_minimal: bool
    agreements: tuple[PlannedStep, ...] = ()
    open_facts: tuple[RuleExplanation, ...] = ()
    obstacles: tuple[RuleExplanation, ...] = ()
    waits_for_tier: bool = False
    is_continuation: bool = False
    are_conditions: bool = False
    answered_share: str = ""

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """The agreements and all other steps, as the path to yes has them."""
        return tuple(planned.step for planned in (*self.agreements, *(self.steps or ())))

    @property
    def shown_steps(self) -> tuple[PlannedStep, ...]:
        """The first steps, as many as people read."""
        return (self.steps or ())[:MAX_SHOWN_STEPS]

    @property
    def shown_agreements(self) -> tuple[PlannedStep, ...]:
        """The first agreements, as many as people read."""
        return self.agreements[:MAX_SHOWN_STEPS]

    @property
    def more_agreements_text(self) -> str:
        """The number of the other agreements in words; empty without any."""
        count = len(self.agreements) - MAX_SHOWN_STEPS
        if count <= 0:
            return ""
        return f"And {count} more, which are listed under “For us to confirm”."

    @property
    def more_text(self) -> str:
        """The number of the other steps in words; empty without any."""
        count = len(self.steps or ()) - MAX_SHOWN_STEPS
        if count <= 0:
            return ""
        return f"And {count_with_noun(count, 'more step', 'more steps')}; the JSON report has all."

    @property
    def title(self) -> str:
        """The heading over the steps: `To “approve”: 3 steps`."""
        if self.waits_for_tier:
            return f"Before “{self.verdict.lower()}”: answer what decides the tier"
        if self.answered_share:
            return f"Ask what is open first: only {self.answered_share} is answered"
        if self.steps is None:
            return f"No way leads to “{self.verdict.lower()}”"
        more = "more " if self.is_continuation else ""
        steps = self.steps or ()
        count = (
            count_with_noun(len(steps), f"{more}step", f"{more}steps") if steps else "nothing more"
        )
        if agreed := len(self.agreements):
            questions = count_with_noun(agreed, "question does", "questions do")
            count = f"{count}, if you agree that {questions} not apply"
        if self.are_conditions and (steps or agreed):
            return f"Conditions to propose: {count} to “{self.verdict.lower()}”"
        return f"To “{self.verdict.lower()}”: {count}"


def lay_out_verdict_paths(
    assessment: Assessment, explainer: RuleExplainer
) -> tuple[VerdictPath, ...]:
    """Return the path to each better verdict, the nearest first; none if there is no better one."""
    better: list[Verdict] = list(VERDICTS[: min(2, VERDICTS.index(assessment.verdict))])
    if better and asks_first(assessment):
        share = format_coverage(assessment.coverage, assessment.evaluation.plan.settings)
        label = words.VERDICT_LABELS[APPROVE_WITH_CONDITIONS]
        return (VerdictPath(label, (), is_minimal=True, answered_share=share),)
    paths: list[VerdictPath] = []
    for verdict in reversed(better):
        paths.append(
            _lay_out_verdict_path(assessment, explainer, verdict, paths[-1] if paths else None)
        )
    return tuple(paths)


def asks_first(assessment: Assessment) -> bool:
    """Return whether so little is answered that questions help more than steps.

    What is known rests on less than half of what counts, and there is something to ask.
    """
    return (
        is_hardly_known(assessment)
        and not any(path.waits_for_tier for path in assessment.paths_to_yes.values())
        and bool(
            assessment.questions_for_vendor
            or assessment.questions_for_requester
            or assessment.put_aside.to_confirm
        )
    )


def is_hardly_known(assessment: Assessment) -> bool:
    """Return whether less than half of what counts is answered."""
    return assessment.judgement.tally.is_hardly_known


def _lay_out_verdict_path(
    assessment: Assessment,
    explainer: RuleExplainer,
    verdict: Verdict,
    previous_path: VerdictPath | None,
) -> VerdictPath:
    """Lay out the path to a verdict; if it continues the path before, only its further steps."""
    path = assessment.paths_to_yes[verdict]
    label = words.VERDICT_LABELS[verdict]
    open_facts = tuple(explainer.explain_open_facts())
    if path.steps is None:
        return VerdictPath(
            label,
            None,
            path.is_minimal,
            obstacles=(
                *open_facts,
                *(explainer.explain_obstacle(result) for result in path.blocked_by),
            ),
            waits_for_tier=path.waits_for_tier,
        )
    previous_steps = previous_path.all_steps if previous_path else ()
    is_continuation = bool(previous_steps) and set(previous_steps) <= set(path.steps)
    if not is_continuation:
        previous_steps = ()
    agreements = [step for step in path.agreements if step not in previous_steps]
    further_steps = order_for_people(
        assessment.evaluation, set(path.other_steps).difference(previous_steps)
    )
    path = replace(path, steps=(*previous_steps, *agreements, *further_steps))
    laid_out = (lay_out_path(assessment, path) or ())[len(previous_steps) :]
    return VerdictPath(
        label,
        laid_out[len(agreements) :],
        path.is_minimal,
        laid_out[: len(agreements)],
        () if previous_path and previous_path.steps is not None else open_facts,
        is_continuation=is_continuation,
        are_conditions=assessment.verdict == APPROVE_WITH_CONDITIONS,
    )
