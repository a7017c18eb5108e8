"""Tests of the rule that requires a condition for a question: `finding`.

The tables cover both sides of `conditions_from` for each severity, options with a severity of their
own, questions that are open or may not apply, weight 0, and accepted risks.
"""

import pytest

from rule_cases import (
    APPROVED,
    CONDITIONAL,
    CONFIRMED,
    CONFIRMED_LATER,
    DISPUTED,
    NOT_APPLICABLE,
    UNKNOWN,
    Case,
    Data,
    choice,
    could,
    fact,
    fires,
    question,
    risk,
    yes_no,
)
from vendorcheck.assessment.judgement import APPROVE, APPROVE_WITH_CONDITIONS, RuleResult

REST = yes_no("rest")
"""Is answered in full, so that there is always a score."""
OPEN = (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS)
ACCEPTED_AS_UNKNOWN = (APPROVE, APPROVE, APPROVE_WITH_CONDITIONS)
"""That nobody knows is accepted, but a gap would not be."""
FINDING, NOT_KNOWN, WEAK = fires("finding", "a"), could("finding", "a"), fires("grade", "a")
SEVERITIES = ("low", "medium", "high", "critical")
FROM = [
    pytest.param("low", SEVERITIES, id="low"),
    pytest.param("medium", ("medium", "high", "critical"), id="medium"),
    pytest.param("high", ("high", "critical"), id="high"),
    pytest.param("critical", ("critical",), id="critical"),
]
GATED = {"when": {"gate": ["yes"]}}


def critical(answer: Data, expected: Data, *fired: RuleResult, **keys: Data) -> Case:
    """Ask one critical question `a`, beside one that has full credit."""
    rules, risks, gate = keys.pop("rules", {}), keys.pop("risks", ()), keys.pop("gate", None)
    asked = choice("a", **{"options": ("full", "half", "none"), "severity": "critical", **keys})
    given = {"rest": "yes", "gate": gate, "a": answer}
    answers = {name: said for name, said in given.items() if said is not None}
    return Case([REST, fact("gate"), asked], answers, expected, fired, rules, risks)


def options(*severities: Data) -> Data:
    """Return one full option, and bad ones with these severities; None: that of the question."""
    bad = [
        {
            "id": f"o{index}",
            "label": "Bad",
            "credit": 0,
            **({"severity": severity} if severity else {}),
        }
        for index, severity in enumerate(severities)
    ]
    return [{"id": "full", "label": "Full", "credit": 1}, *bad]


def gap(
    severity: str, severities: Data, answer: Data, expected: Data, *fired: RuleResult, **more: Data
) -> Case:
    """One question `a` with a severity, whose bad options have severities of their own."""
    keys = {"when": more.pop("when")} if "when" in more else {}
    asked = question("a", "choice", severity=severity, options=options(*severities), **keys)
    answers = {"rest": "yes"} if answer is None else {"rest": "yes", "a": answer}
    return Case([REST, fact("gate"), asked], answers, expected, fired, **more)


@pytest.mark.parametrize(("least", "severities"), FROM)
def test_a_gap_requires_a_condition_from_a_severity_on(
    least: str, severities: tuple[str, ...]
) -> None:
    asked = [choice(severity, severity=severity) for severity in SEVERITIES]
    answers = dict.fromkeys(SEVERITIES, "half")
    Case(
        asked, answers, CONDITIONAL, (fires("finding", *severities),), {"conditions_from": least}
    ).assert_expected()


@pytest.mark.parametrize(("least", "severities"), FROM)
def test_so_does_what_is_not_known(least: str, severities: tuple[str, ...]) -> None:
    asked = [REST, *(choice(severity, severity=severity) for severity in SEVERITIES)]
    Case(
        asked, {"rest": "yes"}, OPEN, (could("finding", *severities),), {"conditions_from": least}
    ).assert_expected()


@pytest.mark.parametrize(("least", "severities"), FROM)
def test_so_does_what_an_option_says_of_its_gap(least: str, severities: tuple[str, ...]) -> None:
    for index, severity in enumerate(SEVERITIES):
        # The question itself is always on the other side.
        others = "low" if severity in severities and least != "low" else "critical"
        fired = (FINDING,) if severity in severities else ()
        expected = CONDITIONAL if severity in severities else APPROVED
        rules = {"conditions_from": least}
        gap(others, SEVERITIES, f"o{index}", expected, *fired, rules=rules).assert_expected()


