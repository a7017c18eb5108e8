"""The evidence that differs between two answers to one question."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.model.evidence import Evidence

EvidenceChangeKind: TypeAlias = Literal[
    "added", "removed", "changed", "lapsed", "current-again", "no-longer-counts", "counts-now"
]
"""The kind of difference of a piece. Lapsed: it counted, and has ended since."""
_Piece: TypeAlias = tuple[Evidence, str]


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """A piece of evidence that differs, as it was and as it is; None where it is not there.

    `standing_before` and `standing_after` say whether it counts, else why not; empty if unknown.
    """

    kind: EvidenceChangeKind
    before: Evidence | None
    after: Evidence | None
    standing_before: str = ""
    standing_after: str = ""

    @property
    def title(self) -> str:
        """A name for it."""
        evidence = self.after or self.before
        assert evidence is not None  # noqa: S101 - one of them is there
        return evidence.title or evidence.url or evidence.file or "untitled"


def compare_evidence(
    before: Sequence[_Piece], after: Sequence[_Piece]
) -> tuple[EvidenceChange, ...]:
    """Return the pieces that differ; a piece is the same one if title, link and file are."""
    return tuple(_changes(before, after))


def _changes(before: Sequence[_Piece], after: Sequence[_Piece]) -> Iterator[EvidenceChange]:
    old_pieces: dict[tuple[str | None, ...], list[_Piece]] = defaultdict(list)
    for piece in before:
        old_pieces[_identity(piece)].append(piece)
    for piece in after:
        same = old_pieces[_identity(piece)]
        # Of several with one name, one that is the same stands for itself.
        old = (piece if piece in same else same[0]) if same else None
        if old is None:
            yield EvidenceChange("added", None, piece[0], "", piece[1])
            continue
        same.remove(old)
        if _differ(old, piece):
            yield EvidenceChange(_kind(old, piece), old[0], piece[0], old[1], piece[1])
    for left_over in old_pieces.values():
        for old in left_over:
            yield EvidenceChange("removed", old[0], None, old[1], "")


def _identity(piece: _Piece) -> tuple[str | None, ...]:
    return piece[0].title, piece[0].url, piece[0].file


def _differ(old: _Piece, new: _Piece) -> bool:
    """Return whether a piece differs; whether it counts is unknown where nobody asks for it."""
    is_known = "" not in {old[1], new[1]}
    return old[0] != new[0] or (is_known and old[1] != new[1])


def _kind(old: _Piece, new: _Piece) -> EvidenceChangeKind:
    match old[1], new[1]:
        case "counts", "expired":
            return "lapsed"
        case "expired", "counts":
            return "current-again"
        case "counts", standing if standing not in {"counts", ""}:
            return "no-longer-counts"
        case standing, "counts" if standing not in {"counts", ""}:
            return "counts-now"
        case _:
            return "changed"
