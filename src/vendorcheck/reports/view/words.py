"""The words that all reports share: verdicts, headline, states and numbers for a reader."""

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import AnswerState, QuestionStatus
from vendorcheck.assessment.findings.finding import FindingKind
from vendorcheck.assessment.judgement import Rule
from vendorcheck.assessment.path_to_yes.steps import EFFORT_POINTS
from vendorcheck.assessment.put_aside import PutAside
from vendorcheck.assessment.questionnaire_results import QuestionResult
from vendorcheck.assessment.reasons import (
    format_coverage,
    format_score,
    format_threshold,
    summarize_reasons,
)
from vendorcheck.model.answer_sources import SourceFault
from vendorcheck.model.fields import Effort, Grade, Verdict
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.text.safe import one_line, short_name
from vendorcheck.text.words import join_list

VERDICT_LABELS: Mapping[Verdict, str] = {
    "approve": "Approve",
    "approve-with-conditions": "Approve with conditions",
    "more-information-needed": "More information needed",
    "do-not-approve": "Do not approve",
}
STATE_LABELS: Mapping[AnswerState, str] = {
    "answered": "Answered",
    "unknown": "Not known",
    "disputed": "Disputed",
    "not-applicable": "Not applicable",
    "not-confirmed": "Said not to apply; not confirmed",
    "unanswered": "Not answered",
}
SOURCE_FAULT_LABELS: Mapping[SourceFault, str] = {
    "ours-to-answer": "Answered by the vendor, but ours to answer",
    "no-vendor-option": "Not an answer that a vendor may give",
}
FINDING_LABELS: Mapping[FindingKind, str] = {
    "gap": "gap",
    "requirement": "requirement",
    "contradiction": "contradiction",
    "grade": "weak support",
    "accepted-risk": "lapsed acceptance",
    "evidence": "evidence",
    "overdue": "overdue",
}
SOURCE_LABELS: Mapping[str, str] = {
    "vendor": "the vendor says so",
    "public": "from a public source",
    "import": "imported from the vendor’s file",
    "us": "we say so",
    "requester": "the requester says so",
}
_CLAIM_LABELS: Mapping[str, str] = {
    "vendor": "vendor’s word",
    "import": "vendor’s word, imported",
    "requester": "requester’s word",
    "public": "claimed by a public source",
    "us": "claimed by us",
}
NOTE_LABELS: Mapping[str, str] = {
    "vendor": "Note",
    "public": "Noted from a public source",
    "import": "In the vendor’s words",
    "us": "Our note",
    "requester": "In the requester’s words",
}
OBSTACLE_LABELS: Mapping[Rule, str] = {
    "not-scorable": "Nothing that is asked can be scored",
    "tier-open": "The tier stays open",
    "not-applicable": "Too much stays put aside as not applicable",
    "blocker": "What must be met can't be met",
    "requirement": "A requirement that must be met stays failed",
    "coverage": "Too little can be answered",
    "score-band": "The score stays too low",
    "finding": "A finding stays",
    "section-floor": "A section stays below its floor",
    "grade": "An important answer stays without enough support",
}
POSSIBLE_OBSTACLE_LABELS: Mapping[Rule, str] = {
    **OBSTACLE_LABELS,
    "blocker": "What must be met stays open",
    "requirement": "A requirement that must be met stays open",
    "score-band": "The score can still fall too low",
    "finding": "An important point stays open",
    "section-floor": "A section can still fall below its floor",
    "grade": "An important answer stays open",
}
OWNER_LABELS: Mapping[str, str] = {
    "vendor": "The vendor",
    "requester": "The requester",
    "us": "Our side",
}
EFFORTS_BY_NUMBER: Mapping[int, Effort] = {
    number: effort for effort, number in EFFORT_POINTS.items()
}
_MAX_NAMED_QUESTIONS = 3
"""The most questions that a sentence names."""
_DECIMALS = Context(prec=40)


def vendor_name(vendor: Vendor) -> str:
    """Return product and vendor for a heading: `Acme Engage by Acme`, or the vendor alone."""
    return product_by_vendor(vendor.product, vendor.name)


def product_by_vendor(product: str | None, vendor: str) -> str:
    """Return a product and who sells it for a heading.

    A product with the vendor's name is named once. Each is cut where it is too long for a heading.
    """
    name = short_name(vendor)
    return name if not product or product == vendor else f"{short_name(product)} by {name}"


def full_names(vendor: Vendor) -> tuple[tuple[str, str], ...]:
    """Return the names that headings shorten, each with its title."""
    texts = (
        ("Vendor", vendor.name),
        ("Product", vendor.product),
        ("Plan", vendor.plan),
        ("Wanted by", vendor.owner),
        ("Vendor’s contact", vendor.contact),
        ("Website", vendor.website),
    )
    return tuple(
        (title, text) for title, text in texts if text and short_name(text) != one_line(text)
    )


def verdict_reason(assessment: Assessment) -> str:
    """Return the reason for the verdict, as a sentence without its full stop."""
    return summarize_reasons(assessment.reasons, assessment.verdict)


