"""The differences between two vendor files under one policy, each as it is on a day."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.change.answers import AnswerChange, Direction, compare_answers
from vendorcheck.assessment.change.fields import FieldChange
from vendorcheck.assessment.change.record import (
    AnnouncementChange,
    ConditionChange,
    DecisionChange,
    RiskChange,
    compare_announcements,
    compare_conditions,
    compare_decisions,
    compare_other_fields,
    compare_risks,
)
from vendorcheck.assessment.deadlines import Deadline
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.judgement import VERDICTS

CheckChangeKind: TypeAlias = Literal["failed", "cleared"]
DeadlineChangeKind: TypeAlias = Literal["overdue", "no-longer-overdue"]


@dataclass(frozen=True, slots=True)
class CheckChange:
    """A contradiction or a failed requirement that only one of the assessments has."""

    kind: CheckChangeKind
    finding: Finding


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """A deadline that is overdue in one of the assessments only."""

    kind: DeadlineChangeKind
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class QuestionnaireChange:
    """A questionnaire of which another version was answered, or that is asked in one only.

    The versions are those that the vendor files name; None: no answers, or none is named.
    """

    id: str
    version_before: str | None
    version_after: str | None
    was_asked: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Two assessments of a vendor under one policy, and what differs.

    `old_name` and `new_name` are the files as the user names them.
    """

    old_name: str
    new_name: str
    old: Assessment
    new: Assessment
    answers: tuple[AnswerChange, ...]
    checks: tuple[CheckChange, ...]
    questionnaires: tuple[QuestionnaireChange, ...]
    decisions: tuple[DecisionChange, ...]
    conditions: tuple[ConditionChange, ...]
    risks: tuple[RiskChange, ...]
    deadlines: tuple[DeadlineChange, ...]
    announcements: tuple[AnnouncementChange, ...]
    fields: tuple[FieldChange, ...]

    @property
    def verdict_direction(self) -> Direction:
        """Return whether the verdict is better or worse."""
        before, after = (VERDICTS.index(one.verdict) for one in (self.old, self.new))
        return "neither" if before == after else "better" if after < before else "worse"

    @property
    def score_difference(self) -> Fraction | None:
        """The change of the score in percent points; None where one of the two has none."""
        if self.old.score is None or self.new.score is None:
            return None
        return self.new.score - self.old.score

    @property
    def has_other_tier(self) -> bool:
        """Return whether the request puts the vendor into another tier."""
        return _tier(self.old) != _tier(self.new)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing differs."""
        lists = (
            *(self.answers, self.checks, self.questionnaires, self.decisions, self.conditions),
            *(self.risks, self.deadlines, self.announcements, self.fields),
        )
        return not any(lists) and not self.has_other_tier and self.verdict_direction == "neither"

    @property
    def is_worse(self) -> bool:
        """Return whether the verdict is worse, an answer, or the knowledge or support of one.

        So is a contradiction or a requirement that fails now.
        """
        directions = (self.verdict_direction, *(one.direction for one in self.answers))
        return "worse" in directions or any(one.kind == "failed" for one in self.checks)


def compare(old_name: str, old: Assessment, new_name: str, new: Assessment) -> Change:
    """Compare two assessments under the same policy.

    Args:
        old_name: the file of the first, as the user names it.
        old: the first.
        new_name: the file of the second.
        new: the second.
    """
    return Change(
        old_name=old_name,
        new_name=new_name,
        old=old,
        new=new,
        answers=compare_answers(old, new),
        checks=_compare_checks(old, new),
        questionnaires=_compare_questionnaires(old, new),
        decisions=compare_decisions(old, new),
        conditions=compare_conditions(old, new),
        risks=compare_risks(old, new),
        deadlines=_compare_deadlines(old, new),
        announcements=compare_announcements(old, new),
        fields=compare_other_fields(old.vendor, new.vendor),
    )


def _tier(assessment: Assessment) -> tuple[str | None, bool]:
    return assessment.tier.id if assessment.tier else None, assessment.tier_assumed


def _compare_checks(old: Assessment, new: Assessment) -> tuple[CheckChange, ...]:
    before, after = (
        {(one.kind, one.check): one for one in side.findings if one.check} for side in (old, new)
    )
    return (
        *(CheckChange("failed", one) for key, one in after.items() if key not in before),
        *(CheckChange("cleared", one) for key, one in before.items() if key not in after),
    )


def _compare_deadlines(old: Assessment, new: Assessment) -> tuple[DeadlineChange, ...]:
    before, after = old.deadlines.overdue, new.deadlines.overdue
    return (
        *(DeadlineChange("overdue", one) for one in after if one not in before),
        *(DeadlineChange("no-longer-overdue", one) for one in before if one not in after),
    )


def _compare_questionnaires(old: Assessment, new: Assessment) -> tuple[QuestionnaireChange, ...]:
    asked = [
        {one.questionnaire.id for one in side.used_questionnaires if one.is_asked}
        for side in (old, new)
    ]
    versions = [
        {name: response.version for name, response in side.vendor.responses.items()}
        for side in (old, new)
    ]
    ids = dict.fromkeys((*versions[1], *versions[0], *sorted(asked[1] | asked[0])))
    changes = (
        QuestionnaireChange(
            name, versions[0].get(name), versions[1].get(name), name in asked[0], name in asked[1]
        )
        for name in ids
    )
    return tuple(
        one
        for one in changes
        if one.version_before != one.version_after or one.was_asked != one.is_asked
    )
