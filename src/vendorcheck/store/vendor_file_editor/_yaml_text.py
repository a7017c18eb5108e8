"""Data as YAML or JSON text that every parser reads alike."""

import json
import re
from dataclasses import dataclass
from typing import Final

from vendorcheck.document.document import Data

WIDTH: Final = 100
"""Lists and mappings within an answer stand in one line up to this column."""
_ANSWER: Final = 4
"""The depth of an answer: `responses`, questionnaire, `answers`, question."""

# A letter first, and nothing that is a sign of YAML anywhere; or a count and a word, such as "30 days".
_PLAIN: Final = re.compile(r"[A-Za-z][\w./()+%'@-]*+(?: [\w./()+%'@-]++)*+|\d{1,9} [A-Za-z]++", re.ASCII)
_OTHER_TYPES: Final = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf", "infinity")
)
"""Words that one YAML parser or another takes for something else than text."""


class Word(str):
    """A text that is written without quotes: `true` where the schema wants no text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """How a file is written."""

    json: bool
    quoted: bool
    """Whether every text is in quotes, needed or not."""
    line_break: str
    unit: str
    """The white space by which the inner stands further in than the outer."""

    def scalar(self, value: str | None) -> str:
        """A text in one line, in double quotes if it needs them or the file has them everywhere."""
        if value is None:
            return "null"
        if isinstance(value, Word):
            return value
        plain = _PLAIN.fullmatch(value) and value.lower() not in _OTHER_TYPES and len(value) <= WIDTH
        if plain and not self.quoted:
            return value
        written = json.dumps(value, ensure_ascii=False)
        return written if written.isprintable() else "".join(map(self._escaped, written))

    def flow(self, value: Data) -> str:
        """Data in one line."""
        if isinstance(value, dict):
            parts = [f"{self.scalar(key)}: {self.flow(value[key])}" for key in value]
            return f"{{{', '.join(parts)}}}"
        if isinstance(value, list):
            return f"[{', '.join(self.flow(item) for item in value)}]"
        return self.scalar(value)

    def spread(self, value: Data, indent: str, depth: int) -> str:
        """Data in brackets over several lines, as JSON is written for people; `indent` is the key's."""
        if not isinstance(value, dict | list) or not value or self._in_one_line(value, len(indent), depth):
            return self.flow(value)
        inner = indent + self.unit
        if isinstance(value, dict):
            opening, closing, parts = "{", "}", self.spread_entries(value, inner, depth + 1)
        else:
            opening, closing, parts = (
                "[",
                "]",
                [inner + self.spread(item, inner, depth + 1) for item in value],
            )
        return self.line_break.join([opening, f",{self.line_break}".join(parts), indent + closing])

    def spread_entries(self, items: dict[str, Data], indent: str, depth: int) -> list[str]:
        """The entries of such a mapping, each with its indentation and without a comma."""
        return [
            f"{indent}{self.scalar(key)}: {self.spread(value, indent, depth)}" for key, value in items.items()
        ]

    def inline(self, value: Data, column: int, depth: int) -> str | None:
        """What stands behind a key in its own line; None if the value needs lines of its own."""
        if isinstance(value, str) and self._as_lines(value):
            return None
        if isinstance(value, dict | list) and value and not self._in_one_line(value, column, depth):
            return None
        return self.flow(value)

    def block(self, value: Data, indent: str, depth: int) -> list[str]:
        """The lines below a key (or, for text, the ones from its |- on) of a value that `inline` is None for."""
        if isinstance(value, str):
            return [indent + line if line else "" for line in value.split("\n")]
        if isinstance(value, list):
            return [line for item in value for line in self._item(item, indent, depth + 1)]
        assert isinstance(value, dict)  # noqa: S101 - what is no text and no list, and not empty
        return self.entries(value, indent, depth + 1)

    def entries(self, items: dict[str, Data], indent: str, depth: int) -> list[str]:
        """The lines of the entries of a block mapping."""
        lines: list[str] = []
        for name, value in items.items():
            key = self.scalar(name)
            inline = self.inline(value, len(indent) + len(key) + 2, depth)
            if inline is not None:
                lines.append(f"{indent}{key}: {inline}")
            else:
                lines.append(f"{indent}{key}:{' |-' if isinstance(value, str) else ''}")
                lines += self.block(value, indent + self.unit, depth)
        return lines

    def _item(self, item: Data, indent: str, depth: int) -> list[str]:
        if isinstance(item, dict) and item and not self._in_one_line(item, len(indent) + 2, depth):
            first, *rest = self.entries(item, f"{indent}  ", depth + 1)
            return [f"{indent}- {first.lstrip(' ')}", *rest]
        return [f"{indent}- {self.flow(item)}"]

    def _in_one_line(self, value: Data, column: int, depth: int) -> bool:
        if depth < _ANSWER or (depth == _ANSWER and isinstance(value, dict) and len(value) > 1):
            return False
        return column + len(self.flow(value)) <= WIDTH

    def _as_lines(self, value: str) -> bool:
        """Whether a text is better read in lines of its own, where it can be written so without a loss."""
        lines = value.split("\n")
        return (
            not self.json
            and len(lines) > 1
            and bool(lines[0] and lines[-1])
            and not value.startswith(" ")
            and all(line.isprintable() and line == line.rstrip() for line in lines)
        )

    def _escaped(self, character: str) -> str:
        if character.isprintable():
            return character
        code = ord(character)
        if code <= 0xFFFF:  # noqa: PLR2004 - what four digits hold
            return f"\\u{code:04x}"
        return json.dumps(character)[1:-1] if self.json else f"\\U{code:08x}"
