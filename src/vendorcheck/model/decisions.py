"""Decisions: what people decided about a vendor, and what must be done by when."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, WithJsonSchema

from vendorcheck.model.fields import SHA256_PATTERN, Day, Id, Model, Text, Verdict, Version
from vendorcheck.model.lexical import SCALAR_SCHEMA


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
    advice: Text | None = Field(None, description="What IT advised.")
    as_of: Day | None = Field(None, description="The day of the assessment.")
    policy: DecidedPolicy | None = Field(None, description="The rules of that day.")
    digests: dict[str, Annotated[str, WithJsonSchema(SCALAR_SCHEMA)]] = Field(
        {}, description="What was decided upon."
    )
    conditions: tuple[DecidedCondition, ...] = Field((), description="What must be done.")


def last_decision(decisions: Iterable[Decision], as_of: date) -> Decision | None:
    """Return the latest decision that is not in the future; of one day, the one written last."""
    past_decisions = [decision for decision in decisions if decision.decided_on <= as_of]
    return max(reversed(past_decisions), key=lambda decision: decision.decided_on, default=None)
