"""Suggest the name that was probably meant."""

from collections.abc import Iterable

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


def _nearest_hint_in_any_case(name: str, names: Iterable[str]) -> str:
    names_by_lower_case: dict[str, str] = {}
    for candidate in names:
        names_by_lower_case.setdefault(candidate.lower(), candidate)
    match = (
        name.lower()
        if name.lower() in names_by_lower_case
        else suggested_name(nearest_name_hint(name.lower(), names_by_lower_case))
    )
    return f'did you mean "{names_by_lower_case[match]}"?' if match else ""
