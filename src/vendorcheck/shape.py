"""From plain data to a model, with our own words for everything that is wrong with its shape."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from vendorcheck.fields import Model
from vendorcheck.problems import ERRORS, Code, Path, Remark

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

AModel = TypeVar("AModel", bound=Model)

_WANTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint that offers the nearest of some names; empty if none is near."""
    close = get_close_matches(name, list(names), n=1)
    return f'did you mean "{close[0]}"?' if close else ""


def shaped(model: type[AModel], data: object) -> AModel | list[Remark]:
    """Make a model of plain data, or say everything that is wrong with the data's shape."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        # Without the input: its repr alone can take minutes on a hostile file.
        return list(_remarks(model, error.errors(include_input=False, include_url=False), data))


def _remarks(model: type[Model], errors: "list[ErrorDetails]", data: object) -> Iterable[Remark]:
    paths = {error["loc"] for error in errors}
    for error in errors:
        path = error["loc"]
        # A list whose parts are wrong is reported as too short as well: one mistake is one problem.
        if any(len(other) > len(path) and other[: len(path)] == path for other in paths):
            continue
        yield _remark(model, error, data)


def _remark(model: type[Model], error: "ErrorDetails", data: object) -> Remark:
    kind, path, context = error["type"], error["loc"], error.get("ctx", {})
    if kind in ERRORS:
        code: Any = kind
        return Remark(path, code, error["msg"], str(context.get("hint", "")))
    if kind == "missing":
        return Remark(path[:-1], "missing-key", f'"{path[-1]}" is missing here', at_key=True)
    if kind == "extra_forbidden":
        return Remark(
            path, "unknown-key", f'"{path[-1]}" means nothing here', _key_hint(model, path), at_key=True
        )
    if kind in _WANTED:
        return _wrong_type(path, kind, data)
    return Remark(path, *_value(kind, context))


def _wrong_type(path: Path, kind: str, data: object) -> Remark:
    found = _at(data, path)
    if found is None:
        return Remark(path, "empty-value", "nothing stands here", "write a value, or leave the key out")
    kinds = {str: "a text", list: "a list", dict: "a mapping"}
    hint = (
        "put it in square brackets: [one, two]"
        if isinstance(found, str) and _WANTED[kind] == "a list"
        else ""
    )
    return Remark(path, "wrong-type", f"{kinds[type(found)]} stands where {_WANTED[kind]} is wanted", hint)


def _value(kind: str, context: Mapping[str, Any]) -> tuple[Code, str, str]:
    match kind:
        case "literal_error" | "enum":
            return (
                "wrong-value",
                "this is none of the values it may have",
                f"choose from {context['expected']}",
            )
        case "union_tag_invalid":
            hint = nearest(str(context["tag"]), str(context["expected_tags"]).replace("'", "").split(", "))
            return (
                "wrong-value",
                f'there is no type "{context["tag"]}"',
                hint or f"choose from {context['expected_tags']}",
            )
        case "union_tag_not_found":
            return "missing-key", '"type" is missing here', ""
        case "too_short" | "string_too_short":
            return "empty-value", "nothing stands here", "write a value, or leave the key out"
        case "string_too_long":
            return "out-of-range", f"this is longer than {context['max_length']} characters", ""
        case "string_pattern_mismatch":
            return (
                "bad-id",
                "this can't be an id",
                "use lower-case letters, digits and single hyphens between them",
            )
        case _:
            return "wrong-value", "this value can't stand here", ""


def _key_hint(model: type[Model], path: Path) -> str:
    """The nearest key that may stand where an unknown one does."""
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    options = [schema]
    for part in path[:-1]:
        options = [found for option in options for found in _below(option, part, definitions)]
    names = {name for option in options for name in option.get("properties", {})}
    return nearest(str(path[-1]), sorted(names))


def _below(schema: dict[str, Any], part: str | int, definitions: dict[str, Any]) -> list[dict[str, Any]]:
    """What the JSON Schema says of a part; a discriminated union's tag stays where it is."""
    if isinstance(part, int):
        found = [schema["items"]] if "items" in schema else schema.get("prefixItems", [])
    elif part in schema.get("properties", {}):
        found = [schema["properties"][part]]
    elif isinstance(schema.get("additionalProperties"), dict):
        found = [schema["additionalProperties"]]
    else:
        found = [schema] if schema.get("properties", {}).get("type", {}).get("const") == part else []
    return [resolved for item in found for resolved in _resolved(item, definitions)]


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in schema:
        return _resolved(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    variants = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return [found for variant in variants for found in _resolved(variant, definitions)] or [schema]


def _at(data: object, path: Path) -> object:
    """What stands at a path; the tags that pydantic adds for discriminated unions are passed over."""
    for part in path:
        if (isinstance(data, dict) and part in data) or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            data = data[part]
    return data
