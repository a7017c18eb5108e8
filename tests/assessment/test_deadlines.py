"""Days that bite: when to assess again, what is overdue, and what is due within 30 days.

None of them changes the verdict.
"""

from datetime import date
from typing import Any, TypeAlias

import pytest

from rule_cases import APPROVED, AS_OF, Case, a_tier
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.deadlines import find_deadlines
from vendorcheck.assessment.digests import answers_digest
from vendorcheck.model.vendor_file import VendorFile

Data: TypeAlias = Any
YES: Data = {"id": "a", "type": "yes_no", "ask": "Is it?", "finding": "F", "remedy": "R"}
AFTER_A_YEAR = a_tier(reassess_after="12 months")
NEVER_AGAIN = a_tier()
DECISION: Data = {"decision": "approve", "by": "Jane", "decided_on": "2026-10-02"}
SEVERAL_KINDS: Data = {
    "decisions": [
        DECISION
        | {
            "conditions": [
                {"text": "Add SCIM.", "owner": "Acme", "before": "go-live", "due": "2026-11-21"},
                {"text": "Train us.", "due": "2026-12-22"},
            ]
        }
    ],
    "changes": [
        {"what": "price", "text": "Dearer", "object_by": "2026-11-20", "affects": ["q/a"]},
        {"what": "location", "text": "Oslo", "object_by": "2026-11-22"},
    ],
    "contract": {"notice_by": "2026-11-30", "renews_on": "2026-12-31"},
}


def vendor_with(**parts: Data) -> VendorFile:
    return VendorFile.model_validate(
        {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, **parts}
    )


def found(reassess_by: date | None = None, **parts: Data) -> tuple[list[str], list[str]]:
    """What is overdue and what is due soon on 22 November, each with its day."""
    deadlines = find_deadlines(vendor_with(**parts), reassess_by, AS_OF)
    overdue, due_soon = (
        [f"{one.kind} {one.due}" for one in part]
        for part in (deadlines.overdue, deadlines.due_soon)
    )
    return overdue, due_soon


def decided(day: str, **more: Data) -> Data:
    return DECISION | {"decided_on": day} | more


def assess_with(answer: str, tier: Data, **parts: Data) -> Assessment:
    """Assess a vendor with this answer in this tier, whose file has these parts as well."""
    responses = {"q": {"answers": {"a": {"answer": answer}}}}
    case = Case([YES], {}, APPROVED, rules={"tiers": [tier]})
    return case.assessor.assess(vendor_with(responses=responses, **parts), AS_OF)


# ---- assess again by


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], None),
        ([decided("2026-11-23")], None),
        ([decided("2026-11-22")], "2027-11-22"),
        ([decided("2024-02-29")], "2025-02-28"),
        ([decided("2025-01-01"), decided("2026-03-04")], "2027-03-04"),
        ([decided("2025-01-01"), decided("2026-11-23")], "2026-01-01"),
        # Written in the wrong order: the later day counts.
        ([decided("2026-03-04"), decided("2025-01-01")], "2027-03-04"),
        ([decided("2026-03-04", decision="do-not-approve")], "2027-03-04"),
    ],
)
def test_it_counts_from_the_last_decision_that_is_not_in_the_future(
    decisions: list[Data], expected: str | None
) -> None:
    assessment = assess_with("yes", AFTER_A_YEAR, decisions=decisions)
    assert assessment.reassess_by == (date.fromisoformat(expected) if expected else None)
    assert assess_with("yes", NEVER_AGAIN, decisions=decisions).reassess_by is None


def test_of_two_decisions_on_one_day_the_lower_one_counts() -> None:
    decisions = [decided("2026-11-01", by="Ann"), decided("2026-11-01", by="Bea")]
    last = assess_with("yes", NEVER_AGAIN, decisions=decisions).last_decision
    assert last is not None
    assert last.by == "Bea"


# ---- what is overdue, and what is due soon


