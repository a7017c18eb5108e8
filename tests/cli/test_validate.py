"""The command `validate`: exit codes, formats, its input, and what no file can make it do."""

import json
import os
import re
import subprocess
import sys
from cProfile import Profile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st
from typer.testing import Result

import running
from locations import CASES
from running import DAY, on_screen
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.document.problems import MAX_PROBLEMS, Problem
from vendorcheck.model.evidence import first_day_still_valid
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.diagnostics import DIAGNOSTICS
from vendorcheck.validation.schema.parse import parse_model

FORMATS = list(DIAGNOSTICS)
HEAD = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
WRONG = f"{HEAD}nedes: []\n"
WARNED = f"{HEAD}decisions:\n  - {{decision: approve, by: Jane, decided_on: 2099-01-01}}\n"
RISK = (
    f"{HEAD}accepted_risks:\n  - {{question: sso/scim, reason: Few, accepted_by: CIO, "
    "accepted_on: 2026-01-01, expires: 2026-06-30}\n"
)
QUESTIONNAIRE = """\
vendorcheck: questionnaire/1
id: sso
version: "99"
title: Ours
sections:
  - id: main
    title: Main
    questions:
      - {id: ours, type: yes_no, ask: "Is it?", finding: No, remedy: Add it.}
"""
OURS = f'{HEAD}responses:\n  sso: {{version: "99", answers: {{ours: yes}}}}\n'
COMMAND = re.compile(r"^\s*(::|##)|##\[|##vso\[", re.MULTILINE)
"""What a runner would take for a command of its own."""


def run(*arguments: str, text: str | bytes | None = None, **environment: str) -> Result:
    return running.run("validate", *arguments, *DAY, text=text, **environment)


def written(folder: Path, **files: str | bytes) -> list[str]:
    for name, content in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [str(folder / f"{name}.yaml") for name in files]


def codes(done: Result) -> list[str]:
    return re.findall(r"(?:error|warning)\[([a-z-]+)\]", done.stdout)


@pytest.mark.parametrize(
    ("content", "plain", "strict"),
    [
        (HEAD, ExitCode.OK, ExitCode.OK),
        (WARNED, ExitCode.OK, ExitCode.NEGATIVE_RESULT),
        (WRONG, ExitCode.NEGATIVE_RESULT, ExitCode.NEGATIVE_RESULT),
    ],
)
@pytest.mark.parametrize("output_format", FORMATS)
def test_exit_codes(
    tmp_path: Path, output_format: str, content: str, plain: ExitCode, strict: ExitCode
) -> None:
    paths = written(tmp_path, acme=content)
    assert run(*paths, "--format", output_format).exit_code == plain
    assert run(*paths, "--format", output_format, "--strict").exit_code == strict


def test_results_go_to_standard_output_alone(tmp_path: Path) -> None:
    done = run(*written(tmp_path, acme=WRONG))
    assert done.stderr == ""
    assert done.stdout.startswith(f"{tmp_path}/acme.yaml:3:1: error[unknown-key]")
    assert "Explain one with: vendorcheck explain unknown-key" in done.stdout


def test_the_help_names_every_format() -> None:
    done = running.run("validate", "--help", COLUMNS="200")
    (metavar,) = re.findall(r"--format \[?([a-z|]+)", done.stdout)
    assert sorted(metavar.split("|")) == FORMATS


def test_an_unknown_format_reads_nothing() -> None:
    done = run("no-such-file.yaml", "--format", "xml")
    assert done.exit_code == ExitCode.ERROR
    assert 'there is no format for problems "xml"; choose from' in done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["--as-of"], ["acme.yaml", "--as-of", "tomorrow"], ["acme.yaml", "--no-such"]]
)
def test_usage_errors(arguments: list[str]) -> None:
    done = running.run("validate", *arguments)
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")


