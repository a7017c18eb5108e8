"""json: the assessment for programs.

The shape `vendorcheck-assessment/2` is a promise; docs/reference/json-report.md explains it.
"""

from fractions import Fraction

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.questionnaire_results import (
    QuestionnaireResult,
    QuestionResult,
)
from vendorcheck.assessment.score import Tally
from vendorcheck.model.conditions import Truth
from vendorcheck.reports._base import REPORTS, Display
from vendorcheck.reports._json_data import (
    Json,
    agreement_data,
    answer_details,
    controls_data,
    json_text,
    model_data,
    percent_data,
    put_aside_counts,
    questions_to_confirm,
    used_questionnaire_data,
)
from vendorcheck.reports._json_paths import paths_data, rule_data
from vendorcheck.reports._json_record import deadlines_data, record_data
from vendorcheck.reports._json_view import view_as_data
from vendorcheck.reports.readers import ViewContent
from vendorcheck.reports.view.evidence import evidence_files, our_duties
from vendorcheck.reports.view.notices import left_out_questionnaires, self_service_precheck
from vendorcheck.reports.view.steps import conditions_to_propose
from vendorcheck.reports.view.words import headline

ASSESSMENT_SCHEMA = "vendorcheck-assessment/2"
_APPLIES: dict[Truth, str] = {True: "yes", False: "no", None: "undecided"}


@REPORTS.format("json", ".json", reader="programs")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001
    """Return the assessment as JSON in ASCII, which no encoding on the way can break."""
    return json_text(assessment_as_data(assessment))


@REPORTS.each_view("json")
def render_view(content: ViewContent, display: Display) -> str:  # noqa: ARG001
    """Return what a reader gets to see as JSON in ASCII."""
    return json_text(view_as_data(content))


def assessment_as_data(assessment: Assessment) -> dict[str, Json]:
    """Return the assessment as plain data, with the keys in their published order."""
    return {
        "schema": ASSESSMENT_SCHEMA,
        "as_of": str(assessment.as_of),
        "vendor": model_data(assessment.vendor.vendor),
        "tier": assessment.tier.id if assessment.tier else None,
        "tier_title": assessment.tier.title if assessment.tier else None,
        "tier_assumed": assessment.tier_assumed,
        **_what_does_not_count(assessment),
        "undecided": _undecided(assessment),
        "self_service": _self_service(assessment),
        "assess_again_by": str(assessment.reassess_by) if assessment.reassess_by else None,
        **deadlines_data(assessment),
        "verdict": assessment.verdict,
        "headline": headline(assessment),
        "rules": [rule_data(one.result) | {"detail": one.detail} for one in assessment.reasons],
        "best_verdict": assessment.best_verdict,
        "worst_verdict": assessment.worst_verdict,
        "settled": assessment.is_settled,
        **_score_data(assessment),
        "thresholds": _thresholds(assessment),
        "questionnaires": [_questionnaire(result) for result in assessment.questionnaires],
        "findings": [_finding(finding) for finding in assessment.findings],
        "path_to_yes": paths_data(assessment),
        "conditions": _conditions(assessment),
        "ask_vendor": _open_questions(assessment.questions_for_vendor),
        "ask_requester": _open_questions(assessment.questions_for_requester),
        "to_confirm": questions_to_confirm(assessment.put_aside),
        "if_you_agree": agreement_data(assessment.agreement),
        "our_duties": _our_duties(assessment),
        "needs": [model_data(need) for need in assessment.vendor.needs],
        "accepted_risks": _accepted_risks(assessment),
        **record_data(assessment),
        "provenance": _provenance(assessment),
    }


def _what_does_not_count(assessment: Assessment) -> dict[str, Json]:
    return {
        "left_out": [entry.id for entry in left_out_questionnaires(assessment)],
        "refused_answers": [
            {"question": status.question.key, "why": status.source_fault}
            for status in assessment.refused_answers
        ],
        "unfinished_answers": assessment.unfinished_answers,
    }


def _score_data(assessment: Assessment) -> dict[str, Json]:
    return {
        "score": percent_data(assessment.score),
        "score_low": percent_data(assessment.lowest_score),
        "score_high": percent_data(assessment.highest_score),
        "exact": None if assessment.score is None else str(assessment.score),
        "coverage": percent_data(assessment.coverage),
        "not_applicable": put_aside_counts(assessment.put_aside),
    }


def _undecided(assessment: Assessment) -> dict[str, Json]:
    tier_keys: list[Json] = []
    questionnaires: list[Json] = []
    for pending in assessment.pending_decisions:
        question_keys = [status.question.key for status in pending.statuses]
        tier_keys += [] if pending.questionnaires else question_keys
        questionnaires += [
            {"id": questionnaire.id, "questions": question_keys}
            for questionnaire in pending.questionnaires
        ]
    return {"tier": tier_keys, "questionnaires": questionnaires}


