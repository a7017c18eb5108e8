"""Explain keys that a model does not have: which key was meant, or where the key belongs."""

from collections.abc import Iterator

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import Model
from vendorcheck.text.suggest import nearest_name_hint, suggested_name
from vendorcheck.validation.schema.indentation import is_beside_answers
from vendorcheck.validation.schema.messages import cut_value
from vendorcheck.validation.schema.outline import PlaceSchema, schema_at, value_at

INDENT_HINT = 'if it is an answer, indent it deeper: answers stand below "answers"'
_RESPONSES_HINT = (
    'answers stand below "responses", then the questionnaire: {responses: {sso: {answers: ...}}}'
)
_DONE_HINT = "write done_on: and done_by: instead: when it was done, and who says so"
_WEIGHTS_HINT = (
    "weights are the same in all tiers: write them for the whole policy; "
    'a tier may change the weight of a question, under "questions"'
)
_MAX_NAMED_KEYS = 12
"""The most keys that a hint lists where none of them is near."""


def explain_unknown_keys(
    model: type[Model], paths: list[DataPath], missing_paths: list[DataPath], data: object
) -> Iterator[tuple[Remark, str]]:
    """Yield a remark for each unknown key, with the key that was meant or an empty text."""
    schema_by_parent: dict[DataPath, PlaceSchema] = {}
    parents_of_misplaced: set[DataPath] = set()
    missing_by_parent, unknown_by_parent = _group_by_parent(missing_paths), _group_by_parent(paths)
    for path in paths:
        parent = path[:-1]
        if parent not in schema_by_parent:
            schema_by_parent[parent] = schema_at(model, parent, data)
        hint, name = _key_hint(schema_by_parent[parent], path, data)
        if (
            not hint
            and len(missing_by_parent.get(parent, ())) == len(unknown_by_parent[parent]) == 1
        ):
            # Where only one key is missing, the only unknown one was meant for it.
            name = str(missing_by_parent[parent][0])
            hint = f'"{name}" is missing here: is this it?'
        hint = hint or _allowed_keys_hint(schema_by_parent[parent], value_at(data, parent))
        # Answers that are indented as little as "answers" itself are one mistake together.
        if name or parent not in parents_of_misplaced:
            yield _unknown_key_remark(path, hint), name
        if not name and _is_misplaced_answer(path, data):
            parents_of_misplaced.add(parent)


def _group_by_parent(paths: list[DataPath]) -> dict[DataPath, list[str | int]]:
    names_by_parent: dict[DataPath, list[str | int]] = {}
    for path in paths:
        names_by_parent.setdefault(path[:-1], []).append(path[-1])
    return names_by_parent


def _unknown_key_remark(path: DataPath, hint: str) -> Remark:
    return Remark(
        path, "unknown-key", f'"{cut_value(path[-1])}" means nothing here', hint, at_key=True
    )


def missing_type_remark(path: DataPath, question: object, allowed: PlaceSchema) -> Remark:
    """Describe a question without a type; another of its keys may be a misspelt `type`."""
    unknown_keys = (
        [key for key in question if key not in allowed.keys] if isinstance(question, dict) else []
    )
    for key in unknown_keys:
        if hint := nearest_name_hint(key.lower(), ["type"]):
            return _unknown_key_remark((*path, key), hint)
    if len(unknown_keys) == 1:
        return _unknown_key_remark((*path, unknown_keys[0]), '"type" is missing here: is this it?')
    return Remark(
        path, "missing-key", '"type" is missing here', f"choose from {', '.join(allowed.types)}"
    )


def _key_hint(allowed: PlaceSchema, path: DataPath, data: object) -> tuple[str, str]:
    """Return a hint for an unknown key, and the key that was probably meant; both may be empty."""
    key, parent, value = str(path[-1]), value_at(data, path[:-1]), value_at(data, path)
    if "responses" in allowed.keys and (
        key == "answers" or (isinstance(value, dict) and "answers" in value)
    ):
        return _RESPONSES_HINT, ""
    if key == "done" and "done_on" in allowed.keys:
        return _DONE_HINT, ""
    if key == "weights" and path[:1] == ("tiers",):
        return _WEIGHTS_HINT, ""
    absent_keys = sorted(_absent_keys(allowed, parent))
    if hint := nearest_name_hint(key, absent_keys) or nearest_name_hint(key.lower(), absent_keys):
        return hint, suggested_name(hint)
    if other_types := (allowed.keys_of_other_types or {}).get(key):
        return f"only questions of type {', '.join(other_types)} have it", ""
    if _is_misplaced_answer(path, data):
        has_answers_key = isinstance(parent, dict) and "answers" in parent
        return INDENT_HINT if has_answers_key else 'answers stand below the key "answers"', ""
    return "", ""


def _allowed_keys_hint(allowed: PlaceSchema, parent: object) -> str:
    absent_keys = _absent_keys(allowed, parent)
    return (
        f"what else can stand here: {', '.join(absent_keys)}"
        if 0 < len(absent_keys) <= _MAX_NAMED_KEYS
        else ""
    )


def _absent_keys(allowed: PlaceSchema, parent: object) -> list[str]:
    return [name for name in allowed.keys if not isinstance(parent, dict) or name not in parent]


def _is_misplaced_answer(path: DataPath, data: object) -> bool:
    return is_beside_answers(path) and isinstance(value_at(data, path[:-1]), dict)
