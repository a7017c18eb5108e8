"""The decide command: a decision goes into the vendor file, or a condition of it is done."""

import io
import os
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from assessments import assessed
from journals import event
from locations import CASES
from running import PLAIN_LINES, at_terminal, end_of, on_screen, run
from vendorcheck.interview.deciding import NOTHING_GIVEN, GivenParts, ask_decision
from vendorcheck.interview.journal import Journal, make_journal_header
from vendorcheck.interview.terminal import Console
from vendorcheck.model.decisions import NewCondition, NewDecision
from vendorcheck.reports.view.deciding import Line

DECIDE = ("decide", "acme.yaml", "--policy", "policy.yaml", "--as-of", "2020-03-02")
WITH_CONDITIONS = ("--decision", "approve-with-conditions", "--by", "Jane Doe")
LEGAL = "legal by 2020-04-01, before go-live: Contract signed"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copytree(CASES / "deciding", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_decision_goes_into_the_file_with_what_it_rests_on(folder: Path) -> None:
    before = (folder / "acme.yaml").read_text()
    advice = ("--advice", "Do not approve: no sign-on", "--advised-by", "Sam")
    options = ("--condition", LEGAL, "--proposed", "2020-06-30")
    done = run(*DECIDE, *WITH_CONDITIONS, *advice, *options)
    assert done.exit_code == 0
    assert done.stdout == (
        "Approve with conditions, decided by Jane Doe on 2020-03-02.\n"
        "The rules said that day: approve with conditions.\n"
        "IT’s advice, Sam: “Do not approve: no sign-on”; the decision goes against it.\n"
        "1. Contract signed (legal · due 2020-04-01 · before go-live)\n"
        "2. Offer single sign-on. (Acme · due 2020-06-30)\n"
        "Assess again, and decide anew, by 2021-03-02.\n"
    )
    assert done.stderr.endswith(
        "Wrote acme.yaml\nNext: vendorcheck assess acme.yaml --policy policy.yaml\n"
    )
    after = (folder / "acme.yaml").read_text()
    beginning, end = before.split("\nlog: []")
    assert after.startswith(beginning)
    assert after.endswith(f"\nlog: []{end}")
    added = after[len(beginning) : -len(f"\nlog: []{end}")]
    assert "\n    policy:\n      id: ours\n" in added
    assert "\n      - text: Offer single sign-on.\n        owner: Acme\n" in added
    report = run("assess", "acme.yaml", *DECIDE[2:], "--format", "markdown").stdout
    assert (
        "  - IT’s advice, Sam: “Do not approve: no sign-on”; the decision goes against it" in report
    )
    overdue = run("assess", "acme.yaml", "--policy", "policy.yaml", "--as-of", "2020-07-01")
    assert "2020-06-30: Condition: Offer single sign-on" in overdue.stdout


def test_a_condition_of_the_last_decision_is_done(folder: Path) -> None:
    before = (folder / "acme.yaml").read_text()
    done = run(*DECIDE, "--by", "Sam", "--done", "SCIM", "--done", "1")
    assert done.exit_code == 0
    first = "1. Ask about logs (marketing · due 2020-02-20 · done on 2020-03-02, says Sam)\n"
    assert first in done.stdout
    after = (folder / "acme.yaml").read_text()
    expected = before.replace(
        "due: 2020-02-20}", "due: 2020-02-20, done_on: 2020-03-02, done_by: Sam}"
    ).replace(
        "due: 2020-03-10\n",
        "due: 2020-03-10\n        done_on: 2020-03-02\n        done_by: Sam\n",
    )
    assert after == expected
    again = run(*DECIDE, "--by", "Sam", "--done", "1")
    assert again.exit_code == 2
    assert "says so already (done_on: 2020-03-02, done_by: Sam)" in again.stderr


def test_both_at_once_mark_the_old_condition_and_append_the_new_decision(folder: Path) -> None:
    verdict = ("--decision", "approve", "--by", "Jane Doe")
    done = run(*DECIDE, *verdict, "--done", "logs")
    assert done.exit_code == 0
    assert "The rules said that day: approve with conditions; the decision allows more." in (
        done.stdout
    )
    text = (folder / "acme.yaml").read_text()
    assert text.index("done_by: Jane Doe") < text.index("decision: approve\n")
    stricter = run(*DECIDE, "--decision", "do-not-approve", "--by", "Jane Doe")
    assert "; the decision is stricter." in stricter.stdout


def test_a_dry_run_shows_the_lines_and_writes_nothing(folder: Path) -> None:
    before = (folder / "acme.yaml").read_bytes()
    done = run(*DECIDE, *WITH_CONDITIONS, "--condition", LEGAL, "--dry-run")
    assert done.exit_code == 0
    assert "\n+  - decision: approve-with-conditions\n+    by: Jane Doe\n" in done.stdout
    assert done.stdout.endswith("by 2021-03-02.\n")
    assert "Nothing was written" in done.stderr
    assert (folder / "acme.yaml").read_bytes() == before


def test_without_a_decision_a_dry_run_shows_what_there_is_to_decide_upon(folder: Path) -> None:
    basis = run(*DECIDE, "--dry-run")
    assert basis.exit_code == 0
    assert basis.stdout.splitlines() == [
        "Engage by Acme, 2020-03-02",
        "Approve with conditions: a finding requires a condition.",
        "- No single sign-on",
        "Nothing that is still open can change the verdict.",
        "",
        "The last decision: More information needed, decided by Jane Doe on 2020-02-01.",
        "1. Ask about logs (marketing · due 2020-02-20 · overdue)",
        "2. Ask about SCIM (marketing · due 2020-03-10 · not done yet)",
        "",
        "Conditions that the assessment proposes:",
        "1. Acme: Offer single sign-on.",
    ]
    such_as = "vendorcheck decide acme.yaml --policy policy.yaml --decision approve-with-conditions"
    assert basis.stderr == f"Such as: {such_as} --by NAME --proposed DATE\n"
    run(*DECIDE, *WITH_CONDITIONS, "--condition", LEGAL)
    text = (folder / "acme.yaml").read_text()
    (folder / "acme.yaml").write_text(text.replace('sso: "no"', "sso: {unknown: true}"))
    later = run(*DECIDE, "--dry-run")
    assert "on 2020-03-02. Changed since: the answers and the verdict.\n" in later.stdout
    assert "Conditions that" not in later.stdout
    assert later.stderr.endswith("--decision more-information-needed --by NAME\n")


def test_many_reasons_are_counted(folder: Path) -> None:
    questions = (folder / "q.yaml").read_text().splitlines()
    more = [questions[-3].replace("id: sso", f"id: sso-{number}") for number in range(4)]
    (folder / "q.yaml").write_text("\n".join([*questions, *more]) + "\n")
    answers = "".join(f', sso-{number}: "no"' for number in range(4))
    text = (folder / "acme.yaml").read_text()
    (folder / "acme.yaml").write_text(text.replace('logs: "yes"', f'logs: "yes"{answers}'))
    assert "\n- and 2 more\n" in run(*DECIDE, "--dry-run").stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "of the decision, what is decided (--decision) and by whom (--by) are missing"),
        (("--decision", "approve"), "of the decision, by whom (--by) is missing; such as:"),
        (("--by", "Jane"), "of the decision, what is decided (--decision) is missing; such as:"),
        (WITH_CONDITIONS, "its conditions (--condition, or --proposed with their day) is missing"),
        (("--decision", "aprove"), 'not "aprove"; did you mean "approve"?'),
        (("--advised-by", "Sam"), "--advised-by names who advised; say what with --advice"),
        (
            ("--decision", "approve", "--by", "J", "--condition", LEGAL),
            "with a condition the decision is approve-with-conditions",
        ),
        (("--condition", "Sign it"), "does not say who must do what by which day"),
        (("--condition", "legal by 2020-03-01: Sign"), "before it is decided on 2020-03-02"),
        (("--proposed", "soon"), 'the day of the proposed conditions is none: "soon"'),
        (("--done", "1"), "--done needs --by NAME"),
        (("--done", "Ask", "--by", "Sam"), "1. Ask about logs\n  2. Ask about SCIM\n"),
        (("--as-of", "9999-12-31", "--by", "J"), "--as-of 9999-12-31 is in the future; it is 2"),
        (
            ("--as-of", "2020-01-31", "--by", "J", "--decision", "approve"),
            "the last decision is of 2020-02-01, and decisions are appended; one of 2020-01-31",
        ),
        (("--policy", "ours"), 'there is no built-in policy "ours"'),
        (("-q", "nothing"), 'there is no questionnaire "nothing"'),
    ],
)
def test_what_can_not_be_decided_is_refused_and_nothing_is_written(
    options: tuple[str, ...], message: str, folder: Path
) -> None:
    before = (folder / "acme.yaml").read_bytes()
    refused = run(*DECIDE, *options)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert (folder / "acme.yaml").read_bytes() == before


