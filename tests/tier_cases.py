"""A small policy with tiers, its questionnaires, and vendors that are assessed under it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
HEAD = (
    'vendorcheck: questionnaire/1\nid: {id}\nversion: "1"\ntitle: T\nsections:\n- id: s\n'
    "  title: S\n  questions:\n"
)
REQUEST = (
    HEAD.format(id="request")
    + """
  - {id: data, type: choice, ask: Which data?, options: [
      {id: none, label: None}, {id: contacts, label: Contacts}, {id: special, label: Special}]}
  - {id: crm, type: yes_no, ask: Is it connected to the CRM?, weight: 0}
"""
)
SSO = (
    HEAD.format(id="sso")
    + """
  - {id: protocol, type: yes_no, ask: Is there single sign-on?, severity: high, blocker: true}
  - {id: log, type: yes_no, ask: Is there a log?}
"""
)
INTEGRATION = (
    HEAD.format(id="integration")
    + """
  - {id: sync, type: yes_no, ask: Does it synchronise?}
checks:
- {id: unsynchronised, when: {not: {sync: ["yes"]}}, severity: critical, message: It does not?}
"""
)
POLICY = """
vendorcheck: policy/1
id: p
version: "1"
title: P
approve_at: 70
tiers:
- {id: high, title: H, when: {request/data: [special]}, questionnaires: [sso], approve_at: 100}
- id: middle
  title: M
  when: {request/data: [contacts]}
  questionnaires: [sso]
  add: [{when: {request/crm: ["yes"]}, questionnaires: [integration]}]
- {id: low, title: L, questionnaires: [sso],
    questions: {sso/protocol: {blocker: false, severity: low}}}
"""


def assess(
    answers: dict[str, dict[str, str]],
    rules: str = POLICY,
    chosen: tuple[str, ...] = (),
    request: str = REQUEST,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Assessment:
    texts = {"request": request, "sso": SSO, "integration": INTEGRATION, **more}
    library = {
        name: parse_model(parse_document(text.encode(), name), Questionnaire)
        for name, text in texts.items()
    }
    lines = [
        f"  {name}:\n    answers:\n"
        + ("".join(f"      {key}: {value}\n" for key, value in given.items()) or "      {}\n")
        for name, given in answers.items()
    ]
    head = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n"
    file = parse_model(parse_document((head + "".join(lines)).encode(), "vendor"), VendorFile)
    return Assessor(
        library, parse_model(parse_document(rules.encode(), "policy"), Policy), chosen
    ).assess(file, AS_OF)


GOOD = {"protocol": '"yes"', "log": '"yes"'}
