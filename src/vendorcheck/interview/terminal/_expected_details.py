"""The questions that follow the choice of an option: which plan it is, and what that costs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from vendorcheck.interview.engine import GaveAnswer, QuestionContext
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._details import PLAN_HELP, PRICE_HELP, preserving_event
from vendorcheck.interview.terminal._prompts import ask_line
from vendorcheck.model.expected_details import expected_details
from vendorcheck.model.questions import ExpectedDetail
from vendorcheck.model.vendor_file import Answer

_PROMPTS: Final[Mapping[ExpectedDetail, tuple[str, str]]] = {
    "plan": ("Which plan has it?", PLAN_HELP),
    "price": ("What does it cost?", PRICE_HELP),
}


def ask_expected_details(
    console: Console, context: QuestionContext, answer: GaveAnswer
) -> GaveAnswer:
    """Return the answer with the plan and price that its options expect, if they are known.

    What is noted already is not asked again.

    Raises:
        LeftSideQuestion: the person goes back to the question, or stops.
    """
    noted = context.status.answer or Answer()
    chosen_ids = (answer.raw,) if isinstance(answer.raw, str) else answer.raw
    for detail in expected_details(context.planned_question.definition, chosen_ids):
        if getattr(noted, detail):
            continue
        label, help_text = _PROMPTS[detail]
        with preserving_event(answer):
            text = ask_line(console, label, "Enter: not known", help_text)
        answer = replace(answer, plan=text) if detail == "plan" else replace(answer, price=text)
    return answer
