"""Input and output without a terminal, and a session from the journal to the vendor file."""

import io
import os
import re
import select
import signal
import sys
import termios
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO, TypeAlias

import pytest
from hypothesis import given, strategies as st
from typer.testing import CliRunner

from conversations import DIGEST, TIERS, talk, vendor_of
from running import HANGING, wait_for_input
from sittings import DAY, INTERVIEWS, Here, begin_sittings, noted
from vendorcheck.cli import _context
from vendorcheck.cli._app import app
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview import journal, saved_answers, session
from vendorcheck.interview.terminal import (
    Console,
    InterviewStopped,
    _check_answers,
    _pages,
    _stopping,
)
from vendorcheck.interview.terminal._typed_text import clean_line
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.vendor_file import Answer, Mitigation, VendorFile
from vendorcheck.text.layout import text_width, wrap_text
from vendorcheck.validation.schema.parse import parse_model

Data: TypeAlias = Any


# ---- what is typed


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("  two   words ", "two words"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[200~pasted\x1b[201~", "pasted"),
        ("\x1b]0;title\x07x\x1b]8;;https://evil.example\x1b\\y", "xy"),
        ("\x9b2Jx\x9d0;t\x9cy", "xy"),
        ("\x1bOAup\x1bM", "up"),
        ("a\tb\x00c\x7fd\x85e", "a bcde"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("\u202eabc\u200f", "abc"),
        ("Zoë · 東京 👩\u200d💻", "Zoë · 東京 👩\u200d💻"),
        ("\ud800x", "x"),
        ("", ""),
    ],
)
def test_what_steers_a_terminal_is_left_out(typed: str, left: str) -> None:
    assert clean_line(typed) == left


@given(st.text() | st.text(st.sampled_from("\x1b[]O0;m\x07\x9b\\ ab~P_")))
def test_nothing_that_is_typed_holds_more_than_plain_text(typed: str) -> None:
    left = clean_line(typed)
    assert clean_line(left) == left
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", left)


# ---- lines


@given(st.text(st.sampled_from("ab 東é\u0301"), max_size=80), st.integers(20, 60))
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(text: str, width: int) -> None:
    lines = list(wrap_text(text, width, "  - ", "    "))
    assert all(text_width(line) <= width for line in lines)
    assert "".join("".join(lines).removeprefix("  -").split()) == "".join(text.split())


def test_a_terminal_that_can_show_little_gets_little() -> None:
    target = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    console = Console(io.StringIO(), target, {"COLUMNS": "30"})
    console.say("“Yes” – it’s … · Zoë \x1b[2J")
    target.seek(0)
    assert target.read() == '"Yes" - it\'s ... - Zo\\xeb\n\\u{1b}[2J\n'


def test_an_unknown_encoding_is_taken_for_ascii_and_the_width_for_80() -> None:
    class Odd(io.StringIO):
        encoding = "no-such-encoding"

    console = Console(io.StringIO(), Odd(), {"COLUMNS": "wide"})
    assert console.width == 79
    console.say("…")


def test_the_end_of_the_input_stops() -> None:
    console = Console(io.StringIO("last"), io.StringIO(), {})
    assert console.read() == "last"
    with pytest.raises(InterviewStopped):
        console.read()


def test_what_was_typed_before_the_end_counts() -> None:
    reading, writing = os.pipe()
    with open(reading, encoding="utf-8") as source:
        console = Console(source, io.StringIO(), {})
        os.write(writing, b"a note\n")
        os.close(writing)
        assert console.read(pasted="joined") == "a note"
        with pytest.raises(InterviewStopped):
            console.read()


@pytest.fixture
def pseudo() -> Iterator[tuple[int, Console, TextIO]]:
    """The outer end of a pseudo-terminal, and a console at the inner one."""
    outer, inner = os.openpty()
    with (
        open(inner, encoding="utf-8", closefd=False) as source,
        open(inner, "w", encoding="utf-8") as target,
    ):
        yield outer, Console(source, target, {}), target
    os.close(outer)


def test_the_width_is_that_of_the_window_now(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, target = pseudo
    for columns, width in ((40, 39), (100, 88), (10, 20)):
        termios.tcsetwinsize(outer, (50, columns))
        assert console.width == width
    console.say("Zoë – “quoted”: https://acme.example/a/very/long/address", first="- ")
    target.write("|")
    target.flush()
    shown = ""
    while not shown.endswith("|"):  # it comes in pieces
        shown += os.read(outer, 1000).decode()
    shown = shown.removesuffix("|")
    assert shown.replace("\r\n", "").replace("- ", "", 1).startswith("Zoë – “quoted”")
    assert all(len(line) <= 20 for line in shown.split("\r\n"))


def paste(outer: int, inner: TextIO, text: bytes) -> None:
    """Write to the outer end of a pseudo-terminal.

    Wait until all of it can be read at the inner end.
    """
    os.write(outer, text)
    wait_for_input(inner.fileno(), len(text))


def test_lines_that_come_at_once_were_pasted(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, inner = pseudo
    paste(outer, inner, b"one\ntwo\nthree\n")
    assert console.read(pasted="joined") == "one two three"
    paste(outer, inner, b"four\nfive\nsix\n")
    assert console.read() == "four"
    assert console.discard_pasted_lines() == 2
    assert not console.has_more_lines()


@pytest.fixture
def one_thread_at_a_time() -> Iterator[None]:
    """Let another thread run only where this one waits for the system."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(HANGING)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Let Ctrl-C do what it does at a terminal, though the tests may run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("one_thread_at_a_time", "ctrl_c")
def test_ctrl_c_in_the_instant_before_a_read_is_seen(
    pseudo: tuple[int, Console, TextIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    outer, console, _ = pseudo
    waits, seen = threading.Event(), threading.Event()
    late = []

    def interrupts() -> None:
        waits.wait()
        # The thread that waits gets no signal. It goes on waiting,
        # as if the signal had come just before it began.
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        if not seen.wait(HANGING):
            late.append("the read went on until the next line")
            os.write(outer, b"\n")

    real = select.select

    def about_to_wait(*arguments: Data) -> Data:
        waits.set()
        return real(*arguments)

    monkeypatch.setattr(select, "select", about_to_wait)
    thread = threading.Thread(target=interrupts)
    thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            console.read()
    finally:
        waits.set()
        seen.set()
        thread.join()
    assert late == []


def test_a_signal_that_is_handled_ends_no_line(
    pseudo: tuple[int, Console, TextIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    outer, console, _ = pseudo
    handled = []

    def handle(number: int, _: object) -> None:
        handled.append(number)
        os.write(outer, b"a line\n")

    before = signal.signal(signal.SIGUSR1, handle)
    try:
        with monkeypatch.context() as patched:
            real = select.select

            def signalled(*arguments: Data) -> Data:
                patched.undo()
                signal.raise_signal(signal.SIGUSR1)
                return real(*arguments)

            patched.setattr(select, "select", signalled)
            assert console.read() == "a line"
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert handled == [signal.SIGUSR1]


def test_bytes_of_another_encoding_end_nothing(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, _ = pseudo
    os.write(outer, b"Zo\xeb\n")
    assert console.read() == "Zo\ufffd"


def test_colours_need_a_terminal_and_no_objection() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    for environ, coloured in (
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"NO_COLOR": ""}, True),
    ):
        target = Screen()
        Console(io.StringIO(), target, environ).say("x", "bold")
        assert (target.getvalue() == "\x1b[1mx\x1b[0m\n") == coloured


# ---- answers


@pytest.mark.parametrize("typed", ["1", "saml", "SAML", "with saml", "With SAML.", "1."])
def test_a_number_or_a_word_picks_an_option(typed: str) -> None:
    assert talk(typed).answer("sign-in").answer == "saml"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("3", r"There is no number 3; the options are 1 to 2\."),
        ("0", "There is no number 0"),
        ("99999999999999", "There is no number 99999999999999"),
        ("with", "That could be 1 or 2; type the number"),
        ("With S", 'Do you mean 1, "With SAML"'),
        ("what", '"what" is none of the options; type a number from 1 to 2'),
        (":what", 'There is no command ":what"'),
        ("v", "assess --review"),
        (":d", "assess --review"),
        ("m", "There is no gap here"),
        ("x", "has to be answered"),
        ("b", "This is the first question"),
        ("", "Type a number or a word"),
    ],
)
def test_what_is_not_understood_costs_a_line(typed: str, complaint: str) -> None:
    conversation = talk(typed)
    assert conversation.says(complaint)
    assert conversation.shown.count("How do people sign in?") == 1
    assert not conversation.recorded


@pytest.mark.parametrize(
    "typed",
    [
        "1,2",
        "1 2",
        "1;2",
        "1 and 2",
        "1, and 2",
        "1 & 2",
        "1+2",
        "csv; json",
        "json,csv,1",
        "CSV, 2",
        "csv and json",
    ],
)
def test_several_options(typed: str) -> None:
    assert talk("2", "", typed).answer("formats").answer == ("csv", "json")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("1,3", "excludes"),
        ("1,9", "no number 9"),
        ("1 and 9", "no number 9"),
        ("all", 'Do you mean 3, "None of these, not at all"'),
        ("every", r"from 1 to 3, several as 1,2, or \? for"),
        (",", "none of the options"),
    ],
)
def test_several_options_that_do_not_go_together(typed: str, complaint: str) -> None:
    assert talk("2", "", typed).says(complaint)


def test_a_label_with_a_comma_is_one_option() -> None:
    assert talk("2", "", "None of these, not at all", "").answer("formats").answer == ("none",)


@pytest.mark.parametrize(
    "word", ["back", "skip", "unknown", "i don't know", "quit", "review", "help"]
)
def test_commands_have_words_too(word: str) -> None:
    assert not talk("1", word).says("is none of the options")


def test_what_is_counted_is_told_how_to_be_written() -> None:
    conversation = talk("2", "250.000", "-5", "250000", rules=TIERS)
    assert conversation.says("Type a whole number [(]persons[)]")
    assert conversation.says(
        '"250.000" could be read as 250 or as 250,000. Write 250 or 250000, without separators.'
    )
    assert conversation.says('"-5" is less than 0, and something is counted here. Write 0 or more.')
    assert conversation.says("Noted: 250,000 persons")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("4h", "4 hours"), ("P30D", "30 days"), ("1,5 years", "1.5 years"), ("two weeks", "2 weeks")],
)
def test_a_duration_in_another_spelling_is_understood(typed: str, understood: str) -> None:
    conversation = talk("2", "", "s", typed)
    assert conversation.says(f"Understood as {understood}[.]")
    assert conversation.answer("after").answer == understood
    assert "Understood" not in talk("2", "", "s", understood).shown


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("15m", "Write 15 minutes or 15 months."),
        ("within 30 days", "Write 30 days."),
        ("quarterly", "Write 3 months."),
        ("365", "Add the unit, such as 365 days or 365 hours."),
    ],
)
def test_a_duration_that_may_be_another_is_asked_for_again(typed: str, complaint: str) -> None:
    conversation = talk("2", "", "s", typed, "30 days")
    assert conversation.says(complaint)
    assert conversation.answer("after").answer == "30 days"
    assert "Understood" not in conversation.shown


def test_a_link_without_its_beginning_is_completed_and_told() -> None:
    """A name without a slash may be a file; one that lies there is."""
    linked = talk("e", "trust.acme.example/soc2", "", "", "1")
    assert linked.says("Understood as https://trust.acme.example/soc2[.]")
    (piece,) = linked.answer("sign-in").evidence
    assert piece.url == "https://trust.acme.example/soc2"
    www = talk("e", "www.acme.example", "", "", "1")
    assert www.answer("sign-in").evidence[0].url == "https://www.acme.example"
    assert "Understood" not in talk("e", "evidence/soc2.pdf", "", "", "1").shown
    assert talk("e", "soc2.pdf", "n", ":b").says('There is no file "soc2.pdf"')


def test_what_is_noted_as_it_was_typed_is_not_said_again_to_it() -> None:
    assert "Noted" not in talk("2", "", "s", "31 days", "Them").shown.partition("31 days")[2]
    assert talk("2", "", "s", "3 days").says("Noted: 3 days - gap"), "but what it amounts to is"
    requester = talk("2", "", "s", "31 days", plain_words=True)
    assert requester.says("Noted: 31 days")


def test_a_number_in_another_spelling_is_understood() -> None:
    assert talk("2", "25k", rules=TIERS).says("Understood as 25000. Noted: 25,000 persons")
    assert talk("2", "1", rules=TIERS).says("Noted: 1 person ")
    assert talk("2", "40,000", rules=TIERS).says("could be read as 40 or as 40,000")
    assert talk("2", "-25k", "7", rules=TIERS).says("Write 0 or more.*Noted: 7 persons")


def test_the_day_number_of_a_spreadsheet_is_asked_for_again() -> None:
    conversation = talk("46000", "2026-10-22T10:00:00Z", chosen="when")
    assert conversation.says("write 2025-12-09 if this is the day number of a spreadsheet.")
    assert conversation.says("Understood as 22 October 2026[.]")


def test_words_are_wanted() -> None:
    start = ["2", "", "s", "s"]
    assert talk(*start, "b").says("As a command that is :b here")
    assert talk(*start, "?").says("Type: some words")
    assert talk(*start, "").says("Type an answer, or :s to skip")
    assert talk(*start, "They do").answer("who").answer == "They do"
    assert talk("2", "", "s", "b").says("Question 2")
    assert talk("2", "", "s", "long").says('"long" is not a duration such as 30 days')


# ---- on the side


def test_side_questions_can_be_left() -> None:
    assert talk("n", ":b", "1").answer("sign-in").note is None
    assert talk("n", ":q").state.screen == "quit"
    assert talk("n", ":r", ":zz", ":s", "1").says("Words are expected here")
    assert talk("1", "x", "", "yes").answer("scim").answer == "yes"
    assert talk("e", "", "1").answer("sign-in").evidence == ()
    assert talk("2", ":b", "1").answer("sign-in").answer == "saml"
    assert talk("2", ":q").state.screen == "quit"


def test_a_word_is_no_reason_and_another_is_asked_for() -> None:
    conversation = talk("1", "x", "n/a", "b", "-", "They have no accounts", ":r")
    assert conversation.answer("scim").not_applicable == "They have no accounts"
    assert conversation.says('"n/a" is no reason; write why, in words')
    assert conversation.says(
        r'"b" is no reason; write why, in words\. As a command that is :b here'
    )
    files = vendor_of(**{"sign-in": {"answer": "saml"}})
    conversation = talk("d", "no", "No sign of it", vendor_file=files, review=True)
    assert conversation.says('"no" is no reason')
    assert conversation.answer("sign-in").disputed == "No sign of it"


def test_notes_plan_and_price_are_kept_unless_they_are_changed() -> None:
    said = ("n", "One", "p", "Pro", "4 EUR", "n", "", "p", "", "5 EUR", "1")
    found = talk(*said).answer("sign-in")
    assert (found.note, found.plan, found.price) == ("One", "Pro", "5 EUR")


def test_evidence_is_a_link_or_a_file() -> None:
    conversation = talk(
        "e",
        "javascript://acme",
        "https://acme.example/soc2",
        "",
        "",
        "e",
        "evidence/soc2.pdf",
        "SOC 2",
        "2026-01-01",
        "1",
    )
    link, file = conversation.answer("sign-in").evidence
    assert (link.url, link.file, link.title, link.dated) == (
        "https://acme.example/soc2",
        None,
        None,
        None,
    )
    assert (file.url, file.file, file.sha256, file.title, file.dated) == (
        None,
        "evidence/soc2.pdf",
        DIGEST,
        "SOC 2",
        date(2026, 1, 1),
    )
    assert conversation.answer("sign-in").grade == "documented"
    assert conversation.says("evidence: https://acme.example/soc2, SOC 2")


def test_a_file_that_is_not_there_is_told() -> None:
    conversation = talk("e", "not a file", "", "no/such.pdf", "y", "", "", "1")
    assert conversation.says(
        'There is no file "not a file" beside the vendor file. A link begins with https://'
    )
    (kept,) = conversation.answer("sign-in").evidence
    assert (kept.file, kept.sha256) == ("no/such.pdf", None)
    assert conversation.says(
        "documented, but it counts as claimed, because the file of its evidence could not be "
        "compared with a SHA-256"
    )


def test_a_day_is_told_as_it_was_understood() -> None:
    conversation = talk("soon", "01/02/2026", "1 December 2026", chosen="when")
    assert conversation.says(
        '"soon" is not a date; write the day as year-month-day, such as 2026-11-22.'
    )
    assert conversation.says(
        '"01/02/2026" could be 2 January 2026 or 1 February 2026; write the day as'
    )
    assert conversation.says("Understood as 1 December 2026[.]")
    assert "Understood" not in talk("2026-12-01", chosen="when").shown
    aside = talk("e", "https://a.example", "", "1/2/2026", "1.12.2026", chosen="when")
    assert aside.says("could be 2 January 2026 or 1 February 2026.*Understood as 1 December 2026")
    assert talk("b", chosen="when").says("first question")


@pytest.mark.parametrize(
    ("said", "done"),
    [
        (["no"], None),
        ([""], None),
        (["yes", ""], None),
        (["yes", "Soon", ""], ("Soon", None)),
        (["Soon", "x", "2027-01-01"], ("Soon", date(2027, 1, 1))),
    ],
)
def test_a_mitigation_is_asked_for_beside_the_answers(
    said: list[str], done: tuple[str, date | None] | None
) -> None:
    found = talk("2", "r", "m 1", *said).answer("sign-in").mitigation
    assert (found and (found.text, found.due)) == done


def test_a_mitigation_can_be_told_later() -> None:
    conversation = talk("2", "b", "m", "Later", "")
    assert conversation.says("mitigation: Later")
    assert conversation.says("Question 1")


# ---- screens


def test_check_answers() -> None:
    conversation = talk("1", "yes", ":r", "9", "a", "zz", "b", "no", "", ":r", "", "s")
    assert conversation.says("Type a number from 1 to 2 to change that answer, Enter to go on")
    assert conversation.answer("scim").answer == "no"
    assert talk(":r", "9").says("Type Enter to go on, or q")


def test_the_end() -> None:
    assert talk("2", "s", "s", ":s", "").state.screen == "done"


def test_what_the_file_says_and_no_question_takes() -> None:
    files = vendor_of(**{"sign-in": {"answer": "magic"}, "formats": {"answer": ["csv", "pdf"]}})
    conversation = talk("2", vendor_file=files)
    assert conversation.says('The file says "magic", which is no answer')
    assert conversation.says('The file says "csv, pdf", which is no answer')


def test_plain_words_show_neither_score_nor_severity() -> None:
    conversation = talk("1", "?", "no", "b", "x", "Not asked for", ":r", "", "s", plain_words=True)
    assert conversation.says("Can people use their work account")
    assert conversation.says("1 Yes, with the work account")
    assert conversation.says(r"> Yes, with the work account")
    for word in ("Score", "Gap", "must be met", "evidence", "plan and price", "verified", "grade"):
        assert word not in conversation.shown
    assert not conversation.says("being done about it")


def test_review_shows_everything_that_was_claimed() -> None:
    files = vendor_of(
        **{
            "sign-in": {"answer": "saml", "grade": "documented", "plan": "Pro"},
            "scim": {"answer": "no", "disputed": "They said yes"},
            "after": {"answer": "30 days", "grade": "verified"},
            "who": {"unknown": "true"},
        }
    )
    conversation = talk("?", "d", "", "d", "No sign of it", "v", "", vendor_file=files, review=True)
    assert conversation.says("How to check it: Try it")
    assert conversation.says("Now: Disputed: They said yes")
    assert conversation.answer("sign-in").disputed == "No sign of it"
    assert conversation.answer("scim").grade == "verified"
    assert conversation.answer("scim").disputed is None


def test_the_tier_is_found_out_first_and_told() -> None:
    conversation = talk("1", "b", "2", "s", rules=TIERS)
    assert conversation.says(r"== What decides how much is asked Question 1 of about 1 ")
    assert conversation.says(r"This is tier high: Much\. Asked now: A wish; A small one\.")
    assert conversation.says(r"This is tier low: Little\. No longer asked: A small one\.")
    assert conversation.state.vendor.answer("wish/data") == Answer(
        answer="none", source="us", as_of=DAY
    )


def test_a_questionnaire_that_may_still_be_asked_is_not_called_off() -> None:
    """In the lower tier it hangs on a question that is open."""
    add = [{"when": {"wish/seats": {"at_least": "100"}}, "questionnaires": ["small"]}]
    high, low = TIERS["tiers"]
    rules: Data = {"tiers": [high, low | {"add": add}]}
    conversation = talk("1", "b", "2", rules=rules)
    assert conversation.says(r"This is tier low: Little\.")
    assert not conversation.says("No longer asked")
    assert talk("2", rules=rules).says(r"Asked now: A wish\. ")
    decided = talk("2", "200", "b", "5", rules=rules)
    assert decided.says(r"Noted: 200 persons Asked now: A small one\.")
    assert decided.says(r"Noted: 5 persons No longer asked: A small one\.")


def test_an_answer_can_take_its_own_question_away() -> None:
    """The answer is the first to a questionnaire that decides the tier.

    The tier asks something else.
    """
    other = {
        "id": "other",
        "title": "Other",
        "when": {"sso/sign-in": ["saml"]},
        "questionnaires": ["admin-processes"],
    }
    conversation = talk("s", "3", rules={"tiers": [other]})
    assert conversation.says("Question 2 of about .* In which formats")
    assert "Noted" not in conversation.shown
    assert [key for changed in conversation.recorded for key in changed] == ["sso/formats"]


def test_answers_of_another_tier_are_named_or_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"sign-in": "saml", "scim": "yes", "formats": ["csv"], "after": "1 day", "who": "x"}
    files = vendor_of(**{name: {"answer": raw} for name, raw in said.items()})
    assert talk("1", "b", "2", vendor_file=files, rules=TIERS).says(
        "No longer asked: How do people sign in"
    )
    monkeypatch.setattr(_pages, "_MAX_NAMED_QUESTIONS", 3)
    conversation = talk("1", "b", "2", vendor_file=files, rules=TIERS)
    assert conversation.says("5 answers are to questions that are no longer asked")
    assert talk("2", fast=True).says("- In which formats.*- How long.*- Who does it")
    monkeypatch.setattr(_check_answers, "_MAX_NAMED_LEFT_OUT", 2)
    assert talk("2", fast=True).says("- How long after the end can we export.* and 1 more")
    assert not talk("2", "r", fast=True).says("1 more.*1 more")


UNTIL = (
    'It stays "more information needed" until the vendor answers this question: '
    r"- How do people sign in\? .*"
)
WORSE = r"can't make it better, only worse: a low score would make it \"do not approve\"\. "
OFFER = r"Stop here and send it\? \(y: yes; Enter: go on with the other 3\)"


def test_it_offers_to_stop_and_send_where_only_the_vendor_leads_on() -> None:
    asked = talk("u", fast=True)
    assert asked.says(f"{UNTIL}The other 3 questions {WORSE}{OFFER}")
    assert not asked.state.stops_to_send
    for typed in ("y", "YES"):
        stopped = talk("u", typed, fast=True)
        assert stopped.state.stops_to_send
        assert "In which formats" not in stopped.shown
    for typed in ("n", "no", "", "s", ":s"):
        onward = talk("u", typed, fast=True)
        assert onward.says(f"{OFFER} .*In which formats")
        assert not onward.state.stops_to_send
    assert "Stop here" not in talk("u").shown


@pytest.mark.parametrize(
    ("typed", "pattern"),
    [
        ("?", f"y saves the answers.*{OFFER}"),
        ("perhaps", f"y saves the answers.*{OFFER}"),
        (":x", f"Words are expected here.*{OFFER}"),
        ("b", "How do people sign in.*Now: I don't know"),
        (":b", "How do people sign in.*Now: I don't know"),
    ],
)
def test_what_else_may_be_typed_at_the_offer(typed: str, pattern: str) -> None:
    conversation = talk("u", typed, fast=True)
    assert conversation.says(f"{OFFER} .*{pattern}")
    assert not conversation.state.stops_to_send
    assert conversation.recorded == [{"small/sign-in": conversation.recorded[0]["small/sign-in"]}]


def with_blocker(name: str, *, is_blocker: bool) -> Data:
    """A policy that makes one question of the small questionnaire a blocker, or none."""
    tier = {"id": "any", "title": "Any", "questionnaires": ["small"]}
    blocker = "true" if is_blocker else "false"
    return {"tiers": [tier], "questions": {f"small/{name}": {"blocker": blocker}}}


def test_the_offer_counts_what_must_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    both = with_blocker("formats", is_blocker=True)
    asked = talk("u", "u", rules=both, fast=True)
    assert asked.says(
        "until the vendor answers these 2 questions: - How do people .* - In which formats .* "
        r"The other 2 questions can't change that\. Stop here and send them\?"
    )
    monkeypatch.setattr(_stopping, "_MAX_NAMED_QUESTIONS", 1)
    assert talk("u", "u", rules=both, fast=True).says(
        "- How do people sign in. .* and 1 more The other 2"
    )


def test_too_little_that_is_known_asks_for_more_answers() -> None:
    """Without blockers, 10 of 21 stay open, and then 16 of 21."""
    rules = with_blocker("sign-in", is_blocker=False)
    assert talk("u", rules=rules, fast=True).says(
        "until the vendor answers more of this question: - How do people"
    )


def test_what_is_for_us_to_confirm_is_not_sent() -> None:
    """That it does not apply is said, and nobody of us has agreed: the vendor can't help."""
    rules = with_blocker("sign-in", is_blocker=False)
    file = vendor_of(**{"sign-in": {"not_applicable": "Nobody signs in."}})
    assert talk(vendor_file=file, rules=rules, fast=True).says(
        "until more of this question is answered or confirmed: - How do people sign in"
        r".* Stop here\? \(y: yes"
    )


def test_contradictions_and_what_is_kept_are_told() -> None:
    conversation = talk("2", "3", "60 days")
    assert conversation.says(
        "Two answers contradict each other: Nothing can be exported, and that for long"
    )
    kept = talk("1", "yes", "b", "b", "2", ":r")
    assert kept.says("Kept, not counted: Are accounts removed")


def test_lines_pasted_at_a_question_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "discard_pasted_lines", lambda _: 2)
    assert talk("what").says("Those were several lines; the rest was left out")


def test_what_is_not_known_can_not_be_disputed() -> None:
    files = vendor_of(**{"sign-in": {"answer": "saml"}, "who": {"unknown": "true"}})
    assert talk("", "r", "2", ":d", "", "", vendor_file=files, review=True).says(
        "There is no answer here to dispute"
    )


# ---- a sitting


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return begin_sittings(tmp_path)


def test_a_sitting_that_is_left_goes_on(here: Here) -> None:
    assert here.sits() == "interrupted"
    assert here.says("Engage by Acme.*Nothing was answered")
    here.is_killed_after("1")
    assert here.sits() == "interrupted"
    assert here.sits("q") == "interrupted"
    assert here.sits("maybe", "y", "q") == "saved"
    assert here.says("You answered 1 of 5 on 22 Nov; continue")
    assert here.sits("q") == "saved"
    assert here.says("No answer was given or changed in")
    assert here.sits("yes", "1,2", "30 days", "They", "") == "saved"
    assert here.says("Saved 4 answers in")
    assert here.sits() == "nothing to ask"


def test_both_counts_are_the_same(here: Here) -> None:
    """The second question hangs on the first.

    It is known not to be asked once the first is answered.
    """
    here.is_killed_after("2", "", "csv")
    assert here.sits("q") == "interrupted"
    assert here.says("You answered 2 of 4 on 22 Nov; continue")


def test_what_was_asked_again_is_still_asked_after_an_interruption(here: Here) -> None:
    Path(here.path).write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        "responses: {small: {answers: {sign-in: saml, scim: {unknown: true}, "
        "formats: {unknown: true}, after: 40 days, who: Them}}}\n"
    )
    here.is_killed_after("y", "yes")
    assert here.says("2 answers are .I don't know.. Do you know more now")
    assert here.sits("y", "csv", "", "") == "saved"
    assert here.says("You answered 1 of 2 on 22 Nov; continue")
    assert here.says("Question 2 of 2 In which formats")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("n", "?", "a note"), "It stands in the report.*Noted . note: a note"),
        (
            ("p", "?", "Enterprise", "?", "4 USD"),
            "The plan of the price list.*in your words.*plan: Enterprise . price: 4 USD",
        ),
        (
            ("e", "?", "https://a.example", "?", "SOC 2", "?", ""),
            (
                "https://vendor.example/security.*What the document is called.*Evidence counts "
                "for a time.*evidence: SOC 2"
            ),
        ),
        (
            ("e", "none.pdf", "?", "maybe", "n", "https://a.example", "", ""),
            (
                "There is no file.*y keeps the name.*y keeps the name.*Link, "
                "or file.*evidence: https://a.example"
            ),
        ),
        (
            ("2", "r", "m1", "?", "in March", "?", "1.4.2027"),
            (
                "What somebody does about the gap.*The day until which it is "
                "done.*mitigation: in March, due 2027-04-01"
            ),
        ),
        (
            ("1", "x", "?", "we build it ourselves"),
            (
                "It stands in the report, for whoever reads that later.*"
                "Not applicable, as nobody of us has confirmed yet: we build it ourselves"
            ),
        ),
    ],
)
def test_a_question_mark_is_help_on_the_side_as_well(typed: tuple[str, ...], told: str) -> None:
    conversation = talk(*typed)
    assert conversation.says(told), conversation.shown


