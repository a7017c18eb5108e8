"""Of several questions that do not exist it is always the same that is named."""

from string import ascii_lowercase

import pytest

from assessments import asking
from vendorcheck.assessment.plan.plan import make_tier_plan
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.validation.schema.parse import parse_model


def test_of_several_questions_that_are_missing_it_is_always_the_same_that_is_named() -> None:
    text = asking("      - {id: there, type: text, ask: Is it?}\n", "sso")
    questionnaire = parse_model(parse_document(text.encode(), "sso.yaml"), Questionnaire)
    whens = ", ".join(f"{{sso/missing-{letter}: [x]}}" for letter in ascii_lowercase)
    rules = (
        'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\ntiers:\n'
        f"  - {{id: one, title: One, when: {{any: [{whens}]}}, questionnaires: [sso]}}\n"
    )
    company = parse_model(parse_document(rules.encode(), "policy.yaml"), Policy)
    with pytest.raises(
        VendorcheckError, match="refers to sso/missing-z, but questionnaire sso has no such"
    ):
        make_tier_plan({"sso": questionnaire}, company)
