"""The contents of a change for each format for people, in their order and without markup."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.change.answers import AnswerChange, Direction
from vendorcheck.assessment.change.change import Change
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.reports.change import _words as own_words
from vendorcheck.reports.change._groups import Entry, Group, ended_evidence, record_groups
from vendorcheck.reports.view import words
from vendorcheck.text.numbers import format_percent, format_rounded_number
from vendorcheck.text.words import as_sentence, join_list

_NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure before and after; `remark` says by how much it differs, or in which direction."""

    label: str
    before: str
    after: str
    remark: str = ""
    direction: Direction = "neither"


class ChangePage:
    """The content of a report on a change."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.name = words.vendor_name(change.new.vendor.vendor)
        self.tool_version = f"vendorcheck {__version__}"

    @property
    def days(self) -> str:
        """The day of the assessments, or both days."""
        before, after = self.change.old.as_of, self.change.new.as_of
        return f"as of {after}" if before == after else f"from {before} to {after}"

    @property
    def headline(self) -> str:
        """Return the course of the verdict, in a sentence."""
        change = self.change
        before, after = (words.VERDICT_LABELS[one.verdict] for one in (change.old, change.new))
        if change.is_empty:
            return "Nothing has changed"
        if change.verdict_direction == "neither":
            return f"The verdict stays: {after.lower()}"
        return f"{after}; before: {before.lower()}"

    @property
    def reason(self) -> str:
        """Return the reasons of the verdict as it is now."""
        reason = words.verdict_reason(self.change.new)
        return as_sentence(f"{reason[:1].upper()}{reason[1:]}")

    @cached_property
    def counts_sentence(self) -> str:
        """Return how many answers differ in each way, in a sentence; empty if none does."""
        counts = Counter(one.kind for one in self.change.answers)
        parts = [
            f"{counts[kind]} {title[0].lower()}{title[1:]}"
            for kind, title in own_words.GROUP_TITLES.items()
            if counts[kind] and kind in own_words.COUNTED_KINDS
        ]
        rest = sum(counts.values()) - sum(counts[kind] for kind in own_words.COUNTED_KINDS)
        parts += [f"{rest} otherwise"] if rest else []
        total = sum(counts.values())
        answers = "1 answer differs" if total == 1 else f"{total} answers differ"
        return f"{answers}: {join_list(parts)}." if total else "No answer differs."

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Verdict, score, what is answered, findings, tier and decision, before and after."""
        return tuple(self._figures())

    def _figures(self) -> Iterator[Figure]:
        change, old, new = self.change, self.change.old, self.change.new
        yield Figure(
            "Verdict",
            words.VERDICT_LABELS[old.verdict],
            words.VERDICT_LABELS[new.verdict],
            "" if change.verdict_direction == "neither" else change.verdict_direction,
            change.verdict_direction,
        )
        difference = change.score_difference
        yield Figure(
            "Score",
            _score(old.score, old),
            _score(new.score, new),
            _signed(difference),
            _direction(difference),
        )
        yield Figure("Can still be", _range(old), _range(new))
        yield Figure(
            "Answered",
            _coverage(old),
            _coverage(new),
            direction=_direction(
                new.coverage - old.coverage
                if old.coverage is not None and new.coverage is not None
                else None
            ),
        )
        yield Figure("Findings", _count_findings(old), _count_findings(new))
        yield Figure("Tier", _tier(old), _tier(new))
        yield Figure("Decision", _decision(old), _decision(new))
        again = [str(one.reassess_by or _NONE) for one in (old, new)]
        yield Figure("Assess again by", again[0], again[1])
        own = [words.own_questionnaires_text(one) for one in (old, new)]
        if any(own):
            yield Figure("Not built in", own[0] or _NONE, own[1] or _NONE)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All that differs, what is worse first; none that is empty."""
        answers = tuple(self._answer_groups())
        worse = [group for group in answers if group.direction == "worse"]
        others = [group for group in answers if group.direction != "worse"]
        groups = (*worse, ended_evidence(self.change), *others, *record_groups(self.change))
        return tuple(group for group in groups if group.entries)

    def _answer_groups(self) -> Iterator[Group]:
        for kind, title in own_words.GROUP_TITLES.items():
            found = [one for one in self.change.answers if one.kind == kind]
            # What moved the score most comes first.
            found.sort(key=lambda one: abs(one.points or Fraction(0)), reverse=True)
            direction = found[0].direction if found and kind != "evidence" else "neither"
            yield Group(title, direction, tuple(_answer_entry(one) for one in found))


def _answer_entry(change: AnswerChange) -> Entry:
    before, after = own_words.texts_of(change)
    is_same = before == after
    return Entry(
        change.ask or change.key,
        change.key,
        "" if is_same else before,
        after,
        own_words.points_text(change),
        tuple(own_words.answer_notes(change)),
    )


def _score(value: Fraction | None, assessment: Assessment) -> str:
    """Return a score with two decimals, which a small change needs, on its side of each limit."""
    settings = assessment.evaluation.plan.settings
    return format_percent(value, limits=(settings.approve_at, settings.conditions_at))


def _coverage(assessment: Assessment) -> str:
    settings = assessment.evaluation.plan.settings
    return format_percent(assessment.coverage, limits=(settings.coverage_at_least,))


def _signed(value: Fraction | None) -> str:
    if not value:
        return ""
    text = format_rounded_number(abs(value), 2).rstrip("0").rstrip(".")
    return f"{'+' if value > 0 else '−'}{text}"


def _direction(value: Fraction | None) -> Direction:
    return "neither" if not value else "better" if value > 0 else "worse"


def _range(assessment: Assessment) -> str:
    lowest, highest = assessment.lowest_score, assessment.highest_score
    if lowest is None or highest is None or lowest == highest:
        return _NONE
    return f"{_score(lowest, assessment)} to {_score(highest, assessment)}"


def _count_findings(assessment: Assessment) -> str:
    counts = Counter(one.severity for one in assessment.findings)
    parts: Iterable[str] = (
        f"{counts[severity]} {severity}" for severity in reversed(SEVERITIES) if counts[severity]
    )
    return ", ".join(parts) or "none"


def _tier(assessment: Assessment) -> str:
    if assessment.tier is None:
        return _NONE
    return f"{assessment.tier.id}{', assumed' if assessment.tier_assumed else ''}"


def _decision(assessment: Assessment) -> str:
    decision = assessment.last_decision
    if decision is None:
        return "none yet"
    return f"{words.VERDICT_LABELS[decision.decision]}, {decision.decided_on}"
