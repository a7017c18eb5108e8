"""What can be wrong with an answer in itself, and as a reply to its question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, RawAnswer
from vendorcheck.model.vendor_file import Answer

_UNKNOWN_WORDS = (
    "unknown", "not known", "not sure", "unsure", "no idea", "idk", "dunno", "tbd", "tbc", "tba", "todo", "?",
    "dont know", "i dont know", "do not know", "i do not know", "to be determined", "to be confirmed",
)  # fmt: skip
_NOT_APPLICABLE_WORDS = ("n/a", "na", "n.a", "not applicable", "does not apply", "doesnt apply")
_DENIAL_WORDS = ("false", "no")
_WORDS_WITHOUT_REASON = frozenset(
    (*_DENIAL_WORDS, "true", "yes", "none", *_NOT_APPLICABLE_WORDS, *_UNKNOWN_WORDS)
)
"""What people write where a reason is wanted. None is one."""
_APOSTROPHES = re.compile("['\u2019]")
_WORD_SEPARATORS = re.compile(r"[\s_-]+")
_REASON_PATTERN = re.compile(r"(?:[^\W\d_][\W\d_]*+){3}|[^\W\d_\u0000-\u024f]")
"""What no reason is without: three letters, or one of a script in which they may be words."""


@dataclass(frozen=True)
class LocatedAnswer:
    """An answer, where it stands, and whether it was written for another version of its questionnaire."""

    answer: Answer
    path: DataPath
    is_outdated: bool


def describe_missing_reason(text: str) -> str:
    """What is wrong with a text where a reason is wanted; empty if nothing is."""
    wordless = _normalize_words(text) in _WORDS_WITHOUT_REASON or not _REASON_PATTERN.search(text)
    return f'"{text[:40]}" is no reason' if wordless else ""


def is_empty_answer(answer: Answer) -> bool:
    """Whether it neither answers the question in any way nor holds anything that is worth keeping for an answer."""
    replies = answer.answer is not None or answer.unknown or answer.not_applicable is not None
    support = answer.note or answer.evidence or answer.plan or answer.price or answer.mitigation
    return not (replies or support)


def reason_remarks(answer: Answer, path: DataPath) -> Iterator[Remark]:
    """A word where a reason is wanted."""
    for key, text in (("not_applicable", answer.not_applicable), ("disputed", answer.disputed)):
        if text is not None and (message := describe_missing_reason(text)):
            hint = f"write why, in words: {{{key}: ...}}; or leave the key out if it isn't so"
            yield Remark((*path, key), "wrong-value", message, hint)


def answer_remarks(question: BaseQuestion, located: LocatedAnswer) -> Iterator[Remark]:
    """An answer that says too much or nothing, or that its question does not take."""
    answer = located.answer
    excuse = answer.not_applicable
    said = [answer.answer is not None, answer.unknown, excuse is not None]
    # Who writes {not_applicable: false} says nothing with it; that it is no reason is told.
    denied = excuse is not None and excuse.lower() in _DENIAL_WORDS
    if sum(said) - denied > 1:
        message = "only one of answer, unknown and not_applicable can be true"
        yield Remark(
            located.path, "answer-conflict", message, "keep the one that is true", at_key=True
        )
    elif is_empty_answer(answer):
        message = "this says neither answer, unknown nor not_applicable"
        hint = "write {unknown: true} if nobody knows, or leave the question out"
        yield Remark(located.path, "answer-conflict", message, hint, at_key=True)
    if excuse is not None and not denied and not question.accepts_not_applicable:
        message, hint = (
            "this question can't be not applicable",
            "answer it, or write {unknown: true}",
        )
        yield Remark(
            (*located.path, "not_applicable"), "not-applicable-refused", message, hint, at_key=True
        )
    if answer.answer is not None:
        for place, misfit in _parse_errors(question, answer.answer):
            code = "answer-outdated" if located.is_outdated else misfit.code
            hint = _answer_hint(question, answer.answer, misfit)
            yield Remark((*located.path, "answer", *place), code, misfit.message, hint)


def is_valid_answer(question: BaseQuestion | None, answer: Answer) -> bool:
    """Whether a vendor file may hold it as the reply to its question; None: there is no such question any more.

    One that nothing is left of takes away what the file holds, and always fits.
    """
    if is_empty_answer(answer):
        return True
    if question is None or next(reason_remarks(answer, ()), None):
        return False
    return (
        next(answer_remarks(question, LocatedAnswer(answer, (), is_outdated=False)), None) is None
    )


def _parse_errors(
    question: BaseQuestion, raw: RawAnswer
) -> Iterator[tuple[DataPath, InvalidAnswer]]:
    """What does not fit an answer, each with its index in a list."""
    whole = _parse_error(question, raw)
    if whole is None:
        return
    if isinstance(raw, str) or question.kind_of_answer != "options" or not raw:
        yield (), whole
        return
    kept: tuple[str, ...] = ()
    for index, text in enumerate(raw):
        wrong = _parse_error(question, (text,)) or _parse_error(question, (*kept, text))
        if wrong is None:
            kept = (*kept, text)
        else:
            yield (index,), wrong


def _parse_error(question: BaseQuestion, raw: RawAnswer) -> InvalidAnswer | None:
    try:
        question.parse_answer(raw)
    except InvalidAnswer as misfit:
        return misfit
    return None


def _answer_hint(question: BaseQuestion, raw: RawAnswer, invalid: InvalidAnswer) -> str:
    """How to say what people mean by the words that stand for no answer."""
    texts = (raw,) if isinstance(raw, str) else raw
    word = _normalize_words(texts[0]) if len(texts) == 1 else ""
    if word in _UNKNOWN_WORDS:
        return "write {unknown: true}"
    if word in _NOT_APPLICABLE_WORDS:
        refused = "this question can't be not applicable: answer it, or write {unknown: true}"
        return (
            "write {not_applicable: ...} with the reason"
            if question.accepts_not_applicable
            else refused
        )
    return invalid.hint


def _normalize_words(text: str) -> str:
    """Words as those lists have them: in small letters, a space between them, no apostrophes, no signs at the end."""
    words = _WORD_SEPARATORS.sub(" ", _APOSTROPHES.sub("", text.lower())).strip()
    return words.rstrip(" .!?") or words[:1]
