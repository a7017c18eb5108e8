"""Two pre-checks of a product side by side: as it was before a change, and as it is now."""

from collections.abc import Iterator
from typing import Final

from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.model.questionnaire import Question
from vendorcheck.model.questions import InvalidAnswer, ParsedAnswer, plain_answer, plain_question
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import count_with_noun, day_in_words

_EARLIER_SOURCES: Final = {"public": "the website said", "us": "we said"}


def effect_lines(before: Precheck, after: Precheck) -> list[str]:
    """Return the light, the tier and the review as they are now, each with what it was before."""
    return [
        _compare("Result", before.headline, after.headline),
        _compare("It counts as", _tier_in_words(before), _tier_in_words(after)),
        _compare("IT's review", _review_in_words(before), _review_in_words(after)),
    ]


def light_before(before: Precheck, after: Precheck) -> str:
    """Return the light before a change, in a sentence."""
    if before.light == after.light:
        return "It was the same before."
    return f"Before, it was: {before.headline}."


def contradiction_lines(before: Precheck, after: Precheck) -> list[str]:
    """Return the answers about the vendor that say something else now, each with the older one."""
    return list(_contradictions(before, after))


def _contradictions(before: Precheck, after: Precheck) -> Iterator[str]:
    for questionnaire in after.library.values():
        response = after.vendor.responses.get(questionnaire.id)
        if response is None or questionnaire.respondent == "requester":
            continue
        for name, question in questionnaire.questions.items():
            old = before.vendor.answer(f"{questionnaire.id}/{name}")
            new = response.answers.get(name)
            if old is None or new is None:
                continue
            said, says = _parse_reply(question, old), _parse_reply(question, new)
            if said and says and said.raw != says.raw:
                who = _EARLIER_SOURCES.get(old.source, "the vendor said")
                was, now = _in_words(question, said), _in_words(question, says)
                yield f"{plain_question(question)} Before, {who}: {was}. Now: {now}."


def _parse_reply(question: Question, answer: Answer) -> ParsedAnswer | None:
    """Return what a reply says; None if there is none that counts."""
    if answer.answer is None or answer.disputed is not None:
        return None
    try:
        return question.parse_answer(answer.answer)
    except InvalidAnswer:
        return None


def _in_words(question: Question, reply: ParsedAnswer) -> str:
    return short_name(plain_answer(question, reply), MAX_QUOTE_LENGTH).rstrip(".")


def _compare(title: str, before: str, after: str) -> str:
    return (
        f"{title}: {after}, as before" if before == after else f"{title}: {after} (was: {before})"
    )


def _tier_in_words(precheck: Precheck) -> str:
    return f'"{precheck.tier.title}"' if precheck.tier else "nothing yet"


def _review_in_words(precheck: Precheck) -> str:
    """Return how long IT's review takes and until when, in a few words."""
    review = precheck.review
    if review is None:
        return "none, this look is enough"
    if review.duration is None or review.ends_on is None:
        return "IT can tell how long it takes"
    late = review.working_days_late
    delay = (
        f", {count_with_noun(late, 'working day', 'working days')} after your start" if late else ""
    )
    return f"{review.duration}, until {day_in_words(review.ends_on)}{delay}"
