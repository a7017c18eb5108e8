"""What libyaml says about a file that isn't YAML, in words for whoever edits it."""

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
    """Where libyaml stopped, and where what it was reading then begins."""

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
        """The line up to where libyaml stopped."""

    def start_of_line_above(self) -> int | None:
        """Where the last line above begins that says something; None if there is none."""
        begin = self.line_start
        while begin:
            end = begin
            begin = _line_start(self.text, begin - 1)
            line = self.text[begin:end]
            if line.strip() and not line.lstrip().startswith("#"):
                return begin + _indentation_at(self.text, begin)
        return None


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _indentation_at(text: str, begin: int) -> int:
    found = re.compile(" *").match(text, begin)
    return found.end() - begin if found else 0


def fault_of_parser_error(error: YAMLError, text: str, container_offset: int) -> Fault:
    """The problem that made a parser stop, on the line of the mistake.

    `inside` is where the innermost mapping or list begins that was read up to there.
    """
    if not isinstance(error, MarkedYAMLError):
        return Fault(0, "syntax", f"this can't be read as YAML: {error}")
    spot = _ParserStop(error, text, container_offset)
    for pattern, words in _FAULT_MAKERS:
        if re.search(pattern, f"{spot.context_message}: {spot.message}"):
            return words(spot)
    return Fault(spot.offset, "syntax", f"this can't be read as YAML: {spot.message}", _QUOTE_HINT)


def _unclosed_quote(spot: _ParserStop) -> Fault:
    quote = spot.text[spot.context_offset : spot.context_offset + 1]
    other = "; an apostrophe within '…' is written twice: ''" if quote == "'" else ""
    return Fault(
        spot.context_offset,
        "syntax",
        f"the quote {quote} that begins here is never closed",
        f"close it{other}",
    )


def _missing_comma_or_bracket(spot: _ParserStop) -> Fault:
    opening = spot.text[spot.context_offset : spot.context_offset + 1]
    closing = "]" if opening == "[" else "}"
    if spot.character in {"]", "}"} and spot.character != closing:
        return Fault(
            spot.offset,
            "syntax",
            f"{spot.character} can't close the {opening} that stands before it",
            f"write {closing}",
        )
    opened = _line_start(spot.text, spot.context_offset)
    # A line that is not indented deeper than the one with the bracket was hardly meant to stand between brackets.
    outside = spot.line_start > opened and _indentation_at(
        spot.text, spot.line_start
    ) <= _indentation_at(spot.text, opened)
    if outside or not spot.character:
        return _unclosed_bracket(spot.text, spot.context_offset)
    return Fault(
        spot.offset, "syntax", f"a comma or {closing} is missing before this", _BRACKET_HINT
    )


def _unclosed_bracket(text: str, offset: int) -> Fault:
    closing = "]" if text[offset] == "[" else "}"
    message = f"the bracket {text[offset]} that begins here is never closed"
    return Fault(offset, "syntax", message, f"close it with {closing}; {_BRACKET_HINT}")


def _missing_colon(spot: _ParserStop) -> Fault:
    return Fault(
        spot.context_offset,
        "syntax",
        "this line has no colon after its key",
        "write it as key: value, with a space after the colon",
    )


def _misplaced_colon(spot: _ParserStop) -> Fault:
    if len(spot.line_before) > 1024:  # noqa: PLR2004 - a limit of YAML itself
        return Fault(
            spot.line_start, "syntax", "this key is longer than 1,024 characters", "shorten it"
        )
    if re.search(r"(?:[:?-]|^)\s+\S.*\S\s*:\s+\S", f" {spot.line_before}") or re.search(
        r":\s+\S", spot.line_before
    ):
        return Fault(
            spot.offset,
            "syntax",
            "a colon with a space after it can't stand within a value",
            _QUOTE_HINT,
        )
    above = spot.start_of_line_above()
    if above is None:
        hint = (
            "begin the first key in a line of its own"
            if spot.line_before.startswith("---")
            else _QUOTE_HINT
        )
        return Fault(spot.offset, "syntax", "a colon with a space after it can't stand here", hint)
    line = re.split(r"[\r\n]", spot.text[above : spot.line_start], maxsplit=1)[0]
    if re.match(r"[^\s:]+:\S", line):
        return Fault(
            above,
            "syntax",
            "there is no space after the colon of this line",
            "write it as key: value",
        )
    if not re.search(r":(?:\s|$)", line):
        return Fault(
            above,
            "syntax",
            "this line has no colon after its key",
            "write it as key: value, with a space after the colon",
        )
    begin = spot.line_start + len(spot.line_before) - len(spot.line_before.lstrip())
    message = "this line is indented deeper than the line above, which has a value already"
    return Fault(begin, "syntax", message, "give it the indentation of the keys that it belongs to")


def _forbidden_first_character(spot: _ParserStop) -> Fault:
    return Fault(spot.offset, "syntax", f"a value can't begin with {spot.character}", _QUOTE_HINT)


def _misplaced_dash(spot: _ParserStop) -> Fault:
    hint = f"begin the list in the next line; if it is text, {_QUOTE_HINT}"
    return Fault(spot.offset, "syntax", "a list item can't begin in the line of its key", hint)


def _misplaced_question_mark(spot: _ParserStop) -> Fault:
    return Fault(spot.offset, "syntax", "a value can't begin with ? and a space", _QUOTE_HINT)


