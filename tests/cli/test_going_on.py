"""What a command leaves behind: the named next command goes on, and no input is ever lost."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from locations import REPOSITORY
from running import DAY, PLAIN_LINES, at_terminal, end_of, on_screen, run

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no pseudo-terminals of this kind"
)

ACME = (REPOSITORY / "examples/acme.yaml").read_text(encoding="utf-8")
QUIET = {"NO_COLOR": "1", "VENDORCHECK_POLICY": "", "TERM": "xterm", **PLAIN_LINES}
OWN = """\
vendorcheck: questionnaire/1
id: q67
version: "1.0"
title: Our own
sections:
  - id: one
    title: One
    questions:
      - {id: fits, type: yes_no, ask: Does it fit?, severity: high,
          finding: It does not fit, remedy: Make it fit., clause: It fits.}
"""
VENDOR = """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  q67: {version: "0.9", answers: {fits: "no"}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.yaml").write_text(ACME, encoding="utf-8")
    copytree(REPOSITORY / "examples" / "evidence", tmp_path / "evidence")
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "vendor.yaml").write_text(VENDOR, encoding="utf-8")
    return tmp_path


def at_a_terminal(folder: Path, *arguments: str, **environ: str) -> str:
    return on_screen(*arguments, environ=os.environ | QUIET | environ, folder=folder).text


def named_next(seen: str, begin: str = "Next: ") -> list[str]:
    (command,) = re.findall(rf"^{begin}vendorcheck (.*)$", seen, re.MULTILINE)
    return shlex.split(command)


def test_the_next_command_comes_to_the_same(folder: Path) -> None:
    options = (
        "-q",
        "sso",
        "--policy",
        "strict",
        *DAY,
        "--set",
        "sso/scim=yes",
        "--fast",
        "--no-input",
    )
    command = named_next(at_a_terminal(folder, "assess", "acme.yaml", *options))
    assert command == ["assess", "acme.yaml", *options, "-o", "report.html"]
    told = run("assess", "acme.yaml", *options, "--format", "html").stdout
    assert run(*command).exit_code == 0
    assert (folder / "report.html").read_text(encoding="utf-8") == told


def test_the_policy_of_the_environment_goes_along(folder: Path) -> None:
    seen = at_a_terminal(folder, "assess", "acme.yaml", "--no-input", VENDORCHECK_POLICY="light")
    assert named_next(seen) == [
        "assess",
        "acme.yaml",
        "--policy",
        "light",
        "--no-input",
        "-o",
        "report.html",
    ]


def test_what_the_vendor_is_asked_is_next_once_the_report_is_a_file(folder: Path) -> None:
    seen = at_a_terminal(folder, "assess", "acme.yaml", *DAY, "--no-input", "-o", "report.html")
    wrote, verdict, _ = seen.split("\n", 2)
    assert wrote == "Wrote report.html"
    assert verdict.startswith("Approve with conditions: 3 findings and ")
    command = named_next(seen, "What to send to the vendor: ")
    assert command == ["assess", "acme.yaml", *DAY, "--no-input", "--format", "questions"]
    assert "Hello," in run(*command).stdout


def test_a_form_is_named_that_asks_what_is_open_by_the_same_rules(folder: Path) -> None:
    options = (
        "assess",
        "acme.yaml",
        "-q",
        "data-access-removal",
        *DAY,
        "--no-input",
        "-o",
        "report.html",
    )
    command = named_next(at_a_terminal(folder, *options), "A form for the vendor to fill in: ")
    assert command == [
        "form",
        "acme.yaml",
        "-q",
        "data-access-removal",
        *DAY,
        "-o",
        "acme-form.xlsx",
    ]
    assert run(*command).exit_code == 0
    assert (folder / "acme-form.xlsx").is_file()


def test_no_form_is_named_that_would_not_know_the_answers(folder: Path) -> None:
    given = ("--set", "sso/scim=yes")
    options = ("assess", "acme.yaml", *DAY, "--no-input", *given, "-o", "report.html")
    seen = at_a_terminal(folder, *options)
    assert "A form for the vendor" not in seen
    assert named_next(seen, "What to send to the vendor: ")


