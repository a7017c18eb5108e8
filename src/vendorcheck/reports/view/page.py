"""An assessment laid out for people: what the Markdown and the HTML report show, in their order. No markup here.

Everything in it is plain text, the vendor's as it came; escaping it is the template environment's business.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment, QuestionnaireResult, QuestionResult, SectionResult
from vendorcheck.assessment.reasons import coverage, score, threshold
from vendorcheck.assessment.rules import CONDITIONS
from vendorcheck.assessment.score import Tally
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.reports.view import phrases, words
from vendorcheck.reports.view.answers import Entry, entry
from vendorcheck.reports.view.findings import Noted, noted
from vendorcheck.reports.view.notices import Notice, notices
from vendorcheck.reports.view.paths import Way, ways
from vendorcheck.reports.view.rules import Grounds, Line, Why
from vendorcheck.text.safe import short_name

_DECISIVE = 3


class Page:
    """What a report shows of an assessment, in order."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._grounds = Grounds(assessment)
        self.name = words.subject_name(assessment)
        self.label = words.VERDICT[assessment.verdict]
        self.reason = words.reason(assessment)
        self.headline = words.headline(assessment)
        self.outlook = words.outlook(assessment)
        self.covered = words.covered(assessment)
        self.settings = assessment.situation.plan.settings
        self.tool = f"vendorcheck {__version__}"

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
        if self.in_full:
            yield "full", "Names in full"
        yield "provenance", "Provenance"

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """What the vendor file says of the vendor and of who wants the product."""
        vendor = self.assessment.vendor.vendor
        known = (("Plan", vendor.plan), ("Wanted by", vendor.owner), ("Vendor’s contact", vendor.contact))
        return tuple((title, short_name(text)) for title, text in known if text)

    @property
    def in_full(self) -> tuple[tuple[str, str], ...]:
        """What `name` and `about` cut."""
        return words.in_full(self.assessment.vendor.vendor)

    @property
    def last_decision(self) -> str | None:
        """What was decided last, in a line of the head."""
        if not self.assessment.vendor.decisions:
            return None
        found = self.assessment.vendor.decisions[-1]
        return phrases.decision(found.model_copy(update={"by": short_name(found.by)}))

    @property
    def gauge(self) -> str:
        """What the drawing of the score shows, in words."""
        found, settings = self.assessment, self.settings
        reach = (
            f", from {self.score(found.low)} to {self.score(found.high)} once all is answered"
            if found.low != found.high
            else ""
        )
        return (
            f"Score {self.score(found.score)}{reach}; approve from {threshold(settings.approve_at)}, "
            f"with conditions from {threshold(settings.conditions_at)}"
        )

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What stands beneath the verdict."""
        return tuple(notices(self.assessment))

    # ---- why

    @cached_property
    def why(self) -> tuple[Why, ...]:
        """The rules that fired, worst first."""
        return self._grounds.why

    @property
    def leading(self) -> tuple[Why, ...]:
        """The rules that the headline speaks of: all that want a condition, else the weightiest."""
        return self.why if self.assessment.verdict == CONDITIONS else self.why[:1]

    @property
    def decisive(self) -> tuple[Line, ...]:
        """For whose sake the rules of the headline fired; the first few."""
        several = len(self.leading) > 1
        lines = [line.marked if several else line for why in self.leading for line in why.lines]
        return tuple(lines[:_DECISIVE])

    @property
    def not_named(self) -> int:
        """For how many the rules of the headline fired beyond `decisive`."""
        return sum(len(why.lines) for why in self.leading) - len(self.decisive)

    def anchor(self, question: str) -> str | None:
        """The id of the place where a question is shown; None if it is not."""
        return self._grounds.anchor(question)

    @cached_property
    def findings(self) -> tuple[Noted, ...]:
        """The findings, worst first."""
        return noted(self.assessment.findings)

    # ---- what to do next

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways to each better verdict, the nearest first; none if there is none better."""
        return ways(self.assessment, self._grounds)

    # ---- the score

    def score(self, value: Fraction | None) -> str:
        """A score beside the policy's limits."""
        return score(value, self.settings)

    def coverage(self, value: Fraction | None) -> str:
        """What is answered, beside the policy's limit."""
        return coverage(value, self.settings)

    @property
    def thresholds(self) -> tuple[Fraction, ...]:
        """What scores are held against."""
        return self.settings.approve_at, self.settings.conditions_at

    def floors(self, questionnaire: QuestionnaireResult, section: SectionResult) -> tuple[Fraction, ...]:
        """What the score of a section is held against."""
        floor = self.settings.section_floors.get(self.section_key(questionnaire, section))
        return () if floor is None else (floor,)

    @cached_property
    def scores(self) -> tuple[tuple[QuestionnaireResult, tuple[SectionResult, ...]], ...]:
        """The questionnaires and sections in which something counts, or may."""
        found = (
            (one, tuple(section for section in one.sections if section.tally.low is not None))
            for one in self.assessment.questionnaires
        )
        return tuple((one, sections) for one, sections in found if sections)

    # ---- what is not known

    @property
    def unknown(self) -> Iterator[QuestionResult]:
        """The open questions, those that must be met first, then by severity."""
        found = [
            result
            for result in self.assessment.questions
            if result.reply.open and result.applies is not False
        ]
        yield from sorted(
            found,
            key=lambda result: (not result.reply.item.blocks, -SEVERITIES.index(result.reply.item.severity)),
        )

    # ---- all answers, and how they add up

    def entries(self, section: SectionResult) -> Iterator[Entry]:
        """The answers of a section."""
        return (
            entry(result, requester=result.reply.item.home in self.assessment.requester)
            for result in section.questions
        )

    def points(self, units: int) -> str:
        """Weight as people write it, from the plan's whole units."""
        return words.number(Fraction(units, self.assessment.situation.plan.unit))

    @property
    def still_open(self) -> str:
        """How much of the weight is open, and how much more may come to it."""
        tally = self.assessment.judgement.tally
        parts = [f"Of the weight, {self.points(tally.open)} is open"] if tally.open else []
        if tally.undecided:
            parts.append(f"questions with a weight of {self.points(tally.undecided)} may yet apply")
        sentence = ", and ".join(parts)
        return f"{sentence[0].upper()}{sentence[1:]}."

    def adds(self, tally: Tally) -> Fraction | None:
        """What a section adds to the score, in percent points."""
        total = self.assessment.judgement.tally.total
        return Fraction(100 * tally.earned, total) if total else None

    def earned(self, result: QuestionResult) -> str:
        """The weight that a question earns."""
        outcome = result.reply.outcome
        return words.number(result.reply.item.weight * outcome.credit) if outcome else "0"

    @property
    def scored(self) -> Iterator[QuestionResult]:
        """The questions that count in the score."""
        return (result for result in self.assessment.questions if result.contribution is not None)

    def section_key(self, questionnaire: QuestionnaireResult, section: SectionResult) -> str:
        """`questionnaire/section`."""
        return f"{questionnaire.questionnaire.id}/{section.section.id}"
