"""Messages and hints for values that are not allowed where they stand."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from vendorcheck.document.problems import DataPath, ProblemCode, Remark
from vendorcheck.model.fields import (
    ID_PATTERN,
    NAME_OR_QUESTION_PATTERN,
    QUESTION_PATTERN,
    SHA256_PATTERN,
)
from vendorcheck.text.quotes import strip_quotes
from vendorcheck.text.suggest import make_id, nearest_name_hint
from vendorcheck.validation.schema.outline import PlaceSchema

EXPECTED_KINDS = {
    "string_type": "a text",
    "literal_error": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_KIND_NAMES: tuple[tuple[type, str], ...] = ((str, "a text"), (list, "a list"), (dict, "a mapping"))
_MAX_SHOWN = 40
"""The most characters of a wrong value that a message repeats."""


def wrong_type_remark(
    path: DataPath, error_type: str, value: object, allowed: PlaceSchema
) -> Remark:
    """Return the remark on a text, a list or a mapping in the place of another of them."""
    actual_kind = next(
        (name for python_type, name in _KIND_NAMES if isinstance(value, python_type)), "nothing"
    )
    expected_kind = EXPECTED_KINDS[error_type]
    if path[-1:] == ("answer",) and expected_kind == "a list":
        expected_kind = "a text or a list"
    message = f"{actual_kind} stands where {expected_kind} is expected"
    return Remark(path, "wrong-type", message, _type_hint(expected_kind, value, allowed))


def _type_hint(expected: str, value: object, allowed: PlaceSchema) -> str:
    # A response exists only for its answers.
    answers_key = ["answers"] if "answers" in allowed.keys else []
    key = next(iter((*allowed.required_keys, *answers_key, *allowed.keys)), "")
    if expected == "a mapping" and set(allowed.keys) == {"all", "any", "not"}:
        return "write {question: [option]}; several of them join as {all: [...]} or {any: [...]}"
    if expected == "a mapping":
        return f"write it as {{{key}: ...}}" if key else "write keys with values"
    if expected == "a text":
        return "write one text; put it in quotes if it begins with a bracket or a brace"
    is_plain_word = isinstance(value, str) and re.fullmatch(r"[\w./-]{1,40}", value)
    if allowed.items and allowed.items.keys and not (is_plain_word and allowed.items.takes_text):
        return f"write a list: [{_example_item(value, allowed.items)}]"
    return f"put it in square brackets: [{value if is_plain_word else 'one, two'}]"


def _example_item(value: object, allowed: PlaceSchema) -> str:
    """Return an example of a list item, which keeps the address that was written instead of one.

    It is in braces, since dashes can't stand within brackets.
    """
    key = next(iter((*allowed.required_keys, *allowed.keys)))
    is_address = isinstance(value, str) and re.fullmatch(
        r"https?://[\w./?&=%~+-]{1,200}", value, re.ASCII
    )
    return (
        f'{{{key}: ..., url: "{value}"}}'
        if is_address and "url" in allowed.keys
        else f"{{{key}: ...}}"
    )


def wrong_key_remark(path: DataPath, error_type: str, context: Mapping[str, Any]) -> Remark:
    """Return the remark on a key of the wrong form; a question's full name gets its own hint."""
    code, message, hint = describe_wrong_value(error_type, context, str(path[-1]))
    questionnaire_id, _, question_id = cut_value(path[-1]).partition("/")
    if path[-2:-1] == ("section_floors",):
        message, hint = (
            f'"{cut_value(path[-1])}" names no section',
            "write it as questionnaire/section",
        )
    elif names_question_in_full(path):
        hint = f"write {questionnaire_id}: {{answers: {{{question_id}: ...}}}}"
    elif path[:3] == ("responses", questionnaire_id, "answers") and question_id:
        hint = f'did you mean "{question_id}"?'
    return Remark(path, code, message, hint, at_key=True)


def names_question_in_full(path: DataPath) -> bool:
    """Return whether a key is a question's full name where a questionnaire's id is expected."""
    match path:
        case ("responses", str(name)):
            return re.fullmatch(r"[^/]+/[^/]+", name) is not None
        case _:
            return False


def describe_wrong_value(
    error_type: str, context: Mapping[str, Any], text: str
) -> tuple[ProblemCode, str, str]:
    """Return the code, message and hint for a wrong value, by pydantic's type of error."""
    match error_type:
        case "literal_error" | "enum":
            message = f'"{cut_value(text)}" is none of the values that can stand here'
            return "wrong-value", message, _choices_hint(context, "expected", text)
        case "too_short" | "string_too_short":
            return "empty-value", "nothing stands here", "write a value, or leave the key out"
        case "string_too_long":
            return "out-of-range", f"this is longer than {context['max_length']} characters", ""
        case "string_pattern_mismatch":
            return PATTERN_MESSAGES[str(context["pattern"])](text)
        case _:
            return "wrong-value", "this value can't stand here", ""


def _describe_bad_id(text: str) -> tuple[ProblemCode, str, str]:
    rule = "use lower-case letters, digits and single hyphens between them"
    suggestion = make_id(text)
    return (
        "bad-id",
        f'"{cut_value(text)}" can\'t be an id',
        f'did you mean "{suggestion}"?' if suggestion else rule,
    )


def _describe_bad_question_reference(text: str) -> tuple[ProblemCode, str, str]:
    ids = [make_id(part) for part in re.split(r"\s*[/.:#>\\]\s*|\s+", strip_quotes(text))]
    has_two_ids = len(ids) == len(("questionnaire", "question")) and all(ids)
    return (
        "bad-id",
        f'"{cut_value(text)}" names no question',
        f'did you mean "{"/".join(ids)}"?' if has_two_ids else "write it as questionnaire/question",
    )


def _describe_bad_older_name(text: str) -> tuple[ProblemCode, str, str]:
    describe = _describe_bad_question_reference if "/" in text else _describe_bad_id
    code, _, hint = describe(text)
    return code, f'"{cut_value(text)}" can\'t be the older name of anything', hint


def _describe_bad_digest(text: str) -> tuple[ProblemCode, str, str]:
    message = f'"{cut_value(text)}" is not a SHA-256 digest'
    return "wrong-value", message, "write its 64 hexadecimal digits"


PATTERN_MESSAGES: Mapping[str, Callable[[str], tuple[ProblemCode, str, str]]] = {
    ID_PATTERN: _describe_bad_id,
    QUESTION_PATTERN: _describe_bad_question_reference,
    NAME_OR_QUESTION_PATTERN: _describe_bad_older_name,
    SHA256_PATTERN: _describe_bad_digest,
}
"""The description of a text that does not match, for each pattern of a model."""


def _choices_hint(context: Mapping[str, Any], key: str, text: str = "") -> str:
    """Return the nearest of the possible values, otherwise all of them."""
    values = re.findall(r"'([^']*)'", str(context[key]))
    return (nearest_name_hint(text, values) if text else "") or f"choose from {', '.join(values)}"


def cut_value(text: object) -> str:
    """Return the beginning of a wrong value."""
    return str(text)[:_MAX_SHOWN]
