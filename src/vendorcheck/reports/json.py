"""json: the assessment for programs. `vendorcheck-assessment/1` is a promise; docs/reference/json-report.md explains it."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment, QuestionnaireResult, QuestionResult, Source
from vendorcheck.assessment.findings import Finding
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.path_to_yes.search import Path
from vendorcheck.assessment.reasons import Reason
from vendorcheck.assessment.rules import VERDICTS, Fired
from vendorcheck.assessment.score import Tally
from vendorcheck.model.conditions import Holds
from vendorcheck.model.fields import Model
from vendorcheck.reports._base import Display, report
from vendorcheck.reports.view.notices import self_service_look
from vendorcheck.reports.view.steps import Planned, conditions, planned
from vendorcheck.reports.view.words import headline
from vendorcheck.text.numbers import rounded

SCHEMA = "vendorcheck-assessment/1"
Json: TypeAlias = "str | int | float | bool | Sequence[Json] | dict[str, Json] | None"
_SAID = ("source", "note", "not_applicable", "disputed", "plan", "price", "as_of", "by", "mitigation")
_APPLIES: dict[Holds, str] = {True: "yes", False: "no", None: "undecided"}


@report("json", ".json")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - the same on every screen
    """The assessment as JSON in ASCII, which nothing on the way can break or interpret."""
    # CI systems take `##[` for a command wherever it stands; escaped it is the same text to any reader of JSON.
    return json.dumps(as_data(assessment), indent=2).replace("##", "#\\u0023") + "\n"


def as_data(assessment: Assessment) -> dict[str, Json]:
    """The assessment as plain data, in the order of the published shape."""
    return {
        "schema": SCHEMA,
        "as_of": str(assessment.as_of),
        "vendor": _plain(assessment.vendor.vendor),
        "tier": assessment.tier.id if assessment.tier else None,
        "tier_title": assessment.tier.title if assessment.tier else None,
        "tier_assumed": assessment.tier_assumed,
        "undecided": _undecided(assessment),
        "self_service": _self_service(assessment),
        "assess_again_by": str(assessment.assess_again) if assessment.assess_again else None,
        "verdict": assessment.verdict,
        "headline": headline(assessment),
        "rules": [_rule(reason) for reason in assessment.reasons],
        "best_verdict": assessment.best,
        "worst_verdict": assessment.worst,
        "settled": assessment.settled,
        "score": _percent(assessment.score),
        "score_low": _percent(assessment.low),
        "score_high": _percent(assessment.high),
        "exact": None if assessment.score is None else str(assessment.score),
        "coverage": _percent(assessment.coverage),
        "thresholds": _thresholds(assessment),
        "questionnaires": [_questionnaire(found) for found in assessment.questionnaires],
        "findings": [_finding(found) for found in assessment.findings],
        "path_to_yes": {
            verdict: _path(assessment, assessment.path_to_yes[verdict]) for verdict in VERDICTS[:2]
        },
        "conditions": [
            {"question": found.step.subject, "text": found.condition, "clause": found.clause}
            for found in conditions(assessment)
        ],
        "ask_vendor": _asks(assessment.ask_vendor),
        "ask_requester": _asks(assessment.ask_requester),
        "needs": [_plain(need) for need in assessment.vendor.needs],
        "accepted_risks": _accepted_risks(assessment),
        "decisions": [_plain(decision) for decision in assessment.vendor.decisions],
        "provenance": _provenance(assessment),
    }


def _undecided(assessment: Assessment) -> dict[str, Json]:
    """The open questions that decide the tier, and whether questionnaires are asked."""
    tier: list[Json] = []
    questionnaires: list[Json] = []
    for pending in assessment.pending:
        keys = [reply.item.key for reply in pending.replies]
        tier += [] if pending.questionnaires else keys
        questionnaires += [{"id": one.id, "questions": keys} for one in pending.questionnaires]
    return {"tier": tier, "questionnaires": questionnaires}


def _self_service(assessment: Assessment) -> dict[str, Json] | None:
    found = self_service_look(assessment)
    return {"green": found.light == "go-ahead", "precheck": found.headline} if found else None


def _rule(reason: Reason) -> dict[str, Json]:
    return {
        "rule": reason.rule,
        "verdict": reason.verdict,
        "questions": list(reason.subjects),
        "detail": reason.detail,
    }


def _percent(value: Fraction | None) -> float | None:
    return None if value is None else rounded(value)


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _plain(model: Model) -> dict[str, Json]:
    """A part of the vendor file as it is there, what was left out included."""
    found: dict[str, Json] = model.model_dump(mode="json")
    return found


def _sums(tally: Tally) -> dict[str, Json]:
    return {
        "score": _percent(tally.score),
        "score_low": _percent(tally.low),
        "score_high": _percent(tally.high),
        "coverage": _percent(tally.coverage),
    }


def _thresholds(assessment: Assessment) -> dict[str, Json]:
    settings = assessment.situation.plan.settings
    return {
        "approve_at": float(settings.approve_at),
        "conditions_at": float(settings.conditions_at),
        "coverage_at_least": float(settings.coverage_at_least),
        "conditions_from": settings.conditions_from,
    }


def _questionnaire(found: QuestionnaireResult) -> dict[str, Json]:
    return {
        "id": found.questionnaire.id,
        "version": found.questionnaire.version,
        "title": found.questionnaire.title,
        **_sums(found.tally),
        "sections": [
            {"id": section.section.id, "title": section.section.title, **_sums(section.tally)}
            for section in found.sections
        ],
        "questions": [
            _question(result, section.section.id)
            for section in found.sections
            for result in section.questions
        ],
    }


def _question(result: QuestionResult, section: str) -> dict[str, Json]:
    reply, item = result.reply, result.reply.item
    return {
        "id": item.key,
        "section": section,
        "ask": item.question.ask,
        "severity": item.severity,
        "blocker": None if item.blocker is None else _number(item.blocker),
        "scored": item.scored,
        "state": reply.state,
        "answer": _answer(result),
        "shown": reply.value.shown if reply.value else None,
        "applies": _APPLIES[result.applies],
        "weight": _number(item.weight) if item.scored else 0,
        "credit": float(reply.outcome.credit) if reply.outcome else None,
        "contribution": _percent(result.contribution),
        "contribution_exact": None if result.contribution is None else str(result.contribution),
        "grade": reply.grade,
        **_said(result),
    }


def _answer(result: QuestionResult) -> Json:
    """The answer as written: of a disputed one what the vendor answered, which does not count."""
    reply = result.reply
    raw = reply.value.raw if reply.value else reply.answer.answer if reply.answer else None
    return list(raw) if isinstance(raw, tuple) else raw


def _said(result: QuestionResult) -> dict[str, Json]:
    """What stands beside the answer in the vendor file; null where nothing does."""
    answer = result.reply.answer
    if answer is None:
        return {**dict.fromkeys(_SAID), "evidence": []}
    plain = _plain(answer)
    expired = [_plain(evidence) for evidence in result.reply.expired]
    evidence = [_plain(evidence) for evidence in answer.evidence]
    said: dict[str, Json] = {key: plain[key] for key in _SAID}
    return {**said, "evidence": [{**one, "expired": one in expired} for one in evidence]}


def _finding(found: Finding) -> dict[str, Json]:
    return {
        "kind": found.kind,
        "question": found.question,
        "check": found.check,
        "severity": found.severity,
        "finding": found.finding,
        "answer": list(found.answer) if isinstance(found.answer, tuple) else found.answer,
        "shown": found.shown,
        "missing": found.missing,
        "why": found.why,
        "remedy": found.remedy,
        "clause": found.clause,
        "effort": found.effort,
        "controls": {framework: list(controls) for framework, controls in found.controls.items()},
        "mitigation": _plain(found.mitigation) if found.mitigation else None,
        "accepted": _plain(found.accepted) if found.accepted else None,
    }


def _path(assessment: Assessment, path: Path) -> dict[str, Json]:
    steps = planned(assessment, path)
    return {
        "steps": None if steps is None else [_step(step) for step in steps],
        "minimal": path.minimal,
        "blocked_by": [_fired(fired) for fired in path.blocked_by],
    }


def _step(found: Planned) -> dict[str, Json]:
    step = found.step
    return {
        "question": step.subject,
        "kind": step.kind,
        "answer": list(step.answer) if isinstance(step.answer, tuple) else step.answer,
        "shown": found.answer,
        "who": found.who,
        "text": found.text,
        "remedy": found.remedy,
        "clause": found.clause,
        "effort": found.effort,
        "score_after": _percent(found.score_after),
    }


def _fired(fired: Fired) -> dict[str, Json]:
    return {"rule": fired.rule, "verdict": fired.verdict, "questions": list(fired.subjects)}


def _asks(asks: tuple[OpenQuestion, ...]) -> list[Json]:
    return [
        {"question": ask.subject, "why": ask.why, "text": ask.text, "decides": ask.decides} for ask in asks
    ]


def _accepted_risks(assessment: Assessment) -> list[Json]:
    """Every accepted risk of the vendor file, and whether it has not ended on the day."""
    return [
        {**_plain(risk), "in_force": risk.expires >= assessment.as_of}
        for risk in assessment.vendor.accepted_risks
    ]


def _provenance(assessment: Assessment) -> dict[str, Json]:
    policy = assessment.policy
    return {
        "tool": f"vendorcheck {__version__}",
        "answers_sha256": assessment.digests.answers,
        "policy": {
            "id": policy.id,
            "version": policy.version,
            "sha256": assessment.digests.policy,
            "title": policy.title,
        },
        "questionnaires": [_source(found) for found in assessment.sources if found.asked],
        "deciding_questionnaires": [_source(found) for found in assessment.sources if not found.asked],
    }


def _source(found: Source) -> dict[str, Json]:
    return {
        "id": found.questionnaire.id,
        "version": found.questionnaire.version,
        "sha256": found.sha256,
        "answers_version": found.answered,
    }
