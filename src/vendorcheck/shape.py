"""From plain data to a model, with our own words for everything that is wrong with its shape."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from vendorcheck.fields import ID_PATTERN, QUESTION_PATTERN, Model
from vendorcheck.outline import Outline, outline
from vendorcheck.problems import ERRORS, Code, Path, Remark, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

AModel = TypeVar("AModel", bound=Model)

_WANTED = {
    "string_type": "a text",
    "literal_error": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_KINDS: tuple[tuple[type, str], ...] = ((str, "a text"), (list, "a list"), (dict, "a mapping"))
_KEY = "[key]"
"""With which pydantic's path ends where the key itself is wrong."""
_TAGS = ("one", "several", "options", "range")
"""What the unions without a `type` call their members: they stand in pydantic's paths, not in the file."""
_SHOWN = 40
"""So many characters of a wrong value are repeated."""


def shaped(model: type[AModel], data: object) -> AModel | list[Remark]:
    """Make a model of plain data, or say everything that is wrong with the data's shape."""
    empty = [] if _whole(data) else [_nothing(path) for path in _empty(data)]
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        # Without the input: its repr alone can take minutes on a hostile file.
        errors = error.errors(include_input=False, include_url=False)
        wrong = list(_remarks(model, errors, data, {remark.path for remark in empty}))
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
    unknown = [path for error, path in placed if error["type"] == "extra_forbidden"]
    meant: set[Path] = set()
    for remark, name in _unknown_keys(model, unknown, data):
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


def _unknown_keys(model: type[Model], paths: list[Path], data: object) -> Iterator[tuple[Remark, str]]:
    """What is wrong with keys that mean nothing, each with the key that was probably meant, if there is one."""
    allowed: dict[Path, Outline] = {}
    strays: set[Path] = set()
    for path in paths:
        parent = path[:-1]
        if parent not in allowed:
            allowed[parent] = outline(model, parent, data)
        hint, name = _key_hint(allowed[parent], path, data)
        # Answers that stand beside "answers" instead of below it were all put there by one slip.
        if name or parent not in strays:
            yield (
                Remark(path, "unknown-key", f'"{_cut(path[-1])}" means nothing here', hint, at_key=True),
                name,
            )
        if not name and _stray(path, data):
            strays.add(parent)


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
        return Remark(path[:-1], *_value(kind, context, str(path[-2])), at_key=True)
    found = _at(data, path)
    if kind == "union_tag_not_found":
        hint = f"choose from {', '.join(outline(model, path, data).types)}"
        return Remark(path, "missing-key", '"type" is missing here', hint)
    if kind == "union_tag_invalid":
        path = (*path, "type")
        found, kind = _at(data, path), "literal_error"
        context = {"expected": context["expected_tags"]}
    if kind in _WANTED and not isinstance(found, str if _WANTED[kind] == "a text" else ()):
        return _wrong_type(path, kind, found, outline(model, path, data))
    return Remark(path, *_value(kind, context, str(found)))


def _wrong_type(path: Path, kind: str, found: object, allowed: Outline) -> Remark:
    kind_found = next((word for sort, word in _KINDS if isinstance(found, sort)), "nothing")
    wanted = _WANTED[kind]
    if path[-1:] == ("answer",) and wanted == "a list":
        wanted = "a text or a list"
    message = f"{kind_found} stands where {wanted} is wanted"
    return Remark(path, "wrong-type", message, _type_hint(wanted, found, allowed))


def _type_hint(wanted: str, found: object, allowed: Outline) -> str:
    """How to write what is wanted there."""
    key = next(iter((*allowed.needed, *allowed.keys)), "")
    if wanted == "a mapping" and set(allowed.keys) == {"all", "any", "not"}:
        return "write {question: [option]}; several of them join as {all: [...]} or {any: [...]}"
    if wanted == "a mapping":
        return f"write it as {{{key}: ...}}" if key else "write keys with values"
    if wanted == "a text":
        return "write one text; put it in quotes if it begins with a bracket or a brace"
    if allowed.items and allowed.items.keys:
        key = next(iter((*allowed.items.needed, *allowed.items.keys)))
        return f"write a list, each of its parts after a dash: - {key}: ..."
    plain = isinstance(found, str) and re.fullmatch(r"[\w./-]{1,40}", found)
    return f"put it in square brackets: [{found}]" if plain else "put it in square brackets: [one, two]"


def _value(kind: str, context: Mapping[str, Any], found: str) -> tuple[Code, str, str]:
    match kind:
        case "literal_error" | "enum":
            message = f'"{_cut(found)}" is none of the values that can stand here'
            return "wrong-value", message, _choices(context, "expected", found)
        case "too_short" | "string_too_short":
            return "empty-value", "nothing stands here", "write a value, or leave the key out"
        case "string_too_long":
            return "out-of-range", f"this is longer than {context['max_length']} characters", ""
        case "string_pattern_mismatch":
            return _pattern(str(context["pattern"]), found)
        case _:
            return "wrong-value", "this value can't stand here", ""


def _pattern(pattern: str, found: str) -> tuple[Code, str, str]:
    rule = "use lower-case letters, digits and single hyphens between them"
    if pattern == ID_PATTERN:
        name = re.sub(r"[^a-z0-9]+", "-", found.lower()).strip("-")
        return "bad-id", f'"{_cut(found)}" can\'t be an id', f'did you mean "{_cut(name)}"?' if name else rule
    if pattern == QUESTION_PATTERN:
        return "bad-id", f'"{_cut(found)}" names no question', "write it as questionnaire/question"
    return "wrong-value", "this is not a SHA-256 digest", "write its 64 hexadecimal digits"


def _choices(context: Mapping[str, Any], key: str, found: str = "") -> str:
    """The nearest of the values that are possible, else all of them."""
    values = re.findall(r"'([^']*)'", str(context[key]))
    return (nearest(found, values) if found else "") or f"choose from {', '.join(values)}"


def _key_hint(allowed: Outline, path: Path, data: object) -> tuple[str, str]:
    """What was probably meant by an unknown key: in words, and the key if there is one."""
    key, parent = str(path[-1]), _at(data, path[:-1])
    absent = [name for name in allowed.keys if not isinstance(parent, dict) or name not in parent]
    if hint := nearest(key, sorted(absent)):
        return hint, hint.split('"')[1]
    if types := (allowed.elsewhere or {}).get(key):
        return f"only questions of type {', '.join(types)} have it", ""
    return ('answers stand below the key "answers"', "") if _stray(path, data) else ("", "")


def _stray(path: Path, data: object) -> bool:
    """Whether a key is an answer that stands beside `answers`, where nothing but one slip put all of them."""
    parent = _at(data, path[:-1])
    return len(path) == 3 and path[0] == "responses" and isinstance(parent, dict) and "answers" not in parent  # noqa: PLR2004 - responses, questionnaire, key


def _cut(text: object) -> str:
    return str(text)[:_SHOWN]


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
