"""The package: all that the script of a page decides by and shows, as data."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypedDict

from vendorcheck.assessment.plan.plan import Plan, Questionnaires
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.precheck.precheck import (
    COMMITMENT_BY_OPTION,
    PROMISES_QUESTION,
    REQUESTER_QUESTION,
    PrecheckReason,
)
from vendorcheck.assessment.tiering import first_unconditional_tier
from vendorcheck.exchange.forms.page._conditions import CompiledCondition, Ratio
from vendorcheck.exchange.forms.page._letter import LetterPhrases, compile_letter
from vendorcheck.exchange.forms.page._plans import (
    CompiledPlan,
    compile_plan,
    compile_tier_condition,
    relevant_questions,
)
from vendorcheck.exchange.forms.page._questions import AskedQuestion, compile_question
from vendorcheck.exchange.forms.page._quicker import (
    CompiledChange,
    compile_changes,
    compile_quicker_endings,
    compile_review_days,
)
from vendorcheck.exchange.forms.page._result_texts import ResultTexts, compile_result_texts
from vendorcheck.exchange.forms.page._units import UNITS_OF_TIME, UnitOfTime
from vendorcheck.exchange.forms.page._words import WORDS
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.vendor_file import PLAN_QUESTION
from vendorcheck.reports.view import letter_phrases
from vendorcheck.store.vendor_file_editor import new_vendor_file_text
from vendorcheck.text.safe import escape_invisible
from vendorcheck.text.words import MONTH_NAMES, WEEKDAY_NAMES
from vendorcheck.validation.answers import WORDS_WITHOUT_REASON

FORM: Final = "vendorcheck-requester-page/1"


class CompiledTier(TypedDict):
    """A tier: its condition, and what the result says about it.

    `days` is how long a review takes; `time` the same in words, None where nobody says.
    `days_to_answer` are the working days that a vendor gets.
    """

    title: str
    when: CompiledCondition | None
    self_service: bool
    days: Ratio | None
    time: str | None
    meanwhile: str
    days_to_answer: int


class FixedTexts(TypedDict):
    """The part that is the same under every policy.

    `package` is the digest of all the data, under which a browser keeps the answers. `requester`,
    `promises` and `plan` are questions; `commitments` are by option of `promises`. `file_head`
    begins a vendor file. `no_reasons` are words that say nothing where a reason is expected.
    """

    form: str
    package: str
    units: list[UnitOfTime]
    weekdays: list[str]
    months: list[str]
    requester: str
    promises: str
    plan: str
    commitments: dict[str, str]
    file_head: str
    no_reasons: list[str]


class Package(FixedTexts):
    """The data of a page.

    `plans` has one for each of `tiers`, then the one without a tier. `tier_plan` decides the tier;
    None: `first_tier` is that of everybody. A vendor without any answer to one of `deciding`
    questionnaires has no tier. `asks` are the texts of all questions that count, and `improve` is
    the change where no remedy says it, by question or check.
    """

    policy: dict[str, str]
    words: dict[str, str]
    questions: dict[str, AskedQuestion]
    tiers: list[CompiledTier]
    tier_plan: CompiledPlan | None
    first_tier: int | None
    deciding: list[str]
    plans: list[CompiledPlan]
    changes: list[CompiledChange]
    endings: list[list[str]]
    asks: dict[str, str]
    improve: dict[str, str]
    result: ResultTexts
    letter: LetterPhrases


def compile_package(policy: Policy, library: Questionnaires) -> Package:
    """Return the package of the pre-check under a policy.

    Args:
        policy: the company's rules.
        library: the known questionnaires, by id.
    """
    assessor = PrecheckAssessor(library, policy)
    plans = [assessor.plan_for_tier(tier) for tier in (*policy.tiers, None)]
    tier_plan = assessor.tier_plan
    planned = _questions_of([*([tier_plan] if tier_plan else []), *plans])
    questions = {key: _compile_question(question, library) for key, question in planned.items()}
    full_credit = {key: question["full"] for key, question in questions.items()}
    compiled_plans = [compile_plan(plan, full_credit) for plan in plans]
    improve = _improvements(questions, compiled_plans)
    changes = _possible_changes(questions.values(), compiled_plans, improve)
    asked = [key for key in questions if key in assessor.askable_question_keys]
    package: Package = {
        **_fixed_texts(),
        "policy": _identify(policy),
        "words": dict(WORDS),
        "questions": {key: questions[key] for key in asked},
        "tiers": [_compile_tier(tier, tier_plan) for tier in policy.tiers],
        "tier_plan": compile_plan(tier_plan, full_credit) if tier_plan else None,
        "first_tier": _first_tier(policy, assessor),
        "deciding": sorted(tier_plan.deciding_questionnaire_ids) if tier_plan else [],
        "plans": compiled_plans,
        "changes": compile_changes(policy, tier_plan),
        "endings": compile_quicker_endings(policy, tier_plan),
        "asks": {key: questions[key]["ask"] for key in _counted_keys(plans)},
        "improve": improve,
        "result": compile_result_texts(),
        "letter": compile_letter(_questionnaires_of(plans, library), changes),
    }
    content = json.dumps(package, sort_keys=True)
    package["package"] = hashlib.sha256(content.encode()).hexdigest()[:16]
    return package


def _fixed_texts() -> FixedTexts:
    return {
        "form": FORM,
        "package": "",
        "units": UNITS_OF_TIME,
        "weekdays": list(WEEKDAY_NAMES),
        "months": list(MONTH_NAMES),
        "requester": REQUESTER_QUESTION,
        "promises": PROMISES_QUESTION,
        "plan": PLAN_QUESTION,
        "commitments": dict(COMMITMENT_BY_OPTION),
        "file_head": new_vendor_file_text({"name": "x"}, {}, {}).partition("\n\nvendor:")[0],
        "no_reasons": sorted(WORDS_WITHOUT_REASON),
    }


def _identify(policy: Policy) -> dict[str, str]:
    return {
        "id": policy.id,
        "version": policy.version,
        "title": escape_invisible(policy.title),
        "contact": escape_invisible(policy.contact or ""),
    }


def _questions_of(plans: Iterable[Plan]) -> dict[str, PlannedQuestion]:
    """Return each question that matters to a plan, once."""
    return {question.key: question for plan in plans for question in relevant_questions(plan)}


def _counted_keys(plans: Iterable[Plan]) -> dict[str, None]:
    return {one.key: None for plan in plans for one in plan.questions if one.is_counted}


def _compile_question(question: PlannedQuestion, library: Questionnaires) -> AskedQuestion:
    questionnaire = library[question.questionnaire_id]
    section = next(
        section
        for section in questionnaire.sections
        if f"{questionnaire.id}/{section.id}" == question.section_key
    )
    place = {
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "section": escape_invisible(f"{questionnaire.title} · {section.title}"),
    }
    return compile_question(
        question.key, question.definition, place, for_requester=question.is_for_requester
    )


def _questionnaires_of(plans: Iterable[Plan], library: Questionnaires) -> Questionnaires:
    ids = dict.fromkeys(
        question.questionnaire_id
        for plan in plans
        for question in plan.questions
        if not question.is_for_requester
    )
    return {name: library[name] for name in ids}


def _improvements(
    questions: Mapping[str, AskedQuestion], plans: Sequence[CompiledPlan]
) -> dict[str, str]:
    """Return the change to ask for where no remedy says it, by question or check."""
    texts = {key: question["ask"] for key, question in questions.items()}
    texts |= {check["key"]: check["message"] for plan in plans for check in plan["checks"]}
    return {key: PrecheckReason("must", key, text).change for key, text in texts.items()}


def _possible_changes(
    questions: Iterable[AskedQuestion], plans: Sequence[CompiledPlan], improve: Mapping[str, str]
) -> list[str]:
    """Return the changes that a result may call for, each once."""
    remedies = [remedy for question in questions for remedy in _remedies(question)]
    remedies += [check["remedy"] for plan in plans for check in plan["checks"]]
    return list(dict.fromkeys([*filter(None, remedies), *improve.values()]))


def _remedies(question: AskedQuestion) -> Iterator[str | None]:
    if question["for_requester"]:
        return
    yield question["remedy"]
    for option in question["options"]:
        yield option["earns"] and option["earns"]["remedy"]
    for cell in (*question["cells"], *(band["earns"] for band in question["ages"])):
        yield cell["remedy"]


def _compile_tier(tier: Tier, tier_plan: Plan | None) -> CompiledTier:
    return {
        "title": escape_invisible(tier.title),
        "when": compile_tier_condition(tier.when, tier_plan),
        "self_service": tier.self_service or False,
        "days": compile_review_days(tier),
        "time": str(tier.review_takes) if tier.review_takes else None,
        "meanwhile": escape_invisible(tier.meanwhile or ""),
        "days_to_answer": letter_phrases.days_to_answer(tier),
    }


def _first_tier(policy: Policy, assessor: PrecheckAssessor) -> int | None:
    """Return the position of the tier of everybody, where no answer decides it."""
    if assessor.tier_plan is not None:
        return None
    tier = first_unconditional_tier(policy)
    return policy.tiers.index(tier) if tier else None
