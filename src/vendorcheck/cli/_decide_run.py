"""The vendor file that a decision goes into: read, assessed, and as it is afterwards."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vendorcheck.cli._context import (
    open_library,
    policy_and_day_options,
    print_policy_warnings,
    reporting_all_problems,
    resolve_day,
)
from vendorcheck.cli._unfinished import noting_unfinished_answers, refuse_unfinished_interview
from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessment
    from vendorcheck.document.document import Document
    from vendorcheck.model.decisions import NewDecision
    from vendorcheck.reports.view.deciding import Line


@dataclass(frozen=True, slots=True)
class DecideRun:
    """The vendor file as it was read, and its assessment on the day of the decision."""

    path: str
    content: bytes
    document: "Document"
    assessment: "Assessment"
    options: tuple[str, ...]
    """The options with which another command judges by the same rules."""


def prepare_run(
    path: str, questionnaires: list[str], policy: str | None, as_of: str | None
) -> DecideRun:
    """Read the vendor file and assess it; refuse it where nothing can be decided in it."""
    from vendorcheck.store import files
    from vendorcheck.store.case import prepare_case
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.store.policies import load_policy

    if path == "-":
        raise VendorcheckError("standard input can't be changed in place; name a file")
    library, day = open_library(policy), resolve_day(as_of)
    if day > (today := resolve_day(None)):
        raise VendorcheckError(f"--as-of {day} is in the future; it is {today} today")
    with (
        noting_unfinished_answers([path]),
        reporting_all_problems(library, day, path, policy, questionnaires),
    ):
        chosen_ids = add_chosen_questionnaires(library, questionnaires)
        loaded_policy = load_policy(library, policy)
        content = files.read_file(path)
        document = library.parse_content(content, path)
        case = prepare_case(library, document, loaded_policy, chosen_ids, day)
    print_policy_warnings(loaded_policy)
    refuse_unfinished_interview(path)
    named = (part for name in questionnaires for part in ("-q", name))
    options = (*named, *policy_and_day_options(policy, None))
    return DecideRun(path, content, document, case.assess(), options)


def with_decision(run: DecideRun, document: "Document", new_decision: "NewDecision") -> "Document":
    """Return the vendor file with a decision appended.

    Raises:
        VendorcheckError: a decision in the file is of a later day, or it can't be written.
    """
    from vendorcheck.store.decision_file import text_with_decision

    day = run.assessment.as_of
    decided_days = [decision.decided_on for decision in run.assessment.vendor.decisions]
    if decided_days and day < (last_day := max(decided_days)):
        raise VendorcheckError(
            f"the last decision is of {last_day}, and decisions are appended; "
            f"one of {day} would come before it"
        )
    return _parse(text_with_decision(document, new_decision, run.assessment), run.path)


def with_done_conditions(run: DecideRun, done: list[str], by: str | None) -> "Document":
    """Return the vendor file with conditions of its last decision marked as done.

    Raises:
        VendorcheckError: nobody says so, there are no conditions, or which one is meant is not
            clear, or it is done already.
    """
    from vendorcheck.store.decision_file import text_with_done_condition
    from vendorcheck.validation.typed_decisions import find_condition_to_mark

    if not by:
        raise VendorcheckError("--done needs --by NAME: who says that it is done")
    vendor, day, last = run.assessment.vendor, run.assessment.as_of, run.assessment.last_decision
    index = next((n for n, one in enumerate(vendor.decisions) if one is last), None)
    if last is None or index is None or not last.conditions:
        raise VendorcheckError("the last decision has no conditions; there is nothing to mark")
    document = run.document
    for number in dict.fromkeys(find_condition_to_mark(last, text, day) for text in done):
        text = text_with_done_condition(document, index, number, day, by)
        document = _parse(text, run.path)
    return document


def _parse(text: str, path: str) -> "Document":
    from vendorcheck.document.document import parse_document

    return parse_document(text.encode("utf-8", "surrogatepass"), path)


def describe_last_decision(run: DecideRun, document: "Document") -> "list[Line]":
    """Return what the last decision says now, and when to assess again."""
    from vendorcheck.model.vendor_file import VendorFile
    from vendorcheck.reports.view.deciding import lines_after_deciding
    from vendorcheck.validation.schema.parse import parse_model

    vendor = parse_model(document, VendorFile)
    return list(lines_after_deciding(replace(run.assessment, vendor=vendor)))
