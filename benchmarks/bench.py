"""Measures speed as ratios within one run: each figure against a yardstick that ran in between, so that machines compare.

Prints a table; nothing is asserted. `python benchmarks/bench.py [--quick]`
"""

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from vendorcheck.assessment.assessment import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library, the_policy
from vendorcheck.validation.schema.parse import parse_model
from vendorcheck.validation.vendor_files import Plans, check

HOME = Path(__file__).resolve().parent.parent
BINARIES = Path(sys.executable).parent
AS_OF = date(2026, 11, 22)
QUESTIONS = 200
LAST_OF_SEVEN = 6


@dataclass
class Row:
    """One measurement: what, against what, the ratio, what is wanted."""

    what: str
    yardstick: str
    ratio: float
    wanted: str


def seconds(work: Callable[[], object]) -> float:
    """How much time of the processor it takes, without the garbage collector's whims."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    work()
    spent = time.process_time() - start
    gc.enable()
    return spent


def ratio(
    work: Callable[[], object],
    yardstick: Callable[[], object],
    rounds: int,
    time_of: Callable[[Callable[[], object]], float] = seconds,
) -> float:
    """The ratio of the two least times over interleaved rounds: what else runs on the machine can only add to a time."""
    work()
    yardstick()
    times = [(time_of(work), time_of(yardstick)) for _ in range(rounds)]
    return min(mine for mine, _ in times) / min(theirs for _, theirs in times)


def of_process(command: Callable[[], object]) -> float:
    """How much time of the processor a run of a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def process(*command: str) -> Callable[[], object]:
    """A run of a command, with compiled Python files as an installation has them."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, env=environment, capture_output=True, check=False)


def a_questionnaire(questions: int) -> str:
    """A questionnaire of that many questions, with texts as long as real ones."""
    lines = ["vendorcheck: questionnaire/1", "id: big", 'version: "1.0"', "title: Big", "sections:"]
    for number in range(questions):
        if number % 10 == 0:
            lines += [
                f"  - id: section-{number // 10}",
                f"    title: Section {number // 10}",
                "    questions:",
            ]
        lines += [
            f"      - id: question-{number}",
            "        type: choice",
            f"        ask: Does the product do what a reviewer hopes for in matter {number}, and on which plan?",
            f"        plain: Does it do number {number}?",
            "        why: Because a gap here has cost other companies a weekend and more.",
            "        where_to_look: The administrator documentation; the pricing page for the plan.",
            "        verify: In a trial account, try it and look at what the log says.",
            f"        severity: {('low', 'medium', 'high', 'critical')[number % 4]}",
            *(
                [f"        when: {{question-{number - 1}: [full, half]}}"]
                if number % 7 == LAST_OF_SEVEN
                else []
            ),
            "        options:",
            "          - {id: full, label: In full, credit: 1}",
            "          - {id: half, label: In part, credit: 0.5}",
            "          - {id: none, label: Not at all, credit: 0}",
            "        finding: It does not do all of it",
            "        remedy: Offer it on the plan that we would buy.",
            "        clause: The provider shall offer it on the subscribed plan.",
        ]
    return "\n".join(lines) + "\n"


def a_vendor_file(questions: int, number: int) -> str:
    """A vendor's answers: half bare, half with a note, a source and evidence."""
    lines = [
        "vendorcheck: vendor/1",
        f"vendor: {{name: Vendor {number}, product: Product}}",
        "responses:",
        "  big:",
        '    version: "1.0"',
        "    answers:",
    ]
    for index in range(questions):
        answer = ("full", "full", "half", "none")[(index * 7 + number) % 4]
        if (index + number) % 2:
            lines.append(f"      question-{index}: {answer}")
            continue
        lines += [
            f"      question-{index}:",
            f"        answer: {answer}",
            f"        note: As they told us on the call about matter {index}.",
            "        grade: documented",
            f'        evidence: [{{title: Guide, url: "https://vendor.example/docs/{index}", dated: 2026-06-01}}]',
        ]
    return "\n".join(lines) + "\n"


def loading(rounds: int) -> list[Row]:
    """The loader, with positions, against the bare C loader of PyYAML, which has none."""
    contents = {"vendor file": a_vendor_file(QUESTIONS, 1), "questionnaire": a_questionnaire(QUESTIONS)}
    return [_loading(name, text.encode(), rounds) for name, text in contents.items()]


def _loading(name: str, content: bytes, rounds: int) -> Row:
    found = ratio(lambda: parse_document(content, "x.yaml"), lambda: bare_load(content), rounds * 5)
    return Row(f"load a {name} of {len(content) // 1000} KB", "yaml.load(…, CSafeLoader)", found, "≤ 0.5")


def bare_load(content: bytes) -> object:
    """What PyYAML's C loader makes of it."""
    return yaml.load(content, yaml.CSafeLoader)


