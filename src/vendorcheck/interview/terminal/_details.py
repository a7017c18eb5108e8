"""The side questions of an interview.

They ask for a note, evidence, plan and price, or the mitigation of a gap.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.interview.engine import (
    AddedEvidence,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    DisputedAnswer,
    Event,
    QuestionContext,
    RefusedEvent,
    has_gap,
)
from vendorcheck.interview.terminal._console import Console, InterviewStopped
from vendorcheck.interview.terminal._prompts import (
    LeftSideQuestion,
    ask_day,
    ask_line,
    ask_required_line,
    ask_valid_reason,
)
from vendorcheck.interview.terminal._typed_reply import has_option_no
from vendorcheck.model.evidence import Evidence, EvidenceKind
from vendorcheck.text.links import completed_link, safe_link
from vendorcheck.validation.answers import describe_missing_reason

_YES_WORDS: Final = ("y", "yes")
_NO_MEASURE_WORDS: Final = ("", "n", "no", "none", "nothing")
_YES_OR_NO: Final = {"y": True, "yes": True, "n": False, "no": False, "": False}
_NOTE_HELP = (
    "What else is worth knowing: who says so, since when, on which plan. It stands in the report."
)
_LOCATION_HELP = (
    "A page, such as https://vendor.example/security, "
    "or the name of a document that lies in the folder of the vendor file, such as soc2.pdf."
)
_TITLE_HELP = "What the document is called, such as SOC 2 report."
_DATE_HELP = (
    "Evidence counts for a time from that day on. "
    "2026-03-12, 12 March 2026 and 12.3.2026 are all understood."
)
_KEEP_HELP = (
    "y keeps the name as it is, for a file that comes later; n, or Enter, asks for another one."
)
PLAN_HELP = "The plan of the price list that has it, such as Enterprise."
PRICE_HELP = "What it costs on that plan, in your words, such as 4 USD more per user and month."
_MITIGATION_HELP = (
    "What somebody does about the gap, such as: single sign-on is switched on in March."
)
_DUE_DATE_HELP = (
    "The day until which it is done. 2026-03-12, 12 March 2026 and 12.3.2026 are all understood."
)


@dataclass(frozen=True, slots=True)
class DetailContext:
    """The facts beyond the question: the day, and what lies beside the vendor file.

    `file_digest` returns the SHA-256 of a file there; None if there is no such file.
    """

    today: date
    file_digest: Callable[[str], str | None]


@contextmanager
def preserving_event(finished_event: Event) -> Iterator[None]:
    """Keep what the person has said already if they leave at the next question."""
    try:
        yield
    except LeftSideQuestion as departure:
        raise LeftSideQuestion(
            is_quitting=departure.is_quitting,
            finished_event=finished_event if departure.is_quitting else None,
        ) from None
    except (InterviewStopped, KeyboardInterrupt) as interruption:
        raise LeftSideQuestion(finished_event=finished_event, interruption=interruption) from None


def ask_dispute(console: Console, context: QuestionContext) -> Event:
    """Ask why we don't believe the answer."""
    answer = context.status.answer
    if answer is None or (answer.answer is None and answer.not_applicable is None):
        raise RefusedEvent("There is no answer here to dispute.")
    return DisputedAnswer(ask_valid_reason(console, "What speaks against it?"))


def ask_note(console: Console, context: QuestionContext) -> Event:
    """Ask for a note."""
    old_note = context.status.answer.note if context.status.answer else None
    warning = (
        '; if you mean "no", type the word or its number'
        if not old_note and has_option_no(context)
        else ""
    )
    hint = f"Enter: {'leave it as it is' if old_note else 'none'}{warning}"
    note = ask_line(console, "Note", hint, _NOTE_HELP, keeps_lines=True)
    return ChangedNote(note or old_note or "")


def ask_evidence(
    console: Console, context: QuestionContext, detail_context: DetailContext
) -> Event:
    """Ask for evidence: a link or a file, its title and date, its kind where that matters.

    The SHA-256 of a file is written, too: the file counts as long as it stays the same.
    """
    location = ""
    while not location or not _confirm_location(location, console, detail_context):
        location = _complete_location(
            ask_required_line(console, "Link, or file beside the vendor file?", _LOCATION_HELP),
            console,
            detail_context,
        )
    is_link = _looks_like_link(location)
    evidence = (
        Evidence(url=location)
        if is_link
        else Evidence(file=location, sha256=detail_context.file_digest(location))
    )
    with preserving_event(AddedEvidence(evidence)):
        title = ask_line(console, "Title", "Enter: none", _TITLE_HELP)
    evidence = evidence.model_copy(update={"title": title or None})
    label = f"Date it was issued, such as {detail_context.today}"
    with preserving_event(AddedEvidence(evidence)):
        hint = "Enter: not known; then it does not count"
        dated = ask_day(console, label, hint, _DATE_HELP, detail_context.today)
    evidence = evidence.model_copy(update={"dated": dated})
    with preserving_event(AddedEvidence(evidence)):
        kind = _ask_kind(console, context)
    return AddedEvidence(evidence.model_copy(update={"kind": kind}))


