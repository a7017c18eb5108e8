"""From plain data to a model, with our own words for everything that is wrong with its shape."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from vendorcheck.document.problems import ERROR_CODES, MAX_PROBLEMS, DataPath, Remark
from vendorcheck.model.fields import Model
from vendorcheck.text.suggest import nearest_name_hint, suggested_name
from vendorcheck.validation.schema.indentation import is_beside_answers
from vendorcheck.validation.schema.messages import (
    EXPECTED_KINDS,
    cut_value,
    describe_wrong_value,
    names_question_in_full,
    wrong_key_remark,
    wrong_type_remark,
)
from vendorcheck.validation.schema.outline import PlaceSchema, schema_at

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_ShapedModelT = TypeVar("_ShapedModelT", bound=Model)

_KEY_MARKER = "[key]"
"""With which pydantic's path ends where the key itself is wrong."""
_UNION_TAGS = ("one", "several", "options", "range")
"""What the unions without a `type` call their members: they stand in pydantic's paths, not in the file."""

_INDENT_HINT = 'if it is an answer, indent it deeper: answers stand below "answers"'
_MAX_NAMED_KEYS = 12
"""So many keys are named where none of them is near."""


def validate_shape(
    model: type[_ShapedModelT], data: object, *, has_all_values: bool = False
) -> _ShapedModelT | list[Remark]:
    """Make a model of plain data, or say everything that is wrong with the data's shape.

    `whole` says that every key and every item is known to have a value.
    """
    paths = (
        ()
        if has_all_values or _has_all_values(data)
        else islice(_empty_paths(data), MAX_PROBLEMS + 1)
    )
    empty = [_empty_value_remark(path) for path in paths]
    if len(empty) > MAX_PROBLEMS:
        return empty  # more can't be told, and pydantic would collect each of them
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        # Without the input: its repr alone can take minutes on a hostile file.
        errors = error.errors(include_input=False, include_url=False)
        wrong = list(
            _merge_alike_items(
                _shape_remarks(model, errors, data, {remark.path for remark in empty}), data
            )
        )
        return [*_drop_empty_within_wrong(empty, wrong), *wrong]
    return empty or found


def _has_all_values(data: object) -> bool:
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


def _empty_paths(data: object) -> Iterator[DataPath]:
    """The paths of all keys and items without a value."""
    waiting: list[tuple[DataPath, object]] = [((), data)]
    while waiting:
        path, node = waiting.pop()
        parts = (
            node.items()
            if isinstance(node, dict)
            else enumerate(node)
            if isinstance(node, list)
            else ()
        )
        for key, part in parts:
            if part is None:
                yield (*path, key)
            elif not isinstance(part, str):
                waiting.append(((*path, key), part))


def _drop_empty_within_wrong(empty: list[Remark], wrong: list[Remark]) -> Iterator[Remark]:
    """What is empty without what stands in something that is wrong as a whole."""
    strange = {remark.path for remark in wrong if remark.code == "unknown-key"}
    # That nothing stands below "answers" follows from answers that stand beside it.
    strange |= {(*remark.path[:-1], "answers") for remark in wrong if remark.hint == _INDENT_HINT}
    whole = strange | {remark.path for remark in wrong if not remark.at_key}
    for remark in empty:
        path = remark.path
        if path not in strange and not any(path[:end] in whole for end in range(len(path))):
            yield remark


def _empty_value_remark(path: DataPath) -> Remark:
    what = "dash" if isinstance(path[-1], int) else "key"
    return Remark(
        path, "empty-value", "nothing stands here", f"write a value, or leave the {what} out"
    )


