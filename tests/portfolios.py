"""A portfolio of made vendors, under a small policy, with something of everything."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.digests import answers_digest
from vendorcheck.assessment.portfolio.builder import PortfolioBuilder
from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorSummary
from vendorcheck.assessment.portfolio.portfolio import Portfolio
from vendorcheck.assessment.portfolio.summary import summarize_vendor
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
CASES = Path(__file__).parent / "cases" / "portfolio"
POLICY = (CASES / "policy.yaml").read_text("utf-8")
FILES = {
    name: (CASES / "vendors" / name).read_text("utf-8")
    for name in ("crm.yaml", "mail.yaml", "board.yaml")
}
CRM, MAIL, BOARD = FILES.values()


def hostile_vendor(words: str) -> str:
    """Return a vendor file, as JSON, that says these words wherever the portfolio shows any."""
    decision = {
        "decision": "approve",
        "by": words,
        "decided_on": "2026-09-15",
        "advice": words,
        "conditions": [{"text": words, "owner": words, "due": "2026-11-20"}],
    }
    request = {
        "purpose": words,
        "owner": words,
        "deployment": "cloud",
        "data": ["customers"],
        "plan": words,
    }
    evidence = [{"title": words, "url": "https://a.example/x", "dated": "2026-06-01"}]
    sso = {"scim": "no", "mfa": {"answer": "enforceable", "note": words, "evidence": evidence}}
    sub_processors = {"answer": "notice-30", "note": f"{words} AWS relay.example {words}"}
    risk = {"reason": words, "accepted_by": words, "accepted_on": "2026-01-02"}
    answers = {
        "request": request,
        "sso": sso,
        "data-access-removal": {"sub-processors": sub_processors},
    }
    return json.dumps(
        {
            "vendorcheck": "vendor/1",
            "vendor": {"name": words, "product": words, "plan": words, "owner": words},
            "responses": {name: {"answers": given} for name, given in answers.items()},
            "accepted_risks": [{"question": "sso/scim", "expires": "2026-11-21", **risk}],
            "decisions": [decision],
            "changes": [{"what": words[:70], "text": words, "object_by": "2026-12-10"}],
            "contract": {"yearly_cost": words, "notice_by": "2026-12-01"},
        }
    )


@cache
def assessor() -> Assessor:
    """Return the assessor of the policy; each plan is made once for all tests."""
    policy = parse_model(parse_document(POLICY.encode(), "policy.yaml"), Policy)
    return Assessor(Library(), policy)


def summary_of(text: str, file: str = "vendor.yaml", as_of: date = AS_OF) -> VendorSummary:
    """Assess a vendor file, and return what the portfolio shows of it."""
    document = parse_document(text.encode(), file)
    vendor = parse_model(document, VendorFile)
    assessment = assessor().assess(vendor, as_of, answers_digest(document.data))
    return summarize_vendor(assessment, file)


def portfolio_of(
    files: dict[str, str], within: int | None = None, broken: tuple[BrokenFile, ...] = ()
) -> Portfolio:
    """Return the portfolio of vendor files by name."""
    builder = PortfolioBuilder(AS_OF, assessor().policy, within)
    for one in broken:
        builder.add(one)
    for file, text in files.items():
        builder.add(summary_of(text, file))
    return builder.build()


@cache
def three_vendors() -> Portfolio:
    """Return the portfolio of the three made vendors, and of a file that is broken."""
    return portfolio_of(FILES, broken=(BrokenFile("broken.yaml", "line 2, column 3: no"),))
