"""The interview without a terminal: laws that always hold, then what each event does."""

import random
from collections.abc import Callable

import pytest
from hypothesis import Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from locations import TESTS
from strategies import (
    AS_OF,
    SETTINGS,
    THOROUGH,
    Data,
    World,
    answers_to,
    assessor,
    law,
    vendor_file,
    worlds,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import VERDICTS
from vendorcheck.document.document import parse_document
from vendorcheck.interview.engine import (
    AddedEvidence,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    CheckAnswersScreen,
    ContinuedWithLeftOut,
    DeclaredNotApplicable,
    DeclaredUnknown,
    DisputedAnswer,
    EndScreen,
    Event,
    GaveAnswer,
    Interview,
    InterviewState,
    JumpedToQuestion,
    KeptAnswer,
    MitigationScreen,
    NextScreen,
    OpenedReview,
    Outlook,
    QuestionScreen,
    QuitInterview,
    RefusedEvent,
    RequestedHelp,
    SkippedQuestion,
    StopOffer,
    StoppedToSend,
    StopScreen,
    VerifiedAnswer,
    WentBack,
    advance,
    begin_interview,
    build_queue,
    changed_answers,
    find_consequences,
    find_open_answers,
    left_out_questions,
    measure_progress,
    next_screen,
)
from vendorcheck.interview.saved_answers import vendor_file_text
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import InvalidAnswer, RawAnswer
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.validation.schema.parse import parse_model


def raw(answer: Data) -> RawAnswer:
    return tuple(answer) if isinstance(answer, list) else str(answer)


def run(
    state: InterviewState, respond: Callable[[InterviewState, QuestionScreen], Event]
) -> tuple[InterviewState, list[str]]:
    """Answer whatever is asked until the check-answers screen; what was asked.

    An offer to stop is declined, unless only what can't change the verdict would be asked then.
    """
    seen: list[str] = []
    while not isinstance(shown := next_screen(state), CheckAnswersScreen | EndScreen):
        if isinstance(shown, StopScreen) and shown.offer.outlook.is_settled:
            break
        if isinstance(shown, MitigationScreen | StopScreen):
            state = advance(state, KeptAnswer())
            continue
        assert isinstance(shown, QuestionScreen)
        assert shown.context.planned_question.key not in seen, "asked twice"
        seen.append(shown.context.planned_question.key)
        state = advance(state, respond(state, shown))
    return state, seen


def scripted(world: World, seed: int) -> dict[str, RawAnswer]:
    """One answer to each question."""
    chance = random.Random(seed)  # noqa: S311 - which answer it is decides nothing secret
    return {key: raw(chance.choice(answers_to(world.question(key)))) for key in world.keys}


def completed(state: InterviewState, chance: random.Random, world: World) -> InterviewState:
    """One of the ways in which what is open may be answered, or stay open."""

    respond = in_some_way(chance, world)
    # From the begin, since the person may be looking at an answer; and fast would stop at once.
    return run(
        advance(begin_interview(state.interview, state.given_answers), ContinuedWithLeftOut()),
        respond,
    )[0]


def in_some_way(
    chance: random.Random, world: World
) -> Callable[[InterviewState, QuestionScreen], Event]:
    """One of the ways to deal with each question: an answer as a rule."""

    def respond(_: InterviewState, shown: QuestionScreen) -> Event:
        item = shown.context.planned_question
        ways: list[Event] = [
            GaveAnswer(raw(answer)) for answer in answers_to(world.question(item.key))
        ]
        others: list[Event] = [DeclaredUnknown(), SkippedQuestion()]
        others += [DeclaredNotApplicable("No such thing.")] if item.accepts_not_applicable else []
        return chance.choice(ways) if chance.random() < 0.8 else chance.choice(others)

    return respond


def begun(world: World, **manner: Data) -> InterviewState:
    return begin_interview(Interview(assessor(world), vendor_file(world), AS_OF, **manner))


class Walk(RuleBasedStateMachine):
    """A person who answers, errs, goes back, skips and looks around.

    In the end the same answers are there.
    """

    state: InterviewState
    world: World

    @initialize(world=worlds(), seed=st.integers(0, 999), fast=st.booleans())
    def start(self, world: World, seed: int, *, fast: bool) -> None:
        self.world, self.script = world, scripted(world, seed)
        self.straight = begun(world, fast=fast)
        self.state = self.straight
        self.asked: set[str] = set()
        self.chance = random.Random(seed)  # noqa: S311 - the same

    @property
    def shown(self) -> NextScreen:
        return next_screen(self.state)

    def _key(self) -> str:
        assert isinstance(self.shown, QuestionScreen)
        return self.shown.context.planned_question.key

    def _asking(self) -> bool:
        return isinstance(self.shown, QuestionScreen)

    @invariant()
    def only_what_applies_is_asked_and_once(self) -> None:
        shown = self.shown
        if isinstance(shown, QuestionScreen):
            assert shown.context.applies is not False
            assert shown.number >= 1
            assert shown.total >= shown.number
            assert shown.is_revisit == (shown.context.planned_question.key in self.state.trail)

    @invariant()
    def the_score_is_that_of_an_assessment(self) -> None:
        interview = self.state.interview
        found = interview.assessor.judge(self.state.vendor, AS_OF)
        assert self.state.judgement == found

    @precondition(_asking)
    @rule()
    def answer(self) -> None:
        key = self._key()
        self.state = advance(self.state, GaveAnswer(self.script[key]))

    @precondition(_asking)
    @rule(data=st.data())
    def err(self, data: st.DataObject) -> None:
        key = self._key()
        wrong = data.draw(st.sampled_from(answers_to(self.world.question(key))))
        self.state = advance(self.state, GaveAnswer(raw(wrong)))

    @precondition(_asking)
    @rule()
    def skip(self) -> None:
        self.state = advance(self.state, SkippedQuestion())

    @precondition(lambda self: isinstance(self.shown, StopScreen))
    @rule()
    def go_on(self) -> None:
        before = self.state
        self.state = advance(before, KeptAnswer())
        assert self.state.given_answers == before.given_answers
        assert not isinstance(self.shown, StopScreen)

    @precondition(_asking)
    @rule()
    def not_know(self) -> None:
        self.state = advance(self.state, DeclaredUnknown())

    @rule()
    def back_and_forth(self) -> None:
        before = self.state
        try:
            back = advance(before, WentBack())
        except RefusedEvent:
            return
        assert back.given_answers == before.given_answers
        if (
            isinstance(next_screen(back), QuestionScreen)
            and isinstance(self.shown, QuestionScreen)
            and back.waiting_before_change is None
        ):
            here, once = self._key(), back
            # Keeping every answer leads back to where the person was.
            while (
                isinstance(reply := next_screen(once), QuestionScreen)
                and reply.context.planned_question.key != here
            ):
                answered = reply.context.status.answer_state != "unanswered"
                once = advance(once, KeptAnswer() if answered else SkippedQuestion())
            assert isinstance(reply, QuestionScreen)
            assert once.given_answers == before.given_answers
        self.state = back

    @rule(event=st.sampled_from([KeptAnswer(), RequestedHelp(), OpenedReview()]))
    def look_around(self, event: Event) -> None:
        before = self.state.given_answers
        try:
            self.state = advance(self.state, event)
        except RefusedEvent:
            return
        if self.state.screen == "done":
            self.state = advance(self.state, OpenedReview())
        assert self.state.given_answers == before

    @rule(data=st.data())
    def jump(self, data: st.DataObject) -> None:
        shown = self.shown
        if isinstance(shown, CheckAnswersScreen) and shown.answers:
            place = data.draw(st.sampled_from(shown.answers))
            # What the file said before stays out of it.
            # To say it anew is not the same as never having touched it.
            if place.planned_question.key in self.state.trail:
                self.state = advance(self.state, JumpedToQuestion(place.planned_question.key))

    @rule()
    def the_settled_verdict_stays(self) -> None:
        if self.state.outlook.is_settled:
            verdict = completed(self.state, self.chance, self.world).judgement.verdict
            assert verdict == self.state.outlook.best == self.state.outlook.worst

    def teardown(self) -> None:
        if not hasattr(self, "script"):
            return
        walked = self._corrected(advance(self.state, ContinuedWithLeftOut()))
        straight = self._corrected(advance(self.straight, ContinuedWithLeftOut()))
        assert walked.tier == straight.tier
        assert counted(walked) == counted(straight)
        assert walked.judgement == straight.judgement

    def _corrected(self, state: InterviewState) -> InterviewState:
        """Everything that applies, answered as the script says in the end."""
        while True:
            state, _ = run(
                state, lambda _, shown: GaveAnswer(self.script[shown.context.planned_question.key])
            )
            wrong = [
                key
                for key in state.applicable_trail
                if state.status_and_applicability(key)[0].parsed_answer != self._value(state, key)
            ]
            if not wrong:
                return state
            state = advance(advance(state, OpenedReview()), JumpedToQuestion(wrong[0]))
            state = advance(state, GaveAnswer(self.script[wrong[0]]))

    def _value(self, state: InterviewState, key: str) -> Data:
        return state.planned_question(key).definition.parse_answer(self.script[key])


def counted(state: InterviewState) -> list[Data]:
    return [
        (reply.question.key, reply.answer_state, reply.answer, applies)
        for reply, applies in state.evaluation
        if applies is not False
    ]


# A walk that fails is short enough to read, and shrinking one takes minutes.
WALKS = settings(SETTINGS, stateful_step_count=25, phases=[Phase.explicit, Phase.generate])


@pytest.mark.parametrize(
    "walks",
    [pytest.param(12, id="few"), pytest.param(THOROUGH or 60, id="many", marks=pytest.mark.slow)],
)
def test_a_walk_through_an_interview_keeps_what_was_said(walks: int) -> None:
    run_state_machine_as_test(Walk, settings=settings(WALKS, max_examples=walks))


@law(worlds(), st.integers(0, 999))
def test_fast_never_asks_more_than_all_and_ends_in_the_same_verdict(
    world: World, seed: int
) -> None:
    script = scripted(world, seed)

    def respond(_: InterviewState, shown: QuestionScreen) -> Event:
        return GaveAnswer(script[shown.context.planned_question.key])

    fast, few = run(begun(world, fast=True), respond)
    everything, many = run(begun(world), respond)
    assert set(few) <= set(many)
    if fast.outlook.is_settled:
        assert fast.judgement.verdict == everything.judgement.verdict
    spared = set(left_out_questions(fast))
    assert spared.isdisjoint(few)
    onward, rest = run(advance(fast, ContinuedWithLeftOut()), respond)
    assert onward.judgement == everything.judgement
    assert counted(onward) == counted(everything)
    assert not set(rest) & set(few)


@law(worlds(), st.integers(0, 999))
def test_what_nobody_knows_is_spared_no_less_and_ends_in_the_same_verdict(
    world: World, seed: int
) -> None:
    script, chance = scripted(world, seed), random.Random(seed)  # noqa: S311 - the same
    unknown = {key for key in script if chance.random() < 0.3}

    def respond(_: InterviewState, shown: QuestionScreen) -> Event:
        key = shown.context.planned_question.key
        return DeclaredUnknown() if key in unknown else GaveAnswer(script[key])

    fast, few = run(begun(world, fast=True), respond)
    everything, many = run(begun(world), respond)
    assert set(few) <= set(many)
    if fast.is_settled_while_open:
        assert fast.judgement.verdict == everything.judgement.verdict


@law(worlds(), st.integers(0, 999))
def test_the_verdict_stays_in_the_range_while_what_is_open_stays_open(
    world: World, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same
    respond, state = in_some_way(chance, world), begun(world)
    while (
        isinstance(shown := next_screen(state), QuestionScreen | MitigationScreen)
        and chance.random() < 0.8
    ):
        event = KeptAnswer() if isinstance(shown, MitigationScreen) else respond(state, shown)
        state = advance(state, event)
    found = state.range_while_open
    for _ in range(3):
        judgement = run(state, respond)[0].judgement
        later = judgement.verdict
        if found is not None:
            assert VERDICTS.index(found.best) <= VERDICTS.index(later)
            assert VERDICTS.index(later) <= VERDICTS.index(found.worst)
            if later == "do-not-approve" != found.waiting_worst and found.best != later:
                assert judgement.rule_results[0].rule == "score-band"
    if state.outlook.is_settled:
        assert found is not None
        assert (found.best, found.worst) == (state.outlook.best, state.outlook.worst)


@law(worlds(), st.integers(0, 999))
def test_what_was_given_is_all_it_takes_to_go_on(world: World, seed: int) -> None:
    script, chance = scripted(world, seed), random.Random(seed)  # noqa: S311 - the same
    state = begun(world)
    while (
        isinstance(shown := next_screen(state), QuestionScreen | MitigationScreen)
        and chance.random() < 0.8
    ):
        state = advance(
            state,
            KeptAnswer()
            if isinstance(shown, MitigationScreen)
            else GaveAnswer(script[shown.context.planned_question.key]),
        )
    resumed = begin_interview(state.interview, state.given_answers)
    assert resumed.vendor == state.vendor
    assert build_queue(resumed) == build_queue(state)
    assert measure_progress(resumed) == measure_progress(state)


# ---- what each event does


def small(answers: Data = None, rules: Data = None, **manner: Data) -> InterviewState:
    """An interview on the questionnaire that the terminal is tested with."""
    name = "cases/interview/small.yaml"
    questionnaire = parse_model(parse_document((TESTS / name).read_bytes(), name), Questionnaire)
    plain = {"vendorcheck": "policy/1", "id": "p", "version": "1", "title": "P"}
    bare = Policy.model_validate(plain | (rules or {}))
    written = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Acme"},
        "responses": {"small": {"answers": answers or {}}},
    }
    file = VendorFile.model_validate(written)
    return begin_interview(
        Interview(Assessor({"small": questionnaire}, bare, ["small"]), file, AS_OF, **manner)
    )


def after(state: InterviewState, *events: Event) -> InterviewState:
    for event in events:
        state = advance(state, event)
    return state


def answer(state: InterviewState, name: str) -> Answer:
    found = state.vendor.answer(f"small/{name}")
    assert found is not None
    return found


def shown(state: InterviewState) -> str:
    found = next_screen(state)
    return (
        found.context.planned_question.definition.id
        if isinstance(found, QuestionScreen)
        else type(found).__name__
    )


GUIDE = Evidence(title="Guide", url="https://acme.example")


def test_an_answer_leads_on_and_what_hangs_on_it_follows() -> None:
    state = small()
    assert [
        shown(state := advance(state, event))
        for event in (
            GaveAnswer("saml"),
            GaveAnswer("yes"),
            SkippedQuestion(),
            SkippedQuestion(),
            SkippedQuestion(),
        )
    ] == ["scim", "formats", "after", "who", "CheckAnswersScreen"]
    assert shown(advance(state, KeptAnswer())) == "EndScreen"
    assert shown(after(small(), GaveAnswer("none"))) == "formats"


def test_details_stay_with_the_question() -> None:
    state = after(
        small(), ChangedNote("One"), AddedEvidence(GUIDE), ChangedPlanAndPrice("Pro", "4 EUR")
    )
    assert shown(state) == "sign-in"
    assert list(state.given_answers) == ["small/sign-in"]
    found = answer(advance(state, GaveAnswer("saml")), "sign-in")
    assert (found.note, found.evidence, found.grade, found.plan, found.price) == (
        "One",
        (GUIDE,),
        "documented",
        "Pro",
        "4 EUR",
    )
    bare = answer(after(state, ChangedNote(""), ChangedPlanAndPrice("", "")), "sign-in")
    assert (bare.note, bare.plan, bare.price) == (None, None, None)


def test_evidence_for_one_answer_is_none_for_another() -> None:
    files = {
        "sign-in": {
            "answer": "saml",
            "grade": "verified",
            "evidence": [{"url": "https://a.example"}],
        }
    }
    same = after(small(files), JumpedToQuestion("small/sign-in"), GaveAnswer("saml"))
    assert same.given_answers == {}
    other = answer(after(same, JumpedToQuestion("small/sign-in"), GaveAnswer("none")), "sign-in")
    assert (other.grade, len(other.evidence)) == ("claimed", 1)
    assert (
        answer(
            after(small(files), JumpedToQuestion("small/sign-in"), AddedEvidence(GUIDE)), "sign-in"
        ).grade
        == "verified"
    )


def test_a_mitigation_goes_with_the_gap() -> None:
    state = after(small(), GaveAnswer("none"), WentBack(), ChangedMitigation("Soon", AS_OF))
    assert shown(state) == "sign-in"
    assert answer(state, "sign-in").mitigation is not None
    state = advance(state, KeptAnswer())
    assert answer(after(state, WentBack(), ChangedMitigation("")), "sign-in").mitigation is None
    assert answer(after(state, WentBack(), GaveAnswer("saml")), "sign-in").mitigation is None
    again = after(state, WentBack(), DeclaredUnknown(), WentBack(), GaveAnswer("none"), WentBack())
    assert shown(again) == "sign-in"


def test_it_tells_what_changed() -> None:
    before = after(small(), GaveAnswer("saml"), GaveAnswer("yes"), WentBack(), WentBack())
    later = advance(before, GaveAnswer("none"))
    assert [
        place.planned_question.key
        for place in find_consequences(before, later).inapplicable_answers
    ] == ["small/scim"]
    assert list(changed_answers(before, later)) == ["small/sign-in"]
    screen = next_screen(advance(later, OpenedReview()))
    assert isinstance(screen, CheckAnswersScreen)
    assert [place.planned_question.definition.id for place in screen.answers] == ["sign-in"]
    assert [place.planned_question.definition.id for place in screen.inapplicable_answers] == [
        "scim"
    ]
    assert answer(later, "scim").answer == "yes"


def test_what_a_change_opens_is_asked_before_the_screen_returns() -> None:
    state = after(
        small(),
        GaveAnswer("none"),
        SkippedQuestion(),
        OpenedReview(),
        JumpedToQuestion("small/sign-in"),
        GaveAnswer("saml"),
    )
    assert shown(state) == "scim"
    state = advance(state, GaveAnswer("yes"))
    assert shown(state) == "CheckAnswersScreen"
    assert shown(advance(state, KeptAnswer())) == "after"
    assert shown(advance(state, WentBack())) == "scim"


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([KeptAnswer()], "no answer yet"),
        ([WentBack()], "first question"),
        ([DeclaredNotApplicable("No")], "has to be answered"),
        ([GaveAnswer("saml"), DeclaredNotApplicable("")], "needs a reason"),
        ([ChangedMitigation("x")], "no gap"),
        ([VerifiedAnswer()], "no answer here"),
        ([DisputedAnswer("x")], "no answer here"),
        ([GaveAnswer("saml"), WentBack(), DisputedAnswer("")], "needs a reason"),
        (
            [JumpedToQuestion("small/scim"), GaveAnswer("yes"), OpenedReview(), DeclaredUnknown()],
            "by its number",
        ),
        ([GaveAnswer("none"), JumpedToQuestion("small/scim")], "not asked"),
        ([JumpedToQuestion("small/other")], "not asked"),
    ],
)
def test_what_can_not_happen_here(events: list[Event], why: str) -> None:
    with pytest.raises(RefusedEvent, match=why):
        after(small(), *events)