def _self_service(assessment: Assessment) -> dict[str, Json] | None:
    if precheck := self_service_precheck(assessment):
        return {"green": precheck.light == "go-ahead", "precheck": precheck.headline}
    return None


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _tally_data(tally: Tally) -> dict[str, Json]:
    return {
        "score": percent_data(tally.score),
        "score_low": percent_data(tally.lowest_score),
        "score_high": percent_data(tally.highest_score),
        "coverage": percent_data(tally.coverage),
    }


def _thresholds(assessment: Assessment) -> dict[str, Json]:
    settings = assessment.evaluation.plan.settings
    return {
        "approve_at": float(settings.approve_at),
        "conditions_at": float(settings.conditions_at),
        "coverage_at_least": float(settings.coverage_at_least),
        "conditions_from": settings.conditions_from,
    }


def _questionnaire(questionnaire_result: QuestionnaireResult) -> dict[str, Json]:
    return {
        "id": questionnaire_result.questionnaire.id,
        "version": questionnaire_result.questionnaire.version,
        "title": questionnaire_result.questionnaire.title,
        **_tally_data(questionnaire_result.tally),
        "sections": [
            {
                "id": section.section.id,
                "ref": section.section.ref,
                "title": section.section.title,
                **_tally_data(section.tally),
            }
            for section in questionnaire_result.sections
        ],
        "questions": [
            _question(result, section.section.id)
            for section in questionnaire_result.sections
            for result in section.questions
        ],
    }


def _question(result: QuestionResult, section: str) -> dict[str, Json]:
    status, question, answer = result.status, result.status.question, result.status.parsed_answer
    return {
        "id": question.key,
        "section": section,
        "ref": question.definition.ref,
        "ask": question.definition.ask,
        "severity": question.severity,
        "blocker": None if question.blocker is None else _number(question.blocker),
        "scored": question.is_scored,
        "state": status.answer_state,
        # As written, even a disputed one, which does not count.
        "answer": answer.raw if answer else status.answer.answer if status.answer else None,
        "shown": answer.display_text if answer else None,
        "applies": _APPLIES[result.applies],
        "weight": _number(question.weight) if question.is_scored else 0,
        "credit": float(status.answer_result.credit) if status.answer_result else None,
        "contribution": percent_data(result.contribution),
        "contribution_exact": None if result.contribution is None else str(result.contribution),
        "grade": status.grade,
        **answer_details(result),
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "kind": finding.kind,
        "question": finding.question,
        "check": finding.check,
        "severity": finding.severity,
        "finding": finding.finding,
        "answer": finding.answer,
        "shown": finding.display_answer,
        "missing": finding.missing,
        "points": percent_data(finding.points),
        "points_exact": str(finding.points),
        "why": finding.why,
        "remedy": finding.remedy,
        "clause": finding.clause,
        "effort": finding.effort,
        **controls_data(finding.controls),
        "mitigation": model_data(finding.mitigation) if finding.mitigation else None,
        "accepted": model_data(finding.accepted_risk) if finding.accepted_risk else None,
        "condition": model_data(finding.condition) if finding.condition else None,
    }


def _conditions(assessment: Assessment) -> list[Json]:
    return [
        {
            "question": step.step.subject,
            "text": step.condition_text,
            "clause": step.clause,
            "who": step.owner,
        }
        for step in conditions_to_propose(assessment)
    ]


def _open_questions(open_questions: tuple[OpenQuestion, ...]) -> list[Json]:
    return [
        {
            "question": question.subject,
            "why": question.reason,
            "text": question.text,
            "decides": question.decides,
        }
        for question in open_questions
    ]


def _our_duties(assessment: Assessment) -> list[Json]:
    return [
        {"duty": duty.duty, "document": duty.document, "questions": list(duty.questions)}
        for duty in our_duties(assessment)
    ]


def _accepted_risks(assessment: Assessment) -> list[Json]:
    return [
        {**model_data(risk), "in_force": risk.accepted_on <= assessment.as_of <= risk.expires}
        for risk in assessment.vendor.accepted_risks
    ]


def _provenance(assessment: Assessment) -> dict[str, Json]:
    policy, used = assessment.policy, assessment.used_questionnaires
    return {
        "tool": f"vendorcheck {__version__}",
        "answers_sha256": assessment.digests.answers,
        "policy": {
            "id": policy.id,
            "version": policy.version,
            "sha256": assessment.digests.policy,
            "title": policy.title,
        },
        "questionnaires": [used_questionnaire_data(entry) for entry in used if entry.is_asked],
        "deciding_questionnaires": [
            used_questionnaire_data(entry) for entry in used if not entry.is_asked
        ],
        "evidence_files": [
            {"file": file.name, "sha256": file.sha256, "state": file.state}
            for file in evidence_files(assessment)
        ],
    }
