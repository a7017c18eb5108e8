"""Parts of the JSON report as plain data: percentages, answers, what we have to confirm."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from vendorcheck.assessment.put_aside import Agreement, PutAside
from vendorcheck.assessment.questionnaire_results import QuestionResult, UsedQuestionnaire
from vendorcheck.assessment.support import AssessedEvidence
from vendorcheck.model.controls import Control
from vendorcheck.model.fields import Model
from vendorcheck.reports.view.answers import not_applicable_reason
from vendorcheck.reports.view.evidence import confirmed_sha256
from vendorcheck.text.numbers import round_to_float

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | dict[str, Json] | None"
_ANSWER_FIELDS = (
    "source",
    "note",
    "not_applicable",
    "confirmed_by",
    "confirmed_on",
    "disputed",
    "plan",
    "price",
    "as_of",
    "by",
    "reviewed_by",
    "reviewed_on",
    "mitigation",
)


def json_text(data: dict[str, Json]) -> str:
    """Return data as JSON in ASCII, which no encoding on the way can break."""
    # CI systems take `##[` for a command; escaped, it is the same text to readers of JSON.
    return json.dumps(data, indent=2).replace("##", "#\\u0023") + "\n"


def percent_data(value: Fraction | None) -> float | None:
    """Return a percentage, rounded half-even to two decimals."""
    return None if value is None else round_to_float(value)


def model_data(model: Model) -> dict[str, Json]:
    """Return a part of the vendor file as data, with null for the keys that the file leaves out."""
    return model.model_dump(mode="json", by_alias=True)


def answer_details(result: QuestionResult) -> dict[str, Json]:
    """Return what stands in the vendor file beside an answer, with its evidence."""
    answer, support = result.status.answer, result.status.support
    data = model_data(answer) if answer else {}
    details: dict[str, Json] = {key: data.get(key) for key in _ANSWER_FIELDS}
    return {
        "grade_claimed": data.get("grade"),
        "grade_because": support.weakness or None,
        **details,
        "evidence": [_evidence(piece) for piece in support.evidence],
    }


def put_aside_counts(put_aside: PutAside) -> dict[str, Json]:
    """Return how many questions to the vendor were said not to apply, of how many."""
    return {
        "said": put_aside.said_count,
        "of": put_aside.asked_count,
        "not_confirmed": put_aside.unconfirmed_count,
    }


def questions_to_confirm(put_aside: PutAside) -> list[Json]:
    """Return the questions of which one of us has to confirm that they do not apply."""
    return [
        {"question": status.question.key, "reason": not_applicable_reason(status)}
        for status in put_aside.to_confirm
    ]


def agreement_data(agreement: Agreement | None) -> dict[str, Json] | None:
    """Return the steps of kind `confirm` and what they lead to; None without any."""
    if agreement is None:
        return None
    return {
        "steps": [
            {
                "question": status.question.key,
                "kind": "confirm",
                "who": "us",
                "text": f"Agree that it does not apply: {status.question.definition.ask}",
                "effort": "low",
            }
            for status in agreement.statuses
        ],
        "verdict": agreement.verdict,
        "score": percent_data(agreement.score),
    }


def _evidence(piece: AssessedEvidence) -> dict[str, Json]:
    """Return a piece of evidence; its SHA-256 only if its file has it."""
    counts = piece.standing == "counts"
    return {
        **model_data(piece.evidence),
        "sha256": confirmed_sha256(piece.evidence.sha256, piece.file_state),
        "state": piece.file_state,
        "counts": counts,
        "why_not": None if counts else piece.standing,
        "expired": piece.ended_on is not None,
    }


def controls_data(controls: Mapping[str, tuple[Control, ...]]) -> dict[str, Json]:
    """Return the controls that a finding concerns: their ids, and how each relates.

    A framework without a control for it is in the second only.
    """
    return {
        "controls": {
            framework: [control.id for control in mapped]
            for framework, mapped in controls.items()
            if mapped
        },
        "maps_to": {
            framework: [
                {"id": control.id, "relation": control.relation, "because": control.because}
                for control in mapped
            ]
            for framework, mapped in controls.items()
        },
    }


def used_questionnaire_data(used_questionnaire: UsedQuestionnaire) -> dict[str, Json]:
    """Return a questionnaire that an assessment rests on; its file, if it is not built in."""
    return {
        "id": used_questionnaire.questionnaire.id,
        "version": used_questionnaire.questionnaire.version,
        "sha256": used_questionnaire.sha256,
        "answers_version": used_questionnaire.answered_version,
        "file": used_questionnaire.file,
    }
