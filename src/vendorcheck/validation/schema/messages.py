"""What is said of a value that can't stand where it stands: message and hint."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from vendorcheck.document.problems import DataPath, ProblemCode, Remark
from vendorcheck.model.fields import ID_PATTERN, QUESTION_PATTERN, SHA256_PATTERN
from vendorcheck.text.suggest import nearest_name_hint
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
"""So many characters of a wrong value are repeated."""


def wrong_type_remark(
    path: DataPath, error_type: str, found: object, allowed: PlaceSchema
) -> Remark:
    """What is said where a text, a list or a mapping stands in the place of another of them."""
    kind_found = next((word for sort, word in _KIND_NAMES if isinstance(found, sort)), "nothing")
    wanted = EXPECTED_KINDS[error_type]
    if path[-1:] == ("answer",) and wanted == "a list":
        wanted = "a text or a list"
    message = f"{kind_found} stands where {wanted} is wanted"
    return Remark(path, "wrong-type", message, _type_hint(wanted, found, allowed))


def _type_hint(expected: str, found: object, allowed: PlaceSchema) -> str:
    """How to write what is wanted there."""
    # All that a response is there for are its answers.
    answers = ["answers"] if "answers" in allowed.keys else []
    key = next(iter((*allowed.required_keys, *answers, *allowed.keys)), "")
    if expected == "a mapping" and set(allowed.keys) == {"all", "any", "not"}:
        return "write {question: [option]}; several of them join as {all: [...]} or {any: [...]}"
    if expected == "a mapping":
        return f"write it as {{{key}: ...}}" if key else "write keys with values"
    if expected == "a text":
        return "write one text; put it in quotes if it begins with a bracket or a brace"
    if allowed.items and allowed.items.keys:
        return f"write a list: [{_example_item(found, allowed.items)}]"
    plain = isinstance(found, str) and re.fullmatch(r"[\w./-]{1,40}", found)
    return (
        f"put it in square brackets: [{found}]"
        if plain
        else "put it in square brackets: [one, two]"
    )


def _example_item(found: object, allowed: PlaceSchema) -> str:
    """What an item of a list looks like, in braces, since dashes can't stand within brackets; with the address that stands there."""
    key = next(iter((*allowed.required_keys, *allowed.keys)))
    address = isinstance(found, str) and re.fullmatch(
        r"https?://[\w./?&=%~+-]{1,200}", found, re.ASCII
    )
    return (
        f'{{{key}: ..., url: "{found}"}}'
        if address and "url" in allowed.keys
        else f"{{{key}: ...}}"
    )


def wrong_key_remark(path: DataPath, error_type: str, context: Mapping[str, Any]) -> Remark:
    """What is said of a key that can't be one; a question may be named in full where only its id is wanted."""
    code, message, hint = describe_wrong_value(error_type, context, str(path[-1]))
    home, _, name = cut_value(path[-1]).partition("/")
    if path[-2:-1] == ("section_floors",):
        message, hint = (
            f'"{cut_value(path[-1])}" names no section',
            "write it as questionnaire/section",
        )
    elif names_question_in_full(path):
        hint = f"write {home}: {{answers: {{{name}: ...}}}}"
    elif path[:3] == ("responses", home, "answers") and name:
        hint = f'did you mean "{name}"?'
    return Remark(path, code, message, hint, at_key=True)


def names_question_in_full(path: DataPath) -> bool:
    """Whether a key names a question in full where a questionnaire is wanted: its answer stands in the wrong place."""
    match path:
        case ("responses", str(name)):
            return re.fullmatch(r"[^/]+/[^/]+", name) is not None
        case _:
            return False


def describe_wrong_value(
    error_type: str, context: Mapping[str, Any], found: str
) -> tuple[ProblemCode, str, str]:
    """Code, message and hint for a value that is wrong as pydantic's type of error says."""
    match error_type:
        case "literal_error" | "enum":
            message = f'"{cut_value(found)}" is none of the values that can stand here'
            return "wrong-value", message, _choices_hint(context, "expected", found)
        case "too_short" | "string_too_short":
            return "empty-value", "nothing stands here", "write a value, or leave the key out"
        case "string_too_long":
            return "out-of-range", f"this is longer than {context['max_length']} characters", ""
        case "string_pattern_mismatch":
            return PATTERN_MESSAGES[str(context["pattern"])](found)
        case _:
            return "wrong-value", "this value can't stand here", ""


def _describe_bad_id(found: str) -> tuple[ProblemCode, str, str]:
    rule = "use lower-case letters, digits and single hyphens between them"
    name = re.sub(r"[^a-z0-9]+", "-", found.lower()).strip("-")
    return (
        "bad-id",
        f'"{cut_value(found)}" can\'t be an id',
        f'did you mean "{cut_value(name)}"?' if name else rule,
    )


def _describe_bad_question_reference(found: str) -> tuple[ProblemCode, str, str]:
    return "bad-id", f'"{cut_value(found)}" names no question', "write it as questionnaire/question"


def _describe_bad_digest(found: str) -> tuple[ProblemCode, str, str]:
    message = f'"{cut_value(found)}" is not a SHA-256 digest'
    return "wrong-value", message, "write its 64 hexadecimal digits"


PATTERN_MESSAGES: Mapping[str, Callable[[str], tuple[ProblemCode, str, str]]] = {
    ID_PATTERN: _describe_bad_id,
    QUESTION_PATTERN: _describe_bad_question_reference,
    SHA256_PATTERN: _describe_bad_digest,
}
"""What is said of a text that is not of the form of a pattern. Each pattern of a model is here; a test sees to it."""


def _choices_hint(context: Mapping[str, Any], key: str, found: str = "") -> str:
    """The nearest of the values that are possible, else all of them."""
    values = re.findall(r"'([^']*)'", str(context[key]))
    return (nearest_name_hint(found, values) if found else "") or f"choose from {', '.join(values)}"


def cut_value(text: object) -> str:
    """The beginning of a wrong value."""
    return str(text)[:_MAX_SHOWN]
