"""Mutants: versions of a module with one small fault each, and the fixed sample that is tested.

The faults are made by the operators of Cosmic Ray, and by three more written here in the same form.
"""

import ast
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from typing import Any, Final, TypeAlias

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

Node: TypeAlias = Any
"""A node of parso's syntax tree, which has no types."""
Position: TypeAlias = tuple[tuple[int, int], tuple[int, int]]

FROM_COSMIC_RAY: Final = (
    # a limit that is included or not, and the opposite of each comparison
    *("ReplaceComparisonOperator_" + pair for pair in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *("ReplaceComparisonOperator_" + pair for pair in ("Lt_GtE", "LtE_Gt", "Gt_LtE", "GtE_Lt")),
    *(
        "ReplaceComparisonOperator_" + pair
        for pair in ("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")
    ),
    *(
        "ReplaceBinaryOperator_" + pair
        for pair in ("Add_Sub", "Sub_Add", "Mul_Add", "FloorDiv_Mul")
    ),
    *("ReplaceBinaryOperator_" + pair for pair in ("Mod_Mul", "BitOr_BitAnd", "BitAnd_BitOr")),
    *("ReplaceUnaryOperator_" + pair for pair in ("Delete_Not", "Delete_USub")),
    *("ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak"),
    *("AddNot", "NumberReplacer", "ZeroIterationForLoop"),
)
SWAPPED_CALLS: Final = {
    one: other
    for pair in (
        *(("min", "max"), ("any", "all"), ("startswith", "endswith"), ("lstrip", "rstrip")),
        *(("partition", "rpartition"), ("find", "rfind"), ("union", "intersection")),
    )
    for one, other in (pair, pair[::-1])
} | {"sorted": "list", "reversed": "iter"}

BLUNT: Final = frozenset(("ReturnNone", "ZeroIterationForLoop", "AddNot"))
"""Operators whose faults hardly any test misses."""
BLUNT_SHARE: Final = 0.25
"""How likely one of these is to be tested, where one of the others is by 1."""
BUDGET: Final = 1_000
"""From here on a number is a budget or a size, of which nobody can tell one more or less."""
NOISE: Final = frozenset(
    ("decorator", "import_from", "import_name", "assert_stmt", "raise_stmt", "tfpdef")
)
"""No behaviour is in these: names, types, the words of errors, and what can't be otherwise."""
NOISY_ARGUMENTS: Final = frozenset(("strict", "repr"))
"""`zip(strict=…)` is an assertion; a `repr` is for debugging."""


class SwapCall:
    """Calls another function: `max` for `min`, `any` for `all` and so on."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        """Yield where it can be applied to a node."""
        after = (
            node.get_next_leaf() if node.type == "name" and node.value in SWAPPED_CALLS else None
        )
        # `list` takes no key.
        if after is not None and after.value == "(" and "key=" not in node.parent.get_code():
            yield node.start_pos, node.end_pos

    def mutate(self, node: Node, _index: int) -> Node:
        """Apply it."""
        node.value = SWAPPED_CALLS[node.value]
        return node


class SwapMembership:
    """Tests for `not in` where `in` stands, and the other way round."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        """Yield where it can be applied to a node."""
        if node.type == "comparison" and node.children[1].get_code().split() in (
            ["in"],
            ["not", "in"],
        ):
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Node, _index: int) -> Node:
        """Apply it."""
        word = " in" if "not" in node.children[1].get_code() else " not in"
        node.children[1] = get_ast(word)
        return node


class ReturnNone:
    """Returns None where something else is returned."""

    def mutation_positions(self, node: Node) -> Iterator[Position]:
        """Yield where it can be applied to a node."""
        if node.type == "return_stmt" and node.children[1].get_code().strip() != "None":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Node, _index: int) -> Node:
        """Apply it."""
        node.children[1] = get_ast(" None")
        return node


_PROVIDER: Final = OperatorProvider()
OPERATORS: Final[dict[str, Any]] = {name: _PROVIDER[name]() for name in FROM_COSMIC_RAY} | {
    operator.__name__: operator() for operator in (SwapCall, SwapMembership, ReturnNone)
}


@dataclass(frozen=True)
class Mutant:
    """A module with one fault. `before` and `after` are the changed lines, without indentation."""

    module: str
    definition: str
    line: int
    operator: str
    before: str
    after: str
    code: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what identifies it in the list of survivors.

        It has no line number, so the list outlives other changes.
        """
        return self.module, self.definition, self.before, self.after


@dataclass(frozen=True)
class _Site:
    """A place in a module where an operator can be applied, and its rank in a shuffled order."""

    rank: float
    operator: str
    occurrence: int
    definition: str
    line: int


def sample(module: str, source: str, size: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a module, in the order of its lines.

    Each place has a rank that depends on the seed, its function, its line's text and the
    operator, and those that come first are taken. So a change elsewhere in the module, or its
    move, leaves the sample nearly as it is.
    """
    mutants: list[Mutant] = []
    for site in sorted(_sites(source, seed), key=lambda site: site.rank):
        if len(mutants) == size:
            break
        code = mutate_code(source, OPERATORS[site.operator], site.occurrence)
        if code is not None and _is_another(source, code):
            before, after = _changed_lines(source, code)
            mutants.append(
                Mutant(module, site.definition, site.line, site.operator, before, after, code)
            )
    return sorted(mutants, key=lambda mutant: mutant.line)


def _sites(source: str, seed: int) -> Iterator[_Site]:
    lines = source.splitlines()
    same: Counter[str] = Counter()
    nodes = list(ast_nodes(get_ast(source)))
    for name, operator in OPERATORS.items():
        occurrence = -1
        for node in nodes:
            for start, _ in operator.mutation_positions(node):
                occurrence += 1
                if _is_noise(node):
                    continue
                definition = ASTQuery(node).get_definition_name() or ""
                key = f"{seed}\n{definition}\n{name}\n{lines[start[0] - 1].strip()}"
                same[key] += 1
                yield _Site(
                    _rank(name, f"{key}\n{same[key]}"), name, occurrence, definition, start[0]
                )


def _rank(operator: str, key: str) -> float:
    """Return a pseudo-random rank.

    Those with the least ranks are a sample weighted as by Efraimidis and Spirakis.
    """
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:6])
    return -log((number + 1) / 2**48) / (BLUNT_SHARE if operator in BLUNT else 1)


def _is_noise(node: Node) -> bool:
    """Tell whether a node lies where a fault changes no behaviour."""
    if node.type == "number" and ast.literal_eval(node.value) >= BUDGET:
        return True
    inner, outer = node, node.parent
    while outer is not None:
        if outer.type in NOISE or _is_noise_in(outer, inner):
            return True
        inner, outer = outer, outer.parent
    return False


def _is_noise_in(outer: Node, inner: Node) -> bool:
    """Tell it of a part of a larger node."""
    text = outer.get_code().strip()
    match outer.type:
        case "annassign":
            return bool(inner is outer.children[1]) or text.startswith(": TypeAlias")
        case "funcdef":
            return bool(inner is outer.annotation)
        case "argument":
            return text.partition("=")[0].strip() in NOISY_ARGUMENTS
        case "atom_expr":
            # What one operating system has and another lacks can't be tested on one of them.
            return bool(text.startswith("getattr(os,"))
        case _:
            return False


def _is_another(source: str, code: str) -> bool:
    """Tell whether the code is Python, and another program than the source."""
    try:
        return ast.dump(ast.parse(source)) != ast.dump(ast.parse(code))
    except SyntaxError:
        return False


def _changed_lines(source: str, code: str) -> tuple[str, str]:
    before, after = source.splitlines(), code.splitlines()
    for tag, i, j, k, m in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            return _joined(before[i:j]), _joined(after[k:m])
    raise ValueError("both versions have the same lines")


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
