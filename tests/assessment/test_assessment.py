"""Assessments worked by hand, one for each rule, kind of finding and way to choose a tier."""

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from assessments import asking
from sso_cases import AS_OF, GOOD, SSO, assess, filed
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.path_to_yes import path as path_to_yes
from vendorcheck.document.document import parse_document
from vendorcheck.model.conditions import Range, Truth, all_of, any_of, negate
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model


def fired(assessment: Assessment) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The rules that fire, and with " could" those that could still fire."""
    return {
        result.rule + " could" * result.could: (result.verdict, result.subjects)
        for result in assessment.judgement.rule_results
    }


def risk(question: str, expires: str = "2027-05-01", answer: str = "") -> str:
    named = f"answer: {answer}, " if answer else ""
    return (
        f"accepted_risks: [{{question: {question}, {named}reason: Few users, accepted_by: CIO, "
        f"accepted_on: 2026-01-01, expires: {expires}}}]\n"
    )


PAGE = 'title: Guide, url: "https://a.example"'
DOCUMENTED = f"grade: documented, evidence: [{{{PAGE}, dated: 2026-11-01}}]"
VERIFIED = "grade: verified, reviewed_by: Jane, reviewed_on: 2026-11-01"
"""A grade with what supports it."""


# ---- many vendors in a row


def test_the_same_word_is_heard_anew_where_more_is_said() -> None:
    sound = parse_model(parse_document(SSO.encode(), "questionnaire.yaml"), Questionnaire)
    rules = 'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\ngrades: {high: documented}\n'
    assessor = Assessor(
        {"sso": sound}, parse_model(parse_document(rules.encode(), "policy.yaml"), Policy), ["sso"]
    )
    said = {
        "full": "answered",
        f"{{answer: full, {VERIFIED}}}": "answered",
        "{answer: full, unknown: true}": "unknown",
        "{answer: full, disputed: We saw none.}": "disputed",
        "{answer: full, not_applicable: It has no users.}": "not-confirmed",
    }
    for answer, state in (*said.items(), *said.items()):
        assessment = assessor.assess(filed(GOOD | {"scim": answer}), AS_OF)
        situation = assessment.evaluation
        reply = situation.statuses[situation.plan.position_by_key["sso/scim"]]
        assert (reply.answer_state, reply.answer) == (state, assessment.vendor.answer("sso/scim"))
        assert ("grade" in fired(assessment)) == (answer == "full")


# ---- score, range, coverage


def test_the_score_is_what_was_earned_of_what_counts() -> None:
    # E = 10 + 5 * 1/2 + 1 * 1/2 + 3 = 16; T = 19; O = U = 0.
    assessment = assess(GOOD | {"scim": "partly", "length": "30 days"})
    assert (
        assessment.score
        == assessment.lowest_score
        == assessment.highest_score
        == Fraction(1600, 19)
    )
    assert assessment.coverage == 100
    contributions = [result.contribution or Fraction(0) for result in assessment.questions]
    assert contributions == [
        Fraction(1000, 19),
        Fraction(250, 19),
        Fraction(50, 19),
        Fraction(300, 19),
    ]
    assert sum(contributions) == assessment.score


def test_what_is_open_and_what_is_undecided_make_the_range() -> None:
    # protocol is open, so scim is undecided: E = 3, T = 10 + 1 + 3 = 14, O = 10 + 1 = 11, U = 5.
    assessment = assess({"protocol": "{unknown: true}", "log": '"yes"'})
    assert assessment.score == Fraction(300, 14)
    assert assessment.lowest_score == Fraction(300, 19)
    assert assessment.highest_score == Fraction(100 * (3 + 11 + 5), 19)
    assert assessment.coverage == Fraction(100 * 3, 19)


def test_what_does_not_apply_and_what_is_not_applicable_do_not_count() -> None:
    # scim does not apply without protocol; log is not applicable: T = 10 + 1.
    assessment = assess(
        {
            "protocol": '"no"',
            "scim": "full",
            "length": "1 hour",
            "log": CONFIRMED,
        }
    )
    assert assessment.score == Fraction(100, 11)
    assert [result.applies for result in assessment.questions] == [True, False, True, True]
    assert [result.contribution is None for result in assessment.questions] == [
        False,
        True,
        False,
        True,
    ]


def test_nothing_that_counts_has_no_score() -> None:
    text = SSO.replace("yes_no, ask: Is there single", "text, ask: Is there single").split(
        "checks:"
    )[0]
    assessment = assess(
        {},
        text=text,
        rules="questions: {sso/scim: {weight: 0}, sso/length: {weight: 0}, sso/log: {weight: 0}}",
    )
    assert (
        assessment.score,
        assessment.lowest_score,
        assessment.highest_score,
        assessment.coverage,
    ) == (
        None,
        None,
        None,
        None,
    )
    assert fired(assessment) == {"not-scorable": ("more-information-needed", ())}
    assert (assessment.best_verdict, assessment.worst_verdict) == (
        "more-information-needed",
        "more-information-needed",
    )


def test_that_open_questions_could_be_put_aside_is_no_possibility_that_counts() -> None:
    """To put one aside is a judgement of its own, which none of us has made."""
    assessment = assess(
        {}, rules="approve_at: 0\nconditions_at: 0\ncoverage_at_least: 0\nconditions_from: critical"
    )
    assert assessment.verdict == "approve-with-conditions"
    assert assessment.worst_verdict == "approve-with-conditions"


# ---- the rules


def test_all_good_is_approved_and_settled() -> None:
    assessment = assess(GOOD)
    assert (
        assessment.verdict,
        assessment.best_verdict,
        assessment.worst_verdict,
        assessment.is_settled,
    ) == (
        "approve",
        "approve",
        "approve",
        True,
    )
    assert assessment.reasons == ()
    assert assessment.paths_to_yes["approve"].steps == ()


CONFIRMED = "{not_applicable: No logs., confirmed_by: Jane, confirmed_on: 2026-11-22}"
BLOCKER = "questions: {sso/scim: {blocker: {at_least: 0.75}, severity: low}}\n"


def test_a_blocker_that_earns_too_little_fails() -> None:
    # At low severity scim weighs 1: E = 10 + 1/2 + 1 + 3 of 15. The score alone would approve.
    assessment = assess(GOOD | {"scim": "partly"}, BLOCKER)
    assert assessment.score == Fraction(1450, 15)
    assert fired(assessment) == {"blocker": ("do-not-approve", ("sso/scim",))}
    assert (assessment.best_verdict, assessment.worst_verdict) == (
        "do-not-approve",
        "do-not-approve",
    )


@pytest.mark.parametrize(
    "state", ["{unknown: true}", "{answer: full, disputed: No.}", "{note: Asked.}"]
)
def test_a_blocker_that_is_open(state: str) -> None:
    assessment = assess(GOOD | {"scim": state}, BLOCKER)
    assert fired(assessment)["blocker could"] == ("do-not-approve", ("sso/scim",))
    assert assessment.verdict == "more-information-needed"
    assert (assessment.best_verdict, assessment.worst_verdict) == ("approve", "do-not-approve")


def test_a_blocker_whose_condition_is_undecided_is_open_unless_its_answer_is_good_enough() -> None:
    rules = (
        BLOCKER
        + "coverage_at_least: 0\nconditions_at: 0\napprove_at: 0\nconditions_from: critical\n"
    )
    assert "blocker could" in fired(assess({"scim": "partly", "log": '"yes"'}, rules))
    assert "blocker could" in fired(assess({"log": '"yes"'}, rules))
    good = assess({"scim": "full", "log": '"yes"'}, rules)
    assert "blocker could" not in fired(good)


def test_a_blocker_refuses_not_applicable_unless_it_says_otherwise() -> None:
    answers = GOOD | {"log": CONFIRMED}
    refused = assess(answers, "questions: {sso/log: {blocker: true}}")
    assert fired(refused)["blocker could"] == ("do-not-approve", ("sso/log",))
    for rule in ("allowed", "confirmed"):
        text = SSO.replace("evidence: expected", f"evidence: expected, not_applicable: {rule}")
        rules = "questions: {sso/log: {blocker: true}}"
        assert assess(answers, rules, text=text).verdict == "approve"
        alone = assess(GOOD | {"log": "{not_applicable: No logs.}"}, rules, text=text)
        assert fired(alone)["blocker could"] == ("do-not-approve", ("sso/log",))
    assert assess(
        answers, text=SSO.replace("evidence: expected", "not_applicable: refused")
    ).coverage == Fraction(1600, 19)


def test_a_question_of_weight_0_is_not_scored_but_still_blocks() -> None:
    # Decided: the rules finding and grade look at scored questions only, so only the blocker rule
    # fires here. The failed blocker is listed as a finding all the same, and loses no points.
    rules = "questions: {sso/protocol: {weight: 0, blocker: true}}\ngrades: {critical: verified}\n"
    assessment = assess({"protocol": '"no"', "length": "1 hour", "log": '"yes"'}, rules)
    assert assessment.score == 100
    assert fired(assessment) == {"blocker": ("do-not-approve", ("sso/protocol",))}
    assert [one.kind for one in assessment.findings] == ["gap", "evidence"]
    assert [one.points for one in assessment.findings] == [0, 0]


def test_coverage_below_what_is_wanted() -> None:
    # length is open: coverage is 18/19 = 94.7 %, and the score is the same.
    answers = {name: answer for name, answer in GOOD.items() if name != "length"}
    assert fired(assess(answers)) == {}
    assessment = assess(answers, "coverage_at_least: 95")
    assert fired(assessment) == {"coverage": ("more-information-needed", ())}
    assert (assessment.best_verdict, assessment.worst_verdict) == (
        "approve",
        "more-information-needed",
    )


def test_the_bands_of_the_score() -> None:
    # length 0: 18/19; protocol "no" (then scim does not apply): 4 of 14.
    exactly = "approve_at: {}\nconditions_at: {}\nconditions_from: critical\n"
    low = GOOD | {"length": "1 year"}
    assert assess(low, exactly.format(94, 60)).verdict == "approve"
    assert fired(assess(low, exactly.format(95, 94))) == {
        "score-band": ("approve-with-conditions", ())
    }
    assert fired(assess(low, exactly.format(95, 95))) == {"score-band": ("do-not-approve", ())}
    # With log open the score is 15/18 after protocol, scim; the high end is 18/19 again.
    hopeful = assess(
        {"protocol": '"yes"', "scim": "full", "length": "1 year"}, exactly.format(95, 94)
    )
    assert hopeful.score == Fraction(1500, 19)
    assert fired(hopeful)["score-band could"] == ("do-not-approve", ())
    hopeless = assess(
        {"protocol": '"yes"', "scim": "full", "length": "1 year"}, exactly.format(96, 95)
    )
    assert fired(hopeless)["score-band"] == ("do-not-approve", ())


def test_what_is_undecided_can_lift_a_score_though_nothing_that_counts_is_open() -> None:
    # protocol does not count, so scim is undecided: E = 0, T = 1 + 3, O = 0, U = 5.
    # The high end is 500 / 9.
    answers = {"protocol": "{unknown: true}", "scim": "full", "length": "90 days", "log": '"no"'}
    rules = "questions: {sso/protocol: {weight: 0}}\nconditions_at: "
    assert fired(assess(answers, rules + "55"))["score-band could"] == ("do-not-approve", ())
    assert fired(assess(answers, rules + "56"))["score-band"] == ("do-not-approve", ())


def test_thresholds_compare_exact_values() -> None:
    # 16/19 = 84.2105... %: shown as 84.21, which it reaches; 84.22 it does not.
    answers = GOOD | {"scim": "partly", "length": "30 days"}
    rules = "conditions_from: critical\napprove_at: {}\n"
    assert assess(answers, rules.format("84.21")).verdict == "approve"
    assert assess(answers, rules.format("84.2106")).verdict == "approve-with-conditions"


def test_a_finding_of_the_severity_that_wants_a_condition() -> None:
    assessment = assess(GOOD | {"scim": "partly"})
    assert fired(assessment) == {"finding": ("approve-with-conditions", ("sso/scim",))}
    assert fired(assess(GOOD | {"scim": "partly"}, "conditions_from: critical")) == {}


def test_silence_is_not_better_than_an_honest_no() -> None:
    assessment = assess(
        GOOD | {"scim": "{unknown: true}"}, "coverage_at_least: 0\napprove_at: 50\n"
    )
    assert fired(assessment) == {"finding could": ("approve-with-conditions", ("sso/scim",))}
    assert assessment.verdict == "approve-with-conditions"


def test_an_open_question_without_a_severe_option_could_want_no_condition() -> None:
    # No answer to scim would: its gaps are of low severity, whatever that of the question.
    text = SSO.replace("credit: 0.5,", "credit: 0.5, severity: low,").replace(
        "credit: 0}]}\n  - id: sessions", "credit: 0, severity: low}]}\n  - id: sessions"
    )
    rules = (
        "questions: {sso/protocol: {weight: 0}}\napprove_at: 0\nconditions_at: 0\n"
        "coverage_at_least: 0\n"
    )
    answers = GOOD | {"protocol": "{unknown: true}", "scim": "{unknown: true}"}
    assessment = assess(answers, rules, text=text)
    assert (assessment.verdict, assessment.best_verdict, assessment.worst_verdict) == (
        "approve",
        "approve",
        "approve",
    )


def test_a_section_below_its_floor() -> None:
    # Sessions: 3 + 1/2 of 4 = 87.5 %.
    answers = GOOD | {"length": "30 days"}
    assert fired(assess(answers, "section_floors: {sso/sessions: 87.5}")) == {}
    assessment = assess(answers, "section_floors: {sso/sessions: 87.6}")
    assert fired(assessment) == {"section-floor": ("approve-with-conditions", ("sso/sessions",))}
    gone = GOOD | {"length": CONFIRMED, "log": CONFIRMED}
    assert fired(assess(gone, "section_floors: {sso/sessions: 100}")) == {}


def test_a_grade_below_what_is_wanted_keeps_its_credit_and_wants_a_condition() -> None:
    rules = "grades: {critical: documented}"
    assessment = assess(GOOD, rules)
    assert assessment.score == 100
    assert fired(assessment) == {"grade": ("approve-with-conditions", ("sso/protocol",))}
    assert (
        assess(GOOD | {"protocol": f'{{answer: "yes", {DOCUMENTED}}}'}, rules).verdict == "approve"
    )
    # Decided: it applies whatever an answer earns, so that more credit never worsens the verdict.
    assert "grade" in fired(assess(GOOD | {"protocol": '"no"'}, rules))


def test_the_least_grade_of_all_is_no_want() -> None:
    # log is open: whatever it turns out to be, no grade of it is too weak.
    answers = {name: answer for name, answer in GOOD.items() if name != "log"}
    rules = "approve_at: 0\nconditions_at: 0\ncoverage_at_least: 0\nconditions_from: critical\n"
    assert assess(answers, rules + "grades: {medium: claimed}").worst_verdict == "approve"
    assert (
        assess(answers, rules + "grades: {medium: documented}").worst_verdict
        == "approve-with-conditions"
    )


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [
        (["2026-11-21"], "approve-with-conditions"),
        (["2026-11-22"], "approve"),
        (["2026-11-21", "2027-01-01"], "approve"),
    ],
)
def test_once_all_evidence_has_expired_the_grade_is_claimed(ends: list[str], verdict: str) -> None:
    evidence = ", ".join(f"{{{PAGE}, dated: 2026-01-01, expires: {end}}}" for end in ends)
    answer = f'{{answer: "yes", grade: documented, evidence: [{evidence}]}}'
    assert assess(GOOD | {"protocol": answer}, "grades: {critical: documented}").verdict == verdict


def test_evidence_that_names_no_end_is_valid_for_as_long_as_the_policy_says() -> None:
    answer = f'{{answer: "yes", grade: documented, evidence: [{{{PAGE}, dated: 2025-11-22}}]}}'
    rules = "grades: {critical: documented}\n"
    assert assess(GOOD | {"protocol": answer}, rules).verdict == "approve"
    assert (
        assess(GOOD | {"protocol": answer}, rules, day=date(2026, 11, 23)).verdict
        == "approve-with-conditions"
    )
    assert (
        assess(GOOD | {"protocol": answer}, rules + "evidence_valid_for: 11 months").verdict
        == "approve-with-conditions"
    )


# ---- accepted risks


def test_an_accepted_risk_silences_but_never_changes_the_score() -> None:
    answers = GOOD | {"scim": "none"}
    loud, silent = (
        assess(answers, "approve_at: 70"),
        assess(answers, "approve_at: 70", risk("sso/scim")),
    )
    assert loud.score == silent.score == Fraction(1400, 19)
    assert (loud.verdict, silent.verdict) == ("approve-with-conditions", "approve")
    accepted = silent.findings[0].accepted_risk
    assert accepted is not None
    assert accepted.accepted_by == "CIO"
    assert fired(assess(answers, "approve_at: 74", risk("sso/scim"))) == {
        "score-band": ("approve-with-conditions", ())
    }


@pytest.mark.parametrize(
    ("answer", "accepted", "silent"),
    [
        ("none", "none", True),
        ("partly", "none", False),
        ("{unknown: true}", "unknown", True),
        ("{answer: full, disputed: No.}", "unknown", True),
        ("{note: Asked.}", "unknown", False),
        ("{note: Asked.}", "", True),
    ],
)
def test_an_accepted_risk_holds_while_its_answer_is_still_the_answer(
    answer: str, accepted: str, *, silent: bool
) -> None:
    rules = "approve_at: 50\ncoverage_at_least: 0\n"
    assessment = assess(GOOD | {"scim": answer}, rules, risk("sso/scim", answer=accepted))
    assert (assessment.verdict == "approve") == silent
    assert ("accepted-risk" in [one.kind for one in assessment.findings]) != silent


def test_an_accepted_duration_is_the_same_however_it_is_written() -> None:
    rules = "approve_at: 50\nconditions_from: low\n"
    assessment = assess(GOOD | {"length": "2 weeks"}, rules, risk("sso/length", answer="14 days"))
    assert assessment.verdict == "approve"


def test_an_accepted_risk_lapses_after_its_last_day() -> None:
    answers, rules = GOOD | {"scim": "none"}, "approve_at: 70\n"
    assert assess(answers, rules, risk("sso/scim", "2026-11-22")).verdict == "approve"
    lapsed = assess(answers, rules, risk("sso/scim", "2026-11-21"))
    assert lapsed.verdict == "approve-with-conditions"
    assert [(one.kind, one.severity) for one in lapsed.findings][:2] == [
        ("gap", "high"),
        ("accepted-risk", "high"),
    ]


def test_a_lapsed_acceptance_of_what_is_mended_is_no_finding() -> None:
    assessment = assess(GOOD, more=risk("sso/scim", "2026-11-21"))
    assert "accepted-risk" not in [one.kind for one in assessment.findings]


# ---- findings


def test_the_findings_worst_first() -> None:
    evidence = "[{title: Guide, expires: 2026-11-21}]"
    answers = GOOD | {
        "scim": "partly",
        "length": "1 year",
        "protocol": f'{{answer: "yes", evidence: {evidence}}}',
    }
    found = assess(answers, "grades: {critical: documented}").findings
    assert [(one.kind, one.severity, one.subject) for one in found] == [
        ("grade", "critical", "sso/protocol"),
        ("gap", "high", "sso/scim"),
        ("gap", "low", "sso/length"),
        ("evidence", "low", "sso/protocol"),
        ("evidence", "low", "sso/log"),
    ]
    assert (found[1].finding, found[1].remedy, found[1].clause) == (
        "SCIM creates only",
        "Let SCIM delete.",
        "It shall delete.",
    )
    assert found[3].finding == "Evidence has expired: Guide"


def test_a_contradiction_is_a_finding_that_an_accepted_risk_silences_by_its_id() -> None:
    answers = GOOD | {"log": '"no"'}
    assessment = assess(answers)
    assert fired(assessment) == {"finding": ("approve-with-conditions", ("sso/unlogged",))}
    assert [one.kind for one in assessment.findings] == ["contradiction", "gap", "evidence"]
    assert assess(answers, more=risk("sso/unlogged")).verdict == "approve"
    lapsed = assess(answers, more=risk("sso/unlogged", "2026-11-21"))
    assert [one.check for one in lapsed.findings if one.kind == "accepted-risk"] == ["sso/unlogged"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("title: Guide, url: 'https://a.example', file: a.pdf", "Guide"),
        ("url: 'https://a.example', file: a.pdf", "https://a.example"),
        ("file: a.pdf", "a.pdf"),
        ("pages: '3'", "untitled"),
    ],
)
def test_expired_evidence_is_called_by_what_it_has(named: str, told: str) -> None:
    answer = f'{{answer: "yes", evidence: [{{{named}, expires: 2026-11-21}}]}}'
    found = [one.finding for one in assess(GOOD | {"log": answer}).findings]
    assert found == [f"Evidence has expired: {told}"]


@pytest.mark.parametrize(
    ("expires", "answer", "told"),
    [
        ("2026-11-21", "none", "The acceptance by CIO ended on 2026-11-21"),
        ("2026-11-21", "partly", "The acceptance by CIO ended on 2026-11-21"),
        ("2026-11-22", "partly", "CIO accepted another answer than the one given now"),
    ],
)
def test_why_an_acceptance_no_longer_holds(expires: str, answer: str, told: str) -> None:
    found = assess(GOOD | {"scim": "none"}, more=risk("sso/scim", expires, answer)).findings
    (lapsed,) = [one for one in found if one.kind == "accepted-risk"]
    assert (lapsed.finding, lapsed.subject, lapsed.ask) == (told, "sso/scim", "Is there SCIM?")
    assert (lapsed.answer, lapsed.display_answer) == ("none", "None")
    assert lapsed.remedy == "Accept it anew with a reason and an end, or have it mended."


def test_a_lapsed_acceptance_of_what_does_not_apply_is_no_finding() -> None:
    assessment = assess(
        GOOD | {"protocol": '"no"', "scim": "none"}, more=risk("sso/scim", "2026-11-21")
    )
    assert "accepted-risk" not in [one.kind for one in assessment.findings]


@pytest.mark.parametrize(
    ("changes", "rules", "told"),
    [
        ({"scim": "{not_applicable: None.}"}, "", True),
        ({"scim": CONFIRMED}, "", False),
        ({"scim": "none"}, "questions: {sso/scim: {weight: 0}}", False),
        ({}, "grades: {high: documented}", True),
    ],
    ids=["not confirmed", "not applicable", "not scored", "weakly supported"],
)
def test_a_lapsed_acceptance_is_told_while_there_is_something_to_accept(
    changes: dict[str, str], rules: str, *, told: bool
) -> None:
    found = assess(GOOD | changes, rules, risk("sso/scim", "2026-11-21")).findings
    assert ("accepted-risk" in [one.kind for one in found]) == told


def accepted_by(found: Assessment, kind: str) -> list[str | None]:
    """Who accepts the findings of a kind."""
    return [
        one.accepted_risk.accepted_by if one.accepted_risk else None
        for one in found.findings
        if one.kind == kind
    ]


def test_a_finding_says_who_accepts_it() -> None:
    gap = assess(GOOD | {"scim": "none"}, more=risk("sso/scim"))
    assert (accepted_by(gap, "gap"), gap.findings[0].ask) == (["CIO"], "Is there SCIM?")
    assert accepted_by(
        assess(GOOD | {"scim": "none"}, more=risk("sso/scim", answer="partly")), "gap"
    ) == [None]
    weak = assess(GOOD, "grades: {high: documented}", risk("sso/scim"))
    assert accepted_by(weak, "grade") == ["CIO"]
    assert accepted_by(
        assess(GOOD | {"log": '"no"'}, more=risk("sso/unlogged")), "contradiction"
    ) == ["CIO"]


TWICE = (
    risk("sso/unlogged", "2026-11-21").strip()[:-1] + ", " + risk("sso/unlogged").partition("[")[2]
)


@pytest.mark.parametrize(
    ("log", "risks", "told"),
    [
        ('"no"', risk("sso/unlogged", "2026-11-21"), ["sso/unlogged"]),
        ("{unknown: true}", risk("sso/unlogged", "2026-11-21"), ["sso/unlogged"]),
        ('"yes"', risk("sso/unlogged", "2026-11-21"), []),
        ('"no"', risk("sso/scim", "2026-11-21"), []),
        ('"no"', TWICE, []),
    ],
    ids=["holds", "undecided", "cleared up", "of something else", "accepted anew"],
)
def test_an_acceptance_of_a_contradiction_lapses(log: str, risks: str, told: list[str]) -> None:
    found = assess(GOOD | {"log": log}, more=risks).findings
    assert [one.subject for one in found if one.kind == "accepted-risk"] == told


# ---- path to yes


def test_the_path_to_yes_takes_the_fewest_steps_then_the_least_effort() -> None:
    # 4 of 14 is missing protocol: mended, scim applies and is open, which makes it a step, too.
    assessment = assess({"protocol": '"no"', "length": "1 hour", "log": '"yes"'})
    assert assessment.score == Fraction(400, 14)
    path = assessment.paths_to_yes["approve"]
    assert path.steps is not None
    assert [(step.subject, step.kind, step.answer) for step in path.steps] == [
        ("sso/protocol", "remedy", "yes"),
        ("sso/scim", "answer", "full"),
    ]
    assert path.is_minimal


WAYS = """
vendorcheck: questionnaire/1
id: sso
version: "1"
title: Ways
sections:
  - id: s
    title: S
    questions:
      - {id: how, type: choice, ask: How?, weight: 5, options: [
          {id: one, label: One, credit: 1}, {id: other, label: Other, credit: 1},
          {id: bad, label: Bad, credit: 0}]}
      - {id: brought, type: yes_no, ask: Is it?, weight: 4, when: {how: [other]}}
      - {id: rest, type: yes_no, ask: And the rest?, weight: 5}
