"""questions: a message to the vendor with all that is open and what it would have to change, ready to send."""

from collections.abc import Iterator

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.assessment.rules import VERDICTS
from vendorcheck.reports._base import Display, precheck_report, report
from vendorcheck.reports.view.letter import compose_vendor_message
from vendorcheck.reports.view.steps import lay_out_path


@report("questions")
def render(assessment: Assessment, display: Display) -> str:
    """The message: never the request, our notes, weights, accepted risks, decisions, or why we dispute an answer."""
    changes = list(_changes_by_vendor(assessment))
    return compose_vendor_message(
        assessment.vendor.vendor,
        assessment.questions_for_vendor,
        changes,
        assessment.library,
        display.width,
    )


@precheck_report("questions")
def render_precheck_questions(precheck: Precheck, display: Display) -> str:
    """The message with what the pre-check leaves open, and what it would want of the vendor."""
    return compose_vendor_message(
        precheck.vendor.vendor,
        precheck.questions_for_vendor,
        precheck.required_changes,
        precheck.library,
        display.width,
    )


def _changes_by_vendor(assessment: Assessment) -> Iterator[str]:
    """What the vendor would have to change for the best verdict that a path leads to."""
    paths = (assessment.paths_to_yes[verdict] for verdict in VERDICTS[:2])
    steps = next(
        (found for path in paths if (found := lay_out_path(assessment, path)) is not None), ()
    )
    for step in steps:
        if step.step.kind == "remedy" and step.owner == "vendor":
            yield step.remedy or step.text
