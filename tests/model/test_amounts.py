"""Numbers and durations: which answers there are, and whether bands take them all."""

import tracemalloc
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from assessments import asking, question_of, question_with_bands
from vendorcheck.document.document import parse_document
from vendorcheck.model.fields import DurationField, Percent, Share
from vendorcheck.model.quantities.amounts import Duration, TooManyDigits, parse_decimal
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

DAY = date(2026, 11, 22)
LENGTHS = "write a number and minutes, hours, days, working days, weeks, months or years"


def holes(kind: str, bands: str) -> list[str]:
    return [
        remark.code
        for remark in question_with_bands(kind, bands).remarks(())
        if remark.code == "bands-hole"
    ]


@pytest.mark.parametrize(
    ("kind", "bands", "found"),
    [
        ("duration", "[{at_least: 0 days, credit: 1}]", []),
        (
            "duration",
            "[{at_least: 0 minutes, at_most: 5 days, credit: 1}, {at_least: 5 days, credit: 0}]",
            [],
        ),
        ("duration", "[{at_most: 5 days, credit: 1}, {at_least: 5 days, credit: 0}]", []),
        ("duration", "[{at_least: 1 minute, credit: 1}]", ["bands-hole"]),
        ("duration", "[{at_least: 0 days, at_most: 5 days, credit: 1}]", ["bands-hole"]),
        ("number", "[{at_least: 0, credit: 1}]", []),
        ("number", "[{at_least: 0, at_most: 5, credit: 1}, {at_least: 5, credit: 0}]", []),
        ("number", "[{at_least: 1, credit: 1}]", ["bands-hole"]),
        ("number", "[{at_least: 0, credit: 1}, {at_most: -5, credit: 0}]", ["bands-hole"]),
        ("number", "[{at_least: 0, at_most: 5, credit: 1}]", ["bands-hole"]),
    ],
)
def test_holes(kind: str, bands: str, found: list[str]) -> None:
    assert holes(kind, bands) == found


@pytest.mark.parametrize(
    "bands", ["[{at_least: 0, credit: 1}]", "[{at_least: 3, credit: 1}, {at_least: 0, credit: 0}]"]
)
def test_what_is_counted_from_0_on_is_never_less(bands: str) -> None:
    question = question_with_bands("number", bands)
    assert question.parse_answer("0").amount == 0
    with pytest.raises(InvalidAnswer) as caught:
        question.parse_answer("-0.5")
    assert caught.value.code == "out-of-range"
    assert caught.value.message == '"-0.5" is less than 0, where the bands begin'


@pytest.mark.parametrize(
    "bands",
    [
        "[{at_least: 3, credit: 1}, {credit: 0}]",
        "[{at_most: 0, credit: 1}, {credit: 0}]",
        "[{at_least: 0, credit: 1}, {at_least: -5, credit: 0.5}, {credit: 0}]",
    ],
)
def test_other_numbers_may_be_negative(bands: str) -> None:
    assert question_with_bands("number", bands).parse_answer("-7").amount == -7


@pytest.mark.parametrize(
    ("kind", "answer", "hint"),
    [
        ("number", "9" * 16, "write at most 15 digits before the point and 9 after it"),
        (
            "number",
            "-0.4999999999999999999999",
            "write at most 15 digits before the point and 9 after it",
        ),
        ("duration", "9999999999 days", "write at most 9 digits before the point and 3 after it"),
        (
            "duration",
            "0.0001 Working days",
            "write at most 9 digits before the point and 3 after it",
        ),
    ],
)
def test_an_amount_with_too_many_digits_is_told_so(kind: str, answer: str, hint: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        question_with_bands(kind, "[{credit: 1}]").parse_answer(answer)
    assert caught.value.message == f'"{answer}" has too many digits'
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1e3", "1000"),
        ("1E+3", "1000"),
        ("-1.5e-2", "-0.015"),
        ("123456789.123456789e6", "123456789123456.789"),
        ("1e-9", "0.000000001"),
        ("0.999999999999999e15", "999999999999999"),
        ("1.500000000000e0", "1.5"),
        ("0e99", "0"),
        ("1e0000003", "1000"),
    ],
)
@pytest.mark.parametrize("name", ["file.json", "file.yaml"])
def test_a_number_may_have_an_exponent(text: str, number: str, name: str) -> None:
    written = parse_document(f'{{"people": {text}}}'.encode(), name).data["people"]
    assert written == text
    assert parse_decimal(text) == parse_decimal(number)
    assert question_with_bands("number", "[{at_most: 1e3, credit: 1}, {credit: 0}]").parse_answer(
        text
    ).amount == parse_decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "1e999999999",
        "1e-999999999",
        "1e15",
        "1e-10",
        "9" * 60_000 + "e1",
        "1e" + "9" * 60_000,
        "1e-" + "0" * 60_000,
        "0." + "0" * 60_000 + "1e60001",
        "12345678901234567e-1",
        "-1e99",
    ],
    ids=lambda text: text[:20],
)
def test_an_exponent_that_is_hostile_costs_nothing(text: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(
            TooManyDigits, match="write at most 15 digits before the point and 9 after it"
        ):
            parse_decimal(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Written out, the largest would take hundreds of megabytes.
    assert most < 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "1e",
        "e3",
        "1e3.5",
        "1e 3",
        "1E3days",
        "1,5",
        "0x10",
        "९" * 20,
        "9" * 20 + ".",
        "." + "9" * 20,
    ],
)
def test_what_is_no_number_has_no_digits_too_many(text: str) -> None:
    with pytest.raises(ValueError, match=r".*") as caught:
        parse_decimal(text)
    assert not isinstance(caught.value, TooManyDigits)


