"""Cases for the requester's page: answers that its rules and conditions tell apart."""

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeAlias

from vendorcheck.assessment.plan.plan import Questionnaires, QuestionTest, group_tests
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.precheck.precheck import REQUESTER_QUESTION
from vendorcheck.assessment.precheck.run import run_precheck
from vendorcheck.document.document import parse_document
from vendorcheck.exchange.forms import REQUESTER_FORMS, RequesterForm
from vendorcheck.interview.engine import Interview, begin_interview, build_queue, question_context
from vendorcheck.model.conditions import Range
from vendorcheck.model.policy import Policy
from vendorcheck.model.questions import InvalidAnswer
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import PRECHECK_REPORTS, Display
from vendorcheck.reports.view.review import (
    advice_for,
    basis_sentence,
    faster_review_sentence,
    tier_reasons,
)
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model

CASES: Final = Path(__file__).parent / "cases" / "requester_page"
DAY: Final = date(2026, 11, 23)
OWN_POLICY: Final = str(CASES / "policy.yaml")
UNTIERED: Final = str(CASES / "untiered.yaml")
ALWAYS: Final = str(CASES / "always.yaml")
POLICIES: Final = ("default", "light", "strict", OWN_POLICY, UNTIERED, ALWAYS)
"""The built-in ones, one with all types of questions, one without tiers, one with one tier."""
Entry: TypeAlias = dict[str, Any]
Answers: TypeAlias = dict[str, Entry]


def policy_and_library(name: str) -> tuple[Policy, Library]:
    library = Library()
    return load_policy(library, name).model, library


def requester_page(policy: Policy, library: Library, day: date) -> str:
    """Render the page as the command does."""
    form = RequesterForm(policy, library, day)
    return REQUESTER_FORMS.format_of("precheck.html").render(form).decode("utf-8")


class Generator:
    """Makes answers to the questions of the pre-check under a policy, the same ones every time."""

    def __init__(self, policy: Policy, library: Questionnaires, seed: int) -> None:
        assessor = PrecheckAssessor(library, policy)
        plans = [assessor.plan_for_tier(tier) for tier in (*policy.tiers, None)]
        plans += [assessor.tier_plan] if assessor.tier_plan else []
        conditions = [(tier.when, "") for tier in policy.tiers if tier.when]
        conditions += [check.condition for plan in plans for check in plan.checks]
        questions = [question for plan in plans for question in plan.questions]
        conditions += [one for question in questions for one in question.conditions]
        conditions += [one for question in questions for one in question.gates]
        self.tests = group_tests(conditions)
        self.questions = {
            one.key: one for one in questions if one.key in assessor.askable_question_keys
        }
        self.dice = random.Random(seed)  # noqa: S311 - cases, no secrets

    def cases(self, count: int) -> Iterator[Answers]:
        """Yield as many sets of answers: full ones, and such with gaps and unknowns."""
        for number in range(count):
            share = (0.0, 0.1, 0.4)[number % 3]
            answers = {
                key: entry
                for key, question in self.questions.items()
                if (entry := self.entry(question, share))
            }
            # Answers at random hardly ever come to a green light.
            yield (
                {key: self.calm(key, entry) for key, entry in answers.items()}
                if (number % 4 == 0)
                else answers
            )

    def calm(self, key: str, entry: Entry) -> Entry:
        """Return an answer with full credit, or one of a small request; else the answer."""
        small = CALM_REQUEST.get(key)
        full = self.questions[key].definition.full_credit_answers(None, DAY)
        if small is not None and self.dice.random() < 0.8:
            return {"answer": small}
        if full and "answer" in entry and self.dice.random() < 0.9:
            answer = self.dice.choice(full)
            return {"answer": answer if isinstance(answer, str) else list(answer)}
        return entry

    def entry(self, question: PlannedQuestion, share: float) -> Entry | None:
        """Return an answer; with this chance none, an unknown one, or one put aside."""
        if self.dice.random() < share:
            others: list[Entry | None] = [None, {"unknown": True}]
            if question.accepts_not_applicable and question.definition.accepts_not_applicable:
                others.append({"aside": "We have no such thing at all"})
            return self.dice.choice(others)
        return {"answer": self.answer(question)}

    def answer(self, question: PlannedQuestion) -> str | list[str]:
        definition = question.definition
        ids = [option.id for option in definition.offered_options]
        match definition.kind_of_answer:
            case "one option":
                return self.dice.choice(ids)
            case "options":
                return self.several(question)
            case "amount":
                return self.dice.choice([*ids, *self.amounts(question)])
            case "words" if definition.answer_is_date:
                return self.dice.choice(DAYS)
            case "words":
                address = "https://acme.example/trust"
                if definition.answer_is_url:
                    return address
                # The letter of `precheck` breaks up markup in the sender's name; the page does not.
                return self.dice.choice(WORDS[:2] if question.key == REQUESTER_QUESTION else WORDS)

    def several(self, question: PlannedQuestion) -> list[str]:
        options = question.definition.offered_options
        alone = [one.id for one in options if one.exclusive]
        others = [one.id for one in options if not one.exclusive]
        if alone and self.dice.random() < 0.2:
            return [self.dice.choice(alone)]
        count = self.dice.choice([1, 1, 2, 3, len(others)])
        chosen = set(self.dice.sample(others, min(count, len(others))))
        return [option.id for option in options if option.id in chosen]

    def amounts(self, question: PlannedQuestion) -> list[str]:
        """Amounts at, below and above each limit that a condition or a band names."""
        limits = [
            Fraction(1),
            *question.definition.band_limits,
            *_limits(self.tests.get(question.key, ())),
        ]
        texts = [
            question.definition.format_amount(limit + step)
            for limit in limits
            for step in (-1, 0, 1)
        ]
        return [text for text in texts if _is_answer(question, text)]


