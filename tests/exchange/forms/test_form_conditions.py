"""Conditions cut in two: what is settled is resolved, what the vendor decides is said in words."""

from collections.abc import Mapping

import pytest

from vendorcheck.exchange.forms.content.conditions import ConditionResolver, Words
from vendorcheck.exchange.forms.content.form import QuestionTest
from vendorcheck.model.conditions import Condition, Truth
from vendorcheck.model.questions import QUESTION_TYPES, BaseQuestion, Option

SETTLED: Mapping[str, Truth] = {"ours/yes": True, "ours/no": False, "ours/open": None}
YES, NO, OPEN = ({f"ours/{name}": ["x"]} for name in ("yes", "no", "open"))
PLAN, SEATS = {"plan": ["big"]}, {"seats": {"at_least": 5, "at_most": "9"}}
PLAN_WORDS, SEATS_WORDS = (
    'question 1.1 is "Big, really"',
    "question 1.2 is at least 5 and at most 9",
)


def questions() -> dict[str, BaseQuestion]:
    options = (
        Option(id="big", label="Big, really"),
        Option(id="small", label="Small"),
        Option(id="some", label="Some", respondent="requester"),
    )
    plan = QUESTION_TYPES["choice"].model_validate(
        {"id": "plan", "type": "choice", "ask": "Which?", "options": options}
    )
    seats = QUESTION_TYPES["number"].model_validate({"id": "seats", "type": "number", "ask": "So?"})
    return {"tools/plan": plan, "tools/seats": seats}


def truth_of(key: str, test: QuestionTest) -> Truth:
    assert test
    return SETTLED[key]


RESOLVER = ConditionResolver(
    truth_of, questions(), {"tools/plan": "question 1.1", "tools/seats": "question 1.2"}
)


def resolved(condition: object) -> object:
    found = RESOLVER.all_of(((Condition.model_validate(condition), "tools"),))
    return found.text if isinstance(found, Words) else found


@pytest.mark.parametrize(
    ("condition", "result"),
    [
        (YES, True),
        (NO, False),
        (OPEN, None),
        (PLAN, PLAN_WORDS),
        ({"plan": ["big", "small"]}, 'question 1.1 is "Big, really" or "Small"'),
        ({"plan": ["small", "some"]}, 'question 1.1 is "Small"'),
        ({"plan": ["some"]}, False),
        (SEATS, SEATS_WORDS),
        ({**PLAN, **SEATS}, f"{PLAN_WORDS} and {SEATS_WORDS}"),
        ({**PLAN, **YES}, PLAN_WORDS),
        ({**PLAN, **NO}, False),
        ({**PLAN, **OPEN}, PLAN_WORDS),
        ({"any": [PLAN, NO]}, PLAN_WORDS),
        ({"any": [PLAN, YES]}, True),
        ({"any": [PLAN, OPEN]}, None),
        ({"any": [NO, NO]}, False),
        ({"any": [PLAN, SEATS]}, f"{PLAN_WORDS} or {SEATS_WORDS}"),
        ({"any": [PLAN, {**PLAN, **SEATS}]}, f"{PLAN_WORDS} or ({PLAN_WORDS} and {SEATS_WORDS})"),
        ({"not": YES}, False),
        ({"not": NO}, True),
        ({"not": OPEN}, None),
        ({"not": PLAN}, 'question 1.1 is not "Big, really"'),
        ({"not": {"not": PLAN}}, PLAN_WORDS),
        ({"not": {**PLAN, **SEATS}}, f"it is not so that ({PLAN_WORDS} and {SEATS_WORDS})"),
        (
            {"not": {"not": {**PLAN, **SEATS}}},
            f"it is not so that (it is not so that ({PLAN_WORDS} and {SEATS_WORDS}))",
        ),
    ],
)
def test_a_condition(condition: object, result: object) -> None:
    assert resolved(condition) == result


@pytest.mark.parametrize(
    ("gates", "result"),
    [((), True), ((NO, PLAN), PLAN_WORDS), ((NO, YES), True), ((OPEN, NO), None), ((NO,), False)],
)
def test_one_gate_is_enough(gates: tuple[object, ...], result: object) -> None:
    conditions = tuple((Condition.model_validate(gate), "tools") for gate in gates)
    found = RESOLVER.any_of(conditions)
    assert (found.text if isinstance(found, Words) else found) == result
