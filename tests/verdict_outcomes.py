"""The vendor file of a case in `verdict_cases`, and what the program says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.assessment.findings.collect import collect_findings
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.judgement import Judgement
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer
from vendorcheck.model.vendor_file import Answer, Response, Vendor, VendorFile
from vendorcheck.validation.schema.parse import parse_model
from verdict_cases import Case

HOME: Final = Path(__file__).parent.parent
AS_OF: Final = date(2026, 11, 30)
NOTHING_HELD: Final = re.compile("holds none of our data", re.IGNORECASE)
_REVIEWED: Final = {"grade": "verified", "reviewed_by": "A reviewer", "reviewed_on": "2026-11-30"}
"""The support of every answer, the most that a policy can ask for; evidence comes on top."""
_NO_FACT: Final = ("none", "no", "nothing", "never")
Answers: TypeAlias = dict[str, Answer]


def parse_file(path: Path, model: type[Any]) -> Any:  # noqa: ANN401 - a model of that type
    return parse_model(parse_document(path.read_bytes(), path.name), model)


@cache
def library() -> dict[str, Questionnaire]:
    """Return the built-in questionnaires, by id."""
    found = (
        parse_file(path, Questionnaire) for path in sorted((HOME / "questionnaires").glob("*.yaml"))
    )
    return {questionnaire.id: questionnaire for questionnaire in found}


@cache
def assessor(policy: str) -> Assessor:
    return Assessor(library(), parse_file(HOME / "policies" / f"{policy}.yaml", Policy))


def supported(question: BaseQuestion, said: Any) -> Answer:  # noqa: ANN401 - plain data of a file
    """Return an answer in the short or the long form, tried out by us, with evidence."""
    entry = said if isinstance(said, dict) else {"answer": said}
    kinds = {kind for option in question.offered_options for kind in option.supported_by}
    evidence = [
        {"kind": kind, "url": "https://vendor.example/trust", "dated": "2026-11-01"}
        for kind in sorted(kinds) or ["documentation"]
    ]
    return Answer.model_validate({**_REVIEWED, "evidence": evidence, **entry})


@cache
def good_answers() -> Answers:
    """Return the best answer to every question there is, or a neutral one if none is best."""
    return {
        f"{questionnaire.id}/{question.id}": supported(question, good_answer(question))
        for questionnaire in library().values()
        for _, _, question in questionnaire.located_questions()
    }


def good_answer(question: BaseQuestion) -> Any:  # noqa: ANN401 - an answer as it is written
    best = () if question.fact else question.full_credit_answers(None, AS_OF)
    return best[0] if best else _neutral_answer(question)


def _neutral_answer(question: BaseQuestion) -> Any:  # noqa: ANN401
    """Return "none" of the options, otherwise the first; 0 of what is counted."""
    options = question.offered_options
    if options:
        none = [one.id for one in options if one.exclusive or one.id in _NO_FACT]
        chosen = none[0] if none else options[0].id
        return [chosen] if question.kind_of_answer == "options" else chosen
    if question.answer_is_date:
        return AS_OF.isoformat()
    if question.answer_is_url:
        return "https://vendor.example/"
    if question.kind_of_answer == "amount":
        return "1 day" if question.amounts_are_time_spans else "0"
    return "As the request says."


def present_key(key: str) -> str:
    """Return the present name of a question that a case names, if it was renamed."""
    home, _, name = key.partition("/")
    assert home in library(), f"there is no questionnaire {home}"
    if not name:
        return home
    questionnaire = library()[home]
    successor = questionnaire.older_names.successor_of(name)
    name = (successor.name if successor else None) or name
    assert name in questionnaire.questions, f"there is no question {home}/{name}"
    return f"{home}/{name}"


def _named_answer(key: str, said: Any) -> tuple[str, Answer]:  # noqa: ANN401
    """Return an answer that a case names, by the present names of its question and options."""
    home, _, older_name = key.partition("/")
    present = present_key(key)
    question = library()[home].questions[present.partition("/")[2]]
    successor = library()[home].older_names.successor_of(older_name)
    renamed = successor.options if successor else {}
    answer = supported(question, said)
    raw = answer.answer
    assert raw is not None, key
    raw = renamed.get(raw, raw) if isinstance(raw, str) else tuple(renamed.get(o, o) for o in raw)
    try:
        question.parse_answer(raw)
    except InvalidAnswer as error:
        raise AssertionError(f"{present}: {error}") from error
    return present, answer.model_copy(update={"answer": raw})


def named_answers(case: Case) -> Answers:
    """Return the answers that a case names; a question or option that is missing fails."""
    answers = dict(_named_answer(key, said) for key, said in case.answers)
    for key in case.only_a_host:
        present = present_key(key)
        home, _, name = present.partition("/")
        question = library()[home].questions[name]
        none = [one.id for one in question.offered_options if NOTHING_HELD.search(one.label)]
        answers[present] = supported(question, none[0]) if none else Answer(unknown=True)
    return answers


def vendor_file(name: str, answers: Answers) -> VendorFile:
    responses: dict[str, Answers] = {}
    for key, answer in answers.items():
        home, _, question = key.partition("/")
        responses.setdefault(home, {})[question] = answer
    return VendorFile(
        vendorcheck="vendor/1",
        vendor=Vendor(name=name),
        responses={home: Response(answers=given) for home, given in responses.items()},
    )


# ---- what the program says of it


@dataclass(frozen=True, repr=False)
class Outcome:
    """The assessment of a case under one policy; shown in full, it would fill many screens."""

    vendor: VendorFile
    tier: Tier | None
    plan: Plan
    evaluation: Evaluation
    judgement: Judgement
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        return self.judgement.verdict

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions that are asked."""
        return tuple(
            status.question.key for status, applies in self.evaluation if applies is not False
        )

    def subjects(self, verdict: str) -> frozenset[str]:
        """Return what leads to a verdict, the questions of its checks included."""
        subjects = [
            subject
            for result in self.judgement.rule_results
            if result.verdict == verdict and not result.could
            for subject in result.subjects
        ]
        return frozenset(key for subject in subjects for key in self.questions_of(subject))

    def questions_of(self, subject: str) -> frozenset[str]:
        """Return a question, or the questions of a check, its own key included."""
        checks = (check for check in self.plan.checks if check.key == subject)
        return frozenset({subject}).union(*(check.referenced_keys for check in checks))

    def findings_on(self, key: str) -> Iterator[tuple[int, str]]:
        """Yield the place of each finding on a question in the report, and its words."""
        for place, finding in enumerate(self.findings):
            if key in self.questions_of(finding.subject):
                parts = (finding.finding, finding.remedy, finding.clause)
                yield place, "\n".join(part for part in parts if part)


