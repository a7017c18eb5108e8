"""The deployment of a product: where it runs, as the request says."""

from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.model.questions import ParsedAnswer

_KEY: Final = "request/deployment"
_WITH_US: Final = frozenset(("on-our-servers", "hybrid", "app-only"))
"""The options by which a part of it runs on systems that are ours to look after."""


def deployment_of(assessment: Assessment) -> ParsedAnswer | None:
    """Return where a product runs; None if that is not asked, or not known."""
    for evaluation in (assessment.evaluation, assessment.tiering.evaluation):
        index = evaluation.plan.position_by_key.get(_KEY) if evaluation else None
        if evaluation and index is not None and evaluation.statuses[index].parsed_answer:
            return evaluation.statuses[index].parsed_answer
    return None


def runs_with_us(assessment: Assessment) -> bool:
    """Return whether a part of a product runs on our own systems."""
    deployment = deployment_of(assessment)
    return deployment is not None and not _WITH_US.isdisjoint(deployment.options)
