"""The words of a portfolio: names, verdicts in short, what is due, what vendors share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from vendorcheck.assessment.judgement import VERDICTS
from vendorcheck.assessment.portfolio.companies import Role
from vendorcheck.assessment.portfolio.due import DueItem, DueKind, DueState
from vendorcheck.assessment.portfolio.entry import LastDecision, VendorEntry
from vendorcheck.assessment.portfolio.portfolio import (
    DueEntry,
    Portfolio,
    ReviewTime,
    SharedCompany,
)
from vendorcheck.model.fields import Verdict
from vendorcheck.model.quantities.money import Money
from vendorcheck.reports.view.phrases import CHANGED_LABELS
from vendorcheck.reports.view.words import VERDICT_LABELS, product_by_vendor
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import count_with_noun, grouped_number, join_list

SHORT_VERDICTS: Final[Mapping[Verdict, str]] = {
    "approve": "Approve",
    "approve-with-conditions": "Conditions",
    "more-information-needed": "More info",
    "do-not-approve": "No",
}
DUE_LABELS: Final[Mapping[DueKind, str]] = {
    "condition": "Condition",
    "reassessment": "Assess again",
    "objection": "Object to a change",
    "notice": "Give notice",
    "renewal": "Contract renews",
    "evidence": "Evidence ends",
    "acceptance": "Acceptance ends",
}
_LAPSED_LABELS: Final[Mapping[DueKind, str]] = {
    "evidence": "Evidence ended",
    "acceptance": "Acceptance ended",
}
STATE_LABELS: Final[Mapping[DueState, str]] = {
    "overdue": "Overdue",
    "lapsed": "Lapsed",
    "coming": "Coming",
}
ROLE_LABELS: Final[Mapping[Role, str]] = {
    "host": "Hosts",
    "sub-processor": "Sub-processors",
    "model-provider": "Providers of AI models",
}
_SHARED_SENTENCES: Final[Mapping[Role, str]] = {
    "host": "run on the same host, {company}",
    "sub-processor": "rest on the same sub-processor, {company}",
    "model-provider": "use models of the same provider, {company}",
}
_SAID: Final[Mapping[Role, str]] = {
    "host": "say where they run",
    "sub-processor": "name sub-processors",
    "model-provider": "say whose models they use",
}


def entry_name(entry: VendorEntry) -> str:
    """Return the product and its vendor: `Acme Engage by Acme`."""
    return product_by_vendor(entry.product, entry.vendor)


def short_entry_name(entry: VendorEntry) -> str:
    """Return the product, or the vendor where no product is named."""
    return short_name(entry.product or entry.vendor)


def attention_sentence(portfolio: Portfolio) -> str:
    """Return how many vendors need somebody, and why; empty if none does."""
    entries = portfolio.entries
    counts = {
        "something overdue": sum(bool(entry.overdue) for entry in entries),
        "something lapsed": sum(bool(entry.lapsed) for entry in entries),
        "a stale decision": sum(
            entry.decision is not None and bool(entry.decision.changed) for entry in entries
        ),
        "no decision": sum(entry.decision is None for entry in entries),
    }
    parts = [
        f"{count} {'has' if count == 1 else 'have'} {what}"
        for what, count in counts.items()
        if count
    ]
    return f"{join_list(parts)}." if parts else ""


def decision_text(decision: LastDecision | None) -> str:
    """Return a decision in few words; of one that is stale, that it is."""
    if decision is None:
        return "None yet"
    label = VERDICT_LABELS[decision.decision]
    return f"{label}, {decision.decided_on}{' (stale)' if decision.changed else ''}"


def stale_text(decision: LastDecision | None) -> str:
    """Return what has changed since a decision; empty if nothing has."""
    if decision is None or not decision.changed:
        return ""
    parts = join_list([CHANGED_LABELS[part] for part in decision.changed])
    verb = "has" if decision.changed in (("policy",), ("verdict",)) else "have"
    return f"{parts} {verb} changed since"


def use_sentence(entry: VendorEntry) -> str:
    """Return who is in charge of a product, the tier that it is in, and its purpose."""
    tier = f"tier {short_name(entry.tier)}" if entry.tier else "no tier"
    assumed = " (assumed)" if entry.tier_assumed else ""
    owner = short_name(entry.owner) or "owner not known"
    purpose = short_name(entry.purpose, MAX_QUOTE_LENGTH) or "Purpose not known"
    return f"{short_entry_name(entry)}: {owner}, {tier}{assumed}. {purpose}"


def score_text(entry: VendorEntry) -> str:
    """Return the score in whole percent, with its range while questions are open."""
    score = format_percent(entry.score, 0)
    lowest, highest = entry.lowest_score, entry.highest_score
    if entry.score is None or lowest is None or highest is None or lowest == highest:
        return score
    return f"{score.removesuffix(' %')} ({_whole(lowest)}–{_whole(highest)}) %"


def _whole(value: Fraction) -> str:
    return format_percent(value, 0).removesuffix(" %")


def due_text(item: DueItem) -> str:
    """Return what is due, in a line."""
    labels = {**DUE_LABELS, **_LAPSED_LABELS} if item.state == "lapsed" else DUE_LABELS
    label = labels[item.kind]
    subject = f" ({short_name(item.subject)})" if item.subject else ""
    quote = f": {short_name(item.text, MAX_QUOTE_LENGTH)}" if item.text else ""
    owner = f" ({short_name(item.owner)})" if item.owner else ""
    if item.kind == "evidence":
        owner = f" ({count_with_noun(len(item.questions), 'answer', 'answers')})"
    return f"{label}{subject}{quote}{owner}"


@dataclass(frozen=True, slots=True)
class DueGroup:
    """All that is overdue, has lapsed or comes, by day."""

    state: DueState
    title: str
    entries: tuple[DueEntry, ...]


def due_groups(portfolio: Portfolio) -> Iterator[DueGroup]:
    """Yield what is due in groups, those first that somebody has missed; none that is empty."""
    ahead = "Coming"
    if portfolio.within is not None:
        ahead = f"Within {count_with_noun(portfolio.within, 'day', 'days')}"
    titles: dict[DueState, str] = {**STATE_LABELS, "coming": ahead}
    for state, title in titles.items():
        entries = tuple(entry for entry in portfolio.due if entry.item.state == state)
        if entries:
            yield DueGroup(state, title, entries)


def shared_sentence(shared: SharedCompany, total: int) -> str:
    """Return how many vendors share a company: `11 of 40 run on the same host, …`."""
    what = _SHARED_SENTENCES[shared.role].format(company=short_name(shared.company))
    known = f" ({shared.known} {_SAID[shared.role]})" if shared.known < total else ""
    return f"{len(shared.vendors)} of {total} {what}{known}"


def review_sentence(time: ReviewTime) -> str:
    """Return how long decisions took in a tier, beside the time of the policy."""
    unit = ("working day", "working days") if time.in_working_days else ("day", "days")
    promised = f"; the policy says {time.review_takes}" if time.review_takes else ""
    parts = []
    if time.median_days is not None:
        days = grouped_number(time.median_days)
        noun = unit[0] if time.median_days == 1 else unit[1]
        late = f", {time.late_count} of {time.count} took longer" if time.late_count else ""
        parts.append(f"median {days} {noun} from request to decision{promised}{late}")
    if time.waiting_count:
        longest = count_with_noun(time.longest_wait, *unit)
        wait = "waits" if time.waiting_count == 1 else "wait"
        parts.append(f"{time.waiting_count} {wait} for a decision, the longest for {longest}")
    return "; ".join(parts)


def money_text(money: Money) -> str:
    """Return an amount in whole units of its currency: `12,000 EUR`."""
    return f"{round(money.amount):,} {money.currency}"


def cost_sentence(portfolio: Portfolio) -> str:
    """Return what the contracts cost a year; empty if no cost is known."""
    with_text = [entry for entry in portfolio.entries if entry.yearly_cost]
    if not portfolio.costs:
        return ""
    counted = sum(entry.cost is not None for entry in with_text)
    total = join_list([money_text(money) for money in portfolio.costs])
    of = f" of {len(portfolio.entries)}" if counted < len(portfolio.entries) else ""
    return f"{total} a year, by the contracts of {counted}{of}"


def verdict_summary(portfolio: Portfolio) -> Sequence[tuple[Verdict, int]]:
    """Return the verdicts that vendors have, with how many."""
    return [(verdict, count) for verdict, count in portfolio.verdict_counts.items() if count]


def worst_first(portfolio: Portfolio) -> list[int]:
    """Return the positions of the vendors: overdue first, then by verdict, the worst first."""
    return sorted(
        range(len(portfolio.entries)),
        key=lambda position: _urgency(portfolio.entries[position]),
    )


def _urgency(entry: VendorEntry) -> tuple[bool, int, str, str]:
    needs_nobody = not (entry.overdue or entry.lapsed)
    return needs_nobody, -VERDICTS.index(entry.verdict), entry_name(entry).lower(), entry.file
