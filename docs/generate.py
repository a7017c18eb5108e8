"""Write schemas/ and docs/reference/ from the program; `--check` only reports what is stale."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from field_reference import fields_page
from vendorcheck.cli import COMMANDS
from vendorcheck.model.json_schema import MODELS_BY_FILE_KIND, schema_of
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.view.questionnaire import render_questionnaire
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.explanations import render_problems_page

HOME = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 22)


def generated() -> Iterator[tuple[str, str]]:
    """Each file, relative to the repository, with what should stand in it."""
    for kind in MODELS_BY_FILE_KIND:
        yield (
            f"schemas/{kind}.schema.json",
            json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n",
        )
    yield "README.md", filled_readme((HOME / "README.md").read_text(encoding="utf-8"))
    yield "docs/reference/problems.md", render_problems_page()
    yield "docs/reference/commands.md", commands_page()
    yield "docs/reference/fields.md", fields_page()
    yield "docs/reference/json-report-example.json", example_report()
    shelf = Library()
    names = list(shelf)
    for name in names:
        yield f"docs/reference/questionnaires/{name}.md", render_questionnaire(shelf[name])
    yield "docs/reference/questionnaires/README.md", index_page(shelf, names)


def index_page(shelf: Library, names: list[str]) -> str:
    """The list of built-in questionnaires."""
    rows = [
        f"| [{name}]({name}.md) | {shelf[name].title} | {len(shelf[name].questions)} |"
        for name in names
    ]
    return "\n".join(
        [
            "# The built-in questionnaires",
            "",
            "| id | title | questions |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


_BLOCK = re.compile(r"<!-- (output of|file): (.+?) -->\n```(\w+)\n.*?```\n", re.DOTALL)


def filled_readme(text: str) -> str:
    """The README with each marked block filled by its file, or by what its command prints."""
    return _BLOCK.sub(_filled, text)


def _filled(block: re.Match[str]) -> str:
    kind, what, language = block.groups()
    content = (
        (HOME / what).read_text(encoding="utf-8") if kind == "file" else printed(what.split()[1:])
    )
    return f"<!-- {kind}: {what} -->\n```{language}\n{content.rstrip()}\n```\n"


def printed(words: list[str]) -> str:
    """What a command prints at 80 columns."""
    environment = {
        "COLUMNS": "80",
        "TERM": "dumb",
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(HOME / "src"),  # this tree, whichever one is installed
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
    command = [sys.executable, "-m", "vendorcheck", *words]
    done = subprocess.run(
        command, cwd=HOME, capture_output=True, text=True, check=False, env=environment
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def commands_page() -> str:
    """What each command's --help says."""
    parts = ["# Commands", "", "What `vendorcheck --help` and each command's `--help` print.", ""]
    for words in ([], *([name] for name in COMMANDS)):
        parts += [
            f"## vendorcheck {' '.join(words)}".rstrip(),
            "",
            "```text",
            help_text(words),
            "```",
            "",
        ]
    return "\n".join(parts)


def help_text(words: list[str]) -> str:
    """What --help prints at 80 columns."""
    return printed([*words, "--help"]).replace("python -m vendorcheck", "vendorcheck").strip()


def example_report() -> str:
    """The JSON report of the example that the README uses."""
    shelf = Library()
    document = shelf.parse_content((HOME / "examples/acme.yaml").read_bytes(), "examples/acme.yaml")
    found = prepare_case(shelf, document, load_policy(shelf, "default"), [], AS_OF)
    assessment = found.assess()
    return REPORTS["json"].render(assessment, Display())


def main(arguments: list[str]) -> int:
    """Write what is stale, or with --check tell it; 1 if something was."""
    stale = [
        (name, text)
        for name, text in generated()
        if not (HOME / name).exists() or (HOME / name).read_text(encoding="utf-8") != text
    ]
    for name, text in stale:
        if "--check" in arguments:
            print(f"{name} is stale: run make docs", file=sys.stderr)
        else:
            (HOME / name).parent.mkdir(parents=True, exist_ok=True)
            (HOME / name).write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
