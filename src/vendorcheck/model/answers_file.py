"""The answers file: what a vendor says, and the form that it was asked with.

It is no vendor file: it holds nothing that only we may say, and `import` takes it into one.
"""

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from vendorcheck.model.fields import SHA256_PATTERN, Day, Id, Model, ShortText, Text, Version
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, SuppliedAnswer, Vendor, VendorFile

ANSWERS_KIND: Final = "answers/1"


class AskedQuestionnaire(Model):
    """The questionnaire as the form asked it."""

    version: Version = Field(description="Its version.")
    digest: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)] | None = Field(
        None, description="Its digest, as reports have it."
    )


class FormStamp(Model):
    """The form that was filled in: it shows whether the answers belong to a vendor file."""

    package: ShortText | None = Field(None, description="The form's own name.")
    made_on: Day | None = Field(None, description="When the form was made.")
    vendor: Text | None = Field(None, description="The vendor that it was made for.")
    product: Text | None = Field(None, description="The product that it was made for.")
    questionnaires: dict[Id, AskedQuestionnaire] = Field(
        {}, description="Questionnaire -> its version and digest."
    )


class SuppliedResponse(Model):
    """All answers to one questionnaire, as the vendor itself may give them."""

    version: Version | None = Field(
        None, description="The questionnaire's version that was answered."
    )
    answers: dict[Id, SuppliedAnswer] = Field(
        {}, description="Question -> answer; a bare option or list is the short form."
    )


class AnswersFile(Model):
    """A vendor's answers, for `import` to take into a vendor file."""

    vendorcheck: Literal["answers/1"] = Field(
        description="The kind of this file and the version of its format."
    )
    form: FormStamp | None = Field(None, description="The form that was filled in.")
    by: Text | None = Field(None, description="Who filled it in.")
    responses: dict[Id, SuppliedResponse] = Field({}, description="Questionnaire -> answers.")


def as_vendor_file(answers_file: AnswersFile) -> VendorFile:
    """Return a vendor file that holds these answers under the same paths, to check them in."""
    responses = answers_file.model_dump(by_alias=True, exclude_unset=True).get("responses", {})
    vendor = Vendor(name=(answers_file.form and answers_file.form.vendor) or "unnamed")
    return VendorFile.model_validate(
        {"vendorcheck": VENDOR_FILE_KIND, "vendor": vendor, "responses": responses}
    )
