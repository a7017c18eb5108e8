"""The pre-check under the built-in policies: what it asks, and which light typical websites get.

The lights were written down before the questions were chosen.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import pytest

from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.assessment.precheck.run import run_precheck
from vendorcheck.interview.engine import Interview, begin_interview, build_queue
from vendorcheck.model.vendor_file import VendorFile
from verdict_cases import POLICIES
from verdict_outcomes import AS_OF, assessor, library

Said = Mapping[str, Any]
NOTHING_ELSE: Final[Said] = MappingProxyType({})
FROM_THE_WEBSITE: Final = frozenset(("request/plan", "request/deployment", "request/ai"))
"""The questions of the request that the vendor's website answers."""
DRAWING_TOOL: Final[Said] = {
    "request/requester": "Jane Doe, jane@ours.example",
    "request/purpose": "Newsletters for leads",
    "request/plan": "Team",
    "request/seats": "5",
    "request/deployment": "cloud",
    "request/go-live": "2027-03-01",
    "request/data": ("business",),
    "request/connections": ("none",),
    "request/ai": "no",
    "request/outage": "nothing-much",
}
"""Five people, drafts, no connection: a small tool."""
NEWSLETTER: Final[Said] = {
    **DRAWING_TOOL,
    "request/data": ("contacts",),
    "request/people": "4000",
    "request/outage": "slows-us",
}
"""Five people write to four thousand leads: an average review."""
CRM: Final[Said] = {
    **NEWSLETTER,
    "request/seats": "40",
    "request/data": ("customers",),
    "request/connections": ("marketing-automation",),
    "request/ai": "yes",
}
"""Forty people and all customers: a thorough review."""
SENSITIVE: Final[Said] = {**CRM, "request/data": ("special",), "request/ai": "decides"}
"""As much as can be asked."""
GOOD_WEBSITE: Final[Said] = {
    "sso/sso-protocol": "saml",
    "privacy/processing-agreement": "published",
    "data-access-removal/export-self-service": "all",
    "data-access-removal/residency": "named",
    "ai/training": "excluded",
    "security/certificates": ("iso-27001",),
}
PASSWORDS: Final[Said] = {"sso/sso-protocol": "none"}
VOLUNTARY: Final[Said] = {**PASSWORDS, "sso/mfa": "optional"}
NO_SECOND_FACTOR: Final[Said] = {**PASSWORDS, "sso/mfa": "none"}
SAFE_PASSWORDS: Final[Said] = {**PASSWORDS, "sso/mfa": "enforceable"}


