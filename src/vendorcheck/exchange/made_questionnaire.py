"""A questionnaire made from the questions of a table, for a company to go on with."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.reply import ForeignQuestion
from vendorcheck.exchange.tables.matching import as_question
from vendorcheck.exchange.tables.words import AnswerWords
from vendorcheck.store.vendor_file_editor import data_in_one_line
from vendorcheck.text.safe import one_line, short_name, slug

MAX_QUESTIONS: Final = 2_000
_MAX_SECTIONS: Final = 100
_MAX_ID: Final = 60
_MAX_REF: Final = 80
_MAX_TITLE: Final = 100
_WORDS_IN_ID: Final = 6
_OPEN_QUESTION: Final = re.compile(
    r"(?:please\s+|bitte\s+)?(?:what|how|which|who|whom|whose|where|when|why|describe|list|provide"
    r"|name|explain|state|specify|wie|was|wer|welche[rsnm]?|wo|wann|warum|beschreiben|nennen)\b",
    re.IGNORECASE,
)
_HEAD: Final = """\
# Made from {file}. Every question is a fact here, which earns nothing. Where an answer should
# count, leave out fact: true, and say what it is worth and what the vendor should change.
vendorcheck: questionnaire/1
id: {id}
version: "1.0"
title: {title}
sections:
"""
_PARTLY_OPTIONS: Final = (
    '[{id: "yes", label: "Yes"}, {id: partly, label: Partly}, {id: "no", label: "No"}]'
)


def questionnaire_text(
    questions: Sequence[ForeignQuestion], *, file: str, taken_ids: Iterable[str]
) -> str:
    """Return the text of a questionnaire with the questions of a table, each once.

    Args:
        questions: the questions.
        file: the name of the file that they come from; title and id are made from it.
        taken_ids: the ids of the questionnaires that there are.

    Raises:
        VendorcheckError: there are none, or more than a questionnaire may hold.
    """
    by_section = _by_section(questions)
    words, names = AnswerWords(), _Names(taken_ids)
    is_graded = any(words.meaning_of(one.said) == "partly" for one in questions if one.said)
    name = file.replace("\\", "/").rpartition("/")[2]
    stem = one_line(name.partition(".")[0]) or "Questions"
    head = _HEAD.format(
        file=short_name(name),
        id=data_in_one_line(names.unused(stem, "questions")),
        title=data_in_one_line(short_name(stem, _MAX_TITLE)),
    )
    section_names, question_names = _Names(), _Names()
    lines = []
    for title, members in by_section.items():
        section_id = section_names.unused(title, "section")
        lines.append(f"  - id: {data_in_one_line(section_id)}")
        lines.append(f"    title: {data_in_one_line(short_name(title or 'Questions', _MAX_TITLE))}")
        lines.append("    questions:")
        for question in members:
            lines += _question_lines(question, question_names, words, is_graded=is_graded)
    return head + "".join(f"{line}\n" for line in lines)


def _by_section(questions: Sequence[ForeignQuestion]) -> dict[str, list[ForeignQuestion]]:
    """Return each question once, by the title of its section.

    Raises:
        VendorcheckError: there are none, or more than a questionnaire may hold.
    """
    first: dict[tuple[str, str, str], ForeignQuestion] = {}
    sections: dict[str, list[ForeignQuestion]] = {}
    for question in questions:
        name = (question.section, question.ref, question.text)
        if first.setdefault(name, question) is question:
            sections.setdefault(one_line(question.section), []).append(question)
    if not first:
        raise VendorcheckError("there are no questions to make a questionnaire from")
    if len(first) > MAX_QUESTIONS or len(sections) > _MAX_SECTIONS:
        raise VendorcheckError(
            f"these are {len(first):,} questions in {len(sections):,} sections; "
            f"a questionnaire holds {MAX_QUESTIONS:,} in {_MAX_SECTIONS}"
        )
    return sections


def _question_lines(
    question: ForeignQuestion, names: "_Names", words: AnswerWords, *, is_graded: bool
) -> Iterator[str]:
    ref = one_line(question.ref)
    beginning = " ".join(question.text.split()[:_WORDS_IN_ID])
    yield f"      - id: {data_in_one_line(names.unused(ref or beginning, 'question'))}"
    if 0 < len(ref) <= _MAX_REF:
        yield f"        ref: {data_in_one_line(ref)}"
    if not _is_closed(question, words):
        yield "        type: text"
    elif is_graded:
        yield "        type: choice"
        yield f"        options: {_PARTLY_OPTIONS}"
    else:
        yield "        type: yes_no"
    yield f"        ask: {data_in_one_line(as_question(question.text))}"
    yield "        fact: true"


def _is_closed(question: ForeignQuestion, words: AnswerWords) -> bool:
    """Return whether yes and no answer a question, by what was answered, else by its first word."""
    meaning = words.meaning_of(question.said) if question.said else "unanswered"
    if meaning in {"yes", "no", "partly"}:
        return True
    return meaning is not None and not _OPEN_QUESTION.match(question.text.strip())


class _Names:
    """Ids that are given out once each."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*taken}

    def unused(self, text: str, otherwise: str) -> str:
        """Return an id made of a text; `otherwise` if no letter of it can stand in one."""
        made = re.sub("[^a-z0-9]+", "-", slug(text))[:_MAX_ID].strip("-")
        stem = made if made and made != "unnamed" else otherwise
        name, number = stem, 2
        while name in self._taken:
            name, number = f"{stem[: _MAX_ID - 5]}-{number}", number + 1
        self._taken.add(name)
        return name
