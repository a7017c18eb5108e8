"""Questions whose answers earn all, half or nothing, and paths to yes as answers by question."""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.path_to_yes.path import MAX_WORK, PathToYes, find_path_to_yes
from vendorcheck.model.fields import Verdict

RULES = "conditions_from: critical\nconditions_at: 0\napprove_at: {}\ncoverage_at_least: {}\n"
OPEN = "{unknown: true}"


def scored(name: str, weight: int, when: str = "") -> str:
    """A question to which `a` earns all, `h` half and `z` nothing."""
    options = (
        "{id: a, label: A, credit: 1}, {id: h, label: H, credit: 0.5}, {id: z, label: Z, credit: 0}"
    )
    gate = f"when: {{p: [{when}]}}, " if when else ""
    return (
        f"      - {{id: {name}, type: choice, ask: {name}?, weight: {weight}, "
        f"{gate}options: [{options}]}}\n"
    )


def path(found: Assessment, target: Verdict = "approve", work: int = MAX_WORK) -> PathToYes:
    """The path to yes that is found by looking at so many choices at the most."""
    return find_path_to_yes(found.evaluation, {}, target, work)


def taken(found: PathToYes) -> dict[str, object] | None:
    """The steps: which question is answered how; None if there is no way."""
    return None if found.steps is None else {step.subject[4:]: step.answer for step in found.steps}