@pytest.mark.parametrize(
    "text", ["9999999999", "9999999999 apples", "9999999999 dayss", "many days", "-9999999999 days"]
)
def test_what_is_no_duration_has_no_digits_too_many(text: str) -> None:
    with pytest.raises(ValueError, match=r".*") as caught:
        Duration.parse(text)
    assert not isinstance(caught.value, TooManyDigits)


def test_the_calendar_has_a_first_and_a_last_day() -> None:
    day, ages = date(2026, 11, 22), Duration.parse("999999999 years")
    assert ages.date_after(day) == Duration.parse("999999999 weeks").date_after(day) == date.max
    assert ages.date_before(day) == Duration.parse("999999999 weeks").date_before(day) == date.min


@pytest.mark.parametrize(
    ("kind", "bands", "wanted"),
    [
        ("number", "[{at_least: 1, credit: 0}, {at_least: 0, credit: 1}]", ("0",)),
        ("number", "[{at_least: 0, at_most: 2, credit: 0}, {credit: 1}]", ("3",)),
        ("number", "[{at_least: 2, credit: 0}, {credit: 1}]", ("1",)),
        ("duration", "[{at_least: 30 days, credit: 0}, {credit: 1}]", ("29 days",)),
        ("duration", "[{at_least: 12 hours, credit: 0}, {credit: 1}]", ("0 days",)),
        ("number", "[{at_most: 2, credit: 0}, {at_least: 10, credit: 0}, {credit: 1}]", ("3",)),
        ("number", "[{at_least: 1, credit: 0}, {at_most: 0, credit: 0}, {credit: 1}]", ("0.1",)),
        (
            "number",
            "[{at_least: 0.11, credit: 0}, {at_most: 0.1, credit: 0}, {credit: 1}]",
            ("0.101",),
        ),
        ("number", "[{at_most: 0.5, credit: 0}, {credit: 1}]", ("1",)),
        ("number", "[{at_least: 0, at_most: 0, credit: 0}, {credit: 1}]", ("1",)),
        (
            "duration",
            "[{at_most: 1 hour, credit: 0}, {at_least: 2 hours, credit: 0}, {credit: 1}]",
            ("61 minutes",),
        ),
        (
            "duration",
            "[{at_most: 1 hour, credit: 0}, {at_least: 2 days, credit: 0}, {credit: 1}]",
            ("1 day",),
        ),
        # Nothing lies between, or it can't be written.
        (
            "number",
            "[{at_least: 0.000000002, credit: 0}, {at_most: 0.000000001, credit: 0}, {credit: 1}]",
            (),
        ),
        ("number", "[{at_most: 999999999999999, credit: 0}, {credit: 1}]", ()),
        ("number", "[{at_least: -999999999999999, credit: 0}, {credit: 1}]", ()),
        ("duration", "[{at_most: 999999999 days, credit: 0}, {credit: 1}]", ()),
        ("duration", "[{at_least: 3000000 years, credit: 0}, {credit: 1}]", ("0 days",)),
        ("duration", "[{at_least: 3000000 years, credit: 1}, {credit: 0}]", ("3000000 years",)),
    ],
)
def test_what_earns_full_credit_is_found_wherever_it_lies(
    kind: str, bands: str, wanted: tuple[str, ...]
) -> None:
    found = question_with_bands(kind, bands)
    assert found.full_credit_answers(None, DAY) == wanted
    for text in wanted:
        outcome = found.result_of(found.parse_answer(text), DAY)
        assert outcome is not None
        assert outcome.credit == 1


# ---- what is counted


def counted(bands: str = "[{credit: 1}]") -> BaseQuestion:
    text = asking(f"""\
      - {{id: a, type: number, whole: true, ask: How many?, bands: {bands}}}
""")
    (section,) = parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire).sections
    return section.questions[0]


