"""The command line: exit codes, streams, where output goes, and what a mistake is told."""

import contextlib
import gc
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from locations import REPOSITORY
from running import DAY, run
from vendorcheck import __version__
from vendorcheck.cli import COMMANDS, _app, _streams
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.model.questions import QUESTION_TYPES
from vendorcheck.store.discovery import built_in_files
from vendorcheck.store.library import Library, LoadedFile

ACME = str(REPOSITORY / "examples/acme.yaml")


def test_each_command_is_listed() -> None:
    listed = run("--help").stdout
    assert len(COMMANDS) >= 7
    assert [name for name in COMMANDS if f"  {name} " not in listed] == []


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_has_help(name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == ExitCode.OK
    assert "Usage:" in done.stdout


def test_version() -> None:
    assert run("--version").stdout == f"vendorcheck {__version__}\n"
    done = subprocess.run(
        [sys.executable, "-m", "vendorcheck", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"vendorcheck {__version__}\n"


def test_the_help_and_the_readme_name_the_built_in_policies() -> None:
    words = " ".join(run("--help").stdout.split())
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    names = built_in_files("policies")
    assert len(names) > 1
    for name in names:
        assert re.search(rf"--policy .*\b{name}\b.*: vendorcheck policies", words)
        assert f"`{name}`" in readme
    assert "`--policy light`" in readme


def test_nothing_shows_help_and_is_a_usage_error() -> None:
    done = run()
    assert done.exit_code == ExitCode.ERROR
    assert done.stderr == run("--help").stdout


def test_a_wrong_option_is_a_usage_error() -> None:
    done = run("assess", ACME, "--as-off", "2026-11-22")
    assert done.exit_code == ExitCode.ERROR
    assert done.stdout == ""


def test_assess_prints_markdown_when_nobody_is_there() -> None:
    done = run("assess", ACME, *DAY)
    assert done.exit_code == ExitCode.OK
    assert done.stdout.startswith("# ")


@pytest.mark.parametrize(
    ("suffix", "start"), [(".md", "# "), (".html", "<!DOCTYPE html>"), (".json", "{\n")]
)
def test_the_suffix_of_the_output_picks_the_format(tmp_path: Path, suffix: str, start: str) -> None:
    output = tmp_path / f"report{suffix}"
    done = run("assess", ACME, *DAY, "-o", str(output))
    assert (done.exit_code, done.stdout) == (ExitCode.OK, "")
    assert "Wrote" in done.stderr
    assert output.read_text(encoding="utf-8").lower().startswith(start.lower())


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    output = tmp_path / "report.md"
    output.write_text("mine", encoding="utf-8")
    done = run("assess", ACME, *DAY, "-o", str(output))
    assert done.exit_code == ExitCode.ERROR
    assert "--force" in done.stderr
    assert output.read_text(encoding="utf-8") == "mine"
    assert run("assess", ACME, *DAY, "-o", str(output), "--force").exit_code == ExitCode.OK
    assert output.read_text(encoding="utf-8") != "mine"


def test_an_output_of_no_known_format_is_refused(tmp_path: Path) -> None:
    done = run("assess", ACME, *DAY, "-o", str(tmp_path / "report.doc"))
    assert done.exit_code == ExitCode.ERROR
    assert not (tmp_path / "report.doc").exists()


def test_a_format_that_is_not_there_is_told_with_those_that_are() -> None:
    done = run("assess", ACME, *DAY, "--format", "pdf")
    assert done.exit_code == ExitCode.ERROR
    assert "html" in done.stderr


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        ("do-not-approve", ExitCode.OK),
        ("more-information-needed", ExitCode.OK),
        ("approve-with-conditions", ExitCode.NEGATIVE_RESULT),
        ("approve", ExitCode.NEGATIVE_RESULT),
    ],
)
def test_fail_on(verdict: str, code: ExitCode) -> None:
    done = run("assess", ACME, *DAY, "--format", "json", "--fail-on", verdict)
    assert json.loads(done.stdout)["verdict"] == "approve-with-conditions"
    assert done.exit_code == code


def test_fail_on_a_verdict_that_is_not_there() -> None:
    done = run("assess", ACME, *DAY, "--fail-on", "maybe")
    assert done.exit_code == ExitCode.ERROR
    assert "approve-with-conditions" in done.stderr


def test_a_date_that_is_none() -> None:
    done = run("assess", ACME, "--as-of", "tomorrow")
    assert done.exit_code == ExitCode.ERROR
    assert "2026-11-22" in done.stderr


def test_a_file_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_bytes(Path(ACME).read_bytes())
    done = run("assess", str(tmp_path / "acm.yaml"))
    assert done.exit_code == ExitCode.ERROR
    assert "acme.yaml" in done.stderr


def test_a_vendor_file_with_errors_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(
        (
            "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  sso:\n    answers:\n"
            "      sso-protocol: kerberos\n      scmi: 'yes'\n"
        ),
        encoding="utf-8",
    )
    done = run("assess", str(path))
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    assert "acme.yaml:6:21" in done.stderr
    assert "acme.yaml:7:7" in done.stderr
    assert 'did you mean "scim"?' in done.stderr


def test_a_questionnaire_instead_of_a_vendor_file() -> None:
    done = run("assess", str(REPOSITORY / "questionnaires/sso.yaml"))
    assert done.exit_code == ExitCode.ERROR
    assert "a vendor file is expected" in done.stderr


def test_from_standard_input() -> None:
    links_only = str(REPOSITORY / "examples/papercrane.yaml")
    text = Path(links_only).read_text(encoding="utf-8")
    done = run("assess", "-", *DAY, "--format", "json", text=text)
    assert json.loads(done.stdout) == json.loads(
        run("assess", links_only, *DAY, "--format", "json").stdout
    )


def test_with_standard_input_no_file_supports_an_answer() -> None:
    text = Path(ACME).read_text(encoding="utf-8")
    done = run("assess", "-", *DAY, "--format", "json", text=text)
    assert {one["state"] for one in json.loads(done.stdout)["provenance"]["evidence_files"]} == {
        "unchecked"
    }
    weak = [one for one in json.loads(done.stdout)["rules"] if one["rule"] == "grade"]
    named = json.loads(run("assess", ACME, *DAY, "--format", "json").stdout)
    assert {one["state"] for one in named["provenance"]["evidence_files"]} == {"ok"}
    (before,) = [one for one in named["rules"] if one["rule"] == "grade"]
    assert set(before["questions"]) < set(weak[0]["questions"])
    told = run("validate", "-", *DAY, text=text)
    assert "warning[evidence-unchecked]" in told.stdout


def test_set_answers_from_a_script() -> None:
    before = json.loads(run("assess", ACME, *DAY, "--format", "json").stdout)
    done = run("assess", ACME, *DAY, "--format", "json", "--set", "sso/sso-protocol=none")
    after = json.loads(done.stdout)
    assert before["verdict"] == "approve-with-conditions"
    assert after["verdict"] == "do-not-approve"
    assert after["provenance"]["answers_sha256"] != before["provenance"]["answers_sha256"]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("scim=yes", "--set takes"),
        ("sso/scim", "--set takes"),
        ("sso/scmi=yes", "scim"),
        ("sso/scim=perhaps", "none of the options"),
    ],
)
def test_a_wrong_setting(setting: str, told: str) -> None:
    done = run("assess", ACME, *DAY, "--set", setting)
    assert done.exit_code == ExitCode.ERROR
    assert told in done.stderr


