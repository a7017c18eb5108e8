"""Whether a condition can ever hold: found by trying out answers, with the engine that assesses."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from vendorcheck.plan import Item, Plan
from vendorcheck.questions.multi_choice import MultiChoice
from vendorcheck.when import Holds, Known, Lookup, Range, both, either

LIMIT = 20_000
"""How many answers are tried before a condition gets the benefit of the doubt."""
TOGETHER = 100_000
"""How many are tried for all conditions of a file together."""
_MANY = 5
_OPEN = Known(True, "open")
_ABSENT = Known(False, "open")

Goal = Callable[[Lookup], Holds]


class Reach:
    """Tries answers to the questions of a plan.

    `asked` are questions to be taken as asked, whatever their conditions say: those that were found never to be.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.asked: set[str] = set()
        self._left = TOGETHER
        self._references = {item.key: tuple(item.references) for item in plan.items}
        self._tests: dict[str, list[tuple[str, ...] | Range]] = {}
        conditions = [condition for item in plan.items for condition in (*item.conditions, *item.gates)]
        for when, home in (*conditions, *((check.when, home) for _, check, home in plan.checks)):
            self.watch(when.references(home))

    def watch(self, references: Iterator[tuple[str, tuple[str, ...] | Range, object]]) -> None:
        """Take note of what a condition asks of each question, so that answers which matter to it are tried."""
        for key, test, _ in references:
            self._tests.setdefault(key, []).append(test)

    def can(self, goal: Goal, names: Sequence[str], *, freely: bool = False) -> bool:
        """Whether some answers make a goal hold.

        Args:
            goal: what should hold, given what is known of each question.
            names: the questions that it names.
            freely: suppose that each of these questions applies, whatever its own conditions say.
        """
        if self._left < 0:
            return True
        wanted = self._closure(names) if not freely else set(names)
        order = [self.plan.items[index] for index in self.plan.order if self.plan.items[index].key in wanted]
        known: dict[str, Known] = {}
        tried = 0
        stack: list[Iterator[Known]] = []

        def lookup(key: str) -> Known:
            return known.get(key, _OPEN)

        while True:
            tried += 1
            self._left -= 1
            holds = goal(lookup)
            if holds is True or tried > LIMIT or self._left < 0:
                return True
            if holds is None and len(stack) < len(order):
                stack.append(self._answers(order[len(stack)], lookup, freely=freely))
            while stack:
                item = order[len(stack) - 1]
                following = next(stack[-1], None)
                if following is not None:
                    known[item.key] = following
                    break
                known.pop(item.key, None)
                stack.pop()
            if not stack:
                return False

    def _closure(self, names: Sequence[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self._references[key]
        return found

    def _answers(self, item: Item, lookup: Lookup, *, freely: bool) -> Iterator[Known]:
        """What may come to be known of a question: one answer of each sort that some condition tells apart."""
        applies = True if freely or item.key in self.asked else applying(item, lookup)
        if applies is False:
            yield _ABSENT
            return
        if applies is None:
            yield Known(None, "open")
            return
        options, amounts = self._options(item), self._amounts(item)
        yield from (Known(True, "answered", frozenset(picked)) for picked in options)
        yield from (Known(True, "answered", amount=amount) for amount in amounts)
        if item.accepts_not_applicable:
            yield Known(True, "not-applicable")

    def _options(self, item: Item) -> Iterator[tuple[str, ...]]:
        tested = {
            option for test in self._tests.get(item.key, ()) if isinstance(test, tuple) for option in test
        }
        offered = item.question.offered
        named = [option for option in offered if option.id in tested]
        other = next((option for option in offered if option.id not in tested), None)
        yield from ((option.id,) for option in (*named, *((other,) if other else ())))
        if isinstance(item.question, MultiChoice):
            together = [option.id for option in named if not option.exclusive]
            sizes = range(2, len(together) + 1) if len(together) <= _MANY else (2, len(together))
            for size in sizes:
                yield from combinations(together, size)

    def _amounts(self, item: Item) -> Iterator[Fraction]:
        tests = [test for test in self._tests.get(item.key, ()) if isinstance(test, Range)]
        limits = {limit for test in tests for limit in (test.at_least, test.at_most) if limit is not None}
        if item.question.kind_of_answer == "amount":
            yield from sorted({limit + step for limit in limits or {Fraction(0)} for step in (-1, 0, 1)})


def applying(item: Item, lookup: Lookup) -> Holds:
    """Whether a question applies, given what is known of the others."""
    own = [when.holds(lookup, home) for when, home in item.conditions]
    gates = [when.holds(lookup, home) for when, home in item.gates]
    return both(*own, either(*gates)) if gates else both(*own)
