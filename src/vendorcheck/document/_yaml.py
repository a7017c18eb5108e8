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

from vendorcheck.document._places import Places, begin
from vendorcheck.document._pure import PurePythonParser
from vendorcheck.document._spaces import straightened
from vendorcheck.document._syntax import DIRECTIVE, explain
from vendorcheck.document._tabs import Tabs
from vendorcheck.document._tree import MAX_DEPTH, MAX_EVENTS, MAX_NODES, SURELY_FITS, Tree, shown

Event: TypeAlias = Any
"""One of `yaml.events`; Any, since what an event has depends on its class."""
Events: TypeAlias = Callable[[], Event]
"""Gives the next event; None after the last."""

_NULLS: Final = frozenset(("", "~", "null"))
_LONGEST_NULL: Final = 4
_AMBIGUOUS: Final = "\u2028\u2029\ufeff"
"""YAML 1.1 ends a line at the first two, YAML 1.2 and editors do not; libyaml skips the third here and there."""
_PROLOGUE: Final = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n])*+(%[^\r\n]*+)")
_YAML_1: Final = re.compile(r"%YAML[ \t]+1\.[12][ \t]*(?:#.*)?\Z")
_EPILOGUE: Final = re.compile(r"\s*+(?:\.\.\.(?=\s|\Z))?(?:\s++|#[^\r\n]*+)*+")


def _libyaml(text: str) -> Events:
    return yaml.CSafeLoader(text).get_event


def _pure_python(text: str) -> Events:
    return PurePythonParser(text).get_event


PARSERS: Final[dict[str, Callable[[str], Events]]] = {"python": _pure_python}
if yaml.__with_libyaml__:  # pragma: no branch - the tests want both
    PARSERS["libyaml"] = _libyaml
parser = "libyaml" if "libyaml" in PARSERS else "python"
"""Which of the two reads. Tests change it: the same must come out of both."""


def read(text: str, tree: Tree) -> None:
    """Read YAML into the tree.

    Raises:
        Refused: what was found makes it pointless to read on.
    """
    text = tree.without_unwanted(text, _AMBIGUOUS)
    if "\t" not in text:
        _read(straightened(text, tree, PARSERS[parser]), tree)
        return
    tabs = Tabs(text)
    try:
        _read(straightened(text.replace("\t", " "), tree, PARSERS[parser]), tree, tabs)
    finally:
        tabs.note(tree)


def _read(text: str, tree: Tree, tabs: Tabs | None = None) -> None:
    _check_directives(text, tree)
    if _EPILOGUE.fullmatch(text):
        tree.check_root(empty=True)  # of a lone `...`, a parser says that a value is missing
        return
    events = PARSERS[parser](text)
    try:
        _walk(tabs.watched(events) if tabs else events, text, tree)
    except yaml.YAMLError as error:
        fault = explain(error, text, begin(tree.places))
        tree.stop(fault.offset, fault.code, fault.message, fault.hint)


def _check_directives(text: str, tree: Tree) -> None:
    """Refuse what may stand before a document; libyaml's time grows with the square of their number."""
    found = _PROLOGUE.match(text)
    if found and _YAML_1.match(found.group(1)):
        found = _PROLOGUE.match(text, found.end())
    if found:
        tree.stop(found.start(1), "tag" if found.group(1).startswith("%TAG") else "syntax", *DIRECTIVE)


def _walk(events: Events, text: str, tree: Tree) -> None:  # noqa: C901 - calls would cost a tenth more
    """Put the data together. A mapping's items are its keys and values in turn, so a key comes after an even number."""
    items, places, mapping, nodes = tree.items, tree.places, False, 1
    around: list[tuple[list[Any], list[Places], bool]] = []
    unseen = _unseen(text)
    for event in islice(iter(events, None), MAX_EVENTS):
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            length = len(value)
            if length > unseen:
                _examine(event, tree)
            if length <= _LONGEST_NULL and value in _NULLS and _is_null(event, items, mapping):
                value, tree.blanks = None, True
            items.append(value)
            places.append(event.start_mark)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            nodes += len(items)
            if nodes > MAX_NODES:
                break
            built, place = tree.mapping(items, places) if mapping else (items, places)
            items, places, mapping = around.pop()
            tree.places = places
            if tree.faults and mapping and len(items) % 2 == 0:
                built = _stand_in(begin(place), tree)
            items.append(built)
            places.append(place)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            around.append((items, places, mapping))
            key = mapping and len(items) % 2 == 0
            if key or event.anchor is not None or event.tag is not None or len(around) > MAX_DEPTH:
                _check_begin(event, tree, len(around), key=key)
            items, places, mapping = [], [event.start_mark], kind is MappingStartEvent
            tree.places = places
        elif kind is AliasEvent:
            _alias(event, tree, items, mapping)
        elif kind is DocumentEndEvent:
            _finish(event, tree)
            return
    tree.too_many()


