"""The content of the Markdown and the HTML report, in their order and without markup.

All of it is plain text, the vendor's as it came; the template environments escape it.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.questionnaire_results import (
    QuestionnaireResult,
    QuestionResult,
    SectionResult,
)
from vendorcheck.assessment.reasons import format_coverage, format_score, format_threshold
from vendorcheck.assessment.score import Tally
from vendorcheck.reports.view import words
from vendorcheck.reports.view.answers import AnswerEntry, importance_rank, lay_out_answer
from vendorcheck.reports.view.evidence import EvidenceFile, OurDuty, evidence_files, our_duties
from vendorcheck.reports.view.findings import FindingEntry, lay_out_findings
from vendorcheck.reports.view.notices import Notice, collect_notices
from vendorcheck.reports.view.paths import VerdictPath, lay_out_verdict_paths
from vendorcheck.reports.view.record import Record
from vendorcheck.reports.view.rules import ReasonLine, RuleExplainer, RuleExplanation
from vendorcheck.text.safe import short_name

_MAX_DECISIVE_LINES = 3


class ReportPage:
    """The content of a report about one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._explainer = RuleExplainer(assessment)
        self.record = Record(assessment)
        self.name = words.vendor_name(assessment.vendor.vendor)
        self.verdict_label = words.VERDICT_LABELS[assessment.verdict]
        self.verdict_reason = words.verdict_reason(assessment)
        self.headline = words.headline(assessment)
        self.outlook_sentence = words.outlook_sentence(assessment)
        self.coverage_text = words.coverage_text(assessment)
        self.put_aside = assessment.put_aside
        self.agreement_sentence = words.agreement_sentence(assessment)
        self.put_aside_text = words.put_aside_text(self.put_aside)
        self.put_aside_remark = words.put_aside_remark(self.put_aside)
        self.settings = assessment.evaluation.plan.settings
        self.tool_version = f"vendorcheck {__version__}"

    @cached_property
    def question_lists(self) -> tuple[tuple[str, tuple[OpenQuestion, ...]], ...]:
        """The open questions with the title of each list; those come first that decide the rest."""
        for_vendor = self.assessment.questions_for_vendor
        for_requester = self.assessment.questions_for_requester
        lists = [("To send to the vendor", for_vendor), ("To ask the requester", for_requester)]
        if any(question.decides for question in for_requester):
            lists.reverse()
        return tuple((title, questions) for title, questions in lists if questions)

    @property
    def contents(self) -> Iterator[tuple[str, str]]:
        """Yield the anchor and the title of each part that the report has."""
        vendor = self.assessment.vendor
        yield "why", "Why"
        yield "next", "What to do next"
        if self.assessment.findings:
            yield "findings", "Findings"
        yield "scores", "Score by section"
        yield "unknown", "What is not known"
        if vendor.needs:
            yield "needs", "What the business needs"
        yield "answers", "All answers"
        if vendor.accepted_risks or vendor.decisions:
            yield "decided", "Accepted risks and decisions"
        if self.record.has_changes:
            yield "changes", "Changes and contract"
        yield "sums", "How the score came about"
        if self.full_names:
            yield "full", "Names in full"
        yield "provenance", "Provenance"

    @property
    def vendor_details(self) -> tuple[tuple[str, str], ...]:
        """The titled facts of the vendor file about the vendor and the business owner."""
        vendor = self.assessment.vendor.vendor
        details = (
            ("Plan", vendor.plan),
            ("Wanted by", vendor.owner),
            ("Vendor’s contact", vendor.contact),
        )
        return tuple((title, short_name(text)) for title, text in details if text)

    @property
    def full_names(self) -> tuple[tuple[str, str], ...]:
        """The titled names that `name` and `vendor_details` shorten."""
        return words.full_names(self.assessment.vendor.vendor)

    @property
    def gauge_description(self) -> str:
        """The content of the drawing of the score, in words."""
        assessment, settings = self.assessment, self.settings
        score_range = (
            f", from {self.format_score(assessment.lowest_score)}"
            f" to {self.format_score(assessment.highest_score)} once all is answered"
            if assessment.lowest_score != assessment.highest_score
            else ""
        )
        return (
            f"Score {self.format_score(assessment.score)}{score_range}; "
            f"approve from {format_threshold(settings.approve_at)}, "
            f"with conditions from {format_threshold(settings.conditions_at)}"
        )

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The notices below the verdict."""
        return tuple(collect_notices(self.assessment))

    @cached_property
    def our_duties(self) -> tuple[OurDuty, ...]:
        """What we must do ourselves so that the vendor's documents hold, whatever the verdict."""
        return our_duties(self.assessment)

    @cached_property
    def evidence_files(self) -> tuple[EvidenceFile, ...]:
        """The files that the vendor file names as evidence, with their states."""
        return evidence_files(self.assessment)

    # ---- the reasons for the verdict

    @cached_property
    def rule_explanations(self) -> tuple[RuleExplanation, ...]:
        """The rules that fired, worst first."""
        return self._explainer.explanations

    @property
    def headline_rules(self) -> tuple[RuleExplanation, ...]:
        """The rules of the headline: all that require a condition, otherwise the weightiest."""
        return (
            self.rule_explanations
            if self.assessment.verdict == APPROVE_WITH_CONDITIONS
            else self.rule_explanations[:1]
        )

    @property
    def decisive_lines(self) -> tuple[ReasonLine, ...]:
        """The first few questions, checks and sections that made the rules of the headline fire."""
        has_several_rules = len(self.headline_rules) > 1
        lines = [
            line.with_mark if has_several_rules else line
            for explanation in self.headline_rules
            for line in explanation.lines
        ]
        return tuple(lines[:_MAX_DECISIVE_LINES])

    @property
    def unnamed_count(self) -> int:
        """The number of such questions, checks and sections that `decisive_lines` leaves out."""
        return sum(len(explanation.lines) for explanation in self.headline_rules) - len(
            self.decisive_lines
        )

    def anchor_of(self, question: str) -> str | None:
        """Return the id of the place that shows a question; None if no place does."""
        return self._explainer.anchor_of(question)

    @cached_property
    def findings(self) -> tuple[FindingEntry, ...]:
        """The findings, worst first."""
        return lay_out_findings(self.assessment.findings)

    # ---- what to do next

    @cached_property
    def verdict_paths(self) -> tuple[VerdictPath, ...]:
        """The paths to each better verdict, the nearest first; none if there is no better one."""
        return lay_out_verdict_paths(self.assessment, self._explainer)

    # ---- the score

    def format_score(self, value: Fraction | None) -> str:
        """Return a score, with more decimals where they tell it from a limit of the policy."""
        return format_score(value, self.settings)

    def format_coverage(self, value: Fraction | None) -> str:
        """Return the share that is answered, with more decimals where the limit is near."""
        return format_coverage(value, self.settings)

    @property
    def thresholds(self) -> tuple[Fraction, ...]:
        """The limits that scores are compared with, in percent."""
        return self.settings.approve_at, self.settings.conditions_at

    def floors(
        self, questionnaire: QuestionnaireResult, section: SectionResult
    ) -> tuple[Fraction, ...]:
        """Return the limits that the score of a section is compared with, none or one."""
        floor = self.settings.section_floors.get(self.section_key(questionnaire, section))
        return () if floor is None else (floor,)

    @cached_property
    def scored_questionnaires(
        self,
    ) -> tuple[tuple[QuestionnaireResult, tuple[SectionResult, ...]], ...]:
        """The questionnaires and their sections that count in the score, or may come to count."""
        scored = (
            (
                result,
                tuple(
                    section for section in result.sections if section.tally.lowest_score is not None
                ),
            )
            for result in self.assessment.questionnaires
        )
        return tuple((result, sections) for result, sections in scored if sections)

    # ---- what is not known

    @property
    def open_questions(self) -> list[QuestionResult]:
        """The open questions: first those that must be met, then by severity."""
        return sorted(
            (
                result
                for result in self.assessment.questions
                if result.status.is_open and result.applies is not False
            ),
            key=importance_rank,
        )

    # ---- all answers, and how they add up

    def answer_entries(self, section: SectionResult) -> Iterator[AnswerEntry]:
        """Return the answers of a section."""
        return (
            lay_out_answer(result, self.record.change_note(result.status))
            for result in section.questions
        )

    def format_weight(self, units: int) -> str:
        """Return a weight as a decimal number, from the whole units of the plan."""
        return words.format_number(Fraction(units, self.assessment.evaluation.plan.weight_unit))

    @property
    def open_weight_sentence(self) -> str:
        """A sentence about the weight that is open and the weight that may yet apply."""
        tally = self.assessment.judgement.tally
        parts = [f"Of the weight, {self.format_weight(tally.open)} is open"] if tally.open else []
        if tally.undecided:
            parts.append(
                f"questions with a weight of {self.format_weight(tally.undecided)} may yet apply"
            )
        sentence = ", and ".join(parts)
        return f"{sentence[0].upper()}{sentence[1:]}."

    def added_points(self, tally: Tally) -> Fraction | None:
        """Return what a section adds to the score, in percentage points."""
        total = self.assessment.judgement.tally.total
        return Fraction(100 * tally.earned, total) if total else None

    def earned_weight(self, result: QuestionResult) -> str:
        """Return the weight that a question earns."""
        answer_result = result.status.answer_result
        return (
            words.format_number(result.status.question.weight * answer_result.credit)
            if answer_result
            else "0"
        )

    @property
    def scored_questions(self) -> Iterator[QuestionResult]:
        """The questions that count in the score."""
        return (result for result in self.assessment.questions if result.contribution is not None)

    def section_key(self, questionnaire: QuestionnaireResult, section: SectionResult) -> str:
        """Return `questionnaire/section`."""
        return f"{questionnaire.questionnaire.id}/{section.section.id}"