def _shape_remarks(
    model: type[Model], errors: "list[ErrorDetails]", data: object, reported_paths: set[DataPath]
) -> Iterator[Remark]:
    """Each mistake once.

    A list whose parts are wrong is reported as too short as well, and a misspelt key as unknown and missing.
    """
    whole = {error["loc"][:end] for error in errors for end in range(len(error["loc"]))}
    placed = [
        (error, _file_path(error["loc"], data)) for error in errors if error["loc"] not in whole
    ]
    # What stands below the name of a question was meant to be its answer.
    placed = [
        (error, path)
        for error, path in placed
        if path[2:] in ((), (_KEY_MARKER,)) or not names_question_in_full(path[:2])
    ]
    absent = [path for error, path in placed if error["type"] == "missing"]
    unknown = [path for error, path in placed if error["type"] == "extra_forbidden"]
    meant: set[DataPath] = set()
    for remark, name in _explain_unknown_keys(model, unknown, absent, data):
        meant.add((*remark.path[:-1], name))
        yield remark
    for error, path in placed:
        if error["type"] == "missing":
            if path not in meant:
                yield Remark(path[:-1], "missing-key", f'"{path[-1]}" is missing here', at_key=True)
        elif error["type"] != "extra_forbidden":
            remark = _error_remark(model, error, path, data)
            if remark.path not in reported_paths:
                yield remark


def _merge_alike_items(remarks: Iterator[Remark], data: object) -> Iterator[Remark]:
    """The remarks, but of a list all of whose items are of the same wrong type only the first: that is one mistake."""
    # No more than can be told, and one from which it shows that there are more: each costs a search for a hint.
    found = list(islice(remarks, MAX_PROBLEMS + 1))
    lists: dict[DataPath, list[Remark]] = {}
    for remark in found:
        if remark.code == "wrong-type" and isinstance(remark.path[-1], int):
            lists.setdefault(remark.path[:-1], []).append(remark)
    needless: set[DataPath] = set()
    for place, same in lists.items():
        items = _value_at(data, place)
        kinds = {type(item) for item in items} if isinstance(items, list) else ()
        if len(kinds) == 1 and len({one.message for one in same}) == 1:
            needless |= {one.path for one in same[1:]}
    yield from (remark for remark in found if remark.path not in needless)


def _explain_unknown_keys(
    model: type[Model], paths: list[DataPath], missing_paths: list[DataPath], data: object
) -> Iterator[tuple[Remark, str]]:
    """What is wrong with keys that mean nothing, each with the key that was probably meant, if there is one."""
    allowed: dict[DataPath, PlaceSchema] = {}
    strays: set[DataPath] = set()
    missing, strange = _group_by_parent(missing_paths), _group_by_parent(paths)
    for path in paths:
        parent = path[:-1]
        if parent not in allowed:
            allowed[parent] = schema_at(model, parent, data)
        hint, name = _key_hint(allowed[parent], path, data)
        if not hint and len(missing.get(parent, ())) == len(strange[parent]) == 1:
            # Where but one key is missing, the only strange one was meant for it.
            name = str(missing[parent][0])
            hint = f'"{name}" is missing here: is this it?'
        hint = hint or _allowed_keys_hint(allowed[parent], _value_at(data, parent))
        # Answers that stand where "answers" does, instead of below it, were all put there by one slip.
        if name or parent not in strays:
            yield _unknown_key_remark(path, hint), name
        if not name and _is_misplaced_answer(path, data):
            strays.add(parent)


def _group_by_parent(paths: list[DataPath]) -> dict[DataPath, list[str | int]]:
    """The last parts of paths by what comes before."""
    found: dict[DataPath, list[str | int]] = {}
    for path in paths:
        found.setdefault(path[:-1], []).append(path[-1])
    return found


def _unknown_key_remark(path: DataPath, hint: str) -> Remark:
    return Remark(
        path, "unknown-key", f'"{cut_value(path[-1])}" means nothing here', hint, at_key=True
    )


def _file_path(loc: Sequence[str | int], data: object) -> DataPath:
    """A path of the file: pydantic's without the names of union members, which the file does not hold."""
    path: list[str | int] = []
    dropped = False
    for part in loc:
        # Two of them never follow each other: the second is a key that is called like the first.
        dropped = (
            not dropped
            and isinstance(part, str)
            and part != _KEY_MARKER
            and _is_union_tag(part, path, data)
        )
        if dropped:
            continue
        path.append(part)
        data = _value_at(data, (part,))
    return tuple(path)


