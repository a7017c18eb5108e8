"""The questions that follow an answer: which plan has it, what that costs, where it is written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.precheck.letter_points import LetterPoint
from vendorcheck.interview.engine import GaveAnswer, QuestionContext
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._details import PLAN_HELP, PRICE_HELP, preserving_event
from vendorcheck.interview.terminal._prompts import ask_line
from vendorcheck.model.expected_details import expected_details
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.links import completed_link, safe_link

Detail: TypeAlias = Literal["plan", "price", "link"]
_LINK_HELP: Final = (
    "The page or the document that the vendor names, such as https://vendor.example/security. "
    "What came as a file goes to IT with the brief."
)
_PROMPTS: Final[Mapping[Detail, tuple[str, str]]] = {
    "plan": ("Which plan has it?", PLAN_HELP),
    "price": ("What does it cost?", PRICE_HELP),
    "link": ("Which link shows it?", _LINK_HELP),
}


def ask_expected_details(
    console: Console,
    context: QuestionContext,
    answer: GaveAnswer,
    point: LetterPoint | None,
    today: date,
) -> GaveAnswer:
    """Return the answer with the details that its options expect, or that the letter asked for.

    What is noted already is not asked again, unless the letter asked for it.

    Args:
        console: the terminal.
        context: the question.
        answer: what was chosen.
        point: the point of the letter that the answer replies to; None for any other answer.
        today: the day, by which a date is judged.

    Raises:
        LeftSideQuestion: the person goes back to the question, or stops.
    """
    noted = context.status.answer or Answer()
    chosen_ids = (answer.raw,) if isinstance(answer.raw, str) else answer.raw
    definition = context.planned_question.definition
    details: dict[Detail, str] = {
        detail: getattr(noted, detail) or ""
        for detail in expected_details(definition, chosen_ids)
        if point is not None or not getattr(noted, detail)
    }
    if point is not None:
        details |= {
            detail: getattr(noted, detail, None) or ""
            for detail in _asked_in_letter(context, answer, point, today)
        }
    nothing = "not known" if point is None else "not said"
    for detail, known in details.items():
        with preserving_event(answer):
            text = _ask_detail(console, detail, known, nothing)
        answer = replace(answer, **{detail: text})
    return answer


def _asked_in_letter(
    context: QuestionContext, answer: GaveAnswer, point: LetterPoint, today: date
) -> tuple[Detail, ...]:
    """Return what the letter asks for beside an answer; nothing where the vendor has nothing."""
    definition = context.planned_question.definition
    result = definition.result_of(definition.parse_answer(answer.raw), today)
    if result is not None and result.credit == 0:
        return ()
    # Of a change that we need, the letter asks when and at what price; of a wish only whether.
    asks_plan = not point.is_wish if point.change else definition.plan_and_price
    asks_link = not point.change and definition.evidence == "expected"
    plan_and_price: tuple[Detail, ...] = ("plan", "price") if asks_plan else ()
    return (*plan_and_price, *(("link",) if asks_link else ()))


def _ask_detail(console: Console, detail: Detail, known: str, nothing: str) -> str:
    """Ask for a detail, and return it; empty for Enter, which means what is known, or `nothing`."""
    label, help_text = _PROMPTS[detail]
    # A plan may be called S; no price and no link is a lone letter.
    is_name = detail == "plan"
    hint = f"Enter: {known or nothing}"
    while text := ask_line(console, label, hint, help_text, allows_lone_commands=not is_name):
        if detail != "link" or safe_link(text) is not None:
            return text
        if address := completed_link(text):
            console.say(f"Understood as {address}.", "dim", first="  ")
            return address
        console.say(
            "That is no address to link to; write it as https://vendor.example/page.", "warn"
        )
    return ""
