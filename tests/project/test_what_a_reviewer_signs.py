"""A gap that no reviewer or privacy officer leaves to chance becomes a condition or a no."""

import pytest

from verdict_cases import POLICIES, Case
from verdict_outcomes import Outcome, outcome

every_policy = pytest.mark.parametrize("policy", POLICIES)
Answers = dict[str, str | tuple[str, ...]]

REQUEST: Answers = {
    "request/data": ("customers",),
    "request/people": "5000",
    "request/countries": ("eea",),
    "request/seats": "8",
    "request/deployment": "cloud",
    "request/connections": ("none",),
    "request/outage": "slows-us",
}
SENSITIVE: Answers = {"request/data": ("contacts", "special-incidental")}
VISITORS: Answers = {"request/data": ("business",), "request/connections": ("website",)}
HOLD_PERSONS = ["crm", "marketing-automation", "mail", "chat", "file-store", "erp"]
HOLD_PERSONS += ["data-warehouse", "website"]


def assessed(policy: str, **answers: str | tuple[str, ...]) -> Outcome:
    """Assess a vendor that has no gap but the answers given."""
    named = tuple({**REQUEST, **answers}.items())
    case = Case(
        id="gap", name="Tool", who="", because="", answers=named, only_a_host=(), expected=()
    )
    return outcome(case, policy)


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("privacy/role", "controller"),
        ("privacy/own-purposes", ("improvement",)),
        (
            "privacy/agreement-content",
            ("instructions", "measures", "passing-on", "breaches", "help", "deletion"),
        ),
        ("security/backup-place", "same"),
        ("security/staff-second-factor", "remote"),
        ("security/partner-assessment", "never"),
        ("privacy/audience-sharing", "always"),
    ],
)
def test_a_gap_that_the_law_or_an_attacker_knows_is_a_condition(
    key: str, answer: str | tuple[str, ...]
) -> None:
    answers: Answers = {"security/certificate-scope": "part", key: answer}
    result = assessed("default", **answers)
    assert result.verdict == "approve-with-conditions"
    assert key in result.subjects("approve-with-conditions")


@every_policy
@pytest.mark.parametrize(
    "request_answers",
    [{"request/data": ("special",)}, {"request/people": "150000"}],
    ids=["special data", "150,000 people"],
)
@pytest.mark.parametrize(("isolation", "is_enough"), [("none", False), ("software", True)])
def test_critical_data_that_is_not_kept_apart_is_a_no_under_every_policy(
    policy: str, request_answers: Answers, isolation: str, *, is_enough: bool
) -> None:
    answers = {**request_answers, "security/tenant-isolation": isolation}
    result = assessed(policy, **answers)
    assert ("security/tenant-isolation" in result.subjects("do-not-approve")) != is_enough


@pytest.mark.parametrize(
    ("key", "passes", "stops"),
    [
        ("privacy/own-purposes", ("improvement",), ("advertising",)),
        ("ai/training", "opt-out", "yes"),
        ("data-access-removal/staff-reach", "many", "unrecorded"),
        ("data-access-removal/encryption", "part", "none"),
        ("data-access-removal/deletion-at-exit", "live-180", "after-180"),
        ("security/backup-place", "same", "none"),
    ],
)
def test_where_a_gap_becomes_a_no(
    key: str, passes: str | tuple[str, ...], stops: str | tuple[str, ...]
) -> None:
    for answer, is_no in ((passes, False), (stops, True)):
        result = assessed("default", **{key: answer})
        assert (key in result.subjects("do-not-approve")) == is_no


WITHOUT_SIGN_ON: Answers = {"sso/sso-protocol": "none", "sso/mfa": "enforceable"}


@pytest.mark.parametrize("policy", ["default", "strict"])
@pytest.mark.parametrize(("seats", "is_no"), [("10", False), ("11", True)])
def test_single_sign_on_is_a_must_from_eleven_seats_on(
    policy: str, seats: str, *, is_no: bool
) -> None:
    check = "sso/single-sign-on-from-eleven-seats"
    result = assessed(policy, **{**WITHOUT_SIGN_ON, "request/seats": seats})
    assert (check in result.subjects("do-not-approve")) == is_no
    if policy == "default":
        assert (result.verdict == "do-not-approve") == is_no


