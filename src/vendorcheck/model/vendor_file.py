"""The vendor file: the vendor, our needs, the vendor's answers, and the decisions of people."""

import re
from functools import lru_cache
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
    WithJsonSchema,
)

from vendorcheck.model.contract import AnnouncedChange, Contract
from vendorcheck.model.decisions import Decision
from vendorcheck.model.evidence import Evidence, SuppliedEvidence
from vendorcheck.model.fields import (
    SHA256_PATTERN,
    UNION_TAG_MARK,
    Day,
    Flag,
    Grade,
    Id,
    Model,
    QuestionRef,
    ShortText,
    Text,
    Version,
)
from vendorcheck.model.lexical import SCALAR_SCHEMA, words_schema

VENDOR_FILE_KIND = "vendor/1"


_ONE_TAG, _SEVERAL_TAG = f"{UNION_TAG_MARK}one", f"{UNION_TAG_MARK}several"


def _answer_form(value: object) -> str:
    return _ONE_TAG if isinstance(value, str) else _SEVERAL_TAG


AnswerText: TypeAlias = Annotated[
    str, StringConstraints(min_length=1), WithJsonSchema({**SCALAR_SCHEMA, "minLength": 1})
]
AnswerData: TypeAlias = Annotated[
    Annotated[AnswerText, Tag(_ONE_TAG)] | Annotated[tuple[AnswerText, ...], Tag(_SEVERAL_TAG)],
    Discriminator(_answer_form),
]


def _parse_need_met(value: object) -> object:
    return (
        {"true": "yes", "false": "no"}.get(value.lower(), value.lower())
        if isinstance(value, str)
        else value
    )


NeedMet = Annotated[
    Literal["yes", "partly", "no", "unknown"],
    BeforeValidator(_parse_need_met),
    WithJsonSchema(words_schema(("yes", "partly", "no", "unknown", "true", "false"))),
]


PLAN_QUESTION: Final = "request/plan"
"""The question which plan of the product is considered."""
_NAME_OF_PLAN: Final = re.compile(r"[^\W_](?:[^\W_]|[ +'()-]|\.(?=\d)){0,39}")
"""A plan in a request that is only a name, which means nothing to Markdown. The page for
requesters knows it as well."""


class Vendor(Model):
    """The vendor and its product."""

    name: Text = Field(description="The vendor.")
    product: Text | None = Field(None, description="The product.")
    plan: Text | None = Field(None, description="The plan that we would buy.")
    website: Text | None = Field(None, description="The product's page.")
    contact: Text | None = Field(None, description="Whom to ask at the vendor.")
    owner: Text | None = Field(None, description="Who wants it at our company.")


class Need(Model):
    """Something that the business needs the product to do."""

    text: Text = Field(description="What it should do.")
    must: Flag = Field(False, description="Whether it can't be done without.")
    met: NeedMet = Field("unknown", description="Whether the product does it.")


class Mitigation(Model):
    """A measure against a gap."""

    text: Text = Field(description="What is done.")
    due: Day | None = Field(None, description="By when.")


class SuppliedAnswer(Model):
    """The answer to one question as the vendor itself may give it.

    It has one of `answer`, `unknown` and `not_applicable`.
    """

    answer: AnswerData | None = Field(
        None, description="An option, several, a number, a duration, a date or words."
    )
    unknown: Flag = Field(False, description="true: nobody knows, which is an answer of its own.")
    not_applicable: Text | None = Field(
        None, description="Why the question does not concern this product."
    )
    note: Text | None = Field(None, description="Anything to add.")
    evidence: tuple[SuppliedEvidence, ...] = Field((), description="What supports it.")
    plan: Text | None = Field(None, description="Which plan has it.")
    price: Text | None = Field(None, description="What that costs.")


