"""The errors of the YAML parsers, put into words for the person who edits the file."""

import re
from collections.abc import Callable
from typing import Final

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from vendorcheck.document._tree import TOO_DEEP_MESSAGE, Fault, control_escape_message

DIRECTIVE_MESSAGE: Final = (
    "a line that begins with % is a directive, which is not used here",
    "delete the line; text that begins with % needs quotes",
)
_QUOTE_HINT: Final = "put the whole value in quotes"
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
        self.line_start = _line_start(text, self.offset)
        self.line_before = text[self.line_start : self.offset]
        """The line up to the place where the parser stopped."""

    def start_of_line_above(self) -> int | None:
        """Return the offset of the first character of the last line above that has content.

        It is None if all lines above are blank or comments.
        """
        start = self.line_start
        while start:
            end = start
            start = _line_start(self.text, start - 1)
            line = self.text[start:end]
            if line.strip() and not line.lstrip().startswith("#"):
                return start + _indentation_at(self.text, start)
        return None


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


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
    return Fault(stop.offset, "syntax", f"this can't be read as YAML: {stop.message}", _QUOTE_HINT)


def _unclosed_quote(stop: _ParserStop) -> Fault:
    quote = stop.text[stop.context_offset : stop.context_offset + 1]
    apostrophe_hint = "; an apostrophe within '…' is written twice: ''" if quote == "'" else ""
    return Fault(
        stop.context_offset,
        "syntax",
        f"the quote {quote} that begins here is never closed",
        f"close it{apostrophe_hint}",
    )


def _missing_comma_or_bracket(stop: _ParserStop) -> Fault:
    opening = stop.text[stop.context_offset : stop.context_offset + 1]
    closing = "]" if opening == "[" else "}"
    if stop.character in {"]", "}"} and stop.character != closing:
        return Fault(
            stop.offset,
            "syntax",
            f"{stop.character} can't close the {opening} that stands before it",
            f"write {closing}",
        )
    opening_line = _line_start(stop.text, stop.context_offset)
    # A line that is not indented deeper than the bracket's was hardly meant to be inside of it.
    is_outside = stop.line_start > opening_line and _indentation_at(
        stop.text, stop.line_start
    ) <= _indentation_at(stop.text, opening_line)
    if is_outside or not stop.character:
        return _unclosed_bracket(stop.text, stop.context_offset)
    return Fault(
        stop.offset, "syntax", f"a comma or {closing} is missing before this", _BRACKET_HINT
    )


def _unclosed_bracket(text: str, offset: int) -> Fault:
    closing = "]" if text[offset] == "[" else "}"
    message = f"the bracket {text[offset]} that begins here is never closed"
    return Fault(offset, "syntax", message, f"close it with {closing}; {_BRACKET_HINT}")


def _missing_colon(stop: _ParserStop) -> Fault:
    return Fault(
        stop.context_offset,
        "syntax",
        "this line has no colon after its key",
        "write it as key: value, with a space after the colon",
    )


def _misplaced_colon(stop: _ParserStop) -> Fault:
    if len(stop.line_before) > 1024:  # noqa: PLR2004 - a limit of YAML itself
        return Fault(
            stop.line_start, "syntax", "this key is longer than 1,024 characters", "shorten it"
        )
    if re.search(r"(?:[:?-]|^)\s+\S.*\S\s*:\s+\S", f" {stop.line_before}") or re.search(
        r":\s+\S", stop.line_before
    ):
        return Fault(
            stop.offset,
            "syntax",
            "a colon with a space after it can't stand within a value",
            _QUOTE_HINT,
        )
    offset_above = stop.start_of_line_above()
    if offset_above is None:
        hint = (
            "begin the first key in a line of its own"
            if stop.line_before.startswith("---")
            else _QUOTE_HINT
        )
        return Fault(stop.offset, "syntax", "a colon with a space after it can't stand here", hint)
    line = re.split(r"[\r\n]", stop.text[offset_above : stop.line_start], maxsplit=1)[0]
    if re.match(r"[^\s:]+:\S", line):
        return Fault(
            offset_above,
            "syntax",
            "there is no space after the colon of this line",
            "write it as key: value",
        )
    if not re.search(r":(?:\s|$)", line):
        return Fault(
            offset_above,
            "syntax",
            "this line has no colon after its key",
            "write it as key: value, with a space after the colon",
        )
    offset = stop.line_start + len(stop.line_before) - len(stop.line_before.lstrip())
    message = "this line is indented deeper than the line above, which has a value already"
    return Fault(
        offset, "syntax", message, "give it the indentation of the keys that it belongs to"
    )


