"""`n` is no where a question offers yes and no; the note is `n:`, or has its words behind it."""

import pytest

from rule_cases import AS_OF, Data, a_questionnaire, a_vendor, choice, fact, yes_no
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import (
    Interview,
    QuestionScreen,
    begin_interview,
    next_screen,
)
from vendorcheck.interview.terminal._typed_reply import (
    TypedAnswer,
    TypedCommand,
    TypedNote,
    TypedReply,
    UnclearReply,
    has_option_no,
    interpret_line,
)
from vendorcheck.interview.terminal._words import describe_commands
from vendorcheck.model.policy import NO_POLICY

SEVERAL = [{"id": name, "label": name} for name in ("yes", "no", "some")]
QUESTIONS: dict[str, Data] = {
    "yes or no": yes_no("a"),
    "a choice with yes and no": fact("a"),
    "several": {**choice("a"), "type": "multi_choice", "options": SEVERAL},
    "no such options": {
        **choice("a"),
        "options": [{"id": "nothing", "label": "No, nothing"}, {"id": "some", "label": "N one"}],
    },
    "words": {"id": "a", "type": "text", "ask": "What?", "severity": "low"},
}


def screen_of(question: str, *, review: bool = False) -> QuestionScreen:
    library = {"q": a_questionnaire([QUESTIONS[question]])}
    vendor = a_vendor({"a": "yes"} if review else {})
    interview = Interview(Assessor(library, NO_POLICY, ["q"]), vendor, AS_OF, review=review)
    screen = next_screen(begin_interview(interview))
    assert isinstance(screen, QuestionScreen)
    return screen


def reply(question: str, text: str) -> TypedReply:
    return interpret_line(text, screen_of(question).context, AS_OF, plain=False)


@pytest.mark.parametrize("question", ["yes or no", "a choice with yes and no"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((text, TypedAnswer("no")) for text in ("n", "N", "no", "No", "2")),
        *((text, TypedAnswer("yes")) for text in ("y", "Y", "yes", "1")),
        *((text, TypedCommand("n")) for text in ("n:", ":n", "note", "N:")),
        *((text, TypedNote("Told so: by phone")) for text in ("n Told so: by phone",)),
        *((text, TypedNote("Told so")) for text in ("n: Told so", "n:Told so", "N  Told so")),
        ("u", TypedCommand("u")),
    ],
)
def test_what_is_typed_at_yes_and_no(question: str, typed: str, meant: TypedReply) -> None:
    assert reply(question, typed) == meant


def test_several_options_are_taken_by_their_letters_too() -> None:
    assert reply("several", "n") == TypedAnswer(("no",))
    assert reply("several", "y") == TypedAnswer(("yes",))


def test_elsewhere_the_letter_is_the_note() -> None:
    assert reply("no such options", "n") == TypedCommand("n")
    assert reply("no such options", "n told") == TypedNote("told")
    # What an option is called is that option.
    assert reply("no such options", "n one") == TypedAnswer("some")
    assert reply("no such options", "n: one") == TypedNote("one")
    assert isinstance(reply("no such options", "y"), UnclearReply)
    assert reply("words", "n told") == TypedAnswer("n told")


@pytest.mark.parametrize(
    ("question", "note"),
    [("yes or no", "; n: note;"), ("no such options", "; n note;"), ("words", "; :n note;")],
)
def test_the_help_says_how_the_note_is_typed(question: str, note: str) -> None:
    assert note in describe_commands(screen_of(question), plain=False)


def test_where_the_letter_is_the_note_an_option_called_no_is_named() -> None:
    assert has_option_no(screen_of("no such options").context)
    assert not has_option_no(screen_of("yes or no").context)


def test_so_does_the_help_of_a_review() -> None:
    assert "; n: note;" in describe_commands(screen_of("yes or no", review=True), plain=False)