def test_a_path_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    written(tmp_path, acme=HEAD)
    done = run(str(tmp_path / "acmee.yaml"))
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    near = f"there is no file {tmp_path}/acmee.yaml; did you mean {tmp_path}/acme.yaml?"
    assert done.stderr == f"vendorcheck: {near}\n"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_one_sentence(tmp_path: Path) -> None:
    (path,) = written(tmp_path, acme=HEAD)
    Path(path).chmod(0)
    done = run(path)
    assert (done.exit_code, done.stderr) == (
        ExitCode.ERROR,
        f"vendorcheck: {path} can't be read: permission denied\n",
    )


# folders


MIXED = str(CASES / "folders" / "no-follow-up")


def mixed() -> list[dict[str, object]]:
    return list(json.loads(run(MIXED, "--format", "json").stdout)["problems"])


def test_json_of_a_folder() -> None:
    done = json.loads(run(MIXED, "--format", "json").stdout)
    assert done["schema"] == "vendorcheck-problems/1"
    assert len(done["problems"]) == 6
    keys = ["file", "line", "column", "code", "level", "message", "hint"]
    assert all(list(problem) == keys for problem in done["problems"])
    places = [(problem["file"], problem["line"], problem["column"]) for problem in done["problems"]]
    assert places == sorted(places)


def test_the_formats_tell_the_same_of_a_folder() -> None:
    expected = mixed()
    github = run(MIXED, "--format", "github").stdout.splitlines()
    assert len([line for line in github if line.startswith("::")]) == len(expected)
    assert github[0].startswith("::error ")
    gitlab = json.loads(run(MIXED, "--format", "gitlab").stdout)
    assert [(entry["check_name"], entry["location"]["lines"]["begin"]) for entry in gitlab] == [
        (problem["code"], problem["line"]) for problem in expected
    ]
    sarif = json.loads(run(MIXED, "--format", "sarif").stdout)
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == [
        problem["code"] for problem in expected
    ]
    assert codes(run(MIXED)) == [problem["code"] for problem in expected]


def test_folders_are_walked_and_others_files_counted() -> None:
    folder = str(CASES / "folders" / "foreign")
    assert (
        run(folder).stdout
        == "Checked 1 file, skipped 10 that are not vendorcheck's: no problems.\n"
    )
    assert run(folder, "--strict").exit_code == ExitCode.OK


def test_a_folder_without_files_of_ours_says_so(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.exit_code == ExitCode.ERROR
    assert done.stdout.startswith("Found no file to check")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("compose.yaml", "unknown-kind"),
        ("anchors.yml", "alias"),
        ("broken.yaml", "syntax"),
        ("package.json", "unknown-kind"),
        ("empty.yaml", "empty-file"),
        ("vendor.yaml", "unknown-kind"),
        ("notes.txt", "unknown-kind"),
        ("list.yaml", "wrong-type"),
    ],
)
def test_a_file_that_is_named_is_meant(name: str, code: str) -> None:
    path = str(CASES / "folders" / "foreign" / name)
    done = run(path)
    assert done.exit_code == ExitCode.NEGATIVE_RESULT
    assert code in codes(done)
    assert "Checked 1 file:" in done.stdout
    # Also beside the folder that it lies in, whichever comes first.
    both = [str(CASES / "folders" / "foreign"), path]
    for order in (both, both[::-1]):
        assert codes(run(*order)) == codes(done)


def test_a_near_miss_that_is_named_is_an_error() -> None:
    done = run(str(CASES / "folders" / "near-miss" / "misspelt.yaml"))
    assert (done.exit_code, codes(done)) == (ExitCode.NEGATIVE_RESULT, ["unknown-kind"])
    assert 'help: did you mean "vendorcheck"?' in done.stdout


def test_near_misses_in_a_folder_are_warnings() -> None:
    folder = str(CASES / "folders" / "near-miss")
    allowing = (folder, "--allow-empty")
    assert (run(*allowing).exit_code, run(*allowing, "--strict").exit_code) == (
        ExitCode.OK,
        ExitCode.NEGATIVE_RESULT,
    )


