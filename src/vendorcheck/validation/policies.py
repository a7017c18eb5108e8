"""What can be wrong with a policy beyond its shape."""

from collections.abc import Iterator

from vendorcheck.plan import Plan, tier_plan
from vendorcheck.policy import Policy, Rules, Tier, settings
from vendorcheck.problems import Path, Remark, VendorcheckError, nearest
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.validation.reach import Reach
from vendorcheck.validation.references import Library, Referrer, reference_remarks
from vendorcheck.when import Holds, Lookup


def check(policy: Policy, library: Library) -> list[Remark]:
    """Everything that is wrong with a policy, given the questionnaires that are known."""
    found = [*_overrides(policy, (), library), *_thresholds(policy, None, ()), *_repeated(policy)]
    for index, tier in enumerate(policy.tiers):
        path: Path = ("tiers", index)
        found += [*_overrides(tier, path, library), *_needs(tier, path, library)]
        if tier.model_fields_set & {"approve_at", "conditions_at"}:
            found += _thresholds(policy, tier, path)
    if not any(remark.code in _UNSOUND for remark in found):
        found += _unmatched(policy, library)
    return found


_UNSOUND = ("unknown-questionnaire", "unknown-question", "unknown-option", "reference-test", "empty-value")


def _repeated(policy: Policy) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for index, tier in enumerate(policy.tiers):
        if tier.id in first:
            place: Path = ("tiers", first[tier.id], "id")
            message = f'another tier is called "{tier.id}" already, on {{}}'
            yield Remark(
                ("tiers", index, "id"), "repeated-id", message, "give each its own id", related=(place,)
            )
        first.setdefault(tier.id, index)


def _thresholds(policy: Policy, tier: Tier | None, path: Path) -> Iterator[Remark]:
    rules = settings(policy, tier)
    if rules.approve_at < rules.conditions_at:
        source = tier if tier is not None else policy
        key = "approve_at" if source.approve_at is not None else "conditions_at"
        yield Remark(
            (*path, key),
            "thresholds-order",
            f"approve_at ({float(rules.approve_at):g}) is below conditions_at ({float(rules.conditions_at):g})",
            "a score that is good enough to approve must be the higher one",
        )


def _overrides(rules: Rules, path: Path, library: Library) -> Iterator[Remark]:
    """Questions and sections that are not there."""
    for key, what in (("questions", "question"), ("section_floors", "section")):
        for name in getattr(rules, key) or ():
            home, _, own = name.partition("/")
            found = library.get(home)
            names = _names(found, key) if found else []
            if own not in names:
                hint = nearest(own, names) if found else nearest(home, library)
                yield Remark(
                    (*path, key, name), "override-unknown", f'there is no {what} "{name}"', hint, at_key=True
                )


def _names(questionnaire: Questionnaire, key: str) -> list[str]:
    return (
        list(questionnaire.questions)
        if key == "questions"
        else [section.id for section in questionnaire.sections]
    )


def _needs(tier: Tier, path: Path, library: Library) -> Iterator[Remark]:
    yield from _unknown(tier.questionnaires, (*path, "questionnaires"), library)
    if tier.when:
        yield from reference_remarks(tier.when, (*path, "when"), Referrer(""), library)
    for index, addition in enumerate(tier.add):
        place = (*path, "add", index)
        yield from _unknown(addition.questionnaires, (*place, "questionnaires"), library)
        yield from reference_remarks(addition.when, (*place, "when"), Referrer(""), library)


def _unknown(names: tuple[str, ...], path: Path, library: Library) -> Iterator[Remark]:
    for index, name in enumerate(names):
        if name not in library:
            yield Remark(
                (*path, index),
                "unknown-questionnaire",
                f'there is no questionnaire "{name}"',
                nearest(name, library),
            )


def _unmatched(policy: Policy, library: Library) -> Iterator[Remark]:
    """Tiers that no request can ever have."""
    plan = _plan(policy, library)
    reach = Reach(plan) if plan else None
    for index, tier in enumerate(policy.tiers):
        above = policy.tiers[:index]
        always = next((other for other in above if other.when is None), None)
        if always:
            message = f'this tier never matches: "{always.id}" above it always does'
            yield Remark(
                ("tiers", index, "id"), "tier-never-matches", message, "put the tier without a condition last"
            )
        elif reach and tier.when and not _can_match(reach, tier, above):
            message = "this tier never matches: its condition can't hold where those above it don't"
            yield Remark(("tiers", index, "when"), "tier-never-matches", message, at_key=True)


def _plan(policy: Policy, library: Library) -> Plan | None:
    try:
        return tier_plan(library, policy)
    except VendorcheckError:
        return None


def _can_match(reach: Reach, tier: Tier, above: tuple[Tier, ...]) -> bool:
    conditions = [found.when for found in (*above, tier) if found.when]
    for when in conditions:
        reach.watch(when.references(""))

    def goal(lookup: Lookup) -> Holds:
        own = conditions[-1].holds(lookup, "")
        earlier = [when.holds(lookup, "") for when in conditions[:-1]]
        if own is False or True in earlier:
            return False
        return None if own is None or None in earlier else True

    names = [key for when in conditions for key, _, _ in when.references("")]
    return reach.can(goal, names)
