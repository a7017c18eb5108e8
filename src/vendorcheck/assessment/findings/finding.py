"""A finding: something about the vendor that is not as it should be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.model.controls import Control
from vendorcheck.model.decisions import DecidedCondition
from vendorcheck.model.fields import Effort, Severity
from vendorcheck.model.vendor_file import AcceptedRisk, Mitigation

FindingKind: TypeAlias = Literal[
    "gap", "requirement", "contradiction", "grade", "accepted-risk", "evidence", "overdue"
]
FINDING_KINDS: tuple[FindingKind, ...] = get_args(FindingKind)
"""The kinds of findings; of those that lose equally many points the earlier kind comes first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the vendor that is not as it should be.

    A contradiction or failed requirement has a `check`, what is overdue a `condition` of the last
    decision, every other kind a `question`. `answer` is the answer as written, `display_answer` as
    a person reads it; `missing` is the rest for full credit where several options count. `points`
    is what the answer loses of the 100 points of the score, exactly; several gaps of one answer
    lose them together, and other kinds lose none. `controls` maps a framework to the controls
    concerned; to none where it has no control for the question.
    """

    kind: FindingKind
    severity: Severity
    finding: str
    question: str | None = None
    check: str | None = None
    ask: str | None = None
    answer: str | tuple[str, ...] | None = None
    display_answer: str | None = None
    missing: str | None = None
    points: Fraction = Fraction(0)
    why: str | None = None
    remedy: str | None = None
    clause: str | None = None
    effort: Effort | None = None
    controls: Mapping[str, tuple[Control, ...]] = field(default_factory=dict)
    mitigation: Mitigation | None = None
    accepted_risk: AcceptedRisk | None = None
    condition: DecidedCondition | None = None

    @property
    def subject(self) -> str:
        """Return the key of the question or the check; empty for a condition."""
        return self.question or self.check or ""


def finding_on_question(
    status: QuestionStatus, kind: FindingKind, severity: Severity, text: str
) -> Finding:
    """Return a finding on a question, with its answer, if it has one, and nothing else."""
    parsed_answer = status.parsed_answer
    return Finding(
        kind,
        severity,
        text,
        question=status.question.key,
        ask=status.question.definition.ask,
        answer=parsed_answer.raw if parsed_answer else None,
        display_answer=parsed_answer.display_text if parsed_answer else None,
    )
