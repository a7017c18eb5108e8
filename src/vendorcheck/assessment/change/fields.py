"""The fields that differ between two parts of vendor files, as text."""

from collections.abc import Iterable
from dataclasses import dataclass

from vendorcheck.model.fields import Model


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, as it was and as it is; None where there is nothing."""

    name: str
    before: str | None
    after: str | None


def compare_fields(
    before: Model | None, after: Model | None, names: Iterable[str], prefix: str = ""
) -> tuple[FieldChange, ...]:
    """Return the fields that differ; what is not there has the values that count without it.

    Args:
        before: the part as it was.
        after: the part as it is.
        names: the fields to compare.
        prefix: the text before the name of each, such as `contract.`.
    """
    old, new = (_texts(model) for model in (before, after))
    return tuple(
        FieldChange(prefix + name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )


def _texts(model: Model | None) -> dict[str, str]:
    if model is None:
        return {}
    data = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: _as_text(value) for name, value in data.items() if value not in (None, [], ())}


def _as_text(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(_as_text(part) for part in value.values() if part is not None)
    if isinstance(value, list):
        return ", ".join(_as_text(part) for part in value)
    return str(value)
