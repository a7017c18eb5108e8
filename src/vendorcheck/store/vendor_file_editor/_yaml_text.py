"""Data as YAML or JSON text that every parser reads alike."""

import json
import re
from dataclasses import dataclass
from typing import Final

from vendorcheck.document.document import Data

MAX_INLINE_WIDTH: Final = 100
"""The last column of lists and mappings in an answer that are written in one line."""
_ANSWER_DEPTH: Final = 4
"""The depth of an answer: `responses`, questionnaire, `answers`, question."""

# A letter first and no special character of YAML; or a number and a word, such as "30 days".
_PLAIN_TEXT: Final = re.compile(
    r"[A-Za-z][\w./()+%'@-]*+(?: [\w./()+%'@-]++)*+|\d{1,9} [A-Za-z]++", re.ASCII
)
_RESERVED_WORDS: Final = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf", "infinity")
)
"""Words that some YAML parsers read as something other than text."""


class UnquotedText(str):
    """A text that is written without quotes, such as `true` where the schema requires a boolean."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DataWriter:
    """A writer of data in the style of a file."""

    is_json: bool
    quotes_everything: bool
    """True if every text is in quotes, even one that needs none."""
    line_break: str
    indent_unit: str
    """The white space by which a nested block is indented."""

    def scalar_text(self, value: str | None) -> str:
        """Return a text in one line, in double quotes if it needs them or every text has them."""
        if value is None:
            return "null"
        if isinstance(value, UnquotedText):
            return value
        is_plain = (
            _PLAIN_TEXT.fullmatch(value)
            and value.lower() not in _RESERVED_WORDS
            and len(value) <= MAX_INLINE_WIDTH
        )
        if is_plain and not self.quotes_everything:
            return value
        quoted = json.dumps(value, ensure_ascii=False)
        return quoted if quoted.isprintable() else "".join(map(self._escape, quoted))

    def flow_text(self, value: Data) -> str:
        """Return data in one line."""
        if isinstance(value, dict):
            entries = [f"{self.scalar_text(key)}: {self.flow_text(value[key])}" for key in value]
            return f"{{{', '.join(entries)}}}"
        if isinstance(value, list):
            return f"[{', '.join(self.flow_text(item) for item in value)}]"
        return self.scalar_text(value)

    def multiline_flow_text(self, value: Data, indent: str, depth: int) -> str:
        """Return data in brackets over several lines; `indent` is the indentation of the key."""
        if (
            not isinstance(value, dict | list)
            or not value
            or self._fits_one_line(value, len(indent), depth)
        ):
            return self.flow_text(value)
        inner_indent = indent + self.indent_unit
        if isinstance(value, dict):
            opening, closing, entries = (
                "{",
                "}",
                self.multiline_flow_entries(value, inner_indent, depth + 1),
            )
        else:
            opening, closing, entries = (
                "[",
                "]",
                [
                    inner_indent + self.multiline_flow_text(item, inner_indent, depth + 1)
                    for item in value
                ],
            )
        return self.line_break.join(
            [opening, f",{self.line_break}".join(entries), indent + closing]
        )

    def multiline_flow_entries(self, items: dict[str, Data], indent: str, depth: int) -> list[str]:
        """Return the indented entries of a mapping in brackets, without commas."""
        return [
            f"{indent}{self.scalar_text(key)}: {self.multiline_flow_text(value, indent, depth)}"
            for key, value in items.items()
        ]

    def inline_text(self, value: Data, column: int, depth: int) -> str | None:
        """Return the text of a value behind its key; None if the value needs lines of its own."""
        if isinstance(value, str) and self._reads_better_as_lines(value):
            return None
        if (
            isinstance(value, dict | list)
            and value
            and not self._fits_one_line(value, column, depth)
        ):
            return None
        return self.flow_text(value)

    def block_lines(self, value: Data, indent: str, depth: int) -> list[str]:
        """Return the lines below a key, or below its `|-`, for a value without inline text."""
        if isinstance(value, str):
            return [indent + line if line else "" for line in value.split("\n")]
        if isinstance(value, list):
            return [line for item in value for line in self._item_lines(item, indent, depth + 1)]
        assert isinstance(value, dict)  # noqa: S101 - every other value is inline
        return self.entry_lines(value, indent, depth + 1)

    def entry_lines(self, items: dict[str, Data], indent: str, depth: int) -> list[str]:
        """Return the lines of the entries of a block mapping."""
        lines: list[str] = []
        for name, value in items.items():
            key = self.scalar_text(name)
            inline = self.inline_text(value, len(indent) + len(key) + 2, depth)
            if inline is not None:
                lines.append(f"{indent}{key}: {inline}")
            else:
                lines.append(f"{indent}{key}:{' |-' if isinstance(value, str) else ''}")
                lines += self.block_lines(value, indent + self.indent_unit, depth)
        return lines

    def _item_lines(self, item: Data, indent: str, depth: int) -> list[str]:
        if (
            isinstance(item, dict)
            and item
            and not self._fits_one_line(item, len(indent) + 2, depth)
        ):
            first_line, *other_lines = self.entry_lines(item, f"{indent}  ", depth + 1)
            return [f"{indent}- {first_line.lstrip(' ')}", *other_lines]
        return [f"{indent}- {self.flow_text(item)}"]

    def _fits_one_line(self, value: Data, column: int, depth: int) -> bool:
        if depth < _ANSWER_DEPTH or (
            depth == _ANSWER_DEPTH and isinstance(value, dict) and len(value) > 1
        ):
            return False
        return column + len(self.flow_text(value)) <= MAX_INLINE_WIDTH

    def _reads_better_as_lines(self, value: str) -> bool:
        """Return whether a text has several lines and block text can hold it without a loss."""
        lines = value.split("\n")
        return (
            not self.is_json
            and len(lines) > 1
            and bool(lines[0] and lines[-1])
            and not value.startswith(" ")
            and all(line.isprintable() and line == line.rstrip() for line in lines)
        )

    def _escape(self, character: str) -> str:
        if character.isprintable():
            return character
        code = f"{ord(character):04x}"
        if len(code) == 4:  # noqa: PLR2004 - the digits of a short escape
            return f"\\u{code}"
        return json.dumps(character)[1:-1] if self.is_json else f"\\U{code:0>8}"