@pytest.mark.parametrize("word", ["b", "n/a", "no", "?", "-", " N.A. ", "TBD"])
def test_a_word_is_no_reason(word: str) -> None:
    """What `validate` calls no reason is none here."""
    answered = advance(small(), GaveAnswer("saml"))
    for state, event in (
        (answered, DeclaredNotApplicable(word)),
        (advance(answered, WentBack()), DisputedAnswer(word)),
    ):
        with pytest.raises(RefusedEvent, match="is no reason; write why, in words"):
            advance(state, event)


def test_a_policy_does_not_allow_what_the_questionnaire_refuses() -> None:
    """The file would be refused, whatever the policy says of the question."""
    state = small(rules={"questions": {"small/sign-in": {"blocker": "false"}}})
    assert not state.planned_question("small/sign-in").is_active_blocker
    with pytest.raises(RefusedEvent, match="has to be answered"):
        advance(state, DeclaredNotApplicable("They sell none."))


def test_nothing_typed_is_nothing_said() -> None:
    state = after(small(), ChangedNote(""), ChangedPlanAndPrice("", ""))
    assert state.given_answers == {}
    assert shown(state) == "sign-in"
    noted = small({"sign-in": {"note": "Asked."}})
    assert after(noted, ChangedNote("Asked.")).given_answers == {}
    emptied = after(noted, ChangedNote(""))
    text = (
        '{"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, '
        '"responses": {"small": {"answers": {"sign-in": {"note": "Asked."}, '
        '"who": {"answer": "Them"}}}}}'
    )
    assert "sign-in" not in vendor_file_text(emptied, text, "acme.json")
    assert "Them" in vendor_file_text(emptied, text, "acme.json")


