"""What two questions asked about is asked once, where the smaller reviews ask it as well."""

import pytest

from vendorcheck.document.document import parse_document
from vendorcheck.store.library import Library
from vendorcheck.store.migration import MigratedFile, migrate
from verdict_cases import POLICIES, Case
from verdict_outcomes import Outcome, library, outcome

every_policy = pytest.mark.parametrize("policy", POLICIES)
ENCRYPTION = "data-access-removal/encryption"
ISOLATION = "security/tenant-isolation"
MERGED = {
    "security/sso-charge": "sso/sso-cost",
    "security/password-handling": "admin-processes/passwords",
    "admin-processes/password-rules": "admin-processes/passwords",
    "security/log-entries": "admin-processes/log-content",
    "security/encryption": ENCRYPTION,
    "data-access-removal/encryption-keys": ENCRYPTION,
}
OLDER = """vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  security:
    version: "1.0"
    answers: {sso-charge: %s, log-entries: [who, time], password-handling: [stored, reset],
      encryption: [stored, between]}
  admin-processes: {version: "1.0", answers: {password-rules: fixed-12}}
  data-access-removal: {version: "1.0", answers: {encryption-keys: separate}}
  hosting-support:
    version: "1.0"
    answers: {tenant-isolation: {answer: software, note: Says their architect.}}
"""


def migrated(text: str) -> MigratedFile:
    return migrate(parse_document(text.encode(), "file.yaml"), Library())


def assessed(policy: str, key: str, answer: str | tuple[str, ...], **request: str) -> Outcome:
    """Assess a vendor without a gap but one answer, and a way in by password."""
    said: dict[str, str | tuple[str, ...]] = {
        "data": ("customers",),
        "people": "5000",
        "countries": ("eea",),
        "seats": "8",
        "deployment": "cloud",
        "connections": ("none",),
        "outage": "slows-us",
        **{name: (value,) if name == "data" else value for name, value in request.items()},
    }
    named = {f"request/{name}": value for name, value in said.items()} | {key: answer}
    named |= {"sso/sso-enforcement": "our-domains"}
    return outcome(Case("gap", "Tool", "", "", tuple(named.items()), (), ()), policy)


@pytest.mark.parametrize(("older", "present"), MERGED.items())
def test_a_question_that_was_asked_twice_leads_to_the_one_that_is_left(
    older: str, present: str
) -> None:
    home, _, name = older.partition("/")
    assert name not in library()[home].questions
    new_home, _, new_name = present.partition("/")
    assert new_name in library()[new_home].questions
    seen = library()[home].older_names.successor_of(name)
    moved = library()[new_home].older_names.successor_of(older)
    if seen:
        assert present in {key if "/" in key else f"{home}/{key}" for key in seen.see}
    else:
        assert moved
        assert moved.name == new_name


def test_an_answer_moves_where_it_means_the_same_and_stays_where_it_does_not() -> None:
    result = migrated(OLDER % "all")
    assert result.record.moved == {
        "security/sso-charge": "sso/sso-cost",
        "hosting-support/tenant-isolation": ISOLATION,
    }
    assert {item.key for item in result.record.kept} == MERGED.keys() - {"security/sso-charge"}
    assert "sso-cost:\n        answer: included\n" in result.text
    assert "note: Says their architect." in result.text


@pytest.mark.parametrize("said", ["extra", "none"])
def test_what_may_be_a_surcharge_or_a_larger_plan_is_not_guessed(said: str) -> None:
    result = migrated(OLDER % said)
    assert "security/sso-charge" in {item.key for item in result.record.kept}
    assert f"sso-charge: {said}" in result.text


def test_somebodys_rules_for_the_separation_of_customers_go_on_to_count() -> None:
    before = (
        "vendorcheck: policy/1\nid: ours\nversion: '1'\ntitle: Ours\n"
        "questions: {hosting-support/tenant-isolation: {severity: critical}}\n"
        "checks: {hosting-support/sensitive-data-in-shared-cloud: {severity: high}}\n"
        "tiers: [{id: all, title: All, questionnaires: [security, hosting-support]}]\n"
    )
    assert migrated(before).text == before.replace("hosting-support/t", "security/t").replace(
        "hosting-support/sen", "security/sen"
    )


@every_policy
@pytest.mark.parametrize("data", ["contacts", "customers", "confidential"])
def test_open_storage_stops_a_purchase_and_is_a_grave_finding(policy: str, data: str) -> None:
    result = assessed(policy, ENCRYPTION, "none", data=data, people="500")
    assert ENCRYPTION in result.subjects("do-not-approve")
    assert [one.severity for one in result.findings if one.subject == ENCRYPTION] == ["high"]


@pytest.mark.parametrize("policy", ["default", "light"])
def test_drafts_that_lie_open_stop_no_small_tool(policy: str) -> None:
    result = assessed(policy, ENCRYPTION, "none", data="business")
    assert ENCRYPTION in result.asked
    assert ENCRYPTION not in result.subjects("do-not-approve")


@pytest.mark.parametrize(
    ("answer", "severity"),
    [
        ("our-key", None),
        ("own-key", None),
        ("shared-keys", "low"),
        ("disks", "medium"),
        ("part", "high"),
    ],
)
def test_what_is_encrypted_in_part_weighs_more_than_whose_key_it_is(
    answer: str, severity: str | None
) -> None:
    result = assessed("default", ENCRYPTION, answer)
    found = [one.severity for one in result.findings if one.subject == ENCRYPTION]
    assert found == ([severity] if severity else [])
    assert ENCRYPTION not in result.subjects("do-not-approve")


@every_policy
@pytest.mark.parametrize("outage", ["slows-us", "stops-us"])
def test_how_customers_are_kept_apart_is_asked_wherever_security_is(
    policy: str, outage: str
) -> None:
    result = assessed(policy, ISOLATION, "none", outage=outage, people="20000")
    assert ISOLATION in result.asked
    assert ISOLATION in result.subjects(
        "do-not-approve"
        if policy == "strict" or (policy == "default" and outage == "stops-us")
        else "approve-with-conditions"
    )


@pytest.mark.parametrize(
    ("answer", "full"),
    [
        (("no-passwords",), True),
        (("stored", "required-length", "guessing", "reset", "change", "any-length"), False),
        (("stored", "guessing", "reset", "change", "any-length", "defaults"), False),
    ],
)
def test_weak_passwords_are_a_gap_however_well_they_are_stored(
    answer: tuple[str, ...], *, full: bool
) -> None:
    key = "admin-processes/passwords"
    result = assessed("default", key, answer)
    assert (key in {finding.subject for finding in result.findings}) != full


@every_policy
def test_the_vendors_people_are_asked_about_where_much_is_at_stake(policy: str) -> None:
    key = "admin-processes/staff-screening"
    few, many = (
        assessed(policy, ENCRYPTION, "own-key", data=data, people=people).asked
        for data, people in (("contacts", "500"), ("customers", "5000"))
    )
    assert key not in few
    assert (key in many) == (policy != "light")  # which asks no questionnaire on administration


def test_an_audit_log_of_entries_that_say_too_little_has_a_gap() -> None:
    key = "admin-processes/log-content"
    events = ("rights", "settings", "exports", "vendor-access")
    assert list(assessed("default", key, events).findings_on(key))
    assert not list(assessed("default", key, (*events, "entries")).findings_on(key))
