"""The figures of the first screen: score, knowledge, findings, decision, what is accepted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from vendorcheck.assessment.accepted_risks import accepted_risks_in_force
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.reasons import format_coverage, format_score, format_threshold
from vendorcheck.model.fields import SEVERITIES, Severity
from vendorcheck.model.vendor_file import AcceptedRisk
from vendorcheck.reports.view import phrases, words
from vendorcheck.reports.view.paths import is_hardly_known
from vendorcheck.reports.view.record import Record
from vendorcheck.text.safe import short_name
from vendorcheck.text.words import count_with_noun, join_list

_MAX_NAMED_RISKS: Final = 3
"""The most accepted risks that the first screen names."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A titled figure, with what explains it.

    `is_weighty` is false where it says little yet. `counts` has the number of findings of each
    severity, where the value lists them. `is_long` is set where the note needs room, and `anchor`
    where a place of the page says more.
    """

    title: str
    value: str
    note: str = ""
    is_weighty: bool = True
    counts: tuple[tuple[Severity, int], ...] = ()
    is_long: bool = False
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A risk that is accepted: what it is about, and who accepts it until when."""

    subject: str
    what: str
    reason: str
    note: str


class Overview:
    """The figures about one assessment that stand beside its verdict."""

    def __init__(self, assessment: Assessment, record: Record) -> None:
        self._assessment = assessment
        self._record = record
        self._settings = assessment.evaluation.plan.settings

    @property
    def figures(self) -> Iterator[Figure]:
        """Yield score, knowledge, findings, decision, and what is accepted, lapsed or put aside."""
        yield self._score
        yield self._known
        yield self._findings
        yield self._decision
        if accepted := self._accepted:
            yield accepted
        if lapsed := self.lapsed_text:
            yield Figure("Overdue or lapsed", lapsed)
        if put_aside := self._put_aside:
            yield put_aside

    @property
    def _score(self) -> Figure:
        assessment = self._assessment
        score = format_score(assessment.score, self._settings)
        limit = (
            f"approve from {format_threshold(self._settings.approve_at)}, "
            f"with conditions from {format_threshold(self._settings.conditions_at)}"
        )
        if assessment.score is None:
            return Figure("Score", score, limit)
        reach = self.score_range
        if is_hardly_known(assessment):
            return Figure("Score", "too early to tell", f"{score} so far; {reach}", False)
        return Figure("Score", score, "; ".join(filter(None, (reach, limit))))

    @property
    def score_range(self) -> str:
        """Return the range of the score; empty where nothing can change it."""
        low, high = self._assessment.lowest_score, self._assessment.highest_score
        if low is None or high is None or low == high:
            return ""
        lowest, highest = (format_score(value, self._settings) for value in (low, high))
        if lowest == highest:
            return ""
        return f"can still be {lowest} to {highest}"

    @property
    def _known(self) -> Figure:
        assessment = self._assessment
        if assessment.coverage is None:
            return Figure("Answered", "nothing yet", "that counts")
        required = format_threshold(self._settings.coverage_at_least)
        open_count = len([*assessment.questions_for_vendor, *assessment.questions_for_requester])
        parts = [
            f"of what counts; {required} is required",
            f"{count_with_noun(open_count, 'question', 'questions')} to send" if open_count else "",
        ]
        return Figure(
            "Answered",
            format_coverage(assessment.coverage, self._settings),
            "; ".join(filter(None, parts)),
        )

    @property
    def _findings(self) -> Figure:
        return Figure(
            "Findings",
            self.tally_text or "none",
            self.weight_text,
            counts=self.severity_counts,
            is_long=True,
        )

    @property
    def _decision(self) -> Figure:
        decision, record = self._assessment.last_decision, self._record
        again = f"assess again {again}" if (again := record.reassessment_text) else ""
        if decision is None:
            task = "; ".join(filter(None, (record.task_to_decide, again)))
            return Figure("Decision", "none yet", task, is_long=True)
        against = phrases.against_advice(decision)
        who = f"{short_name(decision.by)} on {decision.decided_on}{against}"
        parts = (who, again, record.decision_basis)
        return Figure(
            "Decision",
            words.VERDICT_LABELS[decision.decision],
            "; ".join(filter(None, parts)),
            is_long=True,
            anchor="decided",
        )

    @property
    def _accepted(self) -> Figure | None:
        """The risks that are accepted now, the first few of them by name."""
        risks = self.accepted_risks
        if not risks:
            return None
        named = [f"{short_name(risk.what)} ({risk.note})" for risk in risks[:_MAX_NAMED_RISKS]]
        if (more := len(risks) - _MAX_NAMED_RISKS) > 0:
            named.append(f"and {more} more")
        return Figure(
            "Accepted",
            count_with_noun(len(risks), "risk", "risks"),
            "; ".join(named),
            is_long=True,
            anchor="decided",
        )

    @cached_property
    def severity_counts(self) -> tuple[tuple[Severity, int], ...]:
        """The number of findings that nobody accepts, by severity, the worst first."""
        counts = Counter(
            finding.severity
            for finding in self._assessment.findings
            if finding.accepted_risk is None
        )
        return tuple(
            (severity, counts[severity]) for severity in reversed(SEVERITIES) if counts[severity]
        )

    @property
    def tally_text(self) -> str:
        """The findings by severity: `3 critical, 5 high`; empty without any."""
        return ", ".join(f"{count} {severity}" for severity, count in self.severity_counts)

    @property
    def weight_text(self) -> str:
        """Return how many findings block and require a condition; empty without any."""
        fired = [one for one in self._assessment.judgement.rule_results if not one.could]
        failing = {
            subject
            for result in fired
            if result.rule in {"blocker", "requirement"}
            for subject in result.subjects
        }
        requiring = {
            subject
            for result in fired
            if result.rule in {"finding", "grade"}
            for subject in result.subjects
        } - failing
        verb = "requires" if len(requiring) == 1 else "require"
        parts = (
            f"{len(failing)} must not be" if failing else "",
            f"{len(requiring)} {verb} a condition" if requiring else "",
        )
        return ", ".join(filter(None, parts))

    @property
    def _put_aside(self) -> Figure | None:
        put_aside = self._assessment.put_aside
        if not put_aside.said_count:
            return None
        return Figure(
            "Put aside",
            f"{put_aside.said_count} of {put_aside.asked_count}",
            words.put_aside_remark(put_aside),
        )

    @property
    def lapsed_text(self) -> str:
        """Return how much is overdue, expired or no longer accepted; empty if nothing is."""
        assessment = self._assessment
        counts = (
            (len(assessment.deadlines.overdue), "day missed", "days missed"),
            (len(self._ended_documents), "document expired", "documents expired"),
            (
                sum(finding.kind == "accepted-risk" for finding in assessment.findings),
                "acceptance lapsed",
                "acceptances lapsed",
            ),
        )
        texts = [count_with_noun(count, one, many) for count, one, many in counts if count]
        return join_list(texts) if texts else ""

    @property
    def _ended_documents(self) -> frozenset[str]:
        return frozenset(
            piece.title
            for status, applies in self._assessment.evaluation
            if applies is not False
            for piece in status.support.evidence
            if piece.ended_on
        )

    @cached_property
    def accepted_risks(self) -> tuple[Acceptance, ...]:
        """The risks that are accepted now, each by what is accepted."""
        risks = accepted_risks_in_force(self._assessment.vendor, self._assessment.as_of)
        return tuple(self.describe_risk(risk) for accepted in risks.values() for risk in accepted)

    def describe_risk(self, risk: AcceptedRisk) -> Acceptance:
        """Describe an accepted risk, whether it is in force or not."""
        as_of = self._assessment.as_of
        state = "until" if risk.expires >= as_of else "ended on"
        begins = f"from {risk.accepted_on} " if risk.accepted_on > as_of else ""
        return Acceptance(
            risk.question,
            self._subjects.get(risk.question, risk.question),
            risk.reason,
            f"{risk.accepted_by}, {begins}{state} {risk.expires}",
        )

    @cached_property
    def _subjects(self) -> Mapping[str, str]:
        """The findings by their subjects; of what is no finding, the question or the message."""
        assessment = self._assessment
        return (
            {
                result.status.question.key: result.status.question.definition.ask
                for result in assessment.questions
            }
            | {check.key: check.definition.message for check in assessment.evaluation.plan.checks}
            | {
                finding.subject: finding.finding
                for finding in reversed(assessment.findings)
                if finding.kind in {"gap", "requirement", "contradiction"}
            }
        )
