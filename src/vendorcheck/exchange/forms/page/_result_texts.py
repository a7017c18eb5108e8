"""The tables and texts of a result: lights, reasons, advice, and what it rests on."""

from collections.abc import Mapping
from typing import Final, TypedDict, get_args

from vendorcheck.assessment.judgement import VERDICTS
from vendorcheck.assessment.precheck.precheck import (
    LIGHT_LABELS,
    VENDOR_CHANGE_KINDS,
    Commitment,
    Light,
    PrecheckReasonKind,
)
from vendorcheck.assessment.precheck.reasons import KIND_BY_RULE, KIND_ORDER, OVERALL_TEXTS
from vendorcheck.assessment.precheck.run import LIGHT_BY_VERDICT
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.view import review
from vendorcheck.reports.view.reason_labels import REASON_LABELS

_DOCUMENT: Final = "the file below"
"""The name of what goes to IT, which makes the brief from it."""
_SOME_COUNT: Final = 987
_COMMITMENTS: Final[tuple[Commitment, ...]] = get_args(Commitment)


class ResultTexts(TypedDict):
    """The tables and texts of a result.

    `lights` are the lights by the rank of the verdict. `bases` say what it rests on: for no answer,
    one and several, without and with a review. `advice` is by light and commitment; `consent` where
    only somebody's consent is missing. `kinds` of reasons stand in their order; `kind_by_rule` are
    rule, whether it only could fire, and kind.
    """

    verdicts: list[str]
    lights: list[Light]
    labels: Mapping[Light, str]
    bases: list[list[str]]
    advice: dict[str, dict[str, str]]
    consent: dict[str, str]
    kinds: list[str]
    kind_by_rule: list[tuple[str, bool, str]]
    kind_labels: Mapping[PrecheckReasonKind, str]
    vendor_kinds: list[str]
    overall: Mapping[Verdict, str]


def compile_result_texts() -> ResultTexts:
    """Return the tables and texts, which are the same under every policy."""
    bases = [
        [review.basis_sentence(count, is_reviewed=is_reviewed) for is_reviewed in (False, True)]
        for count in (0, 1, _SOME_COUNT)
    ]
    bases[2] = [text.replace(str(_SOME_COUNT), "{count}") for text in bases[2]]
    return {
        "verdicts": list(VERDICTS),
        "lights": [LIGHT_BY_VERDICT[verdict] for verdict in VERDICTS],
        "labels": {**LIGHT_LABELS},
        "bases": bases,
        "advice": {
            light: {
                commitment: review.advice_for(
                    light, commitment, needs_consent=False, document=_DOCUMENT
                )
                for commitment in _COMMITMENTS
            }
            for light in LIGHT_LABELS
        },
        "consent": {
            commitment: review.advice_for(
                "ask-vendor", commitment, needs_consent=True, document=_DOCUMENT
            )
            for commitment in _COMMITMENTS
        },
        "kinds": list(KIND_ORDER),
        "kind_by_rule": list(KIND_BY_RULE),
        "kind_labels": {**REASON_LABELS},
        "vendor_kinds": sorted(VENDOR_CHANGE_KINDS),
        "overall": {**OVERALL_TEXTS},
    }