def _misplaced_text(spot: _ParserStop) -> Fault:
    before = spot.line_before.rstrip()
    if before:
        last = before[-1]
        if spot.character in {"]", "}", ","}:
            return _unopened_bracket(spot)
        if last in {'"', "'"}:
            hint = (
                "put the whole value in quotes; within '…', a quote is written twice: ''"
                if last == "'"
                else _QUOTE_HINT
            )
            return Fault(spot.offset, "syntax", "text follows after the closing quote", hint)
        if last in {"]", "}"}:
            return Fault(
                spot.offset, "syntax", f"text follows after the closing bracket {last}", _QUOTE_HINT
            )
        return Fault(spot.offset, "syntax", "this can't stand here", _QUOTE_HINT)
    if spot.character in {"]", "}", ","}:
        return _unopened_bracket(spot)
    if spot.character == ":":
        return Fault(
            spot.offset, "syntax", "there is no key before this colon", "write it as key: value"
        )
    return _wrong_indentation(spot)


def _wrong_indentation(spot: _ParserStop) -> Fault:
    if below := _content_below_empty_container(spot):
        return below
    if spot.context_offset - _line_start(spot.text, spot.context_offset) == len(spot.line_before):
        if "collection" in spot.context_message:
            message = "a key stands here among the items of a list"
            return Fault(
                spot.offset,
                "syntax",
                message,
                "indent it under the item that it belongs to, or begin it with a dash",
            )
        return Fault(
            spot.offset,
            "syntax",
            "a list item stands here among keys",
            "indent it under the key that it belongs to",
        )
    spaces = len(spot.line_before)
    message = f"this line is indented by {spaces} space{'' if spaces == 1 else 's'}, like nothing above that it could belong to"
    return Fault(
        spot.offset, "syntax", message, "give it the indentation of the lines that it belongs to"
    )


def _content_below_empty_container(spot: _ParserStop) -> Fault | None:
    """What is wrong where something stands below `key: {}` or `key: []`, which people leave as they found it."""
    above = spot.start_of_line_above()
    found = None if above is None else _EMPTY_CONTAINER.match(spot.text, above)
    if above is None or found is None:
        return None
    deeper = len(spot.line_before) - (above - _line_start(spot.text, above))
    if deeper < 0 or (deeper == 0 and not (spot.character == "-" and found[1].startswith("["))):
        return None
    message = f"{found[1]} says that nothing stands here, but something stands below"
    return Fault(found.start(1), "syntax", message, f"delete the {found[1]}")


def _unopened_bracket(spot: _ParserStop) -> Fault:
    hint = "delete it, or put the whole value in quotes"
    if spot.character == ",":
        return Fault(spot.offset, "syntax", "a value can't begin with a comma", hint)
    return Fault(spot.offset, "syntax", f"the bracket {spot.character} closes nothing", hint)


def _missing_value(spot: _ParserStop) -> Fault:
    if spot.character in {"]", "}", ","}:
        return _unopened_bracket(spot)
    if not spot.character and spot.text.startswith(("[", "{"), spot.container_offset):
        return _unclosed_bracket(spot.text, spot.container_offset)
    return Fault(spot.offset, "syntax", "a value is missing here")


def _unknown_escape(spot: _ParserStop) -> Fault:
    at = spot.text.rfind("\\", spot.context_offset, spot.offset + 1)
    escape = spot.text[at : at + 2]
    digits = {"x": 2, "u": 4, "U": 8}.get(escape[1:])
    wanted = f" without {digits} digits (0-9, a-f) after it" if digits else ""
    hint = r"write \\ for a backslash, or use '…' instead of the double quotes"
    return Fault(at, "syntax", f"{escape} means nothing between double quotes{wanted}", hint)


def _surrogate_escape(spot: _ParserStop) -> Fault:
    found = _SURROGATE_ESCAPE.search(spot.text, spot.context_offset)
    at = found.start() if found else spot.offset
    return Fault(at, "control-character", *control_escape_message("\ud800"))


def _missing_marker_name(spot: _ParserStop) -> Fault:
    character = spot.text[spot.context_offset : spot.context_offset + 1]
    return Fault(
        spot.context_offset, "syntax", f"a value can't begin with {character}", _QUOTE_HINT
    )


def _refused_directive(spot: _ParserStop) -> Fault:
    return Fault(spot.line_start, "syntax", *DIRECTIVE_MESSAGE)


def _text_after_block_sign(spot: _ParserStop) -> Fault:
    sign = spot.text[spot.context_offset : spot.context_offset + 1]
    message = f"text can't follow {sign} in the same line"
    return Fault(
        spot.offset,
        "syntax",
        message,
        f"begin the text in the next line, indented; or {_QUOTE_HINT}",
    )


def _colon_without_space(spot: _ParserStop) -> Fault:
    return Fault(
        spot.offset,
        "syntax",
        "a space is missing after this colon",
        "write key: value; a colon within text needs quotes",
    )


def _nested_too_deep(spot: _ParserStop) -> Fault:
    # libyaml's own limit. It reads ahead for a colon within a line, so brackets there get to it before any event does.
    return Fault(spot.offset, "too-deep", *TOO_DEEP_MESSAGE)


# What the two parsers say, as "while doing this: that is wrong".
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
