"""The time that an interview takes: to read what it shows, and to answer."""

from typing import Final

from vendorcheck.interview.engine import (
    InterviewState,
    QuestionContext,
    build_queue,
    measure_progress,
    question_context,
)
from vendorcheck.interview.terminal._words import (
    first_sentence,
    option_text,
    options_to_offer,
    question_text,
)

_WORDS_PER_MINUTE: Final = 200
_ANSWERS_PER_MINUTE: Final = 6
"""Ten seconds to think and to type, besides reading."""
_OTHER_WORDS: Final = {False: 14, True: 50}
"""The words around a question, by whether it is a requester's.

They are its number, what was noted, headings, and its part of the list of answers at the end.
"""


def estimate_minutes(state: InterviewState) -> int:
    """Return the minutes for the questions that are still to come, at least 1.

    The questions of which it is known that they may come are read; if more are expected, or fewer,
    these take as long as those on average.
    """
    plain, progress = state.interview.plain_words, measure_progress(state)
    keys = build_queue(state).keys
    minutes = sum(_minutes_of(question_context(state, key), plain=plain) for key in keys)
    expected_count = progress.total - progress.answered
    return max(1, round(minutes * expected_count / max(1, len(keys))))


def _minutes_of(context: QuestionContext, *, plain: bool) -> float:
    question = context.planned_question.definition
    texts = [question_text(context, plain=plain)]
    texts += [option_text(option, plain=plain) for option in options_to_offer(context, plain=plain)]
    if plain:
        texts += [first_sentence(question.why), question.where_to_look or ""]
    words = _OTHER_WORDS[plain] + sum(len(text.split()) for text in texts)
    return words / _WORDS_PER_MINUTE + 1 / _ANSWERS_PER_MINUTE
