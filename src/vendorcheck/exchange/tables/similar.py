"""Our question that a text almost asks: a suggestion for a person, never an answer by itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from vendorcheck.model.questionnaire import Questionnaire

_MIN_SHARE: Final = 0.8
"""The least share of common words, from 0 to 1, of both texts together."""
_FEW_WORDS: Final = 4
"""The fewest words of a text that may differ in one."""
_MAX_WORDS: Final = 200
"""The most words of a text that are looked at."""
_MAX_TEXTS: Final = 2_000
"""The most texts of one file that are looked up: a table may have more rows than anybody reads."""
_WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)?")
_NEGATIONS: Final = frozenset(
    ("cannot", "never", "no", "nobody", "none", "not", "nothing", "nowhere", "without")
)


class SimilarQuestions:
    """The questions of some questionnaires by the words of their texts.

    Args:
        questionnaires: the questionnaires.
    """

    def __init__(self, questionnaires: Iterable[Questionnaire]) -> None:
        self._words = {
            f"{questionnaire.id}/{name}": _words(question.ask)
            for questionnaire in questionnaires
            for name, question in questionnaire.questions.items()
        }
        self._by_word: dict[str, list[str]] = {}
        for key, words in self._words.items():
            for word in words:
                self._by_word.setdefault(word, []).append(key)
        self._left = _MAX_TEXTS

    def find(self, text: str) -> str | None:
        """Return the question that differs from a text in case, signs or a few words.

        None if there is none, or more than one; or if only one of both negates something.
        """
        words = _words(text)
        self._left -= 1
        if not words or self._left < 0:
            return None
        shares = {key: _common_share(words, self._words[key]) for key in self._candidates(words)}
        best = max(shares.values(), default=0)
        nearest = [key for key, share in shares.items() if share == best]
        is_near = best == 1 or (best >= _MIN_SHARE and words.total() >= _FEW_WORDS)
        return nearest[0] if is_near and len(nearest) == 1 else None

    def _candidates(self, words: Counter[str]) -> Iterator[str]:
        """Yield the questions that may be near: comparing with all of them would take long."""
        common = Counter(key for word in words for key in self._by_word.get(word, ()))
        repeated = words.total() - len(words)
        for key, count in common.items():
            total = words.total() + self._words[key].total()
            if 2 * (count + repeated) >= _MIN_SHARE * total:
                yield key


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold())[:_MAX_WORDS])


def _common_share(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common, 0 where one negates the other."""
    if _is_negated(one) != _is_negated(other):
        return 0
    return 2 * (one & other).total() / (one.total() + other.total())


def _is_negated(words: Counter[str]) -> bool:
    return any(word in _NEGATIONS or word.endswith(("n't", "n\u2019t")) for word in words)
