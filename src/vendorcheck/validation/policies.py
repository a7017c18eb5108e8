"""What can be wrong with a policy beyond its shape."""

from collections.abc import Iterator
from contextlib import suppress

from vendorcheck.assessment.plan.plan import Circle, Test, make, tier_plan
from vendorcheck.document.problems import InvalidFile, Path, Remark, VendorcheckError
from vendorcheck.model.conditions import Holds, Lookup, When, both, negation
from vendorcheck.model.policy import Policy, Rules, Tier, thresholds
from vendorcheck.model.quantities.amounts import decimal
from vendorcheck.text.suggest import Suggester, suggested_name
from vendorcheck.validation.reachability.search import Reach, asked_by
from vendorcheck.validation.references import OWN_QUESTIONNAIRE_HINT, Library, Referrer, reference_remarks

_NAMED = 3
"""So many tiers that never match are named."""


def check(policy: Policy, library: Library, unsound: frozenset[str] = frozenset()) -> list[Remark]:
    """Everything that is wrong with a policy.

    Args:
        policy: what is checked.
        library: the questionnaires that are known.
        unsound: questionnaires, and questions as `questionnaire/question`, that are wrong in themselves;
            what refers to them is not blamed for it.
    """
    referrer = Referrer("", "tier", unsound=unsound)
    own = list(_thresholds(policy, None, ()))
    known = sorted({*library, *unsound})
    found = [*_overrides(policy, (), library, referrer), *own, *_repeated(policy)]
    wrong: set[int] = set()
    for index, tier in enumerate(policy.tiers):
        path: Path = ("tiers", index)
        found += _overrides(tier, path, library, referrer)
        needs = list(_needs(tier, path, referrer, library, known))
        found += needs or _circles(policy, tier, path, library, unsound)
        if tier.when:
            remarks = list(reference_remarks(tier.when, (*path, "when"), referrer, library))
            found += remarks
            named = {part for key, _, _ in tier.when.references("") for part in (key, key.partition("/")[0])}
            wrong |= {index} if remarks or not unsound.isdisjoint(named) else set()
        given = tier.model_fields_set & {"approve_at", "conditions_at"}
        if len(given) > (1 if own else 0):
            found += _thresholds(policy, tier, path)
    return [*found, *_unmatched(policy, library, wrong)]


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
    approve_at, conditions_at = thresholds(policy, tier)
    if approve_at < conditions_at:
        source = tier if tier is not None else policy
        key = "approve_at" if source.approve_at is not None else "conditions_at"
        yield Remark(
            (*path, key),
            "thresholds-order",
            f"approve_at ({decimal(approve_at)}) is below conditions_at ({decimal(conditions_at)})",
            "a score that is good enough to approve must be the higher one",
        )


def _overrides(rules: Rules, path: Path, library: Library, referrer: Referrer) -> Iterator[Remark]:
    """Questions and sections that are not there."""
    for key, what in (("questions", "question"), ("section_floors", "section")):
        names = _Names(library, key)
        for name in getattr(rules, key) or ():
            home = name.partition("/")[0]
            if home not in referrer.unsound and name.partition("/")[2] not in names.of(home):
                hint = names.hint(name, referrer.hints)
                yield Remark(
                    (*path, key, name), "override-unknown", f'there is no {what} "{name}"', hint, at_key=True
                )


class _Names:
    """The questions or the sections, as `key` says, of the questionnaires at hand."""

    def __init__(self, library: Library, key: str) -> None:
        self._library = library
        self._key = key
        self._known: dict[str, dict[str, None]] = {}

    def of(self, home: str) -> dict[str, None]:
        """Those of one questionnaire; none if it is not known."""
        if home not in self._known:
            self._known[home] = self._read(home)
        return self._known[home]

    def _read(self, home: str) -> dict[str, None]:
        found = self._library.get(home)
        if found is None:
            return {}
        names = found.questions if self._key == "questions" else [section.id for section in found.sections]
        return dict.fromkeys(names)

    def hint(self, name: str, hints: Suggester) -> str:
        """The nearest to a name that is none, in the questionnaire that it was probably meant to be of."""
        home, _, own = name.partition("/")
        meant = home if self.of(home) else suggested_name(hints.hint(home, self._library))
        if not meant:
            return f'there is no questionnaire "{home}"; known are {", ".join(self._library)}'
        with suppress(InvalidFile):  # what is wrong with a questionnaire is told there
            known = self.of(meant)
            if near := own if own in known else suggested_name(hints.hint(own, known)):
                return f'did you mean "{meant}/{near}"?'
        return f'did you mean the questionnaire "{meant}"?' if meant != home else ""


