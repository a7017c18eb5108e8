"""A finished pre-check asks what has changed: the vendor's reply, our plans, or nothing."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
import yaml

import vendorcheck.cli.assess as assess_command
import vendorcheck.cli.precheck as command
from journals import event
from locations import REPOSITORY
from running import run
from screens import Screen as EditedScreen
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.assessment.precheck.run import run_precheck
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview import requester, session
from vendorcheck.interview.journal import Journal, journal_path, make_journal_header
from vendorcheck.interview.terminal import Console
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports.view.comparison import contradiction_lines, effect_lines
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model

Data: TypeAlias = Any
DAY: Final = "2026-11-25"
FINISHED: Final = """\
vendorcheck: vendor/1
requested_on: "2026-11-23"
vendor: {name: Acme, product: Acme Engage}
responses:
  request:
    answers:
      purpose: Newsletters for leads
      plan: Business
      seats: "12"
      deployment: cloud
      requester: "Jane Doe, jane@ours.example"
      go-live: "2026-12-01"
      data: [contacts]
      people: "8000"
      connections: [crm, website]
      ai: "no"
      outage: slows-us
  sso: {answers: {sso-protocol: {unknown: true}, mfa: {answer: enforceable, source: public}}}
  data-access-removal:
    answers:
      export-self-service: {answer: all, source: public}
      residency: {answer: named, source: public}
  security: {answers: {certificates: {answer: [iso-27001], source: public}}}
  ai: {answers: {training: {answer: excluded, source: public}}}
  privacy: {answers: {processing-agreement: {unknown: true}}}
"""
MENU: Final = "What has changed? (Enter: nothing)"
SSO, DPA, PLACE = (
    "sso/sso-protocol",
    "privacy/processing-agreement",
    "data-access-removal/residency",
)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Typist:
    """Somebody who runs the command on a finished file, and types these lines."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = folder / "acme.yaml"
        self.path.write_text(FINISHED)
        self.code = -1
        self.seen = self.shown = ""
        self._patch = monkeypatch

    def types(self, *lines: str, ends: BaseException | None = None, **options: Data) -> "Typist":
        """Run the command; where the lines end, the input does, or something else happens."""
        source, target, stdout = Lines(lines, ends), io.StringIO(), Terminal()
        with self._patch.context() as patch:
            patch.setattr(requester, "Console", lambda: Console(source, target, {"COLUMNS": "81"}))
            patch.setattr(command, "should_interview", lambda *_, **__: True)
            patch.setattr(sys, "stdout", stdout)
            self.code = command.precheck(self.path.name, **{"as_of": DAY, **options})
        self.seen, self.shown = (" ".join(io_.getvalue().split()) for io_ in (target, stdout))
        return self

    def answer(self, key: str) -> Data:
        home, _, name = key.partition("/")
        return yaml.safe_load(self.path.read_text())["responses"][home]["answers"][name]

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.path.parent.iterdir())

    @property
    def letter(self) -> str:
        return (self.path.parent / "acme-letter.txt").read_text()

    @property
    def is_untouched(self) -> bool:
        return self.path.read_text() == FINISHED


class Lines(io.StringIO):
    """Lines that somebody types, after which something may happen."""

    def __init__(self, lines: tuple[str, ...], ends: BaseException | None) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._ends = ends

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(size or -1)
        if not line and self._ends is not None:
            raise self._ends
        return line


@pytest.fixture
def typist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return Typist(tmp_path, monkeypatch)


# ---- the question


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["", "3", "3.", "(3)", "nothing", "No", "n"])
def test_nothing_shows_the_same_result_again(typist: Typist, typed: str) -> None:
    typist.types(typed)
    assert (typist.code, typist.is_untouched) == (0, True)
    assert f"{MENU} 1 The vendor has replied 2 Our plans" in typist.seen
    assert "Result: Ask the vendor first" in typist.shown
    assert "before" not in typist.shown.split("Result:")[1].split("Next step")[0]
    assert "What that changes" not in typist.shown
    assert typist.files == ["acme-brief.md", "acme-letter.txt", "acme.yaml"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "The vendor's reply: Acme Engage by Acme 3 questions, in the order of the letter."),
        ("The vendor’s reply", "The vendor's reply: Acme Engage by Acme"),
        ("they answered", "The vendor's reply: Acme Engage by Acme"),
        ("2)", "Your plans with Acme Engage by Acme"),
        ("our plans", "Your plans with Acme Engage by Acme"),
    ],
)
def test_a_number_or_a_word_says_what(typist: Typist, typed: str, said: str) -> None:
    typist.types(typed, ":q")
    assert typist.code == 0
    assert said in typist.seen