@pytest.mark.parametrize(("factor", "is_no"), [("enforceable", False), ("optional", True)])
def test_a_second_factor_has_to_be_enforced_where_there_is_no_single_sign_on(
    factor: str, *, is_no: bool
) -> None:
    result = assessed("default", **{**WITHOUT_SIGN_ON, "sso/mfa": factor})
    check = "sso/second-factor-without-single-sign-on"
    assert (check in result.subjects("do-not-approve")) == is_no


@pytest.mark.parametrize(("seats", "is_condition"), [("49", False), ("50", True)])
def test_accounts_have_to_go_by_themselves_from_fifty_seats_on(
    seats: str, *, is_condition: bool
) -> None:
    result = assessed("default", **{"sso/scim": "no", "request/seats": seats})
    check = "sso/automatic-accounts-from-fifty-seats"
    assert (check in result.subjects("approve-with-conditions")) == is_condition


def test_no_promise_of_availability_is_a_condition_where_the_business_would_stop() -> None:
    result = assessed("default", **{"request/outage": "stops-us", "hosting-support/uptime": "0"})
    assert "hosting-support/uptime" in result.subjects("approve-with-conditions")


@pytest.mark.parametrize("policy", ["default", "strict"])
@pytest.mark.parametrize("terms", ["kept-out", "excluded"])
def test_sensitive_data_that_the_terms_exclude_is_a_condition(policy: str, terms: str) -> None:
    check = "privacy/sensitive-data-that-the-terms-exclude"
    answers: Answers = {"privacy/sensitive-data": terms}
    result = assessed(policy, **SENSITIVE, **answers)
    assert check in result.subjects("approve-with-conditions")
    assert not list(assessed(policy, **answers).findings_on(check))


@every_policy
def test_a_counter_of_visitors_may_not_send_them_abroad_unprotected(policy: str) -> None:
    answers: Answers = {"privacy/trackers": ("website",), "privacy/transfers": "nothing"}
    assert assessed(policy, **VISITORS, **answers).verdict == "do-not-approve"
    overseas: Answers = {**VISITORS, "request/countries": ("us",)}
    assert assessed(policy, **overseas, **answers).verdict != "do-not-approve"


@every_policy
@pytest.mark.parametrize("connection", HOLD_PERSONS)
def test_what_could_read_of_persons_is_asked_about_privacy(policy: str, connection: str) -> None:
    request: Answers = {"request/data": ("business",), "request/connections": (connection,)}
    assert "privacy/processing-agreement" in assessed(policy, **request).asked


def test_under_supervision_nobody_handles_our_data_unnamed() -> None:
    key = "data-access-removal/sub-processors"
    assert key in assessed("strict", **{key: "none"}).subjects("do-not-approve")
    assert assessed("strict", **{key: "on-request"}).verdict == "approve-with-conditions"


@pytest.mark.parametrize(
    ("check", "answers"),
    [
        (
            "privacy/kept-in-the-region-but-stored-anywhere",
            {"privacy/transfers": "stays", "data-access-removal/residency": "open"},
        ),
        (
            "hosting-support/hosted-by-nobody-else",
            {
                "data-access-removal/sub-processors": "no-others",
                "hosting-support/sub-hosting": "first",
            },
        ),
        (
            "security/separation-tested-without-a-test",
            {"security/tenant-isolation": "tested", "security/penetration-test": "never"},
        ),
        (
            "admin-processes/passwords-said-not-to-exist",
            {
                "sso/sso-enforcement": "our-domains",
                "admin-processes/passwords": ("no-passwords",),
            },
        ),
        (
            "integration/writes-without-a-key",
            {
                "request/connections": ("crm",),
                "request/access-mode": "write",
                "request/systems": ("salesforce",),
                "integration/key-storage": "nowhere",
            },
        ),
        (
            "ai/none-though-it-is-to-decide",
            {"request/ai": "decides", "request/high-risk": ("work",), "ai/does": ("none",)},
        ),
    ],
)
def test_two_answers_that_deny_each_other_are_noticed(check: str, answers: Answers) -> None:
    request: Answers = {"request/outage": "stops-us"}
    assert list(assessed("strict", **request, **answers).findings_on(check))
    assert not list(assessed("strict", **request).findings_on(check))


def test_a_thief_among_the_vendors_people_leaves_no_trace_and_the_report_says_so() -> None:
    key = "data-access-removal/staff-reach"
    texts = [text for _, text in assessed("default", **{key: "unrecorded"}).findings_on(key)]
    assert any("without leaving a record" in text for text in texts)
