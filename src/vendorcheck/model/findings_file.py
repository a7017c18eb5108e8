"""The findings file: what public pages say about a product, with the words and the address.

Whatever reads pages (a crawler, a person, an assistant) writes it, and `import --as public` takes
it into a vendor file. Nothing here goes anywhere by itself.
"""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from vendorcheck.model.fields import (
    Day,
    Id,
    Model,
    QuestionRef,
    ShortText,
    Text,
    Version,
    quote_beginning,
)
from vendorcheck.model.vendor_file import AnswerData
from vendorcheck.text.links import is_safe_link

FINDINGS_KIND: Final = "findings/1"
MAX_FINDINGS: Final = 2_000
"""The most findings of a file, as many as a questionnaire may have questions."""
MAX_QUOTE_LENGTH: Final = 1_000
"""The most characters of a quote: it shows what a page says, and does not copy the page."""
_MAX_ADDRESS_LENGTH: Final = 2_000
_SCHEMES: Final = ("https://", "http://")


def _require_page(address: str) -> str:
    """Return an address if it is that of a page that reports can link to.

    Raises:
        PydanticCustomError: it is not.
    """
    if address.lower().startswith(_SCHEMES) and is_safe_link(address):
        return address
    raise PydanticCustomError(
        "wrong-value",
        "{text} is no address of a page",
        {
            "text": quote_beginning(address),
            "hint": "write one that begins with https:// or http://, "
            "without name, password or spaces",
        },
    )


PageAddress = Annotated[
    str,
    StringConstraints(min_length=1, max_length=_MAX_ADDRESS_LENGTH, strip_whitespace=True),
    AfterValidator(_require_page),
    WithJsonSchema(
        {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://", "maxLength": _MAX_ADDRESS_LENGTH}
    ),
]
Quote = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_QUOTE_LENGTH, strip_whitespace=True),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_QUOTE_LENGTH}),
]


class Finding(Model):
    """An answer that a public page gives to one of our questions."""

    question: QuestionRef = Field(description="The question as `questionnaire/question`.")
    answer: AnswerData = Field(
        description="An option, several, a number, a duration, a date or words."
    )
    address: PageAddress = Field(description="The page; it begins with https:// or http://.")
    title: ShortText | None = Field(None, description="What the page is called.")
    quote: Quote = Field(description="The words of the page that say so.")
    date: Day = Field(description="The day on which the page said so; it can't be in the future.")


class FindingsFile(Model):
    """Answers from public pages, for `import` to take into a vendor file as claims."""

    vendorcheck: Literal["findings/1"] = Field(
        description="The kind of this file and the version of its format."
    )
    vendor: Text = Field(description="The vendor whose pages were read.")
    product: Text | None = Field(None, description="The product that they are about.")
    by: ShortText | None = Field(None, description="Who or what read them.")
    versions: dict[Id, Version] = Field(
        {}, description="Questionnaire -> its version for which the answers are."
    )
    findings: tuple[Finding, ...] = Field(description="What was found.")
