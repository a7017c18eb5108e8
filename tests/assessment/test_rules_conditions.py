"""The rules that want a condition for a question or check: `finding`, `open`, `grade`.

The tables cover both sides of `conditions_from` for each severity, what an option says of its own severity, both sides
of each grade, questions that are open or may not apply, weight 0, contradictions, and accepted risks.
"""

import pytest

from rule_cases import (
    APPROVED,
    CONDITIONAL,
    DISPUTED,
    NOT_APPLICABLE,
    REJECTED,
    UNKNOWN,
    Case,
    Data,
    check,
    choice,
    fact,
    fires,
    question,
    risk,
    yes_no,
)
from vendorcheck.assessment.rules import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    FiredRule,
)

REST = yes_no("rest")
"""Is answered in full, so that there is always a score."""
OPEN = (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS)
COULD = (APPROVE, APPROVE, APPROVE_WITH_CONDITIONS)
FINDING, NOT_KNOWN, WEAK = fires("finding", "a"), fires("open", "a"), fires("grade", "a")
SEVERITIES = ("low", "medium", "high", "critical")
FROM = [
    pytest.param("low", SEVERITIES, id="low"),
    pytest.param("medium", ("medium", "high", "critical"), id="medium"),
    pytest.param("high", ("high", "critical"), id="high"),
    pytest.param("critical", ("critical",), id="critical"),
]
GATED = {"when": {"gate": ["yes"]}}


def one(answer: Data, expected: Data, *fired: FiredRule, **keys: Data) -> Case:
    """One critical question `a`, with the options full, half and none, beside one that is answered in full."""
    rules, risks, gate = keys.pop("rules", {}), keys.pop("risks", ()), keys.pop("gate", None)
    asked = choice("a", **{"options": ("full", "half", "none"), "severity": "critical", **keys})
    given = {"rest": "yes", "gate": gate, "a": answer}
    answers = {name: said for name, said in given.items() if said is not None}
    return Case([REST, fact("gate"), asked], answers, expected, fired, rules, risks)


def options(*severities: Data) -> Data:
    """A question of low severity whose gaps have severities of their own; None: the question's."""
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


def own(
    severity: str, severities: Data, answer: Data, expected: Data, *fired: FiredRule, **more: Data
) -> Case:
    """A question of one severity with gaps of others."""
    keys = {"when": more.pop("when")} if "when" in more else {}
    asked = question("a", "choice", severity=severity, options=options(*severities), **keys)
    answers = {"rest": "yes"} if answer is None else {"rest": "yes", "a": answer}
    return Case([REST, fact("gate"), asked], answers, expected, fired, **more)


@pytest.mark.parametrize(("least", "severities"), FROM)
def test_a_gap_wants_a_condition_from_a_severity_on(
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
        asked, {"rest": "yes"}, OPEN, (fires("open", *severities),), {"conditions_from": least}
    ).assert_expected()


@pytest.mark.parametrize(("least", "severities"), FROM)
def test_so_does_what_an_option_says_of_its_gap(least: str, severities: tuple[str, ...]) -> None:
    for index, severity in enumerate(SEVERITIES):
        # The question itself is always on the other side.
        others = "low" if severity in severities and least != "low" else "critical"
        fired = (FINDING,) if severity in severities else ()
        expected = CONDITIONAL if severity in severities else APPROVED
        rules = {"conditions_from": least}
        own(others, SEVERITIES, f"o{index}", expected, *fired, rules=rules).assert_expected()


@pytest.mark.parametrize(("least", "severities"), FROM)
def test_so_does_a_contradiction(least: str, severities: tuple[str, ...]) -> None:
    checks = [check({"x": ["no"]}, severity, severity) for severity in SEVERITIES]
    asked, rules = [REST, fact("x")], {"conditions_from": least}
    fired = (fires("finding", *severities),)
    Case(
        asked, {"rest": "yes", "x": "no"}, CONDITIONAL, fired, rules, checks=checks
    ).assert_expected()
    Case(asked, {"rest": "yes", "x": "yes"}, APPROVED, (), rules, checks=checks).assert_expected()


