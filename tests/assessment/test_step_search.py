"""The search for steps where its first attempt finds none, or takes too much work."""

import pytest

from rule_cases import (
    AS_OF,
    NOT_APPLICABLE,
    QUIET,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    choice,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.choices import choice_search
from vendorcheck.assessment.choices.network import (
    ChangeLimit,
    Network,
    Stage,
    make_network,
)
from vendorcheck.assessment.choices.search import NetworkSearch
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.path_to_yes import step_search
from vendorcheck.assessment.path_to_yes.step_search import StepSearch
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step
from vendorcheck.model.conditions import KnownAnswer

NAMES = "abcde"


def searching(approve_at: Data, max_work: int, **answers: str) -> StepSearch:
    """Five questions, the first of which weighs as much as all others together."""
    questions = [choice(name, weight=4 if name == "a" else 1) for name in NAMES]
    given = dict.fromkeys(NAMES, "none") | answers
    return searching_among(questions, given, max_work, approve_at=approve_at)


def searching_among(
    questions: list[Data], answers: dict[str, Data], max_work: int, **rules: Data
) -> StepSearch:
    policy = a_policy({**QUIET, **rules})
    plan = Assessor({"q": a_questionnaire(questions)}, policy, ["q"]).plan_for_tier(None)
    available = AvailableSteps(
        evaluate(plan, a_vendor(answers), AS_OF), include_deciding_answers=False
    )
    return StepSearch(available, {}, "approve", max_work)


def subjects(steps: frozenset[Step] | None) -> str | None:
    return None if steps is None else "".join(sorted(step.subject[-1] for step in steps))


@pytest.mark.parametrize(
    ("approve_at", "expected"), [(50, "a"), (62.5, "ab"), (100, "abcde"), (0, "")]
)
@pytest.mark.parametrize("max_work", [0, 80_000])
def test_of_all_steps_no_more_are_taken_than_are_needed(
    approve_at: float, expected: str, max_work: int
) -> None:
    search = searching(approve_at, max_work)
    assert subjects(search.all_steps()) == "abcde"
    below = search._search_below(search.all_steps())  # noqa: SLF001
    assert subjects(below) == expected


def test_of_steps_that_are_not_enough_none_are_taken() -> None:
    search = searching(62.5, 80_000)
    few = frozenset(step for step in search.all_steps() if step.subject != "q/a")
    assert search._search_below(few) is None  # noqa: SLF001
    assert subjects(search._search_below(search.all_steps() - few)) is None  # noqa: SLF001


def test_where_the_narrow_search_finds_none_it_looks_among_all_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    narrowly = NetworkSearch._find_narrowly  # noqa: SLF001
    attempts: list[NetworkSearch] = []

    def fail_at_first(search: NetworkSearch) -> object:
        attempts.append(search)
        return narrowly(search) if len(attempts) > 1 else None

    monkeypatch.setattr(NetworkSearch, "_find_narrowly", fail_at_first)
    steps, is_exact = searching(62.5, 0).find_steps()
    assert (subjects(steps), is_exact) == ("ab", False)
    assert len(attempts) > 1


def test_a_known_path_is_taken_where_nothing_else_is_found_and_made_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(NetworkSearch, "_find_narrowly", lambda _: None)
    search = searching(62.5, 0)
    known = frozenset(step for step in search.all_steps() if step.subject != "q/e")
    assert subjects(known) == "abcd"
    steps, is_exact = search.find_steps([search.all_steps(), known])
    assert (subjects(steps), is_exact) == ("ab", False)


def rounds_of_improvement(monkeypatch: pytest.MonkeyPatch, most_edges: int) -> list[int]:
    """The edges of the networks around a path from five steps to two, as far as it is improved."""
    edge_counts: list[int] = []

    def noting(
        stages: tuple[Stage, ...], known_answers: tuple[KnownAnswer, ...], change_limit: ChangeLimit
    ) -> Network:
        network = make_network(stages, known_answers, change_limit)
        edge_counts.append(network.edge_count)
        return network

    with monkeypatch.context() as patch:
        patch.setattr(step_search, "_MAX_EDGES_TO_IMPROVE", most_edges)
        search = searching(62.5, 0)
        patch.setattr(choice_search, "make_network", noting)
        search._improve(search.all_steps())  # noqa: SLF001
    return edge_counts


def test_a_path_is_improved_until_nothing_is_better_or_the_networks_have_many_edges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second, *others = rounds_of_improvement(monkeypatch, 60_000)
    # Two steps are dropped, then one, then nothing is better.
    assert len(others) == 1
    for most_edges, count in [(1, 1), (first, 1), (first + 1, 2), (first + second, 2)]:
        assert len(rounds_of_improvement(monkeypatch, most_edges)) == count
    assert len(rounds_of_improvement(monkeypatch, first + second + 1)) == 3


def test_a_step_is_exchanged_for_an_easier_one() -> None:
    questions = [choice("a", effort="high"), choice("b", effort="low")]
    search = searching_among(questions, {"a": "none", "b": "none"}, 0, approve_at=50)
    hard = frozenset(step for step in search.all_steps() if step.subject == "q/a")
    assert subjects(search._improve(hard)) == "b"  # noqa: SLF001


def test_among_all_steps_are_remedies_and_answers_rather_than_support_and_consent() -> None:
    answers = {"a": "half", "b": NOT_APPLICABLE, "c": "full"}
    search = searching_among(
        [choice(name) for name in answers], answers, 0, grades={"low": "documented"}
    )
    kinds = [(step.subject, step.kind) for step in search.all_steps()]
    assert sorted(kinds) == [("q/a", "remedy"), ("q/b", "answer"), ("q/c", "support")]


def test_each_step_that_helps_is_among_all_steps_once() -> None:
    assert subjects(searching(50, 0, a="full", b="half").all_steps()) == "bcde"
