"""The words that a form for the vendor and its importer have in common."""

from typing import Final

from vendorcheck.model.questions import BaseQuestion
from vendorcheck.text.safe import one_line

UNKNOWN: Final = "I don't know"
"""The entry for what the vendor does not know."""
NOT_APPLICABLE: Final = "Does not apply"
"""The entry for a question that does not concern the product; the explanation says why."""
TICK: Final = "x"
"""The entry that ticks an option."""
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