def test_an_answer_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InvalidAnswer):
        advance(small(), GaveAnswer("magic"))


def test_a_place_that_nobody_knows() -> None:
    assert shown(advance(small(), QuitInterview())) == "EndScreen"
    with pytest.raises(KeyError):
        small().status_and_applicability("small/other")


def test_help_is_shown_once() -> None:
    helped = next_screen(advance(small(), RequestedHelp()))
    assert isinstance(helped, QuestionScreen)
    assert helped.shows_help
    later = next_screen(after(small(), RequestedHelp(), GaveAnswer("saml")))
    assert isinstance(later, QuestionScreen)
    assert not later.shows_help


def test_review_shows_claims_and_disputes_once() -> None:
    files = {
        "sign-in": {"answer": "saml"},
        "scim": {"answer": "yes", "disputed": "No"},
        "formats": {
            "answer": ["csv"],
            "grade": "verified",
            "reviewed_by": "Jane",
            "reviewed_on": "2026-01-01",
        },
        "who": {"unknown": "true"},
    }
    state = small(files, review=True)
    assert shown(state) == "sign-in"
    assert shown(advance(state, KeptAnswer())) == "scim"
    done = after(state, VerifiedAnswer(), VerifiedAnswer())
    assert shown(done) == "CheckAnswersScreen"
    assert (answer(done, "sign-in").grade, answer(done, "scim").disputed) == ("verified", None)
    assert left_out_questions(done) == ()


