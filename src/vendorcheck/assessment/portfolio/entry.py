"""One vendor in the portfolio: a few plain values, so that ten thousand fit into memory."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from vendorcheck.assessment.decision_basis import ChangedPart
from vendorcheck.assessment.portfolio.companies import Role
from vendorcheck.assessment.portfolio.due import DueItem
from vendorcheck.model.fields import Severity, Verdict
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.quantities.money import Money


@dataclass(frozen=True, slots=True)
class LastDecision:
    """The last decision of a person, and the things that are no longer as they were on that day.

    `changed` is empty while the decision rests on what it rested on.
    """

    decision: Verdict
    by: str
    decided_on: date
    advice: str | None
    changed: tuple[ChangedPart, ...]


@dataclass(frozen=True, slots=True)
class VendorEntry:
    """A vendor file, what it amounts to on the day, and what is due.

    Args:
        file: the path, as the command names it.
        vendor, product, plan, website: who sells what, and where; None if it is not said.
        owner: who in the business is in charge of it; empty if that is not known.
        purpose: what it is used for; empty if that is not known.
        data: the options ticked for which data is in it, in the words of the request.
        tier, tier_title: the tier; empty if it has none. `tier_assumed` as in an assessment.
        review_takes: how long a review in the tier usually takes.
        verdict: the verdict of the rules; `is_settled`: no open question can change it.
        score, lowest_score, highest_score, coverage: exact, in percent; None: not scorable.
        finding_counts: how many findings there are of each severity, in the order of SEVERITIES;
            accepted ones, and conditions that are overdue, do not count.
        decision: the last decision; None if there is none.
        requested_on, decided_on: the days of the request, and of the first decision after it.
        reassess_by: the last day for the next assessment; None if there is none.
        due: what is overdue, has lapsed, or comes, by day.
        yearly_cost: what the contract costs, as written; `cost`: the same if it is an amount.
    """

    file: str
    vendor: str
    product: str | None
    plan: str | None
    website: str | None
    owner: str
    purpose: str
    data: tuple[str, ...]
    tier: str
    tier_title: str
    tier_assumed: bool
    review_takes: Duration | None
    verdict: Verdict
    is_settled: bool
    score: Fraction | None
    lowest_score: Fraction | None
    highest_score: Fraction | None
    coverage: Fraction | None
    finding_counts: tuple[int, ...]
    decision: LastDecision | None
    requested_on: date | None
    decided_on: date | None
    reassess_by: date | None
    due: tuple[DueItem, ...]
    yearly_cost: str | None
    cost: Money | None

    @property
    def is_approved(self) -> bool:
        """Return whether somebody approved it, with conditions or without."""
        return self.decision is not None and self.decision.decision in (
            "approve",
            "approve-with-conditions",
        )

    @property
    def overdue(self) -> tuple[DueItem, ...]:
        """Return the days by which somebody had to act and has not."""
        return tuple(item for item in self.due if item.state == "overdue")

    @property
    def lapsed(self) -> tuple[DueItem, ...]:
        """Evidence and acceptances that count no longer."""
        return tuple(item for item in self.due if item.state == "lapsed")


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A file that can't be assessed, and the first reason, with the place in the file."""

    file: str
    message: str
    error_count: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A question or check that a vendor does not meet, with the worst finding on it."""

    subject: str
    finding: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Dependence:
    """A company that a vendor depends on."""

    role: Role
    company: str


@dataclass(frozen=True, slots=True)
class VendorSummary:
    """A vendor's entry, and what is only counted over all vendors.

    Args:
        entry: the entry.
        gaps: what it does not meet, one for each question or check.
        dependences: the companies that it depends on.
        roles_known: the roles of which its answers name a company, or say that there is none.
        places: for each kind of data, the places where it lies; empty places: not known.
    """

    entry: VendorEntry
    gaps: tuple[Gap, ...]
    dependences: tuple[Dependence, ...]
    roles_known: tuple[Role, ...]
    places: tuple[tuple[str, str], ...]
