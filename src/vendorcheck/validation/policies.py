"""Check a policy beyond its shape."""

from collections.abc import Iterator
from contextlib import suppress

from vendorcheck.assessment.plan.plan import QuestionTest, ReferenceCycle, make_plan, make_tier_plan
from vendorcheck.document.problems import DataPath, InvalidFile, Remark, VendorcheckError
from vendorcheck.model.conditions import AnswerLookup, Condition, Truth, all_of, negate
from vendorcheck.model.policy import Policy, Rules, Tier, resolve_thresholds
from vendorcheck.model.quantities.amounts import format_exact_decimal
from vendorcheck.text.suggest import Suggester, suggested_name
from vendorcheck.validation.reachability.search import Reachability, collect_tests
from vendorcheck.validation.references import (
    OWN_QUESTIONNAIRE_HINT,
    QuestionnaireLibrary,
    Referrer,
    reference_remarks,
)

_MAX_NAMED_TIERS = 3
"""The most tiers that never match that a message names."""


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
    known_ids = sorted({*library, *unsound_ids})
    remarks = [
        *_override_remarks(policy, (), library, referrer),
        *policy_threshold_remarks,
        *_repeated_tier_remarks(policy),
    ]
    wrong_tiers: set[int] = set()
    for index, tier in enumerate(policy.tiers):
        path: DataPath = ("tiers", index)
        remarks += _override_remarks(tier, path, library, referrer)
        questionnaire_remarks = list(
            _tier_questionnaire_remarks(tier, path, referrer, library, known_ids)
        )
        remarks += questionnaire_remarks or _cycle_remarks(policy, tier, path, library, unsound_ids)
        if tier.when:
            when_remarks = list(reference_remarks(tier.when, (*path, "when"), referrer, library))
            remarks += when_remarks
            named_ids = {
                name
                for key, _, _ in tier.when.references("")
                for name in (key, key.partition("/")[0])
            }
            wrong_tiers |= (
                {index} if when_remarks or not unsound_ids.isdisjoint(named_ids) else set()
            )
        own_thresholds = tier.model_fields_set & {"approve_at", "conditions_at"}
        if len(own_thresholds) > (1 if policy_threshold_remarks else 0):
            remarks += _threshold_remarks(policy, tier, path)
    return [*remarks, *_unmatched_tier_remarks(policy, library, wrong_tiers)]


def _repeated_tier_remarks(policy: Policy) -> Iterator[Remark]:
    first_index_by_id: dict[str, int] = {}
    for index, tier in enumerate(policy.tiers):
        if tier.id in first_index_by_id:
            first_path: DataPath = ("tiers", first_index_by_id[tier.id], "id")
            message = f'another tier is called "{tier.id}" already, on {{}}'
            yield Remark(
                ("tiers", index, "id"),
                "repeated-id",
                message,
                "give each its own id",
                related=(first_path,),
            )
        first_index_by_id.setdefault(tier.id, index)


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
    """Yield remarks on overrides of questions and sections that do not exist."""
    for key, noun in (("questions", "question"), ("section_floors", "section")):
        parts = _QuestionnaireParts(library, key)
        for name in getattr(rules, key) or ():
            questionnaire_id, _, part_id = name.partition("/")
            if questionnaire_id not in referrer.unsound_ids and part_id not in parts.ids_in(
                questionnaire_id
            ):
                hint = parts.hint(name, referrer.suggester)
                yield Remark(
                    (*path, key, name),
                    "override-unknown",
                    f'there is no {noun} "{name}"',
                    hint,
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
            self._ids[questionnaire_id] = self._read_ids(questionnaire_id)
        return self._ids[questionnaire_id]

    def _read_ids(self, questionnaire_id: str) -> dict[str, None]:
        questionnaire = self._library.get(questionnaire_id)
        if questionnaire is None:
            return {}
        ids = (
            questionnaire.questions
            if self._key == "questions"
            else [section.id for section in questionnaire.sections]
        )
        return dict.fromkeys(ids)

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
    known_ids: list[str],
) -> Iterator[Remark]:
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
                    message = f"whether {names} is asked depends on what only it asks"
                    hint = (
                        "name it among the tier's questionnaires, "
                        "or let a question of another one decide"
                    )
                    yield Remark(
                        (*path, "add", count - 1, "when"), "reference-cycle", message, hint
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


def _unmatched_tier_remarks(
    policy: Policy, library: QuestionnaireLibrary, wrong_tiers: set[int]
) -> Iterator[Remark]:
    """Yield remarks on tiers that no request can ever be put in.

    A tier with a wrong condition may match, and leaves room for any other.
    """
    sound_tiers = [tier for index, tier in enumerate(policy.tiers) if index not in wrong_tiers]
    reachability = _make_reachability(
        policy.model_copy(update={"tiers": tuple(sound_tiers)}), library
    )
    higher_tiers = _HigherTiers(reachability) if reachability else None
    for index, tier in enumerate(policy.tiers):
        is_unconditional = tier.when is None
        if is_unconditional and index + 1 < len(policy.tiers):
            # One remark is enough for all tiers after it.
            yield from _shadowing_tier_remarks(policy, index)
            return
        if index in wrong_tiers or higher_tiers is None or higher_tiers.leaves_room_for(tier.when):
            continue
        path: DataPath = ("tiers", index) if is_unconditional else ("tiers", index, "when")
        if is_unconditional or not higher_tiers.leaves_room_for(None):
            # One remark is enough: nothing is left to any of the tiers after it.
            message = "this tier never matches: those above it leave nothing to it"
            yield Remark(path, "tier-never-matches", message, at_key=not is_unconditional)
            return
        message = "this tier never matches: its condition can't hold where those above it don't"
        yield Remark(path, "tier-never-matches", message, at_key=True)


class _HigherTiers:
    """The conditions of the tiers above the one that is checked."""

    def __init__(self, reachability: Reachability) -> None:
        self._reachability = reachability
        self._conditions: list[Condition] = []
        self._tests: dict[str, list[QuestionTest]] = {}

    def leaves_room_for(self, condition: Condition | None) -> bool:
        """Return whether a tier with this condition, or none, can be reached below these tiers.

        From then on it is one of them.
        """

        def goal(lookup: AnswerLookup) -> Truth:
            truth = condition.evaluate(lookup, "") if condition else True
            for when in self._conditions:
                if truth is False:
                    break
                truth = all_of(truth, negate(when.evaluate(lookup, "")))
            return truth

        for key, tests in collect_tests([(condition, "")] if condition else []).items():
            self._tests.setdefault(key, []).extend(tests)
        is_reachable = self._reachability.can_hold(goal, self._tests)
        if condition:
            self._conditions.append(condition)
        return is_reachable


def _shadowing_tier_remarks(policy: Policy, index: int) -> Iterator[Remark]:
    """Yield a remark on a tier without a condition that is not the last."""
    later_tiers = [f'"{tier.id}"' for tier in policy.tiers[index + 1 :]]
    if later_tiers:
        names = ", ".join(later_tiers[:_MAX_NAMED_TIERS]) + (
            " and others" if len(later_tiers) > _MAX_NAMED_TIERS else ""
        )
        message = (
            f'"{policy.tiers[index].id}" has no condition, '
            f"so the tiers after it never match: {names}"
        )
        hint = "give it a condition, or put it last"
        yield Remark(("tiers", index, "id"), "tier-never-matches", message, hint)


def _make_reachability(policy: Policy, library: QuestionnaireLibrary) -> Reachability | None:
    try:
        plan = make_tier_plan(library, policy)
    except VendorcheckError:
        return None
    return Reachability(plan) if plan else None
