"""What a model lets stand at a place of a file: its keys and their kinds, read off the model's JSON Schema."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias
from zlib import crc32

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath
from vendorcheck.model.fields import Model

SchemaNode: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlaceSchema:
    """What may stand at one place.

    `keys` are those of a mapping, the needed ones among them `needed`. `elsewhere` are the keys of the types
    that the file did not choose, each with those types. `types` are all of them. `items` outlines a list's items.
    """

    keys: tuple[str, ...] = ()
    required_keys: tuple[str, ...] = ()
    keys_of_other_types: dict[str, list[str]] | None = None
    types: tuple[str, ...] = ()
    items: "PlaceSchema | None" = None


def schema_at(model: type[Model], path: DataPath, data: object) -> PlaceSchema:
    """What a model lets stand at a path; where a union's type decides, what is chosen in the data does."""
    found, definitions, there = _variants_at(model, path, data)
    return _summarize_variants(found, definitions, there)


def minimal_value_at(model: type[Model], path: DataPath, data: object) -> Data:
    """The least that a model lets stand at a path, nothing that is empty; None if it lets nothing stand there."""
    found, definitions, there = _variants_at(model, path, data)
    given = [option for option in _chosen_variants(found, there) if option.get("type") != "null"]
    return _minimal_value(given[0], definitions, path) if given else None


def _variants_at(
    model: type[Model], path: DataPath, data: object
) -> tuple[list[SchemaNode], SchemaNode, object]:
    """What may stand at a path, with what it refers to, and what does stand there."""
    schema = _json_schema(model)
    definitions = schema.get("$defs", {})
    found = _resolve_variants(schema, definitions)
    for part in path:
        found = [
            variant
            for option in _chosen_variants(found, data)
            for below in _schemas_below(option, part)
            for variant in _resolve_variants(below, definitions)
        ]
        data = _child_value(data, part)
    return found, definitions, data


def _minimal_value(schema: SchemaNode, definitions: SchemaNode, path: DataPath) -> Data:
    schema = _resolve_variants(schema, definitions)[0]
    if schema.get("type") == "object":
        parts = schema.get("properties", {})
        needed = schema.get("required", ())
        return {name: _minimal_value(parts[name], definitions, (*path, name)) for name in needed}
    if schema.get("type") == "array":
        return (
            [_minimal_value(schema["items"], definitions, (*path, 0))]
            if schema.get("minItems")
            else []
        )
    values = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
    return str(values[0]).lower() if values else _minimal_text(schema, path)


def _minimal_text(schema: SchemaNode, path: DataPath) -> str:
    if "minimum" in schema:
        return str(schema["minimum"])
    # What ends is taken to go on, what began to have begun, so that no other date stands in its way.
    day = "9999-12-31" if path[-1] in ("expires", "due") else "0001-01-01"
    name = f"stand-in-{crc32(repr(path).encode('utf-8', 'replace'))}"
    texts = (name, f"stand-in/{name}", day, "1 day", "0" * 64)
    pattern = schema.get("pattern")
    return next((text for text in texts if re.search(pattern, text)), "?") if pattern else "?"


@lru_cache(maxsize=8)
def _json_schema(model: type[Model]) -> SchemaNode:
    return model.model_json_schema(by_alias=True)


def _summarize_variants(
    found: list[SchemaNode], definitions: SchemaNode, data: object
) -> PlaceSchema:
    chosen = _chosen_variants(found, data)
    items = [
        variant
        for option in chosen
        if "items" in option
        for variant in _resolve_variants(option["items"], definitions)
    ]
    elsewhere: dict[str, list[str]] = {}
    for option in found:
        if option not in chosen:
            for key in option.get("properties", {}):
                elsewhere.setdefault(key, []).append(str(_type_tag(option)))
    return PlaceSchema(
        keys=tuple(dict.fromkeys(key for option in chosen for key in option.get("properties", {}))),
        required_keys=tuple(
            dict.fromkeys(key for option in chosen for key in option.get("required", ()))
        ),
        keys_of_other_types=elsewhere,
        types=tuple(str(_type_tag(option)) for option in found if _type_tag(option)),
        items=_summarize_variants(items, definitions, None) if items else None,
    )


def _chosen_variants(options: list[SchemaNode], data: object) -> list[SchemaNode]:
    """The variants of the type that the data chooses; all where it chooses none."""
    name = data.get("type") if isinstance(data, dict) else None
    return (
        [option for option in options if _type_tag(option) == name]
        if isinstance(name, str)
        else options
    )


def _type_tag(option: SchemaNode) -> object:
    return option.get("properties", {}).get("type", {}).get("const")


def _schemas_below(schema: SchemaNode, part: str | int) -> Iterator[SchemaNode]:
    if isinstance(part, int):
        if "items" in schema:
            yield schema["items"]
    elif part in schema.get("properties", {}):
        yield schema["properties"][part]
    elif isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"]
    else:
        yield from schema.get("patternProperties", {}).values()


def _resolve_variants(schema: SchemaNode, definitions: SchemaNode) -> list[SchemaNode]:
    if "$ref" in schema:
        return _resolve_variants(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    variants = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return [found for variant in variants for found in _resolve_variants(variant, definitions)] or [
        schema
    ]


def _child_value(data: object, part: str | int) -> object:
    if isinstance(data, dict):
        return data.get(part)
    return (
        data[part]
        if isinstance(data, list) and isinstance(part, int) and part < len(data)
        else None
    )
