"""Tests of the rule `tier-open`: the tier is missing or assumed, though tiers have conditions."""

import pytest

from rule_cases import AS_OF, QUIET, Data, a_policy, a_questionnaire, a_vendor, fact, yes_no
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import (
    APPROVE,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    RuleResult,
)

OPEN = RuleResult("tier-open", MORE_INFORMATION_NEEDED, ("request/data",))
ANY = (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE)
HIGH = {"id": "high", "title": "H", "questionnaires": ["sso"], "when": {"request/data": ["yes"]}}
REST = {"id": "rest", "title": "R", "questionnaires": ["sso"]}
CORE = ("sso", "data-access-removal", "admin-processes")


def assess(
    request: Data, tiers: list[Data], chosen: tuple[str, ...] = (), x: str = "yes"
) -> Assessment:
    """Assess a vendor that answers all else well, with these answers to the request."""
    library = {name: a_questionnaire([yes_no("x")], home=name) for name in CORE}
    asked = a_questionnaire([fact("data")], home="request")
    library["request"] = asked.model_copy(update={"respondent": "requester"})
    others: dict[str, Data] = {name: {"x": "yes"} for name in CORE[1:]}
    vendor = a_vendor({"x": x}, home="sso", **{"request": request, **others})
    return Assessor(library, a_policy({**QUIET, "tiers": tiers}), chosen).assess(vendor, AS_OF)


@pytest.mark.parametrize(
    "request_", [{}, {"data": {"unknown": True}}, {"data": {"note": "Asked."}}]
)
def test_while_the_tier_is_open_more_information_is_needed(request_: Data) -> None:
    found = assess(request_, [HIGH, REST])
    assert (found.verdict, found.best_verdict, found.worst_verdict) == ANY
    assert found.judgement.rule_results == (OPEN,)
    assert not found.is_settled
    assert [found.lowest_score, found.highest_score] == [0, 100]


def test_whoever_leaves_the_request_out_gets_no_better_verdict() -> None:
    failing = {**HIGH, "questions": {"sso/x": {"blocker": True}}}
    honest, gamed = (assess(said, [failing, REST], x="no") for said in ({"data": "yes"}, {}))
    assert honest.verdict == DO_NOT_APPROVE
    assert gamed.verdict == MORE_INFORMATION_NEEDED


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_tier_that_is_known_says_nothing(answer: str) -> None:
    found = assess({"data": answer}, [HIGH, REST])
    assert found.judgement.rule_results == ()
    assert found.is_settled


def test_a_request_that_fits_no_tier_needs_one() -> None:
    found = assess({"data": "no"}, [HIGH])
    assert found.judgement.rule_results == (RuleResult("tier-open", MORE_INFORMATION_NEEDED),)
    assert "fits no tier" in found.reasons[0].detail


def test_tiers_without_conditions_need_no_request() -> None:
    assert assess({}, [REST]).judgement.rule_results == ()
    assert assess({}, []).judgement.rule_results == ()
    assert assess({}, []).is_settled


def test_whoever_chooses_the_questionnaires_needs_no_tier_but_nothing_is_settled() -> None:
    found = assess({}, [HIGH, REST], chosen=("sso",))
    assert (found.verdict, found.judgement.rule_results) == (APPROVE, ())
    assert (found.best_verdict, found.worst_verdict) == (APPROVE, APPROVE)
    assert not found.is_settled
    assert [found.lowest_score, found.highest_score] == [100, 100]


def test_where_the_chosen_ones_decide_the_tier_anything_can_come_of_it() -> None:
    found = assess({}, [HIGH, REST], chosen=("sso", "request"))
    assert (found.verdict, found.best_verdict, found.worst_verdict) == (
        APPROVE,
        APPROVE,
        DO_NOT_APPROVE,
    )


def test_no_path_leads_anywhere_before_the_tier_is_known() -> None:
    paths = assess({}, [HIGH, REST]).paths_to_yes
    assert {path.steps for path in paths.values()} == {None}
    assert {path.blocked_by for path in paths.values()} == {(OPEN,)}
