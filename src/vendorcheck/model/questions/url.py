"""url: the address of a page; scored only where being answered is what counts."""

from typing import ClassVar, Literal

from vendorcheck.model.questions._base import QUESTION_TYPES
from vendorcheck.model.questions._invalid_answer import InvalidAnswer, RawAnswer
from vendorcheck.model.questions._result import ParsedAnswer
from vendorcheck.model.questions.text import WordsQuestion
from vendorcheck.text.links import safe_link


@QUESTION_TYPES.add("url")
class UrlQuestion(WordsQuestion):
    """The address of a page; it earns credit only where being answered is what counts."""

    answer_is_url: ClassVar = True
    type: Literal["url"]

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Accept an http or https address."""
        value = super().parse_answer(raw)
        if (
            not value.display_text.lower().startswith(("https://", "http://"))
            or safe_link(value.display_text) is None
        ):
            raise InvalidAnswer(
                "wrong-answer",
                f'"{value.display_text[:40]}" is not a web address',
                f"write it as {self.example()}",
            )
        return value

    def example(self) -> str:
        """Return an address."""
        return "https://vendor.example/page"
