"""import: what it shows, asks, refuses and writes, and who may say what."""

import codecs
import json
import os
import sys
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from importing import IMPORTS
from journals import event
from running import HANGING, PLAIN_LINES, at_terminal, end_of, run
from vendorcheck.assessment.digests import digest
from vendorcheck.cli import _import_run
from vendorcheck.cli._import_conversation import LeftConversation, ask_about_conflict
from vendorcheck.document.document import parse_document
from vendorcheck.exchange.merging import Conflict
from vendorcheck.exchange.written_plan import text_after
from vendorcheck.interview.journal import Journal, make_journal_header
from vendorcheck.interview.terminal import Console
from vendorcheck.store.library import Library

BEFORE = """\
vendorcheck: vendor/1
vendor: {name: Acme, product: Engage}
# ours
responses:
  sso:
    version: "2.0"
    answers:
      sso-protocol: none # they said
      scim: {answer: "no", grade: verified, reviewed_by: Jane, reviewed_on: 2026-11-02}
"""
REPLY = """\
vendorcheck: answers/1
form: {vendor: ACME, product: Engage}
responses: {sso: {version: "2.0", answers: {mfa: always, sso-protocol: none}}}
"""
CONFLICT = REPLY.replace("sso-protocol: none", 'sso-protocol: saml, scim: "yes"')
TAKEN = "      mfa:\n        answer: always\n        source: vendor\n"
ON = ("--as-of", "2026-11-30")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("acme.yaml", BEFORE), ("reply.yaml", REPLY), ("other.yaml", CONFLICT)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_reply_goes_into_the_vendor_file(folder: Path) -> None:
    result = run("import", "reply.yaml", "--into", "acme.yaml", *ON)
    assert result.exit_code == 0
    assert result.stdout == (
        "acme.yaml: 1 answer is new, 1 stays as it is\nNew:\n  sso/mfa: always\n"
    )
    assert (
        result.stderr == "Wrote acme.yaml\nNext: vendorcheck assess acme.yaml --as-of 2026-11-30\n"
    )
    text = (folder / "acme.yaml").read_text("utf-8")
    assert text.startswith(f"{BEFORE}{TAKEN}log:\n  - received: form-yaml\n")
    assert '    "on": "2026-11-30"\n' in text
    assert text.endswith("    file: reply.yaml\n")
    assert (folder / "reply.yaml").read_text("utf-8") == REPLY
    assert run("validate", "acme.yaml", *ON).exit_code == 0


def test_the_second_time_nothing_changes(folder: Path) -> None:
    run("import", "reply.yaml", "--into", "acme.yaml", *ON)
    once = (folder / "acme.yaml").read_bytes()
    result = run("import", "reply.yaml", "--into", "acme.yaml")
    assert result.stdout == "acme.yaml: 2 stay as they are\n"
    assert result.stderr == "Next: vendorcheck assess acme.yaml\n"
    assert (folder / "acme.yaml").read_bytes() == once


def test_a_trial_writes_nothing_and_names_the_command(folder: Path) -> None:
    result = run("import", "other.yaml", "--into", "acme.yaml", "--dry-run")
    assert result.exit_code == 0
    assert "In conflict:\n  sso/sso-protocol\n" in result.stdout
    assert '    acme.yaml (ours): {answer: "no", grade: verified' in result.stdout
    assert result.stderr == "Next: vendorcheck import other.yaml --into acme.yaml --prefer new\n"
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE
    options = ("-q", "sso", "--vendor", "A", "--product", "B", "--from", "requester", "--force")
    other = run("import", "reply.yaml", "--into", "acme.yaml", "--dry-run", *options)
    assert other.stderr == (
        "Next: vendorcheck import reply.yaml --into acme.yaml --from requester "
        "--vendor A --product B -q sso --force\n"
    )


def test_a_conflict_changes_nothing_until_somebody_decides(folder: Path) -> None:
    result = run("import", "other.yaml", "--into", "acme.yaml")
    assert result.exit_code == 2
    assert "2 conflicts to decide, so nothing was changed: --prefer new" in result.stderr
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


