"""The kinds of reasons of a pre-check, in plain words."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.assessment.precheck.precheck import PrecheckReasonKind

REASON_LABELS: Final[Mapping[PrecheckReasonKind, str]] = {
    "must": "Has to change first",
    "ask": "Nobody knows yet",
    "confirm": "Said not to apply, and nobody has agreed yet",
    "ours": "For us to settle",
    "agree": "Needs an agreement with the vendor",
    "contradiction": "Does not fit together",
    "together": "All in all",
    "weak": "Could be better",
    "good": "Good",
}
