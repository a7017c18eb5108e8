"""Hypothesis strategies: honest vendors with weak points, and the same vendors after some tricks.

Each is a vendor with much that is good and a few weak points; a trick hides one or more of them.
The policy's thresholds lie as close as can be to what the honest or the gamed file reaches, so that
a thousandth of a percent decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st

from strategies import AS_OF, SEVERITIES, Data, World, assessor, vendor_file
from vendorcheck.assessment.judgement import Judgement
from weak_points import HOME, OF_EVIDENCE, SILENCE, WEAK_POINTS, Draft, WeakPoint, weak_grade

OTHERS = ("data-access-removal", "admin-processes")


def _questionnaire(name: str, sections: dict[str, list[Data]], checks: list[Data]) -> Data:
    return {
        "vendorcheck": "questionnaire/1",
        "id": name,
        "version": "1",
        "title": name,
        "sections": [
            {"id": section, "title": section, "questions": asked}
            for section, asked in sections.items()
        ],
        "checks": checks,
    }


@st.composite
def vendors_with_weak_points(draw: st.DrawFn, first: str) -> tuple[World, list[WeakPoint]]:
    """Draw an honest vendor, mostly good, with this weak point and perhaps another one."""
    draft = Draft()
    for weight in draw(st.sampled_from([["40"], ["10", "3"], ["5", "5", "5"]])):
        draft.ask("yes", severity="low", weight=weight)
    weak_points = []
    for name in (first, *draw(st.lists(st.sampled_from(list(WEAK_POINTS)), max_size=1))):
        add, rules = WEAK_POINTS[name]
        before = set(draft.answers)
        add(draw, draft)
        keys = [f"{HOME}/{name}" for name in draft.answers if name not in before]
        tricks = (*SILENCE, *OF_EVIDENCE) if add is weak_grade else SILENCE
        weak_points.append(WeakPoint(keys, tricks, rules))
    draft.policy["conditions_from"] = draw(st.sampled_from(SEVERITIES))
    draft.policy["coverage_at_least"] = draw(st.sampled_from(["0", "0", "50", "90"]))
    draft.policy["approve_at"], draft.policy["conditions_at"] = draw(
        st.sampled_from([("0", "0"), ("80", "60"), ("80", "0"), ("60", "60")])
    )
    questionnaires = {HOME: _questionnaire(HOME, {"a": draft.questions, **draft.sections}, [])}
    questionnaires[HOME]["checks"] = draft.checks
    world = World(
        questionnaires,
        {"vendorcheck": "policy/1", "id": "p", "version": "1", "title": "P", "tiers": []}
        | draft.policy,
        {
            "vendorcheck": "vendor/1",
            "vendor": {"name": "Acme"},
            "responses": {HOME: {"answers": draft.answers}},
            "accepted_risks": [],
        },
        (HOME,),
    )
    if draw(st.integers(1, 4)) == 1:
        return _with_tiers(draw, world), [
            *weak_points,
            WeakPoint(["request/data"], SILENCE, ("finding",)),
        ]
    return world, weak_points


def _with_tiers(draw: st.DrawFn, world: World) -> World:
    """Return the same vendor where the request decides between a strict and a lenient tier."""
    options = [{"id": name, "label": name} for name in ("special", "business")]
    data = {"id": "data", "type": "choice", "ask": "Which data?", "options": options}
    trivial = {"id": "a", "type": "yes_no", "ask": "Is it good?", "severity": "low", "weight": "1"}
    asked = {"request": [data]} | {name: [trivial] for name in OTHERS}
    more = {name: _questionnaire(name, {"a": questions}, []) for name, questions in asked.items()}
    tiers: list[Data] = [
        {"id": "strict", "when": {"request/data": ["special"]}, "conditions_from": "low"},
        {"id": "other", "conditions_from": "critical"},
    ]
    answers = {name: {"answers": {"a": "yes"}} for name in OTHERS}
    answers["request"] = {"answers": {"data": draw(st.sampled_from(["special", "business"]))}}
    shared = {"title": "T", "questionnaires": [HOME, *OTHERS]}
    return replace(
        world,
        questionnaires={**more, **world.questionnaires},
        policy={**world.policy, "tiers": [tier | shared for tier in tiers]},
        vendor={**world.vendor, "responses": {**answers, **world.vendor["responses"]}},
        chosen=(),
    )


# ---- tricks


def _entry(world: World, key: str) -> Data:
    return world.answer(key) or {}


def _without(data: Data, *keys: str) -> Data:
    return {key: value for key, value in data.items() if key not in keys}


def _left_out(world: World, key: str) -> World:
    home, _, name = key.partition("/")
    responses = world.vendor["responses"]
    kept = {"answers": _without(responses[home]["answers"], name)}
    return replace(world, vendor={**world.vendor, "responses": {**responses, home: kept}})


def _change(make: Callable[[Data], Data]) -> Callable[[World, str], World]:
    return lambda world, key: world.answered({key: make(_entry(world, key))})


def _days_of(change: Callable[[Data], Data]) -> Callable[[World, str], World]:
    """Return the trick that changes each piece of evidence."""

    def make(entry: Data) -> Data:
        if "evidence" not in entry:
            return entry
        return {**entry, "evidence": [change(one) for one in entry["evidence"]]}

    return _change(make)


TRICKS: dict[str, Callable[[World, str], World]] = {
    "left out": _left_out,
    "unknown": _change(lambda _: {"unknown": "true"}),
    "not applicable": _change(lambda _: {"not_applicable": "No such thing."}),
    "a note only": _change(lambda _: {"note": "All is well."}),
    "a note more": _change(lambda entry: {**entry, "note": "All is well."}),
    "a plan": _change(lambda entry: {**entry, "mitigation": {"text": "Next spring."}}),
    "no evidence": _change(lambda entry: _without(entry, "evidence")),
    "no day": _days_of(lambda one: _without(one, "dated")),
    "a later day": _days_of(lambda one: {**one, "dated": "2027-06-01"}),
    "a far end": _days_of(lambda one: {**one, "expires": "2035-01-01"}),
    "a home page more": _change(
        lambda entry: {
            **entry,
            "evidence": [*entry.get("evidence", []), {"title": "Acme", "url": "https://a.example"}],
        }
    ),
}


def _acceptance(**changed: str) -> Callable[[World, str], World]:
    """Return the trick that adds an accepted risk, which differs from one that holds."""

    def add(world: World, key: str) -> World:
        risk = {
            "question": key,
            "reason": "Few users.",
            "accepted_by": "CIO",
            "accepted_on": "2026-01-01",
            "expires": "2027-01-01",
        }
        risks = [*world.vendor["accepted_risks"], {**risk, **changed}]
        return replace(world, vendor={**world.vendor, "accepted_risks": risks})

    return add


TRICKS |= {
    "accepted later": _acceptance(accepted_on="2026-11-23"),
    "accepted before": _acceptance(expires="2026-11-21"),
}


@dataclass(frozen=True)
class Deceit:
    """A vendor file, and the same after some tricks."""

    honest: World
    gamed: World
    tricks: tuple[tuple[str, str], ...]


@st.composite
def deceits(draw: st.DrawFn, weak_point: str) -> Deceit:
    """Draw an honest vendor and its tricks, the thresholds close to what they reach."""
    honest, weak_points = draw(vendors_with_weak_points(weak_point))
    tricks: list[tuple[str, str]] = []
    for weak in weak_points:
        keys = weak.keys
        suitable = st.sampled_from([*weak.tricks * 3, *TRICKS])
        few = draw(st.sampled_from([keys, keys[:1], [key for key in keys if draw(st.booleans())]]))
        same = suitable if draw(st.booleans()) else st.just(draw(suitable))
        tricks += [(key, draw(same)) for key in few]
    if not tricks:
        tricks = [(draw(st.sampled_from(honest.keys)), draw(st.sampled_from(list(TRICKS))))]
    gamed = honest
    for key, name in tricks:
        gamed = TRICKS[name](gamed, key)
    decides = draw(st.sampled_from([*weak_points[0].rules * 3, "any", "none", "band"]))
    policy = {**honest.policy, **draw(_thresholds(honest, gamed, decides))}
    return Deceit(replace(honest, policy=policy), replace(gamed, policy=policy), tuple(tricks))


QUIET: dict[str, Data] = {
    "band": {"approve_at": "0", "conditions_at": "0"},
    "coverage": {"coverage_at_least": "0"},
    "finding": {"conditions_from": "critical"},
    "grade": {"grades": {}},
    "floor": {"section_floors": {}},
}
"""What a policy says where a rule is to keep quiet, so that another one decides."""


@st.composite
def _thresholds(draw: st.DrawFn, honest: World, gamed: World, decides: str) -> Data:
    """Draw thresholds close to what one of both files reaches, so that one rule decides."""
    judged = [judge(world) for world in (honest, gamed)]
    tallies = [judgement.tally for judgement in judged]
    if decides == "any":
        return {}
    # More often than not all others keep quiet: what they would say too hides what is wrong here.
    loud = draw(st.one_of(st.just(set()), st.sets(st.sampled_from(list(QUIET)))))
    rules: Data = {}
    for name, own in QUIET.items():
        rules |= {} if name == decides or name in loud else own
    if decides == "band":
        scores = [score for tally in tallies for score in (tally.score, tally.lowest_score)]
        high, low = draw(_near(*scores)), draw(st.one_of(st.just("0"), _near(*scores)))
        rules |= {"approve_at": max(high, low, key=Fraction), "conditions_at": low}
    elif decides == "coverage":
        rules |= {"coverage_at_least": draw(_near(*(tally.coverage for tally in tallies)))}
    elif decides == "floor":
        rules["section_floors"] = {}
        for key in honest.policy.get("section_floors", {}):
            parts = [judgement.section_tallies[key] for judgement in judged]
            scores = [score for part in parts for score in (part.score, part.lowest_score)]
            rules["section_floors"][key] = draw(_near(*scores))
    return rules


def _near(*numbers: Fraction | None) -> st.SearchStrategy[str]:
    """Return a strategy for these numbers in percent, to three places, just above or not above.

    The first is just missed more often, by the honest file.
    """
    places = [
        f"{thousandths // 1000}.{thousandths % 1000:03}"
        for number in numbers
        if number is not None
        for thousandths in (min(number * 1000 // 1 + 1, 100_000), number * 1000 // 1)
    ]
    return st.sampled_from([*places[:1] * 3, *places] or ["50"])


def judge(world: World) -> Judgement:
    return assessor(world).judge(vendor_file(world), AS_OF)
