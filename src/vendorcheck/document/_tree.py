"""The tree that both readers build: the data read so far, its limits and its faults."""

import re
from itertools import islice
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

from vendorcheck.document._equal_keys import join_equal_keys
from vendorcheck.document._places import Places, start_offset
from vendorcheck.document.problems import ProblemCode

Data: TypeAlias = str | list["Data"] | dict[str, "Data"] | None
"""The content of a file: a scalar is the text that was written, or None if empty or null."""

MAX_DOCUMENT_BYTES: Final = 2 * 1024 * 1024
"""The most bytes in a file."""
MAX_TEXT_BYTES: Final = 64 * 1024
"""The most bytes in one text, in UTF-8."""
MAX_UNMEASURED_LENGTH: Final = MAX_TEXT_BYTES // 4
"""The most characters that are surely within `MAX_TEXT_BYTES`."""
MAX_DEPTH: Final = 32
"""The most mappings and lists inside each other, with the root as the first."""
TOO_DEEP_MESSAGE: Final = (
    f"mappings and lists stand more than {MAX_DEPTH} deep inside each other here",
    "look for brackets or dashes that were doubled by mistake",
)
_MERGE_KEY_MESSAGE: Final = (
    "<< would merge another mapping into this one, which is not done here",
    'write the keys out; a key that is really "<<" needs quotes',
)
MAX_NODES: Final = 50_000
"""The most keys, values, items, mappings and lists in a file."""
MAX_EVENTS: Final = 2 * MAX_NODES + 10
"""The most parser events that are read: each node may have a start and an end."""
MAX_FAULTS: Final = 1_000
"""The most faults before reading stops, so that a hostile file can't fill the memory with them."""

_MAX_NAME_LENGTH: Final = 60
"""The most characters of a name from the file in a message."""
_CONTROL_CHARACTERS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff"
_ASCII_CONTROL_BYTES: Final = bytes(
    code for code in range(128) if re.match(f"[{_CONTROL_CHARACTERS}]", chr(code))
)
_UNWANTED_IN_TEXT: Final = re.compile(f"[{_CONTROL_CHARACTERS}\ud800-\udfff]|\r(?!\n)")
_SHORT_ESCAPES: Final = dict(zip("\0\a\b\v\f\r\x1b\x85", "0abvfreN", strict=True))


class StopReading(Exception):  # noqa: N818 - it only ends the reading; the tree holds the faults
    """A signal that reading on is pointless. The tree holds the faults."""


class Fault(NamedTuple):
    """A problem at an offset. Each `{}` in the message becomes "line N" of a related offset."""

    offset: int
    code: ProblemCode
    message: str
    hint: str = ""
    related: tuple[int, ...] = ()


