"""Plain text for any screen: one thought a line, wrapped to its width, lists with a hanging indent."""

from collections.abc import Iterable
from textwrap import wrap

from vendorcheck.text import one_line

WIDEST = 78


def paragraph(text: str, width: int, lead: str = "") -> list[str]:
    """A text in lines of at most `width` columns; `lead` stands before the first, as much space before the rest."""
    return wrap(
        one_line(text),
        max(len(lead) + 10, min(width, WIDEST)),
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [lead.rstrip()]


def bullets(texts: Iterable[str], width: int) -> list[str]:
    """A list, one thought an entry."""
    return [line for text in texts for line in paragraph(text, width, "- ")]


def numbered(texts: Iterable[str], width: int, first: int = 1) -> list[str]:
    """A numbered list with an empty line between its entries."""
    lines: list[str] = []
    for number, text in enumerate(texts, start=first):
        lines += [*paragraph(text, width, f"{number}. "), ""]
    return lines[:-1]
