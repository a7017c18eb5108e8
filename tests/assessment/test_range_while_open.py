"""Tests of the verdicts that are possible while some open questions stay open.

The tables cover blockers, requirements, what applies, accepted risks, coverage and the score, each
where a waiting question can change them and where none can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    DISPUTED,
    NOT_APPLICABLE,
    QUIET,
    UNKNOWN,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    fact,
    risk,
    yes_no,
)
from vendorcheck.assessment.accepted_risks import accepted_risks_in_force
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
)
from vendorcheck.assessment.range_while_open import RangeWhileOpen, range_while_open
from vendorcheck.model.fields import Verdict

MUST, REST = yes_no("must", blocker=True), yes_no("rest")
REQUIREMENT = {
    "id": "both",
    "kind": "requirement",
    "when": {"all": [{"a": ["no"]}, {"b": ["no"]}]},
    "severity": "high",
    "blocker": True,
    "message": "One of both is needed",
}


@dataclass(frozen=True)
class Case:
    """Questions, answers and what is waiting; `expected` are best, worst and the waiting worst."""

    questions: Sequence[Data]
    answers: Mapping[str, Data]
    waiting: str
    expected: tuple[Verdict, Verdict, Verdict]
    decisive: str = ""
    rules: Mapping[str, Data] = field(default_factory=dict)
    risks: Sequence[Data] = ()
    checks: Sequence[Data] = ()

    def found(self) -> RangeWhileOpen:
        questionnaire = a_questionnaire(self.questions, self.checks)
        assessor = Assessor({"q": questionnaire}, a_policy({**QUIET, **self.rules}), ["q"])
        vendor = a_vendor(self.answers, self.risks)
        evaluation = evaluate(assessor.plan_for_tier(None), vendor, AS_OF)
        risks = accepted_risks_in_force(vendor, AS_OF)
        return range_while_open(evaluation, risks, frozenset(keys(self.waiting)))


def keys(names: str) -> tuple[str, ...]:
    return tuple(f"q/{name}" for name in names.split())


NO_MORE = (MORE_INFORMATION_NEEDED, MORE_INFORMATION_NEEDED, APPROVE)
ANY = (APPROVE, DO_NOT_APPROVE, DO_NOT_APPROVE)
GATE = fact("gate")
GATED = yes_no("must", blocker=True, when={"gate": ["yes"]})
REST_WORSE = yes_no("rest", severity="critical")
SPARE = yes_no("spare")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Case([MUST, REST], {}, "must rest", ANY), id="nothing is said"),
        pytest.param(
            Case([MUST, REST], {"must": UNKNOWN}, "rest", NO_MORE, "must"), id="blocker unknown"
        ),
        pytest.param(
            Case([MUST, REST], {"must": DISPUTED}, "rest", NO_MORE, "must"), id="blocker disputed"
        ),
        pytest.param(Case([MUST, REST], {}, "rest", NO_MORE, "must"), id="blocker skipped"),
        pytest.param(
            Case(
                [yes_no("must", blocker=True, not_applicable="confirmed"), REST],
                {"must": NOT_APPLICABLE},
                "rest",
                NO_MORE,
                "must",
            ),
            id="blocker put aside without consent",
        ),
        pytest.param(
            Case(
                [yes_no("must", blocker=True, not_applicable="confirmed"), REST],
                {"must": CONFIRMED},
                "rest",
                (APPROVE, APPROVE, APPROVE),
            ),
            id="blocker put aside",
        ),
        pytest.param(
            Case([MUST, REST], {"must": "yes"}, "rest", (APPROVE, APPROVE, APPROVE)),
            id="blocker met",
        ),
        pytest.param(
            Case([MUST, REST], {"must": "no"}, "rest", (DO_NOT_APPROVE, DO_NOT_APPROVE, APPROVE)),
            id="blocker not met",
        ),
        pytest.param(
            Case(
                [MUST, yes_no("other", blocker=True)],
                {"must": UNKNOWN},
                "other",
                (MORE_INFORMATION_NEEDED, DO_NOT_APPROVE, DO_NOT_APPROVE),
                "must",
            ),
            id="another blocker waits",
        ),
        pytest.param(
            Case(
                [GATE, GATED, REST],
                {"must": UNKNOWN},
                "gate rest",
                (APPROVE, MORE_INFORMATION_NEEDED, APPROVE),
            ),
            id="whether it applies waits",
        ),
        pytest.param(
            Case(
                [GATE, GATED, REST],
                {"must": UNKNOWN, "gate": UNKNOWN},
                "rest",
                NO_MORE,
                "gate must",
            ),
            id="whether it applies stays open",
        ),
        pytest.param(
            Case([GATE, GATED, REST], {"must": "no", "gate": UNKNOWN}, "rest", NO_MORE, "gate"),
            id="not met, should it apply",
        ),
        pytest.param(
            Case([GATE, GATED, REST], {"must": "no"}, "gate rest", ANY),
            id="not met, and whether it applies waits",
        ),
        pytest.param(
            Case(
                [MUST, REST],
                {"must": UNKNOWN},
                "rest",
                (APPROVE, APPROVE, APPROVE),
                risks=[risk("must")],
            ),
            id="the risk is accepted",
        ),
        pytest.param(
            Case(
                [MUST, REST],
                {},
                "must rest",
                (APPROVE, APPROVE, APPROVE),
                risks=[risk("must")],
            ),
            id="any answer is accepted",
        ),
        pytest.param(
            Case(
                [REST_WORSE, SPARE],
                {"rest": UNKNOWN},
                "spare",
                (APPROVE_WITH_CONDITIONS, APPROVE_WITH_CONDITIONS, APPROVE),
            ),
            id="a critical gap could be there",
        ),
        pytest.param(
            Case(
                [REST_WORSE, SPARE],
                {},
                "rest spare",
                (APPROVE, APPROVE_WITH_CONDITIONS, APPROVE_WITH_CONDITIONS),
            ),
            id="a critical gap waits",
        ),
    ],
)
def test_blockers_and_gaps(case: Case) -> None:
    found = case.found()
    assert (found.best, found.worst, found.waiting_worst) == case.expected
    assert found.decisive_keys == keys(case.decisive)
    assert not found.is_coverage_short


PAIR = [yes_no("a"), yes_no("b"), REST]


@pytest.mark.parametrize(
    ("answers", "waiting", "expected", "decisive"),
    [
        ({}, "a b rest", ANY, ""),
        ({"a": UNKNOWN}, "b rest", ANY, ""),
        ({"a": UNKNOWN, "b": UNKNOWN}, "rest", NO_MORE, "a b"),
        ({"a": UNKNOWN, "b": "no"}, "rest", NO_MORE, "a"),
        ({"a": UNKNOWN, "b": "yes"}, "rest", (APPROVE, APPROVE, APPROVE), ""),
        ({"a": "no", "b": "no"}, "rest", (DO_NOT_APPROVE, DO_NOT_APPROVE, APPROVE), ""),
    ],
)
def test_requirements(
    answers: Mapping[str, Data],
    waiting: str,
    expected: tuple[Verdict, Verdict, Verdict],
    decisive: str,
) -> None:
    """While "b" waits it can still be the yes that is enough, or the second no."""
    found = Case(PAIR, answers, waiting, expected, checks=[REQUIREMENT]).found()
    assert (found.best, found.worst, found.waiting_worst) == expected
    assert found.decisive_keys == keys(decisive)


TEN = [yes_no(f"n{index}") for index in range(10)]


@pytest.mark.parametrize(
    ("open_names", "is_short", "best"),
    [
        ("", False, APPROVE),
        ("n0", False, APPROVE),
        ("n0 n1", True, MORE_INFORMATION_NEEDED),
        ("n0 n1 n2", True, MORE_INFORMATION_NEEDED),
    ],
)
def test_coverage(open_names: str, is_short: bool, best: Verdict) -> None:
    """Nine of ten have to be answered; the others are waiting."""
    answers = dict.fromkeys(open_names.split(), UNKNOWN)
    waiting = " ".join(f"n{index}" for index in range(10) if f"n{index}" not in answers)
    found = Case(TEN, answers, waiting, ANY, rules={"coverage_at_least": 90}).found()
    assert (found.is_coverage_short, found.uncovered_keys) == (is_short, keys(open_names))
    assert (found.best, found.worst) == (best, MORE_INFORMATION_NEEDED)


@pytest.mark.parametrize(
    ("yes", "no", "unknown", "worst"),
    [
        (5, 0, 1, MORE_INFORMATION_NEEDED),
        (5, 4, 1, MORE_INFORMATION_NEEDED),
        (6, 0, 0, APPROVE_WITH_CONDITIONS),
        (5, 0, 0, DO_NOT_APPROVE),
        (4, 0, 1, DO_NOT_APPROVE),
        (0, 0, 6, MORE_INFORMATION_NEEDED),
        (0, 0, 5, DO_NOT_APPROVE),
    ],
)
def test_the_score_is_a_no_only_where_what_stays_open_can_not_lift_it(
    yes: int, no: int, unknown: int, worst: Verdict
) -> None:
    """Sixty percent are needed: six of ten that are answered with yes, or stay open."""
    said = ["yes"] * yes + ["no"] * no + [UNKNOWN] * unknown
    answers = {f"n{index}": answer for index, answer in enumerate(said)}
    waiting = " ".join(f"n{index}" for index in range(len(said), 10))
    rules = {"approve_at": 80, "conditions_at": 60}
    assert Case(TEN, answers, waiting, ANY, rules=rules).found().worst == worst
