"""Measure how many questions `assess --fast` spares, over the answers of the examples.

    python benchmarks/fast.py             print the table
    python benchmarks/fast.py --write     and put it into docs/how-to/interview.md

A question that a file leaves open is answered "I don't know". Both ways begin without any
answer, so the questions that decide the tier come first in both.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import (
    Interview,
    InterviewState,
    QuestionScreen,
    begin_interview,
    next_screen,
)
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
DOCS = ROOT / "docs" / "how-to" / "interview.md"
MARKED = re.compile(r"(<!-- benchmarks/fast\.py -->\n).*?(\n<!-- end -->)", re.DOTALL)


def asked(assessor: Assessor, file: VendorFile, *, fast: bool) -> tuple[InterviewState, int]:
    """The interview at its end, and how many questions it took."""
    interview = Interview(assessor, file.model_copy(update={"responses": {}}), AS_OF, fast=fast)
    given: dict[str, Answer] = {}
    state = begin_interview(interview)
    while isinstance(shown := next_screen(state), QuestionScreen):
        key = shown.context.planned_question.key
        given[key] = file.answer(key) or Answer(unknown=True)
        state = begin_interview(interview, given)
    return state, len(given)


def rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """The table's rows: one for each vendor file of a folder, and the sum."""
    library = Library()
    assessor = Assessor(library, load_policy(library, "default").model)
    total_all = total_fast = 0
    for path in sorted(folder.glob("*.yaml")):
        file = parse_model(library.read_document(str(path)), VendorFile)
        everything, many = asked(assessor, file, fast=False)
        fast, few = asked(assessor, file, fast=True)
        verdict = everything.judgement.verdict
        assert not fast.outlook.is_settled or fast.judgement.verdict == verdict
        total_all, total_fast = total_all + many, total_fast + few
        settled = "yes" if fast.outlook.is_settled else "no"
        tier = everything.tier.id if everything.tier else "none"
        yield path.stem, tier, verdict, settled, str(many), str(few), share(many, few)
    yield "together", "", "", "", str(total_all), str(total_fast), share(total_all, total_fast)


def share(many: int, few: int) -> str:
    """What was spared, with its share."""
    return f"{many - few} ({(many - few) / many:.0%})" if many else "0"


def table(folder: Path = EXAMPLES) -> str:
    """The table as Markdown."""
    head = (
        "vendor file",
        "tier",
        "verdict",
        "settled",
        "asked with --all",
        "asked with --fast",
        "spared",
    )
    return "\n".join(
        f"| {' | '.join(row)} |" for row in (head, tuple("---" for _ in head), *rows(folder))
    )


def main() -> None:
    """Print the table, and put it into the docs if that is wanted."""
    found = table()
    print(found)
    if sys.argv[1:] == ["--write"]:
        text = DOCS.read_text(encoding="utf-8")
        DOCS.write_text(
            MARKED.sub(lambda marks: f"{marks[1]}{found}{marks[2]}", text), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
