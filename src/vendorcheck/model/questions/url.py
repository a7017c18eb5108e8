"""url: the address of a page; scored only where being answered is what counts."""

from typing import ClassVar, Literal

from vendorcheck.model.questions._base import QUESTION_TYPES, Value
from vendorcheck.model.questions._invalid_answer import Misfit, Raw
from vendorcheck.model.questions.text import WordsQuestion
from vendorcheck.text.safe import safe_link


@QUESTION_TYPES.add("url")
class Url(WordsQuestion):
    """A question that is answered by a web address."""

    is_address: ClassVar = True
    type: Literal["url"]

    def read(self, raw: Raw) -> Value:
        """Take an http or https address."""
        value = super().read(raw)
        if not value.shown.lower().startswith(("https://", "http://")) or safe_link(value.shown) is None:
            raise Misfit(
                "wrong-answer", f'"{value.shown[:40]}" is not a web address', f"write it as {self.example()}"
            )
        return value

    def example(self) -> str:
        """What an address looks like."""
        return "https://vendor.example/page"
