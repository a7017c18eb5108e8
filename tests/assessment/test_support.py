"""Tests of the grade that an answer counts as: what supports it, from when until when, and why not.

The expected results follow the rules in docs/design.md. Each day stands on
both sides of its limit; each way to leave a fact out stands beside the honest answer.
"""

from datetime import date

import pytest

from rule_cases import AS_OF, Data, a_policy, a_questionnaire, a_vendor, choice, question
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import QuestionStatus, evaluate
from vendorcheck.model.evidence import FileState, FileStates

YESTERDAY, TODAY, TOMORROW = "2026-11-21", "2026-11-22", "2026-11-23"
YEAR_AGO, OLDER = "2025-11-22", "2025-11-21"
"""The first day that lies at most twelve months ago, and the day before."""
LINK = {"url": "https://acme.example/guide"}
RIGHT = "a" * 64
FILE = {"file": "soc2.pdf", "sha256": RIGHT}
LETTER = {**LINK, "kind": "bridge-letter", "dated": "2026-10-01"}


def status_of(
    answer: Data,
    files: FileStates | None = None,
    day: date = AS_OF,
    asked: Data = None,
    valid_for: str = "12 months",
) -> QuestionStatus:
    questionnaire = a_questionnaire([asked or choice("a")])
    policy = a_policy({"evidence_valid_for": valid_for})
    plan = Assessor({"q": questionnaire}, policy, ["q"]).plan_for_tier(None)
    (status,) = evaluate(plan, a_vendor({"a": answer}), day, files or {}).statuses
    return status


def documented(*evidence: Data, **more: Data) -> QuestionStatus:
    answer = {"answer": "full", "grade": "documented", "evidence": list(evidence)}
    return status_of(answer, **more)


def grade_and_standing(status: QuestionStatus) -> tuple[str, list[str]]:
    return status.grade, [piece.standing for piece in status.support.evidence]


DAYS = [
    # The days of evidence with a link, and whether it counts.
    pytest.param({"dated": TODAY}, "counts", id="issued today"),
    pytest.param({"dated": TOMORROW}, "future", id="issued tomorrow"),
    pytest.param({"dated": YEAR_AGO}, "counts", id="issued a year ago"),
    pytest.param({"dated": OLDER}, "expired", id="issued a year and a day ago"),
    pytest.param({}, "undated", id="without a day"),
    pytest.param({"expires": "2027-01-01"}, "undated", id="with an end alone"),
    pytest.param({"dated": YEAR_AGO, "expires": TODAY}, "counts", id="its last day"),
    pytest.param({"dated": YEAR_AGO, "expires": YESTERDAY}, "expired", id="the day after it"),
    pytest.param({"dated": OLDER, "expires": "2028-01-01"}, "expired", id="old, ends later"),
    pytest.param({"covers": {"to": TODAY}}, "counts", id="a period until today"),
    pytest.param({"covers": {"to": TOMORROW}}, "future", id="a period until tomorrow"),
    pytest.param({"covers": {"to": YEAR_AGO}}, "counts", id="a period until a year ago"),
    pytest.param({"covers": {"to": OLDER}}, "expired", id="a period until a year and a day ago"),
    pytest.param(
        {"covers": {"from": "2020-01-01", "to": YEAR_AGO}}, "counts", id="when it began is no limit"
    ),
    pytest.param(
        {"dated": TODAY, "covers": {"to": OLDER}}, "expired", id="new about an old period"
    ),
    pytest.param({"dated": TODAY, "covers": {"to": YEAR_AGO}}, "counts", id="issued after it"),
    pytest.param(
        {"dated": OLDER, "covers": {"to": YEAR_AGO}}, "counts", id="issued before its end"
    ),
    pytest.param(
        {"dated": TOMORROW, "covers": {"to": TODAY}}, "future", id="issued tomorrow for it"
    ),
    pytest.param(
        {"covers": {"to": YEAR_AGO}, "expires": YESTERDAY}, "expired", id="its own end is earlier"
    ),
    pytest.param(
        {"dated": OLDER, "covers": {"to": TODAY}}, "counts", id="old, for a period until today"
    ),
    pytest.param(
        {"dated": OLDER, "covers": {"to": TOMORROW}}, "expired", id="old, for a period to come"
    ),
    pytest.param(
        {"dated": YEAR_AGO, "covers": {"to": "2030-12-31"}},
        "counts",
        id="new, for a period to come",
    ),
]


