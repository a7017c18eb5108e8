"""Path to fast: large requests and policies, in bounded work, and the clauses of their tiers.

Work is counted, not timed.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import given, settings, strategies as st

from rule_cases import AS_OF, Data, a_policy, a_questionnaire, a_tier, a_vendor
from strategies import SETTINGS
from vendorcheck.assessment.choices import bounds, search
from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.assessment.path_to_fast import path as path_to_fast
from vendorcheck.assessment.path_to_fast.clauses import clauses_of
from vendorcheck.assessment.path_to_fast.path import PathToFast, find_path_to_fast
from vendorcheck.assessment.plan.plan import make_tier_plan
from vendorcheck.model.conditions import Condition, KnownAnswer

Result = TypeVar("Result")
OPTIONS = [f"o{number}" for number in range(20)]
REST = "rest"
"""An option that no tier asks about: what the product is wanted for besides."""
LISTS = [f"list{number}" for number in range(6)]
NUMBERS = [f"number{number}" for number in range(10)]


def several(name: str, **keys: Data) -> Data:
    offered: list[Data] = [{"id": option, "label": option.upper()} for option in [*OPTIONS, REST]]
    offered.append({"id": "none", "label": "None", "exclusive": True})
    return {"id": name, "type": "multi_choice", "ask": f"{name}?", "options": offered, **keys}


def number(name: str, **keys: Data) -> Data:
    return {"id": name, "type": "number", "unit": "users", "ask": f"{name}?", **keys}


QUESTIONNAIRE = a_questionnaire(
    [
        *map(several, LISTS),
        *map(number, NUMBERS),
        number("depth", when={"list0": ["o19"]}),
        *(number(f"used-{name}", when={name: OPTIONS}) for name in LISTS),
        {
            "id": "few",
            "type": "multi_choice",
            "ask": "few?",
            "options": several("few")["options"][:2],
        },
        {
            "id": "outage",
            "type": "choice",
            "ask": "outage?",
            "options": [{"id": name, "label": name} for name in ("wait", "slow", "stop")],
        },
    ]
).model_copy(update={"respondent": "requester"})
ANSWERS: Data = {name: [*OPTIONS, REST] for name in LISTS} | dict.fromkeys(
    [*NUMBERS, "depth", *(f"used-{name}" for name in LISTS)], "5000"
)


def used(name: str) -> Data:
    """Holds while a list keeps one of its twenty options, as a number is asked then."""
    return {"any": [{f"q/used-{name}": {limit: 5000}} for limit in ("at_least", "at_most")]}


def found(tiers: list[Data], answers: Data, work: int = path_to_fast.MAX_WORK) -> PathToFast | None:
    policy = a_policy({"tiers": [a_tier(id=f"t{n}", **tier) for n, tier in enumerate(tiers)]})
    library = {"q": QUESTIONNAIRE}
    plan = make_tier_plan(library, policy)
    assert plan
    return find_path_to_fast(library, policy, evaluate(plan, a_vendor(answers), AS_OF), work)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The evaluations that a search makes, and the labels and edges that it looks at."""
    counts = {"evaluations": 0, "looked at": 0}

    def counting(function: Callable[..., Result], name: str) -> Callable[..., Result]:
        def counted(items: object, *others: object) -> Result:
            counts[name] += len(items) if isinstance(items, list) else 1
            return function(items, *others)

        return counted

    extended = search._extended  # noqa: SLF001
    monkeypatch.setattr(search, "_extended", counting(extended, "looked at"))
    least_price = bounds._least_price  # noqa: SLF001
    monkeypatch.setattr(bounds, "_least_price", counting(least_price, "looked at"))
    with_statuses = Evaluation.with_statuses
    monkeypatch.setattr(Evaluation, "with_statuses", counting(with_statuses, "evaluations"))
    return counts


def test_dozens_of_changes_are_proven_to_be_the_fewest(work: dict[str, int]) -> None:
    # Twelve options of each of six lists must go: size by size, a search never gets there.
    dropped = [{f"q/{name}": OPTIONS[:12]} for name in LISTS]
    path = found(
        [{"when": {"any": dropped}, "review_takes": "9 days"}, {"review_takes": "1 day"}], ANSWERS
    )
    assert path
    assert path.is_minimal
    assert [change.kind for change in path.changes] == ["without"] * 72
    assert {change.option.id for change in path.changes if change.option} == set(OPTIONS[:12])
    assert work["evaluations"] <= 2
    assert work["looked at"] < 20_000


def staircase(count: int) -> Iterator[Data]:
    """Tiers that each need all of a few questions, the review the shorter the more is given up."""
    for place in range(count):
        tests = [
            {f"q/{LISTS[place % 6]}": [OPTIONS[place % 20], OPTIONS[(place + 7) % 20]]},
            {f"q/{NUMBERS[place % 10]}": {"at_least": 4000 - 100 * place}},
            {f"q/{LISTS[(place + 2) % 6]}": [OPTIONS[(place + 3) % 20]]},
        ]
        joined = {"any": tests} if place % 2 else {"any": [tests[0], {"all": tests[1:]}]}
        yield {"when": joined, "review_takes": f"{40 - place} days"}


def test_thirty_tiers_of_mixed_conditions_take_bounded_work(work: dict[str, int]) -> None:
    tiers = [*staircase(29), {"review_takes": "1 day"}]
    path = found(tiers, ANSWERS)
    assert path
    assert path.is_minimal
    # The first tier: its two options, and either the number or another option.
    assert len(path.changes) == 3
    assert str(path.new_duration) == "39 days"
    assert work["evaluations"] <= 5
    assert work["looked at"] < 50_000


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 200])
def test_cut_off_it_is_as_short_and_says_that_this_is_not_proven(limit: int) -> None:
    path = found([*staircase(29), {"review_takes": "1 day"}], ANSWERS, limit)
    assert path
    assert not path.is_minimal
    assert len(path.changes) == 3