def _forbidden_first_character(stop: _ParserStop) -> Fault:
    return Fault(stop.offset, "syntax", f"a value can't begin with {stop.character}", _QUOTE_HINT)


def _misplaced_dash(stop: _ParserStop) -> Fault:
    hint = f"begin the list in the next line; if it is text, {_QUOTE_HINT}"
    return Fault(stop.offset, "syntax", "a list item can't begin in the line of its key", hint)


def _misplaced_question_mark(stop: _ParserStop) -> Fault:
    return Fault(stop.offset, "syntax", "a value can't begin with ? and a space", _QUOTE_HINT)


def _misplaced_text(stop: _ParserStop) -> Fault:
    before = stop.line_before.rstrip()
    if before:
        last_character = before[-1]
        if stop.character in {"]", "}", ","}:
            return _unopened_bracket(stop)
        if last_character in {'"', "'"}:
            hint = (
                "put the whole value in quotes; within '…', a quote is written twice: ''"
                if last_character == "'"
                else _QUOTE_HINT
            )
            return Fault(stop.offset, "syntax", "text follows after the closing quote", hint)
        if last_character in {"]", "}"}:
            return Fault(
                stop.offset,
                "syntax",
                f"text follows after the closing bracket {last_character}",
                _QUOTE_HINT,
            )
        return Fault(stop.offset, "syntax", "this can't stand here", _QUOTE_HINT)
    if stop.character in {"]", "}", ","}:
        return _unopened_bracket(stop)
    if stop.character == ":":
        return Fault(
            stop.offset, "syntax", "there is no key before this colon", "write it as key: value"
        )
    return _wrong_indentation(stop)


def _wrong_indentation(stop: _ParserStop) -> Fault:
    if fault := _content_below_empty_container(stop):
        return fault
    if stop.context_offset - _line_start(stop.text, stop.context_offset) == len(stop.line_before):
        if "collection" in stop.context_message:
            message = "a key stands here among the items of a list"
            return Fault(
                stop.offset,
                "syntax",
                message,
                "indent it under the item that it belongs to, or begin it with a dash",
            )
        return Fault(
            stop.offset,
            "syntax",
            "a list item stands here among keys",
            "indent it under the key that it belongs to",
        )
    spaces = len(stop.line_before)
    message = (
        f"this line is indented by {spaces} space{'' if spaces == 1 else 's'}, "
        "like nothing above that it could belong to"
    )
    return Fault(
        stop.offset, "syntax", message, "give it the indentation of the lines that it belongs to"
    )


def _content_below_empty_container(stop: _ParserStop) -> Fault | None:
    """Return the fault of a `{}` or `[]` that was left in place above new content, if it is one."""
    offset_above = stop.start_of_line_above()
    match = None if offset_above is None else _EMPTY_CONTAINER.match(stop.text, offset_above)
    if offset_above is None or match is None:
        return None
    extra_indentation = len(stop.line_before) - (
        offset_above - _line_start(stop.text, offset_above)
    )
    if extra_indentation < 0 or (
        extra_indentation == 0 and not (stop.character == "-" and match[1].startswith("["))
    ):
        return None
    message = f"{match[1]} says that nothing stands here, but something stands below"
    return Fault(match.start(1), "syntax", message, f"delete the {match[1]}")


