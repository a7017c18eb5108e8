"""From plain data to a model, with our own words for everything that is wrong with its shape."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from vendorcheck.document.problems import ERRORS, MAX_PROBLEMS, Path, Remark
from vendorcheck.model.fields import Model
from vendorcheck.text.suggest import nearest, suggested_name
from vendorcheck.validation.schema.indentation import beside_answers
from vendorcheck.validation.schema.messages import WANTED, cut, in_full, value, wrong_key, wrong_type
from vendorcheck.validation.schema.outline import Outline, outline

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

AModel = TypeVar("AModel", bound=Model)

_KEY = "[key]"
"""With which pydantic's path ends where the key itself is wrong."""
_TAGS = ("one", "several", "options", "range")
"""What the unions without a `type` call their members: they stand in pydantic's paths, not in the file."""

_DEEPER = 'if it is an answer, indent it deeper: answers stand below "answers"'
_FEW = 12
"""So many keys are named where none of them is near."""


def shaped(model: type[AModel], data: object, *, whole: bool = False) -> AModel | list[Remark]:
    """Make a model of plain data, or say everything that is wrong with the data's shape.

    `whole` says that every key and every item is known to have a value.
    """
    paths = () if whole or _whole(data) else islice(_empty(data), MAX_PROBLEMS + 1)
    empty = [_nothing(path) for path in paths]
    if len(empty) > MAX_PROBLEMS:
        return empty  # more can't be told, and pydantic would collect each of them
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        # Without the input: its repr alone can take minutes on a hostile file.
        errors = error.errors(include_input=False, include_url=False)
        wrong = list(_alike(_remarks(model, errors, data, {remark.path for remark in empty}), data))
        return [*_beside(empty, wrong), *wrong]
    return empty or found


def _whole(data: object) -> bool:
    """Whether every key and every item has a value. Told apart from `_empty` since almost every file is whole."""
    waiting = [data]
    while waiting:
        node = waiting.pop()
        parts = list(node.values()) if isinstance(node, dict) else node
        if isinstance(parts, list):
            if None in parts:
                return False
            waiting += [part for part in parts if not isinstance(part, str)]
    return True


def _empty(data: object) -> Iterator[Path]:
    """The paths of all keys and items without a value."""
    waiting: list[tuple[Path, object]] = [((), data)]
    while waiting:
        path, node = waiting.pop()
        parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, part in parts:
            if part is None:
                yield (*path, key)
            elif not isinstance(part, str):
                waiting.append(((*path, key), part))


def _beside(empty: list[Remark], wrong: list[Remark]) -> Iterator[Remark]:
    """What is empty without what stands in something that is wrong as a whole."""
    strange = {remark.path for remark in wrong if remark.code == "unknown-key"}
    # That nothing stands below "answers" follows from answers that stand beside it.
    strange |= {(*remark.path[:-1], "answers") for remark in wrong if remark.hint == _DEEPER}
    whole = strange | {remark.path for remark in wrong if not remark.at_key}
    for remark in empty:
        path = remark.path
        if path not in strange and not any(path[:end] in whole for end in range(len(path))):
            yield remark


def _nothing(path: Path) -> Remark:
    what = "dash" if isinstance(path[-1], int) else "key"
    return Remark(path, "empty-value", "nothing stands here", f"write a value, or leave the {what} out")


def _remarks(
    model: type[Model], errors: "list[ErrorDetails]", data: object, told: set[Path]
) -> Iterator[Remark]:
    """Each mistake once.

    A list whose parts are wrong is reported as too short as well, and a misspelt key as unknown and missing.
    """
    whole = {error["loc"][:end] for error in errors for end in range(len(error["loc"]))}
    placed = [(error, _untagged(error["loc"], data)) for error in errors if error["loc"] not in whole]
    # What stands below the name of a question was meant to be its answer.
    placed = [(error, path) for error, path in placed if path[2:] in ((), (_KEY,)) or not in_full(path[:2])]
    absent = [path for error, path in placed if error["type"] == "missing"]
    unknown = [path for error, path in placed if error["type"] == "extra_forbidden"]
    meant: set[Path] = set()
    for remark, name in _unknown_keys(model, unknown, absent, data):
        meant.add((*remark.path[:-1], name))
        yield remark
    for error, path in placed:
        if error["type"] == "missing":
            if path not in meant:
                yield Remark(path[:-1], "missing-key", f'"{path[-1]}" is missing here', at_key=True)
        elif error["type"] != "extra_forbidden":
            remark = _remark(model, error, path, data)
            if remark.path not in told:
                yield remark


def _alike(remarks: Iterator[Remark], data: object) -> Iterator[Remark]:
    """The remarks, but of a list all of whose items are of the same wrong type only the first: that is one mistake."""
    # No more than can be told, and one from which it shows that there are more: each costs a search for a hint.
    found = list(islice(remarks, MAX_PROBLEMS + 1))
    lists: dict[Path, list[Remark]] = {}
    for remark in found:
        if remark.code == "wrong-type" and isinstance(remark.path[-1], int):
            lists.setdefault(remark.path[:-1], []).append(remark)
    needless: set[Path] = set()
    for place, same in lists.items():
        items = _at(data, place)
        kinds = {type(item) for item in items} if isinstance(items, list) else ()
        if len(kinds) == 1 and len({one.message for one in same}) == 1:
            needless |= {one.path for one in same[1:]}
    yield from (remark for remark in found if remark.path not in needless)