def test_the_verdict_is_shown_beside_a_file_but_is_no_part_of_what_a_pipe_gets(
    folder: Path,
) -> None:
    options = ("assess", "acme.yaml", *DAY, "--no-input")
    in_file = at_a_terminal(folder, *options, "-o", "acme.json")
    assert "\nApprove with conditions: " in in_file
    # The brief looks at the pre-check's own questions.
    assert "Approve" not in at_a_terminal(folder, *options, "--format", "brief", "-o", "brief.md")
    done = run(*options, "-o", "acme.md")
    assert (done.stdout, done.stderr) == ("", "Wrote acme.md\n")


def test_the_named_report_does_not_exist_yet(folder: Path) -> None:
    (folder / "report.html").touch()
    (folder / "report-2.html").symlink_to("nowhere")
    command = named_next(at_a_terminal(folder, "assess", "acme.yaml", *DAY, "--no-input"))
    assert command[-2:] == ["-o", "report-3.html"]
    assert run(*command).exit_code == 0
    (folder / "acme-brief.md").touch()
    seen = at_a_terminal(folder, "precheck", "acme.yaml", *DAY, "--no-input")
    assert named_next(seen, "The brief for IT: ")[-2:] == ["-o", "acme-brief-2.md"]


REPORT = ("--format", "json", "-o", "r.txt", "--force")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("begin", "options"),
    [
        (("assess", "acme.yaml", "-q", "sso", *DAY), ("--format", "json", "-o", "-")),
        (
            ("assess", "acme.yaml", "-q", "sso", *DAY),
            (*REPORT, "--fail-on", "do-not-approve"),
        ),
        (("precheck", "acme.yaml", *DAY), ("--format", "brief", *REPORT[2:])),
    ],
)
def test_an_interview_goes_on_to_the_same_report(
    folder: Path, begin: tuple[str, ...], options: tuple[str, ...]
) -> None:
    text = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
    (folder / "acme.yaml").write_text(text, encoding="utf-8")
    typed = [option for option in options if option != "--force"]
    command = [sys.executable, "-m", "vendorcheck", *begin, *typed]
    child = at_terminal(command, folder, os.environ | QUIET, size=(300, 400))
    child.expect("(?m)^> $")
    child.sendintr()
    seen = end_of(child).replace("\r\n", "\n")
    (command_line,) = re.findall(r"Continue with:\s+vendorcheck (.*)$", seen, re.MULTILINE)
    assert shlex.split(command_line) == [*begin, *options]


def test_an_interview_goes_on_as_it_began(folder: Path) -> None:
    options = ("-q", "sso", *DAY, "--set", "sso/sso-protocol=saml", "--fast")
    begun = [
        sys.executable,
        "-m",
        "vendorcheck",
        "assess",
        "vendor.yaml",
        "-q",
        "own.yaml",
        *options,
    ]
    child = at_terminal(begun, folder, os.environ | QUIET, size=(300, 400))
    child.expect("(?m)^> $")
    child.sendintr()
    command = named_next(end_of(child).replace("\r\n", "\n"), r"(?<=Continue with:\n)")
    assert command == ["assess", "vendor.yaml", "-q", "own.yaml", *options]


def test_the_pre_check_goes_on_by_the_same_rules(folder: Path) -> None:
    seen = at_a_terminal(folder, "precheck", "acme.yaml", "--policy", "strict", *DAY, "--no-input")
    options = ("--policy", "strict", *DAY)
    assert named_next(seen, "The brief for IT: ") == [
        "precheck",
        "acme.yaml",
        *options,
        "-o",
        "acme-brief.md",
    ]


def test_the_brief_stands_beside_a_file_without_a_suffix(folder: Path) -> None:
    (folder / "a.b").mkdir()
    (folder / "a.b/acme").write_text(ACME, encoding="utf-8")
    seen = at_a_terminal(folder, "precheck", "a.b/acme", *DAY, "--no-input")
    assert named_next(seen, "The brief for IT: ")[-1] == "a.b/acme-brief.md"


