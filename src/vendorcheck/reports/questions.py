"""questions: the message to the vendor, with every open question and required change."""

from collections.abc import Iterator

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import RULES_WITH_REMEDIES, VERDICTS
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.reports._base import PRECHECK_REPORTS, REPORTS, Display
from vendorcheck.reports.view.letter import VendorLetter
from vendorcheck.reports.view.steps import is_about_request, lay_out_path


@REPORTS.format("questions", reader="vendor")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001
    """Return the message to the vendor of an assessment.

    It never holds the request, our notes, weights, accepted risks, decisions, or the reason why an
    answer is disputed.
    """
    return VendorLetter(
        assessment.vendor,
        assessment.questions_for_vendor,
        list(_changes_by_vendor(assessment)),
        (),
        assessment.library,
        assessment.as_of,
        assessment.tier,
    ).text


@PRECHECK_REPORTS.format("questions", reader="vendor")
def render_precheck_questions(precheck: Precheck, display: Display) -> str:  # noqa: ARG001
    """Return the message with the open questions and required changes of a pre-check."""
    return VendorLetter(
        precheck.vendor,
        precheck.questions_for_vendor,
        precheck.required_changes,
        precheck.wished_changes,
        precheck.library,
        precheck.as_of,
        precheck.tier,
        precheck.requester,
    ).text


def _changes_by_vendor(assessment: Assessment) -> Iterator[str]:
    """Yield what the vendor would have to change for the best verdict that a path leads to.

    Where open questions block every path, it is what the failing rules require already.
    """
    paths = (assessment.paths_to_yes[verdict] for verdict in VERDICTS[:2])
    planned_steps = next(
        (steps for path in paths if (steps := lay_out_path(assessment, path)) is not None), None
    )
    if planned_steps is None:
        yield from _remedies_of_failing_rules(assessment)
        return
    for planned_step in planned_steps:
        if planned_step.step.kind == "remedy" and planned_step.owner == "vendor":
            yield planned_step.remedy or planned_step.text


def _remedies_of_failing_rules(assessment: Assessment) -> Iterator[str]:
    """Yield the remedies of the gaps and requirements that a rule fires for, each once."""
    subjects = {
        subject
        for result in assessment.judgement.rule_results
        if result.rule in RULES_WITH_REMEDIES and not result.could
        for subject in result.subjects
    }
    yield from dict.fromkeys(
        finding.remedy
        for finding in assessment.findings
        if finding.kind in {"gap", "requirement"}
        and finding.remedy
        and finding.subject in subjects
        and not is_about_request(assessment, finding.subject)
    )
