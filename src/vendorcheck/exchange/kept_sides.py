"""The side of a conflict that is put aside, kept in words; and the sum of notes and of evidence."""

from collections.abc import Iterator
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.exchange.admission import (
    SUPPLIED_EVIDENCE_KEYS,
    SUPPLIED_KEYS,
    AnswerFields,
)
from vendorcheck.store.vendor_file_editor import ANSWER_KEY_ORDER, UnquotedText, data_in_one_line

_OUR_SOURCES: Final = ("us", "public")
_SAYS_NO_MORE: Final = ("source", "grade", "as_of")
"""Keys that make an answer ours only by what they say; a day alone does not."""


def is_ours(fields: AnswerFields) -> bool:
    """Return whether an answer holds anything that no reply may say, so that it is ours."""
    pieces = fields.get("evidence")
    return (
        fields.get("source") in _OUR_SOURCES
        or fields.get("grade") not in (None, "claimed")
        or bool(fields.keys() - {*SUPPLIED_KEYS, *_SAYS_NO_MORE})
        or any(
            isinstance(piece, dict) and piece.keys() - {*SUPPLIED_EVIDENCE_KEYS}
            for piece in (pieces if isinstance(pieces, list) else ())
        )
    )


def is_only_public(fields: AnswerFields) -> bool:
    """Return whether an answer is from public pages, and none of us has added anything to it."""
    return fields.get("source") == "public" and not is_ours({**fields, "source": "vendor"})


def record_of(fields: AnswerFields) -> str:
    """Return an answer in one line that holds all of it; just the answer if there is no more.

    That the vendor says so goes without saying, as it does in a vendor file.
    """
    if fields.get("source") == "vendor":
        fields = {key: value for key, value in fields.items() if key != "source"}
    if [*fields] == ["answer"]:
        return data_in_one_line(fields["answer"])
    order = {key: fields[key] for key in ANSWER_KEY_ORDER if key in fields}
    unknown: AnswerFields = {"unknown": UnquotedText("true")} if "unknown" in fields else {}
    return data_in_one_line({**order, **fields, **unknown})


def with_line(fields: AnswerFields, beginning: str, other: AnswerFields) -> AnswerFields:
    """Return an answer whose note keeps another one, once: `beginning` says where it comes from."""
    if holds_record(fields, other):
        return fields
    return {**fields, "note": joined_notes(fields.get("note"), f"{beginning}: {record_of(other)}")}


def holds_record(fields: AnswerFields, other: AnswerFields) -> bool:
    """Return whether an answer keeps another one in its note."""
    return record_of(other) in str(fields.get("note") or "")


def adds_to_ours(ours: AnswerFields, new: AnswerFields, source: str) -> AnswerFields:
    """Return an answer of ours with a line in its note on what a reply adds to it.

    Args:
        ours: the answer, every key of which stays.
        new: a reply that says the same, or leaves the question open.
        source: the words for the file and the day.
    """
    additions: dict[str, Data] = {
        key: new[key] for key in ("plan", "price") if key in new and new[key] != ours.get(key)
    }
    known = _pieces(ours)
    pieces: list[Data] = [piece for piece in _pieces(new) if not _is_part_of_any(piece, known)]
    additions |= {"evidence": pieces} if pieces else {}
    note = _missing_paragraphs(ours.get("note"), new.get("note"))
    additions |= {"note": note} if note else {}
    return with_line(ours, f"Added in {source}", additions) if additions else ours


def joined_notes(old: Data, new: Data) -> Data:
    """Return two notes as one, with each paragraph once, the older ones first."""
    missing = _missing_paragraphs(old, new)
    if not missing or not old:
        return missing or old
    return f"{str(old).rstrip()}\n\n{missing}"


def merged_evidence(old: AnswerFields, new: AnswerFields) -> list[dict[str, Data]]:
    """Return the evidence of both, where no new piece says less than another one, or the same."""
    merged = _pieces(old)
    for piece in _pieces(new):
        if not _is_part_of_any(piece, merged):
            merged = [other for other in merged if not _is_in(other, piece)] + [piece]
    return merged


def _missing_paragraphs(old: Data, new: Data) -> str:
    known = {*_paragraphs(old)}
    return "\n\n".join(text for text in dict.fromkeys(_paragraphs(new)) if text not in known)


def _paragraphs(note: Data) -> Iterator[str]:
    for paragraph in str(note or "").replace("\r\n", "\n").split("\n\n"):
        if paragraph.strip():
            yield paragraph.strip()


def _pieces(fields: AnswerFields) -> list[dict[str, Data]]:
    pieces = fields.get("evidence")
    return [
        piece for piece in (pieces if isinstance(pieces, list) else ()) if isinstance(piece, dict)
    ]


def _is_part_of_any(piece: dict[str, Data], others: list[dict[str, Data]]) -> bool:
    return any(_is_in(piece, other) for other in others)


def _is_in(piece: dict[str, Data], other: dict[str, Data]) -> bool:
    return all(key in other and other[key] == value for key, value in piece.items())