def test_standard_input_a_broken_file_and_a_missing_one_are_refused(folder: Path) -> None:
    whole = ("--decision", "approve", "--by", "Jane")
    from_input = run("decide", "-", *whole, text=(folder / "acme.yaml").read_text())
    assert from_input.exit_code == 2
    assert "standard input can't be changed in place; name a file" in from_input.stderr
    missing = run("decide", "acmee.yaml", *whole)
    assert missing.exit_code == 2
    assert "there is no file acmee.yaml; did you mean acme.yaml?" in missing.stderr
    text = (folder / "acme.yaml").read_text()
    (folder / "acme.yaml").write_text(text.replace('sso: "no"', "sso: maybe not"))
    broken = run(*DECIDE, *whole)
    assert broken.exit_code == 2
    assert "acme.yaml:7:20: error[" in broken.stderr


def test_a_decision_without_conditions_has_none_to_mark(folder: Path) -> None:
    run(*DECIDE, "--decision", "approve", "--by", "Jane")
    refused = run(*DECIDE, "--done", "1", "--by", "Jane")
    assert refused.exit_code == 2
    assert "the last decision has no conditions" in refused.stderr
    head = (folder / "acme.yaml").read_text().partition("decisions:")[0]
    (folder / "acme.yaml").write_text(head)
    never = run(*DECIDE, "--done", "1", "--by", "Jane")
    assert "the last decision has no conditions" in never.stderr
    first = run(*DECIDE, "--decision", "approve", "--by", "Jane", "--proposed", "2020-04-01")
    assert "with a condition the decision is approve-with-conditions" in first.stderr


