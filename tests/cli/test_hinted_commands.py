"""What the command line says that somebody should type works."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hints import QUESTIONNAIRE
from vendorcheck.cli._app import app
from vendorcheck.cli._exit_code import ExitCode

VENDOR = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
POLICY = """\
vendorcheck: policy/1
id: ours
version: "1"
title: Ours
questionnaires: [our own.yaml]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policy").mkdir()
    (tmp_path / "v.yaml").write_text(VENDOR, encoding="utf-8")
    (tmp_path / "policy/our own.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "policy/ours.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("sso/zzzz", ()),
        ("demo/zzzz", ("--policy", "policy/ours.yaml")),
        ("demo/zzzz", ("-q", "policy/our own.yaml")),
    ],
)
def test_a_question_that_does_not_exist_is_found_with_the_command_that_is_named(
    question: str, options: tuple[str, ...]
) -> None:
    code, _, said = run("assess", "v.yaml", "--no-input", "--set", f"{question}=1", *options)
    assert code == ExitCode.ERROR
    (command,) = re.findall("; vendorcheck (.*) lists them$", said.strip())
    code, page, _ = run(*shlex.split(command))
    assert code == ExitCode.OK
    assert f"Questionnaire `{question.partition('/')[0]}`" in page


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sso/skim", "scim"),
        ("sso/SCIM", "scim"),
        ("sso/ssoProtocol", "sso-protocol"),
        ("ssso/scim", "sso"),
        ("SSO/scim", "sso"),
    ],
)
def test_a_name_is_corrected(name: str, hint: str) -> None:
    for arguments in (("show", name), ("assess", "v.yaml", "--no-input", "--set", f"{name}=yes")):
        code, _, said = run(*arguments)
        assert code == ExitCode.ERROR
        assert said.endswith(f'; did you mean "{hint}"?\n')


def test_one_question_is_shown() -> None:
    code, page, _ = run("show", "sso/scim")
    assert code == ExitCode.OK
    assert page.startswith("# Are accounts created, changed and removed automatically")
    assert "A question of `sso`, version 2.0, section `accounts`." in page
    assert "`partly` | Only in part" in page
    assert len(re.findall("^#", page, re.MULTILINE)) == 1
    whole = run("show", "sso")[1]
    assert "## Signing in" in whole
    assert page.splitlines()[2] in whole


def test_one_question_of_an_own_questionnaire_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORCHECK_POLICY", "policy/ours.yaml")
    assert run("show", "demo/mails")[1].startswith("# How many?\n\n`mails` · number (mails)\n")
    code, _, said = run("show", "demo/zzzz")
    assert code == ExitCode.ERROR
    assert said.endswith("vendorcheck show 'policy/our own.yaml' lists them\n")


def test_a_file_stays_a_file(folder: Path) -> None:
    (folder / "sso").mkdir()
    (folder / "sso/scim").write_text(QUESTIONNAIRE, encoding="utf-8")
    assert run("show", "sso/scim")[1].startswith("# Demo\n")
    assert "there is no file policy/theirs" in run("show", "policy/theirs")[2]
    assert "there is no file sso/scim.yaml" in run("show", "sso/scim.yaml")[2]


@pytest.mark.parametrize("command", ["assess", "precheck"])
@pytest.mark.parametrize(
    ("name", "same"), [("md", "out.md"), ("MD", "out.md"), ("markdown", "out.markdown")]
)
def test_the_suffix_of_a_format_is_its_name(
    folder: Path, command: str, name: str, same: str
) -> None:
    if (command, name) == ("precheck", "markdown"):
        same = "out.md"
        name = "Brief"
    code, text, _ = run(command, "v.yaml", "--no-input", "--format", name)
    assert code == ExitCode.OK
    assert run(command, "v.yaml", "--no-input", "-o", same)[0] == ExitCode.OK
    assert (folder / same).read_text(encoding="utf-8") == text


