"""Work out which grade an answer counts as, which of its evidence counts, and why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.model.evidence import (
    WEAK_KINDS,
    Evidence,
    EvidenceKind,
    FileState,
    FileStates,
    evidence_end,
    file_state,
    first_day_still_valid,
)
from vendorcheck.model.fields import Grade
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questions import BaseQuestion, ParsedAnswer
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.links import is_safe_link

EvidenceStanding: TypeAlias = Literal[
    "no-reference",
    "outside",
    "missing",
    "changed",
    "unchecked",
    "undated",
    "future",
    "expired",
    "other-kind",
    "weak-kind",
    "counts",
]
"""The standing of a piece of evidence: it counts for its answer, or the reason why not."""
RequiredKinds: TypeAlias = tuple[frozenset[EvidenceKind], ...]
"""The kinds of evidence that count, for each chosen option that names some."""
_STANDINGS: Final[tuple[EvidenceStanding, ...]] = get_args(EvidenceStanding)
STANDING_PHRASES: Final[Mapping[EvidenceStanding, str]] = {
    "no-reference": "its evidence names neither a link nor a file",
    "outside": "the file of its evidence does not lie in the vendor file's folder",
    "missing": "the file of its evidence is missing",
    "changed": "the file of its evidence has changed",
    "unchecked": "the file of its evidence could not be compared with a SHA-256",
    "undated": "its evidence has no date",
    "future": "its evidence is dated in the future",
    "expired": "its evidence has ended",
    "other-kind": "its evidence is not of a kind that supports this answer",
    "weak-kind": "its evidence is of a kind that supports no more than a claim",
    "counts": "its evidence does not support all of its options",
}
"""The reason why an answer is not documented, by the standing of the nearest evidence."""


@dataclass(frozen=True)
class SupportRules:
    """The day of the assessment, how long evidence counts, and the states of its files."""

    as_of: date
    valid_for: Duration
    file_states: FileStates = field(default_factory=dict)

    @cached_property
    def valid_from(self) -> date:
        """The earliest day from which evidence and reviews still count."""
        return first_day_still_valid(self.valid_for, self.as_of)


@dataclass(frozen=True, slots=True)
class AssessedEvidence:
    """A piece of evidence, whether it counts, and the state of its file, if it names one.

    `ended_on` is the day on which it ended, if that has passed, whatever else speaks against it.
    """

    evidence: Evidence
    standing: EvidenceStanding
    file_state: FileState | None = None
    ended_on: date | None = None

    @property
    def title(self) -> str:
        """A name for it."""
        return self.evidence.title or self.evidence.url or self.evidence.file or "untitled"


@dataclass(frozen=True, slots=True)
class Support:
    """The grade that an answer counts as, and the standing of each piece of its evidence.

    `weakness` says why it counts as less than the answer says, after "because"; it is empty if it
    does not. `ended_on` is the day on which its last evidence ended, where that is why.
    """

    grade: Grade = "claimed"
    evidence: tuple[AssessedEvidence, ...] = ()
    weakness: str = ""
    ended_on: date | None = None

    @property
    def has_evidence_that_counts(self) -> bool:
        """Return whether some evidence counts."""
        return any(piece.standing == "counts" for piece in self.evidence)


NO_SUPPORT: Final = Support()
"""The support of an answer that claims no grade and names no evidence."""


def required_kinds(question: BaseQuestion, parsed_answer: ParsedAnswer) -> RequiredKinds:
    """Return the kinds that may support an answer, for each of its options that names some."""
    return tuple(
        frozenset(option.supported_by)
        for option in question.offered_options
        if option.supported_by and option.id in parsed_answer.options
    )


def assess_support(
    answer: Answer,
    rules: SupportRules,
    question: BaseQuestion | None = None,
    parsed_answer: ParsedAnswer | None = None,
) -> Support:
    """Return the grade that an answer counts as, and why.

    Documented rests on evidence that counts, for each chosen option; verified on a review. An
    answer without what its grade rests on counts as claimed.

    Args:
        answer: the answer.
        rules: the day, and what is known of evidence.
        question: what it answers; None if that is not known.
        parsed_answer: the answer as the question understands it; None if it does not.
    """
    if answer.grade == "claimed" and not answer.evidence:
        return NO_SUPPORT
    kinds = required_kinds(question, parsed_answer) if question and parsed_answer else ()
    evidence = assess_evidence(answer.evidence, kinds, rules)
    if answer.grade == "verified":
        weakness = _review_weakness(answer, rules)
        return Support("claimed" if weakness else "verified", evidence, weakness)
    if answer.grade == "documented":
        weakness = _evidence_weakness(evidence, kinds)
        is_expired = bool(weakness) and any(piece.standing == "expired" for piece in evidence)
        ended_on = (
            max((piece.ended_on for piece in evidence if piece.ended_on), default=None)
            if is_expired
            else None
        )
        return Support("claimed" if weakness else "documented", evidence, weakness, ended_on)
    return Support("claimed", evidence)


def support_without_answer(answer: Answer, rules: SupportRules) -> Support:
    """Return the support of a reply that is no answer, such as an unknown or a disputed one."""
    if not answer.evidence:
        return NO_SUPPORT
    return Support("claimed", assess_evidence(answer.evidence, (), rules))


def assess_evidence(
    evidence: Iterable[Evidence], kinds: RequiredKinds, rules: SupportRules
) -> tuple[AssessedEvidence, ...]:
    """Return each piece of evidence of an answer with its standing."""
    pieces = tuple(evidence)
    # A bridge letter is current by itself: one does not extend another.
    bridging = [
        piece
        for piece in pieces
        if piece.kind == "bridge-letter" and _currency(piece, rules, is_bridged=False) == "counts"
    ]
    return tuple(
        _assess_piece(piece, kinds, rules, is_bridged=any(one is not piece for one in bridging))
        for piece in pieces
    )


def _assess_piece(
    evidence: Evidence, kinds: RequiredKinds, rules: SupportRules, *, is_bridged: bool
) -> AssessedEvidence:
    state = file_state(evidence, rules.file_states)
    standing = _currency(evidence, rules, is_bridged=is_bridged)
    if _has_ended(evidence, rules, is_bridged=is_bridged):
        ends = [evidence_end(evidence, rules.valid_for, rules.as_of)]
        ends += [evidence.bridged_until] if is_bridged else []
        return AssessedEvidence(evidence, standing, state, max(filter(None, ends), default=None))
    if standing == "counts" and kinds and not any(evidence.kind in some for some in kinds):
        standing = "other-kind"
    elif standing == "counts" and evidence.kind in WEAK_KINDS:
        standing = "weak-kind"
    return AssessedEvidence(evidence, standing, state)


def _currency(evidence: Evidence, rules: SupportRules, *, is_bridged: bool) -> EvidenceStanding:
    """Return the standing of evidence apart from its kind: it can be looked up, and is current."""
    state = file_state(evidence, rules.file_states)
    if state != "ok" and not _has_link(evidence):
        return state or "no-reference"
    if evidence.first_day is None:
        return "undated"
    if evidence.first_day > rules.as_of:
        return "future"
    return "expired" if _has_ended(evidence, rules, is_bridged=is_bridged) else "counts"


def _has_link(evidence: Evidence) -> bool:
    """Return whether it has an address that leads somewhere; "on request" is none."""
    return evidence.url is not None and is_safe_link(evidence.url)


def _has_ended(evidence: Evidence, rules: SupportRules, *, is_bridged: bool) -> bool:
    if is_bridged and evidence.bridged_until and evidence.bridged_until >= rules.as_of:
        return False
    day_of_age, end = evidence.day_of_age(rules.as_of), evidence.expires
    return (day_of_age is not None and day_of_age < rules.valid_from) or (
        end is not None and end < rules.as_of
    )


def _evidence_weakness(evidence: tuple[AssessedEvidence, ...], kinds: RequiredKinds) -> str:
    """Return why evidence does not document an answer; empty if it does."""
    counting = [piece.evidence.kind for piece in evidence if piece.standing == "counts"]
    # Each option may name kinds of its own; a weak kind supports none, even if it is named.
    if counting and all(any(kind in some for kind in counting) for some in kinds):
        return ""
    nearest = nearest_standing(evidence)
    return STANDING_PHRASES[nearest] if nearest else "no evidence is given"


def nearest_standing(evidence: Iterable[AssessedEvidence]) -> EvidenceStanding | None:
    """Return the standing of the evidence that comes nearest to counting; None without any."""
    return max((piece.standing for piece in evidence), key=_STANDINGS.index, default=None)


def _review_weakness(answer: Answer, rules: SupportRules) -> str:
    """Return why a review does not verify an answer; empty if it does."""
    if answer.reviewed_by is None:
        return "nobody is named who reviewed it"
    if answer.reviewed_on is None:
        return "the day of its review is missing"
    if answer.reviewed_on > rules.as_of:
        return f"its review on {answer.reviewed_on} lies in the future"
    if answer.reviewed_on < rules.valid_from:
        return f"its review on {answer.reviewed_on} is older than {rules.valid_for}"
    return ""
