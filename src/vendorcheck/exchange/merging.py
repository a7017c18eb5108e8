"""The merging of replies into the answers that a vendor file holds, so that no side is lost.

An answer of ours keeps every key: what a reply adds goes into its note. Where the vendor says
something else than before, a person or `--prefer` decides, and the other side is kept in words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from vendorcheck.document.document import Data
from vendorcheck.exchange.admission import REPLY_KEYS, AdmittedAnswer, AnswerFields
from vendorcheck.exchange.kept_sides import (
    adds_to_ours,
    holds_record,
    is_only_public,
    is_ours,
    joined_notes,
    merged_evidence,
    record_of,
    with_line,
)
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer

Side: TypeAlias = Literal["old", "new"]
Happened: TypeAlias = Literal["added", "changed", "unchanged"]
_OF_THE_REPLY: Final = (*REPLY_KEYS, "source", "as_of")
_DISPUTED: Final = "Nobody has compared this with what we had before"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one question that can't both be true.

    `disputes_ours`: the earlier one is ours. Then the new one, if it is chosen, stays disputed.
    `clashing` are the keys that they differ in where they reply the same: plan, price.
    `old_file` is the file of the same import that the earlier one is from; None for the vendor
    file.
    """

    key: str
    old: AnswerFields
    new: AnswerFields
    file: str
    disputes_ours: bool
    clashing: tuple[str, ...] = ()
    old_file: str | None = None

    @property
    def old_side(self) -> AnswerFields:
        """The part of the earlier answer that can't be true as well."""
        return {key: self.old[key] for key in self.clashing} if self.clashing else self.old

    @property
    def new_side(self) -> AnswerFields:
        """The part of the new answer that can't be true as well."""
        return {key: self.new[key] for key in self.clashing} if self.clashing else self.new


@dataclass(frozen=True, slots=True)
class ReceivedOn:
    """The words for the file and the day on which it came back, and whether it came before."""

    words: str
    came_before: bool = False


@dataclass(slots=True)
class Merge:
    """The answers after merging, by question, and what happened to each; `undecided` block it."""

    answers: dict[str, AnswerFields] = field(default_factory=dict)
    happened: dict[str, Happened] = field(default_factory=dict)
    decided: list[tuple[Conflict, Side]] = field(default_factory=list)
    undecided: list[Conflict] = field(default_factory=list)

    @property
    def changes(self) -> dict[str, AnswerFields]:
        """The answers that the file does not hold yet, or not so."""
        return {
            key: self.answers[key]
            for key, happened in self.happened.items()
            if happened != "unchanged"
        }


class Merger:
    """Merges one answer after the other into those of a vendor file.

    Args:
        questions: the question of each key.
        decide: says which side of a conflict counts; None leaves it undecided.
        prefers_new: True if a side that was put aside before may win now.
    """

    def __init__(
        self,
        answers: Mapping[str, AnswerFields],
        questions: Callable[[str], BaseQuestion],
        decide: Callable[[Conflict], Side | None],
        *,
        prefers_new: bool = False,
    ) -> None:
        self.merge = Merge(dict(answers))
        self._questions, self._decide, self._prefers_new = questions, decide, prefers_new
        self._files: dict[str, str] = {}
        """The file that brought the answer to a question, by its key."""

    def take(self, admitted: Iterable[AdmittedAnswer], received: ReceivedOn) -> None:
        """Merge the answers of one file."""
        for answer in admitted:
            old = self.merge.answers.get(answer.key)
            merged = (
                _with_evidence_once(answer.fields)
                if old is None
                else self._merged(old, answer, received)
            )
            if merged != old and self._is_reply_of(answer, merged):
                self._files[answer.key] = answer.file
            happened = self._happened(answer.key, old, merged)
            self.merge.answers[answer.key] = merged
            self.merge.happened[answer.key] = happened

    def _is_reply_of(self, answer: AdmittedAnswer, merged: AnswerFields) -> bool:
        """Return whether a merged answer replies what a file says."""
        question = self._questions(answer.key)
        return has_reply(answer.fields) and says_the_same(merged, answer.fields, question)

    def _happened(self, key: str, old: AnswerFields | None, merged: AnswerFields) -> Happened:
        """Return what happened to an answer, by this file or by one before it."""
        earlier = self.merge.happened.get(key)
        if old is None or earlier == "added":
            return "added"
        return "changed" if merged != old or earlier == "changed" else "unchanged"

    def _merged(
        self, old: AnswerFields, answer: AdmittedAnswer, received: ReceivedOn
    ) -> AnswerFields:
        new, question = answer.fields, self._questions(answer.key)
        both_public = new.get("source") == "public" and is_only_public(old)
        ours = is_ours(old) and not both_public and not _knows_no_better(old, question)
        differs = has_reply(new) and (
            not says_the_same(old, new, question) if has_reply(old) else ours
        )
        if ours and not differs:
            return adds_to_ours(old, new, received.words)
        clashing = () if differs else _clashing_details(old, new)
        if not differs and not clashing:
            return _merged_details(old, new)
        old_file = None if ours else self._files.get(answer.key)
        conflict = Conflict(answer.key, old, new, answer.file, ours, clashing, old_file)
        if received.came_before and not self._prefers_new and holds_record(old, conflict.new_side):
            return old
        side = self._decide(conflict)
        if side is None:
            self.merge.undecided.append(conflict)
            return old
        self.merge.decided.append((conflict, side))
        return _resolved(conflict, side, received.words)