"""


@pytest.mark.parametrize(("approve_at", "answer"), [("50", "one"), ("51", "other")])
def test_of_two_answers_the_first_is_a_step_unless_only_the_second_is_enough(
    approve_at: str, answer: str
) -> None:
    # The first brings 5 of 10, the second 9 of 14.
    answers = {"how": "bad", "brought": '"yes"', "rest": '"no"'}
    rules = f"approve_at: {approve_at}\nconditions_at: 0\nconditions_from: critical\n"
    path = assess(answers, rules, text=WAYS).paths_to_yes["approve"]
    assert path.steps is not None
    assert [(step.subject, step.answer) for step in path.steps] == [("sso/how", answer)]
    assert path.is_minimal


def test_an_answer_that_brings_in_what_nothing_meets_is_not_taken() -> None:
    # The first answer brings in a blocker that nothing meets.
    # Taking all steps therefore leads nowhere, and taking one step works.
    text = WAYS.replace("when: {how: [other]}", "when: {how: [one]}, blocker: true").replace(
        "type: yes_no, ask: Is it?",
        (
            "type: choice, options: [{id: half, label: Half, credit: 0.5}, "
            "{id: no, label: None, credit: 0}], ask: Is it?"
        ),
    )
    assessment = assess({"how": "bad", "brought": "half", "rest": '"yes"'}, text=text)
    path = assessment.paths_to_yes["approve"]
    assert path.steps is not None
    assert [(step.subject, step.answer) for step in path.steps] == [("sso/how", "other")]


def test_the_path_to_yes_supports_and_clears_up() -> None:
    # Clearing up takes a medium effort. The remedy of the log ends the contradiction as well,
    # so it comes first if it takes no more.
    dear = SSO.replace("severity: medium, evidence", "severity: medium, effort: high, evidence")
    for text, second in ((SSO, ("sso/log", "remedy")), (dear, ("sso/unlogged", "clarify"))):
        assessment = assess(GOOD | {"log": '"no"'}, "grades: {critical: documented}", text=text)
        path = assessment.paths_to_yes["approve"].steps
        assert path is not None
        assert [(step.subject, step.kind) for step in path] == [("sso/protocol", "support"), second]


def test_where_no_way_leads_the_rules_that_stand_in_it_are_named() -> None:
    text = SSO.replace(
        "{id: full, label: Full, credit: 1}", "{id: full, label: Full, credit: 0.75}"
    )
    assessment = assess(GOOD, "questions: {sso/scim: {blocker: true}}", text=text)
    path = assessment.paths_to_yes["approve"]
    assert path.steps is None
    assert [one.rule for one in path.blocked_by] == ["blocker", "finding"]


def test_what_a_remedy_cures_stands_in_no_way_however_weakly_it_is_supported() -> None:
    text = SSO.replace(
        "{id: full, label: Full, credit: 1}", "{id: full, label: Full, credit: 0.75}"
    )
    answers = GOOD | {"log": '"no"'}
    rules = (
        "conditions_from: medium\ngrades: {medium: documented, high: claimed, critical: claimed}"
    )
    path = assess(
        answers, rules, text=text.replace("scim: [full], log", "scim: [none], log")
    ).paths_to_yes["approve"]
    assert path.steps is None
    assert [(one.rule, one.subjects) for one in path.blocked_by] == [("finding", ("sso/scim",))]


ESCAPE = asking(
    """\
      - {id: p, type: choice, ask: P?, severity: low, finding: F, remedy: R, options: [
          {id: a, label: A, credit: 0.5}, {id: b, label: B, credit: 1}]}
      - {id: q, type: choice, ask: Q?, severity: low, weight: 10, when: {p: [a]},
         finding: F, remedy: R, options: [
          {id: some, label: Some, credit: 0.5}, {id: none, label: None, credit: 0}]}
