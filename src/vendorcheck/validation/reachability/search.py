"""Whether a condition can ever hold: found by trying out answers, with the engine that assesses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.assessment.plan.plan import Plan, QuestionTest
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.conditions import AnswerLookup, KnownAnswer, Truth, all_of, any_of
from vendorcheck.validation.reachability.candidates import CandidateAnswers

MAX_LOOKUPS_PER_CONDITION = 60_000
"""How often answers are looked up before a condition gets the benefit of the doubt."""
MAX_LOOKUPS_PER_FILE = 200_000
"""How often they are for all conditions of a file together."""
_OPEN_ANSWER = KnownAnswer(True, "open")

Goal = Callable[[AnswerLookup], Truth]
TestsByQuestion = Mapping[str, Sequence[QuestionTest]]
"""Question -> what is asked of it."""


class Reachability:
    """Tries answers to the questions of a plan.

    `asked` are questions to be taken as asked, whatever their conditions say: those that were found never to be.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.treated_as_asked: set[str] = set()
        self._excused_questions: set[str] = set()
        self._reachable_questions: set[str] = set()
        self._lookups_left = MAX_LOOKUPS_PER_FILE
        self._positions = {
            plan.questions[index].key: (turn, index)
            for turn, index in enumerate(plan.evaluation_order)
        }
        self._own_tests = {
            item.key: collect_tests((*item.conditions, *item.gates)) for item in plan.questions
        }

    def can_hold(
        self, goal: Goal, tests: TestsByQuestion, *, assume_applicable: bool = False
    ) -> bool:
        """Whether some answers make a goal hold; questions that can never be asked, which is told of them, count as asked.

        Args:
            goal: what should hold, given what is known of each question.
            tests: what it asks of each question that it names.
            assume_applicable: suppose that each of these questions applies, whatever its own conditions say.
        """
        while not self._some_answers_satisfy(goal, tests, assume_applicable=assume_applicable):
            if assume_applicable or not self._excuse_unreachable_question(tests):
                return False
        return True

    def _excuse_unreachable_question(self, tests: TestsByQuestion) -> bool:
        """Find a question that is never asked behind those that are named, and take it as asked from now on."""
        wanted = self._tests_with_dependencies(tests)
        for item in self._in_asking_order(wanted):
            known = (
                item.key in self.treated_as_asked
                or item.key in self._excused_questions
                or item.key in self._reachable_questions
            )
            if known or not self._own_tests[item.key]:
                continue

            def goal(lookup: AnswerLookup, item: PlannedQuestion = item) -> Truth:
                return question_applies(item, lookup)

            if not self._some_answers_satisfy(goal, self._own_tests[item.key]):
                self._excused_questions.add(item.key)
                return True
            self._reachable_questions.add(item.key)
        return False

    def _some_answers_satisfy(
        self, goal: Goal, tests: TestsByQuestion, *, assume_applicable: bool = False
    ) -> bool:
        if self._lookups_left < 0:
            return True
        end = max(0, self._lookups_left - MAX_LOOKUPS_PER_CONDITION)
        wanted = self._tests_with_dependencies(tests) if not assume_applicable else tests
        order = self._in_asking_order(wanted)
        known: dict[str, KnownAnswer] = {}
        sorts: dict[str, CandidateAnswers] = {}
        stack: list[Iterator[KnownAnswer]] = []

        def lookup(key: str) -> KnownAnswer:
            self._lookups_left -= 1
            return known.get(key, _OPEN_ANSWER)

        while True:
            self._lookups_left -= 1
            holds = goal(lookup)
            if holds is True or self._lookups_left < end:
                return True
            if holds is None and len(stack) < len(order):
                item = order[len(stack)]
                applies = True if assume_applicable else self._applies(item, lookup)
                found = (
                    self._candidates_for(item, wanted, sorts)
                    if applies
                    else [KnownAnswer(applies, "open")]
                )
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

    def _applies(self, planned: PlannedQuestion, lookup: AnswerLookup) -> Truth:
        return (
            True
            if planned.key in self.treated_as_asked or planned.key in self._excused_questions
            else question_applies(planned, lookup)
        )

    def _candidates_for(
        self,
        planned: PlannedQuestion,
        tests: TestsByQuestion,
        candidates: dict[str, CandidateAnswers],
    ) -> CandidateAnswers:
        if planned.key not in candidates:
            candidates[planned.key] = CandidateAnswers(planned, tests[planned.key])
            self._lookups_left -= candidates[planned.key].cost
        return candidates[planned.key]

    def _in_asking_order(self, keys: Mapping[str, object]) -> list[PlannedQuestion]:
        return [
            self.plan.questions[index]
            for _, index in sorted(self._positions[key] for key in keys if key in self._positions)
        ]

    def _tests_with_dependencies(self, tests: TestsByQuestion) -> dict[str, list[QuestionTest]]:
        """What is asked of each question that is named or stands behind those that are."""
        found = {key: [*asked] for key, asked in tests.items()}
        waiting = list(found)
        seen: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                for other, asked in self._own_tests[key].items():
                    found.setdefault(other, []).extend(asked)
                    waiting.append(other)
        return found


def collect_tests(conditions: Iterable[ScopedCondition]) -> dict[str, list[QuestionTest]]:
    """What conditions ask of each question that they name."""
    found: dict[str, list[QuestionTest]] = {}
    for when, home in conditions:
        for key, test, _ in when.references(home):
            found.setdefault(key, []).append(test)
    return found


def question_applies(planned: PlannedQuestion, lookup: AnswerLookup) -> Truth:
    """Whether a question applies, given what is known of the others."""
    own = [when.evaluate(lookup, home) for when, home in planned.conditions]
    gates = [when.evaluate(lookup, home) for when, home in planned.gates]
    return all_of(*own, any_of(*gates)) if gates else all_of(*own)