@pytest.mark.parametrize("side", ["new", "OLD"])
def test_neither_side_of_a_conflict_is_lost(folder: Path, side: str) -> None:
    result = run("import", "other.yaml", "--into", "acme.yaml", "--prefer", side)
    assert result.exit_code == 0
    text = (folder / "acme.yaml").read_text("utf-8")
    for said in ("saml", "none", "reviewed_by: Jane", '"yes', "# they said"):
        assert said in text
    assert run("validate", "acme.yaml", *ON).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("reply.yaml",), "say where the answers go"),
        (("reply.yaml", "--into", "-"), "which standard input is not"),
        (("reply.yaml", "--into", "reply.yaml"), "is read here, and would be lost"),
        (("reply.yaml", "--into", "acme.yaml", "-o", "reply.yaml"), "is read here"),
        (("reply.yaml", "-o", "acme.yaml"), "exists already"),
        (("reply.yaml", "--into", "acme.yaml", "--from", "us"), "--from takes vendor or requester"),
        (("reply.yaml", "--into", "acme.yaml", "--prefer", "both"), "--prefer takes new or old"),
        (("reply.yaml", "--into", "acme.yaml", "--as", "pdf"), "there is no format of import"),
        (("none.yaml", "--into", "acme.yaml"), "there is no file none.yaml"),
        (("reply.yaml", "--into", "none.yaml"), "there is no file none.yaml"),
        (("reply.yaml", "--into", "other.yaml"), "a vendor file is expected here"),
    ],
)
def test_what_can_not_be_done(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("import", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


def test_all_files_that_can_not_be_read_are_reported(folder: Path) -> None:
    (folder / "policy.yaml").write_text("vendorcheck: policy/1\nid: p\n", "utf-8")
    (folder / "broken.yaml").write_text("vendorcheck: answers/1\nresponses: {sso: 1}\n", "utf-8")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    result = run("import", "policy.yaml", "broken.yaml", "paper.pdf", "--into", "acme.yaml")
    assert result.exit_code == 2
    for message in (
        "this is neither an answers file nor a vendor file",
        "broken.yaml:2:18: error[wrong-type] answers: and the answers are expected here",
        "paper.pdf:1:1: error[unknown-kind]",
    ):
        assert message in result.stderr


def test_the_form_of_another_vendor_or_product(folder: Path) -> None:
    for theirs, message in (
        ("{vendor: Bcme}", 'was made for the vendor "Bcme", and this file is about "Acme"'),
        ("{vendor: Acme, product: Send}", 'for the product "Send", and this file is about'),
    ):
        (folder / "reply.yaml").write_text(
            REPLY.replace("{vendor: ACME, product: Engage}", theirs), "utf-8"
        )
        refused = run("import", "reply.yaml", "--into", "acme.yaml")
        assert refused.exit_code == 2
        assert message in refused.stderr
        assert run("import", "reply.yaml", "--into", "acme.yaml", "--force").exit_code == 0


def test_a_new_vendor_file(folder: Path) -> None:
    result = run("import", "reply.yaml", "-o", "new.yaml", *ON)
    assert result.exit_code == 0
    data = parse_document((folder / "new.yaml").read_bytes(), "new.yaml").data
    assert data["vendor"] == {"name": "ACME", "product": "Engage"}
    assert data["responses"]["sso"]["answers"] == {  # type: ignore[index,call-overload]
        "mfa": {"answer": "always", "source": "vendor"},
        "sso-protocol": {"answer": "none", "source": "vendor"},
    }
    (folder / "reply.yaml").write_text(REPLY.replace("form:", "# form:"), "utf-8")
    nameless = run("import", "reply.yaml", "-o", "newer.yaml")
    assert nameless.exit_code == 2
    assert "say whose answers these are: --vendor NAME" in nameless.stderr
    named = run("import", "reply.yaml", "-o", "newer.json", "--vendor", "Bcme")
    assert named.exit_code == 0
    assert json.loads((folder / "newer.json").read_bytes())["vendor"] == {"name": "Bcme"}


def test_the_vendor_file_on_standard_output(folder: Path) -> None:
    result = run("import", "-", "--into", "acme.yaml", "-o", "-", *ON, text=REPLY)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{BEFORE}{TAKEN}log:\n")
    assert "New:\n  sso/mfa: always\n" in result.stderr
    assert result.stderr.endswith("Next: vendorcheck assess FILE --as-of 2026-11-30\n")
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


def test_an_unfinished_interview_comes_first(folder: Path) -> None:
    journal = Journal.open(
        "acme.yaml", make_journal_header(BEFORE.encode(), {"sso": "2.0"}, 23, date(2026, 11, 12))
    )
    journal.append(event("sso/mfa", "always"))
    journal.close()
    result = run("import", "reply.yaml", "--into", "acme.yaml")
    assert result.exit_code == 2
    assert "acme.yaml lacks 1 answer of an unfinished interview" in result.stderr
    assert "vendorcheck assess acme.yaml --resume" in result.stderr
    assert run("import", "reply.yaml", "--into", "acme.yaml", "--dry-run").exit_code == 0
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


def test_an_older_vendor_file_is_migrated_first(folder: Path) -> None:
    (folder / "acme.yaml").write_text(BEFORE.replace('"2.0"', '"1.0"'), "utf-8")
    result = run("import", "reply.yaml", "--into", "acme.yaml")
    assert result.exit_code == 2
    assert "move its answers first: vendorcheck migrate acme.yaml" in result.stderr


def test_a_newer_form_is_refused(folder: Path) -> None:
    (folder / "reply.yaml").write_text(REPLY.replace('"2.0"', '"12.0"'), "utf-8")
    result = run("import", "reply.yaml", "--into", "acme.yaml")
    assert result.exit_code == 2
    assert "name the newer file with -q, or update vendorcheck" in result.stderr


def test_only_the_requester_answers_what_is_asked_of_us(folder: Path) -> None:
    answers = "responses: {request: {answers: {outage: stops-us}}}"
    (folder / "reply.yaml").write_text(f"vendorcheck: answers/1\n{answers}\n", "utf-8")
    vendor = run("import", "reply.yaml", "--into", "acme.yaml", "--dry-run")
    assert "Refused:\n  reply.yaml: request/outage (line 2): this is asked of us" in vendor.stdout
    requester = run("import", "reply.yaml", "--into", "acme.yaml", "--from", "requester")
    assert "New:\n  request/outage: stops-us\n" in requester.stdout


def test_many_new_answers_are_counted_unless_all_are_to_be_shown(folder: Path) -> None:
    library = Library()
    keys = {name: [*library[name].questions] for name in ("sso", "privacy")}
    responses = {
        name: {"answers": {key: {"unknown": "true"} for key in questions}}
        for name, questions in keys.items()
    }
    content = {"vendorcheck": "answers/1", "responses": responses}
    (folder / "reply.json").write_text(json.dumps(content), "utf-8")
    count = sum(map(len, keys.values())) - 2
    short = run("import", "reply.json", "--into", "acme.yaml", "--no-input")
    assert f"acme.yaml: {count} answers are new, 2 stay as they are\n" in short.stdout
    assert (
        f"New: sso {len(keys['sso']) - 2}, privacy {len(keys['privacy'])}; -v shows" in short.stdout
    )
    (folder / "acme.yaml").write_text(BEFORE, "utf-8")
    full = run("import", "reply.json", "--into", "acme.yaml", "-v")
    assert "  sso/mfa: {unknown: true}\n" in full.stdout


MFA = {"answer": "always", "source": "vendor", "evidence": [{"title": "Guide"}]}
HOSTILE = """\
vendorcheck: answers/1
accepted_risks: [{question: sso/scim, reason: fine, accepted_by: CIO}]
decisions: [{decision: approve, by: CIO}]
vendor: {name: Other}
needs: []
contract: {}
changes: []
log: []
requested_on: 2026-01-01
surprise: "::error::x"
responses:
  sso:
    version: "2.0"
    reviewed_by: Joe
    answers:
      mfa:
        answer: always
        source: us
        grade: verified
        reviewed_by: Joe
        reviewed_on: 2026-11-02
        confirmed_by: Joe
        confirmed_on: 2026-11-02
        disputed: Never mind
        mitigation: {text: None}
        as_of: 2026-11-02
        by: Joe
        surprise: "\\e[2J"
        evidence:
          - {title: Guide, file: ../../x, sha256: "00", pages: "1", bridged_until: 2030-01-01}
          - 12
"""


def test_what_a_vendor_may_not_say_is_left_out_and_listed(folder: Path) -> None:
    (folder / "reply.yaml").write_text(HOSTILE.replace('"\\e[2J"', "1"), "utf-8")
    result = run("import", "reply.yaml", "--into", "acme.yaml", *ON)
    assert result.exit_code == 0
    data = parse_document((folder / "acme.yaml").read_bytes(), "acme.yaml").data
    answers = data["responses"]["sso"]["answers"]  # type: ignore[index,call-overload]
    assert answers["mfa"] == MFA  # type: ignore[index,call-overload]
    assert {*data} == {"vendorcheck", "vendor", "responses", "log"}
    assert data["vendor"] == {"name": "Acme", "product": "Engage"}
    assert len(data["log"]) == 1  # type: ignore[arg-type]
    flat = " ".join(result.stdout.split())
    for key in (
        *("accepted_risks", "decisions", "vendor", "needs", "contract", "changes", "log"),
        *("requested_on", "surprise", "responses.sso.reviewed_by"),
    ):
        assert f"{key} (line " in flat
    assert "\n::" not in result.stdout
    for key in (
        *("source", "grade", "reviewed_by", "reviewed_on", "confirmed_by", "confirmed_on"),
        *("disputed", "mitigation", "as_of", "by"),
        *(f"evidence 1, {key}" for key in ("file", "sha256", "pages", "bridged_until")),
    ):
        assert f"{key}: only we may say that" in flat
    assert "surprise: there is no such key" in flat
    assert "evidence 2: it says neither title: nor url:" in flat


def test_control_characters_reach_no_terminal(folder: Path) -> None:
    (folder / "reply.yaml").write_text(HOSTILE, "utf-8")
    result = run("import", "reply.yaml", "--into", "acme.yaml", *ON)
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


def test_a_conflict_names_the_file_that_says_it_not_the_one_to_be_written(folder: Path) -> None:
    result = run("import", "other.yaml", "--into", "acme.yaml", "-o", "new.yaml", *ON)
    assert result.exit_code == 2
    assert result.stdout.startswith("new.yaml: ")
    shown = result.stdout.partition("In conflict:\n  sso/sso-protocol\n")[2]
    assert [line.partition(": ")[0] for line in shown.splitlines()[:2]] == [
        "    acme.yaml",
        "    other.yaml",
    ]
    assert not (folder / "new.yaml").exists()


def test_several_parts_and_one_given_twice(folder: Path) -> None:
    (folder / "part.yaml").write_text(REPLY.replace("mfa: always", "leaver-time: never"), "utf-8")
    result = run("import", "part.yaml", "reply.yaml", "part.yaml", "--into", "acme.yaml", *ON)
    assert "acme.yaml: 2 answers are new, 1 stays as it is\n" in result.stdout
    assert (folder / "acme.yaml").read_text("utf-8").count("received: form-yaml") == 2


def test_two_parts_that_contradict_each_other_are_both_named(folder: Path) -> None:
    for name, answer in (("one", "never"), ("two", "1 hour"), ("three", "never")):
        part = REPLY.replace("mfa: always", f"leaver-time: {answer}")
        (folder / f"{name}.yaml").write_text(part, "utf-8")
    parts = ("one.yaml", "three.yaml", "two.yaml")
    result = run("import", *parts, "--into", "acme.yaml", "--dry-run", *ON)
    shown = result.stdout.partition("In conflict:\n")[2]
    assert shown.startswith("  sso/leaver-time\n    one.yaml: never\n    two.yaml: 1 hour\n")


@pytest.mark.parametrize(
    ("typed", "side"), [("1\n", "old"), ("perhaps\n2\n", "new"), ("old\n", "old"), ("new\n", "new")]
)
def test_a_person_decides(typed: str, side: str) -> None:
    screen = StringIO()
    conflict = Conflict("sso/mfa", {"answer": "none"}, {"answer": "always"}, "b.yaml", False)
    console = Console(StringIO(typed), screen, {})
    assert ask_about_conflict(conflict, "acme.yaml", Library(), console) == side
    shown = screen.getvalue()
    assert '  1. acme.yaml: "none"\n  2. b.yaml: always\n' in shown
    assert ("Type 1, 2, or q" in shown) == ("perhaps" in typed)


@pytest.mark.parametrize("typed", ["", "q\n", ":q\n"])
def test_a_person_leaves(typed: str) -> None:
    conflict = Conflict("sso/mfa", {"answer": "none"}, {"answer": "always"}, "b.yaml", True)
    screen = StringIO()
    with pytest.raises(LeftConversation):
        ask_about_conflict(conflict, "acme.yaml", Library(), Console(StringIO(typed), screen, {}))
    assert "1 keeps ours" in screen.getvalue()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("at_a_terminal", [True, False])
def test_where_conflicts_are_asked_the_next_command_decides_none(
    monkeypatch: pytest.MonkeyPatch, *, at_a_terminal: bool
) -> None:
    monkeypatch.setattr(_import_run, "is_somebody_there", lambda: at_a_terminal)
    result = run("import", "other.yaml", "--into", "acme.yaml", "--dry-run")
    decided = "" if at_a_terminal else " --prefer new"
    assert result.stderr == f"Next: vendorcheck import other.yaml --into acme.yaml{decided}\n"


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "code"), [("2\r1\r", 0), ("q\r", 2)])
def test_conflicts_are_asked_one_by_one_at_a_terminal(folder: Path, typed: str, code: int) -> None:
    arguments = ("import", "other.yaml", "--into", "acme.yaml", *ON)
    command = (sys.executable, "-m", "vendorcheck", *arguments)
    child = at_terminal(command, folder, os.environ | PLAIN_LINES, size=(40, 80))
    for letter in typed.split("\r")[:-1]:
        child.expect_exact("\n> ", timeout=HANGING)
        child.send(f"{letter}\r")
    end_of(child)
    assert child.exitstatus == code
    text = (folder / "acme.yaml").read_text("utf-8")
    assert ("answer: saml" in text) == (code == 0)
    assert (text == BEFORE) == (code == 2)


def test_a_policy_that_lists_what_is_not_there(folder: Path) -> None:
    policy = "vendorcheck: policy/1\nid: p\nversion: '1'\ntitle: P\nquestionnaires: [none.yaml]\n"
    (folder / "p.yaml").write_text(policy, "utf-8")
    result = run("import", "reply.yaml", "--into", "acme.yaml", "--policy", "p.yaml")
    assert result.exit_code == 2
    assert "p.yaml:5:" in result.stderr
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


def test_what_changes_is_shown_part_by_part() -> None:
    result = run("import", "other.yaml", "--into", "acme.yaml", "--prefer", "new", *ON)
    assert result.stdout == (
        "acme.yaml: 1 answer is new, 2 answers change\n"
        "New:\n"
        "  sso/mfa: always\n"
        "Changed:\n"
        "  sso/sso-protocol:\n"
        '    answer: "none" -> saml\n'
        "    source: vendor\n"
        '    note: "Said before other.yaml of 2026-11-30: \\"none\\""\n'
        "  sso/scim:\n"
        '    answer: "no" -> "yes"\n'
        "    source: vendor\n"
        '    disputed: "Nobody has compared this with what we had before: {answer:\n'
        '      \\"no\\", grade: verified, reviewed_by: J…\n'
        "    kept in words: grade, reviewed_by and reviewed_on\n"
    )


