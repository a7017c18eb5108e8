"""A row of the benchmark: two things to compare, the quantity that is compared, the goal."""

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeAlias

from measure import Comparison, Measurable, Process, Quantity

HOME = Path(__file__).resolve().parent.parent.parent
EXAMPLES = HOME / "examples"
SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True)
class Sizes:
    """How much is measured. `rounds` is the most; rows that take long have fewer."""

    rounds: int = 15
    questions: int = 200
    chain: int = 100
    long_chain: int = 400
    more_questions: int = 1000
    overlapping: int = 12
    many: int = 1000
    schema_files: int = 200
    example_copies: int = 150
    answers_in_memory: int = 40
    few_in_memory: int = 100
    more_in_memory: int = 1000
    most_in_memory: int = 10_000

    @property
    def is_full(self) -> bool:
        """Return whether the inputs are as large as the goals are meant for."""
        return replace(self, rounds=FULL.rounds) == FULL


FULL = Sizes()
QUICK = Sizes(
    rounds=1,
    questions=20,
    chain=8,
    long_chain=12,
    more_questions=30,
    overlapping=4,
    many=20,
    schema_files=5,
    example_copies=2,
    answers_in_memory=10,
    few_in_memory=2,
    more_in_memory=4,
    most_in_memory=8,
)


@dataclass(frozen=True)
class Workspace:
    """A temporary folder, and how large that is to be which a row makes in it."""

    folder: Path
    sizes: Sizes


@dataclass(frozen=True)
class Goal:
    """The ratio and the peak memory in MB that a row should keep to."""

    at_most: float | None = None
    at_least: float | None = None
    megabytes: int | None = None

    def __str__(self) -> str:
        """Return it as the table shows it."""
        parts = (
            f"≤ {self.at_most:g}" if self.at_most is not None else "",
            f"≥ {self.at_least:g}" if self.at_least is not None else "",
            f"≤ {self.megabytes} MB" if self.megabytes is not None else "",
        )
        return ", ".join(filter(None, parts))

    def is_met(self, comparison: Comparison) -> bool:
        """Return whether the median ratio and the peak memory keep to it."""
        _, ratio, _ = comparison.quartiles
        return (
            not comparison.killed
            and (self.at_most is None or ratio <= self.at_most)
            and (self.at_least is None or ratio >= self.at_least)
            and (self.megabytes is None or (comparison.megabytes or 0) <= self.megabytes)
        )


Pair: TypeAlias = tuple[Measurable, Measurable]


@dataclass(frozen=True)
class Row:
    """One comparison.

    `what` and `against` name the two things that `prepare` makes ready; a size in braces, such as
    `{many}`, is filled in.
    """

    what: str
    against: str
    quantity: Quantity
    goal: Goal
    prepare: Callable[[Workspace], Pair]

    def names(self, sizes: Sizes) -> tuple[str, str]:
        """Return `what` and `against` with the sizes filled in."""
        numbers = {name: f"{number:,}" for name, number in asdict(sizes).items()}
        return self.what.format_map(numbers), self.against.format_map(numbers)


def vendorcheck(*arguments: object, limit: int | None = None) -> Process:
    """Return a run of vendorcheck."""
    command = (str(SCRIPTS / "vendorcheck"), *map(str, arguments))
    return Process(command) if limit is None else Process(command, limit)


def python(program: str, *arguments: object) -> Process:
    """Return a run of a Python program that is given as text."""
    return Process((sys.executable, "-c", program, *map(str, arguments)))


def check_jsonschema(kind: str, *files: Path) -> Process:
    """Return a run of check-jsonschema with our schema for a kind of file."""
    schema = HOME / "schemas" / f"{kind}.schema.json"
    program = (sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema))
    return Process((*program, *map(str, files)))


def bare_parse(folder: Path) -> Process:
    """Return a run of a program that parses the YAML files of a folder, and nothing more."""
    return python(BARE_PARSE, folder)


BARE_PARSE = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
REAL_WORK = """
import typer, yaml
from pydantic import BaseModel, ConfigDict, Field

class Vendor(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1)
    product: str | None = None
    answers: dict[str, str] = {}

Vendor.model_validate(yaml.load("{name: Acme, answers: {sso: saml}}", yaml.CSafeLoader))
"""
