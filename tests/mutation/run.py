"""Break the core on purpose, and look whether the tests that guard it notice: `make mutants`.

    python tests/mutation/run.py [MODULE…] [--workers N]

guards.toml names the modules and the tests that guard each of them. A mutant that no test
notices must be in survivors.toml, with a reason; what is listed there must still survive. The
tests run in copies of the tree, one for each worker, so nothing here changes, whatever happens.

Exit codes: 0 as listed, 1 not as listed, 2 the run itself failed, 130 interrupted.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Final

from mutants import Mutant, sample

ROOT: Final = Path(__file__).parents[2]
HERE: Final = Path(__file__).parent
SECONDS: Final = (20, 4)
"""The limits of a mutant: so much CPU time, and so many times what the tests take otherwise.

Beyond, it counts as noticed.
"""
WAIT: Final = 1_800
"""So many seconds a mutant may wait for what never comes; long enough for the busiest machine."""
KILOBYTES: Final = 4_000_000
"""So much memory a mutant may take."""
LIMITED: Final = 'ulimit -S -t "$1"; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@"'
PYTEST: Final = (
    sys.executable,
    "-m",
    "pytest",
    "-x",
    "-q",
    "--failed-first",
    "--hypothesis-seed=0",
)
WITHOUT: Final = ("randomly", "xdist", "cov")


class RunError(Exception):
    """The mutants can't be tested as guards.toml says."""


@dataclass(frozen=True)
class Guard:
    """A module, how many mutants of it are tested, and the tests that should notice them.

    The quickest tests come first.
    """

    name: str
    module: str
    mutants: int
    tests: tuple[str, ...]


class Tree:
    """A copy of the repository in which one test run happens at a time."""

    def __init__(self, folder: Path, laws: int) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "PYTHONPATH": str(folder / "src"),
            "VENDORCHECK_LAWS": str(laws),
            "PYTHONHASHSEED": "0",
        }
        self._running: subprocess.Popen[bytes] | None = None

    def passes(
        self, tests: Sequence[str], seconds: int, *, compiled: bool = False
    ) -> tuple[bool, str]:
        """Run tests. Return whether all pass, and what pytest printed.

        `compiled`: keep the compiled modules.
        """
        plugins = [option for name in WITHOUT for option in ("-p", f"no:{name}")]
        command = (
            "sh",
            "-c",
            LIMITED,
            "sh",
            str(seconds),
            str(KILOBYTES),
            *PYTEST,
            *plugins,
            *tests,
        )
        # What is compiled of a mutant must not be taken for another.
        # For everything else it halves the time.
        keep = {"PYTHONDONTWRITEBYTECODE": "" if compiled else "1"}
        running = self._running = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment | keep,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            output, _ = running.communicate(timeout=WAIT)
        except subprocess.TimeoutExpired:
            return False, "timeout"
        finally:
            self.stop()
            running.wait()
            shutil.rmtree(self.folder / ".hypothesis", ignore_errors=True)
        # Beyond its CPU time a run ends by SIGXCPU. Who kills it says nothing about the mutant.
        if running.returncode in (-signal.SIGKILL, -signal.SIGTERM):
            raise RunError("somebody else has ended the tests")
        return (
            running.returncode == 0,
            f"{output.decode(errors='replace')}exit code {running.returncode}",
        )

    def stop(self) -> None:
        """End whatever runs, its children too."""
        running, self._running = self._running, None
        if running is not None:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)

    def survives(self, mutant: Mutant, guard: Guard, seconds: int) -> bool:
        """Put a mutant in the module's place, and tell whether all tests pass."""
        path = self.folder / guard.module
        original, status = path.read_bytes(), path.stat()
        path.write_text(mutant.code, "utf-8")
        try:
            return self.passes(guard.tests, seconds)[0]
        finally:
            path.write_bytes(original)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def guards(table: dict[str, dict[str, object]], wanted: Sequence[str]) -> list[Guard]:
    """Read the table of modules; what it names must exist."""
    if unknown := set(wanted) - table.keys():
        raise RunError(
            f"guards.toml has no module {', '.join(sorted(unknown))}; it has {', '.join(table)}"
        )
    found = []
    for name, entry in table.items():
        tests = entry["tests"]
        assert isinstance(tests, list)
        guard = Guard(name, str(entry["module"]), int(str(entry["mutants"])), tuple(tests))
        for path in (guard.module, *(file_of(test) for test in guard.tests)):
            if not (ROOT / path).is_file():
                raise RunError(f"guards.toml, {name}: there is no file {path}")
        if name in wanted or not wanted:
            found.append(guard)
    return found


def file_of(test: str) -> str:
    """Return the file of a test, or of one that is left out."""
    return test.removeprefix("--deselect=").partition("::")[0]