@pytest.mark.parametrize("typed", ["4", "0", "99", "dunno", "the vendor has no plans", ":b"])
def test_what_is_not_clear_is_asked_again(typist: Typist, typed: str) -> None:
    typist.types(typed, "?", "")
    assert "Type a number from 1 to 3, or ? for help." in typist.seen
    assert "taken in question by question, as the letter asked" in typist.seen
    assert "see what that changes before you keep it" in typist.seen
    assert typist.code == 0


@pytest.mark.parametrize("ends", [None, KeyboardInterrupt()], ids=["end", "ctrl-c"])
@pytest.mark.parametrize("typed", [(), ("q",)])
def test_leaving_there_changes_nothing(
    typist: Typist, typed: tuple[str, ...], ends: BaseException | None
) -> None:
    typist.types(*typed, ends=ends)
    assert (typist.code, typist.is_untouched) == (130, True)
    assert typist.files == ["acme.yaml"]


def test_a_reply_is_offered_only_where_a_letter_asks(typist: Typist) -> None:
    green = FINISHED.replace("{unknown: true}", "{answer: saml, source: public}", 1)
    green = green.replace(
        "processing-agreement: {unknown: true}", "processing-agreement: published"
    )
    typist.path.write_text(green)
    typist.types("?", "1", "")
    assert "1 Our plans, or I want to try others 2 Nothing" in typist.seen
    assert "as the letter asked" not in typist.seen
    assert "Your plans" in typist.seen
    assert "Once the vendor has answered" not in typist.shown


# ---- the vendor's reply


def test_the_reply_is_taken_in_as_the_letter_asked(typist: Typist) -> None:
    typist.types("")
    letter = typist.letter
    assert "\n1. Which single sign-on" in letter
    assert "\n2. Do you offer a data processing agreement" in letter
    assert "\n3. It would help us if you could name in the contract the countries" in letter
    typist.types(
        "1",
        *("2", "Enterprise", "4 USD more", "https://acme.example/sso"),
        *("Yes, on request", "", "", ""),
        "2",
        "",
    )
    assert (
        "Question 1 of 3 - number 1 of the letter Which single sign-on protocols does the product "
        "support on the plan that we would buy? 1 SAML 2.0 and OpenID Connect"
    ) in typist.seen
    # The options are those that the letter gave the vendor to tick.
    assert "2 SAML 2.0 3 OpenID Connect, set up" in typist.seen
    assert "u They didn't answer this Until now: I don't know Enter leaves it as it is." in (
        typist.seen
    )
    assert "Question 2 of 3 - number 2 of the letter Do you offer a data" in typist.seen
    assert "Question 3 of 3 - number 3 of the letter How is it settled" in typist.seen
    assert "The letter says: It would help us if you could name in the contract" in typist.seen
    assert "Until now, as the website said: The contract names the countries" in typist.seen
    assert "Where to look" not in typist.seen
    said = {"source": "vendor", "as_of": DAY}
    assert typist.answer(SSO) == {
        "answer": "saml",
        **said,
        "evidence": [{"url": "https://acme.example/sso"}],
        "plan": "Enterprise",
        "price": "4 USD more",
    }
    # What the vendor did not name stays out.
    assert typist.answer(DPA) == {"answer": "on-request", **said}
    # The vendor says what the website said: now it has said so.
    assert typist.answer(PLACE) == {"answer": "named", **said}
    # A wish asks for no price.
    assert "Saved 3 answers in acme.yaml." in typist.seen


