"""One step of an interview: a person does something, and the interview stands elsewhere."""

from collections.abc import Mapping
from dataclasses import replace

from vendorcheck.interview.engine._ask import current
from vendorcheck.interview.engine._events import (
    Answered,
    Back,
    Continue,
    Event,
    Help,
    Jump,
    Keep,
    Mitigate,
    Note,
    PlanAndPrice,
    Quit,
    Refused,
    Review,
    Saying,
    Skip,
    Support,
    said,
)
from vendorcheck.interview.engine._order import queue
from vendorcheck.interview.engine._state import Interview, State
from vendorcheck.model.vendor_file import Answer

_NOTHING: Mapping[str, Answer] = {}


def begin(interview: Interview, given: Mapping[str, Answer] = _NOTHING) -> State:
    """The begin of an interview, or of what is left of one: `given` are the answers of an earlier sitting."""
    state = State(interview, given=dict(given))
    answered = (
        key
        for key in given
        if state.knows(key) and (interview.review or state.look(key)[0].state != "unanswered")
    )
    return replace(state, trail=tuple(answered))


def step(state: State, event: Event) -> State:
    """The interview after an event.

    Raises:
        Misfit: the question does not take this answer.
        Refused: the event can't happen here.
    """
    moved = replace(state, help=False)
    match event:
        case Help() | Quit() | Review() | Continue():
            return _show(state, event)
        case Jump(key):
            return _jump(moved, key)
        case Back():
            return _back(moved)
        case Keep() | Skip():
            return _go_on(moved, skipping=isinstance(event, Skip))
        case _:
            return _say(moved, event)


def changes(before: State, after: State) -> dict[str, Answer]:
    """The answers that a step changed, by `questionnaire/question`."""
    return {key: answer for key, answer in after.given.items() if before.given.get(key) is not answer}


def _show(state: State, event: Help | Quit | Review | Continue) -> State:
    """Another screen, or the same with help."""
    match event:
        case Help():
            return replace(state, help=True)
        case Quit():
            return replace(state, screen="quit", help=False)
        case Review():
            again = state.mitigating is None and current(state) is None
            return replace(state, screen="review", mitigating=None, cursor=None, whole=again, help=False)
        case _:
            return replace(state, screen="questions", everything=True, back_to_review=None, help=False)


def _jump(state: State, key: str) -> State:
    if not state.knows(key) or state.look(key)[1] is False or not state.interview.may_ask(key):
        raise Refused("That question is not asked.")
    waiting = frozenset(queue(state).keys)
    return replace(state, cursor=key, screen="questions", mitigating=None, back_to_review=waiting)


def _back(state: State) -> State:
    """To the question before this one, among those that still apply."""
    if state.mitigating is not None:
        return replace(state, cursor=state.mitigating, mitigating=None)
    here = current(state)
    visited = state.visited
    before = visited[: visited.index(here)] if here in visited else visited
    if not before:
        raise Refused("This is the first question.")
    return replace(state, cursor=before[-1], screen="questions")


def _go_on(state: State, *, skipping: bool) -> State:
    """Leave the question, or the screen, as it is."""
    if state.mitigating is not None:
        return replace(state, mitigating=None)
    here = current(state)
    if here is None:
        # The end, unless the screen was called up before the end.
        waiting = bool(queue(state).keys) and (state.screen == "review" or state.back_to_review is not None)
        return replace(state, screen="questions" if waiting else "done", back_to_review=None, whole=False)
    reply, _ = state.look(here)
    if reply.state == "unanswered" and not skipping and not state.interview.review:
        raise Refused("There is no answer yet: s skips the question.")
    unanswered = reply.state == "unanswered" and skipping
    aside = state.aside | {here} if unanswered else state.aside
    later = state.visited[state.visited.index(here) + 1 :] if here in state.visited else ()
    onward = later[0] if later and state.back_to_review is None else None
    return _left(replace(state, aside=aside), here, onward)


def _left(state: State, key: str, onward: str | None = None) -> State:
    """The state once a question was dealt with."""
    trail = state.trail if key in state.trail else (*state.trail, key)
    return replace(state, trail=trail, cursor=onward)


def _say(state: State, event: Saying) -> State:
    """Take in what changes an answer; what answers the question also leads on to the next."""
    key = state.mitigating or current(state)
    if key is None:
        raise Refused("Choose a question by its number first.")
    reply, _ = state.look(key)
    ours = state.interview.ours(reply.item)
    answer = said(reply, event, state.interview.as_of, ours=ours)
    if state.interview.plain and isinstance(event, Answered) and not ours and answer is not reply.answer:
        # The requester has looked it up: the vendor has not told us, and must not be told that it had.
        answer = answer.model_copy(update={"source": "public"})
    detail = isinstance(event, Note | Support | PlanAndPrice)
    same = answer is reply.answer or (detail and answer == (reply.answer or Answer()))
    after = replace(state, given=state.given if same else {**state.given, key: answer})
    if detail:
        # The question stays, so it must be the one that is looked at even if the order changes.
        return replace(after, cursor=key)
    if isinstance(event, Mitigate):
        return replace(after, mitigating=None)
    after = replace(after, aside=after.aside - {key})
    mitigating = key if isinstance(event, Answered) and _mitigable(after, key) else None
    return _left(replace(after, mitigating=mitigating), key)


def _mitigable(state: State, key: str) -> bool:
    """Whether to ask what is done about a gap: there is one, and nothing is said of it yet."""
    if not state.knows(key):
        return False
    reply, applies = state.look(key)
    gap = reply.outcome is not None and not reply.earns_full_credit and bool(reply.item.units)
    told = reply.answer is not None and reply.answer.mitigation is not None
    return gap and applies is not False and not told and not state.interview.plain
