"""Plans as data: for each tier, what applies when, what it weighs, and which rules it may break."""

from collections.abc import Collection, Mapping
from datetime import date
from math import ceil
from typing import Final, TypedDict

from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.open_questions import (
    OpenQuestion,
    find_open_questions,
    question_about_contradiction,
)
from vendorcheck.assessment.plan.check import PlannedCheck
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.precheck.precheck import PrecheckReasonKind
from vendorcheck.assessment.precheck.reasons import kind_of_requirement
from vendorcheck.exchange.forms.page._conditions import (
    CompiledCondition,
    Ratio,
    compile_applicability,
    compile_condition,
    compile_ratio,
)
from vendorcheck.exchange.forms.page._questions import visible_remedy
from vendorcheck.model.conditions import Condition
from vendorcheck.model.fields import SEVERITIES, NotApplicableRule
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import Vendor, VendorFile
from vendorcheck.reports.view import letter_phrases
from vendorcheck.text.messages import message_paragraph
from vendorcheck.text.safe import escape_invisible

_NO_DAY: Final = date.min
"""The day of an evaluation without answers, which is the same on any."""


class QuestionInPlan(TypedDict):
    """A question as a policy and a tier see it.

    `applies` is its condition; None: it always applies. `weight` is a whole number, as text; 0: it
    is not scored. `blocker` is the least credit that it must earn, of the question's `full`; None:
    it is none. `rated`: answers earn credit. `subject`: rules about single questions may fire for
    it; while it is open, `may_fail` the blocker and `may_require` a condition.
    """

    key: str
    questionnaire: str
    applies: CompiledCondition | None
    needs: list[int]
    for_requester: bool
    aside: NotApplicableRule
    rated: bool
    scored: bool
    weight: str
    severity: int
    blocker: int | None
    subject: bool
    may_fail: bool
    may_require: bool


class CheckInPlan(TypedDict):
    """A check: when it `fails`, and what follows from that.

    `kind` and `message` are those of its reason. `names` are the positions of the questions that it
    names; `excludes`: options that it would contradict are not offered; `about_us`: all of them are
    the requester's. `letter` is the phrase for the vendor; None: there is none.
    """

    key: str
    fails: CompiledCondition
    blocks: bool
    requires: bool
    kind: PrecheckReasonKind
    message: str
    remedy: str | None
    names: list[int]
    excludes: bool
    about_us: bool
    letter: "LetterQuestion | None"


class LetterQuestion(TypedDict):
    """An open question as the letter to the vendor asks it.

    `names_vendor`: it says "the vendor"; `boxes`, the lines of its options, may do so, too.
    """

    key: str
    questionnaire: str
    text: str
    names_vendor: bool
    boxes_name_vendor: bool
    boxes: list[str]


class QuestionnaireInPlan(TypedDict):
    """A questionnaire, and the condition under which it is asked; None: it always is."""

    id: str
    asked: CompiledCondition | None


class CompiledPlan(TypedDict):
    """The plan of a tier.

    The first `counted` questions count. `order` are the positions of all questions such that each
    comes after those that its condition refers to. `letter` are the questions to the vendor in
    their order, which are sent while they are open. `conditions_from` is the rank of a severity.
    """

    counted: int
    questions: list[QuestionInPlan]
    order: list[int]
    checks: list[CheckInPlan]
    questionnaires: list[QuestionnaireInPlan]
    letter: list[LetterQuestion]
    conditions_from: int
    approve_at: Ratio
    conditions_at: Ratio
    coverage_at_least: Ratio
    aside_at_most: Ratio


def compile_plan(plan: Plan, full_credit: Mapping[str, int]) -> CompiledPlan:
    """Return a plan for the script.

    Args:
        plan: the plan.
        full_credit: the credit of a full answer to each question, in its own units.
    """
    settings, questions = plan.settings, relevant_questions(plan)
    positions = {question.key: position for position, question in enumerate(questions)}
    in_order = (plan.questions[position].key for position in plan.evaluation_order)
    return {
        "counted": plan.counted_question_count,
        "questions": [
            _compile_question(question, positions, full_credit[question.key])
            for question in questions
        ],
        "order": [positions[key] for key in in_order if key in positions],
        "checks": [_compile_check(check, plan, positions) for check in plan.checks],
        "questionnaires": [
            {
                "id": questionnaire.id,
                "asked": compile_applicability((), plan.gates[questionnaire.id], positions),
            }
            for questionnaire in plan.questionnaires
        ],
        "letter": _letter_questions(plan),
        "conditions_from": SEVERITIES.index(settings.conditions_from),
        "approve_at": compile_ratio(settings.approve_at),
        "conditions_at": compile_ratio(settings.conditions_at),
        "coverage_at_least": compile_ratio(settings.coverage_at_least),
        "aside_at_most": compile_ratio(settings.not_applicable_at_most),
    }


