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
from vendorcheck.interview.engine import Interview, State, begin, open_answers, progress, queue, unsaid
from vendorcheck.interview.journal import Header, Journal, header, latest, pending
from vendorcheck.interview.start import leaving_in_order, new_file, open_words, reopened, wants_on
from vendorcheck.interview.terminal import Console, Conversation, Stopped
from vendorcheck.model.vendor_file import Answer
from vendorcheck.store import files, vendor_file_editor
from vendorcheck.store.library import Case, Library
from vendorcheck.text.safe import command_line, named, short_name
from vendorcheck.validation.answers import fits, says_nothing

_NAMED: Final = 5
"""So many questions are named whose answers do not fit any more."""
Outcome: TypeAlias = Literal["nothing to ask", "saved", "interrupted"]


@dataclass(frozen=True, slots=True)
class Target:
    """The vendor file that the answers go into: as it was read, and the command that goes on with it."""

    path: str
    content: bytes
    document: Document
    command: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person wants to be asked. `resume` is None where they have not said; `options` go on the same way."""

    fast: bool = False
    review: bool = False
    resume: bool | None = None
    options: tuple[str, ...] = ()


def interviewed(
    path: str, shelf: Library, opened: Callable[[Document], Case], day: date, manner: Manner
) -> bool:
    """Interview a person on a vendor file, begun if there is none; False: interrupted, and what was answered is safe.

    Args:
        path: the vendor file.
        shelf: what reads it.
        opened: makes a case of what was read.
        day: the day to judge by.
        manner: how to ask.
    """
    console = Console()
    if not os.path.exists(path) and not new_file(path, console):
        return False
    content = files.read(path)
    document = shelf.document(content, path)
    found = opened(document)
    interview = Interview(found.assessor, found.vendor, day, fast=manner.fast, review=manner.review)
    try:
        found_open = () if manner.review else open_answers(interview)
        with leaving_in_order():
            said = open_words(interview, found_open)
            interview = reopened(interview, found_open, said, path, console)
    except (Stopped, KeyboardInterrupt):
        console.say()
        return False
    target = Target(path, content, document, command_line("assess", path, options=manner.options))
    outcome = hold(interview, target, console, resume=manner.resume)
    if outcome == "nothing to ask" and manner.review:
        console.say("Nothing to look at: there is no answer of the vendor's that is not verified.")
    return outcome != "interrupted"


def hold(interview: Interview, target: Target, console: Console, *, resume: bool | None = None) -> Outcome:
    """Ask what is to be asked, if anything is, and write the answers into the vendor file.

    Args:
        interview: what is asked, how.
        target: where the answers go.
        console: the terminal.
        resume: whether to go on with an interview that was not finished; None: ask.

    Raises:
        VendorcheckError: the journal or the vendor file can't be written.
    """
    left = pending(target.path)
    fresh = begin(interview)
    if left is None and not queue(fresh).keys:
        return "nothing to ask"
    known = _kept(interview, left.answers, target)[0] if left and resume is not False else {}
    with leaving_in_order():
        try:
            far = progress(begin(interview, known))
            going_on = left is not None and (
                wants_on(left, far, interview.as_of, console) if resume is None else resume
            )
        except (Stopped, KeyboardInterrupt):
            return "interrupted"
        with Journal.open(target.path, _header(fresh, target), restart=not going_on) as journal:
            found = latest(journal.replay())
            kept, lost = _kept(interview, found, target)
            _say_lost(lost, console)
            state = begin(interview, kept)
            talk = Conversation(state, console, _recorder(journal), _beside(target.path))
            return _talked(talk, journal, target, console)


def _kept(
    interview: Interview, written: Mapping[str, Data], target: Target
) -> tuple[dict[str, Answer], list[str]]:
    """The answers of an interview that was not finished, as far as they still fit their questions, and which do not.

    Raises:
        VendorcheckError: they are for a questionnaire that is not known here, so that going on would lose them.
    """
    library, found = interview.assessor.library, answers_of(written)
    homes = {key.partition("/")[0] for key in found}
    if unknown := sorted(home for home in homes if home not in library):
        raise VendorcheckError(
            f"an interview on {named(target.path)} was not finished, and its answers are for "
            f"{' and '.join(map(named, unknown))}, which is not known here; go on with assess and -q for that questionnaire, "
            "or with --policy for the policy that it lies beside, or throw those answers away with --restart"
        )
    kept = {key: fitting for key, answer in found.items() if (fitting := _fitting(interview, key, answer))}
    given = [key for key, answer in written.items() if answer is not None]
    return kept, [key for key in given if key not in found or kept.get(key) != found[key]]


def _fitting(interview: Interview, key: str, answer: Answer) -> Answer | None:
    """An answer of a journal without what its question takes no more; None if nothing is left of it.

    What the vendor file says itself stays: that it fits no more is told with the file.
    """
    home, _, name = key.partition("/")
    question, old = interview.assessor.library[home].questions.get(name), interview.vendor.answer(key)
    if question is None:
        return None
    if fits(question, answer) or (old is not None and _said(old) == _said(answer)):
        return answer
    rest = unsaid(answer)
    return None if says_nothing(rest) else rest


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.answer, answer.unknown, answer.not_applicable, answer.disputed


def _say_lost(lost: Sequence[str], console: Console) -> None:
    """Say which answers do not fit their questions any more, so that they are not in the file."""
    if lost:
        one = len(lost) == 1
        what = "1 answer does" if one else f"{len(lost)} answers do"
        names = ", ".join(lost[:_NAMED]) + (" and others" if len(lost) > _NAMED else "")
        console.say(
            f"{what} not fit the questionnaire as it is now, and {'is' if one else 'are'} left out: {names}.",
            "warn",
        )


def written(state: State, text: str, file: str) -> str:
    """The text of a vendor file with the answers of an interview in it.

    Raises:
        VendorcheckError: they can't be written into it.
    """
    library = state.interview.assessor.library
    versions = {home: library[home].version for home in {key.partition("/")[0] for key in state.given}}
    # An entry that nothing is left of is no entry: a file with one would be refused.
    answers = {key: None if says_nothing(answer) else data_of(answer) for key, answer in state.given.items()}
    return vendor_file_editor.updated(text, answers, versions=versions, file=file)


def data_of(answer: Answer) -> dict[str, Data]:
    """An answer as a vendor file holds it."""
    found: dict[str, Data] = answer.model_dump(mode="json", exclude_defaults=True)
    return {**found, "unknown": "true"} if answer.unknown else found


def answers_of(written: Mapping[str, Data]) -> dict[str, Answer]:
    """The answers of a journal; what can't be one is left out."""
    found: dict[str, Answer] = {}
    for key, answer in written.items():
        with contextlib.suppress(ValidationError):
            found[key] = Answer.model_validate(answer)
    return found


