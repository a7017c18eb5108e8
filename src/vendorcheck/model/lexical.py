"""How a value may be written, as a JSON Schema says it: words in any case, numbers and durations bare or quoted.

In our files all of these are texts. An editor's YAML makes numbers and truth values of some of them, and which ones
depends on its version of YAML; the published schemas accept both.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

JsonSchema: TypeAlias = dict[str, Any]

SCALAR_SCHEMA: Final[JsonSchema] = {"type": ["string", "number", "boolean"]}
TIME_UNITS: Final = ("minute", "hour", "day", "working day", "week", "month", "year")
_TRUE_WORDS: Final = ("true", "yes", "on", "y")
_FALSE_WORDS: Final = ("false", "no", "off", "n")
"""What YAML 1.1 reads as truth values; 1.2 does so with the first of each."""
_WHOLE_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
_DECIMAL_NUMBER: Final = re.compile(
    r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?", re.ASCII
)
_NUMBER_PATTERN: Final = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"


def any_case_pattern(word: str) -> str:
    """A regular expression that takes a word whatever its letters' case. JavaScript has no other way to say that."""
    return "".join(
        f"[{sign.lower()}{sign.upper()}]"
        if len(sign.lower() + sign.upper()) == 2 and sign.lower() != sign.upper()  # noqa: PLR2004 - one letter of each
        else re.sub(r"[\\^$.*+?()\[\]{}|]", r"\\\g<0>", sign)
        for sign in word
    )


def words_schema(words: Iterable[str], around_pattern: str = "") -> JsonSchema:
    """One of some words, which an editor completes. Those in small letters may be written in any case.

    `around` is a regular expression for what may stand before and after those.
    """
    exact = list(words)
    small = [any_case_pattern(word) for word in exact if word == word.lower()]
    listed: JsonSchema = {
        "enum": [
            *exact,
            *dict.fromkeys(map(_value_typed_by_yaml, filter(_is_typed_by_yaml, exact))),
        ]
    }
    if not small:
        return listed
    return {
        "anyOf": [
            listed,
            {"type": "string", "pattern": f"^{around_pattern}({'|'.join(small)}){around_pattern}$"},
        ]
    }


def _is_typed_by_yaml(word: str) -> bool:
    """Whether an editor's YAML may read a word as something else than a text."""
    return (
        word.lower() in (*_TRUE_WORDS, *_FALSE_WORDS) or _DECIMAL_NUMBER.fullmatch(word) is not None
    )


def _value_typed_by_yaml(word: str) -> bool | float:
    if word.lower() in (*_TRUE_WORDS, *_FALSE_WORDS):
        return word.lower() in _TRUE_WORDS
    return int(word) if _WHOLE_NUMBER.fullmatch(word) else float(word)


def number_schema(low: int, high: int) -> JsonSchema:
    """A number between two limits, these included; of a quoted one only the form can be told."""
    return {
        "type": ["number", "string"],
        "minimum": low,
        "maximum": high,
        "pattern": f"^{_NUMBER_PATTERN}$",
    }


_TIME_SPAN_PATTERN: Final = (
    rf"\s*[0-9]{{1,9}}(\.[0-9]{{1,3}})?\s*({'|'.join(map(any_case_pattern, TIME_UNITS))})[sS]?\s*"
)
TIME_SPAN_SCHEMA: Final[JsonSchema] = {"type": "string", "pattern": f"^{_TIME_SPAN_PATTERN}$"}
LIMIT_SCHEMA: Final[JsonSchema] = {
    "type": ["number", "string"],
    "pattern": f"^({_NUMBER_PATTERN}|{_TIME_SPAN_PATTERN})$",
}
YES_NO_SCHEMA: Final[JsonSchema] = words_schema(("yes", "no", "true", "false"))
