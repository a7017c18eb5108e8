"""The sheet of evidence of a form that came back."""

import re
from collections.abc import Mapping
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.exchange.form_layout import key_in_entry, split_lines
from vendorcheck.exchange.form_words import KIND_LABELS
from vendorcheck.exchange.importers.form_workbook.sheets import FormRow
from vendorcheck.exchange.reply import ReplyRemark, UnplacedReply
from vendorcheck.model.quantities.dates import possible_dates
from vendorcheck.text.links import completed_link

_TEXTS: Final = ("title", "url", "scope")
_DAYS: Final = ("dated", "expires")
_LISTS: Final = ("exceptions", "our_duties")
_PERIOD: Final = ("from", "to")
_COLUMNS: Final = ("kind", *_TEXTS, *_DAYS, *_PERIOD, *_LISTS)
_MAX_SAID: Final = 60


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
        texts = {column: self._fitting_text(row, column) for column in _COLUMNS}
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

    def _fitting_text(self, row: FormRow, column: str) -> str:
        """Return what a cell says, in the form of a file of answers; remark what has none."""
        text = self._text(row, column)
        if column == "url" and (address := completed_link(text)):
            place = row.place(column)
            said = f'"{text[:_MAX_SAID]}" is taken as {address[: _MAX_SAID + 8]}'
            self.remarks.append(ReplyRemark(f"{place}: {said}", place))
            return address
        if not text or column not in {"kind", *_DAYS, *_PERIOD}:
            return text
        fitting, wanted = (
            (_kind(text), "one of the kinds; choose from the list in the cell")
            if column == "kind"
            else (_day(text), "clearly a day; write it as 2026-05-31")
        )
        if not fitting:
            place = row.place(column)
            because = f'"{text[:_MAX_SAID]}" is not {wanted}. It is left out'
            self.remarks.append(ReplyRemark(f"{place}: {because}", place))
        return fitting

    def _text(self, row: FormRow, column: str) -> str:
        cell, place = row.cell(column), row.place(column)
        if cell.trouble:
            self.remarks.append(ReplyRemark(f"{place} {cell.trouble}; it is left out", place))
            return ""
        return cell.text


def _piece(texts: Mapping[str, str]) -> dict[str, Data]:
    """Return a piece of evidence as a file of answers has it, without what is empty."""
    names = ("kind", *_TEXTS, *_DAYS)
    piece: dict[str, Data] = {name: texts[name] for name in names if texts[name]}
    period: dict[str, Data] = {name: texts[name] for name in _PERIOD if texts[name]}
    if period:
        piece["covers"] = period
    for name in _LISTS:
        if items := split_lines(texts[name]):
            piece[name] = [*items]
    return piece


def _day(text: str) -> str:
    """Return a day as 2026-05-31 if it can only mean one; else nothing."""
    days = possible_dates(text)
    return days[0].isoformat() if len(days) == 1 else ""


def _kind(text: str) -> str:
    """Return the kind that a text names, such as `soc2-type-2` for "SOC 2 Type 2"; else nothing.

    In the cell's list are the labels; people type the short names, and an older form has the ids.
    """
    words = _letters_and_digits(text)
    return next(
        (
            kind
            for kind, label in KIND_LABELS.items()
            if words in {_letters_and_digits(kind), _letters_and_digits(label)}
        ),
        "",
    )


def _letters_and_digits(text: str) -> str:
    """Return what tells kinds apart: "ISO/IEC 27001" and "iso-27001" are one."""
    return re.sub(r"[\W_]", "", text.casefold()).replace("isoiec", "iso")
