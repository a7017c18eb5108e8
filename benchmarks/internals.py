"""The parts of vendorcheck that rows measure without starting a process: the only imports of it.

`fast.py`, which counts questions, has its own.
"""

from datetime import date
from io import BytesIO

import yaml

from made_files import AS_OF
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer
from vendorcheck.interview.engine import (
    DeclaredNotApplicable,
    DeclaredUnknown,
    Event,
    GaveAnswer,
    Interview,
    KeptAnswer,
    MitigationScreen,
    QuestionScreen,
    advance,
    begin_interview,
    next_screen,
)
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model
from vendorcheck.validation.vendor_files import PlanCache, check_vendor_file

TODAY = date.fromisoformat(AS_OF)


def load(content: bytes) -> object:
    """Load a file with our loader."""
    return parse_document(content, "file")


def bare_load(content: bytes) -> object:
    """Load a file with PyYAML's C loader."""
    return yaml.load(content, yaml.CSafeLoader)


def settings_for(questionnaire: str) -> ImportSettings:
    """Return the settings of an import that knows one questionnaire."""
    document = parse_document(questionnaire.encode(), "questionnaire.yaml")
    model = parse_model(document, Questionnaire)
    return ImportSettings({model.id: model})


def read_reply(content: bytes, settings: ImportSettings) -> int:
    """Read a form that came back, and return how many answers it has."""
    file = ReceivedFile("form.xlsx", content)
    return len(choose_importer(file).read(file, settings).answers)


def cell_values(content: BytesIO) -> int:
    """Read all values of a workbook with openpyxl alone, and return how many rows there are."""
    from openpyxl import load_workbook

    book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
    return sum(len([*sheet.iter_rows(values_only=True)]) for sheet in book.worksheets)


class Batch:
    """Parses, checks and scores vendor files against one questionnaire."""

    def __init__(self, questionnaire: str) -> None:
        model = parse_model(
            parse_document(questionnaire.encode(), "questionnaire.yaml"), Questionnaire
        )
        self.library = {**Library(), model.id: model}
        policy = load_policy(Library(), "default").model
        self.assessor = Assessor(self.library, policy, [model.id])
        self.plans: PlanCache = {}

    def judge(self, content: bytes) -> object:
        """Take one vendor file from its bytes to its verdict."""
        document = parse_document(content, "vendor.yaml")
        vendor = parse_model(document, VendorFile)
        document.to_problems(check_vendor_file(vendor, self.library, TODAY, plan_cache=self.plans))
        return self.assessor.judge(vendor, TODAY)


class Sitting:
    """An interview that gives a vendor file's own answers, one by one, from an empty file on.

    Only the answers about the request are there at the start: they decide the tier.
    """

    def __init__(self, path: str, tier: str) -> None:
        library = Library()
        self.vendor = parse_model(library.read_document(path), VendorFile)
        self.assessor = Assessor(library, load_policy(library, "default").model)
        request = {"request": self.vendor.responses["request"]}
        start = self.vendor.model_copy(update={"responses": request})
        self.interview = Interview(self.assessor, start, TODAY)
        resolved = self.assessor.tiering_of(start, TODAY).tier
        if resolved is None or resolved.id != tier:
            raise ValueError(f"{path} is not of the tier {tier}")

    def answer_everything(self) -> int:
        """Answer every question, and return how many there were."""
        state = begin_interview(self.interview)
        count = 0
        while isinstance(shown := next_screen(state), QuestionScreen | MitigationScreen):
            if isinstance(shown, QuestionScreen):
                count += 1
                state = advance(
                    state, _event(self.vendor.answer(shown.context.planned_question.key))
                )
            else:
                state = advance(state, KeptAnswer())
        return count

    def assess(self) -> object:
        """Assess the finished file."""
        return self.assessor.assess(self.vendor, TODAY)


def _event(answer: Answer | None) -> Event:
    """Return what a person does to give an answer."""
    if answer is not None and answer.answer is not None:
        return GaveAnswer(answer.answer)
    if answer is not None and answer.not_applicable:
        return DeclaredNotApplicable(answer.not_applicable)
    return DeclaredUnknown()
