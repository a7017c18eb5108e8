"""multi_choice: several of the options; their credits add up to at most 1, so one more never lowers the score."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import ClassVar, Literal

from vendorcheck.questions._base import (
    QUESTION_TYPES,
    Misfit,
    Option,
    Outcome,
    Raw,
    Tests,
    Value,
    unknown_option,
)
from vendorcheck.questions.choice import OptionsQuestion

_LONGEST = 200
"""As long a text may be several ids with commas between them."""
_KINDS = 6
"""Of so many kinds of options every choice is tried."""
_TRIED = 30
"""With so many options a way to full credit is begun."""


@QUESTION_TYPES.add("multi_choice")
class MultiChoice(OptionsQuestion):
    """A question that is answered by one or more of its options."""

    kind_of_answer: ClassVar = "options"
    type: Literal["multi_choice"]

    @cached_property
    def _by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.offered}

    def read(self, raw: Raw) -> Value:
        """Take ids of options; a single one may stand without brackets."""
        ids = (raw,) if isinstance(raw, str) else raw
        if isinstance(raw, str) and "," in raw and len(raw) <= _LONGEST:
            self._refuse_commas(raw)
        picked = [self._option(text) for text in ids]
        if not picked:
            raise Misfit("wrong-answer", "the list is empty", "tick an option, or write {unknown: true}")
        if len({option.id for option in picked}) < len(picked):
            raise Misfit("wrong-answer", "an option stands in the list twice", "name each option once")
        alone = next((option for option in picked if option.exclusive), None)
        if alone and len(picked) > 1:
            raise Misfit(
                "wrong-answer", f'"{alone.id}" excludes the other options', "keep either it or the others"
            )
        ticked = frozenset(option.id for option in picked)
        ordered = [option for option in self.offered if option.id in ticked]
        return Value(
            "; ".join(option.label for option in ordered), tuple(option.id for option in ordered), ticked
        )

    def _refuse_commas(self, text: str) -> None:
        """Say how to write several where their ids stand in one text."""
        ids = [part.strip().lower() for part in text.split(",")]
        if any(part in self._by_id for part in ids):
            hint = f"write several in square brackets: [{', '.join(ids)}]"
            raise Misfit("unknown-option", f'"{text[:40]}" is none of the options', hint)

    def _option(self, text: str) -> Option:
        found = self._by_id.get(text) or self._by_id.get(text.strip().lower())
        if found is None:
            raise unknown_option(text, self.offered)
        return found

    def outcome(self, value: Value, as_of: date) -> Outcome | None:  # noqa: ARG002 - the same on every day
        """The sum of the ticked options' credits, at most 1; worded by the first ticked one that has words."""
        if not self.scored_options:
            return None
        found = self._outcomes.get(value.options)
        if found is None:
            found = self._outcomes[value.options] = self._earned(value.options)
        return found

    @cached_property
    def _outcomes(self) -> dict[frozenset[str], Outcome]:
        return {}

    def _earned(self, ids: frozenset[str]) -> Outcome:
        picked = [option for option in self.offered if option.id in ids]
        credit = min(Fraction(1), sum((option.credit or Fraction(0) for option in picked), Fraction(0)))
        worded = next((option for option in picked if option.finding), None)
        # Only an option that stands alone brings its own severity: one more tick must never make a gap worse.
        return Outcome(credit, worded or self, picked[0].severity if picked[0].exclusive else None)

    def outcomes(self) -> Iterator[Outcome]:
        """Each option alone, and all that may be ticked together: the ends of what can be earned."""
        if self.scored_options:
            together = frozenset(option.id for option in self.offered if not option.exclusive)
            picks = [*(frozenset({option.id}) for option in self.offered), *([together] if together else ())]
            yield from (self._earned(ids) for ids in picks)

    def missing(self, value: Value) -> str:
        """The options that an answer lacks for full credit: all of them, or those of which some are enough."""
        kept = [self._by_id[text] for text in value.options if not self._by_id[text].exclusive]
        wanted = 1 - sum((option.credit or Fraction(0) for option in kept), Fraction(0))
        rest = [
            option for option in self.offered if option.credit and not option.exclusive and option not in kept
        ]
        alone = [option.label for option in rest if option.credit and option.credit >= wanted]
        if sum((option.credit or Fraction(0) for option in rest), Fraction(0)) <= wanted:
            return "; ".join(option.label for option in rest)
        return "; or ".join(alone) if alone else f"enough of: {'; '.join(option.label for option in rest)}"

    def full_answers(self, current: Raw | None, as_of: date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - the same on every day
        """What is ticked with as many more as it takes: in their order, else beginning with another; or one that is enough alone."""
        kept = {text for text in (current or ()) if not self._by_id[text].exclusive} if current else set()
        more = [
            option.id
            for option in self.offered
            if option.credit and not option.exclusive and option.id not in kept
        ]
        filled = [self._filled(kept, more, first) for first in (None, *more[:_TRIED])]
        filled += self._of_each_kind(kept, more, tests)
        together = dict.fromkeys(
            tuple(option.id for option in self.offered if option.id in found) for found in filled if found
        )
        alone = tuple((option.id,) for option in self.offered if option.exclusive and option.credit == 1)
        return (*together, *alone)

    def _of_each_kind(self, kept: set[str], more: list[str], tests: Tests) -> Iterator[set[str]]:
        """What is kept with options of each choice of kinds, and of no other; options that no test tells apart are a kind."""
        kinds: dict[tuple[bool, ...], list[str]] = {}
        for text in more:
            kinds.setdefault(tuple(isinstance(test, tuple) and text in test for test in tests), []).append(
                text
            )
        if not tests or len(kinds) > _KINDS:
            return
        for count in range(1, len(kinds) + 1):
            for chosen in combinations(kinds.values(), count):
                allowed = [text for text in more if any(text in kind for kind in chosen)]
                yield self._added(kept, allowed, {kind[0] for kind in chosen})

    def _added(self, kept: set[str], allowed: list[str], needed: set[str]) -> set[str]:
        """What is kept, what is needed, and as many of those allowed as full credit takes; nothing if that is too little."""
        found = kept | needed
        for text in allowed:
            if self._shares(found) < 1:
                found.add(text)
        for text in reversed(allowed):
            if text in found - needed and self._shares(found - {text}) >= 1:
                found.remove(text)
        return found if self._shares(found) >= 1 else set()

    def _shares(self, ids: Iterable[str]) -> Fraction:
        return sum((self._by_id[text].credit or Fraction(0) for text in ids), Fraction(0))

    def _filled(self, kept: set[str], more: list[str], first: str | None) -> set[str]:
        """What is kept and as many more as full credit takes, `first` if it takes that; nothing if it can't be had."""
        shares = {text: self._by_id[text].credit or Fraction(0) for text in (*kept, *more)}
        found = kept | ({first} if first else set())
        earned = sum((shares[text] for text in found), Fraction(0))
        for text in more:
            # With another that makes the first needless it would be another way.
            needless = first is not None and earned - shares[first] + shares[text] >= 1
            if text not in found and earned < 1 and not needless:
                found.add(text)
                earned += shares[text]
        for text in more:
            if text in found and earned - shares[text] >= 1:
                found.remove(text)
                earned -= shares[text]
        return found if earned >= 1 else set()
