"""What can be wrong with a policy beyond its shape."""

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
"""So many tiers that never match are named."""


def check_policy(
    policy: Policy, library: QuestionnaireLibrary, unsound_ids: frozenset[str] = frozenset()
) -> list[Remark]:
    """Everything that is wrong with a policy.

    Args:
        policy: what is checked.
        library: the questionnaires that are known.
        unsound_ids: questionnaires, and questions as `questionnaire/question`, that are wrong in themselves;
            what refers to them is not blamed for it.
    """
    referrer = Referrer("", "tier", unsound_ids=unsound_ids)
    own = list(_threshold_remarks(policy, None, ()))
    known = sorted({*library, *unsound_ids})
    found = [
        *_override_remarks(policy, (), library, referrer),
        *own,
        *_repeated_tier_remarks(policy),
    ]
    wrong: set[int] = set()
    for index, tier in enumerate(policy.tiers):
        path: DataPath = ("tiers", index)
        found += _override_remarks(tier, path, library, referrer)
        needs = list(_tier_questionnaire_remarks(tier, path, referrer, library, known))
        found += needs or _cycle_remarks(policy, tier, path, library, unsound_ids)
        if tier.when:
            remarks = list(reference_remarks(tier.when, (*path, "when"), referrer, library))
            found += remarks
            named = {
                part
                for key, _, _ in tier.when.references("")
                for part in (key, key.partition("/")[0])
            }
            wrong |= {index} if remarks or not unsound_ids.isdisjoint(named) else set()
        given = tier.model_fields_set & {"approve_at", "conditions_at"}
        if len(given) > (1 if own else 0):
            found += _threshold_remarks(policy, tier, path)
    return [*found, *_unmatched_tier_remarks(policy, library, wrong)]


def _repeated_tier_remarks(policy: Policy) -> Iterator[Remark]:
    first: dict[str, int] = {}
    for index, tier in enumerate(policy.tiers):
        if tier.id in first:
            place: DataPath = ("tiers", first[tier.id], "id")
            message = f'another tier is called "{tier.id}" already, on {{}}'
            yield Remark(
                ("tiers", index, "id"),
                "repeated-id",
                message,
                "give each its own id",
                related=(place,),
            )
        first.setdefault(tier.id, index)


def _threshold_remarks(policy: Policy, tier: Tier | None, path: DataPath) -> Iterator[Remark]:
    approve_at, conditions_at = resolve_thresholds(policy, tier)
    if approve_at < conditions_at:
        source = tier if tier is not None else policy
        key = "approve_at" if source.approve_at is not None else "conditions_at"
        yield Remark(
            (*path, key),
            "thresholds-order",
            f"approve_at ({format_exact_decimal(approve_at)}) is below conditions_at ({format_exact_decimal(conditions_at)})",
            "a score that is good enough to approve must be the higher one",
        )


def _override_remarks(
    rules: Rules, path: DataPath, library: QuestionnaireLibrary, referrer: Referrer
) -> Iterator[Remark]:
    """Questions and sections that are not there."""
    for key, what in (("questions", "question"), ("section_floors", "section")):
        names = _QuestionnaireParts(library, key)
        for name in getattr(rules, key) or ():
            home = name.partition("/")[0]
            if home not in referrer.unsound_ids and name.partition("/")[2] not in names.ids_in(
                home
            ):
                hint = names.hint(name, referrer.suggester)
                yield Remark(
                    (*path, key, name),
                    "override-unknown",
                    f'there is no {what} "{name}"',
                    hint,
                    at_key=True,
                )


class _QuestionnaireParts:
    """The questions or the sections, as `key` says, of the questionnaires at hand."""

    def __init__(self, library: QuestionnaireLibrary, key: str) -> None:
        self._library = library
        self._key = key
        self._ids: dict[str, dict[str, None]] = {}

    def ids_in(self, questionnaire_id: str) -> dict[str, None]:
        """Those of one questionnaire; none if it is not known."""
        if questionnaire_id not in self._ids:
            self._ids[questionnaire_id] = self._read_ids(questionnaire_id)
        return self._ids[questionnaire_id]

    def _read_ids(self, questionnaire_id: str) -> dict[str, None]:
        found = self._library.get(questionnaire_id)
        if found is None:
            return {}
        names = (
            found.questions
            if self._key == "questions"
            else [section.id for section in found.sections]
        )
        return dict.fromkeys(names)

    def hint(self, name: str, suggester: Suggester) -> str:
        """The nearest to a name that is none, in the questionnaire that it was probably meant to be of."""
        home, _, own = name.partition("/")
        meant = home if self.ids_in(home) else suggested_name(suggester.hint(home, self._library))
        if not meant:
            return f'there is no questionnaire "{home}"; known are {", ".join(self._library)}'
        with suppress(InvalidFile):  # what is wrong with a questionnaire is told there
            known = self.ids_in(meant)
            if near := own if own in known else suggested_name(suggester.hint(own, known)):
                return f'did you mean "{meant}/{near}"?'
        return f'did you mean the questionnaire "{meant}"?' if meant != home else ""


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
        place = (*path, "add", index)
        yield from _unknown_questionnaire_remarks(
            addition.questionnaires, (*place, "questionnaires"), known_ids, referrer.suggester
        )
        yield from reference_remarks(addition.when, (*place, "when"), referrer, library)


