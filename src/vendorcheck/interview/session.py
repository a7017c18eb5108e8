"""The session of an interview at a terminal.

Each answer goes into the journal at once, all of them into the vendor file at the end, which comes
early where the interview is interrupted.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal, TypeAlias

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.announcements import show_lost_answers, show_welcome
from vendorcheck.interview.ending import (
    VendorFileTarget,
    save_finished,
    save_interrupted,
    say_failed,
)
from vendorcheck.interview.engine import (
    Interview,
    InterviewState,
    begin_interview,
    build_queue,
    find_open_answers,
    measure_progress,
)
from vendorcheck.interview.journal import (
    Journal,
    JournalHeader,
    UnfinishedInterview,
    latest_answers,
    make_journal_header,
    unfinished_interview,
)
from vendorcheck.interview.new_file import complete_file_name
from vendorcheck.interview.saved_answers import (
    answer_as_data,
    find_outdated_answers,
    keep_fitting_answers,
)
from vendorcheck.interview.signals import stopping_on_signals
from vendorcheck.interview.start import (
    ask_reviewer,
    ask_whether_to_resume,
    begin_vendor_file,
    describe_open_answers,
    find_user_name,
    offer_to_reopen,
)
from vendorcheck.interview.terminal import Console, Conversation, InterviewStopped
from vendorcheck.interview.what_changed import purpose_of
from vendorcheck.model.vendor_file import Answer
from vendorcheck.store.case import VendorCase
from vendorcheck.store.evidence import file_digest, read_file_states
from vendorcheck.store.library import Library
from vendorcheck.text.safe import build_command_line

InterviewOutcome: TypeAlias = Literal["nothing to ask", "saved", "stopped to send", "interrupted"]


@dataclass(frozen=True, slots=True)
class InterviewOptions:
    """The ways in which a person wants to be asked.

    `resume`: whether to resume an unfinished interview; None: ask. `options`: those of the command,
    for resuming in the same way.
    """

    fast: bool = False
    review: bool = False
    resume: bool | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterviewedFile:
    """A vendor file after an interview, and whether the person stopped to send its questions."""

    path: str
    stops_to_send: bool


def interview_vendor(
    path: str,
    library: Library,
    make_case: Callable[[Document], VendorCase],
    day: date,
    interview_options: InterviewOptions,
) -> InterviewedFile | None:
    """Interview a person on a vendor file, which is created if there is none, and return it.

    Return None if the person left before the end; their answers so far are saved.

    Args:
        path: the vendor file.
        library: the questionnaires, which also read the vendor file.
        make_case: makes a case of the vendor file that was read.
        day: the day to judge by.
        interview_options: how to ask.

    Raises:
        VendorcheckError: there is no such file, and another one was meant, or none can be written.
    """
    console = Console()
    path = complete_file_name(path, console)
    if not os.path.exists(path) and not begin_vendor_file(path, console):
        return None
    command = build_command_line("assess", path, options=interview_options.options)
    target = VendorFileTarget.read(path, library, command)
    vendor_case = make_case(target.document)
    fast, review = interview_options.fast, interview_options.review
    interview = Interview(vendor_case.assessor, vendor_case.vendor, day, fast=fast, review=review)
    try:
        interview = interview if review else _offer_to_reopen(interview, path, console)
    except (InterviewStopped, KeyboardInterrupt):
        console.say()
        return None
    outcome = run_interview(interview, target, console, resume=interview_options.resume)
    if outcome == "nothing to ask" and review:
        console.say("Nothing to look at: all answers of the vendor's are verified or confirmed.")
    left = outcome == "interrupted"
    return None if left else InterviewedFile(path, outcome == "stopped to send")


def _offer_to_reopen(interview: Interview, path: str, console: Console) -> Interview:
    open_keys = find_open_answers(interview)
    description = describe_open_answers(interview, open_keys)
    with stopping_on_signals():
        return offer_to_reopen(interview, open_keys, description, path, console)


def _no_effect(_: InterviewState) -> Sequence[str]:
    return ()


def run_interview(
    interview: Interview,
    target: VendorFileTarget,
    console: Console,
    *,
    resume: bool | None = None,
    describe_effect: Callable[[InterviewState], Sequence[str]] = _no_effect,
) -> InterviewOutcome:
    """Ask the open questions, if there are any, and write the answers into the vendor file.

    Args:
        interview: which questions to ask, and how.
        target: the vendor file for the answers.
        console: the terminal.
        resume: whether to resume an unfinished interview; None: ask.
        describe_effect: returns the effect of what is tried, in lines.

    Raises:
        VendorcheckError: the journal or the vendor file can't be written.
    """
    unfinished = unfinished_interview(target.path)
    new_state = begin_interview(interview)
    if unfinished is None and not interview.tries and not build_queue(new_state).keys:
        return "nothing to ask"
    with stopping_on_signals():
        try:
            resumes = _should_resume(interview, unfinished, target, console, resume=resume)
            if interview.review:
                interview = replace(interview, reviewer=ask_reviewer(target.path, console))
            header = _journal_header(new_state, target)
            with Journal.open(target.path, header, restart=not resumes) as journal:
                return _converse_and_save(interview, journal, target, console, describe_effect)
        except (InterviewStopped, KeyboardInterrupt):
            return "interrupted"


def _take_up_answers(
    interview: Interview,
    journal_answers: Mapping[str, Data],
    target: VendorFileTarget,
    console: Console,
) -> tuple[Interview, dict[str, Answer]]:
    """Return the answers of a journal that count, and the interview that knows of the others."""
    answers, lost_keys = keep_fitting_answers(interview, journal_answers, target.path)
    outdated = find_outdated_answers(interview, journal_answers, lost_keys)
    show_lost_answers(lost_keys, outdated, console)
    interview = replace(interview, outdated_answers=outdated)
    return _with_file_states(interview, answers, target.path), answers


def _with_file_states(interview: Interview, answers: Mapping[str, Answer], path: str) -> Interview:
    vendor = begin_interview(interview, answers).vendor
    return replace(interview, file_states=read_file_states(vendor, path))


def _user_name(interview: Interview, path: str) -> str:
    return interview.reviewer or find_user_name(path)


def _should_resume(
    interview: Interview,
    unfinished: UnfinishedInterview | None,
    target: VendorFileTarget,
    console: Console,
    *,
    resume: bool | None,
) -> bool:
    if unfinished is None or resume is False:
        return False
    answers, _ = keep_fitting_answers(interview, unfinished.answers, target.path)
    progress = measure_progress(begin_interview(interview, answers))
    # Plans that were only tried become answers by a word, and by no option of another command.
    is_foreign = unfinished.purpose == "plans" and not interview.tries
    return (resume is True and not is_foreign) or ask_whether_to_resume(
        unfinished, progress, interview.as_of, console, tries=interview.tries
    )


def _journal_header(state: InterviewState, target: VendorFileTarget) -> JournalHeader:
    versions = {
        questionnaire.id: questionnaire.version for questionnaire in state.plan.questionnaires
    }
    return make_journal_header(
        target.content,
        versions,
        measure_progress(state).total,
        state.interview.as_of,
        purpose_of(state.interview),
    )


def _record_answers(journal: Journal, answers: Mapping[str, Answer]) -> None:
    for key, answer in answers.items():
        journal.append({"question": key, "answer": answer_as_data(answer)})


def _converse_and_save(
    interview: Interview,
    journal: Journal,
    target: VendorFileTarget,
    console: Console,
    describe_effect: Callable[[InterviewState], Sequence[str]],
) -> InterviewOutcome:
    """Talk to the end, then write the file; no confirmed answer is lost, even if it ends early."""
    journal_answers = latest_answers(journal.replay())
    interview, answers = _take_up_answers(interview, journal_answers, target, console)
    conversation = Conversation(
        begin_interview(interview, answers),
        console,
        partial(_record_answers, journal),
        partial(file_digest, target.path),
        partial(_user_name, interview, target.path),
        describe_effect,
    )
    try:
        show_welcome(conversation.state, target.path, console)
        conversation.run()
    except (InterviewStopped, KeyboardInterrupt, OSError):  # the terminal may be gone
        save_interrupted(conversation.state, journal, target, console)
        return "interrupted"
    except VendorcheckError:
        say_failed(conversation.state, journal, target, console)
        raise
    save_finished(conversation.state, journal, target, console)
    return "stopped to send" if conversation.state.stops_to_send else "saved"