@contextmanager
def trees(
    workers: int, laws: int, chosen: Sequence[Guard]
) -> Iterator[tuple[list[Tree], dict[Guard, int]]]:
    """Copy the repository for each worker.

    Yield the copies, and how many seconds of CPU time each guard's tests may take.
    """
    with TemporaryDirectory(prefix="mutants-") as parent:
        first = Tree(Path(parent) / "0", laws)
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (first.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, first.folder / name)
        taken: dict[tuple[str, ...], int] = {}
        for guard in chosen:
            if guard.tests not in taken:
                taken[guard.tests] = _seconds(first, guard)
        others = [Tree(Path(parent) / str(number), laws) for number in range(1, workers)]
        for tree in others:
            shutil.copytree(first.folder, tree.folder, symlinks=True)
        yield [first, *others], {guard: taken[guard.tests] for guard in chosen}


def _seconds(tree: Tree, guard: Guard) -> int:
    """Run the tests without a mutant, which must pass.

    Return the CPU time that they may take with one.
    """
    before = os.times()
    passed, output = tree.passes(guard.tests, WAIT, compiled=True)
    if not passed:
        raise RunError(f"{guard.name}: the tests fail without any mutant\n{output}")
    after = os.times()
    took = (
        after.children_user - before.children_user + after.children_system - before.children_system
    )
    print(f"{guard.name}: its tests take {took:.0f} s of CPU time", file=sys.stderr)
    least, times = SECONDS
    return least + round(times * took)


def survivors(
    chosen: Sequence[Guard], seed: int, laws: int, workers: int
) -> tuple[list[Mutant], Counter[str]]:
    """Test the mutants of some modules.

    Return those that nothing noticed, and how many there were of each.
    """
    tested = [
        (guard, mutant)
        for guard in chosen
        for mutant in sample(
            guard.name, (ROOT / guard.module).read_text("utf-8"), guard.mutants, seed
        )
    ]
    with trees(workers, laws, chosen) as (copies, seconds):
        free: SimpleQueue[Tree] = SimpleQueue()
        for tree in copies:
            free.put(tree)
        done = Counter[str]()

        def survives(one: tuple[Guard, Mutant]) -> bool:
            guard, mutant = one
            tree = free.get()
            try:
                found = tree.survives(mutant, guard, seconds[guard])
            finally:
                free.put(tree)
            done["all"] += 1
            if found:
                print(f"survives: {described(mutant)}", file=sys.stderr)
            elif not done["all"] % 10:
                print(f"{done['all']} of {len(tested)}", file=sys.stderr)
            return found

        pool = ThreadPoolExecutor(workers)
        try:
            outcomes = list(pool.map(survives, tested))
        finally:
            # After an interrupt: no test run may outlive its tree.
            pool.shutdown(wait=False, cancel_futures=True)
            for tree in copies:
                tree.stop()
            pool.shutdown()
    alive = [mutant for (_, mutant), found in zip(tested, outcomes, strict=True) if found]
    return alive, Counter(mutant.module for _, mutant in tested)


def described(mutant: Mutant) -> str:
    """Describe a mutant as survivors.toml lists it."""
    fields = ("module", "definition", "before", "after")
    return "\n".join(
        ["[[survivor]]", *(f"{name} = {toml(getattr(mutant, name))}" for name in fields)]
    )


def toml(text: str) -> str:
    """Write a text as TOML."""
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> int:
    """Test the mutants and compare those that survive with the list."""
    parser = argparse.ArgumentParser(
        description="Break the core on purpose, and look whether its tests notice."
    )
    parser.add_argument("modules", nargs="*", help="only these modules of guards.toml")
    parser.add_argument(
        "--workers", type=int, default=2, help="how many test runs at a time (default: 2)"
    )
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    settings = tomllib.loads((HERE / "guards.toml").read_text("utf-8"))
    listed = tomllib.loads((HERE / "survivors.toml").read_text("utf-8")).get("survivor", [])
    try:
        chosen = guards(settings["modules"], arguments.modules)
        alive, tested = survivors(chosen, settings["seed"], settings["laws"], arguments.workers)
    except RunError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    known = {
        (one["module"], one["definition"], one["before"], one["after"])
        for one in listed
        if one["reason"]
    }
    unlisted = [mutant for mutant in alive if mutant.key not in known]
    stale = [key for key in sorted(known - {mutant.key for mutant in alive}) if key[0] in tested]
    lost = Counter(mutant.module for mutant in alive)
    for name, count in tested.items():
        print(f"{name:<24} {count - lost[name]:>3} of {count:>3} noticed")
    print(f"{'together':<24} {tested.total() - len(alive):>3} of {tested.total():>3} noticed")
    for mutant in unlisted:
        print(
            f"\nNo test notices line {mutant.line} of {mutant.module}, and it is not listed:\n"
            f"{described(mutant)}"
        )
    for module, definition, before, after in stale:
        print(
            f"\nListed, but noticed or no longer made: {module}, {definition}: {before} -> {after}"
        )
    return 1 if unlisted or stale else 0


if __name__ == "__main__":
    sys.exit(main())