@pytest.mark.parametrize(
    ("answer", "code", "message", "hint"),
    [
        (
            "250.000",
            "wrong-answer",
            '"250.000" could be read as 250 or as 250,000',
            "write 250 or 250000, without separators",
        ),
        (
            "250,000",
            "wrong-answer",
            '"250,000" could be read as 250 or as 250,000',
            "write 250 or 250000, without separators",
        ),
        ("250 000", "wrong-answer", '"250 000" is written with separators', "write 250000"),
        ("250'000", "wrong-answer", '"250\'000" is written with separators', "write 250000"),
        ("1.250.000", "wrong-answer", '"1.250.000" is written with separators', "write 1250000"),
        ("1.5", "wrong-answer", '"1.5" is not a whole number', "write a whole number such as 3"),
        ("3.0", "wrong-answer", '"3.0" is not a whole number', "write 3"),
        (
            "0.500",
            "wrong-answer",
            '"0.500" is not a whole number',
            "write a whole number such as 3",
        ),
        (
            "-5",
            "out-of-range",
            '"-5" is less than 0, and something is counted here',
            "write 0 or more",
        ),
        (
            "9" * 16,
            "wrong-answer",
            f'"{"9" * 16}" has too many digits',
            "write at most 15 digits before the point and 9 after it",
        ),
    ],
)
def test_what_is_counted_is_whole_and_its_separators_are_never_guessed_at(
    answer: str, code: str, message: str, hint: str
) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        counted().parse_answer(answer)
    assert (caught.value.code, caught.value.message, caught.value.hint) == (code, message, hint)


@pytest.mark.parametrize(
    ("unit", "typed", "shown"),
    [
        ("people", "12000", "12,000 people"),
        ("people", "1", "1 person"),
        ("persons", "1", "1 person"),
        ("persons", "0", "0 persons"),
        ("seats", "1.0", "1 seat"),
        ("kg", "1", "1 kg"),
        ("business", "1", "1 business"),
        ("sets of keys", "1", "1 sets of keys"),
        ("euros", "1234567.25", "1,234,567.25 euros"),
        ("euros", "-1234.5", "-1,234.5 euros"),
    ],
)
def test_a_number_is_shown_as_it_is_read(unit: str, typed: str, shown: str) -> None:
    assert question_of("number", f"unit: {unit}").parse_answer(typed).display_text == shown


def test_a_number_without_a_unit_may_be_a_year() -> None:
    assert question_of("number", "").parse_answer("2026").display_text == "2026"


def test_a_number_is_shown_with_its_unit() -> None:
    bands = "[{at_most: 10, credit: 1}, {at_least: 20, at_most: 30, credit: 1}, {credit: 0}]"
    found = question_of("number", f"unit: KB, bands: {bands}")
    assert found.parse_answer("12.50").display_text == "12.5 KB"
    assert found.describe_full_credit() == "at most 10 or at least 20 and at most 30 KB"
    assert question_of("number", f"bands: {bands}").parse_answer("12.50").display_text == "12.50"
    assert question_of("number", "unit: KB, bands: [{credit: 1}]").describe_full_credit() == ""


def test_what_is_counted_counts() -> None:
    assert [counted().parse_answer(text).amount for text in ("0", "250000", "+7", " 8 ")] == [
        0,
        250000,
        7,
        8,
    ]
    assert counted().example() == "a whole number"
    # Elsewhere a point is a point.
    assert question_with_bands("number", "[{credit: 1}]").parse_answer("250.000").amount == 250


def test_between_two_whole_numbers_nothing_is_missing() -> None:
    bands = "[{at_least: 6, credit: 1}, {at_most: 5, credit: 0}]"
    assert list(counted(bands).remarks(())) == []
    assert holes("number", bands) == ["bands-hole"]
    gap = counted("[{at_least: 7, credit: 1}, {at_most: 5, credit: 0}]")
    assert [remark.code for remark in gap.remarks(())] == ["bands-hole"]
    assert (
        counted(
            "[{at_most: 2, credit: 0}, {at_least: 3, credit: 0}, {credit: 1}]"
        ).full_credit_answers(None, DAY)
        == ()
    )


def test_a_limit_of_what_is_counted_is_whole() -> None:
    (remark,) = counted("[{at_least: 2.5, credit: 1}, {credit: 0}]").remarks(())
    assert (remark.code, remark.message) == ("bands-unit", '"2.5" is not a whole number')


def test_the_people_of_the_request_are_counted() -> None:
    questions = Library()["request"].questions
    for name in ("people", "seats"):
        with pytest.raises(InvalidAnswer, match="could be read as 250 or as 250,000"):
            questions[name].parse_answer("250.000")


