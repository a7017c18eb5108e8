"""Conditions as the pre-check sees them: without the alternatives that it never asks about."""

from collections.abc import Callable

from vendorcheck.model.conditions import Condition

IsAsked = Callable[[str], bool]
"""A function that tells whether the pre-check asks a question, `questionnaire/question`."""


def with_own_alternatives(condition: Condition, home: str, is_asked: IsAsked) -> Condition:
    """Return a condition without the alternatives about questions that are not asked.

    A second factor is asked about where there is no single sign-on, or where passwords can't be
    switched off; whoever is not asked the latter is asked only in the first case. Where no
    alternative is about what is asked, all of them stay.

    Args:
        condition: the condition.
        home: the questionnaire of the names without one.
        is_asked: tells which questions are asked.
    """
    joined = condition
    if condition.all is not None:
        parts = tuple(with_own_alternatives(part, home, is_asked) for part in condition.all)
        joined = joined.model_copy(update={"all": parts})
    if condition.any is not None:
        own = tuple(
            part
            for part in condition.any
            if all(is_asked(key) for key in part.referenced_keys(home))
        )
        joined = joined.model_copy(update={"any": own or condition.any})
    return joined
