"""Very many bands, options and conditions cost no more than they must.

What is looked at is counted.
"""

from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from assessments import asking, question_of, question_with_bands
from vendorcheck.document.document import parse_document
from vendorcheck.model.conditions import AnswerTest, KnownAnswer, Range, evaluate_test
from vendorcheck.model.questionnaire import MAX_SHARED_OPTIONS, Questionnaire
from vendorcheck.model.questions import InvalidAnswer, Option
from vendorcheck.model.questions._bands import AmountRange, BandLookup
from vendorcheck.model.questions._equivalence import EquivalenceClasses
from vendorcheck.model.questions.choice import OptionsQuestion
from vendorcheck.model.questions.number import NumberQuestion
from vendorcheck.text.suggest import nearest_name_hint
from vendorcheck.validation.questionnaires import check_questionnaire
from vendorcheck.validation.schema.parse import parse_model

DAY = date(2026, 11, 22)

LIMITS = st.none() | st.integers(-3, 3).map(Fraction)
RANGES = st.builds(
    lambda low, high: Range.model_construct(at_least=low, at_most=high), LIMITS, LIMITS
)
TESTS = st.lists(RANGES | st.sets(st.sampled_from("abc"), min_size=1).map(tuple))
HALVES = [Fraction(half, 2) for half in range(-8, 9)]


@given(st.lists(st.builds(AmountRange, LIMITS, LIMITS)))
def test_an_amount_falls_into_the_first_band_that_takes_it(spans: list[AmountRange]) -> None:
    cells = BandLookup(spans)
    for amount in HALVES:
        takers = (
            index
            for index, span in enumerate(spans)
            if (span.low is None or amount >= span.low)
            and (span.high is None or amount <= span.high)
        )
        assert cells.band_at(amount) == next(takers, None)


@given(TESTS, st.sets(st.sampled_from("abcd")))
def test_answers_are_of_one_kind_if_all_tests_say_the_same_of_them(
    tests: list[AnswerTest], options: set[str]
) -> None:
    kinds = EquivalenceClasses(tests)
    answers = [
        KnownAnswer(True, "answered", frozenset(options)),
        *(KnownAnswer(True, "answered", amount=a) for a in HALVES),
    ]
    found = [kinds.class_of(known.options, known.amount) for known in answers]
    said = [tuple(evaluate_test(test, known) for test in tests) for known in answers]
    assert [[one == other for other in found] for one in found] == [
        [one == other for other in said] for one in said
    ]


class Counted(Fraction):
    """An amount that counts how often it is compared."""

    compared = 0

    def __lt__(self, other: object) -> bool:
        Counted.compared += 1
        return super().__lt__(other)  # type: ignore[operator]

    def __le__(self, other: object) -> bool:
        Counted.compared += 1
        return super().__le__(other)  # type: ignore[operator]

    def __ge__(self, other: object) -> bool:
        Counted.compared += 1
        return super().__ge__(other)  # type: ignore[operator]

    def __gt__(self, other: object) -> bool:
        Counted.compared += 1
        return super().__gt__(other)  # type: ignore[operator]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    amount = NumberQuestion.parse_amount
    monkeypatch.setattr(
        NumberQuestion, "parse_amount", lambda self, text: Counted(amount(self, text))
    )
    Counted.compared = 0
    return Counted


def test_of_very_many_bands_each_limit_is_looked_up(counted: type[Counted]) -> None:
    bands = [
        f"{{at_least: {2 * band}, at_most: {2 * band + 1}, credit: 1}}" for band in range(1_000)
    ]
    question = question_with_bands("number", f"[{', '.join(bands)}, {{credit: 0}}]")
    tests = tuple(Range.model_validate({"at_least": str(limit)}) for limit in range(300))
    assert len(question.full_credit_answers(None, DAY, tests)) == 1_150
    assert question.full_credit_answers("1", DAY)[:2] == ("1", "3")
    assert counted.compared < 200_000


def sharing(options: int, questions: int) -> str:
    """A questionnaire in which so many questions take so many options from one set."""
    shared = "".join(
        f"    - {{id: o{n}, label: O, credit: {int(n == 0)}}}\n" for n in range(options)
    )
    using = "".join(
        (
            f"      - {{id: q{n}, type: choice, ask: Is it?, option_set: many, finding: F, "
            "remedy: R}\n"
        )
        for n in range(questions)
    )
    return asking(using).replace("sections:", f"option_sets:\n  many:\n{shared}sections:", 1)