def _unknown_keys(
    model: type[Model], paths: list[Path], absent: list[Path], data: object
) -> Iterator[tuple[Remark, str]]:
    """What is wrong with keys that mean nothing, each with the key that was probably meant, if there is one."""
    allowed: dict[Path, Outline] = {}
    strays: set[Path] = set()
    missing, strange = _together(absent), _together(paths)
    for path in paths:
        parent = path[:-1]
        if parent not in allowed:
            allowed[parent] = outline(model, parent, data)
        hint, name = _key_hint(allowed[parent], path, data)
        if not hint and len(missing.get(parent, ())) == len(strange[parent]) == 1:
            # Where but one key is missing, the only strange one was meant for it.
            name = str(missing[parent][0])
            hint = f'"{name}" is missing here: is this it?'
        hint = hint or _what_else(allowed[parent], _at(data, parent))
        # Answers that stand where "answers" does, instead of below it, were all put there by one slip.
        if name or parent not in strays:
            yield _unknown(path, hint), name
        if not name and _stray(path, data):
            strays.add(parent)


def _together(paths: list[Path]) -> dict[Path, list[str | int]]:
    """The last parts of paths by what comes before."""
    found: dict[Path, list[str | int]] = {}
    for path in paths:
        found.setdefault(path[:-1], []).append(path[-1])
    return found


def _unknown(path: Path, hint: str) -> Remark:
    return Remark(path, "unknown-key", f'"{cut(path[-1])}" means nothing here', hint, at_key=True)


def _untagged(loc: Sequence[str | int], data: object) -> Path:
    """A path of the file: pydantic's without the names of union members, which the file does not hold."""
    path: list[str | int] = []
    dropped = False
    for part in loc:
        # Two of them never follow each other: the second is a key that is called like the first.
        dropped = not dropped and isinstance(part, str) and part != _KEY and _is_tag(part, path, data)
        if dropped:
            continue
        path.append(part)
        data = _at(data, (part,))
    return tuple(path)


def _is_tag(part: str, path: list[str | int], data: object) -> bool:
    if not isinstance(data, dict):
        return True
    question = len(path) > 1 and path[-2] == "questions" and isinstance(path[-1], int)
    return (question and data.get("type") == part) or (part in _TAGS and part not in data)


def _remark(model: type[Model], error: "ErrorDetails", path: Path, data: object) -> Remark:
    kind, context = error["type"], error.get("ctx", {})
    if kind in ERRORS:
        code: Any = kind
        place = (*path, context["at"]) if "at" in context else path
        hint = str(context.get("hint", ""))
        return Remark(place, code, error["msg"], hint, at_key=code in ("unknown-key", "options-conflict"))
    if path[-1:] == (_KEY,):
        return wrong_key(path[:-1], kind, context)
    found = _at(data, path)
    if kind == "union_tag_not_found":
        return _without_type(path, found, outline(model, path, data))
    if kind == "union_tag_invalid":
        path = (*path, "type")
        found, kind = _at(data, path), "literal_error"
        context = {"expected": context["expected_tags"]}
    if kind in WANTED and not isinstance(found, str if WANTED[kind] == "a text" else ()):
        return wrong_type(path, kind, found, outline(model, path, data))
    return Remark(path, *value(kind, context, str(found)))


def _without_type(path: Path, found: object, allowed: Outline) -> Remark:
    """What is wrong with a question that names no type, though another key may have been meant to."""
    strange = [key for key in found if key not in allowed.keys] if isinstance(found, dict) else []
    for key in strange:
        if hint := nearest(key.lower(), ["type"]):
            return _unknown((*path, key), hint)
    if len(strange) == 1:
        return _unknown((*path, strange[0]), '"type" is missing here: is this it?')
    return Remark(path, "missing-key", '"type" is missing here', f"choose from {', '.join(allowed.types)}")


def _key_hint(allowed: Outline, path: Path, data: object) -> tuple[str, str]:
    """What was probably meant by an unknown key: in words, and the key if there is one."""
    key, parent, found = str(path[-1]), _at(data, path[:-1]), _at(data, path)
    if "responses" in allowed.keys and (key == "answers" or (isinstance(found, dict) and "answers" in found)):
        return (
            'answers stand below "responses", then the questionnaire: {responses: {sso: {answers: ...}}}',
            "",
        )
    absent = [name for name in allowed.keys if not isinstance(parent, dict) or name not in parent]
    if hint := nearest(key, sorted(absent)) or nearest(key.lower(), sorted(absent)):
        return hint, suggested_name(hint)
    if types := (allowed.elsewhere or {}).get(key):
        return f"only questions of type {', '.join(types)} have it", ""
    if _stray(path, data):
        beside = isinstance(parent, dict) and "answers" in parent
        return _DEEPER if beside else 'answers stand below the key "answers"', ""
    return "", ""


def _what_else(allowed: Outline, parent: object) -> str:
    absent = [name for name in allowed.keys if not isinstance(parent, dict) or name not in parent]
    return f"what else can stand here: {', '.join(absent)}" if 0 < len(absent) <= _FEW else ""


def _stray(path: Path, data: object) -> bool:
    """Whether a key stands where an answer would that is not put below `answers`: one slip put all of them there."""
    return beside_answers(path) and isinstance(_at(data, path[:-1]), dict)


def _at(data: object, path: Path) -> object:
    """What stands at a path; None if nothing does."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data
