"""Findings as a person reads them: each once, with what is said of it; the same words about several questions in one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.assessment.findings import Finding
from vendorcheck.model.fields import Severity
from vendorcheck.reports.view.phrases import controls


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding, the questions or the check it is about, and titled sentences about it."""

    severity: Severity
    finding: str
    subjects: tuple[str, ...]
    says: tuple[tuple[str, str], ...]


def noted(findings: Iterable[Finding]) -> tuple[Noted, ...]:
    """Lay out findings in their order. Those about how answers are supported are told together where their words agree."""
    together: dict[tuple[object, ...], list[Finding]] = {}
    for number, found in enumerate(findings):
        alone = found.kind in {"gap", "contradiction"} or found.accepted is not None
        key = (number,) if alone else (found.kind, found.severity, found.finding, found.remedy)
        together.setdefault(key, []).append(found)
    return tuple(
        Noted(
            same[0].severity,
            same[0].finding,
            tuple(one.subject for one in same),
            (*_asked(same), *_says(same[0], alone=len(same) == 1)),
        )
        for same in together.values()
    )


def _asked(same: list[Finding]) -> Iterator[tuple[str, str]]:
    """Which answers it is about, where the finding's own words don't tell. Many without evidence are known by their keys."""
    if same[0].kind in {"grade", "accepted-risk"} or len(same) == 1:
        for found in same:
            if found.kind not in {"gap", "contradiction"} and found.ask:
                yield "Question", f"{found.ask} {found.shown or ''}".strip()


def _says(found: Finding, *, alone: bool) -> Iterator[tuple[str, str]]:
    if found.kind == "gap" and found.shown is not None:
        yield "Answer", found.shown
    if found.missing:
        yield "Missing for full credit", found.missing
    if found.why:
        yield "Why it matters", found.why
    if found.remedy:
        yield "Remedy", found.remedy
    if found.clause:
        yield "Clause", found.clause
    if found.mitigation:
        due = f", due {found.mitigation.due}" if found.mitigation.due else ""
        yield f"What is done about it{due}", found.mitigation.text
    if found.accepted:
        risk = found.accepted
        yield f"Accepted by {risk.accepted_by} until {risk.expires}", risk.reason
    if found.controls and alone:
        yield "Controls", controls(found)
