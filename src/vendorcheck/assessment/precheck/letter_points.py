"""The points of the letter to the vendor, in its order: what a reply can answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.precheck.precheck import Precheck


@dataclass(frozen=True, slots=True)
class LetterPoint:
    """A question that a point of the letter is about.

    `number` is that of the point in the letter, `key` the question, `change` what the letter asks
    the vendor to change; empty where it only asks the question. `is_wish`: nothing depends on it.
    """

    number: int
    key: str
    change: str = ""
    is_wish: bool = False


def find_letter_points(precheck: Precheck) -> tuple[LetterPoint, ...]:
    """Return what the letter of a pre-check is about, in its order, each question once.

    A point about several answers, such as two that contradict each other, is about each of them
    that has no point of its own.
    """
    points: dict[str, LetterPoint] = {}
    for number, subject, change in sorted(
        _numbered_subjects(precheck), key=lambda point: _is_check(point[1], precheck.library)
    ):
        for key in _vendor_questions(subject, precheck.library):
            is_wish = change in precheck.wished_changes
            points.setdefault(key, LetterPoint(number, key, change, is_wish))
    return tuple(sorted(points.values(), key=lambda point: point.number))


def _numbered_subjects(precheck: Precheck) -> Iterator[tuple[int, str, str]]:
    """Yield each question or check of the letter with its number, and the change that it names."""
    subjects = [question.subject for question in precheck.questions_for_vendor]
    homes = dict.fromkeys(subject.partition("/")[0] for subject in subjects)
    asked = [subject for home in homes for subject in subjects if subject.startswith(f"{home}/")]
    for number, subject in enumerate(asked, 1):
        yield number, subject, ""
    changes = (*precheck.required_changes, *precheck.wished_changes)
    for number, change in enumerate(changes, len(asked) + 1):
        for reason in precheck.reasons:
            if reason.change == change:
                yield number, reason.subject, change


def _is_check(subject: str, library: Questionnaires) -> bool:
    questionnaire_id, _, name = subject.partition("/")
    return name not in library[questionnaire_id].questions


def _vendor_questions(subject: str, library: Questionnaires) -> Iterator[str]:
    """Yield the question that a subject is, or those of the vendor's that a check is about."""
    questionnaire_id, _, name = subject.partition("/")
    if not _is_check(subject, library):
        yield subject
        return
    check = next(check for check in library[questionnaire_id].checks if check.id == name)
    for key in check.when.referenced_keys(questionnaire_id):
        if library[key.partition("/")[0]].respondent == "vendor":
            yield key