def test_a_letter_leaves_where_a_day_is_wanted() -> None:
    conversation = talk("2", "r", "m 1", "in March", "q")
    assert conversation.state.screen == "quit"
    assert conversation.answer("sign-in").mitigation == Mitigation(text="in March")
    kept = talk("e", "https://a.example", "", "s", "1").answer("sign-in")
    assert [one.dated for one in kept.evidence] == [None]


@pytest.mark.parametrize("word", ["b", "s", ":s", "No.", "none", "Nothing!", "n"])
def test_what_is_no_measure_is_none(word: str) -> None:
    assert talk("2", "r", "m 1", word).answer("sign-in").mitigation is None


@pytest.mark.parametrize("word", ["u", "r", "-", "N/A", "don't know"])
def test_what_says_nothing_is_asked_for_once_more(word: str) -> None:
    conversation = talk("2", "r", ":m 1", word, "Yes.", "-", "From March on", "")
    assert conversation.says("does not say what is done; write it in words, or press Enter")
    assert conversation.answer("sign-in").mitigation == Mitigation(text="From March on")


def test_a_lone_letter_leaves_where_a_measure_is_wanted() -> None:
    conversation = talk("2", "r", "m 1", "q")
    assert conversation.state.screen == "quit"
    assert conversation.answer("sign-in").mitigation is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("2", "r", "m 1", "In March"), {"mitigation": {"text": "In March"}}),
        (("e", "https://a.example"), {"evidence": [{"url": "https://a.example"}]}),
        (
            ("e", "https://a.example", "SOC 2"),
            {"evidence": [{"url": "https://a.example", "title": "SOC 2"}]},
        ),
        (("p", "Enterprise"), {"plan": "Enterprise"}),
    ],
)
@pytest.mark.parametrize("leaving", [":q", None])
def test_what_was_said_is_kept_when_somebody_leaves_at_what_is_asked_next(
    here: "Here", typed: tuple[str, ...], kept: dict[str, Data], leaving: str | None
) -> None:
    if leaving:
        assert here.sits(*typed, leaving) == "saved"
    else:
        assert here.sits(*typed) == "interrupted"
        assert here.sits("y", "q", resume=True) == "saved"
    saved = parse_model(
        here.library.parse_content(Path(here.path).read_bytes(), here.path), VendorFile
    ).answer("small/sign-in")
    assert saved is not None
    found = saved.model_dump(mode="json", exclude_defaults=True)
    assert {key: found[key] for key in kept} == kept