@pytest.mark.parametrize(
    ("condition", "overdue", "due_soon"),
    [
        ({"due": "2026-11-21"}, True, False),
        ({"due": "2026-11-22"}, False, True),
        ({"due": "2026-12-22"}, False, True),
        ({"due": "2026-12-23"}, False, False),
        ({}, False, False),
        ({"before": "go-live"}, False, False),
        ({"due": "2026-11-21", "done_on": "2026-11-21", "done_by": "Jane"}, False, False),
        ({"due": "2026-11-21", "done_on": "2026-11-22", "done_by": "Jane"}, False, False),
        ({"due": "2026-11-21", "done_on": "2026-11-23", "done_by": "Jane"}, True, False),
        ({"due": "2026-11-21", "done_on": "2026-11-21"}, True, False),
        ({"due": "2026-11-21", "done_by": "Jane"}, True, False),
        ({"due": "2026-12-01", "done_on": "2026-11-21", "done_by": "Jane"}, False, False),
    ],
)
def test_a_condition(condition: Data, overdue: bool, due_soon: bool) -> None:
    conditions = [{"text": "Add SCIM.", **condition}]
    decisions = [decided("2026-10-02", conditions=conditions)]
    entries = [f"condition {condition.get('due')}"]
    assert found(decisions=decisions) == (entries * overdue, entries * due_soon)
    findings = assess_with("yes", NEVER_AGAIN, decisions=decisions).findings
    assert [one.kind for one in findings] == ["overdue"] * overdue


def test_only_conditions_of_the_last_decision_count() -> None:
    late = [{"text": "Add SCIM.", "due": "2026-11-01"}]
    first = decided("2026-10-02", conditions=late)
    assert found(decisions=[first]) == (["condition 2026-11-01"], [])
    assert found(decisions=[first, decided("2026-11-03")]) == ([], [])
    # One in the future replaces nothing yet.
    assert found(decisions=[first, decided("2026-11-23")]) == (["condition 2026-11-01"], [])


def test_the_finding_says_since_when_and_who() -> None:
    conditions = [{"text": "Add SCIM.", "owner": "Acme", "due": "2026-11-01"}]
    assessment = assess_with(
        "no", NEVER_AGAIN, decisions=[decided("2026-10-02", conditions=conditions)]
    )
    overdue, gap = assessment.findings  # worst first
    assert (gap.kind, gap.severity) == ("gap", "medium")
    assert (overdue.kind, overdue.severity, overdue.subject) == ("overdue", "high", "")
    assert overdue.finding == "A condition is overdue since 2026-11-01: Add SCIM."
    assert overdue.condition is not None
    assert overdue.condition.owner == "Acme"


@pytest.mark.parametrize(
    ("reassess_by", "expected"),
    [
        (None, ([], [])),
        ("2026-11-21", (["reassessment 2026-11-21"], [])),
        ("2026-11-22", ([], ["reassessment 2026-11-22"])),
        ("2026-12-22", ([], ["reassessment 2026-12-22"])),
        ("2026-12-23", ([], [])),
    ],
)
def test_a_reassessment(reassess_by: str | None, expected: tuple[list[str], list[str]]) -> None:
    assert found(date.fromisoformat(reassess_by) if reassess_by else None) == expected