def test_answers_of_an_older_version_move_and_changed_questionnaires_are_told(folder: Path) -> None:
    own = (IMPORTS / "small.yaml").read_text("utf-8")
    (folder / "small.yaml").write_text(own, "utf-8")
    older = """\
vendorcheck: answers/1
form: {questionnaires: {small: {version: "1.0"}, other: {version: "1.0", digest: x}}}
responses: {small: {version: "1.0", answers: {single-sign-on: extra}}}
"""
    (folder / "older.yaml").write_text(older, "utf-8")
    result = run("import", "older.yaml", "--into", "acme.yaml", "-q", "small.yaml", "--dry-run")
    assert "  small/sso: charged\n" in result.stdout
    assert "  small/single-sign-on is small/sso now\n" in result.stdout
    assert "Look at this:" not in result.stdout
    changed = older.replace('"1.0"}', '"2.0", digest: abc}').replace(
        '"1.0", answers', '"2.0", answers'
    )
    (folder / "older.yaml").write_text(changed, "utf-8")
    result = run("import", "older.yaml", "--into", "acme.yaml", "-q", "small.yaml", "--dry-run")
    assert '"small" has changed since this form was made' in " ".join(result.stdout.split())
    same = changed.replace("abc", digest(parse_document(own.encode(), "small.yaml").data))
    (folder / "older.yaml").write_text(same, "utf-8")
    result = run("import", "older.yaml", "--into", "acme.yaml", "-q", "small.yaml", "--dry-run")
    assert "Look at this:" not in result.stdout


