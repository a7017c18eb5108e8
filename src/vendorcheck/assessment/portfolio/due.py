"""The days of a vendor: by which somebody has to act, and on which support ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.deadlines import DeadlineKind, find_all_deadlines
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.support import AssessedEvidence
from vendorcheck.model.evidence import evidence_end

DueKind: TypeAlias = DeadlineKind | Literal["evidence", "acceptance"]
DUE_KINDS: tuple[DueKind, ...] = (*get_args(DeadlineKind), "evidence", "acceptance")
DueState: TypeAlias = Literal["overdue", "lapsed", "coming"]


@dataclass(frozen=True, slots=True)
class DueItem:
    """A day that matters.

    The kinds are those of deadlines, and `evidence` and `acceptance` for the last day on which
    a document or an accepted risk counts. `text` is a condition, a change, a document or a reason
    in the words of the vendor file; `subject` the kind of a change; `owner` who does it, or who
    accepted a risk; `questions` those that it concerns.
    """

    kind: DueKind
    due: date
    state: DueState
    text: str | None = None
    subject: str | None = None
    owner: str | None = None
    questions: tuple[str, ...] = ()


def due_items(assessment: Assessment) -> tuple[DueItem, ...]:
    """Return everything that is due for a vendor, by day."""
    as_of = assessment.as_of
    deadlines = find_all_deadlines(assessment.vendor, assessment.reassess_by, as_of)
    items = [
        DueItem(
            one.kind,
            one.due,
            _state(one.due, as_of),
            one.text,
            one.subject,
            one.owner,
            one.questions,
        )
        for one in deadlines
    ]
    items += _acceptances(assessment)
    items += _documents(assessment)
    return tuple(
        sorted(items, key=lambda item: (item.due, DUE_KINDS.index(item.kind), item.text or ""))
    )


def _state(due: date, as_of: date, *, ends: bool = False) -> DueState:
    if due >= as_of:
        return "coming"
    return "lapsed" if ends else "overdue"


def _acceptances(assessment: Assessment) -> Iterator[DueItem]:
    """Yield the end of each acceptance that is in force, and of each that would still be needed."""
    lapsed_subjects = {
        finding.subject for finding in assessment.findings if finding.kind == "accepted-risk"
    }
    for risk in assessment.vendor.accepted_risks:
        is_in_force = risk.accepted_on <= assessment.as_of <= risk.expires
        is_needed = risk.expires < assessment.as_of and risk.question in lapsed_subjects
        if is_in_force or is_needed:
            yield DueItem(
                "acceptance",
                risk.expires,
                _state(risk.expires, assessment.as_of, ends=True),
                text=risk.reason,
                owner=risk.accepted_by,
                questions=(risk.question,),
            )


def _documents(assessment: Assessment) -> Iterator[DueItem]:
    """Yield the end of each document that supports answers, or did until it ended."""
    questions_by_document: dict[tuple[str, date], list[str]] = {}
    for status, applies in assessment.evaluation:
        if applies is False or status.parsed_answer is None:
            continue
        for title, end in dict.fromkeys(_ends(status, assessment)):
            questions_by_document.setdefault((title, end), []).append(status.question.key)
    for (title, end), questions in questions_by_document.items():
        yield DueItem(
            "evidence",
            end,
            _state(end, assessment.as_of, ends=True),
            text=title,
            questions=tuple(questions),
        )


def _ends(status: QuestionStatus, assessment: Assessment) -> Iterator[tuple[str, date]]:
    """Yield the name and the last day of what supports an answer.

    What has ended counts only while nothing current supports the answer instead.
    """
    counting = [piece for piece in status.support.evidence if piece.standing == "counts"]
    for piece in counting or status.support.evidence:
        end = _end_of(piece, assessment) if piece.standing == "counts" else piece.ended_on
        if end is not None:
            yield piece.title, end


def _end_of(piece: AssessedEvidence, assessment: Assessment) -> date | None:
    """Return the last day on which a document that counts still does; None: no end is known."""
    valid_for = assessment.evaluation.plan.settings.evidence_valid_for
    end = evidence_end(piece.evidence, valid_for, assessment.as_of)
    bridged_until = piece.evidence.bridged_until
    is_bridged = end is not None and end < assessment.as_of
    return bridged_until if is_bridged else end
