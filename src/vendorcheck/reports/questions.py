"""questions: a message to the vendor with all that is open and what it would have to change, ready to send."""

from collections.abc import Iterator

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import PreCheck
from vendorcheck.assessment.rules import VERDICTS
from vendorcheck.reports._base import Display, precheck_report, report
from vendorcheck.reports.view.letter import message
from vendorcheck.reports.view.steps import planned


@report("questions")
def render(assessment: Assessment, display: Display) -> str:
    """The message: never the request, our notes, weights, accepted risks, decisions, or why we dispute an answer."""
    changes = list(_changes(assessment))
    return message(
        assessment.vendor.vendor, assessment.ask_vendor, changes, assessment.library, display.width
    )


@precheck_report("questions")
def of_precheck(found: PreCheck, display: Display) -> str:
    """The message with what the pre-check leaves open, and what it would want of the vendor."""
    return message(found.vendor.vendor, found.ask_vendor, found.wanted, found.library, display.width)


def _changes(assessment: Assessment) -> Iterator[str]:
    """What the vendor would have to change for the best verdict that a path leads to."""
    paths = (assessment.path_to_yes[verdict] for verdict in VERDICTS[:2])
    steps = next((found for path in paths if (found := planned(assessment, path)) is not None), ())
    for step in steps:
        if step.step.kind == "remedy" and step.who == "vendor":
            yield step.remedy or step.text
