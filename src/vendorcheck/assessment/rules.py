"""The rules: which of them fire, which must, which still could, and the verdicts that follow."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from vendorcheck.assessment.evaluation import Reply, Situation
from vendorcheck.assessment.plan.question import Item, Worth
from vendorcheck.assessment.score import Tally, tallies, together
from vendorcheck.model.fields import SEVERITIES, Severity
from vendorcheck.model.fields import Verdict as Verdict  # noqa: PLC0414 - what the rules end in
from vendorcheck.model.policy import Settings
from vendorcheck.model.questions import Misfit, Value
from vendorcheck.model.vendor_file import AcceptedRisk, VendorFile

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""From the best to the worst."""
APPROVE, CONDITIONS, INFORMATION, REJECT = VERDICTS
_RANK: Mapping[Verdict, int] = {verdict: rank for rank, verdict in enumerate(VERDICTS)}

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
    """The risks that are accepted on that day, by question or check; what was accepted for longest comes first."""
    found: dict[str, tuple[AcceptedRisk, ...]] = {}
    for risk in reversed(in_time(vendor)):
        if risk.expires >= as_of:
            found[risk.question] = (*found.get(risk.question, ()), risk)
    return found


def in_time(vendor: VendorFile) -> list[AcceptedRisk]:
    """All accepted risks, those that end first first, whatever their order in the file."""
    return sorted(
        vendor.accepted_risks,
        key=lambda risk: (risk.expires, risk.accepted_on, risk.reason, risk.accepted_by, str(risk.answer)),
    )


def covers(risk: AcceptedRisk, reply: Reply) -> bool:
    """Whether the answer that was accepted is still the answer; a risk that names none covers any.

    A disputed answer counts as unknown. Where nothing at all was said, not even that was accepted.
    """
    if reply.value is None:
        return risk.answer is None or (risk.answer == "unknown" and reply.state in ("unknown", "disputed"))
    return _names(risk, reply.item, reply.value)


def _names(risk: AcceptedRisk, item: Item, value: Value) -> bool:
    """Whether it is this answer that was accepted; a risk that names none accepts any."""
    if risk.answer is None:
        return True
    try:
        accepted = item.question.read(risk.answer)
    except Misfit:
        return False
    if value.options:
        return accepted.options == value.options
    return accepted.amount == value.amount if value.amount is not None else accepted.raw == value.raw


class _Docket:
    """What the rules say as they are applied one by one."""

    def __init__(self) -> None:
        self.now: dict[tuple[Rule, Verdict], list[str]] = {}
        self.best = self.worst = 0

    def fires(self, rule: Rule, verdict: Verdict, subject: str = "") -> None:
        """A rule fires as things stand; so it still could."""
        subjects = self.now.setdefault((rule, verdict), [])
        if subject:
            subjects.append(subject)
        self.could(verdict)

    def must(self, verdict: Verdict) -> None:
        """A rule fires however open questions are answered."""
        self.best = max(self.best, _RANK[verdict])

    def could(self, verdict: Verdict) -> None:
        """A rule could still fire."""
        self.worst = max(self.worst, _RANK[verdict])

    def fired(self) -> Iterator[Fired]:
        """The rules that fire, worst first, each once for each verdict it asks for."""
        for rule, verdict in sorted(self.now, key=lambda key: (-_RANK[key[1]], RULES.index(key[0]))):
            yield Fired(rule, verdict, tuple(self.now[rule, verdict]))


def judge(situation: Situation, accepted: Accepted, resolved: frozenset[str] = frozenset()) -> Judgement:
    """Apply the rules.

    Args:
        situation: where each question stands.
        accepted: what silences the blocker, finding, open and grade rules, by question or check.
        resolved: checks whose contradiction counts as cleared up.
    """
    sections = tallies(situation)
    tally = together(sections)
    docket = _Docket()
    _whole(situation, tally, docket)
    _questions(situation, accepted, docket)
    _contradictions(situation, accepted, resolved, docket)
    _floors(situation, sections, docket)
    fired = tuple(docket.fired())
    verdict = fired[0].verdict if fired else APPROVE
    return Judgement(verdict, VERDICTS[docket.best], VERDICTS[docket.worst], fired, tally, sections)


def _whole(situation: Situation, tally: Tally, docket: _Docket) -> None:
    """not-scorable, coverage, score-band: what is said of all questions together."""
    wanted = situation.plan.settings.coverage_at_least
    if tally.total == 0:
        docket.fires("not-scorable", INFORMATION)
        if tally.undecided == 0:
            docket.must(INFORMATION)
            return
    elif tally.total == tally.open and _may_vanish(situation):
        docket.could(INFORMATION)
    if not tally.covers(wanted):
        docket.fires("coverage", INFORMATION)
    elif not tally.will_cover(wanted):
        docket.could(INFORMATION)
    _bands(situation, tally, docket)