@pytest.mark.slow
def test_option_sets_make_no_more_options_than_a_file_may_hold() -> None:
    document = parse_document(sharing(100, MAX_SHARED_OPTIONS // 100).encode(), "q.yaml")
    assert check_questionnaire(parse_model(document, Questionnaire), {}, {}) == []
    document = parse_document(sharing(100, 4 * MAX_SHARED_OPTIONS // 100).encode(), "q.yaml")
    questionnaire = parse_model(document, Questionnaire)
    assert (
        sum(len(question.offered_options) for question in questionnaire.questions.values())
        == MAX_SHARED_OPTIONS
    )
    (remark,) = check_questionnaire(questionnaire, {}, {})
    assert (remark.path, remark.code) == (
        ("sections", 0, "questions", MAX_SHARED_OPTIONS // 100, "option_set"),
        "too-many-options",
    )


def test_of_very_many_options_each_is_looked_at_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[int] = []

    def offered(question: OptionsQuestion) -> tuple[Option, ...]:
        looked_at.append(len(question.options or ()))
        return question.options or ()

    monkeypatch.setattr(OptionsQuestion, "offered_options", property(offered))
    monkeypatch.setattr(Option, "__eq__", pytest.fail)
    options = ", ".join(f"{{id: o{number}, label: O, credit: 0.002}}" for number in range(1_000))
    question = question_of("multi_choice", f"options: [{options}]")
    assert question.credit_range == (Fraction("0.002"), Fraction(1))
    answer = tuple(f"o{number}" for number in range(100, 300))
    value = question.parse_answer(answer)
    assert question.missing_for_full_credit(value).startswith("enough of: O; O")
    outcome = question.result_of(value, DAY)
    assert outcome is not None
    assert outcome.credit == Fraction("0.4")
    tests: tuple[AnswerTest, ...] = tuple((f"o{number}",) for number in range(1_000))
    full = question.full_credit_answers(answer, DAY, tests)
    assert full[0] == (
        *(f"o{number}" for number in range(100)),
        *answer,
        *(f"o{number}" for number in range(300, 500)),
    )
    assert {len(found) for found in full} == {500}
    assert sum(looked_at) < 50_000


class Looked(tuple[Option, ...]):
    """Options that count how many of them are looked at one after the other."""

    __slots__ = ()
    seen = 0

    def __iter__(self) -> Iterator[Option]:
        Looked.seen += len(self)
        return super().__iter__()

    def __reversed__(self) -> Iterator[Option]:
        Looked.seen += len(self)
        return iter(self[::-1])


def test_very_many_conditions_on_one_question_look_at_its_options_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = ", ".join(f"{{id: o{number}, label: O}}" for number in range(300))
    text = f"      - {{id: p, type: choice, ask: Is it?, options: [{options}]}}\n"
    for number in range(300):
        text += f"      - {{id: q{number}, type: text, ask: Is it?, when: {{p: [o{number}]}}}}\n"
    questionnaire = parse_model(parse_document(asking(text).encode(), "q.yaml"), Questionnaire)
    kept: dict[int, Looked] = {}
    monkeypatch.setattr(
        OptionsQuestion,
        "offered_options",
        property(lambda self: kept.setdefault(id(self.options), Looked(self.options or ()))),
    )
    Looked.seen = 0
    assert check_questionnaire(questionnaire, {}, {}) == []
    assert Looked.seen < 10_000


def test_of_very_many_names_few_are_compared_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[float] = []

    def ratio(matcher: SequenceMatcher[str]) -> float:
        compared.append(full(matcher))
        return compared[-1]

    full = SequenceMatcher.ratio
    monkeypatch.setattr(SequenceMatcher, "ratio", ratio)
    names = ["a" * 55 + str(number) for number in range(1_000)]
    assert nearest_name_hint("a" * 54 + "x7", names) == f'did you mean "{names[7]}"?'
    assert len(compared) <= 20


def test_a_hint_is_looked_for_only_where_somebody_asks_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = question_of(
        "choice", f"options: [{', '.join(f'{{id: o{number}, label: O}}' for number in range(400))}]"
    )
    monkeypatch.setattr(
        "vendorcheck.model.questions._invalid_answer.nearest_name_hint", pytest.fail
    )
    with pytest.raises(InvalidAnswer) as caught:
        question.parse_answer("x")
    assert (
        caught.value.hint
        == f"choose from {', '.join(f'o{number}' for number in range(20))} and 380 more"
    )
    question = question_of("choice", "options: [{id: one, label: O}]")
    with pytest.raises(InvalidAnswer) as caught:
        question.parse_answer("x")
    with pytest.raises(pytest.fail.Exception):
        _ = caught.value.hint
