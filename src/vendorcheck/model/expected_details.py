"""The details that an option asks its answer to record besides: a plan, a price."""

from collections.abc import Iterable

from vendorcheck.model.questions import BaseQuestion, ExpectedDetail
from vendorcheck.model.vendor_file import Answer


def expected_details(
    question: BaseQuestion, chosen_ids: Iterable[str]
) -> tuple[ExpectedDetail, ...]:
    """Return what an answer with these options has to record, each detail once, plan first."""
    chosen = frozenset(text.lower() for text in chosen_ids)
    expected = {
        detail
        for option in question.offered_options
        if option.expects and option.id.lower() in chosen
        for detail in option.expects
    }
    return tuple(sorted(expected))


def missing_details(question: BaseQuestion, answer: Answer) -> tuple[ExpectedDetail, ...]:
    """Return what an answer leaves out that its options expect; nothing for what is no answer."""
    reply = answer.answer
    if reply is None or answer.unknown or answer.disputed is not None:
        return ()
    details = expected_details(question, (reply,) if isinstance(reply, str) else reply)
    return tuple(detail for detail in details if not getattr(answer, detail))