def test_the_light_before_and_after_and_what_is_left(typist: Typist) -> None:
    typist.types("")
    typist.types("1", "2", "", "", "", "they didn't answer this", "", "")
    assert "It stays open, and goes into the next letter." in typist.seen
    assert typist.answer(DPA) == {"unknown": True}
    assert "Result: Ask the vendor first, as before" in typist.shown
    assert "It was the same before." in typist.shown
    # Only what is open is in the new letter.
    assert "single sign-on" not in typist.letter
    assert "\n1. Do you offer a data processing agreement" in typist.letter
    typist.types("1", "1", "", "", "https://acme.example/dpa", "", "")
    assert "Question 1 of 2 - number 1 of the letter Do you offer" in typist.seen
    assert (
        "What that changes - Result: Nothing against it so far; IT still decides "
        "(was: Ask the vendor first)"
    ) in typist.shown
    assert '- It counts as: "Much at stake for people or for the business", as before' in (
        typist.shown
    )
    assert typist.shown.count("Next step") == 1
    ending = typist.shown.split("---- ")[1]
    assert ending.startswith("Result: Nothing against it so far; IT still decides This is a")
    assert "Before, it was: Ask the vendor first. Next step Send IT acme-brief.md." in ending


def test_a_reply_that_contradicts_the_website_is_shown(typist: Typist) -> None:
    typist.types("1", "", "", "4", "")
    was_and_is = (
        "Noted: It is not settled Before, as the website said: The contract names the countries"
    )
    assert was_and_is in typist.seen
    assert (
        "What has another answer now - Is it settled in which countries what we store there is "
        "kept? Before, the website said: Yes, the contract or the terms name the countries. Now: "
        "No, the vendor says that it may be anywhere."
    ) in typist.shown
    assert typist.answer(PLACE)["source"] == "vendor"
    # The vendor corrects itself.
    typist.types("1", "u", "u", "1", "", "", "", "", "")
    assert "Before, as the vendor said: It is not settled" in typist.seen
    assert "Before, the vendor said: No, the vendor says that it may be anywhere." in typist.shown


def test_silence_leaves_what_is_known(typist: Typist) -> None:
    typist.types("1", "u", "no answer", ":u", "")
    assert typist.seen.count("It stays open, and goes into the next letter.") == 2
    assert typist.seen.count("It stays as it is.") == 1
    assert "No answer was given or changed in acme.yaml." in typist.seen
    assert typist.is_untouched
    assert "before" not in typist.shown.split("Result:")[1].split("Next step")[0]


def test_a_vendor_without_the_thing_is_not_asked_what_it_costs(typist: Typist) -> None:
    typist.types("1", "9", "5", "", "")
    assert "Which plan" not in typist.seen
    assert typist.answer(SSO)["answer"] == "none"
    assert "(was: Ask the vendor first)" in typist.shown


def test_a_link_has_to_be_one(typist: Typist) -> None:
    typist.types("1", "1", "?", "", "", "?", "javascript:alert(1)", "https://a.example", ":q")
    assert "That is no address to link to" in typist.seen
    assert "What came as a file goes to IT with the brief." in typist.seen
    assert typist.answer(SSO)["evidence"] == [{"url": "https://a.example"}]
    typist.types("1", "u", "1", "", "", ":q")
    assert typist.answer(SSO)["evidence"] == [{"url": "https://a.example"}]


def test_what_the_vendor_can_not_say_is_refused(typist: Typist) -> None:
    typist.types("1", "kind-unknown", "?", ":q")
    assert "is none of the options" in typist.seen
    assert "Why: Without it, accounts stay open" in typist.seen
    assert "Commands: ? why it is asked; b back;" in typist.seen
    assert "u they didn't answer this; n note;" in typist.seen
    assert "the rest of this section" not in typist.seen


