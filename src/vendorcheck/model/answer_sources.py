"""Sources of answers: the requester's questions and options are not for a vendor to answer."""

from typing import Literal, TypeAlias

from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import Answer

SourceFault: TypeAlias = Literal["ours-to-answer", "no-vendor-option"]
"""The reason why the source of an answer may not give it.

`ours-to-answer`: the question is one for the requester, and the vendor replied to it.
`no-vendor-option`: an option is only for those of us who do not know better.
"""


def find_source_fault(
    question: BaseQuestion, answer: Answer, *, is_for_requester: bool
) -> SourceFault | None:
    """Return why the source of a reply may not give it; None if it may, or if there is none.

    Args:
        question: what the answer is to.
        answer: the answer. One to a requester's question that names no source is our own.
        is_for_requester: the question stands in a questionnaire for the requester.
    """
    if answer.source not in ("vendor", "import"):
        return None
    if is_for_requester:
        has_reply = answer.answer is not None or answer.not_applicable is not None
        return "ours-to-answer" if has_reply and "source" in answer.model_fields_set else None
    if not question.requester_option_ids or answer.answer is None:
        return None
    chosen_ids = {answer.answer} if isinstance(answer.answer, str) else answer.answer
    is_refused = any(text.lower() in question.requester_option_ids for text in chosen_ids)
    return "no-vendor-option" if is_refused else None