def test_own_questionnaire_and_policy(tmp_path: Path) -> None:
    own, rules = tmp_path / "own.yaml", tmp_path / "rules.yaml"
    assert run("new", "questionnaire", "Own", "-o", str(own)).exit_code == ExitCode.OK
    assert run("new", "policy", "Rules", "-o", str(rules)).exit_code == ExitCode.OK
    done = run(
        "assess",
        ACME,
        *DAY,
        "-q",
        str(own),
        "--policy",
        str(rules),
        "--format",
        "json",
        "--set",
        "own/export=yes",
    )
    report = json.loads(done.stdout)
    assert [found["id"] for found in report["questionnaires"]] == ["own"]
    assert report["provenance"]["policy"]["id"] == "rules"


@pytest.fixture
def three_broken(tmp_path: Path) -> Path:
    """A folder with a questionnaire, a policy and a vendor file, each with one mistake."""
    for kind, right, wrong in (
        ("questionnaire", "title:", "titel:"),
        ("policy", "approve_at:", "approve_above:"),
        ("vendor", "  sso:", "  saml:"),
    ):
        path = tmp_path / f"{kind}.yaml"
        assert run("new", kind, "Own", "-o", str(path)).exit_code == ExitCode.OK
        path.write_text(path.read_text().replace(right, wrong))
    return tmp_path


