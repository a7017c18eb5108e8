"""PyYAML's own parser, for machines without libyaml, adjusted to read as libyaml does.

The text that it reads contains no tabs.
"""

from yaml.error import Mark
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_WORD_ENDS = "\0 \r\n"


class PurePythonParser(Reader, Scanner, Parser):
    """A parser that gives the same events as `yaml.cyaml.CParser`.

    That holds for text whose only line breaks are CR and LF.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_block_scalar_indicators(self, start_mark: Mark) -> tuple[bool | None, int | None]:
        """Read the chomping and indentation indicators after | or >, in either order."""
        chomping = increment = None
        while (character := self.peek()) in "+-123456789":
            if character in "+-" and chomping is None:
                chomping = character == "+"
            elif character not in "+-" and increment is None:
                increment = int(character)
            else:
                break
            self.forward()
        if character not in _WORD_ENDS + "#":
            problem = "expected chomping or indentation indicators"
            raise ScannerError(
                "while scanning a block scalar", start_mark, problem, self.get_mark()
            )
        return chomping, increment

    def scan_flow_scalar_non_spaces(self, double: object, start_mark: Mark) -> list[str]:
        """Read a part of a quoted text, and refuse escapes for surrogates, as libyaml does."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):  # chr() of the number after \\U
            chunks = ["\ud800"]
        if any("\ud800" <= character <= "\udfff" for chunk in chunks for character in chunk):
            problem = "found invalid Unicode character escape code"
            raise ScannerError(
                "while parsing a quoted scalar", start_mark, problem, self.get_mark()
            )
        return chunks

    def scan_plain(self) -> ScalarToken:
        """Read a text without quotes."""
        begin = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#":
            length = self._plain_text_length(begin)
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, begin) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, begin, end)

    def _plain_text_length(self, begin: Mark) -> int:
        length = 0
        while (character := self.peek(length)) not in _WORD_ENDS:
            if character == ":":
                after = self.peek(length + 1)
                if after in _WORD_ENDS:
                    break
                if self.flow_level and after in ",?[]{}":
                    self.forward(length)
                    raise ScannerError(
                        "while scanning a plain scalar",
                        begin,
                        "found unexpected ':'",
                        self.get_mark(),
                    )
            if self.flow_level and character in ",[]{}":
                break
            length += 1
        return length
