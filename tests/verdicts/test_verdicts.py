"""Typical vendors and requests get the verdict or the tier that a reviewer wrote down first."""

import re
from pathlib import Path
from typing import Any

import pytest

from vendorcheck.assessment.judgement import VERDICTS
from verdict_cases import Case, Expectation, read_cases
from verdict_outcomes import (
    AS_OF,
    NOTHING_HELD,
    good_answers,
    library,
    outcome,
    present_key,
)

NOT_YET = Path(__file__).parent / "not-yet.txt"
VENDORS, REQUESTS = read_cases("vendors"), read_cases("requests")
CHECKS = {
    "verdict": VENDORS,
    "stops": VENDORS,
    "conditions": VENDORS,
    "order": VENDORS,
    "tier": REQUESTS,
    "under": REQUESTS,
    "asks": REQUESTS,
}
"""What is expected of whom; a case that expects nothing of the sort is left out."""
WORDS_OF_A_SENTENCE = 5


def _ids() -> dict[str, tuple[Case, Expectation]]:
    """Return what is expected, by `case/policy/check`."""
    ids = {
        f"{case.id}/{expectation.policy}/{check}": (case, expectation)
        for check, cases in CHECKS.items()
        for case in cases
        for expectation in case.expected
        if getattr(expectation, check)
    }
    hosts = ((case, one) for case in VENDORS if case.only_a_host for one in case.expected)
    return ids | {f"{case.id}/{one.policy}/host": (case, one) for case, one in hosts}


def _pending() -> dict[str, str]:
    """Return what the content does not bear out yet, with the reason."""
    lines = NOT_YET.read_text("ascii").splitlines()
    entries = [line.partition(": ") for line in lines if line and not line.startswith("#")]
    return {name: reason for name, _, reason in entries}


IDS, PENDING = _ids(), _pending()


def _covers(name: str, test_id: str) -> bool:
    """Return whether a line names a test, or the case or policy that it belongs to."""
    return f"{test_id}/".startswith(f"{name}/")


def _params(check: str) -> list[Any]:
    """Return the cases of a check, those marked that are known to fail."""
    params = []
    for test_id, (case, expectation) in IDS.items():
        if test_id.endswith(f"/{check}"):
            reasons = [reason for name, reason in PENDING.items() if _covers(name, test_id)]
            marks = [
                pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)
                for reason in reasons[:1]
            ]
            params.append(pytest.param(case, expectation, id=test_id, marks=marks))
    return params


@pytest.mark.parametrize(("case", "expected"), _params("verdict"))
def test_the_verdict_is_the_one_that_a_reviewer_signs(case: Case, expected: Expectation) -> None:
    assert outcome(case, expected.policy).verdict == expected.verdict


@pytest.mark.parametrize(("case", "expected"), _params("stops"))
def test_a_no_is_for_the_reasons_of_the_reviewer(case: Case, expected: Expectation) -> None:
    subjects = outcome(case, expected.policy).subjects("do-not-approve")
    assert {present_key(key) for key in expected.stops} <= subjects


@pytest.mark.parametrize(("case", "expected"), _params("conditions"))
def test_the_conditions_are_among_those_of_the_report(case: Case, expected: Expectation) -> None:
    result = outcome(case, expected.policy)
    for key, pattern in expected.conditions:
        assert present_key(key) in result.subjects("approve-with-conditions")
        texts = [text for _, text in result.findings_on(present_key(key))]
        assert any(re.search(pattern, text, re.IGNORECASE) for text in texts), texts


@pytest.mark.parametrize(("case", "expected"), _params("order"))
def test_what_is_worse_stands_first(case: Case, expected: Expectation) -> None:
    result = outcome(case, expected.policy)
    places = [
        min((place for place, _ in result.findings_on(present_key(key))), default=None)
        for key in expected.order
    ]
    assert None not in places[:-1]
    known = [place for place in places if place is not None]
    assert known == sorted(known), [finding.finding for finding in result.findings]


@pytest.mark.parametrize(("case", "expected"), _params("host"))
def test_nobody_is_asked_what_only_a_host_knows(case: Case, expected: Expectation) -> None:
    result = outcome(case, expected.policy)
    labels = {
        status.question.key: status.parsed_answer.display_text if status.parsed_answer else ""
        for status, applies in result.evaluation
        if applies is not False
    }
    for key in map(present_key, case.only_a_host):
        assert key not in labels or NOTHING_HELD.search(labels[key]), key


@pytest.mark.parametrize(("case", "expected"), _params("tier"))
def test_a_request_comes_into_its_tier(case: Case, expected: Expectation) -> None:
    tier = outcome(case, expected.policy).tier
    assert tier is not None
    assert tier.id == expected.tier


@pytest.mark.parametrize(("case", "expected"), _params("under"))
def test_no_more_is_asked_than_the_request_is_worth(case: Case, expected: Expectation) -> None:
    assert len(outcome(case, expected.policy).asked) < expected.under


@pytest.mark.parametrize(("case", "expected"), _params("asks"))
def test_what_matters_most_is_among_the_questions(case: Case, expected: Expectation) -> None:
    asked = outcome(case, expected.policy).asked
    for key in map(present_key, expected.asks):
        assert any(f"{one}/".startswith(f"{key}/") for one in asked), key


# ---- the cases themselves


@pytest.mark.parametrize("case", [*VENDORS, *REQUESTS], ids=lambda case: case.id)
def test_every_verdict_has_its_sentence(case: Case) -> None:
    sentences = [case.who, case.because, *(expected.because for expected in case.expected)]
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert sentence.endswith(".")
        assert len(sentence.split()) >= WORDS_OF_A_SENTENCE


def test_there_are_eight_vendors_and_thirteen_requests() -> None:
    assert (len(VENDORS), len(REQUESTS)) == (8, 13)
    for expected in (expected for case in VENDORS for expected in case.expected):
        assert bool(expected.stops) == (expected.verdict == "do-not-approve")
        assert bool(expected.conditions) == (expected.verdict == "approve-with-conditions")
        assert expected.verdict in VERDICTS
    assert all(expected.tier and expected.under for case in REQUESTS for expected in case.expected)


def test_what_is_pending_is_a_case_and_has_a_reason() -> None:
    for name, reason in PENDING.items():
        assert any(_covers(name, test_id) for test_id in IDS), name
        assert len(reason.split()) >= WORDS_OF_A_SENTENCE, name


def test_nothing_is_pending_twice() -> None:
    for test_id in IDS:
        assert sum(_covers(name, test_id) for name in PENDING) <= 1, test_id


def test_what_is_not_named_is_answered_well() -> None:
    questions = {
        f"{home}/{name}": question
        for home, found in library().items()
        for name, question in found.questions.items()
    }
    assert questions.keys() == good_answers().keys()
    for key, question in questions.items():
        raw = good_answers()[key].answer
        assert raw is not None
        result = question.result_of(question.parse_answer(raw), AS_OF)
        assert question.fact or result is None or result.credit == 1, key
