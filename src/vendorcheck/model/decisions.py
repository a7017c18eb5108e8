"""Decisions: what people decided about a vendor, and what must be done by when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, cast, get_args

from pydantic import Field, StringConstraints, WithJsonSchema

from vendorcheck.model.fields import SHA256_PATTERN, Day, Id, Model, Text, Verdict, Version
from vendorcheck.model.lexical import SCALAR_SCHEMA

_ADVISED_VERDICT: Final = re.compile(
    # The longer first: "approve with conditions" begins as "approve" does.
    "|".join(sorted(get_args(Verdict), key=len, reverse=True)).replace("-", "[- ]"),
    re.IGNORECASE,
)
_END_OF_VERDICT: Final = re.compile(r"\s*(?:[.:;,!–—-]|$)")


class DecidedCondition(Model):
    """A condition of a decision: something that must be done by a date.

    Only `done_on` and `done_by` are added later.
    """

    text: Text = Field(description="What.")
    owner: Text | None = Field(None, description="By whom.")
    due: Day | None = Field(None, description="By when, that day included.")
    before: Text | None = Field(None, description="Before what, such as go-live.")
    done_on: Day | None = Field(None, description="When it was done.")
    done_by: Text | None = Field(None, description="Which of us says that it is done.")

    def is_done(self, as_of: date) -> bool:
        """Return whether somebody says that it was done, on a day that is not in the future."""
        return self.done_by is not None and self.done_on is not None and self.done_on <= as_of

    def is_overdue(self, as_of: date) -> bool:
        """Return whether its last day has passed and it is not done."""
        return self.due is not None and self.due < as_of and not self.is_done(as_of)


class DecidedPolicy(Model):
    """The policy under which a vendor was assessed when the decision was made."""

    id: Id = Field(description="Its name.")
    version: Version | None = Field(None, description="Its version.")
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)] | None = Field(
        None, description="Its digest, as reports have it."
    )


class Decision(Model):
    """A decision by a person, with the verdict and the advice of that day.

    Decisions are appended and never changed.
    """

    decision: Verdict = Field(description="What was decided.")
    by: Text = Field(description="By whom.")
    decided_on: Day = Field(description="When.")
    verdict: Verdict | None = Field(None, description="What the rules said that day.")
    advice: Text | None = Field(
        None, description="What IT advised; a verdict at its beginning is compared."
    )
    advised_by: Text | None = Field(None, description="Who of IT advised it.")
    as_of: Day | None = Field(None, description="The day of the assessment.")
    policy: DecidedPolicy | None = Field(None, description="The rules of that day.")
    digests: dict[str, Annotated[str, WithJsonSchema(SCALAR_SCHEMA)]] = Field(
        {}, description="What was decided upon."
    )
    conditions: tuple[DecidedCondition, ...] = Field((), description="What must be done.")

    @property
    def advised_verdict(self) -> Verdict | None:
        """The verdict that IT's advice begins with, such as `Do not approve: …`, if it does."""
        return verdict_at_beginning(self.advice) if self.advice else None


def verdict_at_beginning(text: str) -> Verdict | None:
    """Return the verdict that a text begins with, in words or as its id, and a sentence ends there.

    `Approve. Leavers by hand.` begins with one, `Approve once SCIM is there.` does not.
    """
    words = _ADVISED_VERDICT.match(text.strip())
    if words is None or not _END_OF_VERDICT.match(text.strip(), words.end()):
        return None
    return cast("Verdict", words.group().lower().replace(" ", "-"))


@dataclass(frozen=True, slots=True)
class NewCondition:
    """A condition of a decision that is not written yet, with all that one should have."""

    text: str
    owner: str
    due: date
    before: str | None = None


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision that is not written yet, in a person's words."""

    decision: Verdict
    by: str
    advice: str | None = None
    advised_by: str | None = None
    conditions: tuple[NewCondition, ...] = ()


def last_decision(decisions: Iterable[Decision], as_of: date) -> Decision | None:
    """Return the latest decision that is not in the future; of one day, the one written last."""
    past_decisions = [decision for decision in decisions if decision.decided_on <= as_of]
    return max(reversed(past_decisions), key=lambda decision: decision.decided_on, default=None)
