"""The builder of a portfolio: it takes one vendor after the other, and counts what they share."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from vendorcheck.assessment.portfolio.companies import ROLES, Role
from vendorcheck.assessment.portfolio.due import DueItem
from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorEntry, VendorSummary
from vendorcheck.assessment.portfolio.portfolio import (
    CommonGap,
    PlacedData,
    Portfolio,
    SharedCompany,
)
from vendorcheck.model.fields import SEVERITIES, Severity
from vendorcheck.model.policy import Policy

_MAX_FINDING_TEXTS: Final = 50
"""The most wordings of one gap that are counted: a hostile questionnaire has as many as options."""


@dataclass
class PortfolioBuilder:
    """Takes vendors one by one, and keeps no more of each than the portfolio shows."""

    as_of: date
    policy: Policy
    within: int | None = None
    policy_sha256: str = ""
    _entries: list[VendorEntry] = field(default_factory=list)
    _broken: list[BrokenFile] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)
    """One copy of each text that many entries share."""
    _gap_counts: Counter[str] = field(default_factory=Counter)
    _gap_severities: dict[str, Severity] = field(default_factory=dict)
    _gap_findings: dict[str, Counter[str]] = field(default_factory=dict)
    _companies: dict[tuple[Role, str], list[int]] = field(default_factory=dict)
    _known_roles: Counter[str] = field(default_factory=Counter)
    _places: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, result: VendorSummary | BrokenFile) -> None:
        """Take the next vendor, or a file that can't be assessed."""
        if isinstance(result, BrokenFile):
            self._broken.append(result)
            return
        position = len(self._entries)
        self._entries.append(self._slim(result.entry))
        for gap in result.gaps:
            self._gap_counts[gap.subject] += 1
            findings = self._gap_findings.setdefault(gap.subject, Counter())
            if gap.finding in findings or len(findings) < _MAX_FINDING_TEXTS:
                findings[gap.finding] += 1
            before = self._gap_severities.get(gap.subject, gap.severity)
            self._gap_severities[gap.subject] = max(before, gap.severity, key=SEVERITIES.index)
        for dependence in result.dependences:
            key = (dependence.role, dependence.company)
            self._companies.setdefault(key, []).append(position)
        self._known_roles.update(result.roles_known)
        for place in result.places:
            self._places.setdefault(place, []).append(position)

    def _slim(self, entry: VendorEntry) -> VendorEntry:
        """Return an entry with only what is due soon enough, and texts that others have as well."""
        return replace(
            entry,
            due=tuple(self._limited(entry.due)),
            data=tuple(self._shared_text(kind) for kind in entry.data),
            tier=self._shared_text(entry.tier),
            tier_title=self._shared_text(entry.tier_title),
        )

    def _shared_text(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def _limited(self, items: Iterable[DueItem]) -> Iterable[DueItem]:
        if self.within is None:
            return items
        last = date.fromordinal(min(date.max.toordinal(), self.as_of.toordinal() + self.within))
        return (item for item in items if item.due <= last)

    def build(self) -> Portfolio:
        """Return the portfolio of all that was taken."""
        return Portfolio(
            self.as_of,
            self.policy,
            self.within,
            tuple(self._entries),
            tuple(self._broken),
            tuple(self._common_gaps()),
            tuple(self._shared()),
            tuple(
                PlacedData(kind, place, tuple(vendors))
                for (kind, place), vendors in sorted(
                    self._places.items(), key=lambda item: (-len(item[1]), item[0])
                )
            ),
            self.policy_sha256,
        )

    def _common_gaps(self) -> list[CommonGap]:
        gaps = [
            CommonGap(
                subject,
                min(self._gap_findings[subject].items(), key=lambda item: (-item[1], item[0]))[0],
                self._gap_severities[subject],
                count,
            )
            for subject, count in self._gap_counts.items()
        ]
        return sorted(
            gaps, key=lambda gap: (-gap.count, -SEVERITIES.index(gap.severity), gap.subject)
        )

    def _shared(self) -> list[SharedCompany]:
        shared = [
            SharedCompany(role, company, tuple(vendors), self._known_roles[role])
            for (role, company), vendors in self._companies.items()
            if len(vendors) > 1
        ]
        return sorted(
            shared, key=lambda one: (ROLES.index(one.role), -len(one.vendors), one.company)
        )
