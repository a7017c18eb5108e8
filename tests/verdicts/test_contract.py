"""What is asked about contract and company, of whom, and what bad terms lead to."""

from dataclasses import replace
from typing import Any

import pytest

from running import run
from vendorcheck.document.document import parse_document
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.store.library import Library
from vendorcheck.store.migration import migrate
from verdict_cases import POLICIES, Case, read_cases
from verdict_outcomes import Outcome, assessor, library, outcome

REQUESTS = {case.id: case for case in read_cases("requests")}
LAWS = ("nis-2", "dora")
BUSINESS_STOPS: dict[str, Any] = {
    "request/data": ("customers",),
    "request/people": "5000",
    "request/seats": "60",
    "request/deployment": "cloud",
    "request/connections": ("none",),
    "request/outage": "stops-us",
    "request/switching": "months",
    "request/budget": "up-to-100000",
}


def assessed(policy: str = "default", **answers: Any) -> Outcome:  # noqa: ANN401 - plain data
    """Assess a vendor without a gap but for the answers, `contract__notice` for its key."""
    named = {name.replace("__", "/").replace("_", "-"): one for name, one in answers.items()}
    case = Case(
        id="terms",
        name="Tool",
        who="",
        because="",
        answers=tuple({**BUSINESS_STOPS, **named}.items()),
        only_a_host=(),
        expected=(),
    )
    return outcome(case, policy)


def contract_questions(result: Outcome) -> set[str]:
    return {key.removeprefix("contract/") for key in result.asked if key.startswith("contract/")}


# ---- what bad terms lead to


@pytest.mark.parametrize(
    ("key", "answer", "severity", "clause"),
    [
        ("contract/renewal", "several-years", "high", "no more than twelve months"),
        ("contract/renewal", "yearly", "low", "no more than twelve months"),
        ("contract/price-increase", "any-time", "high", "percentage or index"),
        ("contract/price-increase", "renewal-late", "medium", "90 days before"),
        ("contract/switching", "none", "high", "notice of two months at most"),
        ("contract/end-of-product", "3 months", "medium", "twelve months"),
        ("contract/subcontracting", "nothing", "medium", "30 days' notice"),
        ("contract/authority-requests", "none", "high", "inform the customer first"),
        ("contract/breach-history", "hidden", "high", "last three years"),
        ("contract/breach-history", "told", "medium", "last three years"),
        ("contract/liability", "none", "high", "fees of two years"),
        ("data-access-removal/read-only-period", "0 days", "high", "at least 30 days"),
        ("data-access-removal/export-price", "charged", "high", "without a further charge"),
        ("data-access-removal/exit-help", "quoted", "medium", "without a charge"),
        ("data-access-removal/exit-help", "none", "medium", "Articles 25 and 29"),
    ],
)
def test_a_bad_term_is_a_gap_with_its_clause(
    key: str, answer: str, severity: str, clause: str
) -> None:
    question = library()[key.partition("/")[0]].questions[key.partition("/")[2]]
    several = question.kind_of_answer == "options"
    answers: dict[str, Any] = {key: (answer,) if several else answer}
    if key == "contract/subcontracting":  # of data about persons privacy asks it
        answers["request/data"] = ("confidential",)
    result = assessed(**answers)
    found = [finding for finding in result.findings if finding.subject == key]
    assert [finding.severity for finding in found] == [severity]
    assert clause in " ".join((found[0].clause or "").split())
    assert found[0].remedy


def test_a_renewal_for_years_with_half_a_year_of_notice_is_two_gaps() -> None:
    result = assessed(contract__renewal="several-years", contract__notice="6 months")
    found = {finding.subject: finding.severity for finding in result.findings}
    assert found == {"contract/renewal": "high", "contract/notice": "medium"}
    assert result.verdict == "approve-with-conditions"
    assert result.subjects("approve-with-conditions") == {"contract/renewal"}


def test_two_months_of_notice_are_none() -> None:
    for notice, severities in {"60 days": [], "61 days": ["low"], "4 months": ["medium"]}.items():
        result = assessed(contract__renewal="yearly", contract__notice=notice)
        found = [one.severity for one in result.findings if one.subject == "contract/notice"]
        assert found == severities, notice


def test_charges_for_switching_are_a_gap_that_names_the_law() -> None:
    """Also what the law forbids only from January on: the contract will still run then."""
    kept = ("notice", "transition", "listed")
    found = list(assessed(contract__switching=kept).findings_on("contract/switching"))
    assert len(found) == 1
    assert "Article 29(1)" in found[0][1]
    for_us_alone = assessed(contract__switching=("made-for-us",))
    assert [finding.severity for finding in for_us_alone.findings] == ["low"]


