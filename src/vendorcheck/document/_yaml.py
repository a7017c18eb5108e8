"""YAML: walks the parser's events into a tree, and refuses what has more than one reading."""

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
"""One of `yaml.events`; Any, since what an event has depends on its class."""
NextEvent: TypeAlias = Callable[[], ParserEvent]
"""Gives the next event; None after the last."""

_NULL_WORDS: Final = frozenset(("", "~", "null"))
_MAX_NULL_LENGTH: Final = 4
_AMBIGUOUS_LINE_BREAKS: Final = "\u2028\u2029\ufeff"
"""YAML 1.1 ends a line at the first two, YAML 1.2 and editors do not; libyaml skips the third here and there."""
_PROLOGUE: Final = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n])*+(%[^\r\n]*+)")
_YAML_1_DIRECTIVE: Final = re.compile(r"%YAML[ \t]+1\.[12][ \t]*(?:#.*)?\Z")
_EPILOGUE: Final = re.compile(r"\s*+(?:\.\.\.(?=\s|\Z))?(?:\s++|#[^\r\n]*+)*+")


def _libyaml_events(text: str) -> NextEvent:
    return yaml.CSafeLoader(text).get_event


def _pure_python_events(text: str) -> NextEvent:
    return PurePythonParser(text).get_event


PARSERS: Final[dict[str, Callable[[str], NextEvent]]] = {"python": _pure_python_events}
if yaml.__with_libyaml__:  # pragma: no branch - the tests want both
    PARSERS["libyaml"] = _libyaml_events
parser_name = "libyaml" if "libyaml" in PARSERS else "python"
"""Which of the two reads. Tests change it: the same must come out of both."""


def read_yaml(text: str, tree: Tree) -> None:
    """Read YAML into the tree.

    Raises:
        Refused: what was found makes it pointless to read on.
    """
    text = tree.replace_control_characters(text, _AMBIGUOUS_LINE_BREAKS)
    if "\t" not in text:
        _read_events(replace_separating_spaces(text, tree, PARSERS[parser_name]), tree)
        return
    tabs = TabFinder(text)
    try:
        _read_events(
            replace_separating_spaces(text.replace("\t", " "), tree, PARSERS[parser_name]),
            tree,
            tabs,
        )
    finally:
        tabs.note_tabs(tree)


def _read_events(text: str, tree: Tree, tabs: TabFinder | None = None) -> None:
    _check_directives(text, tree)
    if _EPILOGUE.fullmatch(text):
        tree.check_root(empty=True)  # of a lone `...`, a parser says that a value is missing
        return
    events = PARSERS[parser_name](text)
    try:
        _build_tree(tabs.watch_events(events) if tabs else events, text, tree)
    except yaml.YAMLError as error:
        fault = fault_of_parser_error(error, text, start_offset(tree.places))
        tree.stop(fault.offset, fault.code, fault.message, fault.hint)


def _check_directives(text: str, tree: Tree) -> None:
    """Refuse what may stand before a document; libyaml's time grows with the square of their number."""
    found = _PROLOGUE.match(text)
    if found and _YAML_1_DIRECTIVE.match(found.group(1)):
        found = _PROLOGUE.match(text, found.end())
    if found:
        tree.stop(
            found.start(1),
            "tag" if found.group(1).startswith("%TAG") else "syntax",
            *DIRECTIVE_MESSAGE,
        )


def _build_tree(events: NextEvent, text: str, tree: Tree) -> None:  # noqa: C901 - calls would cost a tenth more
    """Put the data together. A mapping's items are its keys and values in turn, so a key comes after an even number."""
    items, places, mapping, nodes = tree.items, tree.places, False, 1
    around: list[tuple[list[Any], list[Places], bool]] = []
    unseen = _max_unchecked_length(text)
    for event in islice(iter(events, None), MAX_EVENTS):
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            length = len(value)
            if length > unseen:
                _check_scalar(event, tree)
            if (
                length <= _MAX_NULL_LENGTH
                and value in _NULL_WORDS
                and _is_null(event, items, mapping)
            ):
                value, tree.has_missing_values = None, True
            items.append(value)
            places.append(event.start_mark)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            nodes += len(items)
            if nodes > MAX_NODES:
                break
            built, place = tree.build_mapping(items, places) if mapping else (items, places)
            items, places, mapping = around.pop()
            tree.places = places
            if tree.faults and mapping and len(items) % 2 == 0:
                built = _stand_in(start_offset(place), tree)
            items.append(built)
            places.append(place)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            around.append((items, places, mapping))
            key = mapping and len(items) % 2 == 0
            if key or event.anchor is not None or event.tag is not None or len(around) > MAX_DEPTH:
                _check_container_start(event, tree, len(around), key=key)
            items, places, mapping = [], [event.start_mark], kind is MappingStartEvent
            tree.places = places
        elif kind is AliasEvent:
            _refuse_alias(event, tree, items, mapping)
        elif kind is DocumentEndEvent:
            _check_end(event, tree)
            return
    tree.stop_at_too_many_nodes()


