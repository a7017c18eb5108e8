"""The rules: which of them fire, which must, which still could, and the verdicts that follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from vendorcheck.fields import GRADES, SEVERITIES, Severity
from vendorcheck.questions import Misfit, Outcome
from vendorcheck.score import Tally, tallies, together
from vendorcheck.standing import Reply, Situation
from vendorcheck.vendor import AcceptedRisk, VendorFile
from vendorcheck.when import Holds

Verdict: TypeAlias = Literal[
    "approve", "approve-with-conditions", "more-information-needed", "do-not-approve"
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""From the best to the worst."""
APPROVE, CONDITIONS, INFORMATION, REJECT = VERDICTS

Rule: TypeAlias = Literal[
    "not-scorable",
    "blocker-failed",
    "blocker-open",
    "coverage",
    "score-band",
    "finding",
    "open",
    "section-floor",
    "grade",
]
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that asks for more than approve, and the questions, checks or sections for whose sake it does."""

    rule: Rule
    verdict: Verdict
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say. `best` and `worst` are the verdicts that open answers can still lead to."""

    verdict: Verdict
    best: Verdict
    worst: Verdict
    fired: tuple[Fired, ...]
    tally: Tally
    sections: Mapping[str, Tally]

    @property
    def settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""
        return self.best == self.worst


Accepted: TypeAlias = Mapping[str, tuple[AcceptedRisk, ...]]
"""The accepted risks that hold on the day, by question or check."""


def accepted_risks(vendor: VendorFile, as_of: date) -> dict[str, tuple[AcceptedRisk, ...]]:
    """The risks that are accepted on that day, by question or check."""
    found: dict[str, tuple[AcceptedRisk, ...]] = {}
    for risk in vendor.accepted_risks:
        if risk.expires >= as_of:
            found[risk.question] = (*found.get(risk.question, ()), risk)
    return found


def covers(risk: AcceptedRisk, reply: Reply) -> bool:
    """Whether the answer that was accepted is still the answer; a risk that names none covers any."""
    if risk.answer is None:
        return True
    if reply.value is None:
        return risk.answer == "unknown" and reply.state == "unknown"
    try:
        accepted = reply.item.question.read(risk.answer)
    except Misfit:
        return False
    own = reply.value
    return (
        accepted.options == own.options
        if own.options
        else (accepted.amount, accepted.raw) == (own.amount, own.raw)
    )


@dataclass(slots=True)
class _Case:
    """One thing that a rule may fire for: now, in every completion of what is open, or in one of them."""

    rule: Rule
    verdict: Verdict
    subject: str
    now: bool
    must: bool
    could: bool


def judge(situation: Situation, accepted: Accepted, resolved: frozenset[str] = frozenset()) -> Judgement:
    """Apply the rules.

    Args:
        situation: where each question stands.
        accepted: what silences the blocker, finding, open and grade rules, by question or check.
        resolved: checks whose contradiction counts as cleared up.
    """
    sections = tallies(situation)
    tally = together(sections)
    cases = [
        *_whole(situation, tally),
        *_questions(situation, accepted),
        *_contradictions(situation, accepted, resolved),
        *_floors(situation, sections),
    ]
    return Judgement(
        verdict=_worst(case.verdict for case in cases if case.now),
        best=_worst(case.verdict for case in cases if case.must),
        worst=_worst(case.verdict for case in cases if case.could),
        fired=tuple(_fired(cases)),
        tally=tally,
        sections=sections,
    )


def _worst(verdicts: Iterator[Verdict]) -> Verdict:
    return VERDICTS[max((VERDICTS.index(verdict) for verdict in verdicts), default=0)]


def _fired(cases: list[_Case]) -> Iterator[Fired]:
    """The rules that fire now, worst first, each once for each verdict it asks for."""
    found: dict[tuple[Rule, Verdict], list[str]] = {}
    for case in cases:
        if case.now and case.verdict != APPROVE:
            found.setdefault((case.rule, case.verdict), []).extend([case.subject] if case.subject else [])
    for rule, verdict in sorted(found, key=lambda key: (-VERDICTS.index(key[1]), RULES.index(key[0]))):
        yield Fired(rule, verdict, tuple(dict.fromkeys(found[rule, verdict])))


def _whole(situation: Situation, tally: Tally) -> Iterator[_Case]:
    """not-scorable, coverage, score-band: what is said of all questions together."""
    unscored = tally.total == 0
    yield _Case(
        "not-scorable",
        INFORMATION,
        "",
        unscored,
        unscored and tally.undecided == 0,
        unscored or _may_vanish(situation),
    )
    settings = situation.plan.settings
    coverage, least = tally.coverage, tally.least_coverage
    yield _Case(
        "coverage",
        INFORMATION,
        "",
        now=coverage is not None and coverage < settings.coverage_at_least,
        must=False,
        could=least is not None and least < settings.coverage_at_least,
    )
    yield from _bands(situation, tally)


def _may_vanish(situation: Situation) -> bool:
    """Whether everything that is scored now could yet turn out not to be applicable."""
    scored = [
        reply
        for reply, applies in situation
        if reply.item.units and applies and reply.state != "not-applicable"
    ]
    return all(reply.open and reply.item.accepts_not_applicable for reply in scored)


