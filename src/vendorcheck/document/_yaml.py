"""The YAML reader: it builds a tree from the parser's events and refuses ambiguous syntax."""

import re
from collections.abc import Callable
from itertools import islice
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from vendorcheck.document._commas import join_split_values
from vendorcheck.document._places import Places, start_offset
from vendorcheck.document._pure import PurePythonParser
from vendorcheck.document._spaces import replace_separating_spaces
from vendorcheck.document._syntax import DIRECTIVE_MESSAGE, fault_of_parser_error
from vendorcheck.document._tabs import TabFinder
from vendorcheck.document._tree import (
    MAX_DEPTH,
    MAX_EVENTS,
    MAX_NODES,
    MAX_UNMEASURED_LENGTH,
    Tree,
    shorten_for_message,
)

ParserEvent: TypeAlias = Any
"""One of `yaml.events`; Any, since the attributes of an event depend on its class."""
NextEvent: TypeAlias = Callable[[], ParserEvent]
"""A function that returns the next event, and None after the last."""

_NULL_WORDS: Final = frozenset(("", "~", "null"))
_AMBIGUOUS_LINE_BREAKS: Final = "\u2028\u2029\ufeff"
"""Only YAML 1.1 ends a line at the first two; libyaml skips the third in some places."""
_PROLOGUE: Final = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n])*+(%[^\r\n]*+)")
_YAML_1_DIRECTIVE: Final = re.compile(r"%YAML[ \t]+1\.[12][ \t]*(?:#.*)?\Z")
_EPILOGUE: Final = re.compile(r"\s*+(?:\.\.\.(?=\s|\Z))?(?:\s++|#[^\r\n]*+)*+")


PARSERS: Final[dict[str, Callable[[str], NextEvent]]] = {
    "python": lambda text: PurePythonParser(text).get_event
}
if yaml.__with_libyaml__:  # pragma: no branch - the tests need both
    PARSERS["libyaml"] = lambda text: yaml.CSafeLoader(text).get_event
parser_name = "libyaml" if "libyaml" in PARSERS else "python"
"""The parser that reads. Tests change it, as both must give the same result."""


def read_yaml(text: str, tree: Tree) -> None:
    """Read YAML into the tree.

    Raises:
        StopReading: a fault makes it pointless to read on.
    """
    text = tree.replace_control_characters(text, _AMBIGUOUS_LINE_BREAKS)
    tabs = TabFinder(text) if "\t" in text else None
    try:
        text = replace_separating_spaces(text.replace("\t", " "), tree, PARSERS[parser_name])
        _read_events(text, tree, tabs)
    finally:
        if tabs:
            tabs.note_tabs(tree)


def _read_events(text: str, tree: Tree, tabs: TabFinder | None) -> None:
    _check_directives(text, tree)
    if _EPILOGUE.fullmatch(text):
        tree.check_root(empty=True)  # a parser would report a missing value for a lone `...`
        return
    events = PARSERS[parser_name](text)
    try:
        _build_tree(tabs.watch_events(events) if tabs else events, text, tree)
    except yaml.YAMLError as error:
        fault = fault_of_parser_error(error, text, start_offset(tree.places))
        tree.stop(fault.offset, fault.code, fault.message, fault.hint)


def _check_directives(text: str, tree: Tree) -> None:
    """Refuse directives, except `%YAML 1.1` and `%YAML 1.2`.

    They are refused before parsing: libyaml's time grows with the square of their number.
    """
    match = _PROLOGUE.match(text)
    if match and _YAML_1_DIRECTIVE.match(match.group(1)):
        match = _PROLOGUE.match(text, match.end())
    if match:
        tree.stop(
            match.start(1),
            "tag" if match.group(1).startswith("%TAG") else "syntax",
            *DIRECTIVE_MESSAGE,
        )


# Calls instead of branches would cost a tenth more.
def _build_tree(events: NextEvent, text: str, tree: Tree) -> None:  # noqa: C901
    items, places, is_mapping, node_count = tree.items, tree.places, False, 1
    outer_containers: list[tuple[list[Any], list[Places], bool]] = []
    # Every scalar is checked where there may be escapes, anchors or tags, otherwise long ones only.
    max_unchecked_length = -1 if any(sign in text for sign in "\\&!") else MAX_UNMEASURED_LENGTH
    for event in islice(iter(events, None), MAX_EVENTS):
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if len(value) > max_unchecked_length:
                _check_scalar(event, tree)
            if value in _NULL_WORDS and _is_null(event, items, is_mapping=is_mapping):
                value, tree.has_missing_values = None, True
            items.append(value)
            places.append(event.start_mark)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node_count += len(items)
            if node_count > MAX_NODES:
                break
            built = _build_mapping(items, places, tree) if is_mapping else (items, places)
            container, container_places = built
            items, places, is_mapping = outer_containers.pop()
            tree.places = places
            if tree.faults and is_mapping and len(items) % 2 == 0:
                container = _stand_in(start_offset(container_places), tree)
            items.append(container)
            places.append(container_places)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            outer_containers.append((items, places, is_mapping))
            is_key = is_mapping and len(items) % 2 == 0
            if is_key or event.anchor or event.tag or len(outer_containers) > MAX_DEPTH:
                _check_container_start(event, tree, len(outer_containers), is_key=is_key)
            items, places, is_mapping = [], [event.start_mark], kind is MappingStartEvent
            tree.places = places
        elif kind is AliasEvent:
            _refuse_alias(event, tree, items, is_mapping=is_mapping)
        elif kind is DocumentEndEvent:
            _check_end(event, tree)
            return
    tree.stop_at_too_many_nodes()


