"""A questionnaire as a page that people read: what is asked, why, and what an answer earns."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from vendorcheck.model.conditions import Range, When
from vendorcheck.model.quantities.amounts import decimal
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.model.questions import Band, BaseQuestion
from vendorcheck.text.safe import markdown

_PLAIN: Final = re.compile(r"[\w.+-]+")


def questionnaire_page(questionnaire: Questionnaire) -> str:
    """The questionnaire as Markdown."""
    return "\n".join(_lines(questionnaire)).rstrip() + "\n"


def _lines(questionnaire: Questionnaire) -> Iterator[str]:
    yield from (f"# {markdown(questionnaire.title)}", "")
    if questionnaire.summary:
        yield from (markdown(questionnaire.summary), "")
    who = "The requester answers it." if questionnaire.respondent == "requester" else "The vendor answers it."
    count = len(questionnaire.questions)
    asked = "1 question" if count == 1 else f"{count} questions"
    yield from (
        f"Questionnaire `{questionnaire.id}`, version {markdown(questionnaire.version)}, {asked}. {who}",
        "",
    )
    for section in questionnaire.sections:
        yield from _section(section)
    if questionnaire.checks:
        yield from ("## Answers that contradict each other", "")
        for check in questionnaire.checks:
            yield f"- `{check.id}` ({check.severity}): {markdown(check.message)} When {condition(check.when)}."
        yield ""


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {markdown(section.title)}", "", f"Section `{section.id}`", "")
    if section.summary:
        yield from (markdown(section.summary), "")
    if section.when:
        yield from (f"Asked when {condition(section.when)}.", "")
    for question in section.questions:
        yield from _question(question)


def _question(question: BaseQuestion) -> Iterator[str]:
    yield from (f"### {markdown(question.ask)}", "")
    yield from (f"`{question.id}` · {_marks(question)}", "")
    if question.plain:
        yield from (f"In plain words: {markdown(question.plain)}", "")
    if question.when:
        yield from (f"Asked when {condition(question.when)}.", "")
    yield from _earning(question)
    for word, text in (
        ("Why", question.why),
        ("Where to look", question.where_to_look),
        ("How to test it", question.verify),
        ("Gap", question.finding),
        ("What the vendor should change", question.remedy),
        ("What the contract should say", question.clause),
    ):
        if text:
            yield from (f"**{word}:** {markdown(text)}", "")
    if question.maps_to:
        controls = "; ".join(f"{framework}: {', '.join(ids)}" for framework, ids in question.maps_to.items())
        yield from (f"**Controls:** {markdown(controls)}", "")


def _marks(question: BaseQuestion) -> str:
    """What kind of question it is and how much it weighs, in a line."""
    kind = question.type.replace("_", " ")
    marks = [f"{kind} ({markdown(question.counts)})" if question.counts else kind]
    if question.credits:
        marks.append(f"severity {question.severity}")
        marks += [] if question.weight is None else [f"weight {decimal(question.weight)}"]
    if question.blocker is not None:
        least = "" if question.blocker == 1 else f" (at least {percent_of(question.blocker)} of the credit)"
        marks.append(f"**blocker**{least}")
    marks += ["asked in the pre-check"] if question.precheck else []
    marks += ["evidence expected"] if question.evidence == "expected" else []
    if question.accepts_not_applicable != (question.blocker is None):
        marks.append(
            "may be not applicable" if question.accepts_not_applicable else "can't be not applicable"
        )
    return " · ".join(marks)


def _earning(question: BaseQuestion) -> Iterator[str]:
    """A table of options, with the ids that an answer file writes, or of bands, and what each earns."""
    if question.expected is not None:
        yield from (f"Full credit for **{markdown(question.expected)}**.", "")
        return
    rows = [
        (_id(option.id), markdown(option.label), _credit(option.credit), markdown(option.finding or ""))
        for option in question.offered
    ]
    rows += [
        ("", markdown(band_label(band)), _credit(band.credit), markdown(band.finding or ""))
        for band in question.own_bands
    ]
    # A column in which nothing stands only takes room.
    titles = ("Id", "Answer", "Credit", "Gap")
    columns = [index for index in range(len(titles)) if any(row[index] for row in rows)]
    for row in (titles, ("---",) * len(titles), *rows) if rows else ():
        yield f"| {' | '.join(row[index] for index in columns)} |"
    yield from [""] if rows else []


def _id(text: str) -> str:
    """The id of an option, as code if nothing in it ends that."""
    return f"`{text}`" if _PLAIN.fullmatch(text) else markdown(text)


def _credit(credit: Fraction | None) -> str:
    return "" if credit is None else percent_of(credit)


def percent_of(share: Fraction) -> str:
    """A share from 0 to 1 as a percentage."""
    return f"{decimal(share * 100)} %"


def band_label(band: Band) -> str:
    """A band in words: `30 days or less`."""
    if band.within:
        return f"within {band.within}"
    if band.at_most and band.at_least:
        return f"{band.at_least} to {band.at_most}"
    if band.at_most:
        return f"{band.at_most} or less"
    return f"{band.at_least} or more" if band.at_least else "anything else"


def condition(when: When) -> str:
    """A condition in words."""
    parts = [_test(name, test) for name, test in when.tests.items()]
    parts += [f"({' and '.join(condition(part) for part in when.all)})"] if when.all else []
    parts += [f"({' or '.join(condition(part) for part in when.any)})"] if when.any else []
    parts += [f"not ({condition(when.not_)})"] if when.not_ else []
    return " and ".join(parts)


def _test(name: str, test: tuple[str, ...] | Range) -> str:
    if isinstance(test, tuple):
        return f"`{name}` is {' or '.join(markdown(option) for option in test)}"
    limits = [("at least", test.at_least), ("at most", test.at_most)]
    return f"`{name}` is {' and '.join(f'{word} {markdown(limit.written)}' for word, limit in limits if limit is not None)}"
