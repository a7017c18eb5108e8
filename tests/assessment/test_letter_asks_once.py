"""The letter asks for the same thing once, whichever rules fire for it."""

import dataclasses
import re
from datetime import date

import pytest

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.precheck.precheck import Precheck, PrecheckReason
from vendorcheck.assessment.precheck.run import run_precheck
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import PRECHECK_REPORTS, Display
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy

AS_OF = date(2026, 11, 23)
REQUEST = {
    "seats": "15",
    "deployment": "cloud",
    "data": ["business"],
    "connections": ["none"],
    "ai": "no",
    "outage": "nothing-much",
}
ABOUT_SIGNING_IN = re.compile("single sign-on|SAML")
ABOUT_A_SECOND_FACTOR = re.compile("second factor", re.IGNORECASE)


def look(policy: str, protocol: str, factor: str) -> Precheck:
    library = Library()
    request = {name: {"answer": reply, "source": "us"} for name, reply in REQUEST.items()}
    answers = {"sso-protocol": protocol, "mfa": factor}
    vendor = VendorFile.model_validate(
        {
            "vendorcheck": "vendor/1",
            "vendor": {"name": "Acme"},
            "responses": {
                "request": {"answers": request},
                "sso": {
                    "answers": {
                        name: {"unknown": True}
                        if reply == "unknown"
                        else {"answer": reply, "source": "public"}
                        for name, reply in answers.items()
                    }
                },
                "data-access-removal": {"answers": {"export-self-service": {"answer": "all"}}},
            },
        }
    )
    return run_precheck(Assessor(library, load_policy(library, policy).model), vendor, AS_OF)


@pytest.mark.parametrize("policy", ["default", "light", "strict"])
@pytest.mark.parametrize("protocol", ["none", "larger-plan", "e-mail-link", "passkeys", "unknown"])
@pytest.mark.parametrize("factor", ["none", "optional", "unknown"])
def test_sign_on_and_second_factor_are_one_point_each(
    policy: str, protocol: str, factor: str
) -> None:
    precheck = look(policy, protocol, factor)
    letter = PRECHECK_REPORTS.format_for("vendor").render(precheck, Display())
    points = re.findall(r"^\d+\. .*", letter, re.MULTILINE)
    for subject in (ABOUT_SIGNING_IN, ABOUT_A_SECOND_FACTOR):
        assert len([point for point in points if subject.search(point)]) <= 1, points
    # The reasons still name every rule that fires.
    failed = {reason.subject for reason in precheck.reasons if reason.combines}
    assert failed or "unknown" in {protocol, factor} or protocol == "passkeys"


def changes(*reasons: PrecheckReason) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a letter with these reasons requires, and what it wishes for."""
    precheck = dataclasses.replace(look("default", "saml", "always"), reasons=reasons)
    return precheck.required_changes, precheck.wished_changes


BOTH = PrecheckReason("must", "a/both", "Neither.", remedy="A or B.", combines=frozenset("xy"))
X, Y = (PrecheckReason("agree", name, "?", "No", f"Do {name}.") for name in "xy")


def test_a_rule_about_several_answers_is_left_out_where_each_is_asked_for() -> None:
    assert changes(BOTH) == (("A or B.",), ())
    assert changes(BOTH, X) == (("A or B.", "Do x."), ())
    assert changes(BOTH, X, Y) == (("Do x.", "Do y."), ())
    open_one = PrecheckReason("ask", "y", "?")
    assert changes(BOTH, X, open_one) == (("Do x.",), ())


def test_it_stays_where_an_answer_is_only_wished_for() -> None:
    wished = PrecheckReason("weak", "y", "?", "No", "Do y.")
    assert changes(BOTH, X, wished) == (("A or B.", "Do x."), ("Do y.",))
    undecided = PrecheckReason("ask", "y", "?", "No")
    assert changes(BOTH, X, undecided) == (("A or B.", "Do x."), ())
    weak_rule = PrecheckReason("weak", "a/b", "?", remedy="Z.", combines=frozenset("xy"))
    assert changes(weak_rule, X, wished) == (("Do x.",), ("Do y.",))
