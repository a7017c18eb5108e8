"""What is said beside a question: why more is asked, and how the verdict stands."""

import io
from dataclasses import replace

import pytest

from conversations import ALL_GOOD, TIERS, talk
from vendorcheck.interview.engine import (
    ContinuedWithLeftOut,
    DeclaredNotApplicable,
    DeclaredUnknown,
    Event,
    GaveAnswer,
    QuestionScreen,
    QuitInterview,
    SkippedQuestion,
    WentBack,
    next_screen,
)
from vendorcheck.interview.terminal import Console, _remarks
from vendorcheck.interview.terminal._remarks import Remarks
from vendorcheck.interview.terminal._words import shorten


def screen(number: int, total: int, *, is_exact: bool = False) -> QuestionScreen:
    shown = next_screen(replace(talk().state, screen="questions"))
    assert isinstance(shown, QuestionScreen)
    return replace(shown, number=number, total=total, is_exact=is_exact)


def remarks() -> Remarks:
    return Remarks(Console(io.StringIO(), io.StringIO(), {}), plain=False)


def test_a_total_grows_only_with_a_reason() -> None:
    told = remarks()
    assert told.describe_progress(screen(1, 12)) == "Question 1 of about 12"
    told.show_effects(talk().state, talk("1").state, GaveAnswer("saml"), "small/sign-in")
    assert told.describe_progress(screen(2, 16)) == (
        'Question 2 of about 16 · 4 more because you said "With SAML"'
    )
    assert told.describe_progress(screen(3, 16)) == "Question 3 of about 16"
    assert told.describe_progress(screen(4, 11)) == "Question 4 of about 11"


def test_an_estimate_that_grows_a_little_stays() -> None:
    told = remarks()
    shown = [
        told.describe_progress(screen(n, total)) for n, total in enumerate((12, 15, 13, 16), 1)
    ]
    assert [one.partition(" · ")[0] for one in shown] == [
        "Question 1 of about 12",
        "Question 2 of about 12",
        "Question 3 of about 12",
        "Question 4 of about 16",
    ]
    assert shown[3].endswith(" · 4 more because of your answers so far")
    exact = told.describe_progress(screen(5, 17, is_exact=True))
    assert exact.startswith("Question 5 of 17 · 1 more")


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (DeclaredUnknown(), "because that is not known"),
        (DeclaredNotApplicable("No such thing."), "because that does not apply"),
        (ContinuedWithLeftOut(), "that were left out"),
        (WentBack(), "that are open again"),
        (SkippedQuestion(), "that are open again"),
        (QuitInterview(), "that are open again"),
    ],
)
def test_each_reason_is_the_last_event(event: Event, reason: str) -> None:
    told = remarks()
    told.describe_progress(screen(1, 2))
    told.show_effects(talk("1").state, talk("1").state, event, "small/sign-in")
    assert told.describe_progress(screen(2, 9)).endswith(f" · 7 more {reason}")


def test_while_the_tier_is_open_its_questions_are_counted() -> None:
    conversation = talk("1", rules=TIERS)
    assert conversation.says("== What decides how much is asked Question 1 of about 1 ")
    assert conversation.says(r"Question 2 of about 7 - 6 more because this is tier high")


def test_the_verdict_is_told_only_when_another_one_is_possible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The blocker that is met takes nothing away; the last answers leave one verdict."""
    conversation = talk(*ALL_GOOD)
    assert conversation.shown.count("Still possible") + conversation.shown.count("Settled") <= 2
    failed = talk("2", "1")
    assert failed.shown.count("Settled: do not approve") == 1
    assert failed.says("Settled: do not approve[.] No answer can change that; :q stops here[.]")
    assert not talk("1").says("No answer can change that")
    asked = talk("2", "?", "1")
    assert asked.shown.count("Settled: do not approve") == 2, "and when it is asked for"
    assert "Settled" not in talk("2", "?", plain_words=True).shown
    monkeypatch.setattr(_remarks, "running_score", lambda _: "")
    assert "Settled" not in talk("2", "?").shown


def test_why_is_told_when_it_is_asked_for() -> None:
    assert not talk().says("Accounts outlive people|How people get in")
    assert talk("?").says("Section: How people get in. Why: Accounts outlive people. There is more")
    assert talk(plain_words=True).says("How people get in.*Accounts outlive people.*Where to look")


@pytest.mark.parametrize(
    ("text", "length", "left"),
    [
        ("With SAML", 9, "With SAML"),
        ("With SAML 2.0", 9, "With SAML…"),
        ("With SAML", 8, "With…"),
        ("Yes, always", 4, "Yes…"),
        ("Directory", 4, "Dire…"),
    ],
)
def test_a_text_is_cut_after_a_word(text: str, length: int, left: str) -> None:
    assert shorten(text, length) == left