class Tree:
    """The data that was read so far, and its faults.

    A reader appends each scalar to `items` and its place to `places`. For each mapping or list it
    makes two lists of its own: the items of a mapping are its keys and values in turn, and the
    places begin with that of the mapping or list itself.
    """

    __slots__ = (
        "alias_offsets",
        "faults",
        "has_missing_values",
        "has_stand_ins",
        "items",
        "places",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        # Any, since a mapping or list in the place of a key is built before it is refused.
        self.items: list[Any] = []
        self.places: list[Places] = [0]
        """The places of the innermost mapping or list that is being read."""
        self.has_stand_ins = False
        """True if a part could not be read and a stand-in replaces it."""
        self.alias_offsets: list[int] = []
        self.has_missing_values = False
        """True if a value is missing somewhere."""

    def add_fault(
        self,
        offset: int,
        code: ProblemCode,
        message: str,
        hint: str = "",
        related: tuple[int, ...] = (),
    ) -> None:
        """Note a fault. Raise StopReading if there are too many."""
        self.faults.append(Fault(offset, code, message, hint, related))
        if len(self.faults) >= MAX_FAULTS:
            raise StopReading

    def add_alias_fault(self, offset: int, message: str, hint: str) -> None:
        """Note the first anchor or alias of the file; one sentence says what to do about all."""
        self.alias_offsets.append(offset)
        if len(self.alias_offsets) == 1:
            self.add_fault(offset, "alias", message, hint)

    def stop(self, offset: int, code: ProblemCode, message: str, hint: str = "") -> NoReturn:
        """Note a fault and raise StopReading."""
        self.add_fault(offset, code, message, hint)
        raise StopReading

    def stop_at_too_many_nodes(self) -> NoReturn:
        """Stop reading because of the number of nodes."""
        message = f"the file holds more than {MAX_NODES:,} keys and values"
        self.stop(
            start_offset(self.places[-1]), "too-many-nodes", message, "split it into several files"
        )

    def stop_at_too_deep(self, offset: int) -> NoReturn:
        """Stop reading because the mapping or list that begins at `offset` is nested too deep."""
        self.stop(offset, "too-deep", *TOO_DEEP_MESSAGE)

    def build_mapping(self, items: list[Any], places: list[Places]) -> tuple[Any, list[Places]]:
        """Return a mapping made of keys and values in turn, and its places.

        Equal keys and merge keys are noted as faults.
        """
        parts = iter(items)
        # In pairs; strict=True would take half as long again.
        mapping = dict(zip(parts, parts))  # noqa: B905
        if 2 * len(mapping) != len(items) or "<<" in mapping:
            self._check_keys(
                items[::2],
                [start_offset(place) for place in places[1::2]],
                {key for key, value in zip(items[::2], items[1::2], strict=True) if value is None},
            )
            return join_equal_keys(items, places)
        return mapping, places

    def _check_keys(self, keys: list[str], offsets: list[int], empty_keys: set[str]) -> None:
        """Note merge keys and equal keys as faults.

        Equal keys that each follow a key without a value were probably meant to be indented below
        it. That is one fault at the empty key, however many keys follow it.
        """
        first_places: dict[str, tuple[int, int | None]] = {}
        last_empty_offset: int | None = None
        reported_offsets: set[int] = set()
        for key, offset in zip(keys, offsets, strict=True):
            if key in empty_keys:
                last_empty_offset = offset
            first_offset, first_empty_offset = first_places.setdefault(
                key, (offset, last_empty_offset)
            )
            if key == "<<" and self.text.startswith("<", offset):
                self.add_fault(offset, "merge-key", *_MERGE_KEY_MESSAGE)
            elif first_offset == offset or last_empty_offset in reported_offsets:
                continue
            elif (
                last_empty_offset is not None
                and first_empty_offset not in {None, last_empty_offset}
                and key not in empty_keys
            ):
                reported_offsets.add(last_empty_offset)
                name = _name_key(key, "a key")
                message = (
                    f"nothing stands below this key, and {name} after it is given in {{}} already"
                )
                hint = "indent what belongs to this key deeper"
                self.add_fault(last_empty_offset, "duplicate-key", message, hint, (first_offset,))
            else:
                message = f"{_name_key(key, 'this key')} is given twice: here and in {{}}"
                self.add_fault(
                    offset, "duplicate-key", message, "keep one of them", (first_offset,)
                )

    def check_root(self, *, empty: bool) -> None:
        """Note a fault if the file is empty, or its root is not a mapping."""
        hint = "it begins with vendorcheck: and the kind of file, such as vendor/1"
        if empty:
            if not self.faults:  # a file of control characters is not empty
                self.add_fault(0, "empty-file", "the file is empty", hint)
        elif not isinstance(self.items[0], dict):
            root_kind = "a list" if isinstance(self.items[0], list) else "a single text"
            message = f"the file holds {root_kind}; keys and values are expected"
            self.add_fault(start_offset(self.places[1]), "wrong-type", message, hint)

    def check_text(self, value: str, offset: int, end: int) -> None:
        """Note faults of a text that the source holds from `offset` to `end`."""
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
        if unwanted := _UNWANTED_IN_TEXT.search(value):
            # The source itself was searched before, so the character was written as an escape.
            escape_offset = _find_escape(unwanted.group(), self.text, offset, end)
            message, hint = control_escape_message(unwanted.group())
            self.add_fault(escape_offset, "control-character", message, hint)

    def replace_control_characters(self, text: str, more_characters: str = "") -> str:
        """Return the source with spaces in the place of control characters, and note these.

        Args:
            text: the source.
            more_characters: characters that are handled in the same way.
        """
        if text.isascii() and len(text.encode().translate(None, _ASCII_CONTROL_BYTES)) == len(text):
            return text  # true of most files, and many times faster than a search
        unwanted = re.compile(f"[{_CONTROL_CHARACTERS}{more_characters}]")
        matches = list(islice(unwanted.finditer(text), 20))
        for match in matches:
            self.add_fault(
                match.start(),
                "control-character",
                f"an invisible character (U+{ord(match.group()):04X}) stands here",
                "delete it: the cursor passes it without anything to see",
            )
        return unwanted.sub(" ", text) if matches else text


def _name_key(key: str, substitute: str) -> str:
    """Return a key in quotes, or the substitute if `{}` in the key would be taken for a line."""
    return substitute if "{}" in key else f'"{shorten_for_message(key)}"'


def control_escape_message(character: str) -> tuple[str, str]:
    """Return message and hint for the escape of a character that no text may hold."""
    if "\ud800" <= character <= "\udfff":
        message = (
            "this escape stands for half a character (a lone surrogate), "
            "which can be neither shown nor saved"
        )
        return message, "write the character itself, as in 😀"
    message = f"this escape stands for an invisible control character (U+{ord(character):04X})"
    return message, "delete it; \\n is the one for a new line"


def shorten_for_message(text: str) -> str:
    """Return a name from the file for a message, cut if it is too long for one."""
    return text if len(text) <= _MAX_NAME_LENGTH else text[: _MAX_NAME_LENGTH - 1] + "…"


def _find_escape(character: str, text: str, offset: int, end: int) -> int:
    """Return the offset of a character's escape in a quoted text; `offset` if there is none."""
    short_escape = f"|{_SHORT_ESCAPES[character]}" if character in _SHORT_ESCAPES else ""
    escape = re.compile(rf"(?<!\\)(?:\\\\)*+(\\(?:[xuU]0*(?i:{ord(character):x}){short_escape}))")
    match = escape.search(text, offset, end)
    return match.start(1) if match else offset