""",
    "sso",
)


@pytest.mark.parametrize(
    "answers", [{"p": "a", "q": "none"}, {"p": "a"}], ids=["a gap", "an open question"]
)
def test_a_step_can_do_away_with_what_no_answer_mends(answers: dict[str, str]) -> None:
    path = assess(answers, text=ESCAPE).paths_to_yes["approve"]
    assert path.steps is not None
    assert [(step.subject, step.answer) for step in path.steps] == [("sso/p", "b")]


def test_a_step_can_do_away_with_what_only_hangs_on_it() -> None:
    between = (
        "{id: m, type: choice, ask: M?, when: {p: [a]}, options: [{id: x, label: X}, "
        "{id: y, label: Y}]}"
    )
    text = ESCAPE.replace("      - {id: q,", f"      - {between}\n      - {{id: q,").replace(
        "weight: 10, when: {p: [a]}", "weight: 10, when: {m: [x]}"
    )
    path = assess({"p": "a", "m": "x", "q": "none"}, text=text).paths_to_yes["approve"]
    assert path.steps is not None
    assert [(step.subject, step.answer) for step in path.steps] == [("sso/p", "b")]


@pytest.mark.parametrize(
    ("when", "possible"),
    [("{sso/p: [b]}", False), ('{sso/r: ["no"]}', True)],
    ids=["the tier's", "nobody's"],
)
def test_no_step_makes_it_another_tier(when: str, possible: bool) -> None:
    text = ESCAPE.replace(
        "credit: 0.5}, {id: b, label: B, credit: 1}]}",
        (
            "severity: low}, {id: b, label: B}]}\n"
            "      - {id: r, type: yes_no, ask: R?, finding: F, remedy: R}"
        ),
    ).replace("weight: 10", "blocker: true")
    rules = (
        f"tiers: [{{id: t, title: T, when: {when}, questionnaires: [sso]}}, "
        "{id: u, title: U, questionnaires: [sso]}]"
    )
    path = assess({"q": "none", "r": '"yes"'}, rules, text=text).paths_to_yes["approve"]
    assert (path.steps is not None) == possible


def test_nobody_is_asked_to_prove_that_something_is_missing() -> None:
    rules = "grades: {medium: documented, high: documented}"
    assessment = assess(GOOD | {"log": '"no"', "scim": "partly"}, rules)
    assert [(ask.subject, ask.reason) for ask in assessment.questions_for_vendor] == [
        ("sso/scim", "grade")
    ]


def test_a_document_is_asked_for_only_where_a_better_one_is_wanted() -> None:
    rules = "grades: {critical: documented, high: documented, medium: documented}"
    answers = {
        "protocol": f'{{answer: "yes", {DOCUMENTED}}}',
        "scim": f"{{answer: full, {VERIFIED}}}",
        "log": CONFIRMED,
    }
    assert assess(GOOD | answers, rules).questions_for_vendor == ()


@pytest.mark.parametrize(
    ("source", "repeated"), [("vendor", True), ("import", True), ("public", False), ("us", False)]
)
def test_only_what_the_vendor_said_is_repeated_to_it(source: str, *, repeated: bool) -> None:
    answer = f'{{answer: "yes", source: {source}}}'
    (ask,) = assess(
        GOOD | {"protocol": answer}, "grades: {critical: documented}"
    ).questions_for_vendor
    assert ('You answered "yes".' in ask.text) == repeated
    assert ask.text.startswith("Is there single sign-on?")


@pytest.mark.parametrize("message", ["SCIM without a log", "SCIM without a log."])
def test_the_question_about_a_contradiction_is_made_of_whole_sentences(message: str) -> None:
    text = SSO.replace("message: SCIM without a log?", f"message: {message}")
    (ask,) = assess(GOOD | {"log": '"no"'}, text=text).questions_for_vendor
    assert ask.text == ("Two answers contradict each other. SCIM without a log. Which is right?")


# ---- three values


@pytest.mark.parametrize(("one", "other"), list(product([True, False, None], repeat=2)))
def test_the_logic_has_three_values(one: Truth, other: Truth) -> None:
    worth = {False: 0, None: 1, True: 2}
    assert worth[all_of(one, other)] == min(worth[one], worth[other])
    assert worth[any_of(one, other)] == max(worth[one], worth[other])
    assert worth[negate(one)] == 2 - worth[one]


# ---- amounts and days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 months", 365),
        ("13 months", 395),
        ("24 months", 730),
        ("1 year", 365),
        ("1 month", 30),
        ("2 weeks", 14),
        ("1.5 days", Fraction(3, 2)),
        ("5 working days", 7),
        ("36 hours", Fraction(3, 2)),
    ],
)
def test_durations_are_compared_in_days(text: str, days: Fraction) -> None:
    assert Duration.parse(text).days == days


@pytest.mark.parametrize(
    ("length", "day", "first"),
    [
        ("1 month", "2026-03-31", "2026-02-28"),
        ("1 month", "2024-03-31", "2024-02-29"),
        ("12 months", "2024-02-29", "2023-02-28"),
        ("1 year", "2024-02-29", "2023-02-28"),
        ("4 years", "2024-02-29", "2020-02-29"),
        ("30 days", "2026-03-31", "2026-03-01"),
    ],
)
def test_within_counts_calendar_months(length: str, day: str, first: str) -> None:
    asked = question(
        f"{{id: d, type: date, ask: When?, bands: [{{within: {length}, credit: 1}}, "
        "{credit: 0}]}"
    )
    as_of, start = date.fromisoformat(day), date.fromisoformat(first)

    def credit(then: date) -> Fraction:
        outcome = asked.result_of(asked.parse_answer(then.isoformat()), as_of)
        assert outcome is not None
        return outcome.credit

    assert [credit(start), credit(date.fromordinal(start.toordinal() - 1))] == [1, 0]
    assert [credit(as_of), credit(date.fromordinal(as_of.toordinal() + 1))] == [1, 0]


def question(text: str) -> BaseQuestion:
    written = (
        "vendorcheck: questionnaire/1\nid: x\nversion: '1'\ntitle: X\nsections:\n"
        f"- {{id: s, title: S, questions: [{text}]}}"
    )
    return next(
        iter(
            parse_model(
                parse_document(written.encode(), "x.yaml"), Questionnaire
            ).questions.values()
        )
    )


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("type: number, bands: [{at_most: 5, credit: 0}, {credit: 1}]", ("6",)),
        ("type: number, bands: [{at_least: -5, credit: 0}, {credit: 1}]", ("-6",)),
        ("type: number, bands: [{at_least: 3, credit: 1}, {credit: 0}]", ("3",)),
        ("type: duration, bands: [{at_most: 2 months, credit: 0}, {credit: 1}]", ("61 days",)),
        ("type: date, bands: [{within: 1 month, credit: 0}, {credit: 1}]", ("2026-10-21",)),
        ("type: date, bands: [{within: 1 month, credit: 1}, {credit: 0}]", ("2026-11-22",)),
        ("type: date, bands: [{within: 1 month, credit: 0.5}, {credit: 0}]", ()),
    ],
)
def test_full_credit_is_found_in_the_rest_as_well(text: str, answers: tuple[str, ...]) -> None:
    asked = question(f"{{id: q, ask: How?, {text}}}")
    assert asked.full_credit_answers(None, AS_OF) == answers
    for answer in answers:
        outcome = asked.result_of(asked.parse_answer(answer), AS_OF)
        assert outcome is not None
        assert outcome.credit == 1


def test_text_earns_by_being_answered_where_it_says_so() -> None:
    text = SSO.replace(
        "length, type: duration", "length, type: text, credit_if_answered: true"
    ).replace(
        (
            ", bands: [\n          {at_most: 12 hours, credit: 1}, "
            "{at_most: 30 days, credit: 0.5}, {credit: 0}]"
        ),
        "",
    )
    assert assess(GOOD | {"length": "Some hours."}, text=text).score == 100
    assert assess(
        {name: GOOD[name] for name in ("protocol", "scim", "log")}, text=text
    ).score == Fraction(1800, 19)
    plain = text.replace(", credit_if_answered: true", "")
    assert (
        assess({name: GOOD[name] for name in ("protocol", "scim", "log")}, text=plain).score == 100
    )


def test_no_words_are_no_answer() -> None:
    with pytest.raises(InvalidAnswer, match="the answer is empty"):
        question("{id: q, type: text, ask: Why?}").parse_answer("")


def test_of_several_options_only_one_that_stands_alone_brings_its_severity() -> None:
    # Decided: or one more tick, which earns more, could make the gap worse.
    options = (
        "[{id: a, label: A, credit: 0.5, severity: critical}, {id: b, label: B, credit: 0.4}, "
        "{id: n, label: None, credit: 0, exclusive: true, severity: critical}]"
    )
    asked: Any = question(
        f"{{id: m, type: multi_choice, ask: Which?, severity: low, options: {options}}}"
    )
    found = [
        asked.result_of(asked.parse_answer(picked), AS_OF)
        for picked in (("a",), ("b", "a"), ("n",))
    ]
    assert [(one.credit, one.severity) for one in found] == [
        (Fraction(1, 2), None),
        (Fraction(9, 10), None),
        (0, "critical"),
    ]


def halves() -> VendorFile:
    """A vendor that does everything by half: of each built-in question the answer in the middle."""
    responses: dict[str, Any] = {}
    for name, found in Library().items():
        answers = responses[name] = {"answers": {}}
        for question in found.questions.values():
            options = [option.id for option in question.offered_options if not option.exclusive]
            middle = options[len(options) // 2] if options else ""
            plain = {
                "number": "20",
                "duration": "400 days",
                "date": "2024-01-01",
                "url": "https://a.example",
            }
            ticked = [middle] if question.kind_of_answer == "options" else middle
            answers["answers"][question.id] = (
                ticked if middle else plain.get(question.type, "Words")
            )
    responses["request"]["answers"]["data"] = ["special"]
    data = {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": responses}
    return parse_model(parse_document(json.dumps(data).encode(), "vendor.json"), VendorFile)


@pytest.mark.slow
@pytest.mark.parametrize("target", ["approve", "approve-with-conditions"])
def test_of_many_things_done_by_half_the_fewest_are_found_soon(target: Verdict) -> None:
    library = Library()
    assessor = Assessor(library, load_policy(library, "default").model)
    vendor_file = halves()
    situation = evaluate(
        assessor.plan_for_tier(assessor.tiering_of(vendor_file, AS_OF).tier), vendor_file, AS_OF
    )
    path = path_to_yes.find_path_to_yes(situation, {}, target)
    assert path.is_minimal
    assert len(path.steps or ()) > 20


def test_another_option_spares_a_contradiction() -> None:
    options = (
        "{id: a, label: A, credit: 1}, {id: b, label: B, credit: 1}, "
        "{id: none, label: N, credit: 0, exclusive: true}"
    )
    text = asking(f"""\
      - {{id: m, type: multi_choice, ask: A?, severity: high, finding: F, remedy: R,
          options: [{options}]}}
      - {{id: y, type: yes_no, ask: A?, severity: high, finding: F, remedy: R}}
