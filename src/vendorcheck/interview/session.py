"""The session of an interview at a terminal.

Each answer goes into the journal at once, all of them into the vendor file at the end.
"""

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
"""The most questions that are named of those whose answers no longer fit."""
InterviewOutcome: TypeAlias = Literal["nothing to ask", "saved", "interrupted"]


@dataclass(frozen=True, slots=True)
class VendorFileTarget:
    """The vendor file for the answers, as it was read, and the command that asks the rest."""

    path: str
    content: bytes
    document: Document
    command: str


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


def interview_vendor(
    path: str,
    library: Library,
    make_case: Callable[[Document], VendorCase],
    day: date,
    interview_options: InterviewOptions,
) -> bool:
    """Interview a person on a vendor file, which is created if there is none.

    Return False if the person left before the end; their answers so far are saved.

    Args:
        path: the vendor file.
        library: the questionnaires, which also read the vendor file.
        make_case: makes a case of the vendor file that was read.
        day: the day to judge by.
        interview_options: how to ask.
    """
    console = Console()
    if not os.path.exists(path) and not begin_vendor_file(path, console):
        return False
    content = files.read_file(path)
    document = library.parse_content(content, path)
    vendor_case = make_case(document)
    interview = Interview(
        vendor_case.assessor,
        vendor_case.vendor,
        day,
        fast=interview_options.fast,
        review=interview_options.review,
    )
    try:
        open_keys = () if interview_options.review else find_open_answers(interview)
        with stopping_on_signals():
            description = describe_open_answers(interview, open_keys)
            interview = offer_to_reopen(interview, open_keys, description, path, console)
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
    """Ask the open questions, if there are any, and write the answers into the vendor file.

    Args:
        interview: which questions to ask, and how.
        target: the vendor file for the answers.
        console: the terminal.
        resume: whether to resume an unfinished interview; None: ask.

    Raises:
        VendorcheckError: the journal or the vendor file can't be written.
    """
    unfinished = unfinished_interview(target.path)
    new_state = begin_interview(interview)
    if unfinished is None and not build_queue(new_state).keys:
        return "nothing to ask"
    kept_answers = (
        _keep_fitting_answers(interview, unfinished.answers, target)[0]
        if unfinished and resume is not False
        else {}
    )
    with stopping_on_signals():
        try:
            progress = measure_progress(begin_interview(interview, kept_answers))
            resumes = unfinished is not None and (
                ask_whether_to_resume(unfinished, progress, interview.as_of, console)
                if resume is None
                else resume
            )
        except (InterviewStopped, KeyboardInterrupt):
            return "interrupted"
        with Journal.open(
            target.path, _journal_header(new_state, target), restart=not resumes
        ) as journal:
            journal_answers = latest_answers(journal.replay())
            answers, lost_keys = _keep_fitting_answers(interview, journal_answers, target)
            _report_lost_answers(lost_keys, console)
            state = begin_interview(interview, answers)
            conversation = Conversation(
                state, console, _answer_recorder(journal), _file_exists_beside(target.path)
            )
            return _converse_and_save(conversation, journal, target, console)


def _keep_fitting_answers(
    interview: Interview, journal_answers: Mapping[str, Data], target: VendorFileTarget
) -> tuple[dict[str, Answer], list[str]]:
    """Return a journal's answers that still fit their questions, and the questions of the others.

    Raises:
        VendorcheckError: they belong to a questionnaire that is not known here; going on would
            lose them.
    """
    library, answers = interview.assessor.library, answers_from_journal(journal_answers)
    questionnaire_ids = {key.partition("/")[0] for key in answers}
    if unknown_ids := sorted(
        questionnaire_id
        for questionnaire_id in questionnaire_ids
        if questionnaire_id not in library
    ):
        raise VendorcheckError(
            f"an interview on {path_for_display(target.path)} was not finished, and its answers "
            f"are for {' and '.join(map(path_for_display, unknown_ids))}, which is not known here; "
            "go on with assess and -q for that questionnaire, or with --policy for the policy that "
            "it lies beside, or throw those answers away with --restart"
        )
    kept_answers = {
        key: fitting_answer
        for key, answer in answers.items()
        if (fitting_answer := _fitting_part(interview, key, answer))
    }
    answered_keys = [key for key, answer in journal_answers.items() if answer is not None]
    return kept_answers, [
        key for key in answered_keys if key not in answers or kept_answers.get(key) != answers[key]
    ]


def _fitting_part(interview: Interview, key: str, answer: Answer) -> Answer | None:
    """Return the part of a journal's answer that its question accepts; None if nothing remains.

    An answer that is the vendor file's own stays: the checks of the file report that it does not
    fit.
    """
    questionnaire_id, _, question_id = key.partition("/")
    question, file_answer = (
        interview.assessor.library[questionnaire_id].questions.get(question_id),
        interview.vendor.answer(key),
    )
    if question is None:
        return None
    if is_valid_answer(question, answer) or (
        file_answer is not None and _answer_fields(file_answer) == _answer_fields(answer)
    ):
        return answer
    remaining_answer = without_reply(answer)
    return None if is_empty_answer(remaining_answer) else remaining_answer


