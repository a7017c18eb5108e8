"""The base of all question types, and the table in which they are registered."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeAlias

from pydantic.fields import FieldInfo

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import AnswerTest
from vendorcheck.model.fields import NotApplicableRule
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.model.questions._invalid_answer import RawAnswer
from vendorcheck.model.questions._options import Band, Option
from vendorcheck.model.questions._question_keys import QuestionKeys
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer
from vendorcheck.registry import Registry

AnswerTests: TypeAlias = tuple[AnswerTest, ...]
"""The tests of one question in conditions."""


class BaseQuestion(QuestionKeys):
    """The interface and the defaults of all question types.

    A type overrides what differs from the defaults. It must define `kind_of_answer`,
    `parse_answer`, `result_of`, `possible_results`, `full_credit_answers` and `example`. Its own
    docstring is its documentation: what an answer is, and what it earns.
    """

    if TYPE_CHECKING:
        # Each type declares it as a field: one of the base would come before the keys of a type.
        type: str

    kind_of_answer: ClassVar[Literal["one option", "options", "amount", "words"]]
    """The kind of answer: it decides how a `when` tests it and how a person is asked."""
    amounts_are_time_spans: ClassVar[bool] = False
    """True if its amounts are durations, in days.

    A `when` compares these with durations, and other amounts with plain numbers.
    """
    answer_is_date: ClassVar[bool] = False
    """True if an answer is a day of the calendar, written as 2026-11-22."""
    answer_is_url: ClassVar[bool] = False
    """True if an answer is the address of a page, which may be linked to."""

    @abstractmethod
    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse an answer as it is written.

        Raises:
            InvalidAnswer: the question does not take it.
        """

    def possible_answers(self, text: str) -> tuple[str, ...]:
        """Return the answers that a text may mean in another spelling, such as `4 hours` for `4h`.

        Files must hold one of these instead; a person may be understood if there is only one.
        """
        return ()

    @abstractmethod
    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return the result of an answer on a day; None if the question is not scored."""

    @abstractmethod
    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield every result that an answer can have; none if the question is not scored."""

    def reachable_results(self) -> list[AnswerResult]:
        """Return the possible results that some answer has.

        A band has none if earlier bands contain all of its amounts.
        """
        return list(self.possible_results())

    @abstractmethod
    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return answers with full credit, the nearest to the current one first; possibly none.

        Args:
            current: the current answer, if there is one; its options stay ticked if several may be.
            as_of: the day of the assessment.
            tests: the tests of this question in conditions; answers that they can tell apart are
                represented by one of each class.
        """

    def describe_full_credit(self) -> str:
        """Return in a few words what earns full credit; empty if nothing does."""
        return " or ".join(
            f'"{option.label}"' for option in self.offered_options if option.credit == 1
        )

    @abstractmethod
    def example(self) -> str:
        """Return an example or a short description of an answer, for help and messages."""

    def example_besides_options(self) -> str:
        """Return the example of an answer that is none of the options, where there are such."""
        return self.example()

    def missing_for_full_credit(self, value: ParsedAnswer) -> str:
        """Return what an answer of several parts lacks for full credit; empty for other answers."""
        return ""

    @classmethod
    def documentation(cls) -> str:
        """Return what an answer is and what it earns, in a sentence for authors and readers."""
        return " ".join((cls.__doc__ or "").split())

    @classmethod
    def own_fields(cls) -> dict[str, FieldInfo]:
        """Return the fields of this type that not every question has, but for the type itself."""
        return {
            name: field
            for name, field in cls.model_fields.items()
            if name not in BaseQuestion.model_fields and name != "type"
        }

    @classmethod
    def credit_keys(cls) -> frozenset[str]:
        """Return the keys of this type alone that decide what an answer earns."""
        return frozenset(cls.model_fields) - frozenset(BaseQuestion.model_fields)

    @property
    def counts_in_score(self) -> bool:
        """Return whether its own weight lets it count in the score; a policy may override that."""
        return not self.fact and (self.weight is None or self.weight > 0)

    @property
    def asks_for_past_date(self) -> bool:
        """Return whether it asks for a day in the past, whose age decides about its credit."""
        return False

    @property
    def any_answer_earns_full_credit(self) -> bool:
        """Return whether every answer earns full credit, because being answered is what counts."""
        return False

    @property
    def expected_answer(self) -> str | None:
        """The only answer with full credit where all others earn none; None for other questions."""
        return None

    def remarks(self, path: DataPath) -> Iterator[Remark]:
        """Yield what is wrong with the question itself, beyond the schema."""
        yield from ()

    @property
    def offered_options(self) -> tuple[Option, ...]:
        """The options to choose from, its own or a set's; empty where an answer is typed."""
        return ()

    @property
    def is_chosen(self) -> bool:
        """Return whether an answer is chosen from its options rather than typed."""
        return bool(self.offered_options) and self.kind_of_answer != "amount"

    @property
    def own_options(self) -> tuple[Option, ...]:
        """The options that the question itself defines, at its key `options`."""
        return ()

    @property
    def option_set_name(self) -> str | None:
        """The option set that it uses instead of its own options, if any."""
        return None

    @property
    def lacks_options(self) -> bool:
        """Return whether it requires `options` or an `option_set` and has neither."""
        return False

    def with_options(self, options: tuple[Option, ...] | None) -> Self:
        """Return the question with these options of its set; None: there is no such set."""
        return self

    @property
    def option_spellings(self) -> Mapping[str, str]:
        """The spellings of its options, in lower case, with their ids; empty if only the ids."""
        return {}

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """The bands that the question defines, at its key `bands`."""
        return ()

    @property
    def counted_unit(self) -> str | None:
        """The unit of its numbers: persons, seats, percent; None if it has none."""
        return None

    @property
    def takes_whole_numbers_only(self) -> bool:
        """Return whether its numbers are counts, written without point and separators."""
        return False

    @property
    def least_credit_counts(self) -> bool:
        """Return whether the least credit of several options counts, rather than their sum."""
        return False

    @property
    def band_limits(self) -> tuple[Fraction, ...]:
        """The amounts at which its bands begin or end, in order."""
        return ()

    @property
    def smallest_amount(self) -> Fraction | None:
        """The smallest amount that an answer can have; None if there is no such limit."""
        return None

    def format_amount(self, amount: Fraction) -> str:
        """Return an amount as an answer would write it, even if the question would not take it."""
        return format_exact_decimal(amount)

    @cached_property
    def option_positions(self) -> dict[str, int]:
        """The position of each offered option, by its id."""
        return {option.id: position for position, option in enumerate(self.offered_options)}

    @cached_property
    def requester_option_ids(self) -> frozenset[str]:
        """The options that only one of us may choose, in lower case, since any case is accepted."""
        return frozenset(option.id.lower() for option in self.offered_options if option.respondent)

    @cached_property
    def expects_details(self) -> bool:
        """True if some option says what its answer has to record besides."""
        return any(option.expects for option in self.offered_options)

    @cached_property
    def names_kinds_of_evidence(self) -> bool:
        """True if some option says which kinds of evidence support it."""
        return any(option.supported_by for option in self.offered_options)

    @cached_property
    def combinable_and_exclusive_options(self) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
        """The options that may be combined with others, and the exclusive ones."""
        combinable = tuple(option for option in self.offered_options if not option.exclusive)
        return combinable, tuple(option for option in self.offered_options if option.exclusive)

    @cached_property
    def credit_range(self) -> tuple[Fraction, Fraction] | None:
        """The least and the most credit of an answer; None if no answer can earn any."""
        if self.fact:
            return None
        possible_credits = [result.credit for result in self.possible_results()]
        return (
            (min(possible_credits), max(possible_credits))
            if possible_credits and max(possible_credits) > 0
            else None
        )

    def not_applicable_rule(self, blocker: Fraction | None) -> NotApplicableRule:
        """Return who may put the question aside as not applicable.

        Args:
            blocker: the least credit that a policy requires of it; None if it is no blocker. A
                vendor alone can't put a blocker aside, even where the question allows it.
        """
        if self.not_applicable is None:
            return "confirmed" if blocker is None else "refused"
        if self.not_applicable == "allowed" and blocker is not None:
            return "confirmed"
        return self.not_applicable

    @property
    def accepts_not_applicable(self) -> bool:
        """Return whether the question itself can be put aside as not applicable at all."""
        return self.not_applicable_rule(self.blocker) != "refused"


QUESTION_TYPES: Registry[type[BaseQuestion]] = Registry("question type")
