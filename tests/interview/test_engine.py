"""The interview without a terminal: laws that hold whatever is asked and answered, then what each event does."""

import random
from collections.abc import Callable

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from locations import TESTS
from strategies import AS_OF, SETTINGS, THOROUGH, Data, World, answers_to, assessor, law, vendor_file, worlds
from vendorcheck.assessment.assessment import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.interview.engine import (
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
    open_answers,
    progress,
    queue,
    step,
)
from vendorcheck.interview.session import written
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import Misfit, Raw
from vendorcheck.model.vendor_file import Answer, Evidence, VendorFile
from vendorcheck.validation.schema.parse import parse_model


def raw(answer: Data) -> Raw:
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


def begun(world: World, **manner: Data) -> State:
    return begin(Interview(assessor(world), vendor_file(world), AS_OF, **manner))


class Walk(RuleBasedStateMachine):
    """A person who answers, errs, goes back, skips and looks around; in the end the same answers are there."""

    state: State
    world: World

    @initialize(world=worlds(), seed=st.integers(0, 999), fast=st.booleans())
    def start(self, world: World, seed: int, *, fast: bool) -> None:
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
        if (
            isinstance(ask(back), Question)
            and isinstance(self.shown, Question)
            and back.back_to_review is None
        ):
            here, once = self._key(), back
            # Keeping every answer leads back to where the person was.
            while isinstance(reply := ask(once), Question) and reply.place.item.key != here:
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

    def _value(self, state: State, key: str) -> Data:
        return state.item(key).question.read(self.script[key])


def counted(state: State) -> list[Data]:
    return [
        (reply.item.key, reply.state, reply.answer, applies)
        for reply, applies in state.situation
        if applies is not False
    ]


# A walk that fails is short enough to read, and shrinking one takes minutes.
WALKS = settings(SETTINGS, stateful_step_count=25, phases=[Phase.explicit, Phase.generate])


@pytest.mark.parametrize(
    "walks", [pytest.param(20, id="few"), pytest.param(THOROUGH or 60, id="many", marks=pytest.mark.slow)]
)
def test_a_walk_through_an_interview_keeps_what_was_said(walks: int) -> None:
    run_state_machine_as_test(Walk, settings=settings(WALKS, max_examples=walks))


@law(worlds(), st.integers(0, 999))
def test_fast_never_asks_more_than_all_and_ends_in_the_same_verdict(world: World, seed: int) -> None:
    script = scripted(world, seed)

    def respond(_: State, shown: Question) -> Event:
        return Answered(script[shown.place.item.key])

    fast, few = run(begun(world, fast=True), respond)
    everything, many = run(begun(world), respond)
    assert set(few) <= set(many)
    if fast.outlook.settled:
        assert fast.judgement.verdict == everything.judgement.verdict
    spared = set(left_out(fast))
    assert spared.isdisjoint(few)
    onward, rest = run(step(fast, Continue()), respond)
    assert onward.judgement == everything.judgement
    assert counted(onward) == counted(everything)
    assert not set(rest) & set(few)


@law(worlds(), st.integers(0, 999))
def test_what_was_given_is_all_it_takes_to_go_on(world: World, seed: int) -> None:
    script, chance = scripted(world, seed), random.Random(seed)  # noqa: S311 - the same
    state = begun(world)
    while isinstance(shown := ask(state), Question | MitigationWanted) and chance.random() < 0.8:
        state = step(
            state, Keep() if isinstance(shown, MitigationWanted) else Answered(script[shown.place.item.key])
        )
    resumed = begin(state.interview, state.given)
    assert resumed.vendor == state.vendor
    assert queue(resumed) == queue(state)
    assert progress(resumed) == progress(state)


# ---- what each event does


def small(answers: Data = None, rules: Data = None, **manner: Data) -> State:
    """An interview on the questionnaire that the terminal is tested with."""
    name = "cases/interview/small.yaml"
    found = parse_model(parse_document((TESTS / name).read_bytes(), name), Questionnaire)
    plain = {"vendorcheck": "policy/1", "id": "p", "version": "1", "title": "P"}
    bare = Policy.model_validate(plain | (rules or {}))
    written = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Acme"},
        "responses": {"small": {"answers": answers or {}}},
    }
    file = VendorFile.model_validate(written)
    return begin(Interview(Assessor({"small": found}, bare, ["small"]), file, AS_OF, **manner))


def after(state: State, *events: Event) -> State:
    for event in events:
        state = step(state, event)
    return state