def test_each_file_is_told_once(tmp_path: Path) -> None:
    (path,) = written(tmp_path, acme=WRONG)
    (tmp_path / "link.yaml").symlink_to(path)
    assert len(codes(run(path, path, str(tmp_path), f"{tmp_path}/./acme.yaml"))) == 1


def test_standard_input() -> None:
    done = run("-", text=WRONG)
    assert (done.exit_code, codes(done)) == (ExitCode.NEGATIVE_RESULT, ["unknown-key"])
    assert done.stdout.startswith("<stdin>:3:1: ")
    assert run("-", text=HEAD).exit_code == ExitCode.OK
    assert codes(run("-", text="a: b\n")) == ["unknown-kind"]
    assert codes(run("-", text=b"\xff")) == ["encoding"]
    assert (
        run("-", text='{"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}}').exit_code
        == ExitCode.OK
    )


# what files are held against


def test_questionnaires_among_the_paths_are_known_by_an_id_of_their_own(tmp_path: Path) -> None:
    acme, ours = written(
        tmp_path,
        acme=OURS.replace("sso:", "ours:"),
        ours=QUESTIONNAIRE.replace("id: sso", "id: ours"),
    )
    assert codes(run(acme)) == ["unknown-questionnaire"]
    for paths in ([acme, ours], [ours, acme], [str(tmp_path)]):
        assert (run(*paths).exit_code, codes(run(*paths))) == (ExitCode.OK, [])


def test_questionnaires_among_the_paths_do_not_replace_built_in_ones(tmp_path: Path) -> None:
    acme, ours = written(tmp_path, acme=OURS, ours=QUESTIONNAIRE)
    alone = codes(run(acme))
    assert alone == ["version-differs", "unknown-question"]
    for paths in ([acme, ours], [ours, acme], [str(tmp_path)]):
        assert codes(run(*paths)) == [*alone, "unlisted-questionnaire"]
    # Unless the named policy says so.
    (tmp_path / "policy.yaml").write_text(
        POLICY + f'questionnaires: [{{file: ours.yaml, replaces: "{Library()["sso"].version}"}}]\n'
    )
    done = run(acme, "--policy", str(tmp_path / "policy.yaml"))
    assert (done.exit_code, codes(done)) == (ExitCode.OK, [])


def test_a_questionnaire_that_is_wrong_is_not_held_against_others(tmp_path: Path) -> None:
    ours = QUESTIONNAIRE.replace("id: sso", "id: ours").replace("title: Ours", "titel: Ours")
    paths = written(tmp_path, acme=OURS.replace("sso:", "ours:"), ours=ours)
    assert codes(run(*paths)) == ["unknown-key"]


AGED = (
    f"{HEAD}responses:\n  sso:\n    answers:\n"
    '      scim: {answer: yes, evidence: [{url: "https://a.example", dated: 2025-06-01}]}\n'
)
POLICY = (
    'vendorcheck: policy/1\nid: ours\nversion: "1"\ntitle: Ours\nevidence_valid_for: 24 months\n'
)
TIERS = """\
tiers:
  - {id: high, title: High, questionnaires: [sso], when: {sso/scim: [partly]},
      evidence_valid_for: 30 months}
  - {id: low, title: Low, questionnaires: [sso], evidence_valid_for: 6 months}
"""


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        (POLICY, []),
        (POLICY.replace("24", "17"), ["evidence-expired"]),
        (POLICY.replace("evidence_valid_for: 24 months\n", ""), ["evidence-expired"]),
        (POLICY.replace("24", "17") + TIERS, []),
    ],
)
def test_evidence_counts_as_long_as_the_policy_says(
    tmp_path: Path, policy: str, found: list[str]
) -> None:
    acme, ours = written(tmp_path, acme=AGED, ours=policy)
    assert codes(run(acme)) == ["evidence-expired"]
    assert codes(run(acme, ours)) == found
    assert codes(run(acme, VENDORCHECK_POLICY=ours)) == found
    assert codes(run(acme, VENDORCHECK_POLICY="strict")) == ["evidence-expired"]
    assert codes(run(acme, VENDORCHECK_POLICY="light")) == []