def test_whoever_goes_back_from_what_is_asked_next_has_said_nothing() -> None:
    assert talk("e", "https://a.example", ":b", "1").answer("sign-in").evidence == ()


EXPIRED: Mapping[str, Any] = {
    "answer": "saml",
    "grade": "documented",
    "evidence": [
        {
            "title": "Docs",
            "url": "https://a.example",
            "dated": "2024-01-10",
            "expires": "2025-01-10",
        }
    ],
}


def test_a_review_verifies_an_answer_whose_evidence_has_ended() -> None:
    conversation = talk(
        "v",
        reviewer="Jane Doe",
        vendor_file=vendor_of(**{"sign-in": EXPIRED}),
        review=True,
    )
    assert conversation.says("documented, but it counts as claimed, because its evidence has ended")
    answer = conversation.answer("sign-in")
    assert (answer.grade, answer.reviewed_by, answer.reviewed_on) == ("verified", "Jane Doe", DAY)
    assert conversation.says("Noted: With SAML . verified")


def test_evidence_without_a_day_does_not_count_and_the_interview_says_so() -> None:
    conversation = talk("e", "https://a.example", "", "", "1")
    assert conversation.says("Enter: not known; then it does not count")
    assert conversation.says("documented, but it counts as claimed, because its evidence has no")


