"""What is left of a file whose shape is wrong: stand-ins for its wrong parts, so that the rest can be looked at."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Generic, TypeVar, cast

from vendorcheck.document.document import Data
from vendorcheck.document.problems import MAX_PROBLEMS, Path, Remark
from vendorcheck.model.fields import Model
from vendorcheck.text.suggest import suggested_name
from vendorcheck.validation.schema.errors import shaped
from vendorcheck.validation.schema.indentation import beside_answers, indented
from vendorcheck.validation.schema.outline import least, outline

AModel = TypeVar("AModel", bound=Model)
_ROUNDS = 12
"""So often is mended what only shows once something else is mended."""


@dataclass
class Remains(Generic[AModel]):
    """A model of what is right in a file, and everything that is wrong with its shape.

    `remarks` have the file's paths, `lost` and `meant` the model's, which differ where a key was misspelt. `lost` is
    where nothing is known and something stands in, `meant` where what was written, the value here, was taken for
    what it resembles.
    """

    remarks: list[Remark] = field(default_factory=list)
    model: AModel | None = None
    lost: set[Path] = field(default_factory=set)
    meant: dict[Path, str] = field(default_factory=dict)
    _written: dict[Path, str] = field(default_factory=dict)

    def touches(self, path: Path) -> bool:
        """Whether something at or below a path is lost."""
        return any(lost[: len(path)] == path for lost in self.lost)

    def follows(self, remark: Remark) -> bool:
        """Whether a remark is about what stands in for something that is wrong already."""
        return any(self._replaced(path) for path in (remark.path, *remark.related))

    def _replaced(self, path: Path) -> bool:
        return path in self.meant or any(path[:end] in self.lost for end in range(1, len(path) + 1))

    def in_file(self, remark: Remark) -> Remark:
        """The remark with the file's paths."""
        related = tuple(self._path_in_file(path) for path in remark.related)
        return replace(remark, path=self._path_in_file(remark.path), related=related)

    def _path_in_file(self, path: Path) -> Path:
        return tuple(self._written.get(path[: end + 1], part) for end, part in enumerate(path))

    def rename(self, path: Path, name: str) -> None:
        """Take note that the last key of a path is read as another one."""
        self.lost = {moved(old, path, name) for old in self.lost}
        self.meant = {moved(old, path, name): text for old, text in self.meant.items()}
        self._written = {moved(old, path, name): key for old, key in self._written.items()}
        new = moved(path, path, name)
        self._written[new] = self.meant[new] = str(path[-1])


def moved(path: Path, key: Path, name: str) -> Path:
    """A path once the last part of another, which may lead to it, is called `name`."""
    return (*key[:-1], name, *path[len(key) :]) if path[: len(key)] == key else path


def left_of(model: type[AModel], data: dict[str, Data]) -> Remains[AModel]:
    """Everything that is wrong with the shape of a file, also what one mistake hides of another, and its rest.

    There is no model where there are too many mistakes for one.
    """
    remains: Remains[AModel] = Remains()
    data, remains.remarks = indented(data)
    remains.lost |= {remark.path for remark in remains.remarks}
    mending = _Mending(model, deepcopy(data), remains)
    rounds = 0
    while isinstance(found := shaped(model, _long_form(mending.data)), list):
        new = (remains.in_file(remark) for remark in found if not mending.told(remark))
        remains.remarks += islice(new, MAX_PROBLEMS + 1)
        rounds += 1
        # The rest of a file with more mistakes than are told is worth no look.
        if len(remains.remarks) > MAX_PROBLEMS or rounds == _ROUNDS:
            return remains
        mending.mend(found)
    remains.model = found
    return remains


def _long_form(data: dict[str, Data]) -> dict[str, Data]:
    """The same data with the short form of answers written out."""
    responses = data.get("responses")
    for response in responses.values() if isinstance(responses, dict) else ():
        answers = response.get("answers") if isinstance(response, dict) else None
        for name, answer in answers.items() if isinstance(answers, dict) else ():
            if isinstance(answers, dict) and isinstance(answer, str | list):
                answers[name] = {"answer": answer}
    return data


def _about_type(remark: Remark) -> bool:
    return remark.path[-1:] == ("type",) or (remark.code == "missing-key" and not remark.at_key)


