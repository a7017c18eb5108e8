"""Path to fast: the change it finds does shorten the review, and no smaller one does."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from strategies import AS_OF, Data
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.path_to_fast.changes import Change
from vendorcheck.assessment.path_to_fast.path import PathToFast, find_path_to_fast
from vendorcheck.assessment.plan.plan import make_tier_plan
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.document.document import Document, parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model

KEYS = ["ask/data", "ask/links", "ask/people", "ask/down"]
KINDS = ["a", "b", "c", "none"]
OUTAGE = [("wait", "We wait"), ("slow", "Slower"), ("stop", "We stop")]
REQUEST: dict[str, Any] = {
    "vendorcheck": "questionnaire/1",
    "id": "ask",
    "version": "1",
    "title": "A",
    "respondent": "requester",
    "sections": [
        {
            "id": "all",
            "title": "All",
            "questions": [
                {
                    "id": "data",
                    "type": "multi_choice",
                    "ask": "Data?",
                    "options": [
                        *(
                            {"id": kind, "label": kind.upper(), "plain": f"{kind.upper()}: more"}
                            for kind in "abc"
                        ),
                        {"id": "none", "label": "None", "exclusive": True},
                    ],
                },
                {
                    "id": "links",
                    "type": "multi_choice",
                    "ask": "Links?",
                    "options": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}],
                },
                {
                    "id": "people",
                    "type": "number",
                    "unit": "persons",
                    "ask": "How many?",
                    "when": {"data": ["a", "b"]},
                },
                {
                    "id": "down",
                    "type": "choice",
                    "ask": "Down?",
                    "options": [{"id": i, "label": t} for i, t in OUTAGE],
                },
                {"id": "keep", "type": "duration", "ask": "How long?"},
                {"id": "ours", "type": "yes_no", "ask": "Ours?"},
                {"id": "use", "type": "text", "ask": "Use?"},
                {
                    "id": "tools",
                    "type": "multi_choice",
                    "ask": "Tools?",
                    "options": [
                        {"id": "mail", "label": "Mail"},
                        {"id": "nothing", "label": "Nothing", "exclusive": True},
                        {"id": "unsure", "label": "Not sure", "exclusive": True},
                    ],
                },
                {
                    "id": "things",
                    "type": "multi_choice",
                    "ask": "Which things?",
                    "options": [
                        {"id": "names", "label": "Names", "kind": "persons"},
                        {"id": "faces", "label": "Faces", "kind": "persons"},
                        {"id": "plans", "label": "Plans", "kind": "papers"},
                        {"id": "drafts", "label": "Drafts", "kind": "papers"},
                    ],
                },
                {
                    "id": "place",
                    "type": "choice",
                    "ask": "Where?",
                    "options": [
                        {"id": "here", "label": "Here"},
                        {"id": "near", "label": "Near", "kind": "away"},
                        {"id": "there", "label": "There", "kind": "away"},
                    ],
                },
            ],
        }
    ],
}
THEIRS = {
    "vendorcheck": "questionnaire/1",
    "id": "them",
    "version": "1",
    "title": "T",
    "sections": [
        {"id": "all", "title": "All", "questions": [{"id": "big", "type": "yes_no", "ask": "Big?"}]}
    ],
}


def document(data: Data) -> Document:
    return parse_document(json.dumps(data).encode(), "f.json")


LIBRARY: dict[str, Questionnaire] = {
    str(one["id"]): parse_model(document(one), Questionnaire) for one in (REQUEST, THEIRS)
}


def rules(tiers: list[Data]) -> Policy:
    written = [
        {"id": f"t{n}", "title": "T", "questionnaires": ["them"], **tier}
        for n, tier in enumerate(tiers)
    ]
    return parse_model(
        document(
            {"vendorcheck": "policy/1", "id": "p", "version": "1", "title": "P", "tiers": written}
        ),
        Policy,
    )


def file(answers: dict[str, Any]) -> VendorFile:
    responses: dict[str, Any] = {}
    for key, answer in answers.items():
        home, _, name = key.partition("/")
        entry = (
            {"unknown": True}
            if answer is None
            else {"answer": tuple(answer) if isinstance(answer, list) else answer}
        )
        responses.setdefault(home, {"answers": {}})["answers"][name] = entry
    return VendorFile.model_validate(
        {"vendorcheck": "vendor/1", "vendor": {"name": "A"}, "responses": responses}
    )


def path(found: Policy, answers: dict[str, Any], **more: Data) -> PathToFast | None:
    plan = make_tier_plan(LIBRARY, found)
    assert plan
    return find_path_to_fast(LIBRARY, found, evaluate(plan, file(answers), AS_OF), **more)


def days(found: Policy, answers: dict[str, Any]) -> float | None:
    """Return how long the review takes, as an assessment decides; None if it is not certain."""
    it = Tiering(make_tier_plan(LIBRARY, found), found, file(answers), AS_OF)
    takes = it.tier.review_takes if it.tier and not it.is_assumed else None
    return float(takes.days) if takes else None


def changed(answers: dict[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    """The answers with changes made, by hand."""
    after = dict(answers)
    for change in changes:
        if change.kind == "without":
            assert change.option
            after[change.key] = [kind for kind in after[change.key] if kind != change.option.id]
            assert after[change.key]
        else:
            assert change.parsed_answer
            after[change.key] = change.parsed_answer.raw
    return after


# ---- worked by hand


def test_an_option_left_out() -> None:
    path_to_fast = path(
        rules(
            [
                {"when": {"ask/data": ["a", "b"]}, "review_takes": "10 working days"},
                {"review_takes": "2 working days", "self_service": True},
            ]
        ),
        {"ask/data": ["a", "b", "c"]},
    )
    assert path_to_fast
    assert path_to_fast.sentence == 'Without "A" and "B": 2 working days instead of 10'
    assert path_to_fast.is_minimal


def test_one_option_is_less_than_two() -> None:
    tiers: list[Data] = [
        {"when": {"ask/data": ["a"]}, "review_takes": "20 working days"},
        {"when": {"ask/data": ["b"]}, "review_takes": "1 week"},
        {"review_takes": "1 day"},
    ]
    path_to_fast = path(rules(tiers), {"ask/data": ["a", "b"]})
    assert path_to_fast
    assert path_to_fast.sentence == 'Without "A": 1 week instead of 20 working days'


def test_what_decides_whether_a_question_applies_is_worth_changing() -> None:
    # Whatever the number is, it is in the first tier; only without A does nobody ask for it.
    tiers: list[Data] = [
        {
            "when": {"any": [{"ask/people": {"at_least": 10}}, {"ask/people": {"at_most": 10}}]},
            "review_takes": "20 working days",
        },
        {"review_takes": "1 day"},
    ]
    path_to_fast = path(rules(tiers), {"ask/data": ["a", "c"], "ask/people": "5"})
    assert path_to_fast
    assert path_to_fast.sentence == 'Without "A": 1 day instead of 20 working days'


def test_a_number_just_below_the_limit() -> None:
    tiers: list[Data] = [
        {"when": {"ask/people": {"at_least": 100000}}, "review_takes": "20 days"},
        {"when": {"ask/people": {"at_least": 1000}}, "review_takes": "20 days"},
        {"review_takes": "5 days"},
    ]
    path_to_fast = path(rules(tiers), {"ask/data": ["a"], "ask/people": "250000"})
    assert path_to_fast
    # Fewer people are milder than doing without the data.
    assert path_to_fast.sentence == 'With at most 999 persons ("How many?"): 5 days instead of 20'


def test_a_duration_and_a_limit_from_above() -> None:
    tiers: list[Data] = [
        {"when": {"not": {"ask/keep": {"at_most": "2 weeks"}}}, "review_takes": "20 days"},
        {"review_takes": "5 days"},
    ]
    path_to_fast = path(rules(tiers), {"ask/keep": "3 months"})
    assert path_to_fast
    assert path_to_fast.sentence == 'With at most 14 days ("How long?"): 5 days instead of 20'


def test_another_option_the_nearest_first() -> None:
    tiers: list[Data] = [
        {"when": {"ask/down": ["stop"]}, "review_takes": "20 days"},
        {"review_takes": "5 days"},
    ]
    path_to_fast = path(rules(tiers), {"ask/down": "stop"})
    assert path_to_fast
    assert path_to_fast.sentence == 'With "Slower" instead of "We stop": 5 days instead of 20'


def test_changes_of_several_sorts_in_one_sentence() -> None:
    tiers: list[Data] = [
        {
            "when": {"any": [{"ask/down": ["stop"]}, {"ask/data": ["a"]}, {"ask/ours": ["no"]}]},
            "review_takes": "9 days",
        },
        {"review_takes": "2 days"},
    ]
    answers = {"ask/down": "stop", "ask/data": ["a", "c"], "ask/ours": "no"}
    path_to_fast = path(rules(tiers), answers)
    assert path_to_fast
    assert path_to_fast.sentence == (
        'Without "A", with "Slower" instead of "We stop" and with "Yes" instead of "No": 2 '
        "days instead of 9"
    )


@pytest.mark.parametrize(
    ("answers", "tiers"),
    [
        # No tier asks for less.
        (
            {"ask/data": ["a"]},
            [{"when": {"ask/data": ["a"]}, "review_takes": "5 days"}, {"review_takes": "5 days"}],
        ),
        # The policy does not say how long this takes, or how long the other.
        ({"ask/data": ["a"]}, [{"when": {"ask/data": ["a"]}}, {"review_takes": "5 days"}]),
        ({"ask/data": ["a"]}, [{"when": {"ask/data": ["a"]}, "review_takes": "5 days"}, {}]),
        # Only assumed, before or after the change.
        (
            {"ask/data": ["a"], "ask/down": None},
            [
                {"when": {"ask/down": ["stop"]}, "review_takes": "9 days"},
                {"review_takes": "5 days"},
            ],
        ),
        (
            {"ask/data": ["a"], "ask/down": None},
            [
                {"when": {"ask/data": ["a"]}, "review_takes": "9 days"},
                {"when": {"ask/down": ["stop"]}, "review_takes": "5 days"},
                {"review_takes": "5 days"},
            ],
        ),
        # Already the shortest; no tier at all; nothing that is not the requester's is changed.
        (
            {"ask/data": ["c"]},
            [{"when": {"ask/data": ["a"]}, "review_takes": "9 days"}, {"review_takes": "5 days"}],
        ),
        ({"ask/data": ["c"]}, [{"when": {"ask/data": ["a"]}, "review_takes": "9 days"}]),
        (
            {"them/big": "yes"},
            [{"when": {"them/big": ["yes"]}, "review_takes": "9 days"}, {"review_takes": "5 days"}],
        ),
        (
            {"ask/use": "x"},
            [{"when": {"ask/use": ["x"]}, "review_takes": "9 days"}, {"review_takes": "5 days"}],
        ),
        # What it is wanted for is not given up, whether or not there is an option for none.
        (
            {"ask/data": ["a"]},
            [{"when": {"ask/data": ["a"]}, "review_takes": "9 days"}, {"review_takes": "5 days"}],
        ),
        (
            {"ask/data": ["a", "b"]},
            [
                {"when": {"not": {"ask/data": ["none"]}}, "review_takes": "9 days"},
                {"review_takes": "5 days"},
            ],
        ),
        (
            {"ask/links": ["x"]},
            [{"when": {"ask/links": ["x"]}, "review_takes": "9 days"}, {"review_takes": "5 days"}],
        ),
        # What one wants it for is not changed, and no number is raised.
        (
            {"ask/data": ["a"], "ask/people": "5"},
            [
                {
                    "when": {
                        "all": [{"ask/people": {"at_most": 10}}, {"ask/people": {"at_least": 1}}]
                    },
                    "review_takes": "9 days",
                },
                {"when": {"ask/data": ["none"]}},
                {"review_takes": "5 days"},
            ],
        ),
    ],
)
def test_no_way(answers: dict[str, Any], tiers: list[dict[str, Any]]) -> None:
    path_to_fast = path(rules(tiers), answers)
    assert path_to_fast is None


def test_a_list_may_shrink_though_it_cannot_be_empty() -> None:
    tiers: list[Data] = [
        {"when": {"ask/links": ["x"]}, "review_takes": "9 days"},
        {"review_takes": "5 days"},
    ]
    path_to_fast = path(rules(tiers), {"ask/links": ["x", "y"]})
    assert path_to_fast
    assert path_to_fast.sentence == 'Without "X": 5 days instead of 9'


KINDS_OF_DATA: list[Data] = [
    {"when": {"ask/things": ["names"]}, "review_takes": "9 days"},
    {"when": {"ask/things": ["faces", "plans"]}, "review_takes": "5 days"},
    {"when": {"ask/place": ["there"]}, "review_takes": "3 days"},
    {"review_takes": "1 day"},
]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        # One of a kind stays.
        (["names", "faces"], 'Without "Names": 5 days instead of 9'),
        (["names", "faces", "plans"], 'Without "Names": 5 days instead of 9'),
        (["faces", "plans"], ""),
        (["names", "plans"], ""),
        (["plans", "drafts"], 'Without "Plans": 1 day instead of 5'),
        (["faces", "plans", "drafts"], ""),
    ],
)
def test_of_each_kind_of_options_one_stays(answers: list[str], sentence: str) -> None:
    path_to_fast = path(rules(KINDS_OF_DATA), {"ask/things": answers, "ask/place": "here"})
    assert (path_to_fast.sentence if path_to_fast else "") == sentence
    limited = path(rules(KINDS_OF_DATA), {"ask/things": answers, "ask/place": "here"}, max_work=0)
    assert (limited.sentence if limited else "") == sentence


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("there", 'With "Near" instead of "There": 1 day instead of 3'), ("near", ""), ("here", "")],
)
def test_another_option_is_one_of_the_same_kind(place: str, sentence: str) -> None:
    answers = {"ask/things": ["drafts"], "ask/place": place}
    path_to_fast = path(rules(KINDS_OF_DATA), answers)
    assert (path_to_fast.sentence if path_to_fast else "") == sentence
    only_here = [
        {"when": {"ask/place": ["there", "near"]}, "review_takes": "3 days"},
        {"review_takes": "1 day"},
    ]
    assert path(rules(only_here), answers) is None


def test_the_default_policy_knows_a_faster_way_for_each_of_its_tiers() -> None:
    library = Library()
    found = load_policy(library, None).model
    plan = make_tier_plan(library, found)
    assert plan

    def sentence(answers: dict[str, Any]) -> str:
        small = {"data": ["public"], "seats": "3", "connections": ["none"], "outage": "slows-us"}
        small |= {"deployment": "cloud", "ai": "no"}
        written = {f"request/{key}": answer for key, answer in {**small, **answers}.items()}
        faster = find_path_to_fast(library, found, evaluate(plan, file(written), AS_OF))
        return faster.sentence if faster else ""

    assert sentence({"data": ["special", "contacts"], "people": "500"}).endswith(
        ": 5 working days instead of 20"
    )
    assert sentence({"data": ["customers", "contacts"], "people": "500"}).endswith(
        ": 5 working days instead of 10"
    )
    # Nobody who wants it for customers, for a connection or for its AI is told to do without.
    assert sentence({"data": ["customers"], "people": "500"}) == ""
    assert sentence({"data": ["customers", "business"], "people": "500"}) == ""
    assert sentence({"connections": ["crm"]}) == ""
    assert sentence({"ai": "yes"}) == ""
    assert sentence({"ai": "unknown"}) == ""
    assert sentence({"deployment": "on-our-servers"}) == ""
    assert sentence({"ai": "decides"}).startswith('With "Yes, it has artificial intelligence')
    assert sentence({"data": ["confidential", "business"]}).startswith('Without "Secrets of ours"')
    assert sentence({"connections": ["crm", "ads"]}).endswith(": 5 working days instead of 10")
    assert sentence({"data": ["contacts"], "people": "10000"}).startswith(
        "With at most 9,999 people"
    )
    assert sentence({"seats": "11"}).startswith("With at most 10 people")
    assert sentence({"data": ["public"]}) == ""
    # All at once, it still ends, and soon.
    everything = {
        "data": ["public", "business", "contacts", "customers", "employees", "special"],
        "people": "250000",
        "seats": "500",
        "connections": ["crm", "marketing-automation", "mail", "ads", "website"],
        "outage": "stops-us",
    }
    assert sentence(everything).endswith(": 10 working days instead of 20")


# ---- laws

TESTS = st.one_of(
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(
        lambda kinds: {"ask/data": kinds}
    ),
    st.lists(st.sampled_from(["x", "y"]), min_size=1, max_size=2, unique=True).map(
        lambda links: {"ask/links": links}
    ),
    st.lists(st.sampled_from(["wait", "slow", "stop"]), min_size=1, max_size=2, unique=True).map(
        lambda one: {"ask/down": one}
    ),
    st.sampled_from([10, 100]).map(lambda limit: {"ask/people": {"at_least": limit}}),
    st.just({"ask/people": {"at_most": 50}}),
)
WHENS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"all": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=4,
)
TIERS = st.lists(
    st.fixed_dictionaries(
        {"when": WHENS, "review_takes": st.sampled_from(["1 day", "5 days", "9 days"])}
    ),
    min_size=1,
    max_size=3,
).map(lambda tiers: [*tiers, {"review_takes": "2 days"}])
ANSWERS = st.fixed_dictionaries(
    {
        "ask/data": st.one_of(
            st.just(["none"]), st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True)
        ),
        "ask/links": st.lists(st.sampled_from("xy"), min_size=1, max_size=2, unique=True),
        "ask/people": st.sampled_from(["5", "40", "150", None]),
        "ask/down": st.sampled_from(["wait", "slow", "stop"]),
    }
)


def every_change(found: Policy, answers: dict[str, Any]) -> list[tuple[int, int, dict[str, Any]]]:
    """List all that the request can become: the number of changes, their cost, the answers."""
    text = found.model_dump_json()
    limits = [limit for limit, named in ((9, '"10"'), (99, '"100"'), (50, '"50"')) if named in text]
    ways: list[list[tuple[int, int, Any]]] = []
    for key in ("ask/data", "ask/links"):
        kept: list[list[str]] = [[]]
        for kind in answers[key]:
            kept += [[*some, kind] for some in kept]
        ways.append(
            [
                (len(answers[key]) - len(some), 2 * (len(answers[key]) - len(some)), some)
                for some in kept
                if some
            ]
        )
    number = answers["ask/people"]
    fewer = [(1, 1, str(limit)) for limit in limits if number and limit < int(number)]
    ways.append([(0, 0, number), *fewer])
    places = ["wait", "slow", "stop"]
    at = places.index(answers["ask/down"])
    ways.append([(int(n != at), 3 * abs(n - at), place) for n, place in enumerate(places)])
    return [
        (
            sum(way[0] for way in picked),
            sum(way[1] for way in picked),
            dict(zip(KEYS, [way[2] for way in picked], strict=True)),
        )
        for picked in product(*ways)
    ]


@given(TIERS, ANSWERS)
def test_brute_force_finds_nothing_smaller(
    tiers: list[dict[str, Any]], answers: dict[str, Any]
) -> None:
    policy = rules(tiers)
    plan = make_tier_plan(LIBRARY, policy)
    assert plan
    now = days(policy, answers)
    faster = path(policy, answers)
    if now is None:
        assert faster is None
        return
    # Who has no data about persons is not asked how many: lowering that number changes nothing.
    applies = bool({"a", "b"} & set(answers["ask/data"]))
    hits = sorted(
        (count, cost, then)
        for count, cost, after in every_change(policy, answers)
        if (applies or after["ask/people"] == answers["ask/people"])
        and (then := days(policy, after)) is not None
        and then < now
    )
    if faster is None:
        assert hits == []
        return
    assert faster.is_minimal
    cost = sum(change.cost for change in faster.changes)
    assert hits[0] == (len(faster.changes), cost, float(faster.new_duration.days))


@given(TIERS, ANSWERS, st.sampled_from([0, 5, 20_000]))
def test_it_shortens_the_review_and_no_part_of_it_can_be_dropped(
    tiers: list[dict[str, Any]], answers: dict[str, Any], limit: int
) -> None:
    policy = rules(tiers)
    faster = path(policy, answers, max_work=limit)
    if faster is None:
        return
    now = days(policy, answers)
    assert now is not None
    assert (
        days(policy, changed(answers, faster.changes))
        == float(faster.new_duration.days)
        < now
        == float(faster.current_duration.days)
    )
    for number in range(len(faster.changes)):
        less = faster.changes[:number] + faster.changes[number + 1 :]
        then = days(policy, changed(answers, less))
        assert then is None or then >= now
    assert faster.sentence


def test_beyond_the_limit_a_way_that_can_only_not_be_shortened_will_do() -> None:
    tiers: list[Data] = [
        {"when": {"any": [{"ask/data": ["a"]}, {"ask/down": ["stop"]}]}, "review_takes": "9 days"},
        {"review_takes": "2 days"},
    ]
    answers = {"ask/data": ["a", "b"], "ask/down": "stop"}
    path_to_fast = path(rules(tiers), answers, max_work=0)
    assert path_to_fast
    assert not path_to_fast.is_minimal
    assert (
        path_to_fast.sentence
        == 'Without "A" and with "Slower" instead of "We stop": 2 days instead of 9'
    )
    assert (
        path(
            rules([{"review_takes": "2 days", **tiers[0]}, {"review_takes": "9 days"}]),
            answers,
            max_work=0,
        )
        is None
    )
