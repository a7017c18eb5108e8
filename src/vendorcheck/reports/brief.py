"""brief: the request and the pre-check for IT, so that nobody asks the same twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.reports._base import PRECHECK_REPORTS, Display
from vendorcheck.reports._templates import render_markdown
from vendorcheck.reports.view import review, words
from vendorcheck.reports.view.reason_labels import REASON_LABELS
from vendorcheck.text.safe import build_command_line, short_name


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A question of the request with its answer, or with its state if it has no answer."""

    key: str
    ask: str
    answer: str
    note: str | None


@PRECHECK_REPORTS.format("brief", ".md", ".markdown", reader="IT")
def render_brief(precheck: Precheck, display: Display) -> str:
    """Return the brief as Markdown.

    It holds the request, the proposed tier with its reasons, the result of the pre-check and the
    open questions.
    """
    return brief_text(precheck, vendor_file=display.vendor_file)


def brief_text(
    precheck: Precheck, *, vendor_file: str, letter_name: str = "", answer_by: str = ""
) -> str:
    """Return the brief as Markdown, with the letter that went out.

    Args:
        precheck: the result.
        vendor_file: the name of the vendor file, with which IT goes on.
        letter_name: the file of the letter to the vendor; empty if it was not written to one.
        answer_by: the day by which the letter asks for an answer; empty if it names none.
    """
    vendor = precheck.vendor.vendor
    details = (
        ("Asked for by", precheck.requester),
        ("Asked for on", str(precheck.vendor.requested_on or "")),
        ("Owner", vendor.owner),
        ("Plan considered", vendor.plan),
        ("Contact at the vendor", vendor.contact),
        ("Letter to the vendor", _letter_in_words(letter_name, answer_by)),
    )
    return render_markdown(
        "brief.md.j2",
        it=precheck,
        name=words.vendor_name(vendor),
        details=[(title, short_name(text)) for title, text in details if text],
        full_names=words.full_names(vendor),
        command=build_command_line("assess", vendor_file),
        request=list(_request_lines(precheck)),
        put_aside_text=words.put_aside_text(precheck.put_aside),
        reason_labels=REASON_LABELS,
        own_questionnaires=words.files_by_questionnaire(precheck.own_files),
        reasons=review.tier_reasons(precheck) if precheck.tier_reasons else "",
        green_steps=review.steps_to_green(precheck) if precheck.way_to_green != () else [],
        steps=list(_review_steps(precheck)),
        faster_review=review.faster_review_sentence(precheck.path_to_fast)
        if precheck.path_to_fast
        else "",
    )


def _letter_in_words(name: str, answer_by: str) -> str:
    deadline = f", to be answered by {answer_by}" if answer_by else ""
    return f"{name}{deadline}" if name else ""


def _request_lines(precheck: Precheck) -> Iterator[RequestLine]:
    """Yield the questions of the request that somebody dealt with."""
    for status in precheck.request_statuses:
        if status.answer_state != "unanswered" or status.source_fault:
            yield _request_line(status)


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