def test_bad_terms_alone_stop_no_purchase() -> None:
    result = assessed(
        contract__renewal="several-years",
        contract__notice="none",
        contract__price_increase="any-time",
        contract__switching=("none",),
        contract__authority_requests=("none",),
        contract__breach_history="hidden",
        contract__liability="none",
    )
    assert result.subjects("do-not-approve") == frozenset()
    assert len(result.subjects("approve-with-conditions")) == 7


@pytest.mark.parametrize(
    ("check", "answers"),
    [
        (
            "free-switch-but-charged-export",
            {"data-access-removal/export-price": "charged"},
        ),
        (
            "unreadable-but-the-vendor-holds-the-key",
            {
                "contract/authority-requests": ("unreadable",),
                "data-access-removal/encryption": "shared-keys",
            },
        ),
        (
            "own-data-centres-but-hosted",
            {
                "request/critical-function": "our-own",
                "contract/hosts": ("own",),
                "hosting-support/sub-hosting": "chain",
            },
        ),
        (
            "nothing-handed-over-but-hosted",
            {
                "request/data": ("confidential",),
                "contract/subcontracting": "none",
                "hosting-support/sub-hosting": "first",
            },
        ),
        (
            "unreadable-but-the-vendor-holds-the-key",
            {
                "contract/authority-requests": ("unreadable",),
                "data-access-removal/encryption": "our-key",
                "data-access-removal/staff-reach": "roles",
            },
        ),
        (
            "nothing-handed-over-but-sub-processors",
            {
                "request/data": ("confidential",),
                "contract/subcontracting": "none",
                "data-access-removal/sub-processors": "on-request",
            },
        ),
        (
            "no-sub-processors-but-hosted",
            {
                "request/critical-function": "our-own",
                "data-access-removal/sub-processors": "no-others",
                "contract/hosts": ("google",),
            },
        ),
        (
            "no-subcontractors-but-hosted",
            {
                "request/critical-function": "dora",
                "contract/dora-subcontracting": ("none-used",),
                "contract/hosts": ("own", "amazon"),
            },
        ),
        (
            "made-for-us-but-shared",
            {"contract/switching": ("made-for-us",), "security/tenant-isolation": "tested"},
        ),
        (
            "nothing-to-check-but-audits-granted",
            {
                "security/penetration-test": "never",
                "contract/audit": "nothing",
                "privacy/agreement-content": ("measures", "audits"),
            },
        ),
    ],
)
def test_answers_that_deny_each_other_are_noticed(check: str, answers: dict[str, Any]) -> None:
    assert list(assessed(**answers).findings_on(f"contract/{check}"))


@pytest.mark.parametrize(
    "answers",
    [
        {"contract/dora-subcontracting": ("permitted",), "contract/hosts": ("amazon",)},
        {
            "contract/dora-subcontracting": ("none-used",),
            "contract/hosts": ("own",),
            "hosting-support/sub-hosting": "own",
        },
        {"contract/audit": "nothing", "privacy/agreement-content": ("measures",)},
        {
            "contract/switching": ("made-for-us",),
            "security/tenant-isolation": "own-environment",
        },
    ],
)
def test_answers_that_fit_each_other_are_left_alone(answers: dict[str, Any]) -> None:
    without = {"contract/dora-critical-terms": ("targets",)}
    result = assessed(**{"request/critical-function": "dora", **without, **answers})
    denied = {
        "no-subcontractors-but-hosted",
        "made-for-us-but-shared",
        "nothing-to-check-but-audits-granted",
    }
    found = {finding.subject for finding in result.findings}
    assert found.isdisjoint(f"contract/{check}" for check in denied)


# ---- of whom it is asked


@pytest.mark.parametrize("policy", POLICIES)
def test_it_is_asked_where_much_depends_on_it(policy: str) -> None:
    """In the two highest tiers of default, the highest of light, all but the lowest of strict."""
    asks = {
        tier.id: "contract" in (tier.questionnaires or ()) for tier in assessor(policy).policy.tiers
    }
    assert [tier for tier, is_asked in asks.items() if is_asked] == {
        "default": ["critical", "high"],
        "light": ["high"],
        "strict": ["critical", "high", "medium"],
    }[policy]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_good_contract_takes_few_questions(policy: str) -> None:
    result = assessed(policy, request__data=("customers", "special"), request__people="150000")
    assert contract_questions(result) == {
        "renewal",
        "price-increase",
        "switching",
        "end-of-product",
        "authority-requests",
        "breach-history",
        "liability",
    }
    assert result.verdict == "approve"