def _unseen(text: str) -> int:
    """So long a text needs no look at it: one with escapes, anchors or tags none is."""
    return -1 if any(character in text for character in "\\&!") else SURELY_FITS


def _is_null(event: Event, items: list[Any], mapping: bool) -> bool:  # noqa: FBT001 - as it comes
    """Whether one of the words for nothing stands for nothing: without quotes, and not as a key."""
    # Not `style`: a plain text has the style None in one parser and "" in the other.
    return event.implicit[0] and not (mapping and len(items) % 2 == 0)


def _examine(event: Event, tree: Tree) -> None:
    offset = event.start_mark.index
    # Of a lone `!` before a text, nothing is left in its event.
    if event.anchor is not None or event.tag is not None or tree.text.startswith("!", offset):
        _note_property(event, tree)
    tree.check_text(event.value, offset, event.end_mark.index)


def _check_begin(event: Event, tree: Tree, depth: int, *, key: bool) -> None:
    """Refuse what a mapping or list may not be: marked, too deep inside others, or a key."""
    if event.anchor is not None or event.tag is not None:
        _note_property(event, tree)
    if depth > MAX_DEPTH:
        tree.too_deep(event.start_mark.index)
    if key:
        _note_complex_key(event, tree)


def _note_property(event: Event, tree: Tree) -> None:
    if event.anchor is not None:
        tree.note(
            event.start_mark.index,
            "alias",
            f"&{shown(event.anchor)} is an anchor, a mark for repeating this elsewhere, which is not used here",
            "delete it, and write things out where they are needed; text that begins with & needs quotes",
        )
    else:
        tree.note(
            event.start_mark.index,
            "tag",
            "a word that begins with ! is a tag, and tags are not used here",
            "delete it; text that begins with ! needs quotes",
        )


def _note_complex_key(event: Event, tree: Tree) -> None:
    offset, mapping = event.start_mark.index, type(event) is MappingStartEvent
    template = tree.text.startswith("{{", offset)
    told = tree.faults[-1].offset if tree.faults else None
    if offset and tree.text.startswith("{{", offset - 1) and told == offset - 1:
        return  # the inner half of what was told already
    tree.note(
        offset,
        "complex-key",
        f"a key must be plain text, and this is a {'mapping' if mapping else 'list'}",
        "fill in what stands for a name, such as {{ name }}"
        if template
        else "text that begins with [ or { needs quotes",
    )


def _alias(event: Event, tree: Tree, items: list[Any], mapping: bool) -> None:  # noqa: FBT001 - as it comes
    offset = event.start_mark.index
    # `<<: *base` is one mistake, and told as a merge key.
    if not (mapping and len(items) % 2 == 1 and items[-1] == "<<"):
        tree.note(
            offset,
            "alias",
            f"*{shown(event.anchor)} is an alias, a repetition of something written elsewhere, which is not used here",
            "write it out here; text that begins with * needs quotes",
        )
    items.append(_stand_in(offset, tree))
    tree.places.append(offset)


def _stand_in(offset: int, tree: Tree) -> str:
    """What stands where something could not be read; it equals no key."""
    tree.gaps = True
    return f"\0{offset}"


def _finish(event: Event, tree: Tree) -> None:
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
        tree.stop(end, "syntax", *DIRECTIVE)
    tree.stop(end, "syntax", "text follows after the end of what this file holds", "delete it")
