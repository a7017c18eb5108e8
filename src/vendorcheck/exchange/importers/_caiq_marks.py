"""The marks of a CAIQ 3: an x in one of three columns, where later releases have one answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from vendorcheck.exchange.workbooks import Cell, Row
from vendorcheck.text.words import join_list

MARK_COLUMNS: Final = {"yes": "yes", "no": "no", "na": "not applicable|n/?a"}
"""The columns to mark, each with the pattern of its header in small letters."""
_ANSWERS: Final = {"yes": "Yes", "no": "No", "na": "NA"}
_MARKS: Final = frozenset(("x", "✓", "✔", "☑", "☒", "✗", "√", "•", "1", "true"))
"""The signs that mark a column; so does its own word, such as "yes" under Yes."""
_OWN_WORDS: Final = {
    "yes": frozenset(("yes", "y")),
    "no": frozenset(("no", "n")),
    "na": frozenset(("na", "n/a", "not applicable")),
}
_EMPTY: Final = frozenset(("", "☐", "0", "false", "-"))


def marked_answer(row: Row, columns: Mapping[str, str]) -> tuple[Cell, str]:
    """Return the answer that a row has marked, in the cell of the mark, and what is wrong with it.

    Prose in place of a mark is returned as it is, so that it answers nothing; the word of another
    column, such as "No" under Yes, is wrong. A row without marks has an empty cell.

    Args:
        row: the row.
        columns: the letters of the columns by their names.
    """
    own_cells = {name: row.cell(columns[name]) for name in MARK_COLUMNS if name in columns}
    filled = {
        name: cell
        for name, cell in own_cells.items()
        if not cell.merged_from and (cell.trouble or cell.text.casefold() not in _EMPTY)
    }
    if not filled:
        return Cell(own_cells["yes"].coordinate, merged_from=own_cells["yes"].merged_from), ""
    first_name, first = next(iter(filled.items()))
    troubled = next((cell for cell in filled.values() if cell.trouble), None)
    if troubled is not None:
        return troubled, ""
    if len(filled) > 1:
        return first, f"is marked as {join_list([_ANSWERS[name] for name in filled])}"
    said = first.text.casefold()
    if said in _MARKS | _OWN_WORDS[first_name]:
        return replace(first, value=_ANSWERS[first_name]), ""
    if any(said in words for words in _OWN_WORDS.values()):
        return first, f'is "{first.text}" in the column for {_ANSWERS[first_name]}'
    return first, ""
