"""Who may put a question aside as not applicable where a policy decides whether it is a blocker.

`validate` and `assess` agree: of what is put aside, `validate` says nothing, and whatever is open
has a warning or, where the question itself refuses it, an error.
"""

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    NOT_APPLICABLE,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    choice as a_choice,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.document.problems import Remark
from vendorcheck.model.policy import Policy
from vendorcheck.validation.vendor_files import check_vendor_file

OWN = [
    {**blocker, **rule}
    for blocker in ({}, {"blocker": True}, {"blocker": {"at_least": 0.5}})
    for rule in ({}, *({"not_applicable": rule} for rule in ("allowed", "confirmed", "refused")))
]
"""What a question says itself."""
BLOCKER, NO_BLOCKER = {"q/a": {"blocker": True}}, {"q/a": {"blocker": False}}
OVERRIDES: list[Data] = [{}, BLOCKER, NO_BLOCKER, {"q/a": {"blocker": {"at_least": 0.5}}}]
OPEN_CODES = {"not-confirmed", "not-applicable-refused"}


def remarks_on(own: Data, policy: Policy, answer: Data) -> list[Remark]:
    questionnaire = a_questionnaire([a_choice("a", **own)])
    return check_vendor_file(a_vendor({"a": answer}), {"q": questionnaire}, AS_OF, policy)


def is_open(own: Data, policy: Policy, answer: Data, tier: int | None = None) -> bool:
    assessor = Assessor({"q": a_questionnaire([a_choice("a", **own)])}, policy, ["q"])
    plan = assessor.plan_for_tier(None if tier is None else policy.tiers[tier])
    (status,) = evaluate(plan, a_vendor({"a": answer}), AS_OF).statuses
    return status.is_open


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("override", OVERRIDES)
@pytest.mark.parametrize("answer", [NOT_APPLICABLE, CONFIRMED])
def test_validate_is_silent_where_assess_puts_a_question_aside(
    own: Data, override: Data, answer: Data
) -> None:
    policy = a_policy({"questions": override})
    remarks = remarks_on(own, policy, answer)
    assert {remark.code for remark in remarks} <= OPEN_CODES
    assert len(remarks) == is_open(own, policy, answer)


ALLOWED: Data = {"not_applicable": "allowed"}
PLAIN: Data = {}
UNCONFIRMED = "none of us has confirmed that this does not apply, so the question is open"
BY_POLICY = "the policy makes this question a blocker, so it can't be put aside and is open"
BY_TIER = "a tier of the policy makes this question a blocker: there it can't be put aside"
REFUSED = "this question can't be not applicable"
CASES = [
    # The question, what policy and tier say, the answer, and what validate says.
    pytest.param(ALLOWED, {}, {}, NOT_APPLICABLE, [], id="allowed"),
    pytest.param(ALLOWED, BLOCKER, {}, NOT_APPLICABLE, [UNCONFIRMED], id="blocker of the policy"),
    pytest.param(ALLOWED, {}, BLOCKER, NOT_APPLICABLE, [UNCONFIRMED], id="blocker of a tier"),
    pytest.param(ALLOWED, BLOCKER, {}, CONFIRMED, [], id="blocker of the policy, confirmed"),
    # Without a tier the policy's own rule counts.
    pytest.param(
        ALLOWED, BLOCKER, NO_BLOCKER, NOT_APPLICABLE, [UNCONFIRMED], id="no blocker in a tier"
    ),
    pytest.param(PLAIN, BLOCKER, {}, NOT_APPLICABLE, [BY_POLICY], id="refused by the policy"),
    pytest.param(PLAIN, BLOCKER, {}, CONFIRMED, [BY_POLICY], id="refused, though confirmed"),
    pytest.param(PLAIN, {}, BLOCKER, CONFIRMED, [BY_TIER], id="refused by a tier"),
    pytest.param(PLAIN, BLOCKER, NO_BLOCKER, CONFIRMED, [BY_TIER], id="allowed by a tier"),
    pytest.param(PLAIN, BLOCKER, {}, {**NOT_APPLICABLE, "unknown": True}, None, id="two replies"),
    pytest.param(
        PLAIN, BLOCKER, {}, {**NOT_APPLICABLE, "disputed": "It has some."}, [], id="disputed"
    ),
    pytest.param({"blocker": True}, {}, {}, CONFIRMED, [REFUSED], id="refused by itself"),
    pytest.param({"blocker": True}, NO_BLOCKER, {}, CONFIRMED, [], id="let go by the policy"),
    pytest.param(
        {"blocker": True}, NO_BLOCKER, {}, NOT_APPLICABLE, [UNCONFIRMED], id="and not confirmed"
    ),
    pytest.param({"blocker": True}, {}, NO_BLOCKER, CONFIRMED, [BY_TIER], id="let go by a tier"),
    pytest.param(
        {"not_applicable": "refused"}, NO_BLOCKER, {}, CONFIRMED, [REFUSED], id="always refused"
    ),
    pytest.param(
        PLAIN, {"q/a": {"severity": "high"}}, {}, CONFIRMED, [], id="another severity alone"
    ),
]


@pytest.mark.parametrize(("own", "rules", "tier_rules", "answer", "expected"), CASES)
def test_a_blocker_of_the_policy_or_of_a_tier(
    own: Data, rules: Data, tier_rules: Data, answer: Data, expected: list[str] | None
) -> None:
    tier = {"id": "t", "title": "T", "questionnaires": ["q"], "questions": tier_rules}
    remarks = remarks_on(own, a_policy({"questions": rules, "tiers": [tier]}), answer)
    if expected is None:
        assert {remark.code for remark in remarks} == {"answer-conflict"}
    else:
        assert [remark.message for remark in remarks] == expected


def test_a_tier_counts_from_which_the_question_is_put_aside_in_none_or_in_some() -> None:
    tiers = [
        {"id": name, "title": "T", "questionnaires": ["q"], "questions": rules}
        for name, rules in (("strict", BLOCKER), ("light", {}))
    ]
    policy = a_policy({"tiers": tiers})
    assert [is_open({}, policy, CONFIRMED, tier) for tier in (0, 1, None)] == [True, False, False]
    assert [remark.message for remark in remarks_on({}, policy, CONFIRMED)] == [BY_TIER]


def test_the_answers_of_the_requester_need_no_consent_of_others() -> None:
    questionnaire = a_questionnaire([a_choice("a", **ALLOWED)]).model_copy(
        update={"respondent": "requester"}
    )
    policy = a_policy({"questions": BLOCKER})
    vendor = a_vendor({"a": NOT_APPLICABLE})
    assert check_vendor_file(vendor, {"q": questionnaire}, AS_OF, policy) == []
    plan = Assessor({"q": questionnaire}, policy, ["q"]).plan_for_tier(None)
    assert [status.is_open for status in evaluate(plan, vendor, AS_OF).statuses] == [False]