@pytest.mark.usefixtures("folder")
def test_warnings_that_only_set_brings_about_are_told_at_once() -> None:
    assert run("validate", "acme.yaml", *DAY).exit_code == 0
    done = run("assess", "acme.yaml", *DAY, "-q", "sso", "--set", "sso/scim=yes")
    assert "validate" not in done.stderr
    assert re.match(r"[12] warnings? with the answers of --set:\nacme.yaml:\d+", done.stderr)
    assert "Checked" not in done.stderr


def test_a_file_that_only_set_makes_sound_is_told_by_its_errors(folder: Path) -> None:
    (folder / "wrong.yaml").write_text(
        VENDOR.replace("q67", "sso")
        .replace("fits", "scim")
        .replace('"no"', "perhaps")
        .replace("0.9", "2.0"),
        encoding="utf-8",
    )
    done = run("assess", "wrong.yaml", *DAY, "--set", "sso/scim=yes")
    assert done.exit_code == 0
    assert (
        done.stderr == f"1 error about the file: vendorcheck validate wrong.yaml {' '.join(DAY)}\n"
    )
    assert run("validate", "wrong.yaml").exit_code == 1


@pytest.mark.parametrize("options", [("-q", "./own.yaml"), ("--policy", "policy.yaml")])
def test_the_check_that_is_proposed_knows_the_own_questionnaires(
    folder: Path, options: tuple[str, ...]
) -> None:
    (folder / "policy.yaml").write_text(
        "vendorcheck: policy/1\nid: ours\nversion: '1.0'\ntitle: Ours\n"
        "questionnaires: [own.yaml]\n"
        "tiers: [{id: all, title: All, questionnaires: [q67]}]\n",
        encoding="utf-8",
    )
    done = run("assess", "vendor.yaml", *options)
    begin, _, command = done.stderr.strip().partition(": vendorcheck ")
    assert (done.exit_code, begin) == (0, "1 warning about the file")
    checked = run(*shlex.split(command))
    assert checked.exit_code == 0
    assert "warning[version-differs]" in checked.stdout


def linked(path: Path) -> str:
    path.with_name("link.yaml").symlink_to(path.name)
    return "link.yaml"


def hard_linked(path: Path) -> str:
    path.with_name("hard.yaml").hardlink_to(path)
    return "hard.yaml"


@pytest.mark.parametrize(
    "name",
    [
        lambda path: path.name,
        str,
        lambda path: f"../{path.parent.name}/{path.name}",
        linked,
        hard_linked,
    ],
)
@pytest.mark.parametrize(
    ("read", "command"),
    [
        ("acme.yaml", ("assess", "acme.yaml", "--format", "json")),
        ("acme.yaml", ("precheck", "acme.yaml", "--format", "brief")),
        ("own.yaml", ("assess", "acme.yaml", "-q", "./own.yaml", "--format", "json")),
        ("policy.yaml", ("assess", "acme.yaml", "--policy", "policy.yaml", "--format", "json")),
        ("policy.yaml", ("precheck", "acme.yaml", "--policy", "policy.yaml", "--format", "brief")),
        ("own.yaml", ("show", "own.yaml")),
        ("own.yaml", ("schema", "vendor", "-q", "own.yaml")),
        (".acme.yaml.journal", ("assess", "acme.yaml", "--format", "json")),
        (".acme.yaml.journal", ("precheck", "acme.yaml", "--format", "questions")),
    ],
)
def test_not_even_force_writes_over_what_is_read(
    folder: Path, read: str, command: tuple[str, ...], name: Callable[[Path], str]
) -> None:
    path = folder / read
    (folder / "policy.yaml").write_text(
        (REPOSITORY / "policies/default.yaml").read_text(encoding="utf-8")
    )
    if not path.exists():
        path.write_text("answers that nobody has saved yet")
    before, output = path.read_bytes(), name(path)
    done = run(*command, "-o", output, "--force")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(
        rf"vendorcheck: {re.escape(output)} is .*; name another output\n", done.stderr
    )
    assert path.read_bytes() == before


