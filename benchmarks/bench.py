"""Measure speed and memory, each figure against another one of the same run.

    python benchmarks/bench.py             measure, and print the table
    python benchmarks/bench.py --readme    and put it into the README
    python benchmarks/bench.py --quick     every row once and small: a smoke test
    python benchmarks/bench.py --list      the rows without figures
    python benchmarks/bench.py --only TEXT the rows whose first two columns contain TEXT

Nothing is asserted about speed. A command that fails ends the run: its figures would mean nothing.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import table
from measure import compare
from rows import FULL, QUICK, ROWS, Row, Sizes, Workspace


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    options = _options(arguments)
    sizes = QUICK if options.quick else FULL
    if options.rounds:
        sizes = replace(sizes, rounds=options.rounds)
    rows = [row for row in ROWS if options.only in " ".join(row.names(sizes))]
    about = table.explanation(datetime.now(UTC).date())
    lines = []
    print(about, table.head(), sep="\n\n", flush=True)
    for line in _lines(rows, sizes, measured=not options.list):
        print(line, flush=True)
        lines.append(line)
    if options.readme:
        table.write_readme("\n".join((about, "", table.head(), *lines)))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description="Measure speed and memory as ratios in one run.")
    parser.add_argument("--readme", action="store_true", help="put the table into the README")
    parser.add_argument("--quick", action="store_true", help="every row once and small")
    parser.add_argument("--list", action="store_true", help="print the rows without figures")
    parser.add_argument("--only", metavar="TEXT", default="", help="rows that contain TEXT")
    parser.add_argument("--rounds", metavar="N", type=int, help="at most so many rounds a row")
    options = parser.parse_args(arguments)
    if options.readme and (options.quick or options.list or options.only):
        parser.error("--readme takes the whole table, measured in full")
    return options


def _lines(rows: Sequence[Row], sizes: Sizes, *, measured: bool) -> Iterator[str]:
    """Measure each row and yield its line."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder), sizes)
        for row in rows:
            if measured:
                one, other = row.prepare(workspace)
                yield table.line(row, sizes, compare(one, other, row.quantity, sizes.rounds))
            else:
                yield table.line(row, sizes, None)


if __name__ == "__main__":
    main(sys.argv[1:])
