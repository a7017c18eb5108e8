"""The errors of the YAML parsers, put into words for the person who edits the file."""

import re
from collections.abc import Callable
from typing import Final

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from vendorcheck.document._places import start_of_line
from vendorcheck.document._tree import TOO_DEEP_MESSAGE, Fault, control_escape_message

DIRECTIVE_MESSAGE: Final = (
    "a line that begins with % is a directive, which is not used here",
    "delete the line; text that begins with % needs quotes",
)
_QUOTE_HINT: Final = "put the whole value in quotes"
_NO_COLON_MESSAGE: Final = (
    "this line has no colon after its key",
    "write it as key: value, with a space after the colon",
)
_BRACKET_HINT: Final = "put text that holds brackets, commas or colons in quotes"
_EMPTY_CONTAINER: Final = re.compile(
    r"[^\r\n#]*:[ ]+(\{[ ]*\}|\[[ ]*\])[ ]*(?:#[^\r\n]*)?(?=[\r\n])"
)
_SURROGATE_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89a-fA-F]|U(?!0000(?![dD][89a-fA-F])|000[1-9a-fA-F]|0010))"
)


class _ParserStop:
    """The place where a parser stopped, and the start of the part that it was reading."""

    def __init__(self, error: MarkedYAMLError, text: str, container_offset: int) -> None:
        self.text = text
        self.message = error.problem or error.context or "it can't be read"
        self.context_message = error.context or ""
        mark = error.problem_mark or error.context_mark
        self.offset = min(mark.index if mark else 0, len(text))
        self.context_offset = (
            min(error.context_mark.index, len(text)) if error.context_mark else self.offset
        )
        self.container_offset = container_offset
        self.character = text[self.offset : self.offset + 1]
        self.context_character = text[self.context_offset : self.context_offset + 1]
        self.line_start = start_of_line(text, self.offset)
        self.line_before = text[self.line_start : self.offset]
        """The line up to the place where the parser stopped."""

    def fault(self, message: str, hint: str = "", offset: int | None = None) -> Fault:
        """Return a syntax fault, by default at the place where the parser stopped."""
        return Fault(self.offset if offset is None else offset, "syntax", message, hint)

    def start_of_line_above(self) -> int | None:
        """Return the offset of the first character of the last line above that has content.

        It is None if all lines above are blank or comments.
        """
        start = self.line_start
        while start:
            end = start
            start = start_of_line(self.text, start - 1)
            line = self.text[start:end]
            if line.strip() and not line.lstrip().startswith("#"):
                return start + _indentation_at(self.text, start)
        return None


def _indentation_at(text: str, line_start: int) -> int:
    match = re.compile(" *").match(text, line_start)
    return match.end() - line_start if match else 0


def fault_of_parser_error(error: YAMLError, text: str, container_offset: int) -> Fault:
    """Return the fault that made a parser stop, at the place of the mistake.

    `container_offset` is the start of the innermost mapping or list that is still open there.
    """
    if not isinstance(error, MarkedYAMLError):
        return Fault(0, "syntax", f"this can't be read as YAML: {error}")
    stop = _ParserStop(error, text, container_offset)
    for pattern, make_fault in _FAULT_MAKERS:
        if re.search(pattern, f"{stop.context_message}: {stop.message}"):
            return make_fault(stop)
    return stop.fault(f"this can't be read as YAML: {stop.message}", _QUOTE_HINT)


def _unclosed_quote(stop: _ParserStop) -> Fault:
    quote = stop.context_character
    apostrophe_hint = "; an apostrophe within '…' is written twice: ''" if quote == "'" else ""
    return stop.fault(
        f"the quote {quote} that begins here is never closed",
        f"close it{apostrophe_hint}",
        stop.context_offset,
    )


def _missing_comma_or_bracket(stop: _ParserStop) -> Fault:
    opening = stop.context_character
    closing = "]" if opening == "[" else "}"
    if stop.character in {"]", "}"} and stop.character != closing:
        return stop.fault(
            f"{stop.character} can't close the {opening} that stands before it", f"write {closing}"
        )
    opening_line = start_of_line(stop.text, stop.context_offset)
    # A line that is not indented deeper than the bracket's was hardly meant to be inside of it.
    is_outside = stop.line_start > opening_line and _indentation_at(
        stop.text, stop.line_start
    ) <= _indentation_at(stop.text, opening_line)
    if is_outside or not stop.character:
        return _unclosed_bracket(stop.text, stop.context_offset)
    return stop.fault(f"a comma or {closing} is missing before this", _BRACKET_HINT)


