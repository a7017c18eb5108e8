"""The interview without a terminal: laws that hold whatever is asked and answered, then what each event does."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from strategies import AS_OF, World, answers_to, assessor, vendor_file, worlds

from vendorcheck.interview import (
    Answered,
    Back,
    CheckAnswers,
    Continue,
    Disputed,
    End,
    Event,
    Help,
    Interview,
    Jump,
    Keep,
    Mitigate,
    MitigationWanted,
    Next,
    NotApplicable,
    Note,
    PlanAndPrice,
    Question,
    Quit,
    Refused,
    Review,
    Skip,
    State,
    Support,
    Unknown,
    Verified,
    ask,
    begin,
    changes,
    left_out,
    news,
    progress,
    queue,
    step,
)
from vendorcheck.questions import Misfit, Raw
from vendorcheck.vendor import Evidence


def raw(answer: Any) -> Raw:
    return tuple(answer) if isinstance(answer, list) else str(answer)


def run(state: State, respond: Callable[[State, Question], Event]) -> tuple[State, list[str]]:
    """Answer whatever is asked until the check-answers screen; what was asked."""
    seen: list[str] = []
    while not isinstance(shown := ask(state), CheckAnswers | End):
        if isinstance(shown, MitigationWanted):
            state = step(state, Keep())
            continue
        assert shown.place.item.key not in seen, "asked twice"
        seen.append(shown.place.item.key)
        state = step(state, respond(state, shown))
    return state, seen


def scripted(world: World, seed: int) -> dict[str, Raw]:
    """One answer to each question."""
    chance = random.Random(seed)  # noqa: S311 - which answer it is decides nothing secret
    return {key: raw(chance.choice(answers_to(world.question(key)))) for key in world.keys}


def completed(state: State, chance: random.Random, world: World) -> State:
    """One of the ways in which what is open may be answered, or stay open."""

    def respond(_: State, shown: Question) -> Event:
        item = shown.place.item
        ways: list[Event] = [Answered(raw(answer)) for answer in answers_to(world.question(item.key))]
        others: list[Event] = [Unknown(), Skip()]
        others += [NotApplicable("No such thing.")] if item.accepts_not_applicable else []
        return chance.choice(ways) if chance.random() < 0.8 else chance.choice(others)

    # From the begin, since the person may be looking at an answer; and fast would stop at once.
    return run(step(begin(state.interview, state.given), Continue()), respond)[0]


def begun(world: World, **manner: Any) -> State:
    return begin(Interview(assessor(world), vendor_file(world), AS_OF, **manner))


class Walk(RuleBasedStateMachine):
    """A person who answers, errs, goes back, skips and looks around; in the end the same answers are there."""

    state: State
    world: World

    @initialize(world=worlds(), seed=st.integers(0, 999), fast=st.booleans())
    def start(self, world: World, seed: int, fast: bool) -> None:
        self.world, self.script = world, scripted(world, seed)
        self.straight = begun(world, fast=fast)
        self.state = self.straight
        self.asked: set[str] = set()
        self.chance = random.Random(seed)  # noqa: S311 - the same

    @property
    def shown(self) -> Next:
        return ask(self.state)

    def _key(self) -> str:
        assert isinstance(self.shown, Question)
        return self.shown.place.item.key

    def _asking(self) -> bool:
        return isinstance(self.shown, Question)

    @invariant()
    def only_what_applies_is_asked_and_once(self) -> None:
        shown = self.shown
        if isinstance(shown, Question):
            assert shown.place.applies is not False
            assert shown.number >= 1
            assert shown.total >= shown.number
            assert shown.again == (shown.place.item.key in self.state.trail)

    @invariant()
    def the_score_is_that_of_an_assessment(self) -> None:
        interview = self.state.interview
        found = interview.assessor.judge(self.state.vendor, AS_OF)
        assert self.state.judgement == found

    @precondition(_asking)
    @rule()
    def answer(self) -> None:
        key = self._key()
        self.state = step(self.state, Answered(self.script[key]))

    @precondition(_asking)
    @rule(data=st.data())
    def err(self, data: st.DataObject) -> None:
        key = self._key()
        wrong = data.draw(st.sampled_from(answers_to(self.world.question(key))))
        self.state = step(self.state, Answered(raw(wrong)))

    @precondition(_asking)
    @rule()
    def skip(self) -> None:
        self.state = step(self.state, Skip())

    @precondition(_asking)
    @rule()
    def not_know(self) -> None:
        self.state = step(self.state, Unknown())

    @rule()
    def back_and_forth(self) -> None:
        before = self.state
        try:
            back = step(before, Back())
        except Refused:
            return
        assert back.given == before.given
        if isinstance(ask(back), Question) and isinstance(self.shown, Question) and back.back_to_review is None:
            here, once = self._key(), back
            # Keeping every answer leads back to where the person was.
            while (reply := ask(once)) and isinstance(reply, Question) and reply.place.item.key != here:
                answered = reply.place.reply.state != "unanswered"
                once = step(once, Keep() if answered else Skip())
            assert isinstance(reply, Question)
            assert once.given == before.given
        self.state = back

    @rule(event=st.sampled_from([Keep(), Help(), Review()]))
    def look_around(self, event: Event) -> None:
        before = self.state.given
        try:
            self.state = step(self.state, event)
        except Refused:
            return
        if self.state.screen == "done":
            self.state = step(self.state, Review())
        assert self.state.given == before

    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        shown = self.shown
        if isinstance(shown, CheckAnswers) and shown.places:
            place = data.draw(st.sampled_from(shown.places))
            # What the file said before stays out of it: to say it anew is not the same as never having touched it.
            if place.item.key in self.state.trail:
                self.state = step(self.state, Jump(place.item.key))

    @rule()
    def the_settled_verdict_stays(self) -> None:
        if self.state.outlook.settled:
            verdict = completed(self.state, self.chance, self.world).judgement.verdict
            assert verdict == self.state.outlook.best == self.state.outlook.worst

    def teardown(self) -> None:
        if not hasattr(self, "script"):
            return
        walked = self._corrected(step(self.state, Continue()))
        straight = self._corrected(step(self.straight, Continue()))
        assert walked.tier == straight.tier
        assert counted(walked) == counted(straight)
        assert walked.judgement == straight.judgement

    def _corrected(self, state: State) -> State:
        """Everything that applies, answered as the script says in the end."""
        while True:
            state, _ = run(state, lambda _, shown: Answered(self.script[shown.place.item.key]))
            wrong = [key for key in state.visited if state.look(key)[0].value != self._value(state, key)]
            if not wrong:
                return state
            state = step(step(state, Review()), Jump(wrong[0]))
            state = step(state, Answered(self.script[wrong[0]]))

    def _value(self, state: State, key: str) -> Any:
        return state.item(key).question.read(self.script[key])


def counted(state: State) -> list[Any]:
    return [(reply.item.key, reply.state, reply.answer, applies) for reply, applies in state.situation if applies is not False]


TestWalk = Walk.TestCase
# A walk that fails is short enough to read, and shrinking one takes minutes.
TestWalk.settings = settings(stateful_step_count=25, phases=[Phase.explicit, Phase.generate])


@given(worlds(), st.integers(0, 999))
def test_fast_never_asks_more_than_all_and_ends_in_the_same_verdict(world: World, seed: int) -> None:
    script = scripted(world, seed)

    def respond(_: State, shown: Question) -> Event:
        return Answered(script[shown.place.item.key])

    fast, few = run(begun(world, fast=True), respond)
    everything, many = run(begun(world), respond)
    assert set(few) <= set(many)
    if fast.outlook.settled:
        assert fast.judgement.verdict == everything.judgement.verdict
    spared = {place for place in left_out(fast)}
    assert spared.isdisjoint(few)
    onward, rest = run(step(fast, Continue()), respond)
    assert onward.judgement == everything.judgement
    assert counted(onward) == counted(everything)
    assert not set(rest) & set(few)


@given(worlds(), st.integers(0, 999))
def test_what_was_given_is_all_it_takes_to_go_on(world: World, seed: int) -> None:
    script, chance = scripted(world, seed), random.Random(seed)  # noqa: S311 - the same
    state = begun(world)
    while isinstance(shown := ask(state), Question | MitigationWanted) and chance.random() < 0.8:
        state = step(state, Keep() if isinstance(shown, MitigationWanted) else Answered(script[shown.place.item.key]))
    resumed = begin(state.interview, state.given)
    assert resumed.vendor == state.vendor
    assert queue(resumed) == queue(state)
    assert progress(resumed) == progress(state)
