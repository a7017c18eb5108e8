"""What a model lets stand at a place of a file: its keys and their kinds, read off the model's JSON Schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from vendorcheck.fields import Model
from vendorcheck.problems import Path

Schema: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outline:
    """What may stand at one place.

    `keys` are those of a mapping, the needed ones among them `needed`. `elsewhere` are the keys of the types
    that the file did not choose, each with those types. `types` are all of them. `items` outlines a list's items.
    """

    keys: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    elsewhere: dict[str, list[str]] | None = None
    types: tuple[str, ...] = ()
    items: "Outline | None" = None


def outline(model: type[Model], path: Path, data: object) -> Outline:
    """What a model lets stand at a path; where a union's type decides, what is chosen in the data does."""
    schema = _schema(model)
    definitions = schema.get("$defs", {})
    found = _variants(schema, definitions)
    for part in path:
        found = [
            variant
            for option in _chosen(found, data)
            for below in _below(option, part)
            for variant in _variants(below, definitions)
        ]
        data = _part(data, part)
    return _outline(found, definitions, data)


@lru_cache(maxsize=8)
def _schema(model: type[Model]) -> Schema:
    return model.model_json_schema(by_alias=True)


def _outline(found: list[Schema], definitions: Schema, data: object) -> Outline:
    chosen = _chosen(found, data)
    items = [
        variant
        for option in chosen
        if "items" in option
        for variant in _variants(option["items"], definitions)
    ]
    elsewhere: dict[str, list[str]] = {}
    for option in found:
        if option not in chosen:
            for key in option.get("properties", {}):
                elsewhere.setdefault(key, []).append(str(_type(option)))
    return Outline(
        keys=tuple(dict.fromkeys(key for option in chosen for key in option.get("properties", {}))),
        needed=tuple(dict.fromkeys(key for option in chosen for key in option.get("required", ()))),
        elsewhere=elsewhere,
        types=tuple(str(_type(option)) for option in found if _type(option)),
        items=_outline(items, definitions, None) if items else None,
    )


def _chosen(options: list[Schema], data: object) -> list[Schema]:
    """The variants of the type that the data chooses; all where it chooses none."""
    name = data.get("type") if isinstance(data, dict) else None
    return [option for option in options if _type(option) == name] if isinstance(name, str) else options


def _type(option: Schema) -> object:
    return option.get("properties", {}).get("type", {}).get("const")


def _below(schema: Schema, part: str | int) -> Iterator[Schema]:
    if isinstance(part, int):
        if "items" in schema:
            yield schema["items"]
    elif part in schema.get("properties", {}):
        yield schema["properties"][part]
    elif isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"]
    else:
        yield from schema.get("patternProperties", {}).values()


def _variants(schema: Schema, definitions: Schema) -> list[Schema]:
    if "$ref" in schema:
        return _variants(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    variants = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return [found for variant in variants for found in _variants(variant, definitions)] or [schema]


def _part(data: object, part: str | int) -> object:
    if isinstance(data, dict):
        return data.get(part)
    return data[part] if isinstance(data, list) and isinstance(part, int) and part < len(data) else None