def test_nothing_is_proposed_where_the_verdict_is_another(folder: Path) -> None:
    text = (folder / "acme.yaml").read_text()
    (folder / "acme.yaml").write_text(text.replace('logs: "yes"', 'logs: "no"'))
    refused = run(*DECIDE, *WITH_CONDITIONS, "--proposed", "2020-04-01")
    assert refused.exit_code == 2
    assert "proposes no conditions, for its verdict is do not approve" in refused.stderr
    missing = run(*DECIDE, *WITH_CONDITIONS)
    assert "--by 'Jane Doe' --condition 'legal by" in missing.stderr
    against = run(*DECIDE, *WITH_CONDITIONS, "--condition", LEGAL)
    assert against.exit_code == 0
    assert "do not approve; the decision allows more." in against.stdout


def test_an_unfinished_interview_with_answers_comes_first(folder: Path) -> None:
    content = (folder / "acme.yaml").read_bytes()
    journal = Journal.open(
        "acme.yaml", make_journal_header(content, {"q": "1"}, 3, date(2020, 3, 1))
    )
    journal.append(event("q/sso"))
    journal.close()
    refused = run(*DECIDE, "--decision", "approve", "--by", "Jane")
    assert refused.exit_code == 2
    assert "lacks 1 answer of an unfinished interview; go on with it first: " in refused.stderr
    assert (folder / "acme.yaml").read_bytes() == content


def test_hostile_texts_stay_text(folder: Path) -> None:
    control = run(*DECIDE, "--decision", "approve", "--by", "J\x1b[2J")
    assert control.exit_code == 2
    assert "invisible control character (U+001B); nothing was changed" in control.stderr
    hostile = "\u202e::error::<b>|#]"
    parts = ("--by", f"J{hostile}", "--advice", hostile, "--advised-by", hostile)
    condition = ("--condition", f"{hostile.replace(':', '')} by 2020-04-01: {hostile}")
    done = run(*DECIDE, "--decision", "approve-with-conditions", *parts, *condition)
    assert done.exit_code == 0
    assert not {"\x1b", "\u202e"} & {*done.output}
    assert run(*DECIDE, "--done", "1", "--by", hostile).exit_code == 0
    assert run("validate", "acme.yaml", "--policy", "policy.yaml").exit_code == 0
    assert (folder / "acme.yaml").read_text().count("::error::") == 5


# ---- at a terminal

AT = {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "40", "VENDORCHECK_USER": "Jane Doe"}


def test_at_a_terminal_lines_are_as_wide_as_it_is(folder: Path) -> None:
    shown = on_screen(*DECIDE, "--dry-run", environ=AT, folder=folder).text
    assert "2. Ask about SCIM (marketing · due\n   2020-03-10 · not done yet)\n" in shown
    whole = on_screen(*DECIDE, *WITH_CONDITIONS, "--condition", LEGAL, environ=AT, folder=folder)
    assert whole.code == 0
    assert "Wrote acme.yaml\nApprove with conditions, decided by Jane\nDoe on" in whole.text


@dataclass
class Deciding:
    """A conversation at a terminal, and its result."""

    decision: NewDecision | None
    shown: str