def test_a_file_counts_once_it_is_added() -> None:
    conversation = talk("e", "evidence/soc2.pdf", "", "2026-11-01", "1")
    assert conversation.says("Noted: With SAML . documented")
    assert "counts as claimed" not in conversation.shown


def test_where_words_are_an_answer_a_review_shows_colons() -> None:
    shown = talk(vendor_file=vendor_of(who={"answer": "Them"}), review=True).shown
    assert ":v verified, :d disputed, :e evidence, Enter leaves it" in shown
    assert talk(vendor_file=vendor_of(who={"answer": "Them"}), review=True).says(":v verified")
    assert (
        talk(":v", vendor_file=vendor_of(who={"answer": "Them"}), review=True).answer("who").grade
        == "verified"
    )
    assert (
        "  v verified"
        in talk(vendor_file=vendor_of(**{"sign-in": {"answer": "saml"}}), review=True).shown
    )


def test_no_is_named_only_where_it_is_an_option_that_the_letter_does_not_choose() -> None:
    assert talk("n").says(r"Note [(]Enter: none[)]")
    assert talk("1", "n:").says(r"Note [(]Enter: none[)]")
    assert talk("n", chosen="when").says(r"Note [(]Enter: none[)]")


def test_ids_are_shown_to_nobody_who_picks_numbers() -> None:
    assert "saml, none" not in talk("?", plain_words=True).shown
    assert talk("?").says("Type: saml, none")