OPEN = {
    "sign-in": {"answer": "saml", "disputed": "They sell none.", "note": "Asked twice."},
    "scim": {"unknown": "true"},
    "after": {"unknown": "true"},
    "who": {"answer": "Them"},
}


def test_what_is_open_is_asked_again_if_it_is_wanted() -> None:
    assert shown(small(OPEN)) == "formats"
    again = frozenset(find_open_answers(small(OPEN).interview))
    assert again == {"small/sign-in", "small/scim", "small/after"}
    state = small(OPEN, reopened_keys=again)
    assert measure_progress(state).total == 4
    asked = []
    for event in (GaveAnswer("saml"), KeptAnswer(), SkippedQuestion(), SkippedQuestion()):
        asked.append(shown(state))
        state = advance(state, event)
    assert asked == ["sign-in", "scim", "formats", "after"]
    assert shown(state) == "CheckAnswersScreen"
    # What stood beside the answer stays, and so does what nobody knows yet.
    assert list(state.given_answers) == ["small/sign-in"]
    assert (answer(state, "sign-in").disputed, answer(state, "sign-in").note) == (
        None,
        "Asked twice.",
    )


def test_what_does_not_matter_is_not_asked_again() -> None:
    none = OPEN | {"sign-in": {"answer": "none"}}
    assert find_open_answers(small(none).interview) == ("small/after",)
    assert find_open_answers(small(none, fast=True).interview) == ()
    assert find_open_answers(small({"who": {"answer": "Them"}}).interview) == ()


