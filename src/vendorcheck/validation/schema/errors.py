"""Turn plain data into a model, and describe mistakes in its shape in our own words."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, cast

from pydantic import ValidationError

from vendorcheck.document.problems import (
    ERROR_CODES,
    MAX_PROBLEMS,
    DataPath,
    ErrorCode,
    Remark,
)
from vendorcheck.model.fields import UNION_TAG_MARK, Model
from vendorcheck.validation.schema.messages import (
    EXPECTED_KINDS,
    describe_wrong_value,
    names_question_in_full,
    wrong_key_remark,
    wrong_type_remark,
)
from vendorcheck.validation.schema.outline import schema_at, value_at
from vendorcheck.validation.schema.unknown_keys import (
    INDENT_HINT,
    explain_unknown_keys,
    missing_type_remark,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_ShapedModelT = TypeVar("_ShapedModelT", bound=Model)

_KEY_MARKER = "[key]"
"""The last part of pydantic's path where the key itself is wrong."""


def validate_shape(
    model: type[_ShapedModelT], data: object, *, has_all_values: bool = False
) -> _ShapedModelT | list[Remark]:
    """Return a model of plain data, or everything that is wrong with the data's shape.

    `has_all_values` says that every key and every item is known to have a value.
    """
    paths = (
        ()
        if has_all_values or _has_all_values(data)
        else islice(_empty_paths(data), MAX_PROBLEMS + 1)
    )
    empty_remarks = [_empty_value_remark(path) for path in paths]
    if len(empty_remarks) > MAX_PROBLEMS:
        return empty_remarks  # no more are reported, and pydantic would collect each of them
    try:
        parsed_model = model.model_validate(data)
    except ValidationError as error:
        # Without the input: its repr alone can take minutes on a hostile file.
        errors = error.errors(include_input=False, include_url=False)
        shape_remarks = list(
            _merge_alike_items(
                _shape_remarks(model, errors, data, {remark.path for remark in empty_remarks}), data
            )
        )
        return [*_drop_empty_within_wrong(empty_remarks, shape_remarks), *shape_remarks]
    return empty_remarks or parsed_model


def _has_all_values(data: object) -> bool:
    """Return whether every key and every item has a value.

    Faster than `_empty_paths`, which most files don't need since no value is missing.
    """
    unvisited = [data]
    while unvisited:
        node = unvisited.pop()
        children = list(node.values()) if isinstance(node, dict) else node
        if isinstance(children, list):
            if None in children:
                return False
            unvisited += [child for child in children if not isinstance(child, str)]
    return True


def _empty_paths(data: object) -> Iterator[DataPath]:
    unvisited: list[tuple[DataPath, object]] = [((), data)]
    while unvisited:
        path, node = unvisited.pop()
        children = (
            node.items()
            if isinstance(node, dict)
            else enumerate(node)
            if isinstance(node, list)
            else ()
        )
        for key, child in children:
            if child is None:
                yield (*path, key)
            elif not isinstance(child, str):
                unvisited.append(((*path, key), child))


def _drop_empty_within_wrong(
    empty_remarks: list[Remark], shape_remarks: list[Remark]
) -> Iterator[Remark]:
    """Yield the remarks on empty values, except those within something that is itself wrong."""
    unknown_paths = {remark.path for remark in shape_remarks if remark.code == "unknown-key"}
    # "answers" is only empty since the answers are indented too little.
    unknown_paths |= {
        (*remark.path[:-1], "answers") for remark in shape_remarks if remark.hint == INDENT_HINT
    }
    wrong_paths = unknown_paths | {remark.path for remark in shape_remarks if not remark.at_key}
    for remark in empty_remarks:
        path = remark.path
        if path not in unknown_paths and not any(
            path[:end] in wrong_paths for end in range(len(path))
        ):
            yield remark


def _empty_value_remark(path: DataPath) -> Remark:
    place_noun = "dash" if isinstance(path[-1], int) else "key"
    return Remark(
        path, "empty-value", "nothing stands here", f"write a value, or leave the {place_noun} out"
    )