@pytest.mark.parametrize(("days", "standing"), DAYS)
def test_the_days_on_which_evidence_counts(days: Data, standing: str) -> None:
    grade = "documented" if standing == "counts" else "claimed"
    assert grade_and_standing(documented({**LINK, **days})) == (grade, [standing])


@pytest.mark.parametrize(
    ("url", "standing"),
    [
        ("https://acme.example/guide", "counts"),
        ("HTTP://acme.example", "counts"),
        ("on request", "no-reference"),
        ("acme.example/guide", "no-reference"),
        ("https://", "no-reference"),
        ("https://acme.example/our guide", "no-reference"),
        ("https://us:secret@acme.example/guide", "no-reference"),
        ("javascript:alert(1)", "no-reference"),
        ("file:///srv/guide.pdf", "no-reference"),
    ],
)
def test_an_address_that_leads_nowhere_supports_nothing(url: str, standing: str) -> None:
    grade = "documented" if standing == "counts" else "claimed"
    assert grade_and_standing(documented({"url": url, "dated": TODAY})) == (grade, [standing])
    # A file that is there is enough, whatever stands beside it.
    beside = documented({"url": url, "dated": TODAY, **FILE}, files={("soc2.pdf", RIGHT): "ok"})
    assert grade_and_standing(beside) == ("documented", ["counts"])


@pytest.mark.parametrize(
    ("valid_for", "days", "standing"),
    [
        ("1 month", {"dated": "2026-10-22"}, "counts"),
        ("1 month", {"dated": "2026-10-21"}, "expired"),
        ("30 days", {"dated": "2026-10-23"}, "counts"),
        ("30 days", {"dated": "2026-10-22"}, "expired"),
        ("24 months", {"covers": {"to": "2024-11-22"}}, "counts"),
        ("24 months", {"covers": {"to": "2024-11-21"}}, "expired"),
    ],
)
def test_the_policy_says_how_long_evidence_counts(
    valid_for: str, days: Data, standing: str
) -> None:
    status = documented({**LINK, **days}, valid_for=valid_for)
    assert [piece.standing for piece in status.support.evidence] == [standing]


BRIDGES = [
    # An expired report, what else is there, and whether the report counts.
    pytest.param({"bridged_until": TODAY}, [LETTER], "counts", id="the last bridged day"),
    pytest.param({"bridged_until": YESTERDAY}, [LETTER], "expired", id="the day after it"),
    pytest.param({"bridged_until": TODAY}, [], "expired", id="no letter"),
    pytest.param({}, [LETTER], "expired", id="no bridged day"),
    pytest.param(
        {"bridged_until": TODAY}, [{**LETTER, "kind": "documentation"}], "expired", id="no kind"
    ),
    pytest.param(
        {"bridged_until": TODAY}, [{**LETTER, "dated": OLDER}], "expired", id="an old letter"
    ),
    pytest.param(
        {"bridged_until": TODAY}, [{**LETTER, "dated": TOMORROW}], "expired", id="a future letter"
    ),
    pytest.param(
        {"bridged_until": TODAY},
        [{"kind": "bridge-letter", "dated": TODAY, "file": "letter.pdf"}],
        "expired",
        id="a letter that nobody can check",
    ),
    pytest.param(
        {"bridged_until": TODAY, "expires": YESTERDAY}, [LETTER], "counts", id="beyond its own end"
    ),
]


@pytest.mark.parametrize(("days", "others", "standing"), BRIDGES)
def test_a_bridge_letter_extends_the_evidence_beside_it(
    days: Data, others: list[Data], standing: str
) -> None:
    report = {**LINK, "kind": "soc2-type-2", "covers": {"to": OLDER}, **days}
    for order in ([report, *others], [*others, report]):
        pieces = documented(*order).support.evidence
        assert [one.standing for one in pieces if one.evidence.kind == "soc2-type-2"] == [standing]


def test_a_bridge_letter_does_not_extend_itself() -> None:
    letter = {**LETTER, "dated": OLDER, "bridged_until": TODAY}
    assert grade_and_standing(documented(letter)) == ("claimed", ["expired"])
    # Nor do two that have both ended extend each other.
    assert grade_and_standing(documented(letter, letter)) == ("claimed", ["expired", "expired"])


