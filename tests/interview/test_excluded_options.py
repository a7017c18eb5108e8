"""A requester is not offered what an earlier answer excludes."""

from datetime import date
from typing import Any

import pytest

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.interview.engine import (
    Interview,
    InterviewState,
    begin_interview,
    question_context,
)
from vendorcheck.interview.terminal._typed_reply import TypedAnswer, interpret_line
from vendorcheck.interview.terminal._words import options_to_offer
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy

AS_OF = date(2026, 11, 23)
NO_PASSWORDS = "There are no passwords at all"


def begin(*, plain: bool, **answers: str) -> InterviewState:
    library = Library()
    policy = load_policy(library, "default").model
    vendor: dict[str, Any] = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Acme"},
        "responses": {
            "request": {
                "answers": {
                    "deployment": {"answer": "cloud", "source": "us"},
                    "data": {"answer": ["customers"], "source": "us"},
                }
            },
            "sso": {
                "answers": {
                    name.replace("_", "-"): {"answer": text, "source": "public"}
                    for name, text in answers.items()
                }
            },
        },
    }
    assessor = PrecheckAssessor(library, policy) if plain else Assessor(library, policy)
    return begin_interview(
        Interview(assessor, VendorFile.model_validate(vendor), AS_OF, plain_words=plain)
    )


def offered(state: InterviewState) -> list[str]:
    context = question_context(state, "sso/mfa")
    plain = state.interview.plain_words
    return [option.id for option in options_to_offer(context, plain=plain)]


@pytest.mark.parametrize(
    ("protocol", "has_it"),
    [("none", False), ("ldap", False), ("passkeys", True), ("e-mail-link", True)],
)
def test_no_passwords_is_not_offered_after_only_a_password(protocol: str, *, has_it: bool) -> None:
    names = offered(begin(plain=True, sso_protocol=protocol))
    assert ("no-passwords" in names) is has_it
    assert {"always", "enforceable", "optional", "none"} <= set(names)


def test_it_writes_down_what_a_vendor_says_contradictions_included() -> None:
    assert "no-passwords" in offered(begin(plain=False, sso_protocol="none"))


def test_what_is_answered_so_already_stays_on_offer() -> None:
    names = offered(begin(plain=True, sso_protocol="none", mfa="no-passwords"))
    assert "no-passwords" in names


def test_whoever_types_it_means_it_all_the_same() -> None:
    context = question_context(begin(plain=True, sso_protocol="none"), "sso/mfa")
    reply = interpret_line(NO_PASSWORDS, context, AS_OF, plain=True)
    assert isinstance(reply, TypedAnswer)
    assert reply.raw == "no-passwords"


def test_a_question_of_many_options_excludes_none() -> None:
    state = begin(plain=True)
    assert question_context(state, "request/connections").excluded_options == frozenset()
    assert question_context(state, "request/seats").excluded_options == frozenset()