def _unopened_bracket(stop: _ParserStop) -> Fault:
    hint = "delete it, or put the whole value in quotes"
    if stop.character == ",":
        return Fault(stop.offset, "syntax", "a value can't begin with a comma", hint)
    return Fault(stop.offset, "syntax", f"the bracket {stop.character} closes nothing", hint)


def _missing_value(stop: _ParserStop) -> Fault:
    if stop.character in {"]", "}", ","}:
        return _unopened_bracket(stop)
    if not stop.character and stop.text.startswith(("[", "{"), stop.container_offset):
        return _unclosed_bracket(stop.text, stop.container_offset)
    return Fault(stop.offset, "syntax", "a value is missing here")


def _unknown_escape(stop: _ParserStop) -> Fault:
    offset = stop.text.rfind("\\", stop.context_offset, stop.offset + 1)
    escape = stop.text[offset : offset + 2]
    digits = {"x": 2, "u": 4, "U": 8}.get(escape[1:])
    digits_note = f" without {digits} digits (0-9, a-f) after it" if digits else ""
    hint = r"write \\ for a backslash, or use '…' instead of the double quotes"
    return Fault(
        offset, "syntax", f"{escape} means nothing between double quotes{digits_note}", hint
    )


def _surrogate_escape(stop: _ParserStop) -> Fault:
    match = _SURROGATE_ESCAPE.search(stop.text, stop.context_offset)
    offset = match.start() if match else stop.offset
    return Fault(offset, "control-character", *control_escape_message("\ud800"))


def _missing_marker_name(stop: _ParserStop) -> Fault:
    character = stop.text[stop.context_offset : stop.context_offset + 1]
    return Fault(
        stop.context_offset, "syntax", f"a value can't begin with {character}", _QUOTE_HINT
    )


def _refused_directive(stop: _ParserStop) -> Fault:
    return Fault(stop.line_start, "syntax", *DIRECTIVE_MESSAGE)


def _text_after_block_sign(stop: _ParserStop) -> Fault:
    sign = stop.text[stop.context_offset : stop.context_offset + 1]
    message = f"text can't follow {sign} in the same line"
    return Fault(
        stop.offset,
        "syntax",
        message,
        f"begin the text in the next line, indented; or {_QUOTE_HINT}",
    )


def _colon_without_space(stop: _ParserStop) -> Fault:
    return Fault(
        stop.offset,
        "syntax",
        "a space is missing after this colon",
        "write key: value; a colon within text needs quotes",
    )


def _nested_too_deep(stop: _ParserStop) -> Fault:
    # This is libyaml's own limit. It reads ahead for a colon within a line, so brackets there reach
    # it before any event does.
    return Fault(stop.offset, "too-deep", *TOO_DEEP_MESSAGE)


# The patterns match the messages of both parsers, as "context: problem".
_FAULT_MAKERS: Final[list[tuple[str, Callable[[_ParserStop], Fault]]]] = [
    (r"directive", _refused_directive),
    (r"(?:an anchor|an alias|a tag):", _missing_marker_name),
    (r"unexpected end of stream|unexpected document (?:indicator|separator)", _unclosed_quote),
    (r"',' or '[\]}]'", _missing_comma_or_bracket),
    (r"could not find expected ':'", _missing_colon),
    (r"mapping values are not allowed", _misplaced_colon),
    (r"cannot start any token", _forbidden_first_character),
    (r"sequence entries are not allowed", _misplaced_dash),
    (r"mapping keys are not allowed", _misplaced_question_mark),
    (r"expected key|<block end>|expected '-' indicator", _misplaced_text),
    (r"node content", _missing_value),
    (r"unknown escape|hexa?decimal", _unknown_escape),
    (r"Unicode character escape", _surrogate_escape),
    (r"unexpected ':'", _colon_without_space),
    (r"maximum nesting depth", _nested_too_deep),
    (r"comment or (?:a )?line break|chomping|indentation indicator", _text_after_block_sign),
]
