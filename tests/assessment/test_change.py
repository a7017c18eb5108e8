"""Each way in which two vendor files can differ."""

from datetime import date

import pytest

from changes import change, state, with_parts
from vendorcheck.assessment.change.change import compare
from vendorcheck.assessment.change.evidence import EvidenceChangeKind, compare_evidence
from vendorcheck.model.evidence import Evidence

KINDS = {
    "q/use": ("changed", "neither"),
    "q/better": ("improved", "better"),
    "q/worse": ("worse", "worse"),
    "q/lost": ("newly-unknown", "worse"),
    "q/found": ("newly-known", "better"),
    "q/lapsed": ("evidence", "worse"),
    "q/aside": ("put-aside", "neither"),
    "q/back": ("taken-up", "neither"),
    "q/asked": ("now-asked", "neither"),
    "q/dropped": ("no-longer-asked", "neither"),
    "q/same": ("counted-differently", "neither"),
    "q/words": ("changed", "neither"),
    "q/noted": ("details", "neither"),
    "q/several": ("changed", "neither"),
}


def test_each_answer_differs_in_one_way() -> None:
    assert {one.key: (one.kind, one.direction) for one in change().answers} == KINDS


def test_what_differs_beside_an_answer_is_said_with_it() -> None:
    answers = {one.key: one for one in change().answers}
    pieces = [(one.kind, one.title) for one in answers["q/lapsed"].evidence]
    assert pieces == [
        ("lapsed", "Report <i>"),
        ("added", "Fresh <script>alert(1)</script>"),
        ("removed", "Gone"),
    ]
    assert [(one.kind, one.title) for one in answers["q/worse"].evidence] == [("changed", "Guide")]
    details = [(one.name, one.before, one.after) for one in answers["q/noted"].details]
    assert details == [
        ("note", "**Before** @team", "After [x](https://evil.example)"),
        ("plan", None, "##[error]"),
    ]


def test_the_points_add_up_to_the_change_of_the_score() -> None:
    found = change()
    assert found.score_difference is not None
    assert sum(one.points or 0 for one in found.answers) == found.score_difference
    points = {one.key: one.points or 0 for one in found.answers}
    assert points["q/better"] > 0 > points["q/worse"]
    assert points["q/words"] == points["q/noted"] == points["q/lapsed"] == 0


def test_the_rest_that_differs() -> None:
    found = change()
    assert found.has_other_tier
    assert found.is_worse
    assert not found.is_empty
    assert [(one.kind, one.finding.check) for one in found.checks] == [("failed", "q/strange")]
    assert {one.subject: one.kind for one in found.risks} == {
        "q/aside": "changed",
        "q/found": "accepted",
        "q/noted": "withdrawn",
        "q/better": "lapsed",
    }
    assert [(one.kind, one.condition.text) for one in found.conditions] == [("done", "Sign ]]> it")]
    assert found.decisions == ()
    assert [(one.kind, one.deadline.text) for one in found.deadlines] == [("overdue", "Try it")]
    assert [(one.kind, one.announced.what) for one in found.announcements] == [("added", "place")]
    assert [(one.id, one.version_before, one.version_after) for one in found.questionnaires] == [
        ("q", "1", "2")
    ]
    assert {one.name: (one.before, one.after) for one in found.fields} == {
        "vendor.plan": ("Small", "Large"),
        "contract.renews_on": ("2026-12-31", "2027-12-31"),
        "contract.yearly_cost": (None, "12000 EUR"),
        "need: Sends mails": ("partly", "yes"),
        "log": (None, "sent: form, 2026-05-01"),
    }


DECISION = {"decision": "approve", "by": "Jane", "decided_on": "2026-01-06"}


def test_a_decision_that_is_gone_or_was_changed_is_seen() -> None:
    gone = with_parts(decisions=[DECISION])
    assert [(one.kind, str(one.decision.decided_on)) for one in gone.decisions] == [
        ("removed", "2026-01-05"),
        ("added", "2026-01-06"),
    ]
    assert gone.conditions == ()
    twice = with_parts(decisions=[DECISION, DECISION])
    assert [one.kind for one in twice.decisions] == ["removed", "added", "added"]


def test_a_condition_may_be_no_longer_done() -> None:
    there, back = change(), change("new", "old")
    assert [one.kind for one in there.conditions] == ["done"]
    assert [(one.kind, one.condition.done_by) for one in back.conditions] == [
        ("no-longer-done", "Jane Doe")
    ]


RISK = {"question": "q/same", "accepted_by": "CIO", "accepted_on": "2025-01-01"}


def test_several_risks_of_a_question_are_accepted_and_withdrawn_one_by_one() -> None:
    more = [
        {**RISK, "reason": reason, "expires": "2027-01-01"} for reason in ("One.", "Two.", "Two.")
    ]
    found = with_parts(accepted_risks=more)
    kinds = sorted((one.kind, one.subject) for one in found.risks)
    withdrawn = [("withdrawn", f"q/{name}") for name in ("aside", "better", "noted")]
    assert kinds == [("accepted", "q/same")] * 3 + withdrawn


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        ((date(2026, 1, 10), date(2026, 11, 22)), "lapsed"),
        ((date(2026, 11, 22), date(2026, 1, 10)), "in-force"),
        ((date(2026, 1, 10), date(2025, 11, 1)), "not-yet-in-force"),
    ],
)
def test_a_risk_in_both_files_is_in_force_on_one_day_only(
    days: tuple[date, date], kind: str
) -> None:
    before, after = (state("old", day) for day in days)
    found = {one.subject: one.kind for one in compare("a", before, "b", after).risks}
    assert found["q/better"] == kind


def piece(**parts: object) -> Evidence:
    return Evidence.model_validate({"title": "Guide", **parts})


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("counts", "counts", []),
        ("counts", "expired", ["lapsed"]),
        ("expired", "counts", ["current-again"]),
        ("counts", "missing", ["no-longer-counts"]),
        ("missing", "counts", ["counts-now"]),
        ("missing", "changed", ["changed"]),
        ("", "counts", []),
        ("counts", "", []),
    ],
)
def test_a_piece_of_evidence_counts_in_one_of_the_two(
    before: str, after: str, kinds: list[EvidenceChangeKind]
) -> None:
    found = compare_evidence([(piece(), before)], [(piece(), after)])
    assert [one.kind for one in found] == kinds


def test_of_pieces_with_one_name_each_stands_for_itself() -> None:
    first, second = piece(dated="2026-01-01"), piece(dated="2026-02-01")
    other = piece(dated="2026-03-01")
    both = [(first, "counts"), (second, "counts")]
    assert compare_evidence(both, both[::-1]) == ()
    (found,) = compare_evidence(both, [(other, "counts"), (second, "counts")])
    assert (found.kind, found.before, found.after) == ("changed", first, other)
    (gone,) = compare_evidence(both, [(second, "counts")])
    assert (gone.kind, gone.before, gone.title) == ("removed", first, "Guide")