def test_only_some_questions() -> None:
    state = small(allowed_keys=frozenset(["small/sign-in", "small/who"]), plain_words=True)
    state = advance(state, GaveAnswer("none"))
    assert shown(state) == "who"
    assert measure_progress(state).total == 2


def test_fast_leaves_out_what_is_not_scored() -> None:
    state = small(fast=True)
    asked = []
    for event in (
        GaveAnswer("saml"),
        GaveAnswer("yes"),
        GaveAnswer(("csv", "json")),
        DeclaredUnknown(),
    ):
        asked.append(shown(state))
        state = advance(state, event)
    assert asked == ["sign-in", "scim", "formats", "after"]
    found = next_screen(state)
    assert left_out_questions(state) == ("small/who",)
    assert isinstance(found, CheckAnswersScreen)
    assert found.left_out_reasons == (
        "What is left is not scored, so it can't change the verdict.",
    )


# ---- stop here and send


def stop_screen(state: InterviewState) -> StopScreen:
    found = next_screen(state)
    assert isinstance(found, StopScreen)
    return found


def test_it_offers_to_stop_once_only_the_vendor_can_lead_on() -> None:
    """An unknown blocker: the other three that count can only lower the score."""
    state = after(small(fast=True), DeclaredUnknown())
    found = stop_screen(state)
    assert found.offer == StopOffer(
        ("small/sign-in",), True, 3, Outlook("more-information-needed", "do-not-approve")
    )
    assert [place.planned_question.definition.id for place in found.open_questions] == ["sign-in"]
    assert found.is_for_vendor
    stopped = advance(state, StoppedToSend())
    assert next_screen(stopped) == EndScreen(is_finished=False)
    assert (stopped.stops_to_send, stopped.given_answers) == (True, state.given_answers)
    assert shown(advance(state, WentBack())) == "sign-in"
    assert shown(after(state, WentBack(), GaveAnswer("saml"))) == "scim"
    onward = advance(state, KeptAnswer())
    assert shown(onward) == "formats"
    # Half of "formats" is missing: the score can end at 11.5 of 21, 55 %, which is too little.
    assert shown(advance(onward, GaveAnswer(("csv",)))) == "after"
    # Unknown, too, it leaves 13 of 21 open, 61 %: nothing that is left can be a no.
    assert shown(advance(onward, DeclaredUnknown())) == "CheckAnswersScreen"