def _shape_remarks(
    model: type[Model], errors: "list[ErrorDetails]", data: object, reported_paths: set[DataPath]
) -> Iterator[Remark]:
    """Yield a remark for each mistake, once.

    pydantic also reports a list with wrong parts as too short, and a misspelt key both as unknown
    and as missing.
    """
    containing_paths = {error["loc"][:end] for error in errors for end in range(len(error["loc"]))}
    located_errors = [
        (error, _file_path(error["loc"], data))
        for error in errors
        if error["loc"] not in containing_paths
    ]
    # A question's full name as a key is one mistake; what is below it was meant as its answer.
    located_errors = [
        (error, path)
        for error, path in located_errors
        if path[2:] in ((), (_KEY_MARKER,)) or not names_question_in_full(path[:2])
    ]
    missing_paths = [path for error, path in located_errors if error["type"] == "missing"]
    unknown_paths = [path for error, path in located_errors if error["type"] == "extra_forbidden"]
    corrected_paths: set[DataPath] = set()
    for remark, name in explain_unknown_keys(model, unknown_paths, missing_paths, data):
        corrected_paths.add((*remark.path[:-1], name))
        yield remark
    for error, path in located_errors:
        if error["type"] == "missing":
            if path not in corrected_paths:
                yield Remark(path[:-1], "missing-key", f'"{path[-1]}" is missing here', at_key=True)
        elif error["type"] != "extra_forbidden":
            remark = _error_remark(model, error, path, data)
            if remark.path not in reported_paths:
                yield remark


def _merge_alike_items(remarks: Iterator[Remark], data: object) -> Iterator[Remark]:
    """Yield the remarks, but only the first for a list whose items all have the same wrong type."""
    # One more than is reported shows that there are more; each costs a search for a hint.
    bounded_remarks = list(islice(remarks, MAX_PROBLEMS + 1))
    remarks_by_list: dict[DataPath, list[Remark]] = {}
    for remark in bounded_remarks:
        if remark.code == "wrong-type" and isinstance(remark.path[-1], int):
            remarks_by_list.setdefault(remark.path[:-1], []).append(remark)
    repeated_paths: set[DataPath] = set()
    for list_path, item_remarks in remarks_by_list.items():
        items = value_at(data, list_path)
        item_types = {type(item) for item in items} if isinstance(items, list) else ()
        if len(item_types) == len({item_remark.message for item_remark in item_remarks}) == 1:
            repeated_paths |= {item_remark.path for item_remark in item_remarks[1:]}
    yield from (remark for remark in bounded_remarks if remark.path not in repeated_paths)


def _file_path(error_path: Sequence[str | int], data: object) -> DataPath:
    """Return pydantic's path without the names of union members, which the file does not hold."""
    path: list[str | int] = []
    is_dropped = False
    for part in error_path:
        # Two tags never follow each other: the second is a key of the same name.
        is_dropped = not is_dropped and isinstance(part, str) and _is_union_tag(part, path, data)
        if is_dropped:
            continue
        path.append(part)
        data = value_at(data, (part,))
    return tuple(path)


def _is_union_tag(part: str, path: list[str | int], data: object) -> bool:
    if part.startswith(UNION_TAG_MARK):
        return True
    is_question = len(path) > 1 and path[-2] == "questions" and isinstance(path[-1], int)
    return is_question and isinstance(data, dict) and data.get("type") == part


def _error_remark(
    model: type[Model], error: "ErrorDetails", path: DataPath, data: object
) -> Remark:
    error_type, context = error["type"], error.get("ctx", {})
    if error_type in ERROR_CODES:
        return Remark(
            (*path, context["at"]) if "at" in context else path,
            cast("ErrorCode", error_type),
            error["msg"],
            str(context.get("hint", "")),
            at_key=error_type in ("unknown-key", "options-conflict"),
        )
    if path[-1:] == (_KEY_MARKER,):
        return wrong_key_remark(path[:-1], error_type, context)
    value = value_at(data, path)
    if error_type == "union_tag_not_found":
        return missing_type_remark(path, value, schema_at(model, path, data))
    if error_type == "union_tag_invalid":
        path = (*path, "type")
        value, error_type = value_at(data, path), "literal_error"
        context = {"expected": context["expected_tags"]}
    if error_type in EXPECTED_KINDS and not isinstance(
        value, str if EXPECTED_KINDS[error_type] == "a text" else ()
    ):
        return wrong_type_remark(path, error_type, value, schema_at(model, path, data))
    return Remark(path, *describe_wrong_value(error_type, context, str(value)))
