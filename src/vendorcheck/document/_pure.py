"""PyYAML's own parser, for where libyaml is missing: brought to read tabs and question marks as libyaml does."""

from collections.abc import Callable

from yaml.error import Mark
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_BLANK = " \t"
_BREAK = "\r\n"
_END = "\0 \t\r\n"


class PurePythonParser(Reader, Scanner, Parser):
    """Gives the same events as `yaml.cyaml.CParser` for text without other line breaks than CR and LF."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line breaks; a tab only where it can't be taken for indentation."""
        while True:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0\r\n":
                    self.forward()
            if not self._line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def _line_break(self) -> str:
        read: Callable[[], str] = self.scan_line_break
        return read()

    def scan_block_scalar_indicators(self, start_mark: Mark) -> tuple[bool | None, int | None]:
        """Read what stands behind | or >; a tab ends it like a space."""
        chomping = increment = None
        while (character := self.peek()) in "+-123456789":
            if character in "+-" and chomping is None:
                chomping = character == "+"
            elif character not in "+-" and increment is None:
                increment = int(character)
            else:
                break
            self.forward()
        if character not in _END + "#":
            problem = "expected chomping or indentation indicators"
            raise ScannerError("while scanning a block scalar", start_mark, problem, self.get_mark())
        return chomping, increment

    def scan_block_scalar_ignored_line(self, start_mark: Mark) -> None:
        """Skip the rest of the line that begins a block of text."""
        while self.peek() in _BLANK:
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Mark]:
        """Find out how far a block of text is indented."""
        found: tuple[list[str], int, Mark] = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return found

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Mark]:
        """Read the empty lines and the indentation before a line of a block of text."""
        found: tuple[list[str], Mark] = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return found

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            problem = "found a tab character where an indentation space is expected"
            raise ScannerError("while scanning a block scalar", None, problem, self.get_mark())

    def scan_flow_scalar_non_spaces(self, double: object, start_mark: Mark) -> list[str]:
        """Read a part of a quoted text; libyaml refuses escapes for what is no character."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):  # chr() of whatever follows \\U
            chunks = ["\ud800"]
        if any("\ud800" <= character <= "\udfff" for chunk in chunks for character in chunk):
            problem = "found invalid Unicode character escape code"
            raise ScannerError("while parsing a quoted scalar", start_mark, problem, self.get_mark())
        return chunks

    def scan_plain(self) -> ScalarToken:
        """Read a text without quotes."""
        begin = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#":
            length = self._plain_length(begin)
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, begin)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, begin, end)

    def _plain_length(self, begin: Mark) -> int:
        length = 0
        while (character := self.peek(length)) not in _END:
            if character == ":":
                after = self.peek(length + 1)
                if after in _END:
                    break
                if self.flow_level and after in ",?[]{}":
                    self.forward(length)
                    raise ScannerError(
                        "while scanning a plain scalar", begin, "found unexpected ':'", self.get_mark()
                    )
            if self.flow_level and character in ",[]{}":
                break
            length += 1
        return length

    def scan_plain_spaces(self, indent: int, start_mark: Mark) -> list[str]:
        """Read what separates words, as it is kept: spaces, or one space for a line break."""
        length = 0
        while self.peek(length) in _BLANK:
            length += 1
        blanks = self.prefix(length)
        self.forward(length)
        if self.peek() not in _BREAK:
            return [blanks] if blanks else []
        self.allow_simple_key = True
        breaks: list[str] = []
        while (character := self.peek()) in _BLANK + _BREAK:
            if character in _BREAK:
                breaks.append(self._line_break())
                if self.prefix(3) in {"---", "..."} and self.peek(3) in _END:
                    return []
            elif character == "\t" and self.column < indent:
                raise ScannerError(
                    "while scanning a plain scalar",
                    start_mark,
                    "found a tab character that violates indentation",
                    self.get_mark(),
                )
            else:
                self.forward()
        return breaks[1:] or [" "]
