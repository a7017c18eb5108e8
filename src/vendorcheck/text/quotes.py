"""Quotation marks that a word processor puts in, and that YAML takes for letters."""

from typing import Final

_CURLY_QUOTES: Final = "“”„‟«»‘’‚‛"
_ALL_QUOTES: Final = f"{_CURLY_QUOTES}\"'"


def has_curly_quotes_around(text: str) -> bool:
    """Return whether a text begins or ends with a quotation mark that is no straight one."""
    return bool(text.strip(_CURLY_QUOTES)) and text != text.strip(_CURLY_QUOTES)


def strip_quotes(text: str) -> str:
    """Return a text without the quotation marks and blanks around it."""
    return text.strip().strip(_ALL_QUOTES).strip()


def in_quotes(text: str) -> str:
    """Return a text in quotation marks; those within become single ones."""
    return '"{}"'.format(text.replace('"', "'"))