def told_files(folder: Path, *arguments: str, text: str | None = None) -> list[str]:
    """The files of which a run that can't be tells something."""
    done = run(*arguments, "--policy", str(folder / "policy.yaml"), *DAY, text=text)
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    lines = [line for line in done.stderr.splitlines() if " error[" in line]
    return list(dict.fromkeys(os.path.basename(line.partition(":")[0]) for line in lines))


def test_all_files_that_cannot_be_used_are_told_in_one_run(three_broken: Path) -> None:
    vendor, own = str(three_broken / "vendor.yaml"), str(three_broken / "questionnaire.yaml")
    every = ["policy.yaml", "questionnaire.yaml", "vendor.yaml"]
    assert told_files(three_broken, "assess", vendor, "-q", own) == every
    assert told_files(three_broken, "precheck", vendor) == ["policy.yaml", "vendor.yaml"]
    text = Path(vendor).read_text()
    assert told_files(three_broken, "assess", "-", "-q", own, text=text) == [*every[:2], "<stdin>"]


def test_a_file_that_cannot_be_read_hides_no_mistake_of_another(three_broken: Path) -> None:
    assert told_files(three_broken, "precheck", str(three_broken / "none.yaml")) == ["policy.yaml"]
    (three_broken / "big.yaml").write_text("# " + "x" * 3_000_000)
    assert told_files(three_broken, "assess", str(three_broken / "big.yaml"), "-q", "sso") == [
        "big.yaml",
        "policy.yaml",
    ]


def test_questionnaires_that_are_not_there() -> None:
    done = run("assess", ACME, *DAY, "-q", "ssso")
    assert done.exit_code == ExitCode.ERROR
    assert 'did you mean "sso"?' in done.stderr


def test_a_policy_that_is_not_there() -> None:
    done = run("assess", ACME, *DAY, "--policy", "lenient")
    assert done.exit_code == ExitCode.ERROR
    assert "strict" in done.stderr


def test_the_policy_of_the_environment() -> None:
    done = run("assess", ACME, *DAY, "--format", "json", VENDORCHECK_POLICY="strict")
    assert json.loads(done.stdout)["provenance"]["policy"]["id"] == "strict"


