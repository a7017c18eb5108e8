"""Levels of warnings: --error and --ignore, vendorcheck.toml and pyproject.toml."""

import json
import re
from pathlib import Path

import pytest

from running import run

VENDOR = """vendorcheck: vendor/1
vendor: {name: Acme}
accepted_risks:
- {question: sso/nothing, reason: Few, accepted_by: I, accepted_on: 2026-11-01, expires: 2026-11-02}
decisions:
- {decision: approve, by: I, decided_on: 2030-01-01}
"""
DAY = ("--as-of", "2026-11-22")
FOUND = ["risk-unknown", "risk-lapsed", "future-date"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "v.yaml").write_text(VENDOR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(*options: str) -> tuple[int, list[tuple[str, str]], str]:
    """The exit code, each problem with its level, and the last sentence but one."""
    done = run("validate", "v.yaml", *DAY, *options)
    told = re.findall(r": (?:\x1b\[[\d;]*m)?(error|warning)\[([a-z-]+)\]", done.stdout)
    return done.exit_code, sorted(told), done.stdout


def refused(*options: str) -> str:
    done = run("validate", "v.yaml", *DAY, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


def test_a_warning_counts_as_an_error_or_is_left_out_and_counted() -> None:
    assert codes()[:2] == (0, sorted(("warning", code) for code in FOUND))
    code, told, text = codes("--error", "risk-unknown", "--ignore", "future-date")
    assert code == 1
    assert told == [("error", "risk-unknown"), ("warning", "risk-lapsed")]
    assert "Checked 1 file: 1 error, 1 warning. Ignored 1 warning: 1 future-date.\n" in text
    options = [part for name in FOUND for part in ("--ignore", name)]
    code, told, text = codes(*options, "--strict")
    assert (code, told) == (0, [])
    assert text == (
        "Checked 1 file: no problems. "
        "Ignored 3 warnings: 1 future-date, 1 risk-lapsed, 1 risk-unknown.\n"
    )
    # What is an error already may be set to one; no other code is touched.
    assert codes("--error", "duplicate-key")[:2] == codes()[:2]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--ignore", "risk-unknwon"), 'there is no problem "risk-unknwon"; did you mean "risk-un'),
        (("--error", "zzzzz"), 'there is no problem "zzzzz"; vendorcheck explain lists them all'),
        (("--ignore", "duplicate-key"), '"duplicate-key" is an error, and only warnings can be'),
        (("--ignore", "future-date", "--error", "future-date"), "choose one of them"),
    ],
)
def test_wrong_options_are_refused(options: tuple[str, ...], message: str) -> None:
    assert message in refused(*options)


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "github"])
def test_each_format_counts_what_was_ignored(name: str) -> None:
    done = run("validate", "v.yaml", *DAY, "--format", name, "--ignore", "future-date")
    said = "Ignored 1 warning: 1 future-date."
    if name == "github":
        assert said in done.stdout
        assert done.stderr == ""
    else:
        assert done.stderr == f"{said}\n"
    if name == "json":
        assert json.loads(done.stdout)["ignored"] == {"future-date": 1}
    if name == "sarif":
        (log,) = json.loads(done.stdout)["runs"]
        assert log["properties"] == {"ignored": {"future-date": 1}}
    done = run("validate", "v.yaml", *DAY, "--format", "sarif", "--error", "risk-unknown")
    (log,) = json.loads(done.stdout)["runs"]
    levels = {result["ruleId"]: result["level"] for result in log["results"]}
    assert levels == dict.fromkeys(FOUND, "warning") | {"risk-unknown": "error"}


def test_the_command_that_shows_the_rest_has_the_same_levels(folder: Path) -> None:
    risk = VENDOR.splitlines()[3]
    (folder / "v.yaml").write_text(VENDOR.replace(risk, "\n".join([risk] * 12)))
    done = run(
        "validate", "v.yaml", *DAY, "--format", "github", "--error", "risk-unknown",
        "--ignore", "future-date", "--policy", "default",
    )  # fmt: skip
    assert (
        "vendorcheck validate v.yaml --policy default --error risk-unknown --ignore future-date "
        "--as-of 2026-11-22"
    ) in done.stdout


SETTINGS = 'error = ["risk-unknown"]\nignore = [\n  "future-date",\n]\n'