def test_what_a_reply_brings_up_is_asked_of_the_website(typist: Typist) -> None:
    without_mfa = FINISHED.replace(", mfa: {answer: enforceable, source: public}", "")
    sso = "{answer: kind-unknown, source: public}"
    typist.path.write_text(
        without_mfa.replace("sso-protocol: {unknown: true}", f"sso-protocol: {sso}")
    )
    typist.types("1", "u", "9", "", "2", "")
    asked = typist.seen.split("Question 4 of 4")[1]
    assert "Can everyone be made to confirm the sign-in" in asked
    assert "u The page does not say" in asked
    assert typist.answer(SSO)["source"] == "vendor"
    assert typist.answer("sso/mfa")["source"] == "public"


def test_what_the_letter_did_not_ask_is_the_word_of_the_requester(typist: Typist) -> None:
    typist.types("1", "u", "u", "u", "r", "15", "2", "")
    assert typist.answer("security/certificates")["source"] == "public"


ACME: Final = (REPOSITORY / "examples/acme.yaml").read_text()


def test_a_change_that_the_letter_asked_for_in_a_file_of_it(typist: Typist) -> None:
    """IT has gone on in the file: what the vendor told it is compared as well."""
    typist.path.write_text(ACME)
    for name in ("evidence",):
        (typist.path.parent / name).mkdir(exist_ok=True)
    typist.types(
        "1", "?", "6", "Enterprise", "4 USD", "Planned for the spring", "2027-03-01", "", ""
    )
    assert "Question 1 of 2 - number 1 of the letter" in typist.seen
    assert "The letter says: We would need you to offer SAML 2.0 or OpenID Connect" in typist.seen
    assert "Until now, as the website said: Only a general sign-in button" in typist.seen
    answer = typist.answer(SSO)
    assert (answer["answer"], answer["plan"], answer["price"]) == (
        "larger-plan",
        "Enterprise",
        "4 USD",
    )
    assert answer["mitigation"] == {"text": "Planned for the spring", "due": "2027-03-01"}
    assert typist.code == 0


def test_a_file_with_answers_to_older_questions_is_not_finished(typist: Typist) -> None:
    text = FINISHED.replace(
        "    answers:\n      purpose:", '    version: "1.0"\n    answers:\n      purpose:'
    )
    typist.path.write_text(text.replace("deployment: cloud", "hosting: cloud"))
    typist.types(":q")
    assert MENU not in typist.seen
    assert "You did not know 2 answers. Do you know more now?" in typist.seen


# ---- the effect


def test_what_the_effect_says_of_a_review() -> None:
    library = Library()
    policy = load_policy(library, None)
    document = parse_document(FINISHED.encode(), "acme.yaml")
    day = date(2026, 11, 25)
    case = prepare_case(library, document, policy_file=policy, chosen_ids=(), as_of=day)
    before = run_precheck(case.assessor, case.vendor, day, case.tiering)
    assert before.review is not None
    in_time = replace(before.review, working_days_late=0)
    unknown = replace(before.review, duration=None, ends_on=None)
    reviews = {
        None: "none, this look is enough",
        unknown: "IT can tell how long it takes",
        in_time: "10 working days, until Wed 9 Dec 2026",
    }
    was = "10 working days, until Wed 9 Dec 2026, 6 working days after your start"
    for review, text in reviews.items():
        line = effect_lines(before, replace(before, review=review))[2]
        assert line == f"IT's review: {text} (was: {was})"
    assert effect_lines(before, replace(before, tier=None))[1].startswith("It counts as: nothing")


@pytest.mark.slow
@pytest.mark.parametrize(
    "older", ["gone", "{answer: named, disputed: We doubt it.}", "{unknown: true}"]
)
def test_what_counted_as_no_answer_is_not_contradicted(older: str) -> None:
    library = Library()
    policy = load_policy(library, None)
    day = date(2026, 11, 25)

    def look(residency: str) -> Precheck:
        text = FINISHED.replace("{answer: named, source: public}", residency)
        document = parse_document(text.encode(), "acme.yaml")
        vendor = parse_model(document, VendorFile)
        return run_precheck(Assessor(library, policy.model), vendor, day)

    assert contradiction_lines(look(older), look("chosen")) == []
    assert contradiction_lines(look("named"), look("named")) == []
    (line,) = contradiction_lines(look("named"), look("chosen"))
    assert "Before, the vendor said: Yes, the contract or the terms name" in line
    (line,) = contradiction_lines(look("{answer: named, source: us}"), look("chosen"))
    assert "Before, we said: Yes" in line