class _Mending(Generic[AModel]):
    """The data of a file on its way to a sound shape."""

    def __init__(self, model: type[AModel], data: dict[str, Data], remains: Remains[AModel]) -> None:
        self.data = data
        self._model = model
        self._remains = remains
        self._tried: dict[Path, int] = {}
        self._guessed: set[Path] = set()

    def told(self, remark: Remark) -> bool:
        """Whether a remark only follows from what was told before, or from how that was mended."""
        if remark.code == "unknown-key" and remark.path[:-1] in self._guessed:
            others = outline(self._model, remark.path[:-1], self.data).elsewhere or {}
            if remark.path[-1] in others:
                return True
        return self._remains.follows(remark) or (
            remark.code != "missing-key" and not remark.at_key and self._remains.touches(remark.path)
        )

    def mend(self, remarks: list[Remark]) -> None:
        """Put something sound where something is wrong: keys first, the innermost of them before the others."""
        at_keys = [remark for remark in remarks if remark.at_key and remark.code != "missing-key"]
        at_keys.sort(key=lambda remark: -len(remark.path))
        renamed = [(remark.path, name) for remark in at_keys if (name := self._mend_key(remark))]
        # What may stand in a question depends on its type.
        for remark in sorted(remarks, key=lambda remark: not _about_type(remark)):
            path = remark.path
            for key, name in renamed:
                path = moved(path, key, name)
            if remark.code == "unknown-key":
                # It may have been meant for one that is missing now.
                self._complete(path[:-1])
            elif remark.code == "missing-key" and remark.at_key:
                self._complete(path)
            elif remark.code == "missing-key":
                self._choose_type(path)
            elif not remark.at_key:
                self._mend_value(path, suggested_name(remark.hint))
                self._mend_alike(path, remark)

    def _mend_key(self, remark: Remark) -> str:
        """Take a key for the one that was probably meant, which is returned, or leave it out."""
        parent, key, name = self._at(remark.path[:-1]), remark.path[-1], suggested_name(remark.hint)
        if not isinstance(parent, dict) or key not in parent:
            return ""
        if not name or name in parent or remark.path in self._remains.meant:
            self._drop(remark.path, parent)
            return ""
        items = [(name if found == key else found, part) for found, part in parent.items()]
        parent.clear()
        parent.update(items)
        self._remains.rename(remark.path, name)
        return name

    def _drop(self, path: Path, parent: dict[str, Data]) -> None:
        """Leave out a key, and the answers that were put beside it, of which only the first is told."""
        astray = beside_answers(path)
        allowed = outline(self._model, path[:-1], self.data).keys if astray else ()
        for key in [key for key in parent if key not in allowed] if astray else [str(path[-1])]:
            del parent[key]
            self._remains.lost.add((*path[:-1], key))
        if astray and parent.get("answers", "") is None:
            # What stands beside it was meant to stand below it.
            parent["answers"] = {}

    def _complete(self, path: Path) -> None:
        """Put in what is missing in a mapping."""
        found = self._at(path)
        allowed = outline(self._model, path, self.data)
        if "type" in allowed.needed and isinstance(found, dict) and "type" not in found:
            self._choose_type(path)
        for name in allowed.needed:
            if isinstance(found, dict) and name not in found:
                self._put((*path, name), least(self._model, (*path, name), self.data))

    def _choose_type(self, path: Path) -> None:
        """Give a question the type that its keys belong to."""
        found = self._at(path)
        there = found if isinstance(found, dict) else {}
        keys = {"options": "choice", "option_set": "choice", "bands": "number", "unit": "number"}
        keys |= {"expects": "yes_no", "credit_if_answered": "text"}
        self._put((*path, "type"), next((kind for key, kind in keys.items() if key in there), "text"))
        self._guessed.add(path)

    def _mend_alike(self, path: Path, remark: Remark) -> None:
        """Put stand-ins for all items of a list that are of no other type than one of a wrong type, which alone is told."""
        items = self._at(path[:-1])
        if remark.code == "wrong-type" and isinstance(items, list):
            wanted = type(self._at(path))
            for index, item in enumerate(items):
                if type(item) is not wanted:
                    self._mend_value((*path[:-1], index), "")

    def _mend_value(self, path: Path, name: str) -> None:
        """Put in what was probably meant, else a stand-in; where neither helps, mend what holds it."""
        if not self._holds(path):
            return  # it went with the key that it stood below
        times = self._tried[path] = self._tried.get(path, 0) + 1
        found = self._at(path)
        if times == 1 and name and isinstance(found, str):
            self._remains.meant[path] = found
            self._put(path, name, lost=False)
        elif times == 1 and path[-1] == "type":
            self._choose_type(path[:-1])
        elif times <= 2:  # noqa: PLR2004 - what was meant, then a stand-in
            self._put(path, least(self._model, path, self.data))
        else:
            self._mend_value(path[:-1], "")

    def _put(self, path: Path, part: Data, *, lost: bool = True) -> None:
        parent, key = self._at(path[:-1]), path[-1]
        parts = cast("dict[str | int, Data]", parent)
        if isinstance(parent, dict) and (part is None or (key == "version" and path[0] == "responses")):
            # No version is better than a wrong one, which would make the answers outdated.
            parts.pop(key, None)
        else:
            parts[key] = part
        if lost:
            self._remains.lost.add(path)

    def _holds(self, path: Path) -> bool:
        parent = self._at(path[:-1])
        if isinstance(parent, dict):
            return bool(path) and path[-1] in parent
        key = path[-1]
        return isinstance(parent, list) and isinstance(key, int) and key < len(parent)

    def _at(self, path: Path) -> Data:
        found: Data = self.data
        for part in path:
            if isinstance(found, dict):
                found = found.get(str(part))
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found
