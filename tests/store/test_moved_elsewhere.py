"""A question that went to another questionnaire, which may not be asked, takes all with it."""

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
POLICY = """vendorcheck: policy/1
id: ours
version: "1"
title: Ours
questionnaires: [access.yaml, machines.yaml]
questions: {access/training: {blocker: true, severity: critical}}
tiers: [{id: all, title: All, questionnaires: [%s]}]
"""
FILE = """vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  access:
    version: "1.0"
    answers:
      sso-cost: included
      protocols: [ldap]
      log: "no"
      people: 12
      guests: "no"
      training: {answer: never, note: Says their counsel.}
accepted_risks:
  - question: access/training
    answer: never
    reason: Few texts.
    accepted_by: CIO
    accepted_on: 2026-11-02
    expires: 2027-05-01
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("access.yaml", "machines.yaml"):
        copy(CASES / name, tmp_path / name)
    (tmp_path / "acme.yaml").write_text(FILE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def assessed(policy: str) -> tuple[dict[str, Data], str]:
    Path("policy.yaml").write_text(policy, encoding="utf-8")
    done = run("assess", "acme.yaml", "--policy", "policy.yaml", "--format", "json", *DAY)
    assert done.exit_code == 0, done.stderr
    report = json.loads(done.stdout)
    return {key: report[key] for key in ("verdict", "score", "findings", "rules")}, done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("asked", ["access", "access, machines"])
def test_whether_or_not_it_is_asked_there_file_policy_and_risk_move_alike(asked: str) -> None:
    policy = POLICY % asked
    before, told = assessed(policy)
    assert '"access/training" is called "machines/training" now' in told
    moves = "1 answer stands under older names and would move: vendorcheck migrate acme.yaml"
    assert moves in told
    checked = run("precheck", "acme.yaml", "--policy", "policy.yaml", "--no-input", *DAY)
    assert moves in checked.stderr
    done = run("migrate", "acme.yaml", "policy.yaml", "--policy", "policy.yaml")
    assert done.exit_code == 0
    data = parse_document(Path("acme.yaml").read_bytes(), "acme.yaml").data
    responses, risks = data["responses"], data["accepted_risks"]
    assert isinstance(responses, dict)
    assert responses["machines"] == {
        "version": "2.0",
        "answers": {"training": {"answer": "no", "note": "Says their counsel."}},
    }
    assert isinstance(risks, list)
    assert isinstance(risks[0], dict)
    assert (risks[0]["question"], risks[0]["answer"]) == ("machines/training", "no")
    moved_policy = Path("policy.yaml").read_text(encoding="utf-8")
    assert "questions: {machines/training: {blocker: true" in moved_policy
    after, told = assessed(moved_policy)
    assert "older names" not in told
    assert "rule-renamed" not in told
    if "machines" not in asked:
        assert after == before
    else:
        assert before["verdict"] == "more-information-needed"
        assert after["verdict"] != "more-information-needed"
    again = run("migrate", "acme.yaml", "policy.yaml", "--policy", "policy.yaml")
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.usefixtures("folder")
def test_of_a_questionnaire_that_came_in_the_other_questions_are_named() -> None:
    text = Path("machines.yaml").read_text(encoding="utf-8")
    question = "{id: models, type: text, ask: Whose models?}"
    Path("machines.yaml").write_text(f"{text}      - {question}\n", encoding="utf-8")
    done = run("migrate", "acme.yaml", "-q", "access.yaml", "-q", "machines.yaml", "--dry-run")
    assert "  without an answer, new or left open: machines/models\n" in done.stderr


@pytest.mark.usefixtures("folder")
def test_who_names_it_by_its_older_name_is_told_the_present_one() -> None:
    ours = ("-q", "access.yaml", "-q", "machines.yaml")
    done = run("assess", "acme.yaml", *ours, "--set", "access/training=never", *DAY)
    assert done.exit_code == 2
    assert 'has no question "training"; it is called "machines/training" now' in done.stderr
    text = Path("access.yaml").read_text(encoding="utf-8")
    question = '{id: sure, type: text, ask: Sure?, when: {training: ["yes"]}}'
    text = text.replace("checks:\n", f"      - {question}\nchecks:\n")
    Path("access.yaml").write_text(text, encoding="utf-8")
    checked = run("validate", "access.yaml", "machines.yaml", *DAY)
    assert checked.exit_code == 1
    assert 'error[unknown-question] questionnaire "access" has no question' in checked.stdout
    assert 'help: it is called "machines/training" now' in checked.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("asked", [["access"], ["access", "machines"]])
def test_an_interview_goes_on_with_the_answer_where_it_belongs_now(asked: list[str]) -> None:
    library = Library()
    for name in ("access.yaml", "machines.yaml"):
        document = library.read_document(name)
        library.add(LoadedFile(parse_model(document, Questionnaire), document))
    content = b"vendorcheck: vendor/1\nvendor: {name: Acme}\n"
    Path("acme.yaml").write_bytes(content)
    with Journal.open("acme.yaml", BEGUN) as journal:
        journal.append(event("access/training", {"answer": "never", "note": "By phone."}))
    document = library.parse_content(content, "acme.yaml")
    interview = Interview(
        Assessor(library, a_policy({}), asked),
        parse_model(document, VendorFile),
        date(2026, 11, 22),
    )
    target = ending.VendorFileTarget("acme.yaml", content, document, "vendorcheck")
    console = Console(io.StringIO("1\n1\nq\n"), io.StringIO(), {})
    session.run_interview(interview, target, console, resume=True)
    saved = parse_document(Path("acme.yaml").read_bytes(), "acme.yaml").data["responses"]
    assert isinstance(saved, dict)
    assert saved["machines"] == {
        "version": "2.0",
        "answers": {"training": {"answer": "no", "note": "By phone."}},
    }
    assert "access" in saved
