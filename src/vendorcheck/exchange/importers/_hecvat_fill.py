"""Answers of ours from a HECVAT 3, through the crosswalk of one release.

Releases number their questions differently, and Full and Lite use the same ids for other ones. So a
question is the one that has the same text in the release of the crosswalk, whatever its id is.
"""

import re
from collections.abc import Iterator
from typing import Final

from vendorcheck.exchange.answer_cells import CellSource
from vendorcheck.exchange.importers._base import ImportSettings
from vendorcheck.exchange.importers._crosswalk import ForeignAnswer, cell_sources, fill_answers
from vendorcheck.exchange.importers._hecvat import Hecvat, HecvatRow
from vendorcheck.exchange.reply import Place, RepliedAnswer, ReplyRemark
from vendorcheck.store.crosswalks import (
    built_in_crosswalks,
    question_digest,
    questions_by_digest,
)

_RELEASE: Final = "3.04"
"""The release that the crosswalks are from."""
_FORMS: Final = {"Full": "hecvat-full", "Lite": "hecvat-lite"}
_OTHER_FORM: Final = "hecvat-full"
"""The form whose questions the others share."""
_NUMBER_IN_FRONT: Final = re.compile(r"\d\)\s*")
_WORDS: Final = {"yes": "Yes", "no": "No"}
_MAX_SAID: Final = 60
"""The most characters of an answer that is quoted as one; a longer one is an explanation."""


class HecvatFill:
    """The answers of a HECVAT 3 about the questions of ours that are to be filled.

    Args:
        hecvat: the workbook.
        settings: which of our questionnaires to fill.

    Raises:
        VendorcheckError: there is no crosswalk to one of them.
    """

    def __init__(self, hecvat: Hecvat, settings: ImportSettings) -> None:
        self._hecvat, self._settings = hecvat, settings
        is_newer = not hecvat.not_applicable_counts
        self._framework = "hecvat" if is_newer else _FORMS.get(hecvat.form, _OTHER_FORM)
        ids = {} if is_newer else questions_by_digest(self._framework, _RELEASE)
        asked = ((ids.get(question_digest(row.asked)), row) for row in hecvat.rows)
        self._rows = {source: row for source, row in asked if source}
        self.answers = tuple(self._fill()) if settings.fill else ()

    def _fill(self) -> Iterator[RepliedAnswer]:
        answers = {
            source: _foreign_answer(row)
            for source, row in self._rows.items()
            if not row.is_empty and not row.answer.trouble
        }
        name = self._hecvat.name
        yield from fill_answers(name, self._framework, _RELEASE, answers, self._settings)

    def cell_sources(self, settings: ImportSettings) -> dict[str, list[CellSource]]:
        """Return the questions of ours that are equal to a question, by its id in the workbook.

        Raises:
            VendorcheckError: there is no crosswalk to one that is to be used.
        """
        name = self._hecvat.name
        sources = cell_sources(name, self._framework, _RELEASE, _word_of, settings)
        return {row.id: sources[source] for source, row in self._rows.items() if source in sources}

    def remarks(self) -> Iterator[ReplyRemark]:
        """Yield how much of the crosswalks could be used, if the workbook asks otherwise."""
        crosswalks = built_in_crosswalks(self._framework, _RELEASE)
        chosen = (crosswalks[name] for name in self._settings.fill)
        named = {entry.source for crosswalk in chosen for entry in crosswalk.maps}
        common = len(named & self._rows.keys())
        if common < len(named):
            yield ReplyRemark(
                f"{self._hecvat.name}: of the {len(named)} questions that could say something, "
                f"{common} are asked in the words of release {_RELEASE}; only these were used"
            )


def _word_of(text: str) -> str:
    return _WORDS.get(_NUMBER_IN_FRONT.sub("", text, count=1).casefold(), "")


def _foreign_answer(row: HecvatRow) -> ForeignAnswer:
    text = row.answer.text
    word = _word_of(text) or None
    said, explanation = text, row.explanation
    if len(text) > _MAX_SAID or "\n" in text:
        said, explanation = "in words", "\n".join(filter(None, (text, row.explanation)))
    return ForeignAnswer(said or "no answer", word, explanation, Place(cell=row.place), row.id)
