"""Check a policy beyond its shape."""

from collections.abc import Iterator
from contextlib import suppress

from vendorcheck.assessment.plan.order import ReferenceCycle
from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.document.problems import DataPath, InvalidFile, Remark, VendorcheckError
from vendorcheck.model.policy import Policy, Rules, Tier, resolve_thresholds
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.text.suggest import Suggester, suggested_name
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
    policy_threshold_remarks = list(_threshold_remarks(policy, None, ()))
    remarks = [
        *_override_remarks(policy, (), library, referrer),
        *policy_threshold_remarks,
        *repeated_id_remarks(
            ((tier.id, ("tiers", index, "id")) for index, tier in enumerate(policy.tiers)), "tier"
        ),
    ]
    wrong_tiers: set[int] = set()
    for index, tier in enumerate(policy.tiers):
        path: DataPath = ("tiers", index)
        remarks += _override_remarks(tier, path, library, referrer)
        remarks += list(
            _tier_questionnaire_remarks(tier, path, referrer, library)
        ) or _cycle_remarks(policy, tier, path, library, unsound_ids)
        if tier.when:
            when_remarks = list(reference_remarks(tier.when, (*path, "when"), referrer, library))
            remarks += when_remarks
            if when_remarks or names_unsound(tier.when, "", unsound_ids):
                wrong_tiers.add(index)
        own_thresholds = tier.model_fields_set & {"approve_at", "conditions_at"}
        if len(own_thresholds) > (1 if policy_threshold_remarks else 0):
            remarks += _threshold_remarks(policy, tier, path)
    return [*remarks, *unmatched_tier_remarks(policy, library, wrong_tiers)]


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


def _override_remarks(
    rules: Rules, path: DataPath, library: QuestionnaireLibrary, referrer: Referrer
) -> Iterator[Remark]:
    for key, noun in (("questions", "question"), ("section_floors", "section")):
        parts = _QuestionnaireParts(library, key)
        for name in getattr(rules, key) or ():
            questionnaire_id, _, part_id = name.partition("/")
            if questionnaire_id not in referrer.unsound_ids and part_id not in parts.ids_in(
                questionnaire_id
            ):
                yield Remark(
                    (*path, key, name),
                    "override-unknown",
                    f'there is no {noun} "{name}"',
                    parts.hint(name, referrer.suggester),
                    at_key=True,
                )


class _QuestionnaireParts:
    """The ids of the questions or the sections, as `key` says, of the known questionnaires."""

    def __init__(self, library: QuestionnaireLibrary, key: str) -> None:
        self._library = library
        self._key = key
        self._ids: dict[str, dict[str, None]] = {}

    def ids_in(self, questionnaire_id: str) -> dict[str, None]:
        """Return the ids of one questionnaire; empty if it is not known."""
        if questionnaire_id not in self._ids:
            questionnaire = self._library.get(questionnaire_id)
            self._ids[questionnaire_id] = dict.fromkeys(
                ()
                if questionnaire is None
                else questionnaire.questions
                if self._key == "questions"
                else (section.id for section in questionnaire.sections)
            )
        return self._ids[questionnaire_id]

    def hint(self, name: str, suggester: Suggester) -> str:
        """Return a hint that suggests the nearest id, in the questionnaire that was meant."""
        questionnaire_id, _, part_id = name.partition("/")
        intended_id = (
            questionnaire_id
            if self.ids_in(questionnaire_id)
            else suggested_name(suggester.hint(questionnaire_id, self._library))
        )
        if not intended_id:
            return (
                f'there is no questionnaire "{questionnaire_id}"; '
                f"known are {', '.join(self._library)}"
            )
        with suppress(InvalidFile):  # errors of a questionnaire are reported there
            known_part_ids = self.ids_in(intended_id)
            if (
                nearest_part_id := part_id
                if part_id in known_part_ids
                else suggested_name(suggester.hint(part_id, known_part_ids))
            ):
                return f'did you mean "{intended_id}/{nearest_part_id}"?'
        return (
            f'did you mean the questionnaire "{intended_id}"?'
            if intended_id != questionnaire_id
            else ""
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
            key.partition("/")[0] for key, _, _ in condition.references(own_id)
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
