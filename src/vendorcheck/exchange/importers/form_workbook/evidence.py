"""The sheet of evidence of a form that came back."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.exchange.form_layout import key_in_entry, split_lines
from vendorcheck.exchange.importers.form_workbook.sheets import FormRow
from vendorcheck.exchange.reply import ReplyRemark, UnplacedReply
from vendorcheck.model.quantities.dates import possible_dates

_TEXTS: Final = ("kind", "title", "url", "scope")
_DAYS: Final = ("dated", "expires")
_LISTS: Final = ("exceptions", "our_duties")
_PERIOD: Final = ("from", "to")
_COLUMNS: Final = (*_TEXTS, *_DAYS, *_PERIOD, *_LISTS)


class EvidenceReader:
    """Reads rows of evidence, each about a question.

    Args:
        keys_by_number: the question of each number in the form, for people who type numbers.
    """

    def __init__(self, keys_by_number: Mapping[str, str]) -> None:
        self._keys_by_number = keys_by_number
        self.pieces: dict[str, list[dict[str, Data]]] = {}
        self.remarks: list[ReplyRemark] = []
        self.unplaced: list[UnplacedReply] = []

    def read_row(self, row: FormRow) -> None:
        """Take what a row says."""
        texts = {column: self._text(row, column) for column in _COLUMNS}
        about = self._text(row, "about")
        piece = _piece(texts)
        if not piece:
            return
        key = key_in_entry(about) or self._keys_by_number.get(about.rstrip("."))
        if key is None:
            said = str(piece.get("title") or piece.get("url") or "evidence")
            because = "the row names none of the questions"
            self.unplaced.append(
                UnplacedReply(about or "Evidence", said, row.place("about"), because)
            )
        else:
            self.pieces.setdefault(key, []).append(piece)

    def _text(self, row: FormRow, column: str) -> str:
        cell, place = row.cell(column), row.place(column)
        if cell.trouble:
            self.remarks.append(ReplyRemark(f"{place} {cell.trouble}; it is left out", place))
            return ""
        return cell.text


def _piece(texts: Mapping[str, str]) -> dict[str, Data]:
    """Return a piece of evidence as a file of answers has it, without what is empty."""
    piece: dict[str, Data] = {name: texts[name] for name in _TEXTS if texts[name]}
    piece |= {name: _day(texts[name]) for name in _DAYS if texts[name]}
    period: dict[str, Data] = {name: _day(texts[name]) for name in _PERIOD if texts[name]}
    if period:
        piece["covers"] = period
    for name in _LISTS:
        if items := split_lines(texts[name]):
            piece[name] = [*items]
    return piece


def _day(text: str) -> str:
    """Return a day as 2026-05-31 if it can only mean one; else as it is written."""
    days = possible_dates(text)
    return days[0].isoformat() if len(days) == 1 else text
