"""Repair malformed files: stand-ins for the wrong parts, so that the others can be checked."""

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
from vendorcheck.validation.schema.outline import minimal_value_at, schema_at, value_at

RepairedModelT = TypeVar("RepairedModelT", bound=Model)
_TYPE_BY_KEY = {
    "options": "choice",
    "option_set": "choice",
    "bands": "number",
    "unit": "number",
    "expects": "yes_no",
    "credit_if_answered": "text",
}
"""The type of question that a key suggests, the likeliest first."""
_MAX_ROUNDS = 12
"""The most rounds of repairs; each may uncover mistakes that others hid."""


@dataclass
class RepairedFile(Generic[RepairedModelT]):
    """A model of the right parts of a file, and everything that is wrong with its shape.

    `remarks` have the file's paths, `lost_paths` and `corrections` the model's, which differ where
    a key was misspelt. At a lost path, a stand-in takes the place of something unknown. At the path
    of a correction, what was written (the value here) was replaced by what was probably meant.
    """

    remarks: list[Remark] = field(default_factory=list)
    model: RepairedModelT | None = None
    lost_paths: set[DataPath] = field(default_factory=set)
    corrections: dict[DataPath, str] = field(default_factory=dict)
    _original_keys: dict[DataPath, str] = field(default_factory=dict)

    def has_lost_within(self, path: DataPath) -> bool:
        """Return whether something at or below a path is lost."""
        return any(lost_path[: len(path)] == path for lost_path in self.lost_paths)

    def is_about_stand_in(self, remark: Remark) -> bool:
        """Return whether a remark is about a stand-in for something that is reported already."""
        return any(self._is_stand_in(path) for path in (remark.path, *remark.related))

    def _is_stand_in(self, path: DataPath) -> bool:
        return path in self.corrections or any(
            path[:end] in self.lost_paths for end in range(1, len(path) + 1)
        )

    def with_file_paths(self, remark: Remark) -> Remark:
        """Return the remark with the file's paths."""
        related = tuple(self._to_file_path(path) for path in remark.related)
        return replace(remark, path=self._to_file_path(remark.path), related=related)

    def _to_file_path(self, path: DataPath) -> DataPath:
        return tuple(
            self._original_keys.get(path[: end + 1], part) for end, part in enumerate(path)
        )

    def rename_key(self, path: DataPath, name: str) -> None:
        """Record that the last key of a path is read as another one."""
        self.lost_paths = {
            path_after_renaming(known_path, path, name) for known_path in self.lost_paths
        }
        self.corrections = {
            path_after_renaming(known_path, path, name): text
            for known_path, text in self.corrections.items()
        }
        self._original_keys = {
            path_after_renaming(known_path, path, name): original_key
            for known_path, original_key in self._original_keys.items()
        }
        renamed_path = path_after_renaming(path, path, name)
        self._original_keys[renamed_path] = self.corrections[renamed_path] = str(path[-1])


def path_after_renaming(path: DataPath, key_path: DataPath, name: str) -> DataPath:
    """Return a path after the last part of `key_path`, which may lead to it, was renamed."""
    return (
        (*key_path[:-1], name, *path[len(key_path) :])
        if path[: len(key_path)] == key_path
        else path
    )


def repair(model: type[RepairedModelT], data: dict[str, Data]) -> RepairedFile[RepairedModelT]:
    """Return everything that is wrong with the shape of a file, and a model of its right parts.

    Mistakes that others hide are included. There is no model if there are too many mistakes.
    """
    repaired: RepairedFile[RepairedModelT] = RepairedFile()
    data, repaired.remarks = repair_indentation(data)
    repaired.lost_paths |= {remark.path for remark in repaired.remarks}
    progress = _RepairInProgress(model, deepcopy(data), repaired)
    rounds = 0
    while isinstance(result := validate_shape(model, _expand_short_answers(progress.data)), list):
        new_remarks = (
            repaired.with_file_paths(remark)
            for remark in result
            if not progress.is_consequence(remark)
        )
        repaired.remarks += islice(new_remarks, MAX_PROBLEMS + 1)
        rounds += 1
        # A file with more mistakes than are reported is not looked at any further.
        if len(repaired.remarks) > MAX_PROBLEMS or rounds == _MAX_ROUNDS:
            return repaired
        progress.fix(result)
    repaired.model = result
    return repaired


def _expand_short_answers(data: dict[str, Data]) -> dict[str, Data]:
    """Write out the short form of answers in the data, and return the data."""
    responses = data.get("responses")
    for response in responses.values() if isinstance(responses, dict) else ():
        answers = response.get("answers") if isinstance(response, dict) else None
        for question_id, answer in answers.items() if isinstance(answers, dict) else ():
            if isinstance(answers, dict) and isinstance(answer, str | list):
                answers[question_id] = {"answer": answer}
    return data


def _is_about_type(remark: Remark) -> bool:
    return remark.path[-1:] == ("type",) or (remark.code == "missing-key" and not remark.at_key)


