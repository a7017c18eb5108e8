"""An assessment laid out for people: what the Markdown and the HTML report show, in their order. No markup here.

Everything in it is plain text, the vendor's as it came; escaping it is the template environment's business.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from vendorcheck import __version__
from vendorcheck.assessment import Assessment, QuestionnaireResult, QuestionResult, SectionResult
from vendorcheck.fields import SEVERITIES
from vendorcheck.findings import Finding
from vendorcheck.reasons import percent
from vendorcheck.reports import _words as words
from vendorcheck.reports._answers import Entry, entry
from vendorcheck.reports._noted import Noted, noted
from vendorcheck.reports._steps import Planned, planned
from vendorcheck.rules import VERDICTS, Fired, Rule, Verdict
from vendorcheck.score import Tally

_DECISIVE = 3
_GAPS: tuple[Rule, ...] = ("blocker-failed", "finding")


@dataclass(frozen=True, slots=True)
class Line:
    """A question, check or section for whose sake a rule fired. `anchor`: where the page says more, if it does."""

    key: str
    title: str
    detail: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """A rule that fired, in a sentence, the verdict it asks for, and for whose sake."""

    detail: str
    verdict: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The steps to a better verdict. `steps` is None where there is no way; then `obstacles` says why.

    `further`: the steps come on top of those of the way before.
    """

    verdict: str
    steps: tuple[Planned, ...] | None
    minimal: bool
    obstacles: tuple[Why, ...] = ()
    further: bool = False

    @property
    def title(self) -> str:
        """The heading over the steps: `To “approve”: 3 steps`."""
        more = "more " if self.further else ""
        count = (
            words.counted(len(self.steps), f"{more}step", f"{more}steps") if self.steps else "nothing more"
        )
        return f"To “{self.verdict.lower()}”: {count}"


class Page:
    """What a report shows of an assessment, in order."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
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
        yield "provenance", "Provenance"

    @property
    def about(self) -> Iterator[tuple[str, str]]:
        """What the vendor file says of the vendor and of who wants the product."""
        vendor = self.assessment.vendor.vendor
        for title, text in (
            ("Plan", vendor.plan),
            ("Wanted by", vendor.owner),
            ("Vendor’s contact", vendor.contact),
        ):
            if text:
                yield title, text

    @property
    def gauge(self) -> str:
        """What the drawing of the score shows, in words."""
        found, settings = self.assessment, self.settings
        reach = (
            f", from {percent(found.low)} to {percent(found.high)} once all is answered"
            if found.low != found.high
            else ""
        )
        return (
            f"Score {percent(found.score)}{reach}; approve from {percent(settings.approve_at)}, "
            f"with conditions from {percent(settings.conditions_at)}"
        )

    # ---- why

    @cached_property
    def why(self) -> tuple[Why, ...]:
        """The rules that fired, worst first. What is said of a question is said once."""
        told: set[str] = set()
        found: list[Why] = []
        for reason in self.assessment.reasons:
            lines = [self._line(subject, reason.rule) for subject in reason.subjects]
            found.append(
                Why(reason.detail, words.VERDICT[reason.verdict], tuple(_brief(line, told) for line in lines))
            )
            told.update(line.key for line in lines)
        return tuple(found)

    @property
    def decisive(self) -> tuple[Line, ...]:
        """For whose sake the weightiest rule fired; the first few."""
        return self.why[0].lines[:_DECISIVE] if self.why else ()

    @property
    def not_named(self) -> int:
        """How many the weightiest rule fired for beyond `decisive`."""
        return len(self.why[0].lines) - len(self.decisive) if self.why else 0

    def _line(self, subject: str, rule: Rule) -> Line:
        if rule == "section-floor":
            return self._floor(subject)
        if subject in self._checks:
            return Line(subject, self._checks[subject])
        reply = self.assessment.situation.replies[self.assessment.situation.plan.position[subject]]
        ask, anchor = reply.item.question.ask, self.anchor(subject)
        gap, weak = self._findings.get(("gap", subject)), self._findings.get(("grade", subject))
        if rule in _GAPS and gap:
            return Line(subject, gap.finding, f"{ask} {gap.shown}", anchor)
        if rule == "grade" and weak:
            return Line(subject, ask, weak.finding, anchor)
        shown = reply.value.shown if reply.value else words.STATE[reply.state]
        return Line(subject, ask, shown, anchor)

    def _floor(self, section: str) -> Line:
        tally = self.assessment.judgement.sections[section]
        found = self._sections[section]
        wanted = percent(self.settings.section_floors[section])
        return Line(
            section,
            found.section.title,
            f"Scores {percent(tally.score)}; {wanted} is wanted.",
            words.section_anchor(section),
        )

    @cached_property
    def _checks(self) -> Mapping[str, str]:
        return {key: check.message for key, check, _ in self.assessment.situation.plan.checks}

    @cached_property
    def _findings(self) -> Mapping[tuple[str, str], Finding]:
        return {(found.kind, found.subject): found for found in self.assessment.findings}

    @cached_property
    def _sections(self) -> Mapping[str, SectionResult]:
        return {
            f"{one.questionnaire.id}/{found.section.id}": found
            for one in self.assessment.questionnaires
            for found in one.sections
        }

    @cached_property
    def _shown(self) -> frozenset[str]:
        return frozenset(result.reply.item.key for result in self.assessment.questions)

    def anchor(self, question: str | None) -> str | None:
        """The id of the place where a question is shown; None if it is not."""
        return words.question_anchor(question) if question in self._shown and question else None

    @cached_property
    def findings(self) -> tuple[Noted, ...]:
        """The findings, worst first."""
        return noted(self.assessment.findings)

    # ---- what to do next

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways to each better verdict, the nearest first; none if there is none better."""
        better: list[Verdict] = list(VERDICTS[: min(2, VERDICTS.index(self.assessment.verdict))])
        found: list[Way] = []
        for verdict in reversed(better):
            found.append(self._way(verdict, found[-1] if found else None))
        return tuple(found)

    def _way(self, verdict: Verdict, before: Way | None) -> Way:
        """The way to a verdict; where it goes on from the way before, only what comes on top."""
        path = self.assessment.path_to_yes[verdict]
        label = words.VERDICT[verdict]
        if path.steps is None:
            return Way(label, None, path.minimal, tuple(self._obstacle(fired) for fired in path.blocked_by))
        first = tuple(one.step for one in before.steps) if before and before.steps else ()
        further = bool(first) and set(first) <= set(path.steps)
        if further:
            path = replace(path, steps=(*first, *(step for step in path.steps if step not in first)))
        steps = planned(self.assessment, path) or ()
        return Way(label, steps[len(first) :] if further else steps, path.minimal, further=further)

    def _obstacle(self, fired: Fired) -> Why:
        return Why(
            words.OBSTACLE[fired.rule],
            words.VERDICT[fired.verdict],
            tuple(self._line(one, fired.rule) for one in fired.subjects),
        )

    @property
    def assess_again(self) -> str | None:
        """The day by which the tier wants the vendor assessed again."""
        tier = self.assessment.tier
        return str(tier.reassess_after.after(self.assessment.as_of)) if tier and tier.reassess_after else None

    # ---- the score

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

    @property
    def undecided(self) -> Iterator[QuestionResult]:
        """The questions of which nobody knows yet whether they apply."""
        return (result for result in self.assessment.questions if result.applies is None)

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


def _brief(line: Line, told: set[str]) -> Line:
    return replace(line, detail="") if line.key in told else line