def test_a_sitting_that_begins_again(here: Here) -> None:
    here.is_killed_after("1")
    assert here.sits("n", "what?", "y", "2", "", ":q") == "saved"
    assert here.says(
        "What you answered then would be lost. Begin again all the same.*y throws them away"
    )
    assert "none" in Path(here.path).read_text()


def test_nothing_is_thrown_away_by_a_no_that_meant_not_now(here: Here) -> None:
    here.is_killed_after("1")
    assert here.sits("n", "q") == "interrupted"
    assert here.sits("n", "n", "y", "2", ":q") == "saved"
    assert here.says("Nothing is lost. Continue where you were.*Question 2 of")
    text = Path(here.path).read_text()
    assert "saml" in text
    assert 'scim: "no"' in text or "scim: no" in text or 'answer: "no"' in text


def test_answers_that_fit_no_more_are_left_out_and_told(here: Here) -> None:
    here.is_killed_after("1", "yes")
    noted(
        here,
        **{
            "sign-in": {"answer": "kerberos"},
            "formats": {"answer": "csv", "unknown": "true"},
            "after": {"answer": ["1 day", "2 days"]},
            "who": {"not_applicable": "No"},
            "gone": {"answer": "yes"},
        },
    )
    assert here.sits("y", ":q") == "saved"
    told = "5 answers do not fit the questionnaire as it is now, and are left out: "
    assert here.says(f"{told}small/sign-in, small/formats, small/after, small/who, small/gone[.]")
    assert "You answered 0 of" not in here.shown.getvalue()
    vendor_file = parse_model(
        here.library.parse_content(Path(here.path).read_bytes(), here.path), VendorFile
    )
    assert list(vendor_file.responses["small"].answers) == ["scim"]


