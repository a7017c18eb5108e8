"""Findings for a reader, each once; findings with the same words are merged into one entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.model.decisions import DecidedCondition
from vendorcheck.model.fields import Severity
from vendorcheck.reports.view.phrases import controls_note
from vendorcheck.text.numbers import format_points


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding, the questions or the check that it is about, and titled sentences about it."""

    severity: Severity
    finding: str
    subjects: tuple[str, ...]
    statements: tuple[tuple[str, str], ...]


def lay_out_findings(findings: Iterable[Finding]) -> tuple[FindingEntry, ...]:
    """Lay out findings in their order.

    Findings about the support of answers share an entry if their words agree.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        is_separate = (
            finding.kind in {"gap", "contradiction", "overdue"} or finding.accepted_risk is not None
        )
        key = (
            (number,)
            if is_separate
            else (finding.kind, finding.severity, finding.finding, finding.remedy)
        )
        groups.setdefault(key, []).append(finding)
    return tuple(
        FindingEntry(
            group[0].severity,
            group[0].finding,
            tuple(member.subject for member in group if member.subject),
            (
                *_question_statements(group),
                *_finding_statements(group[0], is_single=len(group) == 1),
            ),
        )
        for group in groups.values()
    )


def _question_statements(findings: list[Finding]) -> Iterator[tuple[str, str]]:
    """Yield the answers that an entry is about, where the finding's own words don't name them.

    Several answers without evidence are named by their keys only.
    """
    if findings[0].kind in {"grade", "accepted-risk"} or len(findings) == 1:
        for finding in findings:
            if finding.kind not in {"gap", "contradiction"} and finding.ask:
                yield "Question", f"{finding.ask} {finding.display_answer or ''}".strip()


def _condition_statements(condition: DecidedCondition | None) -> Iterator[tuple[str, str]]:
    if condition and condition.owner:
        yield "Who", condition.owner
    if condition and condition.before:
        yield "Before", condition.before


def _gap_statements(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.kind == "gap" and finding.display_answer is not None:
        yield "Answer", finding.display_answer
    yield from _condition_statements(finding.condition)
    if finding.missing:
        yield "Missing for full credit", finding.missing
    if finding.points:
        yield "Points lost", format_points(finding.points)


def _finding_statements(finding: Finding, *, is_single: bool) -> Iterator[tuple[str, str]]:
    yield from _gap_statements(finding)
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
    if is_single and (controls := controls_note(finding)):
        yield "Controls", controls