def test_other_names_of_formats() -> None:
    for name in ("htm", "HTML", "Json"):
        assert run("assess", "v.yaml", "--no-input", "--format", name)[0] == ExitCode.OK
    assert run("validate", "v.yaml", "--format", "JSON")[1].startswith("{")
    for name in ("docx", "yml", ".md", "", "m"):
        code, _, said = run("assess", "v.yaml", "--no-input", "--format", name)
        assert code == ExitCode.ERROR
        assert said.startswith(
            f'vendorcheck: there is no report format "{name}"; choose from brief,'
        )


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess", "answers.xlsx", "--no-input"),
        ("precheck", "answers.xlsx", "--no-input"),
        ("validate", "answers.xlsx"),
        ("show", "answers.xlsx"),
        ("schema", "vendor", "-q", "answers.xlsx"),
        ("assess", "v.yaml", "--no-input", "-q", "answers.xlsx"),
        ("assess", "v.yaml", "--no-input", "--policy", "answers.xlsx"),
        ("precheck", "v.yaml", "--no-input", "--policy", "answers.xlsx"),
        ("validate", "v.yaml", "--policy", "answers.xlsx"),
    ],
    ids=" ".join,
)
def test_every_command_says_what_a_workbook_is(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "answers.xlsx").write_bytes(b"PK\x03\x04 xl/workbook.xml secret")
    code, out, said = run(*arguments)
    assert code == (ExitCode.NEGATIVE_RESULT if arguments[0] == "validate" else ExitCode.ERROR)
    told = out + said
    assert "answers.xlsx:1:1: error[unknown-kind] this is an Excel workbook (.xlsx)" in told
    assert "secret" not in told
    (command,) = re.findall(r"vendorcheck (new \w+ NAME) begins", told)
    assert run(*shlex.split(command))[0] == ExitCode.OK
    assert run("validate", "name.yaml")[0] == ExitCode.OK


@pytest.mark.parametrize("command", [("validate",), ("assess", "--no-input")])
def test_the_labels_of_options_are_found_with_the_command_that_is_named(
    folder: Path, command: tuple[str, ...]
) -> None:
    answers = "responses: {sso: {answers: {scim: {answer: maybe}, sso-cost: xx}}}\n"
    (folder / "v.yaml").write_text(VENDOR + answers, encoding="utf-8")
    _, page, said = run(*command, "v.yaml")
    commands = re.findall(
        r"choose from .*; vendorcheck (.*) says what they mean$", page + said, re.MULTILINE
    )
    assert commands == ["show sso/scim", "show sso/sso-cost"]
    for command_line in commands:
        code, shown, _ = run(*shlex.split(command_line))
        assert code == ExitCode.OK
        assert "| Id | Answer |" in shown


def test_no_command_is_named_that_does_not_know_the_questionnaire(folder: Path) -> None:
    answers = "responses: {demo: {answers: {storage: xx}}}\n"
    (folder / "v.yaml").write_text(VENDOR + answers, encoding="utf-8")
    _, page, _ = run("validate", "v.yaml", "--policy", "policy/ours.yaml")
    assert "choose from" in page
    assert "vendorcheck show" not in page
    _, _, said = run("assess", "v.yaml", "--set", "demo/storage=xx", "--policy", "policy/ours.yaml")
    assert "; vendorcheck show 'policy/our own.yaml' says what they mean" in said


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        (("assess", "v.yaml", "--policy", "soc2.pdf"), ["policy"]),
        (("assess", "v.yaml", "-q", "soc2.pdf"), ["questionnaire"]),
        (("assess", "v.yaml", "-q", "a.csv", "--policy", "soc2.pdf"), ["questionnaire", "policy"]),
        (("assess", "soc2.pdf", "--policy", "a.csv"), ["policy", "vendor"]),
        (("precheck", "v.yaml", "--policy", "soc2.pdf"), ["policy"]),
        (("validate", "v.yaml", "--policy", "soc2.pdf"), ["policy"]),
        (("show", "soc2.pdf"), ["questionnaire"]),
        (("assess", "soc2.pdf"), ["vendor"]),
        (("validate", "soc2.pdf"), ["vendor"]),
    ],
)
def test_a_document_of_another_program_is_answered_by_what_it_stands_for(
    folder: Path, arguments: tuple[str, ...], kinds: list[str]
) -> None:
    (folder / "soc2.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "a.csv").write_text("question,answer\n", encoding="utf-8")
    _, page, said = run(*arguments)
    named = re.findall(r"help: .*vendorcheck new (\w+) NAME", page + said)
    assert sorted(named) == sorted(kinds)
    assert ("as evidence" in page + said) == ("vendor" in kinds)
