"""What an answer is to its question, and what it earns."""

from dataclasses import dataclass
from fractions import Fraction

from vendorcheck.model.fields import Severity
from vendorcheck.model.questions._invalid_answer import RawAnswer
from vendorcheck.model.questions._options import GapWording
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
