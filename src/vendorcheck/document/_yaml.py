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

from vendorcheck.document._places import begin
from vendorcheck.document._pure import PurePythonParser
from vendorcheck.document._syntax import DIRECTIVE, explain
from vendorcheck.document._tabs import Tabs
from vendorcheck.document._tree import MAX_NODES, SURELY_FITS, Tree, shown

Event: TypeAlias = Any
"""One of `yaml.events`; Any, since what an event has depends on its class."""
Events: TypeAlias = Callable[[], Event]
"""Gives the next event; None after the last."""

_NULLS: Final = frozenset(("", "~", "null"))
_LONGEST_NULL: Final = 4
_MAX_EVENTS: Final = 2 * MAX_NODES + 10
"""Enough for that many nodes, of which each may begin and end; a list of a million items stops here."""
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
        _read(text, tree)
        return
    tabs = Tabs(text)
    try:
        _read(text.replace("\t", " "), tree, tabs)
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


def _walk(events: Events, text: str, tree: Tree) -> None:  # noqa: C901 - a call per event would cost a tenth more
    items, places = tree.items, tree.places
    unseen = -1 if any(character in text for character in "\\&!") else SURELY_FITS
    """So long a text needs no look at it."""
    for event in islice(iter(events, None), _MAX_EVENTS):
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            length = len(value)
            if length > unseen:
                _examine(event, tree)
            # Not `style`: a plain text has the style None in one parser and "" in the other.
            if length <= _LONGEST_NULL and value in _NULLS and event.implicit[0] and not tree.wants_key():
                value = None
                tree.blanks = True
            items.append(value)
            places.append(event.start_mark)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            tree.close()
            items, places = tree.items, tree.places
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                _note_property(event, tree)
            tree.open(event.start_mark.index, kind is MappingStartEvent)
            items, places = tree.items, tree.places
        elif kind is AliasEvent:
            _alias(event, tree)
        elif kind is DocumentEndEvent:
            _finish(event, tree)
            return
    tree.too_many()


def _examine(event: Event, tree: Tree) -> None:
    offset = event.start_mark.index
    # Of a lone `!` before a text, nothing is left in its event.
    if event.anchor is not None or event.tag is not None or tree.text.startswith("!", offset):
        _note_property(event, tree)
    tree.check_text(event.value, offset, event.end_mark.index)


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


def _alias(event: Event, tree: Tree) -> None:
    offset = event.start_mark.index
    # `<<: *base` is one mistake, and told as a merge key.
    if not (tree.mapping and tree.items and not tree.wants_key() and tree.items[-1] == "<<"):
        tree.note(
            offset,
            "alias",
            f"*{shown(event.anchor)} is an alias, a repetition of something written elsewhere, which is not used here",
            "write it out here; text that begins with * needs quotes",
        )
    # Something has to stand here that equals no key.
    tree.gaps = True
    tree.items.append(f"\0{offset}")
    tree.places.append(offset)


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
