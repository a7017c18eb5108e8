"""What is left of a file whose shape is wrong: stand-ins for its wrong parts, so that the rest can be looked at."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Generic, TypeVar, cast

from vendorcheck.document.document import Data
from vendorcheck.document.problems import MAX_PROBLEMS, DataPath, Remark
from vendorcheck.model.fields import Model
from vendorcheck.text.suggest import suggested_name
from vendorcheck.validation.schema.errors import validate_shape
from vendorcheck.validation.schema.indentation import is_beside_answers, repair_indentation
from vendorcheck.validation.schema.outline import minimal_value_at, schema_at

RepairedModelT = TypeVar("RepairedModelT", bound=Model)
_MAX_ROUNDS = 12
"""So often is mended what only shows once something else is mended."""


@dataclass
class RepairedFile(Generic[RepairedModelT]):
    """A model of what is right in a file, and everything that is wrong with its shape.

    `remarks` have the file's paths, `lost` and `meant` the model's, which differ where a key was misspelt. `lost` is
    where nothing is known and something stands in, `meant` where what was written, the value here, was taken for
    what it resembles.
    """

    remarks: list[Remark] = field(default_factory=list)
    model: RepairedModelT | None = None
    lost_paths: set[DataPath] = field(default_factory=set)
    corrections: dict[DataPath, str] = field(default_factory=dict)
    _original_keys: dict[DataPath, str] = field(default_factory=dict)

    def has_lost_within(self, path: DataPath) -> bool:
        """Whether something at or below a path is lost."""
        return any(lost[: len(path)] == path for lost in self.lost_paths)

    def is_about_stand_in(self, remark: Remark) -> bool:
        """Whether a remark is about what stands in for something that is wrong already."""
        return any(self._is_stand_in(path) for path in (remark.path, *remark.related))

    def _is_stand_in(self, path: DataPath) -> bool:
        return path in self.corrections or any(
            path[:end] in self.lost_paths for end in range(1, len(path) + 1)
        )

    def with_file_paths(self, remark: Remark) -> Remark:
        """The remark with the file's paths."""
        related = tuple(self._to_file_path(path) for path in remark.related)
        return replace(remark, path=self._to_file_path(remark.path), related=related)

    def _to_file_path(self, path: DataPath) -> DataPath:
        return tuple(
            self._original_keys.get(path[: end + 1], part) for end, part in enumerate(path)
        )

    def rename_key(self, path: DataPath, name: str) -> None:
        """Take note that the last key of a path is read as another one."""
        self.lost_paths = {path_after_renaming(old, path, name) for old in self.lost_paths}
        self.corrections = {
            path_after_renaming(old, path, name): text for old, text in self.corrections.items()
        }
        self._original_keys = {
            path_after_renaming(old, path, name): key for old, key in self._original_keys.items()
        }
        new = path_after_renaming(path, path, name)
        self._original_keys[new] = self.corrections[new] = str(path[-1])


def path_after_renaming(path: DataPath, key_path: DataPath, name: str) -> DataPath:
    """A path once the last part of another, which may lead to it, is called `name`."""
    return (
        (*key_path[:-1], name, *path[len(key_path) :])
        if path[: len(key_path)] == key_path
        else path
    )


def repair(model: type[RepairedModelT], data: dict[str, Data]) -> RepairedFile[RepairedModelT]:
    """Everything that is wrong with the shape of a file, also what one mistake hides of another, and its rest.

    There is no model where there are too many mistakes for one.
    """
    remains: RepairedFile[RepairedModelT] = RepairedFile()
    data, remains.remarks = repair_indentation(data)
    remains.lost_paths |= {remark.path for remark in remains.remarks}
    mending = _RepairInProgress(model, deepcopy(data), remains)
    rounds = 0
    while isinstance(found := validate_shape(model, _expand_short_answers(mending.data)), list):
        new = (
            remains.with_file_paths(remark)
            for remark in found
            if not mending.is_consequence(remark)
        )
        remains.remarks += islice(new, MAX_PROBLEMS + 1)
        rounds += 1
        # The rest of a file with more mistakes than are told is worth no look.
        if len(remains.remarks) > MAX_PROBLEMS or rounds == _MAX_ROUNDS:
            return remains
        mending.fix(found)
    remains.model = found
    return remains


def _expand_short_answers(data: dict[str, Data]) -> dict[str, Data]:
    """The same data with the short form of answers written out."""
    responses = data.get("responses")
    for response in responses.values() if isinstance(responses, dict) else ():
        answers = response.get("answers") if isinstance(response, dict) else None
        for name, answer in answers.items() if isinstance(answers, dict) else ():
            if isinstance(answers, dict) and isinstance(answer, str | list):
                answers[name] = {"answer": answer}
    return data


def _is_about_type(remark: Remark) -> bool:
    return remark.path[-1:] == ("type",) or (remark.code == "missing-key" and not remark.at_key)


