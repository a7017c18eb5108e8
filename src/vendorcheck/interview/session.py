"""A sitting: the interview at a terminal, each answer in the journal, all of them in the vendor file at the end."""

import contextlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from pydantic import ValidationError

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.engine import (
    Interview,
    InterviewState,
    begin_interview,
    build_queue,
    find_open_answers,
    measure_progress,
    without_reply,
)
from vendorcheck.interview.journal import (
    Journal,
    JournalHeader,
    latest_answers,
    make_journal_header,
    unfinished_interview,
)
from vendorcheck.interview.start import (
    ask_whether_to_resume,
    begin_vendor_file,
    describe_open_answers,
    offer_to_reopen,
    stopping_on_signals,
)
from vendorcheck.interview.terminal import Console, Conversation, InterviewStopped
from vendorcheck.model.vendor_file import Answer
from vendorcheck.store import files, vendor_file_editor
from vendorcheck.store.case import VendorCase
from vendorcheck.store.library import Library
from vendorcheck.text.safe import build_command_line, path_for_display, short_name
from vendorcheck.validation.answers import is_empty_answer, is_valid_answer

_MAX_NAMED_QUESTIONS: Final = 5
"""So many questions are named whose answers do not fit any more."""
InterviewOutcome: TypeAlias = Literal["nothing to ask", "saved", "interrupted"]


@dataclass(frozen=True, slots=True)
class VendorFileTarget:
    """The vendor file that the answers go into: as it was read, and the command that goes on with it."""

    path: str
    content: bytes
    document: Document
    command: str


@dataclass(frozen=True, slots=True)
class InterviewOptions:
    """How a person wants to be asked. `resume` is None where they have not said; `options` go on the same way."""

    fast: bool = False
    review: bool = False
    resume: bool | None = None
    options: tuple[str, ...] = ()


def interview_vendor(
    path: str,
    library: Library,
    make_case: Callable[[Document], VendorCase],
    day: date,
    interview_options: InterviewOptions,
) -> bool:
    """Interview a person on a vendor file, begun if there is none; False: interrupted, and what was answered is safe.

    Args:
        path: the vendor file.
        library: what reads it.
        make_case: makes a case of what was read.
        day: the day to judge by.
        interview_options: how to ask.
    """
    console = Console()
    if not os.path.exists(path) and not begin_vendor_file(path, console):
        return False
    content = files.read_file(path)
    document = library.parse_content(content, path)
    found = make_case(document)
    interview = Interview(
        found.assessor,
        found.vendor,
        day,
        fast=interview_options.fast,
        review=interview_options.review,
    )
    try:
        found_open = () if interview_options.review else find_open_answers(interview)
        with stopping_on_signals():
            said = describe_open_answers(interview, found_open)
            interview = offer_to_reopen(interview, found_open, said, path, console)
    except (InterviewStopped, KeyboardInterrupt):
        console.say()
        return False
    target = VendorFileTarget(
        path,
        content,
        document,
        build_command_line("assess", path, options=interview_options.options),
    )
    outcome = run_interview(interview, target, console, resume=interview_options.resume)
    if outcome == "nothing to ask" and interview_options.review:
        console.say("Nothing to look at: there is no answer of the vendor's that is not verified.")
    return outcome != "interrupted"