DAYS: Final = (
    *("2026-11-24", "2026-11-23", "2025-11-23", "2025-11-22", "2024-02-27", "2024-02-26"),
    *("2030-02-28", "0001-01-01"),
)
CALM_REQUEST: Final[dict[str, str | list[str]]] = {
    "request/seats": "4",
    "request/deployment": "cloud",
    "request/data": ["public"],
    "request/people": "5",
    "request/connections": ["none"],
    "request/ai": "no",
    "request/outage": "nothing-much",
    "ask/team": "5",
    "ask/mode": "weekly",
    "ask/kinds": ["plans"],
}
WORDS: Final = (
    "Jane Doe, jane@ours.example",
    "Zoë (marketing)",
    "12",
    'Größe "XL" # 50 % <b>: {x}',
    "yes",
)


def _limits(tests: tuple[QuestionTest, ...]) -> Iterator[Fraction]:
    for test in tests:
        if isinstance(test, Range):
            yield from (limit for limit in (test.at_least, test.at_most) if limit is not None)


def _is_answer(question: PlannedQuestion, text: str) -> bool:
    try:
        question.definition.parse_answer(text)
    except InvalidAnswer:
        return False
    return True


def expected_result(policy: Policy, library: Questionnaires, file: str) -> dict[str, Any]:
    """Return what `precheck` says about a vendor file, in the form in which the page says it."""
    vendor = parse_model(parse_document(file.encode(), "acme.yaml"), VendorFile)
    assessor = PrecheckAssessor(library, policy)
    precheck = run_precheck(assessor, vendor, DAY)
    path = precheck.path_to_fast
    interview = Interview(
        assessor, vendor, DAY, allowed_keys=assessor.askable_question_keys, plain_words=True
    )
    state = begin_interview(interview)
    queue = build_queue(state)
    return {
        "tier": precheck.tier.title if precheck.tier else None,
        "assumed": assessor.tiering_of(vendor, DAY).is_assumed,
        "because": tier_reasons(precheck) if precheck.tier_reasons else "",
        "light": precheck.headline,
        "reasons": [
            [one.kind, one.subject, one.text, one.answer, one.change, one.duty]
            for one in precheck.reasons
        ],
        "quicker": faster_review_sentence(path) if path and len(path.changes) == 1 else "",
        "asked": list(queue.applicable),
        "undecided": list(queue.undecided),
        "find_out": [one.key for one in precheck.questions_to_find_out],
        "excluded": {
            key: sorted(question_context(state, key).excluded_options) for key in queue.keys
        },
        "letter": PRECHECK_REPORTS.get("questions").render(precheck, Display()),
        "advice": advice_for(
            precheck.light,
            precheck.commitment,
            needs_consent=bool(precheck.put_aside.to_confirm) and not precheck.questions_for_vendor,
            document="the file below",
        ),
        "basis": basis_sentence(
            precheck.vendor_answer_count, is_reviewed=precheck.review is not None
        ),
    }


RUN: Final = """([cases, names, day]) => {
  const page = readPage();
  const today = ordinalOf(day);
  return cases.map((answers) => {
    const result = runPrecheck(page, answers, today);
    const { tier, assumed, light, quicker, toAsk } = result;
    const basis = page.result.bases[Math.min(result.answerCount, 2)][light === "go-ahead" ? 0 : 1];
    return [vendorFile(page, answers, names, day), {
      tier: tier && tier.title, assumed, because: result.because, quicker,
      light: page.result.labels[light],
      reasons: result.reasons.map((one) =>
        [one.kind, one.subject, one.text, one.answer, one.change, one.duty]),
      asked: toAsk.applicable, undecided: toAsk.undecided, find_out: result.toFindOut,
      excluded: Object.fromEntries([...toAsk.applicable, ...toAsk.undecided].map((key) =>
        [key, excludedOptions(result.evaluation, page.questions[key]).sort()])),
      letter: letterTo(page, result, answers, names.product, today),
      advice: adviceOf(result, { answers }, page),
      basis: fill(basis, { count: result.answerCount }),
    }];
  });
}"""
"""For the page: run it on cases, and return for each the file and the result."""
NAMES: Final = {"product": "Acme Engage", "vendor": "Acme"}
