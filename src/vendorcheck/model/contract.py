"""Changes that a vendor announced after the decision, and the contract with it."""

from pydantic import Field

from vendorcheck.model.fields import Day, Model, QuestionRef, ShortText, Text


class AnnouncedChange(Model):
    """A change that a vendor announced, with the day by which we may object."""

    what: ShortText = Field(
        description="Its kind in a word or two: sub-processor, location, price, terms."
    )
    text: Text = Field(description="What changes.")
    announced_on: Day | None = Field(None, description="When the vendor announced it.")
    object_by: Day | None = Field(
        None, description="The last day on which we may object, that day included."
    )
    affects: tuple[QuestionRef, ...] = Field(
        (), description="The questions, as `questionnaire/question`, whose answers it may change."
    )


class Contract(Model):
    """The contract with the vendor: when it renews, and until when we can give notice."""

    renews_on: Day | None = Field(None, description="When it ends, or goes on by itself.")
    notice_by: Day | None = Field(
        None, description="The last day for giving notice, that day included."
    )
    yearly_cost: Text | None = Field(None, description="What it costs in a year.")