def decide_by(*lines: str, case: str = "conditions", given: GivenParts = NOTHING_GIVEN) -> Deciding:
    screen = io.StringIO()
    console = Console(io.StringIO("".join(f"{line}\n" for line in lines)), screen, {})
    described = [Line("What is decided", "- ")]
    found = ask_decision("acme.yaml", assessed(case), given, lambda _: described, console)
    return Deciding(found, " ".join(screen.getvalue().split()))


PROPOSED = "Conditions that the assessment proposes: 1. "


def test_somebody_decides_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORCHECK_USER", "Jo Doe")
    legal = "legal by 2030-04-01: Contract signed"
    talk = decide_by("2", "2030-06-30", legal, "", "", "Approve.", "Sam", "")
    decision = talk.decision
    assert decision is not None
    assert (decision.decision, decision.by) == ("approve-with-conditions", "Jo Doe")
    assert (decision.advice, decision.advised_by) == ("Approve.", "Sam")
    *proposed, last = decision.conditions
    assert last == NewCondition("Contract signed", "legal", date(2030, 4, 1))
    assert proposed
    assert {condition.due for condition in proposed} == {date(2030, 6, 30)}
    assert PROPOSED in talk.shown
    assert "Who decides? (Enter: Jo Doe)" in talk.shown
    assert "- What is decided Write this into acme.yaml? (Enter: yes; n: no)" in talk.shown


def test_what_can_not_be_read_is_asked_again() -> None:
    lines = ("5", "?", "approve with conditions", "soon", "n", "Sign", "?", "IT by 2030-01-01: Try")
    talk = decide_by(*lines, "no", "Jane", "", "what?", "y")
    assert talk.decision == NewDecision(
        "approve-with-conditions",
        "Jane",
        conditions=(NewCondition("Try", "IT", date(2030, 1, 1)),),
    )
    assert "Type a number from 1 to 4, or its words, such as: approve." in talk.shown
    assert "The verdict is what the rules say; the decision is yours" in talk.shown
    assert 'The day of the proposed conditions is none: "soon"; write one such as' in talk.shown
    assert 'The condition "Sign" does not say who must do what by which day' in talk.shown
    assert "Enter or y writes it; n or q leaves, and nothing is written. >" in talk.shown


def test_what_the_command_line_gives_is_not_asked() -> None:
    given = GivenParts("do-not-approve", "Jane", "Wait.", "Sam")
    talk = decide_by("", given=given)
    assert talk.decision == NewDecision("do-not-approve", "Jane", "Wait.", "Sam")
    assert "What do you decide?" not in talk.shown
    condition = NewCondition("Try", "IT", date(2030, 1, 1))
    given = GivenParts("approve-with-conditions", None, "Wait.", "Sam", (condition,))
    talk = decide_by("Jo", "", given=given)
    assert talk.decision == NewDecision(
        "approve-with-conditions", "Jo", "Wait.", "Sam", (condition,)
    )
    assert PROPOSED not in talk.shown


def test_where_nothing_is_proposed_only_own_conditions_are_asked_for() -> None:
    talk = decide_by("2", "IT by 2030-01-01: Try", "", "Jane", "", "", case="rejected")
    assert talk.decision is not None
    assert len(talk.decision.conditions) == 1
    assert PROPOSED not in talk.shown


@pytest.mark.parametrize("lines", [(), ("q",), ("1", "Jane", "", "n"), ("1", "Jane", "", "q")])
def test_whoever_leaves_writes_nothing(lines: tuple[str, ...]) -> None:
    assert decide_by(*lines).decision is None


@pytest.mark.slow
def test_at_a_real_terminal_it_asks_shows_and_writes(folder: Path) -> None:
    environ = {**os.environ, **AT, **PLAIN_LINES}
    before = (folder / "acme.yaml").read_text()
    command = [sys.executable, "-m", "vendorcheck", *DECIDE, "--done", "1", "--by", "Jane"]
    with closing(
        at_terminal([*command, "--advice", "Wait."], folder, environ, size=(60, 80))
    ) as it:
        it.expect("Its number:")
        it.sendline("q")
        assert "Nothing was written." in end_of(it)
        assert it.exitstatus == 130
    assert (folder / "acme.yaml").read_text() == before
    with closing(
        at_terminal([*command, "--advice", "Wait."], folder, environ, size=(60, 80))
    ) as it:
        for question, answer in (("Its number:", "1"), ("no name", ""), ("Enter: yes; n: no", "")):
            it.expect(question)
            it.sendline(answer)
        end = end_of(it)
        assert it.exitstatus == 0
    assert end.count("Approve, decided by Jane") == 0
    assert "Wrote acme.yaml" in end
    assert "done_by: Jane" in (folder / "acme.yaml").read_text()