def test_an_answer_that_fits_no_more_is_told_alone(here: Here) -> None:
    here.is_killed_after("1", "yes")
    noted(here, gone={"answer": "yes"}, who={"note": "Ask Zoë"}, after={"as_of": "2026-11-22"})
    assert here.sits("y", ":q") == "saved"
    assert here.says(
        "1 answer does not fit the questionnaire as it is now, and is left out: small/gone[.]"
    )
    assert "Ask Zoë" in Path(here.path).read_text("utf-8")


def test_what_the_file_says_itself_stays_with_what_was_added(here: Here) -> None:
    Path(here.path).write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        'responses: {small: {version: "0.9", answers: {sign-in: kerberos}}}\n'
    )
    here.is_killed_after("n", "my precious note")
    assert here.sits("y", "q") == "saved"
    assert "left out" not in here.shown.getvalue()
    assert "answer: kerberos, note: my precious note" in Path(here.path).read_text()


def test_of_an_answer_that_fits_no_more_the_note_stays(here: Here) -> None:
    here.is_killed_after("1")
    noted(
        here,
        **{"sign-in": {"answer": "kerberos", "note": "my precious note", "grade": "documented"}},
    )
    assert here.sits("y", ":q") == "saved"
    assert here.says(
        "1 answer does not fit the questionnaire as it is now, and is left out: small/sign-in[.]"
    )
    found = parse_model(
        here.library.parse_content(Path(here.path).read_bytes(), here.path), VendorFile
    ).answer("small/sign-in")
    assert found == Answer(note="my precious note")


