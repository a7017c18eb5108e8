"""An accepted risk: what it covers of its question, now and as a possibility.

Covers risks that name no answer, the answer, another one and `unknown`, for every state of the question and each
of its types; the last day; and what a risk never changes.
"""

import pytest

from rule_cases import APPROVED, UNKNOWN, Case, Data, amount, fires, risk, yes_no
from vendorcheck.rules import APPROVE, INFORMATION, REJECT

KINDS = ["number", "duration", "date"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answers", [{}, {"b": UNKNOWN}], ids=["unanswered", "unknown"])
def test_a_risk_that_names_no_answer_covers_what_an_open_amount_can_come_to(kind: str, answers: Data) -> None:
    asked = [yes_no("rest"), amount("b", kind, blocker=True, severity="critical")]
    answers = {"rest": "yes", **answers}
    rules = {"grades": {"critical": "verified"}}
    fired = (fires("blocker-open", "b"), fires("open", "b"))
    Case(asked, answers, (INFORMATION, APPROVE, REJECT), fired, rules).holds()
    Case(asked, answers, APPROVED, (), rules, [risk("b")]).holds()