class _RepairInProgress(Generic[RepairedModelT]):
    """The data of a file while it is being repaired."""

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
        """Return whether a remark only follows from an earlier one or from its repair."""
        if remark.code == "unknown-key" and remark.path[:-1] in self._guessed_types:
            keys_of_other_types = (
                schema_at(self._model, remark.path[:-1], self.data).keys_of_other_types or {}
            )
            if remark.path[-1] in keys_of_other_types:
                return True
        return self._repaired.is_about_stand_in(remark) or (
            remark.code != "missing-key"
            and not remark.at_key
            and self._repaired.has_lost_within(remark.path)
        )

    def fix(self, remarks: list[Remark]) -> None:
        """Repair what remarks are about: keys first, the innermost of them before the others."""
        at_keys = [remark for remark in remarks if remark.at_key and remark.code != "missing-key"]
        at_keys.sort(key=lambda remark: -len(remark.path))
        renamed = [(remark.path, name) for remark in at_keys if (name := self._fix_key(remark))]
        # The type of a question decides which other keys it may have.
        for remark in sorted(remarks, key=lambda remark: not _is_about_type(remark)):
            path = remark.path
            for key, name in renamed:
                path = path_after_renaming(path, key, name)
            if remark.code == "unknown-key":
                # It may have been meant for a key that is missing now.
                self._add_missing_keys(path[:-1])
            elif remark.code == "missing-key" and remark.at_key:
                self._add_missing_keys(path)
            elif remark.code == "missing-key":
                self._choose_type(path)
            elif not remark.at_key:
                self._fix_value(path, suggested_name(remark.hint))
                self._fix_items_alike(path, remark)

    def _fix_key(self, remark: Remark) -> str:
        """Rename a key to what was probably meant, or remove it.

        Return the new name; empty if the key was removed.
        """
        parent, key = self._value_at(remark.path[:-1]), remark.path[-1]
        name = suggested_name(remark.hint)
        if not isinstance(parent, dict) or key not in parent:
            return ""
        if not name or name in parent or remark.path in self._repaired.corrections:
            self._remove_key(remark.path, parent)
            return ""
        renamed_items = [
            (name if other_key == key else other_key, value) for other_key, value in parent.items()
        ]
        parent.clear()
        parent.update(renamed_items)
        self._repaired.rename_key(remark.path, name)
        return name

    def _remove_key(self, path: DataPath, parent: dict[str, Data]) -> None:
        """Remove a key, with all answers that are misplaced like it; only one is reported."""
        removed_keys = [str(path[-1])]
        if is_beside_answers(path):
            allowed_keys = schema_at(self._model, path[:-1], self.data).keys
            removed_keys = [key for key in parent if key not in allowed_keys]
            if parent.get("answers", "") is None:
                # The answers beside it were meant to be below it.
                parent["answers"] = {}
        for key in removed_keys:
            del parent[key]
            self._repaired.lost_paths.add((*path[:-1], key))

    def _add_missing_keys(self, path: DataPath) -> None:
        mapping = self._value_at(path)
        allowed = schema_at(self._model, path, self.data)
        if "type" in allowed.required_keys and isinstance(mapping, dict) and "type" not in mapping:
            self._choose_type(path)
        for name in allowed.required_keys:
            if isinstance(mapping, dict) and name not in mapping:
                self._set_value(
                    (*path, name), minimal_value_at(self._model, (*path, name), self.data)
                )

    def _choose_type(self, path: DataPath) -> None:
        value = self._value_at(path)
        question = value if isinstance(value, dict) else {}
        possible_types = (name for key, name in _TYPE_BY_KEY.items() if key in question)
        self._set_value((*path, "type"), next(possible_types, "text"))
        self._guessed_types.add(path)

    def _fix_items_alike(self, path: DataPath, remark: Remark) -> None:
        """Repair all items of a list with the same wrong type, of which only one is reported."""
        items = self._value_at(path[:-1])
        if remark.code == "wrong-type" and isinstance(items, list):
            expected_type = type(self._value_at(path))
            for index, item in enumerate(items):
                if type(item) is not expected_type:
                    self._fix_value((*path[:-1], index), "")

    def _fix_value(self, path: DataPath, suggestion: str) -> None:
        """Replace a value by what was probably meant, otherwise by a stand-in.

        Where neither helps, repair what contains it.
        """
        if not self._has_value_at(path):
            return  # it was removed with a key above it
        attempts = self._attempts[path] = self._attempts.get(path, 0) + 1
        value = self._value_at(path)
        if attempts == 1 and suggestion and isinstance(value, str):
            self._repaired.corrections[path] = value
            self._set_value(path, suggestion, lost=False)
        elif attempts == 1 and path[-1] == "type":
            self._choose_type(path[:-1])
        elif attempts <= 2:  # noqa: PLR2004 - what was meant, then a stand-in
            self._set_value(path, minimal_value_at(self._model, path, self.data))
        else:
            self._fix_value(path[:-1], "")

    def _set_value(self, path: DataPath, value: Data, *, lost: bool = True) -> None:
        parent, key = self._value_at(path[:-1]), path[-1]
        children = cast("dict[str | int, Data]", parent)
        if isinstance(parent, dict) and (
            value is None or (key == "version" and path[0] == "responses")
        ):
            # No version is better than a wrong one, which would make the answers outdated.
            children.pop(key, None)
        else:
            children[key] = value
        if lost:
            self._repaired.lost_paths.add(path)

    def _has_value_at(self, path: DataPath) -> bool:
        parent = self._value_at(path[:-1])
        if isinstance(parent, dict):
            return bool(path) and path[-1] in parent
        key = path[-1]
        return isinstance(parent, list) and isinstance(key, int) and key < len(parent)

    def _value_at(self, path: DataPath) -> Data:
        return cast("Data", value_at(self.data, path))