@pytest.mark.parametrize("kind", ["questionnaire", "vendor", "policy"])
def test_what_new_writes_is_without_a_problem(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "new.yaml"
    assert run("new", kind, 'Ac"me: #1 – Größe', "-o", str(path)).exit_code == ExitCode.OK
    done = run("validate", str(path), "--strict")
    assert done.exit_code == ExitCode.OK, done.stdout


def test_a_new_questionnaire_lists_the_question_types() -> None:
    text = run("new", "questionnaire", "Own", "-o", "-").stdout
    assert QUESTION_TYPES
    assert f"# {', '.join(QUESTION_TYPES)}\n" in text


def test_the_examples_in_a_new_vendor_file_agree_with_each_other(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    run("new", "vendor", "Acme", "-o", str(path))
    text = path.read_text().replace("      # outage:  #", "      outage: slows-us  #")
    text = re.sub(r" (?:\[\]|\{\})  # .*", "", text)
    text = re.sub(
        r"(?m)^( *)# ( *(?:mfa|scim|sso-protocol|answer|grade|evidence|plan|price|as_of|contract|-)"
        r".*)$",
        r"\1\2",
        text,
    )
    path.write_text(re.sub(r"(?m)^#  - ", "  - ", text))
    assert "sso-protocol" in path.read_text()
    assert run("validate", str(path), "--strict").stdout == "Checked 1 file: no problems.\n"


def test_new_names_the_file_after_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new", "vendor", "Acme Engage")
    assert done.exit_code == ExitCode.OK
    assert "vendorcheck assess acme-engage.yaml" in done.stderr
    assert (tmp_path / "acme-engage.yaml").exists()


@pytest.mark.parametrize(
    "arguments",
    [("new", "survey", "X"), ("schema", "survey"), ("show", "nothing"), ("explain", "nothing")],
)
def test_what_is_not_there_exits_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == ExitCode.ERROR
    assert done.stderr.startswith("vendorcheck: ")
    assert done.stdout == ""


def test_questionnaires_and_show() -> None:
    assert "sso 2.0" in run("questionnaires").stdout
    page = run("show", "sso")
    assert page.stdout.startswith("# ")
    assert run("show", str(REPOSITORY / "questionnaires/sso.yaml")).stdout == page.stdout


def test_schema_completes_questions() -> None:
    schema = json.loads(run("schema", "vendor", "-q", "sso").stdout)
    assert "sso-protocol" in json.dumps(schema)


def test_a_bug_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> int:
        raise RuntimeError("\x1b[31moops")

    with pytest.raises(typer.Exit) as caught:
        _app.with_exit_code(broken)()
    assert caught.value.exit_code == ExitCode.BUG
    monkeypatch.setenv("VENDORCHECK_DEBUG", "1")
    with pytest.raises(RuntimeError):
        _app.with_exit_code(broken)()


def test_an_interrupt_exits_with_130() -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    with pytest.raises(typer.Exit) as caught:
        _app.with_exit_code(interrupted)()
    assert caught.value.exit_code == ExitCode.INTERRUPTED


def test_a_reader_that_had_enough_is_no_failure() -> None:
    command = f"{sys.executable} -m vendorcheck show security | head -1"
    done = subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == ExitCode.OK
    assert done.stdout.startswith("# ")


ODD_LOCALES = [
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "ascii:strict"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ODD_LOCALES, ids=lambda locale: next(iter(locale.values())))
@pytest.mark.parametrize(
    "form",
    [
        "markdown",
        *(pytest.param(form, marks=pytest.mark.slow) for form in ("html", "json", "questions")),
    ],
)
def test_what_goes_to_a_file_is_utf_8_in_every_locale(
    tmp_path: Path, form: str, locale: dict[str, str]
) -> None:
    path = tmp_path / "v.yaml"
    path.write_text("vendorcheck: vendor/1\nvendor: {name: Müller 東京}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "vendorcheck",
        "assess",
        str(path),
        "--no-input",
        "--format",
        form,
    ]
    done = subprocess.run(command, env=os.environ | locale, capture_output=True, check=False)
    assert done.returncode == ExitCode.OK
    text = done.stdout.decode("utf-8")
    assert "M\\u00fcller \\u6771\\u4eac" in text if form == "json" else "Müller 東京" in text


def test_output_that_a_console_cannot_show() -> None:
    ours, console = pty.openpty()
    with open(ours, "rb", buffering=0) as terminal, open(console, "wb", buffering=0) as theirs:
        command = [sys.executable, "-m", "vendorcheck", "show", "sso"]
        environ = os.environ | {"PYTHONIOENCODING": "ascii", "PAGER": "cat"}
        with subprocess.Popen(command, env=environ, stdout=theirs) as shower:
            theirs.close()
            shown = b""
            # So a terminal tells that nobody writes to it any more.
            with contextlib.suppress(OSError):
                while more := terminal.read(65536):
                    shown += more
        assert shower.returncode == ExitCode.OK
    assert shown
    assert shown.isascii()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(
    ("name", "is_ascii"), [("C", True), ("POSIX", True), ("C.UTF-8", False), ("de_DE.UTF-8", False)]
)
def test_a_terminal_whose_locale_is_c_gets_ascii(
    name: str, is_ascii: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("LC_ALL", "LC_CTYPE", "PYTHONIOENCODING"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("LANG", name)
    outer, inner = os.openpty()
    try:
        with open(inner, "w", encoding="utf-8", closefd=False) as terminal:
            monkeypatch.setattr(sys, "stdout", terminal)
            monkeypatch.setattr(sys, "stderr", io.StringIO())
            _streams.prepare_standard_streams()
            sys.stdout.write("5\u202f% – “Zoë”…|")
            sys.stdout.flush()
            shown = b""
            while not shown.endswith(b"|"):
                shown += os.read(outer, 100)
    finally:
        os.close(inner)
        os.close(outer)
    expected = '5 % - "Zo\\xeb"...|' if is_ascii else "5\u202f% – “Zoë”…|"
    assert shown.decode() == expected


def test_streams_that_cannot_be_told_how_to_encode(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    monkeypatch.setattr(_app, "app", lambda: ran.append(True))
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    enabled = gc.isenabled()
    with pytest.raises(SystemExit) as caught:
        _app.run()
    if enabled:
        gc.enable()
    assert ran == [True]
    assert not caught.value.code


def test_explain_lists_all_and_new_prints() -> None:
    assert "duplicate-key" in run("explain").stdout
    done = run("new", "vendor", "Acme", "-o", "-")
    assert done.stdout.startswith("# A vendor and its answers")
    assert "Next" not in done.stderr
    assert run("validate", "-", text=done.stdout).exit_code == ExitCode.OK


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_show_names_the_next_command(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Terminal()
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", told)
    assert COMMANDS["show"]("sso") == 0
    assert "vendorcheck assess VENDOR_FILE -q sso" in told.getvalue()
    assert COMMANDS["show"]("sso/scim") == 0
    assert told.getvalue().endswith("The whole questionnaire: vendorcheck show sso\n")


def test_a_questionnaire_without_a_summary_is_listed_in_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = Library({}, {}, {})
    loaded = Library().load("sso")
    bare = loaded.model.model_copy(update={"summary": None})
    found.add(LoadedFile(bare, loaded.document))
    monkeypatch.setattr("vendorcheck.cli.questionnaires.open_library", lambda: found)
    assert run("questionnaires").stdout.splitlines()[1] == ""


def test_set_takes_several_options_and_nobody_knows() -> None:
    several = run(
        "assess", ACME, *DAY, "--format", "json", "--set", "request/data=[contacts, business]"
    )
    assert several.exit_code == ExitCode.OK
    unknown = run("assess", ACME, *DAY, "--format", "json", "--set", "sso/scim=?")
    states = {
        q["id"]: q["state"]
        for found in json.loads(unknown.stdout)["questionnaires"]
        for q in found["questions"]
    }
    assert states.get("sso/scim", next(iter(states.values()))) == "unknown"


EVERY_OUTPUT = [
    ("--version",),
    ("--help",),
    ("assess", "--help"),
    ("assess", ACME, "--no-input"),
    *(
        pytest.param(arguments, marks=pytest.mark.slow)
        for arguments in (
            ("questionnaires",),
            ("show", "sso"),
            ("explain", "tab"),
            ("validate", ACME),
        )
    ),
]


def shell(arguments: tuple[str, ...], redirections: str) -> tuple[int, str]:
    """The exit code under redirections, and what came to standard error."""
    command = f"{sys.executable} -m vendorcheck {' '.join(arguments)} {redirections}"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_a_folder_that_is_gone_meanwhile_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    done = run("validate", "a.yaml")
    assert done.exit_code == ExitCode.ERROR
    assert "the folder that you are in is gone; change to another one" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("arguments", EVERY_OUTPUT, ids=" ".join)
def test_a_full_disk_is_no_bug_of_ours(arguments: tuple[str, ...]) -> None:
    code, told = shell(arguments, "> /dev/full")
    assert code == ExitCode.ERROR
    assert told == "vendorcheck: the output could not be written: No space left on device\n"
    assert shell(arguments, "> /dev/full 2> /dev/full") == (ExitCode.ERROR, "")


@pytest.mark.parametrize("arguments", EVERY_OUTPUT, ids=" ".join)
def test_a_closed_output_is_no_bug_of_ours(arguments: tuple[str, ...]) -> None:
    code, told = shell(arguments, ">&-")
    assert code == ExitCode.ERROR
    assert told == "vendorcheck: standard output is closed, so there is nowhere to put the result\n"
    assert shell(arguments, ">&- 2>&-") == (ExitCode.ERROR, "")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            "cd {folder}; rmdir {folder}; {vendorcheck} validate a.yaml",
            "the folder that you are in is gone; change to another one",
        ),
        (
            "{vendorcheck} assess - 0> /dev/null",
            "standard input can't be read: bad file descriptor",
        ),
    ],
)
def test_what_cannot_be_read_is_not_told_as_an_output(
    tmp_path: Path, command: str, told: str
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    script = command.format(folder=folder, vendorcheck=f"{sys.executable} -m vendorcheck")
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"vendorcheck: {told}\n")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            PermissionError(13, "Permission denied", "a\x1b[2J\n::error::b"),
            "a\\u{1b}[2J\\u{a}::error::b can't be used: permission denied",
        ),
        (OSError(5, "Input/output error"), "the system refuses: input/output error"),
        (OSError("odd"), "the system refuses: odd"),
    ],
)
def test_a_refusal_of_the_system_that_nobody_expected(
    capsys: pytest.CaptureFixture[str], error: OSError, told: str
) -> None:
    def refused() -> int:
        raise error

    with pytest.raises(typer.Exit) as caught:
        _app.with_exit_code(refused)()
    assert caught.value.exit_code == ExitCode.ERROR
    assert capsys.readouterr().err == f"vendorcheck: {told}\n"


