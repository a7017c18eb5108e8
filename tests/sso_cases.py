"""One questionnaire on single sign-on, good answers to it, and its assessment under a policy."""

from datetime import date

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
SSO = """
vendorcheck: questionnaire/1
id: sso
version: "1.0"
title: Single sign-on
sections:
  - id: sign-in
    title: Signing in
    questions:
      - {id: protocol, type: yes_no, ask: Is there single sign-on?, severity: critical}
      - {id: scim, type: choice, ask: Is there SCIM?, severity: high, when: {protocol: ["yes"]},
         options: [
          {id: full, label: Full, credit: 1},
          {id: partly, label: Partly, credit: 0.5, finding: SCIM creates only,
           remedy: Let SCIM delete., clause: It shall delete., effort: low},
          {id: none, label: None, credit: 0}]}
  - id: sessions
    title: Sessions
    questions:
      - {id: length, type: duration, ask: How long is a session?, severity: low, bands: [
          {at_most: 12 hours, credit: 1}, {at_most: 30 days, credit: 0.5}, {credit: 0}]}
      - {id: log, type: yes_no, ask: Is there a log?, severity: medium, evidence: expected}
checks:
  - {id: unlogged, when: {scim: [full], log: ["no"]}, severity: high, message: SCIM without a log?}
"""
# Weights by severity: protocol 10, scim 5, length 1, log 3; together 19.
GOOD = {"protocol": '"yes"', "scim": "full", "length": "8 hours", "log": '"yes"'}


def assess(
    answers: dict[str, str],
    rules: str = "",
    more: str = "",
    chosen: tuple[str, ...] = ("sso",),
    text: str = SSO,
    day: date = AS_OF,
) -> Assessment:
    """Assess answers to one questionnaire, under a policy with these rules.

    The answers are YAML, by question.
    """
    questionnaire = parse_model(parse_document(text.encode(), "questionnaire.yaml"), Questionnaire)
    file = filed(answers, more, questionnaire.id)
    the_rules = f'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n{rules}'
    company = parse_model(parse_document(the_rules.encode(), "policy.yaml"), Policy)
    return Assessor({questionnaire.id: questionnaire}, company, chosen).assess(file, day)


def filed(answers: dict[str, str], more: str = "", home: str = "sso") -> VendorFile:
    """A vendor's answers to one questionnaire, by question and as YAML."""
    written = (
        "".join(f"      {name}: {answer}\n" for name, answer in answers.items()) or "      {}\n"
    )
    head = f"vendorcheck: vendor/1\nvendor: {{name: Acme}}\nresponses:\n  {home}:\n    answers:\n"
    return parse_model(parse_document((head + written + more).encode(), "vendor.yaml"), VendorFile)
