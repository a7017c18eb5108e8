"""What can be wrong with an answer that is given on the command line."""

from vendorcheck.model.questions import InvalidAnswer, RawAnswer
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.references import QuestionnaireLibrary


def describe_invalid_answer(
    key: str, answer: RawAnswer | None, library: QuestionnaireLibrary
) -> str:
    """What is wrong with an answer to `questionnaire/question`, with a hint; empty if nothing is.

    The answer None says that nobody knows.
    """
    home, _, name = key.partition("/")
    if home not in library:
        hint = Suggester().hint(home, library) or f"known are {', '.join(library)}"
        return f'there is no questionnaire "{home}"; {hint}'
    questions = library[home].questions
    if name not in questions:
        hint = Suggester().hint(name, questions) or f"vendorcheck show {home} lists them"
        return f'questionnaire "{home}" has no question "{name}"; {hint}'
    try:
        if answer is not None:
            questions[name].parse_answer(answer)
    except InvalidAnswer as misfit:
        several = (
            isinstance(answer, str)
            and "," in answer
            and questions[name].kind_of_answer == "options"
        )
        hint = "put several options in brackets: [one, two]" if several else misfit.hint
        return f"{misfit.message}; {hint.replace('{unknown: true}', '? if nobody knows')}"
    return ""
