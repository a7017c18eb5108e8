"""The table of results, as Markdown, and its place in the README."""

import os
import platform
import re
from datetime import date
from pathlib import Path

from measure import Comparison
from rows import Row, Sizes

README = Path(__file__).resolve().parent.parent / "README.md"
MARKED = re.compile(r"(<!-- benchmarks/bench\.py --readme -->\n).*?(<!-- end -->)", re.DOTALL)
COLUMNS = ("what", "against", "compared", "ratio", "quartiles", "the first took", "rounds", "goal")
MISSED = ", missed"
TENTH = 0.1


EXPLANATION = """\
Measured by `make bench` on {day}, {cores} cores, Python {version}. Each row compares two things
that took turns in one run; the ratio is the median of the paired ratios, beside their lower and
upper quartile. *Time of the process* is its processor time, user and system, from start to end, as
`wait4` counts it. *Time in process* is the processor time of work in a running program, without
garbage collection. *Peak memory* is the largest resident set of the process, from `wait4`. No row
but *first paint*, which Chromium reports, uses wall-clock time. A command that takes too long is
stopped: "> 30" means that it took longer."""


def explanation(day: date) -> str:
    """Return when and where it was measured, and the meaning of the columns."""
    version = platform.python_version()
    return EXPLANATION.format(day=day, cores=os.cpu_count(), version=version)


def head() -> str:
    """Return the first two lines of the table."""
    return f"{_line(COLUMNS)}\n{_line(('---',) * len(COLUMNS))}"


def line(row: Row, sizes: Sizes, comparison: Comparison | None) -> str:
    """Return a row of the table; without its figures if nothing was measured.

    Goals are for the full sizes: with others, nothing is said of them.
    """
    what, against = row.names(sizes)
    if comparison is None:
        return _line((what, against, row.quantity, "", "", "", "", str(row.goal)))
    lower, median, upper = comparison.quartiles
    more = "> " if comparison.killed else ""
    missed = sizes.is_full and not row.goal.is_met(comparison)
    return _line(
        (
            what,
            against,
            row.quantity,
            more + number(median),
            "" if comparison.killed else f"{number(lower)} to {number(upper)}",
            more + _took(comparison),
            str(len(comparison.pairs)),
            f"{row.goal}{MISSED if missed else ''}",
        )
    )


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _took(comparison: Comparison) -> str:
    """Return time and peak memory of the first of the two."""
    seconds, megabytes = comparison.seconds, comparison.megabytes
    took = f"{number(seconds * 1000)} ms" if seconds < TENTH else f"{number(seconds)} s"
    return took if megabytes is None else f"{took}, {megabytes:.0f} MB"


def number(value: float) -> str:
    """Return a number with as many decimals as its size needs."""
    decimals = next((count for least, count in ((100, 0), (10, 1), (0.1, 2)) if value >= least), 3)
    return f"{value:.{decimals}f}"


def write_readme(text: str, page: Path = README) -> None:
    """Put text between the markers of the README.

    Raises:
        ValueError: the markers are not there.
    """
    old = page.read_text(encoding="utf-8")
    if not MARKED.search(old):
        raise ValueError(f"{page} has no place for the table")
    new = MARKED.sub(lambda marks: f"{marks[1]}{text}\n{marks[2]}", old)
    page.write_text(new, encoding="utf-8")
