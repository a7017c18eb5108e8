"""Findings as a person reads them: each once, with what is said of it; the same words about several questions in one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.assessment.findings import Finding
from vendorcheck.model.fields import Severity
from vendorcheck.reports.view.phrases import controls_note


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding, the questions or the check it is about, and titled sentences about it."""

    severity: Severity
    finding: str
    subjects: tuple[str, ...]
    statements: tuple[tuple[str, str], ...]


def lay_out_findings(findings: Iterable[Finding]) -> tuple[FindingEntry, ...]:
    """Lay out findings in their order. Those about how answers are supported are told together where their words agree."""
    together: dict[tuple[object, ...], list[Finding]] = {}
    for number, found in enumerate(findings):
        alone = found.kind in {"gap", "contradiction"} or found.accepted_risk is not None
        key = (number,) if alone else (found.kind, found.severity, found.finding, found.remedy)
        together.setdefault(key, []).append(found)
    return tuple(
        FindingEntry(
            same[0].severity,
            same[0].finding,
            tuple(one.subject for one in same),
            (*_question_statements(same), *_finding_statements(same[0], is_single=len(same) == 1)),
        )
        for same in together.values()
    )


def _question_statements(findings: list[Finding]) -> Iterator[tuple[str, str]]:
    """Which answers it is about, where the finding's own words don't tell. Many without evidence are known by their keys."""
    if findings[0].kind in {"grade", "accepted-risk"} or len(findings) == 1:
        for found in findings:
            if found.kind not in {"gap", "contradiction"} and found.ask:
                yield "Question", f"{found.ask} {found.display_answer or ''}".strip()


def _finding_statements(finding: Finding, *, is_single: bool) -> Iterator[tuple[str, str]]:
    if finding.kind == "gap" and finding.display_answer is not None:
        yield "Answer", finding.display_answer
    if finding.missing:
        yield "Missing for full credit", finding.missing
    if finding.why:
        yield "Why it matters", finding.why
    if finding.remedy:
        yield "Remedy", finding.remedy
    if finding.clause:
        yield "Clause", finding.clause
    if finding.mitigation:
        due = f", due {finding.mitigation.due}" if finding.mitigation.due else ""
        yield f"What is done about it{due}", finding.mitigation.text
    if finding.accepted_risk:
        risk = finding.accepted_risk
        yield f"Accepted by {risk.accepted_by} until {risk.expires}", risk.reason
    if finding.controls and is_single:
        yield "Controls", controls_note(finding)
