"""Builders of assessments that are small enough to be judged by hand.

Questionnaire, policy and vendor file are plain data. All questions belong to the questionnaire `q`,
those in one list to its section `s`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    Judgement,
    Rule,
    RuleResult,
)
from vendorcheck.document.document import Document, parse_document
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.validation.schema.parse import parse_model

Data: TypeAlias = Any
"""Plain data as a file holds it."""
Questions: TypeAlias = Sequence[Data] | Mapping[str, Sequence[Data]]

AS_OF = date(2026, 11, 22)
QUIET: Mapping[str, Data] = {
    "approve_at": 0,
    "conditions_at": 0,
    "coverage_at_least": 0,
    "conditions_from": "critical",
}
"""Rules of a policy under which only blockers, critical gaps and an empty score fire."""
UNKNOWN: Data = {"unknown": True}
DISPUTED: Data = {"answer": "full", "disputed": "We saw none."}
NOT_APPLICABLE: Data = {"not_applicable": "The product has no users."}
CONFIRMED: Data = {**NOT_APPLICABLE, "confirmed_by": "Jane", "confirmed_on": "2026-11-22"}
"""Not applicable, which one of us has confirmed, at the latest on the day of the assessment."""
CONFIRMED_LATER: Data = {**CONFIRMED, "confirmed_on": "2026-11-23"}
GRADED: Mapping[str, Data] = {
    "claimed": {"grade": "claimed"},
    "documented": {
        "grade": "documented",
        "evidence": [{"url": "https://acme.example", "dated": "2026-11-01"}],
    },
    "verified": {"grade": "verified", "reviewed_by": "Jane", "reviewed_on": "2026-11-01"},
}
"""Each grade with what supports it."""
CREDITS: Mapping[str, float | str] = {
    "full": 1,
    "nearly": "0.999999",
    "most": 0.75,
    "half": 0.5,
    "none": 0,
}
_VERDICTS: Mapping[str, Verdict] = {
    "not-scorable": MORE_INFORMATION_NEEDED,
    "tier-open": MORE_INFORMATION_NEEDED,
    "not-applicable": MORE_INFORMATION_NEEDED,
    "blocker": DO_NOT_APPROVE,
    "requirement": DO_NOT_APPROVE,
    "coverage": MORE_INFORMATION_NEEDED,
    "finding": APPROVE_WITH_CONDITIONS,
    "section-floor": APPROVE_WITH_CONDITIONS,
    "grade": APPROVE_WITH_CONDITIONS,
}


def choice(name: str, options: Iterable[str] = CREDITS, **keys: Data) -> Data:
    """A choice of low severity; an option's name says its credit."""
    offered = [{"id": option, "label": option, "credit": CREDITS[option]} for option in options]
    return question(name, "choice", options=offered, **keys)


def yes_no(name: str, **keys: Data) -> Data:
    return question(name, "yes_no", **keys)


def fact(name: str, **keys: Data) -> Data:
    """A choice between yes and no that earns nothing, and so is never scored."""
    offered = [{"id": option, "label": option} for option in ("yes", "no")]
    return question(name, "choice", options=offered, **keys)


def amount(name: str, type_: str, **keys: Data) -> Data:
    """A number, duration or date; its first band earns full credit, all others none."""
    first: Data = {
        "number": {"at_least": 3},
        "duration": {"at_most": "30 days"},
        "date": {"within": "12 months"},
    }[type_]
    return question(name, type_, bands=[{**first, "credit": 1}, {"credit": 0}], **keys)


def question(name: str, type_: str, **keys: Data) -> Data:
    return {"id": name, "type": type_, "ask": f"What about {name}?", "severity": "low", **keys}


def risk(
    name: str, *, answer: Data = None, on: str = "2026-01-01", expires: str = "2027-05-01"
) -> Data:
    """An accepted risk of a question or check of `q`."""
    named = {} if answer is None else {"answer": answer}
    return {
        "question": f"q/{name}",
        **named,
        "reason": "Few users",
        "accepted_by": "CIO",
        "accepted_on": on,
        "expires": expires,
    }


