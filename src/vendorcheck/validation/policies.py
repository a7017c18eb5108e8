"""Check a policy beyond its shape."""

from collections.abc import Iterator
from contextlib import suppress

from vendorcheck.assessment.plan.order import ReferenceCycle
from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.document.problems import ERROR_CODES, DataPath, Remark, VendorcheckError
from vendorcheck.model.policy import Policy, Rules, Tier, resolve_thresholds
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.policy_effects import effect_remarks
from vendorcheck.validation.policy_rules import rule_name_remarks, with_present_names
from vendorcheck.validation.policy_scales import scale_remarks
from vendorcheck.validation.reachability.tiers import unmatched_tier_remarks
from vendorcheck.validation.references import (
    OWN_QUESTIONNAIRE_HINT,
    QuestionnaireLibrary,
    Referrer,
    names_unsound,
    reference_remarks,
)
from vendorcheck.validation.repeated_ids import repeated_id_remarks


def check_policy(
    policy: Policy, library: QuestionnaireLibrary, unsound_ids: frozenset[str] = frozenset()
) -> list[Remark]:
    """Return everything that is wrong with a policy.

    Args:
        policy: the policy.
        library: the known questionnaires.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, with errors of their
            own; references to them are not reported.
    """
    referrer = Referrer("", "tier", unsound_ids=unsound_ids)
    present_policy = with_present_names(policy, library, unsound_ids)
    remarks = [
        *_rule_remarks(policy, (), library, referrer),
        *_all_threshold_remarks(policy),
        *scale_remarks(policy),
        *repeated_id_remarks(
            ((tier.id, ("tiers", index, "id")) for index, tier in enumerate(policy.tiers)), "tier"
        ),
    ]
    wrong_tiers: set[int] = set()
    for index, tier in enumerate(policy.tiers):
        path: DataPath = ("tiers", index)
        when_remarks = (
            list(reference_remarks(tier.when, (*path, "when"), referrer, library))
            if tier.when
            else []
        )
        if any(map(_makes_wrong, when_remarks)) or (
            tier.when and names_unsound(tier.when, "", unsound_ids)
        ):
            wrong_tiers.add(index)
        remarks += [
            *_rule_remarks(tier, path, library, referrer),
            *_questionnaire_remarks(present_policy, tier, path, library, referrer),
            *when_remarks,
        ]
    return [*remarks, *unmatched_tier_remarks(present_policy, library, wrong_tiers)]


def _rule_remarks(
    rules: Rules, path: DataPath, library: QuestionnaireLibrary, referrer: Referrer
) -> Iterator[Remark]:
    """Yield remarks on the rules of a policy or a tier that name nothing, or change nothing."""
    yield from rule_name_remarks(rules, path, library, referrer)
    yield from effect_remarks(rules, path, library, referrer.unsound_ids)


def _questionnaire_remarks(
    present_policy: Policy,
    tier: Tier,
    path: DataPath,
    library: QuestionnaireLibrary,
    referrer: Referrer,
) -> list[Remark]:
    """Return remarks on what a tier asks and adds; `present_policy` has the present names."""
    remarks = list(_tier_questionnaire_remarks(tier, path, referrer, library))
    if any(remark.code in ERROR_CODES for remark in remarks):
        return remarks
    present_tier = present_policy.tiers[int(path[1])]
    return remarks + list(
        _cycle_remarks(present_policy, present_tier, path, library, referrer.unsound_ids)
    )


def _makes_wrong(remark: Remark) -> bool:
    """Return whether a condition with this remark can't be told to hold or not."""
    return remark.code in ERROR_CODES or remark.code == "rule-removed"


def _all_threshold_remarks(policy: Policy) -> Iterator[Remark]:
    policy_remarks = list(_threshold_remarks(policy, None, ()))
    yield from policy_remarks
    for index, tier in enumerate(policy.tiers):
        own_thresholds = tier.model_fields_set & {"approve_at", "conditions_at"}
        if len(own_thresholds) > (1 if policy_remarks else 0):
            yield from _threshold_remarks(policy, tier, ("tiers", index))


