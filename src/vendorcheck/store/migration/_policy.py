"""The rules of a policy under the present names of questions, checks and options."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.store.migration._result import MigrationRecord, removal_reason
from vendorcheck.store.vendor_file_editor import NameChanges, UnquotedText

_FLOORS: Final = "section_floors"
_NUMBER: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)
_RULE_KEYS: Final = ("questions", "checks")
_JOIN_WORDS: Final = ("all", "any", "not")


class PolicyMigration:
    """The changes that give the rules of one policy their present names."""

    def __init__(self, data: Mapping[str, Data], names: MovedNames) -> None:
        self.changes = NameChanges()
        self.record = MigrationRecord()
        self._names = names
        for path, layer in _layers(data):
            for key in _RULE_KEYS:
                rules = layer.get(key)
                if isinstance(rules, dict):
                    self._rename_keys(rules, (*path, key), is_check=key == "checks")
            floors = layer.get(_FLOORS)
            if isinstance(floors, dict):
                self._spread_floors(floors, (*path, _FLOORS))
            self._rename_in_condition(layer.get("when"), (*path, "when"))
            for index, addition in enumerate(_items(layer.get("add"))):
                if isinstance(addition, dict):
                    condition_path = (*path, "add", index, "when")
                    self._rename_in_condition(addition.get("when"), condition_path)

    def _rename_in_condition(self, condition: Data, path: DataPath) -> None:
        """Rename the questions of a condition, and the options that it compares with."""
        if not isinstance(condition, dict):
            return
        for word in _JOIN_WORDS:
            part = condition.get(word)
            self._rename_in_condition(part, (*path, word))
            for index, item in enumerate(_items(part)):
                self._rename_in_condition(item, (*path, word, index))
        tests = {key: test for key, test in condition.items() if key not in _JOIN_WORDS}
        self._rename_keys(tests, path, is_check=False)
        for key, test in tests.items():
            successor = self._names.successor_of(key)
            is_renamed = successor and (successor.name == key or (*path, key) in self.changes.keys)
            if not successor or not is_renamed:
                continue
            places = (
                [((*path, key), test)]
                if isinstance(test, str)
                else [((*path, key, index), option) for index, option in enumerate(_items(test))]
            )
            for place, option in places:
                if isinstance(option, str) and option in successor.options:
                    self.changes.texts[place] = successor.options[option]
                    self.record.moved.setdefault(key, key)

    def _spread_floors(self, floors: Mapping[str, Data], path: DataPath) -> None:
        """Give each section the floor of the one that held its questions, if it has none."""
        present_names = {*floors}
        for name, floor in floors.items():
            sections = self._names.sections_of(name)
            missing = [section for section in sections if section not in present_names]
            if not missing:
                if sections and name not in sections:
                    another = "another rule" if len(sections) == 1 else "other rules"
                    named = " and ".join(f'"{section}"' for section in sections)
                    verb = "counts" if len(sections) == 1 else "count"
                    self.record.keep(name, f"{another} for {named} {verb}")
                continue
            present_names.update(missing)
            self.record.moved[name] = " and ".join(missing)
            if name not in sections:
                self.changes.keys[(*path, name)] = missing.pop(0)
            is_number = isinstance(floor, str) and _NUMBER.fullmatch(floor)
            for section in missing:
                added_floor = UnquotedText(floor) if is_number else floor
                self.changes.added[(*path, section)] = added_floor

    def _rename_keys(self, rules: Mapping[str, Data], path: DataPath, *, is_check: bool) -> None:
        present_names = {*rules}
        for name in rules:
            successor = self._names.successor_of(name)
            if successor is None or successor.name == name:
                continue
            if successor.name is None:
                self.record.keep(name, removal_reason(successor))
            elif self._names.is_check(successor.name) != is_check:
                kind = "a question" if is_check else "a check"
                self.record.keep(name, f'"{successor.name}" is {kind} now')
            elif successor.name in present_names:
                self.record.keep(name, f'another rule for "{successor.name}" counts')
            else:
                present_names.add(successor.name)
                self.changes.keys[(*path, name)] = successor.name
                self.record.moved[name] = successor.name


def _layers(data: Mapping[str, Data]) -> Iterator[tuple[DataPath, Mapping[str, Data]]]:
    """Yield the policy and its tiers, each with its path."""
    yield (), data
    for index, tier in enumerate(_items(data.get("tiers"))):
        if isinstance(tier, dict):
            yield ("tiers", index), tier


def _items(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []
