"""The rules of a policy that name a part of a questionnaire: does it exist, what is it called now.

Another kind of rule is one more line in `RULE_KINDS`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from vendorcheck.document.problems import DataPath, InvalidFile, Remark
from vendorcheck.model.conditions import Condition, Range
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.policy import Addition, Policy, Rules, Tier
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import choose_from_hint
from vendorcheck.model.renames import Successor
from vendorcheck.text.suggest import Suggester, suggested_name
from vendorcheck.validation.older_names import (
    older_name_remark,
    split_section_remarks,
    successor_in_condition,
    with_present_options,
)
from vendorcheck.validation.references import QuestionnaireLibrary, Referrer


@dataclass(frozen=True, slots=True)
class RuleKind:
    """A key of a policy whose rules each name a part of a questionnaire.

    `noun` is such a part in words, `part_ids` returns their ids. A part that `can_be_split` may
    be several now.
    """

    key: str
    noun: str
    part_ids: Callable[[Questionnaire], Iterable[str]]
    can_be_split: bool = False


RULE_KINDS: tuple[RuleKind, ...] = (
    RuleKind("questions", "question", lambda questionnaire: questionnaire.questions),
    RuleKind(
        "section_floors",
        "section",
        lambda questionnaire: questionnaire.section_ids,
        can_be_split=True,
    ),
    RuleKind("checks", "check", lambda questionnaire: (check.id for check in questionnaire.checks)),
)


def rule_name_remarks(
    rules: Rules, path: DataPath, library: QuestionnaireLibrary, referrer: Referrer
) -> Iterator[Remark]:
    """Yield a remark on each rule of a policy or a tier whose name is older, or names nothing."""
    for kind in RULE_KINDS:
        parts = _QuestionnaireParts(library, kind)
        names_that_count = {*_rules_by_name(rules, kind)}
        for name in _rules_by_name(rules, kind):
            if name.partition("/")[0] in referrer.unsound_ids:
                continue
            rule_path = (*path, kind.key, name)
            if kind.can_be_split and (sections := parts.sections_of(name)):
                yield from split_section_remarks(name, sections, names_that_count, rule_path)
                names_that_count.update(sections)
                continue
            if parts.has(name):
                continue
            successor = parts.successor_of(name)
            if successor is None:
                message = f'there is no {kind.noun} "{name}"'
                hint = parts.hint(name, referrer.suggester)
                yield Remark(rule_path, "override-unknown", message, hint, at_key=True)
                continue
            remark = older_name_remark(name, successor, rule_path)
            present_name = successor.name or ""
            if present_name in names_that_count:
                remark = replace(
                    remark,
                    message=f"{remark.message}, and another rule for that counts",
                    hint="leave this rule out",
                )
            names_that_count.add(present_name)
            yield remark


def names_a_part(remark: Remark, library: QuestionnaireLibrary) -> bool:
    """Return whether the rule that a remark of `rule_name_remarks` is about names a part here."""
    kind = next(kind for kind in RULE_KINDS if kind.key == remark.path[-2])
    return _QuestionnaireParts(library, kind).has(str(remark.path[-1]))


def _rules_by_name(rules: Rules, kind: RuleKind) -> Mapping[str, object]:
    return getattr(rules, kind.key) or {}


class _QuestionnaireParts:
    """The ids of all parts of one kind, such as questions, in the known questionnaires."""

    def __init__(self, library: QuestionnaireLibrary, kind: RuleKind) -> None:
        self._library = library
        self._kind = kind
        self._names = MovedNames(library)
        self._ids: dict[str, dict[str, None]] = {}

    def ids_in(self, questionnaire_id: str) -> dict[str, None]:
        """Return the ids of one questionnaire; empty if it is not known."""
        if questionnaire_id not in self._ids:
            questionnaire = self._library.get(questionnaire_id)
            self._ids[questionnaire_id] = dict.fromkeys(
                self._kind.part_ids(questionnaire) if questionnaire else ()
            )
        return self._ids[questionnaire_id]

    def has(self, name: str) -> bool:
        """Return whether there is a part `questionnaire/part`."""
        questionnaire_id, _, part_id = name.partition("/")
        return part_id in self.ids_in(questionnaire_id)

    def sections_of(self, name: str) -> tuple[str, ...]:
        """Return the sections that hold the questions of one that was renamed or split."""
        return self._names.sections_of(name)

    def successor_of(self, name: str) -> Successor | None:
        """Return what became of a part with an older name; None if nothing is declared."""
        if self._kind.can_be_split:
            return None
        successor = self._names.successor_of(name)
        if successor is None or successor.name is None:
            return successor
        present_id, _, part_id = successor.name.partition("/")
        # A question may have become a check; no rule for a question fits that.
        return successor if part_id in self.ids_in(present_id) else None

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
            if intended_id == questionnaire_id:
                return choose_from_hint([*known_part_ids])
        return f'did you mean the questionnaire "{intended_id}"?'


def with_present_names(
    policy: Policy, library: QuestionnaireLibrary, unsound_ids: frozenset[str] = frozenset()
) -> Policy:
    """Return a policy whose rules have the present names of questions, checks and options.

    A rule about something that was removed is left out, and a condition on it never holds. Names
    that are not known stay. A rule that is also there under its present name gives way to that.

    Args:
        policy: the policy as written.
        library: the known questionnaires.
        unsound_ids: questionnaires with errors of their own, which are not looked at.
    """
    renaming = _Renaming(library, unsound_ids)
    tiers = tuple(
        tier.model_copy(
            update={
                **renaming.rules_of(tier),
                "when": renaming.condition(tier.when) if tier.when else None,
                "add": tuple(map(renaming.addition, tier.add)),
            }
        )
        for tier in policy.tiers
    )
    renamed_policy = policy.model_copy(update={**renaming.rules_of(policy), "tiers": tiers})
    return renamed_policy if renaming.has_changed_anything else policy


class _Renaming:
    """The renaming of one policy's rules."""

    def __init__(self, library: QuestionnaireLibrary, unsound_ids: frozenset[str]) -> None:
        self._names = MovedNames(library)
        self._unsound_ids = unsound_ids
        self.has_changed_anything = False

    def rules_of(self, rules: Policy | Tier) -> dict[str, object]:
        """Return the rules of each kind by their present names."""
        return {
            kind.key: self._rename_keys(kind, _rules_by_name(rules, kind))
            for kind in RULE_KINDS
            if _rules_by_name(rules, kind)
        }

    def addition(self, addition: Addition) -> Addition:
        """Return what a tier adds, with the present names in its condition."""
        return addition.model_copy(update={"when": self.condition(addition.when)})

    def condition(self, condition: Condition) -> Condition:
        """Return a condition with the present names of questions and options."""
        tests: dict[str, tuple[str, ...] | Range] = {}
        parts = [self.condition(part) for part in condition.all or ()]
        for name, test in condition.tests.items():
            successor = (
                successor_in_condition(self._names, name, test) if self._is_sound(name) else None
            )
            if successor is None:
                tests[name] = test
                continue
            self.has_changed_anything = True
            present_test = with_present_options(test, successor)
            present_name = successor.name
            if present_name is None:
                parts.append(_condition(any=()))
            elif present_name != name and (
                present_name in condition.tests or present_name in tests
            ):
                parts.append(_condition(**{present_name: present_test}))
            else:
                tests[present_name] = present_test
        return _condition(
            **tests,
            **({"all": tuple(parts)} if parts else {}),
            **(
                {"any": tuple(map(self.condition, condition.any))}
                if condition.any is not None
                else {}
            ),
            **({"not": self.condition(condition.not_)} if condition.not_ is not None else {}),
        )

    def _rename_keys(self, kind: RuleKind, rules: Mapping[str, object]) -> dict[str, object]:
        renamed_rules: dict[str, object] = {}
        for name, rule in rules.items():
            is_sound = self._is_sound(name)
            if kind.can_be_split:
                sections = self._names.sections_of(name) if is_sound else ()
                self.has_changed_anything = self.has_changed_anything or bool(sections)
                for section in sections or (name,):
                    if section == name or section not in rules:
                        renamed_rules.setdefault(section, rule)
                continue
            successor = self._names.successor_of(name) if is_sound else None
            if successor is None or successor.name == name:
                renamed_rules[name] = rule
                continue
            self.has_changed_anything = True
            if successor.name is not None and successor.name not in rules:
                renamed_rules.setdefault(successor.name, rule)
        return renamed_rules

    def _is_sound(self, name: str) -> bool:
        return name.partition("/")[0] not in self._unsound_ids


def _condition(**parts: object) -> Condition:
    """Return a condition of parts that are valid already."""
    return Condition.model_construct(**parts)  # type: ignore[arg-type]
