"""Where open answers of the requester decide what is asked, reports say so, and ask them first."""

from pathlib import Path

import pytest

from running import DAY, run

VENDOR = """
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  sso:
    version: "2.0"
    answers: {sso-protocol: saml-oidc, sso-enforcement: "yes", scim: "yes"}
"""
REQUEST = """
  request:
    answers: {seats: 5, deployment: cloud, data: [business], connections: [none], agencies: "no",
      outage: nothing-much, people: 0, ai: "no", switching: days, budget: nothing}
"""
REASON = "Nothing can be scored yet: answers that are open decide what is asked"


@pytest.fixture
def vendor_file(tmp_path: Path) -> str:
    path = tmp_path / "acme.yaml"
    path.write_text(VENDOR)
    return str(path)


@pytest.mark.parametrize("report", ["markdown", "html"])
def test_the_requester_is_asked_first(vendor_file: str, report: str) -> None:
    arguments = ("assess", vendor_file, "-q", "sso", "--no-input", "--format", report, *DAY)
    page = run(*arguments).stdout
    assert REASON in page
    requester, vendor = page.index("To ask the requester"), page.index("To send to the vendor")
    assert requester < vendor
    assert "Where would the product run?" in page[requester:vendor]


def test_the_summary_counts_the_requesters_questions_first(vendor_file: str) -> None:
    arguments = ("assess", vendor_file, "-q", "sso", "--no-input", "--format", "summary", *DAY)
    text = " ".join(run(*arguments).stdout.split())
    assert text.index("to ask the requester") < text.index("to send to the vendor")


def test_where_nothing_depends_on_the_requester_the_vendor_comes_first(vendor_file: str) -> None:
    with open(vendor_file, "a", encoding="utf-8") as file:
        file.write(REQUEST)
    arguments = ("assess", vendor_file, "-q", "request", "-q", "sso", "--no-input")
    page = run(*arguments, "--format", "markdown", *DAY).stdout
    assert REASON not in page
    assert page.index("To send to the vendor") < page.index("To ask the requester")