def _unclosed_bracket(text: str, offset: int) -> Fault:
    closing = "]" if text[offset] == "[" else "}"
    message = f"the bracket {text[offset]} that begins here is never closed"
    return Fault(offset, "syntax", message, f"close it with {closing}; {_BRACKET_HINT}")


def _misplaced_colon(stop: _ParserStop) -> Fault:
    if len(stop.line_before) > 1024:  # noqa: PLR2004 - a limit of YAML itself
        return stop.fault("this key is longer than 1,024 characters", "shorten it", stop.line_start)
    if re.search(r"(?:[:?-]|^)\s+\S.*\S\s*:\s+\S", f" {stop.line_before}") or re.search(
        r":\s+\S", stop.line_before
    ):
        return stop.fault("a colon with a space after it can't stand within a value", _QUOTE_HINT)
    offset_above = stop.start_of_line_above()
    if offset_above is None:
        is_marker_line = stop.line_before.startswith("---")
        hint = "begin the first key in a line of its own" if is_marker_line else _QUOTE_HINT
        return stop.fault("a colon with a space after it can't stand here", hint)
    return _fault_of_line_above(stop, offset_above)


def _fault_of_line_above(stop: _ParserStop, offset_above: int) -> Fault:
    """Return the fault of two lines of which the upper one has no room for the lower one's key."""
    line = re.split(r"[\r\n]", stop.text[offset_above : stop.line_start], maxsplit=1)[0]
    if re.match(r"[^\s:]+:\S", line):
        return stop.fault(
            "there is no space after the colon of this line", "write it as key: value", offset_above
        )
    if not re.search(r":(?:\s|$)", line):
        return stop.fault(*_NO_COLON_MESSAGE, offset_above)
    offset = stop.line_start + len(stop.line_before) - len(stop.line_before.lstrip())
    message = "this line is indented deeper than the line above, which has a value already"
    return stop.fault(message, "give it the indentation of the keys that it belongs to", offset)


def _misplaced_text(stop: _ParserStop) -> Fault:
    if stop.character in {"]", "}", ","}:
        return _unopened_bracket(stop)
    last_character = stop.line_before.rstrip()[-1:]
    if last_character in {'"', "'"}:
        note = "; within '…', a quote is written twice: ''" if last_character == "'" else ""
        return stop.fault("text follows after the closing quote", f"{_QUOTE_HINT}{note}")
    if last_character in {"]", "}"}:
        return stop.fault(f"text follows after the closing bracket {last_character}", _QUOTE_HINT)
    if last_character:
        return stop.fault("this can't stand here", _QUOTE_HINT)
    if stop.character == ":":
        return stop.fault("there is no key before this colon", "write it as key: value")
    return _content_below_empty_container(stop) or _wrong_indentation(stop)


def _wrong_indentation(stop: _ParserStop) -> Fault:
    spaces = len(stop.line_before)
    if stop.context_offset - start_of_line(stop.text, stop.context_offset) != spaces:
        return stop.fault(
            f"this line is indented by {spaces} space{'' if spaces == 1 else 's'}, "
            "like nothing above that it could belong to",
            "give it the indentation of the lines that it belongs to",
        )
    if "collection" in stop.context_message:
        return stop.fault(
            "a key stands here among the items of a list",
            "indent it under the item that it belongs to, or begin it with a dash",
        )
    return stop.fault(
        "a list item stands here among keys", "indent it under the key that it belongs to"
    )


def _content_below_empty_container(stop: _ParserStop) -> Fault | None:
    """Return the fault of a `{}` or `[]` that was left in place above new content, if it is one."""
    offset_above = stop.start_of_line_above()
    match = None if offset_above is None else _EMPTY_CONTAINER.match(stop.text, offset_above)
    if offset_above is None or match is None:
        return None
    indentation_above = offset_above - start_of_line(stop.text, offset_above)
    is_list_item = stop.character == "-" and match[1].startswith("[")
    # A list may begin in the column of its key.
    if len(stop.line_before) < indentation_above + (not is_list_item):
        return None
    return stop.fault(
        f"{match[1]} says that nothing stands here, but something stands below",
        f"delete the {match[1]}",
        match.start(1),
    )