def test_many_refusals_for_one_reason_are_one_line(folder: Path) -> None:
    library = Library()
    questions = [*library["sso"].questions]
    content = {
        "vendorcheck": "answers/1",
        "responses": {"nothing": {"answers": dict.fromkeys(questions, "yes")}},
    }
    (folder / "reply.json").write_text(json.dumps(content), "utf-8")
    result = run("import", "reply.json", "--into", "acme.yaml")
    shown = " ".join(result.stdout.split())
    assert f"and {len(questions) - 12} more, which -v names: there is no questionnaire" in shown
    full = " ".join(run("import", "reply.json", "--into", "acme.yaml", "-v").stdout.split())
    assert "more, which" not in full
    assert f"nothing/{questions[-1]} (line 1): there is no" in full


def test_a_vendor_file_in_any_layout_and_encoding(folder: Path) -> None:
    text = BEFORE.replace("\n", "\r\n")
    (folder / "acme.yaml").write_bytes(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))
    assert run("import", "reply.yaml", "--into", "acme.yaml", *ON).exit_code == 0
    after = (folder / "acme.yaml").read_bytes()
    assert after.startswith(codecs.BOM_UTF16_LE)
    lines = after.decode("utf-16").splitlines(keepends=True)
    assert "".join(lines).startswith(text)
    assert all(line.endswith("\r\n") for line in lines)
    for before in ("{}", '{"sso": {"answers": {"mfa": ["x"]}}}'):
        data = f'{{"vendorcheck": "vendor/1", "vendor": {{"name": "Acme"}}, "responses": {before}}}'
        (folder / "acme.json").write_text(data, "utf-8")
        run("import", "reply.yaml", "--into", "acme.json", "--prefer", "new", *ON)
        written = json.loads((folder / "acme.json").read_text("utf-8"))
        assert written["responses"]["sso"]["answers"]["sso-protocol"]["answer"] == "none"
        assert written["log"][0]["on"] == "2026-11-30"


