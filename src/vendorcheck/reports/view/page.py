"""An assessment laid out for people: what the Markdown and the HTML report show, in their order. No markup here.

Everything in it is plain text, the vendor's as it came; escaping it is the template environment's business.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from vendorcheck import __version__
from vendorcheck.assessment.assessment import (
    Assessment,
    QuestionnaireResult,
    QuestionResult,
    SectionResult,
)
from vendorcheck.assessment.reasons import format_coverage, format_score, format_threshold
from vendorcheck.assessment.rules import APPROVE_WITH_CONDITIONS
from vendorcheck.assessment.score import Tally
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.reports.view import phrases, words
from vendorcheck.reports.view.answers import AnswerEntry, lay_out_answer
from vendorcheck.reports.view.findings import FindingEntry, lay_out_findings
from vendorcheck.reports.view.notices import Notice, collect_notices
from vendorcheck.reports.view.paths import VerdictPath, lay_out_verdict_paths
from vendorcheck.reports.view.rules import ReasonLine, RuleExplainer, RuleExplanation
from vendorcheck.text.safe import short_name

_MAX_DECISIVE_LINES = 3


class ReportPage:
    """What a report shows of an assessment, in order."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._explainer = RuleExplainer(assessment)
        self.name = words.subject_name(assessment)
        self.verdict_label = words.VERDICT_LABELS[assessment.verdict]
        self.verdict_reason = words.verdict_reason(assessment)
        self.headline = words.headline(assessment)
        self.outlook_sentence = words.outlook_sentence(assessment)
        self.coverage_text = words.coverage_text(assessment)
        self.settings = assessment.evaluation.plan.settings
        self.tool_version = f"vendorcheck {__version__}"

    @property
    def contents(self) -> Iterator[tuple[str, str]]:
        """The parts of the report that there are: anchor and title."""
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
        yield "sums", "How the score came about"
        if self.full_names:
            yield "full", "Names in full"
        yield "provenance", "Provenance"

    @property
    def vendor_details(self) -> tuple[tuple[str, str], ...]:
        """What the vendor file says of the vendor and of who wants the product."""
        vendor = self.assessment.vendor.vendor
        known = (
            ("Plan", vendor.plan),
            ("Wanted by", vendor.owner),
            ("Vendor’s contact", vendor.contact),
        )
        return tuple((title, short_name(text)) for title, text in known if text)

    @property
    def full_names(self) -> tuple[tuple[str, str], ...]:
        """What `name` and `about` cut."""
        return words.full_names(self.assessment.vendor.vendor)

    @property
    def last_decision(self) -> str | None:
        """What was decided last, in a line of the head."""
        if not self.assessment.vendor.decisions:
            return None
        found = self.assessment.vendor.decisions[-1]
        return phrases.decision_sentence(found.model_copy(update={"by": short_name(found.by)}))

    @property
    def gauge_description(self) -> str:
        """What the drawing of the score shows, in words."""
        found, settings = self.assessment, self.settings
        reach = (
            f", from {self.format_score(found.lowest_score)} to {self.format_score(found.highest_score)} once all is answered"
            if found.lowest_score != found.highest_score
            else ""
        )
        return (
            f"Score {self.format_score(found.score)}{reach}; approve from {format_threshold(settings.approve_at)}, "
            f"with conditions from {format_threshold(settings.conditions_at)}"
        )

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What stands beneath the verdict."""
        return tuple(collect_notices(self.assessment))

    # ---- why

    @cached_property
    def rule_explanations(self) -> tuple[RuleExplanation, ...]:
        """The rules that fired, worst first."""
        return self._explainer.explanations

    @property
    def headline_rules(self) -> tuple[RuleExplanation, ...]:
        """The rules that the headline speaks of: all that want a condition, else the weightiest."""
        return (
            self.rule_explanations
            if self.assessment.verdict == APPROVE_WITH_CONDITIONS
            else self.rule_explanations[:1]
        )

    @property
    def decisive_lines(self) -> tuple[ReasonLine, ...]:
        """For whose sake the rules of the headline fired; the first few."""
        several = len(self.headline_rules) > 1
        lines = [
            line.with_mark if several else line for why in self.headline_rules for line in why.lines
        ]
        return tuple(lines[:_MAX_DECISIVE_LINES])

    @property
    def unnamed_count(self) -> int:
        """For how many the rules of the headline fired beyond `decisive`."""
        return sum(len(why.lines) for why in self.headline_rules) - len(self.decisive_lines)

    def anchor_of(self, question: str) -> str | None:
        """The id of the place where a question is shown; None if it is not."""
        return self._explainer.anchor_of(question)

    @cached_property
    def findings(self) -> tuple[FindingEntry, ...]:
        """The findings, worst first."""
        return lay_out_findings(self.assessment.findings)

    # ---- what to do next

    @cached_property
    def verdict_paths(self) -> tuple[VerdictPath, ...]:
        """The ways to each better verdict, the nearest first; none if there is none better."""
        return lay_out_verdict_paths(self.assessment, self._explainer)

    # ---- the score

    def format_score(self, value: Fraction | None) -> str:
        """A score beside the policy's limits."""
        return format_score(value, self.settings)

    def format_coverage(self, value: Fraction | None) -> str:
        """What is answered, beside the policy's limit."""
        return format_coverage(value, self.settings)

    @property
    def thresholds(self) -> tuple[Fraction, ...]:
        """What scores are held against."""
        return self.settings.approve_at, self.settings.conditions_at

    def floors(
        self, questionnaire: QuestionnaireResult, section: SectionResult
    ) -> tuple[Fraction, ...]:
        """What the score of a section is held against."""
        floor = self.settings.section_floors.get(self.section_key(questionnaire, section))
        return () if floor is None else (floor,)

    @cached_property
    def scored_questionnaires(
        self,
    ) -> tuple[tuple[QuestionnaireResult, tuple[SectionResult, ...]], ...]:
        """The questionnaires and sections in which something counts, or may."""
        found = (
            (
                one,
                tuple(
                    section for section in one.sections if section.tally.lowest_score is not None
                ),
            )
            for one in self.assessment.questionnaires
        )
        return tuple((one, sections) for one, sections in found if sections)

    # ---- what is not known

    @property
    def open_questions(self) -> Iterator[QuestionResult]:
        """The open questions, those that must be met first, then by severity."""
        found = [
            result
            for result in self.assessment.questions
            if result.status.is_open and result.applies is not False
        ]
        yield from sorted(
            found,
            key=lambda result: (
                not result.status.question.is_active_blocker,
                -SEVERITIES.index(result.status.question.severity),
            ),
        )

    # ---- all answers, and how they add up

    def answer_entries(self, section: SectionResult) -> Iterator[AnswerEntry]:
        """The answers of a section."""
        return (
            lay_out_answer(
                result,
                answered_by_requester=result.status.question.questionnaire_id
                in self.assessment.requester_questionnaire_ids,
            )
            for result in section.questions
        )

    def format_weight(self, units: int) -> str:
        """Weight as people write it, from the plan's whole units."""
        return words.format_number(Fraction(units, self.assessment.evaluation.plan.weight_unit))

    @property
    def open_weight_sentence(self) -> str:
        """How much of the weight is open, and how much more may come to it."""
        tally = self.assessment.judgement.tally
        parts = [f"Of the weight, {self.format_weight(tally.open)} is open"] if tally.open else []
        if tally.undecided:
            parts.append(
                f"questions with a weight of {self.format_weight(tally.undecided)} may yet apply"
            )
        sentence = ", and ".join(parts)
        return f"{sentence[0].upper()}{sentence[1:]}."

    def added_points(self, tally: Tally) -> Fraction | None:
        """What a section adds to the score, in percent points."""
        total = self.assessment.judgement.tally.total
        return Fraction(100 * tally.earned, total) if total else None

    def earned_weight(self, result: QuestionResult) -> str:
        """The weight that a question earns."""
        outcome = result.status.answer_result
        return (
            words.format_number(result.status.question.weight * outcome.credit) if outcome else "0"
        )

    @property
    def scored_questions(self) -> Iterator[QuestionResult]:
        """The questions that count in the score."""
        return (result for result in self.assessment.questions if result.contribution is not None)

    def section_key(self, questionnaire: QuestionnaireResult, section: SectionResult) -> str:
        """`questionnaire/section`."""
        return f"{questionnaire.questionnaire.id}/{section.section.id}"
