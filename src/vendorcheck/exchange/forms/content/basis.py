"""The basis of a form: the state of the questions of a vendor, without a verdict on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.assessment.open_questions import OpenQuestion, find_open_questions
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.store.case import VendorCase


@dataclass(frozen=True, slots=True)
class FormBasis:
    """The vendor file, rules and questionnaires that a form is chosen from, on a day.

    `open_questions` are those to the vendor, as a message would ask them. `digests` are those of
    the questionnaires, by id. `tier_is_open`: another tier may ask more.
    """

    vendor: Vendor
    contact: str
    as_of: date
    evaluation: Evaluation
    open_questions: tuple[OpenQuestion, ...]
    library: Questionnaires
    digests: Mapping[str, str]
    tier_is_open: bool


def find_form_basis(case: VendorCase) -> FormBasis:
    """Return what the form of a vendor is chosen from: no path to yes is searched for it."""
    assessor, tiering = case.assessor, case.tiering
    plan = assessor.plan_for_tier(tiering.tier)
    evaluation = evaluate(plan, case.vendor, tiering.as_of, tiering.file_states)
    pending = assessor.pending_decisions(evaluation, tiering)
    return FormBasis(
        vendor=case.vendor.vendor,
        contact=assessor.policy.contact or "",
        as_of=tiering.as_of,
        evaluation=evaluation,
        open_questions=find_open_questions(evaluation, pending)[0],
        library=assessor.library,
        digests=assessor.digests.questionnaires,
        tier_is_open=assessor.tier_is_open(tiering),
    )
