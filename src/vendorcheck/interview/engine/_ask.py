"""What an interview shows next, and what changed by what was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from vendorcheck.assessment.evaluation import Reply, asked
from vendorcheck.assessment.plan.question import Item
from vendorcheck.interview.engine._order import left_out, queue
from vendorcheck.interview.engine._state import Outlook, State
from vendorcheck.interview.engine._why import why
from vendorcheck.model.conditions import Holds
from vendorcheck.model.policy import Tier
from vendorcheck.model.questionnaire import Questionnaire, Section


@dataclass(frozen=True, slots=True)
class Place:
    """A question with where it stands and how it is answered so far."""

    item: Item
    questionnaire: Questionnaire
    section: Section
    reply: Reply
    applies: Holds


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask.

    `number` of `total`: exact, or about so many as far as can be told. `again`: the person came back to it. `help`:
    why it is asked and where to look are wanted. `reviewing`: it is to be verified or disputed, not answered.
    `deciding_tier`: it is asked to find out how much has to be asked.
    """

    place: Place
    number: int
    total: int
    exact: bool
    again: bool
    help: bool
    reviewing: bool
    deciding_tier: bool


@dataclass(frozen=True, slots=True)
class MitigationWanted:
    """Something may be said of what is done about a gap, and by when."""

    place: Place


@dataclass(frozen=True, slots=True)
class CheckAnswers:
    """The answers, by section, each to be changed by its number (from 1) in `places`.

    `whole`: all that are in the file, too. `unused`: answered, but they no longer apply; kept and not counted.
    `left_out`: what fast spared, and `why` in sentences. `waiting`: how many questions are still to come.
    """

    places: tuple[Place, ...]
    whole: bool
    unused: tuple[Place, ...]
    left_out: tuple[Place, ...]
    why: tuple[str, ...]
    waiting: int
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class End:
    """The interview is over; `finished`, or stopped before its end."""

    finished: bool


