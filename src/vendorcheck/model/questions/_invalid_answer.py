"""Answers that a question does not take: why, and how to mend them."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

from vendorcheck.model.questions._options import Option
from vendorcheck.text.suggest import nearest_name_hint

RawAnswer: TypeAlias = str | tuple[str, ...]
"""An answer as written: a text, or a list of option ids."""

_MAX_COMPARED_OPTIONS = 300
"""Of so many options the nearest one to a wrong one is looked for."""
_MAX_NAMED_OPTIONS = 20
"""So many options are named where none is near."""


class InvalidAnswer(ValueError):  # noqa: N818 - the answer does not fit; nothing erred
    """An answer that a question does not take, and why. Its hint is looked for when somebody asks for it."""

    def __init__(
        self,
        code: Literal["unknown-option", "wrong-answer", "out-of-range"],
        message: str,
        hint: str | Callable[[], str] = "",
    ) -> None:
        super().__init__(message)
        self.code: Literal["unknown-option", "wrong-answer", "out-of-range"] = code
        self.message = message
        self._hint = hint

    @cached_property
    def hint(self) -> str:
        """How to mend it; empty where nothing can be said."""
        return self._hint if isinstance(self._hint, str) else self._hint()


def require_single_text(raw: RawAnswer) -> str:
    """The text of an answer that can't be a list."""
    if isinstance(raw, str):
        return raw.strip()
    if not raw:
        hint = "write an answer without brackets, or leave the question out"
        raise InvalidAnswer(
            "wrong-answer", "the list is empty, and the question takes one answer", hint
        )
    plain = len(raw) == 1 and re.fullmatch(r"[\w./-]{1,40}", raw[0])
    hint = f"write {raw[0] if plain else 'one answer'} after the colon, without brackets and dashes"
    raise InvalidAnswer(
        "wrong-answer", "the answer is a list, but the question takes one answer", hint
    )


def unknown_option_error(text: str, options: tuple[Option, ...]) -> InvalidAnswer:
    """The complaint about an option that does not exist, with the nearest one, or some where none is near."""

    def hint() -> str:
        ids = [option.id for option in options]
        return (
            nearest_name_hint(text, ids) if len(ids) <= _MAX_COMPARED_OPTIONS else ""
        ) or choose_from_hint(ids)

    return InvalidAnswer("unknown-option", f'"{text[:40]}" is none of the options', hint)


def choose_from_hint(ids: Sequence[str]) -> str:
    """A hint that names options, not more than somebody may read."""
    more = f" and {len(ids) - _MAX_NAMED_OPTIONS} more" if len(ids) > _MAX_NAMED_OPTIONS else ""
    return f"choose from {', '.join(ids[:_MAX_NAMED_OPTIONS])}{more}"