def test_whoever_may_go_ahead_is_not_sent_back(
    typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.path.write_text((REPOSITORY / "examples/kachel-codes.yaml").read_text())
    typist.types("")
    assert "Result: Go ahead; IT is told" in typist.shown
    assert "try other plans" not in capsys.readouterr().err


# ---- our plans


def test_plans_are_tried_and_kept(typist: Typist) -> None:
    typist.types("")
    typist.types("2", "9", "11", "keep")
    assert 'What would be quicker: Without "The customer database of the sales team' in typist.seen
    assert "Nothing goes into acme.yaml before you say that you keep it." in typist.seen
    assert "== Your plans The request" in typist.seen
    assert "Enter ends this." in typist.seen
    assert "Single sign-on" not in typist.seen
    effect = typist.seen.split("== What that changes ")[1]
    assert effect.startswith("Result: Ask the vendor first, as before It counts as: ")
    assert '(was: "Much at stake for people or for the business")' in effect
    assert "IT's review: 5 working days, until Wed 2 Dec 2026, 1 working day after your start" in (
        effect
    )
    assert "(was: 10 working days, until Wed 9 Dec 2026, 6 working days after your start)" in effect
    assert typist.answer("request/connections")["answer"] == ["website"]
    assert "Saved 1 answer in acme.yaml." in typist.seen
    assert "It was the same before." in typist.shown
    assert "(was: 10 working days" in typist.shown


def test_plans_are_tried_and_dropped(typist: Typist) -> None:
    typist.types("2", "9", "11", "no")
    assert "Your plans are as they were." in typist.seen
    assert (typist.code, typist.is_untouched) == (0, True)
    assert "What that changes" not in typist.shown
    assert typist.files == ["acme-brief.md", "acme-letter.txt", "acme.yaml"]


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", "b", ":b"])
def test_more_is_tried_before_anything_is_kept(typist: Typist, more: str) -> None:
    typist.types("2", "9", "11", "what?", "?", more, "8", "900", more, "", "y")
    assert typist.seen.count("== What that changes") == 3
    assert "y writes the plans as they are now into the file." in typist.seen
    assert typist.answer("request/connections")["answer"] == ["website"]
    assert typist.answer("request/people")["answer"] == "900"


def test_what_other_plans_bring_up_is_asked_before_their_effect(typist: Typist) -> None:
    text = FINISHED.replace("data: [contacts]", "data: [public]").replace(
        '      people: "8000"\n', ""
    )
    typist.path.write_text(text)
    typist.types("2", "7", "5", "8000", "y")
    assert "About how many people" in typist.seen.split("Noted: People who are not")[1]
    assert typist.seen.count("== What that changes") == 1
    assert typist.answer("request/people")["answer"] == "8000"


@pytest.mark.parametrize("typed", ["", "q", ":q"])
def test_looking_at_the_plans_changes_nothing(typist: Typist, typed: str) -> None:
    typist.types("2", typed)
    assert "Your plans are as they were." in typist.seen
    assert (typist.code, typist.is_untouched) == (0, True)


def test_whoever_stops_is_asked_whether_to_keep_it(typist: Typist) -> None:
    typist.types("2", "9", "11", "", "8", "q", "n")
    assert typist.seen.count("== What that changes") == 2
    assert (typist.code, typist.is_untouched) == (0, True)


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "ends"), [((), None), (("q",), None), ((), KeyboardInterrupt())])
def test_what_is_not_decided_waits(
    typist: Typist, typed: tuple[str, ...], ends: BaseException | None
) -> None:
    typist.types("2", "9", "11", *typed, ends=ends)
    assert (typist.code, typist.is_untouched) == (130, True)
    assert (
        "Saved 1 in a journal, not yet in the file: nobody has said yet whether to keep it. "
        "Continue with: vendorcheck precheck acme.yaml --as-of 2026-11-25"
    ) in typist.seen
    done = run("precheck", "acme.yaml", "--no-input", "--as-of", DAY)
    assert "1 answer of an unfinished interview is not in this file" in done.stderr
    typist.types("y", "y")
    assert (
        "On 25 Nov other plans were tried in the pre-check, and nobody said whether to keep them; "
        "go on?"
    ) in typist.seen
    assert MENU not in typist.seen
    assert typist.answer("request/connections")["answer"] == ["website"]


