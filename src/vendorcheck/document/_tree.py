"""What the readers share: what was read so far, its limits, and notes of what is wrong with it."""

import re
from itertools import islice
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias, cast

from vendorcheck.document._places import Places, start_offset
from vendorcheck.document.problems import ProblemCode

Data: TypeAlias = str | list["Data"] | dict[str, "Data"] | None
"""What a file holds: every scalar is the text that was written, and only an empty one or null is None."""

MAX_DOCUMENT_BYTES: Final = 2 * 1024 * 1024
"""Bytes in a file."""
MAX_TEXT_BYTES: Final = 64 * 1024
"""Bytes in one text, in UTF-8."""
MAX_UNMEASURED_LENGTH: Final = MAX_TEXT_BYTES // 4
"""So many characters are within the limit, whichever they are."""
MAX_DEPTH: Final = 32
"""Mappings and lists inside each other; the root is the first."""
TOO_DEEP_MESSAGE: Final = (
    f"mappings and lists stand more than {MAX_DEPTH} deep inside each other here",
    "look for brackets or dashes that were doubled by mistake",
)
MAX_NODES: Final = 50_000
"""Keys, values, items, mappings and lists in a file."""
MAX_EVENTS: Final = 2 * MAX_NODES + 10
"""Enough for that many nodes, of which each may begin and end; a list of a million items stops here."""
MAX_FAULTS: Final = 1_000
"""Problems that are collected before reading stops: a hostile file must not fill the memory with them."""

_CONTROL_CHARACTERS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff"
_ASCII_CONTROL_BYTES: Final = bytes(
    code for code in range(128) if re.match(f"[{_CONTROL_CHARACTERS}]", chr(code))
)
_UNWANTED_IN_TEXT: Final = re.compile(f"[{_CONTROL_CHARACTERS}\ud800-\udfff]|\r(?!\n)")
_SHORT_ESCAPES: Final = {
    "\0": "0",
    "\a": "a",
    "\b": "b",
    "\v": "v",
    "\f": "f",
    "\r": "r",
    "\x1b": "e",
    "\x85": "N",
}


class StopReading(Exception):  # noqa: N818 - it ends the reading; what is wrong stands in the tree
    """What was found makes it pointless to read on."""


class Fault(NamedTuple):
    """A problem of which only the offset is known. Each `{}` in the message is "line N" of a related one."""

    offset: int
    code: ProblemCode
    message: str
    hint: str = ""
    related: tuple[int, ...] = ()


