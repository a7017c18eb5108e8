"""Check that whoever gave an answer may give it."""

from collections.abc import Iterator

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.answer_sources import find_source_fault
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.validation.answers import LocatedAnswer


def source_remarks(
    question: BaseQuestion, located: LocatedAnswer, questionnaire: Questionnaire
) -> Iterator[Remark]:
    """Yield a remark on an answer of the vendor that only one of us may give."""
    answer = located.answer
    is_for_requester = questionnaire.respondent == "requester"
    if answer.disputed is not None or answer.unknown:
        return  # it is open in any case
    match find_source_fault(question, answer, is_for_requester=is_for_requester):
        case "ours-to-answer":
            yield Remark(
                (*located.path, "source"),
                "wrong-source",
                "this question is ours to answer, and the vendor did, so it is open",
                "ask whoever wants the product; if one of us says the same, write source: us",
            )
        case "no-vendor-option":
            option_id, path = _refused_option(question, located)
            yield Remark(
                path,
                "wrong-source",
                f'"{option_id}" is not an answer that a vendor may give, so the question is open',
                "ask the vendor which it is; if only one of us says so, write source: us",
            )
        case None:
            return


def _refused_option(question: BaseQuestion, located: LocatedAnswer) -> tuple[str, DataPath]:
    """Return the first option that a vendor may not choose, with its path."""
    raw, path = located.answer.answer, (*located.path, "answer")
    if raw is None or isinstance(raw, str):
        return raw or "", path
    return next(
        (text, (*path, index))
        for index, text in enumerate(raw)
        if text.lower() in question.requester_option_ids
    )
