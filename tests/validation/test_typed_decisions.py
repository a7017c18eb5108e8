"""Decisions as people type them: they are read, or refused with what to write."""

from datetime import date

import pytest

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.decisions import Decision, NewCondition
from vendorcheck.validation.typed_decisions import (
    CONDITION_EXAMPLE,
    find_condition_to_mark,
    parse_condition,
    parse_decision,
    parse_due_day,
)

DAY = date(2020, 3, 2)


@pytest.mark.parametrize(
    ("typed", "decision"),
    [
        ("approve", "approve"),
        ("Approve with conditions", "approve-with-conditions"),
        (" DO-NOT  approve ", "do-not-approve"),
        ("more-information-needed", "more-information-needed"),
    ],
)
def test_a_decision_is_a_verdict_by_its_id_or_in_words(typed: str, decision: str) -> None:
    assert parse_decision(typed) == decision


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("aprove", 'did you mean "approve"?'),
        ("yes", 'not "yes"'),
        ("", 'not ""'),
        ("\x1b", "u{1b}"),
    ],
)
def test_any_other_decision_is_refused_with_those_that_there_are(typed: str, hint: str) -> None:
    with pytest.raises(VendorcheckError) as refused:
        parse_decision(typed)
    assert "approve, approve-with-conditions, more-information-needed" in str(refused.value)
    assert hint in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "condition"),
    [
        (CONDITION_EXAMPLE, ("Contract signed", "legal", date(2026, 12, 31), "go-live")),
        ("Acme by 2020-03-02: Add SCIM: 2.0", ("Add SCIM: 2.0", "Acme", DAY, None)),
        (
            "legal, BY 2021-01-01 before  signing : Sign",
            ("Sign", "legal", date(2021, 1, 1), "signing"),
        ),
        ("Stand by me by 2021-01-01: Sing", ("Sing", "Stand by me", date(2021, 1, 1), None)),
        (
            "IT by 2021-01-01, before it is shown by us: Try",
            ("Try", "IT", date(2021, 1, 1), "it is shown by us"),
        ),
        ("IT by 2021-01-01:\nTwo\nlines", ("Two\nlines", "IT", date(2021, 1, 1), None)),
        ("IT by 2021-01-01, before : Try", ("Try", "IT", date(2021, 1, 1), None)),
    ],
)
def test_a_condition_has_an_owner_a_day_and_a_text(
    typed: str, condition: tuple[str, str, date, str | None]
) -> None:
    assert parse_condition(typed, DAY) == NewCondition(*condition)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("Contract signed", "does not say who must do what by which day"),
        ("legal by 2021-01-01", "does not say who must do what by which day"),
        ("", "does not say who must do what by which day"),
        (" by 2021-01-01: Sign", "has no owner"),
        ("legal by 2021-01-01: ", "says nothing that must be done"),
        ("legal by soon: Sign", 'is none: "soon"; write one such as 2026-12-31'),
        ("legal by 31 Dec 2026: Sign", 'is none: "31 Dec 2026"; write 2026-12-31'),
        ("legal by 2021-02-30: Sign", 'is none: "2021-02-30"; '),
        ("legal by 2020-03-01: Sign", "due on 2020-03-01, before it is decided on 2020-03-02"),
        ("\x1b[2Jlegal", r"\u{1b}[2Jlegal"),
    ],
)
def test_any_other_condition_is_refused_with_what_is_missing(typed: str, fault: str) -> None:
    with pytest.raises(VendorcheckError) as refused:
        parse_condition(typed, DAY)
    assert fault in str(refused.value)


def test_the_day_of_proposed_conditions() -> None:
    assert parse_due_day("2020-03-02", DAY) == DAY
    with pytest.raises(VendorcheckError, match="can't be due on 2020-03-01"):
        parse_due_day("2020-03-01", DAY)
    with pytest.raises(VendorcheckError, match='is none: "tomorrow"; write one such as'):
        parse_due_day("tomorrow", DAY)


def decided(*texts: str, **last: str) -> Decision:
    conditions = [{"text": text} for text in texts]
    conditions[-1:] = [{**conditions[-1], **last}] if conditions else []
    data = {"decision": "approve", "by": "Jane", "decided_on": "2020-03-01"}
    return Decision.model_validate({**data, "conditions": conditions})


ALIKE = decided("Add SCIM.", "Add SCIM for guests", "Sign")


@pytest.mark.parametrize(
    ("typed", "index"),
    [("1", 0), ("3", 2), ("guests", 1), ("add scim.", 0), (" SIGN ", 2), ("0002", 1)],
)
def test_a_condition_is_named_by_its_number_or_by_words_that_only_it_has(
    typed: str, index: int
) -> None:
    assert find_condition_to_mark(ALIKE, typed, DAY) == index


@pytest.mark.parametrize(
    ("typed", "fault", "listed"),
    [
        ("scim", "fits several conditions", ["1. Add SCIM.", "2. Add SCIM for guests"]),
        ("contract", "fits no condition", ["1. Add SCIM.", "2. Add SCIM for guests", "3. Sign"]),
        ("0", "fits no condition", ["1. Add SCIM.", "2. Add SCIM for guests", "3. Sign"]),
        ("4", "fits no condition", ["1. Add SCIM.", "2. Add SCIM for guests", "3. Sign"]),
        ("9" * 5000, "fits no condition", ["1. Add SCIM.", "2. Add SCIM for guests", "3. Sign"]),
        ("", "fits no condition", ["1. Add SCIM.", "2. Add SCIM for guests", "3. Sign"]),
    ],
)
def test_otherwise_the_message_lists_what_may_be_meant(
    typed: str, fault: str, listed: list[str]
) -> None:
    with pytest.raises(VendorcheckError) as refused:
        find_condition_to_mark(ALIKE, typed, DAY)
    first, *lines = str(refused.value).splitlines()
    assert fault in first
    assert [line.strip() for line in lines] == listed


@pytest.mark.parametrize("key", ["done_on", "done_by"])
def test_what_is_done_already_is_not_marked_again(key: str) -> None:
    value = "2020-03-02" if key == "done_on" else "Sam"
    with pytest.raises(VendorcheckError, match=f"says so already .{key}: {value}"):
        find_condition_to_mark(decided("Sign", **{key: value}), "1", DAY)


def test_nothing_is_done_before_it_was_decided() -> None:
    assert find_condition_to_mark(decided("Sign"), "1", date(2020, 3, 1)) == 0
    with pytest.raises(VendorcheckError, match="can't be done on 2020-02-29"):
        find_condition_to_mark(decided("Sign"), "1", date(2020, 2, 29))


@pytest.mark.parametrize(
    ("advice", "verdict"),
    [
        ("Approve.", "approve"),
        ("do-not-approve", "do-not-approve"),
        ("Do not approve: no single sign-on", "do-not-approve"),
        ("Approve with conditions, SCIM above all", "approve-with-conditions"),
        ("More information needed – ask them", "more-information-needed"),
        ("Approve once SCIM is there", None),
        ("Approved", None),
        ("I would approve.", None),
        (None, None),
    ],
)
def test_advice_that_begins_with_a_verdict_is_compared(
    advice: str | None, verdict: str | None
) -> None:
    decision = decided().model_copy(update={"advice": advice})
    assert decision.advised_verdict == verdict
