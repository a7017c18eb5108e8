"""The interview of the pre-check: the product, the file, then a few questions in plain words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.assessment.precheck.run import run_precheck
from vendorcheck.document.document import Document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.ending import VendorFileTarget
from vendorcheck.interview.engine import (
    Interview,
    InterviewState,
    begin_interview,
    build_queue,
    find_open_answers,
    find_reopenable,
)
from vendorcheck.interview.journal import unfinished_interview
from vendorcheck.interview.new_request import ensure_vendor_file
from vendorcheck.interview.session import run_interview
from vendorcheck.interview.signals import stopping_on_signals
from vendorcheck.interview.start import offer_to_reopen
from vendorcheck.interview.terminal import Console, InterviewStopped
from vendorcheck.interview.what_changed import (
    ask_what_changed,
    interview_about,
    purpose_of,
)
from vendorcheck.model.policy import Policy
from vendorcheck.reports.view.comparison import effect_lines
from vendorcheck.reports.view.review import faster_review_sentence
from vendorcheck.store.case import VendorCase
from vendorcheck.store.library import Library
from vendorcheck.store.vendor_file_editor import NameChanges, rename_in_text, save_vendor_file
from vendorcheck.text.safe import build_command_line


@dataclass(frozen=True, slots=True)
class RequesterResult:
    """A vendor file after the interview of a requester.

    `before`: the pre-check before the answers, where these were a reply or other plans.
    """

    path: str
    before: Precheck | None = None


def interview_requester(
    path: str | None,
    library: Library,
    policy: Policy,
    make_case: Callable[[Document], VendorCase],
    day: date,
    *,
    resume: bool | None = None,
    options: Sequence[str] = (),
    purpose: str = "",
) -> RequesterResult | None:
    """Interview a requester, save their answers, and return the vendor file; None if they left.

    Args:
        path: the vendor file; None: ask which product it is about, and propose a name.
        library: the questionnaires, which also read the vendor file.
        policy: the company's rules.
        make_case: makes a case of the vendor file that was read.
        day: the day to judge by.
        resume: whether to resume an unfinished interview; None: ask.
        options: the options of the command, for resuming in the same way.
        purpose: what the product is for, if that was said already; it goes into a new file.

    Raises:
        VendorcheckError: there is no file, and none can be written.
    """
    console = Console()
    try:
        file_path = ensure_vendor_file(path, day, console, purpose)
        command = build_command_line("precheck", file_path, options=options)
        target = VendorFileTarget.read(file_path, library, command)
        assessor, vendor_case = PrecheckAssessor(library, policy), make_case(target.document)
        with stopping_on_signals():
            interview = _prepare_interview(assessor, vendor_case, file_path, console, resume=resume)
    except (InterviewStopped, KeyboardInterrupt):
        console.say()
        return None
    return _interview(interview, vendor_case, target, library, console, resume=resume)


def _interview(
    interview: Interview,
    vendor_case: VendorCase,
    target: VendorFileTarget,
    library: Library,
    console: Console,
    *,
    resume: bool | None,
) -> RequesterResult | None:
    """Ask, save the answers, and return the vendor file; None if the person left."""
    _say_welcome(interview, vendor_case, console)
    effect = partial(_describe_effect, vendor_case)
    outcome = run_interview(interview, target, console, resume=resume, describe_effect=effect)
    saved = VendorFileTarget.read(target.path, library, target.command)
    _note_request_day(outcome, saved, interview.as_of, console)
    if outcome == "interrupted":
        return None
    change = purpose_of(interview)
    if change == "answers" or saved.content == target.content:
        return RequesterResult(target.path)
    return RequesterResult(target.path, _precheck_of(vendor_case))


def _precheck_of(vendor_case: VendorCase) -> Precheck:
    tiering = vendor_case.tiering
    return run_precheck(vendor_case.assessor, vendor_case.vendor, tiering.as_of, tiering)


def _describe_effect(vendor_case: VendorCase, state: InterviewState) -> list[str]:
    """Return what the plans that are tried change of the result, in lines."""
    assessor, day = vendor_case.assessor, state.interview.as_of
    tiering = assessor.tiering_of(state.vendor, day, state.file_states)
    after = run_precheck(assessor, state.vendor, day, tiering)
    return effect_lines(_precheck_of(vendor_case), after)


def _say_welcome(interview: Interview, vendor_case: VendorCase, console: Console) -> None:
    """Say what would be quicker before plans are tried."""
    is_about_plans = purpose_of(interview) == "plans"
    path = _precheck_of(vendor_case).path_to_fast if is_about_plans else None
    if path is not None:
        console.say(f"What would be quicker: {faster_review_sentence(path)}")


def _note_request_day(outcome: str, target: VendorFileTarget, day: date, console: Console) -> None:
    """Write the day of the request beside saved answers, where somebody began the file without."""
    if outcome != "saved" or "requested_on" in target.document.data:
        return
    changes = NameChanges(added={("requested_on",): day.isoformat()})
    try:
        text = rename_in_text(target.document.text, changes, file=target.path)
        save_vendor_file(target.path, target.content, text)
    except VendorcheckError as error:
        console.say(f"The day of the request is not written: {error}", "warn")


def _prepare_interview(
    assessor: PrecheckAssessor,
    vendor_case: VendorCase,
    path: str,
    console: Console,
    *,
    resume: bool | None,
) -> Interview:
    """Return the interview: of what is missing, or of what has changed since all was answered."""
    vendor, day = vendor_case.vendor, vendor_case.tiering.as_of
    allowed_keys = assessor.askable_question_keys
    interview = Interview(assessor, vendor, day, allowed_keys=allowed_keys, plain_words=True)
    unfinished = unfinished_interview(path) if resume is not False else None
    is_finished = not build_queue(begin_interview(interview)).keys
    if unfinished is None and is_finished and resume is False:
        return replace(interview, reopened_keys=find_reopenable(interview))
    if unfinished is None and is_finished:
        precheck = _precheck_of(vendor_case)
        change = ask_what_changed(console, has_letter=precheck.has_letter)
        return interview_about(change, interview, precheck)
    if unfinished is not None and unfinished.purpose != "answers":
        return interview_about(unfinished.purpose, interview, _precheck_of(vendor_case))
    return _offer_to_reopen(interview, path, console)


def _offer_to_reopen(interview: Interview, path: str, console: Console) -> Interview:
    """Return the interview, which reopens unknown answers if the requester knows more now."""
    answers = {key: interview.vendor.answer(key) for key in find_open_answers(interview)}
    unknown_keys = [key for key, answer in answers.items() if answer and answer.unknown]
    count = len(unknown_keys)
    unknown_answers = "the answer to one question" if count == 1 else f"{count} answers"
    return offer_to_reopen(
        interview, unknown_keys, f"You did not know {unknown_answers}.", path, console
    )
