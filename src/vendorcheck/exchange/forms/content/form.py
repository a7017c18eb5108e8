"""A form as a value: for whom it is, and what it asks, in the words that a vendor reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from vendorcheck.model.vendor_file import SuppliedAnswer

AnswerShape: TypeAlias = Literal["one option", "options", "amount", "date", "link", "words"]
"""The shape of an answer, which decides how a form takes it."""


@dataclass(frozen=True, slots=True)
class FormOption:
    """An option, as a file of answers writes it and as a person reads it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question to the vendor.

    `number` is its place in the form, such as 2.14. `options` are those that a vendor may choose;
    an amount may have some as well. `hints` are sentences: when it is asked, in which form the
    answer is written, what else to name. `answer` is the vendor's earlier answer, if there is one.
    """

    key: str
    number: str
    ask: str
    shape: AnswerShape
    options: tuple[FormOption, ...]
    hints: tuple[str, ...] = ()
    answer: SuppliedAnswer | None = None

    @property
    def question_id(self) -> str:
        """The name of the question in its questionnaire."""
        return self.key.partition("/")[2]


@dataclass(frozen=True, slots=True)
class FormSection:
    """The questions of a section."""

    title: str
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class FormQuestionnaire:
    """The questions of a questionnaire, and the version and digest that they were taken from."""

    id: str
    version: str
    digest: str
    title: str
    summary: str
    sections: tuple[FormSection, ...]

    @property
    def questions(self) -> Iterator[FormQuestion]:
        """The questions in order."""
        for section in self.sections:
            yield from section.questions


@dataclass(frozen=True, slots=True)
class VendorForm:
    """A form for a vendor.

    `package` is the form's own name: the same content has the same. `contact` is whom a vendor may
    ask, empty if the policy names nobody.
    """

    package: str
    made_on: date
    vendor: str
    product: str
    contact: str
    questionnaires: tuple[FormQuestionnaire, ...]

    @property
    def subject(self) -> str:
        """The product with its vendor, or the vendor alone where both have one name."""
        is_other = self.product not in {"", self.vendor}
        return f"{self.product} by {self.vendor}" if is_other else self.vendor

    @property
    def questions(self) -> Iterator[FormQuestion]:
        """All questions in order."""
        for questionnaire in self.questionnaires:
            yield from questionnaire.questions
