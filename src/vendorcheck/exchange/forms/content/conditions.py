"""Conditions as a vendor may read them: what is settled is resolved, the rest said in words.

What depends on the request never shows: a test of an answer that is known is decided here, and one
that nobody can decide yet without the request counts as met, so that the question is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.exchange.forms.content.form import FormCondition, QuestionTest
from vendorcheck.model.conditions import Condition, Truth, qualified_name
from vendorcheck.model.questions import BaseQuestion


@dataclass(frozen=True, slots=True)
class Words:
    """The part of a condition that the vendor decides, as a phrase, and as what a form can decide.

    `is_joined` is true if the phrase has an "and" or "or" that a longer phrase must keep together.
    `opposite` says that it does not hold, if that needs no other words around it.
    """

    text: str
    condition: FormCondition
    is_joined: bool = False
    opposite: str = ""

    @property
    def as_part(self) -> str:
        """The phrase as a part of a longer one."""
        return f"({self.text})" if self.is_joined else self.text


Resolved: TypeAlias = bool | Words | None
"""True or false where it is settled; a phrase that the vendor decides; None: only we can tell."""


@dataclass(frozen=True, slots=True)
class ConditionResolver:
    """Resolves conditions for one vendor.

    Args:
        truth_of: whether a test of a question holds, by its key; None while that is open.
        asked: the questions that the vendor decides, by key: those that the form asks, and others
            for the vendor that are open.
        names: what each of these is called in the form: its number, or its text in quotes.
    """

    truth_of: Callable[[str, QuestionTest], Truth]
    asked: Mapping[str, BaseQuestion]
    names: Mapping[str, str]

    def all_of(self, conditions: tuple[ScopedCondition, ...]) -> Resolved:
        """Resolve conditions that must all hold."""
        return _all_of([self._resolve(condition, home) for condition, home in conditions])

    def any_of(self, conditions: tuple[ScopedCondition, ...]) -> Resolved:
        """Resolve conditions of which one must hold; true if there is none."""
        if not conditions:
            return True
        return _any_of([self._resolve(condition, home) for condition, home in conditions])

    def _resolve(self, condition: Condition, home: str) -> Resolved:
        parts = [
            self._resolve_test(qualified_name(name, home), test)
            for name, test in condition.tests.items()
        ]
        parts += [self._resolve(part, home) for part in condition.all or ()]
        if condition.any is not None:
            parts.append(_any_of([self._resolve(part, home) for part in condition.any]))
        if condition.not_ is not None:
            parts.append(_negation(self._resolve(condition.not_, home)))
        return _all_of(parts)

    def _resolve_test(self, key: str, test: QuestionTest) -> Resolved:
        question = self.asked.get(key)
        if question is None:
            return self.truth_of(key, test)
        if isinstance(test, tuple):
            ours = question.requester_option_ids
            test = tuple(option for option in test if option.lower() not in ours)
            if not test:
                return False  # no answer that a vendor may give
        name, words = self.names[key], _test_in_words(question, test)
        condition = FormCondition("test", key=key, test=test)
        return Words(f"{name} is {words}", condition, opposite=f"{name} is not {words}")


def _all_of(parts: list[Resolved]) -> Resolved:
    if any(part is False for part in parts):
        return False
    phrases = [part for part in parts if isinstance(part, Words)]
    if not phrases:
        return None if None in parts else True
    return joined("all", phrases)


def _any_of(parts: list[Resolved]) -> Resolved:
    if any(part is True for part in parts):
        return True
    if None in parts:
        return None
    phrases = [part for part in parts if isinstance(part, Words)]
    return joined("any", phrases) if phrases else False


def joined(word: Literal["all", "any"], phrases: Sequence[Words]) -> Words:
    """Return phrases of which all must hold, or any."""
    if len(phrases) == 1:
        return phrases[0]
    conjunction = " and " if word == "all" else " or "
    text = conjunction.join(phrase.as_part for phrase in phrases)
    parts = tuple(phrase.condition for phrase in phrases)
    return Words(text, FormCondition(word, parts), is_joined=True)


def _negation(part: Resolved) -> Resolved:
    if isinstance(part, Words):
        condition = FormCondition("not", (part.condition,))
        if part.opposite:
            return Words(part.opposite, condition, opposite=part.text)
        return Words(f"it is not so that {part.as_part}", condition, is_joined=True)
    return None if part is None else not part


def _test_in_words(question: BaseQuestion, test: QuestionTest) -> str:
    if isinstance(test, tuple):
        labels = {option.id: option.label for option in question.offered_options}
        return " or ".join(f'"{labels.get(name, name)}"' for name in test)
    limits = (("at least", test.at_least), ("at most", test.at_most))
    return " and ".join(
        f"{comparison} {limit.source_text}" for comparison, limit in limits if limit is not None
    )
