"""A questionnaire as a page for readers: its questions, their reasons, and what answers earn."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from vendorcheck.model.conditions import Condition, Range
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.model.questions import Band, BaseQuestion
from vendorcheck.text.safe import escape_markdown
from vendorcheck.text.words import count_with_noun

_CODE_PATTERN: Final = re.compile(r"[\w.+-]+")


def render_questionnaire(questionnaire: Questionnaire) -> str:
    """Return the questionnaire as Markdown."""
    return "\n".join(_questionnaire_lines(questionnaire)).rstrip() + "\n"


def _questionnaire_lines(questionnaire: Questionnaire) -> Iterator[str]:
    yield from (f"# {escape_markdown(questionnaire.title)}", "")
    if questionnaire.summary:
        yield from (escape_markdown(questionnaire.summary), "")
    count = count_with_noun(len(questionnaire.questions), "question", "questions")
    yield from (
        (
            f"Questionnaire `{questionnaire.id}`, "
            f"version {escape_markdown(questionnaire.version)}, {count}. "
            f"The {questionnaire.respondent} answers it."
        ),
        "",
    )
    for section in questionnaire.sections:
        yield from _section_lines(section)
    if questionnaire.checks:
        yield from ("## Answers that contradict each other", "")
        for check in questionnaire.checks:
            yield (
                f"- `{check.id}` ({check.severity}): {escape_markdown(check.message)}"
                f" When {condition_in_words(check.when)}."
            )
        yield ""


def _section_lines(section: Section) -> Iterator[str]:
    yield from (f"## {escape_markdown(section.title)}", "", f"Section `{section.id}`", "")
    if section.summary:
        yield from (escape_markdown(section.summary), "")
    if section.when:
        yield from (f"Asked when {condition_in_words(section.when)}.", "")
    for question in section.questions:
        yield from _question_lines(question)


def _question_lines(question: BaseQuestion) -> Iterator[str]:
    yield from (f"### {escape_markdown(question.ask)}", "")
    yield from (f"`{question.id}` · {_describe_question(question)}", "")
    if question.plain:
        yield from (f"In plain words: {escape_markdown(question.plain)}", "")
    if question.when:
        yield from (f"Asked when {condition_in_words(question.when)}.", "")
    yield from _credit_table(question)
    for title, text in (
        ("Why", question.why),
        ("Where to look", question.where_to_look),
        ("How to test it", question.verify),
        ("Gap", question.finding),
        ("What the vendor should change", question.remedy),
        ("What the contract should say", question.clause),
    ):
        if text:
            yield from (f"**{title}:** {escape_markdown(text)}", "")
    if question.maps_to:
        controls = "; ".join(
            f"{framework}: {', '.join(ids)}" for framework, ids in question.maps_to.items()
        )
        yield from (f"**Controls:** {escape_markdown(controls)}", "")


def _describe_question(question: BaseQuestion) -> str:
    unit, blocker = question.counted_unit, question.blocker
    parts = [question.type.replace("_", " ") + (f" ({escape_markdown(unit)})" if unit else "")]
    if question.credit_range:
        parts.append(f"severity {question.severity}")
        if question.weight is not None:
            parts.append(f"weight {format_exact_decimal(question.weight)}")
    if blocker is not None:
        least_credit = f" (at least {share_as_percent(blocker)} of the credit)"
        parts.append(f"**blocker**{'' if blocker == 1 else least_credit}")
    parts += ["asked in the pre-check"] if question.precheck else []
    parts += ["evidence expected"] if question.evidence == "expected" else []
    if question.accepts_not_applicable != (blocker is None):
        verb = "may" if question.accepts_not_applicable else "can't"
        parts.append(f"{verb} be not applicable")
    return " · ".join(parts)


def _credit_table(question: BaseQuestion) -> Iterator[str]:
    """Yield a table of what each answer earns.

    Its rows are options, with the ids that a vendor file uses, or bands.
    """
    if question.expected_answer is not None:
        yield from (f"Full credit for **{escape_markdown(question.expected_answer)}**.", "")
        return
    options = [
        (_code_or_text(option.id), option.label, option.credit, option.finding)
        for option in question.offered_options
    ]
    bands = [("", band_label(band), band.credit, band.finding) for band in question.own_bands]
    rows = [
        (
            option_id,
            escape_markdown(label),
            "" if credit is None else share_as_percent(credit),
            escape_markdown(finding or ""),
        )
        for option_id, label, credit, finding in (*options, *bands)
    ]
    # An empty column only takes room.
    titles = ("Id", "Answer", "Credit", "Gap")
    columns = [index for index in range(len(titles)) if any(row[index] for row in rows)]
    for row in (titles, ("---",) * len(titles), *rows) if rows else ():
        yield f"| {' | '.join(row[index] for index in columns)} |"
    yield from [""] if rows else []


def _code_or_text(text: str) -> str:
    """Return the id of an option as code, or as text if it has characters that end code."""
    return f"`{text}`" if _CODE_PATTERN.fullmatch(text) else escape_markdown(text)


def share_as_percent(share: Fraction) -> str:
    """Return a share from 0 to 1 as a percentage."""
    return f"{format_exact_decimal(share * 100)} %"


def band_label(band: Band) -> str:
    """Return a band in words: `30 days or less`."""
    if band.within:
        return f"within {band.within}"
    if band.at_most and band.at_least:
        return f"{band.at_least} to {band.at_most}"
    if band.at_most:
        return f"{band.at_most} or less"
    return f"{band.at_least} or more" if band.at_least else "anything else"


def condition_in_words(when: Condition) -> str:
    """Return a condition in words."""
    parts = [_test_in_words(name, test) for name, test in when.tests.items()]
    parts += (
        [f"({' and '.join(condition_in_words(part) for part in when.all)})"] if when.all else []
    )
    parts += [f"({' or '.join(condition_in_words(part) for part in when.any)})"] if when.any else []
    parts += [f"not ({condition_in_words(when.not_)})"] if when.not_ else []
    return " and ".join(parts)


def _test_in_words(name: str, test: tuple[str, ...] | Range) -> str:
    if isinstance(test, tuple):
        return f"`{name}` is {' or '.join(escape_markdown(option) for option in test)}"
    limits = [("at least", test.at_least), ("at most", test.at_most)]
    return f"`{name}` is " + " and ".join(
        f"{comparison} {escape_markdown(limit.source_text)}"
        for comparison, limit in limits
        if limit is not None
    )