@pytest.mark.parametrize(
    ("where", "state", "standing"),
    [
        pytest.param(LINK, None, "counts", id="a link"),
        pytest.param({"title": "Guide"}, None, "no-reference", id="a title alone"),
        pytest.param(FILE, "ok", "counts", id="the right file"),
        pytest.param(FILE, "changed", "changed", id="another file"),
        pytest.param(FILE, "missing", "missing", id="no file"),
        pytest.param(FILE, "outside", "outside", id="a file elsewhere"),
        pytest.param(FILE, None, "unchecked", id="a file that nobody looked at"),
        pytest.param({"file": "soc2.pdf"}, None, "unchecked", id="a file without a SHA-256"),
        pytest.param({**LINK, **FILE}, "changed", "counts", id="a link beside another file"),
    ],
)
def test_evidence_counts_with_a_link_or_the_right_file(
    where: Data, state: FileState | None, standing: str
) -> None:
    files: FileStates = {("soc2.pdf", RIGHT): state} if state else {}
    status = documented({**where, "dated": TODAY}, files=files)
    assert grade_and_standing(status) == (
        "documented" if standing == "counts" else "claimed",
        [standing],
    )
    (piece,) = status.support.evidence
    assert piece.file_state == (state or ("unchecked" if "file" in where else None))


@pytest.mark.parametrize("kind", [None, "soc2-type-1", "contract", "screenshot", "bridge-letter"])
def test_any_other_kind_supports_an_answer(kind: str | None) -> None:
    evidence = {**LINK, "dated": TODAY, **({"kind": kind} if kind else {})}
    assert grade_and_standing(documented(evidence)) == ("documented", ["counts"])


@pytest.mark.parametrize("kind", ["statement", "other"])
def test_a_statement_never_supports_more_than_a_claim(kind: str) -> None:
    evidence = {**LINK, "dated": TODAY, "kind": kind}
    assert grade_and_standing(documented(evidence)) == ("claimed", ["weak-kind"])
    asked = choice("a")
    asked["options"][0]["supported_by"] = [kind]
    assert documented(evidence, asked=asked).grade == "claimed"


def supported(*kinds: str) -> Data:
    asked = choice("a")
    asked["options"][0]["supported_by"] = list(kinds)
    return asked


@pytest.mark.parametrize(
    ("kinds", "given", "grade", "standings"),
    [
        (["contract", "dpa"], ["dpa"], "documented", ["counts"]),
        (["contract", "dpa"], ["policy"], "claimed", ["other-kind"]),
        (["contract"], [None], "claimed", ["other-kind"]),
        (["contract"], [None, "contract"], "documented", ["other-kind", "counts"]),
    ],
)
def test_an_option_names_the_kinds_that_support_it(
    kinds: list[str], given: list[str | None], grade: str, standings: list[str]
) -> None:
    evidence = [{**LINK, "dated": TODAY, **({"kind": kind} if kind else {})} for kind in given]
    assert grade_and_standing(documented(*evidence, asked=supported(*kinds))) == (grade, standings)


def test_what_an_option_names_is_only_for_it() -> None:
    answer = {"answer": "half", "grade": "documented", "evidence": [{**LINK, "dated": TODAY}]}
    assert status_of(answer, asked=supported("contract")).grade == "documented"


@pytest.mark.parametrize(
    ("ticked", "given", "grade"),
    [
        (["x"], ["contract"], "documented"),
        (["x", "y"], ["contract"], "claimed"),
        (["x", "y"], ["contract", "policy"], "documented"),
        (["x", "z"], ["contract"], "documented"),
        (["z"], ["screenshot"], "documented"),
    ],
)
def test_each_ticked_option_needs_a_kind_that_it_names(
    ticked: list[str], given: list[str], grade: str
) -> None:
    kinds: Data = {"x": ["contract"], "y": ["policy"], "z": []}
    options = [
        {"id": name, "label": name, "credit": 0.4, "supported_by": kinds[name]} for name in kinds
    ]
    evidence = [{**LINK, "dated": TODAY, "kind": kind} for kind in given]
    answer = {"answer": ticked, "grade": "documented", "evidence": evidence}
    status = status_of(answer, asked=question("a", "multi_choice", options=options))
    assert status.grade == grade


REVIEWS = [
    pytest.param({"reviewed_by": "Jane", "reviewed_on": TODAY}, "verified", id="today"),
    pytest.param({"reviewed_by": "Jane", "reviewed_on": TOMORROW}, "claimed", id="tomorrow"),
    pytest.param({"reviewed_by": "Jane", "reviewed_on": YEAR_AGO}, "verified", id="a year ago"),
    pytest.param({"reviewed_by": "Jane", "reviewed_on": OLDER}, "claimed", id="a day more"),
    pytest.param({"reviewed_by": "Jane"}, "claimed", id="without a day"),
    pytest.param({"reviewed_on": TODAY}, "claimed", id="by nobody"),
    pytest.param({}, "claimed", id="not at all"),
]


