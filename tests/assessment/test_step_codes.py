"""Codes of steps: a sum tells which steps were taken, and the larger one is the more welcome."""

from itertools import chain, combinations

from rule_cases import AS_OF, QUIET, a_policy, a_questionnaire, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.choices.codes import Codes
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step, step_order

WEIGHTS = {"a": 2, "b": 5, "c": 2, "d": 1}


def steps() -> list[Step]:
    """A remedy of each question, in their order; they gain 2, 5, 2 and 1 of 10 points."""
    questionnaire = a_questionnaire([choice(name, weight=WEIGHTS[name]) for name in WEIGHTS])
    plan = Assessor({"q": questionnaire}, a_policy(QUIET), ["q"]).plan_for_tier(None)
    evaluation = evaluate(plan, a_vendor(dict.fromkeys(WEIGHTS, "none")), AS_OF)
    available = AvailableSteps(evaluation, include_deciding_answers=False)
    return sorted(available.all_steps(), key=lambda step: step.position)


def test_a_sum_tells_which_steps_were_taken() -> None:
    every = steps()
    assert [step.subject for step in every] == ["q/a", "q/b", "q/c", "q/d"]
    codes = Codes(every, lambda step: step.points)
    assert len(codes) == 4
    subsets = list(chain.from_iterable(combinations(every, count) for count in range(5)))
    for subset in subsets:
        assert codes.items_of(codes.code_of(subset)) == frozenset(subset)
        assert codes.code_of(subset) == sum(codes[step] for step in subset)
    assert len({codes.code_of(subset) for subset in subsets}) == 16


def test_more_points_come_first_then_the_order_of_the_questionnaire() -> None:
    every = steps()
    codes = Codes(every, lambda step: step.points)
    assert [step.subject for step in sorted(every, key=lambda one: -codes[one])] == [
        "q/b",
        "q/a",
        "q/c",
        "q/d",
    ]
    a, b, c, d = every
    # Whatever comes first, together they gain less.
    assert codes.code_of((a, c)) < codes[b] < codes.code_of((b, d))
    assert codes.code_of((a, d)) > codes.code_of((c, d))


def test_only_steps_that_have_a_code_are_known() -> None:
    a, b, c, d = steps()
    codes = Codes((a, b, d))
    assert codes.know(())
    assert codes.know((a, d))
    assert not codes.know((c,))
    assert not codes.know((a, c))


def test_between_steps_of_one_question_support_comes_first_and_consent_last() -> None:
    support = Step(1, "q/a", "support", 2)
    first_remedy, second_remedy = (Step(1, "q/a", "remedy", 2, choice=choice) for choice in (0, 1))
    consent = Step(1, "q/a", "confirm", 1)
    earlier, later = Step(0, "q/z", "confirm", 3), Step(2, "q/b", "support", 1)
    ordered = [earlier, support, first_remedy, consent, second_remedy, later]
    backwards = ordered[::-1]
    assert sorted(backwards, key=step_order) == ordered
