"""multi_choice: several of the options; their credits add up to at most 1, so one more never lowers the score."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm
from typing import ClassVar, Literal

from vendorcheck.model.questions._base import QUESTION_TYPES, Outcome, Tests, Value
from vendorcheck.model.questions._equivalence import Kinds
from vendorcheck.model.questions._invalid_answer import Misfit, Raw, unknown_option
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions.choice import OptionsQuestion

_LONGEST = 200
"""As long a text may be several ids with commas between them."""
_KINDS = 6
"""Of so many kinds of options every choice is tried."""
_TRIED = 30
"""With so many options a way to full credit is begun."""
_LOOKED_AT = 30_000
"""So many options are looked at for it, each as often as it is: with thousands of options fewer ways are tried."""


@QUESTION_TYPES.add("multi_choice")
class MultiChoice(OptionsQuestion):
    """A question that is answered by one or more of its options."""

    kind_of_answer: ClassVar = "options"
    type: Literal["multi_choice"]

    @cached_property
    def _by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.offered}

    @cached_property
    def _whole(self) -> int:
        """Full credit in whole units, of which every option earns whole ones: `_units`."""
        return lcm(*(option.credit.denominator for option in self.offered if option.credit))

    @cached_property
    def _units(self) -> dict[str, int]:
        return {text: int((option.credit or 0) * self._whole) for text, option in self._by_id.items()}

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
        ordered = sorted(picked, key=lambda option: self.ranks[option.id])
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
        return self._of(value.options)

    def _of(self, ids: frozenset[str]) -> Outcome:
        found = self._outcomes.get(ids)
        if found is None:
            found = self._outcomes[ids] = self._earned(ids)
        return found

    @cached_property
    def _outcomes(self) -> dict[frozenset[str], Outcome]:
        return {}

    def _earned(self, ids: frozenset[str]) -> Outcome:
        picked = [self._by_id[text] for text in sorted(ids, key=self.ranks.__getitem__)]
        credit = Fraction(min(self._sum(ids), self._whole), self._whole)
        worded = next((option for option in picked if option.finding), None)
        # Only an option that stands alone brings its own severity: one more tick must never make a gap worse.
        return Outcome(credit, worded or self, picked[0].severity if picked[0].exclusive else None)

    def outcomes(self) -> Iterator[Outcome]:
        """Each option alone, and all that may be ticked together: the ends of what can be earned."""
        if self.scored_options:
            yield from (self._of(ids) for ids in self._picks)

    @cached_property
    def _picks(self) -> tuple[frozenset[str], ...]:
        together = frozenset(option.id for option in self.offered if not option.exclusive)
        return (*(frozenset({option.id}) for option in self.offered), *([together] if together else ()))

    def missing(self, value: Value) -> str:
        """The options that an answer lacks for full credit: all of them, or those of which some are enough."""
        kept = [self._by_id[text] for text in value.options if not self._by_id[text].exclusive]
        wanted = 1 - sum((option.credit or Fraction(0) for option in kept), Fraction(0))
        rest = [
            option
            for option in self.offered
            if option.credit and not option.exclusive and option.id not in value.options
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
        tried = min(_TRIED, _LOOKED_AT // max(1, len(more)))
        filled = [self._filled(kept, more, first) for first in (None, *more[:tried])]
        filled += self._of_each_kind(kept, more, tests)
        together = dict.fromkeys(
            tuple(sorted(found, key=self.ranks.__getitem__)) for found in filled if found
        )
        alone = tuple((option.id,) for option in self.offered if option.exclusive and option.credit == 1)
        return (*together, *alone)

    def _of_each_kind(self, kept: set[str], more: list[str], tests: Tests) -> Iterator[set[str]]:
        """What is kept with options of each choice of kinds, and of no other; options that no test tells apart are a kind."""
        kinds: dict[int, list[str]] = {}
        told_apart = Kinds(tests)
        for text in more:
            kinds.setdefault(told_apart.of([text]), []).append(text)
        if not tests or len(kinds) > _KINDS or len(more) << len(kinds) > _LOOKED_AT:
            return
        for count in range(1, len(kinds) + 1):
            for chosen in combinations(kinds.values(), count):
                among = {text for kind in chosen for text in kind}
                allowed = [text for text in more if text in among]
                yield self._added(kept, allowed, {kind[0] for kind in chosen})

    def _added(self, kept: set[str], allowed: list[str], needed: set[str]) -> set[str]:
        """What is kept, what is needed, and as many of those allowed as full credit takes; nothing if that is too little."""
        found = kept | needed
        earned = self._sum(found)
        for text in allowed:
            if earned < self._whole and text not in found:
                found.add(text)
                earned += self._units[text]
        for text in reversed(allowed):
            if text in found and text not in needed and earned - self._units[text] >= self._whole:
                found.remove(text)
                earned -= self._units[text]
        return found if earned >= self._whole else set()

    def _sum(self, ids: Iterable[str]) -> int:
        return sum(self._units[text] for text in ids)

    def _filled(self, kept: set[str], more: list[str], first: str | None) -> set[str]:
        """What is kept and as many more as full credit takes, `first` if it takes that; nothing if it can't be had."""
        units, whole = self._units, self._whole
        found = kept | ({first} if first else set())
        earned = self._sum(found)
        for text in more:
            # With another that makes the first needless it would be another way.
            needless = first is not None and earned - units[first] + units[text] >= whole
            if text not in found and earned < whole and not needless:
                found.add(text)
                earned += units[text]
        for text in more:
            if text in found and earned - units[text] >= whole:
                found.remove(text)
                earned -= units[text]
        return found if earned >= whole else set()
