"""The answers of an interview as its journal and the vendor file hold them."""

import contextlib
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.engine import Interview, InterviewState, without_reply
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.vendor_file import Answer
from vendorcheck.store import vendor_file_editor
from vendorcheck.text.safe import path_for_display
from vendorcheck.validation.answers import is_empty_answer, is_valid_answer, lacks_reply


def keep_fitting_answers(
    interview: Interview, journal_answers: Mapping[str, Data], path: str
) -> tuple[dict[str, Answer], list[str]]:
    """Return a journal's answers that still fit their questions, and the questions of the others.

    An answer to a question that has another name by now is the answer to that. `path` is the
    vendor file's.

    Raises:
        VendorcheckError: they belong to a questionnaire that is not known here; going on would
            lose them.
    """
    names = MovedNames(interview.assessor.library)
    present_keys = {key: _present_key(key, journal_answers, names) for key in journal_answers}
    answers = {
        present_keys[key]: _with_vendor_named(
            key, present_keys[key], _with_present_options(key, answer, names), names
        )
        for key, answer in answers_from_journal(journal_answers).items()
    }
    questionnaire_ids = {key.partition("/")[0] for key in answers}
    if unknown_ids := sorted(questionnaire_ids.difference(interview.assessor.library)):
        raise VendorcheckError(
            f"an interview on {path_for_display(path)} was not finished, and its answers "
            f"are for {' and '.join(map(path_for_display, unknown_ids))}, which is not known here; "
            "go on with assess and -q for that questionnaire, or with --policy for the policy that "
            "it lies beside, or throw those answers away with --restart"
        )
    kept_answers = {
        key: fitting_answer
        for key, answer in answers.items()
        if (fitting_answer := _fitting_part(interview, key, answer))
    }
    return kept_answers, [
        key
        for key, answer in journal_answers.items()
        # An empty answer stands for one that was taken back.
        if answer and _is_lost(present_keys[key], answers, kept_answers)
    ]


def find_outdated_answers(
    interview: Interview, journal_answers: Mapping[str, Data], lost_keys: Sequence[str]
) -> dict[str, Answer]:
    """Return the lost answers to older questions of which a questionnaire says what became.

    They stay under their older names, as `migrate` leaves them: no word is lost.
    """
    names = MovedNames(interview.assessor.library)
    answers = answers_from_journal(journal_answers)
    return {
        key: answers[key]
        for key in lost_keys
        if key in answers and names.question(key) is None and names.successor_of(key)
    }


def _is_lost(key: str, answers: Mapping[str, Answer], kept: Mapping[str, Answer]) -> bool:
    return key not in answers or kept.get(key) != answers[key]


def _present_key(key: str, journal_answers: Mapping[str, Data], names: MovedNames) -> str:
    """Return the present name of a question, unless it was answered under that name as well."""
    successor = names.successor_of(key)
    if successor is None or successor.name is None or successor.name in journal_answers:
        return key
    return successor.name


def _with_present_options(key: str, answer: Answer, names: MovedNames) -> Answer:
    """Return an answer with the present names of the options, each of which it names once."""
    successor = names.successor_of(key)
    if successor is None or answer.answer is None:
        return answer
    options = successor.options
    reply = (
        options.get(answer.answer, answer.answer)
        if isinstance(answer.answer, str)
        else tuple(dict.fromkeys(options.get(option, option) for option in answer.answer))
    )
    return answer if reply == answer.answer else answer.model_copy(update={"answer": reply})


def _with_vendor_named(key: str, present_key: str, answer: Answer, names: MovedNames) -> Answer:
    """Return an answer that says that it is the vendor's, if only we may answer it now."""
    old_home, home = (names.questionnaire(name.partition("/")[0]) for name in (key, present_key))
    is_ours_now = home is not None and home.respondent == "requester"
    was_ours = old_home is not None and old_home.respondent == "requester"
    return (
        answer.model_copy(update={"source": answer.source})
        if is_ours_now and not was_ours
        else answer
    )


def _fitting_part(interview: Interview, key: str, answer: Answer) -> Answer | None:
    """Return the part of a journal's answer that its question accepts; None if nothing remains.

    An answer that is the vendor file's own stays: the checks of the file report that it does not
    fit.
    """
    questionnaire_id, _, question_id = key.partition("/")
    question = interview.assessor.library[questionnaire_id].questions.get(question_id)
    if question is None:
        return None
    file_answer = interview.vendor.answer(key)
    if is_valid_answer(question, answer) or (
        file_answer is not None and _answer_fields(file_answer) == _answer_fields(answer)
    ):
        return answer
    remaining_answer = without_reply(answer)
    return None if is_empty_answer(remaining_answer) else remaining_answer


def _answer_fields(answer: Answer) -> tuple[object, ...]:
    return answer.answer, answer.unknown, answer.not_applicable, answer.disputed


def vendor_file_text(state: InterviewState, text: str, file: str) -> str:
    """Return the text of a vendor file with the answers of an interview in it.

    Raises:
        VendorcheckError: they can't be written into it.
    """
    library = state.interview.assessor.library
    all_answers = {**state.given_answers, **state.interview.outdated_answers}
    questionnaire_ids = {key.partition("/")[0] for key in all_answers}
    versions = {name: library[name].version for name in questionnaire_ids if name in library}
    answers = {key: _entry(answer) for key, answer in all_answers.items()}
    return vendor_file_editor.update_vendor_file_text(text, answers, versions=versions, file=file)


def _entry(answer: Answer) -> dict[str, Data] | None:
    """Return an answer as an entry of a vendor file; None if the entry has to go.

    A vendor file refuses an empty entry, and details of no answer: with "unknown" they are kept.
    """
    if is_empty_answer(answer):
        return None
    if lacks_reply(answer):
        return answer_as_data(answer.model_copy(update={"unknown": True}))
    return answer_as_data(answer)


def answer_as_data(answer: Answer) -> dict[str, Data]:
    """Return an answer as a vendor file holds it.

    A source that is named stays, even where it is the default: a vendor's answer to a question of
    ours would become our own without it.
    """
    data: dict[str, Data] = answer.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    if "source" in answer.model_fields_set:
        data["source"] = answer.source
    return {**data, "unknown": "true"} if answer.unknown else data


def answers_from_journal(journal_answers: Mapping[str, Data]) -> dict[str, Answer]:
    """Return the answers of a journal; entries that are no valid answers are left out."""
    answers: dict[str, Answer] = {}
    for key, answer in journal_answers.items():
        with contextlib.suppress(ValidationError):
            answers[key] = Answer.model_validate(answer)
    return answers