def test_a_terminal_that_is_gone_at_what_is_asked_next_ends_in_order(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Console.say

    def say(self: Console, text: str = "", *rest: Data, **more: Data) -> None:
        if text.startswith("Noted"):
            raise OSError(5, "gone")
        real(self, text, *rest, **more)

    monkeypatch.setattr(Console, "say", say)
    assert here.sits("e", "https://a.example") == "interrupted"
    assert journal.unfinished_interview(here.path) is None
    assert here.answers()["small/sign-in"] == Answer(
        unknown=True, grade="documented", evidence=(Evidence(url="https://a.example"),)
    )


def test_nothing_goes_on_without_its_questionnaire_and_nothing_is_lost(here: Here) -> None:
    here.is_killed_after("1")
    noted(here, **{"own/door": {"answer": "yes"}})
    for resume in (None, True):
        with pytest.raises(
            VendorcheckError, match="for own, which is not known here; go on with assess and -q"
        ):
            here.sits("y", ":q", resume=resume)
    left = journal.unfinished_interview(here.path)
    assert left is not None
    assert list(left.answers) == ["small/sign-in", "own/door"]
    assert here.sits("2", "", ":q", resume=False) == "saved"


def test_a_file_that_was_changed_since_is_told(here: Here) -> None:
    here.is_killed_after("1")
    Path(here.path).write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme, product: Engage Two}\nresponses: {}\n"
    )
    assert here.sits("y", "q") == "saved"
    assert here.says("The file was changed since then")
    assert "Engage Two" in Path(here.path).read_text()


