"""Check an answer by itself, and as a reply to its question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, RawAnswer
from vendorcheck.model.vendor_file import Answer

_UNKNOWN_WORDS = (
    "unknown", "not known", "not sure", "unsure", "no idea", "idk", "dunno", "tbd", "tbc", "tba",
    "todo", "?", "dont know", "i dont know", "do not know", "i do not know", "to be determined",
    "to be confirmed",
)  # fmt: skip
_NOT_APPLICABLE_WORDS = ("n/a", "na", "n.a", "not applicable", "does not apply", "doesnt apply")
_DENIAL_WORDS = ("false", "no")
WORDS_WITHOUT_REASON = frozenset(
    (*_DENIAL_WORDS, "true", "yes", "none", *_NOT_APPLICABLE_WORDS, *_UNKNOWN_WORDS)
)
"""Words that people write where a reason is expected, and that give none."""
_APOSTROPHES = re.compile("['\u2019]")
_WORD_SEPARATORS = re.compile(r"[\s_-]+")
_REASON_PATTERN = re.compile(r"(?:[^\W\d_][\W\d_]*+){3}|[^\W\d_\u0000-\u024f]")
"""A part of every reason: three letters, or one of a script where one may be a word."""


@dataclass(frozen=True)
class LocatedAnswer:
    """An answer with its path.

    `is_outdated` says that it was written for another version of its questionnaire.
    """

    answer: Answer
    path: DataPath
    is_outdated: bool


def describe_missing_reason(text: str) -> str:
    """Describe what is wrong with a text where a reason is expected; empty if nothing is."""
    lacks_reason = _normalize_words(text) in WORDS_WITHOUT_REASON or not _REASON_PATTERN.search(
        text
    )
    return f'"{text[:40]}" is no reason' if lacks_reason else ""


def is_empty_answer(answer: Answer) -> bool:
    """Return whether an answer neither replies to its question nor holds anything worth keeping."""
    has_support = answer.note or answer.evidence or answer.plan or answer.price or answer.mitigation
    return not (_has_reply(answer) or has_support)


def lacks_reply(answer: Answer) -> bool:
    """Return whether an answer holds what belongs to a reply, such as evidence, but no reply.

    A note may stand alone.
    """
    details = (answer.evidence, answer.plan, answer.price, answer.mitigation, answer.reviewed_by)
    return not _has_reply(answer) and (any(details) or answer.grade != "claimed")


def _has_reply(answer: Answer) -> bool:
    return answer.answer is not None or answer.unknown or answer.not_applicable is not None


def reason_remarks(answer: Answer, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on words that give no reason where one is expected."""
    for key, text in (("not_applicable", answer.not_applicable), ("disputed", answer.disputed)):
        if text is not None and (message := describe_missing_reason(text)):
            hint = f"write why, in words: {{{key}: ...}}; or leave the key out if it isn't so"
            yield Remark((*path, key), "wrong-value", message, hint)


def answer_remarks(question: BaseQuestion, located: LocatedAnswer) -> Iterator[Remark]:
    """Yield remarks on an answer that says too much or nothing, or does not fit its question."""
    answer = located.answer
    reason = answer.not_applicable
    replies = [answer.answer is not None, answer.unknown, reason is not None]
    # {not_applicable: false} says nothing; that it is no reason is reported separately.
    is_denied = reason is not None and reason.lower() in _DENIAL_WORDS
    if sum(replies) - is_denied > 1:
        yield Remark(
            located.path,
            "answer-conflict",
            "only one of answer, unknown and not_applicable can be true",
            "keep the one that is true",
            at_key=True,
        )
    elif is_empty_answer(answer) or lacks_reply(answer):
        yield Remark(
            located.path,
            "answer-conflict",
            "this says neither answer, unknown nor not_applicable",
            "write {unknown: true} if nobody knows, or leave the question out",
            at_key=True,
        )
    if reason is not None and not is_denied and not question.accepts_not_applicable:
        yield Remark(
            (*located.path, "not_applicable"),
            "not-applicable-refused",
            "this question can't be not applicable",
            "answer it, or write {unknown: true}",
            at_key=True,
        )
    if answer.answer is not None:
        for item_path, error in _parse_errors(question, answer.answer):
            code = "answer-outdated" if located.is_outdated else error.code
            hint = _answer_hint(question, answer.answer, error)
            yield Remark((*located.path, "answer", *item_path), code, error.message, hint)


def is_valid_answer(question: BaseQuestion | None, answer: Answer) -> bool:
    """Return whether a vendor file may hold an answer as the reply to its question.

    The question is None if it no longer exists. An empty answer, which removes what the file holds,
    is always valid. So are details of no answer: they are written as those of an unknown one.
    """
    if is_empty_answer(answer) or lacks_reply(answer):
        return True
    if question is None or next(reason_remarks(answer, ()), None):
        return False
    return (
        next(answer_remarks(question, LocatedAnswer(answer, (), is_outdated=False)), None) is None
    )


def _parse_errors(
    question: BaseQuestion, raw: RawAnswer
) -> Iterator[tuple[DataPath, InvalidAnswer]]:
    """Yield what does not fit in an answer, each error with its index in a list."""
    error = _parse_error(question, raw)
    if error is None:
        return
    if isinstance(raw, str) or question.kind_of_answer != "options" or not raw:
        yield (), error
        return
    valid_options: tuple[str, ...] = ()
    for index, text in enumerate(raw):
        option_error = _parse_error(question, (text,)) or _parse_error(
            question, (*valid_options, text)
        )
        if option_error is None:
            valid_options = (*valid_options, text)
        else:
            yield (index,), option_error


def _parse_error(question: BaseQuestion, raw: RawAnswer) -> InvalidAnswer | None:
    try:
        question.parse_answer(raw)
    except InvalidAnswer as error:
        return error
    return None


def _answer_hint(question: BaseQuestion, raw: RawAnswer, invalid: InvalidAnswer) -> str:
    """Return how to write words that mean unknown or not applicable, otherwise the error's hint."""
    texts = (raw,) if isinstance(raw, str) else raw
    word = _normalize_words(texts[0]) if len(texts) == 1 else ""
    if word in _UNKNOWN_WORDS:
        return "write {unknown: true}"
    if word in _NOT_APPLICABLE_WORDS:
        refusal = "this question can't be not applicable: answer it, or write {unknown: true}"
        return (
            "write {not_applicable: ...} with the reason"
            if question.accepts_not_applicable
            else refusal
        )
    return invalid.hint


def _normalize_words(text: str) -> str:
    """Return words in lower case, with single spaces, without apostrophes and final punctuation."""
    words = _WORD_SEPARATORS.sub(" ", _APOSTROPHES.sub("", text.lower())).strip()
    return words.rstrip(" .!?") or words[:1]
