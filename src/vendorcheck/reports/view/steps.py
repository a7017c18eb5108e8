"""The steps of a path to yes as a person reads them: who takes them, in which words, and the score after each."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import Reply, Situation
from vendorcheck.assessment.path_to_yes.search import Path
from vendorcheck.assessment.path_to_yes.steps import Step
from vendorcheck.assessment.reasons import score
from vendorcheck.assessment.rules import APPROVE, CONDITIONS
from vendorcheck.assessment.score import tallies, together
from vendorcheck.model.fields import Effort
from vendorcheck.reports.view.words import EFFORT
from vendorcheck.text.safe import QUOTED, one_line, short_name

Who: TypeAlias = Literal["vendor", "requester", "us"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A step in words.

    `text` is a sentence that says what is to be done; `remedy` and `clause` are the questionnaire's, where it has
    them; `answer` is the answer that counts then, as a person reads it. `score_after`: in percent, with this
    step and all before it taken; `score_shown` is that for people. `opens`: so many questions without an answer come to apply by it, and `brings`: so
    many with one.
    """

    step: Step
    who: Who
    text: str
    answer: str | None
    remedy: str | None
    clause: str | None
    effort: Effort
    score_after: Fraction | None
    score_shown: str = ""
    opens: int = 0
    brings: int = 0

    @property
    def condition(self) -> str:
        """What a contract would ask for."""
        return self.remedy or self.text


def planned(assessment: Assessment, path: Path) -> tuple[Planned, ...] | None:
    """The steps of a path in words; None where there is no path."""
    if path.steps is None:
        return None
    situation, found = assessment.situation, []
    for step in path.steps:
        before = situation
        if step.reply:
            situation = situation.with_replies({step.position: step.reply})
        opens, brings = _come_to_apply(before, situation)
        one = _planned(assessment, step, together(tallies(situation)).score)
        shown = score(one.score_after, situation.plan.settings)
        found.append(replace(one, score_shown=shown, opens=opens, brings=brings))
    return tuple(found)


def _come_to_apply(before: Situation, after: Situation) -> tuple[int, int]:
    """How many rated questions apply after a step that did not before: those without an answer, those with one."""
    come = [
        reply.open
        for reply, was, now in zip(after.replies, before.applies, after.applies, strict=True)
        if now is True and was is not True and reply.item.rated and reply.state != "not-applicable"
    ]
    return come.count(True), come.count(False)


def conditions(assessment: Assessment) -> tuple[Planned, ...]:
    """What to ask for where the verdict is approve with conditions: the steps from there to approve."""
    if assessment.verdict != CONDITIONS:
        return ()
    return planned(assessment, assessment.path_to_yes[APPROVE]) or ()


def _planned(assessment: Assessment, step: Step, after: Fraction | None) -> Planned:
    effort = EFFORT[step.effort]
    if step.reply is None:
        check = next(check for key, check, _ in assessment.situation.plan.checks if key == step.subject)
        text = f"{check.message} Clear up which of the answers is right."
        return Planned(step, _who(assessment, step), text, None, None, None, effort, after)
    current = assessment.situation.replies[step.position]
    question = step.reply.item.question
    wording = current.outcome.wording if current.outcome else question
    value = step.reply.value
    answer, quoted = (value.shown, value.quoted) if value else ("", "")
    remedy, clause = wording.remedy or question.remedy, wording.clause or question.clause
    if step.kind == "support":
        text = f'{_support(assessment, step).rstrip(".")}: {question.ask} "{quoted}"'
        return Planned(step, _who(assessment, step), text, answer, None, None, effort, after)
    wanted = f"{question.ask} What it takes: {question.wanted() or quoted}."
    text = wanted if step.kind == "answer" else remedy or wanted
    text += _for_how_much(assessment.vendor.vendor.plan, current)
    return Planned(step, _who(assessment, step), text, answer, remedy, clause, effort, after)


def _for_how_much(ours: str | None, current: Reply) -> str:
    """Which plan has what is wanted and for what price, where the answer records it.

    The plan that an answer names has what the answer says. If that is not enough, another plan than ours is named because
    it has more; without knowing `ours`, only what has nothing at all of what is wanted can be taken so.
    """
    answer = current.answer
    if not (answer and answer.plan and current.item.question.plan_and_price):
        return ""
    elsewhere = one_line(answer.plan).lower() != one_line(ours).lower() if ours else not _earns(current)
    if not elsewhere:
        return ""
    price = f": {short_name(answer.price, QUOTED)}" if answer.price else ""
    return f" The plan {short_name(answer.plan)} has it{price}."


def _earns(reply: Reply) -> bool:
    return reply.outcome is not None and reply.outcome.credit > 0


def _support(assessment: Assessment, step: Step) -> str:
    """What is wanted of an answer that is too weakly supported: the finding says so already."""
    found = (
        one.remedy for one in assessment.findings if one.kind == "grade" and one.question == step.subject
    )
    return next(found, None) or "Send a document that shows it."


def _who(assessment: Assessment, step: Step) -> Who:
    if step.subject.partition("/")[0] in assessment.requester:
        return "requester"
    wanted = assessment.situation.plan.settings.grades.get(step.reply.item.severity) if step.reply else None
    return "us" if step.kind == "support" and wanted == "verified" else "vendor"
