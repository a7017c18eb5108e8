"""Measure two things in turn and compare them pair by pair."""

import gc
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

RUN_MEASURED = Path(__file__).parent / "run_measured.py"
KILLED = {-signal.SIGKILL, -signal.SIGXCPU}
LONGEST_RUN = 120
"""Processor seconds after which a command is killed."""
ENOUGH_TIME = 8.0
"""Seconds after which a row that has three rounds begins no other."""
LONGEST_ROW = 45.0
"""Seconds that another round must not exceed."""
WORTH_WARMING = 3.0
"""Seconds from which on the first round counts: warming up makes no difference to it."""
FEWEST_ROUNDS = 3

Quantity: TypeAlias = Literal[
    "time of the process", "time in process", "peak memory", "first paint"
]


@dataclass(frozen=True)
class Use:
    """The resources that one run used.

    `megabytes` is None for work in this process, whose memory holds everything else, too. `killed`:
    the command was stopped at its limit, so that the true figures are higher.
    """

    seconds: float
    megabytes: float | None = None
    killed: bool = False

    def of(self, quantity: Quantity) -> float:
        """Return the figure that a row compares."""
        if quantity != "peak memory":
            return self.seconds
        if self.megabytes is None:
            raise ValueError("work in this process has no peak memory of its own")
        return self.megabytes


class Measurable(Protocol):
    """Something that can be run and measured."""

    def measure(self) -> Use:
        """Run it once."""
        ...


@dataclass(frozen=True)
class Process:
    """A command in a process of its own, measured from its start to its end.

    Args:
        command: the program's path and its arguments.
        limit: the processor seconds after which it is killed.
    """

    command: tuple[str, ...]
    limit: int = LONGEST_RUN

    def measure(self) -> Use:
        """Run the command.

        Raises:
            RuntimeError: the command failed, so that its figures would mean nothing.
        """
        runner = (sys.executable, "-I", "-S", str(RUN_MEASURED), str(self.limit))
        done = subprocess.run(
            (*runner, *self.command),
            env=_environment(),
            capture_output=True,
            text=True,
            errors="replace",
            check=True,
        )
        seconds, kilobytes, exit_code = done.stdout.split()
        # The system counts the limit in ticks, and may end a process a little before it.
        killed = int(exit_code) in KILLED and float(seconds) >= self.limit * 0.8
        if exit_code != "0" and not killed:
            shown = " ".join(self.command)[:300]
            raise RuntimeError(f"{shown} ended with {exit_code}:\n{done.stderr[-2000:]}")
        return Use(float(seconds), int(kilobytes) / 1000, killed=killed)


def _environment() -> dict[str, str]:
    """Return the environment of an installation: compiled files are kept, no policy is named."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "VENDORCHECK_POLICY"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


@dataclass(frozen=True)
class InProcess:
    """Work in this process, without garbage collection.

    Args:
        work: the work.
        parts: how many parts it has; the time is that of one part, on average.
        repeat: how often it is done in one measurement, where once is too short for the clock.
    """

    work: Callable[[], object]
    parts: int = 1
    repeat: int = 1

    def measure(self) -> Use:
        """Do the work once."""
        gc.collect()
        gc.disable()
        start = time.process_time()
        try:
            for _ in range(self.repeat):
                self.work()
            return Use((time.process_time() - start) / self.repeat / self.parts)
        finally:
            gc.enable()


@dataclass(frozen=True)
class Comparison:
    """What was measured, run by run, of two things that took turns."""

    quantity: Quantity
    pairs: tuple[tuple[Use, Use], ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """The ratio of each pair."""
        return tuple(one.of(self.quantity) / other.of(self.quantity) for one, other in self.pairs)

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """The lower quartile, the median and the upper quartile of the ratios."""
        if len(self.ratios) == 1:
            return self.ratios * 3
        lower, median, upper = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return lower, median, upper

    @property
    def killed(self) -> bool:
        """Whether a run was stopped at its limit, so that the ratio is higher."""
        return any(one.killed for one, _ in self.pairs)

    @property
    def seconds(self) -> float:
        """The median time of the first of the two."""
        return statistics.median(one.seconds for one, _ in self.pairs)

    @property
    def megabytes(self) -> float | None:
        """The median peak memory of the first of the two."""
        known = [one.megabytes for one, _ in self.pairs if one.megabytes is not None]
        return statistics.median(known) if known else None


def compare(one: Measurable, other: Measurable, quantity: Quantity, most: int) -> Comparison:
    """Measure two things in turn, at most so many rounds, and fewer where they take long."""
    pairs: list[tuple[Use, Use]] = []
    begin = time.monotonic()
    first = _pair(one, other)
    elapsed = last = time.monotonic() - begin
    if last >= WORTH_WARMING:
        pairs.append(first)
    while not pairs or _another(pairs, most, elapsed, last):
        start = time.monotonic()
        pairs.append(_pair(one, other))
        elapsed, last = time.monotonic() - begin, time.monotonic() - start
    return Comparison(quantity, tuple(pairs))


def _pair(one: Measurable, other: Measurable) -> tuple[Use, Use]:
    return one.measure(), other.measure()


def _another(pairs: list[tuple[Use, Use]], most: int, elapsed: float, last: float) -> bool:
    """Return whether there is time for another round."""
    if len(pairs) >= most or pairs[-1][0].killed or elapsed + last > LONGEST_ROW:
        return False
    return len(pairs) < FEWEST_ROUNDS or elapsed < ENOUGH_TIME
