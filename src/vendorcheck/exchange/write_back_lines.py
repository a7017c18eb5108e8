"""The plan of a write-back in lines for a person: what is filled, and what stays blank and why."""

from collections.abc import Iterator
from typing import Final

from vendorcheck.exchange.answer_cells import AnswerCell
from vendorcheck.exchange.write_back import NO_ANSWER, NO_QUESTION, BlankCell, WriteBackPlan
from vendorcheck.text.layout import MAX_PARAGRAPH_COLUMNS, wrap_text
from vendorcheck.text.safe import one_line, path_for_display, short_name
from vendorcheck.text.words import count_with_noun

_MAX_NAMED: Final = 12
"""The most cells that are named for one reason, unless all are."""
_MIN_COLUMNS: Final = 30
_LAST: Final = (NO_ANSWER, NO_QUESTION)
"""The reasons that are no surprise."""


def write_back_lines(plan: WriteBackPlan, *, file: str, width: int, in_full: bool) -> list[str]:
    """Return what is written into the copy of a workbook, and what is not.

    Args:
        plan: the plan.
        file: the copy.
        width: the columns of a line.
        in_full: True to name every cell.
    """
    writing = _Writing(plan, is_in_full=in_full)
    columns = max(_MIN_COLUMNS, min(width, MAX_PARAGRAPH_COLUMNS))
    return [
        line
        for indent, text in (*_summary(plan, file), *writing.filled(), *writing.blank())
        for line in wrap_text(text, columns, " " * indent, " " * (indent + 2), cut_words=False)
    ]


def _summary(plan: WriteBackPlan, file: str) -> Iterator[tuple[int, str]]:
    counts = (
        (len(plan.written), "answer is filled in", "answers are filled in"),
        (len(plan.same), "stands there already", "stand there already"),
        (len(plan.blank), "is left as it is", "are left as they are"),
    )
    parts = [count_with_noun(*count) for count in counts if count[0]]
    yield 0, f"{path_for_display(file)}: {', '.join(parts) or 'nothing to fill in'}"


class _Writing:
    """The paragraphs about cells, each with its indent."""

    def __init__(self, plan: WriteBackPlan, *, is_in_full: bool) -> None:
        self._plan, self._is_in_full = plan, is_in_full
        cells = [entry.cell for entry in plan.written] + [entry.cell for entry in plan.blank]
        self._has_one_sheet = len({cell.sheet.title for cell in cells}) == 1

    def filled(self) -> Iterator[tuple[int, str]]:
        """Yield the answers that are filled in; many only if all are asked for."""
        written = self._plan.written
        if len(written) > _MAX_NAMED and not self._is_in_full:
            yield 0, "Filled in: -v shows them"
            return
        yield from [(0, "Filled in:")] * bool(written)
        for entry in written:
            yield 2, f"{self._named(entry.cell)}: {short_name(entry.text)}, from {entry.key}"

    def blank(self) -> Iterator[tuple[int, str]]:
        """Yield the cells that stay as they are, by the reason, the usual ones last."""
        by_reason: dict[str, list[BlankCell]] = {}
        for entry in self._plan.blank:
            by_reason.setdefault(entry.because, []).append(entry)
        yield from [(0, "Left as they are:")] * bool(by_reason)
        for reason in sorted(by_reason, key=_order):
            entries = by_reason[reason]
            shown = entries if self._is_in_full else entries[:_MAX_NAMED]
            rest = len(entries) - len(shown)
            names = ", ".join(self._named(entry.cell) for entry in shown)
            more = f" and {rest} more; -v shows them" if rest else ""
            yield 2, f"{one_line(reason)} – {names}{more}"

    def _named(self, cell: AnswerCell) -> str:
        place = cell.cell.coordinate if self._has_one_sheet else short_name(cell.place)
        return f"{short_name(cell.name)} ({place})"


def _order(reason: str) -> int:
    return _LAST.index(reason) + 1 if reason in _LAST else 0
