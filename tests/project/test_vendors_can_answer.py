"""A vendor finds its own case among the answers, and is asked to allow nothing unsaid."""

import re
from datetime import date

import pytest

from vendorcheck.store.library import Library
from verdict_cases import Case
from verdict_outcomes import outcome

LIBRARY = Library()
AS_OF = date(2026, 11, 30)
ASKED = {
    f"{name}/{question.id}": question
    for name in LIBRARY
    if LIBRARY[name].respondent == "vendor"
    for question in LIBRARY[name].questions.values()
}

TYPICAL = {
    # Vendors that refuse passwords to our own people only.
    ("sso/sso-enforcement", "our-domains"): 0.75,
    # Software on our own servers.
    ("sso/break-glass", "server"): 1,
    ("admin-processes/log-retention", "ours"): 1,
    ("admin-processes/log-integrity", "server"): 0.7,
    ("contract/end-of-product", "open-source"): 0.5,
    # Small vendors that have an interface, a target or an audit that has begun.
    ("sso/scim", "interface"): 0.25,
    ("admin-processes/roles", "fixed-writing"): 0.5,
    ("admin-processes/recovery-time", "target"): 0.5,
    ("admin-processes/recovery-time", "none"): 0,
    ("admin-processes/incident-notice", "later"): 0.2,
    ("security/certificates", "in-progress"): 0.2,
    ("security/time-to-fix", "none"): 0,
    ("hosting-support/support-hours", "some-hours"): 0.6,
    ("hosting-support/support-response", "none"): 0,
    # What is encrypted for its vendor, too, and what only reads.
    ("admin-processes/support-access", "never"): 1,
    ("data-access-removal/staff-reach", "nobody"): 1,
    ("integration/sync-direction", "reads-only"): 1,
    # What never ends.
    ("sso/leaver-time", "never"): 0,
    ("sso/session-lifetime", "never"): 0,
    ("data-access-removal/backup-retention", "ever"): 0,
    ("privacy/tracker-lifetime", "ever"): 0,
    ("admin-processes/data-loss", "all"): 0,
}


@pytest.mark.parametrize(("key", "said"), TYPICAL)
def test_a_typical_answer_is_there_and_fairly_credited(key: str, said: str) -> None:
    question = ASKED[key]
    answer = (said,) if question.kind_of_answer == "options" else said
    result = question.result_of(question.parse_answer(answer), AS_OF)
    assert result is not None
    assert float(result.credit) == pytest.approx(TYPICAL[key, said])


def test_what_may_never_end_or_is_not_promised_has_an_answer_without_an_amount() -> None:
    limits = {
        key: question
        for key, question in ASKED.items()
        if question.amounts_are_time_spans
        and any(band.at_most is not None for band in question.own_bands)
    }
    assert {"sso/leaver-time", "hosting-support/support-response"} <= limits.keys()
    assert [key for key, question in limits.items() if not question.offered_options] == []


def case_with(*answers: tuple[str, str]) -> Case:
    """Return a vendor without a gap but for what it says, of a product we can't do without."""
    request = {"seats": "8", "people": "500", "deployment": "cloud", "outage": "stops-us"}
    asked = {"data": ("customers",), "connections": ("none",), **request}
    return Case(
        id="says",
        name="Tool",
        who="",
        because="",
        answers=(*((f"request/{name}", answer) for name, answer in asked.items()), *answers),
        only_a_host=(),
        expected=(),
    )


STAFF_REACH, NOBODY = "data-access-removal/staff-reach", "nobody"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((STAFF_REACH, NOBODY), ("admin-processes/support-access", "switch")),
        ((STAFF_REACH, NOBODY), ("data-access-removal/encryption", "own-key")),
        (
            ("data-access-removal/sub-processors", "no-others"),
            ("hosting-support/sub-hosting", "chain"),
        ),
        (
            ("data-access-removal/deletion-at-exit", "everywhere-30"),
            ("data-access-removal/backup-retention", "ever"),
        ),
    ],
)
def test_answers_that_cannot_both_be_true_are_found(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    result = outcome(case_with(one, other), "default")
    found = [result.questions_of(finding.subject) for finding in result.findings]
    assert any({one[0], other[0]} <= questions for questions in found), found


def test_nobody_reads_what_only_we_can_decrypt() -> None:
    said = (STAFF_REACH, NOBODY), ("admin-processes/support-access", "never")
    keys = ("data-access-removal/encryption", "our-key")
    assert [
        finding.subject for finding in outcome(case_with(*said, keys), "default").findings
    ] == []


def test_what_terms_of_use_may_forbid_is_tried_only_if_they_allow_it() -> None:
    attack = re.compile(r"twenty times|EICAR|<b>|scanner|break in", re.IGNORECASE)
    attacks = {key: str(one.verify) for key, one in ASKED.items() if attack.search(str(one.verify))}
    assert {"security/attack-blocking", "security/frameworks"} <= attacks.keys()
    assert [
        key for key, text in attacks.items() if "if their terms allow" not in text.lower()
    ] == []


def test_a_missing_duty_of_a_processor_is_high() -> None:
    assert ASKED["privacy/agreement-content"].severity == "high"


_ON_ANOTHER_PLAN = re.compile(
    r"(larger|higher|more expensive|bigger|dearer) (plan|one)", re.IGNORECASE
)
_FOR_A_CHARGE = re.compile(
    r"charged?\b|surcharge|extra fee|can be bought|at a charge", re.IGNORECASE
)
_WITHOUT_A_CHARGE = re.compile(r"without a (further )?charge|no (further )?charge", re.IGNORECASE)
_NAMES_NO_PRICE_OF_OURS = {
    # It is about all customers; what we would pay stands beside sso/sso-protocol and sso-cost.
    "security/sso-charge",
}


def test_options_for_a_charge_or_on_another_plan_expect_to_know_which() -> None:
    expected, found = {}, {}
    for key, question in ASKED.items():
        for option in question.offered_options if key not in _NAMES_NO_PRICE_OF_OURS else ():
            label = _WITHOUT_A_CHARGE.sub("", option.label)
            is_other_plan = bool(_ON_ANOTHER_PLAN.search(label))
            if is_other_plan or _FOR_A_CHARGE.search(label) or option.expects:
                details = ("plan", "price") if is_other_plan else ("price",)
                expected[key, option.id], found[key, option.id] = details, option.expects
    assert found == expected
    assert len(found) > 7


def test_only_a_requester_may_not_know_which_kind() -> None:
    unknowing = re.compile(r"not known of which kind|don't know which", re.IGNORECASE)
    vague = {
        (key, option.id)
        for key, question in ASKED.items()
        for option in question.offered_options
        if unknowing.search(f"{option.label} {option.plain}")
    }
    assert vague == {("sso/sso-protocol", "kind-unknown")}
    assert vague == {
        (key, option.id)
        for key, question in ASKED.items()
        for option in question.offered_options
        if option.respondent
    }