class Tree:
    """What was read so far, and what is wrong with it.

    A reader puts each scalar at the end of `items` and its place at the end of `places`. For what holds others it makes
    two lists of its own: a mapping's items are its keys and values in turn, and places begin with its own.
    """

    __slots__ = ("faults", "has_missing_values", "has_stand_ins", "items", "places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        # Any: what stands where a key should is built like a value before it is refused.
        self.items: list[Any] = []
        self.places: list[Places] = [0]
        """The places of what is being read: those of the innermost mapping or list that is not at its end yet."""
        self.has_stand_ins = False
        """Whether something could not be read and something else stands in its place."""
        self.has_missing_values = False
        """Whether a value is missing somewhere."""

    def add_fault(
        self,
        offset: int,
        code: ProblemCode,
        message: str,
        hint: str = "",
        related: tuple[int, ...] = (),
    ) -> None:
        """Note a problem, and read on."""
        self.faults.append(Fault(offset, code, message, hint, related))
        if len(self.faults) >= MAX_FAULTS:
            raise StopReading

    def stop(self, offset: int, code: ProblemCode, message: str, hint: str = "") -> NoReturn:
        """Note a problem that ends the reading."""
        self.add_fault(offset, code, message, hint)
        raise StopReading

    def stop_at_too_many_nodes(self) -> NoReturn:
        """End the reading because of the number of nodes."""
        message = f"the file holds more than {MAX_NODES:,} keys and values"
        self.stop(
            start_offset(self.places[-1]), "too-many-nodes", message, "split it into several files"
        )

    def stop_at_too_deep(self, offset: int) -> NoReturn:
        """End the reading because of how deep the mapping or list lies that begins here."""
        self.stop(offset, "too-deep", *TOO_DEEP_MESSAGE)

    def build_mapping(self, items: list[Any], places: list[Places]) -> tuple[Any, list[Places]]:
        """A mapping of its keys and values in turn, and its places; equal keys and merge keys are noted."""
        parts = iter(items)
        built = dict(zip(parts, parts))  # noqa: B905 - two by two; to say "strict" takes half as long again
        if 2 * len(built) != len(items) or "<<" in built:
            empty = [
                key for key, value in zip(items[::2], items[1::2], strict=True) if value is None
            ]
            self._check_keys(
                items[::2], [start_offset(place) for place in places[1::2]], frozenset(empty)
            )
            return _join_equal_keys(items, places)
        return built, places

    def _check_keys(self, keys: list[str], offsets: list[int], empty: frozenset[str]) -> None:
        first: dict[str, tuple[int, int | None]] = {}
        # The last key that nothing stands below. What follows two such keys twice was meant to stand below them.
        above: int | None = None
        told: set[int] = set()
        for key, offset in zip(keys, offsets, strict=True):
            if key in empty:
                above = offset
            if key == "<<" and self.text.startswith("<", offset):
                self.add_fault(
                    offset,
                    "merge-key",
                    "<< would merge another mapping into this one, which is not done here",
                    'write the keys out; a key that is really "<<" needs quotes',
                )
            elif key in first:
                at, below = first[key]
                if above in told:
                    continue
                name = "a key" if "{}" in key else f'"{shorten_for_message(key)}"'
                if above is not None and below not in {None, above} and key not in empty:
                    told.add(above)
                    message = f"nothing stands below this key, and {name} after it is given in {{}} already"
                    self.add_fault(
                        above,
                        "duplicate-key",
                        message,
                        "indent what belongs to this key deeper",
                        (at,),
                    )
                    continue
                name = "this key" if "{}" in key else name
                message = f"{name} is given twice: here and in {{}}"
                self.add_fault(offset, "duplicate-key", message, "keep one of them", (at,))
            first.setdefault(key, (offset, above))

    def check_root(self, *, empty: bool) -> None:
        """Note that the file holds nothing, or something else than keys and values."""
        hint = "it begins with vendorcheck: and the kind of file, such as vendor/1"
        if empty:
            if not self.faults:  # a file of control characters is not empty
                self.add_fault(0, "empty-file", "the file is empty", hint)
        elif not isinstance(self.items[0], dict):
            what = "a list" if isinstance(self.items[0], list) else "a single text"
            message = f"the file holds {what}; keys and values are wanted"
            self.add_fault(start_offset(self.places[1]), "wrong-type", message, hint)

    def check_text(self, value: str, offset: int, end: int) -> None:
        """Note what is wrong with a text that stands in the source from `offset` to `end`."""
        if (
            len(value) > MAX_UNMEASURED_LENGTH
            and (size := len(value.encode("utf-8", "surrogatepass"))) > MAX_TEXT_BYTES
        ):
            self.add_fault(
                offset,
                "text-too-long",
                f"this text takes {size:,} bytes; {MAX_TEXT_BYTES:,} (64 KiB) is the limit",
                "shorten it, or name a document that holds it",
            )
        unwanted = _UNWANTED_IN_TEXT.search(value)
        if unwanted:
            # The source itself was searched before: what is found here was written as an escape.
            character = unwanted.group()
            self.add_fault(
                _find_escape(character, self.text, offset, end),
                "control-character",
                *control_escape_message(character),
            )

    def replace_control_characters(self, text: str, more_characters: str = "") -> str:
        """Note control characters, and `more`, in the source; the text with spaces in their place, to read on."""
        if text.isascii() and len(text.encode().translate(None, _ASCII_CONTROL_BYTES)) == len(text):
            return text  # many times faster than a search, and what most files are
        unwanted = re.compile(f"[{_CONTROL_CHARACTERS}{more_characters}]")
        found = list(islice(unwanted.finditer(text), 20))
        for match in found:
            self.add_fault(
                match.start(),
                "control-character",
                f"an invisible character (U+{ord(match.group()):04X}) stands here",
                "delete it: the cursor passes it without anything to see",
            )
        return unwanted.sub(" ", text) if found else text


def _join_equal_keys(items: list[Any], places: list[Places]) -> tuple[dict[str, Any], list[Places]]:
    """A mapping of keys and values in turn, and its places. What equal keys hold is joined, else the first counts."""
    equal: dict[str, list[int]] = {}
    for index in range(0, len(items), 2):
        equal.setdefault(items[index], []).append(index)
    built: dict[str, Any] = {}
    where = places[:1]
    for key, found in equal.items():
        built[key], place = _join_values([(items[index + 1], places[index + 2]) for index in found])
        where += (places[found[0] + 1], place)
    return built, where


def _join_values(values: list[tuple[Any, Places]]) -> tuple[Any, Places]:
    """What equal keys hold as one value, and its places: all lists or mappings at once, for there may be very many."""
    first, place = values[0]
    if len(values) == 1 or not isinstance(first, list | dict):
        return first, place
    alike: list[tuple[Any, list[Places]]] = [
        (value, cast("list[Places]", place))
        for value, place in values
        if type(value) is type(first)
    ]
    where = alike[0][1][:1] + [part for _, places in alike for part in places[1:]]
    if isinstance(first, list):
        return [item for value, _ in alike for item in value], where
    return _join_equal_keys(
        [part for value, _ in alike for pair in value.items() for part in pair], where
    )


def control_escape_message(character: str) -> tuple[str, str]:
    """Message and hint for a character that no text may hold and that was written as an escape."""
    if "\ud800" <= character <= "\udfff":
        return (
            "this escape stands for half a character (a lone surrogate), which can be neither shown nor saved",
            "write the character itself, as in 😀",
        )
    message = f"this escape stands for an invisible control character (U+{ord(character):04X})"
    return message, "delete it; \\n is the one for a new line"


def shorten_for_message(text: str) -> str:
    """A name from the file as it is shown in a message: cut where it gets too long for one."""
    limit = 60
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _find_escape(character: str, text: str, offset: int, end: int) -> int:
    """Where in a quoted text the escape for a character stands; the text's own begin if it can't be told."""
    short = _SHORT_ESCAPES.get(character, "")
    escape = re.compile(
        rf"(?<!\\)(?:\\\\)*+(\\(?:[xuU]0*(?i:{ord(character):x}){short and '|' + short}))"
    )
    found = escape.search(text, offset, end)
    return found.start(1) if found else offset