class Answer(SuppliedAnswer):
    """The answer to one question: it has one of `answer`, `unknown` and `not_applicable`."""

    evidence: tuple[Evidence, ...] = Field((), description="What supports it.")
    confirmed_by: Text | None = Field(
        None, description="Which of us agrees that it is not applicable."
    )
    confirmed_on: Day | None = Field(None, description="When that was confirmed.")
    disputed: Text | None = Field(
        None, description="Why we don't believe it; it counts as unknown."
    )
    source: Literal["vendor", "public", "import", "us"] = Field(
        "vendor", description="Who says so."
    )
    grade: Grade = Field(
        "claimed",
        description=(
            "How well it is supported: documented needs evidence that counts, "
            "verified `reviewed_by` and `reviewed_on`; otherwise it counts as claimed."
        ),
    )
    as_of: Day | None = Field(None, description="When it was so.")
    by: Text | None = Field(None, description="Who wrote it down.")
    reviewed_by: Text | None = Field(None, description="Who of us verified or disputed it.")
    reviewed_on: Day | None = Field(None, description="When.")
    mitigation: Mitigation | None = Field(None, description="What is done about the gap.")


class Response(Model):
    """All answers to one questionnaire."""

    version: Version | None = Field(
        None, description="The questionnaire's version that was answered."
    )
    answers: dict[Id, Answer] = Field(
        {}, description="Question -> answer; a bare option or list is the short form."
    )


class AcceptedRisk(Model):
    """A finding or an open question that a named person accepts, until a date."""

    question: QuestionRef = Field(
        description="`questionnaire/question`, or `questionnaire/check` for a contradiction."
    )
    answer: AnswerData | None = Field(
        None, description="The answer that is accepted, or unknown; left out: whatever it is."
    )
    reason: Text = Field(description="Why.")
    accepted_by: Text = Field(description="Who.")
    accepted_on: Day = Field(description="When.")
    expires: Day = Field(description="Until when, that day included.")


class LogEntry(Model):
    """Something that went to the vendor, or came back from it; entries are only appended."""

    sent: ShortText | None = Field(None, description="What was sent: form.")
    received: ShortText | None = Field(None, description="What came back: the format of the file.")
    on: Day = Field(description="When.")
    digest: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)] | None = Field(
        None, description="The SHA-256 of the file that was sent or received."
    )
    file: Text | None = Field(None, description="The name of the file.")


class VendorFile(Model):
    """A vendor, its product, and its answers to one or more questionnaires."""

    vendorcheck: Literal["vendor/1"] = Field(
        description="The kind of this file and the version of its format."
    )
    requested_on: Day | None = Field(
        None, description="When it was asked for; the pre-check writes it."
    )
    vendor: Vendor = Field(description="Who sells what.")
    needs: tuple[Need, ...] = Field((), description="What the business needs the product to do.")
    responses: dict[Id, Response] = Field({}, description="Questionnaire -> answers.")
    accepted_risks: tuple[AcceptedRisk, ...] = Field(
        (), description="What a named person accepts, until a date."
    )
    decisions: tuple[Decision, ...] = Field(
        (), description="What people decided, appended one by one."
    )
    changes: tuple[AnnouncedChange, ...] = Field((), description="What the vendor announced since.")
    contract: Contract | None = Field(None, description="The contract with the vendor.")
    log: tuple[LogEntry, ...] = Field(
        (), description="What went to the vendor and came back; `form` and `import` append to it."
    )

    def answer(self, question: str) -> Answer | None:
        """Return the answer to `questionnaire/question`, if there is one."""
        questionnaire, _, name = question.partition("/")
        response = self.responses.get(questionnaire)
        return response.answers.get(name) if response else None

    @property
    def considered_plan(self) -> str:
        """The plan that we would buy, as the file or the request names it; empty if neither does.

        A request that says more than a name says it to us alone.
        """
        said = self.answer(PLAN_QUESTION)
        plan = said.answer if said and said.disputed is None else None
        if self.vendor.plan or not isinstance(plan, str):
            return self.vendor.plan or ""
        return plan if _NAME_OF_PLAN.fullmatch(plan) else ""


@lru_cache(4096)
def short_form_answer(text: str) -> object:
    """Return the answer that consists of one word; as plain data if that is no valid answer.

    Files are full of the same few words, and answers are immutable, so they are cached.
    """
    try:
        return Answer(answer=text)
    except ValidationError:
        return {"answer": text}  # validation reports it with its place
