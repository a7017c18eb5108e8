"""What can't be told of a questionnaire, and of what is held against it, where parts of it are lost."""

from collections.abc import Iterator

from vendorcheck.document.problems import Path, Remark
from vendorcheck.model.fields import Model
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import QUESTION_TYPES, BaseQuestion, Option
from vendorcheck.validation.recovery.repair import AModel, Remains

ANY = "*"
"""In the place of a question's or section's name: there is one whose name nobody knows."""
ANY_CHECK = "*check"
"""The same for a check."""
_CREDIT = frozenset({"severity"}).union(*(kind.credit_keys() for kind in QUESTION_TYPES.values()))
"""The keys of a question on which depends what its answers earn."""
_ASKED = ("when", "blocker", "not_applicable")
"""The keys of a question on which depends whether it is asked and may be not applicable."""
_OF_THE_QUESTION = frozenset(
    {"blocker-cannot-fail", "blocker-without-clause", "full-credit-unreachable", "zero-credit-unreachable", "severity-order",
     "missing-finding", "missing-remedy", "credit-missing", "bands-hole", "bands-overlap", "missing-key"}
)  # fmt: skip
"""What depends on all answers of a question and on what they earn."""
_QUESTION_KEYS = frozenset(key for kind in QUESTION_TYPES.values() for key in kind.model_fields)


def unsound_parts(found: Questionnaire, rest: Remains[Questionnaire]) -> Iterator[str]:
    """Of which questions, as `questionnaire/question`, nobody knows what can be answered.

    `questionnaire/*` stands for questions and sections of which not even the name is known, `questionnaire/*check`
    for such checks.
    """
    if any(_nameless(path) for path in rest.lost):
        yield f"{found.id}/{ANY}"
    if any(path[0] == "checks" and path[2:] in ((), ("id",)) for path in rest.lost):
        yield f"{found.id}/{ANY_CHECK}"
    for place, _, question in found.places():
        if text := rest.meant.get((*place, "id")):
            yield f"{found.id}/{text}"
        if any(_of_answers(tail) for tail in _tails(question, place, rest)):
            yield f"{found.id}/{question.id}"


def conditional_parts(found: Questionnaire, rest: Remains[Questionnaire]) -> Iterator[str]:
    """Of which questions nobody knows whether an answer that is given counts."""
    for place, _, question in found.places():
        if any(tail and tail[0] in _ASKED for tail in _tails(question, place, rest)):
            yield f"{found.id}/{question.id}"


def of_questionnaire(found: Questionnaire, remark: Remark, rest: Remains[AModel]) -> bool:
    """Whether what a remark on a questionnaire says depends on something that is lost."""
    path = remark.path
    if remark.code in _OF_THE_QUESTION and path[0] == "sections":
        question = found.sections[int(path[1])].questions[int(path[3])]
        return any(_of_credit(tail) for tail in _tails(question, path[:4], rest))
    match remark.code:
        case "credit-missing":
            return any(lost[:2] == path[:2] and _of_credit(("options", *lost[2:])) for lost in rest.lost)
        case "bands-unit":
            return (*path[:4], "type") in rest.lost
        case "unused-option-set":
            return any(_may_use_a_set(lost) for lost in rest.lost)
        case "unknown-option-set":
            return any(lost[0] == "option_sets" and lost[2:] == () for lost in rest.lost) or any(
                strange(lost, Questionnaire) for lost in rest.lost
            )
        case _:
            return False


def strange(path: Path, model: type[Model], place: Path = ()) -> bool:
    """Whether a key is lost that means nothing to the model at a place: it may have been meant for any."""
    return path[:-1] == place and path[-1] not in model.model_fields


def _nameless(path: Path) -> bool:
    """Whether with what is lost at a path of a questionnaire the name of something is lost."""
    match path:
        case ("sections",) | ("sections", _) | ("sections", _, "id" | "questions"):
            return True
        case ("sections", _, "questions", _) | ("sections", _, "questions", _, "id"):
            return True
        case _:
            return strange(path, Questionnaire)


def _tails(question: BaseQuestion, place: Path, rest: Remains[AModel]) -> Iterator[Path]:
    """What is lost of a question, below its place; of its option set, as if the options were its own."""
    option_set = question.option_set_name
    for lost in rest.lost:
        if lost[: len(place)] == place:
            yield lost[len(place) :]
        elif option_set and lost[0] == "option_sets" and lost[1:2] in ((), (option_set,)):
            yield ("options", *lost[2:])


def _of_answers(tail: Path) -> bool:
    """Whether what can be answered depends on what is lost of a question."""
    match tail:
        case ("options", _, key):
            return key in ("id", "exclusive")
        case ("options", *_) | ("type" | "option_set", *_):
            return True
        case (key, *_):
            return key not in _QUESTION_KEYS
        case _:
            return True


def _of_credit(tail: Path) -> bool:
    """Whether what the answers earn depends on what is lost of a question."""
    match tail:
        case ("options", _, key):
            return key in ("credit", "severity") or key not in Option.model_fields or _of_answers(tail)
        case _:
            return any(key in _CREDIT for key in tail[:1]) or _of_answers(tail)


def _may_use_a_set(path: Path) -> bool:
    """Whether what is lost at a path may have named an option set."""
    if path[0] != "sections":
        return strange(path, Questionnaire)
    return path[4:] == () or path[4] in ("option_set", "options", "type") or path[4] not in _QUESTION_KEYS
