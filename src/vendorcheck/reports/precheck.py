"""precheck: the first look in plain words, for the person who wants the product."""

from collections.abc import Iterator, Mapping
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import CHANGES, Kind, Light, PreCheck, of
from vendorcheck.reports._base import Display, precheck_report, report
from vendorcheck.reports.view import review
from vendorcheck.text.layout import bullets, paragraph
from vendorcheck.text.safe import QUOTED, one_line, short_name
from vendorcheck.text.words import counted

LEADS: Final[Mapping[Kind, str]] = {
    "must": "Has to change first",
    "ask": "Nobody knows yet",
    "agree": "Needs an agreement with the vendor",
    "contradiction": "Does not fit together",
    "together": "All in all",
    "weak": "Could be better",
    "good": "Good",
}
_COLOUR: Final[Mapping[Light, str]] = {
    "go-ahead": "32",
    "nothing-against": "32",
    "conditions": "33",
    "ask-vendor": "33",
    "talk": "31",
}


@report("precheck", verdict=False)
def render(assessment: Assessment, display: Display) -> str:
    """The first look at the vendor of an assessment, in words that need no explanation."""
    return result(of(assessment), display)


@precheck_report("precheck", ".txt")
def result(found: PreCheck, display: Display) -> str:
    """The light, the reasons, what happens next and until when, what to do meanwhile, whom to ask."""
    lines = paragraph(
        f"Pre-check of {review.product(found.vendor.vendor)}, {review.today(found)}", display.width
    )
    lines += ["", *_light(found, display), ""]
    for title, body in _parts(found, display.width):
        lines += [title, *body, ""]
    return "\n".join(lines)


def _light(found: PreCheck, display: Display) -> list[str]:
    lines = paragraph(f"Result: {found.headline}", display.width)
    if display.colour:
        lines = [f"\x1b[1;{_COLOUR[found.light]}m{line}\x1b[0m" for line in lines]
    seen = counted(found.seen, "answer", "answers") if found.seen else "no answer"
    trust = ", taken on trust" if found.seen else " yet"
    more = "" if found.review is None else " IT looks at more, and asks for proof."
    basis = f"This is a first look. It rests on {seen} about the vendor{trust}.{more}"
    return [*lines, *paragraph(basis, display.width)]


def _parts(found: PreCheck, width: int) -> Iterator[tuple[str, list[str]]]:
    if found.reasons:
        yield "Why", _why(found, width)
    if found.find_out:
        own = [one_line(item.question.plain or item.question.ask) for item in found.find_out]
        yield "For you to find out", bullets(own, width)
    yield "What to do now", paragraph(review.to_do(found), width)
    yield "What IT does then", [line for text in review.next_steps(found) for line in paragraph(text, width)]
    if found.undecided:
        questions = [item.question.plain or item.question.ask for item in found.undecided]
        yield "How much IT has to look at depends on", bullets(questions, width)
    if found.path_to_fast:
        yield "What would be quicker", paragraph(review.quicker(found.path_to_fast), width)
    if meanwhile := review.meanwhile(found):
        yield "Please note" if found.light == "go-ahead" else "Meanwhile", paragraph(meanwhile, width)
    if found.policy.contact:
        yield "Whom to ask", paragraph(found.policy.contact, width)


def _why(found: PreCheck, width: int) -> list[str]:
    lines: list[str] = []
    for reason in found.reasons:
        answer = f" Answer: {short_name(reason.answer, QUOTED)}" if reason.answer else ""
        lines += paragraph(f"{LEADS[reason.kind]}: {reason.text}{answer}", width, "- ")
        if reason.remedy and reason.kind in CHANGES:
            lines += paragraph(f"What the vendor would have to do: {reason.remedy}", width, "  ")
    return lines