def answer(state: State, name: str) -> Answer:
    found = state.vendor.answer(f"small/{name}")
    assert found is not None
    return found


def shown(state: State) -> str:
    found = ask(state)
    return found.place.item.question.id if isinstance(found, Question) else type(found).__name__


GUIDE = Evidence(title="Guide", url="https://acme.example")


def test_an_answer_leads_on_and_what_hangs_on_it_follows() -> None:
    state = small()
    assert [shown(state := step(state, event)) for event in (Answered("saml"), Answered("yes"), Skip(), Skip(), Skip())] == [
        "scim", "formats", "after", "who", "CheckAnswers"
    ]  # fmt: skip
    assert shown(step(state, Keep())) == "End"
    assert shown(after(small(), Answered("none"))) == "MitigationWanted"
    assert shown(after(small(), Answered("none"), Keep())) == "formats"


def test_details_stay_with_the_question() -> None:
    state = after(small(), Note("One"), Support(GUIDE), PlanAndPrice("Pro", "4 EUR"))
    assert shown(state) == "sign-in"
    assert list(state.given) == ["small/sign-in"]
    found = answer(step(state, Answered("saml")), "sign-in")
    assert (found.note, found.evidence, found.grade, found.plan, found.price) == (
        "One",
        (GUIDE,),
        "documented",
        "Pro",
        "4 EUR",
    )
    bare = answer(after(state, Note(""), PlanAndPrice("", "")), "sign-in")
    assert (bare.note, bare.plan, bare.price) == (None, None, None)


def test_evidence_for_one_answer_is_none_for_another() -> None:
    files = {"sign-in": {"answer": "saml", "grade": "verified", "evidence": [{"url": "https://a.example"}]}}
    same = after(small(files), Jump("small/sign-in"), Answered("saml"))
    assert same.given == {}
    other = answer(after(same, Jump("small/sign-in"), Answered("none")), "sign-in")
    assert (other.grade, len(other.evidence)) == ("claimed", 1)
    assert answer(after(small(files), Jump("small/sign-in"), Support(GUIDE)), "sign-in").grade == "verified"


def test_a_mitigation_goes_with_the_gap() -> None:
    state = after(small(), Answered("none"), Mitigate("Soon", AS_OF))
    assert shown(state) == "formats"
    assert answer(state, "sign-in").mitigation is not None
    assert answer(after(state, Back(), Mitigate("")), "sign-in").mitigation is None
    assert answer(after(state, Back(), Answered("saml")), "sign-in").mitigation is None
    again = after(state, Back(), Unknown(), Back(), Answered("none"), Back())
    assert shown(again) == "sign-in"


def test_it_tells_what_changed() -> None:
    before = after(small(), Answered("saml"), Answered("yes"), Back(), Back())
    later = step(before, Answered("none"))
    assert [place.item.key for place in news(before, later).dropped] == ["small/scim"]
    assert list(changes(before, later)) == ["small/sign-in"]
    screen = ask(step(later, Review()))
    assert isinstance(screen, CheckAnswers)
    assert [place.item.question.id for place in screen.places] == ["sign-in"]
    assert [place.item.question.id for place in screen.unused] == ["scim"]
    assert answer(later, "scim").answer == "yes"


def test_what_a_change_opens_is_asked_before_the_screen_returns() -> None:
    state = after(
        small(), Answered("none"), Keep(), Skip(), Review(), Jump("small/sign-in"), Answered("saml")
    )
    assert shown(state) == "scim"
    state = step(state, Answered("yes"))
    assert shown(state) == "CheckAnswers"
    assert shown(step(state, Keep())) == "after"
    assert shown(step(state, Back())) == "scim"


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([Keep()], "no answer yet"),
        ([Back()], "first question"),
        ([NotApplicable("No")], "has to be answered"),
        ([Answered("saml"), NotApplicable("")], "needs a reason"),
        ([Mitigate("x")], "no gap"),
        ([Verified()], "no answer here"),
        ([Disputed("x")], "no answer here"),
        ([Answered("saml"), Back(), Disputed("")], "needs a reason"),
        ([Jump("small/scim"), Answered("yes"), Review(), Unknown()], "by its number"),
        ([Answered("none"), Jump("small/scim")], "not asked"),
        ([Jump("small/other")], "not asked"),
    ],
)  # fmt: skip
def test_what_can_not_happen_here(events: list[Event], why: str) -> None:
    with pytest.raises(Refused, match=why):
        after(small(), *events)


