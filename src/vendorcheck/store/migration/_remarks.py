"""Remarks on older options and older conditions that can't be moved by themselves."""

from collections.abc import Iterator, Mapping

from vendorcheck.document.document import Data
from vendorcheck.model.renames import Successor


def notes_on(answer: Data, successor: Successor | None) -> str:
    """Return what is said of the older options of an answer; empty if nothing is."""
    reply = answer.get("answer") if isinstance(answer, dict) else answer
    options = reply if isinstance(reply, list) else [reply]
    notes = successor.option_notes if successor else {}
    said = (notes.get(option) for option in options if isinstance(option, str))
    return " ".join(dict.fromkeys(filter(None, said)))


def with_note(answer: Data, note: str) -> Data:
    """Return an answer with a further note, behind what its note says already."""
    if not note:
        return answer
    fields = answer if isinstance(answer, dict) else {"answer": answer}
    earlier = fields.get("note")
    return {**fields, "note": f"{earlier} {note}" if isinstance(earlier, str) else note}


def done_remarks(data: Mapping[str, Data]) -> Iterator[str]:
    """Yield what to do about each condition that is done and does not say when and by whom."""
    decisions = data.get("decisions")
    for number, decision in enumerate(decisions if isinstance(decisions, list) else [], 1):
        conditions = decision.get("conditions") if isinstance(decision, dict) else None
        for place, condition in enumerate(conditions if isinstance(conditions, list) else [], 1):
            if isinstance(condition, dict) and "done" in condition:
                fix = (
                    "write done_on: and done_by: instead of done:"
                    if condition["done"] in ("true", "yes")
                    else "leave done: out"
                )
                yield (
                    f"condition {place} of decision {number} does not say when it was done and "
                    f"by whom: {fix}"
                )
