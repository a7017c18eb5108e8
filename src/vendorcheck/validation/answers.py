"""What can be wrong with an answer in itself, and as a reply to its question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.document.problems import Path, Remark
from vendorcheck.model.questions import BaseQuestion, Misfit, Raw
from vendorcheck.model.vendor_file import Answer

_NOBODY_KNOWS = (
    "unknown", "not known", "not sure", "unsure", "no idea", "idk", "dunno", "tbd", "tbc", "tba", "todo", "?",
    "dont know", "i dont know", "do not know", "i do not know", "to be determined", "to be confirmed",
)  # fmt: skip
_NOT_APPLICABLE = ("n/a", "na", "n.a", "not applicable", "does not apply", "doesnt apply")
_DENIED = ("false", "no")
_NO_REASON = frozenset((*_DENIED, "true", "yes", "none", *_NOT_APPLICABLE, *_NOBODY_KNOWS))
"""What people write where a reason is wanted. None is one."""
_APOSTROPHES = re.compile("['\u2019]")
_BETWEEN = re.compile(r"[\s_-]+")
_WORDS = re.compile(r"(?:[^\W\d_][\W\d_]*+){3}|[^\W\d_\u0000-\u024f]")
"""What no reason is without: three letters, or one of a script in which they may be words."""


@dataclass(frozen=True)
class At:
    """An answer, where it stands, and whether it was written for another version of its questionnaire."""

    answer: Answer
    path: Path
    outdated: bool


def no_reason(text: str) -> str:
    """What is wrong with a text where a reason is wanted; empty if nothing is."""
    wordless = _plainly(text) in _NO_REASON or not _WORDS.search(text)
    return f'"{text[:40]}" is no reason' if wordless else ""


def says_nothing(answer: Answer) -> bool:
    """Whether it neither answers the question in any way nor holds anything that is worth keeping for an answer."""
    replies = answer.answer is not None or answer.unknown or answer.not_applicable is not None
    support = answer.note or answer.evidence or answer.plan or answer.price or answer.mitigation
    return not (replies or support)


def reasons(answer: Answer, path: Path) -> Iterator[Remark]:
    """A word where a reason is wanted."""
    for key, text in (("not_applicable", answer.not_applicable), ("disputed", answer.disputed)):
        if text is not None and (message := no_reason(text)):
            hint = f"write why, in words: {{{key}: ...}}; or leave the key out if it isn't so"
            yield Remark((*path, key), "wrong-value", message, hint)


def answer_remarks(question: BaseQuestion, at: At) -> Iterator[Remark]:
    """An answer that says too much or nothing, or that its question does not take."""
    answer = at.answer
    excuse = answer.not_applicable
    said = [answer.answer is not None, answer.unknown, excuse is not None]
    # Who writes {not_applicable: false} says nothing with it; that it is no reason is told.
    denied = excuse is not None and excuse.lower() in _DENIED
    if sum(said) - denied > 1:
        message = "only one of answer, unknown and not_applicable can be true"
        yield Remark(at.path, "answer-conflict", message, "keep the one that is true", at_key=True)
    elif says_nothing(answer):
        message = "this says neither answer, unknown nor not_applicable"
        hint = "write {unknown: true} if nobody knows, or leave the question out"
        yield Remark(at.path, "answer-conflict", message, hint, at_key=True)
    if excuse is not None and not denied and not question.accepts_not_applicable:
        message, hint = "this question can't be not applicable", "answer it, or write {unknown: true}"
        yield Remark((*at.path, "not_applicable"), "not-applicable-refused", message, hint, at_key=True)
    if answer.answer is not None:
        for place, misfit in _misfits(question, answer.answer):
            code = "answer-outdated" if at.outdated else misfit.code
            hint = _hint(question, answer.answer, misfit)
            yield Remark((*at.path, "answer", *place), code, misfit.message, hint)


def fits(question: BaseQuestion | None, answer: Answer) -> bool:
    """Whether a vendor file may hold it as the reply to its question; None: there is no such question any more.

    One that nothing is left of takes away what the file holds, and always fits.
    """
    if says_nothing(answer):
        return True
    if question is None or next(reasons(answer, ()), None):
        return False
    return next(answer_remarks(question, At(answer, (), outdated=False)), None) is None


def _misfits(question: BaseQuestion, raw: Raw) -> Iterator[tuple[Path, Misfit]]:
    """What does not fit an answer, each with its index in a list."""
    whole = _misfit(question, raw)
    if whole is None:
        return
    if isinstance(raw, str) or question.kind_of_answer != "options" or not raw:
        yield (), whole
        return
    kept: tuple[str, ...] = ()
    for index, text in enumerate(raw):
        wrong = _misfit(question, (text,)) or _misfit(question, (*kept, text))
        if wrong is None:
            kept = (*kept, text)
        else:
            yield (index,), wrong


def _misfit(question: BaseQuestion, raw: Raw) -> Misfit | None:
    try:
        question.read(raw)
    except Misfit as misfit:
        return misfit
    return None


def _hint(question: BaseQuestion, raw: Raw, misfit: Misfit) -> str:
    """How to say what people mean by the words that stand for no answer."""
    texts = (raw,) if isinstance(raw, str) else raw
    word = _plainly(texts[0]) if len(texts) == 1 else ""
    if word in _NOBODY_KNOWS:
        return "write {unknown: true}"
    if word in _NOT_APPLICABLE:
        refused = "this question can't be not applicable: answer it, or write {unknown: true}"
        return "write {not_applicable: ...} with the reason" if question.accepts_not_applicable else refused
    return misfit.hint


def _plainly(text: str) -> str:
    """Words as those lists have them: in small letters, a space between them, no apostrophes, no signs at the end."""
    words = _BETWEEN.sub(" ", _APOSTROPHES.sub("", text.lower())).strip()
    return words.rstrip(" .!?") or words[:1]
