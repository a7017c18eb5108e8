"""Decisions, changes and the contract in reports: the days that bite are on the first screen."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest

from assessments import assessed
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import REPORTS, Display

Data: TypeAlias = Any
AS_OF = date(2026, 11, 22)
NONE: Data = {"decisions": [], "changes": [], "contract": None}
TOWER = "e" + "\u0301" * 50


def with_record(name: str = "approved", **parts: Data) -> Assessment:
    """The assessment of a case, as if its vendor file had these parts and no others of the kind."""
    assessment = assessed(name)
    data = assessment.vendor.model_dump(by_alias=True, exclude_unset=True, mode="json")
    vendor = VendorFile.model_validate({**data, **NONE, **parts})
    tiering = replace(assessment.tiering, vendor=vendor)
    return replace(assessment, vendor=vendor, tiering=tiering)


def render(form: str, assessment: Assessment, width: int = 80) -> str:
    return REPORTS.get(form).render(assessment, Display(width=width))


def first_screen(form: str, assessment: Assessment) -> str:
    """What stands before the reasons in detail, with single spaces and without markup."""
    text = render(form, assessment)
    end = {"summary": "\nScore", "markdown": "## Why", "html": '<svg class="gauge"'}[form]
    assert end in text
    beginning = text.partition("</head>")[2] if form == "html" else text
    words = re.sub(r"<[^>]*>|[*`\u200b]", " ", beginning.partition(end)[0])
    return " ".join(words.split())


def decided(*conditions: Data, day: str = "2026-10-02") -> Data:
    return {"decision": "approve", "by": "Jane", "decided_on": day, "conditions": [*conditions]}


FIRST_SCREENS = ("summary", "markdown", "html")


@pytest.mark.parametrize("form", FIRST_SCREENS)
def test_what_is_overdue_is_on_the_first_screen(form: str) -> None:
    late = {"text": "Add SCIM.", "owner": "Acme", "before": "go-live", "due": "2026-11-21"}
    shown = first_screen(form, with_record(decisions=[decided(late)]))
    assert "Overdue" in shown
    assert re.search(r"2026-11-21:? Condition: Add SCIM. \(Acme, before go-live\)", shown)
    done = {**late, "done_on": "2026-11-22", "done_by": "Jane"}
    assert "Overdue" not in first_screen(form, with_record(decisions=[decided(done)]))


@pytest.mark.parametrize("form", FIRST_SCREENS)
def test_so_is_the_next_assessment_if_it_is_late(form: str) -> None:
    # The tier wants another one after 24 months.
    late = with_record(decisions=[decided(day="2024-11-21")])
    assert late.reassess_by == date(2026, 11, 21)
    shown = first_screen(form, late)
    assert re.search(r"Overdue.* 2026-11-21:? Assess again, and decide anew", shown)
    soon = first_screen(form, with_record(decisions=[decided(day="2024-11-22")]))
    assert re.search(r"Due .*2026-11-22:? Assess again, and decide anew", soon)


@pytest.mark.parametrize("form", FIRST_SCREENS)
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"changes": [{"what": "price", "text": "Dearer", "object_by": "2026-12-01"}]},
            r"Due .*2026-12-01:? Objection to a change \(price\): Dearer",
        ),
        (
            {"changes": [{"what": "price", "text": "Dearer", "object_by": "2026-11-01"}]},
            r"Overdue .*2026-11-01:? Objection to a change \(price\): Dearer",
        ),
        (
            {"contract": {"notice_by": "2026-12-01", "renews_on": "2027-06-30"}},
            r"Due .*2026-12-01:? Notice to the vendor; the contract renews on 2027-06-30",
        ),
        (
            {"contract": {"notice_by": "2026-12-01"}},
            r"Due .*2026-12-01:? Notice to the vendor(?!;)",
        ),
        (
            {"contract": {"renews_on": "2026-12-01"}},
            r"Due .*2026-12-01:? Renewal of the contract(?!;)",
        ),
        (
            {"contract": {"renews_on": "2026-11-01"}},
            r"Overdue .*2026-11-01:? Renewal of the contract; note the next days",
        ),
    ],
)
def test_so_are_objections_notice_and_renewal(form: str, parts: Data, expected: str) -> None:
    assert re.search(expected, first_screen(form, with_record(**parts)))


@pytest.mark.parametrize("form", FIRST_SCREENS)
def test_without_such_a_day_nothing_is_said(form: str) -> None:
    quiet = with_record(
        decisions=[decided({"text": "Add SCIM.", "due": "2027-11-22"})],
        changes=[{"what": "price", "text": "Dearer"}],
        contract={"renews_on": "2027-06-30", "notice_by": "2027-03-31"},
    )
    shown = first_screen(form, quiet)
    assert "Overdue" not in shown
    assert "Due " not in shown


def test_json_has_them_as_data() -> None:
    late = {"text": "Add SCIM.", "owner": "Acme", "before": "go-live", "due": "2026-11-21"}
    change = {"what": "price", "text": "Dearer", "object_by": "2026-11-22", "affects": ["a/b"]}
    data = json.loads(render("json", with_record(decisions=[decided(late)], changes=[change])))
    nothing = dict.fromkeys(("text", "what", "owner", "before")) | {"questions": []}
    assert data["overdue"] == [nothing | late | {"kind": "condition"}]
    assert data["due_soon"] == [
        nothing
        | {"kind": "objection", "due": "2026-11-22", "text": "Dearer", "what": "price"}
        | {"questions": ["a/b"]}
    ]
    assert data["assess_again_by"] == "2028-10-02"
    assert data["decisions"][0]["conditions"][0]["done"] is False


@pytest.mark.parametrize("form", ["summary", "markdown", "html"])
@pytest.mark.parametrize(
    ("name", "expected"),
    [("approved", "24 months after "), ("rejected", ""), ("not-scorable", "")],
)
def test_without_a_decision_reports_say_to_decide(form: str, name: str, expected: str) -> None:
    for decisions in ([], [decided(day="2026-11-23")]):  # none, and one in the future
        assessment = with_record(name, decisions=decisions)
        assert assessment.reassess_by is None
        text = " ".join(render(form, assessment).split())
        assert re.search(
            r"none yet; decide, and |\*\*none yet\*\*, decide, and |>none yet <small>decide, and ",
            text,
        )
        assert expected in text
    assert "none yet" not in render(form, with_record(name, decisions=[decided()]))


def test_the_first_screen_names_a_few_and_counts_the_others() -> None:
    days = [str(AS_OF - timedelta(days=number)) for number in range(1, 9)]
    conditions = [{"text": f"Of {day}.", "due": day} for day in days]
    busy = with_record(decisions=[decided(*conditions)], contract={"notice_by": "2026-11-22"})
    assert len(json.loads(render("json", busy))["overdue"]) == 8
    for form, named in (("summary", 2), ("markdown", 5), ("html", 5)):
        shown = first_screen(form, busy)
        # The oldest come first.
        assert [day for day in days if f"Of {day}." in shown] == days[-named:]
        more = "And 6 more overdue and 1 due within 30 days: the report lists them."
        assert (more if form == "summary" else "and 3 more") in shown


@pytest.mark.parametrize("width", [40, 80])
def test_the_words_of_a_vendor_leave_room_for_the_verdict(width: int) -> None:
    long = "Long. " * 2000
    busy = with_record(
        decisions=[decided({"text": long, "owner": long, "before": long, "due": "2026-11-01"})],
        changes=[{"what": "price", "text": long, "object_by": "2026-11-01"}],
        contract={"yearly_cost": long, "notice_by": "2026-11-30"},
    )
    assert len(render("summary", busy, width).splitlines()) <= 27
    for form in ("markdown", "html"):
        assert len(first_screen(form, busy)) < 2000
        assert " ".join(long.split()) in " ".join(render(form, busy).split())


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_details_say_what_is_done_and_who_says_so(form: str) -> None:
    first = decided({"text": "One.", "due": "2026-10-20"}, day="2026-10-01")
    last = decided(
        {"text": "Two.", "due": "2026-11-01", "done_on": "2026-11-05", "done_by": "Jane"},
        {"text": "Three.", "due": "2026-11-01"},
        {"text": "Four.", "due": "2026-12-30", "done_on": "2026-11-05"},
    )
    text = render(form, with_record(decisions=[first, last]))
    details = text[text.index("Accepted risks and decisions", text.index("All answers")) :]
    shown = " ".join(re.sub(r"<[^>]*>", " ", details).split())
    # Another decision replaced the first one, so that nothing of it is overdue.
    assert re.search(r"One\. \(?due 2026-10-20 · not done yet", shown)
    assert re.search(r"Two\. \(?due 2026-11-01 · done on 2026-11-05, says Jane", shown)
    assert re.search(r"Three\. \(?due 2026-11-01 · overdue", shown)
    assert re.search(r"Four\. \(?due 2026-12-30 · not done yet", shown)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_changes_and_the_contract_have_a_part_of_their_own(form: str) -> None:
    change = {"what": "price", "text": "Dearer", "announced_on": "2026-11-10"}
    contract = {"renews_on": "2027-06-30", "notice_by": "2027-03-31", "yearly_cost": "12000 EUR"}
    text = render(form, with_record(changes=[change], contract=contract))
    shown = " ".join(re.sub(r"<[^>]*>|\*", " ", text).split())
    assert re.search(r"price ?: Dearer \(?announced on 2026-11-10", shown)
    assert re.search(
        r"Contract ?: renews on 2027-06-30 · notice by 2027-03-31 · 12000 EUR a year", shown
    )
    empty_ones: list[dict[str, Data]] = [{}, {"contract": {}}]
    for empty in empty_ones:
        assert "Changes and contract" not in render(form, with_record(**empty))


@pytest.mark.parametrize(
    ("announced_on", "expected"),
    [
        ([None], "an announced change may affect it"),
        (["2026-11-20"], "an announced change may affect it"),
        (["2026-11-20", None], "2 announced changes may affect it"),
        ([], ""),
    ],
)
def test_an_answer_says_that_a_change_may_affect_it(
    announced_on: list[str | None], expected: str
) -> None:
    key = next(assessed("approved").questions).status.question.key
    changes = [
        {"what": "price", "text": "Dearer", "affects": [key, key]}
        | ({"announced_on": day} if day else {})
        for day in announced_on
    ]
    text = render("markdown", with_record(changes=changes))
    assert re.findall(r"[^·\n]* may affect it", text) == ([f" {expected}"] if expected else [])


@pytest.mark.parametrize("form", REPORTS)
def test_no_tower_of_marks_stands_in_them(form: str) -> None:
    parts: Data = {
        "decisions": [
            decided({"text": TOWER, "owner": TOWER, "before": TOWER, "due": "2026-11-10"})
        ],
        "changes": [{"what": TOWER, "text": TOWER, "object_by": "2026-11-10"}],
        "contract": {"yearly_cost": TOWER, "notice_by": "2026-11-30"},
    }
    text = render(form, with_record(**parts))
    assert form == "json" or "\u0301" * 5 not in text
