"""The assessments that reports are tested on: each folder of cases/assessments is one."""

from datetime import date
from functools import cache
from pathlib import Path

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.digests import Digests, answers_digest, digest
from vendorcheck.document.document import Document, parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.evidence import read_file_states
from vendorcheck.validation.schema.parse import parse_model

CASES = Path(__file__).parent / "cases" / "assessments"
NAMES = sorted(folder.name for folder in CASES.iterdir())


def asking(questions: str, home: str = "q") -> str:
    """Return the text of a questionnaire with one section.

    `questions` is the list of its questions, indented by six.
    """
    head = f'vendorcheck: questionnaire/1\nid: {home}\nversion: "1"\ntitle: {home.upper()}\n'
    return f"{head}sections:\n  - id: s\n    title: S\n    questions:\n{questions}"


def question_of(kind: str, rest: str) -> BaseQuestion:
    """A question of this type, its other keys as YAML."""
    text = asking(f"      - {{id: a, type: {kind}, ask: How much?, {rest}}}\n")
    (section,) = parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire).sections
    return section.questions[0]


def question_with_bands(kind: str, bands: str) -> BaseQuestion:
    """A question of this type with these bands, as YAML."""
    return question_of(kind, f"bands: {bands}")


def read(path: Path) -> Document:
    return parse_document(path.read_bytes(), path.name)


@cache
def assessed(name: str) -> Assessment:
    """Assess a case: its questionnaires under its policy, on its day.

    Without tiers all questionnaires are asked.
    """
    folder = CASES / name
    documents = [read(path) for path in sorted(folder.glob("questionnaire*.yaml"))]
    library = {found.id: found for found in (parse_model(one, Questionnaire) for one in documents)}
    digests = {
        found: digest(document.data) for found, document in zip(library, documents, strict=True)
    }
    rules, answers = read(folder / "policy.yaml"), read(folder / "vendor.yaml")
    day = date.fromisoformat((folder / "as_of.txt").read_text("ascii").strip())
    found = parse_model(rules, Policy)
    assessor = Assessor(
        library, found, () if found.tiers else tuple(library), Digests(digests, digest(rules.data))
    )
    vendor = parse_model(answers, VendorFile)
    tiering = assessor.tiering_of(
        vendor, day, read_file_states(vendor, str(folder / "vendor.yaml"))
    )
    return assessor.assess(vendor, day, answers_digest(answers.data), tiering)
