"""Measure how many questions `assess --fast` spares, over the answers of the examples.

    python benchmarks/fast.py             print the table
    python benchmarks/fast.py --write     and put it into docs/how-to/interview.md

A question that a file leaves open is answered "I don't know". Both ways begin without any
answer, so the questions that decide the tier come first in both. Where `--fast` offers to stop
and to send the open questions, the table says after how many questions; then it goes on.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import (
    Interview,
    InterviewState,
    QuestionScreen,
    StopScreen,
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


@dataclass(frozen=True)
class Course:
    """The interview at its end, how many questions it took, and after how many it could stop."""

    state: InterviewState
    asked: int
    stop: int


def course(assessor: Assessor, file: VendorFile, *, fast: bool) -> Course:
    """The course of an interview with a person who goes on where the verdict may still change."""
    interview = Interview(assessor, file.model_copy(update={"responses": {}}), AS_OF, fast=fast)
    given: dict[str, Answer] = {}
    state, stop = begin_interview(interview), None
    while isinstance(shown := next_screen(state), QuestionScreen | StopScreen):
        if isinstance(shown, StopScreen):
            stop = len(given)
            if state.is_settled_while_open:
                break
        else:
            key = shown.context.planned_question.key
            given[key] = file.answer(key) or Answer(unknown=True)
        state = replace(begin_interview(interview, given), declined_to_stop=stop is not None)
    return Course(state, len(given), len(given) if stop is None else stop)


def rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """The table's rows: one for each vendor file of a folder, and the sum."""
    library = Library()
    assessor = Assessor(library, load_policy(library, "default").model)
    total_all = total_fast = total_stop = 0
    for path in sorted(folder.glob("*.yaml")):
        file = parse_model(library.read_document(str(path)), VendorFile)
        everything = course(assessor, file, fast=False)
        fast = course(assessor, file, fast=True)
        many, few, stop = everything.asked, fast.asked, fast.stop
        verdict = everything.state.judgement.verdict
        assert not fast.state.is_settled_while_open or fast.state.judgement.verdict == verdict
        total_all, total_fast, total_stop = total_all + many, total_fast + few, total_stop + stop
        tier = everything.state.tier.id if everything.state.tier else "none"
        offered = spared(many, stop) if stop < few else ""
        yield path.stem, tier, verdict, str(many), spared(many, few), offered
    total = spared(total_all, total_fast)
    yield "together", "", "", str(total_all), total, spared(total_all, total_stop)


def spared(many: int, few: int) -> str:
    """The number of questions that are asked, with the share that is spared."""
    return f"{few} (-{(many - few) / many:.0%})" if many > few else str(few)


def table(folder: Path = EXAMPLES) -> str:
    """The table as Markdown."""
    head = (
        "vendor file",
        "tier",
        "verdict",
        "asked with --all",
        "asked with --fast",
        "offered to stop and send after",
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
