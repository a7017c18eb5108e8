"""The wording of the interview: commands, questions, answers, gaps, score and verdicts."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.score import Tally
from vendorcheck.interview.engine import InterviewState, Outlook, QuestionContext
from vendorcheck.model.fields import Verdict
from vendorcheck.model.questions import BaseQuestion, ParsedAnswer
from vendorcheck.text.numbers import format_percent

VERDICT_PHRASES: Final[Mapping[Verdict, str]] = {
    "approve": "approve",
    "approve-with-conditions": "approve with conditions",
    "more-information-needed": "more information needed",
    "do-not-approve": "do not approve",
}
_ANSWER_COMMANDS: Final = (
    ("?", "why it is asked and where to look", True),
    ("b", "back", True),
    ("s", "skip for now", True),
    ("u", "I don't know", True),
    ("x", "not applicable", True),
    ("n", "note", True),
    ("e", "evidence: a link or a file", False),
    ("p", "plan and price", False),
    ("m", "mitigation: what is done about a gap", False),
    ("r", "review the answers", True),
    ("q", "save and stop", True),
)
_REVIEW_COMMANDS: Final = (
    ("v", "verified: we checked it, and it is so", True),
    ("d", "disputed: we don't believe it", True),
    ("e", "evidence: a link or a file", True),
    ("n", "note", True),
    ("Enter", "leave it as it is", True),
    ("?", "how to check it", True),
    ("b", "back", True),
    ("r", "all answers", True),
    ("q", "save and stop", True),
)


def describe_commands(*, is_review: bool, plain: bool, with_colon: bool) -> str:
    """Return all commands with their meaning, in a line."""
    commands = _REVIEW_COMMANDS if is_review else _ANSWER_COMMANDS
    colon = ":" if with_colon else ""
    return "; ".join(
        f"{letter if letter == 'Enter' else colon + letter} {meaning}"
        for letter, meaning, is_for_requester in commands
        if is_for_requester or not plain
    )


def question_text(context: QuestionContext, *, plain: bool) -> str:
    """Return the question in the words of the person who is asked."""
    question = context.planned_question.definition
    return (question.plain if plain else None) or question.ask


def answer_text(status: QuestionStatus, *, plain: bool) -> str:
    """Return an answer as a person reads it."""
    if status.parsed_answer is not None:
        return _value_text(status.question.definition, status.parsed_answer, plain=plain)
    answer = status.answer
    match status.answer_state:
        case "disputed":
            return f"Disputed: {answer.disputed if answer else ''}"
        case "not-applicable":
            return f"Not applicable: {answer.not_applicable if answer else ''}"
        case "unknown":
            return "I don't know"
        case _:
            return "Not answered"


def _value_text(question: BaseQuestion, value: ParsedAnswer, *, plain: bool) -> str:
    if question.offered_options:
        options = (option for option in question.offered_options if option.id in value.options)
        return "; ".join((option.plain if plain else None) or option.label for option in options)
    return value.display_text


def gap_text(context: QuestionContext) -> str:
    """Return what is wrong with an answer, in a few words; empty if it is no gap."""
    status = context.status
    if (
        status.answer_result is None
        or status.earns_full_credit
        or not context.planned_question.weight_units
    ):
        return ""
    wording = status.answer_result.wording
    description = (
        wording.finding
        or context.planned_question.definition.finding
        or "it earns less than it could"
    )
    severity = status.answer_result.severity or context.planned_question.severity
    blocker_hint = ", and it must be met" if _fails_blocker(context) else ""
    return f"Gap ({severity}{blocker_hint}): {description}."


def _fails_blocker(context: QuestionContext) -> bool:
    least_credit, result = context.planned_question.blocker, context.status.answer_result
    return least_credit is not None and result is not None and result.credit < least_credit


def running_score(state: InterviewState) -> str:
    """Return score range, coverage and possible verdicts; empty while the tier is open."""
    tally, outlook = state.judgement.tally, state.outlook
    if state.tier_assumed or state.is_tier_undecided or not tally.coverage:
        return ""
    return (
        f"{_score_text(tally)}, {format_percent(tally.coverage, 0)} answered. "
        f"{possible_verdicts(outlook)}"
    )


def _score_text(tally: Tally) -> str:
    lowest, highest = format_percent(tally.lowest_score, 0), format_percent(tally.highest_score, 0)
    return (
        f"Score {lowest}"
        if lowest == highest
        else f"Score {lowest.removesuffix(' %')} to {highest}"
    )


def possible_verdicts(outlook: Outlook) -> str:
    """Return the verdicts that are still possible, in a sentence."""
    if outlook.is_settled:
        return f"Settled: {VERDICT_PHRASES[outlook.best]}."
    return f"Still possible: {VERDICT_PHRASES[outlook.best]} to {VERDICT_PHRASES[outlook.worst]}."


def first_sentence(text: str | None) -> str:
    """Return the first sentence of a text; empty if there is none."""
    if not text:
        return ""
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
