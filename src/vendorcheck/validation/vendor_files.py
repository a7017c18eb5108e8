"""Check a vendor file beyond its shape, against the questionnaires that it answers."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import chain, islice
from typing import TypeAlias

from vendorcheck.assessment.applicability import Applicability
from vendorcheck.assessment.plan.plan import Plan, make_plan
from vendorcheck.assessment.support import SupportRules
from vendorcheck.document.problems import (
    MAX_PROBLEMS,
    TOO_MANY_PROBLEMS,
    Remark,
    VendorcheckError,
)
from vendorcheck.model.evidence import NO_FILE_STATES, FileStates
from vendorcheck.model.policy import NO_POLICY, Policy, longest_evidence_validity
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.text.safe import MAX_NAME_LENGTH, one_line
from vendorcheck.validation.changes import change_remarks, contract_remarks
from vendorcheck.validation.dates_and_risks import (
    QuestionNames,
    future_date_remarks,
    link_remarks,
    risk_remarks,
)
from vendorcheck.validation.decisions import decision_remarks
from vendorcheck.validation.homographs import mixed_script_remarks
from vendorcheck.validation.references import QuestionnaireLibrary
from vendorcheck.validation.responses import AnswerContext, response_remarks

PlanCache: TypeAlias = dict[tuple[str, ...], Plan | None]
"""The plan of each set of questionnaires; None where there can be none."""


def check_vendor_file(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    as_of: date,
    policy: Policy = NO_POLICY,
    unsound_ids: frozenset[str] = frozenset(),
    plan_cache: PlanCache | None = None,
    file_states: FileStates = NO_FILE_STATES,
) -> list[Remark]:
    """Return everything that is wrong with a vendor file on a day, up to the limit per file.

    Args:
        vendor: the vendor file.
        library: the known questionnaires.
        as_of: the day.
        policy: the policy that says how long evidence counts and which questions are blockers; the
            tier of the vendor is not known yet.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, with errors of their
            own; answers to them are not checked against them.
        plan_cache: the plans made for other vendor files, so that many files cost few plans.
        file_states: the states of the files that the evidence names.
    """
    plan = _cached_plan(vendor, library, unsound_ids, {} if plan_cache is None else plan_cache)
    applicability = Applicability(plan, vendor, as_of) if plan else None
    context = AnswerContext(as_of, unsound_ids, applicability, policy)
    support_rules = SupportRules(as_of, longest_evidence_validity(policy), file_states)
    remarks = chain(
        _vendor_remarks(vendor),
        future_date_remarks(vendor.requested_on, ("requested_on",), as_of),
        response_remarks(vendor, library, context, support_rules),
        _record_remarks(vendor, library, context),
    )
    return _drop_needless_remarks(_first_remarks(remarks))


def _first_remarks(remarks: Iterator[Remark]) -> list[Remark]:
    """Return the remarks up to the limit per file, and that there are more.

    A hostile file has tens of thousands of mistakes, and each search for a hint is slow.
    """
    bounded_remarks = list(islice(remarks, MAX_PROBLEMS + 1))
    more = [TOO_MANY_PROBLEMS] if len(bounded_remarks) > MAX_PROBLEMS else []
    return [*bounded_remarks, *more]


def _vendor_remarks(vendor: VendorFile) -> Iterator[Remark]:
    """Yield remarks on names that headings cut, and on a website that no report links to."""
    details = vendor.vendor
    for key in ("name", "product", "plan", "contact", "owner"):
        length = len(one_line(getattr(details, key) or ""))
        if length > MAX_NAME_LENGTH:
            yield Remark(
                ("vendor", key),
                "text-length",
                f"{length} characters are too many to read here; {MAX_NAME_LENGTH} are enough",
                "headings show no more of it",
            )
    yield from link_remarks(details.website, ("vendor", "website"))
    yield from mixed_script_remarks(details)


def _record_remarks(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    context: AnswerContext,
) -> Iterator[Remark]:
    """Yield remarks on accepted risks, changes, decisions and the contract."""
    question_names = QuestionNames(library, context.suggester)
    for index, risk in enumerate(vendor.accepted_risks):
        questionnaire_id = risk.question.partition("/")[0]
        if context.unsound_ids.isdisjoint((risk.question, questionnaire_id)):
            yield from risk_remarks(
                risk,
                ("accepted_risks", index),
                question_names,
                context.as_of,
                context.applicability,
                vendor.responses,
            )
    yield from change_remarks(vendor.changes, question_names, context.as_of, context.unsound_ids)
    yield from decision_remarks(vendor.decisions, context.as_of)
    if vendor.contract:
        yield from contract_remarks(vendor.contract, context.as_of)


def _drop_needless_remarks(remarks: list[Remark]) -> list[Remark]:
    """Return the remarks without those on reasons whose answers are wrong or do not count."""
    needless_paths = {remark.path for remark in remarks if remark.code == "not-applicable-refused"}
    for remark in remarks:
        if remark.code in ("answer-conflict", "does-not-apply"):
            needless_paths |= {(*remark.path, "not_applicable")}
        if remark.code == "does-not-apply":
            needless_paths |= {(*remark.path, "disputed")}
    return [
        remark
        for remark in remarks
        if remark.path not in needless_paths or remark.code != "wrong-value"
    ]


def _cached_plan(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    unsound_ids: frozenset[str],
    plan_cache: PlanCache,
) -> Plan | None:
    """Return the plan of the answered questionnaires; None if there are none or planning fails."""
    questionnaire_ids = tuple(
        sorted(name for name in vendor.responses if name in library and name not in unsound_ids)
    )
    if questionnaire_ids not in plan_cache:
        plan_cache[questionnaire_ids] = None
        with suppress(VendorcheckError):
            plan_cache[questionnaire_ids] = (
                make_plan(library, NO_POLICY, chosen_ids=questionnaire_ids)
                if questionnaire_ids
                else None
            )
    return plan_cache[questionnaire_ids]
