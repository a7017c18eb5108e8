"""The portfolio as a whole: its vendors, and what can be counted only over all of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from statistics import median

from vendorcheck.assessment.judgement import VERDICTS
from vendorcheck.assessment.portfolio.companies import Role
from vendorcheck.assessment.portfolio.due import DueItem
from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorEntry
from vendorcheck.model.fields import Severity, Verdict
from vendorcheck.model.policy import Policy
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.quantities.money import Money
from vendorcheck.model.quantities.working_days import working_days_between


@dataclass(frozen=True, slots=True)
class CommonGap:
    """A question or check that several vendors do not meet, in the words of the commonest finding.

    `severity` is the worst among them, `count` the number of vendors.
    """

    subject: str
    finding: str
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class SharedCompany:
    """A company that several vendors depend on in a role.

    `vendors` are the positions of these vendors; `known` is the number of those that say anything
    about that role.
    """

    role: Role
    company: str
    vendors: tuple[int, ...]
    known: int


@dataclass(frozen=True, slots=True)
class PlacedData:
    """A kind of data in a place, and the positions of the vendors that keep it there.

    An empty place means that it is not known.
    """

    kind: str
    place: str
    vendors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReviewTime:
    """The time from request to decision in a tier, beside the time that the policy promises.

    Args:
        tier, tier_title: the tier; empty for vendors without one.
        median_days: in working days if the policy counts these, else in days; None without any.
        in_working_days: which of the two.
        count: how many were decided, both days being known.
        late_count: how many of them took longer than the policy says.
        waiting_count: how many were requested and still wait.
        longest_wait: for how many days, at most; 0 if none waits.
        review_takes: what the policy says.
    """

    tier: str
    tier_title: str
    median_days: Fraction | None
    in_working_days: bool
    count: int
    late_count: int
    waiting_count: int
    longest_wait: int
    review_takes: Duration | None


@dataclass(frozen=True, slots=True)
class DueEntry:
    """Something that is due, and the position of its vendor."""

    vendor: int
    item: DueItem


@dataclass(frozen=True)
class Portfolio:
    """All vendors at a glance, on a day, under a policy.

    Args:
        as_of: the day.
        policy: the company's rules.
        within: the days ahead within which something is due; None: however far ahead.
        entries: the vendors, in the order of their files.
        broken: the files that can't be assessed.
        gaps: the commonest first; at least one vendor has each.
        shared: the companies that two vendors or more depend on, the commonest first.
        places: which data lies where.
        policy_sha256: the digest of the policy.
    """

    as_of: date
    policy: Policy
    within: int | None
    entries: tuple[VendorEntry, ...]
    broken: tuple[BrokenFile, ...]
    gaps: tuple[CommonGap, ...]
    shared: tuple[SharedCompany, ...]
    places: tuple[PlacedData, ...]
    policy_sha256: str = ""

    @cached_property
    def due(self) -> tuple[DueEntry, ...]:
        """Return all that is overdue, has lapsed or comes, of all vendors, by day."""
        pairs = [
            DueEntry(position, item)
            for position, entry in enumerate(self.entries)
            for item in entry.due
        ]
        return tuple(sorted(pairs, key=lambda pair: pair.item.due))

    @property
    def verdict_counts(self) -> dict[Verdict, int]:
        """Return the number of vendors with each verdict, from the best to the worst."""
        counts = Counter(entry.verdict for entry in self.entries)
        return {verdict: counts[verdict] for verdict in VERDICTS}

    @property
    def costs(self) -> tuple[Money, ...]:
        """Return the yearly cost of the contracts, by currency; only what is an amount counts."""
        sums: dict[str, Fraction] = {}
        for entry in self.entries:
            if entry.cost:
                before = sums.get(entry.cost.currency, Fraction(0))
                sums[entry.cost.currency] = before + entry.cost.amount
        return tuple(Money(amount, currency) for currency, amount in sorted(sums.items()))

    @cached_property
    def review_times(self) -> tuple[ReviewTime, ...]:
        """The times from request to decision, by tier, in the order of the policy."""
        titles = {tier.id: tier.title for tier in self.policy.tiers}
        groups: dict[str, list[VendorEntry]] = {tier: [] for tier in titles}
        for entry in self.entries:
            if entry.requested_on is not None:
                groups.setdefault(entry.tier, []).append(entry)
        return tuple(
            _review_time(tier, titles.get(tier, ""), entries, self.as_of)
            for tier, entries in groups.items()
            if entries
        )


def _review_time(tier: str, title: str, entries: Sequence[VendorEntry], as_of: date) -> ReviewTime:
    review_takes = entries[0].review_takes
    in_working_days = review_takes is not None and review_takes.unit == "working day"
    taken = [
        _days(entry.requested_on, entry.decided_on, in_working_days=in_working_days)
        for entry in entries
        if entry.requested_on and entry.decided_on
    ]
    waiting = [
        _days(entry.requested_on, as_of, in_working_days=in_working_days)
        for entry in entries
        if entry.requested_on and entry.requested_on <= as_of and not entry.decided_on
    ]
    limit = None
    if review_takes is not None:
        limit = review_takes.count if in_working_days else review_takes.days
    return ReviewTime(
        tier,
        title,
        Fraction(median(taken)) if taken else None,
        in_working_days,
        len(taken),
        sum(limit is not None and days > limit for days in taken),
        len(waiting),
        max(waiting, default=0),
        review_takes,
    )


def _days(earlier: date, later: date, *, in_working_days: bool) -> int:
    return working_days_between(earlier, later) if in_working_days else (later - earlier).days
