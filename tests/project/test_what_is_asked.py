"""The built-in questionnaires ask no more than a request is worth, and only those who can know."""

from functools import cache
from itertools import product

import pytest

from verdict_cases import POLICIES, Case
from verdict_outcomes import Outcome, assessor, outcome

every_policy = pytest.mark.parametrize("policy", POLICIES)
KINDS_OF_DATA = ("none", "public", "business", "confidential", "contacts", "customers", "employees")
WRITES, EVERYTHING = ("writes",), ("writes", "media", "finds", "talks", "scores", "acts")
"""What the AI in the product does: what is common, and all there is."""
ACCOUNTS: tuple[str, ...] = ("crm", "marketing-automation", "mail", "chat", "file-store", "erp")
ACCOUNTS += ("data-warehouse", "social", "ads", "other")
RIGHTS = {"integration/least-rights", "integration/connection-sign-in"}
AVERAGE, SMALL, CRITICAL, CRITICAL_AT_WORST = 90, 30, 130, 145
"""So many questions a review stays below."""

HOLDS_OUR_DATA = {
    "admin-processes/incident-notice",
    "admin-processes/restore-tests",
    "admin-processes/support-access",
    "data-access-removal/deletion-at-exit",
    "data-access-removal/encryption",
    "data-access-removal/residency",
    "data-access-removal/staff-reach",
    "data-access-removal/sub-processors",
    "privacy/processing-agreement",
    "privacy/transfers",
    "security/backup-place",
    "security/staff-second-factor",
}
OUR_DUTY = {
    "hosting-support/own-part-hardening",
    "hosting-support/own-part-reports",
    "hosting-support/own-part-updates",
}


@cache
def requested(policy: str, **answers: str | tuple[str, ...]) -> Outcome:
    """Assess a vendor without a gap under a policy, as the request says."""
    named = {"data": ("contacts",), "people": "500", "seats": "8", "connections": ("none",)}
    request = {**named, "deployment": "cloud", "agencies": "yes", "switching": "months", **answers}
    others = (
        ("privacy/trackers", request.pop("trackers", ("none",))),
        ("ai/does", request.pop("does", ("none",))),
        ("ai/model-home", ("provider",)),
    )
    case = Case(
        id="request",
        name="Tool",
        who="",
        because="",
        answers=(
            *((f"request/{name}", answer) for name, answer in request.items()),
            *others,
        ),
        only_a_host=(),
        expected=(),
    )
    return outcome(case, policy)


def tier_ids(policy: str) -> list[str]:
    return [tier.id for tier in assessor(policy).policy.tiers]


@pytest.mark.slow
@every_policy
def test_an_average_review_stays_under_90_questions(policy: str) -> None:
    """One kind of data; whatever the AI does, and with up to three connections."""
    numbers = {}
    connections: list[tuple[str, ...]] = [(one,) for one in ("none", "website", *ACCOUNTS)]
    connections.append(("social", "ads", "website"))
    for data, connected, seats, does in product(
        KINDS_OF_DATA, connections, ("8", "60"), (("none",), WRITES, EVERYTHING)
    ):
        request = {"data": (data,), "connections": connected, "outage": "slows-us", "seats": seats}
        trackers = ("website", "mails") if "website" in connected else ("none",)
        ai = "no" if does == ("none",) else "unknown"
        result = requested(policy, trackers=trackers, ai=ai, does=does, **request)
        assert result.tier
        if result.tier.id == tier_ids(policy)[-2]:
            numbers[data, connected, seats, does] = len(result.asked)
    assert numbers
    assert {request: n for request, n in numbers.items() if n >= AVERAGE} == {}


@every_policy
def test_a_small_tool_takes_less_than_30_questions(policy: str) -> None:
    for data in ("none", "public"):
        result = requested(policy, data=(data,))
        assert result.tier
        assert result.tier.id == tier_ids(policy)[-1]
        assert 0 < len(result.asked) < SMALL