def _may_vanish(situation: Situation) -> bool:
    """Whether everything that is scored now, all of it open, could yet turn out not to be applicable."""
    return all(
        reply.item.accepts_not_applicable
        for reply, applies in situation
        if reply.item.units and applies and reply.state != "not-applicable"
    )


def _bands(situation: Situation, tally: Tally, docket: _Docket) -> None:
    """The score's band now and, by the ends of its range, the best and the worst that it can still be."""
    settings = situation.plan.settings
    if tally.total:
        band = _band(settings, tally.scores)
        hopeful = (tally.open or tally.undecided) and tally.may_score(settings.conditions_at)
        band = INFORMATION if band == REJECT and hopeful else band
        if band != APPROVE:
            docket.fires("score-band", band)
    docket.must(_band(settings, tally.may_score))
    docket.could(_band(settings, tally.will_score))


def _band(settings: Settings, scores: Callable[[Fraction], bool]) -> Verdict:
    if scores(settings.approve_at):
        return APPROVE
    return CONDITIONS if scores(settings.conditions_at) else REJECT


def _questions(situation: Situation, accepted: Accepted, docket: _Docket) -> None:
    """blocker-failed, blocker-open, finding, open, grade: what is said of one question."""
    for reply, applies in situation:
        item, outcome = reply.item, reply.outcome
        if applies is False or not item.rated:
            continue
        if outcome is not None:
            worth = item.worth(outcome)
            weak = reply.grade in item.weak
            if (weak or worth.fails or worth.severe) and not _silenced(reply, accepted):
                _answered(item, worth, docket, weak=weak, sure=applies is True)
        elif reply.state != "not-applicable":
            _open(reply, accepted.get(item.key, ()), docket, sure=applies is True)


def _silenced(reply: Reply, accepted: Accepted) -> bool:
    risks = accepted.get(reply.item.key)
    return risks is not None and any(covers(risk, reply) for risk in risks)


def _answered(item: Item, worth: Worth, docket: _Docket, *, weak: bool, sure: bool) -> None:
    """What is said of an answer that somebody might mind; if it is not sure to apply, of what it may come to."""
    if worth.fails:
        if sure:
            docket.fires("blocker-failed", REJECT, item.key)
            docket.must(REJECT)
        else:
            docket.fires("blocker-open", INFORMATION, item.key)
            docket.could(REJECT)
    if (worth.severe or weak) and not sure:
        docket.could(CONDITIONS)
    elif worth.severe or weak:
        docket.must(CONDITIONS)
        if worth.severe:
            docket.fires("finding", CONDITIONS, item.key)
        if weak:
            docket.fires("grade", CONDITIONS, item.key)


def _open(reply: Reply, risks: tuple[AcceptedRisk, ...], docket: _Docket, *, sure: bool) -> None:
    """What is said of an open question: as it is, and once it is answered."""
    item = reply.item
    if any(risk.answer is None for risk in risks):
        return
    if not (risks and any(covers(risk, reply) for risk in risks)):
        if item.blocks:
            docket.fires("blocker-open", INFORMATION, item.key)
        if item.severe and sure:
            docket.fires("open", CONDITIONS, item.key)
        elif item.severe:
            docket.could(CONDITIONS)
    worths = _to_come(item, risks) if risks else item.worths
    if any(worth.fails for worth in worths):
        docket.could(REJECT)
    if (item.weak and worths) or any(worth.severe for worth in worths):
        docket.could(CONDITIONS)


def _to_come(item: Item, risks: tuple[AcceptedRisk, ...]) -> tuple[Worth, ...]:
    """What an answer can still be worth, those left out that are accepted already."""
    if not item.choices:
        return item.worths
    return tuple(
        worth for value, worth in item.choices if not any(_names(risk, item, value) for risk in risks)
    )


def severity_of(reply: Reply) -> Severity:
    """How bad the gap of an answered question is: what the option says, else the question."""
    return (reply.outcome.severity if reply.outcome else None) or reply.item.severity


def _contradictions(
    situation: Situation, accepted: Accepted, resolved: frozenset[str], docket: _Docket
) -> None:
    from_rank = SEVERITIES.index(situation.plan.settings.conditions_from)
    for (key, check, _), holds in zip(situation.plan.checks, situation.checks, strict=True):
        if holds is False or key in accepted or key in resolved:
            continue
        if SEVERITIES.index(check.severity) < from_rank:
            continue
        docket.could(CONDITIONS)
        if holds:
            docket.fires("finding", CONDITIONS, key)
            docket.must(CONDITIONS)


def _floors(situation: Situation, sections: Mapping[str, Tally], docket: _Docket) -> None:
    for section, floor in situation.plan.settings.section_floors.items():
        tally = sections.get(section)
        if tally is None:
            continue
        if not tally.scores(floor):
            docket.fires("section-floor", CONDITIONS, section)
        elif not tally.will_score(floor):
            docket.could(CONDITIONS)
        if not tally.may_score(floor):
            docket.must(CONDITIONS)