def test_not_even_what_standard_input_reads(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "vendorcheck",
        "assess",
        "-",
        "--format",
        "json",
        "-o",
        "acme.yaml",
        "--force",
    ]
    with (folder / "acme.yaml").open("rb") as source:
        done = subprocess.run(command, stdin=source, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr.count("name another output")) == (2, 1)
    assert (folder / "acme.yaml").read_text(encoding="utf-8") == ACME


def test_nobody_is_interviewed_for_a_report_that_can_not_be_written(folder: Path) -> None:
    seen = at_a_terminal(
        folder, "assess", "new.yaml", "--format", "json", "-o", "new.yaml", "--force"
    )
    assert seen == "vendorcheck: new.yaml is read here, and would be lost; name another output\n"


@pytest.mark.parametrize("command", ["assess", "precheck"])
@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("report.md", "report.md exists already; --force overwrites it"),
        ("none/report.md", "there is no folder none"),
    ],
)
def test_nobody_answers_questions_before_that_is_told(
    folder: Path, command: str, output: str, message: str
) -> None:
    (folder / "report.md").write_text("old", encoding="utf-8")
    assert at_a_terminal(folder, command, "new.yaml", "-o", output) == f"vendorcheck: {message}\n"
    assert not (folder / "new.yaml").exists()


def test_force_overwrites_another_file(folder: Path) -> None:
    done = run("assess", "acme.yaml", *DAY, "--format", "json", "-o", "own.yaml", "--force")
    assert done.exit_code == 0
    assert (folder / "own.yaml").read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize("files", [("own.yaml", "other.yaml"), ("./other.yaml", "own.yaml")])
def test_two_files_with_one_id_are_refused(folder: Path, files: tuple[str, str]) -> None:
    (folder / "other.yaml").write_text(OWN.replace("Our own", "Another"), encoding="utf-8")
    done = run("assess", "acme.yaml", "-q", files[0], "-q", files[1])
    assert done.exit_code == 2
    assert (
        f'{files[1]}:2:5: error[repeated-id] {files[0]} already has the questionnaire "q67"'
        in done.stderr
    )


def test_the_same_file_or_id_twice_is_no_mistake(folder: Path) -> None:
    chosen = ("own.yaml", "./own.yaml", str(folder / "own.yaml"), "sso", "sso")
    done = run("assess", "vendor.yaml", *DAY, *(part for name in chosen for part in ("-q", name)))
    assert (done.exit_code, done.stderr.count("\n")) == (0, 1)


def test_the_same_faulty_file_twice_is_told_once(folder: Path) -> None:
    (folder / "own.yaml").write_text(
        OWN.replace("severity: high", "severity: hihg"), encoding="utf-8"
    )
    done = run("assess", "vendor.yaml", "-q", "own.yaml", "-q", "./own.yaml")
    assert (done.exit_code, done.stderr.count("error[")) == (2, 1)


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("-q", "own"), 'built-in questionnaire "own"; did you mean the file ./own.yaml?'),
        (("-q", "ssso"), 'built-in questionnaire "ssso"; did you mean "sso"?'),
        (("-q", "zzz"), "or name a file, such as ./zzz.yaml"),
        (("--policy", "own"), 'built-in policy "own"; did you mean the file ./own.yaml?'),
        (("--policy", "zzz"), "choose from default, light, strict, or name a file"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_file_is_offered_where_an_id_is_none(options: tuple[str, str], hint: str) -> None:
    done = run("assess", "acme.yaml", *options)
    assert (done.exit_code, hint in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["precheck", "brief"])
@pytest.mark.parametrize("option", [("-q", "./own.yaml"), ("--fail-on", "approve"), ("--fast",)])
@pytest.mark.usefixtures("folder")
def test_what_means_nothing_for_a_first_look_is_refused(name: str, option: tuple[str, ...]) -> None:
    done = run("assess", "acme.yaml", "--format", name, *option)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"so it can't take {option[0]}; leave it out" in done.stderr
