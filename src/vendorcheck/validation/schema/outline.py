"""Outline what a model allows at a place of a file, read off the model's JSON Schema."""

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
    """The keys, types and items that a model allows at one place of a file.

    `required_keys` are among `keys`. `keys_of_other_types` are the keys of the types that the file
    did not choose, each with those types. `types` are all types. `items` outlines a list's items.
    `takes_text` says that a text may stand there, too.
    """

    keys: tuple[str, ...] = ()
    required_keys: tuple[str, ...] = ()
    keys_of_other_types: dict[str, list[str]] | None = None
    types: tuple[str, ...] = ()
    items: "PlaceSchema | None" = None
    takes_text: bool = False


def schema_at(model: type[Model], path: DataPath, data: object) -> PlaceSchema:
    """Return what a model allows at a path; the data chooses between the types of a union."""
    variants, definitions, value = _variants_at(model, path, data)
    return _summarize_variants(variants, definitions, value)


def minimal_value_at(model: type[Model], path: DataPath, data: object) -> Data:
    """Return the smallest non-empty value that a model allows at a path; None if it allows none."""
    variants, definitions, value = _variants_at(model, path, data)
    non_null_variants = [
        variant for variant in _chosen_variants(variants, value) if variant.get("type") != "null"
    ]
    return _minimal_value(non_null_variants[0], definitions, path) if non_null_variants else None


def _variants_at(
    model: type[Model], path: DataPath, data: object
) -> tuple[list[SchemaNode], SchemaNode, object]:
    """Return the schemas allowed at a path, the definitions they refer to, and the value there."""
    schema = _json_schema(model)
    definitions = schema.get("$defs", {})
    variants = _resolve_variants(schema, definitions)
    for part in path:
        variants = [
            variant
            for parent in _chosen_variants(variants, data)
            for child_schema in _schemas_below(parent, part)
            for variant in _resolve_variants(child_schema, definitions)
        ]
        data = value_at(data, (part,))
    return variants, definitions, data


def _minimal_value(schema: SchemaNode, definitions: SchemaNode, path: DataPath) -> Data:
    schema = _resolve_variants(schema, definitions)[0]
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        required_keys = schema.get("required", ())
        return {
            name: _minimal_value(properties[name], definitions, (*path, name))
            for name in required_keys
        }
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
    # Ends lie in the far future and beginnings in the past, so that no other date conflicts.
    day = "9999-12-31" if path[-1] in ("expires", "due") else "0001-01-01"
    name = f"stand-in-{crc32(repr(path).encode('utf-8', 'replace'))}"
    candidates = (name, f"stand-in/{name}", day, "1 day", "0" * 64)
    pattern = schema.get("pattern")
    return (
        next((candidate for candidate in candidates if re.search(pattern, candidate)), "?")
        if pattern
        else "?"
    )


@lru_cache(maxsize=8)
def _json_schema(model: type[Model]) -> SchemaNode:
    return model.model_json_schema(by_alias=True)


def _summarize_variants(
    variants: list[SchemaNode], definitions: SchemaNode, data: object
) -> PlaceSchema:
    chosen = _chosen_variants(variants, data)
    items = [
        variant
        for alternative in chosen
        if "items" in alternative
        for variant in _resolve_variants(alternative["items"], definitions)
    ]
    keys_of_other_types: dict[str, list[str]] = {}
    for alternative in variants:
        if alternative not in chosen:
            for key in alternative.get("properties", {}):
                keys_of_other_types.setdefault(key, []).append(str(_type_tag(alternative)))
    return PlaceSchema(
        keys=tuple(
            dict.fromkeys(
                key for alternative in chosen for key in alternative.get("properties", {})
            )
        ),
        required_keys=tuple(
            dict.fromkeys(key for alternative in chosen for key in alternative.get("required", ()))
        ),
        keys_of_other_types=keys_of_other_types,
        types=tuple(
            str(_type_tag(alternative)) for alternative in variants if _type_tag(alternative)
        ),
        items=_summarize_variants(items, definitions, None) if items else None,
        takes_text=any("string" in alternative.get("type", ()) for alternative in chosen),
    )


def _chosen_variants(variants: list[SchemaNode], data: object) -> list[SchemaNode]:
    """Return the variants of the type that the data chooses; all of them if it chooses none."""
    chosen_type = data.get("type") if isinstance(data, dict) else None
    return (
        [variant for variant in variants if _type_tag(variant) == chosen_type]
        if isinstance(chosen_type, str)
        else variants
    )


def _type_tag(variant: SchemaNode) -> object:
    return variant.get("properties", {}).get("type", {}).get("const")


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
    return [
        resolved for variant in variants for resolved in _resolve_variants(variant, definitions)
    ] or [schema]


def value_at(data: object, path: DataPath) -> object:
    """Return the value at a path; None if there is none."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data
