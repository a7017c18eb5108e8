"""The benchmark runs, measures what it says, and the README shows its rows."""

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

import table
from locations import REPOSITORY
from measure import WORTH_WARMING, Comparison, InProcess, Measurable, Process, Use, compare
from rows import FULL, QUICK, ROWS, Row, Sizes
from rows._row import Goal

NOTHING: Measurable = InProcess(lambda: None)
BENCH = REPOSITORY / "benchmarks" / "bench.py"
README = BENCH.parent.parent / "README.md"


def bench(*arguments: str) -> list[list[str]]:
    """The cells of the table that a run prints, without its head."""
    command = [sys.executable, str(BENCH), *arguments]
    return cells(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def cells(text: str) -> list[list[str]]:
    """The cells of the benchmark's table in a text."""
    shown, _, _ = text[text.index("| what | against |") :].partition("\n\n")
    lines = shown.splitlines()
    return [line[2:-2].split(" | ") for line in lines[2:] if line.startswith("|")]


def python(program: str, limit: int = 60) -> Process:
    return Process((sys.executable, "-c", program), limit)


def comparison(*ratios: float, megabytes: float = 100) -> Comparison:
    pairs = tuple((Use(ratio, megabytes), Use(1)) for ratio in ratios)
    return Comparison("time of the process", pairs)


@pytest.mark.slow
def test_a_quick_run_measures_every_row() -> None:
    measured = bench("--quick")
    assert [row[:3] for row in measured] == [row[:3] for row in bench("--quick", "--list")]
    for row in measured:
        lower, upper = map(float, row[4].split(" to "))
        assert 0 < lower <= float(row[3]) <= upper


def test_one_cheap_row_is_measured() -> None:
    (row,) = bench("--quick", "--only", "python -c pass")
    assert row[:3] == ["`--version`", "`python -c pass`", "time of the process"]
    assert float(row[3]) > 0


def test_the_readme_shows_the_rows_of_the_benchmark() -> None:
    shown = cells(README.read_text("utf-8"))
    named = [[*row[:3], row[7].removesuffix(", missed")] for row in shown]
    rows = [[*row[:3], row[7]] for row in bench("--list")]
    assert named == rows, "make bench BENCH=--readme measures and writes them"


def test_the_readme_shows_a_full_run() -> None:
    shown = cells(README.read_text("utf-8"))
    assert len(shown) > 20
    assert all(float(row[3].removeprefix("> ")) > 0 for row in shown)


@pytest.mark.parametrize(
    "arguments", [("--quick",), ("--list",), ("--only", "load")], ids=["quick", "list", "only"]
)
def test_a_part_of_the_table_does_not_get_into_the_readme(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, str(BENCH), "--readme", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--readme takes the whole table" in done.stderr


def test_each_row_can_be_told_from_the_others() -> None:
    for sizes in (FULL, QUICK):
        names = [(*row.names(sizes), row.quantity) for row in ROWS]
        assert len(set(names)) == len(names)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seconds", "rounds"),
    [(0, 4), (WORTH_WARMING, 3)],
    ids=["a short first round only warms up", "a long one counts"],
)
def test_the_two_things_take_turns(
    seconds: float, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count(0, seconds)
    monkeypatch.setattr("measure.time.monotonic", lambda: next(clock))
    done: list[str] = []
    one = InProcess(lambda: done.append("A"))
    other = InProcess(lambda: done.append("B"))
    measured = compare(one, other, "time in process", most=3)
    assert done == ["A", "B"] * rounds
    assert len(measured.pairs) == 3


def test_the_time_is_that_of_one_part_of_one_repeat(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, done = iter([10.0, 22.0]), []
    monkeypatch.setattr("measure.time.process_time", lambda: next(clock))
    work = InProcess(lambda: done.append("all"), parts=2, repeat=3)
    assert work.measure().seconds == 2
    assert done == ["all"] * 3


def test_the_ratio_is_the_median_of_the_pairs_with_its_quartiles() -> None:
    assert comparison(5, 1, 2, 4, 3).quartiles == (2, 3, 4)
    assert comparison(1.5).quartiles == (1.5, 1.5, 1.5)


def test_pairs_are_compared_with_each_other_and_not_with_the_rest() -> None:
    pairs = ((Use(2, 10), Use(1, 5)), (Use(30, 10), Use(10, 40)), (Use(5, 9), Use(1, 3)))
    assert Comparison("time of the process", pairs).ratios == (2, 3, 5)
    assert Comparison("peak memory", pairs).ratios == (2, 0.25, 3)


def test_peak_memory_is_that_of_the_command_and_not_of_the_program_that_measures() -> None:
    large = bytearray(b"x") * 120_000_000
    small = python("pass").measure().megabytes
    assert len(large) == 120_000_000
    assert small is not None
    assert small < 100
    big = python("x = bytearray(b'x') * 120_000_000").measure().megabytes
    assert big is not None
    assert big > 120


def test_a_command_that_fails_gives_no_figures() -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3:\nit broke"):
        python("import sys; print('it broke'); sys.exit(3)").measure()


@pytest.mark.slow
def test_a_command_that_takes_too_long_is_stopped_and_the_row_says_so() -> None:
    measured = compare(python("while True: pass", 1), NOTHING, "time of the process", 9)
    assert measured.killed
    assert len(measured.pairs) == 1
    row = next(row for row in ROWS if "a chain of" in row.what)
    shown = cells("| what | against |\n| --- |\n" + table.line(row, FULL, measured))
    assert shown[0][3].startswith("> ")
    assert shown[0][5].startswith("> ")
    assert shown[0][7].endswith(", missed")


@pytest.mark.parametrize(
    ("goal", "shown", "ratio", "met"),
    [
        (Goal(at_most=2), "≤ 2", 2, True),
        (Goal(at_most=2), "≤ 2", 2.01, False),
        (Goal(at_least=20), "≥ 20", 20, True),
        (Goal(at_least=20), "≥ 20", 19.9, False),
        (Goal(at_most=4, megabytes=100), "≤ 4, ≤ 100 MB", 4, True),
        (Goal(at_most=4, megabytes=99), "≤ 4, ≤ 99 MB", 4, False),
    ],
)
def test_a_goal_is_met_or_missed(goal: Goal, shown: str, ratio: float, met: bool) -> None:
    assert str(goal) == shown
    assert goal.is_met(comparison(ratio)) is met


def test_small_inputs_say_nothing_about_a_goal() -> None:
    row = Row("a", "b", "time of the process", Goal(at_most=1), lambda _: (NOTHING, NOTHING))
    assert table.line(row, FULL, comparison(9)).endswith("| ≤ 1, missed |")
    assert table.line(row, Sizes(rounds=3), comparison(9)).endswith("| ≤ 1, missed |")
    assert table.line(row, QUICK, comparison(9)).endswith("| ≤ 1 |")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0467, "0.047"), (0.1, "0.10"), (1.584, "1.58"), (23.97, "24.0"), (177.2, "177")],
)
def test_a_number_has_as_many_decimals_as_its_size_needs(value: float, shown: str) -> None:
    assert table.number(value) == shown


def test_only_what_is_between_the_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    marked = "before\n<!-- benchmarks/bench.py --readme -->\nold\n<!-- end -->\nafter\n"
    page.write_text(marked, encoding="utf-8")
    table.write_readme("new \\1", page)
    expected = "before\n<!-- benchmarks/bench.py --readme -->\nnew \\1\n<!-- end -->\nafter\n"
    assert page.read_text(encoding="utf-8") == expected


def test_a_page_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the table"):
        table.write_readme("new", page)
    assert page.read_text(encoding="utf-8") == "nothing\n"
