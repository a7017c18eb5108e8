"""json: what changed for programs.

The shape `vendorcheck-change/1` is a promise; docs/reference/change-json.md explains it.
"""

import json
from collections import Counter

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.change.answers import AnswerChange
from vendorcheck.assessment.change.change import Change
from vendorcheck.assessment.change.evidence import EvidenceChange
from vendorcheck.assessment.change.fields import FieldChange
from vendorcheck.assessment.change.record import RiskChange
from vendorcheck.assessment.change.sides import AnswerSide
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.reports._base import Display
from vendorcheck.reports._json_data import (
    Json,
    model_data,
    percent_data,
    used_questionnaire_data,
)
from vendorcheck.reports._json_record import deadline_data
from vendorcheck.reports.change._base import CHANGE_REPORTS
from vendorcheck.reports.view.words import headline

CHANGE_SCHEMA = "vendorcheck-change/1"


@CHANGE_REPORTS.format("json", ".json", reader="programs")
def render(change: Change, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return the change as JSON in ASCII, which no encoding on the way can break."""
    # CI systems take `##[` for a command; escaped, it is the same text to readers of JSON.
    return json.dumps(_data(change), indent=2).replace("##", "#\\u0023") + "\n"


def _data(change: Change) -> dict[str, Json]:
    policy, difference = change.new.policy, change.score_difference
    return {
        "schema": CHANGE_SCHEMA,
        "tool": f"vendorcheck {__version__}",
        "policy": {
            "id": policy.id,
            "version": policy.version,
            "title": policy.title,
            "sha256": change.new.digests.policy,
        },
        "vendor": model_data(change.new.vendor.vendor),
        "before": _assessment(change.old, change.old_name),
        "after": _assessment(change.new, change.new_name),
        "empty": change.is_empty,
        "worse": change.is_worse,
        "verdict_change": change.verdict_direction,
        "score_change": percent_data(difference),
        "score_change_exact": None if difference is None else str(difference),
        "answers": [_answer(one) for one in change.answers],
        **_what_was_asked(change),
        **_decided(change),
        **_record(change),
    }


def _what_was_asked(change: Change) -> dict[str, Json]:
    return {
        "checks": [
            {
                "change": one.kind,
                "check": one.finding.check,
                "kind": one.finding.kind,
                "severity": one.finding.severity,
                "finding": one.finding.finding,
            }
            for one in change.checks
        ],
        "questionnaires": [
            {
                "id": one.id,
                "version_before": one.version_before,
                "version_after": one.version_after,
                "asked_before": one.was_asked,
                "asked_after": one.is_asked,
            }
            for one in change.questionnaires
        ],
    }


def _decided(change: Change) -> dict[str, Json]:
    return {
        "decisions": [
            {"change": one.kind, "decision": model_data(one.decision)} for one in change.decisions
        ],
        "conditions": [
            {
                "change": one.kind,
                "decided_on": str(one.decision.decided_on),
                "condition": model_data(one.condition),
            }
            for one in change.conditions
        ],
        "accepted_risks": [_risk(one) for one in change.risks],
    }


def _record(change: Change) -> dict[str, Json]:
    return {
        "deadlines": [
            {"change": one.kind, "deadline": deadline_data(one.deadline)}
            for one in change.deadlines
        ],
        "changes": [
            {"change": one.kind, "announced": model_data(one.announced)}
            for one in change.announcements
        ],
        "fields": [_field(one) for one in change.fields],
    }


def _assessment(assessment: Assessment, name: str) -> dict[str, Json]:
    counts = Counter(one.severity for one in assessment.findings)
    decision = assessment.last_decision
    return {
        "file": name,
        "as_of": str(assessment.as_of),
        "answers_sha256": assessment.digests.answers,
        "questionnaires": [
            used_questionnaire_data(used) for used in assessment.used_questionnaires
        ],
        "verdict": assessment.verdict,
        "headline": headline(assessment),
        "best_verdict": assessment.best_verdict,
        "worst_verdict": assessment.worst_verdict,
        "settled": assessment.is_settled,
        "score": percent_data(assessment.score),
        "score_low": percent_data(assessment.lowest_score),
        "score_high": percent_data(assessment.highest_score),
        "exact": None if assessment.score is None else str(assessment.score),
        "coverage": percent_data(assessment.coverage),
        "tier": assessment.tier.id if assessment.tier else None,
        "tier_assumed": assessment.tier_assumed,
        "findings": {severity: counts[severity] for severity in reversed(SEVERITIES)},
        "decision": decision.decision if decision else None,
        "decided_on": str(decision.decided_on) if decision else None,
        "assess_again_by": str(assessment.reassess_by) if assessment.reassess_by else None,
    }


def _answer(change: AnswerChange) -> dict[str, Json]:
    return {
        "question": change.key,
        "ask": change.ask or None,
        "change": change.kind,
        "direction": change.direction,
        "points": percent_data(change.points),
        "points_exact": None if change.points is None else str(change.points),
        "before": _side(change.before),
        "after": _side(change.after),
        "evidence": [_evidence(one) for one in change.evidence],
        "details": [_field(one) for one in change.details],
    }


def _side(side: AnswerSide) -> dict[str, Json]:
    """Return an answer as it counts in one of the files; as written, even where it does not."""
    status = side.status
    question = status.question if status else None
    parsed = status.parsed_answer if status else None
    return {
        "asked": side.is_asked,
        "state": status.answer_state if status else None,
        "answer": parsed.raw if parsed else side.answer.answer if side.answer else None,
        "shown": parsed.display_text if parsed else None,
        "credit": None if side.credit is None else float(side.credit),
        "grade": status.grade if status else None,
        "severity": question.severity if question else None,
        "must_be_met": question.is_active_blocker if question else None,
    }


def _evidence(change: EvidenceChange) -> dict[str, Json]:
    return {
        "change": change.kind,
        "title": change.title,
        "before": _piece(change.before, change.standing_before),
        "after": _piece(change.after, change.standing_after),
    }


def _piece(evidence: Evidence | None, standing: str) -> Json:
    """Return a piece of evidence, and whether it counts; null where nobody asks for it."""
    if evidence is None:
        return None
    counts = None if not standing else standing == "counts"
    return {
        **model_data(evidence),
        "counts": counts,
        "why_not": None if counts in {None, True} else standing,
    }


def _risk(change: RiskChange) -> dict[str, Json]:
    return {
        "change": change.kind,
        "question": change.subject,
        "before": model_data(change.before) if change.before else None,
        "after": model_data(change.after) if change.after else None,
    }


def _field(change: FieldChange) -> dict[str, Json]:
    return {"field": change.name, "before": change.before, "after": change.after}