def test_what_the_last_flush_cannot_write_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_app, "app", lambda: sys.stdout.write("short"))
    enabled = gc.isenabled()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(SystemExit) as caught:
            _app.run()
    if enabled:
        gc.enable()
    assert caught.value.code == ExitCode.ERROR
    assert "could not be written" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("redirections", ["> /dev/null 2> /dev/full", "> /dev/null 2>&-"])
@pytest.mark.parametrize("arguments", [("assess", "nowhere.yaml"), ("assess", "--nothing"), ()])
def test_a_failure_that_cannot_be_told_has_its_exit_code(
    arguments: tuple[str, ...], redirections: str
) -> None:
    assert shell(arguments, redirections) == (ExitCode.ERROR, "")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", EVERY_OUTPUT, ids=" ".join)
def test_a_reader_who_has_gone_is_no_failure(arguments: tuple[str, ...]) -> None:
    # vendorcheck writes its exit code to standard error:
    # the exit code of a pipe is that of its last command.
    command = f"({sys.executable} -m vendorcheck {' '.join(arguments)}; echo $? >&2) | true"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "0"
    assert "Traceback" not in done.stderr


def test_a_vendors_name_becomes_no_workflow_command(tmp_path: Path) -> None:
    path = tmp_path / "v.yaml"
    path.write_text(
        'vendorcheck: vendor/1\nvendor: {name: "::error file=x::pwn"}\n', encoding="utf-8"
    )
    for name in ("summary", "markdown", "questions", "brief", "trial", "precheck", "html"):
        done = run("assess", str(path), "--no-input", "--format", name)
        assert done.exit_code == ExitCode.OK, done.stderr
        assert [
            line for line in done.stdout.splitlines() if line.lstrip().startswith(("::", "##["))
        ] == [], name


