"""How a value may be written, as a JSON Schema says it: words in any case, numbers and durations bare or quoted.

In our files all of these are texts. An editor's YAML makes numbers and truth values of some of them, and which ones
depends on its version of YAML; the published schemas accept both.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

Schema: TypeAlias = dict[str, Any]

SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
UNITS: Final = ("minute", "hour", "day", "working day", "week", "month", "year")
_TRUE: Final = ("true", "yes", "on", "y")
_FALSE: Final = ("false", "no", "off", "n")
"""What YAML 1.1 reads as truth values; 1.2 does so with the first of each."""
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
_NUMBER: Final = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"


def in_any_case(word: str) -> str:
    """A regular expression that takes a word whatever its letters' case. JavaScript has no other way to say that."""
    return "".join(
        f"[{sign.lower()}{sign.upper()}]"
        if len(sign.lower() + sign.upper()) == 2 and sign.lower() != sign.upper()  # noqa: PLR2004 - one letter of each
        else re.sub(r"[\\^$.*+?()\[\]{}|]", r"\\\g<0>", sign)
        for sign in word
    )


def one_of(words: Iterable[str], around: str = "") -> Schema:
    """One of some words, which an editor completes. Those in small letters may be written in any case.

    `around` is a regular expression for what may stand before and after those.
    """
    exact = list(words)
    small = [in_any_case(word) for word in exact if word == word.lower()]
    listed: Schema = {"enum": [*exact, *dict.fromkeys(map(_typed, filter(_is_typed, exact)))]}
    if not small:
        return listed
    return {"anyOf": [listed, {"type": "string", "pattern": f"^{around}({'|'.join(small)}){around}$"}]}


def _is_typed(word: str) -> bool:
    """Whether an editor's YAML may read a word as something else than a text."""
    return word.lower() in (*_TRUE, *_FALSE) or _DECIMAL.fullmatch(word) is not None


def _typed(word: str) -> bool | float:
    if word.lower() in (*_TRUE, *_FALSE):
        return word.lower() in _TRUE
    return int(word) if _WHOLE.fullmatch(word) else float(word)


def number(low: int, high: int) -> Schema:
    """A number between two limits, these included; of a quoted one only the form can be told."""
    return {"type": ["number", "string"], "minimum": low, "maximum": high, "pattern": f"^{_NUMBER}$"}


_LENGTH: Final = rf"\s*[0-9]{{1,9}}(\.[0-9]{{1,3}})?\s*({'|'.join(map(in_any_case, UNITS))})[sS]?\s*"
LENGTH: Final[Schema] = {"type": "string", "pattern": f"^{_LENGTH}$"}
AMOUNT: Final[Schema] = {"type": ["number", "string"], "pattern": f"^({_NUMBER}|{_LENGTH})$"}
TRUTH: Final[Schema] = one_of(("yes", "no", "true", "false"))
