"""json: the portfolio for programs.

The shape `vendorcheck-portfolio/1` is a promise; docs/reference/portfolio-json.md explains it.
"""

import json
from collections.abc import Iterator, Sequence

from vendorcheck import __version__
from vendorcheck.assessment.portfolio.due import DueItem
from vendorcheck.assessment.portfolio.entry import LastDecision, VendorEntry
from vendorcheck.assessment.portfolio.portfolio import Portfolio
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.quantities.money import Money
from vendorcheck.reports._base import Display
from vendorcheck.reports._json_data import Json, percent_data
from vendorcheck.reports.portfolio._base import PORTFOLIO_REPORTS

PORTFOLIO_SCHEMA = "vendorcheck-portfolio/1"


@PORTFOLIO_REPORTS.format("json", ".json", reader="programs")
def render(portfolio: Portfolio, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return the portfolio as JSON in ASCII, which no encoding on the way can break.

    Each entry of a list has a line of its own.
    """
    return "".join(parts(portfolio))


@PORTFOLIO_REPORTS.in_parts("json")
def parts(portfolio: Portfolio) -> Iterator[str]:
    """Yield the text bit by bit: all data of ten thousand vendors at once takes much memory."""
    separator = "{\n"
    for key, value in _data(portfolio).items():
        yield f'{separator}  "{key}": '
        separator = ",\n"
        if not isinstance(value, Iterator):
            yield _dumped(value)
            continue
        before = "[\n    "
        for item in value:
            yield f"{before}{_dumped(item)}"
            before = ",\n    "
        yield "[]" if before.startswith("[") else "\n  ]"
    yield "\n}\n"


def _dumped(value: Json) -> str:
    # CI systems take `##[` for a command; escaped, it is the same text to readers of JSON.
    return json.dumps(value).replace("##", "#\\u0023")


def _data(portfolio: Portfolio) -> "dict[str, Json | Iterator[Json]]":
    files = [entry.file for entry in portfolio.entries]
    return {
        "schema": PORTFOLIO_SCHEMA,
        "as_of": str(portfolio.as_of),
        "within": portfolio.within,
        "tool": f"vendorcheck {__version__}",
        "policy": {
            "id": portfolio.policy.id,
            "version": portfolio.policy.version,
            "title": portfolio.policy.title,
            "sha256": portfolio.policy_sha256,
        },
        "verdicts": {str(verdict): count for verdict, count in portfolio.verdict_counts.items()},
        "vendors": (_vendor(entry) for entry in portfolio.entries),
        "broken": (
            {"file": one.file, "message": one.message, "errors": one.error_count}
            for one in portfolio.broken
        ),
        "due": ({"file": files[one.vendor], **_due(one.item)} for one in portfolio.due),
        **_shared_data(portfolio, files),
        "review_times": iter(_review_times(portfolio)),
        "costs": (_money(money) for money in portfolio.costs),
    }


def _shared_data(portfolio: Portfolio, files: Sequence[str]) -> dict[str, Iterator[Json]]:
    """Return what is counted over all vendors, whose `files` are given by position."""
    return {
        "gaps": (
            {
                "question": gap.subject,
                "finding": gap.finding,
                "severity": gap.severity,
                "vendors": gap.count,
            }
            for gap in portfolio.gaps
        ),
        "shared": (
            {
                "role": shared.role,
                "company": shared.company,
                "files": [files[vendor] for vendor in shared.vendors],
                "known": shared.known,
            }
            for shared in portfolio.shared
        ),
        "data_places": (
            {
                "data": placed.kind,
                "place": placed.place or None,
                "files": [files[vendor] for vendor in placed.vendors],
            }
            for placed in portfolio.places
        ),
    }


def _vendor(entry: VendorEntry) -> dict[str, Json]:
    return {
        "file": entry.file,
        "vendor": entry.vendor,
        "product": entry.product,
        "plan": entry.plan,
        "website": entry.website,
        "owner": entry.owner or None,
        "purpose": entry.purpose or None,
        "data": list(entry.data),
        "tier": entry.tier or None,
        "tier_title": entry.tier_title or None,
        "tier_assumed": entry.tier_assumed,
        "verdict": entry.verdict,
        "settled": entry.is_settled,
        "score": percent_data(entry.score),
        "score_low": percent_data(entry.lowest_score),
        "score_high": percent_data(entry.highest_score),
        "coverage": percent_data(entry.coverage),
        "findings": dict(zip(SEVERITIES, entry.finding_counts, strict=True)),
        "decision": _decision(entry.decision) if entry.decision else None,
        "requested_on": str(entry.requested_on) if entry.requested_on else None,
        "first_decided_on": str(entry.decided_on) if entry.decided_on else None,
        "assess_again_by": str(entry.reassess_by) if entry.reassess_by else None,
        "overdue": len(entry.overdue),
        "lapsed": len(entry.lapsed),
        "yearly_cost": entry.yearly_cost,
        "cost": _money(entry.cost) if entry.cost else None,
    }


def _decision(decision: LastDecision) -> dict[str, Json]:
    return {
        "decision": decision.decision,
        "by": decision.by,
        "decided_on": str(decision.decided_on),
        "advice": decision.advice,
        "changed": list(decision.changed),
    }


def _due(item: DueItem) -> dict[str, Json]:
    return {
        "kind": item.kind,
        "state": item.state,
        "due": str(item.due),
        "text": item.text,
        "what": item.subject,
        "owner": item.owner,
        "questions": list(item.questions),
    }


def _review_times(portfolio: Portfolio) -> list[Json]:
    return [
        {
            "tier": time.tier or None,
            "unit": "working day" if time.in_working_days else "day",
            "median": None if time.median_days is None else float(time.median_days),
            "decided": time.count,
            "late": time.late_count,
            "waiting": time.waiting_count,
            "longest_wait": time.longest_wait,
            "review_takes": str(time.review_takes) if time.review_takes else None,
        }
        for time in portfolio.review_times
    ]


def _money(money: Money) -> dict[str, Json]:
    return {"amount": float(money.amount), "currency": money.currency}
