"""What a requester says of a product spares no question that it should not spare."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import pytest

from verdict_cases import POLICIES, Case
from verdict_outcomes import Outcome, library, outcome

every_policy = pytest.mark.parametrize("policy", POLICIES)
WITHOUT_AN_ACCOUNT = "request/much-data-without-an-account"
SECOND_FACTOR = "sso/second-factor-without-single-sign-on"
Said: TypeAlias = Mapping[str, str | tuple[str, ...]]
PLUG_IN: Said = MappingProxyType({"deployment": "app-only"})
NOTHING_BAD: Said = MappingProxyType({})


def assessed(policy: str, request: Said, answers: Said = NOTHING_BAD) -> Outcome:
    """Assess a vendor without a gap but the answers, as the request says."""
    named: Said = {
        "data": ("contacts",),
        "people": "500",
        "seats": "8",
        "connections": ("none",),
        "deployment": "cloud",
        "agencies": "no",
        "switching": "months",
        **request,
    }
    said = {f"request/{name}": answer for name, answer in named.items()} | dict(answers)
    return outcome(Case("request", "Tool", "", "", tuple(said.items()), (), ()), policy)


@every_policy
@pytest.mark.parametrize(
    "request_",
    [
        {"people": "1000"},
        {"people": "10000", "data": ("customers",), "connections": ("crm",)},
        {"connections": ("erp",)},
        {"connections": ("marketing-automation",)},
        {"connections": ("data-warehouse",)},
    ],
)
def test_much_data_without_an_account_at_the_vendor_has_to_be_explained(
    policy: str, request_: Said
) -> None:
    result = assessed(policy, {**PLUG_IN, **request_})
    assert result.verdict == "approve-with-conditions"
    assert WITHOUT_AN_ACCOUNT in result.subjects("approve-with-conditions")


def test_another_system_spares_no_question_on_the_vendors_people() -> None:
    for connection in ("crm", "other"):
        request: Said = {"data": ("public",), "connections": (connection,)}
        assert "admin-processes/staff-screening" in assessed("default", request).asked


CONNECTION_TIERS = {
    "default": ("high", "medium"),
    "light": ("medium", "medium"),
    "strict": ("high", "medium"),
}


@every_policy
def test_another_system_is_no_way_round_the_one_that_it_is(policy: str) -> None:
    """Whoever calls the customer database another system says that it holds persons."""
    whole, harmless = CONNECTION_TIERS[policy]
    tiers = {}
    for connection in ("crm", "other", "other-harmless"):
        request: Said = {"data": ("public",), "connections": (connection,)}
        result = assessed(policy, request)
        assert result.tier
        tiers[connection] = result.tier.id
        assert any(key.startswith("integration/") for key in result.asked)
        asks_about_privacy = any(key.startswith("privacy/") for key in result.asked)
        assert asks_about_privacy is (connection != "other-harmless")
    assert tiers == {"crm": whole, "other": whole, "other-harmless": harmless}


@every_policy
@pytest.mark.parametrize(
    "connection",
    ["crm", "marketing-automation", "mail", "chat", "file-store", "erp", "data-warehouse"],
)
@pytest.mark.parametrize("data", ["none", "public", "business", "confidential", "contacts"])
def test_a_system_full_of_persons_does_not_fit_data_without_any(
    policy: str, connection: str, data: str
) -> None:
    result = assessed(policy, {"data": (data,), "connections": (connection,)})
    found = {finding.subject for finding in result.findings}
    assert ("request/customer-database-without-persons" in found) is (data != "contacts")


@every_policy
@pytest.mark.parametrize("connection", ["none", "mail", "website"])
def test_an_add_in_for_a_few_persons_is_taken_at_its_word(policy: str, connection: str) -> None:
    result = assessed(policy, {**PLUG_IN, "people": "999", "connections": (connection,)})
    assert WITHOUT_AN_ACCOUNT not in result.subjects("approve-with-conditions")


@pytest.mark.parametrize(
    ("policy", "people", "tier"),
    [
        ("default", "999", "medium"),
        ("default", "1000", "high"),
        ("light", "999", "medium"),
        ("light", "1000", "high"),
        ("strict", "999", "high"),
    ],
)
def test_sensitive_data_by_the_way_among_a_thousand_persons_is_not_about_a_few(
    policy: str, people: str, tier: str
) -> None:
    request: Said = {"data": ("contacts", "special-incidental")}
    result = assessed(policy, {**request, "people": people})
    assert result.tier
    assert result.tier.id == tier


@every_policy
@pytest.mark.parametrize("protocol", ["larger-plan", "ldap", "e-mail-link", "none"])
@pytest.mark.parametrize("seats", ["8", "40"])
def test_without_single_sign_on_on_our_plan_a_voluntary_second_factor_will_not_do(
    policy: str, protocol: str, seats: str
) -> None:
    answers = {"sso/sso-protocol": protocol, "sso/mfa": "optional"}
    result = assessed(policy, {"seats": seats}, answers)
    assert result.verdict == "do-not-approve"
    assert SECOND_FACTOR in result.subjects("do-not-approve")


@every_policy
@pytest.mark.parametrize("protocol", ["larger-plan", "ldap"])
def test_an_enforced_second_factor_stands_in_until_single_sign_on_is_there(
    policy: str, protocol: str
) -> None:
    answers = {"sso/sso-protocol": protocol, "sso/mfa": "enforceable"}
    result = assessed(policy, {"seats": "40"}, answers)
    assert SECOND_FACTOR not in result.subjects("do-not-approve")


@pytest.mark.parametrize("question", ["countries", "caretaker"])
def test_what_a_requirement_hangs_on_can_not_be_put_aside(question: str) -> None:
    assert library()["request"].questions[question].not_applicable == "refused"


@every_policy
@pytest.mark.parametrize("place", ["on-our-servers", "hybrid"])
def test_a_part_on_our_servers_that_sends_who_knows_what_needs_a_condition(
    policy: str, place: str
) -> None:
    """What a vendor is not asked because it holds none of our data hangs on that."""
    request: Said = {"deployment": place, "data": ("customers",), "people": "10000"}
    result = assessed(policy, request, {"hosting-support/own-part-reports": "undescribed"})
    assert result.verdict == "approve-with-conditions"
    assert result.subjects("approve-with-conditions") == {"hosting-support/own-part-reports"}
