"""The text of a vendor file with a decision appended, or a condition marked as done."""

from datetime import date
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.decision_basis import digests_to_note
from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.document.problems import DataPath, InvalidFile, VendorcheckError
from vendorcheck.model.decisions import NewCondition, NewDecision
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.vendor_file_editor import (
    NameChanges,
    UnquotedText,
    append_to_list,
    rename_in_text,
)
from vendorcheck.text.safe import path_for_display
from vendorcheck.validation.decisions import MAX_CONDITIONS, MAX_DECISIONS
from vendorcheck.validation.schema.parse import parse_model

_DECISIONS: Final = "decisions"
_DAY_KEYS: Final = frozenset({"decided_on", "as_of", "due", "done_on"})


def text_with_decision(document: Document, decision: NewDecision, assessment: Assessment) -> str:
    """Return the text of a vendor file with a decision behind the others; the rest stays as it is.

    Args:
        document: the vendor file.
        decision: the decision, of the day of the assessment.
        assessment: what it decides upon.

    Raises:
        VendorcheckError: it can't be written, or the file would not be valid any more.
    """
    item = _in_style_of(document.text, _decision_data(decision, assessment))
    text = append_to_list(document.text, _DECISIONS, [item], file=document.file)
    if document.data.get(_DECISIONS):
        _require_nothing_lost(document, text)
    _require_valid(text, document.file)
    return text


def text_with_done_condition(
    document: Document, decision: int, condition: int, done_on: date, done_by: str
) -> str:
    """Return the text of a vendor file in which a condition is done; the rest stays as it is.

    Args:
        document: the vendor file.
        decision: the index of the decision.
        condition: the index of its condition.
        done_on: the day.
        done_by: the person who says so.

    Raises:
        VendorcheckError: it can't be written, or the file would not be valid any more.
    """
    path: DataPath = (_DECISIONS, decision, "conditions", condition)
    done = _in_style_of(document.text, {"done_on": str(done_on), "done_by": done_by})
    added = {(*path, key): value for key, value in done.items()}
    text = rename_in_text(document.text, NameChanges(added=added), file=document.file)
    _require_nothing_lost(document, text)
    _require_valid(text, document.file)
    return text


def _decision_data(decision: NewDecision, assessment: Assessment) -> dict[str, Data]:
    """Return a decision with its basis as it goes into a vendor file."""
    policy = assessment.policy
    fields: dict[str, Data] = {
        "decision": decision.decision,
        "by": decision.by,
        "decided_on": str(assessment.as_of),
        "verdict": assessment.verdict,
        "advice": decision.advice,
        "advised_by": decision.advised_by,
        "as_of": str(assessment.as_of),
        "policy": {
            "id": policy.id,
            "version": policy.version,
            "sha256": assessment.digests.policy,
        },
        "digests": {**digests_to_note(assessment)},
        "conditions": [_condition_data(condition) for condition in decision.conditions],
    }
    return {key: value for key, value in fields.items() if value}


def _condition_data(condition: NewCondition) -> dict[str, Data]:
    before: dict[str, Data] = {"before": condition.before} if condition.before else {}
    return {
        "text": condition.text,
        "owner": condition.owner,
        "due": str(condition.due),
        **before,
    }


def _in_style_of(text: str, data: dict[str, Data]) -> dict[str, Data]:
    """Return data whose days need no quotes, as people write them; in JSON they keep theirs."""
    is_in_brackets = text.lstrip("\ufeff \t\r\n").startswith("{")
    return data if is_in_brackets else {key: _plain_days(key, data[key]) for key in data}


def _plain_days(key: str, value: Data) -> Data:
    match value:
        case str():
            return UnquotedText(value) if key in _DAY_KEYS else value
        case list():
            return [_plain_days(key, item) for item in value]
        case dict():
            return {name: _plain_days(name, part) for name, part in value.items()}
        case _:
            return value


def _require_nothing_lost(document: Document, text: str) -> None:
    """Check that a text was only added to, so that no comment is lost either.

    Raises:
        VendorcheckError: something is gone.
    """
    characters = iter(text)
    if not all(character in characters for character in document.text):
        raise VendorcheckError(
            f"{path_for_display(document.file)} is laid out in a way that nothing can be added to "
            "its decisions without changing others; nothing was changed. Begin each decision "
            "below decisions: with a dash in a line of its own, and end the file with a line break"
        )


def _require_valid(text: str, file: str) -> None:
    """Check that a vendor file is one still.

    Raises:
        VendorcheckError: it is none.
    """
    try:
        vendor = parse_model(
            parse_document(text.encode("utf-8", "surrogatepass"), file), VendorFile
        )
    except InvalidFile as invalid:
        message = f"{invalid.problems[0].message}"
    else:
        message = _limit_passed(vendor)
    if message:
        raise VendorcheckError(
            f"{path_for_display(file)} would not be valid any more: {message}; nothing was changed"
        )


def _limit_passed(vendor: VendorFile) -> str:
    """Return which limit a vendor file would pass; empty if it keeps to all of them."""
    if len(vendor.decisions) > MAX_DECISIONS:
        return f"it has {MAX_DECISIONS} decisions, and there may be no more"
    if any(len(decision.conditions) > MAX_CONDITIONS for decision in vendor.decisions):
        return f"a decision may have at most {MAX_CONDITIONS} conditions"
    return ""
