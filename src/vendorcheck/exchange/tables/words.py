"""The words with which people answer, and what they mean; a person's own words come first."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.document.document import Document, parse_document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.text.suggest import nearest_name_hint

Meaning: TypeAlias = Literal["yes", "partly", "no", "not-applicable", "unknown", "unanswered"]
MEANINGS: Final[tuple[Meaning, ...]] = get_args(Meaning)
_MARKUP: Final = re.compile("[*_`~\ufe0f\ufe0e\u200b]+")
_NUMBER_IN_FRONT: Final = re.compile(r"^\d{1,2}[).]\s+")
_PLACEHOLDER: Final = re.compile(r"^\[\[.*\]\]$|^<.*>$", re.DOTALL)


def normalized(text: str) -> str:
    """Return an answer as it is looked up: in small letters, without marks that say nothing."""
    text = unicodedata.normalize("NFKC", text)
    bare = " ".join(_MARKUP.sub("", text).split())
    bare = _NUMBER_IN_FRONT.sub("", bare) or bare
    return (bare.rstrip(" .;,:!") or bare or text.strip()).casefold()


class AnswerWords:
    """A vocabulary of answer words.

    Args:
        own: a person's own words, each with its meaning; they win over the words that come along.
    """

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        known = {normalized(meaning): meaning for meaning in MEANINGS}
        self._own = {normalized(word): known[meaning] for word, meaning in (own or {}).items()}

    def meaning_of(self, text: str) -> Meaning | None:
        """Return what an answer means; None if it is none of the words."""
        word = normalized(text)
        if word in self._own:
            return self._own[word]
        if _PLACEHOLDER.match(text.strip()):
            return "unanswered"
        return _shipped_words().get(word)


@cache
def _shipped_words() -> Mapping[str, Meaning]:
    content = (files(__package__) / "words.yaml").read_bytes()
    return {
        normalized(word): meaning
        for meaning, words in read_words(parse_document(content, "words.yaml")).items()
        for word in words
    }


def read_words(document: Document) -> dict[Meaning, tuple[str, ...]]:
    """Return the words of a file by their meaning.

    Raises:
        InvalidFile: with everything that is wrong with it.
    """
    known: dict[str, Meaning] = {meaning: meaning for meaning in MEANINGS}
    remarks: list[Remark] = []
    words: dict[Meaning, tuple[str, ...]] = {}
    for key, value in document.data.items():
        if key not in known:
            hint = nearest_name_hint(key, known) or f"the meanings are {', '.join(known)}"
            message = f'"{key[:40]}" is no meaning of an answer'
            remarks.append(Remark((key,), "unknown-key", message, hint, at_key=True))
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            words[known[key]] = tuple(str(word) for word in value)
        else:
            hint = f"write {key}: [one, another]"
            remarks.append(Remark((key,), "wrong-type", "a list of words is expected here", hint))
    if remarks:
        raise InvalidFile(document.to_problems(remarks))
    return words