def headline(assessment: Assessment) -> str:
    """Return the verdict and its reason in one sentence."""
    reason = verdict_reason(assessment)
    return f"{VERDICT_LABELS[assessment.verdict]}: {reason[0].lower()}{reason[1:]}"


def outlook_sentence(assessment: Assessment) -> str:
    """Return what open answers can still change, in a sentence."""
    if assessment.is_settled:
        return "Nothing that is still open can change the verdict."
    if assessment.best_verdict == assessment.worst_verdict:
        return "The tier is not known yet, and another one may have other limits."
    best, worst = (
        VERDICT_LABELS[assessment.best_verdict].lower(),
        VERDICT_LABELS[assessment.worst_verdict].lower(),
    )
    return f"What is still open can change it: to anything from {best} to {worst}."


def coverage_text(assessment: Assessment) -> str:
    """Return the share that is answered, and the share that the policy requires."""
    if assessment.coverage is None:
        return "nothing that was asked counts yet"
    settings = assessment.evaluation.plan.settings
    required = format_threshold(settings.coverage_at_least)
    return (
        f"{format_coverage(assessment.coverage, settings)} of what counts; {required} is required"
    )


def put_aside_text(put_aside: PutAside) -> str:
    """Return how many questions were said not to apply, and how many of them nobody confirmed.

    The text is empty if none was.
    """
    counts = f"{put_aside.said_count} of {put_aside.asked_count}"
    return f"{counts} {put_aside_remark(put_aside)}" if put_aside.said_count else ""


def put_aside_remark(put_aside: PutAside) -> str:
    """Return what was said of these questions, and how many of them nobody confirmed."""
    count = put_aside.unconfirmed_count
    needed_count = count - put_aside.optional_count
    remark = (
        ""
        if needed_count == count
        else f", of which {needed_count} must be"
        if needed_count
        else ", which is not needed"
    )
    return f"said not to apply, {f'{count} not' if count else 'all'} confirmed{remark}"


def agreement_sentence(assessment: Assessment) -> str:
    """Return what our agreement to all that is to confirm would lead to; empty without any."""
    agreement = assessment.agreement
    if agreement is None:
        return ""
    keys = {status.question.key for status in agreement.statuses}
    to_confirm = assessment.put_aside.to_confirm
    others = [status.question.key for status in to_confirm if status.question.key not in keys]
    subject = (
        f"{len(keys)} of these" if others else "this" if len(to_confirm) == 1 else "all of these"
    )
    settings = assessment.evaluation.plan.settings
    return (
        f"If you agree to {subject}: {VERDICT_LABELS[agreement.verdict].lower()}, "
        f"score {format_score(agreement.score, settings)}.{_sentence_on_others(others)}"
    )


def _sentence_on_others(keys: Sequence[str]) -> str:
    """Return on which questions others depend, so that agreeing is not enough; empty if on none.

    A few are named, more of them counted.
    """
    if not keys:
        return ""
    count = "one" if len(keys) == 1 else str(len(keys))
    names = f": {join_list(keys)}" if len(keys) <= _MAX_NAMED_QUESTIONS else ""
    return f" Other questions or rules depend on the other {count}{names}."


def status_label(result: QuestionResult) -> str:
    """Return the state of a question in two or three words.

    It is met, partly met or not met, or the reason why that can't be said.
    """
    if result.applies is False:
        return "Does not apply"
    status = result.status
    if status.answer_result is None or not status.question.is_scored:
        return state_label(status)
    credit = status.answer_result.credit
    return "Met" if credit == 1 else "Partly met" if credit else "Not met"


def state_label(status: QuestionStatus) -> str:
    """Return the state of a question without credit: open in some way, or answered."""
    if status.source_fault:
        return SOURCE_FAULT_LABELS[status.source_fault]
    if status.answer_state == "unanswered" and status.answer and status.answer.answer is not None:
        # It fits the version that was answered: an answer that fits no version is refused.
        return "Answered for another version"
    return STATE_LABELS[status.answer_state]


def support_label(grade: Grade, speaker: str) -> str:
    """Return how well an answer is supported, and who gave it."""
    if grade == "claimed":
        return _CLAIM_LABELS[speaker]
    return grade if speaker in {"vendor", "requester"} else f"{grade}, {SOURCE_LABELS[speaker]}"


def format_number(value: Fraction) -> str:
    """Return an exact number in decimals, as short as possible: `2.5`, `10`.

    A number without an end has 40 significant digits.
    """
    if value.denominator == 1:
        return str(value.numerator)
    text = format(_DECIMALS.divide(Decimal(value.numerator), Decimal(value.denominator)), "f")
    return text.rstrip("0").rstrip(".")


def own_questionnaires_text(assessment: Assessment) -> str:
    """Name the questionnaires that the assessment rests on and that are not built in."""
    return files_by_questionnaire(
        {
            used.questionnaire.id: used.file
            for used in assessment.used_questionnaires
            if used.file is not None
        }
    )


def files_by_questionnaire(files: Mapping[str, str]) -> str:
    """Return questionnaires with their files, such as `crm (own/crm.yaml)`; empty for none."""
    return ", ".join(f"{name} ({one_line(file)})" for name, file in files.items())
