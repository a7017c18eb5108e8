"""The assessments that reports are tested on: each folder of cases/assessments is one."""

from datetime import date
from functools import cache
from pathlib import Path

from vendorcheck import policy, questionnaire, vendor
from vendorcheck.assessment import Assessment, Assessor, Digests, answers_digest, digest
from vendorcheck.document import Document, parse

CASES = Path(__file__).parent / "cases" / "assessments"
NAMES = sorted(folder.name for folder in CASES.iterdir())


def asking(questions: str, home: str = "q") -> str:
    """The text of a questionnaire with one section; `questions` is the list of its questions, indented by six."""
    head = f'vendorcheck: questionnaire/1\nid: {home}\nversion: "1"\ntitle: {home.upper()}\n'
    return f"{head}sections:\n  - id: s\n    title: S\n    questions:\n{questions}"


def read(path: Path) -> Document:
    return parse(path.read_bytes(), path.name)


@cache
def assessed(name: str) -> Assessment:
    """Assess a case: its questionnaires under its policy, on its day; without tiers all questionnaires are asked."""
    folder = CASES / name
    documents = [read(path) for path in sorted(folder.glob("questionnaire*.yaml"))]
    library = {found.id: found for found in map(questionnaire.parse, documents)}
    digests = {found: digest(document.data) for found, document in zip(library, documents, strict=True)}
    rules, answers = read(folder / "policy.yaml"), read(folder / "vendor.yaml")
    day = date.fromisoformat((folder / "as_of.txt").read_text("ascii").strip())
    found = policy.parse(rules)
    assessor = Assessor(
        library, found, () if found.tiers else tuple(library), Digests(digests, digest(rules.data))
    )
    return assessor.assess(vendor.parse(answers), day, answers_digest(answers.data))