checks: [{{id: c, when: {{m: [a], y: ["yes"]}}, severity: high, message: M}}]
""")
    path = assess({"m": "[none]", "y": '"yes"'}, text=text, chosen=("q",)).paths_to_yes["approve"]
    assert path.steps is not None
    assert [(step.subject, step.answer) for step in path.steps] == [("q/m", ("b",))]


FEW = "when: {seats: {at_most: 8}}"
"""A question that a seat more than 8 spares."""


def test_a_number_beyond_the_limit_of_a_condition_is_found() -> None:
    text = asking(f"""\
      - {{id: seats, type: number, ask: How many?, severity: high, finding: F, remedy: R,
          bands: [{{at_least: 5, credit: 1}}, {{credit: 0}}]}}
      - {{id: few, type: yes_no, ask: A?, severity: high, finding: F, remedy: R, {FEW}}}
""")
    path = assess({"seats": "1", "few": '"no"'}, text=text, chosen=("q",)).paths_to_yes["approve"]
    assert path.steps is not None
    assert path.is_minimal
    assert [(step.subject, step.answer) for step in path.steps] == [("q/seats", "9")]


def test_options_that_spare_another_question_are_found() -> None:
    options = (
        "{id: a, label: A, credit: 0.6}, {id: b, label: B, credit: 0.7}, "
        "{id: c, label: C, credit: 0.3}, "
        "{id: none, label: N, credit: 0, exclusive: true}"
    )
    text = asking(f"""\
      - {{id: ways, type: multi_choice, ask: Which?, severity: high, finding: F, remedy: R,
          options: [{options}]}}
      - {{id: more, type: yes_no, ask: A?, severity: high, finding: F, remedy: R,
          when: {{ways: [a]}}}}
