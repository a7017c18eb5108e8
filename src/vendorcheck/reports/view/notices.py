"""The notices below the verdict: that a pre-check is enough here, and what is not decided yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus, evaluate, questionnaire_applies
from vendorcheck.assessment.pending import PendingDecision
from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.model.answer_sources import SourceFault
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.text.words import join_list

if TYPE_CHECKING:
    from vendorcheck.assessment.precheck.precheck import Precheck

_MAX_NAMED_QUESTIONS = 3
LEFT_OUT_TITLE: Final = "Not all of this tier was asked."
"""The title of the notice that a person chose less than the tier requires."""
UNASKED_TITLE: Final = "The file answers more than this tier asks."
"""The title of the notice that answers are not looked at."""

REFUSED_TITLE: Final = "Some answers do not count because of who gave them."
"""The title of the notice about a vendor's answers to what is ours, and vague ones of a vendor."""
_REFUSED_SENTENCES: Final[Mapping[SourceFault, str]] = {
    "ours-to-answer": "The vendor answered what is ours to answer: {names}. It stays open.",
    "no-vendor-option": (
        "The answer to {names} is not an answer that a vendor may give: please ask which it is."
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A title that catches the eye, a text that explains it, and the questions concerned."""

    title: str
    text: str
    statuses: tuple[QuestionStatus, ...] = ()


def collect_notices(assessment: Assessment) -> Iterator[Notice]:
    """Yield the notices that a reader needs before the details, in order."""
    if left_out := left_out_sentence(assessment):
        yield Notice(LEFT_OUT_TITLE, left_out)
    elif unasked := unasked_sentence(assessment):
        yield Notice(UNASKED_TITLE, unasked)
    if refused := refused_answers_sentence(assessment):
        yield Notice(REFUSED_TITLE, refused)
    precheck = self_service_precheck(assessment)
    if precheck:
        yield Notice("This tier is self-service:", self_service_sentence(precheck))
    for pending in assessment.pending_decisions:
        yield _pending_notice(pending, has_tier=assessment.tier is not None)


def refused_answers_sentence(assessment: Assessment) -> str:
    """Name the questions whose reply counts as none because of who gave it; empty for none."""
    keys: dict[SourceFault, list[str]] = {}
    for status in assessment.refused_answers:
        if fault := status.source_fault:
            keys.setdefault(fault, []).append(status.question.key)
    return " ".join(
        sentence.format(names=join_list(_first_names(keys[fault])))
        for fault, sentence in _REFUSED_SENTENCES.items()
        if fault in keys
    )


def left_out_sentence(assessment: Assessment) -> str:
    """Name the questionnaires about the vendor that the tier requires and nobody asked."""
    titles = [f"“{entry.title}”" for entry in left_out_questionnaires(assessment)]
    if not titles:
        return ""
    pronoun = "it" if len(titles) == 1 else "them"
    return f"It also requires {join_list(titles)}: this verdict is not about {pronoun}."


def left_out_questionnaires(assessment: Assessment) -> tuple[Questionnaire, ...]:
    """Return the questionnaires about the vendor that the tier requires and nobody asked."""
    asked_ids = assessment.evaluation.plan.gates
    return tuple(
        entry
        for entry in _questionnaires_of_tier(assessment)
        if entry.id not in asked_ids and entry.respondent == "vendor"
    )


def unasked_sentence(assessment: Assessment) -> str:
    """Name what the file answers and the tier does not ask, and what the tier rests on.

    Whoever makes a request look harmless gets a lighter tier, and what was answered before is
    not looked at.
    """
    evaluation = assessment.tiering.evaluation
    if assessment.tier is None or evaluation is None:
        return ""
    asked_ids = {result.questionnaire.id for result in assessment.questionnaires}
    titles = [
        f"“{questionnaire.title}”"
        for questionnaire_id, response in assessment.vendor.responses.items()
        if response.answers
        and questionnaire_id not in asked_ids
        and (questionnaire := assessment.library.get(questionnaire_id)) is not None
        and questionnaire.respondent == "vendor"
    ]
    if not titles:
        return ""
    answers = [
        f"“{status.parsed_answer.quotable_text}”"
        for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
        if status.parsed_answer and applies is not False
    ]
    what = "the answer" if len(answers) == 1 else "the answers"
    pronoun = "it" if len(titles) == 1 else "them"
    return (
        f"It does not ask {join_list(titles, 'or')}, and this verdict is not about {pronoun}. "
        f"The tier rests on {what} {join_list(answers)}."
    )


def _questionnaires_of_tier(assessment: Assessment) -> Iterator[Questionnaire]:
    """Yield the questionnaires that the vendor's tier asks, with those that answers add."""
    tier = assessment.tier
    asked_ids = assessment.evaluation.plan.gates
    if (
        tier is None
        or {
            *tier.questionnaires,
            *(name for addition in tier.add for name in addition.questionnaires),
        }
        <= asked_ids.keys()
    ):
        return
    plan = make_plan(assessment.library, assessment.policy, tier)
    evaluation = evaluate(plan, assessment.vendor, assessment.as_of)
    for questionnaire in plan.questionnaires:
        if questionnaire_applies(evaluation, plan.gates[questionnaire.id]):
            yield questionnaire


def self_service_precheck(assessment: Assessment) -> "Precheck | None":
    """Return the pre-check of these answers if their tier is self-service.

    None in any other tier, and where the tier is only assumed.
    """
    if not (assessment.tier and assessment.tier.self_service) or assessment.tier_assumed:
        return None
    # Imported here because few tiers need it.
    from vendorcheck.assessment.precheck.run import precheck_of_assessment

    return precheck_of_assessment(assessment)


def self_service_sentence(precheck: "Precheck") -> str:
    """Say what a self-service tier requires, and whether these answers have it."""
    light_words = "green" if precheck.light == "go-ahead" else "not green yet"
    return (
        "a green pre-check is enough, and IT is told. "
        f"The pre-check of these answers is {light_words}: “{precheck.headline}”."
    )


def name_deciding_questions(pending_decision: PendingDecision) -> str:
    """Return the ids of the first few deciding questions, and the number of the others."""
    return join_list(_first_names([status.question.key for status in pending_decision.statuses]))


def _first_names(keys: list[str]) -> list[str]:
    more_count = len(keys) - _MAX_NAMED_QUESTIONS
    return [*keys[:_MAX_NAMED_QUESTIONS], *([f"{more_count} more"] if more_count > 0 else [])]


def name_undecided_questionnaires(pending_decision: PendingDecision) -> str:
    """Return the titles of the questionnaires that may still be asked or not."""
    return join_list([f"“{entry.title}”" for entry in pending_decision.questionnaires])


def _pending_notice(pending_decision: PendingDecision, *, has_tier: bool) -> Notice:
    if not pending_decision.questionnaires:
        title = "The tier is assumed." if has_tier else "There is no tier yet."
        return Notice(
            title,
            "What decides it is still open, so nothing below is settled:",
            pending_decision.statuses,
        )
    is_plural = len(pending_decision.questionnaires) > 1
    verb, possessive = ("are", "their") if is_plural else ("is", "its")
    return Notice(
        f"Whether {name_undecided_questionnaires(pending_decision)} {verb} asked is not decided.",
        f"Until it is, {possessive} questions are not among those to send. This decides it:",
        pending_decision.statuses,
    )