def _answer_fields(answer: Answer) -> tuple[object, ...]:
    return answer.answer, answer.unknown, answer.not_applicable, answer.disputed


def _report_lost_answers(lost_keys: Sequence[str], console: Console) -> None:
    """Report the answers that no longer fit their questions and are left out of the file."""
    if lost_keys:
        is_single = len(lost_keys) == 1
        subject = "1 answer does" if is_single else f"{len(lost_keys)} answers do"
        names = ", ".join(lost_keys[:_MAX_NAMED_QUESTIONS]) + (
            " and others" if len(lost_keys) > _MAX_NAMED_QUESTIONS else ""
        )
        console.say(
            (
                f"{subject} not fit the questionnaire as it is now, "
                f"and {'is' if is_single else 'are'} left out: {names}."
            ),
            "warn",
        )


def vendor_file_text(state: InterviewState, text: str, file: str) -> str:
    """Return the text of a vendor file with the answers of an interview in it.

    Raises:
        VendorcheckError: they can't be written into it.
    """
    library = state.interview.assessor.library
    versions = {
        questionnaire_id: library[questionnaire_id].version
        for questionnaire_id in {key.partition("/")[0] for key in state.given_answers}
    }
    # A vendor file with an empty entry is refused, so that the entry has to go.
    answers = {
        key: None if is_empty_answer(answer) else answer_as_data(answer)
        for key, answer in state.given_answers.items()
    }
    return vendor_file_editor.update_vendor_file_text(text, answers, versions=versions, file=file)


def answer_as_data(answer: Answer) -> dict[str, Data]:
    """Return an answer as a vendor file holds it."""
    data: dict[str, Data] = answer.model_dump(mode="json", exclude_defaults=True)
    return {**data, "unknown": "true"} if answer.unknown else data


def answers_from_journal(journal_answers: Mapping[str, Data]) -> dict[str, Answer]:
    """Return the answers of a journal; entries that are no valid answers are left out."""
    answers: dict[str, Answer] = {}
    for key, answer in journal_answers.items():
        with contextlib.suppress(ValidationError):
            answers[key] = Answer.model_validate(answer)
    return answers


def _journal_header(state: InterviewState, target: VendorFileTarget) -> JournalHeader:
    versions = {
        questionnaire.id: questionnaire.version for questionnaire in state.plan.questionnaires
    }
    return make_journal_header(
        target.content, versions, measure_progress(state).total, state.interview.as_of
    )


def _file_exists_beside(path: str) -> Callable[[str], bool]:
    """Return a function that tells whether a file lies beside the one at a path."""
    return lambda name: os.path.isfile(os.path.join(os.path.dirname(path), name))


def _answer_recorder(journal: Journal) -> Callable[[Mapping[str, Answer]], None]:
    def record(answers: Mapping[str, Answer]) -> None:
        for key, answer in answers.items():
            journal.append({"question": key, "answer": answer_as_data(answer)})

    return record


def _converse_and_save(
    conversation: Conversation, journal: Journal, target: VendorFileTarget, console: Console
) -> InterviewOutcome:
    """Talk to the end, then write the file; no confirmed answer is lost, even if it ends early."""
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
    vendor, progress = state.vendor.vendor, measure_progress(state)
    name = short_name(vendor.name)
    name = f"{short_name(vendor.product)} by {name}" if vendor.product else name
    about = "" if progress.is_exact else "About "
    purpose = "to look at" if state.interview.review else "to answer"
    open_count = progress.total - progress.answered
    console.say(name, "bold")
    console.say(
        f"{about}{open_count} question{'' if open_count == 1 else 's'} {purpose}. "
        "Each answer is saved at once."
    )
    console.say("? help, b back, s skip, u I don't know, q save and stop.", "dim")


def _show_saved(state: InterviewState, target: VendorFileTarget, console: Console) -> None:
    """Report what was saved, and how to continue if there is more to ask."""
    progress = measure_progress(state)
    open_keys = build_queue(state).keys or state.skipped
    if not state.given_answers:
        console.say(f"Nothing was changed in {path_for_display(target.path)}.")
    elif open_keys:
        console.say_command(
            f"Saved {progress.answered} of {progress.total}. Continue with:", target.command
        )
    else:
        count = len(state.given_answers)
        console.say(
            f"Saved {count} answer{'' if count == 1 else 's'} in {path_for_display(target.path)}.",
            "good",
        )


def _close_interrupted(
    state: InterviewState, target: VendorFileTarget, journal: Journal, console: Console
) -> None:
    """Report an interrupted interview in one line; the terminal may be gone already."""
    progress = measure_progress(state)
    if not state.given_answers:
        journal.close(remove=True)
    summary = (
        f"Saved {progress.answered} of {progress.total}."
        if state.given_answers
        else "Nothing was answered."
    )
    try:
        console.say()
        console.say_command(f"{summary} Continue with:", target.command)
    except OSError:
        # Otherwise the interpreter fails to flush standard error, and ends with another exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
