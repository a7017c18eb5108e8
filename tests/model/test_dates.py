"""Days as people write them: understood at the terminal, corrected in files."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from vendorcheck.cli._context import resolve_day
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.fields import parse_day
from vendorcheck.model.quantities.dates import (
    date_correction_hint,
    day_hint,
    possible_dates,
    unambiguous_date,
)
from vendorcheck.model.questions import QUESTION_TYPES, InvalidAnswer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-12-01", ["2026-12-01"]),
        ("2026-12-1", ["2026-12-01"]),
        ("2026/12/1", ["2026-12-01"]),
        ("1 December 2026", ["2026-12-01"]),
        ("1. Dec 2026", ["2026-12-01"]),
        ("1st of december, 2026", ["2026-12-01"]),
        ("21-Sept-2026", ["2026-09-21"]),
        ("December 1, 2026", ["2026-12-01"]),
        ("Dec. 1st 2026", ["2026-12-01"]),
        ("13.12.2026", ["2026-12-13"]),
        ("1.12.2026", ["2026-12-01"]),
        ("1. 12. 2026", ["2026-12-01"]),
        ("13/12/2026", ["2026-12-13"]),
        ("12-13-2026", ["2026-12-13"]),
        ("12/12/2026", ["2026-12-12"]),
        ("01/02/2026", ["2026-01-02", "2026-02-01"]),
        ("12.13.2026", []),
        ("2026-02-30", []),
        ("1 Smarch 2026", []),
        ("1/2-2026", []),
        ("1.12.26", []),
        ("soon", []),
    ],
)
def test_a_day_is_understood_where_it_can_be_read_in_one_way(text: str, found: list[str]) -> None:
    assert [str(day) for day in possible_dates(text)] == found


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("01.10.2026", "write 2026-10-01"),
        (" 1 \u00a0 October  2026", "write 2026-10-01"),
        ("2026/10/1", "write 2026-10-01"),
        ("1/12/2026", "write 2026-01-12 for 12 January 2026, or 2026-12-01 for 1 December 2026"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("2024-2-30", "February 2024 has 29 days"),
        ("2026-13-01", "write it as year-month-day, such as 2026-11-22"),
        ("0000-02-30", "write it as year-month-day, such as 2026-11-22"),
        ("Dec 2027", "name a day, such as 2027-12-01"),
        ("soon", "write it as year-month-day, such as 2026-11-22"),
        ("", "write it as year-month-day, such as 2026-11-22"),
    ],
)
def test_a_wrong_day_is_corrected_where_it_can_be_told(text: str, hint: str) -> None:
    assert day_hint(text) == hint


def test_blanks_around_a_day_hide_no_hint() -> None:
    assert day_hint(" 2026-02-30 ") == "February 2026 has 28 days"


@given(st.dates(), st.sampled_from(["%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%d/%m/%Y", "%m/%d/%Y"]))
def test_a_day_that_is_offered_may_be_the_one_that_was_meant(meant: date, form: str) -> None:
    year, month, number = meant.isoformat().split("-")
    text = form.replace("%Y", year).replace("%m", month).replace("%d", number)
    assert meant.isoformat() in date_correction_hint(text)
    if meant.year > 999:
        assert date_correction_hint(unambiguous_date(meant)) == f"write {meant}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.10.2026", '--as-of takes a date such as 2026-11-22, not "1.10.2026"; write 2026-10-01'),
        ("soon", '--as-of takes a date such as 2026-11-22, not "soon"'),
    ],
)
def test_the_day_to_judge_by_is_corrected_as_well(text: str, told: str) -> None:
    with pytest.raises(VendorcheckError) as error:
        resolve_day(text)
    assert str(error.value) == told


def test_so_is_the_answer_to_a_question_that_asks_for_a_day() -> None:
    question = QUESTION_TYPES["date"].model_validate({"id": "a", "ask": "When?", "type": "date"})
    with pytest.raises(InvalidAnswer) as misfit:
        question.parse_answer("1.10.2026")
    assert misfit.value.hint == "write 2026-10-01"
    assert (
        question.parse_answer(misfit.value.hint.removeprefix("write ")).amount
        == parse_day("2026-10-01").toordinal()
    )
