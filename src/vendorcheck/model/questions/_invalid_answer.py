"""Answers that a question does not take: the reasons, and hints on how to correct them."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

from vendorcheck.model.questions._options import Option
from vendorcheck.text.suggest import nearest_name_hint

RawAnswer: TypeAlias = str | tuple[str, ...]
"""An answer as written: a text, or a list of option ids."""

_MAX_COMPARED_OPTIONS = 300
"""The most options among which the nearest to an unknown one is searched for."""
_MAX_NAMED_OPTIONS = 20
"""The most options that a hint names."""


class InvalidAnswer(ValueError):  # noqa: N818 - the answer does not fit; nothing erred
    """An answer that a question does not take. Its hint is computed only when it is read."""

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
        """The hint on how to correct it; empty if there is none."""
        return self._hint if isinstance(self._hint, str) else self._hint()


def require_single_text(raw: RawAnswer) -> str:
    """Return the text of an answer without surrounding blanks.

    Raises:
        InvalidAnswer: the answer is a list.
    """
    if isinstance(raw, str):
        return raw.strip()
    if not raw:
        raise InvalidAnswer(
            "wrong-answer",
            "the list is empty, and the question takes one answer",
            "write an answer without brackets, or leave the question out",
        )
    is_quotable = len(raw) == 1 and re.fullmatch(r"[\w./-]{1,40}", raw[0])
    raise InvalidAnswer(
        "wrong-answer",
        "the answer is a list, but the question takes one answer",
        f"write {raw[0] if is_quotable else 'one answer'} after the colon, "
        "without brackets and dashes",
    )


def unknown_option_error(text: str, options: tuple[Option, ...]) -> InvalidAnswer:
    """Return the error for an unknown option; its hint names the nearest option, or some."""

    def hint() -> str:
        ids = [option.id for option in options]
        return (
            nearest_name_hint(text, ids) if len(ids) <= _MAX_COMPARED_OPTIONS else ""
        ) or choose_from_hint(ids)

    return InvalidAnswer("unknown-option", f'"{text[:40]}" is none of the options', hint)


def choose_from_hint(ids: Sequence[str]) -> str:
    """Return a hint that names the first options and counts the others."""
    omitted_options = (
        f" and {len(ids) - _MAX_NAMED_OPTIONS} more" if len(ids) > _MAX_NAMED_OPTIONS else ""
    )
    return f"choose from {', '.join(ids[:_MAX_NAMED_OPTIONS])}{omitted_options}"
