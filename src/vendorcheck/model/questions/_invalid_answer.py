"""Answers that a question does not take: the reasons, and hints on how to correct them."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Literal, TypeAlias

from vendorcheck.model.questions._options import Option
from vendorcheck.text.quotes import strip_quotes
from vendorcheck.text.suggest import nearest_name_hint

RawAnswer: TypeAlias = str | tuple[str, ...]
"""An answer as written: a text, or a list of option ids."""

_MAX_COMPARED_OPTIONS = 300
"""The most options among which the nearest to an unknown one is searched for."""
_MAX_NAMED_OPTIONS = 20
"""The most options that a hint names."""

_QUOTABLE_TEXT = re.compile(r"[\w .,/&()-]{1,80}")
"""A text that needs nothing but quotes around it."""


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


def require_single_text(raw: RawAnswer, hint: str = "") -> str:
    """Return the text of an answer without surrounding blanks.

    Args:
        raw: the answer as it is written.
        hint: how to write a list instead, where the question knows that.

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
        hint
        or f"write {raw[0] if is_quotable else 'one answer'} after the colon, "
        "without brackets and dashes",
    )


def quoted_list_hint(raw: RawAnswer) -> str:
    """Return how to write a list such as `[Frankfurt, Germany]` as one text; empty for others."""
    text = "" if isinstance(raw, str) else ", ".join(raw)
    is_quotable = len(raw) > 1 and _QUOTABLE_TEXT.fullmatch(text)
    return f'if it is one text, put it in quotes: "{text}"' if is_quotable else ""


def unknown_option_error(text: str, options: tuple[Option, ...]) -> InvalidAnswer:
    """Return the error for an unknown option; its hint names the nearest option, or some."""

    def hint() -> str:
        return suggest_option(text, options) or choose_from_hint([option.id for option in options])

    return InvalidAnswer("unknown-option", f'"{text[:40]}" is none of the options', hint)


def suggest_option(text: str, options: Sequence[Option]) -> str:
    """Return a hint with the id of the option that a text means; empty if it means none.

    It may be the option's label, in any case and between any quotation marks, or nearly its id.
    """
    ids = [option.id for option in options]
    if (hint := label_hint(text, options)) or len(ids) > _MAX_COMPARED_OPTIONS:
        return hint
    return nearest_name_hint(text, ids) or nearest_name_hint(strip_quotes(text).lower(), ids)


def label_hint(text: str, options: Iterable[Option]) -> str:
    """Return a hint with the id of the option whose label a text is; empty if it is none."""
    option = option_with_label(text, options)
    return f'did you mean "{option.id}"?' if option else ""


def option_with_label(text: str, options: Iterable[Option]) -> Option | None:
    """Return the option whose id or label, in full or in plain words, a text is."""
    words = _normalize_label(text)
    for option in options:
        if words and words in map(_normalize_label, (option.id, option.label, option.plain or "")):
            return option
    return None


def _normalize_label(text: str) -> str:
    """Return the words of a label in lower case, without punctuation around them."""
    return " ".join(strip_quotes(text).lower().replace("_", " ").split()).rstrip(".")


def choose_from_hint(ids: Sequence[str]) -> str:
    """Return a hint that names the first options and counts the others."""
    omitted_options = (
        f" and {len(ids) - _MAX_NAMED_OPTIONS} more" if len(ids) > _MAX_NAMED_OPTIONS else ""
    )
    return f"choose from {', '.join(ids[:_MAX_NAMED_OPTIONS])}{omitted_options}"
