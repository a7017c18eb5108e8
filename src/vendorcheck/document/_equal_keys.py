"""Join what equal keys of one mapping hold, so that all of it can be checked."""

from typing import Any, cast

from vendorcheck.document._places import Places


def join_equal_keys(items: list[Any], places: list[Places]) -> tuple[dict[str, Any], list[Places]]:
    """Return a mapping made of keys and values in turn, and its places.

    Lists and mappings of equal keys are joined; of other values, the first counts.
    """
    indexes_by_key: dict[str, list[int]] = {}
    for index in range(0, len(items), 2):
        indexes_by_key.setdefault(items[index], []).append(index)
    mapping: dict[str, Any] = {}
    mapping_places = places[:1]
    for key, indexes in indexes_by_key.items():
        mapping[key], place = _join_values(
            [(items[index + 1], places[index + 2]) for index in indexes]
        )
        mapping_places += (places[indexes[0] + 1], place)
    return mapping, mapping_places


def _join_values(values: list[tuple[Any, Places]]) -> tuple[Any, Places]:
    """Return the values of equal keys as one value, and its places.

    All lists or mappings are joined at once, for there may be very many.
    """
    first, place = values[0]
    if len(values) == 1 or not isinstance(first, list | dict):
        return first, place
    same_type_values: list[tuple[Any, list[Places]]] = [
        (value, cast("list[Places]", place))
        for value, place in values
        if type(value) is type(first)
    ]
    joined_places = same_type_values[0][1][:1] + [
        part for _, places in same_type_values for part in places[1:]
    ]
    if isinstance(first, list):
        return [item for value, _ in same_type_values for item in value], joined_places
    return join_equal_keys(
        [part for value, _ in same_type_values for pair in value.items() for part in pair],
        joined_places,
    )