class _RepairInProgress(Generic[RepairedModelT]):
    """The data of a file on its way to a sound shape."""

    def __init__(
        self,
        model: type[RepairedModelT],
        data: dict[str, Data],
        repaired: RepairedFile[RepairedModelT],
    ) -> None:
        self.data = data
        self._model = model
        self._repaired = repaired
        self._attempts: dict[DataPath, int] = {}
        self._guessed_types: set[DataPath] = set()

    def is_consequence(self, remark: Remark) -> bool:
        """Whether a remark only follows from what was told before, or from how that was mended."""
        if remark.code == "unknown-key" and remark.path[:-1] in self._guessed_types:
            others = schema_at(self._model, remark.path[:-1], self.data).keys_of_other_types or {}
            if remark.path[-1] in others:
                return True
        return self._repaired.is_about_stand_in(remark) or (
            remark.code != "missing-key"
            and not remark.at_key
            and self._repaired.has_lost_within(remark.path)
        )

    def fix(self, remarks: list[Remark]) -> None:
        """Put something sound where something is wrong: keys first, the innermost of them before the others."""
        at_keys = [remark for remark in remarks if remark.at_key and remark.code != "missing-key"]
        at_keys.sort(key=lambda remark: -len(remark.path))
        renamed = [(remark.path, name) for remark in at_keys if (name := self._fix_key(remark))]
        # What may stand in a question depends on its type.
        for remark in sorted(remarks, key=lambda remark: not _is_about_type(remark)):
            path = remark.path
            for key, name in renamed:
                path = path_after_renaming(path, key, name)
            if remark.code == "unknown-key":
                # It may have been meant for one that is missing now.
                self._add_missing_keys(path[:-1])
            elif remark.code == "missing-key" and remark.at_key:
                self._add_missing_keys(path)
            elif remark.code == "missing-key":
                self._choose_type(path)
            elif not remark.at_key:
                self._fix_value(path, suggested_name(remark.hint))
                self._fix_items_alike(path, remark)

    def _fix_key(self, remark: Remark) -> str:
        """Take a key for the one that was probably meant, which is returned, or leave it out."""
        parent, key, name = (
            self._value_at(remark.path[:-1]),
            remark.path[-1],
            suggested_name(remark.hint),
        )
        if not isinstance(parent, dict) or key not in parent:
            return ""
        if not name or name in parent or remark.path in self._repaired.corrections:
            self._remove_key(remark.path, parent)
            return ""
        items = [(name if found == key else found, part) for found, part in parent.items()]
        parent.clear()
        parent.update(items)
        self._repaired.rename_key(remark.path, name)
        return name

    def _remove_key(self, path: DataPath, parent: dict[str, Data]) -> None:
        """Leave out a key, and the answers that were put beside it, of which only the first is told."""
        astray = is_beside_answers(path)
        allowed = schema_at(self._model, path[:-1], self.data).keys if astray else ()
        for key in [key for key in parent if key not in allowed] if astray else [str(path[-1])]:
            del parent[key]
            self._repaired.lost_paths.add((*path[:-1], key))
        if astray and parent.get("answers", "") is None:
            # What stands beside it was meant to stand below it.
            parent["answers"] = {}

    def _add_missing_keys(self, path: DataPath) -> None:
        """Put in what is missing in a mapping."""
        found = self._value_at(path)
        allowed = schema_at(self._model, path, self.data)
        if "type" in allowed.required_keys and isinstance(found, dict) and "type" not in found:
            self._choose_type(path)
        for name in allowed.required_keys:
            if isinstance(found, dict) and name not in found:
                self._set_value(
                    (*path, name), minimal_value_at(self._model, (*path, name), self.data)
                )

    def _choose_type(self, path: DataPath) -> None:
        """Give a question the type that its keys belong to."""
        found = self._value_at(path)
        there = found if isinstance(found, dict) else {}
        keys = {"options": "choice", "option_set": "choice", "bands": "number", "unit": "number"}
        keys |= {"expects": "yes_no", "credit_if_answered": "text"}
        self._set_value(
            (*path, "type"), next((kind for key, kind in keys.items() if key in there), "text")
        )
        self._guessed_types.add(path)

    def _fix_items_alike(self, path: DataPath, remark: Remark) -> None:
        """Put stand-ins for all items of a list that are of no other type than one of a wrong type, which alone is told."""
        items = self._value_at(path[:-1])
        if remark.code == "wrong-type" and isinstance(items, list):
            wanted = type(self._value_at(path))
            for index, item in enumerate(items):
                if type(item) is not wanted:
                    self._fix_value((*path[:-1], index), "")

    def _fix_value(self, path: DataPath, suggestion: str) -> None:
        """Put in what was probably meant, else a stand-in; where neither helps, mend what holds it."""
        if not self._has_value_at(path):
            return  # it went with the key that it stood below
        times = self._attempts[path] = self._attempts.get(path, 0) + 1
        found = self._value_at(path)
        if times == 1 and suggestion and isinstance(found, str):
            self._repaired.corrections[path] = found
            self._set_value(path, suggestion, lost=False)
        elif times == 1 and path[-1] == "type":
            self._choose_type(path[:-1])
        elif times <= 2:  # noqa: PLR2004 - what was meant, then a stand-in
            self._set_value(path, minimal_value_at(self._model, path, self.data))
        else:
            self._fix_value(path[:-1], "")

    def _set_value(self, path: DataPath, value: Data, *, lost: bool = True) -> None:
        parent, key = self._value_at(path[:-1]), path[-1]
        parts = cast("dict[str | int, Data]", parent)
        if isinstance(parent, dict) and (
            value is None or (key == "version" and path[0] == "responses")
        ):
            # No version is better than a wrong one, which would make the answers outdated.
            parts.pop(key, None)
        else:
            parts[key] = value
        if lost:
            self._repaired.lost_paths.add(path)

    def _has_value_at(self, path: DataPath) -> bool:
        parent = self._value_at(path[:-1])
        if isinstance(parent, dict):
            return bool(path) and path[-1] in parent
        key = path[-1]
        return isinstance(parent, list) and isinstance(key, int) and key < len(parent)

    def _value_at(self, path: DataPath) -> Data:
        found: Data = self.data
        for part in path:
            if isinstance(found, dict):
                found = found.get(str(part))
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found
