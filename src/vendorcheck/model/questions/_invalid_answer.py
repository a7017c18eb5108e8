"""Answers that a question does not take: why, and how to mend them."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

from vendorcheck.model.questions._options import Option
from vendorcheck.text.suggest import nearest

Raw: TypeAlias = str | tuple[str, ...]
"""An answer as written: a text, or a list of option ids."""

_COMPARED = 300
"""Of so many options the nearest one to a wrong one is looked for."""
_NAMED = 20
"""So many options are named where none is near."""


class Misfit(ValueError):  # noqa: N818 - the answer does not fit; nothing erred
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


def one_text(raw: Raw) -> str:
    """The text of an answer that can't be a list."""
    if isinstance(raw, str):
        return raw.strip()
    if not raw:
        hint = "write an answer without brackets, or leave the question out"
        raise Misfit("wrong-answer", "the list is empty, and the question takes one answer", hint)
    plain = len(raw) == 1 and re.fullmatch(r"[\w./-]{1,40}", raw[0])
    hint = f"write {raw[0] if plain else 'one answer'} after the colon, without brackets and dashes"
    raise Misfit("wrong-answer", "the answer is a list, but the question takes one answer", hint)


def unknown_option(text: str, options: tuple[Option, ...]) -> Misfit:
    """The complaint about an option that does not exist, with the nearest one, or some where none is near."""

    def hint() -> str:
        ids = [option.id for option in options]
        return (nearest(text, ids) if len(ids) <= _COMPARED else "") or choose_from(ids)

    return Misfit("unknown-option", f'"{text[:40]}" is none of the options', hint)


def choose_from(ids: Sequence[str]) -> str:
    """A hint that names options, not more than somebody may read."""
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f"choose from {', '.join(ids[:_NAMED])}{more}"
