"""Assessments that the views are tested on: the examples, and small ones that are made."""

from datetime import date
from functools import cache

from assessments import asking
from locations import REPOSITORY
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)


QUESTIONS = """\
      - {id: sso, type: yes_no, ask: "SAML 2.0?", plain: "Work account?", severity: critical,
         blocker: true, remedy: Offer SAML 2.0.}
      - {id: log, type: yes_no, ask: "A log?", severity: high, not_applicable: allowed,
         remedy: Write a log.}
      - {id: proof, type: yes_no, ask: "Proof?", plain: "Is it tested?", severity: high}
      - {id: minor, type: yes_no, ask: "Minor?", severity: low}
"""
REQUEST = """\
      - {id: what, type: yes_no, ask: "Is it for customers?", plain: "Do customers see it?"}
"""


def assess_questions(questions: str, answers: str) -> Assessment:
    """Assess answers to these questions, with what follows them, under a policy of defaults."""
    text = asking(questions)
    asked = parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire)
    vendor = (
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        f"responses: {{q: {{answers: {{{answers}}}}}}}\n"
    )
    policy = b'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n'
    file = parse_model(parse_document(vendor.encode(), "v.yaml"), VendorFile)
    company = parse_model(parse_document(policy, "p.yaml"), Policy)
    return Assessor({"q": asked}, company, ("q",)).assess(file, AS_OF)


def made(
    answers: str, rules: str = "", more: str = "", request: str = "", checks: str = ""
) -> Assessment:
    """Assess a vendor with these answers under a policy with these rules.

    `more` stands in the vendor file, `checks` in the questionnaire of the request.
    """
    asked = asking(QUESTIONS)
    ours = asking(REQUEST + checks, "ours").replace(
        "title: OURS", "title: O\nrespondent: requester"
    )
    library = {
        one.id: one
        for text in (asked, ours)
        for one in [parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire)]
    }
    vendor = (
        f"vendorcheck: vendor/1\nvendor: {{name: Acme}}\n{more}responses:\n"
        f"  q: {{answers: {{{answers}}}}}\n  ours: {{answers: {{{request}}}}}\n"
    )
    policy = f'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n{rules}'
    file = parse_model(parse_document(vendor.encode(), "v.yaml"), VendorFile)
    company = parse_model(parse_document(policy.encode(), "p.yaml"), Policy)
    return Assessor(library, company, ("q", "ours")).assess(file, AS_OF)


GOOD = 'sso: "yes", log: "yes", proof: "yes", minor: "yes"'
KEYS = ("q/sso", "q/log", "q/proof", "q/minor", "ours/what")
OURS = 'what: "yes"'
DECIDED = (
    "decisions: [{decision: approve-with-conditions, by: Jane Doe, decided_on: 2026-11-03, "
    "conditions: [{text: Sign it, owner: legal, due: 2026-12-01}]}]\n"
)


@cache
def example(name: str) -> Assessment:
    library = Library()
    document = library.read_document(str(REPOSITORY / f"examples/{name}.yaml"))
    return prepare_case(library, document, load_policy(library, "default"), [], AS_OF).assess()
