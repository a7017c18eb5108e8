"""The words of the interview."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.assessment.evaluation import Reply
from vendorcheck.assessment.score import Tally
from vendorcheck.interview.engine import Outlook, Place, State
from vendorcheck.model.fields import Verdict
from vendorcheck.model.questions import BaseQuestion, Value
from vendorcheck.text.numbers import percent

VERDICT: Final[Mapping[Verdict, str]] = {
    "approve": "approve",
    "approve-with-conditions": "approve with conditions",
    "more-information-needed": "more information needed",
    "do-not-approve": "do not approve",
}
_COMMANDS: Final = (
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


def commands(*, reviewing: bool, plain: bool, colon: bool) -> str:
    """All commands in a line."""
    known = _REVIEW_COMMANDS if reviewing else _COMMANDS
    sign = ":" if colon else ""
    return "; ".join(
        f"{letter if letter == 'Enter' else sign + letter} {meaning}"
        for letter, meaning, simple in known
        if simple or not plain
    )


def asked(place: Place, *, plain: bool) -> str:
    """The question, in the words of whoever is asked."""
    question = place.item.question
    return (question.plain if plain else None) or question.ask


def answered(reply: Reply, *, plain: bool) -> str:
    """An answer as a person reads it."""
    if reply.value is not None:
        return _value(reply.item.question, reply.value, plain=plain)
    answer = reply.answer
    match reply.state:
        case "disputed":
            return f"Disputed: {answer.disputed if answer else ''}"
        case "not-applicable":
            return f"Not applicable: {answer.not_applicable if answer else ''}"
        case "unknown":
            return "I don't know"
        case _:
            return "Not answered"


def _value(question: BaseQuestion, value: Value, *, plain: bool) -> str:
    if question.offered:
        picked = (option for option in question.offered if option.id in value.options)
        return "; ".join((option.plain if plain else None) or option.label for option in picked)
    return value.shown


def gap(place: Place) -> str:
    """What is wrong with an answer, in a few words; empty if nothing is."""
    reply = place.reply
    if reply.outcome is None or reply.earns_full_credit or not place.item.units:
        return ""
    wording = reply.outcome.wording
    named = wording.finding or place.item.question.finding or "it earns less than it could"
    severity = reply.outcome.severity or place.item.severity
    must = ", and it must be met" if _fails(place) else ""
    return f"Gap ({severity}{must}): {named}."


def _fails(place: Place) -> bool:
    least, outcome = place.item.blocker, place.reply.outcome
    return least is not None and outcome is not None and outcome.credit < least


def running(state: State) -> str:
    """Score range, coverage and the verdicts that are still possible; empty while nothing can be said."""
    tally, outlook = state.judgement.tally, state.outlook
    if state.tier_assumed or state.tier_open or not tally.coverage:
        return ""
    return f"{_score(tally)}, {percent(tally.coverage, 0)} answered. {possible(outlook)}"


def _score(tally: Tally) -> str:
    low, high = percent(tally.low, 0), percent(tally.high, 0)
    return f"Score {low}" if low == high else f"Score {low.removesuffix(' %')} to {high}"


def possible(outlook: Outlook) -> str:
    """The verdicts that are still possible."""
    if outlook.settled:
        return f"Settled: {VERDICT[outlook.best]}."
    return f"Still possible: {VERDICT[outlook.best]} to {VERDICT[outlook.worst]}."


def first_sentence(text: str | None) -> str:
    """A line of help: the first sentence."""
    if not text:
        return ""
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