def test_of_two_policies_none_says_how_long_evidence_counts(tmp_path: Path) -> None:
    paths = written(tmp_path, acme=AGED, ours=POLICY, theirs=POLICY.replace("ours", "theirs"))
    assert codes(run(*paths)) == ["evidence-expired"]
    assert codes(run(*paths, VENDORCHECK_POLICY=paths[1])) == []


def test_where_nobody_knows_how_long_evidence_counts_none_has_expired(tmp_path: Path) -> None:
    paths = written(tmp_path, acme=AGED, ours=POLICY.replace("months", "monts"))
    assert codes(run(*paths)) == ["wrong-value"]
    assert codes(run(*paths, VENDORCHECK_POLICY=paths[1])) == ["wrong-value"]
    assert codes(run(str(tmp_path), VENDORCHECK_POLICY=paths[1])) == ["wrong-value"]


def test_a_broken_policy_of_the_environment_is_told(tmp_path: Path) -> None:
    acme, broken = written(tmp_path, acme=AGED, ours=POLICY.replace("months", "monts"))
    done = run(acme, VENDORCHECK_POLICY=broken)
    assert (done.exit_code, done.stderr) == (ExitCode.NEGATIVE_RESULT, "")
    assert f"{broken}:5:21: error[wrong-value]" in done.stdout
    done = run(acme, VENDORCHECK_POLICY=str(tmp_path / "nothing-there.yaml"))
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    assert "nothing-there.yaml" in done.stderr


CONFIRMED = (
    f"{HEAD}responses:\n  sso:\n    answers:\n"
    "      scim: {not_applicable: We create no accounts., confirmed_by: Jane Doe,"
    " confirmed_on: 2026-11-02}\n"
)
BLOCKERS = POLICY + "questions: {sso/scim: {blocker: true}}\n"


def test_what_the_policy_makes_a_blocker_is_not_put_aside(tmp_path: Path) -> None:
    acme, ours = written(tmp_path, acme=CONFIRMED, ours=BLOCKERS)
    assert codes(run(acme)) == []
    for done in (
        run(acme, "--policy", ours),
        run(acme, VENDORCHECK_POLICY=ours),
        run(acme, ours),
        run(str(tmp_path)),
    ):
        assert codes(done) == ["not-confirmed"]
        assert "the policy makes this question a blocker" in done.stdout


def test_a_rule_under_an_older_name_makes_a_blocker_of_the_question(tmp_path: Path) -> None:
    renamed = QUESTIONNAIRE.replace("id: sso", "id: own") + ("renamed: [{from: older, to: ours}]\n")
    acme, own, ours = written(
        tmp_path,
        acme=CONFIRMED.replace("sso:", "own:").replace("scim:", "ours:"),
        own=renamed,
        ours=BLOCKERS.replace("sso/scim", "own/older") + "questionnaires: [own.yaml]\n",
    )
    for done in (run(acme, "--policy", ours), run(acme, own, ours)):
        assert codes(done) == ["not-confirmed", "rule-renamed"]


MANY = {
    "risks": "accepted_risks:\n"
    + "".join(
        (
            f"  - {{question: sso/automatic-account-{n}, reason: Few, accepted_by: me, "
            "accepted_on: 2026-01-01, expires: 2027-01-01}\n"
        )
        for n in range(4500)
    ),
    "keys": "".join(f"response{n}: a\n" for n in range(24_000)),
    "keys of an answer": "responses:\n  sso:\n    answers:\n      scim:\n"
    + "".join(f"        not_applicabel{n}: a\n" for n in range(24_000)),
    "ids": "responses:\n  sso:\n    answers:\n"
    + "".join(f"      SSO_Protocol{n}: a\n" for n in range(24_000)),
    "questions": "responses:\n  sso:\n    answers:\n"
    + "".join(f"      sso-protocol{n}: a\n" for n in range(24_000)),
    "needs": "needs:\n" + "  - {texx: a}\n" * 12_000,
    "questionnaires": "responses:\n" + "".join(f"  sso{n}: a\n" for n in range(16_000)),
}


