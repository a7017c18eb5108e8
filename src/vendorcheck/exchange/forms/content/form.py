"""A form as a value: for whom it is, and what it asks, in the words that a vendor reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from vendorcheck.model.conditions import Range
from vendorcheck.model.vendor_file import SuppliedAnswer
from vendorcheck.text.safe import slug

AnswerShape: TypeAlias = Literal["one option", "options", "amount", "date", "link", "words"]
"""The shape of an answer, which decides how a form takes it."""
QuestionTest: TypeAlias = tuple[str, ...] | Range


@dataclass(frozen=True, slots=True)
class FormCondition:
    """A condition that the vendor's own answers decide.

    `word` says whether all of its `parts` must hold, any of them or not the one, or whether it is a
    `test` of the question `key`: the answer is one of these options, or the amount lies in a range.
    """

    word: Literal["all", "any", "not", "test"]
    parts: tuple["FormCondition", ...] = ()
    key: str = ""
    test: QuestionTest = ()


@dataclass(frozen=True, slots=True)
class FormOption:
    """An option, as a file of answers writes it and as a person reads it.

    `exclusive`: it can't be chosen together with others.
    """

    id: str
    label: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """The rules for an answer that a form may check while it is written.

    The first four are about amounts: their unit, whether they are whole, the smallest, and whether
    they are time spans. `may_not_apply`: the question may be put aside. `asks_plan` and
    `asks_evidence`: a plan with its price, and a document or page, should be named.
    """

    unit: str = ""
    whole: bool = False
    smallest: Fraction | None = None
    is_time_span: bool = False
    may_not_apply: bool = True
    asks_plan: bool = False
    asks_evidence: bool = False


@dataclass(frozen=True, slots=True)
class AskedIf:
    """The condition under which a question is asked, in a sentence and to be decided."""

    sentence: str
    condition: FormCondition


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question to the vendor.

    `number` is its place in the form, such as 2.14. `options` are those that a vendor may choose;
    an amount may have some as well. `hints` are sentences: when it is asked, in which form the
    answer is written, what else to name. `answer` is the vendor's earlier answer, if there is one.
    `asked_if` is None where it is always asked; else its sentence is one of the hints, too.
    """

    key: str
    number: str
    ask: str
    shape: AnswerShape
    options: tuple[FormOption, ...]
    hints: tuple[str, ...] = ()
    answer: SuppliedAnswer | None = None
    asked_if: AskedIf | None = None
    rules: AnswerRules = AnswerRules()

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
    def answers_file(self) -> str:
        """The name of the file of answers that a form offers for download."""
        return f"{slug(self.product or self.vendor)}-answers.json"

    @property
    def questions(self) -> Iterator[FormQuestion]:
        """All questions in order."""
        for questionnaire in self.questionnaires:
            yield from questionnaire.questions
