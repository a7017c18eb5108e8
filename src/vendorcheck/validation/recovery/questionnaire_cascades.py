"""Decide what is unknown about a questionnaire with lost parts, and which remarks depend on it."""

from collections.abc import Iterator

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import Model
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import QUESTION_TYPES, BaseQuestion, Option
from vendorcheck.validation.recovery.repair import RepairedFile, RepairedModelT

UNKNOWN_NAME = "*"
"""Stands for the id of a question or section whose id nobody knows."""
UNKNOWN_CHECK = "*check"
"""Stands for the id of a check whose id nobody knows."""
_CREDIT_KEYS = frozenset({"severity", "fact"}).union(
    *(kind.credit_keys() for kind in QUESTION_TYPES.values())
)
"""The keys of a question that decide what its answers earn."""
_APPLICABILITY_KEYS = ("when", "blocker", "not_applicable")
"""The keys of a question that decide whether it is asked and may be not applicable."""
_CODES_ABOUT_A_QUESTION = frozenset(
    {"blocker-cannot-fail", "blocker-without-clause", "full-credit-unreachable",
     "zero-credit-unreachable", "severity-order", "missing-finding", "missing-remedy",
     "credit-missing", "scored-fact", "no-effect", "bands-hole", "bands-overlap", "missing-key"}
)  # fmt: skip
"""Codes that depend on all answers of a question and on what they earn."""
_CODES_ABOUT_OLDER_NAMES = frozenset(
    {"rename-unknown", "rename-in-use", "rename-cycle", "unknown-option"}
)
_OLDER_NAMES_KEYS = frozenset({"renamed", "removed", "renamed_sections"})
"""The keys of a questionnaire that say what became of older names."""
_QUESTION_KEYS = frozenset(key for kind in QUESTION_TYPES.values() for key in kind.model_fields)


def questions_with_unknown_answers(
    questionnaire: Questionnaire, repaired: RepairedFile[Questionnaire]
) -> Iterator[str]:
    """Yield the questions, as `questionnaire/question`, whose possible answers are unknown.

    `questionnaire/*` stands for questions and sections with an unknown id, `questionnaire/*check`
    for such checks.
    """
    if any(map(_loses_a_name, repaired.lost_paths)):
        yield f"{questionnaire.id}/{UNKNOWN_NAME}"
    if any(path[0] == "checks" and path[2:] in ((), ("id",)) for path in repaired.lost_paths):
        yield f"{questionnaire.id}/{UNKNOWN_CHECK}"
    for question_path, _, question in questionnaire.located_questions():
        if written_id := repaired.corrections.get((*question_path, "id")):
            yield f"{questionnaire.id}/{written_id}"
        if any(map(_affects_answers, _lost_parts_of(question, question_path, repaired))):
            yield f"{questionnaire.id}/{question.id}"


def questions_with_unknown_applicability(
    questionnaire: Questionnaire, repaired: RepairedFile[Questionnaire]
) -> Iterator[str]:
    """Yield the questions, as `questionnaire/question`, whose answers may not count."""
    for question_path, _, question in questionnaire.located_questions():
        if any(
            lost_part and lost_part[0] in _APPLICABILITY_KEYS
            for lost_part in _lost_parts_of(question, question_path, repaired)
        ):
            yield f"{questionnaire.id}/{question.id}"


def questionnaire_remark_depends_on_lost(
    questionnaire: Questionnaire, remark: Remark, repaired: RepairedFile[RepairedModelT]
) -> bool:
    """Return whether a remark on a questionnaire depends on a lost part of it."""
    path = remark.path
    if remark.code in _CODES_ABOUT_A_QUESTION and path[0] == "sections":
        question = questionnaire.sections[int(path[1])].questions[int(path[3])]
        return any(map(_affects_credit, _lost_parts_of(question, path[:4], repaired)))
    match remark.code:
        case "credit-missing":
            return any(
                lost_path[:2] == path[:2] and _affects_credit(("options", *lost_path[2:]))
                for lost_path in repaired.lost_paths
            )
        case "bands-unit" | "equal-without-reason":
            is_reason_lost = path[-1] == "relation" and repaired.has_lost_within(path[:-1])
            return is_reason_lost or (*path[:4], "type") in repaired.lost_paths
        case code if code in _CODES_ABOUT_OLDER_NAMES and path[0] in _OLDER_NAMES_KEYS:
            return any(map(_may_change_names_or_options, repaired.lost_paths))
        case "unused-option-set":
            return any(map(_may_name_option_set, repaired.lost_paths))
        case "unknown-option-set":
            return any(
                lost_path[0] == "option_sets" and lost_path[2:] == ()
                for lost_path in repaired.lost_paths
            ) or any(is_unknown_key(lost_path, Questionnaire) for lost_path in repaired.lost_paths)
        case _:
            return False


def is_unknown_key(path: DataPath, model: type[Model], place: DataPath = ()) -> bool:
    """Return whether a path is that of a key that the model at a place does not have.

    The key may have been meant for any other.
    """
    return path[:-1] == place and path[-1] not in model.model_fields


def _loses_a_name(path: DataPath) -> bool:
    """Return whether the id of a question or section is lost with a path of a questionnaire."""
    match path:
        case ("sections",) | ("sections", _) | ("sections", _, "id" | "questions"):
            return True
        case ("sections", _, "questions", _) | ("sections", _, "questions", _, "id"):
            return True
        case _:
            return is_unknown_key(path, Questionnaire)


def _lost_parts_of(
    question: BaseQuestion, question_path: DataPath, repaired: RepairedFile[RepairedModelT]
) -> Iterator[DataPath]:
    """Yield the lost paths below a question's path.

    Those of its option set are included as if the options were its own.
    """
    option_set = question.option_set_name
    for lost_path in repaired.lost_paths:
        if lost_path[: len(question_path)] == question_path:
            yield lost_path[len(question_path) :]
        elif option_set and lost_path[0] == "option_sets" and lost_path[1:2] in ((), (option_set,)):
            yield ("options", *lost_path[2:])


def _affects_answers(lost_part: DataPath) -> bool:
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
    match lost_part:
        case ("options", _, key):
            return (
                key in ("credit", "severity")
                or key not in Option.model_fields
                or _affects_answers(lost_part)
            )
        case _:
            return any(key in _CREDIT_KEYS for key in lost_part[:1]) or _affects_answers(lost_part)


def _may_change_names_or_options(path: DataPath) -> bool:
    """Return whether a question, a check, an option or an older name is lost with a path."""
    if path[0] == "sections" and path[4:]:
        return _affects_answers(path[4:]) or path[4] == "id"
    return path[0] in {"sections", "checks", "option_sets", *_OLDER_NAMES_KEYS} or is_unknown_key(
        path, Questionnaire
    )


def _may_name_option_set(path: DataPath) -> bool:
    if path[0] != "sections":
        return is_unknown_key(path, Questionnaire)
    return (
        path[4:] == ()
        or path[4] in ("option_set", "options", "type")
        or path[4] not in _QUESTION_KEYS
    )
