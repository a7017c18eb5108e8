"""A policy as a page: every rule that counts is on it, in words, those by default as well."""

import pytest

from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.reports.view.policy import render_policy
from vendorcheck.validation.schema.parse import parse_model

BARE = """
vendorcheck: policy/1
id: small
version: "1"
title: Small
"""
BARE_PAGE = """# Small

Policy `small`, version 1.

## The verdict

- From 80 %: approve; from 60 %: approve with conditions; below that: do not approve.
- 90 % of the weight must be answered.
- A finding of severity high or worse requires a condition.
- Vendors may put 10 % of the weight aside as not applicable by themselves.
- Evidence that names no end counts for 12 months.
- Questions without a weight of their own count by severity: low 1, medium 3, high 5, critical 10.

## Tiers

There are none: whoever assesses a vendor names the questionnaires.
"""
FULL = """
vendorcheck: policy/1
id: full
version: "2.1"
title: All there is
contact: it@ours.example
approve_at: 82.5
conditions_at: 50
coverage_at_least: 100
conditions_from: critical
evidence_valid_for: 6 months
not_applicable_at_most: 0
weights: {critical: 20}
grades: {critical: verified, high: documented}
section_floors: {sso/sign-in: 50}
questions:
  sso/scim: {severity: low, weight: 0.5, blocker: {at_least: 0.5}}
  sso/mfa: {blocker: false}
checks: {sso/no-way-in: {severity: high, blocker: true}}
questionnaires: [own/*.yaml, {file: sso.yaml, replaces: "2.0"}]
tiers:
  - id: high
    title: What hurts
    when: {any: [{request/data: [special]}, {request/people: {at_least: 100}}]}
    questionnaires: [request, sso]
    add:
      - {when: {request/outage: [stops-us]}, questionnaires: [security, privacy]}
    approve_at: 90
    section_floors: {sso/sign-in: 60}
    questions: {sso/scim: {blocker: true}}
    reassess_after: 12 months
    review_takes: 10 working days
    meanwhile: Watch only.
  - id: low
    title: The rest
    questionnaires: [request]
    self_service: true
"""
FULL_PAGE = r"""# All there is

Policy `full`, version 2.1. Questions about it go to it@ours.example.

## The verdict

- From 82.5 %: approve; from 50 %: approve with conditions; below that: do not approve.
- 100 % of the weight must be answered.
- A finding of severity critical requires a condition.
- Vendors may put nothing aside as not applicable by themselves.
- Evidence that names no end counts for 6 months.
- Questions without a weight of their own count by severity: low 1, medium 3, high 5, critical 20.
- An answer to a question of severity critical must be verified, of severity high documented.
- At least 50 % in the section `sso/sign-in`, whatever the score.

## Questions and checks that count otherwise here

- `sso/scim`: severity low; weight 0.5; a blocker (at least 50 % of the credit)
- `sso/mfa`: no blocker
- `sso/no-way-in`: severity high; a blocker

## Its own questionnaires

- own/\*.yaml
- sso.yaml, instead of the built-in one of version 2.0

## Tiers

The first that fits counts.

### What hurts

Tier `high`, when (`request/data` is special or `request/people` is at least 100).

- Asks: `request`, `sso`.
- Asks `security`, `privacy` as well when `request/outage` is stops-us.
- A review usually takes 10 working days, the vendor's own days included.
- Assessed again after 12 months.
- Meanwhile: Watch only.

Otherwise than above:

- From 90 %: approve; from 50 %: approve with conditions; below that: do not approve.
- At least 60 % in the section `sso/sign-in`, whatever the score.
- `sso/scim`: a blocker

### The rest

Tier `low`, in all other cases.

- Asks: `request`.
- A green pre-check is enough; IT is told.
"""


def page(text: str) -> str:
    return render_policy(parse_model(parse_document(text.encode(), "policy.yaml"), Policy))


@pytest.mark.parametrize(("text", "expected"), [(BARE, BARE_PAGE), (FULL, FULL_PAGE)])
def test_a_policy_is_told_in_words(text: str, expected: str) -> None:
    assert page(text).splitlines() == expected.splitlines()


def test_texts_of_a_policy_can_not_become_markup() -> None:
    hostile = BARE.replace("Small", '"# <b>[x](javascript:1)"')
    assert "<b>" not in page(hostile)
    assert page(hostile).startswith(r"# \# &lt;b")
