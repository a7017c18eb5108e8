"""import --format json: what changes, for a job that reads it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from locations import REPOSITORY
from running import run

BEFORE = """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  sso:
    version: "2.0"
    answers:
      sso-protocol: none
      scim: "no"
      mfa: always
"""
REPLY = """\
vendorcheck: answers/1
responses:
  sso:
    version: "2.0"
    answers:
      mfa: {answer: always, grade: verified, note: "##[error] \\u202eIn May"}
      scim: "yes"
      leaver-time: never
      guests: perhaps
      vanity: "yes"
accepted_risks: []
"""
TABLE = (
    "Question,Answer\nIs it new?,Yes\nWhat does single sign-on cost on the plan we would buy?,x\n"
)
ON = ("--as-of", "2026-11-30")
INTO = ("--into", "acme.yaml", "--format", "json", *ON)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("acme.yaml", BEFORE), ("reply.yaml", REPLY), ("sheet.csv", TABLE)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_trial_says_everything_and_writes_nothing(folder: Path) -> None:
    result = run("import", "reply.yaml", *INTO, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.isascii()
    assert "##" not in result.stdout
    said = json.loads(result.stdout)
    assert (said["schema"], said["vendor_file"], said["as_of"], said["dry_run"]) == (
        "vendorcheck-import/1", "acme.yaml", "2026-11-30", True,
    )  # fmt: skip
    assert [(one["file"], one["format"], one["came_before"]) for one in said["files"]] == [
        ("reply.yaml", "form-yaml", False)
    ]
    assert said["taken"] == [
        {"question": "sso/leaver-time", "answer": {"answer": "never", "source": "vendor"}}
    ]
    (changed,) = said["changed"]
    assert (changed["question"], changed["before"]) == ("sso/mfa", {"answer": "always"})
    assert changed["answer"]["note"] == "##[error] \u202eIn May"
    assert said["conflicts"] == [
        {
            "question": "sso/scim",
            "file": "reply.yaml",
            "old_file": None,
            "ours": False,
            "old": {"answer": "no"},
            "new": {"answer": "yes", "source": "vendor"},
            "decided": None,
        }
    ]
    assert [one["subject"] for one in said["refused"]] == ["sso/guests"]
    assert [(one["subject"], one["almost"]) for one in said["unknown"]] == [("sso/vanity", None)]
    assert [one["subject"] for one in said["parts_left_out"]] == ["accepted_risks", "sso/mfa"]
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


def test_a_run_says_how_conflicts_were_decided() -> None:
    undecided = run("import", "reply.yaml", *INTO)
    assert undecided.exit_code == 2
    assert json.loads(undecided.stdout)["conflicts"][0]["decided"] is None
    decided = run("import", "reply.yaml", *INTO, "--prefer", "new")
    said = json.loads(decided.stdout)
    assert (decided.exit_code, said["dry_run"], said["conflicts"][0]["decided"]) == (
        0, False, "new",
    )  # fmt: skip
    again = json.loads(run("import", "reply.yaml", *INTO).stdout)
    assert (again["files"][0]["came_before"], again["taken"], again["changed"]) == (True, [], [])
    assert again["unchanged"] == ["sso/mfa", "sso/scim", "sso/leaver-time"]


def test_what_is_almost_ours_names_the_question() -> None:
    said = json.loads(run("import", "sheet.csv", *INTO, "-q", "sso", "--dry-run").stdout)
    assert [one["almost"] for one in said["unknown"]] == [
        None,
        {
            "question": "sso/sso-cost",
            "ask": "What does single sign-on cost on top of the plan that we would buy?",
        },
    ]
    assert [one["place"] for one in said["unknown"]] == ["line 2", "line 3"]
    assert said["remarks"][0]["place"] is None


REFUSED = {
    "another-format": (
        ("--into", "acme.yaml", "--format", "xml"), '--format takes text or json, not "xml"',
    ),
    "no-answers": (
        ("--questionnaire-out", "own.yaml", "--format", "json"),
        "--format json says what becomes of answers; add --into or -o",
    ),
    "both-on-standard-output": (
        ("-o", "-", "--vendor", "Acme", "--format", "json"),
        "--format json and -o - both write to standard output",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("options", "message"), REFUSED.values(), ids=REFUSED)
def test_json_has_one_place(options: tuple[str, ...], message: str) -> None:
    result = run("import", "sheet.csv", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def keys(data: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    for key, value in data.items() if isinstance(data, dict) else ():
        yield key
        if key not in {"before", "old", "new"} and not (
            key == "answer" and isinstance(value, dict)
        ):
            yield from keys(value)
    for one in data if isinstance(data, list) else ():
        yield from keys(one)


def test_every_key_is_documented() -> None:
    page = (REPOSITORY / "docs" / "reference" / "import-json.md").read_text("utf-8")
    documented = {*re.findall(r"[a-z0-9_]+", " ".join(re.findall(r"`([^`]+)`", page)))}
    trials = (("reply.yaml",), ("sheet.csv", "-q", "sso"))
    used = {
        key
        for files in trials
        for key in keys(json.loads(run("import", *files, *INTO, "--dry-run").stdout))
    }
    filled = {"questionnaire", "questions", "answered", "noted", "from", "to"}
    assert used | filled <= documented
