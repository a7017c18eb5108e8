"""A reply: what a file that came back says, whatever its format, before anybody judges it.

An importer puts in what the file holds, also what a vendor may not say: what is left out, and why,
is decided and listed in one place, for all formats alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from vendorcheck.document.document import Data
from vendorcheck.document.problems import Location

ReplySource: TypeAlias = Literal["vendor", "import", "public"]
"""The source that its answers get: our own form, a foreign file, or public pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file that came back: line and column from 1, and the cell of a workbook."""

    line: int = 1
    column: int = 1
    cell: str = ""
    """The sheet and the cell, such as `SSO!C12`; empty in a file of text."""

    def __str__(self) -> str:
        return self.cell or f"line {self.line}"

    def in_file(self, name: str) -> Location:
        """Return the location for a problem."""
        return Location(name, self.line, self.column)


@dataclass(frozen=True, slots=True)
class SentQuestionnaire:
    """A questionnaire as a form held it: its version, and the digest of its data."""

    version: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class FormDescription:
    """The description that a form gives of itself: for whom it was made, from what, and when."""

    package: str | None = None
    """The id that ties together the parts of one form."""
    made_on: str | None = None
    vendor: str | None = None
    product: str | None = None
    questionnaires: Mapping[str, SentQuestionnaire] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RepliedAnswer:
    """The reply to one question, as the file has it."""

    questionnaire: str
    question: str
    fields: Mapping[str, Data]
    """The answer in the long form of a vendor file, with every key that the file holds."""
    place: Place = field(default_factory=Place)
    asked: str | None = None
    """The text of the question as the file has it; None if it has none."""

    @property
    def key(self) -> str:
        """The question as `questionnaire/question`."""
        return f"{self.questionnaire}/{self.question}"


@dataclass(frozen=True, slots=True)
class SimilarQuestion:
    """A question of ours that a file almost asks, and the answer that the file would give to it.

    A person may take it; it is never taken by itself.
    """

    ask: str
    """Its text."""
    answer: RepliedAnswer


@dataclass(frozen=True, slots=True)
class UnplacedReply:
    """A reply to something that is none of our questions, or to one that can't be told."""

    asked: str
    said: str
    place: Place = field(default_factory=Place)
    because: str = ""
    """The reason why it has no place, such as that two questions have the same text."""
    similar: SimilarQuestion | None = None


@dataclass(frozen=True, slots=True)
class ForeignQuestion:
    """A question of a file that is not ours, to make a questionnaire from."""

    ref: str
    """Its name there; empty if it has none."""
    text: str
    section: str = ""
    said: str = ""
    """The answers of the file."""


@dataclass(frozen=True, slots=True)
class ReplyRemark:
    """Something to tell whoever imports: an answer taken from a formula, a column that was guessed.

    `place` is None for what is about the whole file.
    """

    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The contents of a file that came back."""

    file: str
    """The name of the file."""
    source: ReplySource
    answers: tuple[RepliedAnswer, ...] = ()
    unplaced: tuple[UnplacedReply, ...] = ()
    form: FormDescription | None = None
    """None for what is no form of ours."""
    by: str | None = None
    """The person who filled it, as the file says."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """The version by id of the questionnaires that were answered, where the file says it."""
    remarks: tuple[ReplyRemark, ...] = ()
    questions: tuple[ForeignQuestion, ...] = ()
    """All questions of a file that is not ours, answered or not."""
    made_questionnaire: Mapping[str, Data] | None = None
    """The questionnaire that was made from the file, if that was asked for."""
    filled: tuple[str, ...] = ()
    """The questionnaires that were answered through a crosswalk."""
    foreign_keys: Mapping[str, Place] = field(default_factory=dict)
    """Other keys of the file that no reply may hold, such as `accepted_risks`, with its place."""
