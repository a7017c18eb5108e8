"""import --as public: findings from public pages, from the file to the assessment."""

import json
from pathlib import Path

import pytest

from running import run

ON = ("--as-of", "2026-11-30")
FINDINGS = {
    "vendorcheck": "findings/1",
    "vendor": "Acme",
    "findings": [
        {
            "question": "sso/mfa",
            "answer": "optional",
            "address": "https://acme.example/help",
            "quote": "<b>Each</b> user can add a \u202esecond factor.",
            "date": "2026-11-20",
        }
    ],
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("acme.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n", "utf-8")
    Path("found.json").write_text(json.dumps(FINDINGS), "utf-8")


def test_a_finding_becomes_a_claim_that_the_report_shows_with_its_words() -> None:
    assert run("validate", "found.json", "--strict", *ON).exit_code == 0
    done = run("import", "found.json", "--as", "public", "--into", "acme.yaml", *ON)
    assert (done.exit_code, done.stdout.partition("\n")[0]) == (0, "acme.yaml: 1 answer is new")
    assert run("validate", "acme.yaml", "--strict", *ON).exit_code == 0
    report = run("assess", "acme.yaml", "-q", "sso", "--no-input", "--format", "html", *ON).stdout
    assert "acme.example, 2026-11-20" in report
    assert "&lt;b&gt;Each" in report
    assert "\u202e" not in report
    data = run("assess", "acme.yaml", "-q", "sso", "--no-input", "--format", "json", *ON).stdout
    questions = json.loads(data)["questionnaires"][0]["questions"]
    (mfa,) = (one for one in questions if one["id"] == "sso/mfa")
    assert (mfa["source"], mfa["grade"]) == ("public", "claimed")


def test_other_commands_name_import() -> None:
    for command in (("assess", "found.json", "--no-input"), ("migrate", "found.json")):
        refused = run(*command)
        assert refused.exit_code == 2
        assert "import" in refused.stderr


def test_each_mistake_has_its_line_and_column() -> None:
    text = json.dumps(FINDINGS, indent=1).replace("2026-11-20", "2026-12-24")
    Path("found.json").write_text(text, "utf-8")
    refused = run("import", "found.json", "--into", "acme.yaml", *ON)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("found.json:10:12: error[future-date] 2026-12-24 lies in the")