@pytest.mark.parametrize("severity", SEVERITIES)
def test_one_that_is_undecided_could(severity: str) -> None:
    """From medium on, so of a low one nothing follows."""
    expected = APPROVED if severity == "low" else COULD
    checks = [check({"x": ["no"]}, severity)]
    Case(
        [REST, fact("x")],
        {"rest": "yes"},
        expected,
        (),
        {"conditions_from": "medium"},
        checks=checks,
    ).assert_expected()


GAPS = [
    pytest.param(one("full", APPROVED), id="no gap"),
    pytest.param(one("nearly", CONDITIONAL, FINDING, options=("full", "nearly")), id="the smallest gap"),
    pytest.param(one("none", CONDITIONAL, FINDING), id="the largest gap"),
    pytest.param(one("none", APPROVED, severity="high"), id="not severe enough"),
    pytest.param(one("none", APPROVED, weight=0), id="without weight"),
    pytest.param(one(NOT_APPLICABLE, APPROVED), id="not applicable"),
    pytest.param(one("none", CONDITIONAL, FINDING, gate="yes", **GATED), id="applies"),
    pytest.param(one("none", APPROVED, gate="no", **GATED), id="does not apply"),
    pytest.param(one("none", COULD, **GATED), id="may apply"),
    pytest.param(one("full", APPROVED, **GATED), id="may apply, and there is no gap"),
    pytest.param(one("none", APPROVED, **GATED, weight=0), id="may apply without weight"),
    pytest.param(one(None, OPEN, NOT_KNOWN), id="unanswered"),
    pytest.param(one(UNKNOWN, OPEN, NOT_KNOWN), id="unknown"),
    pytest.param(one(DISPUTED, OPEN, NOT_KNOWN), id="disputed"),
    pytest.param(one(NOT_APPLICABLE, OPEN, NOT_KNOWN, not_applicable="refused"), id="not applicable, refused"),
    pytest.param(one(None, APPROVED, severity="high"), id="open, not severe enough"),
    pytest.param(one(None, APPROVED, weight=0), id="open without weight"),
    pytest.param(one(None, OPEN, NOT_KNOWN, gate="yes", **GATED), id="open and applies"),
    pytest.param(one(None, APPROVED, gate="no", **GATED), id="open and does not apply"),
    pytest.param(one(None, COULD, **GATED), id="open and may apply"),
    pytest.param(own("low", ["critical"], "o0", CONDITIONAL, FINDING), id="only the option is severe"),
    pytest.param(own("critical", ["low"], "o0", APPROVED), id="only the question is severe"),
    pytest.param(own("critical", [None], "o0", CONDITIONAL, FINDING), id="the option says nothing"),
    pytest.param(own("low", ["critical"], None, COULD), id="open, only an option is severe"),
    pytest.param(own("low", ["high"], None, APPROVED), id="open, no option is severe"),
    pytest.param(own("critical", ["low"], None, OPEN, NOT_KNOWN), id="open, no answer would be severe"),
    pytest.param(own("critical", ["low"], None, COULD, **GATED), id="may apply and be open, no answer would be severe"),
]  # fmt: skip
ANY, UNKNOWN_RISK, NONE, HALF, FULL = (
    risk("a"), risk("a", answer="unknown"), risk("a", answer="none"), risk("a", answer="half"), risk("a", answer="full"),
)  # fmt: skip
DOCUMENTED = {"grades": {"critical": "documented"}}
ACCEPTED = [
    pytest.param(one("none", APPROVED, risks=[ANY]), id="a gap, any answer accepted"),
    pytest.param(one("none", APPROVED, risks=[NONE]), id="a gap, this answer accepted"),
    pytest.param(one("none", CONDITIONAL, FINDING, risks=[HALF]), id="a gap, another answer accepted"),
    pytest.param(one("none", APPROVED, risks=[NONE], **GATED), id="may apply, this answer accepted"),
    pytest.param(one("none", COULD, risks=[HALF], **GATED), id="may apply, another answer accepted"),
    pytest.param(one(None, APPROVED, risks=[ANY]), id="open, any answer accepted"),
    pytest.param(one(None, APPROVED, risks=[ANY], **GATED), id="open and may apply, any answer accepted"),
    pytest.param(one(UNKNOWN, COULD, risks=[UNKNOWN_RISK]), id="unknown, unknown accepted"),
    pytest.param(one(None, OPEN, NOT_KNOWN, risks=[UNKNOWN_RISK]), id="unanswered, unknown accepted"),
    pytest.param(one(UNKNOWN, COULD, risks=[UNKNOWN_RISK, NONE]), id="unknown, one gap accepted"),
    pytest.param(one(UNKNOWN, APPROVED, risks=[UNKNOWN_RISK, NONE, HALF]), id="unknown, all gaps accepted"),
    pytest.param(one(UNKNOWN, OPEN, NOT_KNOWN, risks=[NONE, HALF]), id="unknown, only the gaps accepted"),
    pytest.param(one(UNKNOWN, COULD, risks=[UNKNOWN_RISK], **GATED), id="unknown and may apply, unknown accepted"),
    pytest.param(own("low", ["critical"], UNKNOWN, APPROVED, risks=[risk("a", answer="o0")]), id="the severe option accepted"),
    pytest.param(own("low", ["critical", "critical"], UNKNOWN, COULD, risks=[risk("a", answer="o0")]), id="one of two severe options accepted"),
    pytest.param(one("full", APPROVED, rules=DOCUMENTED, risks=[ANY]), id="a weak grade, any answer accepted"),
    pytest.param(one("full", APPROVED, rules=DOCUMENTED, risks=[FULL]), id="a weak grade, this answer accepted"),
    pytest.param(one("full", CONDITIONAL, WEAK, rules=DOCUMENTED, risks=[NONE]), id="a weak grade, another accepted"),
    pytest.param(one(UNKNOWN, COULD, rules=DOCUMENTED, risks=[UNKNOWN_RISK, NONE, HALF]), id="unknown, the full answer may be weak"),
    pytest.param(one(UNKNOWN, APPROVED, rules=DOCUMENTED, risks=[UNKNOWN_RISK, NONE, HALF, FULL]), id="unknown, every answer accepted"),
]  # fmt: skip


