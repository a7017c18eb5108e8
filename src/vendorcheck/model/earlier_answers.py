"""Answers under older names, to be shown beside the questions that are asked instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.vendor_file import Answer, VendorFile


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that stands under an older name, `questionnaire/question`."""

    key: str
    answer: Answer

    def in_words(self) -> str:
        """Return what was answered, with the note; the options are those of the older question."""
        answer = self.answer
        if answer.answer is not None:
            reply = answer.answer if isinstance(answer.answer, str) else ", ".join(answer.answer)
        elif answer.not_applicable is not None:
            reply = f"not applicable: {answer.not_applicable}"
        else:
            reply = "I don't know" if answer.unknown else "nothing"
        disputed = f", disputed: {answer.disputed}" if answer.disputed else ""
        note = f" · note: {answer.note}" if answer.note else ""
        return f"{reply}{disputed}{note}"


def questions_beside(key: str, names: MovedNames) -> tuple[str, ...]:
    """Return the present questions beside which the answer to an older one is shown.

    Empty if the name is a present one, or if nothing is declared.
    """
    successor = names.successor_of(key)
    if successor is None:
        return ()
    keys = successor.see if successor.name is None else (successor.name,)
    return tuple(other for other in keys if other != key and names.question(other))


def earlier_answers(
    answers: Mapping[str, Answer], names: MovedNames
) -> Mapping[str, list[EarlierAnswer]]:
    """Return the answers under older names, by the questions beside which they are shown.

    `answers` are those to `questionnaire/question`.
    """
    answers_by_question: dict[str, list[EarlierAnswer]] = {}
    for key, answer in answers.items():
        if names.question(key) is None:
            for other in questions_beside(key, names):
                answers_by_question.setdefault(other, []).append(EarlierAnswer(key, answer))
    return answers_by_question


def answers_by_key(vendor: VendorFile) -> dict[str, Answer]:
    """Return the answers of a vendor file to `questionnaire/question`."""
    return {
        f"{questionnaire_id}/{name}": answer
        for questionnaire_id, response in vendor.responses.items()
        for name, answer in response.answers.items()
    }
