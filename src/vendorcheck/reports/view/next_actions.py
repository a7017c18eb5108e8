"""The next steps on the first screen: what failed, what to send to whom, then the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE, APPROVE_WITH_CONDITIONS
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.reports.view import anchors
from vendorcheck.reports.view.paths import VerdictPath
from vendorcheck.reports.view.record import Record
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import as_sentence, count_with_noun

_MAX_FAILURES: Final = 2
"""The most failed blockers and requirements that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class NextAction:
    """Something to do next: an order, and in small print what it is about.

    `anchor` is the place of the page that says more.
    """

    text: str
    detail: str = ""
    anchor: str = "next"


def next_actions(
    assessment: Assessment, paths: Sequence[VerdictPath], record: Record
) -> tuple[NextAction, ...]:
    """Return what to do next, the most urgent first; there is always something."""
    questions = tuple(_questions_to_ask(assessment))
    conditions = tuple(_conditions(assessment, paths))
    actions = (
        *_failures(assessment),
        *((*conditions, *questions) if assessment.is_settled else (*questions, *conditions)),
        *([] if questions or conditions else _steps(assessment, paths)),
        *_decisions(assessment, record),
    )
    return actions or (_rest(record),)


def _failures(assessment: Assessment) -> Iterator[NextAction]:
    """Yield an order for each blocker and requirement that fails now; only the first are named."""
    subjects = [
        subject
        for result in assessment.judgement.rule_results
        if result.rule in {"blocker", "requirement"} and not result.could
        for subject in result.subjects
    ]
    findings = {
        finding.subject: finding
        for finding in reversed(assessment.findings)
        if finding.kind in {"gap", "requirement"}
    }
    failed = [findings[subject] for subject in subjects if subject in findings]
    for finding in failed[:_MAX_FAILURES]:
        home = assessment.library.get(finding.subject.partition("/")[0])
        is_ours = home is not None and home.respondent == "requester"
        order = "Change our plans" if is_ours else "Have the vendor change this"
        yield NextAction(
            f"{order}: {short_name(finding.finding, MAX_QUOTE_LENGTH)}",
            short_name(finding.remedy or "", MAX_QUOTE_LENGTH),
            anchors.finding_anchor(finding.subject),
        )
    if (more := len(failed) - _MAX_FAILURES) > 0:
        yield NextAction(
            f"{count_with_noun(more, 'more answer fails', 'more answers fail')} what must be met",
            anchor="why",
        )


def _questions_to_ask(assessment: Assessment) -> Iterator[NextAction]:
    """Yield whom to ask how many questions, and what we have to confirm."""
    if assessment.verdict == APPROVE and assessment.is_settled:
        return
    vendor = assessment.vendor.vendor
    to_vendor = assessment.questions_for_vendor
    to_requester = assessment.questions_for_requester
    orders = [
        (f"Send the vendor {_count(to_vendor)}", vendor.contact, to_vendor, "ask-vendor"),
        (f"Ask the requester {_count(to_requester)}", vendor.owner, to_requester, "ask-requester"),
    ]
    if any(question.decides for question in to_requester):
        orders.reverse()
    for order, person, questions, anchor in orders:
        if questions:
            yield NextAction(order, _detail(assessment, questions, person), anchor)
    if to_confirm := assessment.put_aside.to_confirm:
        count = count_with_noun(len(to_confirm), "question does", "questions do")
        yield NextAction(
            f"Confirm or dispute that {count} not apply", "as the vendor says", "confirm"
        )


def _count(questions: Sequence[OpenQuestion]) -> str:
    return count_with_noun(len(questions), "question", "questions")


def _detail(assessment: Assessment, questions: Sequence[OpenQuestion], person: str | None) -> str:
    """Return how much hangs on open questions, and who receives them."""
    plan = assessment.evaluation.plan
    statuses = [
        assessment.evaluation.statuses[plan.position_by_key[question.subject]]
        for question in questions
        if question.subject in plan.position_by_key
    ]
    must_be_met = sum(status.is_open and status.question.is_active_blocker for status in statuses)
    if any(question.decides == "tier" for question in questions):
        weight = "the answers decide the tier"
    elif must_be_met:
        weight = f"{must_be_met} of them must be met"
    elif assessment.is_settled:
        weight = "no answer can change the verdict"
    else:
        weight = ""
    return ", ".join(filter(None, (short_name(person) if person else "", weight)))


def _conditions(assessment: Assessment, paths: Sequence[VerdictPath]) -> Iterator[NextAction]:
    """Yield the order to agree on the conditions to propose."""
    if assessment.verdict == APPROVE_WITH_CONDITIONS:
        for path in paths:
            steps = [*path.agreements, *(path.steps or ())]
            if path.are_conditions and steps:
                count = count_with_noun(len(steps), "condition", "conditions")
                first = steps[0].condition_text
                yield NextAction(f"Agree on {count}", _first_of(first, len(steps)))


def _first_of(first: str, count: int) -> str:
    text = as_sentence(short_name(first, MAX_QUOTE_LENGTH))
    return f"{text} And {count - 1} more." if count > 1 else text


def _steps(assessment: Assessment, paths: Sequence[VerdictPath]) -> Iterator[NextAction]:
    """Yield the first steps of the shortest path, or what stands in the way of any."""
    if assessment.verdict in {APPROVE, APPROVE_WITH_CONDITIONS} or not paths:
        return
    path = next((path for path in paths if path.steps is not None), paths[0])
    steps = [*path.agreements, *(path.steps or ())]
    if steps:
        yield NextAction(path.title, _first_of(steps[0].text, len(steps)))
    else:
        yield NextAction(path.title, "; ".join(entry.detail for entry in path.obstacles))


def _decisions(assessment: Assessment, record: Record) -> Iterator[NextAction]:
    """Yield the order to decide, where the rules allow it and nobody has decided upon this."""
    if assessment.verdict not in {APPROVE, APPROVE_WITH_CONDITIONS}:
        return
    if assessment.last_decision is None:
        yield NextAction("Decide", "the business owner decides, with IT’s advice")
    elif record.changes_since_decision:
        yield NextAction("Decide anew", record.changes_since_decision, "decided")


def _rest(record: Record) -> NextAction:
    if record.reassessment_text:
        return NextAction(f"Assess again {record.reassessment_text}", "nothing has to be done now")
    return NextAction("Nothing has to be done now")