def _build_mapping(items: list[Any], places: list[Places], tree: Tree) -> tuple[Any, list[Places]]:
    """Return a mapping of keys and values in turn, and its places."""
    if tree.has_missing_values and None in items:
        items, places = join_split_values(items, places, tree)
    return tree.build_mapping(items, places)


def _is_null(event: ParserEvent, items: list[Any], *, is_mapping: bool) -> bool:
    """Return whether a null word is null: without quotes, and not as a key."""
    # `style` does not tell: for a plain text it is None in one parser and "" in the other.
    return event.implicit[0] and not (is_mapping and len(items) % 2 == 0)


def _check_scalar(event: ParserEvent, tree: Tree) -> None:
    offset = event.start_mark.index
    # The event of a text does not show a lone `!` before it.
    if event.anchor is not None or event.tag is not None or tree.text.startswith("!", offset):
        _note_property(event, tree)
    tree.check_text(event.value, offset, event.end_mark.index)


def _check_container_start(event: ParserEvent, tree: Tree, depth: int, *, is_key: bool) -> None:
    """Refuse a mapping or list with an anchor or a tag, too deep inside others, or as a key."""
    if event.anchor is not None or event.tag is not None:
        _note_property(event, tree)
    if depth > MAX_DEPTH:
        tree.stop_at_too_deep(event.start_mark.index)
    if is_key:
        _note_complex_key(event, tree)


def _note_property(event: ParserEvent, tree: Tree) -> None:
    if event.anchor is not None:
        tree.add_alias_fault(
            event.start_mark.index,
            f"&{shorten_for_message(event.anchor)} is an anchor, a mark for repeating this "
            "elsewhere, which is not used here",
            "delete it, and write things out where they are needed; text that begins with & needs "
            "quotes",
        )
    else:
        tree.add_fault(
            event.start_mark.index,
            "tag",
            "a word that begins with ! is a tag, and tags are not used here",
            "delete it; text that begins with ! needs quotes",
        )


def _note_complex_key(event: ParserEvent, tree: Tree) -> None:
    offset, is_mapping = event.start_mark.index, type(event) is MappingStartEvent
    is_template = tree.text.startswith("{{", offset)
    last_fault_offset = tree.faults[-1].offset if tree.faults else None
    if offset and tree.text.startswith("{{", offset - 1) and last_fault_offset == offset - 1:
        return  # the inner bracket of a template that is reported already
    tree.add_fault(
        offset,
        "complex-key",
        f"a key must be plain text, and this is a {'mapping' if is_mapping else 'list'}",
        "fill in what stands for a name, such as {{ name }}"
        if is_template
        else "text that begins with [ or { needs quotes",
    )


def _refuse_alias(event: ParserEvent, tree: Tree, items: list[Any], *, is_mapping: bool) -> None:
    offset = event.start_mark.index
    # `<<: *base` is one mistake, which is reported as a merge key.
    if not (is_mapping and len(items) % 2 == 1 and items[-1] == "<<"):
        tree.add_alias_fault(
            offset,
            f"*{shorten_for_message(event.anchor)} is an alias, a repetition of something written "
            "elsewhere, which is not used here",
            "write it out here; text that begins with * needs quotes",
        )
    items.append(_stand_in(offset, tree))
    tree.places.append(offset)


def _stand_in(offset: int, tree: Tree) -> str:
    """Return a text for a part that could not be read; it equals no key."""
    tree.has_stand_ins = True
    return f"\0{offset}"


def _check_end(event: ParserEvent, tree: Tree) -> None:
    """Check the root, and that nothing follows it; text after it is not given to the parser."""
    tree.check_root(empty=tree.items == [None])
    epilogue = _EPILOGUE.match(tree.text, event.end_mark.index)
    end = epilogue.end() if epilogue else event.end_mark.index
    if end >= len(tree.text):
        return
    if event.explicit or tree.text.startswith(("---", "..."), end):
        tree.stop(
            end,
            "second-document",
            "a second document begins here; a file holds one",
            "delete the line --- or ... before it, or save what follows as a file of its own",
        )
    if tree.text.startswith("%", end):
        tree.stop(end, "syntax", *DIRECTIVE_MESSAGE)
    tree.stop(end, "syntax", "text follows after the end of what this file holds", "delete it")
