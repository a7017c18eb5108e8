"""Which question comes next: as the questionnaires have them, or what decides most first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from vendorcheck.assessment.evaluation import Reply, Situation
from vendorcheck.assessment.plan.question import Item
from vendorcheck.interview.engine._state import Interview, State
from vendorcheck.model.conditions import Holds
from vendorcheck.model.fields import SEVERITIES


@dataclass(frozen=True, slots=True)
class Queue:
    """What is still to be asked, the next one first.

    `sure` are the questions that apply; `maybe` those of which nobody knows yet whether they do.
    """

    sure: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()

    @property
    def first(self) -> str | None:
        """The next question; None if there is none. One that may not apply is asked when all others are done."""
        return next(iter(self.keys), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """All of them."""
        return self.sure + self.maybe


def queue(state: State) -> Queue:
    """What this interview still asks."""
    if state.interview.review:
        return Queue(tuple(_claims(state)))
    # A requester reads on in order: what it is for comes before how many it concerns.
    deciding = () if state.interview.plain else _deciding_tier(state)
    hurried = state.interview.fast and not state.everything
    if hurried and not deciding and state.outlook.settled:
        return Queue()
    rest = _queue(state, _fast if hurried else _reading)
    return Queue((*deciding, *(key for key in rest.sure if key not in deciding)), rest.maybe)


def left_out(state: State) -> tuple[str, ...]:
    """What fast does not ask although it is open and may apply."""
    if state.interview.review or not state.interview.fast or state.everything:
        return ()
    asked = queue(state).keys
    return tuple(key for key in _queue(state, _reading).keys if key not in asked)


def _claims(state: State) -> Iterator[str]:
    """The vendor's answers that nobody has verified, in this interview or before."""
    for reply, applies in state.situation:
        claimed = reply.value is not None and reply.grade != "verified"
        seen = reply.item.key in state.trail or not state.interview.may_ask(reply.item.key)
        disputed = reply.state == "disputed" and reply.answer is not None and reply.answer.answer is not None
        if (
            (claimed or disputed)
            and applies is not False
            and not seen
            and not state.interview.ours(reply.item)
        ):
            yield reply.item.key


def _waiting(state: State, situation: Situation) -> dict[str, tuple[Item, Holds]]:
    """The questions that lack an answer, may be asked and may apply, in reading order."""
    return {
        reply.item.key: (reply.item, applies)
        for reply, applies in zip(situation.replies, situation.applies, strict=True)
        if _missing(state, reply)
        and applies is not False
        and reply.item.key not in state.aside
        and state.interview.may_ask(reply.item.key)
    }


def _missing(state: State, reply: Reply) -> bool:
    """Whether an answer is still missing: there is none, or the one that is open is to be asked for again."""
    if reply.state == "unanswered":
        return True
    key = reply.item.key
    return key in state.interview.again and reply.open and key not in state.trail


def open_answers(interview: Interview) -> tuple[str, ...]:
    """The questions that an interview would ask again if it were told to: nobody knew, or the answer is disputed."""
    found = frozenset(
        f"{home}/{name}"
        for home, response in interview.vendor.responses.items()
        for name, answer in response.answers.items()
        if answer.unknown or answer.disputed is not None
    )
    return tuple(key for key in queue(State(replace(interview, again=found))).keys if key in found)


def _deciding_tier(state: State) -> tuple[str, ...]:
    """The open questions that decide the tier, in reading order, each with what decides whether it applies."""
    situation = state.deciding
    if situation is None:
        return ()
    wanted: set[str] = set()
    for tier in state.interview.assessor.policy.tiers:
        holds = tier.when.holds(situation.known, "") if tier.when else True
        if holds is True:
            break
        if holds is None and tier.when:
            wanted |= {key for key, _, _ in tier.when.references("")}
    waiting = _waiting(state, situation)
    return _placed([key for key in waiting if key in wanted], waiting).sure


def _queue(state: State, order: Callable[[State, dict[str, tuple[Item, Holds]]], list[str]]) -> Queue:
    waiting = _waiting(state, state.situation)
    return _placed(order(state, waiting), waiting)


def _placed(keys: list[str], waiting: dict[str, tuple[Item, Holds]]) -> Queue:
    """The questions in that order, but before one that may not apply whatever decides that.

    A question that only informs others is asked for their sake alone.
    """
    sure: dict[str, None] = {}
    maybe: dict[str, None] = {}
    for key in keys:
        stack = [key]
        while stack:
            item, applies = waiting[stack[-1]]
            ahead = [
                name for name in item.references if name in waiting and name not in sure and name not in maybe
            ]
            if applies is None and ahead:
                stack += ahead[:1]
                continue
            (sure if applies else maybe)[stack.pop()] = None
    return Queue(tuple(sure), tuple(maybe))


def _reading(state: State, waiting: dict[str, tuple[Item, Holds]]) -> list[str]:
    """As the questionnaires have them."""
    return [item.key for item in state.plan.items[: state.plan.counted] if item.key in waiting]


def _fast(state: State, waiting: dict[str, tuple[Item, Holds]]) -> list[str]:
    """What decides most first: blockers, then by weight, that of the questions that hang on it included.

    What has no part in the verdict is left out.
    """
    hanging = _hanging(waiting)
    doubtful = _doubtful(state)
    found: list[tuple[bool, int, int, str]] = []
    for place, key in enumerate(_reading(state, waiting)):
        item = waiting[key][0]
        below = hanging.get(key, ())
        weight = item.units + sum(waiting[name][0].units for name in below)
        if weight or item.blocks or key in doubtful or any(waiting[name][0].blocks for name in below):
            found.append((not item.blocks, -weight, place, key))
    return [key for _, _, _, key in sorted(found)]


def _hanging(waiting: dict[str, tuple[Item, Holds]]) -> dict[str, set[str]]:
    """For each question the others, at any remove, of which it decides whether they apply."""
    found: dict[str, set[str]] = {}
    for key, (_, applies) in waiting.items():
        reached = {key}
        stack = [key] if applies is None else []
        while stack:
            for name in waiting[stack.pop()][0].references:
                if name in waiting and name not in reached:
                    reached.add(name)
                    stack.append(name)
                    found.setdefault(name, set()).add(key)
    return found


def _doubtful(state: State) -> frozenset[str]:
    """The questions by which it is decided whether a check that matters finds a contradiction."""
    least = SEVERITIES.index(state.plan.settings.conditions_from)
    return frozenset(
        key
        for (_, check, home), holds in zip(state.plan.checks, state.situation.checks, strict=True)
        if holds is None and SEVERITIES.index(check.severity) >= least
        for key, _, _ in check.when.references(home)
    )