def run_interview(
    interview: Interview, target: VendorFileTarget, console: Console, *, resume: bool | None = None
) -> InterviewOutcome:
    """Ask what is to be asked, if anything is, and write the answers into the vendor file.

    Args:
        interview: what is asked, how.
        target: where the answers go.
        console: the terminal.
        resume: whether to go on with an interview that was not finished; None: ask.

    Raises:
        VendorcheckError: the journal or the vendor file can't be written.
    """
    left = unfinished_interview(target.path)
    fresh = begin_interview(interview)
    if left is None and not build_queue(fresh).keys:
        return "nothing to ask"
    known = (
        _keep_fitting_answers(interview, left.answers, target)[0]
        if left and resume is not False
        else {}
    )
    with stopping_on_signals():
        try:
            far = measure_progress(begin_interview(interview, known))
            going_on = left is not None and (
                ask_whether_to_resume(left, far, interview.as_of, console)
                if resume is None
                else resume
            )
        except (InterviewStopped, KeyboardInterrupt):
            return "interrupted"
        with Journal.open(
            target.path, _journal_header(fresh, target), restart=not going_on
        ) as journal:
            found = latest_answers(journal.replay())
            kept, lost = _keep_fitting_answers(interview, found, target)
            _report_lost_answers(lost, console)
            state = begin_interview(interview, kept)
            talk = Conversation(
                state, console, _answer_recorder(journal), _file_exists_beside(target.path)
            )
            return _converse_and_save(talk, journal, target, console)


def _keep_fitting_answers(
    interview: Interview, journal_answers: Mapping[str, Data], target: VendorFileTarget
) -> tuple[dict[str, Answer], list[str]]:
    """The answers of an interview that was not finished, as far as they still fit their questions, and which do not.

    Raises:
        VendorcheckError: they are for a questionnaire that is not known here, so that going on would lose them.
    """
    library, found = interview.assessor.library, answers_from_journal(journal_answers)
    homes = {key.partition("/")[0] for key in found}
    if unknown := sorted(home for home in homes if home not in library):
        raise VendorcheckError(
            f"an interview on {path_for_display(target.path)} was not finished, and its answers are for "
            f"{' and '.join(map(path_for_display, unknown))}, which is not known here; go on with assess and -q for that questionnaire, "
            "or with --policy for the policy that it lies beside, or throw those answers away with --restart"
        )
    kept = {
        key: fitting
        for key, answer in found.items()
        if (fitting := _fitting_part(interview, key, answer))
    }
    given = [key for key, answer in journal_answers.items() if answer is not None]
    return kept, [key for key in given if key not in found or kept.get(key) != found[key]]


def _fitting_part(interview: Interview, key: str, answer: Answer) -> Answer | None:
    """An answer of a journal without what its question takes no more; None if nothing is left of it.

    What the vendor file says itself stays: that it fits no more is told with the file.
    """
    home, _, name = key.partition("/")
    question, old = (
        interview.assessor.library[home].questions.get(name),
        interview.vendor.answer(key),
    )
    if question is None:
        return None
    if is_valid_answer(question, answer) or (
        old is not None and _answer_fields(old) == _answer_fields(answer)
    ):
        return answer
    rest = without_reply(answer)
    return None if is_empty_answer(rest) else rest


def _answer_fields(answer: Answer) -> tuple[object, ...]:
    return answer.answer, answer.unknown, answer.not_applicable, answer.disputed


def _report_lost_answers(lost: Sequence[str], console: Console) -> None:
    """Say which answers do not fit their questions any more, so that they are not in the file."""
    if lost:
        one = len(lost) == 1
        what = "1 answer does" if one else f"{len(lost)} answers do"
        names = ", ".join(lost[:_MAX_NAMED_QUESTIONS]) + (
            " and others" if len(lost) > _MAX_NAMED_QUESTIONS else ""
        )
        console.say(
            f"{what} not fit the questionnaire as it is now, and {'is' if one else 'are'} left out: {names}.",
            "warn",
        )


def vendor_file_text(state: InterviewState, text: str, file: str) -> str:
    """The text of a vendor file with the answers of an interview in it.

    Raises:
        VendorcheckError: they can't be written into it.
    """
    library = state.interview.assessor.library
    versions = {
        home: library[home].version
        for home in {key.partition("/")[0] for key in state.given_answers}
    }
    # An entry that nothing is left of is no entry: a file with one would be refused.
    answers = {
        key: None if is_empty_answer(answer) else answer_as_data(answer)
        for key, answer in state.given_answers.items()
    }
    return vendor_file_editor.update_vendor_file_text(text, answers, versions=versions, file=file)


