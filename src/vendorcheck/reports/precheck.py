"""precheck: the first look in plain words, for the person who needs the product."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vendorcheck.assessment.precheck.precheck import (
    VENDOR_CHANGE_KINDS,
    Light,
    Precheck,
)
from vendorcheck.reports._base import PRECHECK_REPORTS, Display
from vendorcheck.reports.view import review, words
from vendorcheck.reports.view.comparison import contradiction_lines, effect_lines, light_before
from vendorcheck.reports.view.ending import ending_lines
from vendorcheck.reports.view.reason_labels import REASON_LABELS
from vendorcheck.reports.view.words import vendor_name
from vendorcheck.text.layout import MAX_PARAGRAPH_COLUMNS, bulleted_lines, wrap_paragraph
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, one_line, short_name
from vendorcheck.text.words import day_in_words

_PARTS_OF_THE_END: Final = frozenset(("What to do now", "Please note", "Meanwhile"))
_ANOTHER_ANSWER: Final = "What has another answer now"
_WHAT_CHANGED: Final = "What that changes"
_LIGHT_COLOURS: Final[Mapping[Light, str]] = {
    "go-ahead": "32",
    "nothing-against": "32",
    "conditions": "33",
    "ask-vendor": "33",
    "talk": "31",
}


@PRECHECK_REPORTS.format("precheck", ".txt", reader="requester", default_for=("terminal", "pipe"))
def render_result(precheck: Precheck, display: Display) -> str:
    """Return the result, the reasons, the next steps with their dates, and whom to ask."""
    lines = wrap_paragraph(
        f"Pre-check of {vendor_name(precheck.vendor.vendor)}, {day_in_words(precheck.as_of)}",
        display.width,
    )
    lines += ["", *_result_lines(precheck, display), ""]
    for title, body in _titled_parts(precheck, display.width):
        lines += [title, *body, ""]
    return "\n".join(lines)


def render_explanation(precheck: Precheck, display: Display, before: Precheck | None = None) -> str:
    """Return what explains the result, without the result and what follows from it.

    `before`: the pre-check before a change, whose effect is told; None: nothing has changed.
    """
    title = f"Pre-check of {vendor_name(precheck.vendor.vendor)}, {day_in_words(precheck.as_of)}"
    lines = [*wrap_paragraph(title, display.width), ""]
    for heading, body in _titled_parts(precheck, display.width):
        if heading not in _PARTS_OF_THE_END:
            lines += [heading, *body, ""]
    if before is not None:
        contradictions = contradiction_lines(before, precheck)
        if contradictions:
            lines += [_ANOTHER_ANSWER, *bulleted_lines(contradictions, display.width), ""]
        lines += [_WHAT_CHANGED, *bulleted_lines(effect_lines(before, precheck), display.width), ""]
    return "\n".join(lines) + "\n"


def render_ending(
    precheck: Precheck,
    display: Display,
    letter: str,
    brief: str,
    remarks: Sequence[str],
    before: Precheck | None = None,
) -> str:
    """Return the light, one next step and the files for it, for the last lines of a screen.

    Args:
        precheck: the result.
        display: the screen.
        letter: the path of the letter to the vendor; empty where there is none.
        brief: the path of the brief for IT; empty where it could not be written.
        remarks: what has to be said about these files.
        before: the pre-check before a change; None: nothing has changed.
    """
    rule = "-" * min(display.width, MAX_PARAGRAPH_COLUMNS)
    ending = ending_lines(precheck, letter, brief, remarks, display.width)
    earlier = wrap_paragraph(light_before(before, precheck), display.width) if before else []
    return "\n".join([rule, *_result_lines(precheck, display), *earlier, "", *ending]) + "\n"


def _result_lines(precheck: Precheck, display: Display) -> list[str]:
    lines = wrap_paragraph(f"Result: {precheck.headline}", display.width)
    if display.colour:
        lines = [f"\x1b[1;{_LIGHT_COLOURS[precheck.light]}m{line}\x1b[0m" for line in lines]
    basis = review.basis_sentence(
        precheck.vendor_answer_count, is_reviewed=precheck.review is not None
    )
    return [*lines, *wrap_paragraph(basis, display.width)]


def _titled_parts(precheck: Precheck, width: int) -> Iterator[tuple[str, list[str]]]:
    if precheck.reasons:
        yield "Why", _reason_lines(precheck, width)
    if precheck.questions_to_find_out:
        requester_questions = [
            one_line(question.definition.plain or question.definition.ask)
            for question in precheck.questions_to_find_out
        ]
        yield "For you to find out", bulleted_lines(requester_questions, width)
    if precheck.way_to_green != ():
        yield "What makes it green", bulleted_lines(review.steps_to_green(precheck), width)
    yield "What to do now", wrap_paragraph(review.advice_now(precheck), width)
    yield (
        "What IT does then",
        [line for text in review.describe_review(precheck) for line in wrap_paragraph(text, width)],
    )
    if precheck.undecided_questions:
        questions = [
            question.definition.plain or question.definition.ask
            for question in precheck.undecided_questions
        ]
        yield "How much IT has to look at depends on", bulleted_lines(questions, width)
    if precheck.path_to_fast:
        yield (
            "What would be quicker",
            wrap_paragraph(review.faster_review_sentence(precheck.path_to_fast), width),
        )
    if meanwhile := review.advice_meanwhile(precheck):
        yield (
            "Please note" if precheck.light == "go-ahead" else "Meanwhile",
            wrap_paragraph(meanwhile, width),
        )
    if precheck.own_files:
        own_text = words.files_by_questionnaire(precheck.own_files)
        yield "Questions that are not built in", wrap_paragraph(own_text, width)
    if precheck.policy.contact:
        yield "Whom to ask", wrap_paragraph(precheck.policy.contact, width)


def _reason_lines(precheck: Precheck, width: int) -> list[str]:
    lines: list[str] = []
    for reason in precheck.reasons:
        answer = f" Answer: {short_name(reason.answer, MAX_QUOTE_LENGTH)}" if reason.answer else ""
        label = REASON_LABELS[reason.kind]
        lines += wrap_paragraph(f"{label}: {reason.text}{answer}", width, "- ")
        if reason.change and reason.kind in VENDOR_CHANGE_KINDS:
            lines += wrap_paragraph(
                f"What the vendor would have to do: {reason.change}", width, "  "
            )
        if reason.duty:
            lines += wrap_paragraph(f"What we would have to do: {reason.duty}", width, "  ")
    return lines