def test_there_is_no_offer_where_another_question_can_still_be_a_no() -> None:
    """Two blockers: the other one is asked first, and its no settles everything."""
    rules = {"questions": {"small/formats": {"blocker": "true"}}}
    state = advance(small(fast=True, rules=rules), DeclaredUnknown())
    assert shown(state) == "formats"
    assert shown(advance(state, GaveAnswer("none"))) == "CheckAnswersScreen"
    both = stop_screen(advance(state, DeclaredUnknown()))
    assert both.offer.open_keys == ("small/sign-in", "small/formats")
    assert both.offer.unasked_count == 2


def test_what_can_not_change_the_verdict_any_more_is_asked_only_if_it_is_wanted() -> None:
    """The score can't fall below the least band any more, so that nothing is left to decide.

    Its weights are 10, 5, 3 and 3: with 10 open and 3 earned, the score can end at 13 of 21, 61 %.
    """
    rules = {"questions": {"small/after": {"blocker": "true"}}}
    state = after(small(fast=True, rules=rules), DeclaredUnknown(), GaveAnswer("30 days"))
    found = stop_screen(state)
    assert found.offer.outlook == Outlook("more-information-needed", "more-information-needed")
    assert build_queue(state).keys == ()
    assert shown(advance(state, KeptAnswer())) == "scim", "as without --fast"
    review = next_screen(advance(state, OpenedReview()))
    assert isinstance(review, CheckAnswersScreen)
    assert review.lasting_verdict == "more-information-needed"
    assert review.left_out_reasons == (
        (
            "It stays so as long as a question stays open: small/sign-in. "
            "Nothing that is left can change that."
        ),
    )


def test_too_little_that_is_known_is_a_reason_to_stop_as_well() -> None:
    """No blocker: 10 of 21 are unknown, so that nine tenths are out of reach."""
    rules = {"questions": {"small/sign-in": {"blocker": "false"}}}
    found = stop_screen(advance(small(fast=True, rules=rules), DeclaredUnknown()))
    assert (found.offer.open_keys, found.offer.needs_all) == (("small/sign-in",), False)


@pytest.mark.parametrize("manner", [{}, {"review": True, "fast": True}])
def test_only_the_fast_interview_offers_to_stop(manner: dict[str, bool]) -> None:
    state = small({"sign-in": {"unknown": "true"}}, **manner)
    assert not isinstance(next_screen(state), StopScreen)


def test_a_change_of_an_answer_leads_back_to_the_answers_and_to_no_offer() -> None:
    state = after(small(fast=True), GaveAnswer("saml"), OpenedReview())
    state = after(state, JumpedToQuestion("small/sign-in"), DeclaredUnknown())
    assert shown(state) == "CheckAnswersScreen"
    assert shown(advance(state, KeptAnswer())) == "StopScreen"
