"""The problems of a run: the worst ones, bounded, with the lines that they point at and no more."""

import json
import random
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from running import run
from vendorcheck.document.problems import MAX_RUN_PROBLEMS, Location, Problem, ProblemCode
from vendorcheck.store.library import Library
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.diagnostics import DIAGNOSTICS
from vendorcheck.validation.run_problems import RunProblems, number_lines

DAY = date(2026, 11, 22)


def problem(file: str, line: int, code: ProblemCode = "unknown-key") -> Problem:
    return Problem(Location(file, line, 1), code, f"line {line}")


ERRORS = [problem(f"e{number % 7}", number) for number in range(1, 6001)]
WARNINGS = [problem(f"w{number % 7}", number, "question-mark") for number in range(1, 30_001)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_errors_before_warnings_and_the_first_of_each(seed: int) -> None:
    run_problems, given = RunProblems({}), [*ERRORS, *WARNINGS]
    random.Random(seed).shuffle(given)  # noqa: S311 - any order
    for start in range(0, len(given), 500):
        run_problems.add(given[start : start + 500])
    kept = run_problems.in_reading_order()
    assert len(kept) == MAX_RUN_PROBLEMS
    assert [one for one in kept if one.level == "error"] == sorted(ERRORS)
    warnings = sorted(WARNINGS)
    assert [one for one in kept if one.code == "question-mark"] == warnings[:3999]
    (note,) = (one for one in kept if one.code == "problems-left-out")
    assert note.location == warnings[3999].location
    assert note.level == "warning"
    assert note.message == (
        "26,001 warnings are left out from here on: one run reports 10,000 problems, "
        "errors before warnings"
    )


def test_as_many_as_may_be_are_all_reported() -> None:
    run_problems = RunProblems({})
    run_problems.add([*WARNINGS[:4000], *ERRORS])
    assert run_problems.in_reading_order() == tuple(sorted([*WARNINGS[:4000], *ERRORS]))
    run_problems.add(WARNINGS[4000:4001])
    assert run_problems.in_reading_order()[-1].location.file.startswith("w")
    assert sum("2 warnings are left out" in one.message for one in run_problems.in_reading_order())


def test_what_is_ignored_takes_no_room() -> None:
    run_problems = RunProblems({}, {"question-mark": "ignore"})
    run_problems.add([*WARNINGS, *WARNINGS[:100], *ERRORS])
    assert run_problems.in_reading_order() == tuple(sorted(ERRORS))
    assert run_problems.ignored == {"question-mark": 30_000}


def test_a_warning_that_counts_as_an_error_is_kept_like_one() -> None:
    run_problems = RunProblems({}, {"question-mark": "error"})
    run_problems.add([*(problem("z", line, "near-miss") for line in range(9000)), *WARNINGS[:9990]])
    kept = run_problems.in_reading_order()
    assert len(kept) == MAX_RUN_PROBLEMS
    assert [one.code for one in kept].count("question-mark") == 9990
    assert {one.level for one in kept if one.code == "question-mark"} == {"error"}


def test_a_file_by_two_names_is_one_file() -> None:
    run_problems = RunProblems({}, real_path=lambda file: file.removeprefix("./"))
    run_problems.add([problem("a", 1), problem("./a", 1), problem("./a", 2)])
    assert [str(one.location) for one in run_problems.in_reading_order()] == ["./a:1:1", "./a:2:1"]


def test_repeats_are_no_problems() -> None:
    run_problems = RunProblems({})
    for _ in range(5):
        run_problems.add(ERRORS)
    assert run_problems.in_reading_order() == tuple(sorted(ERRORS))


def test_only_the_lines_of_problems_are_kept() -> None:
    run_problems = RunProblems({"secret": "because"})
    for file in ("a", "secret"):
        run_problems.add([problem(file, 2), problem(file, 4), problem(file, 99)])
        run_problems.finish_file(file, "one\rtwo\r\nthree\nfour\nfive")
    assert run_problems.lines == {"a": {2: "two", 4: "four"}}
    assert number_lines("\ufeffone\rtwo") == {1: "one", 2: "two"}


def test_long_lines_are_kept_as_long_as_there_is_room() -> None:
    run_problems = RunProblems({})
    for number in range(9):
        run_problems.add([problem(f"f{number}", 1)])
        run_problems.finish_file(f"f{number}", "x" * 1_000_000)
    assert sorted(run_problems.lines) == ["f0", "f1", "f2", "f3"]


def bad_folder(folder: Path, files: int, mistakes: int) -> Path:
    folder.mkdir()
    wrong = "".join(f"wrong-{number}: 1\n" for number in range(mistakes))
    for number in range(files):
        (folder / f"v{number:04}.yaml").write_text(
            f"vendorcheck: vendor/1\nvendor: {{name: V{number}}}\n{wrong}", encoding="utf-8"
        )
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("form", DIAGNOSTICS)
def test_every_format_says_what_is_left_out(tmp_path: Path, form: str) -> None:
    folder = bad_folder(tmp_path / "bad", 12, 900)
    done = run("validate", str(folder), "--format", form)
    assert done.exit_code == 1
    # GitHub shows ten of each level; the last line counts the others.
    expected = "801 errors are left out"
    assert expected in done.stdout
    if form == "json":
        assert len(json.loads(done.stdout)["problems"]) == MAX_RUN_PROBLEMS


@pytest.mark.slow
def test_more_files_take_no_more_memory(tmp_path: Path) -> None:
    def peak(files: int) -> int:
        folder = bad_folder(tmp_path / str(files), files, 150)
        tracemalloc.start()
        scan_files(Library(), [str(folder)], DAY)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak(1)  # what is loaded once
    # Each has more problems than a run reports, so that only files and texts could add to it.
    assert peak(400) < 1.3 * peak(150)


def test_an_alias_is_reported_once(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(
        "vendorcheck: vendor/1\nvendor: &v {name: A}\nneeds: [*v, *v, *w]\nlog: &w 1\n", "utf-8"
    )
    done = run("validate", str(path), "--format", "json")
    codes = [one["code"] for one in json.loads(done.stdout)["problems"]]
    assert codes == ["alias"]


BESIDE_COMMAS = """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  sso:
    version: "2.0"
    answers:
      sso-protocol: {answer: kerberos, note: one, two, by: me, source: them}
      leaver-time: {note: a, b words, answer: 4h}
      mfa: {answer: always, never, note: Both.}
  request: {answers: {people: {answer: 40,000}, seats: some}}
"""


def test_what_else_is_wrong_beside_a_comma_in_braces_is_said_in_the_same_round(
    tmp_path: Path,
) -> None:
    (tmp_path / "acme.yaml").write_text(BESIDE_COMMAS, encoding="utf-8")
    done = run("validate", str(tmp_path / "acme.yaml"), "--format", "json", "--as-of", str(DAY))
    assert [
        (one["line"], one["column"], one["code"]) for one in json.loads(done.stdout)["problems"]
    ] == [
        (7, 30, "unknown-option"),
        (7, 46, "comma-in-braces"),
        (7, 72, "wrong-value"),
        (8, 27, "comma-in-braces"),
        (8, 47, "wrong-answer"),
        (9, 21, "comma-in-braces"),
        (10, 40, "comma-in-braces"),
        (10, 56, "wrong-answer"),
    ]


def test_a_comma_that_leaves_a_key_out_is_one_problem() -> None:
    run_problems = RunProblems({})
    flaw = Problem(Location("a", 1, 20), "comma-in-braces", 'the comma in "b, label" ends it')
    run_problems.add_text_flaws("a", [flaw])
    beside = [
        Problem(Location("a", 1, 1), "missing-key", "m"),
        Problem(Location("a", 1, 20), "wrong-value", "m"),
        Problem(Location("a", 1, 28), "unknown-key", "m"),
    ]
    apart = [
        Problem(Location("a", 1, 19), "wrong-value", "m"),
        Problem(Location("a", 1, 29), "wrong-value", "m"),
        Problem(Location("a", 2, 20), "missing-key", "m"),
    ]
    run_problems.add([*beside, *apart])
    assert run_problems.in_reading_order() == tuple(sorted([flaw, *apart]))


def test_another_flaw_may_touch_all_of_its_line() -> None:
    run_problems = RunProblems({})
    flaw = Problem(Location("a", 1, 20), "tab", "m")
    run_problems.add_text_flaws("a", [flaw])
    run_problems.add([Problem(Location("a", 1, 1), "wrong-value", "m")])
    assert run_problems.in_reading_order() == (flaw,)