def _is_union_tag(part: str, path: list[str | int], data: object) -> bool:
    if not isinstance(data, dict):
        return True
    question = len(path) > 1 and path[-2] == "questions" and isinstance(path[-1], int)
    return (question and data.get("type") == part) or (part in _UNION_TAGS and part not in data)


def _error_remark(
    model: type[Model], error: "ErrorDetails", path: DataPath, data: object
) -> Remark:
    kind, context = error["type"], error.get("ctx", {})
    if kind in ERROR_CODES:
        code: Any = kind
        place = (*path, context["at"]) if "at" in context else path
        hint = str(context.get("hint", ""))
        return Remark(
            place, code, error["msg"], hint, at_key=code in ("unknown-key", "options-conflict")
        )
    if path[-1:] == (_KEY_MARKER,):
        return wrong_key_remark(path[:-1], kind, context)
    found = _value_at(data, path)
    if kind == "union_tag_not_found":
        return _missing_type_remark(path, found, schema_at(model, path, data))
    if kind == "union_tag_invalid":
        path = (*path, "type")
        found, kind = _value_at(data, path), "literal_error"
        context = {"expected": context["expected_tags"]}
    if kind in EXPECTED_KINDS and not isinstance(
        found, str if EXPECTED_KINDS[kind] == "a text" else ()
    ):
        return wrong_type_remark(path, kind, found, schema_at(model, path, data))
    return Remark(path, *describe_wrong_value(kind, context, str(found)))


def _missing_type_remark(path: DataPath, found: object, allowed: PlaceSchema) -> Remark:
    """What is wrong with a question that names no type, though another key may have been meant to."""
    strange = [key for key in found if key not in allowed.keys] if isinstance(found, dict) else []
    for key in strange:
        if hint := nearest_name_hint(key.lower(), ["type"]):
            return _unknown_key_remark((*path, key), hint)
    if len(strange) == 1:
        return _unknown_key_remark((*path, strange[0]), '"type" is missing here: is this it?')
    return Remark(
        path, "missing-key", '"type" is missing here', f"choose from {', '.join(allowed.types)}"
    )


def _key_hint(allowed: PlaceSchema, path: DataPath, data: object) -> tuple[str, str]:
    """What was probably meant by an unknown key: in words, and the key if there is one."""
    key, parent, found = str(path[-1]), _value_at(data, path[:-1]), _value_at(data, path)
    if "responses" in allowed.keys and (
        key == "answers" or (isinstance(found, dict) and "answers" in found)
    ):
        return (
            'answers stand below "responses", then the questionnaire: {responses: {sso: {answers: ...}}}',
            "",
        )
    absent = [name for name in allowed.keys if not isinstance(parent, dict) or name not in parent]
    if hint := nearest_name_hint(key, sorted(absent)) or nearest_name_hint(
        key.lower(), sorted(absent)
    ):
        return hint, suggested_name(hint)
    if types := (allowed.keys_of_other_types or {}).get(key):
        return f"only questions of type {', '.join(types)} have it", ""
    if _is_misplaced_answer(path, data):
        beside = isinstance(parent, dict) and "answers" in parent
        return _INDENT_HINT if beside else 'answers stand below the key "answers"', ""
    return "", ""


def _allowed_keys_hint(allowed: PlaceSchema, parent: object) -> str:
    absent = [name for name in allowed.keys if not isinstance(parent, dict) or name not in parent]
    return (
        f"what else can stand here: {', '.join(absent)}"
        if 0 < len(absent) <= _MAX_NAMED_KEYS
        else ""
    )


def _is_misplaced_answer(path: DataPath, data: object) -> bool:
    """Whether a key stands where an answer would that is not put below `answers`: one slip put all of them there."""
    return is_beside_answers(path) and isinstance(_value_at(data, path[:-1]), dict)


def _value_at(data: object, path: DataPath) -> object:
    """What stands at a path; None if nothing does."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data
