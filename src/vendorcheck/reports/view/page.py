"""The content of the Markdown and the HTML report, in their order and without markup.

All of it is plain text, the vendor's as it came; the template environments escape it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.questionnaire_results import QuestionResult, SectionResult
from vendorcheck.reports.view import words
from vendorcheck.reports.view.answers import AnswerEntry, importance_rank, lay_out_answer
from vendorcheck.reports.view.evidence import EvidenceFile, OurDuty, evidence_files, our_duties
from vendorcheck.reports.view.findings import FindingCard, lay_out_findings
from vendorcheck.reports.view.next_actions import NextAction, next_actions
from vendorcheck.reports.view.notices import Notice, collect_notices
from vendorcheck.reports.view.overview import Acceptance, Overview
from vendorcheck.reports.view.paths import VerdictPath, asks_first, lay_out_verdict_paths
from vendorcheck.reports.view.record import Record
from vendorcheck.reports.view.rules import ReasonLine, RuleExplainer, RuleExplanation
from vendorcheck.reports.view.score_page import ScorePage
from vendorcheck.text.safe import short_name
from vendorcheck.text.words import count_with_noun

_MAX_DECISIVE_LINES = 3
_PLURALS = {"Does not apply": "do not apply"}


class ReportPage(ScorePage):
    """The content of a report about one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(assessment)
        self._explainer = RuleExplainer(assessment)
        self.record = Record(assessment)
        self.overview = Overview(assessment, self.record)
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
        self.tool_version = f"vendorcheck {__version__}"

    @cached_property
    def question_lists(self) -> tuple[tuple[str, tuple[OpenQuestion, ...], str], ...]:
        """The titled lists of open questions with their anchors; first what decides the rest."""
        for_vendor = self.assessment.questions_for_vendor
        for_requester = self.assessment.questions_for_requester
        lists = [
            ("To send to the vendor", for_vendor, "ask-vendor"),
            ("To ask the requester", for_requester, "ask-requester"),
        ]
        if any(question.decides for question in for_requester):
            lists.reverse()
        return tuple(entry for entry in lists if entry[1])

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

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The notices below the verdict."""
        return tuple(collect_notices(self.assessment))

    @cached_property
    def our_duties(self) -> tuple[OurDuty, ...]:
        """Return our duties, so that the vendor's documents hold, whatever the verdict."""
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
        return tuple(self._lines_below_headline[:_MAX_DECISIVE_LINES])

    @property
    def unnamed_count(self) -> int:
        """The number of such questions, checks and sections that `decisive_lines` leaves out."""
        return max(0, len(self._lines_below_headline) - _MAX_DECISIVE_LINES)

    @cached_property
    def _lines_below_headline(self) -> list[ReasonLine]:
        """The lines of the headline's rules; of a sum, which has none, those of the next rule."""
        rules = self.headline_rules
        if not any(explanation.lines for explanation in rules):
            with_lines = (entry for entry in self.rule_explanations if entry.lines)
            rules = (*rules, *islice(with_lines, 1))
        return [
            line.with_mark if len(rules) > 1 else line
            for explanation in rules
            for line in explanation.lines
        ]

    def anchor_of(self, question: str) -> str | None:
        """Return the id of the place that shows a question; None if no place does."""
        return self._explainer.anchor_of(question)

    @cached_property
    def findings(self) -> tuple[FindingCard, ...]:
        """The findings, worst first."""
        return lay_out_findings(self.assessment)

    # ---- what to do next

    @cached_property
    def verdict_paths(self) -> tuple[VerdictPath, ...]:
        """The paths to each better verdict, the nearest first; none if there is no better one."""
        return lay_out_verdict_paths(self.assessment, self._explainer)

    @cached_property
    def next_actions(self) -> tuple[NextAction, ...]:
        """The next steps on the first screen, the most urgent first."""
        return next_actions(self.assessment, self.verdict_paths, self.record)

    # ---- what is not known

    @property
    def listed_open_questions(self) -> list[QuestionResult]:
        """The open questions; where hardly anything is known, only those that must be met.

        The others stand in the list to send, and reading them twice helps nobody.
        """
        if not asks_first(self.assessment):
            return self._open_questions
        return [one for one in self._open_questions if one.status.question.is_active_blocker]

    @property
    def other_open_questions_text(self) -> str:
        """The number of the open questions that are not listed, and where they are, in words."""
        count = len(self._open_questions) - len(self.listed_open_questions)
        if not count:
            return ""
        others = count_with_noun(count, "other question is", "other questions are")
        return f"{others} open: see “What to do next” and “All answers”."

    @cached_property
    def _open_questions(self) -> list[QuestionResult]:
        """The open questions: first those that must be met, then by severity."""
        return sorted(
            (
                result
                for result in self.assessment.questions
                if result.status.is_open and result.applies is not False
            ),
            key=importance_rank,
        )

    # ---- all answers

    def answer_entries(self, section: SectionResult) -> Iterator[AnswerEntry]:
        """Return the answers of a section; what stands on the card of a finding is not repeated."""
        return (
            lay_out_answer(
                result,
                self.record.change_note(result.status),
                self._cards_with_details.get(result.status.question.key),
            )
            for result in section.questions
        )

    @cached_property
    def _cards_with_details(self) -> Mapping[str, str]:
        """The anchors of the findings that are about one question, by its key."""
        return {
            card.subjects[0]: card.anchor
            for card in self.findings
            if card.anchor and card.ask and len(card.subjects) == 1
        }

    def section_counts(self, section: SectionResult) -> str:
        """Return how many questions a section has, and how many of them are met or open."""
        counts = Counter(words.status_label(result) for result in section.questions)
        total = count_with_noun(len(section.questions), "question", "questions")
        details = ", ".join(
            f"{count} {_PLURALS.get(label, label) if count > 1 else label}".lower()
            for label, count in counts.items()
        )
        return f"{total}: {details}" if details else total

    # ---- what people decided

    @cached_property
    def all_accepted_risks(self) -> tuple[Acceptance, ...]:
        """All accepted risks of the vendor file, those that have ended included."""
        return tuple(map(self.overview.describe_risk, self.assessment.vendor.accepted_risks))
