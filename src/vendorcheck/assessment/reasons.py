"""Explain the verdict: each rule that fires or could still fire, in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.assessment.ended_documents import (
    count_ended_documents,
    explain_answers,
    name_answers,
)
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS, Judgement, Rule, RuleResult
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings
from vendorcheck.text.numbers import format_percent

_FIRED: Mapping[Rule, tuple[str, str]] = {
    "blocker": (
        "A question that must be met is not met",
        "{} questions that must be met are not met",
    ),
    "requirement": (
        "A requirement that must be met is not met",
        "{} requirements that must be met are not met",
    ),
    "finding": ("A finding requires a condition", "{} findings require conditions"),
    "section-floor": (
        "A section scores below its floor",
        "{} sections score below their floors",
    ),
    "grade": (
        "An important answer is not well enough supported",
        "{} important answers are not well enough supported",
    ),
}
_COULD_FIRE: Mapping[Rule, tuple[str, str]] = {
    "requirement": (
        "A requirement that must be met could still fail",
        "{} requirements that must be met could still fail",
    ),
    "finding": (
        "An open point could still require a condition",
        "{} open points could still require conditions",
    ),
    "section-floor": (
        "A section could still fall below its floor",
        "{} sections could still fall below their floors",
    ),
    "grade": (
        "An open answer could still be too weakly supported",
        "{} open answers could still be too weakly supported",
    ),
}
_FURTHER_SUBJECTS: Mapping[tuple[Rule, bool], tuple[str, str]] = {
    ("finding", False): (
        "One more finding requires a condition",
        "{} more findings require conditions",
    ),
    ("finding", True): (
        "One more open point could still require a condition",
        "{} more open points could still require conditions",
    ),
    ("grade", False): (
        "One more important answer is not well enough supported",
        "{} more important answers are not well enough supported",
    ),
    ("grade", True): (
        "One more open answer could still be too weakly supported",
        "{} more open answers could still be too weakly supported",
    ),
}
_TIER_OPEN = (
    "The tier is open: a question that decides it is not answered",
    "The tier is open: {} questions that decide it are not answered",
)
_OPEN_BLOCKERS = ("A question that must be met is open", "{} questions that must be met are open")
_FAILING_BLOCKERS = (
    "A question that must be met is not met, should it apply",
    "{} questions that must be met are not met, should they apply",
)
_ALSO_FAILING_BLOCKERS = (
    "one more is not met, should it apply",
    "{} more are not met, should they apply",
)
_REQUIRING_CONDITIONS: Mapping[tuple[Rule, bool], tuple[str, str]] = {
    ("finding", False): ("a finding", "{} findings"),
    ("section-floor", False): ("a section below its floor", "{} sections below their floors"),
    ("grade", False): ("a weakly supported answer", "{} weakly supported answers"),
    ("finding", True): ("an open point", "{} open points"),
    ("section-floor", True): ("an undecided section", "{} undecided sections"),
    ("grade", True): ("an answer without support yet", "{} answers without support yet"),
}
"""The subjects of each rule that requires a condition, or could, in words."""
_MAX_POLICY_DECIMALS = 9
"""The most decimals that a number in a file may have."""


@dataclass(frozen=True, slots=True)
class VerdictReason:
    """The result of a rule, and in a sentence why it fires or could still fire.

    `ended_count` of the answers that are too weakly supported had a document that has ended.
    """

    result: RuleResult
    detail: str
    ended_count: int = 0


def explain_verdict(judgement: Judgement, evaluation: Evaluation) -> tuple[VerdictReason, ...]:
    """Return the reason of each result of a rule on the judged evaluation, worst first."""
    return tuple(
        VerdictReason(
            result,
            _describe_result(result, judgement, evaluation),
            count_ended_documents(result, evaluation),
        )
        for result in judgement.rule_results
    )


def summarize_reasons(reasons: Sequence[VerdictReason], verdict: Verdict) -> str:
    """Return the verdict's reason as a sentence without its full stop.

    It is the first reason of the verdict; of several that require conditions, it names them all.
    """
    leading = [reason for reason in reasons if reason.result.effective_verdict == verdict]
    if not leading:
        return "No rule stands against it"
    if verdict != APPROVE_WITH_CONDITIONS or len(leading) == 1:
        return leading[0].detail
    sentences = [
        reason.detail
        for reason in leading
        if (reason.result.rule, False) not in _REQUIRING_CONDITIONS
    ]
    return "; ".join(
        _lower_first(sentence) if number else sentence
        for number, sentence in enumerate(
            [
                *sentences[:1],
                *_sentence_on_conditions(leading, could=False),
                *_sentence_on_conditions(leading, could=True),
            ]
        )
    )


def _sentence_on_conditions(reasons: Sequence[VerdictReason], *, could: bool) -> list[str]:
    """Return a sentence on all that requires a condition, or all that could; none if nothing."""
    requiring = [
        reason
        for reason in reasons
        if reason.result.could is could and (reason.result.rule, could) in _REQUIRING_CONDITIONS
    ]
    if not requiring:
        return []
    parts = [
        name_answers(
            _pluralize(_REQUIRING_CONDITIONS[reason.result.rule, could], count), count, ended
        )
        for reason in requiring
        for count, ended in [(len(reason.result.subjects), reason.ended_count)]
    ]
    is_single = len(requiring) == 1 and len(requiring[0].result.subjects) == 1
    subjects = " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
    verb = "could still require" if could else "requires" if is_single else "require"
    sentence = f"{subjects} {verb} {'a condition' if is_single else 'conditions'}"
    return [f"{sentence[0].upper()}{sentence[1:]}"]


def _lower_first(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"


def describe_further_subjects(reason: VerdictReason, count: int) -> str:
    """Return the reason as a sentence about `count` subjects that were not named before."""
    words = _FURTHER_SUBJECTS.get((reason.result.rule, reason.result.could))
    return _pluralize(words, count) if words else reason.detail


def _pluralize(words: tuple[str, str], count: int) -> str:
    return words[0] if count == 1 else words[1].format(count)


def _describe_result(result: RuleResult, judgement: Judgement, evaluation: Evaluation) -> str:
    tally, settings = judgement.tally, evaluation.plan.settings
    match result.rule:
        case "not-scorable":
            return _describe_not_scorable(result, judgement, evaluation)
        case "tier-open":
            return (
                _pluralize(_TIER_OPEN, len(result.subjects))
                if result.subjects
                else "The request fits no tier of the policy"
            )
        case "not-applicable":
            return _describe_put_aside(result, judgement, settings)
        case "coverage":
            return (
                f"{format_coverage(tally.coverage, settings)} of what counts is answered; "
                f"{format_threshold(settings.coverage_at_least)} is required"
            )
        case "score-band":
            return _describe_score_band(result, judgement, settings)
        case "blocker" if result.could:
            return _describe_open_blockers(result, evaluation)
        case _:
            count = len(result.subjects)
            words = (_COULD_FIRE if result.could else _FIRED)[result.rule]
            ended_count = count_ended_documents(result, evaluation)
            return explain_answers(_pluralize(words, count), count, ended_count)


def _describe_not_scorable(result: RuleResult, judgement: Judgement, evaluation: Evaluation) -> str:
    if not judgement.tally.total and not result.could:
        if any(applies is None for _, applies in evaluation):
            return "Nothing can be scored yet: answers that are open decide what is asked"
        return "Nothing that was asked can be scored yet"
    return _pluralize(
        ("All of a questionnaire was put aside", "All of {} questionnaires was put aside")
        if not result.could
        else (
            "All of a questionnaire could still turn out to be put aside",
            "All of {} questionnaires could still turn out to be put aside",
        ),
        len(result.subjects),
    )


def _describe_put_aside(result: RuleResult, judgement: Judgement, settings: Settings) -> str:
    tally = judgement.tally
    limit = settings.not_applicable_at_most
    part, whole = tally.put_aside_by_vendor, tally.total + tally.put_aside
    if result.could:
        part += tally.undecided_put_aside_by_vendor
        whole += tally.undecided_put_aside_by_vendor
    share = format_percent(Fraction(100 * part, whole), 0, at_most=(limit,))
    return (
        f"{share} of the weight {'could be' if result.could else 'was'} put aside as not "
        f"applicable without our confirmation; {format_threshold(limit)} is the most"
    )


def _describe_score_band(result: RuleResult, judgement: Judgement, settings: Settings) -> str:
    tally = judgement.tally
    missed_limit = (
        settings.approve_at if result.verdict == APPROVE_WITH_CONDITIONS else settings.conditions_at
    )
    required = f"{format_threshold(missed_limit)} is required"
    if tally.is_hardly_known:
        if result.could or result.verdict == APPROVE_WITH_CONDITIONS:
            return f"Too little is answered to tell the score; {required}"
        highest = format_score(tally.highest_score, settings)
        return f"The score can reach {highest} at most; {required}"
    if not result.could:
        return f"The score is {format_score(tally.score, settings)}; {required}"
    if tally.total and not tally.score_reaches(missed_limit):
        return (
            f"The score is {format_score(tally.score, settings)}; {required}, "
            "which the open answers can still reach"
        )
    lowest = format_score(tally.lowest_score, settings)
    return f"The score could still fall to {lowest}; {required}"


def _describe_open_blockers(result: RuleResult, evaluation: Evaluation) -> str:
    """Return a sentence on blockers that are open, and on those that fail if they apply."""
    statuses = [
        evaluation.statuses[evaluation.plan.position_by_key[subject]] for subject in result.subjects
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
    """Format a score in whole percent; rounding never moves it across a limit of the policy."""
    return format_percent(value, 0, limits=(settings.approve_at, settings.conditions_at))


def format_coverage(value: Fraction | None, settings: Settings) -> str:
    """Format a coverage in whole percent; rounding never moves it across the policy's limit."""
    return format_percent(value, 0, limits=(settings.coverage_at_least,))


def format_threshold(value: Fraction) -> str:
    """Format a limit of the policy in percent, with all of its decimals."""
    return format_percent(value, _MAX_POLICY_DECIMALS)
