"""brief: the request and the pre-check for IT, so that nobody asks the same twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.reports._base import PRECHECK_REPORTS, Display
from vendorcheck.reports._templates import render_markdown
from vendorcheck.reports.precheck import REASON_LABELS
from vendorcheck.reports.view import review, words
from vendorcheck.text.safe import short_name


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A question of the request with its answer, or with its state if it has no answer."""

    key: str
    ask: str
    answer: str
    note: str | None


@PRECHECK_REPORTS.format("brief", ".md", ".markdown", reader="IT")
def render_brief(precheck: Precheck, display: Display) -> str:  # noqa: ARG001 - for any screen
    """Return the brief as Markdown.

    It holds the request, the proposed tier with its reasons, the result of the pre-check and the
    open questions.
    """
    vendor = precheck.vendor.vendor
    details = (
        ("Asked for by", precheck.requester),
        ("Owner", vendor.owner),
        ("Plan considered", vendor.plan),
        ("Contact at the vendor", vendor.contact),
    )
    return render_markdown(
        "brief.md.j2",
        it=precheck,
        name=words.vendor_name(vendor),
        details=[(title, short_name(text)) for title, text in details if text],
        full_names=words.full_names(vendor),
        request=[
            _request_line(status)
            for status in precheck.request_statuses
            if status.answer_state != "unanswered" or status.source_fault
        ],
        put_aside_text=words.put_aside_text(precheck.put_aside),
        reason_labels=REASON_LABELS,
        own_questionnaires=words.files_by_questionnaire(precheck.own_files),
        reasons=review.tier_reasons(precheck) if precheck.tier_reasons else "",
        steps=list(_review_steps(precheck)),
        faster_review=review.faster_review_sentence(precheck.path_to_fast)
        if precheck.path_to_fast
        else "",
    )


def _request_line(status: QuestionStatus) -> RequestLine:
    parsed_answer = status.parsed_answer
    return RequestLine(
        status.question.key,
        status.question.definition.ask,
        parsed_answer.display_text if parsed_answer else words.state_label(status),
        status.answer.note if status.answer else None,
    )


def _review_steps(precheck: Precheck) -> Iterator[str]:
    if precheck.review is None:
        yield "A green pre-check is enough in this tier: IT is told, and need not review."
        return
    yield from review.review_sentences(precheck.as_of, precheck.review, "the business wants")
