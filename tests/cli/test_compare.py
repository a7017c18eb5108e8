"""The compare command: what it takes, what it refuses, and where it writes."""

import json
from pathlib import Path

import pytest

from comparisons import CASES, FILES
from running import DAY, on_screen, run
from vendorcheck.cli._exit_code import ExitCode


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "tool.yaml").write_text((CASES / "tool.yaml").read_text("utf-8"), "utf-8")
    policy = (CASES / "policy.yaml").read_text("utf-8")
    (tmp_path / "ours.yaml").write_text(f"{policy}questionnaires: [tool.yaml]\n", "utf-8")
    return tmp_path


RULES = ("--policy", "ours.yaml", *DAY)
BOTH = ("compare", "alpha.yaml", "beta.yaml")


def test_text_is_the_default_and_the_suffix_chooses_another_format(folder: Path) -> None:
    done = run(*BOTH, *RULES)
    assert (done.exit_code, done.stderr) == (ExitCode.OK, "")
    assert done.stdout.startswith("Alpha stands best: approve with conditions.\n")
    for suffix in ("html", "md", "csv", "json"):
        written = run(*BOTH, *RULES, "-o", f"side.{suffix}")
        assert (written.exit_code, written.stdout) == (0, "")
        assert written.stderr == f"Wrote side.{suffix}\n"
    data = json.loads((folder / "side.json").read_text("utf-8"))
    assert [one["file"] for one in data["vendors"]] == ["alpha.yaml", "beta.yaml"]
    assert run(*BOTH, *RULES, "-o", "side.md").exit_code == ExitCode.ERROR
    assert run(*BOTH, *RULES, "-o", "side.md", "--force").exit_code == ExitCode.OK


def test_each_verdict_is_that_of_assess_where_the_questions_are_the_same() -> None:
    data = json.loads(run(*BOTH, *RULES, "--format", "json").stdout)
    for vendor in data["vendors"]:
        alone = run("assess", vendor["file"], *RULES, "--no-input", "--format", "json")
        report = json.loads(alone.stdout)
        assert (vendor["verdict"], vendor["score"]) == (
            report["verdict"],
            report["score"],
        )


def test_chosen_questionnaires_are_those_that_are_compared() -> None:
    done = run(*BOTH, *RULES, "-q", "sso", "--format", "json")
    assert [one["id"] for one in json.loads(done.stdout)["questionnaires"]] == ["sso"]


def test_at_a_terminal_it_names_the_command_for_all_of_it(folder: Path) -> None:
    (folder / "comparison.html").write_text("", "utf-8")
    environ = {"TERM": "dumb", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    screen = on_screen(*BOTH, *RULES, "-q", "tool", environ=environ, folder=folder)
    assert screen.code == ExitCode.OK
    assert (
        "For all of it: vendorcheck compare alpha.yaml beta.yaml -q tool --policy ours.yaml "
        "--as-of 2026-11-22 -o comparison-2.html"
    ) in " ".join(screen.text.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "alpha.yaml"), "one vendor can't be compared"),
        ((*BOTH, "alpha.yaml"), "alpha.yaml is named twice"),
        (("compare", *(f"{number}.yaml" for number in range(9))), "at most 8 vendors"),
        ((*BOTH, "-o", "beta.yaml", "--force", "--format", "text"), "beta.yaml is read here"),
        ((*BOTH, "-o", "side.pdf"), "names no format"),
        ((*BOTH, "none.yaml"), "there is no file none.yaml"),
        ((*BOTH, "tool.yaml"), "tool.yaml:2:14: error[unknown-kind]"),
    ],
)
def test_what_can_not_be_compared_is_said(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, *RULES)
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    assert said in done.stderr


def test_all_files_report_their_problems_at_once(folder: Path) -> None:
    for name in ("alpha.yaml", "beta.yaml"):
        text = (folder / name).read_text("utf-8").replace("mfa:", "mfaa:")
        (folder / name).write_text(text, "utf-8")
    done = run(*BOTH, *RULES)
    assert done.exit_code == ExitCode.ERROR
    assert done.stderr.count('"tool" has no question "mfaa"') == 2
    assert "alpha.yaml:12:7" in done.stderr
