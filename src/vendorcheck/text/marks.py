"""Combining marks: as many on a letter as real writing has, and no towers that hide other text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

MAX_STACKED_MARKS: Final = 4
"""The most marks above or below a letter: a Hebrew shin with dot, dagesh, vowel and accent."""
MAX_MARKS: Final = 8
"""The most marks of a letter, those included that stand beside it, as in Burmese."""


def limit_marks(text: str, characters: Iterable[str] | None = None) -> str:
    """Return the text without the marks beyond the most that a letter has in real writing.

    Args:
        text: the text.
        characters: all characters of the text that may be marks, if they are known.
    """
    excess = set(find_excess_marks(text, characters))
    if not excess:
        return text
    return "".join(character for offset, character in enumerate(text) if offset not in excess)


def find_excess_marks(text: str, characters: Iterable[str] | None = None) -> Iterator[int]:
    """Yield the offsets of the marks that `limit_marks` leaves out."""
    marks = sorted(filter(is_mark, set(text if characters is None else characters)))
    if not marks:
        return
    # No shorter run of marks has too many.
    pattern = f"[{''.join(map(re.escape, marks))}]{{{MAX_STACKED_MARKS + 1},}}"
    for run in re.finditer(pattern, text):
        stacked_count = kept_count = 0
        for offset, mark in enumerate(run.group(), start=run.start()):
            # A spacing mark (Mc) stands beside its letter and is stacked on nothing.
            is_stacked = unicodedata.category(mark) != "Mc"
            stacked_count += is_stacked
            if kept_count == MAX_MARKS or (is_stacked and stacked_count > MAX_STACKED_MARKS):
                yield offset
            else:
                kept_count += 1


def is_mark(character: str) -> bool:
    """Return whether a character combines with the one before it."""
    return unicodedata.category(character)[0] == "M"