def test_plans_that_wait_can_be_thrown_away(typist: Typist) -> None:
    typist.types("2", "9", "11")
    typist.types("n", "y", "")
    assert "Begin again all the same?" in typist.seen
    assert "Your plans are as they were." in typist.seen
    assert typist.is_untouched


@pytest.mark.parametrize("options", [(), ("--resume",)])
def test_it_takes_over_tried_plans_only_if_it_says_so(
    typist: Typist, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    typist.types("2", "9", "11")
    source, target = io.StringIO("q\n"), io.StringIO()
    monkeypatch.setattr(session, "Console", lambda: Console(source, target, {"COLUMNS": "81"}))
    monkeypatch.setattr(assess_command, "should_interview", lambda *_, **__: True)
    assert run("assess", "acme.yaml", "--as-of", DAY, *options).exit_code == 130
    assert "nobody said whether to keep them; take them over?" in " ".join(
        target.getvalue().split()
    )
    assert typist.is_untouched


@pytest.mark.slow
def test_at_a_terminal_that_edits_lines_nothing_typed_ahead_decides(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(FINISHED)
    screen = EditedScreen(tmp_path, "precheck", path.name, "--as-of", DAY)
    screen.shows("What has changed").types("our plams\x7f\x7fns\r").shows("Enter ends this")
    screen.types("9\r").shows("Several may apply").types("11\r").shows("Keep these plans")
    assert "IT's review: 5 working days" in screen.text
    screen.types("n\r")
    assert "Result: Ask the vendor first" in screen.ends(0)
    assert path.read_text() == FINISHED
    screen = EditedScreen(tmp_path, "precheck", path.name, "--as-of", DAY)
    screen.shows("What has changed").types("1\r").shows("number 1 of the letter").types("2\r")
    screen.shows("Which plan has it").types("Business\r").shows("What does it cost").types("\r")
    screen.shows("Which link shows it").types("\r").shows("number 2 of the letter").types("1\r")
    screen.shows("Which plan has it").types("\r").shows("What does it cost").types("\r")
    screen.shows("Which link").types("https://acme.example/dpa\r").shows("number 3 of the letter")
    screen.types("u\r").shows("It stays as it is.*Check your answers").types("\r")
    shown = screen.ends(0)
    assert "Result: Nothing against it so far; IT still decides" in shown
    assert "Before, it was: Ask the vendor first." in shown
    assert "source: vendor" in path.read_text()


# ---- interruptions of a reply


def test_what_was_taken_in_is_in_the_file_after_ctrl_c(typist: Typist) -> None:
    typist.types("1", "2", "", "", "", ends=KeyboardInterrupt())
    assert typist.code == 130
    assert "Saved 1 of 3. Continue with: vendorcheck precheck acme.yaml" in typist.seen
    assert typist.answer(SSO) == {"answer": "saml", "source": "vendor", "as_of": DAY}
    typist.types("1", ":q")
    assert "2 questions, in the order of the letter" in typist.seen


def waits(path: Path, purpose: str, key: str, answer: Data) -> None:
    """Leave the journal of an interview that was killed."""
    header = make_journal_header(
        path.read_bytes(),
        {},
        3,
        date(2026, 11, 24),
        purpose,  # type: ignore[arg-type]
    )
    with Journal.open(path.name, header) as journal:
        journal.append(event(key, answer))


def test_a_reply_that_was_killed_goes_on(typist: Typist) -> None:
    waits(typist.path, "reply", SSO, {"answer": "saml", "source": "vendor", "as_of": DAY})
    typist.types("y", "1", "", "", "", "", "")
    assert "You took in 1 answer of the vendor's reply on 24 Nov; continue?" in typist.seen
    assert MENU not in typist.seen
    assert "Question 2 of 3 - number 2 of the letter" in typist.seen
    assert typist.answer(DPA)["source"] == typist.answer(SSO)["source"] == "vendor"
    waits(typist.path, "reply", SSO, {"answer": "saml", "source": "vendor", "as_of": DAY})
    with Journal.open("acme.yaml", make_journal_header(None, {}, 0, date(2026, 11, 24))) as journal:
        journal.append(event(DPA, {"answer": "published"}))
    typist.types("q")
    assert "You took in 2 answers of the vendor's reply" in typist.seen


def test_answers_of_a_first_interview_go_on_as_before(typist: Typist) -> None:
    waits(typist.path, "answers", SSO, {"answer": "saml", "source": "public", "as_of": DAY})
    typist.types("y", "")
    assert "You answered 1 of" in typist.seen
    assert MENU not in typist.seen
    assert typist.answer(SSO)["source"] == "public"


def test_a_header_of_an_older_journal_has_no_purpose(typist: Typist) -> None:
    waits(typist.path, "plans", "request/seats", {"answer": "13"})
    path = Path(journal_path(typist.path.name))
    path.write_bytes(path.read_bytes().replace(b', "purpose": "plans"', b""))
    typist.types("y", "")
    assert "You answered 1 of" in typist.seen
    path = typist.path
    waits(path, "nonsense", "request/seats", {"answer": "14"})
    typist.types("q")
    assert "You answered 1 of" in typist.seen


# ---- options


def test_restart_asks_everything_again_and_offers_the_answers(typist: Typist) -> None:
    typist.types("", "", "13", *[""] * 8, "8", *[""] * 7, resume=False)
    assert MENU not in typist.seen
    assert "Question 1 of about 18" in typist.seen
    assert "Now: Business Enter keeps it." in typist.seen
    assert "Saved 2 answers in acme.yaml." in typist.seen
    assert typist.answer("request/seats")["answer"] == "13"
    assert typist.answer(SSO) == {"answer": "none", "source": "public", "as_of": DAY}
    assert "What that changes" not in typist.shown


def test_restart_throws_away_what_waits(typist: Typist) -> None:
    waits(typist.path, "reply", SSO, {"answer": "saml", "source": "vendor", "as_of": DAY})
    typist.types(":q", resume=False)
    assert "Question 1 of about 18" in typist.seen
    assert (typist.is_untouched, "acme.yaml" in typist.files) == (True, True)
    assert not Path(journal_path("acme.yaml")).exists()


def test_resume_without_anything_to_resume_asks_what_has_changed(typist: Typist) -> None:
    typist.types("", resume=True)
    assert MENU in typist.seen


@pytest.mark.parametrize("options", [("--no-input",), ()])
def test_where_nobody_is_asked_nothing_is_asked(typist: Typist, options: tuple[str, ...]) -> None:
    done = run("precheck", "acme.yaml", *options, "--as-of", DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "What has changed?" not in done.output
    assert typist.files == ["acme.yaml"]


@pytest.mark.parametrize("output", ["brief.md", None])
def test_a_result_that_goes_elsewhere_tells_the_effect_beside_it(
    typist: Typist, output: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    name: dict[str, Data] = {"output": output} if output else {"report_format": "brief"}
    typist.types("1", "2", "", "", "", "1", "", "", "", "4", "", **name)
    errors = " ".join(capsys.readouterr().err.split())
    assert "Before, the website said: Yes, the contract or the terms name the countries." in errors
    assert "(was: Ask the vendor first)" in errors
    typist.types("", **name, force=True)
    assert "was:" not in capsys.readouterr().err


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Data] = Console.read

    def read(self: Console, *arguments: Data, **options: Data) -> str:
        typist.path.write_text(f"{FINISHED}# ours\n")
        text: str = real(self, *arguments, **options)
        return text

    monkeypatch.setattr(Console, "read", read)
    with pytest.raises(VendorcheckError):
        typist.types("2", "9", "11", "y")
    assert typist.path.read_text() == f"{FINISHED}# ours\n"