@pytest.mark.parametrize(("review", "grade"), REVIEWS)
@pytest.mark.parametrize("dated", [TODAY, OLDER, None])
def test_verified_rests_on_a_review_and_on_nothing_else(
    review: Data, grade: str, dated: str | None
) -> None:
    evidence = [{**LINK, "dated": dated}] if dated else []
    answer = {"answer": "full", "grade": "verified", "evidence": evidence, **review}
    assert status_of(answer).grade == grade


@pytest.mark.parametrize("grade", ["claimed", "documented"])
def test_a_review_alone_raises_no_grade(grade: str) -> None:
    answer = {"answer": "full", "grade": grade, "reviewed_by": "Jane", "reviewed_on": TODAY}
    assert status_of(answer).grade == "claimed"


def test_evidence_alone_raises_no_grade() -> None:
    status = status_of({"answer": "full", "evidence": [{**LINK, "dated": TODAY}]})
    assert grade_and_standing(status) == ("claimed", ["counts"])


WEAKNESSES = [
    # The grade and what stands beside it, why it counts as claimed, and when its evidence ended.
    ({"grade": "documented"}, "no evidence is given", None),
    (
        {"grade": "documented", "evidence": [{"title": "A"}]},
        "its evidence names neither a link nor a file",
        None,
    ),
    ({"grade": "documented", "evidence": [LINK]}, "its evidence has no date", None),
    (
        {"grade": "documented", "evidence": [{**LINK, "dated": OLDER}, LINK]},
        "its evidence has ended",
        YESTERDAY,
    ),
    (
        {
            "grade": "documented",
            "evidence": [{**LINK, "dated": OLDER}, {**LINK, "dated": TODAY, "kind": "other"}],
        },
        "its evidence is of a kind that supports no more than a claim",
        YESTERDAY,
    ),
    ({"grade": "verified"}, "nobody is named who reviewed it", None),
    ({"grade": "verified", "reviewed_by": "J"}, "the day of its review is missing", None),
    (
        {"grade": "verified", "reviewed_by": "J", "reviewed_on": TOMORROW},
        "its review on 2026-11-23 lies in the future",
        None,
    ),
    (
        {"grade": "verified", "reviewed_by": "J", "reviewed_on": OLDER},
        "its review on 2025-11-21 is older than 12 months",
        None,
    ),
    ({"grade": "claimed", "evidence": [LINK]}, "", None),
]


@pytest.mark.parametrize(("support", "weakness", "ended_on"), WEAKNESSES)
def test_why_an_answer_counts_as_less(support: Data, weakness: str, ended_on: str | None) -> None:
    known = status_of({"answer": "full", **support}).support
    assert known.weakness == weakness
    assert known.ended_on == (date.fromisoformat(ended_on) if ended_on else None)


HONEST = {"answer": "full", "grade": "documented", "evidence": [{**LINK, "dated": OLDER}]}
GAMED = [
    pytest.param({**HONEST, "evidence": []}, id="the evidence deleted"),
    pytest.param({**HONEST, "evidence": [LINK]}, id="its day deleted"),
    pytest.param({**HONEST, "evidence": [{**LINK, "dated": "2027-11-21"}]}, id="dated next year"),
    pytest.param(
        {**HONEST, "evidence": [*HONEST["evidence"], {"url": "https://acme.example"}]},
        id="a home page added",
    ),
    pytest.param({**HONEST, "grade": "verified"}, id="said to be verified"),
    pytest.param(
        {**HONEST, "evidence": [{**LINK, "dated": TODAY, "kind": "statement"}]}, id="a statement"
    ),
]


@pytest.mark.parametrize("gamed", GAMED)
def test_leaving_a_fact_out_never_helps(gamed: Data) -> None:
    assert status_of(HONEST).grade == "claimed"
    assert status_of(gamed).grade == "claimed"


@pytest.mark.parametrize(
    "reply", [{"unknown": True}, {"answer": "full", "disputed": "No."}, {"answer": "no such"}]
)
def test_what_is_no_answer_has_no_grade_but_its_evidence_is_known(reply: Data) -> None:
    given = {**reply, "grade": "documented", "evidence": [{**LINK, "dated": TODAY}]}
    assert grade_and_standing(status_of(given)) == ("claimed", ["counts"])
