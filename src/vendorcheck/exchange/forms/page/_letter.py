"""The phrases of the letter to the vendor, from which a script puts it together."""

from collections.abc import Iterable
from typing import Final, TypedDict

from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.reports.view import letter_phrases

PRODUCT: Final = "{product}"
PLAN: Final = "{plan}"
DAY: Final = "{day}"
"""The places of what only the page knows."""


class ChangePhrases(TypedDict):
    """A remedy in the words of the letter: as something that we would need, and as a wish."""

    need: str
    wish: str


class LetterPhrases(TypedDict):
    """The phrases of the letter.

    `openings` and `needs_headings` are for one, and for several; of the openings `asks` is for
    questions, `needs` for changes alone; those with a plan name it. `deadlines` are without and
    with the explanation of whom "the vendor" means. `headings` are the two lines above the
    questions of a questionnaire, used from `headings_from` questions on, when there are no boxes.
    `days_to_answer` are working days, where the tier says no other number.
    """

    subject: str
    greeting: str
    openings: dict[str, list[str]]
    openings_with_plan: dict[str, list[str]]
    deadlines: list[str]
    headings: dict[str, list[str]]
    headings_from: int
    needs_headings: list[str]
    need_boxes: list[str]
    wishes_heading: str
    changes: dict[str, ChangePhrases]
    closing: str
    farewell: str
    no_sender: str
    days_to_answer: int
    nothing: str


def compile_letter(questionnaires: Questionnaires, changes: Iterable[str]) -> LetterPhrases:
    """Return the phrases.

    Args:
        questionnaires: those that are asked, by id.
        changes: the changes that a result may call for.
    """
    return {
        "subject": letter_phrases.subject_line(PRODUCT),
        "greeting": letter_phrases.GREETING,
        "openings": _openings(""),
        "openings_with_plan": _openings(PLAN),
        "deadlines": [
            letter_phrases.deadline(DAY, names_vendor=names_vendor)
            for names_vendor in (False, True)
        ],
        "headings": {
            name: list(letter_phrases.heading(questionnaire.title))
            for name, questionnaire in questionnaires.items()
        },
        "headings_from": letter_phrases.MIN_QUESTIONS_FOR_HEADINGS,
        "needs_headings": [letter_phrases.needs_heading(count) for count in (1, 2)],
        "need_boxes": list(letter_phrases.BOXES_OF_CHANGE),
        "wishes_heading": letter_phrases.WISHES_HEADING,
        "changes": {
            change: {"need": letter_phrases.need(change), "wish": letter_phrases.wish(change)}
            for change in changes
        },
        "closing": letter_phrases.CLOSING_REQUEST,
        "farewell": letter_phrases.FAREWELL,
        "no_sender": letter_phrases.NO_SENDER,
        "days_to_answer": letter_phrases.days_to_answer(None),
        "nothing": letter_phrases.NOTHING_TO_ASK,
    }


def _openings(plan: str) -> dict[str, list[str]]:
    return {
        "asks": [_opening(plan, count, 0) for count in (1, 2)],
        "needs": [_opening(plan, 0, count) for count in (1, 2)],
    }


def _opening(plan: str, question_count: int, change_count: int) -> str:
    request = letter_phrases.request_phrase(question_count, change_count)
    return letter_phrases.opening(PRODUCT, plan, request)