@pytest.mark.parametrize(("name", "told"), [("  ", "a name is required"), ("日本", "--output")])
def test_a_name_of_which_no_file_name_can_be_made(name: str, told: str) -> None:
    done = run("new", "vendor", name)
    assert done.exit_code == ExitCode.ERROR
    assert told in done.stderr


def test_a_closed_error_stream_is_written_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_app, "app", lambda: None)
    monkeypatch.setattr(sys, "stderr", None)
    enabled = gc.isenabled()
    with pytest.raises(SystemExit):
        _app.run()
    if enabled:
        gc.enable()
    assert sys.stderr is not None
    sys.stderr.close()


def test_the_policy_says_how_long_evidence_counts(tmp_path: Path) -> None:
    file, policy = tmp_path / "v.yaml", tmp_path / "p.yaml"
    evidence = '{title: Guide, url: "https://a.example/x", dated: 2025-06-01}'
    answer = f"{{answer: saml, evidence: [{evidence}]}}"
    file.write_text(
        (
            "vendorcheck: vendor/1\nvendor: {name: A}\n"
            "responses:\n  request: {answers: {deployment: cloud}}\n"
            f"  sso: {{answers: {{sso-protocol: {answer}}}}}\n"
        ),
        encoding="utf-8",
    )
    head = 'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n'
    for rule, told in (("", True), ("evidence_valid_for: 24 months\n", False)):
        policy.write_text(head + rule, encoding="utf-8")
        done = run(
            "assess", str(file), *DAY, "--policy", str(policy), "--no-input", "--format", "json"
        )
        assert ("1 warning about the file" in done.stderr) == told
        assert ('"Evidence has expired: Guide"' in done.stdout) == told
