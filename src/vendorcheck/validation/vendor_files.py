"""Check a vendor file beyond its shape, against the questionnaires that it answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import TypeAlias

from vendorcheck.assessment.evaluation import Evaluation, applicability, evaluate
from vendorcheck.assessment.plan.plan import Plan, make_plan
from vendorcheck.document.problems import (
    MAX_PROBLEMS,
    TOO_MANY_PROBLEMS,
    DataPath,
    Remark,
    VendorcheckError,
)
from vendorcheck.model.conditions import Truth
from vendorcheck.model.policy import DEFAULT_EVIDENCE_VALIDITY, NO_POLICY
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import InvalidAnswer
from vendorcheck.model.vendor_file import Answer, Response, VendorFile, first_day_still_valid
from vendorcheck.text.safe import MAX_NAME_LENGTH, one_line
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.answers import LocatedAnswer, answer_remarks, reason_remarks
from vendorcheck.validation.dates_and_risks import (
    QuestionNames,
    answer_date_remarks,
    decision_remarks,
    future_date_remarks,
    has_sound_dates,
    link_remarks,
    risk_remarks,
)
from vendorcheck.validation.homographs import mixed_host_remarks, mixed_script_remarks
from vendorcheck.validation.references import OWN_QUESTIONNAIRE_HINT, QuestionnaireLibrary

PlanCache: TypeAlias = dict[tuple[str, ...], Plan | None]
"""The plan of each set of questionnaires; None where there can be none."""
_MAX_VERSION_DIGITS = 10


def check_vendor_file(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    as_of: date,
    valid_for: Duration = DEFAULT_EVIDENCE_VALIDITY,
    unsound_ids: frozenset[str] = frozenset(),
    plan_cache: PlanCache | None = None,
) -> list[Remark]:
    """Return everything that is wrong with a vendor file on a day, up to the limit per file.

    Args:
        vendor: the vendor file.
        library: the known questionnaires.
        as_of: the day.
        valid_for: how long evidence without an end of its own counts.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, with errors of their
            own; answers to them are not checked against them.
        plan_cache: the plans made for other vendor files, so that many files cost few plans.
    """
    plan = _cached_plan(vendor, library, unsound_ids, {} if plan_cache is None else plan_cache)
    # Only accepted risks need more than whether each question applies, which costs less.
    evaluation = evaluate(plan, vendor, as_of) if plan and vendor.accepted_risks else None
    applies = (
        evaluation.applies if evaluation else applicability(plan, vendor, as_of) if plan else ()
    )
    context = _AnswerContext(as_of, unsound_ids, plan, applies)
    suggester = Suggester()
    remarks = chain(
        _vendor_remarks(vendor),
        _response_remarks(vendor, library, context, valid_for, suggester),
        _risk_and_decision_remarks(vendor, library, context, evaluation, suggester),
    )
    # A hostile file has tens of thousands of mistakes, and each search for a hint is slow.
    bounded_remarks = list(islice(remarks, MAX_PROBLEMS + 1))
    return _drop_needless_remarks(
        [*bounded_remarks, TOO_MANY_PROBLEMS]
        if len(bounded_remarks) > MAX_PROBLEMS
        else bounded_remarks
    )


def _response_remarks(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    context: "_AnswerContext",
    valid_for: Duration,
    suggester: Suggester,
) -> Iterator[Remark]:
    """Yield remarks on the answers: on each by itself, and as the reply to its question."""
    as_of, valid_from = context.as_of, first_day_still_valid(valid_for, context.as_of)
    for name, response in vendor.responses.items():
        path: DataPath = ("responses", name)
        is_sound = name not in context.unsound_ids
        questionnaire = library.get(name) if is_sound else None
        if questionnaire:
            yield from _version_remarks(response, questionnaire, path)
            yield from _future_answer_remarks(response, questionnaire, path, context)
        elif is_sound:
            hint = (
                suggester.hint(name, library)
                or f"known are {', '.join(library)}; {OWN_QUESTIONNAIRE_HINT}"
            )
            message = f'there is no questionnaire "{name}"'
            yield Remark(path, "unknown-questionnaire", message, hint, at_key=True)
        positions = context.positions_in(name)
        for question_id, answer in response.answers.items():
            # Most answers are right, and this check is cheaper than the generators below.
            dates_are_sound = has_sound_dates(answer, as_of, valid_from)
            if dates_are_sound and context.is_surely_right(positions.get(question_id), answer):
                continue
            answer_path = (*path, "answers", question_id)
            if not dates_are_sound:
                yield from answer_date_remarks(answer, answer_path, as_of, valid_for)
                yield from mixed_host_remarks(answer, answer_path)
            yield from reason_remarks(answer, answer_path)
            if questionnaire:
                located = LocatedAnswer(answer, answer_path, _is_outdated(response, questionnaire))
                yield from _remarks_on_answer(
                    question_id, questionnaire, located, context, suggester
                )


def _vendor_remarks(vendor: VendorFile) -> Iterator[Remark]:
    """Yield remarks on names that headings cut, and on a website that no report links to."""
    details = vendor.vendor
    for key in ("name", "product", "plan", "contact", "owner"):
        length = len(one_line(getattr(details, key) or ""))
        if length > MAX_NAME_LENGTH:
            message = f"{length} characters are too many to read here; {MAX_NAME_LENGTH} are enough"
            yield Remark(("vendor", key), "text-length", message, "headings show no more of it")
    yield from link_remarks(details.website, ("vendor", "website"))
    yield from mixed_script_remarks(details)


def _risk_and_decision_remarks(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    context: "_AnswerContext",
    evaluation: Evaluation | None,
    suggester: Suggester,
) -> Iterator[Remark]:
    """Yield remarks on accepted risks and decisions."""
    as_of = context.as_of
    question_names = QuestionNames(library, suggester)
    for index, risk in enumerate(vendor.accepted_risks):
        questionnaire_id = risk.question.partition("/")[0]
        if context.unsound_ids.isdisjoint((risk.question, questionnaire_id)):
            risk_path: DataPath = ("accepted_risks", index)
            yield from risk_remarks(
                risk, risk_path, question_names, as_of, evaluation, vendor.responses
            )
    for index, decision in enumerate(vendor.decisions):
        yield from decision_remarks(decision, ("decisions", index), as_of)


def _drop_needless_remarks(remarks: list[Remark]) -> list[Remark]:
    """Return the remarks without those on reasons whose answers are wrong or do not count."""
    needless_paths = {remark.path for remark in remarks if remark.code == "not-applicable-refused"}
    for remark in remarks:
        if remark.code in ("answer-conflict", "does-not-apply"):
            needless_paths |= {(*remark.path, "not_applicable")}
        if remark.code == "does-not-apply":
            needless_paths |= {(*remark.path, "disputed")}
    return [
        remark
        for remark in remarks
        if remark.path not in needless_paths or remark.code != "wrong-value"
    ]


def _cached_plan(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    unsound_ids: frozenset[str],
    plan_cache: PlanCache,
) -> Plan | None:
    """Return the plan of the answered questionnaires; None if there are none or planning fails."""
    questionnaire_ids = tuple(
        sorted(name for name in vendor.responses if name in library and name not in unsound_ids)
    )
    if questionnaire_ids not in plan_cache:
        plan_cache[questionnaire_ids] = None
        with suppress(VendorcheckError):
            plan_cache[questionnaire_ids] = (
                make_plan(library, NO_POLICY, chosen_ids=questionnaire_ids)
                if questionnaire_ids
                else None
            )
    return plan_cache[questionnaire_ids]


@dataclass(frozen=True)
class _AnswerContext:
    """The context that answers are checked in: the day, unsound ids, and what applies.

    `plan` is None and `applicability` is empty where nobody can tell which questions apply.
    """

    as_of: date
    unsound_ids: frozenset[str]
    plan: Plan | None
    applicability: Sequence[Truth]

    def is_inapplicable(self, key: str) -> bool:
        """Return whether a question is known not to apply."""
        return self.plan is not None and self.applicability[self.plan.position_by_key[key]] is False

    def positions_in(self, name: str) -> Mapping[str, int]:
        """Return the positions of a questionnaire's questions in the plan; empty without a plan."""
        return self.plan.positions_by_questionnaire.get(name, {}) if self.plan else {}

    def is_surely_right(self, index: int | None, answer: Answer) -> bool:
        """Return whether an answer is plain and fits a question that applies, as most do."""
        raw_answer = answer.answer
        if (
            self.plan is None
            or index is None
            or self.applicability[index] is False
            or raw_answer is None
        ):
            return False
        if answer.unknown or answer.not_applicable is not None or answer.disputed is not None:
            return False
        return self.plan.questions[index].evaluate(raw_answer, self.as_of) is not None


