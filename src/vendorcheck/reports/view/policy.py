"""A policy as a page for readers: its rules in words, those that it leaves to the defaults too."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from vendorcheck.model.fields import Grade, Severity
from vendorcheck.model.policy import (
    CheckOverride,
    Override,
    OwnQuestionnaire,
    Policy,
    Rules,
    Tier,
    resolve_settings,
    resolve_thresholds,
)
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.reports.view.fields import condition_in_words
from vendorcheck.reports.view.questionnaire import share_as_percent
from vendorcheck.text.safe import escape_markdown
from vendorcheck.text.words import as_sentence


def render_policy(policy: Policy) -> str:
    """Return the policy as Markdown."""
    return "\n".join(_policy_lines(policy)).rstrip() + "\n"


def _policy_lines(policy: Policy) -> Iterator[str]:
    contact = (
        f" Questions about it go to {escape_markdown(policy.contact)}." if policy.contact else ""
    )
    yield from (f"# {escape_markdown(policy.title)}", "")
    yield f"Policy `{policy.id}`, version {escape_markdown(policy.version)}.{contact}"
    yield from ("", "## The verdict", "", *_list(_default_rules(policy)), "")
    overrides = _list(_overrides(policy))
    if overrides:
        yield from ("## Questions and checks that count otherwise here", "", *overrides, "")
    if policy.questionnaires:
        yield from ("## Its own questionnaires", "")
        yield from (*_list(map(_own_questionnaire, policy.questionnaires)), "")
    yield from ("## Tiers", "")
    if not policy.tiers:
        yield "There are none: whoever assesses a vendor names the questionnaires."
        return
    yield from ("The first that fits counts.", "")
    for tier in policy.tiers:
        yield from _tier_lines(policy, tier)


def _list(entries: Iterator[str]) -> list[str]:
    return [f"- {entry}" for entry in entries]


def _default_rules(policy: Policy) -> Iterator[str]:
    """Yield the rules that hold where no tier says otherwise, defaults filled in."""
    settings = resolve_settings(policy, None)
    yield _thresholds(policy, None)
    yield _coverage(settings.coverage_at_least)
    yield _conditions_from(settings.conditions_from)
    yield _not_applicable(settings.not_applicable_at_most)
    yield _evidence_validity(str(settings.evidence_valid_for))
    weights = ", ".join(
        f"{severity} {format_exact_decimal(weight)}"
        for severity, weight in settings.weights.items()
    )
    yield f"Questions without a weight of their own count by severity: {weights}."
    yield from _grades(settings.grades)
    yield from _floors(settings.section_floors)


def _tier_lines(policy: Policy, tier: Tier) -> Iterator[str]:
    case = f"when {condition_in_words(tier.when)}" if tier.when else "in all other cases"
    yield from (f"### {escape_markdown(tier.title)}", "", f"Tier `{tier.id}`, {case}.", "")
    yield from (*_list(_work_of_tier(tier)), "")
    changes = _list(_changed_rules(policy, tier))
    if changes:
        yield from ("Otherwise than above:", "", *changes, "")


def _work_of_tier(tier: Tier) -> Iterator[str]:
    yield f"Asks: {_codes(tier.questionnaires)}."
    for addition in tier.add:
        case = condition_in_words(addition.when)
        yield f"Asks {_codes(addition.questionnaires)} as well when {case}."
    if tier.self_service:
        yield "A green pre-check is enough; IT is told."
    if tier.review_takes:
        yield f"A review usually takes {tier.review_takes}, the vendor's own days included."
    if tier.reassess_after:
        yield f"Assessed again after {tier.reassess_after}."
    if tier.meanwhile:
        yield f"Meanwhile: {escape_markdown(as_sentence(tier.meanwhile))}"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _changed_rules(policy: Policy, tier: Tier) -> Iterator[str]:
    """Yield the rules that a tier sets itself."""
    if tier.approve_at is not None or tier.conditions_at is not None:
        yield _thresholds(policy, tier)
    if tier.coverage_at_least is not None:
        yield _coverage(tier.coverage_at_least)
    if tier.conditions_from is not None:
        yield _conditions_from(tier.conditions_from)
    if tier.not_applicable_at_most is not None:
        yield _not_applicable(tier.not_applicable_at_most)
    if tier.evidence_valid_for is not None:
        yield _evidence_validity(str(tier.evidence_valid_for))
    yield from _grades(tier.grades or {})
    yield from _floors(tier.section_floors or {})
    yield from _overrides(tier)


def _thresholds(policy: Policy, tier: Tier | None) -> str:
    approve_at, conditions_at = map(_percent, resolve_thresholds(policy, tier))
    return (
        f"From {approve_at}: approve; from {conditions_at}: approve with conditions; "
        "below that: do not approve."
    )


def _percent(value: Fraction) -> str:
    return share_as_percent(value / 100)


def _coverage(least: Fraction) -> str:
    return f"{_percent(least)} of the weight must be answered."


def _conditions_from(severity: Severity) -> str:
    or_worse = "" if severity == "critical" else " or worse"
    return f"A finding of severity {severity}{or_worse} requires a condition."


def _not_applicable(most: Fraction) -> str:
    part = f"{_percent(most)} of the weight" if most else "nothing"
    return f"Vendors may put {part} aside as not applicable by themselves."


def _evidence_validity(length: str) -> str:
    return f"Evidence that names no end counts for {length}."


def _grades(grades: Mapping[Severity, Grade]) -> Iterator[str]:
    parts = [f"of severity {severity} {grade}" for severity, grade in grades.items()]
    if parts:
        first, *others = parts
        head, _, grade = first.rpartition(" ")
        yield f"An answer to a question {', '.join([f'{head} must be {grade}', *others])}."


def _floors(floors: Mapping[str, Fraction]) -> Iterator[str]:
    for section, least in floors.items():
        yield f"At least {_percent(least)} in the section `{section}`, whatever the score."


def _overrides(rules: Rules) -> Iterator[str]:
    overrides: list[tuple[str, Override | CheckOverride]] = [
        *(rules.questions or {}).items(),
        *(rules.checks or {}).items(),
    ]
    for name, override in overrides:
        yield f"`{name}`: {'; '.join(_changes(override))}"


def _changes(override: Override | CheckOverride) -> Iterator[str]:
    if override.severity is not None:
        yield f"severity {override.severity}"
    if isinstance(override, Override) and override.weight is not None:
        yield f"weight {format_exact_decimal(override.weight)}"
    # A question says how much credit is enough; a check only whether it must be met.
    if "blocker" in override.model_fields_set:
        blocker = override.blocker
        if not blocker:
            yield "no blocker"
        elif blocker == 1:
            yield "a blocker"
        else:
            yield f"a blocker (at least {share_as_percent(Fraction(blocker))} of the credit)"


def _own_questionnaire(entry: str | OwnQuestionnaire) -> str:
    if isinstance(entry, str):
        return escape_markdown(entry)
    version = escape_markdown(entry.replaces or "")
    place = f", instead of the built-in one of version {version}" if version else ""
    return f"{escape_markdown(entry.file)}{place}"
