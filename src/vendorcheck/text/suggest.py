"""Suggest the name that was probably meant."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

_MAX_ID_LENGTH: Final = 64
_WORD_BEGIN: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""The place where a word begins within camelCase."""
_MIN_SIMILARITY = 0.6
"""The least similarity of a name and its suggestion, from 0 to 1."""
_MAX_FULL_COMPARISONS = 20
"""The most names compared in full: those with the most common letters. Long names are slow."""
MAX_COMPARED_LETTERS = 300_000
"""The most letters of names compared for the mistakes of one file; later ones get no hint."""


def nearest_name_hint(name: str, names: Iterable[str]) -> str:
    """Return a hint that suggests the nearest of some names; empty if none is near."""
    from difflib import SequenceMatcher
    from heapq import nlargest

    matcher = SequenceMatcher(b=name)
    candidates: list[tuple[float, str]] = []
    for candidate in names:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() < _MIN_SIMILARITY:
            continue
        if (ratio := matcher.quick_ratio()) >= _MIN_SIMILARITY:
            candidates.append((ratio, candidate))
    best = (_MIN_SIMILARITY, "")
    for upper_bound, candidate in nlargest(_MAX_FULL_COMPARISONS, candidates):
        if upper_bound < best[0]:
            break
        matcher.set_seq1(candidate)
        best = max(best, (matcher.ratio(), candidate))
    return f'did you mean "{best[1]}"?' if best[1] else ""


def make_id(text: str) -> str:
    """Return a text as an id, in lower-case words with hyphens: `userName` becomes `user-name`.

    It is empty if letters would be lost, or if it is too long for an id.
    """
    letters = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    words = _WORD_BEGIN.sub("-", "".join(filter(_is_no_mark, letters)))
    is_ascii = all(char.isascii() or not char.isalnum() for char in words)
    made = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return made if is_ascii and len(made) <= _MAX_ID_LENGTH else ""


def _is_no_mark(character: str) -> bool:
    return not unicodedata.combining(character)


def same_code_hint(code: str, codes: Iterable[str]) -> str:
    """Return a hint with the one code that differs only in its writing; empty if there is none.

    Case, signs and zeros before a number don't matter, nor does one wrong letter. Another number
    is another code, however near it is.
    """
    lookup = _code_parts(code)
    near_codes = [known for known in codes if _differ_in_writing(lookup, _code_parts(known))]
    exact_codes = [known for known in near_codes if _code_parts(known) == lookup]
    candidates = exact_codes or near_codes
    return f'did you mean "{candidates[0]}"?' if len(candidates) == 1 else ""


def _code_parts(code: str) -> list[str]:
    """Return the words and numbers of a code, in lower case, without zeros before a number."""
    return [part.lstrip("0") or "0" for part in re.findall(r"[a-z]+|\d+", code.lower())]


def _differ_in_writing(parts: list[str], known_parts: list[str]) -> bool:
    """Return whether two codes differ in one letter at the most, which may be the first word."""
    if parts == known_parts[1:]:
        return len(known_parts[0]) == 1 and known_parts[0].isalpha()
    if len(parts) != len(known_parts):
        return False
    differing = [(a, b) for a, b in zip(parts, known_parts, strict=True) if a != b]
    return not differing or (
        len(differing) == 1
        and all(part.isalpha() for part in differing[0])
        and _is_one_letter_apart(*differing[0])
    )


def _is_one_letter_apart(word: str, other: str) -> bool:
    if len(word) == len(other):
        return sum(a != b for a, b in zip(word, other, strict=True)) == 1
    shorter, longer = sorted((word, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )


def suggested_name(hint: str) -> str:
    """Return the name that a hint from `nearest_name_hint` suggests; empty if it suggests none."""
    if not hint.startswith('did you mean "'):
        return ""
    return hint.removeprefix('did you mean "').removesuffix('"?')


class Suggester:
    """A source of suggestions for the misspelt names of one file, within a limit on the work."""

    def __init__(self) -> None:
        self._letters_left = MAX_COMPARED_LETTERS
        self._hints: dict[tuple[str, tuple[str, ...]], str] = {}

    def hint(self, name: str, names: Iterable[str]) -> str:
        """Return a hint that suggests the nearest name in any case; empty if none is near."""
        if self._letters_left < 0:
            return ""
        lookup = (name, tuple(names))
        if lookup not in self._hints:
            self._letters_left -= sum(map(len, lookup[1]))
            if self._letters_left < 0:
                return ""
            self._hints[lookup] = _nearest_hint_in_any_case(*lookup)
        return self._hints[lookup]


def _nearest_hint_in_any_case(name: str, names: Sequence[str]) -> str:
    if (made := make_id(name)) in names:
        return f'did you mean "{made}"?'
    names_by_lower_case: dict[str, str] = {}
    for candidate in names:
        names_by_lower_case.setdefault(candidate.lower(), candidate)
    match = (
        name.lower()
        if name.lower() in names_by_lower_case
        else suggested_name(nearest_name_hint(name.lower(), names_by_lower_case))
    )
    return f'did you mean "{names_by_lower_case[match]}"?' if match else ""
