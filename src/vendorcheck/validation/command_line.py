"""Check the questions and answers that the command line names, and name commands in hints."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from vendorcheck.document.problems import Remark
from vendorcheck.model.questions import InvalidAnswer, RawAnswer, label_hint
from vendorcheck.text.safe import build_command_line
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.references import QuestionnaireLibrary, successor_hint

_CHOICE: Final = "choose from "


def describe_unknown_question(
    key: str, library: QuestionnaireLibrary, files: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Describe why there is no question `questionnaire/question`; empty if there is one."""
    questionnaire_id, _, question_id = key.partition("/")
    if questionnaire_id not in library:
        hint = Suggester().hint(questionnaire_id, library) or f"known are {', '.join(library)}"
        return f'there is no questionnaire "{questionnaire_id}"; {hint}'
    questionnaire = library[questionnaire_id]
    if question_id in questionnaire.questions:
        return ""
    hint = successor_hint(key, library) or Suggester().hint(question_id, questionnaire.questions)
    if not hint:
        # Another command does not know of the policy and the files of this one.
        show = build_command_line("show", files.get(questionnaire_id, questionnaire_id))
        hint = f"{show} lists them"
    return f'questionnaire "{questionnaire_id}" has no question "{question_id}"; {hint}'


def describe_invalid_answer(
    key: str,
    answer: RawAnswer | None,
    library: QuestionnaireLibrary,
    files: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Describe what is wrong with an answer to `questionnaire/question`; empty if nothing is.

    The answer None says that nobody knows. The description ends with a hint. `files` are the paths
    of the questionnaires that are not built in, by id.
    """
    if message := describe_unknown_question(key, library, files):
        return message
    questionnaire_id, _, question_id = key.partition("/")
    questions = library[questionnaire_id].questions
    try:
        if answer is not None:
            questions[question_id].parse_answer(answer)
    except InvalidAnswer as error:
        is_unbracketed_list = (
            isinstance(answer, str)
            and "," in answer
            and questions[question_id].kind_of_answer == "options"
            and not label_hint(answer, questions[question_id].offered_options)
        )
        hint = "put several options in brackets: [one, two]" if is_unbracketed_list else error.hint
        if hint.startswith(_CHOICE):
            hint += _labels_hint(files.get(questionnaire_id, key))
        return f"{error.message}; {hint.replace('{unknown: true}', '? if nobody knows')}"
    return ""


def with_labels_commands(
    remarks: Iterable[Remark], library: QuestionnaireLibrary, is_shown: Callable[[str], bool]
) -> list[Remark]:
    """Return remarks on a vendor file; where ids of options are named, with what shows the labels.

    Args:
        remarks: the remarks.
        library: the known questionnaires.
        is_shown: tells whether `vendorcheck show` knows a questionnaire by its id.
    """
    return [_with_labels_command(remark, library, is_shown) for remark in remarks]


def _with_labels_command(
    remark: Remark, library: QuestionnaireLibrary, is_shown: Callable[[str], bool]
) -> Remark:
    if not remark.hint.startswith(_CHOICE):
        return remark
    match remark.path:
        case ("responses", str(home), "answers", str(name), "answer", *_) if (
            is_shown(home) and name in library[home].questions
        ):
            return replace(remark, hint=remark.hint + _labels_hint(f"{home}/{name}"))
        case _:
            return remark


def _labels_hint(name: str) -> str:
    return f"; {build_command_line('show', name)} says what they mean"