def relevant_questions(plan: Plan) -> tuple[PlannedQuestion, ...]:
    """Return the questions that count, and those on which it depends what else counts or fails.

    Those that count come first, as in the plan.
    """
    gates = [gate for alternatives in plan.gates.values() for gate in alternatives]
    pending = [question.key for question in plan.questions if question.is_counted]
    pending += [key for condition, home in gates for key in condition.referenced_keys(home)]
    pending += [key for keys in plan.check_dependencies.values() for key in sorted(keys)]
    kept = set(pending)
    while pending:
        question = plan.questions[plan.position_by_key[pending.pop()]]
        added = set(question.dependencies) - kept
        kept |= added
        pending += sorted(added)
    return tuple(question for question in plan.questions if question.key in kept)


def compile_tier_condition(
    condition: Condition | None, plan: Plan | None
) -> CompiledCondition | None:
    """Return the condition of a tier, by the positions of the tier plan; None: there is none."""
    if condition is None or plan is None:
        return None
    positions = {
        question.key: position for position, question in enumerate(relevant_questions(plan))
    }
    return compile_condition((condition, ""), positions)


def _compile_question(
    question: PlannedQuestion, positions: Mapping[str, int], full: int
) -> QuestionInPlan:
    effects = question.possible_effects if question.is_subject_to_rules else ()
    blocker = question.blocker if question.is_active_blocker else None
    return {
        "key": question.key,
        "questionnaire": question.questionnaire_id,
        "applies": compile_applicability(question.conditions, question.gates, positions),
        "needs": [positions[key] for key in dict.fromkeys(question.dependencies)],
        "for_requester": question.is_for_requester,
        "aside": question.not_applicable_rule,
        "rated": question.is_counted and not question.definition.fact,
        "scored": question.is_scored,
        "weight": str(question.weight_units),
        "severity": SEVERITIES.index(question.severity),
        "blocker": None if blocker is None else ceil(blocker * full),
        "subject": question.is_subject_to_rules,
        "may_fail": any(effect.fails_blocker for effect in effects),
        "may_require": any(effect.requires_condition for effect in effects),
    }


def _compile_check(check: PlannedCheck, plan: Plan, positions: Mapping[str, int]) -> CheckInPlan:
    conditions_from = plan.settings.conditions_from
    gates = [
        gate
        for name in check.questionnaire_ids
        if (gate := compile_applicability((), plan.gates.get(name, ()), positions))
    ]
    condition = compile_condition(check.condition, positions)
    is_requirement = check.is_requirement
    is_asked = not is_requirement and not _is_ours(check, plan)
    question = question_about_contradiction(check) if is_asked else None
    return {
        "key": check.key,
        "fails": ["all", condition, *gates] if gates else condition,
        "blocks": check.blocks,
        "requires": SEVERITIES.index(check.severity) >= SEVERITIES.index(conditions_from),
        "kind": kind_of_requirement(check, conditions_from) if is_requirement else "contradiction",
        "message": escape_invisible(check.definition.message),
        "remedy": visible_remedy(check.definition.remedy) if is_requirement else None,
        "excludes": check.excludes_options,
        "names": sorted(positions[key] for key in check.referenced_keys),
        "about_us": all(
            plan.questions[plan.position_by_key[key]].is_for_requester
            for key in check.referenced_keys
        ),
        "letter": _letter_question(question, None) if question else None,
    }


def _is_ours(check: PlannedCheck, plan: Plan) -> bool:
    """Return whether one of the answers is the requester's, which the vendor must not learn."""
    our_ids: Collection[str] = {
        question.questionnaire_id for question in plan.questions if question.is_for_requester
    }
    return any(name in our_ids for name in check.questionnaire_ids)


def _letter_questions(plan: Plan) -> list[LetterQuestion]:
    """Return all questions that are open for the vendor where nothing is answered yet."""
    nobody = VendorFile(vendorcheck="vendor/1", vendor=Vendor(name="x"))
    open_questions, _ = find_open_questions(evaluate(plan, nobody, _NO_DAY))
    definitions = {question.key: question.definition for question in plan.questions}
    return [
        _letter_question(question, definitions[question.subject])
        for question in open_questions
        if question.reason == "open"
    ]


def _letter_question(question: OpenQuestion, definition: BaseQuestion | None) -> LetterQuestion:
    text = letter_phrases.question_text(question, definition)
    boxes = list(letter_phrases.option_boxes(question, definition))
    return {
        "key": question.subject,
        "questionnaire": question.subject.partition("/")[0],
        "text": message_paragraph(text),
        "names_vendor": letter_phrases.names_vendor(text),
        "boxes_name_vendor": any(map(letter_phrases.names_vendor, boxes)),
        "boxes": boxes,
    }
