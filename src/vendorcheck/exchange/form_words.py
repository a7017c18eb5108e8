"""The words that a form for the vendor and its importer have in common."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.model.evidence import EvidenceKind
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.text.safe import one_line

UNKNOWN: Final = "I don't know"
"""The entry for what the vendor does not know."""
NOT_APPLICABLE: Final = "Does not apply"
"""The entry for a question that does not concern the product; the explanation says why."""
TICK: Final = "x"
"""The entry that ticks an option."""
KIND_LABELS: Final[Mapping[EvidenceKind, str]] = {
    "soc2-type-1": "SOC 2 report, type 1",
    "soc2-type-2": "SOC 2 report, type 2",
    "iso-27001": "ISO 27001 certificate",
    "iso-27701": "ISO 27701 certificate",
    "iso-42001": "ISO 42001 certificate",
    "csa-star": "CSA STAR",
    "pci-dss": "PCI DSS",
    "penetration-test": "Penetration test",
    "dpa": "DPA (on processing data for us)",
    "contract": "Contract",
    "sub-processor-list": "Sub-processors",
    "policy": "Policy",
    "documentation": "Documentation",
    "statement": "Statement",
    "screenshot": "Screenshot",
    "bridge-letter": "Bridge letter",
    "other": "Something else",
}
"""The kinds of evidence, as a person reads them."""
_RESERVED: Final = frozenset(text.casefold() for text in (UNKNOWN, NOT_APPLICABLE))


def option_labels(question: BaseQuestion) -> dict[str, str]:
    """Return the options that a vendor may choose, by id, each with a label of its own.

    A label that another option has too, or that means something else in a form, gets the id behind
    it.
    """
    options = [option for option in question.offered_options if option.respondent is None]
    folded_labels = [one_line(option.label).casefold() for option in options]
    labels: dict[str, str] = {}
    for option, folded in zip(options, folded_labels, strict=True):
        is_clear = folded_labels.count(folded) == 1 and folded not in _RESERVED
        label = one_line(option.label)
        labels[option.id] = label if is_clear else f"{label} ({one_line(option.id)})"
    return labels