def _max_unchecked_length(text: str) -> int:
    """So long a text needs no look at it: one with escapes, anchors or tags none is."""
    return -1 if any(character in text for character in "\\&!") else MAX_UNMEASURED_LENGTH


def _is_null(event: ParserEvent, items: list[Any], mapping: bool) -> bool:  # noqa: FBT001 - as it comes
    """Whether one of the words for nothing stands for nothing: without quotes, and not as a key."""
    # Not `style`: a plain text has the style None in one parser and "" in the other.
    return event.implicit[0] and not (mapping and len(items) % 2 == 0)


def _check_scalar(event: ParserEvent, tree: Tree) -> None:
    offset = event.start_mark.index
    # Of a lone `!` before a text, nothing is left in its event.
    if event.anchor is not None or event.tag is not None or tree.text.startswith("!", offset):
        _note_property(event, tree)
    tree.check_text(event.value, offset, event.end_mark.index)


def _check_container_start(event: ParserEvent, tree: Tree, depth: int, *, key: bool) -> None:
    """Refuse what a mapping or list may not be: marked, too deep inside others, or a key."""
    if event.anchor is not None or event.tag is not None:
        _note_property(event, tree)
    if depth > MAX_DEPTH:
        tree.stop_at_too_deep(event.start_mark.index)
    if key:
        _note_complex_key(event, tree)


def _note_property(event: ParserEvent, tree: Tree) -> None:
    if event.anchor is not None:
        tree.add_fault(
            event.start_mark.index,
            "alias",
            f"&{shorten_for_message(event.anchor)} is an anchor, a mark for repeating this elsewhere, which is not used here",
            "delete it, and write things out where they are needed; text that begins with & needs quotes",
        )
    else:
        tree.add_fault(
            event.start_mark.index,
            "tag",
            "a word that begins with ! is a tag, and tags are not used here",
            "delete it; text that begins with ! needs quotes",
        )


def _note_complex_key(event: ParserEvent, tree: Tree) -> None:
    offset, mapping = event.start_mark.index, type(event) is MappingStartEvent
    template = tree.text.startswith("{{", offset)
    told = tree.faults[-1].offset if tree.faults else None
    if offset and tree.text.startswith("{{", offset - 1) and told == offset - 1:
        return  # the inner half of what was told already
    tree.add_fault(
        offset,
        "complex-key",
        f"a key must be plain text, and this is a {'mapping' if mapping else 'list'}",
        "fill in what stands for a name, such as {{ name }}"
        if template
        else "text that begins with [ or { needs quotes",
    )


def _refuse_alias(event: ParserEvent, tree: Tree, items: list[Any], mapping: bool) -> None:  # noqa: FBT001 - as it comes
    offset = event.start_mark.index
    # `<<: *base` is one mistake, and told as a merge key.
    if not (mapping and len(items) % 2 == 1 and items[-1] == "<<"):
        tree.add_fault(
            offset,
            "alias",
            f"*{shorten_for_message(event.anchor)} is an alias, a repetition of something written elsewhere, which is not used here",
            "write it out here; text that begins with * needs quotes",
        )
    items.append(_stand_in(offset, tree))
    tree.places.append(offset)


def _stand_in(offset: int, tree: Tree) -> str:
    """What stands where something could not be read; it equals no key."""
    tree.has_stand_ins = True
    return f"\0{offset}"


def _check_end(event: ParserEvent, tree: Tree) -> None:
    """Check what was read, and that nothing follows it; what follows is not given to the parser."""
    tree.check_root(empty=tree.items == [None])
    rest = _EPILOGUE.match(tree.text, event.end_mark.index)
    end = rest.end() if rest else event.end_mark.index
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
