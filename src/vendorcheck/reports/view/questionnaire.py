"""A questionnaire as a page for readers: its questions, their reasons, and what answers earn."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, Literal

from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.model.questions import Band, BaseQuestion
from vendorcheck.reports.view.fields import condition_in_words, field_texts, field_title
from vendorcheck.text.safe import escape_markdown
from vendorcheck.text.words import as_sentence, count_with_noun

_TOLD_OF_EVERY_QUESTION: Final = frozenset(
    ("id", "type", "ask", "plain", "when", "severity", "weight", "blocker", "precheck", "fact",
     "evidence", "not_applicable")
)  # fmt: skip
"""The fields of every question that stand above its table of credits."""
_TOLD_IN_THE_TABLE: Final = frozenset(
    ("id", "label", "at_most", "at_least", "within", "credit", "finding")
)
_TOLD_OF_EVERY_CHECK: Final = frozenset(("id", "kind", "when", "severity", "blocker", "message"))
_CODE_PATTERN: Final = re.compile(r"[\w.+-]+")


def render_questionnaire(questionnaire: Questionnaire) -> str:
    """Return the questionnaire as Markdown."""
    return "\n".join(_questionnaire_lines(questionnaire)).rstrip() + "\n"


def render_question(questionnaire: Questionnaire, question_id: str) -> str:
    """Return one question of a questionnaire as Markdown.

    Raises:
        KeyError: it has no such question.
    """
    question = questionnaire.questions[question_id]
    section = next(part for part in questionnaire.sections if question in part.questions)
    lines = [*_question_lines(question)]
    # The only heading of the page is that of the question.
    lines[0] = lines[0].removeprefix("##")
    place = f"version {escape_markdown(questionnaire.version)}, section `{section.id}`"
    lines.append(f"A question of `{questionnaire.id}`, {place}.")
    if section.when:
        lines += ["", f"The section is asked when {condition_in_words(section.when)}."]
    lines += ["", f"{_type_in_words(question)}: {escape_markdown(question.documentation())}"]
    return "\n".join(lines) + "\n"


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
    yield from ("## How answers count", "")
    for name, documentation in _types_used(questionnaire):
        yield f"- {name}: {escape_markdown(documentation)}"
    yield ""
    yield from _check_lines(questionnaire, "contradiction", "Answers that contradict each other")
    yield from _check_lines(
        questionnaire, "requirement", "Answers that are not good enough together"
    )


def _check_lines(
    questionnaire: Questionnaire, kind: Literal["contradiction", "requirement"], title: str
) -> Iterator[str]:
    checks = [check for check in questionnaire.checks if check.kind == kind]
    if not checks:
        return
    yield from (f"## {title}", "")
    for check in checks:
        blocker = ", **blocker**" if check.blocker and kind == "requirement" else ""
        message = escape_markdown(as_sentence(check.message))
        texts = field_texts(check, apart=_TOLD_OF_EVERY_CHECK)
        parts = [
            f"`{check.id}` ({check.severity}{blocker}): {message}",
            f"When {condition_in_words(check.when)}.",
            *(f"*{field_title(name)}:* {text}" for name, text in texts),
        ]
        yield f"- {' '.join(parts)}"
    yield ""


def _types_used(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Return the types of the questions, each with what it says of itself."""
    questions = questionnaire.questions.values()
    return sorted({(_type_in_words(question), question.documentation()) for question in questions})


def _type_in_words(question: BaseQuestion) -> str:
    return question.type.replace("_", " ")


def _section_lines(section: Section) -> Iterator[str]:
    source_ref = f" · in its source: {escape_markdown(section.ref)}" if section.ref else ""
    yield from (
        f"## {escape_markdown(section.title)}",
        "",
        f"Section `{section.id}`{source_ref}",
        "",
    )
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
    for name, text in field_texts(question, apart=_TOLD_OF_EVERY_QUESTION):
        yield from (f"**{field_title(name)}:** {text}", "")


def _describe_question(question: BaseQuestion) -> str:
    unit, blocker = question.counted_unit, question.blocker
    parts = [_type_in_words(question) + (f" ({escape_markdown(unit)})" if unit else "")]
    parts += ["fact, never scored"] if question.fact else []
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
    if question.expected_answer is not None and not question.fact:
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
    yield from _other_lines(question)


def _other_lines(question: BaseQuestion) -> Iterator[str]:
    """Yield what else is said of an option or a band, for those of which there is anything."""
    labelled = (
        *((escape_markdown(option.label), option) for option in question.offered_options),
        *((band_label(band), band) for band in question.own_bands),
    )
    lines = [
        f"- {label}: " + " · ".join(f"*{field_title(name)}:* {text}" for name, text in texts)
        for label, part in labelled
        if (texts := list(field_texts(part, apart=_TOLD_IN_THE_TABLE)))
    ]
    yield from (*lines, "") if lines else ()


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