@pytest.mark.parametrize(
    ("name", "head"), [("vendorcheck.toml", ""), ("pyproject.toml", "[tool.vendorcheck]\n")]
)
def test_levels_are_read_from_a_file(folder: Path, name: str, head: str) -> None:
    (folder / name).write_text(f"{head and '[project]' + chr(10)}{head}{SETTINGS}")
    expected = (1, [("error", "risk-unknown"), ("warning", "risk-lapsed")])
    assert codes()[:2] == expected
    # What the command says wins.
    assert codes("--ignore", "risk-unknown")[:2] == (0, [("warning", "risk-lapsed")])
    assert codes("--error", "future-date")[1] == [
        ("error", "future-date"),
        ("error", "risk-unknown"),
        ("warning", "risk-lapsed"),
    ]
    # No other command reads it.
    (folder / name).write_text(f"{head}ignore = [nothing")
    assert run("assess", "v.yaml", *DAY, "--no-input").exit_code == 0
    assert run("validate", "v.yaml", *DAY).exit_code == 2


def test_only_the_working_folder_and_the_root_of_its_repository_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = folder / "repository" / "middle" / "files"
    within.mkdir(parents=True)
    (within / "v.yaml").write_text(VENDOR)
    for place in (folder, folder / "repository" / "middle", within / "deeper"):
        place.mkdir(exist_ok=True)
        (place / "vendorcheck.toml").write_text('ignore = ["future-date"]\n')
    monkeypatch.chdir(within)
    assert codes()[1] == sorted(("warning", code) for code in FOUND)
    (folder / "repository" / ".git").mkdir()
    assert codes()[1] == sorted(("warning", code) for code in FOUND)
    (folder / "repository" / "vendorcheck.toml").write_text('ignore = ["risk-lapsed"]\n')
    assert codes()[1] == [("warning", "future-date"), ("warning", "risk-unknown")]
    # The nearer one counts alone.
    (within / "vendorcheck.toml").write_text('ignore = ["future-date"]\n')
    assert codes()[1] == [("warning", "risk-lapsed"), ("warning", "risk-unknown")]
    (within / "vendorcheck.toml").unlink()
    (folder / "repository" / "vendorcheck.toml").write_text('ignore = ["x"]\n')
    assert "../../vendorcheck.toml:1: there is no problem" in refused()


WRONG_FILES = {
    'ignore = ["future-date"]\nignroe = []\n': '2: "ignroe" means nothing here; did you mean "ig',
    'ignore = ["future-date",\n"future-dat"]\n': '2: there is no problem "future-dat"; did you',
    'ignore = ["duplicate-key"]\n': '1: "duplicate-key" is an error, and only warnings can be',
    '\nignore = "future-date"\n': '2: "ignore" is a list of codes, such as ignore = ["text-length',
    "error = [1]\n": '1: "error" is a list of codes',
    'error = ["risk-lapsed"]\nignore = ["risk-lapsed"]\n': '1: "risk-lapsed" can\'t be an error',
    "error = [\n": "2: this is not TOML: ",
    "a = 1\nerror == 1\n": "2:8: this is not TOML: ",
    "a = " + "[" * 5000 + "\n": "1: this is nested too deeply",
    "# \udcff\n": "1: this is not UTF-8",
    "# " + "x" * 2**21 + "\n": "1: the file is larger than 2 MiB",
}


@pytest.mark.parametrize("text", WRONG_FILES, ids=range(11))
def test_a_wrong_file_gets_one_message_with_its_line(folder: Path, text: str) -> None:
    (folder / "vendorcheck.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    told = refused()
    assert told.startswith(f"vendorcheck: vendorcheck.toml:{WRONG_FILES[text]}"), told
    assert told.count("\n") == 1


def test_the_line_in_a_project_file_is_that_of_our_table(folder: Path) -> None:
    project = folder / "pyproject.toml"
    project.write_text(
        '[project]\nkeywords = ["x", "ignore"]\n[tool.vendorcheck]\nignore = ["x"]\n'
    )
    assert refused().startswith('vendorcheck: pyproject.toml:4: there is no problem "x"')
    project.write_text("[tool]\nvendorcheck = 3\n")
    assert refused().startswith("vendorcheck: pyproject.toml:2: [tool.vendorcheck] is a table")
    # A file that has nothing to do with us is not read, and one without our table says nothing.
    for text in (
        "[project\n",
        '[project]\ndependencies = ["vendorcheck"]\n',
        "tool = 3 # vendorcheck",
    ):
        project.write_text(text)
        assert codes()[0] == 0
    project.write_text("[tool.vendorcheck]\n")
    (folder / "vendorcheck.toml").write_text("")
    assert "vendorcheck.toml and pyproject.toml both set levels of warnings" in refused()