Next: TypeAlias = Question | MitigationWanted | CheckAnswers | End


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions of this interview are answered; the total is about right unless it is exact."""

    answered: int
    total: int
    exact: bool


@dataclass(frozen=True, slots=True)
class News:
    """What an answer changed beyond itself.

    `dropped`: answered questions that no longer apply. `tier`: the tier, if it has become known or another one.
    `added`: the questionnaires that are surely asked now; `removed`: those that were asked, or might have been, and are
    not any more. One of which nobody knows is neither. `contradictions`: what the answers say
    against each other now.
    """

    dropped: tuple[Place, ...]
    tier: Tier | None
    added: tuple[Questionnaire, ...]
    removed: tuple[Questionnaire, ...]
    contradictions: tuple[str, ...]


def ask(state: State) -> Next:
    """What to show next."""
    if state.screen in {"done", "quit"}:
        return End(finished=state.screen == "done")
    if state.mitigating is not None:
        return MitigationWanted(where(state, state.mitigating))
    key = current(state)
    if key is None:
        return _check(state)
    return _question(state, key)


def current(state: State) -> str | None:
    """The question that the person is looking at; None: the check-answers screen."""
    if state.screen != "questions":
        return None
    if state.cursor is not None:
        return state.cursor
    coming = queue(state)
    if state.back_to_review is not None:
        return next((key for key in coming.keys if key not in state.back_to_review), None)
    return coming.first


def where(state: State, key: str) -> Place:
    """A question with where it stands; KeyError if it has no place in the interview."""
    reply, applies = state.look(key)
    found = state.interview.assessor.library[reply.item.home]
    section = next(section for section in found.sections if f"{found.id}/{section.id}" == reply.item.section)
    return Place(reply.item, found, section, reply, applies)


def progress(state: State) -> Progress:
    """How far the interview is."""
    coming = queue(state)
    doubtful = len(coming.maybe)
    total = len(state.visited) + len(coming.sure) + (doubtful + 1) // 2
    answered = sum(key not in state.aside for key in state.visited)
    return Progress(answered, total, exact=not doubtful and not state.tier_assumed and not state.tier_open)


def news(before: State, after: State) -> News:
    """What changed by a step beyond the answer itself. While the tier is only assumed, nothing is said of it."""
    known = not after.tier_assumed and not after.tier_open
    was_known = not before.tier_assumed and not before.tier_open
    moved = known and (not was_known or after.tier != before.tier)
    old, new = _asked(before) if was_known else {}, _asked(after)
    return News(
        dropped=tuple(_dropped(before, after)),
        tier=after.tier if moved else None,
        added=_those(after, frozenset(home for home in new if new[home] and not old.get(home)))
        if known
        else (),
        removed=_those(before, frozenset(old.keys() - new.keys())) if known else (),
        contradictions=tuple(_contradictions(before, after)),
    )


def _asked(state: State) -> dict[str, Holds]:
    """The questionnaires that are asked, and those that may be: None."""
    plan, situation = state.plan, state.situation
    found = {one.id: asked(situation, plan.gates[one.id]) for one in plan.questionnaires}
    return {home: holds for home, holds in found.items() if holds is not False}


def _those(state: State, homes: frozenset[str]) -> tuple[Questionnaire, ...]:
    """Some of the questionnaires of a plan, in its order."""
    return tuple(one for one in state.plan.questionnaires if one.id in homes)


def _dropped(before: State, after: State) -> Iterator[Place]:
    for reply, applies in before.situation:
        key = reply.item.key
        if applies is False or reply.state == "unanswered":
            continue
        if not after.knows(key) or after.look(key)[1] is False:
            yield where(before, key)


def _contradictions(before: State, after: State) -> Iterator[str]:
    known = {
        key
        for (key, _, _), holds in zip(before.plan.checks, before.situation.checks, strict=True)
        if holds is True
    }
    for (key, check, _), holds in zip(after.plan.checks, after.situation.checks, strict=True):
        if holds is True and key not in known:
            yield check.message


def _question(state: State, key: str) -> Question:
    place = where(state, key)
    far = progress(state)
    number = state.visited.index(key) + 1 if key in state.visited else len(state.visited) + 1
    return Question(
        place=place,
        number=number,
        total=max(number, far.total),
        exact=far.exact,
        again=key in state.trail,
        help=state.help,
        reviewing=state.interview.review,
        deciding_tier=(state.tier is None or state.tier_assumed) and state.decides_tier(key),
    )


def _check(state: State) -> CheckAnswers:
    shown = [key for key in _in_order(state) if key in state.trail or (state.whole and _said(state, key))]
    return CheckAnswers(
        places=tuple(where(state, key) for key in shown),
        whole=state.whole,
        unused=tuple(_unused(state)),
        left_out=tuple(where(state, key) for key in left_out(state)),
        why=why(state),
        waiting=len(queue(state).keys),
        outlook=state.outlook,
    )


def _said(state: State, key: str) -> bool:
    """Whether a question is answered; one that is not comes up by itself, or was left out."""
    return state.look(key)[0].state != "unanswered"


def _in_order(state: State) -> Iterator[str]:
    """The questions that may apply: those that only decide the tier first, then the plan's in reading order."""
    informing = (
        key
        for situation in (state.deciding, state.situation)
        if situation is not None
        for key in situation.plan.position
        if key not in state.plan.position or not state.item(key).counted
    )
    counted = (reply.item.key for reply, _ in state.situation)
    for key in dict.fromkeys((*informing, *counted)):
        if state.look(key)[1] is not False and state.interview.may_ask(key):
            yield key


def _unused(state: State) -> Iterator[Place]:
    """What was answered in this interview, or stands in the file, but does not apply."""
    for reply, applies in state.situation:
        if applies is False and reply.state != "unanswered":
            yield where(state, reply.item.key)
