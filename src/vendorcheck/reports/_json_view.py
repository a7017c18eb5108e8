"""The view of one reader as plain data for JSON: each field is a key."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass

from vendorcheck.reports._json_data import Json
from vendorcheck.reports.readers import ViewContent


def view_as_data(content: ViewContent) -> dict[str, Json]:
    """Return the fields of a view under their names, after the name of its shape."""
    return {"schema": content.schema, **_fields(content)}


def _fields(value: object) -> dict[str, Json]:
    return {
        part.name: _as_data(getattr(value, part.name))
        for part in fields(value)  # type: ignore[arg-type]
    }


def _as_data(value: object) -> Json:
    """Return a text, a number, a list or a group of fields as data."""
    if is_dataclass(value):
        return _fields(value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    assert isinstance(value, Sequence), type(value)  # noqa: S101 - a view has nothing else
    return [_as_data(entry) for entry in value]