def _header(state: State, target: Target) -> Header:
    versions = {found.id: found.version for found in state.plan.questionnaires}
    return header(target.content, versions, progress(state).total, state.interview.as_of)


def _beside(path: str) -> Callable[[str], bool]:
    """Whether a file lies beside the one at a path."""
    return lambda name: os.path.isfile(os.path.join(os.path.dirname(path), name))


def _recorder(journal: Journal) -> Callable[[Mapping[str, Answer]], None]:
    def record(changed: Mapping[str, Answer]) -> None:
        for key, answer in changed.items():
            journal.append({"question": key, "answer": data_of(answer)})

    return record


def _talked(talk: Conversation, journal: Journal, target: Target, console: Console) -> Outcome:
    """Talk to the end, then write the file; however it ends, no confirmed answer is lost."""
    _welcome(talk.state, console)
    try:
        talk.run()
    except (Stopped, KeyboardInterrupt):
        _farewell(talk.state, target, journal, console)
        return "interrupted"
    except VendorcheckError:
        _farewell(talk.state, target, journal, console)
        raise
    if talk.state.given:
        text = written(talk.state, target.document.text, target.path)
        vendor_file_editor.save(target.path, target.content, text)
    journal.close(remove=True)
    _saved(talk.state, target, console)
    return "saved"


def _welcome(state: State, console: Console) -> None:
    vendor, far = state.vendor.vendor, progress(state)
    name = short_name(vendor.name)
    name = f"{short_name(vendor.product)} by {name}" if vendor.product else name
    about = "" if far.exact else "About "
    what = "to look at" if state.interview.review else "to answer"
    left = far.total - far.answered
    console.say(name, "bold")
    console.say(f"{about}{left} question{'' if left == 1 else 's'} {what}. Each answer is saved at once.")
    console.say("? help, b back, s skip, u I don't know, q save and stop.", "dim")


def _saved(state: State, target: Target, console: Console) -> None:
    """What was saved, and how to go on if there is more to ask."""
    far = progress(state)
    more = queue(state).keys or state.aside
    if not state.given:
        console.say(f"Nothing was changed in {named(target.path)}.")
    elif more:
        console.say_command(f"Saved {far.answered} of {far.total}. Continue with:", target.command)
    else:
        count = len(state.given)
        console.say(f"Saved {count} answer{'' if count == 1 else 's'} in {named(target.path)}.", "good")


def _farewell(state: State, target: Target, journal: Journal, console: Console) -> None:
    """The one line of an interview that was interrupted; there may be no terminal any more to read it."""
    far = progress(state)
    if not state.given:
        journal.close(remove=True)
    said = f"Saved {far.answered} of {far.total}." if state.given else "Nothing was answered."
    try:
        console.say()
        console.say_command(f"{said} Continue with:", target.command)
    except OSError:
        # Otherwise the interpreter would fail to flush it once more, and end with another exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
