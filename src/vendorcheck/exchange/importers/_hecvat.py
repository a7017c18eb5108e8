"""A HECVAT as its importer sees it: the vendor's answers, and how they are scored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vendorcheck.exchange.workbooks import Cell


@dataclass(frozen=True, slots=True)
class HecvatRow:
    """The row of a question in the sheet that the vendor fills."""

    id: str
    section: str
    """The title of its section; empty if the workbook has lost it."""
    asked: str
    answer: Cell
    explanation: str
    place: str
    """The cell of the answer, such as `HECVAT - Lite!C7`."""

    @property
    def is_empty(self) -> bool:
        """True if the vendor has written nothing there."""
        return not (self.answer.text or self.explanation)

    @property
    def is_not_applicable(self) -> bool:
        """True if the answer is that the question does not apply."""
        return self.answer.text.casefold() in ("n/a", "na")


@dataclass(frozen=True, slots=True)
class Scoring:
    """The scoring of a question.

    `compliant` is the text that its answer must contain, None if it is not scored; `weight` counts
    once an analyst has adjusted it. `letters` are the first letters of an answer that count; None:
    all. `cached` is the score that the workbook holds, None if it has none.
    """

    compliant: str | None
    weight: float
    forgotten_weight: float
    """The weight that it would have, where the sheet has none for it; 0 if it has."""
    high_risk: bool
    letters: int | None
    override: str
    cached: float | None
    has_formula: bool
    place: str
    is_whole: bool = False
    """True if the answer must be the compliant one and no more, in any case, as in HECVAT 4."""

    def is_compliant(self, answer: str) -> bool:
        """Return whether an answer earns the weight: it contains the compliant one, in its case."""
        if self.is_whole:
            return answer.casefold() == str(self.compliant).casefold()
        seen = answer if self.letters is None else answer[: self.letters]
        return bool(self.compliant) and str(self.compliant) in seen


@dataclass(frozen=True, slots=True)
class Part:
    """The questions with one prefix, such as COMP: their qualifier, and their cached sums."""

    qualifier: str | None
    """The question that must be answered Yes for the part to count."""
    score: float | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class Hecvat:
    """A HECVAT: its name and version, the rows that were filled, and how they are scored."""

    form: str
    version: str
    rows: tuple[HecvatRow, ...]
    overruled: tuple[tuple[HecvatRow, HecvatRow], ...]
    """Rows that answer a question otherwise than one before them, each with that one."""
    scoring: Mapping[str, Scoring]
    parts: Mapping[str, Part]
    """The parts that count, by prefix; empty if the workbook does not say."""
    qualifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The questions that must not be answered No for a question to be asked, by its id."""
    not_applicable_counts: bool = True
    """True if "N/A" keeps the weight of a question; False if it takes the weight away."""
    stated_score: float | None = None
    """The score in percent that the workbook holds, of the sections that it includes; None if it
    holds none, or holds it for each part."""

    @property
    def name(self) -> str:
        """The questionnaire as people call it: HECVAT Lite 3.04."""
        return " ".join(filter(None, ("HECVAT", self.form, self.version)))

    @property
    def qualifying_ids(self) -> frozenset[str]:
        """The questions that decide whether others are asked."""
        return frozenset(name for names in self.qualifiers.values() for name in names)

    def counts(self, question_id: str) -> bool:
        """Return whether a question is scored: it has a compliant answer, and its part counts."""
        scoring = self.scoring.get(question_id)
        if scoring is None or not scoring.compliant or scoring.weight <= 0:
            return False
        prefix = question_id.partition("-")[0]
        return prefix in self.parts if self.parts else prefix != "QUAL"


def first_answers(
    rows: Iterable[HecvatRow],
) -> tuple[tuple[HecvatRow, ...], tuple[tuple[HecvatRow, HecvatRow], ...]]:
    """Return the first row of each question that says anything, and those that say otherwise."""
    every_row = [*rows]
    first: dict[str, HecvatRow] = {}
    for row in every_row:
        if first.setdefault(row.id, row).is_empty and not row.is_empty:
            first[row.id] = row
    overruled = (
        (row, first[row.id])
        for row in every_row
        if row.answer.text and row.answer.text != first[row.id].answer.text
    )
    return tuple(first.values()), tuple(overruled)
