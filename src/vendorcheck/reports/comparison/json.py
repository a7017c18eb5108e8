"""json: the comparison for programs.

The shape `vendorcheck-comparison/1` is a promise; docs/reference/comparison-json.md explains it.
"""

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.comparison import (
    Candidate,
    ComparedQuestion,
    Comparison,
    RequiredPlan,
)
from vendorcheck.assessment.deployment import deployment_of, runs_with_us
from vendorcheck.assessment.path_to_yes.path import PathToYes
from vendorcheck.assessment.questionnaire_results import QuestionResult
from vendorcheck.assessment.score import Tally
from vendorcheck.reports._base import Display
from vendorcheck.reports._json_data import Json, json_text, percent_data
from vendorcheck.reports.comparison._base import COMPARISON_REPORTS
from vendorcheck.reports.comparison._words import answer_text, candidate_names
from vendorcheck.reports.view.evidence import our_duties
from vendorcheck.text.numbers import round_to_float

COMPARISON_SCHEMA = "vendorcheck-comparison/1"


@COMPARISON_REPORTS.format("json", ".json", reader="programs")
def render(comparison: Comparison, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return the comparison as JSON; lists with a place for each vendor are in their order."""
    return json_text(_data(comparison))


def _data(comparison: Comparison) -> dict[str, Json]:
    policy = comparison.policy
    names = candidate_names(comparison.candidates)
    return {
        "schema": COMPARISON_SCHEMA,
        "as_of": str(comparison.as_of),
        "tool": f"vendorcheck {__version__}",
        "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
        "questionnaires": [
            {"id": one.id, "version": one.version, "title": one.title}
            for one in comparison.questionnaires
        ],
        "asked_otherwise": comparison.asked_otherwise,
        "best": list(comparison.best),
        "decided_by": comparison.decided_by,
        "vendors": [
            {"name": name, **_vendor(candidate), "plans": [_plan(plan) for plan in plans]}
            for name, candidate, plans in zip(
                names, comparison.candidates, comparison.plans, strict=True
            )
        ],
        "needs": [
            {"text": need.text, "must": need.must, "met": list(need.met)}
            for need in comparison.needs
        ],
        "sections": [
            {
                "section": section.key,
                "title": section.title,
                "scores": [_tally(tally) for tally in section.tallies],
            }
            for section in comparison.sections
        ],
        "differences": [_question(question) for question in comparison.differences],
        "asked_of_some": [_question(question) for question in comparison.asked_of_some],
    }


def _vendor(candidate: Candidate) -> dict[str, Json]:
    assessment = candidate.assessment
    deployment = deployment_of(assessment)
    vendor, contract = assessment.vendor.vendor, assessment.vendor.contract
    return {
        "file": candidate.file,
        "vendor": vendor.name,
        "product": vendor.product,
        "tier": assessment.tier.id if assessment.tier else None,
        "deployment": sorted(deployment.options) if deployment else None,
        "runs_with_us": runs_with_us(assessment),
        "verdict": assessment.verdict,
        "best_verdict": assessment.best_verdict,
        "worst_verdict": assessment.worst_verdict,
        "settled": assessment.is_settled,
        **_tally(assessment.judgement.tally),
        **_reasons(assessment),
        "paths": {str(verdict): _path(path) for verdict, path in assessment.paths_to_yes.items()},
        "our_duties": [
            {"duty": one.duty, "document": one.document, "questions": list(one.questions)}
            for one in our_duties(assessment)
        ],
        "our_plan": vendor.plan,
        "yearly_cost": contract.yearly_cost if contract else None,
    }


def _reasons(assessment: Assessment) -> dict[str, Json]:
    """Return what prevents an approval, and all findings."""
    return {
        "rules": [
            {
                "rule": result.rule,
                "verdict": result.verdict,
                "could": result.could,
                "subjects": list(result.subjects),
            }
            for result in assessment.judgement.rule_results
        ],
        "findings": [
            {
                "kind": one.kind,
                "severity": one.severity,
                "subject": one.subject,
                "text": one.finding,
            }
            for one in assessment.findings
        ],
    }


def _path(path: PathToYes) -> Json:
    """Return the steps of a path; None where there is none."""
    if path.steps is None:
        return None
    return [{"kind": step.kind, "subject": step.subject} for step in path.steps]


def _plan(plan: RequiredPlan) -> dict[str, Json]:
    return {
        "plan": plan.plan or None,
        "ours": plan.is_ours,
        "prices": list(plan.prices),
        "questions": list(plan.questions),
    }


def _tally(tally: Tally | None) -> dict[str, Json]:
    return {
        "score": percent_data(tally.score if tally else None),
        "score_low": percent_data(tally.lowest_score if tally else None),
        "score_high": percent_data(tally.highest_score if tally else None),
        "coverage": percent_data(tally.coverage if tally else None),
    }


def _question(question: ComparedQuestion) -> dict[str, Json]:
    return {
        "question": question.key,
        "ask": question.ask,
        "severity": question.severity,
        "spread": round_to_float(question.spread),
        "answers": [_answer(result) for result in question.results],
    }


def _answer(result: QuestionResult | None) -> dict[str, Json] | None:
    """Return the answer to a question; None if it is not asked."""
    if result is None:
        return None
    earned = result.status.answer_result
    return {
        "state": result.status.answer_state,
        "text": answer_text(result),
        "credit": round_to_float(earned.credit) if earned else None,
    }
