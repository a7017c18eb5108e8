"""The keys that every question may have, whatever its type."""

from typing import Literal

from pydantic import Field

from vendorcheck.model.conditions import Condition
from vendorcheck.model.controls import Control, MappedControls, controls_by_framework
from vendorcheck.model.fields import (
    Blocker,
    Flag,
    Id,
    NotApplicableRule,
    Severity,
    ShortText,
    Text,
    Weight,
)
from vendorcheck.model.questions._options import GapWording


class QuestionKeys(GapWording):
    """The keys of any question; its type adds keys of its own."""

    id: Id = Field(
        description="Its name: lower-case letters, digits and hyphens; unique in its questionnaire."
    )
    ref: ShortText | None = Field(None, description="Its name in its source: any short text.")
    ask: Text = Field(description="The question, as IT and the vendor read it.")
    plain: Text | None = Field(None, description="The question in plain words, for the requester.")
    why: Text | None = Field(None, description="Why it is asked.")
    where_to_look: Text | None = Field(None, description="Where the answer stands in public.")
    verify: Text | None = Field(
        None, description="How somebody with a trial account tests the answer."
    )
    fact: Flag = Field(
        False,
        description=(
            "A fact about the product or its use: it decides what else is asked, is never scored, "
            "and no path to yes changes it."
        ),
    )
    severity: Severity = Field("medium", description="How bad a gap is.")
    weight: Weight | None = Field(
        None, description="What it counts for; left out, the policy's weight of its severity."
    )
    blocker: Blocker = Field(
        None,
        description="Must be met whatever the score: true for full credit, or {at_least: 0.5}.",
    )
    precheck: Flag = Field(
        False, description="One of the few that the requester is asked in the pre-check."
    )
    plan_and_price: Flag = Field(
        False, description="The answer records which plan has it and what that costs."
    )
    evidence: Literal["none", "expected"] = Field(
        "none", description="Whether an answer should come with evidence."
    )
    not_applicable: NotApplicableRule | None = Field(
        None,
        description=(
            "Whether it may be put aside as not applicable: allowed, only if one of us has "
            "confirmed it, or refused; left out: a blocker refuses it, others need confirmation."
        ),
    )
    when: Condition | None = Field(None, description="When it is asked; left out: always.")
    maps_to: dict[str, MappedControls] = Field(
        {},
        description=(
            "Framework with its version -> controls: `[A.8.5]`, or with how they relate: "
            "`[{id: A.8.5, relation: partial}]`; `none` where it has no control for this."
        ),
    )

    @property
    def controls(self) -> dict[str, tuple[Control, ...]]:
        """Return the controls of each framework; empty where it has none for this."""
        return controls_by_framework(self.maps_to)