@pytest.mark.parametrize(
    ("answers", "more", "fewer"),
    [
        ({"contract/renewal": "yearly"}, "notice", ""),
        ({"contract/renewal": "several-years"}, "notice", ""),
        ({"request/budget": "up-to-5000"}, "", "price-increase liability"),
        ({"request/budget": "nothing"}, "", "price-increase liability renewal"),
        ({"request/switching": "days"}, "", "switching end-of-product"),
        ({"security/penetration-test": "yearly"}, "audit", ""),
        ({"request/critical-function": "our-own"}, "audit owners hosts", ""),
        ({"request/critical-function": "nis-2"}, "audit owners hosts nis-2-terms", ""),
        (
            {"request/critical-function": "dora"},
            (
                "audit owners hosts register-company register-chain "
                "dora-terms dora-critical-terms dora-subcontracting"
            ),
            "",
        ),
        ({"request/data": ("confidential",)}, "subcontracting", ""),
        ({"request/data": ("business",)}, "subcontracting", "authority-requests breach-history"),
        (
            {"request/data": ("confidential",), "request/connections": ("crm",)},
            "",
            "",
        ),
        (
            {"request/deployment": "on-our-servers"},
            "",
            "switching authority-requests breach-history",
        ),
    ],
)
def test_nobody_is_asked_what_his_case_does_not_touch(
    answers: dict[str, Any], more: str, fewer: str
) -> None:
    usual, asked = contract_questions(assessed()), contract_questions(assessed(**answers))
    assert (asked - usual, usual - asked) == ({*more.split()}, {*fewer.split()})


@pytest.mark.parametrize(
    ("outage", "data", "is_asked"),
    [
        ("stops-us", "public", True),
        ("slows-us", "customers", False),
        ("nothing-much", "customers", False),
    ],
)
def test_a_critical_function_is_asked_for_where_there_can_be_one(
    outage: str, data: str, is_asked: bool
) -> None:
    result = assessed("strict", request__outage=outage, request__data=(data,))
    assert ("request/critical-function" in result.asked) is is_asked


@pytest.mark.parametrize("law", LAWS)
def test_what_a_law_requires_is_a_condition_and_no_less(law: str) -> None:
    keys = {
        "nis-2": ("nis-2-terms",),
        "dora": ("dora-terms", "dora-critical-terms", "dora-subcontracting"),
    }[law]
    for key in keys:
        missing = {f"contract/{key}": ("none",)}
        result = assessed("strict", request__critical_function=law, **missing)
        assert f"contract/{key}" in result.subjects("approve-with-conditions")
        assert result.verdict == "approve-with-conditions"


# ---- what is asked twice, and what moved


def test_no_vendor_is_asked_about_new_companies_twice() -> None:
    """Privacy asks for sub-processors wherever there is data about persons."""
    both = {"contract/subcontracting", "privacy/sub-processor-objection"}
    for case in REQUESTS.values():
        for policy in ("default", "light"):
            named = replace(case, answers=(*case.answers, ("request/outage", "stops-us")))
            assert len(both & {*outcome(named, policy).asked}) < len(both), case.id


OLDER = """vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  request:
    version: "1.0"
    answers:
      renewal: {answer: several-years, source: us, note: Since 2021.}
  security:
    version: "1.0"
    answers:
      customer-tests: SAID
  hosting-support:
    version: "1.0"
    answers:
      end-of-product: {answer: 6 months, grade: documented}
"""


@pytest.mark.parametrize(
    ("said", "moved"), [('"yes"', "tests"), ("agreed", "by-agreement"), ('"no"', None)]
)
def test_older_answers_move_and_lose_no_word(said: str, moved: str | None) -> None:
    document = parse_document(OLDER.replace("SAID", said).encode(), "a.yaml")
    result = migrate(document, Library())
    responses: Any = parse_document(result.text.encode(), "a.yaml").data["responses"]
    answers = responses["contract"]["answers"]
    assert answers["renewal"] == {"answer": "several-years", "source": "us", "note": "Since 2021."}
    assert answers["end-of-product"] == {"answer": "6 months", "grade": "documented"}
    assert answers.get("audit") == moved
    kept = responses.get("security", {}).get("answers") or {}
    assert kept == ({} if moved else {"customer-tests": "no"})
    assert [item.key for item in result.record.kept] == (
        [] if moved else ["security/customer-tests"]
    )


def test_policies_follow_the_questions_that_moved() -> None:
    names = MovedNames(Library())
    for older, present in {
        "request/renewal": "contract/renewal",
        "security/customer-tests": "contract/audit",
        "hosting-support/end-of-product": "contract/end-of-product",
    }.items():
        successor = names.successor_of(older)
        assert successor is not None
        assert successor.name == present


def test_the_list_of_questionnaires_has_it() -> None:
    done = run("questionnaires")
    assert "contract" in done.stdout
    assert "Contract and company" in done.stdout