def test_a_journal_of_last_year_names_it(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    here.is_killed_after("1")
    left = journal.unfinished_interview(here.path)
    assert left is not None
    old = replace(left, started_on=date(2025, 2, 3))
    monkeypatch.setattr(session, "unfinished_interview", lambda _: old)
    here.sits("q")
    assert here.says("on 3 Feb 2025; continue")


def test_what_a_journal_should_not_hold_is_left_out() -> None:
    found = saved_answers.answers_from_journal(
        {"small/a": {"answer": "x"}, "small/b": {"colour": "x"}, "small/c": None}
    )
    assert list(found) == ["small/a"]


def test_a_disk_that_is_full_is_told_after_what_was_saved(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = journal.Journal.append
    count = 0

    def append(self: journal.Journal, event: Data) -> None:
        nonlocal count
        count += 1
        if count > 1:
            raise VendorcheckError("no space left")
        real(self, event)

    monkeypatch.setattr(journal.Journal, "append", append)
    with pytest.raises(VendorcheckError, match="no space left"):
        here.sits("1", "yes")
    assert here.says("Saved 1 of 5")


def test_a_terminal_that_is_gone_hides_no_exit_code(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "dup2", lambda old, new: moved.append((old, new)))
    real = Console.say

    def say(self: Console, text: str = "", *rest: Data, **more: Data) -> None:
        if "Continue with" in text:
            raise OSError(5, "gone")
        real(self, text, *rest, **more)

    monkeypatch.setattr(Console, "say", say)
    assert here.sits("1") == "interrupted"
    assert moved
    os.close(moved[0][0])


def test_a_request_to_end_leaves_in_order(here: Here) -> None:
    class Ends(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
            line = super().readline(size or -1)
            if not line:
                # Where nobody listens to it, this would end the tests.
                assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
                signal.raise_signal(signal.SIGTERM)
            return line

    before = signal.getsignal(signal.SIGTERM)
    assert here.sits_at(Console(Ends("1\n"), here.shown, {})) == "interrupted"
    assert here.says("Saved 1 of 5")
    assert signal.getsignal(signal.SIGTERM) is before


# ---- the command


class Streams:
    """The streams of the process, of which input and errors are a terminal or are not."""

    def __init__(self, terminal: SimpleNamespace) -> None:
        self.stdin = self.stderr = terminal

    @property
    def stdout(self) -> TextIO:
        return sys.stdout


class Typing:
    """Runs the command with somebody at a terminal."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        monkeypatch.chdir(folder)
        (folder / "small.yaml").write_bytes((INTERVIEWS / "small.yaml").read_bytes())
        (folder / "acme.yaml").write_text(
            "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {}\n"
        )

    def __call__(self, *arguments: str, typed: str = "", here: bool = True) -> tuple[int, str]:
        shown = io.StringIO()
        source = io.StringIO(typed)
        self._monkeypatch.setattr(session, "Console", lambda: Console(source, shown, {}))
        terminal = SimpleNamespace(isatty=lambda: here)
        self._monkeypatch.setattr(
            _context, "sys", SimpleNamespace(stdin=terminal, stderr=terminal, stdout=sys.stdout)
        )
        result = CliRunner().invoke(app, ["assess", "-q", "small.yaml", *arguments])
        return result.exit_code, f"{shown.getvalue()}{result.output}"


@pytest.fixture
def typing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    return Typing(tmp_path, monkeypatch)


def test_assess_asks_and_goes_on_to_the_report(typing: Typing) -> None:
    code, shown = typing(
        "acme.yaml", "--fast", "--policy", "light", "-o", "report.md", typed="2\n\n"
    )
    assert code == 0
    assert "Left out" in shown
    assert "Do not approve" in Path("report.md").read_text()
    code, shown = typing("acme.yaml", "--review", "--restart", typed="")
    assert (code, "Who is reviewing?" in shown) == (130, True)
    code, shown = typing("acme.yaml", "--review", "--restart", typed="Jane Doe\n")
    assert code == 130
    assert "Continue with: vendorcheck assess acme.yaml -q small.yaml --review" in " ".join(
        shown.split()
    )


def test_assess_begins_a_file(typing: Typing) -> None:
    code, shown = typing("beta.yaml", typed="?\nBeta\nhelp\nBeta One\n:q\n")
    assert code == 0
    assert "Who sells the product." in shown
    assert "Enter if it is called like the vendor" in shown
    assert "Beta One by Beta" in shown
    assert typing("acne.yaml", typed="\n")[0] == 2
    assert typing("acne.yaml", typed="")[0] == 130
    assert typing("acne.yaml", typed="q\n")[0] == 130
    assert typing("no-such/acne.yaml", typed="")[0] == 2
    assert not Path("acne.yaml").exists()


def test_assess_never_asks_where_nobody_is(typing: Typing) -> None:
    assert "Question 1" not in typing("acme.yaml", here=False)[1]
    assert (
        "Question 1"
        not in typing("acme.yaml", "--no-input", "--set", "small/formats=[csv,json]")[1]
    )
    for options in (("--interactive",), ("--review",), ("--resume",), ("--restart",)):
        code, shown = typing("acme.yaml", *options, here=False)
        assert (code, "--set" in shown) == (2, True)
    assert typing("acme.yaml", "--no-input", "--review")[0] == 2
    assert typing("-", "--interactive")[0] == 2


def test_nothing_to_look_at_is_said(typing: Typing) -> None:
    assert "Nothing to look at" in typing("acme.yaml", "--review")[1]
