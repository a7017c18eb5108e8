"""The fields of a question, an option or a band that are set, each with its title and its value."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Final

from vendorcheck.model.conditions import Condition, Range
from vendorcheck.model.controls import NO_CONTROL, Control
from vendorcheck.model.fields import Model, Presentation
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.reports.view.controls import explained_control
from vendorcheck.text.safe import escape_markdown

_TITLES: Final[Mapping[str, str]] = {
    "why": "Why",
    "where_to_look": "Where to look",
    "verify": "How to test it",
    "finding": "Gap",
    "remedy": "What the vendor should change",
    "clause": "What the contract should say",
    "maps_to": "Controls",
    "plain": "In plain words",
    "ref": "In its source",
    "respondent": "For whom",
}
"""The titles of fields that differ from their names, in the order in which they are read."""


def field_title(name: str) -> str:
    """Return the title of a field: `where_to_look` is "Where to look"."""
    return _TITLES.get(name, name.replace("_", " ").capitalize())


def field_texts(part: Model, apart: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the name and the value, as Markdown, of each field that is set to something.

    Left out are fields that hold what they hold by default, those that say that they are internal
    or shown apart, and parts of the question, such as its options.

    Args:
        part: a question, an option or a band.
        apart: the names of further fields that are shown in another way.
    """
    fields = type(part).model_fields
    for name in (
        *filter(fields.__contains__, _TITLES),
        *(set_ for set_ in fields if set_ not in _TITLES),
    ):
        value: object = getattr(part, name)
        is_said = value not in (None, fields[name].default) and not _holds_parts(value)
        if name not in apart and is_said and not _is_presented(fields[name].metadata):
            yield name, _as_markdown(value)


def _is_presented(metadata: Collection[object]) -> bool:
    return any(isinstance(mark, Presentation) for mark in metadata)


def _holds_parts(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(entry, Model) for entry in value)


def _as_markdown(value: object) -> str:
    if isinstance(value, Condition):
        return condition_in_words(value)
    return escape_markdown(_as_text(value))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return format_exact_decimal(value)
    if isinstance(value, Mapping):
        return _mapping_in_words(value)
    if isinstance(value, tuple):
        return ", ".join(map(_as_text, value))
    if isinstance(value, Control):
        return explained_control(value)
    if isinstance(value, Model):
        return "; ".join(
            f"{name}: {_as_text(getattr(value, name))}" for name in value.model_fields_set
        )
    return str(value)


def _mapping_in_words(mapping: Mapping[str, object]) -> str:
    """Return the entries of a mapping; frameworks without a control come last, together."""
    parts = [f"{key}: {_as_text(entry)}" for key, entry in mapping.items() if entry != NO_CONTROL]
    without = [key for key, entry in mapping.items() if entry == NO_CONTROL]
    parts += [f"none in {', '.join(without)}"] if without else []
    return "; ".join(parts)


def condition_in_words(when: Condition) -> str:
    """Return a condition in words."""
    parts = [_test_in_words(name, test) for name, test in when.tests.items()]
    parts += (
        [f"({' and '.join(condition_in_words(part) for part in when.all)})"] if when.all else []
    )
    parts += [f"({' or '.join(condition_in_words(part) for part in when.any)})"] if when.any else []
    parts += [f"not ({condition_in_words(when.not_)})"] if when.not_ else []
    return " and ".join(parts)


def _test_in_words(name: str, test: tuple[str, ...] | Range) -> str:
    if isinstance(test, tuple):
        return f"`{name}` is {' or '.join(escape_markdown(option) for option in test)}"
    limits = [("at least", test.at_least), ("at most", test.at_most)]
    return f"`{name}` is " + " and ".join(
        f"{comparison} {escape_markdown(limit.source_text)}"
        for comparison, limit in limits
        if limit is not None
    )