def _needs(
    tier: Tier, path: Path, referrer: Referrer, library: Library, known: list[str]
) -> Iterator[Remark]:
    yield from _unknown(tier.questionnaires, (*path, "questionnaires"), known, referrer.hints)
    for index, addition in enumerate(tier.add):
        place = (*path, "add", index)
        yield from _unknown(addition.questionnaires, (*place, "questionnaires"), known, referrer.hints)
        yield from reference_remarks(addition.when, (*place, "when"), referrer, library)


def _circles(
    policy: Policy, tier: Tier, path: Path, library: Library, unsound: frozenset[str]
) -> Iterator[Remark]:
    """The first addition whose condition depends on what it adds, alone or with those before it."""
    added = {name for addition in tier.add for name in addition.questionnaires}
    if added.isdisjoint(_depends_on(tier, library, unsound)):
        return
    with suppress(VendorcheckError):  # what else is wrong is told elsewhere
        for count in range(len(tier.add) + 1):
            try:
                make(library, policy, tier.model_copy(update={"add": tier.add[:count]}))
            except Circle:
                if count:
                    names = ", ".join(f'"{name}"' for name in tier.add[count - 1].questionnaires)
                    message = f"whether {names} is asked depends on what only it asks"
                    hint = "name it among the tier's questionnaires, or let a question of another one decide"
                    yield Remark((*path, "add", count - 1, "when"), "reference-cycle", message, hint)
                return


def _depends_on(tier: Tier, library: Library, unsound: frozenset[str]) -> set[str]:
    """The questionnaires on which it depends what a tier adds."""
    whens = [(addition.when, "") for addition in tier.add]
    found: set[str] = set()
    while whens:
        when, own = whens.pop()
        for home in {key.partition("/")[0] for key, _, _ in when.references(own)} - found:
            found.add(home)
            if home in library and home not in unsound:
                whens += [
                    (one, home)
                    for _, section, question in library[home].places()
                    for one in (section.when, question.when)
                    if one
                ]
    return found


def _unknown(names: tuple[str, ...], path: Path, known: list[str], hints: Suggester) -> Iterator[Remark]:
    for index, name in enumerate(names):
        if name not in known:
            message = f'there is no questionnaire "{name}"'
            hint = hints.hint(name, known) or OWN_QUESTIONNAIRE_HINT
            yield Remark((*path, index), "unknown-questionnaire", message, hint)


def _unmatched(policy: Policy, library: Library, wrong: set[int]) -> Iterator[Remark]:
    """Tiers that no request can ever have. Those with a wrong condition may match, and may leave any to the others."""
    sound = [tier for index, tier in enumerate(policy.tiers) if index not in wrong]
    reach = _reach(policy.model_copy(update={"tiers": tuple(sound)}), library)
    above = _Above(reach) if reach else None
    for index, tier in enumerate(policy.tiers):
        last = tier.when is None
        if last and index + 1 < len(policy.tiers):
            # All tiers after it have but this one mistake in common.
            yield from _shadowing(policy, index)
            return
        if index in wrong or above is None or above.lets_through(tier.when):
            continue
        place: Path = ("tiers", index) if last else ("tiers", index, "when")
        if last or not above.lets_through(None):
            # All tiers after it have this in common: nothing is left to any of them.
            message = "this tier never matches: those above it leave nothing to it"
            yield Remark(place, "tier-never-matches", message, at_key=not last)
            return
        message = "this tier never matches: its condition can't hold where those above it don't"
        yield Remark(place, "tier-never-matches", message, at_key=True)


class _Above:
    """The conditions of the tiers above one."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._conditions: list[When] = []
        self._tests: dict[str, list[Test]] = {}

    def lets_through(self, own: When | None) -> bool:
        """Whether a tier with this condition, or with none, can be reached; from now on it stands above the others."""

        def goal(lookup: Lookup) -> Holds:
            found = own.holds(lookup, "") if own else True
            for when in self._conditions:
                if found is False:
                    break
                found = both(found, negation(when.holds(lookup, "")))
            return found

        for key, tests in asked_by([(own, "")] if own else []).items():
            self._tests.setdefault(key, []).extend(tests)
        can = self._reach.can(goal, self._tests)
        if own:
            self._conditions.append(own)
        return can


def _shadowing(policy: Policy, index: int) -> Iterator[Remark]:
    """A tier without a condition that is not the last."""
    after = [f'"{tier.id}"' for tier in policy.tiers[index + 1 :]]
    if after:
        names = ", ".join(after[:_NAMED]) + (" and others" if len(after) > _NAMED else "")
        message = f'"{policy.tiers[index].id}" has no condition, so the tiers after it never match: {names}'
        hint = "give it a condition, or put it last"
        yield Remark(("tiers", index, "id"), "tier-never-matches", message, hint)


def _reach(policy: Policy, library: Library) -> Reach | None:
    try:
        plan = tier_plan(library, policy)
    except VendorcheckError:
        return None
    return Reach(plan) if plan else None