@pytest.mark.parametrize(
    ("kind", "rest", "answer", "hint"),
    [
        ("number", "unit: percent", "99.9%", "write 99.9"),
        ("number", "unit: percent", "99,9 %", "write 99.9"),
        ("number", "unit: percent", "99.9 per cent", "write 99.9"),
        ("number", "unit: '%'", "5 percent", "write 5"),
        ("number", "unit: people", "99.9%", "write a plain number such as 3 or 0.5"),
        ("number", "unit: people, whole: true", "8000 people", "write 8000"),
        ("number", "unit: people, whole: true", "8000 People ", "write 8000"),
        ("number", "unit: people, whole: true", "8,000 people", "write 8 or 8000"),
        ("number", "unit: people, whole: true", "-3 people", "write 0 or more"),
        ("number", "unit: people, whole: true", "1,5 people", "write a whole number such as 3"),
        ("number", "unit: people, whole: true", "12 months", "write a whole number such as 3"),
        ("number", "unit: seats", "1 seat", "write 1"),
        ("number", "unit: seats", "many seats", "write a plain number such as 3 or 0.5"),
        ("number", "weight: 1", "1,5", "write 1.5"),
        ("number", "weight: 1", "-1,25", "write -1.25"),
        ("number", "weight: 1", "1,500", "write 1.5 or 1500"),
        ("number", "weight: 1", "1,5,0", "write a plain number such as 3 or 0.5"),
        ("number", "weight: 1", "1,50.0", "write a plain number such as 3 or 0.5"),
        ("duration", "weight: 1", "1,5 hours", "write 1.5 hours"),
        ("duration", "weight: 1", "1,500 days", "write 1.5 days or 1500 days"),
        ("duration", "weight: 1", "a while", LENGTHS),
    ],
)
def test_an_amount_that_is_written_otherwise_is_corrected(
    kind: str, rest: str, answer: str, hint: str
) -> None:
    question = question_of(kind, rest)
    with pytest.raises(InvalidAnswer) as misfit:
        question.parse_answer(answer)
    assert misfit.value.hint == hint
    if hint.startswith("write ") and hint[6:].lstrip("-")[0].isdecimal() and " or " not in hint:
        question.parse_answer(hint.removeprefix("write "))


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ((), "write an answer without brackets, or leave the question out"),
        (("saml",), "write saml after the colon, without brackets and dashes"),
        (("a: b",), "write one answer after the colon, without brackets and dashes"),
        (("a", "b"), "write one answer after the colon, without brackets and dashes"),
    ],
)
@pytest.mark.parametrize("kind", ["number", "duration", "date", "url", "yes_no"])
def test_a_list_is_no_answer_to_most_questions(
    kind: str, answer: tuple[str, ...], hint: str
) -> None:
    with pytest.raises(InvalidAnswer) as misfit:
        question_of(kind, "weight: 1").parse_answer(answer)
    assert (misfit.value.code, misfit.value.hint) == ("wrong-answer", hint)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (("Frankfurt", "Germany"), 'if it is one text, put it in quotes: "Frankfurt, Germany"'),
        (("a: b", "c"), "write one answer after the colon, without brackets and dashes"),
        (("saml",), "write saml after the colon, without brackets and dashes"),
    ],
)
def test_a_text_in_brackets_is_to_be_put_in_quotes(answer: tuple[str, ...], hint: str) -> None:
    with pytest.raises(InvalidAnswer) as misfit:
        question_of("text", "weight: 1").parse_answer(answer)
    assert misfit.value.hint == hint


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        (Share, "100%", "write 1; a share is a number from 0 to 1"),
        (Share, "33.3 %", "write 0.333; a share is a number from 0 to 1"),
        (Share, "0,5", "write 0.5; a share is a number from 0 to 1"),
        (Share, "200%", "write a plain number; a share is a number from 0 to 1"),
        (Share, "all", "write a plain number; a share is a number from 0 to 1"),
        (Share, "3", "1 stands for all of it, 0.5 for half"),
        (Percent, "80 %", "write 80; a percentage is a number from 0 to 100"),
        (Percent, "80,5", "write 80.5; a percentage is a number from 0 to 100"),
        (Percent, "101", ""),
        (DurationField, "1,5 years", "write 1.5 years"),
    ],
)
def test_a_number_of_a_policy_or_questionnaire_is_corrected(
    field: Any,  # noqa: ANN401 - an annotated type
    text: str,
    hint: str,
) -> None:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(field).validate_python(text)
    (found,) = error.value.errors()
    assert found["ctx"].get("hint", "") == hint
    if hint.startswith("write ") and "plain" not in hint:
        TypeAdapter(field).validate_python(hint.removeprefix("write ").partition(";")[0])
