"""What all question types share, and the table that they are entered in."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeAlias

from pydantic import Field

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import AnswerTest, Condition
from vendorcheck.model.fields import Blocker, Flag, Id, OptionId, Severity, Text, Weight
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.model.questions._invalid_answer import RawAnswer
from vendorcheck.model.questions._options import Band, GapWording, Option
from vendorcheck.registry import Registry
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name

AnswerTests: TypeAlias = tuple[AnswerTest, ...]
"""What conditions ask of one question."""


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """An answer, understood: the options that it picks, or its amount (a number, days, an ordinal day).

    `shown` is it as a person reads it, a number with its unit; `raw` as it is written in a file.
    """

    display_text: str
    raw: RawAnswer
    options: frozenset[str] = frozenset()
    amount: Fraction | None = None

    @property
    def quotable_text(self) -> str:
        """It for a sentence of ours: the labels of options are ours and stand in full, somebody's own words are cut."""
        return (
            self.display_text if self.options else short_name(self.display_text, MAX_QUOTE_LENGTH)
        )


@dataclass(frozen=True, slots=True, eq=False)
class AnswerResult:
    """What an answer earns, 0 to 1, and the option, band or question that words its gap.

    Questions make each of theirs once, so that what one is worth under a policy can be kept by its identity.
    """

    credit: Fraction
    wording: GapWording
    severity: Severity | None = None