def test_what_a_part_of_an_alternative_needs_is_decided_one_by_one(work: dict[str, int]) -> None:
    # One of the six lists must lose all of its options, and the first list one of them anyway.
    together = {"any": [{"all": [{f"q/{name}": OPTIONS} for name in LISTS]}, {"q/list0": ["o0"]}]}
    path = found([{"when": together, "review_takes": "9 days"}, {"review_takes": "1 day"}], ANSWERS)
    assert path
    assert path.is_minimal
    assert len(path.changes) == 20
    assert {change.key for change in path.changes} == {"q/list0"}
    assert work["looked at"] < 20_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "combination", "changes"), [(1, "any", 20), (6, "any", 120), (6, "all", 20)]
)
def test_where_too_much_hangs_together_none_can_be_left_out(
    count: int, combination: str, changes: int, work: dict[str, int]
) -> None:
    # Whether one is left depends on twenty options at once, and that is more than is looked at.
    some_left = {combination: [used(name) for name in LISTS[:count]]}
    tiers = [{"when": some_left, "review_takes": "9 days"}, {"review_takes": "1 day"}]
    path = found(tiers, ANSWERS)
    assert path
    assert not path.is_minimal
    assert len(path.changes) == changes
    assert work["looked at"] < 1_000_000
    assert work["evaluations"] < 500


def test_where_too_much_hangs_together_a_milder_change_is_looked_for() -> None:
    kept = [used("list0"), {"q/outage": ["stop"]}]
    tiers = [{"when": {"any": kept}, "review_takes": "9 days"}, {"review_takes": "1 day"}]
    path = found(tiers, ANSWERS | {"outage": "stop"})
    assert path
    assert not path.is_minimal
    (other,) = [change for change in path.changes if change.kind == "other"]
    assert other.option
    assert other.option.id == "slow"
    assert len(path.changes) == 21


def test_what_must_not_become_empty_does_not() -> None:
    tiers: list[Data] = [
        {"when": {"q/few": ["o0"]}, "review_takes": "9 days"},
        {"when": {"q/few": ["o1"]}, "review_takes": "5 days"},
        {"review_takes": "1 day"},
    ]
    path = found(tiers, {"few": ["o0", "o1"]})
    assert path
    assert path.sentence == 'Without "O0": 5 days instead of 9'
    assert found(tiers, {"few": ["o0", "o1"]}, 0)
    assert found(tiers, {"few": ["o0"]}) is None
    # The same where too much hangs together for a search.
    more = [{"when": used("list0"), "review_takes": "9 days"}, *tiers]
    path = found(more, {**ANSWERS, "few": ["o0", "o1"]})
    assert path
    assert (path.is_minimal, len(path.changes), str(path.new_duration)) == (False, 21, "5 days")
    both_gone = {"any": [{"q/few": ["o0"]}, {"q/few": ["o1"]}]}
    gone = [{"when": both_gone, "review_takes": "9 days"}, {"review_takes": "1 day"}]
    assert found(gone, {"few": ["o0", "o1"]}) is None


def test_what_is_no_longer_asked_need_not_be_changed() -> None:
    # Without the last option of the first list nobody asks for the depth.
    tiers: list[Data] = [
        {"when": {"q/depth": {"at_least": 10}}, "review_takes": "9 days"},
        {"when": {"q/depth": {"at_most": 10}}, "review_takes": "9 days"},
        {"review_takes": "1 day"},
    ]
    path = found(tiers, ANSWERS)
    assert path
    assert path.sentence == 'Without "O19": 1 day instead of 9'


# ---- clauses

NAMES = ("a", "b", "c")
SINGLE = st.builds(
    lambda name, options: {f"q/{name}": options},
    st.sampled_from(NAMES),
    st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True),
)
CONDITIONS = st.recursive(
    SINGLE,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        inner.map(lambda part: {"not": part}),
        st.builds(lambda one, parts: {**one, "any": parts}, SINGLE, st.lists(inner, min_size=1)),
        st.builds(lambda one, part: {**one, "not": part}, SINGLE, inner),
    ),
    max_leaves=6,
)
ANSWERED = [
    KnownAnswer(True, "answered", frozenset("x")),
    KnownAnswer(None, "answered", frozenset("xy")),
    KnownAnswer(True, "open"),
    KnownAnswer(False, "answered", frozenset("x")),
]


@settings(SETTINGS, max_examples=200)
@given(CONDITIONS, st.booleans())
def test_the_clauses_are_all_met_exactly_where_the_condition_has_its_value(
    data: Data, value: bool
) -> None:
    condition = Condition.model_validate(data)
    clauses = list(clauses_of(condition, value=value))
    for answers in product(ANSWERED, repeat=len(NAMES)):
        lookup = dict(zip([f"q/{name}" for name in NAMES], answers, strict=True)).__getitem__
        met = all(
            any(part.condition.evaluate(lookup, "") is part.value for part in clause)
            for clause in clauses
        )
        assert met == (condition.evaluate(lookup, "") is value)


def test_a_list_of_options_is_taken_apart() -> None:
    condition = Condition.model_validate({"q/a": ["x", "y"]})
    no = [[part.condition.tests for part in one] for one in clauses_of(condition, value=False)]
    assert no == [[{"q/a": ("x",)}], [{"q/a": ("y",)}]]
    yes = [[part.condition.tests for part in one] for one in clauses_of(condition, value=True)]
    assert yes == [[{"q/a": ("x",)}, {"q/a": ("y",)}]]
