"""The offer to stop: the verdict stays "more information needed" until the vendor answers."""

from dataclasses import dataclass

from vendorcheck.assessment.judgement import DO_NOT_APPROVE, MORE_INFORMATION_NEEDED
from vendorcheck.interview.engine._order import build_queue, left_out_questions
from vendorcheck.interview.engine._state import InterviewState, Outlook


@dataclass(frozen=True, slots=True)
class StopOffer:
    """An offer to stop here, and to send the open questions without which there is no approval.

    `needs_all`: all of them must be answered; otherwise more of them. `unasked_count`: how many
    others that count were not asked yet, and `outlook` the verdicts that those can still lead to.
    """

    open_keys: tuple[str, ...]
    needs_all: bool
    unasked_count: int
    outlook: Outlook


def questions_to_send(state: InterviewState) -> tuple[str, ...]:
    """Return the open questions without which there is no approval; none unless that is certain.

    They are blockers, and what decides requirements. Where only too little is answered, they are
    all open questions that count.
    """
    found = state.range_while_open
    if found is None or found.best != MORE_INFORMATION_NEEDED:
        return ()
    return found.decisive_keys or (found.uncovered_keys if found.is_coverage_short else ())


def find_stop_offer(state: InterviewState) -> StopOffer | None:
    """Return the offer to stop if it is time for it.

    It is once no answer to what is left leads to "do not approve" by itself, whatever the score.
    """
    found, open_keys = state.range_while_open, questions_to_send(state)
    if (
        found is None
        or not open_keys
        or found.waiting_worst == DO_NOT_APPROVE
        or not state.asks_decisive_only
        or state.declined_to_stop
        or state.screen != "questions"
        or state.waiting_before_change is not None
    ):
        return None
    left_out = (state.planned_question(key) for key in left_out_questions(state))
    unasked_count = len(build_queue(state).keys)
    unasked_count += sum(question.is_subject_to_rules for question in left_out)
    outlook = Outlook(found.best, found.worst)
    needs_all = bool(found.decisive_keys)
    return StopOffer(open_keys, needs_all, unasked_count, outlook) if unasked_count else None