def _bands(situation: Situation, tally: Tally) -> Iterator[_Case]:
    """The score's band now and, by the ends of its range, the best and the worst that it can still be."""
    score, low, high = tally.score, tally.low, tally.high
    if low is None or high is None:
        return
    if score is not None:
        yield _Case("score-band", _now(situation, tally, score, high), "", now=True, must=False, could=False)
    yield _Case("score-band", _band(situation, high), "", now=False, must=True, could=False)
    yield _Case("score-band", _band(situation, low), "", now=False, must=False, could=True)


def _now(situation: Situation, tally: Tally, score: Fraction, high: Fraction) -> Verdict:
    undone = tally.open or tally.undecided
    if score < situation.plan.settings.conditions_at <= high and undone:
        return INFORMATION
    return _band(situation, score)


def _band(situation: Situation, score: Fraction) -> Verdict:
    if score >= situation.plan.settings.approve_at:
        return APPROVE
    return CONDITIONS if score >= situation.plan.settings.conditions_at else REJECT


def _questions(situation: Situation, accepted: Accepted) -> Iterator[_Case]:
    """blocker-failed, blocker-open, finding, open, grade: what is said of one question."""
    from_rank = SEVERITIES.index(situation.plan.settings.conditions_from)
    grades = situation.plan.settings.grades
    for reply, applies in situation:
        item = reply.item
        if applies is False or reply.state == "not-applicable" or not (item.scored or item.blocks):
            continue
        if reply.full and item.severity not in grades:
            continue
        risks = accepted.get(item.key, ())
        if any(risk.answer is None for risk in risks):
            continue
        silent = bool(risks) and any(covers(risk, reply) for risk in risks)
        if reply.value is None:
            yield from _open_cases(reply, applies, from_rank, silent=silent, graded=item.severity in grades)
        elif not silent:
            yield from _answered_cases(reply, applies, from_rank, grades.get(item.severity))


def _answered_cases(reply: Reply, applies: Holds, from_rank: int, grade: str | None) -> Iterator[_Case]:
    item, sure = reply.item, applies is True
    outcome = reply.outcome
    credit = outcome.credit if outcome else Fraction(0)
    if item.blocker is not None and item.blocks and credit < item.blocker:
        yield _Case("blocker-failed", REJECT, item.key, now=sure, must=sure, could=True)
        yield _Case("blocker-open", INFORMATION, item.key, now=not sure, must=False, could=not sure)
    if not item.scored:
        return
    if credit < 1 and SEVERITIES.index(severity_of(reply)) >= from_rank:
        yield _Case("finding", CONDITIONS, item.key, now=sure, must=sure, could=True)
    if grade and GRADES.index(reply.grade) < GRADES.index(grade):
        yield _Case("grade", CONDITIONS, item.key, now=sure, must=sure, could=True)


def _open_cases(
    reply: Reply, applies: Holds, from_rank: int, *, silent: bool, graded: bool
) -> Iterator[_Case]:
    item, sure = reply.item, applies is True
    if item.blocker is not None and item.question.credits:
        lowest = item.question.credits[0]
        yield _Case("blocker-failed", REJECT, item.key, now=False, must=False, could=lowest < item.blocker)
        yield _Case("blocker-open", INFORMATION, item.key, now=not silent, must=False, could=True)
    if not item.scored:
        return
    severe = SEVERITIES.index(item.severity) >= from_rank
    yield _Case("open", CONDITIONS, item.key, now=sure and severe and not silent, must=False, could=severe)
    worst = max((SEVERITIES.index(outcome.severity or item.severity) for outcome in gaps(reply)), default=-1)
    yield _Case("finding", CONDITIONS, item.key, now=False, must=False, could=worst >= from_rank)
    yield _Case("grade", CONDITIONS, item.key, now=False, must=False, could=graded)


def gaps(reply: Reply) -> Iterator[Outcome]:
    """The ways of answering a question that leave a gap."""
    return (outcome for outcome in reply.item.question.outcomes() if outcome.credit < 1)


def severity_of(reply: Reply) -> Severity:
    """How bad the gap of an answered question is: what the option says, else the question."""
    return (reply.outcome.severity if reply.outcome else None) or reply.item.severity


def _contradictions(situation: Situation, accepted: Accepted, resolved: frozenset[str]) -> Iterator[_Case]:
    from_rank = SEVERITIES.index(situation.plan.settings.conditions_from)
    for (key, check, _), holds in zip(situation.plan.checks, situation.checks, strict=True):
        if (
            holds is False
            or key in accepted
            or key in resolved
            or SEVERITIES.index(check.severity) < from_rank
        ):
            continue
        yield _Case("finding", CONDITIONS, key, now=holds is True, must=holds is True, could=True)


def _floors(situation: Situation, sections: Mapping[str, Tally]) -> Iterator[_Case]:
    for section, floor in situation.plan.settings.section_floors.items():
        tally = sections.get(section, Tally())
        score, low, high = tally.score, tally.low, tally.high
        if low is not None and high is not None:
            now = score is not None and score < floor
            yield _Case("section-floor", CONDITIONS, section, now=now, must=high < floor, could=low < floor)
