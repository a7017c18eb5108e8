"""The wording of the interview: commands, questions, answers, gaps, score and verdicts."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.interview.engine import (
    InterviewState,
    Outlook,
    QuestionContext,
    QuestionScreen,
    accepts_not_applicable,
    has_scored_gap,
)
from vendorcheck.model.fields import Verdict
from vendorcheck.model.questions import BaseQuestion, Option
from vendorcheck.text.layout import cut_text
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
    ("w", "ask the vendor the rest of this section", False),
    ("x", "not applicable", True),
    ("n", "note", True),
    ("e", "evidence: a link or a file", False),
    ("p", "plan and price", False),
    ("m", "mitigation: what is done about a gap", False),
    ("r", "review the answers", True),
    ("q", "save and stop", True),
)
_REPLY_MEANINGS: Final[Mapping[str, str]] = {
    "?": "why it is asked",
    "u": "they didn't answer this",
}
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


def describe_commands(screen: QuestionScreen, *, plain: bool) -> str:
    """Return all commands with their meaning, in a line, but for those that are refused here."""
    commands = _REVIEW_COMMANDS if screen.is_review else _ANSWER_COMMANDS
    definition = screen.context.planned_question.definition
    colon = "" if definition.is_chosen else ":"
    spellings = {"Enter": "Enter"} | ({"n": "n:"} if offers_yes_and_no(definition) else {})
    other_meanings = _REPLY_MEANINGS if screen.letter_point else {}
    refused = {"" if accepts_not_applicable(screen.context.status) else "x"}
    refused |= {"w"} if screen.letter_point else set()
    return "; ".join(
        f"{spellings.get(letter, colon + letter)} {other_meanings.get(letter, meaning)}"
        for letter, meaning, is_for_requester in commands
        if letter not in refused and (is_for_requester or not plain)
    )


def offers_yes_and_no(question: BaseQuestion) -> bool:
    """Return whether yes and no are among the options, so that `n` is an answer and no note."""
    return question.is_chosen and {"yes", "no"} <= question.option_positions.keys()


def question_text(context: QuestionContext, *, plain: bool) -> str:
    """Return the question in the words of the person who is asked."""
    question = context.planned_question.definition
    return (question.plain if plain else None) or question.ask


def option_text(option: Option, *, plain: bool) -> str:
    """Return the text of an option as the person reads it."""
    return (option.plain if plain else None) or option.label


def options_to_offer(context: QuestionContext, *, plain: bool) -> tuple[Option, ...]:
    """Return the options that the person is offered with numbers.

    Whoever writes down a vendor's answer is not offered those for a requester who does not know
    better, and a requester none that the pre-check leaves out, or that an earlier answer excludes.
    """
    options = context.planned_question.definition.offered_options
    if plain:
        offered = tuple(option for option in options if option.precheck) or options
        excluded = context.excluded_options
        return tuple(option for option in offered if option.id not in excluded) or offered
    if context.planned_question.is_for_requester:
        return options
    return tuple(option for option in options if option.respondent is None)


def refused_answer_text(status: QuestionStatus) -> str:
    """Return why a reply that is there counts as none, in a sentence; empty if there is none."""
    if status.answer is None or (reply := status.answer.answer) is None:
        return ""
    text = reply if isinstance(reply, str) else ", ".join(reply)
    match status.source_fault:
        case "ours-to-answer":
            return f'The vendor says "{text}", but this is ours to answer.'
        case "no-vendor-option":
            return f'The file says "{text}", which is not an answer that a vendor may give.'
        case None:
            return f'The file says "{text}", which is no answer to this question.'


def shorten(text: str, length: int) -> str:
    """Return a text of at most so many characters, cut after a word, and marked where it is."""
    if len(text) <= length:
        return text
    whole, _, _ = text[: length + 1].rpartition(" ")
    return f"{(whole or cut_text(text, length)).rstrip(' ,;:')}…"


def answer_in_words(status: QuestionStatus, *, plain: bool, length: int | None = None) -> str:
    """Return an answer as a person reads it; the text of an option has at most `length` letters."""
    if (parsed_answer := status.parsed_answer) is not None:
        options = status.question.definition.offered_options
        chosen = (option for option in options if option.id in parsed_answer.options)
        texts = (
            shorten(text, length or len(text))
            for text in (option_text(option, plain=plain) for option in chosen)
        )
        return "; ".join(texts) if parsed_answer.options else parsed_answer.display_text
    answer = status.answer
    match status.answer_state:
        case "disputed":
            return f"Disputed: {answer.disputed if answer else ''}"
        case "not-applicable":
            by = answer.confirmed_by if answer else None
            consent = f", confirmed by {by}" if by else ""
            return f"Not applicable{consent}: {answer.not_applicable if answer else ''}"
        case "not-confirmed":
            reason = answer.not_applicable if answer else ""
            return f"Not applicable, as nobody of us has confirmed yet: {reason}"
        case "unknown":
            return "I don't know"
        case _:
            return "Not answered"


def is_said_by_vendor(context: QuestionContext) -> bool:
    """Return whether there is an answer about the vendor which is the vendor's own."""
    status = context.status
    if status.parsed_answer is None or context.planned_question.is_for_requester:
        return False
    return status.answer is not None and status.answer.source in {"vendor", "import"}


