"""Evidence files from end to end: what `validate` warns of, and what reports say of them."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from vendorcheck.cli._app import app
from vendorcheck.cli._exit_code import ExitCode

QUESTIONNAIRE = """\
vendorcheck: questionnaire/1
id: cert
version: "1.0"
title: Certificates
sections:
  - id: all
    title: All
    questions:
      - {id: iso, type: yes_no, ask: Are you certified?, severity: critical, blocker: true,
         evidence: expected, finding: No certificate, remedy: Get one., clause: It shall have one.}
"""
POLICY = """\
vendorcheck: policy/1
id: ours
version: "1.0"
title: Ours
grades: {critical: documented}
"""
CONTENT = b"real report\n"
RIGHT, WRONG = hashlib.sha256(CONTENT).hexdigest(), "0" * 64
DAY = ("--as-of", "2026-11-22")
PIECES = {
    "ok": f"file: evidence/report.txt, sha256: {RIGHT}",
    "changed": f"file: evidence/report.txt, sha256: {WRONG}",
    "missing": "file: evidence/not-there.pdf",
    "outside": "file: ../../../../etc/passwd",
    "unchecked": "file: evidence/report.txt",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VENDORCHECK_POLICY", "")
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE)
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence/report.txt").write_bytes(CONTENT)
    return tmp_path


def written(folder: Path, *states: str) -> None:
    pieces = ", ".join(f"{{{PIECES[state]}, dated: 2026-03-31}}" for state in states)
    (folder / "v.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {cert: {version: '1.0', answers: "
        f"{{iso: {{answer: 'yes', grade: documented, evidence: [{pieces}]}}}}}}}}\n"
    )


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def assessed(form: str) -> str:
    done = run(
        "assess", "v.yaml", "-q", "./q.yaml", "--policy", "policy.yaml", "--format", form, *DAY,
        "--no-input",
    )  # fmt: skip
    assert done.exit_code == ExitCode.OK, done.output
    return done.stdout


@pytest.mark.parametrize("state", PIECES)
def test_a_file_supports_an_answer_only_if_it_is_the_right_one(folder: Path, state: str) -> None:
    written(folder, state)
    report = json.loads(assessed("json"))
    (answer,) = report["questionnaires"][0]["questions"]
    is_right = state == "ok"
    assert report["verdict"] == ("approve" if is_right else "approve-with-conditions")
    assert (answer["grade"], answer["grade_claimed"]) == (
        ("documented" if is_right else "claimed"),
        "documented",
    )
    assert (answer["evidence"][0]["state"], answer["evidence"][0]["counts"]) == (state, is_right)
    (file,) = report["provenance"]["evidence_files"]
    assert (file["state"], file["sha256"]) == (state, RIGHT if is_right else None)


@pytest.mark.parametrize("state", PIECES)
def test_validate_warns_and_is_strict_about_it(folder: Path, state: str) -> None:
    written(folder, state)
    done = run("validate", "v.yaml", "q.yaml", *DAY, "--format", "json")
    codes = [problem["code"] for problem in json.loads(done.stdout)["problems"]]
    assert (done.exit_code, codes) == (
        ExitCode.OK,
        [] if state == "ok" else [f"evidence-{state}"],
    )
    strict = run("validate", "v.yaml", "q.yaml", *DAY, "--strict")
    assert strict.exit_code == (0 if state == "ok" else 1)


@pytest.mark.parametrize("form", ["markdown", "html", "json", "summary", "questions", "trial"])
def test_no_report_shows_a_hash_that_the_file_does_not_have(folder: Path, form: str) -> None:
    written(folder, "changed", "missing", "outside", "unchecked")
    text = assessed(form)
    assert WRONG not in text
    assert RIGHT not in text
    assert "real report" not in text
    if form in ("markdown", "html", "json"):
        for state in ("changed", "missing", "outside", "unchecked"):
            assert state in text


def test_what_supports_an_answer_says_what_we_must_do_under_every_verdict(folder: Path) -> None:
    for answer, verdict in (("yes", "approve"), ("no", "do-not-approve")):
        written(folder, "ok")
        path = folder / "v.yaml"
        text = path.read_text().replace("answer: 'yes'", f"answer: '{answer}'")
        path.write_text(text.replace("dated:", "our_duties: [Remove leavers], dated:"))
        report = json.loads(assessed("json"))
        assert report["verdict"] == verdict
        assert report["our_duties"] == [
            {
                "duty": "Remove leavers",
                "document": "evidence/report.txt",
                "questions": ["cert/iso"],
            }
        ]
        for form in ("markdown", "html"):
            assert "What we must do ourselves" in assessed(form)
            assert "Remove leavers" in assessed(form)
        assert "1 thing that we must do ourselves" in assessed("summary")
        assert "Remove leavers" not in assessed("questions")


def test_standard_input_is_blamed_only_where_there_is_something_to_compare(folder: Path) -> None:
    found: dict[str, str] = {}
    for state in ("ok", "unchecked"):
        written(folder, state)
        text = (folder / "v.yaml").read_text()
        done = CliRunner().invoke(app, ["validate", "-", "q.yaml", *DAY], input=text)
        (found[state],) = (line for line in done.stdout.splitlines() if "help: " in line)
    assert "by its name: from standard input it has no folder" in found["ok"]
    assert 'write what "sha256sum FILE" prints beside it' in found["unchecked"]
    assert "standard input" not in run("validate", "v.yaml", "q.yaml", *DAY).stdout
