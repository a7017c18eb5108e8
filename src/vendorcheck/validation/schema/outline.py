"""What a model lets stand at a place of a file: its keys and their kinds, read off the model's JSON Schema."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias
from zlib import crc32

from vendorcheck.document.document import Data
from vendorcheck.document.problems import Path
from vendorcheck.model.fields import Model

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
    found, definitions, there = _at(model, path, data)
    return _outline(found, definitions, there)


def least(model: type[Model], path: Path, data: object) -> Data:
    """The least that a model lets stand at a path, nothing that is empty; None if it lets nothing stand there."""
    found, definitions, there = _at(model, path, data)
    given = [option for option in _chosen(found, there) if option.get("type") != "null"]
    return _least(given[0], definitions, path) if given else None


def _at(model: type[Model], path: Path, data: object) -> tuple[list[Schema], Schema, object]:
    """What may stand at a path, with what it refers to, and what does stand there."""
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
    return found, definitions, data


def _least(schema: Schema, definitions: Schema, path: Path) -> Data:
    schema = _variants(schema, definitions)[0]
    if schema.get("type") == "object":
        parts = schema.get("properties", {})
        needed = schema.get("required", ())
        return {name: _least(parts[name], definitions, (*path, name)) for name in needed}
    if schema.get("type") == "array":
        return [_least(schema["items"], definitions, (*path, 0))] if schema.get("minItems") else []
    values = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
    return str(values[0]).lower() if values else _least_text(schema, path)


def _least_text(schema: Schema, path: Path) -> str:
    if "minimum" in schema:
        return str(schema["minimum"])
    # What ends is taken to go on, what began to have begun, so that no other date stands in its way.
    day = "9999-12-31" if path[-1] in ("expires", "due") else "0001-01-01"
    name = f"stand-in-{crc32(repr(path).encode('utf-8', 'replace'))}"
    texts = (name, f"stand-in/{name}", day, "1 day", "0" * 64)
    pattern = schema.get("pattern")
    return next((text for text in texts if re.search(pattern, text)), "?") if pattern else "?"


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
