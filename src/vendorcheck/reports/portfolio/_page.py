"""The dashboard: everything that its template shows, in words and figures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from vendorcheck.assessment.judgement import VERDICTS
from vendorcheck.assessment.portfolio.companies import ROLES
from vendorcheck.assessment.portfolio.due import DueItem, DueState
from vendorcheck.assessment.portfolio.entry import LastDecision, VendorEntry
from vendorcheck.assessment.portfolio.portfolio import CommonGap, Portfolio, SharedCompany
from vendorcheck.model.fields import SEVERITIES, Verdict
from vendorcheck.reports.portfolio import _words as words
from vendorcheck.reports.view.words import VERDICT_LABELS
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import MONTH_NAMES, count_with_noun

_MAX_DUE: Final = 200
"""The most rows of what is overdue, has lapsed or comes; CSV and JSON have all."""
_MAX_GAPS: Final = 15
_MAX_COMPANIES: Final = 12
_MAX_MONTHS: Final = 12
_DECISION_WORDS: Final[dict[Verdict, str]] = {
    "approve": "Approved",
    "approve-with-conditions": "Approved with conditions",
    "more-information-needed": "More information asked for",
    "do-not-approve": "Not approved",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole for a bar: its label, its count, and where it begins and ends in percent.

    `tone` is the name of its colour.
    """

    label: str
    count: int
    start: Fraction
    width: Fraction
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line of what is due; `anchor` leads to the vendor."""

    day: str
    vendor: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class DueTable:
    """All that is overdue, has lapsed or comes: its first lines, and the number of all."""

    state: DueState
    title: str
    rows: tuple[DueRow, ...]
    count: int


class VendorRow:
    """A vendor in the table."""

    def __init__(self, entry: VendorEntry, position: int, portfolio: Portfolio) -> None:
        self.entry = entry
        self.anchor = f"v{position + 1}"
        self.name = words.short_entry_name(entry)
        self.verdict = VERDICT_LABELS[entry.verdict]
        self.verdict_rank = VERDICTS.index(entry.verdict)
        self.score = words.score_text(entry)
        self.stale = words.stale_text(entry.decision)
        self._as_of = portfolio.as_of

    @property
    def seller(self) -> str:
        """The vendor, if the product has a name of its own."""
        return short_name(self.entry.vendor) if self.name != short_name(self.entry.vendor) else ""

    @property
    def purpose(self) -> str:
        """Return its purpose, in a line."""
        return short_name(self.entry.purpose, MAX_QUOTE_LENGTH)

    @property
    def findings(self) -> str:
        """Return the number of findings of the two worst severities, or that there are none."""
        counts = [
            f"{count} {severity}"
            for severity, count in reversed(
                list(zip(SEVERITIES, self.entry.finding_counts, strict=True))
            )
            if count
        ]
        return ", ".join(counts[:2]) or "none"

    @property
    def findings_rank(self) -> int:
        """A number by which findings sort: the worst severities count first."""
        ranked = 0
        for count in reversed(self.entry.finding_counts):
            ranked = ranked * 1000 + min(count, 999)
        return ranked

    @property
    def decision(self) -> str:
        """The last decision in two or three words."""
        return decision_words(self.entry.decision)

    @property
    def needs_attention(self) -> bool:
        """Return whether something is overdue or has lapsed, or the decision is stale."""
        return bool(self.entry.overdue or self.entry.lapsed or self.stale)

    @property
    def next_due(self) -> DueItem | None:
        """Return the first thing that is due."""
        return self.entry.due[0] if self.entry.due else None

    @property
    def next_text(self) -> str:
        """Return the first thing that is due, in words."""
        return words.due_text(self.next_due) if self.next_due else ""

    @property
    def cost(self) -> str:
        """Return the yearly cost of the contract: an amount, or the words of the vendor file."""
        if self.entry.cost:
            return words.money_text(self.entry.cost)
        return short_name(self.entry.yearly_cost or "")


def decision_words(decision: LastDecision | None) -> str:
    """Return what was decided, in the words of whoever wants to use the product."""
    return _DECISION_WORDS[decision.decision] if decision else "Not decided yet"


class Dashboard:
    """A portfolio, as a page shows it."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.total = len(portfolio.entries)
        self.attention = words.attention_sentence(portfolio)

    @property
    def title(self) -> str:
        """The number of vendors."""
        return count_with_noun(self.total, "vendor", "vendors")

    @property
    def verdict_shares(self) -> tuple[Share, ...]:
        """The verdicts as parts of a bar."""
        shares, start = [], Fraction(0)
        for verdict, count in words.verdict_summary(self.portfolio):
            width = Fraction(100 * count, self.total)
            shares.append(Share(VERDICT_LABELS[verdict], count, start, width, verdict))
            start += width
        return tuple(shares)

    @cached_property
    def rows(self) -> tuple[VendorRow, ...]:
        """The vendors, those first that need somebody."""
        return tuple(
            VendorRow(self.portfolio.entries[position], position, self.portfolio)
            for position in words.worst_first(self.portfolio)
        )

    @property
    def tiers(self) -> tuple[tuple[str, str], ...]:
        """The tiers that vendors are in, for a filter."""
        tiers = {entry.tier: entry.tier_title for entry in self.portfolio.entries if entry.tier}
        return tuple(sorted((tier, short_name(title)) for tier, title in tiers.items()))

    @property
    def approved(self) -> tuple[VendorRow, ...]:
        """The products that somebody approved, by purpose."""
        return tuple(
            sorted(
                (row for row in self.rows if row.entry.is_approved),
                key=lambda row: (not row.purpose, row.purpose.lower(), row.name.lower()),
            )
        )

    @property
    def due_tables(self) -> Iterator[DueTable]:
        """Return all that is overdue, has lapsed or comes."""
        for group in words.due_groups(self.portfolio):
            rows = tuple(
                DueRow(
                    str(one.item.due),
                    words.short_entry_name(self.portfolio.entries[one.vendor]),
                    f"v{one.vendor + 1}",
                    words.due_text(one.item),
                )
                for one in group.entries[:_MAX_DUE]
            )
            yield DueTable(group.state, group.title, rows, len(group.entries))

    @property
    def months(self) -> tuple[Share, ...]:
        """Return the number of things due in each of the next months, as bars beside each other."""
        year, month = self.portfolio.as_of.year, self.portfolio.as_of.month
        counts = Counter(
            (due.item.due.year - year) * 12 + due.item.due.month - month
            for due in self.portfolio.due
            if due.item.state == "coming"
        )
        most = max((counts[number] for number in range(_MAX_MONTHS)), default=0)
        if not most:
            return ()
        return tuple(
            Share(
                f"{MONTH_NAMES[(month - 1 + number) % 12]} {year + (month - 1 + number) // 12}",
                counts[number],
                Fraction(0),
                Fraction(100 * counts[number], most),
            )
            for number in range(_MAX_MONTHS)
        )

    @property
    def gaps(self) -> tuple[tuple[CommonGap, Fraction], ...]:
        """The commonest gaps, each with its share of the vendors."""
        return tuple(
            (gap, Fraction(100 * gap.count, self.total))
            for gap in self.portfolio.gaps[:_MAX_GAPS]
            if gap.count > 1
        )

    @property
    def shared(self) -> Iterator[tuple[str, Sequence[tuple[SharedCompany, str, Fraction]]]]:
        """Yield what many share by role, each company with a sentence and its share."""
        for role in ROLES:
            companies = [one for one in self.portfolio.shared if one.role == role]
            if companies:
                yield (
                    words.ROLE_LABELS[role],
                    [
                        (
                            one,
                            words.shared_sentence(one, self.total),
                            Fraction(100 * len(one.vendors), self.total),
                        )
                        for one in companies[:_MAX_COMPANIES]
                    ],
                )

    @property
    def places(self) -> tuple[str, ...]:
        """The places where data lies; an empty one, last, where that is not known."""
        places = dict.fromkeys(placed.place for placed in self.portfolio.places)
        return tuple(sorted(places, key=lambda place: (not place, place)))

    @property
    def data_table(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each kind of data with how many vendors keep it in each of the places."""
        counts: dict[str, Counter[str]] = {}
        for placed in self.portfolio.places:
            counts.setdefault(placed.kind, Counter())[placed.place] = len(placed.vendors)
        return tuple(
            (kind, tuple(by_place[place] for place in self.places))
            for kind, by_place in counts.items()
        )

    @property
    def review_lines(self) -> tuple[tuple[str, str], ...]:
        """The time from request to decision, by tier."""
        return tuple(
            (short_name(time.tier_title) or "No tier", words.review_sentence(time))
            for time in self.portfolio.review_times
        )

    @property
    def cost(self) -> str:
        """Return the yearly cost of the contracts; empty if none is known."""
        return words.cost_sentence(self.portfolio)

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """The anchors and titles of the sections that there are."""
        sections = (
            ("vendors", "Vendors", bool(self.total)),
            ("approved", "Approved products", bool(self.approved)),
            ("broken", "Files that could not be assessed", bool(self.portfolio.broken)),
            ("due", "What is due", bool(self.portfolio.due)),
            ("gaps", "The commonest gaps", bool(self.gaps)),
            ("shared", "What many share", bool(self.portfolio.shared)),
            ("data", "Which data lies where", bool(self.portfolio.places)),
            ("time", "Time and cost", bool(self.review_lines or self.cost)),
        )
        return tuple((anchor, title) for anchor, title, is_there in sections if is_there)
