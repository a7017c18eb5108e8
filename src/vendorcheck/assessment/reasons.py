"""Explain the verdict: each rule that fired, in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.rules import APPROVE_WITH_CONDITIONS, FiredRule, Judgement, Rule
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings
from vendorcheck.text.numbers import format_percent

_FIRED: Mapping[Rule, tuple[str, str]] = {
    "blocker-failed": (
        "A question that must be met is not met",
        "{} questions that must be met are not met",
    ),
    "finding": ("A finding wants a condition", "{} findings want a condition"),
    "open": ("An important question is open", "{} important questions are open"),
    "section-floor": (
        "A section scores below its floor",
        "{} sections score below their floor",
    ),
    "grade": (
        "An important answer is not well enough supported",
        "{} important answers are not well enough supported",
    ),
}
_FURTHER_SUBJECTS: Mapping[Rule, tuple[str, str]] = {
    "finding": ("One more finding wants a condition", "{} more findings want a condition"),
    "open": ("One more important question is open", "{} more important questions are open"),
    "grade": (
        "One more important answer is not well enough supported",
        "{} more important answers are not well enough supported",
    ),
}
_OPEN_BLOCKERS = ("A question that must be met is open", "{} questions that must be met are open")
_FAILING_BLOCKERS = (
    "A question that must be met is not met, should it apply",
    "{} questions that must be met are not met, should they apply",
)
_ALSO_FAILING_BLOCKERS = (
    "one more is not met, should it apply",
    "{} more are not met, should they apply",
)
_REQUIRING_CONDITIONS: Mapping[Rule, tuple[str, str]] = {
    "finding": ("a finding", "{} findings"),
    "open": ("an open question", "{} open questions"),
    "section-floor": ("a section below its floor", "{} sections below their floors"),
    "grade": ("a weakly supported answer", "{} weakly supported answers"),
}
"""The subjects of each rule that requires a condition, in words."""
_MAX_POLICY_DECIMALS = 9
"""The most decimals that a number in a file may have."""


@dataclass(frozen=True, slots=True)
class VerdictReason:
    """A rule that fired, the verdict it leads to, its subjects, and the reason in a sentence."""

    rule: Rule
    verdict: Verdict
    subjects: tuple[str, ...]
    detail: str


def explain_verdict(judgement: Judgement, evaluation: Evaluation) -> tuple[VerdictReason, ...]:
    """Return the reason of each rule that fired on the judged evaluation, worst first."""
    return tuple(
        VerdictReason(
            fired_rule.rule,
            fired_rule.verdict,
            fired_rule.subjects,
            _describe_fired_rule(fired_rule, judgement, evaluation),
        )
        for fired_rule in judgement.fired_rules
    )


def summarize_reasons(reasons: Sequence[VerdictReason], verdict: Verdict) -> str:
    """Return the verdict's reason as a sentence without its full stop.

    It is the first reason of the verdict; of several that require conditions, it names them all.
    """
    leading = [reason for reason in reasons if reason.verdict == verdict]
    if not leading:
        return "No rule stands against it"
    requiring = [reason for reason in leading if reason.rule in _REQUIRING_CONDITIONS]
    if verdict != APPROVE_WITH_CONDITIONS or len(leading) == 1:
        return leading[0].detail
    parts = [
        _pluralize(_REQUIRING_CONDITIONS[reason.rule], len(reason.subjects)) for reason in requiring
    ]
    is_single = len(requiring) == 1 and len(requiring[0].subjects) == 1
    subjects = " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
    sentence = f"{subjects} want{'s' if is_single else ''} a condition"
    others = [reason.detail for reason in leading if reason.rule not in _REQUIRING_CONDITIONS]
    return f"{others[0]}; {sentence}" if others else f"{sentence[0].upper()}{sentence[1:]}"


def describe_further_subjects(reason: VerdictReason, count: int) -> str:
    """Return the reason as a sentence about `count` subjects that were not named before."""
    return (
        _pluralize(_FURTHER_SUBJECTS[reason.rule], count)
        if reason.rule in _FURTHER_SUBJECTS
        else reason.detail
    )


def _pluralize(words: tuple[str, str], count: int) -> str:
    return words[0] if count == 1 else words[1].format(count)


def _describe_fired_rule(
    fired_rule: FiredRule, judgement: Judgement, evaluation: Evaluation
) -> str:
    tally, settings = judgement.tally, evaluation.plan.settings
    match fired_rule.rule:
        case "not-scorable":
            return "Nothing that was asked can be scored yet"
        case "coverage":
            return (
                f"{format_coverage(tally.coverage, settings)} of what counts is answered; "
                f"{format_threshold(settings.coverage_at_least)} is wanted"
            )
        case "score-band":
            missed_limit = (
                settings.approve_at
                if fired_rule.verdict == "approve-with-conditions"
                else settings.conditions_at
            )
            is_reachable = fired_rule.verdict == "more-information-needed"
            return (
                f"The score is {format_score(tally.score, settings)}; "
                f"{format_threshold(missed_limit)} is wanted"
                f"{', which the open answers can still reach' if is_reachable else ''}"
            )
        case "blocker-open":
            return _describe_open_blockers(fired_rule, evaluation)
        case _:
            return _pluralize(_FIRED[fired_rule.rule], len(fired_rule.subjects))


def _describe_open_blockers(fired_rule: FiredRule, evaluation: Evaluation) -> str:
    """Return a sentence on blockers that are open, and on those that fail if they apply."""
    statuses = [
        evaluation.statuses[evaluation.plan.position_by_key[subject]]
        for subject in fired_rule.subjects
    ]
    open_count = sum(status.is_open for status in statuses)
    failing_count = len(statuses) - open_count
    if not open_count:
        return _pluralize(_FAILING_BLOCKERS, failing_count)
    return ", and ".join(
        [
            _pluralize(_OPEN_BLOCKERS, open_count),
            *([_pluralize(_ALSO_FAILING_BLOCKERS, failing_count)] if failing_count else []),
        ]
    )


def format_score(value: Fraction | None, settings: Settings) -> str:
    """Format a score in percent; rounding never moves it across one of the policy's limits."""
    return format_percent(value, limits=(settings.approve_at, settings.conditions_at))


def format_coverage(value: Fraction | None, settings: Settings) -> str:
    """Format a coverage in percent; rounding never moves it across the policy's limit."""
    return format_percent(value, limits=(settings.coverage_at_least,))


def format_threshold(value: Fraction) -> str:
    """Format a limit of the policy in percent, with all of its decimals."""
    return format_percent(value, _MAX_POLICY_DECIMALS)