@every_policy
@pytest.mark.parametrize("connection", ACCOUNTS)
@pytest.mark.parametrize(
    ("data", "outage"), [("public", "nothing-much"), ("customers", "stops-us")]
)
def test_what_reaches_our_accounts_is_asked_for_its_rights(
    policy: str, connection: str, data: str, outage: str
) -> None:
    result = requested(policy, data=(data,), connections=(connection,), outage=outage)
    assert set(result.asked) >= RIGHTS


@every_policy
def test_only_who_holds_our_data_is_asked_how_he_keeps_it(policy: str) -> None:
    request = {"data": ("customers", "special"), "outage": "stops-us", "people": "150000"}
    asked = {
        place: set(requested(policy, deployment=place, **request).asked)
        for place in ("cloud", "on-our-servers", "hybrid", "app-only")
    }
    known = set().union(*asked.values())
    assert asked["cloud"] & known >= HOLDS_OUR_DATA & known
    assert asked["hybrid"] >= HOLDS_OUR_DATA & known
    assert not asked["cloud"] & OUR_DUTY
    for place in ("on-our-servers", "app-only"):
        assert not asked[place] & HOLDS_OUR_DATA
        assert asked[place] >= OUR_DUTY
    assert asked["hybrid"] >= OUR_DUTY
    backups = {place for place in asked if "hosting-support/own-part-backups" in asked[place]}
    assert backups == {"on-our-servers", "hybrid"}


@every_policy
def test_nobody_signs_in_to_a_plug_in_without_an_account(policy: str) -> None:
    result = requested(policy, deployment="app-only")
    assert not [key for key in result.asked if key.startswith("sso/")]
    assert result.verdict == "approve"


@every_policy
def test_nothing_is_to_be_taken_out_of_a_plug_in_that_keeps_nothing(policy: str) -> None:
    export = "data-access-removal/export-self-service"
    asked = {place: requested(policy, deployment=place).asked for place in ("cloud", "app-only")}
    assert export in asked["cloud"]
    assert not [key for key in asked["app-only"] if "/export-" in key]


@every_policy
def test_the_part_on_our_servers_is_asked_about_in_every_tier_but_the_least(policy: str) -> None:
    for place in ("on-our-servers", "hybrid", "app-only"):
        for data in ("contacts", "customers"):
            assert set(requested(policy, deployment=place, data=(data,)).asked) >= OUR_DUTY


@every_policy
@pytest.mark.parametrize("deployment", ["cloud", "hybrid"])
@pytest.mark.parametrize(
    ("connections", "does", "below"),
    [
        (("none",), EVERYTHING, CRITICAL),
        (("crm",), ("none",), CRITICAL),
        (("crm", "marketing-automation", "mail", "website"), ("none",), CRITICAL),
        (("crm", "marketing-automation", "mail", "website"), EVERYTHING, CRITICAL_AT_WORST),
    ],
)
def test_a_critical_review_stays_under_130_questions(
    policy: str, connections: tuple[str, ...], does: tuple[str, ...], below: int, deployment: str
) -> None:
    """Only who connects everything, and lets an AI do everything with it, is asked more."""
    request: dict[str, str | tuple[str, ...]] = {"data": ("customers", "special")}
    request["deployment"] = deployment
    request |= {"people": "150000", "seats": "60", "outage": "stops-us"}
    trackers = ("website", "mails") if "website" in connections else ("none",)
    request |= {"trackers": trackers, "does": does}
    request["ai"] = "no" if does == ("none",) else "yes"
    result = requested(policy, connections=connections, **request)
    assert result.tier
    assert result.tier.id == tier_ids(policy)[0]
    assert len(result.asked) < below


@every_policy
@pytest.mark.parametrize("place", ["on-our-servers", "hybrid"])
def test_nobody_helps_himself_to_what_runs_on_our_servers(policy: str, place: str) -> None:
    result = requested(policy, deployment=place, data=("public",), caretaker="nobody")
    assert result.tier
    assert not result.tier.self_service
    assert set(result.asked) >= OUR_DUTY
    assert "hosting-support/nobody-runs-our-part" in result.subjects("approve-with-conditions")
