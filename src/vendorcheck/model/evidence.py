"""Evidence: what supports an answer, from when until when it counts, and the state of its file."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, StringConstraints

from vendorcheck.model.fields import SHA256_PATTERN, Day, Model, Text
from vendorcheck.model.quantities.amounts import Duration

EvidenceKind: TypeAlias = Literal[
    "soc2-type-1",
    "soc2-type-2",
    "iso-27001",
    "iso-27701",
    "iso-42001",
    "csa-star",
    "pci-dss",
    "penetration-test",
    "dpa",
    "contract",
    "sub-processor-list",
    "policy",
    "documentation",
    "statement",
    "screenshot",
    "bridge-letter",
    "other",
]
WEAK_KINDS: Final = frozenset[EvidenceKind]({"statement", "other"})
"""The kinds that never support more than a claim."""
FileState: TypeAlias = Literal["ok", "missing", "changed", "outside", "unchecked"]
"""The state of a file that evidence names.

Missing: there is no regular file of at most 100 MB, reached without a link. Changed: its SHA-256 is
another one. Outside: its name leads out of the vendor file's folder. Unchecked: there is no SHA-256
to compare with, or nobody looked.
"""
FileStates: TypeAlias = Mapping[tuple[str, str | None], FileState]
"""The state of each file that a vendor file names, by name and SHA-256 as they are written."""
NO_FILE_STATES: Final[FileStates] = MappingProxyType({})
"""The states where nobody looked at any file: none counts."""


class Period(Model):
    """The days that a report is about."""

    from_: Day | None = Field(None, alias="from", description="The first day.")
    to: Day = Field(description="The last day.")


class SuppliedEvidence(Model):
    """A document or a page that supports an answer, as the vendor itself may name it."""

    title: Text | None = Field(None, description="What it is.")
    kind: EvidenceKind | None = Field(
        None,
        description=(
            "The kind of document; `statement` and `other` never support more than claimed."
        ),
    )
    url: Text | None = Field(None, description="Where it stands.")
    dated: Day | None = Field(None, description="When it was issued: it counts from that day on.")
    expires: Day | None = Field(
        None,
        description=(
            "The last day on which it counts, unless the policy's `evidence_valid_for` "
            "after `covers.to`, otherwise after `dated`, ends earlier."
        ),
    )
    covers: Period | None = Field(None, description="The period that a report is about.")
    scope: Text | None = Field(None, description="Which parts of the product it is about.")
    exceptions: tuple[Text, ...] = Field((), description="What the auditors found wanting.")
    our_duties: tuple[Text, ...] = Field(
        (), description="What we must do ourselves so that it holds."
    )


class Evidence(SuppliedEvidence):
    """A document or a page that supports an answer."""

    file: Text | None = Field(
        None, description="A file in the folder of this one or below; it counts with its `sha256`."
    )
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)] | None = Field(
        None, description="The file's digest."
    )
    pages: Text | None = Field(None, description="Where in it.")
    bridged_until: Day | None = Field(
        None, description="Until when a current bridge letter beside it extends it."
    )

    @property
    def first_day(self) -> date | None:
        """The first day on which it counts; None if it is undated, so that it never does."""
        if self.dated is not None:
            return self.dated
        return self.covers.to if self.covers else None

    def day_of_age(self, as_of: date) -> date | None:
        """Return the day from which its age is counted: the end of its period, else its date.

        A period that is still to end makes no document younger than its date.
        """
        if self.covers and (self.covers.to <= as_of or self.dated is None):
            return self.covers.to
        return self.dated


def evidence_end(evidence: Evidence, valid_for: Duration, as_of: date) -> date | None:
    """Return the last day on which evidence counts without a bridge letter; None: no end is known.

    It is the earlier of its own end and the one that follows from its age.
    """
    day_of_age = evidence.day_of_age(as_of)
    ends = [
        end
        for end in (evidence.expires, valid_for.date_after(day_of_age) if day_of_age else None)
        if end is not None
    ]
    return min(ends, default=None)


def file_state(evidence: Evidence, file_states: FileStates) -> FileState | None:
    """Return the state of the file that evidence names; None if it names none."""
    if evidence.file is None:
        return None
    return file_states.get((evidence.file, evidence.sha256), "unchecked")


@cache
def first_day_still_valid(valid_for: Duration, as_of: date) -> date:
    """Return the earliest day that lies at most so long before a day that it still counts."""
    first_day = valid_for.date_before(as_of)
    while first_day < date.max and valid_for.date_after(first_day) < as_of:
        first_day += timedelta(days=1)
    return first_day