def vendor_file(said: Said) -> VendorFile:
    """Return a vendor file with what a requester answers; None is "I don't know"."""
    responses: dict[str, Any] = {}
    for key, answer in said.items():
        home, _, name = key.partition("/")
        entry = {"unknown": True} if answer is None else {"answer": answer}
        # As the pre-check writes it: a website says so, not the vendor to us.
        source = {} if home == "request" else {"source": "public"}
        responses.setdefault(home, {"answers": {}})["answers"][name] = entry | source
    return VendorFile.model_validate(
        {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": responses}
    )


@cache
def precheck_assessor(policy: str) -> PrecheckAssessor:
    whole = assessor(policy)
    return PrecheckAssessor(whole.library, whole.policy)


def looked_at(request: Said, website: Said, policy: str = "default") -> Precheck:
    return run_precheck(assessor(policy), vendor_file({**request, **website}), AS_OF)


def asked(request: Said, website: Said, policy: str = "default") -> list[str]:
    """Return the questions in the order in which a requester with these answers is asked them."""
    pre_check = precheck_assessor(policy)
    known: dict[str, Any] = {}
    interview = Interview(
        pre_check,
        vendor_file({}),
        AS_OF,
        allowed_keys=pre_check.askable_question_keys,
        plain_words=True,
    )
    while keys := build_queue(begin_interview(interview)).keys:
        known[keys[0]] = {**request, **website}[keys[0]]
        interview = replace(interview, vendor=vendor_file(known))
    return list(known)


@pytest.mark.parametrize(
    ("request_", "website", "light", "subject"),
    [
        pytest.param(DRAWING_TOOL, SAFE_PASSWORDS, "go-ahead", "", id="small"),
        # Nobody is harmed by what a stolen password opens here.
        pytest.param(DRAWING_TOOL, NO_SECOND_FACTOR, "go-ahead", "", id="small-password-only"),
        pytest.param(
            DRAWING_TOOL,
            {**SAFE_PASSWORDS, "data-access-removal/export-self-service": "none"},
            "talk",
            "data-access-removal/export-self-service",
            id="small-no-way-out",
        ),
        pytest.param(
            DRAWING_TOOL, {"ai/training": None}, "ask-vendor", "ai/training", id="small-silent"
        ),
        pytest.param(NEWSLETTER, {}, "nothing-against", "", id="average"),
        pytest.param(
            NEWSLETTER, SAFE_PASSWORDS, "conditions", "sso/sso-protocol", id="second-factor"
        ),
        pytest.param(
            NEWSLETTER,
            VOLUNTARY,
            "talk",
            "sso/second-factor-without-single-sign-on",
            id="voluntary-second-factor",
        ),
        pytest.param(
            NEWSLETTER,
            NO_SECOND_FACTOR,
            "talk",
            "sso/second-factor-without-single-sign-on",
            id="passwords-only",
        ),
        pytest.param(
            NEWSLETTER,
            {**PASSWORDS, "sso/mfa": None},
            "ask-vendor",
            "sso/mfa",
            id="silent-on-the-second-factor",
        ),
        pytest.param(
            {**NEWSLETTER, "request/seats": "40"},
            SAFE_PASSWORDS,
            "talk",
            "sso/single-sign-on-from-eleven-seats",
            id="forty-with-passwords",
        ),
        pytest.param(
            NEWSLETTER,
            {"privacy/processing-agreement": None},
            "ask-vendor",
            "privacy/processing-agreement",
            id="silent-on-the-agreement",
        ),
        pytest.param(
            NEWSLETTER,
            {"data-access-removal/residency": "open"},
            "conditions",
            "data-access-removal/residency",
            id="anywhere-in-the-world",
        ),
        pytest.param(
            NEWSLETTER, {"ai/training": "opt-out"}, "conditions", "ai/training", id="opt-out"
        ),
        pytest.param(NEWSLETTER, {"ai/training": "yes"}, "talk", "ai/training", id="trains"),
        pytest.param(CRM, {}, "nothing-against", "", id="thorough"),
        pytest.param(
            CRM,
            {"security/certificates": ("none",)},
            "conditions",
            "security/certificates",
            id="no-certificate",
        ),
        pytest.param(
            CRM,
            {"security/certificates": None},
            "ask-vendor",
            "security/certificates",
            id="silent-on-certificates",
        ),
        pytest.param(
            CRM,
            {"sso/sso-protocol": "larger-plan", "sso/mfa": "enforceable"},
            "conditions",
            "sso/sso-protocol",
            id="larger-plan",
        ),
    ],
)
def test_a_typical_website_gets_the_light_that_was_written_down(
    request_: Said, website: Said, light: str, subject: str
) -> None:
    precheck = looked_at(request_, {**GOOD_WEBSITE, **website})
    assert precheck.light == light
    worst = [reason.subject for reason in precheck.reasons if reason.kind not in {"good", "weak"}]
    assert worst[:1] == ([subject] if subject else [])


@pytest.mark.parametrize(
    ("protocol", "light"),
    [
        ("saml", "nothing-against"),
        # It is there, and only its kind has to be asked for.
        ("kind-unknown", "conditions"),
        ("social", "talk"),
    ],
)
def test_a_website_that_does_not_name_the_standard_is_no_reason_for_a_no(
    protocol: str, light: str
) -> None:
    answers = {"sso/sso-protocol": protocol, "data-access-removal/residency": "chosen"}
    precheck = looked_at(NEWSLETTER, {**GOOD_WEBSITE, **answers}, "strict")
    assert precheck.light == light


@pytest.mark.parametrize("policy", POLICIES)
def test_a_second_factor_is_asked_about_only_where_there_is_no_single_sign_on(policy: str) -> None:
    for request in (DRAWING_TOOL, NEWSLETTER, CRM):
        assert "sso/mfa" not in asked(request, GOOD_WEBSITE, policy)
        assert "sso/mfa" in asked(request, {**GOOD_WEBSITE, **SAFE_PASSWORDS}, policy)


@pytest.mark.parametrize(
    ("policy", "request_", "most"),
    [
        ("default", DRAWING_TOOL, 14),
        ("light", DRAWING_TOOL, 14),
        ("default", NEWSLETTER, 17),
        ("default", CRM, 18),
        ("default", SENSITIVE, 18),
        ("strict", SENSITIVE, 18),
    ],
)
def test_at_most_twelve_questions_are_from_the_website(
    policy: str, request_: Said, most: int
) -> None:
    keys = asked(request_, {**GOOD_WEBSITE, **SAFE_PASSWORDS}, policy)
    from_website = [
        key for key in keys if not key.startswith("request/") or key in FROM_THE_WEBSITE
    ]
    assert len(from_website) <= 12
    assert len(keys) == most, keys


def test_what_the_website_is_asked() -> None:
    keys = asked(SENSITIVE, {**GOOD_WEBSITE, **SAFE_PASSWORDS})
    assert keys[:2] == ["request/purpose", "request/plan"], "what for comes before what it is"
    assert {key for key in keys if not key.startswith("request/")} == {*GOOD_WEBSITE, "sso/mfa"}


@pytest.mark.parametrize("policy", POLICIES)
def test_where_to_look_is_said_in_plain_words(policy: str) -> None:
    for key in precheck_assessor(policy).askable_question_keys:
        home, _, name = key.partition("/")
        question = library()[home].questions[name]
        assert question.plain, key
        assert question.where_to_look, key
        if home != "request":
            assert all(option.plain for option in question.offered_options), key
