"""The forms in which a value may be written, as JSON Schemas.

Words may be in any case, numbers and durations bare or quoted. In our files all of these are texts.
An editor's YAML makes numbers and truth values of some of them, and which ones depends on its
version of YAML; the published schemas accept both.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

JsonSchema: TypeAlias = dict[str, Any]

SCALAR_SCHEMA: Final[JsonSchema] = {"type": ["string", "number", "boolean"]}
TIME_UNITS: Final = ("minute", "hour", "day", "working day", "week", "month", "year")
_TRUE_WORDS: Final = ("true", "yes", "on", "y")
_FALSE_WORDS: Final = ("false", "no", "off", "n")
"""The words that YAML 1.1 reads as truth values; YAML 1.2 only the first of each."""
_WHOLE_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
_DECIMAL_NUMBER: Final = re.compile(
    r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?", re.ASCII
)
_NUMBER_PATTERN: Final = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"


def any_case_pattern(word: str) -> str:
    """Return a regular expression that matches a word in any case.

    The regular expressions of JSON Schema, which are JavaScript's, have no flag for that.
    """
    return "".join(
        f"[{char.lower()}{char.upper()}]"
        if len(char.lower()) == len(char.upper()) == 1 and char.lower() != char.upper()
        else re.sub(r"[\\^$.*+?()\[\]{}|]", r"\\\g<0>", char)
        for char in word
    )


def words_schema(words: Iterable[str], around_pattern: str = "") -> JsonSchema:
    """Return the schema of one of some words, which an editor completes.

    Words in lower case may be written in any case. `around_pattern` is a regular expression for the
    text that may stand before and after those.
    """
    exact_words = list(words)
    any_case_patterns = [any_case_pattern(word) for word in exact_words if word == word.lower()]
    exact_schema: JsonSchema = {
        "enum": [
            *exact_words,
            *dict.fromkeys(map(_value_typed_by_yaml, filter(_is_typed_by_yaml, exact_words))),
        ]
    }
    if not any_case_patterns:
        return exact_schema
    return {
        "anyOf": [
            exact_schema,
            {
                "type": "string",
                "pattern": f"^{around_pattern}({'|'.join(any_case_patterns)}){around_pattern}$",
            },
        ]
    }


def _is_typed_by_yaml(word: str) -> bool:
    """Return whether an editor's YAML may read a word as something other than a text."""
    return (
        word.lower() in (*_TRUE_WORDS, *_FALSE_WORDS) or _DECIMAL_NUMBER.fullmatch(word) is not None
    )


def _value_typed_by_yaml(word: str) -> bool | float:
    if word.lower() in (*_TRUE_WORDS, *_FALSE_WORDS):
        return word.lower() in _TRUE_WORDS
    return int(word) if _WHOLE_NUMBER.fullmatch(word) else float(word)


def number_schema(low: int, high: int) -> JsonSchema:
    """Return the schema of a number between two limits, both included.

    Of a quoted number the schema checks only the form.
    """
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