def many(rounds: int, folder: Path, count: int) -> list[Row]:
    """Many vendor files in one process: parsed, validated, scored."""
    document = parse_document(a_questionnaire(QUESTIONS).encode(), "big.yaml")
    library = {**Library(), "big": parse_model(document, Questionnaire)}
    assessor = Assessor(library, the_policy(Library(), "default").model, ["big"])
    contents = [a_vendor_file(QUESTIONS, number).encode() for number in range(count)]

    plans: Plans = {}

    def ours() -> None:
        for content in contents:
            vendor_document = parse_document(content, "v.yaml")
            vendor = parse_model(vendor_document, VendorFile)
            vendor_document.problems(check(vendor, library, AS_OF, plans=plans))
            assessor.judge(vendor, AS_OF)

    def bare() -> None:
        # The command switches the garbage collector off; a plain program does not, but has nothing of ours to go through.
        gc.freeze()
        gc.enable()
        for content in contents:
            yaml.load(content, yaml.CSafeLoader)

    rows = [
        Row(
            f"{count} vendor files × {QUESTIONS} answers: parse, validate, score",
            "bare parse",
            ratio(ours, bare, rounds),
            "≤ 0.7",
        )
    ]
    paths = []
    for number, content in enumerate(contents[: count // 5]):
        paths.append(folder / f"v{number}.yaml")
        paths[-1].write_bytes(content)
    part = contents[: len(paths)]

    def ours_of_part() -> None:
        for content in part:
            vendor_document = parse_document(content, "v.yaml")
            vendor = parse_model(vendor_document, VendorFile)
            check(vendor, library, AS_OF, plans=plans)
            assessor.judge(vendor, AS_OF)

    theirs = process(
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(HOME / "schemas/vendor.schema.json"),
        *map(str, paths),
    )
    ours_of_part()
    times = [(of_process(theirs), seconds(ours_of_part)) for _ in range(rounds)]
    faster = min(yardstick for yardstick, _ in times) / min(mine for _, mine in times)
    rows.append(
        Row(f"{len(paths)} of these files: how many times faster than", "check-jsonschema", faster, "≥ 25")
    )
    return rows


SMALL = """vendorcheck: vendor/1
vendor: {name: Small}
responses:
  sso:
    answers:
      sso-protocol: saml-oidc
"""


def starting(rounds: int, folder: Path) -> list[Row]:
    """Commands against what Python and the libraries take alone.

    `import pydantic` loads hardly anything: most of pydantic comes with its first model, so a second yardstick has one.
    """
    command, python = str(BINARIES / "vendorcheck"), sys.executable
    example, small = str(HOME / "examples/acme.yaml"), folder / "small.yaml"
    small.write_text(SMALL, encoding="utf-8")
    yardsticks = {
        "python -c pass": "pass",
        "import typer": "import typer",
        "import pydantic, yaml": "import pydantic, yaml",
        "import typer, yaml, one pydantic model": (
            "import typer, yaml; from pydantic import BaseModel; type('M', (BaseModel,), {})"
        ),
    }
    runs: list[tuple[str, tuple[str, ...], str, str]] = [
        ("--version", ("--version",), "python -c pass", "≤ 1.4"),
        ("--help", ("--help",), "import typer", "≤ 1.3"),
        ("explain CODE", ("explain", "alias"), "import typer", ""),
        ("validate a small vendor file", ("validate", str(small)), "import pydantic, yaml", "≤ 1.6"),
        ("validate acme (seven questionnaires)", ("validate", example), "import pydantic, yaml", ""),
    ]
    heavy = [
        ("validate a small vendor file", ("validate", str(small))),
        ("validate acme (seven questionnaires)", ("validate", example)),
        ("assess acme, JSON", ("assess", example, "--format", "json")),
        ("assess acme, HTML", ("assess", example, "--format", "html")),
    ]
    runs += [(what, arguments, "import typer, yaml, one pydantic model", "") for what, arguments in heavy]
    return [
        Row(
            what,
            yardstick,
            ratio(
                process(command, *arguments), process(python, "-c", yardsticks[yardstick]), rounds, of_process
            ),
            wanted,
        )
        for what, arguments, yardstick, wanted in runs
    ]


def main(arguments: list[str]) -> None:
    """Measure and print."""
    quick = "--quick" in arguments
    rounds, count = (3, 100) if quick else (11, 1000)
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *starting(rounds, Path(folder)),
            *loading(rounds),
            *many(3 if quick else 5, Path(folder), count),
        ]
    print("| what | against | ratio | wanted |")
    print("| --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.what} | {row.yardstick} | {row.ratio:.2f} | {row.wanted} |")


if __name__ == "__main__":
    main(sys.argv[1:])