GAPS = [
    pytest.param(critical("full", APPROVED), id="no gap"),
    pytest.param(
        critical("nearly", CONDITIONAL, FINDING, options=("full", "nearly")), id="the smallest gap"
    ),
    pytest.param(critical("none", CONDITIONAL, FINDING), id="the largest gap"),
    pytest.param(critical("none", APPROVED, severity="high"), id="not severe enough"),
    pytest.param(critical("none", APPROVED, weight=0), id="without weight"),
    pytest.param(critical(CONFIRMED, APPROVED), id="not applicable, as confirmed"),
    pytest.param(critical(NOT_APPLICABLE, OPEN, NOT_KNOWN), id="not applicable, not confirmed"),
    pytest.param(
        critical(CONFIRMED_LATER, OPEN, NOT_KNOWN), id="not applicable, confirmed only tomorrow"
    ),
    pytest.param(critical("none", CONDITIONAL, FINDING, gate="yes", **GATED), id="applies"),
    pytest.param(critical("none", APPROVED, gate="no", **GATED), id="does not apply"),
    pytest.param(critical("none", OPEN, NOT_KNOWN, **GATED), id="may apply"),
    pytest.param(critical("full", APPROVED, **GATED), id="may apply, and there is no gap"),
    pytest.param(critical("none", APPROVED, **GATED, weight=0), id="may apply without weight"),
    pytest.param(critical(None, OPEN, NOT_KNOWN), id="unanswered"),
    pytest.param(critical(UNKNOWN, OPEN, NOT_KNOWN), id="unknown"),
    pytest.param(critical(DISPUTED, OPEN, NOT_KNOWN), id="disputed"),
    pytest.param(
        critical(NOT_APPLICABLE, OPEN, NOT_KNOWN, not_applicable="refused"),
        id="not applicable, refused",
    ),
    pytest.param(critical(None, APPROVED, severity="high"), id="open, not severe enough"),
    pytest.param(critical(None, APPROVED, weight=0), id="open without weight"),
    pytest.param(critical(None, OPEN, NOT_KNOWN, gate="yes", **GATED), id="open and applies"),
    pytest.param(critical(None, APPROVED, gate="no", **GATED), id="open and does not apply"),
    pytest.param(critical(None, OPEN, NOT_KNOWN, **GATED), id="open and may apply"),
    pytest.param(
        gap("low", ["critical"], "o0", CONDITIONAL, FINDING), id="only the option is severe"
    ),
    pytest.param(gap("critical", ["low"], "o0", APPROVED), id="only the question is severe"),
    pytest.param(gap("critical", [None], "o0", CONDITIONAL, FINDING), id="the option says nothing"),
    pytest.param(
        gap("low", ["critical"], None, OPEN, NOT_KNOWN), id="open, only an option is severe"
    ),
    pytest.param(gap("low", ["high"], None, APPROVED), id="open, no option is severe"),
    pytest.param(gap("critical", ["low"], None, APPROVED), id="open, no answer would be severe"),
    pytest.param(
        gap("critical", ["low"], None, APPROVED, **GATED),
        id="may apply and be open, no answer would be severe",
    ),
]
ANY, UNKNOWN_RISK, NONE, HALF, FULL = (
    risk("a"),
    risk("a", answer="unknown"),
    risk("a", answer="none"),
    risk("a", answer="half"),
    risk("a", answer="full"),
)
DOCUMENTED = {"grades": {"critical": "documented"}}
ACCEPTED = [
    pytest.param(critical("none", APPROVED, risks=[ANY]), id="a gap, any answer accepted"),
    pytest.param(critical("none", APPROVED, risks=[NONE]), id="a gap, this answer accepted"),
    pytest.param(
        critical("none", CONDITIONAL, FINDING, risks=[HALF]), id="a gap, another answer accepted"
    ),
    pytest.param(
        critical("none", APPROVED, risks=[NONE], **GATED), id="may apply, this answer accepted"
    ),
    pytest.param(
        critical("none", OPEN, NOT_KNOWN, risks=[HALF], **GATED),
        id="may apply, another answer accepted",
    ),
    pytest.param(critical(None, APPROVED, risks=[ANY]), id="open, any answer accepted"),
    pytest.param(
        critical(None, APPROVED, risks=[ANY], **GATED), id="open and may apply, any answer accepted"
    ),
    pytest.param(
        critical(UNKNOWN, ACCEPTED_AS_UNKNOWN, risks=[UNKNOWN_RISK]), id="unknown, unknown accepted"
    ),
    pytest.param(
        critical(None, OPEN, NOT_KNOWN, risks=[UNKNOWN_RISK]), id="unanswered, unknown accepted"
    ),
    pytest.param(
        critical(UNKNOWN, ACCEPTED_AS_UNKNOWN, risks=[UNKNOWN_RISK, NONE]),
        id="unknown, one gap accepted",
    ),
    pytest.param(
        critical(UNKNOWN, APPROVED, risks=[UNKNOWN_RISK, NONE, HALF]),
        id="unknown, all gaps accepted",
    ),
    pytest.param(
        critical(UNKNOWN, APPROVED, risks=[NONE, HALF]), id="unknown, only the gaps accepted"
    ),
    pytest.param(
        critical(UNKNOWN, ACCEPTED_AS_UNKNOWN, risks=[UNKNOWN_RISK], **GATED),
        id="unknown and may apply, unknown accepted",
    ),
    pytest.param(
        gap("low", ["critical"], UNKNOWN, APPROVED, risks=[risk("a", answer="o0")]),
        id="the severe option accepted",
    ),
    pytest.param(
        gap(
            "low",
            ["critical", "critical"],
            UNKNOWN,
            OPEN,
            NOT_KNOWN,
            risks=[risk("a", answer="o0")],
        ),
        id="one of two severe options accepted",
    ),
    pytest.param(
        critical("full", APPROVED, rules=DOCUMENTED, risks=[ANY]),
        id="a weak grade, any answer accepted",
    ),
    pytest.param(
        critical("full", APPROVED, rules=DOCUMENTED, risks=[FULL]),
        id="a weak grade, this answer accepted",
    ),
    pytest.param(
        critical("full", CONDITIONAL, WEAK, rules=DOCUMENTED, risks=[NONE]),
        id="a weak grade, another accepted",
    ),
    pytest.param(
        critical(UNKNOWN, ACCEPTED_AS_UNKNOWN, rules=DOCUMENTED, risks=[UNKNOWN_RISK, NONE, HALF]),
        id="unknown, the full answer may be weak",
    ),
    pytest.param(
        critical(UNKNOWN, APPROVED, rules=DOCUMENTED, risks=[UNKNOWN_RISK, NONE, HALF, FULL]),
        id="unknown, every answer accepted",
    ),
]


@pytest.mark.parametrize("case", GAPS)
def test_a_question_that_is_severe(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_question_with_accepted_risks(case: Case) -> None:
    case.assert_expected()
