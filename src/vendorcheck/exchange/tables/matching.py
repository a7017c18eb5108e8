"""Our questions by the ids, refs and texts under which a table may name them."""

import re
from collections.abc import Iterable
from typing import Final

from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.text.words import as_sentence
from vendorcheck.validation.wording import ends_with_question_mark

_REF_IN_FRONT: Final = re.compile(
    r"(?P<ref>[A-Za-z&]{1,8}[-. ]?\d[\w.-]{0,12})\s*[:.–-]\s+(?P<text>\S.*)", re.DOTALL
)


_IS_THIS_SO: Final = "Is this so?"


def as_question(text: str) -> str:
    """Return the text of a table as a question: a statement is followed by "Is this so?"."""
    if ends_with_question_mark(text):
        return text
    return f"{as_sentence(text.rstrip())} {_IS_THIS_SO}"


def asks_the_same(one: str, other: str) -> bool:
    """Return whether two texts are the same question, but for spaces and capitals."""
    return _folded(one) == _folded(other)


class NoMatch(Exception):  # noqa: N818 - it says why, and the row is listed with that
    """A row is about none of our questions, or about more than one."""


class QuestionIndex:
    """The questions of some questionnaires by their names. Nothing that is only similar matches.

    Args:
        questionnaires: the questionnaires.
    """

    def __init__(self, questionnaires: Iterable[Questionnaire]) -> None:
        self._keys: dict[str, set[str]] = {}
        self._refs: dict[str, set[str]] = {}
        self._texts: dict[str, set[str]] = {}
        for questionnaire in questionnaires:
            for name, question in questionnaire.questions.items():
                key = f"{questionnaire.id}/{name}"
                for table, text in (
                    (self._keys, key),
                    (self._refs, name),
                    (self._refs, question.ref or ""),
                    (self._texts, question.ask),
                ):
                    if text:
                        table.setdefault(_folded(text), set()).add(key)

    def find(self, ref: str, text: str) -> str:
        """Return the question that a row is about, as `questionnaire/question`.

        Only that name itself is trusted where the text is another one: short ids are used by many.

        Args:
            ref: the cell with the id; empty if there is none.
            text: the cell with the question.

        Raises:
            NoMatch: it is about none, or about more than one; the text says why.
        """
        if (
            not ref
            and (match := _REF_IN_FRONT.fullmatch(text))
            and _folded(text) not in self._texts
        ):
            ref, text = match["ref"], match["text"]
        by_text = self._texts.get(_folded(text), set())
        if ref and (keys := self._keys.get(_folded(ref), set())):
            return _only(keys, by_text, "has this id")
        by_ref = self._refs.get(_folded(ref), set()) if ref else set()
        if by_ref and text and not by_text & by_ref:
            other = min(by_ref)
            raise NoMatch(f"{other} has this id, and asks something else")
        if by_ref or by_text:
            return _only(by_text & by_ref or by_text or by_ref, set(), "asks this")
        raise NoMatch("no question has this id or this text")


def _only(keys: set[str], preferred: set[str], has: str) -> str:
    keys = keys & preferred or keys
    if len(keys) > 1:
        raise NoMatch(f"more than one question {has}: {', '.join(sorted(keys))}")
    return next(iter(keys))


def _folded(text: str) -> str:
    """Return a text as it is compared: a statement is the same as the question made of it."""
    folded = " ".join(text.casefold().split())
    suffix = _IS_THIS_SO.casefold()
    return (
        folded.removesuffix(suffix).rstrip(" .") if folded.endswith(suffix) else folded.rstrip(".")
    )
