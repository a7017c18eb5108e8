"""Evidence for a reader: each piece with what speaks against it, its files, and our duties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.support import AssessedEvidence, EvidenceStanding
from vendorcheck.model.evidence import FileState
from vendorcheck.text.links import host_of, safe_link


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A piece of evidence; `link` is None if it is not safe to follow, `host` is its server."""

    title: str
    link: str | None
    host: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OurDuty:
    """Something that we must do, the document that says so, and the answers that rest on it."""

    duty: str
    document: str
    questions: tuple[str, ...]


def our_duties(assessment: Assessment) -> tuple[OurDuty, ...]:
    """Return our duties from all evidence of questions that may apply, each once, in order."""
    questions: dict[tuple[str, str], dict[str, None]] = {}
    for status, applies in assessment.evaluation:
        if applies is False:
            continue
        for piece in status.support.evidence:
            for duty in piece.evidence.our_duties:
                questions.setdefault((duty, piece.title), {})[status.question.key] = None
    return tuple(OurDuty(*duty, tuple(keys)) for duty, keys in questions.items())


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that evidence names, and its state; `sha256` is None unless the file has it."""

    name: str
    state: FileState
    sha256: str | None


def evidence_files(assessment: Assessment) -> tuple[EvidenceFile, ...]:
    """Return all files that the vendor file names as evidence, by name."""
    return tuple(
        EvidenceFile(name, state, confirmed_sha256(sha256, state))
        for (name, sha256), state in sorted(
            assessment.tiering.file_states.items(), key=lambda item: (item[0][0], item[0][1] or "")
        )
    )


def confirmed_sha256(sha256: str | None, state: FileState | None) -> str | None:
    """Return a SHA-256 if the file was found to have it, otherwise None."""
    return sha256 if state == "ok" else None


def lay_out_evidence(piece: AssessedEvidence) -> EvidenceEntry:
    """Lay out a piece of evidence; a link that is not safe becomes text."""
    evidence = piece.evidence
    link = safe_link(evidence.url) if evidence.url else None
    return EvidenceEntry(
        piece.title,
        link,
        host_of(link) if link else "",
        tuple(detail for detail in _evidence_details(piece, has_link=link is not None) if detail),
    )


def _evidence_details(piece: AssessedEvidence, *, has_link: bool) -> Iterator[str]:
    """Yield the small print of a piece of evidence, with empty texts.

    Address and file stand here unless one of them is the title. The SHA-256 of a file stands among
    the files of the report.
    """
    evidence, title = piece.evidence, piece.title
    yield evidence.kind or ""
    yield f"“{evidence.url}”" if evidence.url not in (None, title) and not has_link else ""
    yield f"“{evidence.file}”" if evidence.file not in (None, title) else ""
    yield f"pages “{evidence.pages}”" if evidence.pages else ""
    yield f"dated {evidence.dated}" if evidence.dated else ""
    if evidence.covers:
        first_day = f"{evidence.covers.from_} to " if evidence.covers.from_ else "until "
        yield f"covers {first_day}{evidence.covers.to}"
    yield f"valid until {evidence.expires}" if evidence.expires else ""
    yield f"bridged until {evidence.bridged_until}" if evidence.bridged_until else ""
    yield "expired" if piece.ended_on else _STANDING_LABELS.get(piece.standing, "")
    yield _FILE_LABELS.get(piece.file_state, "") if piece.file_state else ""
    yield f"scope “{evidence.scope}”" if evidence.scope else ""
    yield from (f"exception “{exception}”" for exception in evidence.exceptions)


_STANDING_LABELS: Final[Mapping[EvidenceStanding, str]] = {
    "undated": "without a date, so it does not count",
    "future": "dated in the future, so it does not count yet",
    "other-kind": "of no kind that supports this answer",
    "weak-kind": "of a kind that supports no more than a claim",
    "no-reference": "nobody can look it up, so it does not count",
}
_FILE_LABELS: Final[Mapping[FileState, str]] = {
    "outside": "the file does not lie in the vendor file’s folder",
    "missing": "the file is missing",
    "changed": "the file has changed",
    "unchecked": "the file was not compared with a SHA-256",
}
