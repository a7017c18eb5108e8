"""An answer to a question that was split or merged stays, and is shown beside the present ones."""

import io
import json
from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from journals import BEGUN, event
from locations import REPOSITORY
from rule_cases import a_policy
from running import DAY, run
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import Data, parse_document
from vendorcheck.interview import ending, session
from vendorcheck.interview.engine import Interview
from vendorcheck.interview.journal import Journal
from vendorcheck.interview.terminal import Console
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.validation.schema.parse import parse_model

CASES = REPOSITORY / "tests" / "cases" / "migrate"
QUESTIONNAIRES = ("leaving.yaml", "machines.yaml", "access.yaml")
OURS = ("-q", "leaving.yaml", "-q", "machines.yaml")
ANSWERS = """responses:
  leaving:
    version: "1.0"
    answers:
      deletion:
        answer: 30 days
        note: "Backups later: \\u202e90 days."
        evidence: [{title: Terms, url: "https://acme.example/terms"}]
        mitigation: {text: We export first.}
        reviewed_by: Jane Doe
        reviewed_on: 2026-11-01
      export-csv: "yes"
      export-json: {not_applicable: We have no use for it.}
      vanity: nobody knows
"""
FILE = f"vendorcheck: vendor/1\nvendor: {{name: Acme}}\n{ANSWERS}"
RISKS = """accepted_risks:
  - {question: leaving/deletion, answer: 30 days, reason: Short, accepted_by: CIO, \
accepted_on: 2026-11-02, expires: 2027-05-01}
changes:
  - {what: price, text: Dearer, announced_on: 2026-11-10, affects: [leaving/export-csv]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in QUESTIONNAIRES:
        copy(CASES / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_an_answer_whose_meaning_changed_never_moves_and_is_named_where_to_look() -> None:
    Path("acme.yaml").write_text(FILE + RISKS, encoding="utf-8")
    done = run("migrate", "acme.yaml", *OURS)
    assert (done.exit_code, done.stdout) == (0, "")
    assert Path("acme.yaml").read_text(encoding="utf-8") == FILE + RISKS
    said = "said before, to leaving/deletion: 30 days · note: Backups later: U+202E 90 days."
    before_note = said.partition(" · note")[0]
    lines = done.stderr.splitlines()
    assert lines[0] == "acme.yaml: nothing to move; 4 can't move"
    look = "leaving/deletion-time and leaving/deletion-proof and machines/training"
    assert [line.removeprefix("  answer to leaving/") for line in lines[1:5]] == [
        f"deletion stays: removed: Time and proof are asked apart; look at {look}",
        "export-csv stays: removed: One question asks for all formats; look at leaving/export",
        "export-json stays: removed; look at leaving/export",
        "vanity stays: removed",
    ]
    for key, line in zip(
        ("leaving/deletion-time", "leaving/deletion-proof", "machines/training"),
        lines[5:8],
        strict=True,
    ):
        assert line.startswith(f"  {key}: {before_note} · note: Backups later: ")
        assert "\u202e" not in line
    before = "  leaving/export: said before, to leaving/export-"
    new = "leaving/deletion-time, leaving/deletion-proof, leaving/export"
    assert lines[8:] == [
        f"{before}csv: yes",
        f"{before}json: not applicable: We have no use for it.",
        f"  without an answer, new or left open: {new}",
        "Next: vendorcheck assess acme.yaml -q leaving.yaml -q machines.yaml",
    ]


@pytest.mark.usefixtures("folder")
def test_of_a_long_note_the_beginning_is_shown() -> None:
    Path("acme.yaml").write_text(FILE.replace("Backups later", "x" * 9000), encoding="utf-8")
    done = run("migrate", "acme.yaml", *OURS)
    line = done.stderr.splitlines()[5]
    assert line.startswith("  leaving/deletion-time: said before, to leaving/deletion: 30 days · ")
    assert line.endswith("xxx…")
    assert line.count("x") < 300
    assert "x" * 9000 in Path("acme.yaml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("version", ["1.0", "2.0", None])
def test_validate_warns_and_names_what_to_look_at(version: str | None) -> None:
    line = f'version: "{version}"' if version else "# no version"
    Path("acme.yaml").write_text(FILE.replace('version: "1.0"', line) + RISKS, encoding="utf-8")
    done = run("validate", *QUESTIONNAIRES, "acme.yaml", "--format", "json", *DAY)
    problems = [
        (problem["line"], problem["code"], problem["hint"])
        for problem in json.loads(done.stdout)["problems"]
        if problem["code"] in {"answer-outdated", "risk-unknown", "affects-unknown"}
    ]
    assert done.exit_code == 0
    three = '"leaving/deletion-time", "leaving/deletion-proof" and "machines/training"'
    rest = "; keep it as a record, or leave it out"
    assert problems == [
        (7, "answer-outdated", f"it was removed; look at {three}{rest}"),
        (14, "answer-outdated", f'it was removed; look at "leaving/export"{rest}'),
        (15, "answer-outdated", f'it was removed; look at "leaving/export"{rest}'),
        (16, "answer-outdated", f"it was removed{rest}"),
        (18, "risk-unknown", f"it was removed; look at {three}{rest}"),
        (20, "affects-unknown", f'it was removed; look at "leaving/export"{rest}'),
    ]


@pytest.mark.usefixtures("folder")
def test_a_rule_for_a_split_question_says_where_to_look() -> None:
    Path("policy.yaml").write_text(
        'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n'
        "questionnaires: [leaving.yaml, machines.yaml]\n"
        "questions: {leaving/export-csv: {severity: low}}\n"
        "tiers: [{id: all, title: All, questionnaires: [leaving]}]\n",
        encoding="utf-8",
    )
    done = run("validate", "policy.yaml", *DAY)
    assert done.exit_code == 0
    assert '"leaving/export-csv" was removed: One question asks for all formats.' in done.stdout
    assert 'help: look at "leaving/export", and leave this rule out' in done.stdout


def interview(
    text: str, *lines: str, journal: dict[str, Data] | None = None, about: str = "leaving"
) -> tuple[str, str]:
    """Return what is shown of an interview on a file, and what the file holds afterwards."""
    path = Path("acme.yaml")
    path.write_text(text, encoding="utf-8")
    library = Library()
    for name in QUESTIONNAIRES:
        document = library.read_document(name)
        library.add(LoadedFile(parse_model(document, Questionnaire), document))
    if journal:
        with Journal.open(str(path), BEGUN) as opened:
            for key, answer in journal.items():
                opened.append(event(key, answer))
    document = library.parse_content(path.read_bytes(), str(path))
    asked = Interview(
        Assessor(library, a_policy({}), [about]),
        parse_model(document, VendorFile),
        date(2026, 11, 22),
    )
    target = ending.VendorFileTarget(str(path), path.read_bytes(), document, "vendorcheck")
    shown = io.StringIO()
    console = Console(io.StringIO("".join(f"{line}\n" for line in lines)), shown, {})
    session.run_interview(asked, target, console, resume=True)
    return " ".join(shown.getvalue().split()), path.read_text(encoding="utf-8")


def answers_in(text: str) -> dict[str, Data]:
    response = parse_document(text.encode(), "acme.yaml").data["responses"]
    assert isinstance(response, dict)
    (leaving,) = response.values()
    answers = leaving["answers"] if isinstance(leaving, dict) else None
    assert isinstance(answers, dict)
    return answers


@pytest.mark.usefixtures("folder")
def test_an_interview_shows_it_beside_the_question_and_leaves_it_in_the_file() -> None:
    shown, text = interview(FILE, "14 days", "yes", "yes", "")
    assert shown.count("Said before, to leaving/deletion: 30 days - note: Backups later:") == 2
    assert "Said before, to leaving/export-csv: yes" in shown
    assert "Said before, to leaving/export-json: not applicable: We have no use" in shown
    assert text.startswith(FILE)
    assert [*answers_in(text)][4:] == ["deletion-time", "deletion-proof", "export"]


@pytest.mark.usefixtures("folder")
def test_an_interview_that_goes_on_keeps_what_was_said_to_a_split_question() -> None:
    shown, text = interview(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n",
        "14 days",
        "yes",
        "yes",
        "",
        journal={"leaving/deletion": {"answer": "30 days", "note": "By mail."}},
    )
    assert "1 answer is kept in the file and not counted, since the question is no longer" in shown
    assert shown.count("Said before, to leaving/deletion: 30 days - note: By mail.") == 2
    answers = answers_in(text)
    assert [*answers] == ["deletion-time", "deletion-proof", "export", "deletion"]
    assert answers["deletion"] == {"answer": "30 days", "note": "By mail."}
    done = run("assess", "acme.yaml", *OURS, *DAY, "--no-input")
    assert done.exit_code == 0


@pytest.mark.usefixtures("folder")
def test_an_interview_that_is_left_again_keeps_it_for_the_next_time() -> None:
    said: Data = {"answer": "30 days", "note": "By mail."}
    text = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
    shown, saved = interview(text, "q", journal={"leaving/deletion": said})
    assert "Said before, to leaving/deletion: 30 days" in shown
    assert "By mail." in saved
    again, _ = interview(saved, "q")
    assert "Said before, to leaving/deletion: 30 days - note: By mail." in again


@pytest.mark.usefixtures("folder")
def test_a_renamed_question_shows_the_answer_that_nobody_has_moved_yet() -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n"
        '  access: {version: "1.0", answers: {sso-charge: {answer: extra, note: A lot.}}}\n'
    )
    shown, _ = interview(text, "q", about="access")
    assert "Does single sign-on cost more?" in shown
    assert "Said before, to access/sso-charge: extra - note: A lot." in shown
