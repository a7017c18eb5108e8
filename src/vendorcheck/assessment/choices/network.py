"""Networks of choices: what is decided stage by stage, and how one choice limits later ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import CompiledCondition
from vendorcheck.model.conditions import KnownAnswer, Truth

_MAX_NODES_PER_LAYER: Final = 3_000
"""The most combinations of earlier answers that a stage tells apart."""


class WorkLimitReached(Exception):  # noqa: N818 - it ends a search, nothing erred
    """The search takes more work than it may."""


@dataclass(eq=False, slots=True)
class WorkBudget:
    """The work of a search so far and the most that it may do, in choices that it looks at."""

    limit: int
    used: int = 0

    def spend(self, choices: int) -> None:
        """Count more choices; raise `WorkLimitReached` if that makes too many."""
        self.used += choices
        if self.used > self.limit:
            raise WorkLimitReached


class Choice(NamedTuple):
    """One way to decide a stage.

    `step_count` and `effort` are those of the steps that it takes; the less, the better. Between
    equals `preference` decides: the more, the better. `amounts` is what it adds to each sum,
    `known_number` tells which of the stage's known answers later stages see. `added` and `dropped`
    count how the steps differ from those of a path that is to be improved.
    """

    step_count: int
    effort: int
    preference: int
    amounts: tuple[int, ...]
    known_number: int = 0
    added: int = 0
    dropped: int = 0


class Edge(NamedTuple):
    """A choice at a node, and the number of the node in the next layer that it leads to."""

    step_count: int
    effort: int
    preference: int
    amounts: tuple[int, ...]
    target: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A question, a check, or a group of questions of which nothing depends on each other.

    `decide` tells from the answers before whether the question applies or the check holds; None:
    it surely does. `choices` are those for each of the three outcomes. `reads` are the positions of
    the answers that `decide` looks at, `position` that of the answer that this stage decides.
    """

    choices: Mapping[Truth, Sequence[Choice]]
    decide: CompiledCondition | None = None
    reads: frozenset[int] = frozenset()
    position: int | None = None
    known_answers: Sequence[KnownAnswer] = ()


Signature: TypeAlias = tuple[int, ...]
"""The steps added and dropped so far, and the numbers of the known answers that are read later."""


@dataclass(slots=True)
class Network:
    """The edges of each node, by layer; the first layer has one node.

    `end_count` is the number of nodes behind the last layer. `is_complete` is unset if nodes were
    left without edges, since there were too many.
    """

    layers: list[list[list[Edge]]] = field(default_factory=list)
    end_count: int = 1
    is_complete: bool = True

    @property
    def edge_count(self) -> int:
        """The number of all edges."""
        return sum(len(edges) for layer in self.layers for edges in layer)


@dataclass(frozen=True, slots=True)
class ChangeLimit:
    """Bounds on the steps that a network may add to a path to be improved, or drop."""

    added: int
    dropped: int


def make_network(
    stages: Sequence[Stage],
    known_answers: Iterable[KnownAnswer],
    change_limit: ChangeLimit | None = None,
) -> Network:
    """Make the network of some stages.

    Args:
        stages: the stages in an order in which each comes after those that it reads.
        known_answers: the known answer of each position; those of stages are decided anew.
        change_limit: how many steps the choices of a path may add and drop; None: any number.
    """
    network = Network()
    known = list(known_answers)
    answers = {stage.position: stage.known_answers for stage in stages}
    signatures: Iterable[Signature] = [(0, 0)]
    live: tuple[int, ...] = ()
    for stage, live_after in zip(stages, _live_positions(stages), strict=True):
        numbers: dict[Signature, int] = {}
        layer: list[list[Edge]] = []
        # The place in the signature of what stays in it; None is the stage itself.
        kept = [2 + live.index(position) if position in live else None for position in live_after]
        for signature in signatures:
            edges: list[Edge] = []
            if len(numbers) <= _MAX_NODES_PER_LAYER:
                for position, number in zip(live, signature[2:], strict=True):
                    known[position] = answers[position][number]
                choices = stage.choices.get(stage.decide(known) if stage.decide else True, ())
                for choice, after in _signatures_after(signature, choices, kept, change_limit):
                    edges.append(Edge(*choice[:4], numbers.setdefault(after, len(numbers))))
            else:
                network.is_complete = False
            layer.append(edges)
        network.layers.append(layer)
        network.end_count = len(numbers)
        signatures, live = numbers, live_after
    return network


def _signatures_after(
    signature: Signature,
    choices: Sequence[Choice],
    kept: list[int | None],
    change_limit: ChangeLimit | None,
) -> Iterator[tuple[Choice, Signature]]:
    """Yield the choices within the limit of changes, each with the signature that it leads to."""
    for choice in choices:
        added, dropped = signature[0] + choice.added, signature[1] + choice.dropped
        if change_limit is None or (
            added <= change_limit.added and dropped <= change_limit.dropped
        ):
            numbers = [choice.known_number if place is None else signature[place] for place in kept]
            yield choice, (added, dropped, *numbers)


def _live_positions(stages: Sequence[Stage]) -> list[tuple[int, ...]]:
    """Return the positions of the answers that are still read after each stage."""
    live: set[int] = set()
    live_after: list[tuple[int, ...]] = []
    for stage in reversed(stages):
        live_after.append(tuple(live))
        live -= {stage.position}
        live |= stage.reads
    live_after.reverse()
    return live_after
