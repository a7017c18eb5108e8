"""The cells of a foreign workbook that take answers, and what of ours each of them is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vendorcheck.document.document import Data
from vendorcheck.exchange.workbooks import Cell, Sheet
from vendorcheck.model.questions import BaseQuestion, RawAnswer

_SEPARATORS = ("; ", ", ", "\n")


@dataclass(frozen=True, slots=True)
class CellSource:
    """A question of ours whose answer is what a cell asks for.

    `texts` are the texts that could say an answer, the best first. `reads` is the answer that an
    import takes from a text in this cell; None if it takes none.
    """

    key: str
    texts: Callable[[RawAnswer], Sequence[str]]
    reads: Callable[[str], Data]


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A cell that takes an answer."""

    name: str
    """The question as the workbook calls it: its id, or its text."""
    sheet: Sheet
    cell: Cell
    sources: tuple[CellSource, ...] = ()
    obstacle: str = ""
    """The reason why nothing of ours may stand there, whatever we answer."""
    is_placeholder: bool = False
    """True if what it holds only asks to be replaced."""

    @property
    def place(self) -> str:
        """The cell as people write it: `CAIQv4.0.3!C7`."""
        return self.sheet.place(self.cell)


def shown_texts(question: BaseQuestion, raw: RawAnswer) -> tuple[str, ...]:
    """Return the texts with which people say an answer: the labels of its options, or its words.

    Args:
        question: the question.
        raw: an answer that it takes.
    """
    answer = question.parse_answer(raw)
    chosen = [option for option in question.offered_options if option.id in answer.options]
    if not chosen:
        return (raw,) if isinstance(raw, str) else ()
    labels, ids = [option.label for option in chosen], [option.id for option in chosen]
    return tuple(
        dict.fromkeys(separator.join(texts) for texts in (labels, ids) for separator in _SEPARATORS)
    )
