"""The meaning of an answer to its question, and the credit that it earns."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from vendorcheck.model.fields import EFFORTS, SEVERITIES, Effort, Severity
from vendorcheck.model.questions._invalid_answer import RawAnswer
from vendorcheck.model.questions._options import GapWording, Option
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """An answer as a question understands it: the options that it picks, or its amount.

    The amount is a number, days, or the ordinal of a day. `display_text` is the answer as a person
    reads it, a number with its unit; `raw` is the answer as a file writes it.
    """

    display_text: str
    raw: RawAnswer
    options: frozenset[str] = frozenset()
    amount: Fraction | None = None

    @property
    def quotable_text(self) -> str:
        """The answer for a sentence of a report.

        Labels of options are our own and appear in full; the words of other people are cut.
        """
        return (
            self.display_text if self.options else short_name(self.display_text, MAX_QUOTE_LENGTH)
        )


@dataclass(frozen=True, slots=True, eq=False)
class AnswerResult:
    """The credit of an answer, 0 to 1, and the option, band or question that words its gap.

    A question creates each of its results once, so that their effect under a policy can be cached
    by identity.
    """

    credit: Fraction
    wording: GapWording
    severity: Severity | None = None
    parts: "tuple[AnswerResult, ...]" = ()
    """The gaps of an answer that has several, each with words and a severity of its own."""

    @property
    def gaps(self) -> "tuple[AnswerResult, ...]":
        """The gaps of the answer, should it earn less than full credit: itself, or its parts."""
        return self.parts or (self,)

    def gap_text(
        self, key: Literal["finding", "remedy", "clause"], question: GapWording
    ) -> str | None:
        """Return a text of all gaps, each once; the question's for those that have none."""
        texts = (getattr(gap.wording, key) or getattr(question, key) for gap in self.gaps)
        separator = "; " if key == "finding" else " "
        return separator.join(dict.fromkeys(filter(None, texts))) or None

    def greatest_effort(self, question: GapWording) -> Effort:
        """Return the effort of the hardest remedy; medium where nothing names one."""
        efforts = (gap.wording.effort or question.effort or "medium" for gap in self.gaps)
        return max(efforts, key=EFFORTS.index)

    def worst_severity(self, default: Severity) -> Severity:
        """Return the severity of the worst gap.

        Args:
            default: the severity of the question, for gaps that have none of their own.
        """
        return max((gap.severity or default for gap in self.gaps), key=SEVERITIES.index)


def result_of_option(option: Option) -> AnswerResult:
    """Return what an option earns by itself, with its own severity."""
    return AnswerResult(option.credit or Fraction(0), option, option.severity)
