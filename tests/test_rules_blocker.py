"""A blocker: when it has failed, when it is open, and when it can still fail.

The table covers both sides of what it must earn, every state of its answer, its own `when` decided and undecided,
weight 0, and accepted risks with and without an answer.
"""

import pytest

from rule_cases import (
    APPROVED,
    NOT_APPLICABLE,
    REJECTED,
    UNKNOWN,
    Case,
    Data,
    choice,
    fact,
    fires,
    yes_no,
)
from vendorcheck.rules import APPROVE, INFORMATION, REJECT

REST = yes_no("rest")
"""Is answered in full, so that there is always a score."""
OPEN = (INFORMATION, APPROVE, REJECT)
"""It is open, and can be met as well as failed."""
FAILED, BLOCKED = fires("blocker-failed", "b"), fires("blocker-open", "b")


def blocker(answer: Data, expected: Data, *fired: Data, more: Data = None, **keys: Data) -> Case:
    """One blocker `b` beside a question that is fully answered; `more` goes into the case."""
    asked = keys.pop("asked", None) or choice("b", **{"blocker": True, **keys})
    given = {"rest": "yes"} if answer is None else {"rest": "yes", "b": answer}
    case = {"questions": [REST, asked], "answers": given, **(more or {})}
    return Case(**case, expected=expected, fired=fired)


def conditional(gate: Data, answer: Data, expected: Data, *fired: Data, **keys: Data) -> Case:
    """One blocker that is asked only if `gate` is yes; None: nobody has answered that."""
    asked = [REST, fact("gate"), choice("b", blocker=True, when={"gate": ["yes"]}, **keys)]
    given = {"rest": "yes", "gate": gate, "b": answer}
    answers = {name: said for name, said in given.items() if said is not None}
    return Case(asked, answers, expected, fired)


UNDECIDED = [
    pytest.param(conditional("yes", "none", REJECTED, FAILED), id="applies and fails"),
    pytest.param(conditional("no", "none", APPROVED), id="does not apply and would fail"),
    pytest.param(conditional(None, "none", OPEN, BLOCKED), id="may apply and would fail"),
    pytest.param(conditional(UNKNOWN, "none", OPEN, BLOCKED), id="may apply, nobody knows, and would fail"),
    pytest.param(conditional(None, "nearly", OPEN, BLOCKED), id="may apply and would just fail"),
    pytest.param(conditional(None, "full", APPROVED), id="may apply and would be met"),
    pytest.param(conditional(None, None, OPEN, BLOCKED), id="may apply and is open"),
    pytest.param(conditional("no", None, APPROVED), id="does not apply and is open"),
    pytest.param(conditional(NOT_APPLICABLE, "none", APPROVED), id="what it depends on is not applicable"),
]


@pytest.mark.parametrize("case", UNDECIDED)
def test_a_blocker_whose_condition_is_undecided(case: Case) -> None:
    case.holds()