class BaseQuestion(GapWording):
    """One thing to ask: all that the rest of the house may ask of any question.

    A type overrides what it has; what it says nothing of, it has not. `kind_of_answer`, `read`, `outcome`, `outcomes`,
    `full_answers` and `example` every type has to say.
    """

    id: Id = Field(
        description="Its name: lower-case letters, digits and hyphens; unique in its questionnaire."
    )
    ask: Text = Field(description="The question, as IT and the vendor read it.")
    plain: Text | None = Field(None, description="The question in plain words, for the requester.")
    why: Text | None = Field(None, description="Why it is asked.")
    where_to_look: Text | None = Field(None, description="Where the answer stands in public.")
    verify: Text | None = Field(
        None, description="How somebody with a trial account tests the answer."
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
    not_applicable: Literal["allowed", "refused"] | None = Field(
        None,
        description="Whether it may be answered as not applicable; left out: a blocker refuses it, others allow it.",
    )
    when: Condition | None = Field(None, description="When it is asked; left out: always.")
    maps_to: dict[str, tuple[OptionId, ...]] = Field(
        {}, description="Framework with its version -> controls."
    )

    if TYPE_CHECKING:
        # Each type has it as a field. As a field of all it would stand before the keys of a type, and in the schemas too.
        type: str

    kind_of_answer: ClassVar[Literal["one option", "options", "amount", "words"]]
    """What a `when` can ask of it, and how many ways there are to ask a person."""
    amounts_are_time_spans: ClassVar[bool] = False
    """Whether its amounts are durations, in days: a `when` compares these with durations, others with plain numbers."""
    answer_is_date: ClassVar[bool] = False
    """Whether an answer is a day of the calendar, written as 2026-11-22."""
    answer_is_url: ClassVar[bool] = False
    """Whether an answer is the address of a page, which may be linked to."""

    @abstractmethod
    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Understand an answer, or raise `Misfit` with what is wrong with it."""

    @abstractmethod
    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """What an answer earns on that day; None if the question is not scored."""

    @abstractmethod
    def possible_results(self) -> Iterator[AnswerResult]:
        """Every way in which an answer can earn credit; nothing if the question is not scored."""

    def reachable_results(self) -> list[AnswerResult]:
        """Those of `outcomes` that some answer has: no amount may be left to a band that takes the rest."""
        return list(self.possible_results())

    @abstractmethod
    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Answers with full credit, the nearest to the current one first; none if full credit can't be reached.

        Args:
            current: the answer that is there, if there is one; what several options tick stays ticked.
            as_of: the day.
            tests: what conditions ask of this question: where they can tell answers apart, there is one of each kind.
        """

    def describe_full_credit(self) -> str:
        """What earns full credit, in a few words; empty where nothing does."""
        return " or ".join(
            f'"{option.label}"' for option in self.offered_options if option.credit == 1
        )

    @abstractmethod
    def example(self) -> str:
        """What an answer looks like; for help and messages."""

    def missing_for_full_credit(self, value: ParsedAnswer) -> str:
        """What an answer of several parts lacks for full credit; empty for all others."""
        return ""

    @classmethod
    def credit_keys(cls) -> frozenset[str]:
        """The keys that only this type has and on which depends what an answer earns."""
        return frozenset(cls.model_fields) - frozenset(BaseQuestion.model_fields)

    @property
    def counts_in_score(self) -> bool:
        """Whether its credit counts in the score by its own word; a policy may say otherwise."""
        return self.weight is None or self.weight > 0

    @property
    def asks_for_past_date(self) -> bool:
        """Whether it asks for a day of the past: what a day earns depends on how long ago it was."""
        return False

    @property
    def any_answer_earns_full_credit(self) -> bool:
        """Whether every answer earns full credit, because being answered is what counts."""
        return False

    @property
    def expected_answer(self) -> str | None:
        """The one answer that earns full credit where all others earn none; None if there is more to be said of them."""
        return None

    def remarks(self, path: DataPath) -> Iterator[Remark]:
        """What is wrong with the question itself, beyond the schema."""
        yield from ()

    @property
    def offered_options(self) -> tuple[Option, ...]:
        """The options to pick from, wherever they stand; empty where an answer is typed."""
        return ()

    @property
    def own_options(self) -> tuple[Option, ...]:
        """Those of them that stand in the question itself, at its key `options`."""
        return ()

    @property
    def option_set_name(self) -> str | None:
        """The option set of the questionnaire that it uses instead of own options; None if it uses none."""
        return None

    @property
    def lacks_options(self) -> bool:
        """Whether it should have `options` or an `option_set`, and has neither."""
        return False

    def with_options(self, options: tuple[Option, ...] | None) -> Self:
        """The question with the options of its option set in place; None: there is no such set."""
        return self

    @property
    def option_spellings(self) -> Mapping[str, str]:
        """How its options may be written, in small letters, each with the option's id; empty if only as their ids."""
        return {}

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """The bands that stand in the question, at its key `bands`."""
        return ()

    @property
    def counted_unit(self) -> str | None:
        """What its numbers count: persons, seats, percent; None where nothing says so."""
        return None

    @property
    def smallest_amount(self) -> Fraction | None:
        """The smallest amount that an answer can have; None if there is none."""
        return None

    def format_amount(self, amount: Fraction) -> str:
        """An amount as an answer would write it, whether or not the question takes it."""
        return format_exact_decimal(amount)

    @cached_property
    def option_positions(self) -> dict[str, int]:
        """Where each option stands among those offered, by its id."""
        return {option.id: rank for rank, option in enumerate(self.offered_options)}

    @cached_property
    def combinable_and_exclusive_options(self) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
        """The options that may stand with others, and those that are exclusive."""
        options = self.offered_options
        return tuple(one for one in options if not one.exclusive), tuple(
            one for one in options if one.exclusive
        )

    @cached_property
    def credit_range(self) -> tuple[Fraction, Fraction] | None:
        """The least and the most credit that an answer can earn; None if the question is not scored."""
        earned = [outcome.credit for outcome in self.possible_results()]
        return (min(earned), max(earned)) if earned and max(earned) > 0 else None

    @property
    def accepts_not_applicable(self) -> bool:
        """Whether "not applicable" is an answer to it, as the question itself says."""
        return self.not_applicable == "allowed" or (
            self.not_applicable is None and self.blocker is None
        )


QUESTION_TYPES: Registry[type[BaseQuestion]] = Registry("question type")