def _cycle_remarks(
    policy: Policy,
    tier: Tier,
    path: DataPath,
    library: QuestionnaireLibrary,
    unsound_ids: frozenset[str],
) -> Iterator[Remark]:
    """The first addition whose condition depends on what it adds, alone or with those before it."""
    added = {name for addition in tier.add for name in addition.questionnaires}
    if added.isdisjoint(_deciding_questionnaires(tier, library, unsound_ids)):
        return
    with suppress(VendorcheckError):  # what else is wrong is told elsewhere
        for count in range(len(tier.add) + 1):
            try:
                make_plan(library, policy, tier.model_copy(update={"add": tier.add[:count]}))
            except ReferenceCycle:
                if count:
                    names = ", ".join(f'"{name}"' for name in tier.add[count - 1].questionnaires)
                    message = f"whether {names} is asked depends on what only it asks"
                    hint = "name it among the tier's questionnaires, or let a question of another one decide"
                    yield Remark(
                        (*path, "add", count - 1, "when"), "reference-cycle", message, hint
                    )
                return


def _deciding_questionnaires(
    tier: Tier, library: QuestionnaireLibrary, unsound_ids: frozenset[str]
) -> set[str]:
    """The questionnaires on which it depends what a tier adds."""
    whens = [(addition.when, "") for addition in tier.add]
    found: set[str] = set()
    while whens:
        when, own = whens.pop()
        for home in {key.partition("/")[0] for key, _, _ in when.references(own)} - found:
            found.add(home)
            if home in library and home not in unsound_ids:
                whens += [
                    (one, home)
                    for _, section, question in library[home].located_questions()
                    for one in (section.when, question.when)
                    if one
                ]
    return found


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
    """Tiers that no request can ever have. Those with a wrong condition may match, and may leave any to the others."""
    sound = [tier for index, tier in enumerate(policy.tiers) if index not in wrong_tiers]
    reach = _make_reachability(policy.model_copy(update={"tiers": tuple(sound)}), library)
    above = _HigherTiers(reach) if reach else None
    for index, tier in enumerate(policy.tiers):
        last = tier.when is None
        if last and index + 1 < len(policy.tiers):
            # All tiers after it have but this one mistake in common.
            yield from _shadowing_tier_remarks(policy, index)
            return
        if index in wrong_tiers or above is None or above.leaves_room_for(tier.when):
            continue
        place: DataPath = ("tiers", index) if last else ("tiers", index, "when")
        if last or not above.leaves_room_for(None):
            # All tiers after it have this in common: nothing is left to any of them.
            message = "this tier never matches: those above it leave nothing to it"
            yield Remark(place, "tier-never-matches", message, at_key=not last)
            return
        message = "this tier never matches: its condition can't hold where those above it don't"
        yield Remark(place, "tier-never-matches", message, at_key=True)


class _HigherTiers:
    """The conditions of the tiers above one."""

    def __init__(self, reachability: Reachability) -> None:
        self._reachability = reachability
        self._conditions: list[Condition] = []
        self._tests: dict[str, list[QuestionTest]] = {}

    def leaves_room_for(self, condition: Condition | None) -> bool:
        """Whether a tier with this condition, or with none, can be reached; from now on it stands above the others."""

        def goal(lookup: AnswerLookup) -> Truth:
            found = condition.evaluate(lookup, "") if condition else True
            for when in self._conditions:
                if found is False:
                    break
                found = all_of(found, negate(when.evaluate(lookup, "")))
            return found

        for key, tests in collect_tests([(condition, "")] if condition else []).items():
            self._tests.setdefault(key, []).extend(tests)
        can = self._reachability.can_hold(goal, self._tests)
        if condition:
            self._conditions.append(condition)
        return can


def _shadowing_tier_remarks(policy: Policy, index: int) -> Iterator[Remark]:
    """A tier without a condition that is not the last."""
    after = [f'"{tier.id}"' for tier in policy.tiers[index + 1 :]]
    if after:
        names = ", ".join(after[:_MAX_NAMED_TIERS]) + (
            " and others" if len(after) > _MAX_NAMED_TIERS else ""
        )
        message = f'"{policy.tiers[index].id}" has no condition, so the tiers after it never match: {names}'
        hint = "give it a condition, or put it last"
        yield Remark(("tiers", index, "id"), "tier-never-matches", message, hint)


def _make_reachability(policy: Policy, library: QuestionnaireLibrary) -> Reachability | None:
    try:
        plan = make_tier_plan(library, policy)
    except VendorcheckError:
        return None
    return Reachability(plan) if plan else None