def _version_remarks(
    response: Response, questionnaire: Questionnaire, path: DataPath
) -> Iterator[Remark]:
    if response.version not in (None, questionnaire.version):
        message = (
            f'version "{response.version}" was answered; '
            f'"{questionnaire.version}" is the one at hand'
        )
        hint = "look through the answers and set the version"
        yield Remark((*path, "version"), "version-differs", message, hint)


def _is_outdated(response: Response, questionnaire: Questionnaire) -> bool:
    """Return whether an older version was answered, or one that can't be compared."""
    differs = response.version not in (None, questionnaire.version)
    return differs and not _is_newer(response.version, questionnaire.version)


def _remarks_on_answer(
    name: str,
    questionnaire: Questionnaire,
    located: LocatedAnswer,
    context: _AnswerContext,
    suggester: Suggester,
) -> Iterator[Remark]:
    """Yield remarks on an answer as the reply to its question."""
    key = f"{questionnaire.id}/{name}"
    question = questionnaire.questions.get(name)
    if question is None:
        yield _unknown_question_remark(name, questionnaire, located, suggester)
    elif key in context.unsound_ids:
        return
    elif context.is_inapplicable(key):
        # An answer that does not count is not checked any further.
        message = (
            "this question does not apply after the other answers; the answer is kept, not counted"
        )
        yield Remark(located.path, "does-not-apply", message, at_key=True)
    else:
        yield from answer_remarks(question, located)