@pytest.mark.parametrize("case", GAPS)
def test_a_question_that_is_severe(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_question_with_accepted_risks(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize(
    ("wanted", "given", "weak"),
    [
        ("claimed", "claimed", False), ("claimed", "documented", False), ("claimed", "verified", False),
        ("documented", "claimed", True), ("documented", "documented", False), ("documented", "verified", False),
        ("verified", "claimed", True), ("verified", "documented", True), ("verified", "verified", False),
    ],
)  # fmt: skip
def test_a_grade_below_the_wanted_one_wants_a_condition(
    wanted: str, given: str, *, weak: bool
) -> None:
    rules = {"grades": {"critical": wanted}}
    answer = {"answer": "full", "grade": given}
    one(
        answer, CONDITIONAL if weak else APPROVED, *([WEAK] if weak else []), rules=rules
    ).assert_expected()


VERIFIED = {"grades": {"medium": "verified"}}
BLOCKER = {**GATED, "blocker": True, "severity": "medium"}
GRADES = [
    pytest.param(one("full", APPROVED, rules={"grades": {"high": "verified"}}), id="of another severity"),
    pytest.param(one("full", APPROVED, rules=DOCUMENTED, weight=0), id="without weight"),
    pytest.param(one("full", APPROVED, rules=DOCUMENTED, gate="no", **GATED), id="does not apply"),
    pytest.param(one("full", COULD, rules=DOCUMENTED, **GATED), id="may apply"),
    pytest.param(one("full", CONDITIONAL, WEAK, rules=DOCUMENTED, gate="yes", **GATED), id="applies"),
    pytest.param(one(NOT_APPLICABLE, APPROVED, rules=DOCUMENTED), id="not applicable"),
    pytest.param(one("none", CONDITIONAL, FINDING, WEAK, rules=DOCUMENTED), id="and a gap"),
    pytest.param(one("none", CONDITIONAL, WEAK, rules=VERIFIED, severity="medium"), id="and a gap that is not severe"),
    pytest.param(one(None, COULD, rules=VERIFIED, severity="medium"), id="open, an answer may be weak"),
    pytest.param(one(None, APPROVED, rules={"grades": {"medium": "claimed"}}, severity="medium"), id="open, none can be"),
    pytest.param(one(None, COULD, rules=VERIFIED, severity="medium", **GATED), id="open and may apply"),
    pytest.param(one(None, APPROVED, rules=VERIFIED, severity="medium", weight=0), id="open without weight"),
    pytest.param(one("none", REJECTED, fires("blocker-failed", "a"), WEAK, rules=VERIFIED, severity="medium", blocker=True), id="and a failed blocker"),
    pytest.param(one("none", (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE), fires("blocker-open", "a"), rules=VERIFIED, **BLOCKER), id="and a blocker that may apply"),
    pytest.param(one("full", COULD, rules=VERIFIED, **BLOCKER), id="a met blocker that may apply"),
    pytest.param(one("full", COULD, rules=VERIFIED, **GATED, severity="medium"), id="no gap, and may apply"),
    pytest.param(Case([REST, question("a", "text", severity="critical")], {"rest": "yes", "a": "Words"}, APPROVED, rules=DOCUMENTED), id="words that earn nothing"),
]  # fmt: skip


@pytest.mark.parametrize("case", GRADES)
def test_the_grade_of_a_question(case: Case) -> None:
    case.assert_expected()


BOTH = {"all": [{"x": ["yes"]}, {"y": ["yes"]}]}
CONTRADICTION = fires("finding", "check")


def contradiction(x: Data, y: Data, expected: Data, *fired: FiredRule, **more: Data) -> Case:
    given = {"rest": "yes", "x": x, "y": y}
    answers = {name: said for name, said in given.items() if said is not None}
    return Case(
        [REST, fact("x"), fact("y")], answers, expected, fired, checks=[check(BOTH)], **more
    )


CHECKS = [
    pytest.param(contradiction("yes", "yes", CONDITIONAL, CONTRADICTION), id="holds"),
    pytest.param(contradiction("yes", "no", APPROVED), id="does not hold"),
    pytest.param(contradiction("yes", None, COULD), id="undecided"),
    pytest.param(contradiction(None, None, COULD), id="undecided twice"),
    pytest.param(contradiction("no", None, APPROVED), id="can't hold any more"),
    pytest.param(contradiction("yes", NOT_APPLICABLE, APPROVED), id="not applicable"),
    pytest.param(
        contradiction("yes", "yes", APPROVED, risks=[risk("check")]), id="holds, accepted"
    ),
    pytest.param(
        contradiction("yes", None, APPROVED, risks=[risk("check")]), id="undecided, accepted"
    ),
    pytest.param(
        contradiction("yes", "yes", CONDITIONAL, CONTRADICTION, risks=[risk("x"), risk("y")]),
        id="holds, its questions accepted",
    ),
    pytest.param(
        contradiction(
            "yes", "yes", CONDITIONAL, CONTRADICTION, risks=[risk("check", expires="2026-11-21")]
        ),
        id="holds, accepted until yesterday",
    ),
    pytest.param(
        contradiction("yes", "yes", APPROVED, risks=[risk("check", expires="2026-11-22")]),
        id="holds, accepted until today",
    ),
]


@pytest.mark.parametrize("case", CHECKS)
def test_a_contradiction(case: Case) -> None:
    case.assert_expected()