def counted(path: str) -> tuple[list[Problem], int]:
    """Return the problems of a file, and how many functions were called to find them.

    A busy machine calls no more of them.
    """
    with Profile() as profile:
        problems = scan_files(Library(), [path], date(2026, 11, 22)).problems
    return list(problems), sum(entry.callcount for entry in profile.getstats())


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "ids" else pytest.mark.slow) for name in MANY]
)
def test_no_number_of_mistakes_takes_long(tmp_path: Path, name: str) -> None:
    lines = MANY[name].splitlines(keepends=True)
    few, many = written(
        tmp_path, few=HEAD + "".join(lines[: len(lines) // 2]), many=HEAD + MANY[name]
    )
    counted(few)  # some things are done the first time only
    _, calls_for_half = counted(few)
    found, calls = counted(many)
    assert calls <= 2 * calls_for_half
    assert len(found) == MAX_PROBLEMS + 1
    assert [problem.code for problem in found].count("too-many-problems") == 1


@pytest.mark.slow
@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_says_that_not_all_is_told(tmp_path: Path, output_format: str) -> None:
    (path,) = written(tmp_path, acme=HEAD + MANY["needs"])
    done = run(path, "--format", output_format)
    assert "too-many-problems" in done.stdout
    assert "only the first 1,000 problems" in done.stdout
    if output_format in ("text", "github"):
        assert "There may be more: of a file, the first 1,000 are reported." in done.stdout


def test_of_as_many_problems_as_can_be_told_all_are(tmp_path: Path) -> None:
    paths = written(tmp_path, acme=f"{HEAD}needs:\n" + "  - {texx: a}\n" * MAX_PROBLEMS)
    done = run(*paths)
    assert codes(done) == ["unknown-key"] * MAX_PROBLEMS
    assert "There may be more" not in done.stdout


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-06-30", []),
        ("2026-07-01", ["risk-lapsed"]),
        ("2099-01-01", ["risk-lapsed"]),
        ("2025-01-01", ["future-date"]),
    ],
)
def test_time_makes_things_lapse_and_nothing_an_error(
    tmp_path: Path, day: str, found: list[str]
) -> None:
    (path,) = written(tmp_path, acme=RISK)
    done = running.run("validate", path, "--as-of", day)
    assert (done.exit_code, codes(done)) == (ExitCode.OK, found)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2000, 1, 1), date(2100, 1, 1), date.max])
def test_no_day_makes_an_error(day: date) -> None:
    for path in sorted((CASES / "vendors" / "valid").glob("*.yaml")):
        library = Library({}, {}, {})
        for other in sorted((CASES / "vendors" / "questionnaires").glob("*.yaml")):
            document = library.read_document(str(other))
            library.add(LoadedFile(parse_model(document, Questionnaire), document))
        assert [
            problem
            for problem in scan_files(library, [str(path)], day).problems
            if problem.level == "error"
        ] == []


# hostile files


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_case_ends_in_anything_but_problems(output_format: str) -> None:
    files = sorted(
        str(path) for path in CASES.glob("documents/**/*") if path.suffix in (".yaml", ".json")
    )
    assert len(files) > 90
    done = run(*files, "--format", output_format)
    assert (done.exit_code, done.stderr) == (ExitCode.NEGATIVE_RESULT, "")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    each = run(str(CASES / "documents"), "--format", output_format)
    assert (each.exit_code, each.stderr) in [(ExitCode.OK, ""), (ExitCode.NEGATIVE_RESULT, "")]


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"\n" * 200_000, ours=False)
@example(content=b"{" * 200_000, ours=False)
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode), ours=st.booleans())
def test_no_bytes_end_in_anything_but_problems(tmp_path: Path, content: bytes, ours: bool) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(HEAD.encode() + content if ours else content)
    for where in (str(path), str(tmp_path)):
        done = run(where, "--allow-empty")
        assert (done.stderr, done.exit_code) in [("", ExitCode.OK), ("", ExitCode.NEGATIVE_RESULT)]
        assert isinstance(done.exception, SystemExit | None)