@cache
def outcome(case: Case, policy: str) -> Outcome:
    """Assess a case under a policy."""
    named = named_answers(case)
    answers = {**good_answers(), **named}
    vendor = vendor_file(case.name, answers)
    tiering = assessor(policy).tiering_of(vendor, AS_OF)
    assert not tiering.is_assumed, "the request does not decide the tier"
    plan = assessor(policy).plan_for_tier(tiering.tier)
    vendor = vendor_file(case.name, _without_contradictions(plan, answers, frozenset(named)))
    evaluation = evaluate(plan, vendor, AS_OF)
    judgement = apply_rules(evaluation, {})
    findings = collect_findings(evaluation, vendor, {}, judgement.tally)
    return Outcome(vendor, tiering.tier, plan, evaluation, judgement, findings)


def _without_contradictions(plan: Plan, answers: Answers, named: frozenset[str]) -> Answers:
    """Return the answers, other good ones among them where those contradict each other."""
    failing = _failing_checks(plan, answers)
    for check in plan.checks:
        free = sorted(check.referenced_keys - named) if check.key in failing else ()
        for changed in (one for key in free for one in _other_answers(plan, answers, key)):
            if (left := _failing_checks(plan, changed)) < failing:
                answers, failing = changed, left
                break
    return answers


def _other_answers(plan: Plan, answers: Answers, key: str) -> Iterator[Answers]:
    question = plan.questions[plan.position_by_key[key]].definition
    tests = plan.tests_by_question.get(key, ())
    for answer in () if question.fact else question.full_credit_answers(None, AS_OF, tests):
        yield {**answers, key: supported(question, answer)}


def _failing_checks(plan: Plan, answers: Answers) -> frozenset[str]:
    evaluation = evaluate(plan, vendor_file("Checks", answers), AS_OF)
    results = zip(plan.checks, evaluation.check_results, strict=True)
    return frozenset(check.key for check, fails in results if fails is True)
