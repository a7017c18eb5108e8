"""Check answers that are given on the command line."""

from vendorcheck.model.questions import InvalidAnswer, RawAnswer, label_hint
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.references import QuestionnaireLibrary


def describe_invalid_answer(
    key: str, answer: RawAnswer | None, library: QuestionnaireLibrary
) -> str:
    """Describe what is wrong with an answer to `questionnaire/question`; empty if nothing is.

    The answer None says that nobody knows. The description ends with a hint.
    """
    questionnaire_id, _, question_id = key.partition("/")
    if questionnaire_id not in library:
        hint = Suggester().hint(questionnaire_id, library) or f"known are {', '.join(library)}"
        return f'there is no questionnaire "{questionnaire_id}"; {hint}'
    questions = library[questionnaire_id].questions
    if question_id not in questions:
        hint = (
            Suggester().hint(question_id, questions)
            or f"vendorcheck show {questionnaire_id} lists them"
        )
        return f'questionnaire "{questionnaire_id}" has no question "{question_id}"; {hint}'
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
        return f"{error.message}; {hint.replace('{unknown: true}', '? if nobody knows')}"
    return ""
