"""Why the verdict is what it is: each rule that fired, in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.assessment.evaluation import Situation
from vendorcheck.assessment.rules import CONDITIONS, Fired, Judgement, Rule
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings
from vendorcheck.text.numbers import percent

_ONE: Mapping[Rule, str] = {
    "blocker-failed": "A question that must be met is not met",
    "finding": "A finding wants a condition",
    "open": "An important question is open",
    "section-floor": "A section scores below its floor",
    "grade": "An important answer is not well enough supported",
}
_MANY: Mapping[Rule, str] = {
    "blocker-failed": "{} questions that must be met are not met",
    "finding": "{} findings want a condition",
    "open": "{} important questions are open",
    "section-floor": "{} sections score below their floor",
    "grade": "{} important answers are not well enough supported",
}
_FURTHER: Mapping[Rule, tuple[str, str]] = {
    "finding": ("One more finding wants a condition", "{} more findings want a condition"),
    "open": ("One more important question is open", "{} more important questions are open"),
    "grade": (
        "One more important answer is not well enough supported",
        "{} more important answers are not well enough supported",
    ),
}
_OPEN = ("A question that must be met is open", "{} questions that must be met are open")
_FAILING = (
    "A question that must be met is not met, should it apply",
    "{} questions that must be met are not met, should they apply",
)
_FAILING_TOO = ("one more is not met, should it apply", "{} more are not met, should they apply")
_WANTING: Mapping[Rule, tuple[str, str]] = {
    "finding": ("a finding", "{} findings"),
    "open": ("an open question", "{} open questions"),
    "section-floor": ("a section below its floor", "{} sections below their floors"),
    "grade": ("a weakly supported answer", "{} weakly supported answers"),
}
"""What wants a condition."""
_POLICY_DIGITS = 9
"""So many decimals a number in a file may have."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired, the verdict that it asks for, for whose sake, and why in a sentence."""

    rule: Rule
    verdict: Verdict
    subjects: tuple[str, ...]
    detail: str


def reasons(judgement: Judgement, situation: Situation) -> tuple[Reason, ...]:
    """Each rule that fired, worst first. `situation` is what was judged."""
    return tuple(
        Reason(fired.rule, fired.verdict, fired.subjects, _sentence(fired, judgement, situation))
        for fired in judgement.fired
    )


def weightiest(found: Sequence[Reason], verdict: Verdict) -> str:
    """Why the verdict is what it is, in a sentence without its full stop: all that wants a condition, else the first reason."""
    leading = [reason for reason in found if reason.verdict == verdict]
    if not leading:
        return "No rule stands against it"
    wanting = [reason for reason in leading if reason.rule in _WANTING]
    if verdict != CONDITIONS or len(leading) == 1:
        return leading[0].detail
    parts = [_counted(_WANTING[reason.rule], len(reason.subjects)) for reason in wanting]
    alone = len(wanting) == 1 and len(wanting[0].subjects) == 1
    what = " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
    sentence = f"{what} want{'s' if alone else ''} a condition"
    before = [reason.detail for reason in leading if reason.rule not in _WANTING]
    return f"{before[0]}; {sentence}" if before else f"{sentence[0].upper()}{sentence[1:]}"


def further(reason: Reason, count: int) -> str:
    """The reason in a sentence where only so many of its subjects have not been named before."""
    return _counted(_FURTHER[reason.rule], count) if reason.rule in _FURTHER else reason.detail


def _counted(words: tuple[str, str], count: int) -> str:
    return words[0] if count == 1 else words[1].format(count)


def _sentence(fired: Fired, judgement: Judgement, situation: Situation) -> str:
    tally, settings = judgement.tally, situation.plan.settings
    match fired.rule:
        case "not-scorable":
            return "Nothing that was asked can be scored yet"
        case "coverage":
            wanted = threshold(settings.coverage_at_least)
            return f"{coverage(tally.coverage, settings)} of what counts is answered; {wanted} is wanted"
        case "score-band":
            missed = (
                settings.approve_at if fired.verdict == "approve-with-conditions" else settings.conditions_at
            )
            return f"The score is {score(tally.score, settings)}; {threshold(missed)} is wanted{_hope(fired)}"
        case "blocker-open":
            return _unmet(fired, situation)
        case _:
            count = len(fired.subjects)
            return _ONE[fired.rule] if count == 1 else _MANY[fired.rule].format(count)


def _unmet(fired: Fired, situation: Situation) -> str:
    """What must be met and is open, and what is answered, and is not met if it applies, which is still open."""
    replies = [situation.replies[situation.plan.position[subject]] for subject in fired.subjects]
    count = sum(reply.open for reply in replies)
    failing = len(replies) - count
    if not count:
        return _counted(_FAILING, failing)
    return ", and ".join([_counted(_OPEN, count), *([_counted(_FAILING_TOO, failing)] if failing else [])])


def _hope(fired: Fired) -> str:
    return ", which the open answers can still reach" if fired.verdict == "more-information-needed" else ""


def score(value: Fraction | None, settings: Settings) -> str:
    """A score for people, on the side of the policy's limits on which it is."""
    return percent(value, limits=(settings.approve_at, settings.conditions_at))


def coverage(value: Fraction | None, settings: Settings) -> str:
    """What is answered, for people, on the side of the policy's limit on which it is."""
    return percent(value, limits=(settings.coverage_at_least,))


def threshold(value: Fraction) -> str:
    """A limit of the policy, with all of its digits."""
    return percent(value, _POLICY_DIGITS)
