"""The controls of a framework that a question belongs to, and how the two relate."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from vendorcheck.model.fields import UNION_TAG_MARK, Model, OptionId, Text
from vendorcheck.model.lexical import words_schema

Relation: TypeAlias = Literal["equal", "partial", "related"]
NO_CONTROL: Final = "none"
"""The word in place of a framework's controls where it has none for the question."""


class Control(Model):
    """A control of a framework, and how a question relates to it.

    The two are equal, or one of them asks for a part of the other, or they are only about the same
    thing.
    """

    id: OptionId = Field(description="The control's name in its framework.")
    relation: Relation = Field(
        "partial",
        description=(
            "equal: both ask the same, and `because` says why; partial: they overlap, and one of "
            "them asks for more; related: the control is where a reviewer would read on."
        ),
    )
    because: Text | None = Field(None, description="Why they relate so.")


_SHORT_TAG, _LONG_TAG = f"{UNION_TAG_MARK}short", f"{UNION_TAG_MARK}long"
_LIST_TAG, _NONE_TAG = f"{UNION_TAG_MARK}list", f"{UNION_TAG_MARK}none"


def names_no_control(value: object) -> bool:
    """Return whether a value is the word for "no control", in any case."""
    return isinstance(value, str) and value.lower() == NO_CONTROL


def _control_form(value: object) -> str:
    return _SHORT_TAG if isinstance(value, str) else _LONG_TAG


def _framework_form(value: object) -> str:
    return _NONE_TAG if names_no_control(value) else _LIST_TAG


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


MappedControl: TypeAlias = Annotated[
    Annotated[OptionId, Tag(_SHORT_TAG)] | Annotated[Control, Tag(_LONG_TAG)],
    Discriminator(_control_form),
]
"""A control as it is written: its name, or a mapping."""
MappedControls: TypeAlias = Annotated[
    Annotated[tuple[MappedControl, ...], Tag(_LIST_TAG)]
    | Annotated[
        Literal["none"],
        BeforeValidator(_lower),
        WithJsonSchema(words_schema((NO_CONTROL,))),
        Tag(_NONE_TAG),
    ],
    Discriminator(_framework_form),
]
"""The controls of one framework as they are written, or the word that it has none."""


def written_controls(mapped: tuple[str | Control, ...] | Literal["none"]) -> tuple[Control, ...]:
    """Return the controls of one framework in the long form; empty where it has none."""
    if mapped == NO_CONTROL:
        return ()
    return tuple(entry if isinstance(entry, Control) else Control(id=entry) for entry in mapped)


def controls_by_framework(
    maps_to: Mapping[str, tuple[str | Control, ...] | Literal["none"]],
) -> dict[str, tuple[Control, ...]]:
    """Return the controls of each framework in the long form."""
    return {framework: written_controls(mapped) for framework, mapped in maps_to.items()}