@pytest.mark.parametrize("word", ["b", "n/a", "no", "?", "-", " N.A. ", "TBD"])
def test_a_word_is_no_reason(word: str) -> None:
    """What `validate` calls no reason is none here."""
    answered = step(small(), Answered("saml"))
    for state, event in ((answered, NotApplicable(word)), (step(answered, Back()), Disputed(word))):
        with pytest.raises(Refused, match="is no reason; write why, in words"):
            step(state, event)


def test_a_policy_does_not_allow_what_the_questionnaire_refuses() -> None:
    """The file would be refused, whatever the policy says of the question."""
    state = small(rules={"questions": {"small/sign-in": {"blocker": "false"}}})
    assert not state.item("small/sign-in").blocks
    with pytest.raises(Refused, match="has to be answered"):
        step(state, NotApplicable("They sell none."))


def test_nothing_typed_is_nothing_said() -> None:
    state = after(small(), Note(""), PlanAndPrice("", ""))
    assert state.given == {}
    assert shown(state) == "sign-in"
    noted = small({"sign-in": {"note": "Asked."}})
    assert after(noted, Note("Asked.")).given == {}
    emptied = after(noted, Note(""))
    text = '{"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": {"small": {"answers": {"sign-in": {"note": "Asked."}, "who": {"answer": "Them"}}}}}'
    assert "sign-in" not in written(emptied, text, "acme.json")
    assert "Them" in written(emptied, text, "acme.json")


def test_an_answer_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Misfit):
        step(small(), Answered("magic"))


def test_a_place_that_nobody_knows() -> None:
    assert shown(step(small(), Quit())) == "End"
    with pytest.raises(KeyError):
        small().look("small/other")


def test_help_is_shown_once() -> None:
    helped = ask(step(small(), Help()))
    assert isinstance(helped, Question)
    assert helped.help
    later = ask(after(small(), Help(), Answered("saml")))
    assert isinstance(later, Question)
    assert not later.help


def test_review_shows_claims_and_disputes_once() -> None:
    files = {
        "sign-in": {"answer": "saml"},
        "scim": {"answer": "yes", "disputed": "No"},
        "formats": {"answer": ["csv"], "grade": "verified"},
        "who": {"unknown": "true"},
    }
    state = small(files, review=True)
    assert shown(state) == "sign-in"
    assert shown(step(state, Keep())) == "scim"
    done = after(state, Verified(), Verified())
    assert shown(done) == "CheckAnswers"
    assert (answer(done, "sign-in").grade, answer(done, "scim").disputed) == ("verified", None)
    assert left_out(done) == ()


OPEN = {
    "sign-in": {"answer": "saml", "disputed": "They sell none.", "note": "Asked twice."},
    "scim": {"unknown": "true"},
    "after": {"unknown": "true"},
    "who": {"answer": "Them"},
}


def test_what_is_open_is_asked_again_if_it_is_wanted() -> None:
    assert shown(small(OPEN)) == "formats"
    again = frozenset(open_answers(small(OPEN).interview))
    assert again == {"small/sign-in", "small/scim", "small/after"}
    state = small(OPEN, again=again)
    assert progress(state).total == 4
    asked = []
    for event in (Answered("saml"), Keep(), Skip(), Skip()):
        asked.append(shown(state))
        state = step(state, event)
    assert asked == ["sign-in", "scim", "formats", "after"]
    assert shown(state) == "CheckAnswers"
    # What stood beside the answer stays, and so does what nobody knows yet.
    assert list(state.given) == ["small/sign-in"]
    assert (answer(state, "sign-in").disputed, answer(state, "sign-in").note) == (None, "Asked twice.")


def test_what_does_not_matter_is_not_asked_again() -> None:
    none = OPEN | {"sign-in": {"answer": "none"}}
    assert open_answers(small(none).interview) == ("small/after",)
    assert open_answers(small(none, fast=True).interview) == ()
    assert open_answers(small({"who": {"answer": "Them"}}).interview) == ()


def test_only_some_questions() -> None:
    state = small(only=frozenset(["small/sign-in", "small/who"]), plain=True)
    state = step(state, Answered("none"))
    assert shown(state) == "who"
    assert progress(state).total == 2


def test_fast_leaves_out_what_is_not_scored() -> None:
    state = small(fast=True)
    asked = []
    while isinstance(found := ask(state), Question):
        asked.append(found.place.item.question.id)
        state = step(state, Unknown())
    assert asked == ["sign-in", "formats", "after", "scim"]
    assert left_out(state) == ("small/who",)
    assert isinstance(found, CheckAnswers)
    assert found.why == ("What is left is not scored, so it can't change the verdict.",)