def test_the_name_of_a_file_controls_nothing(folder: Path) -> None:
    name = "a\x1b[2J\n::error::\u202e.yaml"
    (folder / name).write_text(CONFLICT, "utf-8")
    trial = run("import", name, "--into", "acme.yaml", "--dry-run")
    result = run("import", name, "--into", "acme.yaml", "--prefer", "old", *ON)
    assert (trial.exit_code, result.exit_code) == (0, 0)
    text = (folder / "acme.yaml").read_text("utf-8")
    for shown in (trial.output, result.output, text):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "\n::" not in shown
    assert run("validate", "acme.yaml", *ON).exit_code == 0


def test_what_somebody_else_writes_meanwhile_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*arguments: Any) -> str:  # noqa: ANN401 - whatever it takes
        (folder / "acme.yaml").write_text(f"{BEFORE}# theirs\n", "utf-8")
        return text_after(*arguments)

    monkeypatch.setattr(_import_run, "text_after", meanwhile)
    result = run("import", "reply.yaml", "--into", "acme.yaml", *ON)
    assert result.exit_code == 2
    assert "was changed by somebody else in the meantime" in result.stderr
    assert (folder / "acme.yaml").read_text("utf-8") == f"{BEFORE}# theirs\n"
    assert "answer: always" in (folder / "acme.mine-1.yaml").read_text("utf-8")
