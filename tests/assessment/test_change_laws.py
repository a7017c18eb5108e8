"""Laws on the change between two vendor files, whatever they say."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from strategies import AS_OF, World, assessor, entries, law, risks, vendor_file, vendors, worlds
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.change.answers import AnswerChange, AnswerChangeKind
from vendorcheck.assessment.change.change import Change, compare
from vendorcheck.assessment.change.sides import AnswerSide
from vendorcheck.model.vendor_file import Answer

MIRRORED: Final[dict[AnswerChangeKind, AnswerChangeKind]] = {
    "worse": "improved",
    "newly-unknown": "newly-known",
    "put-aside": "taken-up",
    "now-asked": "no-longer-asked",
}
OTHER_WAY: Final = MIRRORED | {after: before for before, after in MIRRORED.items()}
_OPPOSITES: Final = (
    *(("better", "worse"), ("added", "removed"), ("failed", "cleared")),
    *(("accepted", "withdrawn"), ("in-force", "no-longer")),
)
OPPOSITE: Final = dict(_OPPOSITES) | {after: before for before, after in _OPPOSITES}
NO_LONGER: Final = ("lapsed", "not-yet-in-force")
"""The reason why an accepted risk is in force on the first day only."""


def assessed(world: World, day: date = AS_OF) -> Assessment:
    return assessor(world).assess(vendor_file(world), day)


def change_of(before: World, after: World, days: tuple[date, date] = (AS_OF, AS_OF)) -> Change:
    old, new = (assessed(world, day) for world, day in zip((before, after), days, strict=True))
    return compare("old", old, "new", new)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[World, World]:
    """Two vendor files under one policy: a few answers of the second are others."""
    world = draw(worlds(open_ones=2))
    if draw(st.integers(1, 4)) == 1:
        other = draw(vendors(world.questionnaires, 2))
        return world, replace(world, vendor=other)
    keys = draw(st.lists(st.sampled_from(world.keys), max_size=3, unique=True))
    answers = {key: draw(entries(world.question(key))) for key in keys}
    after = world.answered(answers)
    if draw(st.booleans()):
        key = draw(st.sampled_from(world.keys))
        accepted = [draw(risks(key, world.question(key)))]
        after = replace(after, vendor={**after.vendor, "accepted_risks": accepted})
    return world, after


@law(worlds(open_ones=2), st.integers(0, 400))
def test_a_file_does_not_differ_from_itself(world: World, days: int) -> None:
    day = AS_OF + timedelta(days)
    change = change_of(world, world, (day, day))
    assert change.is_empty
    assert change.score_difference in {0, None}
    assert not change.is_worse


def mirrored(one: AnswerChange) -> tuple[object, ...]:
    kind = OTHER_WAY.get(one.kind, one.kind)
    direction = OPPOSITE.get(one.direction, one.direction)
    points = None if one.points is None else -one.points
    return one.key, kind, direction, points, one.after.answer, one.before.answer


def contents(answer: Answer | None) -> tuple[object, ...]:
    """All that an answer says, whatever the order of its evidence; nothing is as none."""
    full = answer or Answer()
    evidence = sorted(repr(piece) for piece in full.evidence)
    return (full.model_copy(update={"evidence": ()}), *evidence)


@law(pairs(), st.integers(0, 400))
def test_what_differs_between_two_files(pair: tuple[World, World], days: int) -> None:
    dates = (AS_OF, AS_OF + timedelta(days))
    there, back = change_of(*pair, dates), change_of(*pair[::-1], dates[::-1])
    the_other_way_round_everything_is_the_opposite(there, back)
    every_answer_that_differs_is_listed_once(*pair, there)
    all_points_add_up_to_the_change_of_the_score(there)


def the_other_way_round_everything_is_the_opposite(there: Change, back: Change) -> None:
    as_is = {
        (one.key, one.kind, one.direction, one.points, one.before.answer, one.after.answer)
        for one in back.answers
    }
    assert {mirrored(one) for one in there.answers} == as_is
    assert there.is_empty == back.is_empty
    assert OPPOSITE.get(there.verdict_direction, "neither") == back.verdict_direction
    if there.score_difference is not None:
        assert there.score_difference == -(back.score_difference or 0)
    opposite = [(subject, OPPOSITE.get(kind, kind)) for subject, kind in others(there)]
    assert sorted(opposite) == others(back)


def others(change: Change) -> list[tuple[str, str]]:
    """The accepted risks and checks that differ."""
    risks_that_differ = [
        (one.subject, "no-longer" if one.kind in NO_LONGER else one.kind) for one in change.risks
    ]
    return sorted([*risks_that_differ, *((one.finding.subject, one.kind) for one in change.checks)])


def every_answer_that_differs_is_listed_once(before: World, after: World, change: Change) -> None:
    keys = [one.key for one in change.answers]
    assert len({*keys}) == len(keys)
    old, new = vendor_file(before), vendor_file(after)
    for key in before.keys:
        if contents(old.answer(key)) != contents(new.answer(key)):
            assert key in keys
    for one in change.answers:
        is_same = contents(old.answer(one.key)) == contents(new.answer(one.key))
        assert not is_same or how_it_counts(one.before) != how_it_counts(one.after)


def how_it_counts(side: AnswerSide) -> tuple[object, ...]:
    standings = [standing for _, standing in side.evidence]
    return (
        side.is_asked,
        side.is_known,
        side.standing_in_rules,
        side.credit,
        side.support,
        standings,
    )


def all_points_add_up_to_the_change_of_the_score(change: Change) -> None:
    points = [one.points for one in change.answers]
    if change.score_difference is None:
        assert set(points) <= {None}
    else:
        assert sum(one or 0 for one in points) == change.score_difference
