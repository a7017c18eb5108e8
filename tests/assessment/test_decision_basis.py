"""A decision tells whether what it rests on has changed since."""

from dataclasses import replace
from typing import Any

import pytest

from assessments import assessed
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.decision_basis import changed_since, digests_to_note, is_milder
from vendorcheck.model.decisions import Decision


def of_today(**parts: Any) -> Decision:  # noqa: ANN401 - parts of a file
    """A decision upon the case `approved`, with other parts."""
    assessment = now()
    basis = {
        "decision": "approve",
        "by": "Jane",
        "decided_on": "2026-11-22",
        "verdict": "approve",
        "policy": {"id": assessment.policy.id, "sha256": "A" * 64},
        "digests": digests_to_note(assessment),
    }
    return Decision.model_validate(basis | parts)


def now() -> Assessment:
    found = assessed("approved")
    return replace(found, digests=replace(found.digests, policy="a" * 64, answers="b" * 64))


def test_nothing_has_changed_on_the_day_itself() -> None:
    assert changed_since(of_today(), now()) == ()


def test_capitals_in_a_digest_are_no_change() -> None:
    digests = {key: sha256.upper() for key, sha256 in digests_to_note(now()).items()}
    assert changed_since(of_today(digests=digests), now()) == ()


@pytest.mark.parametrize(
    ("parts", "changed"),
    [
        ({"digests": digests_to_note(now()) | {"answers": "0" * 64}}, ("answers",)),
        ({"digests": {"answers": "b" * 64, "other": "0" * 64}}, ("questionnaires",)),
        ({"digests": {"other": "0" * 64}}, ("questionnaires",)),
        ({"policy": {"id": "other"}}, ("policy",)),
        ({"policy": {"id": now().policy.id, "sha256": "0" * 64}}, ("policy",)),
        ({"verdict": "do-not-approve"}, ("verdict",)),
        (
            {"verdict": "do-not-approve", "policy": {"id": "x"}, "digests": {"answers": ""}},
            ("answers", "policy", "verdict"),
        ),
    ],
)
def test_what_differs_is_named(parts: dict[str, Any], changed: tuple[str, ...]) -> None:
    assert changed_since(of_today(**parts), now()) == changed


@pytest.mark.parametrize(
    "parts",
    [
        {"verdict": None, "policy": None, "digests": {}},
        {"policy": {"id": now().policy.id}, "digests": {"answers": "b" * 64}},
    ],
)
def test_what_a_decision_does_not_note_counts_as_unchanged(parts: dict[str, Any]) -> None:
    assert changed_since(of_today(**parts), now()) == ()


def test_a_decision_is_milder_than_a_worse_verdict() -> None:
    assert is_milder("approve", "approve-with-conditions")
    assert not is_milder("do-not-approve", "more-information-needed")
    assert not is_milder("approve", "approve")
