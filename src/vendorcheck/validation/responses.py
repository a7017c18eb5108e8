"""Check the answers of a vendor file, each by itself and as the reply to its question."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from vendorcheck.assessment.applicability import Applicability
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.support import SupportRules
from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.answer_sources import find_source_fault
from vendorcheck.model.expected_details import missing_details
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.policy import NO_POLICY, Policy, possible_blockers
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer
from vendorcheck.model.vendor_file import Answer, Response, VendorFile
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.answer_sources import source_remarks
from vendorcheck.validation.answers import LocatedAnswer, answer_remarks, reason_remarks
from vendorcheck.validation.causes import Causes
from vendorcheck.validation.consent import consent_remarks, gather_unconfirmed, has_consent
from vendorcheck.validation.dates_and_risks import future_date_remarks
from vendorcheck.validation.evidence import is_surely_supported, support_remarks
from vendorcheck.validation.homographs import mixed_host_remarks
from vendorcheck.validation.misleading_links import misleading_link_remarks
from vendorcheck.validation.older_names import older_entry_hint
from vendorcheck.validation.references import OWN_QUESTIONNAIRE_HINT, QuestionnaireLibrary

_MAX_VERSION_DIGITS = 10


@dataclass(frozen=True)
class AnswerContext:
    """The context that answers are checked in: day, unsound ids, what applies, policy.

    `applicability` is None where nobody can tell which questions apply.
    """

    as_of: date
    unsound_ids: frozenset[str]
    applicability: Applicability | None
    policy: Policy = NO_POLICY
    suggester: Suggester = field(default_factory=Suggester)

    @cached_property
    def causes(self) -> Causes:
        """The answers for which questions do not apply; only where there is a plan."""
        if self.applicability is None:
            raise ValueError("without a plan nobody knows which questions apply")
        return Causes(self.applicability)

    def is_inapplicable(self, key: str) -> bool:
        """Return whether a question is known not to apply."""
        if self.applicability is None:
            return False
        return self.applicability.applies[self.applicability.plan.position_by_key[key]] is False

    def positions_in(self, name: str) -> Mapping[str, int]:
        """Return the positions of a questionnaire's questions in the plan; empty without a plan."""
        plan = self.applicability.plan if self.applicability else None
        return plan.positions_by_questionnaire.get(name, {}) if plan else {}

    def is_surely_right(self, index: int | None, answer: Answer) -> bool:
        """Return whether an answer is plain and fits a question that applies, as most do."""
        return (
            self.applicability is not None
            and index is not None
            and self.applicability.applies[index] is not False
            and not answer.unknown
            and answer.not_applicable is None
            and answer.disputed is None
            and not has_consent(answer)
            and self._is_accepted(self.applicability.plan.questions[index], answer)
        )

    def _is_accepted(self, question: PlannedQuestion, answer: Answer) -> bool:
        return (
            answer.answer is not None
            and question.evaluate(answer.answer, self.as_of) is not None
            and find_source_fault(
                question.definition, answer, is_for_requester=question.is_for_requester
            )
            is None
            and not (
                question.definition.expects_details and missing_details(question.definition, answer)
            )
        )


def response_remarks(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    context: AnswerContext,
    support_rules: SupportRules,
) -> Iterator[Remark]:
    """Yield remarks on the answers: on each by itself, and as the reply to its question.

    Where many questions wait for our consent in the same way, one remark names them all.
    """
    yield from gather_unconfirmed(_remarks_on_each(vendor, library, context, support_rules))


def _remarks_on_each(
    vendor: VendorFile,
    library: QuestionnaireLibrary,
    context: AnswerContext,
    support_rules: SupportRules,
) -> Iterator[Remark]:
    for name, response in vendor.responses.items():
        path: DataPath = ("responses", name)
        is_sound = name not in context.unsound_ids
        questionnaire = library.get(name) if is_sound else None
        if questionnaire:
            yield from _version_remarks(response, questionnaire, path)
            yield from _future_answer_remarks(response, questionnaire, path, context)
        elif is_sound:
            yield Remark(
                path,
                "unknown-questionnaire",
                f'there is no questionnaire "{name}"',
                context.suggester.hint(name, library)
                or f"known are {', '.join(library)}; {OWN_QUESTIONNAIRE_HINT}",
                at_key=True,
            )
        positions = context.positions_in(name)
        for question_id, answer in response.answers.items():
            # Most answers are right, and this check is cheaper than the generators below.
            question = questionnaire.questions.get(question_id) if questionnaire else None
            if context.unsound_ids and f"{name}/{question_id}" in context.unsound_ids:
                question = None
            is_supported = is_surely_supported(answer, question, support_rules)
            if is_supported and context.is_surely_right(positions.get(question_id), answer):
                continue
            answer_path = (*path, "answers", question_id)
            if not is_supported:
                yield from support_remarks(answer, answer_path, question, support_rules)
                yield from _link_remarks(answer, answer_path)
            yield from reason_remarks(answer, answer_path)
            if questionnaire:
                located = LocatedAnswer(answer, answer_path, _is_outdated(response, questionnaire))
                yield from _remarks_on_answer(question_id, questionnaire, located, context, library)


