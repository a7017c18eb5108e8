"""The crosswalk: which question of a framework's questionnaire says something about one of ours."""

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from vendorcheck.model.fields import Id, Model, OptionId, ShortText, Text, Version
from vendorcheck.model.lexical import words_schema
from vendorcheck.model.vendor_file import AnswerData

CROSSWALK_KIND: Final = "crosswalk/1"
MAX_ENTRIES: Final = 2_000
"""The most entries of a crosswalk, as many as a questionnaire may have questions."""
ANSWER_WORDS: Final = dict.fromkeys(("caiq", "hecvat-full", "hecvat-lite"), ("Yes", "No"))
"""The answers of each framework that can answer a question of ours: "NA" never does."""


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


_RELATIONS: Final = ("equal", "partial", "related", "none")
CrosswalkRelation = Annotated[
    Literal["equal", "partial", "related", "none"],
    BeforeValidator(_lower),
    WithJsonSchema(words_schema(_RELATIONS)),
]


class CrosswalkSource(Model):
    """The framework whose answers are read; its ids mean nothing without the version."""

    framework: Id = Field(description="Its name, such as caiq.")
    version: Version = Field(description="Its version, such as 4.0.")

    @property
    def name(self) -> str:
        """The framework with its version, as lists of controls are named: `caiq-4.0`."""
        return f"{self.framework}-{self.version}"


class CrosswalkTarget(Model):
    """The questionnaire of ours whose questions are answered."""

    questionnaire: Id = Field(description="Its id.")
    version: Version = Field(description="Its version.")


class CrosswalkEntry(Model):
    """The relation of one question of the framework to one of ours."""

    source: OptionId = Field(description="The framework's question.")
    question: Id | None = Field(None, description="Our question; left out with `none`.")
    relation: CrosswalkRelation = Field(
        description=(
            "equal: its answer answers ours; partial: it asks for a part, or for more; related: it "
            "is about the same thing; none: we ask nothing of the kind. Only equal answers."
        )
    )
    because: Text | None = Field(None, description="Why they relate so.")
    answers: dict[ShortText, AnswerData] = Field(
        {},
        description=(
            "With equal: the framework's answer -> ours. An answer that is not named says nothing."
        ),
    )


class Crosswalk(Model):
    """The relations of the questions of a framework's questionnaire to those of one of ours."""

    vendorcheck: Literal["crosswalk/1"] = Field(
        description="The kind of this file and the version of its format."
    )
    from_: CrosswalkSource = Field(alias="from", description="What is read.")
    to: CrosswalkTarget = Field(description="What is answered.")
    maps: tuple[CrosswalkEntry, ...] = Field(description="Which question says what about which.")
