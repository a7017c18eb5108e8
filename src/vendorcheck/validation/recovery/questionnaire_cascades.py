"""What can't be told of a questionnaire, and of what is held against it, where parts of it are lost."""

from collections.abc import Iterator

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import Model
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import QUESTION_TYPES, BaseQuestion, Option
from vendorcheck.validation.recovery.repair import RepairedFile, RepairedModelT

UNKNOWN_NAME = "*"
"""In the place of a question's or section's name: there is one whose name nobody knows."""
UNKNOWN_CHECK = "*check"
"""The same for a check."""
_CREDIT_KEYS = frozenset({"severity"}).union(
    *(kind.credit_keys() for kind in QUESTION_TYPES.values())
)
"""The keys of a question on which depends what its answers earn."""
_APPLICABILITY_KEYS = ("when", "blocker", "not_applicable")
"""The keys of a question on which depends whether it is asked and may be not applicable."""
_CODES_ABOUT_A_QUESTION = frozenset(
    {"blocker-cannot-fail", "blocker-without-clause", "full-credit-unreachable", "zero-credit-unreachable", "severity-order",
     "missing-finding", "missing-remedy", "credit-missing", "bands-hole", "bands-overlap", "missing-key"}
)  # fmt: skip
"""What depends on all answers of a question and on what they earn."""
_QUESTION_KEYS = frozenset(key for kind in QUESTION_TYPES.values() for key in kind.model_fields)


def questions_with_unknown_answers(
    questionnaire: Questionnaire, repaired: RepairedFile[Questionnaire]
) -> Iterator[str]:
    """Of which questions, as `questionnaire/question`, nobody knows what can be answered.

    `questionnaire/*` stands for questions and sections of which not even the name is known, `questionnaire/*check`
    for such checks.
    """
    if any(_loses_a_name(path) for path in repaired.lost_paths):
        yield f"{questionnaire.id}/{UNKNOWN_NAME}"
    if any(path[0] == "checks" and path[2:] in ((), ("id",)) for path in repaired.lost_paths):
        yield f"{questionnaire.id}/{UNKNOWN_CHECK}"
    for place, _, question in questionnaire.located_questions():
        if text := repaired.corrections.get((*place, "id")):
            yield f"{questionnaire.id}/{text}"
        if any(_affects_answers(tail) for tail in _lost_parts_of(question, place, repaired)):
            yield f"{questionnaire.id}/{question.id}"


def questions_with_unknown_applicability(
    questionnaire: Questionnaire, repaired: RepairedFile[Questionnaire]
) -> Iterator[str]:
    """Of which questions nobody knows whether an answer that is given counts."""
    for place, _, question in questionnaire.located_questions():
        if any(
            tail and tail[0] in _APPLICABILITY_KEYS
            for tail in _lost_parts_of(question, place, repaired)
        ):
            yield f"{questionnaire.id}/{question.id}"


def questionnaire_remark_depends_on_lost(
    questionnaire: Questionnaire, remark: Remark, repaired: RepairedFile[RepairedModelT]
) -> bool:
    """Whether what a remark on a questionnaire says depends on something that is lost."""
    path = remark.path
    if remark.code in _CODES_ABOUT_A_QUESTION and path[0] == "sections":
        question = questionnaire.sections[int(path[1])].questions[int(path[3])]
        return any(_affects_credit(tail) for tail in _lost_parts_of(question, path[:4], repaired))
    match remark.code:
        case "credit-missing":
            return any(
                lost[:2] == path[:2] and _affects_credit(("options", *lost[2:]))
                for lost in repaired.lost_paths
            )
        case "bands-unit":
            return (*path[:4], "type") in repaired.lost_paths
        case "unused-option-set":
            return any(_may_name_option_set(lost) for lost in repaired.lost_paths)
        case "unknown-option-set":
            return any(
                lost[0] == "option_sets" and lost[2:] == () for lost in repaired.lost_paths
            ) or any(is_unknown_key(lost, Questionnaire) for lost in repaired.lost_paths)
        case _:
            return False


def is_unknown_key(path: DataPath, model: type[Model], place: DataPath = ()) -> bool:
    """Whether a key is lost that means nothing to the model at a place: it may have been meant for any."""
    return path[:-1] == place and path[-1] not in model.model_fields


def _loses_a_name(path: DataPath) -> bool:
    """Whether with what is lost at a path of a questionnaire the name of something is lost."""
    match path:
        case ("sections",) | ("sections", _) | ("sections", _, "id" | "questions"):
            return True
        case ("sections", _, "questions", _) | ("sections", _, "questions", _, "id"):
            return True
        case _:
            return is_unknown_key(path, Questionnaire)


def _lost_parts_of(
    question: BaseQuestion, place: DataPath, repaired: RepairedFile[RepairedModelT]
) -> Iterator[DataPath]:
    """What is lost of a question, below its place; of its option set, as if the options were its own."""
    option_set = question.option_set_name
    for lost in repaired.lost_paths:
        if lost[: len(place)] == place:
            yield lost[len(place) :]
        elif option_set and lost[0] == "option_sets" and lost[1:2] in ((), (option_set,)):
            yield ("options", *lost[2:])


def _affects_answers(lost_part: DataPath) -> bool:
    """Whether what can be answered depends on what is lost of a question."""
    match lost_part:
        case ("options", _, key):
            return key in ("id", "exclusive")
        case ("options", *_) | ("type" | "option_set", *_):
            return True
        case (key, *_):
            return key not in _QUESTION_KEYS
        case _:
            return True


def _affects_credit(lost_part: DataPath) -> bool:
    """Whether what the answers earn depends on what is lost of a question."""
    match lost_part:
        case ("options", _, key):
            return (
                key in ("credit", "severity")
                or key not in Option.model_fields
                or _affects_answers(lost_part)
            )
        case _:
            return any(key in _CREDIT_KEYS for key in lost_part[:1]) or _affects_answers(lost_part)


def _may_name_option_set(path: DataPath) -> bool:
    """Whether what is lost at a path may have named an option set."""
    if path[0] != "sections":
        return is_unknown_key(path, Questionnaire)
    return (
        path[4:] == ()
        or path[4] in ("option_set", "options", "type")
        or path[4] not in _QUESTION_KEYS
    )
