"""A cell as the answer to one of our questions: an answer, or a note beside an open question."""

from vendorcheck.document.document import Data
from vendorcheck.exchange.tables.words import AnswerWords, Meaning, normalized
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, Option, RawAnswer
from vendorcheck.validation.answers import describe_missing_reason

_PARTS = ("\n", ";", ",")


def answer_fields(
    text: str, note: str, question: BaseQuestion, words: AnswerWords
) -> dict[str, Data]:
    """Return the answer that a cell gives, in the long form of a vendor file; empty for none.

    What is no answer to this question becomes its note, and nothing is guessed.

    Args:
        text: the cell.
        note: the cell with the explanation.
        question: the question.
        words: the vocabulary.
    """
    meaning = words.meaning_of(text) if text else "unanswered"
    named = _matching_option(text, question)
    fields: dict[str, Data] = {}
    if named is not None:
        fields = {"answer": named}
    elif meaning == "unanswered":
        text = ""
    elif meaning == "unknown":
        fields = {"unknown": "true"}
    elif meaning == "not-applicable":
        if note and not describe_missing_reason(note):
            return {"not_applicable": note}
    elif (answer := _answer(text, meaning, question, words)) is not None:
        fields = {"answer": [*answer] if isinstance(answer, tuple) else answer}
    notes = [note] if fields else [text, note]
    joined = "\n\n".join(filter(None, notes))
    return {**fields, **({"note": joined} if joined else {})}


def _answer(
    text: str, meaning: Meaning | None, question: BaseQuestion, words: AnswerWords
) -> RawAnswer | None:
    """Return the answer that a text is, or that its meaning is among the options."""
    if _is_accepted(text, question):
        return text
    if meaning is not None and (meant := _option_meaning(meaning, question, words)):
        return meant
    if question.kind_of_answer == "options":
        return _several_options(text, question)
    readings = question.possible_answers(text)
    if len(readings) == 1 and _is_accepted(readings[0], question):
        return readings[0]
    return None


def _option_meaning(meaning: Meaning, question: BaseQuestion, words: AnswerWords) -> str | None:
    """Return the option that says what a word means; None if there is not exactly one."""
    if _is_accepted(meaning, question) and question.kind_of_answer != "words":
        return meaning
    options = [
        option.id
        for option in question.offered_options
        if words.meaning_of(option.label) == meaning
    ]
    return options[0] if len(options) == 1 else None


def _several_options(text: str, question: BaseQuestion) -> tuple[str, ...] | None:
    """Return the options that a text lists; None if any part of it is none."""
    for separator in _PARTS:
        parts = [part.strip() for part in text.split(separator) if part.strip()]
        options = [_matching_option(part, question) for part in parts]
        chosen = tuple(option for option in options if isinstance(option, str))
        if parts and len(chosen) == len(options):
            return tuple(dict.fromkeys(chosen))
    return None


def _matching_option(text: str, question: BaseQuestion) -> str | None:
    """Return the option that a text names by its label or its id; None if there is not just one."""
    matches = [option.id for option in question.offered_options if _is_named(option, text)]
    return matches[0] if len(matches) == 1 else None


def _is_named(option: Option, text: str) -> bool:
    return normalized(text) in {normalized(option.label), normalized(option.id)}


def _is_accepted(text: str, question: BaseQuestion) -> bool:
    try:
        question.parse_answer((text,) if question.kind_of_answer == "options" else text)
    except InvalidAnswer:
        return False
    return True
