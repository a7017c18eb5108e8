"""Paths to yes as data of the JSON report: their steps, and what stands in the way."""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import MORE_INFORMATION_NEEDED, VERDICTS, RuleResult
from vendorcheck.assessment.path_to_yes.path import PathToYes
from vendorcheck.reports._json_data import Json, percent_data
from vendorcheck.reports.view.steps import PlannedStep, lay_out_path


def paths_data(assessment: Assessment) -> dict[str, Json]:
    """Return the path to each better verdict."""
    paths = assessment.paths_to_yes
    return {verdict: _path(assessment, paths[verdict]) for verdict in VERDICTS[:2]}


def _path(assessment: Assessment, path: PathToYes) -> dict[str, Json]:
    steps = lay_out_path(assessment, path)
    return {
        "steps": None if steps is None else [step_data(step) for step in steps],
        "minimal": path.is_minimal,
        "blocked_by": [
            *(rule_data(rule) for rule in path.blocked_by),
            *(_open_facts(assessment) if steps is None else ()),
        ],
    }


def _open_facts(assessment: Assessment) -> list[dict[str, Json]]:
    """Return the open facts as one more obstacle: no step answers them."""
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
