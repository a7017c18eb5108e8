"""Decide whether a condition can ever hold, by trying answers with the engine that assesses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.assessment.plan.plan import Plan, QuestionTest
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.conditions import AnswerLookup, KnownAnswer, Truth, all_of, any_of
from vendorcheck.validation.reachability.candidates import CandidateAnswers

MAX_LOOKUPS_PER_CONDITION = 60_000
"""The most lookups of answers for one condition, which is then taken to be able to hold."""
MAX_LOOKUPS_PER_FILE = 200_000
"""The most lookups of answers for all conditions of a file together."""
_OPEN_ANSWER = KnownAnswer(True, "open")

Goal = Callable[[AnswerLookup], Truth]
TestsByQuestion = Mapping[str, Sequence[QuestionTest]]
"""The tests that conditions apply to each question, by its key."""


class Reachability:
    """Tries answers to the questions of a plan.

    `treated_as_asked` are questions that count as asked whatever their conditions say: those that
    were found never to be asked.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.treated_as_asked: set[str] = set()
        self._excused_questions: set[str] = set()
        self._reachable_questions: set[str] = set()
        self._lookups_left = MAX_LOOKUPS_PER_FILE
        self._positions = {
            plan.questions[index].key: (rank, index)
            for rank, index in enumerate(plan.evaluation_order)
        }
        self._own_tests = {
            planned.key: collect_tests((*planned.conditions, *planned.gates))
            for planned in plan.questions
        }

    def can_hold(
        self, goal: Goal, tests: TestsByQuestion, *, assume_applicable: bool = False
    ) -> bool:
        """Return whether some answers make a goal hold.

        Questions that can never be asked, which is reported there, count as asked.

        Args:
            goal: the truth of what should hold, given a lookup of answers.
            tests: the tests that the goal applies to each question that it names.
            assume_applicable: suppose that each of these questions applies, whatever its own
                conditions say.
        """
        while not self._some_answers_satisfy(goal, tests, assume_applicable=assume_applicable):
            if assume_applicable or not self._excuse_unreachable_question(tests):
                return False
        return True

    def _excuse_unreachable_question(self, tests: TestsByQuestion) -> bool:
        """Count one more unreachable question as asked, and return whether there is one.

        Only questions that the tests depend on are looked at.
        """
        relevant_tests = self._tests_with_dependencies(tests)
        for planned in self._in_asking_order(relevant_tests):
            is_settled = (
                planned.key in self.treated_as_asked
                or planned.key in self._excused_questions
                or planned.key in self._reachable_questions
            )
            if is_settled or not self._own_tests[planned.key]:
                continue

            def goal(lookup: AnswerLookup, planned: PlannedQuestion = planned) -> Truth:
                return question_applies(planned, lookup)

            if not self._some_answers_satisfy(goal, self._own_tests[planned.key]):
                self._excused_questions.add(planned.key)
                return True
            self._reachable_questions.add(planned.key)
        return False

    def _some_answers_satisfy(
        self, goal: Goal, tests: TestsByQuestion, *, assume_applicable: bool = False
    ) -> bool:
        """Return whether some answers make a goal hold, by a depth-first search in asking order.

        Also True once the limit of lookups is reached.
        """
        if self._lookups_left < 0:
            return True
        lookups_to_leave = max(0, self._lookups_left - MAX_LOOKUPS_PER_CONDITION)
        relevant_tests = tests if assume_applicable else self._tests_with_dependencies(tests)
        order = self._in_asking_order(relevant_tests)
        answers: dict[str, KnownAnswer] = {}
        candidates_by_key: dict[str, CandidateAnswers] = {}
        stack: list[Iterator[KnownAnswer]] = []

        def lookup(key: str) -> KnownAnswer:
            self._lookups_left -= 1
            return answers.get(key, _OPEN_ANSWER)

        while True:
            self._lookups_left -= 1
            holds = goal(lookup)
            if holds is True or self._lookups_left < lookups_to_leave:
                return True
            if holds is None and len(stack) < len(order):
                planned = order[len(stack)]
                applies = True if assume_applicable else self._applies(planned, lookup)
                stack.append(
                    iter(self._candidates_for(planned, relevant_tests, candidates_by_key))
                    if applies
                    else iter([KnownAnswer(applies, "open")])
                )
            if not _try_next_answer(order, stack, answers):
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
        """Return the tests of the named questions and of those that their conditions depend on."""
        tests_by_key = {key: [*question_tests] for key, question_tests in tests.items()}
        unvisited = list(tests_by_key)
        visited: set[str] = set()
        while unvisited:
            key = unvisited.pop()
            if key not in visited:
                visited.add(key)
                for dependency, question_tests in self._own_tests[key].items():
                    tests_by_key.setdefault(dependency, []).extend(question_tests)
                    unvisited.append(dependency)
        return tests_by_key


def _try_next_answer(
    order: Sequence[PlannedQuestion],
    stack: list[Iterator[KnownAnswer]],
    answers: dict[str, KnownAnswer],
) -> bool:
    """Give the last question its next answer, or go back to an earlier one; False at the end."""
    while stack:
        key = order[len(stack) - 1].key
        next_answer = next(stack[-1], None)
        if next_answer is not None:
            answers[key] = next_answer
            return True
        answers.pop(key, None)
        stack.pop()
    return False


def collect_tests(conditions: Iterable[ScopedCondition]) -> dict[str, list[QuestionTest]]:
    """Return the tests that conditions apply to each question that they name."""
    tests_by_key: dict[str, list[QuestionTest]] = {}
    for when, questionnaire_id in conditions:
        for key, test, _ in when.references(questionnaire_id):
            tests_by_key.setdefault(key, []).append(test)
    return tests_by_key


def question_applies(planned: PlannedQuestion, lookup: AnswerLookup) -> Truth:
    """Return whether a question applies, given what is known of the others."""
    condition_truths, gate_truths = (
        [when.evaluate(lookup, questionnaire_id) for when, questionnaire_id in conditions]
        for conditions in (planned.conditions, planned.gates)
    )
    return all_of(*condition_truths, *([any_of(*gate_truths)] if gate_truths else []))