def _threshold_remarks(policy: Policy, tier: Tier | None, path: DataPath) -> Iterator[Remark]:
    approve_at, conditions_at = resolve_thresholds(policy, tier)
    if approve_at < conditions_at:
        source = tier if tier is not None else policy
        key = "approve_at" if source.approve_at is not None else "conditions_at"
        yield Remark(
            (*path, key),
            "thresholds-order",
            (
                f"approve_at ({format_exact_decimal(approve_at)}) is below "
                f"conditions_at ({format_exact_decimal(conditions_at)})"
            ),
            "a score that is good enough to approve must be the higher one",
        )


def _tier_questionnaire_remarks(
    tier: Tier,
    path: DataPath,
    referrer: Referrer,
    library: QuestionnaireLibrary,
) -> Iterator[Remark]:
    known_ids = sorted({*library, *referrer.unsound_ids})
    yield from _unknown_questionnaire_remarks(
        tier.questionnaires, (*path, "questionnaires"), known_ids, referrer.suggester
    )
    for index, addition in enumerate(tier.add):
        addition_path = (*path, "add", index)
        yield from _unknown_questionnaire_remarks(
            addition.questionnaires,
            (*addition_path, "questionnaires"),
            known_ids,
            referrer.suggester,
        )
        yield from reference_remarks(addition.when, (*addition_path, "when"), referrer, library)


def _cycle_remarks(
    policy: Policy,
    tier: Tier,
    path: DataPath,
    library: QuestionnaireLibrary,
    unsound_ids: frozenset[str],
) -> Iterator[Remark]:
    """Yield a remark on the first addition that depends on what it and those before it add."""
    added_ids = {name for addition in tier.add for name in addition.questionnaires}
    if added_ids.isdisjoint(_deciding_questionnaires(tier, library, unsound_ids)):
        return
    with suppress(VendorcheckError):  # other errors are reported elsewhere
        for count in range(len(tier.add) + 1):
            try:
                make_plan(library, policy, tier.model_copy(update={"add": tier.add[:count]}))
            except ReferenceCycle:
                if count:
                    names = ", ".join(f'"{name}"' for name in tier.add[count - 1].questionnaires)
                    yield Remark(
                        (*path, "add", count - 1, "when"),
                        "reference-cycle",
                        f"whether {names} is asked depends on what only it asks",
                        "name it among the tier's questionnaires, "
                        "or let a question of another one decide",
                    )
                return


def _deciding_questionnaires(
    tier: Tier, library: QuestionnaireLibrary, unsound_ids: frozenset[str]
) -> set[str]:
    """Return the questionnaires whose answers decide what a tier adds."""
    unvisited = [(addition.when, "") for addition in tier.add]
    questionnaire_ids: set[str] = set()
    while unvisited:
        condition, own_id = unvisited.pop()
        for questionnaire_id in {
            key.partition("/")[0] for key in condition.referenced_keys(own_id)
        } - questionnaire_ids:
            questionnaire_ids.add(questionnaire_id)
            if questionnaire_id in library and questionnaire_id not in unsound_ids:
                unvisited += [
                    (nested, questionnaire_id)
                    for _, section, question in library[questionnaire_id].located_questions()
                    for nested in (section.when, question.when)
                    if nested
                ]
    return questionnaire_ids


def _unknown_questionnaire_remarks(
    names: tuple[str, ...], path: DataPath, known_ids: list[str], suggester: Suggester
) -> Iterator[Remark]:
    for index, name in enumerate(names):
        if name not in known_ids:
            message = f'there is no questionnaire "{name}"'
            hint = suggester.hint(name, known_ids) or OWN_QUESTIONNAIRE_HINT
            yield Remark((*path, index), "unknown-questionnaire", message, hint)
