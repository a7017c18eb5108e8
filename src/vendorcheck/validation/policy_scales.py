"""Check the numbers of a policy: percentages that look like shares, weights that fall."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.policy import DEFAULT_WEIGHTS, Policy, Rules
from vendorcheck.model.quantities.amounts import format_exact_decimal

_PERCENT_KEYS = (
    "approve_at",
    "conditions_at",
    "coverage_at_least",
    "section_floors",
    "not_applicable_at_most",
)
"""The keys that hold a percentage, or several by name."""


def scale_remarks(policy: Policy) -> Iterator[Remark]:
    """Yield remarks on percentages above 0 and below 1, and on weights that fall."""
    yield from _percent_remarks(policy, ())
    yield from _weight_remarks(policy)
    for index, tier in enumerate(policy.tiers):
        yield from _percent_remarks(tier, ("tiers", index))


def _percent_remarks(rules: Rules, path: DataPath) -> Iterator[Remark]:
    for key in _PERCENT_KEYS:
        value = getattr(rules, key, None)
        values: Mapping[DataPath, object] = (
            {(*path, key, name): floor for name, floor in value.items()}
            if isinstance(value, dict)
            else {(*path, key): value}
        )
        for value_path, number in values.items():
            if isinstance(number, Fraction) and 0 < number < 1:
                yield Remark(
                    value_path,
                    "percent-scale",
                    f"{format_exact_decimal(number)} is less than one percent",
                    f"write {format_exact_decimal(100 * number)} for that share of all",
                )


def _weight_remarks(policy: Policy) -> Iterator[Remark]:
    """Yield a remark on each written weight that is out of order with its neighbour."""
    own_weights = policy.weights or {}
    weights = {**DEFAULT_WEIGHTS, **own_weights}
    for milder, worse in pairwise(SEVERITIES):
        written = worse if worse in own_weights else milder
        if written in own_weights and weights[worse] < weights[milder]:
            yield Remark(
                ("weights", written),
                "weights-order",
                f"{worse} ({format_exact_decimal(weights[worse])}) weighs less than "
                f"{milder} ({format_exact_decimal(weights[milder])})",
                "let a worse severity weigh as much or more",
            )
