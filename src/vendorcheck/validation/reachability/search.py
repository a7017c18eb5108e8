"""Whether a condition can ever hold: found by trying out answers, with the engine that assesses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from vendorcheck.assessment.plan.compiled_conditions import Condition
from vendorcheck.assessment.plan.plan import Plan, Test
from vendorcheck.assessment.plan.question import Item
from vendorcheck.model.conditions import Holds, Known, Lookup, both, either
from vendorcheck.validation.reachability.candidates import Sorts

LIMIT = 60_000
"""How often answers are looked up before a condition gets the benefit of the doubt."""
TOGETHER = 200_000
"""How often they are for all conditions of a file together."""
_OPEN = Known(True, "open")

Goal = Callable[[Lookup], Holds]
Tests = Mapping[str, Sequence[Test]]
"""Question -> what is asked of it."""


class Reach:
    """Tries answers to the questions of a plan.

    `asked` are questions to be taken as asked, whatever their conditions say: those that were found never to be.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.asked: set[str] = set()
        self._excused: set[str] = set()
        self._possible: set[str] = set()
        self._left = TOGETHER
        self._turn = {plan.items[index].key: (turn, index) for turn, index in enumerate(plan.order)}
        self._own = {item.key: asked_by((*item.conditions, *item.gates)) for item in plan.items}

    def can(self, goal: Goal, tests: Tests, *, freely: bool = False) -> bool:
        """Whether some answers make a goal hold; questions that can never be asked, which is told of them, count as asked.

        Args:
            goal: what should hold, given what is known of each question.
            tests: what it asks of each question that it names.
            freely: suppose that each of these questions applies, whatever its own conditions say.
        """
        while not self._some(goal, tests, freely=freely):
            if freely or not self._excuse(tests):
                return False
        return True

    def _excuse(self, tests: Tests) -> bool:
        """Find a question that is never asked behind those that are named, and take it as asked from now on."""
        wanted = self._closure(tests)
        for item in self._ordered(wanted):
            known = item.key in self.asked or item.key in self._excused or item.key in self._possible
            if known or not self._own[item.key]:
                continue

            def goal(lookup: Lookup, item: Item = item) -> Holds:
                return applying(item, lookup)

            if not self._some(goal, self._own[item.key]):
                self._excused.add(item.key)
                return True
            self._possible.add(item.key)
        return False

    def _some(self, goal: Goal, tests: Tests, *, freely: bool = False) -> bool:
        if self._left < 0:
            return True
        end = max(0, self._left - LIMIT)
        wanted = self._closure(tests) if not freely else tests
        order = self._ordered(wanted)
        known: dict[str, Known] = {}
        sorts: dict[str, Sorts] = {}
        stack: list[Iterator[Known]] = []

        def lookup(key: str) -> Known:
            self._left -= 1
            return known.get(key, _OPEN)

        while True:
            self._left -= 1
            holds = goal(lookup)
            if holds is True or self._left < end:
                return True
            if holds is None and len(stack) < len(order):
                item = order[len(stack)]
                applies = True if freely else self._applies(item, lookup)
                found = self._sorts(item, wanted, sorts) if applies else [Known(applies, "open")]
                stack.append(iter(found))
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

    def _applies(self, item: Item, lookup: Lookup) -> Holds:
        return True if item.key in self.asked or item.key in self._excused else applying(item, lookup)

    def _sorts(self, item: Item, wanted: Tests, sorts: dict[str, Sorts]) -> Sorts:
        if item.key not in sorts:
            sorts[item.key] = Sorts(item, wanted[item.key])
            self._left -= sorts[item.key].size
        return sorts[item.key]

    def _ordered(self, wanted: Mapping[str, object]) -> list[Item]:
        return [
            self.plan.items[index]
            for _, index in sorted(self._turn[key] for key in wanted if key in self._turn)
        ]

    def _closure(self, tests: Tests) -> dict[str, list[Test]]:
        """What is asked of each question that is named or stands behind those that are."""
        found = {key: [*asked] for key, asked in tests.items()}
        waiting = list(found)
        seen: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                for other, asked in self._own[key].items():
                    found.setdefault(other, []).extend(asked)
                    waiting.append(other)
        return found


def asked_by(conditions: Iterable[Condition]) -> dict[str, list[Test]]:
    """What conditions ask of each question that they name."""
    found: dict[str, list[Test]] = {}
    for when, home in conditions:
        for key, test, _ in when.references(home):
            found.setdefault(key, []).append(test)
    return found


def applying(item: Item, lookup: Lookup) -> Holds:
    """Whether a question applies, given what is known of the others."""
    own = [when.holds(lookup, home) for when, home in item.conditions]
    gates = [when.holds(lookup, home) for when, home in item.gates]
    return both(*own, either(*gates)) if gates else both(*own)
