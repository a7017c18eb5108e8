"""Paths to yes as data of the JSON report: their steps, and what stands in the way."""

from dataclasses import replace

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import MORE_INFORMATION_NEEDED, VERDICTS, RuleResult
from vendorcheck.assessment.path_to_yes.path import PathToYes
from vendorcheck.reports._json_data import Json, percent_data
from vendorcheck.reports.view.steps import PlannedStep, lay_out_path


def paths_data(assessment: Assessment) -> dict[str, Json]:
    """Return the path to each better verdict."""
    paths = assessment.paths_to_yes
    return {
        verdict: _path(assessment, paths[verdict], is_reached=assessment.verdict in VERDICTS[:end])
        for end, verdict in enumerate(VERDICTS[:2], start=1)
    }


def _path(assessment: Assessment, path: PathToYes, *, is_reached: bool) -> dict[str, Json]:
    """Return a path: what we may agree to, then the other steps."""
    agreements: list[Json] = []
    steps: list[Json] | None = None
    if path.steps is not None:
        ordered = replace(path, steps=(*path.agreements, *path.other_steps))
        laid_out = [step_data(step) for step in lay_out_path(assessment, ordered) or ()]
        count = len(path.agreements)
        agreements, steps = [*laid_out[:count]], [*laid_out[count:]]
    return {
        "if_you_agree": agreements,
        "steps": steps,
        "minimal": path.is_minimal,
        "blocked_by": [
            *(rule_data(rule) for rule in path.blocked_by),
            *(() if is_reached else _open_facts(assessment)),
        ],
    }


def _open_facts(assessment: Assessment) -> list[dict[str, Json]]:
    """Return the open facts as an obstacle: no step answers them, and they are asked first."""
    if not assessment.open_facts:
        return []
    return [
        {
            "rule": "open-fact",
            "verdict": MORE_INFORMATION_NEEDED,
            "could": True,
            "questions": list(assessment.open_facts),
        }
    ]


def step_data(planned_step: PlannedStep) -> dict[str, Json]:
    """Return a step with its texts, and the score after it."""
    step = planned_step.step
    return {
        "question": step.subject,
        "kind": step.kind,
        "answer": step.answer,
        "shown": planned_step.answer,
        "who": planned_step.owner,
        "text": planned_step.text,
        "remedy": planned_step.remedy,
        "clause": planned_step.clause,
        "effort": planned_step.effort,
        "score_after": percent_data(planned_step.score_after),
    }


def rule_data(rule_result: RuleResult) -> dict[str, Json]:
    """Return a rule that fires or could fire, with its subjects."""
    return {
        "rule": rule_result.rule,
        "verdict": rule_result.verdict,
        "could": rule_result.could,
        "questions": list(rule_result.subjects),
    }