def _unopened_bracket(stop: _ParserStop) -> Fault:
    hint = "delete it, or put the whole value in quotes"
    if stop.character == ",":
        return stop.fault("a value can't begin with a comma", hint)
    return stop.fault(f"the bracket {stop.character} closes nothing", hint)


def _missing_value(stop: _ParserStop) -> Fault:
    if stop.character in {"]", "}", ","}:
        return _unopened_bracket(stop)
    if not stop.character and stop.text.startswith(("[", "{"), stop.container_offset):
        return _unclosed_bracket(stop.text, stop.container_offset)
    return stop.fault("a value is missing here")


def _unknown_escape(stop: _ParserStop) -> Fault:
    offset = stop.text.rfind("\\", stop.context_offset, stop.offset + 1)
    escape = stop.text[offset : offset + 2]
    digits = {"x": 2, "u": 4, "U": 8}.get(escape[1:])
    digits_note = f" without {digits} digits (0-9, a-f) after it" if digits else ""
    hint = r"write \\ for a backslash, or use '…' instead of the double quotes"
    return stop.fault(f"{escape} means nothing between double quotes{digits_note}", hint, offset)


def _surrogate_escape(stop: _ParserStop) -> Fault:
    match = _SURROGATE_ESCAPE.search(stop.text, stop.context_offset)
    offset = match.start() if match else stop.offset
    return Fault(offset, "control-character", *control_escape_message("\ud800"))


def _text_after_block_sign(stop: _ParserStop) -> Fault:
    message = f"text can't follow {stop.context_character} in the same line"
    return stop.fault(message, f"begin the text in the next line, indented; or {_QUOTE_HINT}")


# The patterns match the messages of both parsers, as "context: problem".
_FAULT_MAKERS: Final[list[tuple[str, Callable[[_ParserStop], Fault]]]] = [
    (r"directive", lambda stop: stop.fault(*DIRECTIVE_MESSAGE, stop.line_start)),
    (
        r"(?:an anchor|an alias|a tag):",
        lambda stop: stop.fault(
            f"a value can't begin with {stop.context_character}", _QUOTE_HINT, stop.context_offset
        ),
    ),
    (r"unexpected end of stream|unexpected document (?:indicator|separator)", _unclosed_quote),
    (r"',' or '[\]}]'", _missing_comma_or_bracket),
    (
        r"could not find expected ':'",
        lambda stop: stop.fault(*_NO_COLON_MESSAGE, stop.context_offset),
    ),
    (r"mapping values are not allowed", _misplaced_colon),
    (
        r"cannot start any token",
        lambda stop: stop.fault(f"a value can't begin with {stop.character}", _QUOTE_HINT),
    ),
    (
        r"sequence entries are not allowed",
        lambda stop: stop.fault(
            "a list item can't begin in the line of its key",
            f"begin the list in the next line; if it is text, {_QUOTE_HINT}",
        ),
    ),
    (
        r"mapping keys are not allowed",
        lambda stop: stop.fault("a value can't begin with ? and a space", _QUOTE_HINT),
    ),
    (r"expected key|<block end>|expected '-' indicator", _misplaced_text),
    (r"node content", _missing_value),
    (r"unknown escape|hexa?decimal", _unknown_escape),
    (r"Unicode character escape", _surrogate_escape),
    (
        r"unexpected ':'",
        lambda stop: stop.fault(
            "a space is missing after this colon",
            "write key: value; a colon within text needs quotes",
        ),
    ),
    # This is libyaml's own limit. It reads ahead for a colon within a line, so brackets there reach
    # it before any event does.
    (r"maximum nesting depth", lambda stop: Fault(stop.offset, "too-deep", *TOO_DEEP_MESSAGE)),
    (r"comment or (?:a )?line break|chomping|indentation indicator", _text_after_block_sign),
]