def details_text(context: QuestionContext) -> str:
    """Return the details of an answer to append to it: its grade, evidence, note and the like."""
    answer = context.status.answer
    if answer is None:
        return ""
    evidence = ", ".join(item.title or item.url or item.file or "" for item in answer.evidence)
    measure = answer.mitigation
    due = f", due {measure.due}" if measure and measure.due else ""
    parts = [
        grade_text(context),
        f"evidence: {evidence}" if answer.evidence else "",
        f"note: {answer.note}" if answer.note else "",
        f"plan: {answer.plan}" if answer.plan else "",
        f"price: {answer.price}" if answer.price else "",
        f"mitigation: {measure.text}{due}" if measure else "",
        f"reviewed by {answer.reviewed_by}" if answer.reviewed_by else "",
    ]
    return "".join(f" · {part}" for part in parts if part)


def grade_text(context: QuestionContext) -> str:
    """Return how well an answer is supported; empty if it is only claimed."""
    status = context.status
    grade = status.answer.grade if status.answer else "claimed"
    if grade == "claimed":
        return ""
    weakness = status.support.weakness
    return f"{grade}, but it counts as {status.grade}, because {weakness}" if weakness else grade


def gap_text(context: QuestionContext) -> str:
    """Return what is wrong with an answer, in a few words; empty if it is no gap."""
    question, result = context.planned_question, context.status.answer_result
    if result is None or not has_scored_gap(context.status):
        return ""
    description = result.gap_text("finding", question.definition)
    severity = result.worst_severity(question.severity)
    fails_blocker = question.blocker is not None and result.credit < question.blocker
    blocker_hint = ", and it must be met" if fails_blocker else ""
    return f"Gap ({severity}{blocker_hint}): {description or 'it earns less than it could'}."


def gap_mark(context: QuestionContext) -> str:
    """Return how severe the gap of an answer is, to append to it; empty if it is none."""
    question, result = context.planned_question, context.status.answer_result
    if result is None or not has_scored_gap(context.status):
        return ""
    return f" · gap ({result.worst_severity(question.severity)})"


def running_score(state: InterviewState) -> str:
    """Return score range, coverage, possible verdicts and what lacks evidence.

    Whoever need not go on is told so. It is empty while the tier is open.
    """
    tally, outlook = state.judgement.tally, state.outlook
    if state.tier_assumed or state.is_tier_undecided or not tally.coverage:
        return ""
    lowest, highest = format_percent(tally.lowest_score, 0), format_percent(tally.highest_score, 0)
    score = lowest if lowest == highest else f"{lowest.removesuffix(' %')} to {highest}"
    coverage = format_percent(tally.coverage, 0)
    evidence = _missing_evidence(state)
    way_out = " No answer can change that; :q stops here." if outlook.is_settled else ""
    return f"Score {score}, {coverage} answered. {possible_verdicts(outlook)}{way_out}{evidence}"


def _missing_evidence(state: InterviewState) -> str:
    """Return how many answers have a weaker grade than the policy requires; empty for none."""
    weak_count = sum(
        applies is True
        and status.answer_result is not None
        and status.grade in status.question.insufficient_grades
        for status, applies in state.evaluation
    )
    if not weak_count:
        return ""
    answers = "1 answer lacks" if weak_count == 1 else f"{weak_count} answers lack"
    return f" {answers} the evidence that the policy requires."


def possible_verdicts(outlook: Outlook) -> str:
    """Return the verdicts that are still possible, in a sentence."""
    if outlook.is_settled:
        return f"Settled: {VERDICT_PHRASES[outlook.best]}."
    return f"Still possible: {VERDICT_PHRASES[outlook.best]} to {VERDICT_PHRASES[outlook.worst]}."


def first_sentence(text: str | None) -> str:
    """Return the first sentence of a text; empty if there is none."""
    sentence, separator, _ = (text or "").partition(". ")
    return f"{sentence}{separator.rstrip()}"
