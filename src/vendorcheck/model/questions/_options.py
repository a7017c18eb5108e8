"""Options and bands, the parts of a question that earn credit, and the wording of their gaps."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.evidence import EvidenceKind
from vendorcheck.model.fields import (
    INTERNAL,
    DurationField,
    Effort,
    Flag,
    Id,
    Model,
    OptionId,
    Severity,
    Share,
    ShortText,
    Text,
    refuse_curly_quotes,
)

ExpectedDetail: TypeAlias = Literal["plan", "price"]
"""A detail that an answer records besides."""


class GapWording(Model):
    """The texts about an answer that earns less than full credit."""

    finding: Text | None = Field(
        None, description="The gap, in a few words: what the report names."
    )
    remedy: Text | None = Field(None, description="What the vendor should change.")
    clause: Text | None = Field(None, description="What the contract should say.")
    effort: Effort | None = Field(
        None, description="How much the remedy asks of the vendor: low, medium or high."
    )


class Option(GapWording):
    """One answer that a question offers."""

    id: Annotated[OptionId, AfterValidator(refuse_curly_quotes)] = Field(
        description="What an answer file writes."
    )
    ref: ShortText | None = Field(None, description="Its name in its source: any short text.")
    label: Text = Field(description="What a person reads.")
    plain: Text | None = Field(
        None, description="The label in plain words, for the pre-check and the requester's view."
    )
    credit: Share | None = Field(
        None, description="The share from 0 to 1 of the question's weight that it earns."
    )
    severity: Severity | None = Field(
        None, description="How bad this gap is, where it differs from the question's severity."
    )
    exclusive: Flag = Field(
        False, description="multi_choice: this option stands alone (none of these)."
    )
    respondent: Literal["requester"] | None = Field(
        None,
        description=(
            "requester: an answer for those of us who do not know better; "
            "from a vendor it counts as none."
        ),
    )
    expects: tuple[ExpectedDetail, ...] = Field(
        (), description="What its answer has to record besides: plan, price, or both."
    )
    precheck: Annotated[Flag, INTERNAL] = Field(
        True,
        description="false: the pre-check does not offer it, as another option is easier to tell.",
    )
    kind: Annotated[Id | None, INTERNAL] = Field(
        None,
        description=(
            "What options of one question have in common, by any name: a path to fast leaves one "
            "out, or takes another one, only where one of the same kind remains."
        ),
    )
    supported_by: tuple[EvidenceKind, ...] = Field(
        (), description="The kinds of evidence that count for it; left out: any but the weak ones."
    )


def credit_missing_remark(path: DataPath) -> Remark:
    """Return the remark on an option that leaves open what it earns, where others earn credit."""
    return Remark(
        path,
        "credit-missing",
        "some options earn credit and this one says nothing",
        "write credit: 0 if it earns none",
    )


class Band(GapWording):
    """A range of amounts and what it earns; one without limits takes the rest."""

    at_most: OptionId | None = Field(None, description="The amount is this much or less.")
    at_least: OptionId | None = Field(None, description="The amount is this much or more.")
    within: DurationField | None = Field(
        None, description="date: the day lies at most this long before the day of the assessment."
    )
    credit: Share = Field(
        description="The share from 0 to 1 of the question's weight that it earns."
    )
    severity: Severity | None = Field(
        None, description="How bad this gap is, where it differs from the question's severity."
    )


OptionList: TypeAlias = Annotated[tuple[Option, ...], Field(min_length=1)]
BandList: TypeAlias = Annotated[tuple[Band, ...], Field(min_length=1)]
