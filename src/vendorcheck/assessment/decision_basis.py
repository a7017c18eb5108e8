"""The basis of a decision: the rules and digests of its day, and what has changed since."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import VERDICTS
from vendorcheck.model.decisions import Decision
from vendorcheck.model.fields import Verdict

ANSWERS_DIGEST: Final = "answers"
"""The key of a decision's digests below which that of the answers stands, among questionnaires."""
ChangedPart: TypeAlias = Literal["answers", "policy", "questionnaires", "verdict"]
CHANGED_PARTS: tuple[ChangedPart, ...] = get_args(ChangedPart)


def digests_to_note(assessment: Assessment) -> dict[str, str]:
    """Return the digests that a decision notes: of each questionnaire by id, and of the answers."""
    used = {one.questionnaire.id: one.sha256 for one in assessment.used_questionnaires}
    return {**used, ANSWERS_DIGEST: assessment.digests.answers}


def changed_since(decision: Decision, assessment: Assessment) -> tuple[ChangedPart, ...]:
    """Return what is no longer as it was when somebody decided.

    What the decision does not note can't be compared, and counts as unchanged. An assessment of
    other questionnaires than those of the decision rests on changed ones.
    """
    now = digests_to_note(assessment)
    noted = {key: sha256.lower() for key, sha256 in decision.digests.items()}
    policy = decision.policy
    is_changed: Mapping[ChangedPart, bool] = {
        "answers": noted.get(ANSWERS_DIGEST, now[ANSWERS_DIGEST]) != now[ANSWERS_DIGEST],
        "policy": policy is not None
        and (
            policy.id != assessment.policy.id
            or (policy.sha256 is not None and policy.sha256.lower() != assessment.digests.policy)
        ),
        "questionnaires": _without_answers(noted) not in ({}, _without_answers(now)),
        "verdict": decision.verdict is not None and decision.verdict != assessment.verdict,
    }
    return tuple(part for part in CHANGED_PARTS if is_changed[part])


def _without_answers(digests: Mapping[str, str]) -> dict[str, str]:
    return {key: sha256 for key, sha256 in digests.items() if key != ANSWERS_DIGEST}


def is_milder(decision: Verdict, other: Verdict) -> bool:
    """Return whether a decision allows more than another one, or than a verdict."""
    return VERDICTS.index(decision) < VERDICTS.index(other)
