"""The columns of a table: named by a person, or guessed from headers and shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from vendorcheck.document.document import parse_document
from vendorcheck.exchange.tables.rows import Table, TableRow, column_name

_LOOKED_AT: Final = 40
"""The most rows in which the headers are searched for."""
_MAX_HEADER: Final = 40
_IN_BRACKETS: Final = re.compile(r"[(\[][^)\]]*[)\]]")
_LETTERS: Final = re.compile("[A-Za-z]{1,2}")
ROLES: Final = ("question", "answer", "note", "ref", "section")
_NEEDED: Final = frozenset(("question", "answer"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns by their role, and the rows below the headers."""

    by_role: Mapping[str, int]
    headers: Mapping[str, str]
    """The header of each role, where there is one."""
    rows: Sequence[TableRow]

    def in_words(self, table: Table) -> str:
        """Return which column holds what, for whoever imports it."""
        parts = []
        for role, number in self.by_role.items():
            header = self.headers.get(role)
            quoted = f' "{header[:_MAX_HEADER]}"' if header else ""
            parts.append(f"{role} in {column_name(number)}{quoted}")
        title = f"{table.title}: " if table.title else ""
        return f"{title}{', '.join(parts)}"


class UnknownColumns(Exception):  # noqa: N818 - it says what to name, and the importer raises it
    """No column, or more than one, is headed as needed; the text says which, with the headers."""


def find_columns(table: Table, named: Mapping[str, str]) -> Columns:
    """Return the columns of a table.

    Args:
        table: the table.
        named: the header or the letters of a column, by its role, where a person named it.

    Raises:
        UnknownColumns: the question or the answer has no column, or several could be meant.
    """
    rows = table.rows[:_LOOKED_AT]
    by_letters = _columns_by_letters(table, named)
    for index, row in enumerate(rows):
        found = {**_roles_in(row, named, by_letters), **by_letters}
        has_header = any(
            is_header(row.text(found.get(role)), role) or role not in by_letters for role in _NEEDED
        )
        if has_header and found.keys() >= _NEEDED:
            return _columns(table, found, index)
    if by_letters.keys() >= _NEEDED:
        return _columns(table, by_letters, -1)
    raise UnknownColumns(_describe(table, named))


def _columns(table: Table, found: Mapping[str, int], header_index: int) -> Columns:
    row = table.rows[header_index] if header_index >= 0 else None
    headers = {role: row.text(number) for role, number in found.items()} if row else {}
    by_role = {role: found[role] for role in ROLES if role in found}
    return Columns(by_role, headers, table.rows[header_index + 1 :])


def _columns_by_letters(table: Table, named: Mapping[str, str]) -> dict[str, int]:
    """Return the columns that a person named by letters, as no header is called so.

    Raises:
        UnknownColumns: the table has no such column.
    """
    texts = {
        _normalized(cell.text) for row in table.rows[:_LOOKED_AT] for cell in row.cells.values()
    }
    width = max((number for row in table.rows for number in row.cells), default=0)
    by_letters = {
        role: _number_of(name)
        for role, name in named.items()
        if _is_letters(name) and _normalized(name) not in texts
    }
    if any(number > width for number in by_letters.values()):
        raise UnknownColumns(_describe(table, named))
    return by_letters


def is_header(text: str, role: str) -> bool:
    """Return whether a text is a header of a role, such as one that is repeated in each section."""
    return _normalized(text) in _known_headers()[role]


def _roles_in(
    row: TableRow, named: Mapping[str, str], by_letters: Mapping[str, int]
) -> dict[str, int]:
    """Return the columns whose roles a row of headers tells.

    Raises:
        UnknownColumns: two columns have the same header of a role that is needed.
    """
    taken = {*by_letters.values()}
    headers = {
        number: _normalized(cell.text) for number, cell in row.cells.items() if number not in taken
    }
    found: dict[str, int] = {}
    for role in ROLES:
        if role in by_letters:
            continue
        name = named.get(role)
        words = _known_headers()[role] if name is None else [_normalized(name)]
        numbers = [number for number in _headed(headers, words) if number not in found.values()]
        if len(numbers) > 1 and role in _NEEDED:
            names = " and ".join(column_name(number) for number in numbers)
            example = f"--{role}-column {column_name(numbers[0])}"
            raise UnknownColumns(
                f'{names} are all headed "{row.text(numbers[0])[:40]}"; name one: {example}'
            )
        if numbers:
            found[role] = numbers[0]
    return found


def _headed(headers: Mapping[int, str], words: Sequence[str]) -> list[int]:
    """Return the columns with the first of some headers that there is."""
    for word in words:
        if numbers := [number for number, text in headers.items() if text == word]:
            return numbers
    return []


def _describe(table: Table, named: Mapping[str, str]) -> str:
    row = max(table.rows[:_LOOKED_AT], key=lambda row: len(row.cells), default=None)
    where = f" in the sheet {table.title[:_MAX_HEADER]}" if table.title else ""
    if row is None:
        return f"the table{where} is empty"
    shown = ", ".join(
        f'{column_name(number)} "{cell.text[:30]}"' for number, cell in list(row.cells.items())[:8]
    )
    missing = [role for role in ("question", "answer") if role not in named] or ["question"]
    options = " and ".join(f"--{role}-column" for role in missing)
    lacks = (
        f'no column is headed "{next(iter(named.values()))[:40]}"'
        if named
        else "no header says what is asked and what is answered"
    )
    return f"{lacks}{where}; name the columns with {options}: a header or a letter, of {shown}"


def _is_letters(name: str) -> bool:
    return _LETTERS.fullmatch(name) is not None


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _normalized(header: str) -> str:
    bare = _IN_BRACKETS.sub(" ", header) if _IN_BRACKETS.sub("", header).strip() else header
    return " ".join(bare.casefold().split()).strip(" :*.?")


@cache
def _known_headers() -> Mapping[str, Sequence[str]]:
    content = (files(__package__) / "headers.yaml").read_bytes()
    data = parse_document(content, "headers.yaml").data
    return {
        role: [str(text) for text in words] if isinstance(words, list) else []
        for role, words in data.items()
    }