def _ask_kind(console: Console, context: QuestionContext) -> EvidenceKind | None:
    """Ask for the kind of a document, if the question counts only some kinds."""
    options = context.planned_question.definition.offered_options
    kinds = dict.fromkeys(kind for option in options for kind in option.supported_by)
    if not kinds:
        return None
    help_text = f"The kinds that count here: {', '.join(kinds)}."
    while text := ask_line(console, "Kind", "Enter: another one", help_text).strip().lower():
        if text in kinds:
            return next(kind for kind in kinds if kind == text)
        console.say(help_text, "warn")
    return None


def _complete_location(text: str, console: Console, detail_context: DetailContext) -> str:
    """Return a location as it was typed, or the address that it is without its `https://`.

    A name without a slash, such as `soc2.pdf`, may be a file.
    """
    may_be_file = "/" not in text and not text.lower().startswith("www.")
    address = "" if may_be_file else completed_link(text)
    if not address or detail_context.file_digest(text) is not None:
        return text
    console.say(f"Understood as {address}.", "dim", first="  ")
    return address


def _confirm_location(location: str, console: Console, detail_context: DetailContext) -> bool:
    """Return whether to keep a location of evidence.

    Others must be able to find it: a link, or an existing file, unless the person keeps another
    name.
    """
    if _looks_like_link(location):
        if safe_link(location) is None:
            console.say(
                "That is no address to link to; write it as https://vendor.example/page.", "warn"
            )
            return False
        return True
    if detail_context.file_digest(location) is not None:
        return True
    console.say(
        f'There is no file "{location[:80]}" beside the vendor file. A link begins with https://.',
        "warn",
    )
    while (
        reply := ask_line(
            console,
            "Keep it all the same?",
            "y/n; Enter: no",
            _KEEP_HELP,
            allows_lone_commands=True,
        ).lower()
    ) not in _YES_OR_NO:
        console.say(_KEEP_HELP, "dim")
    return _YES_OR_NO[reply]


def ask_plan_and_price(console: Console, context: QuestionContext) -> Event:
    """Ask which plan has the feature, and what it costs."""
    answer = context.status.answer
    old_plan, old_price = (answer.plan, answer.price) if answer else (None, None)
    plan = (
        ask_line(console, "Which plan has it?", f"Enter: {old_plan or 'not known'}", PLAN_HELP)
        or old_plan
        or ""
    )
    with preserving_event(ChangedPlanAndPrice(plan, old_price or "")):
        hint = f"Enter: {old_price or 'not known'}"
        price = ask_line(console, "What does it cost?", hint, PRICE_HELP, allows_lone_commands=True)
    return ChangedPlanAndPrice(plan, price or old_price or "")


def ask_mitigation(console: Console, context: QuestionContext, today: date) -> Event | None:
    """Ask for the mitigation of a gap and its due date; None if there is none."""
    if not has_gap(context.status):
        raise RefusedEvent("There is no gap here that something could be done about.")
    text = _ask_measure(console)
    if text is None:
        return None
    with preserving_event(ChangedMitigation(text, None)):
        label = f"By when, such as {today}?"
        return ChangedMitigation(
            text, ask_day(console, label, "Enter: no date", _DUE_DATE_HELP, today)
        )


def _ask_measure(console: Console) -> str | None:
    """Ask what is done about a gap until the answer says something; None: nothing is done."""
    label, hint = "Is something being done about it?", "optional; Enter: no"
    while True:
        text = ask_line(console, label, hint, _MITIGATION_HELP, allows_lone_commands=True)
        word = text.lower().rstrip(" .!")
        if word in _NO_MEASURE_WORDS:
            return None
        if word in _YES_WORDS:
            label, hint = "What?", "Enter: never mind"
        elif describe_missing_reason(text):
            console.say(
                f'"{text[:40]}" does not say what is done; write it in words, or press Enter.',
                "warn",
            )
        else:
            return text


def _looks_like_link(text: str) -> bool:
    return "://" in text or text.lower().startswith(("www.", "mailto:"))