ATTACKS = [
    "::error::x",
    "##[error]x",
    "##vso[task.x]",
    "x\n::error::x",
    "x\r::error::x",
    "x\u2028::error::x",
    "\x85::stop-commands::x",
]


def hostile(attack: str) -> str:
    text = json.dumps(attack)
    return f"""\
vendorcheck: vendor/1
vendor: {{name: {text}, {text}: x}}
responses:
  sso:
    version: {text}
    answers:
      scim: {text}
      {text}: x
{text}: x
"""


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("output_format", FORMATS)
def test_no_text_of_a_file_becomes_a_command(
    tmp_path: Path, output_format: str, attack: str
) -> None:
    shape = hostile(attack)
    beyond = "".join(
        line for line in shape.splitlines(keepends=True) if not line.startswith(json.dumps(attack))
    )
    beyond = beyond.replace(f", {json.dumps(attack)}: x", "")
    name = re.sub(r"[/\n\r]", "_", attack)
    for content in (shape, beyond, f"{attack}\n", f'vendorcheck: "{attack}'):
        (path,) = written(tmp_path, **{f"v{name}": content})
        shown = run(path, "--format", output_format).stdout
        lines = re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", shown)
        own = ("::error file=", "::warning file=") if output_format == "github" else ()
        begun = [
            line for line in lines if COMMAND.search(line) and not line.startswith(own or "\0")
        ]
        assert begun == []
        assert shown.replace("\n", "").isprintable()


# colour


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_colour_on_a_terminal(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    (path,) = written(tmp_path, acme=WRONG)
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {
        "TERM": "xterm-256color"
    }
    done = on_screen("validate", path, environ=clean | environment, size=(24, 80))
    assert done.code == ExitCode.NEGATIVE_RESULT
    assert ("\x1b[" in done.text) == coloured


def test_no_colour_in_a_pipe(tmp_path: Path) -> None:
    (path,) = written(tmp_path, acme=WRONG)
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {
        "TERM": "xterm-256color"
    }
    done = subprocess.run(
        [sys.executable, "-m", "vendorcheck", "validate", path],
        capture_output=True,
        check=False,
        env=clean,
    )
    assert (done.returncode, b"\x1b" in done.stdout) == (ExitCode.NEGATIVE_RESULT, False)


def test_a_reader_that_has_had_enough() -> None:
    command = (
        f"{sys.executable} -m vendorcheck validate {CASES / 'documents'} {CASES / 'vendors'} | "
        "head -1"
    )
    done = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602 - a pipe is the point
    assert done.stderr == b""


@given(
    st.from_regex(r"([0-9]{1,3}|[0-9]\.5) (day|working day|week|month|year)s?", fullmatch=True),
    st.dates(min_value=date(1000, 1, 1), max_value=date(3000, 1, 1)),
)
@example("1 month", date(2027, 3, 31))
@example("12 months", date(2028, 2, 29))
@example("0 days", date(2027, 3, 31))
def test_the_first_day_on_which_evidence_may_be_issued_is_the_first(length: str, day: date) -> None:
    valid_for = Duration.parse(length)
    first = first_day_still_valid(valid_for, day)
    assert valid_for.date_after(first) >= day
    assert valid_for.date_after(first - timedelta(days=1)) < day


def test_names_are_measured_as_they_are_shown(tmp_path: Path) -> None:
    names = {
        "name": "\u202ex" * 8,
        "product": "\u202ex" * 9,
        "plan": "a  " * 40,
        "owner": "a  " * 41,
    }
    (path,) = written(tmp_path, v=json.dumps({"vendorcheck": "vendor/1", "vendor": names}))
    assert codes(run(path)) == ["text-length", "text-length"]
