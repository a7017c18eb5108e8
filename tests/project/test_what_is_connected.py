"""What is connected is asked about its keys, accounts and tags, and only where that can matter."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import pytest

from running import DAY, run
from verdict_cases import POLICIES, Case
from verdict_outcomes import AS_OF, Outcome, library, outcome

every_policy = pytest.mark.parametrize("policy", POLICIES)
Said: TypeAlias = Mapping[str, str | tuple[str, ...]]
NOTHING: Said = MappingProxyType({})
TAGS = {"integration/tag-safeguards", "integration/visitor-signals"}
ACCOUNTS = {"integration/account-ownership"}
KEYS = {"integration/key-storage", "sso/programs"}
RIGHTS = {"integration/connection-sign-in", "integration/least-rights"}
OURS = "integration/other-systems"
SENT_OUT = "hosting-support/own-part-reports"


def assessed(policy: str, request: Said, answers: Said = NOTHING) -> Outcome:
    """Assess a vendor without a gap but the answers, as the request says."""
    named: Said = {
        "data": ("contacts",),
        "people": "500",
        "seats": "8",
        "connections": ("none",),
        "deployment": "cloud",
        "agencies": "no",
        **request,
    }
    said = {f"request/{name}": answer for name, answer in named.items()} | dict(answers)
    return outcome(Case("request", "Tool", "", "", tuple(said.items()), (), ()), policy)


LISTS_ARE_SHARED: Said = MappingProxyType(
    {"privacy/audience-sharing": "consented", "privacy/before-consent": "if-set"}
)


def connected(policy: str, *connections: str, **request: str | tuple[str, ...]) -> set[str]:
    """Return what is asked where these are connected."""
    trackers = ("website",) if "website" in connections else ("none",)
    said: Said = {"privacy/trackers": trackers, **LISTS_ARE_SHARED}
    return set(assessed(policy, {**request, "connections": connections}, said).asked)


# ---- who is asked


@every_policy
@pytest.mark.parametrize("connection", ["social", "ads"])
def test_accounts_that_speak_in_our_name_stay_ours_and_under_control(
    policy: str, connection: str
) -> None:
    asked = connected(policy, connection, **{"access-mode": "read"})
    assert asked >= ACCOUNTS | RIGHTS
    assert not asked & (TAGS | KEYS)
    assert "integration/publishing-control" not in asked
    assert "integration/publishing-control" in connected(
        policy, connection, **{"access-mode": "write"}
    )


@every_policy
@pytest.mark.parametrize(
    ("connection", "data", "sharing", "is_asked"),
    [
        ("ads", "contacts", "consented", True),
        ("ads", "customers", "chosen", True),
        ("ads", "contacts", "never", False),
        ("ads", "public", "consented", False),
        ("social", "contacts", "consented", False),
    ],
)
def test_lists_are_asked_about_only_where_they_are_passed_on(
    policy: str, connection: str, data: str, sharing: str, *, is_asked: bool
) -> None:
    request: Said = {"connections": (connection,), "data": (data,)}
    asked = assessed(policy, request, {"privacy/audience-sharing": sharing}).asked
    assert ("integration/audience-matching" in asked) is is_asked


@every_policy
def test_a_tag_on_our_website_is_asked_what_it_can_do_there_and_for_no_key(policy: str) -> None:
    asked = connected(policy, "website")
    assert asked >= TAGS
    assert not asked & (ACCOUNTS | RIGHTS | KEYS)
    without = assessed(policy, {"connections": ("website",)}, {"privacy/trackers": ("none",)}).asked
    assert TAGS & set(without) == {"integration/tag-safeguards"}


@every_policy
@pytest.mark.parametrize(
    ("countries", "before_consent", "is_asked"),
    [
        (("eea",), "nothing", False),
        (("eea",), "if-set", True),
        (("uk", "us"), "nothing", True),
        (("us",), "everything", True),
    ],
)
def test_signals_are_asked_about_unless_a_tag_waits_for_consent_where_consent_is_the_law(
    policy: str, countries: tuple[str, ...], before_consent: str, *, is_asked: bool
) -> None:
    request: Said = {"connections": ("website",), "countries": countries}
    said: Said = {"privacy/trackers": ("website",), "privacy/before-consent": before_consent}
    assert ("integration/visitor-signals" in assessed(policy, request, said).asked) is is_asked


@every_policy
@pytest.mark.parametrize("connection", ["crm", "marketing-automation", "mail", "file-store", "erp"])
def test_whoever_gets_a_key_to_our_data_is_asked_how_it_is_kept(
    policy: str, connection: str
) -> None:
    asked = connected(policy, connection)
    assert asked >= KEYS | RIGHTS
    assert not asked & (ACCOUNTS | TAGS)


@every_policy
def test_nothing_of_it_is_asked_without_a_connection(policy: str) -> None:
    asked = connected(policy, "none")
    assert not [key for key in asked if key.startswith("integration/")]
    assert not asked & KEYS


@every_policy
@pytest.mark.parametrize(
    ("connections", "is_asked"),
    [(("crm",), False), (("website",), False), (("crm", "ads"), True), (("crm", "website"), True)],
)
def test_a_sale_is_traced_where_there_is_a_campaign_and_a_crm(
    policy: str, connections: tuple[str, ...], *, is_asked: bool
) -> None:
    asked = connected(policy, *connections)
    assert ("integration/lead-to-sale" in asked) is is_asked


@every_policy
def test_what_only_reads_is_asked_for_nothing_that_only_a_writer_needs(policy: str) -> None:
    written = {"integration/sync-direction", "integration/record-identity", "integration/sandbox"}
    assert connected(policy, "crm", **{"access-mode": "write"}) >= written
    assert not connected(policy, "crm", **{"access-mode": "read"}) & written


# ---- ours is named by the request, theirs by the vendor


@every_policy
@pytest.mark.parametrize(
    ("ours", "theirs", "is_asked"),
    [
        (("salesforce",), ("salesforce", "hubspot"), False),
        (("salesforce", "mailchimp"), ("salesforce", "mailchimp"), False),
        (("salesforce", "mailchimp"), ("salesforce",), True),
        (("pipedrive",), ("salesforce",), True),
        (("dynamics",), ("none",), True),
        (("other",), ("salesforce", "hubspot"), True),
    ],
)
def test_other_ways_are_asked_about_where_ours_is_not_among_theirs(
    policy: str, ours: tuple[str, ...], theirs: tuple[str, ...], *, is_asked: bool
) -> None:
    request: Said = {"connections": ("crm",), "systems": ours}
    asked = assessed(policy, request, {"integration/connectors": theirs}).asked
    assert (OURS in asked) is is_asked


def test_each_system_that_the_request_can_name_can_be_named_by_the_vendor() -> None:
    ours = [one.id for one in library()["request"].questions["systems"].offered_options]
    theirs = [one.id for one in library()["integration"].questions["connectors"].offered_options]
    assert ours[:-1] == theirs[:-1]
    assert (ours[-1], theirs[-1]) == ("other", "none")
    when = str(library()["integration"].questions["other-systems"].when)
    assert [system for system in ours if f"'{system}'" not in when] == []


@pytest.mark.parametrize(
    ("way", "verdict"),
    [
        ("to-order", "approve"),
        ("platform", "approve"),
        ("own-build", "approve"),
        ("files", "approve-with-conditions"),
    ],
)
def test_a_system_that_few_people_use_has_honest_answers(way: str, verdict: str) -> None:
    request: Said = {"connections": ("crm",), "systems": ("other",)}
    assert assessed("default", request, {OURS: way}).verdict == verdict


# ---- what the answers are worth


def credit(key: str, answer: str | tuple[str, ...]) -> float:
    home, _, name = key.partition("/")
    question = library()[home].questions[name]
    result = question.result_of(question.parse_answer(answer), AS_OF)
    assert result is not None
    return float(result.credit)


@pytest.mark.parametrize(
    ("key", "best_first"),
    [
        ("integration/connection-sign-in", "oauth ending-key person endless-key password"),
        ("integration/connection-sign-in", "oauth ending-key person endless-key unofficial"),
        ("integration/key-storage", "store database readable"),
        ("integration/account-ownership", "ours handed-over theirs"),
        ("integration/audience-matching", "clean-room hashed-by-us hashed-there readable"),
        ("integration/other-systems", "to-order platform partner own-build files"),
    ],
)
def test_the_safer_way_is_worth_more(key: str, best_first: str) -> None:
    earned = [credit(key, answer) for answer in best_first.split()]
    assert earned[0] == 1
    assert earned[-1] == 0
    assert earned == sorted(set(earned), reverse=True)


@pytest.mark.parametrize(
    ("factors", "worth"),
    [
        (("passkey",), 1),
        (("passkey", "app"), 0.75),
        (("passkey", "text-message"), 0.25),
        (("passkey", "app", "e-mail"), 0.25),
        (("other",), 0),
    ],
)
def test_a_second_factor_is_worth_what_the_weakest_one_is_that_stays_open(
    factors: tuple[str, ...], worth: float
) -> None:
    assert credit("sso/weakest-factor", factors) == pytest.approx(worth)


CRM: Said = MappingProxyType({"connections": ("crm",), "access-mode": "write"})
ADS: Said = MappingProxyType({"connections": ("ads",), "access-mode": "write"})
SITE: Said = MappingProxyType({"connections": ("website",)})
OWN: Said = MappingProxyType({"deployment": "on-our-servers", "data": ("customers",)})
BAD: dict[str, tuple[Said, str | tuple[str, ...], str]] = {
    "integration/connection-sign-in": (CRM, "password", "high"),
    "integration/key-storage": (CRM, "readable", "high"),
    "sso/programs": (CRM, ("none",), "high"),
    "integration/account-ownership": (ADS, "theirs", "high"),
    "integration/publishing-control": (ADS, ("none",), "high"),
    "integration/audience-matching": (ADS, "readable", "high"),
    "integration/tag-safeguards": (SITE, ("none",), "high"),
    "integration/visitor-signals": (SITE, ("none",), "high"),
    "security/weakness-notices": (OWN, ("none",), "high"),
    "security/secure-defaults": ({"data": ("customers",)}, ("none",), "high"),
    "sso/session-theft": ({"data": ("customers",)}, ("none",), "medium"),
}


@pytest.mark.parametrize("key", BAD)
def test_a_bad_answer_is_a_finding_with_what_to_change_and_to_agree(key: str) -> None:
    request, answer, severity = BAD[key]
    said: Said = {"privacy/trackers": ("website",), **LISTS_ARE_SHARED}
    result = assessed("default", request, {**said, key: answer})
    found = [finding for finding in result.findings if finding.subject == key]
    assert [finding.severity for finding in found] == [severity]
    assert all(finding.remedy and finding.clause for finding in found)
    verdict = "approve-with-conditions" if severity == "high" else "approve"
    assert result.verdict == verdict


@pytest.mark.parametrize(
    "answer", [("components",), ("advisories", "exploited"), ("components", "advisories")]
)
def test_part_of_what_one_should_know_of_weaknesses_is_no_condition(
    answer: tuple[str, ...],
) -> None:
    result = assessed("default", OWN, {"security/weakness-notices": answer})
    assert result.verdict == "approve"


# ---- only what can matter


@every_policy
@pytest.mark.parametrize(
    ("lifetime", "data", "is_asked"),
    [("8 hours", "contacts", False), ("30 days", "contacts", True), ("8 hours", "customers", True)],
)
def test_ending_sessions_by_hand_matters_where_they_last_or_much_is_at_stake(
    policy: str, lifetime: str, data: str, *, is_asked: bool
) -> None:
    asked = assessed(policy, {"data": (data,)}, {"sso/session-lifetime": lifetime}).asked
    assert ("sso/session-revocation" in asked) is is_asked


@every_policy
@pytest.mark.parametrize(
    ("data", "is_asked"), [("contacts", False), ("customers", True), ("confidential", True)]
)
def test_stolen_sessions_are_asked_about_where_much_is_at_stake(
    policy: str, data: str, *, is_asked: bool
) -> None:
    assert ("sso/session-theft" in assessed(policy, {"data": (data,)}).asked) is is_asked


# ---- only a host, only what is installed


def test_only_what_is_installed_is_asked_for_its_components() -> None:
    for place in ("on-our-servers", "hybrid", "app-only"):
        asked = assessed("default", {"deployment": place, "data": ("customers",)}).asked
        assert "security/weakness-notices" in asked
        assert "security/secure-defaults" not in asked
    asked = assessed("default", {"data": ("customers",)}).asked
    assert "security/weakness-notices" not in asked
    assert "security/secure-defaults" in asked


@pytest.mark.parametrize(
    ("certificate", "scope", "place", "is_asked"),
    [
        ("iso-27001", "product", "cloud", False),
        ("soc2-type-2", "company", "hybrid", False),
        ("iso-27001", "part", "cloud", True),
        ("none", "product", "cloud", True),
        ("iso-27001", "product", "on-our-servers", True),
    ],
)
def test_a_certificate_of_the_product_spares_what_it_covers_but_for_what_we_install(
    certificate: str, scope: str, place: str, *, is_asked: bool
) -> None:
    smaller = {"security/third-party-code", "security/build-process"}
    request: Said = {"deployment": place, "data": ("customers",)}
    said: Said = {"security/certificates": (certificate,), "security/certificate-scope": scope}
    asked = smaller & set(assessed("default", request, said).asked)
    assert asked == (smaller if is_asked else set())


# ---- a plug-in without an account


@cache
def plug_in(policy: str, answer: str) -> Outcome:
    request: Said = {"deployment": "app-only", "data": ("business",), "outage": "nothing-much"}
    return assessed(policy, request, {SENT_OUT: answer})


@every_policy
def test_a_plug_in_is_asked_what_it_sends_out_in_the_lightest_tier_too(policy: str) -> None:
    request: Said = {"deployment": "app-only", "data": ("public",), "outage": "nothing-much"}
    result = assessed(policy, request)
    assert result.tier
    assert result.tier.id == "low"
    assert SENT_OUT in result.asked
    assert len(result.asked) < 30
    assert "hosting-support/support-hours" not in result.asked
    assert SENT_OUT not in assessed(policy, {**request, "deployment": "cloud"}).asked


@every_policy
def test_a_plug_in_that_sends_out_who_knows_what_is_no_matter_of_course(policy: str) -> None:
    """`light` leaves it at a finding: only what is critical needs a condition there."""
    assert plug_in(policy, "described").verdict == "approve"
    result = plug_in(policy, "undescribed")
    assert SENT_OUT in [finding.subject for finding in result.findings]
    verdict = "approve" if policy == "light" else "approve-with-conditions"
    assert result.verdict == verdict


@pytest.mark.parametrize(
    ("answer", "light"),
    [("nothing", "Go ahead"), ("undescribed", "Fine with conditions")],
)
def test_the_pre_check_of_a_plug_in_knows_what_it_sends_out(answer: str, light: str) -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: A}\nresponses:\n  request:\n    answers:\n"
        "      {seats: 5, deployment: app-only, data: [business], connections: [none], ai: 'no',\n"
        "      outage: nothing-much}\n"
        "  data-access-removal: {answers: {export-self-service: all}}\n"
        "  ai: {answers: {training: excluded}}\n"
        f"  hosting-support: {{answers: {{own-part-reports: {answer}}}}}\n"
    )
    done = run("precheck", "-", "--no-input", *DAY, text=text)
    assert f"Result: {light}" in done.stdout, done.stdout + done.stderr


# ---- what becomes of older answers


OLDER = """\
vendorcheck: vendor/1
vendor: {name: A}
responses:
  sso:
    version: "1.0"
    answers:
      mfa-methods: {answer: [passkey, app], note: Both are free.}
  integration:
    version: "1.0"
    answers:
      crm-connector: {answer: vendor, note: Built in spring., plan: Business}
      automation-connector: {answer: own-build, note: We know how.}
      integration-platform: {answer: "yes", note: On two of them.}
      rate-limits: {answer: enough, note: 100000 a day.}
"""


def test_no_word_of_an_older_answer_is_lost_and_it_is_said_where_to_look() -> None:
    done = run("migrate", "-", "-o", "-", text=OLDER)
    assert done.exit_code == 0, done.stderr
    for line in OLDER.splitlines()[3:]:
        words = line.partition("note: ")[2].rstrip("}").partition(",")[0]
        assert words in done.stdout
    told = done.stdout + done.stderr
    for present in ("weakest-factor", "connectors", "other-systems", "api-limits"):
        assert present in told
