"""Whether somebody agrees that a question does not apply: asked at once, and in a review."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pytest

from rule_cases import AS_OF, CONFIRMED, NOT_APPLICABLE, a_policy, a_questionnaire, a_vendor, yes_no
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.interview.engine import (
    MAX_CONFIRMED_TOGETHER,
    ConfirmScreen,
    DeclaredNotApplicable,
    DisputedAnswer,
    GaveAnswer,
    Interview,
    InterviewState,
    JudgedTogether,
    JumpedToQuestion,
    KeptAnswer,
    RefusedEvent,
    VerifiedAnswer,
    WentBack,
    advance,
    begin_interview,
    build_queue,
    next_screen,
)
from vendorcheck.interview.saved_answers import vendor_file_text
from vendorcheck.interview.terminal import Console, Conversation
from vendorcheck.interview.terminal._consent import parse_numbers
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.safe import one_line
from vendorcheck.validation.vendor_files import check_vendor_file

Data: TypeAlias = Any
REASON = "It has no users."
CONSENT = {"confirmed_by": "Jane Doe", "confirmed_on": AS_OF}


def begun(
    questions: Sequence[Data], answers: Mapping[str, Data], rules: Data = None, **manner: Data
) -> InterviewState:
    questionnaire = a_questionnaire(questions)
    assessor = Assessor({"q": questionnaire}, a_policy(rules or {}), ["q"])
    return begin_interview(Interview(assessor, a_vendor(answers), AS_OF, **manner))


class Talk:
    """Somebody types lines, and quits."""

    def __init__(self, state: InterviewState, *lines: str, name: str = "") -> None:
        self.recorded: list[Mapping[str, Answer]] = []
        self.asked_for_name = 0
        shown = io.StringIO()
        typed = io.StringIO("".join(f"{line}\n" for line in (*lines, ":q", ":q", ":q")))

        def find_user_name() -> str:
            self.asked_for_name += 1
            return name

        self.state = Conversation(
            state, Console(typed, shown, {}), self.recorded.append, str, find_user_name
        ).run()
        self.shown = one_line(shown.getvalue())

    def says(self, pattern: str) -> bool:
        return re.search(pattern, self.shown) is not None

    def answer(self, name: str) -> Answer:
        found = self.state.vendor.answer(f"q/{name}")
        assert found is not None
        return found

    def consent(self, name: str) -> dict[str, Data]:
        answer = self.answer(name)
        return {"confirmed_by": answer.confirmed_by, "confirmed_on": answer.confirmed_on}


NOBODY = {"confirmed_by": None, "confirmed_on": None}
TWO = [yes_no("a"), yes_no("b")]


# ---- while a question is asked


@pytest.mark.parametrize("yes", ["y", "Yes"])
def test_whoever_agrees_confirms_it(yes: str) -> None:
    talk = Talk(begun(TWO, {}), "x", REASON, yes, name="Jane Doe")
    assert talk.answer("a").not_applicable == REASON
    assert talk.consent("a") == CONSENT
    assert talk.says("Do you agree, for our side, that it does not apply")
    assert talk.says("Noted: Not applicable, confirmed by Jane Doe: It has no users.")
    assert talk.recorded[-1]["q/a"] == talk.answer("a")


@pytest.mark.parametrize("no", ["n", "No", ""])
def test_whoever_does_not_leaves_it_open(no: str) -> None:
    talk = Talk(begun(TWO, {}), "x", REASON, no, name="Jane Doe")
    assert talk.answer("a").not_applicable == REASON
    assert talk.consent("a") == NOBODY
    assert talk.says("Not applicable, as nobody of us has confirmed yet: It has no users.")
    assert not talk.asked_for_name


def test_the_name_is_asked_for_once_where_nothing_knows_it() -> None:
    talk = Talk(begun(TWO, {}), "x", REASON, "y", "Jane Doe", "x", REASON, "y")
    assert talk.consent("a") == talk.consent("b") == CONSENT
    assert talk.shown.count("Your name?") == 1


def test_without_a_name_it_stays_open() -> None:
    talk = Talk(begun(TWO, {}), "x", REASON, "y", "")
    assert talk.answer("a").not_applicable == REASON
    assert talk.consent("a") == NOBODY


def test_another_word_than_yes_and_no_is_asked_again() -> None:
    talk = Talk(begun(TWO, {}), "x", REASON, "maybe", "?", "y", name="Jane Doe")
    assert talk.says("it counts as not applicable")
    assert talk.consent("a") == CONSENT


def test_whoever_leaves_there_has_given_the_reason() -> None:
    talk = Talk(begun(TWO, {}), "x", REASON, ":q", name="Jane Doe")
    assert talk.answer("a").not_applicable == REASON
    assert talk.consent("a") == NOBODY
    back = Talk(begun(TWO, {}), "x", REASON, "b", name="Jane Doe")
    assert back.state.vendor.answer("q/a") is None


@pytest.mark.parametrize(
    ("keys", "asks"),
    [
        ({"not_applicable": "allowed"}, False),
        ({"not_applicable": "allowed", "blocker": True}, True),
        ({"not_applicable": "confirmed", "blocker": True}, True),
        ({"not_applicable": "confirmed"}, True),
        ({}, True),
    ],
)
def test_only_where_it_takes_consent_it_is_asked_for(keys: Data, asks: bool) -> None:
    talk = Talk(begun([yes_no("a", **keys)], {}), "x", REASON, name="Jane Doe")
    assert talk.says("Do you agree") is asks
    assert talk.answer("a").not_applicable == REASON


def test_our_own_questions_need_no_consent() -> None:
    own = a_questionnaire([yes_no("a")]).model_copy(update={"respondent": "requester"})
    assessor = Assessor({"q": own}, a_policy({}), ["q"])
    state = begin_interview(Interview(assessor, a_vendor({}), AS_OF))
    talk = Talk(state, "x", REASON, name="Jane Doe")
    assert talk.answer("a").not_applicable == REASON
    assert not talk.says("Do you agree")


def test_enter_keeps_the_reason_that_is_there() -> None:
    state = advance(begun(TWO, {"a": NOT_APPLICABLE}), JumpedToQuestion("q/a"))
    talk = Talk(state, "x", "", "y", name="Jane Doe")
    assert talk.answer("a").not_applicable == NOT_APPLICABLE["not_applicable"]
    assert talk.consent("a") == CONSENT


@pytest.mark.parametrize("event", [GaveAnswer("yes"), DeclaredNotApplicable("Another reason.")])
def test_another_answer_takes_the_consent_away(event: Data) -> None:
    state = advance(begun(TWO, {"a": CONFIRMED}), JumpedToQuestion("q/a"))
    answer = advance(state, event).vendor.answer("q/a")
    assert answer is not None
    assert (answer.confirmed_by, answer.confirmed_on) == (None, None)


# ---- the requester

OWN = {
    "vendorcheck": "questionnaire/1",
    "id": "ask",
    "version": "1",
    "title": "A",
    "respondent": "requester",
}
TIERS = [
    {
        "id": "big",
        "title": "Big",
        "when": {"ask/big": ["yes"]},
        "questionnaires": ["ask", "q"],
    },
    {"id": "own", "title": "Own", "questionnaires": ["ask", "q"], "self_service": True},
]


def asked_by_requester(answers: Mapping[str, Data], **others: Data) -> InterviewState:
    ask = a_questionnaire([yes_no("big", precheck=True)], home="ask").model_copy(
        update={"respondent": "requester"}
    )
    asked = a_questionnaire([yes_no("a", precheck=True), yes_no("b", precheck=True)])
    policy = a_policy({"tiers": TIERS})
    assessor = PrecheckAssessor({"ask": ask, "q": asked}, policy)
    return begin_interview(
        Interview(
            assessor,
            a_vendor(answers, **others),
            AS_OF,
            allowed_keys=assessor.askable_question_keys,
            plain_words=True,
        )
    )


def test_a_requester_confirms_in_a_self_service_tier() -> None:
    talk = Talk(asked_by_requester({}), "no", "x", REASON, "y", name="Jane Doe")
    assert talk.consent("a") == CONSENT


def test_elsewhere_it_has_to_agree() -> None:
    talk = Talk(asked_by_requester({}), "yes", "x", REASON, name="Jane Doe")
    assert talk.answer("a").not_applicable == REASON
    assert talk.consent("a") == NOBODY
    assert talk.says("IT has to agree to that; it goes into the brief.")
    assert not talk.says("Do you agree")


def test_a_requester_does_not_confirm_while_the_tier_is_open() -> None:
    talk = Talk(asked_by_requester({}), "s", "x", REASON, name="Jane Doe")
    assert talk.says("IT has to agree to that")
    assert talk.consent("a") == NOBODY


def test_the_consent_goes_with_the_tier_and_what_others_confirmed_stays() -> None:
    talk = Talk(
        asked_by_requester({"b": CONFIRMED}), "no", "x", REASON, "y", "b", "b", "yes", name="Jane"
    )
    assert talk.answer("a").not_applicable == REASON
    assert talk.consent("a") == NOBODY
    assert talk.recorded[-1]["q/a"].confirmed_by is None
    assert talk.answer("b").confirmed_by == "Jane"


def test_what_others_confirmed_stays_with_a_note_of_the_requester() -> None:
    state = asked_by_requester({"a": CONFIRMED}, ask={"big": "yes"})
    talk = Talk(advance(state, JumpedToQuestion("q/a")), "n:", "Looked at it", "")
    assert talk.answer("a").note == "Looked at it"
    assert talk.answer("a").confirmed_by == "Jane"


# ---- the review


def reviewed(count: int, answers: Data = None, **more: Data) -> InterviewState:
    questions = [yes_no(f"x{number}") for number in range(count)]
    said = {f"x{number}": NOT_APPLICABLE for number in range(count)}
    return begun(
        [*questions, *more.get("others", [])],
        {**said, **(answers or {})},
        review=True,
        reviewer="Jane Doe",
    )


def keys_shown(state: InterviewState) -> list[str]:
    screen = next_screen(state)
    assert isinstance(screen, ConfirmScreen)
    return [context.planned_question.question_id for context in screen.questions]


def test_what_nobody_confirmed_comes_first_several_at_a_time() -> None:
    state = reviewed(3, {"early": "yes"}, others=[yes_no("early")])
    assert keys_shown(state) == ["x0", "x1", "x2"]
    after = advance(state, JudgedTogether(("q/x0", "q/x2"), VerifiedAnswer()))
    assert keys_shown(after) == ["x1"]
    last = advance(after, JudgedTogether(("q/x1",), KeptAnswer()))
    assert build_queue(last).keys == ("q/early",)
    assert not isinstance(next_screen(last), ConfirmScreen)


@pytest.mark.parametrize(
    ("count", "pages"),
    [(MAX_CONFIRMED_TOGETHER, [10]), (MAX_CONFIRMED_TOGETHER + 1, [10, 1])],
)
def test_a_page_has_at_most_ten(count: int, pages: list[int]) -> None:
    state, shown = reviewed(count), []
    while isinstance(screen := next_screen(state), ConfirmScreen):
        shown.append(len(screen.questions))
        assert screen.total_count == count - sum(shown[:-1])
        keys = tuple(context.planned_question.key for context in screen.questions)
        state = advance(state, JudgedTogether(keys, VerifiedAnswer()))
    assert shown == pages


def test_confirmed_answers_are_not_shown_again() -> None:
    state = reviewed(1, {"x0": CONFIRMED})
    assert build_queue(state).keys == ()


@pytest.mark.parametrize(("limit", "shown"), [(50, ()), ("49.999999", ("q/a",))])
def test_what_a_vendor_may_put_aside_is_shown_beyond_the_limit(
    limit: Data, shown: tuple[str, ...]
) -> None:
    questions = [yes_no("a", not_applicable="allowed"), yes_no("b")]
    rules = {"not_applicable_at_most": limit}
    state = begun(questions, {"a": NOT_APPLICABLE, "b": "yes"}, rules, review=True, reviewer="J")
    assert build_queue(state).keys == (*shown, "q/b")


def test_several_are_confirmed_disputed_and_left_by_their_numbers() -> None:
    talk = Talk(reviewed(5), "1,3", "c", "1", "d", "They have users.", "1-2", "", "v")
    assert talk.says("Said not to apply, and none of us has agreed yet")
    assert talk.says(r'1 What about x0\? "The product has no users."')
    assert talk.says(r"c confirm that these 2 do not apply, d dispute it")
    assert talk.says(r"Confirmed: 2\..*Disputed: 1\.")
    assert talk.consent("x0") == talk.consent("x2") == CONSENT
    disputed = talk.answer("x1")
    assert (disputed.disputed, disputed.reviewed_by, disputed.reviewed_on) == (
        "They have users.",
        "Jane Doe",
        AS_OF,
    )
    assert talk.consent("x1") == talk.consent("x3") == talk.consent("x4") == NOBODY
    assert [sorted(changed) for changed in talk.recorded] == [["q/x0", "q/x2"], ["q/x1"]]


def test_all_are_confirmed_and_enter_leaves_all() -> None:
    assert Talk(reviewed(3), "all", "c").consent("x2") == CONSENT
    left = Talk(reviewed(3), "")
    assert left.recorded == []
    assert left.says("Check your answers")


def test_what_is_not_understood_changes_nothing() -> None:
    talk = Talk(reviewed(2), "3", "0", "x", "?", "2-1", "1", "perhaps", "c")
    assert talk.shown.count("Type the numbers of those to confirm") == 5
    assert talk.says("c: you agree that they do not apply")
    assert talk.consent("x0") == CONSENT
    assert talk.consent("x1") == NOBODY


def test_whoever_leaves_at_the_reason_has_disputed_nothing() -> None:
    assert Talk(reviewed(2), "1", "d", "").recorded == []
    assert Talk(reviewed(2), "1", ":q").recorded == []
    talk = Talk(reviewed(2), "1", "d", "n/a", "They have users.")
    assert talk.says('"n/a" is no reason')
    assert talk.answer("x0").disputed == "They have users."


def test_one_of_them_can_be_looked_at_again() -> None:
    talk = Talk(reviewed(2), "all", "", "1", "v", "2", "d", "They have users.")
    assert talk.says("v agreed, it does not apply, d disputed")
    assert talk.consent("x0") == CONSENT
    assert talk.answer("x1").disputed == "They have users."
    again = Talk(
        begun(
            TWO, {"a": {**NOT_APPLICABLE, "disputed": "So what?"}}, review=True, reviewer="Jane Doe"
        ),
        "v",
    )
    assert again.consent("a") == CONSENT
    assert again.answer("a").disputed is None


def test_back_from_the_list() -> None:
    state = advance(reviewed(12), JudgedTogether(("q/x0",), VerifiedAnswer()))
    assert next_screen(advance(state, WentBack())) != next_screen(state)
    with pytest.raises(RefusedEvent):
        advance(reviewed(2), WentBack())
    assert Talk(reviewed(2), "b", "r").says("This is the first question.*Check your answers")


def test_a_dispute_takes_the_consent_away() -> None:
    state = advance(
        begun(TWO, {"a": CONFIRMED}, review=True, reviewer="J"), JumpedToQuestion("q/a")
    )
    answer = advance(state, DisputedAnswer("They have users.")).vendor.answer("q/a")
    assert answer is not None
    assert (answer.confirmed_by, answer.confirmed_on) == (None, None)


def test_nobody_confirms_without_a_name() -> None:
    state = begun(TWO, {"a": NOT_APPLICABLE}, review=True)
    with pytest.raises(RefusedEvent, match="who reviews"):
        advance(state, JudgedTogether(("q/a",), VerifiedAnswer()))


def test_what_is_refused_can_not_be_confirmed() -> None:
    state = begun([yes_no("a", blocker=True)], {"a": NOT_APPLICABLE}, review=True, reviewer="J")
    assert build_queue(state).keys == ()
    with pytest.raises(RefusedEvent, match="has to be answered"):
        advance(advance(state, JumpedToQuestion("q/a")), VerifiedAnswer())


def test_what_is_saved_has_no_problem() -> None:
    talk = Talk(reviewed(3), "1", "c", "1", "d", "They have users.", "1", "c")
    text = vendor_file_text(
        talk.state,
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  q:\n    answers:\n"
        "      x0: {not_applicable: The product has no users.}  # ours\n",
        "v.yaml",
    )
    assert 'confirmed_by: Jane Doe, confirmed_on: "2026-11-22"}  # ours' in text
    library = talk.state.interview.assessor.library
    assert check_vendor_file(talk.state.vendor, library, AS_OF) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1", (1,)),
        ("1,3", (1, 3)),
        ("3 1", (3, 1)),
        ("1 and 3", (1, 3)),
        ("1, 2 and 5", (1, 2, 5)),
        ("2-4", (2, 3, 4)),
        ("2 - 4, 1", (2, 3, 4, 1)),
        ("2\u20133", (2, 3)),
        ("1;1-2", (1, 2)),
        ("ALL", (1, 2, 3, 4, 5)),
        ("5", (5,)),
        ("6", ()),
        ("0", ()),
        ("1-6", ()),
        ("3-1", ()),
        ("1,", ()),
        ("", ()),
        ("one", ()),
        ("-1", ()),
        ("1-2-3", ()),
        ("99999999999", ()),
        ("\u0661", ()),
    ],
)
def test_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert parse_numbers(text, 5) == numbers
