"""Vendors side by side: which stands best and by what, and what is held against each other."""

from fractions import Fraction

import pytest

from comparisons import FILES, changed, compared, comparison_of
from vendorcheck.assessment.comparison import Comparison


def scores(comparison: Comparison, key: str) -> list[object]:
    (section,) = (one for one in comparison.sections if one.key == key)
    return [tally and tally.score for tally in section.tallies]


@pytest.mark.parametrize(
    ("files", "best", "decided_by"),
    [
        # One requires a condition, the other can't be approved: the order does not matter.
        ((changed("alpha"), changed("beta")), (0,), "verdict"),
        ((changed("beta"), changed("alpha")), (1,), "verdict"),
        # Both can be approved, and one does not do what it must.
        ((changed("beta", sso="yes"), changed("alpha", mfa="yes")), (1,), "needs"),
        # Both can't be approved; one has fewer steps to go.
        (
            (changed("cloud", sso="no", mfa="no"), changed("alpha", sso="no", mfa="yes")),
            (1,),
            "steps",
        ),
        # Nothing tells them apart.
        ((changed("alpha", mfa="yes"), changed("cloud")), (0, 1), None),
    ],
)
def test_which_stands_best(
    files: tuple[tuple[str, str], ...], best: tuple[int, ...], decided_by: str | None
) -> None:
    comparison = comparison_of(*files)
    assert (comparison.best, comparison.decided_by) == (best, decided_by)


def test_of_two_with_the_same_number_of_steps_the_score_decides() -> None:
    # Each lacks single sign-on only; that nobody keeps the other one up to date costs points.
    comparison = comparison_of(
        changed("servers", sso="no", updates="vendor"),
        ("other.yaml", changed("servers", sso="no", mfa="yes", updates="nobody")[1]),
    )
    verdicts = {candidate.assessment.verdict for candidate in comparison.candidates}
    assert verdicts == {"do-not-approve"}
    assert (comparison.best, comparison.decided_by) == ((0,), "score")


def test_each_list_has_a_place_for_each_vendor() -> None:
    comparison = compared("alpha", "beta")
    assert [one.file for one in comparison.candidates] == ["alpha", "beta"]
    assert [one.id for one in comparison.questionnaires] == ["tool"]
    assert not comparison.asked_otherwise
    needs = [(need.text, need.must, need.met) for need in comparison.needs]
    assert needs == [
        ("Sends mail", True, ("yes", "no")),
        ("Speaks Welsh", True, (None, "unknown")),
        ("Draws charts", False, ("partly", None)),
    ]
    assert [one.key for one in comparison.differences] == ["tool/sso", "tool/mfa"]
    # 10 of 15 against 0 of 15 points.
    assert comparison.differences[0].spread == Fraction(200, 3)
    assert comparison.asked_of_some == ()
    alpha, beta = comparison.plans
    assert [(one.plan, one.prices, one.questions, one.is_ours) for one in alpha] == [
        ("Basic", (), (), True),
        ("Business", ("12 EUR per user and month",), ("tool/sso",), False),
    ]
    assert beta == ()


def test_two_deployments_of_one_product() -> None:
    comparison = compared("cloud", "servers")
    assert [one.key for one in comparison.asked_of_some] == ["tool/updates"]
    cloud, servers = comparison.asked_of_some[0].results
    assert cloud is None
    assert servers is not None
    assert servers.status.parsed_answer is not None
    assert servers.status.parsed_answer.raw == "us"
    assert comparison.differences == ()
    assert scores(comparison, "tool/servers") == [None, 100]
    assert scores(comparison, "tool/access") == [100, 100]


def test_files_that_are_asked_otherwise_are_held_against_all_of_it() -> None:
    bigger = FILES["beta.yaml"].replace("outage: slows-us", "outage: stops-us")
    comparison = comparison_of(("a.yaml", FILES["alpha.yaml"]), ("b.yaml", bigger))
    assert comparison.asked_otherwise
    assert [one.id for one in comparison.questionnaires] == ["tool", "hosting-support"]
    for candidate in comparison.candidates:
        asked = [one.questionnaire.id for one in candidate.assessment.questionnaires]
        assert asked == ["tool", "hosting-support"]
    chosen = comparison_of(("a.yaml", FILES["alpha.yaml"]), ("b.yaml", bigger), chosen=("tool",))
    assert not chosen.asked_otherwise
    assert [one.id for one in chosen.questionnaires] == ["tool"]


def test_what_is_open_differs_from_what_is_answered() -> None:
    comparison = comparison_of(changed("cloud"), changed("alpha", mfa=None))
    assert [one.key for one in comparison.differences] == ["tool/sso", "tool/mfa"]
    results = comparison.differences[1].results
    assert [one and one.status.answer_state for one in results] == ["answered", "unanswered"]