""")
    path = assess(
        {"ways": "{unknown: true}", "more": '"no"'}, text=text, chosen=("q",)
    ).paths_to_yes["approve"]
    assert path.steps is not None
    assert [(step.subject, step.answer) for step in path.steps] == [("q/ways", ("b", "c"))]


SHARES = st.lists(st.sampled_from(["0", "0.2", "0.3", "0.5", "0.7", "1"]), min_size=1, max_size=6)


@given(
    SHARES,
    st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=3), max_size=3),
    st.sets(st.integers(0, 5), max_size=2),
)
def test_every_kind_of_full_credit_that_conditions_tell_apart_is_found(
    shares: list[str], asked: list[set[int]], ticked: set[int]
) -> None:
    names = [f"o{index}" for index in range(len(shares))]
    options = ", ".join(
        f"{{id: {name}, label: L, credit: {share}}}"
        for name, share in zip(names, shares, strict=True)
    )
    found = question(f"{{id: m, type: multi_choice, ask: Which?, options: [{options}]}}")
    tests = tuple(tuple(f"o{index}" for index in sorted(one)) for one in asked)
    kept = frozenset(names[index] for index in ticked if index < len(names))

    def signs(answers: Iterable[Iterable[str]]) -> set[tuple[bool, ...]]:
        return {tuple(not set(answer).isdisjoint(test) for test in tests) for answer in answers}

    every = [
        picked
        for count in range(1, len(names) + 1)
        for picked in combinations(names, count)
        if kept <= set(picked)
        and sum(Fraction(shares[names.index(name)]) for name in picked) >= 1
        # Nobody is asked to tick what earns nothing.
        and all(name in kept or shares[names.index(name)] != "0" for name in picked)
    ]
    answers = found.full_credit_answers(tuple(sorted(kept)) or None, AS_OF, tests)
    assert signs(answers) == signs(every)
    for answer in answers:
        earned = found.result_of(found.parse_answer(answer), AS_OF)
        assert earned is not None
        assert earned.credit == 1


@given(st.lists(st.tuples(st.integers(-3, 12), st.booleans()), max_size=3), st.integers(0, 9))
def test_every_kind_of_full_amount_that_conditions_tell_apart_is_found(
    asked: list[tuple[int, bool]], least: int
) -> None:
    found = question(
        f"{{id: n, type: number, ask: How many?, bands: [{{at_least: {least}, credit: 1}}, "
        "{credit: 0}]}"
    )
    tests = tuple(
        Range.model_validate({"at_least" if low else "at_most": str(limit)}) for limit, low in asked
    )
    halves = [Fraction(number, 2) for number in range(2 * least, 40)]
    wanted = {tuple(test.contains(amount) for test in tests) for amount in halves}
    given_back = [
        found.parse_answer(answer).amount
        for answer in found.full_credit_answers(None, AS_OF, tests)
    ]
    assert {
        tuple(test.contains(amount) for test in tests)
        for amount in given_back
        if amount is not None
    } == wanted
    assert all(amount is not None and amount >= least for amount in given_back)


def test_what_is_ticked_in_vain_is_not_asked_for() -> None:
    options = (
        "{id: c, label: C, credit: 0.5}, {id: a, label: A, credit: 1}, "
        "{id: n, label: N, credit: 0, exclusive: true}"
    )
    text = asking(f"      - {{id: m, type: multi_choice, ask: A?, options: [{options}]}}\n")
    question = parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire).questions["m"]
    assert question.full_credit_answers(("n",), AS_OF) == (("a",),)
    assert question.full_credit_answers(("c",), AS_OF) == (("c", "a"),)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("e", [("a",), ("b", "c"), ("b", "d"), ("e",)]),
        ("c", [("a", "c"), ("b", "c"), ("c", "d"), ("e",)]),
        ("none", [("a", "none"), ("b", "c", "none"), ("b", "d", "none"), ("e",)]),
    ],
)
def test_ways_to_full_credit_with_several_options_hold_nothing_needless(
    given: str, wanted: list[tuple[str, ...]]
) -> None:
    shares = {"a": 1, "b": 0.5, "c": 0.5, "d": 0.5, "none": 0}
    options = ", ".join(
        f"{{id: {name}, label: L, credit: {credit}}}" for name, credit in shares.items()
    )
    text = asking(
        f"      - {{id: m, type: multi_choice, ask: A?, options: [{options}, "
        "{id: e, label: E, credit: 1, exclusive: true}]}\n"
    )
    question = parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire).questions["m"]
    found = question.full_credit_answers((given,), AS_OF)
    assert found == tuple(dict.fromkeys(wanted))