def _resolved(conflict: Conflict, side: Side, source: str) -> AnswerFields:
    """Return the answer after a decision; it holds the other side in words."""
    old, new = conflict.old, conflict.new
    if conflict.clashing:
        old = {**_merged_details(old, new), **conflict.old_side}
        new = {**old, **conflict.new_side}
    if side == "old":
        return with_line(old, f"Said otherwise in {source}", conflict.new_side)
    if conflict.disputes_ours:
        return {**new, "disputed": f"{_DISPUTED}: {record_of(conflict.old)}"}
    return with_line(new, f"Said before {source}", conflict.old_side)


def _with_evidence_once(fields: AnswerFields) -> AnswerFields:
    pieces = merged_evidence({}, fields)
    return {**fields, "evidence": [*pieces]} if pieces else fields


def has_reply(fields: AnswerFields) -> bool:
    """Return whether an answer replies to its question, so that it is not left open."""
    return fields.get("answer") is not None or fields.get("not_applicable") is not None


def _knows_no_better(fields: AnswerFields, question: BaseQuestion) -> bool:
    """Return whether an answer from public pages chooses an option for who knows no better."""
    chosen = fields.get("answer")
    ids = chosen if isinstance(chosen, list) else [chosen]
    is_vague = any(str(name).lower() in question.requester_option_ids for name in ids)
    return is_vague and not is_ours({**fields, "source": "vendor"})


def says_the_same(old: AnswerFields, new: AnswerFields, question: BaseQuestion) -> bool:
    """Return whether two answers reply the same, however they are spelt."""
    if (old.get("answer") is None) != (new.get("answer") is None):
        return False
    if old.get("answer") is None:
        return _words(old.get("not_applicable")) == _words(new.get("not_applicable"))
    return _parsed(old["answer"], question) == _parsed(new["answer"], question)


def _parsed(raw: Data, question: BaseQuestion) -> object:
    """Return an answer as its question reads it; as it is written if the question does not."""
    texts = tuple(map(str, raw)) if isinstance(raw, list) else str(raw)
    try:
        return question.parse_answer(texts)
    except InvalidAnswer:
        return texts


def _words(text: Data) -> str:
    return " ".join(str(text).split())


def _clashing_details(old: AnswerFields, new: AnswerFields) -> tuple[str, ...]:
    """Return the keys under which both say something else, where only one can be true."""
    return tuple(
        key
        for key in ("plan", "price")
        if old.get(key) and new.get(key) and _words(old[key]) != _words(new[key])
    )


def _merged_details(old: AnswerFields, new: AnswerFields) -> AnswerFields:
    """Return both answers in one; the older plan and price where they differ."""
    replying = new if has_reply(new) and not has_reply(old) else old
    merged: dict[str, Data] = {
        **{key: value for key, value in {**new, **old}.items() if key not in _OF_THE_REPLY},
        **{key: replying[key] for key in _OF_THE_REPLY if key in replying},
    }
    if "unknown" in new and not has_reply(replying):
        merged.setdefault("unknown", new["unknown"])
    if pieces := merged_evidence(old, new):
        merged["evidence"] = [*pieces]
    if note := joined_notes(old.get("note"), new.get("note")):
        merged["note"] = note
    return merged