def check(when: Data, severity: str = "critical", name: str = "check") -> Data:
    return {"id": name, "when": when, "severity": severity, "message": "Both can't be true"}


def fires(rule: Rule, *names: str, verdict: Verdict | None = None) -> RuleResult:
    """A rule that fires for the sake of questions, checks or sections of `q`."""
    return RuleResult(rule, verdict or _VERDICTS[rule], tuple(f"q/{name}" for name in names))


def could(rule: Rule, *names: str, verdict: Verdict | None = None) -> RuleResult:
    """A rule that does not fire, but could still fire."""
    return replace(fires(rule, *names, verdict=verdict), could=True)


def document(data: Data, name: str) -> Document:
    return parse_document(json.dumps(data).encode(), f"{name}.json")


def a_questionnaire(
    questions: Questions,
    checks: Sequence[Data] = (),
    home: str = "q",
    conditions: Mapping[str, Data] | None = None,
) -> Questionnaire:
    """Build a questionnaire of these questions; `conditions` are those of its sections."""
    by_section = questions if isinstance(questions, Mapping) else {"s": questions}
    whens = {name: {"when": condition} for name, condition in (conditions or {}).items()}
    data = {
        "vendorcheck": "questionnaire/1",
        "id": home,
        "version": "1",
        "title": "Q",
        "sections": [
            {"id": name, "title": "S", "questions": list(asked), **whens.get(name, {})}
            for name, asked in by_section.items()
        ],
        **({"checks": list(checks)} if checks else {}),
    }
    return parse_model(document(data, "questionnaire"), Questionnaire)


def a_policy(rules: Mapping[str, Data]) -> Policy:
    head = {"vendorcheck": "policy/1", "id": "p", "version": "1", "title": "P"}
    return parse_model(document({**head, **rules}, "policy"), Policy)


def a_tier(**keys: Data) -> Data:
    return {"id": "t", "title": "T", "questionnaires": ["q"], **keys}


def a_vendor(
    answers: Mapping[str, Data],
    risks: Sequence[Data] = (),
    home: str = "q",
    **others: Mapping[str, Data],
) -> VendorFile:
    """The answers to one questionnaire, and by keyword those to others."""
    data = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Acme"},
        "responses": {
            name: {"answers": dict(given)} for name, given in {home: answers, **others}.items()
        },
        **({"accepted_risks": list(risks)} if risks else {}),
    }
    return parse_model(document(data, "vendor"), VendorFile)


@dataclass(frozen=True)
class Case:
    """What is asked and answered under which rules, and what these must say.

    `expected` is the verdict, the best and the worst that it can still become.
    `rules` are laid over `QUIET`.
    """

    questions: Questions
    answers: Mapping[str, Data]
    expected: tuple[Verdict, Verdict, Verdict]
    results: tuple[RuleResult, ...] = ()
    rules: Mapping[str, Data] = field(default_factory=dict)
    risks: Sequence[Data] = ()
    checks: Sequence[Data] = ()

    @property
    def assessor(self) -> Assessor:
        questionnaire = a_questionnaire(self.questions, self.checks)
        return Assessor({"q": questionnaire}, a_policy({**QUIET, **self.rules}), ["q"])

    def assess(self) -> Assessment:
        return self.assessor.assess(a_vendor(self.answers, self.risks), AS_OF)

    def judge(self) -> Judgement:
        return self.assessor.judge(a_vendor(self.answers, self.risks), AS_OF)

    def assert_expected(self) -> None:
        """Assert what the rules say, in an assessment and where many vendors are judged."""
        verdict, best, worst = self.expected
        for said in (self.judge(), self.assess()):
            assert (said.verdict, said.best_verdict, said.worst_verdict) == (verdict, best, worst)
            assert said.is_settled == (best == worst)
        assert self.judge().rule_results == self.results


APPROVED = (APPROVE, APPROVE, APPROVE)
"""Approved, whatever is open."""
REJECTED = (DO_NOT_APPROVE, DO_NOT_APPROVE, DO_NOT_APPROVE)
CONDITIONAL = (APPROVE_WITH_CONDITIONS, APPROVE_WITH_CONDITIONS, APPROVE_WITH_CONDITIONS)