def _link_remarks(answer: Answer, path: DataPath) -> Iterator[Remark]:
    yield from mixed_host_remarks(answer, path)
    yield from misleading_link_remarks(answer, path)


def _version_remarks(
    response: Response, questionnaire: Questionnaire, path: DataPath
) -> Iterator[Remark]:
    if response.version not in (None, questionnaire.version):
        yield Remark(
            (*path, "version"),
            "version-differs",
            f'version "{response.version}" was answered; '
            f'"{questionnaire.version}" is the one at hand',
            "look through the answers and set the version",
        )


def _is_outdated(response: Response, questionnaire: Questionnaire) -> bool:
    """Return whether an older version was answered, or one that can't be compared."""
    return response.version not in (None, questionnaire.version) and not is_newer(
        response.version, questionnaire.version
    )


def _remarks_on_answer(
    name: str,
    questionnaire: Questionnaire,
    located: LocatedAnswer,
    context: AnswerContext,
    library: QuestionnaireLibrary,
) -> Iterator[Remark]:
    key = f"{questionnaire.id}/{name}"
    question = questionnaire.questions.get(name)
    if question is None:
        successor = MovedNames(library).successor_of(key)
        hint = (
            older_entry_hint(successor, "the answer")
            if successor
            else context.suggester.hint(name, questionnaire.questions)
        )
        is_older = located.is_outdated or successor is not None
        yield _unknown_question_remark(name, questionnaire, located.path, hint, is_older=is_older)
        return
    if key in context.unsound_ids:
        return
    if context.is_inapplicable(key):
        # An answer that does not count is not checked any further.
        yield context.causes.remark(key, located.path)
        return
    if located.answer.not_applicable is not None:
        yield from source_remarks(question, located, questionnaire)
        yield from _put_aside_remarks(questionnaire, question, located, context)
        return
    errors = list(answer_remarks(question, located))
    yield from errors
    if not errors:
        yield from source_remarks(question, located, questionnaire)
        yield from _detail_remarks(question, located)
    yield from consent_remarks(
        located.answer, located.path, frozenset(), questionnaire, context.as_of
    )


def _detail_remarks(question: BaseQuestion, located: LocatedAnswer) -> Iterator[Remark]:
    if missing := missing_details(question, located.answer):
        yield Remark(
            (*located.path, "answer"),
            "details-missing",
            f"this answer does not name its {' and '.join(missing)}",
            f"write {' and '.join(f'{detail}:' for detail in missing)} beside the answer",
        )


def _put_aside_remarks(
    questionnaire: Questionnaire,
    question: BaseQuestion,
    located: LocatedAnswer,
    context: AnswerContext,
) -> Iterator[Remark]:
    """Yield remarks on an answer that says that its question does not apply.

    Whether it may be put aside depends on the policy: it may be a blocker there, or none.
    """
    key = f"{questionnaire.id}/{question.id}"
    blockers = possible_blockers(context.policy, key, question.blocker)
    if None in blockers and question.blocker is not None:
        # Where a policy lets a vendor's reply stand, it is no error.
        question = question.model_copy(update={"blocker": None})
    yield from answer_remarks(question, located)
    if question.accepts_not_applicable:
        rules = frozenset(map(question.not_applicable_rule, blockers))
        yield from consent_remarks(
            located.answer, located.path, rules, questionnaire, context.as_of
        )


def _future_answer_remarks(
    response: Response, questionnaire: Questionnaire, path: DataPath, context: AnswerContext
) -> Iterator[Remark]:
    """Yield remarks on answers that are future days where a past day is expected."""
    for name in questionnaire.past_date_questions:
        answer, key = response.answers.get(name), f"{questionnaire.id}/{name}"
        if (
            answer is not None
            and answer.answer is not None
            and key not in context.unsound_ids
            and not context.is_inapplicable(key)
        ):
            with suppress(InvalidAnswer):
                value = questionnaire.questions[name].parse_answer(answer.answer)
                yield from future_date_remarks(
                    date.fromordinal(int(value.amount or 1)),
                    (*path, "answers", name, "answer"),
                    context.as_of,
                )


def is_newer(version: str | None, current: str) -> bool:
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
    name: str, questionnaire: Questionnaire, path: DataPath, hint: str, *, is_older: bool
) -> Remark:
    if is_older:
        message = f'version "{questionnaire.version}", the one at hand, does not ask "{name}"'
        return Remark(path, "answer-outdated", message, hint, at_key=True)
    message = f'questionnaire "{questionnaire.id}" has no question "{name}"'
    return Remark(path, "unknown-question", message, hint, at_key=True)