def answer_as_data(answer: Answer) -> dict[str, Data]:
    """An answer as a vendor file holds it."""
    found: dict[str, Data] = answer.model_dump(mode="json", exclude_defaults=True)
    return {**found, "unknown": "true"} if answer.unknown else found


def answers_from_journal(journal_answers: Mapping[str, Data]) -> dict[str, Answer]:
    """The answers of a journal; what can't be one is left out."""
    found: dict[str, Answer] = {}
    for key, answer in journal_answers.items():
        with contextlib.suppress(ValidationError):
            found[key] = Answer.model_validate(answer)
    return found


def _journal_header(state: InterviewState, target: VendorFileTarget) -> JournalHeader:
    versions = {found.id: found.version for found in state.plan.questionnaires}
    return make_journal_header(
        target.content, versions, measure_progress(state).total, state.interview.as_of
    )


def _file_exists_beside(path: str) -> Callable[[str], bool]:
    """Whether a file lies beside the one at a path."""
    return lambda name: os.path.isfile(os.path.join(os.path.dirname(path), name))


def _answer_recorder(journal: Journal) -> Callable[[Mapping[str, Answer]], None]:
    def record(changed: Mapping[str, Answer]) -> None:
        for key, answer in changed.items():
            journal.append({"question": key, "answer": answer_as_data(answer)})

    return record


def _converse_and_save(
    conversation: Conversation, journal: Journal, target: VendorFileTarget, console: Console
) -> InterviewOutcome:
    """Talk to the end, then write the file; however it ends, no confirmed answer is lost."""
    _show_welcome(conversation.state, console)
    try:
        conversation.run()
    except (InterviewStopped, KeyboardInterrupt):
        _close_interrupted(conversation.state, target, journal, console)
        return "interrupted"
    except VendorcheckError:
        _close_interrupted(conversation.state, target, journal, console)
        raise
    if conversation.state.given_answers:
        text = vendor_file_text(conversation.state, target.document.text, target.path)
        vendor_file_editor.save_vendor_file(target.path, target.content, text)
    journal.close(remove=True)
    _show_saved(conversation.state, target, console)
    return "saved"


def _show_welcome(state: InterviewState, console: Console) -> None:
    vendor, far = state.vendor.vendor, measure_progress(state)
    name = short_name(vendor.name)
    name = f"{short_name(vendor.product)} by {name}" if vendor.product else name
    about = "" if far.is_exact else "About "
    what = "to look at" if state.interview.review else "to answer"
    left = far.total - far.answered
    console.say(name, "bold")
    console.say(
        f"{about}{left} question{'' if left == 1 else 's'} {what}. Each answer is saved at once."
    )
    console.say("? help, b back, s skip, u I don't know, q save and stop.", "dim")


def _show_saved(state: InterviewState, target: VendorFileTarget, console: Console) -> None:
    """What was saved, and how to go on if there is more to ask."""
    far = measure_progress(state)
    more = build_queue(state).keys or state.skipped
    if not state.given_answers:
        console.say(f"Nothing was changed in {path_for_display(target.path)}.")
    elif more:
        console.say_command(f"Saved {far.answered} of {far.total}. Continue with:", target.command)
    else:
        count = len(state.given_answers)
        console.say(
            f"Saved {count} answer{'' if count == 1 else 's'} in {path_for_display(target.path)}.",
            "good",
        )


def _close_interrupted(
    state: InterviewState, target: VendorFileTarget, journal: Journal, console: Console
) -> None:
    """The one line of an interview that was interrupted; there may be no terminal any more to read it."""
    far = measure_progress(state)
    if not state.given_answers:
        journal.close(remove=True)
    said = (
        f"Saved {far.answered} of {far.total}." if state.given_answers else "Nothing was answered."
    )
    try:
        console.say()
        console.say_command(f"{said} Continue with:", target.command)
    except OSError:
        # Otherwise the interpreter would fail to flush it once more, and end with another exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
