"""questions: a message to the vendor with all that is open, ready to send."""

from vendorcheck.assessment import Assessment
from vendorcheck.reports._base import Display, report
from vendorcheck.reports._message import message


@report("questions")
def render(assessment: Assessment, display: Display) -> str:
    """The message: never the request, our notes, weights, accepted risks, decisions, or why we dispute an answer."""
    return message(assessment.vendor.vendor, assessment.ask_vendor, assessment.library, display.width)
