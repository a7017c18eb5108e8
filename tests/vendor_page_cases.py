"""The vendor's page under built-in rules, and answers that the conditions there tell apart."""

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from form_cases import AS_OF
from locations import REPOSITORY
from page_cases import Answers, Entry, Generator
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.plan.plan import group_tests
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.document.document import parse_document
from vendorcheck.exchange.forms.content import VendorForm
from vendorcheck.exchange.forms.content.basis import FormBasis, find_form_basis
from vendorcheck.exchange.forms.content.compose import compose_vendor_form
from vendorcheck.exchange.forms.content.selection import FormScope
from vendorcheck.model.conditions import Truth
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model

_CONSENT: Final = {"confirmed_by": "Jane Doe", "confirmed_on": AS_OF.isoformat()}


def _vendor_data(responses: dict[str, Any]) -> dict[str, Any]:
    """Return a vendor file with the request of our example, and these responses."""
    path = REPOSITORY / "examples" / "acme.yaml"
    data: dict[str, Any] = dict(parse_document(path.read_bytes(), str(path)).data)
    request = data["responses"]["request"]
    vendor = {"name": "Acme", "product": "Acme Engage"}
    return {
        "vendorcheck": "vendor/1",
        "vendor": vendor,
        "responses": {"request": request, **responses},
    }


@cache
def built_in_form() -> tuple[FormBasis, VendorForm]:
    """Return the form that asks everything of a vendor that has not answered anything."""
    library = Library()
    content = json.dumps(_vendor_data({})).encode()
    document = library.parse_content(content, "acme.json")
    case = prepare_case(library, document, load_policy(library, "default"), [], AS_OF)
    basis = find_form_basis(case)
    return basis, compose_vendor_form(basis, FormScope(everything=True))


class AnswerCases(Generator):
    """Makes answers to the questions of a form, the same ones every time."""

    def __init__(self, basis: FormBasis, form: VendorForm, seed: int) -> None:
        questions = basis.evaluation.plan.questions
        conditions = [one for question in questions for one in question.conditions]
        conditions += [one for question in questions for one in question.gates]
        keys = {question.key for question in form.questions}
        self.tests = group_tests(conditions)
        self.questions = {one.key: one for one in questions if one.key in keys}
        self.dice = random.Random(seed)  # noqa: S311 - cases, no secrets

    def calm(self, key: str, entry: Entry) -> Entry:  # noqa: ARG002 - all answers are alike here
        return entry

    def entry(self, question: PlannedQuestion, share: float) -> Entry | None:
        """Return an entry as the file of answers has it."""
        entry = super().entry(question, share)
        if entry and "aside" in entry:
            return {"not_applicable": entry["aside"]}
        ours = question.definition.requester_option_ids
        answer = [entry["answer"]] if entry and isinstance(entry.get("answer"), str) else []
        return None if ours.intersection(answer) else entry


def applicable_by_python(basis: FormBasis, answers: Answers) -> dict[str, Truth]:
    """Return whether each question applies once these answers are in the vendor file.

    What was put aside is confirmed there: the page takes the vendor's word for it.
    """
    responses: dict[str, Any] = {}
    for key, entry in answers.items():
        questionnaire, _, question = key.partition("/")
        consent = _CONSENT if "not_applicable" in entry else {}
        version = basis.library[questionnaire].version
        response = responses.setdefault(questionnaire, {"version": version, "answers": {}})
        unknown = {"unknown": "true"} if entry.get("unknown") else {}
        response["answers"][question] = {**entry, **unknown, **consent}
    content = json.dumps(_vendor_data(responses)).encode()
    vendor = parse_model(parse_document(content, "acme.json"), VendorFile)
    evaluation = evaluate(basis.evaluation.plan, vendor, basis.as_of, {})
    return dict(_by_key(evaluation.plan.questions, evaluation.applies))


def _by_key(
    questions: tuple[PlannedQuestion, ...], applies: tuple[Truth, ...]
) -> Iterator[tuple[str, Truth]]:
    for question, value in zip(questions, applies, strict=True):
        yield question.key, value