@pytest.mark.parametrize(
    ("change", "decided_on", "expected"),
    [
        ({"object_by": "2026-11-21"}, None, (["objection 2026-11-21"], [])),
        ({"object_by": "2026-11-22"}, None, ([], ["objection 2026-11-22"])),
        ({"object_by": "2026-12-22"}, None, ([], ["objection 2026-12-22"])),
        ({"object_by": "2026-12-23"}, None, ([], [])),
        ({}, None, ([], [])),
        ({"announced_on": "2026-11-10"}, None, ([], [])),
        # Somebody has decided since it was announced: what has passed is over.
        (
            {"object_by": "2026-11-21", "announced_on": "2026-11-10"},
            "2026-11-09",
            (["objection 2026-11-21"], []),
        ),
        ({"object_by": "2026-11-21", "announced_on": "2026-11-10"}, "2026-11-10", ([], [])),
        ({"object_by": "2026-11-21"}, "2026-11-20", (["objection 2026-11-21"], [])),
        ({"object_by": "2026-11-21"}, "2026-11-21", ([], [])),
        (
            {"object_by": "2026-11-21", "announced_on": "2026-11-10"},
            "2026-11-23",
            (["objection 2026-11-21"], []),
        ),
        # What has not passed is shown all the same.
        (
            {"object_by": "2026-11-25", "announced_on": "2026-11-10"},
            "2026-11-12",
            ([], ["objection 2026-11-25"]),
        ),
    ],
)
def test_an_objection(
    change: Data, decided_on: str | None, expected: tuple[list[str], list[str]]
) -> None:
    decisions = [decided(decided_on)] if decided_on else []
    changes = [{"what": "price", "text": "Dearer", **change}]
    assert found(changes=changes, decisions=decisions) == expected


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ({}, ([], [])),
        ({"yearly_cost": "12000 EUR"}, ([], [])),
        ({"notice_by": "2026-11-22"}, ([], ["notice 2026-11-22"])),
        ({"notice_by": "2026-12-22"}, ([], ["notice 2026-12-22"])),
        ({"notice_by": "2026-12-23"}, ([], [])),
        ({"notice_by": "2026-11-21"}, (["notice 2026-11-21"], [])),
        # Too late for notice, until the contract has renewed.
        ({"notice_by": "2026-08-31", "renews_on": "2027-06-30"}, (["notice 2026-08-31"], [])),
        (
            {"notice_by": "2026-08-31", "renews_on": "2026-11-22"},
            (["notice 2026-08-31"], ["renewal 2026-11-22"]),
        ),
        ({"notice_by": "2026-08-31", "renews_on": "2026-11-21"}, (["renewal 2026-11-21"], [])),
        ({"renews_on": "2026-12-22"}, ([], ["renewal 2026-12-22"])),
        ({"renews_on": "2026-12-23"}, ([], [])),
    ],
)
def test_a_contract(contract: Data, expected: tuple[list[str], list[str]]) -> None:
    assert found(contract=contract) == expected


def test_they_are_sorted_by_day_then_by_kind() -> None:
    day = date(2026, 11, 21)
    assert found(
        day,
        decisions=[decided("2026-10-02", conditions=[{"text": "Add SCIM.", "due": str(day)}])],
        changes=[
            {"what": "price", "text": "Dearer", "object_by": str(day)},
            {"what": "price", "text": "Dearer", "object_by": "2026-11-20"},
        ],
        contract={"notice_by": str(day)},
    )[0] == [
        "objection 2026-11-20",
        "condition 2026-11-21",
        "reassessment 2026-11-21",
        "objection 2026-11-21",
        "notice 2026-11-21",
    ]


def test_the_end_of_the_calendar_is_no_obstacle() -> None:
    vendor = vendor_with(contract={"notice_by": "9999-12-31"})
    deadlines = find_deadlines(vendor, None, date(9999, 12, 20))
    assert [one.kind for one in deadlines.due_soon] == ["notice"]


# ---- what they don't change


def test_no_day_changes_the_verdict_or_the_digest_of_the_answers() -> None:
    plain, busy = assess_with("no", NEVER_AGAIN), assess_with("no", NEVER_AGAIN, **SEVERAL_KINDS)
    assert len(busy.findings) == len(plain.findings) + 1
    assert busy.judgement == plain.judgement
    assert busy.paths_to_yes == plain.paths_to_yes
    assert busy.is_settled == plain.is_settled
    assert answers_digest({"vendor": {"name": "A"}, **SEVERAL_KINDS}) == answers_digest(
        {"vendor": {"name": "A"}}
    )
