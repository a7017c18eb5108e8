"""Half-sentences of the Markdown and the HTML report: small print about steps, open questions, decisions."""

from vendorcheck.assessment.assessment import QuestionResult
from vendorcheck.assessment.findings import Finding
from vendorcheck.model.vendor_file import DecidedCondition, Decision
from vendorcheck.reports.view import words
from vendorcheck.reports.view.steps import Planned


def step(found: Planned) -> str:
    """What a step takes, and where the score is after it."""
    parts = [
        f"{found.effort} effort" if found.step.kind == "remedy" else "",
        f"opens {words.counted(found.opens, 'more question', 'more questions')}" if found.opens else "",
        f"brings in {words.counted(found.brings, 'answer', 'answers')} that did not count before"
        if found.brings
        else "",
        f"then the score is {found.score_shown}",
    ]
    return _joined(parts)


def open_question(result: QuestionResult) -> str:
    """How an open question stands, and what hangs on it."""
    item = result.reply.item
    return _joined(
        [
            words.state(result.reply).lower(),
            "must be met" if item.blocks else "",
            f"{item.severity}, weighs {words.number(item.weight)}" if item.scored else "not scored",
            "whether it applies is not known yet" if result.applies is None else "",
        ]
    )


def controls(found: Finding) -> str:
    """The controls that a finding concerns, by framework."""
    return _joined([f"{framework}: {', '.join(ids)}" for framework, ids in found.controls.items()])


def decision(found: Decision) -> str:
    """What was decided, by whom and when."""
    return f"{words.VERDICT[found.decision]}, decided by {found.by} on {found.decided_on}"


def condition(found: DecidedCondition) -> str:
    """Who does it, by when, and whether it is done."""
    return _joined(
        [
            found.owner or "",
            f"due {found.due}" if found.due else "",
            f"before {found.before}" if found.before else "",
            "done" if found.done else "not done yet",
        ]
    )


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)