def _future_answer_remarks(
    response: Response, questionnaire: Questionnaire, path: DataPath, context: _AnswerContext
) -> Iterator[Remark]:
    """Yield remarks on answers that are future days where a past day is expected."""
    for name in questionnaire.past_date_questions:
        answer, key = response.answers.get(name), f"{questionnaire.id}/{name}"
        if (
            answer is None
            or answer.answer is None
            or key in context.unsound_ids
            or context.is_inapplicable(key)
        ):
            continue
        with suppress(InvalidAnswer):
            value = questionnaire.questions[name].parse_answer(answer.answer)
            day = date.fromordinal(int(value.amount or 1))
            yield from future_date_remarks(day, (*path, "answers", name, "answer"), context.as_of)


def _is_newer(version: str | None, current: str) -> bool:
    """Return whether a version of numbers and points is above another.

    False where the versions can't be compared.
    """
    version_parts = [text.split(".") for text in (version or "", current)]
    if not all(
        part.isdecimal() and len(part) < _MAX_VERSION_DIGITS
        for numbers in version_parts
        for part in numbers
    ):
        return False
    return [int(part) for part in version_parts[0]] > [int(part) for part in version_parts[1]]


def _unknown_question_remark(
    name: str, questionnaire: Questionnaire, located: LocatedAnswer, suggester: Suggester
) -> Remark:
    hint = suggester.hint(name, questionnaire.questions)
    if located.is_outdated:
        message = f'version "{questionnaire.version}", the one at hand, does not ask "{name}"'
        return Remark(located.path, "answer-outdated", message, hint, at_key=True)
    message = f'questionnaire "{questionnaire.id}" has no question "{name}"'
    return Remark(located.path, "unknown-question", message, hint, at_key=True)
