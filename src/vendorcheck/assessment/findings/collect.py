"""Collect all findings of an evaluation, and sort them."""

from collections.abc import Iterator

from vendorcheck.assessment.accepted_risks import AcceptedRisks, covering_risk
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.findings.finding import FINDING_KINDS, Finding
from vendorcheck.assessment.findings.gaps import gap_findings
from vendorcheck.assessment.findings.lapsed_risks import lapsed_risk_findings
from vendorcheck.assessment.findings.overdue import overdue_findings
from vendorcheck.assessment.findings.support import evidence_findings, grade_findings
from vendorcheck.assessment.score import Tally
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.vendor_file import VendorFile


def collect_findings(
    evaluation: Evaluation, vendor: VendorFile, accepted_risks: AcceptedRisks, tally: Tally
) -> tuple[Finding, ...]:
    """Return all findings, worst first: by severity, points lost, kind, order of the questions.

    `tally` is that of all sections together.
    """
    findings = [
        *_answer_findings(evaluation, accepted_risks, tally.total),
        *_check_findings(evaluation, accepted_risks),
        *lapsed_risk_findings(evaluation, vendor, accepted_risks),
        *overdue_findings(vendor, evaluation.as_of),
    ]
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                -SEVERITIES.index(finding.severity),
                -finding.points,
                FINDING_KINDS.index(finding.kind),
            ),
        )
    )


def _answer_findings(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, total_units: int
) -> Iterator[Finding]:
    for status, applies in evaluation:
        if status.parsed_answer is None or applies is not True:
            continue
        accepted_risk = covering_risk(status, accepted_risks)
        # A blocker must be met whatever the score, even if it has no weight.
        if status.question.is_scored or status.fails_blocker:
            yield from gap_findings(status, accepted_risk, total_units)
        if status.question.is_scored:
            yield from grade_findings(status, accepted_risk)
        yield from evidence_findings(status)


def _check_findings(evaluation: Evaluation, accepted_risks: AcceptedRisks) -> Iterator[Finding]:
    for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True):
        if fails is True:
            remedy = check.definition.remedy
            yield Finding(
                check.definition.kind,
                check.severity,
                check.definition.message,
                check=check.key,
                remedy=remedy if check.is_requirement else "Say which of the answers is right.",
                clause=check.definition.clause if check.is_requirement else None,
                accepted_risk=next(iter(accepted_risks.get(check.key, ())), None),
            )
