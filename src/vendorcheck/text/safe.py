"""Untrusted text made safe for terminals, Markdown, spreadsheets, logs, shells and file names.

Every function takes any text and never fails.
"""

import re
import shlex
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Final

from vendorcheck.text.marks import is_mark, limit_marks

ZERO_WIDTH_SPACE: Final = "\u200b"
"""A zero-width space that we insert; those of a vendor's text have been made visible before."""

_NOT_PLAIN_ASCII: Final = re.compile(r"[^\n\t -~]")
_EMOJI: Final = "[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]?"
JOINED_EMOJI: Final = re.compile(f"({_EMOJI}(?:\u200d{_EMOJI}){{1,8}})")
"""Emoji that are shown as one, such as a family or a profession."""
_INVISIBLE_CATEGORIES: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
# Letters and marks that show nothing: fillers, the grapheme joiner, Khmer and Mongolian vowels.
_BLANK_LETTERS: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
)
_REPEATED_CHARACTER: Final = re.compile(r"(.)\1*", re.DOTALL)
_MAX_CODES_IN_A_ROW: Final = 16
"""The most codes that are shown in a row; of the others only the number is shown."""


def escape_invisible(text: str) -> str:
    r"""Return the text with invisible characters shown as codes, `\u{1b}`, and no towers of marks.

    New lines and tabs stay. Every text for a person passes through here, in every format.
    Codes replace control characters, bidi controls, zero-width characters, line separators, lone
    surrogates and tag characters. CRLF becomes a new line. Repeated characters share a code with
    their number, `\u{ad×32000}`, and a long row of codes ends with the number of the others,
    `\u{…×32000}`: nobody reads screens of them. Marks on a letter beyond those of real writing are
    left out: they would paint over the lines above.
    """
    text = text.replace("\r\n", "\n")
    # A text has few distinct characters: classifying each once is cheaper than at every place.
    characters = set(_NOT_PLAIN_ASCII.findall(text))
    if not characters:
        return text
    if invisible_characters := sorted(filter(_is_invisible, characters)):
        pattern = f"[{''.join(map(re.escape, invisible_characters))}]+"
        text = re.sub(pattern, _escape_run, text)
    return limit_marks(text, characters)


def escape_all_but_emoji(text: str) -> str:
    r"""Return the text as `escape_invisible` does, with emoji that are joined left whole.

    A joiner between two emoji makes one sign of them, as in a family. It hides nothing there.
    """
    parts = JOINED_EMOJI.split(text)
    return "".join(
        part if number % 2 else escape_invisible(part) for number, part in enumerate(parts)
    )


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE_CATEGORIES or character in _BLANK_LETTERS


def _escape_run(match: re.Match[str]) -> str:
    run = match.group()
    parts = list(islice(_REPEATED_CHARACTER.finditer(run), _MAX_CODES_IN_A_ROW))
    codes = [_format_code(f"{ord(part[1]):x}", len(part.group())) for part in parts]
    uncoded_count = len(run) - parts[-1].end()
    return "".join(codes) + (_format_code("…", uncoded_count) if uncoded_count else "")


def _format_code(code: str, count: int) -> str:
    return f"\\u{{{code}}}" if count == 1 else f"\\u{{{code}×{count}}}"


def one_line(text: str) -> str:
    """Return the visible text in one line, with single spaces and none at its ends."""
    return " ".join(re.split(r"[\n\t ]+", escape_invisible(text).strip("\n\t ")))


# GitHub, GitLab and mail readers turn these into links, mentions and pictures anywhere in a text,
# even behind a backslash. A zero-width space after the match prevents that.
_REFERENCES: Final = re.compile(
    # A whole e-mail address stays unchanged, so that it can be copied. A site looks for a mention
    # only where no letter or digit precedes the @; at most it links the address to itself.
    r"(?P<kept>(?<![\w.+@/:-])"
    r"(?a:[a-z0-9][a-z0-9.+_-]*+(?<=[a-z0-9])@(?:[a-z0-9-]++\.)+[a-z]{2,}+)(?![\w@/:-]|\.\w))"
    # people, issues, requests, labels
    r"|@(?=\w)|#(?=\w)|[!$%&](?=\d)|[%~](?=[\"\w])|\bGH-(?=\d)|\[(?=[a-z_]+:)"
    r"|:(?=//)|/(?=/)|\bwww(?=\.)|\b(?:mailto|xmpp):"  # addresses
    r"|:(?=[\w+-]+:)",  # emoji
    re.IGNORECASE,
)
_MARKDOWN_ESCAPES: Final = {ord(sign): "\\" + sign for sign in "`*_{[]}~$^"} | {
    ord("#"): r"\#",
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    # A backslash is not enough: some renderers split a table at pipes before they read backslashes.
    ord("|"): "&#124;",
    ord("\\"): "&#92;",
}
# What precedes the sign that begins a list, a heading, a rule, or a command to a bot.
_BEFORE_BLOCK_SIGN: Final = re.compile(r"\A(?:(?=[-+=:/!])|\d+(?=[.)](?:\s|\Z)))", re.ASCII)


def escape_markdown(text: str) -> str:
    """Return Markdown that shows exactly this text in one line of a heading, a list or a table.

    GitHub, GitLab and CommonMark find no markup, mention, reference or emoji in it, and no link
    except that of an e-mail address to itself.
    """
    line = break_references(one_line(text)).translate(_MARKDOWN_ESCAPES)
    return _BEFORE_BLOCK_SIGN.sub(r"\g<0>\\", line)


def break_references(text: str) -> str:
    """Return text in which no site or mail reader finds a mention, an issue, an emoji or a link.

    An e-mail address stays as it is; at most it becomes a link to itself.
    """
    return _REFERENCES.sub(_break_reference, text)


def _break_reference(match: re.Match[str]) -> str:
    return match.group() if match["kept"] else match.group() + ZERO_WIDTH_SPACE


def escape_spreadsheet_cell(text: str) -> str:
    """Return the visible text for a CSV or spreadsheet cell; an apostrophe disarms a formula."""
    visible_text = escape_invisible(text)
    is_formula = (
        visible_text.lstrip()[:1] in set("=+-@＝＋－＠")
        or visible_text[:1] in {"\t", "\n"}
        or text[:1] == "\r"
    )
    return f"'{visible_text}" if visible_text and is_formula else visible_text


# GitHub accepts `::` at the start of a line, after any white space and any kind of line end, and
# `##[` anywhere, as Azure does `##vso[`.
_LOG_COMMAND: Final = re.compile(
    r"(?:^|(?<=[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]))(\s*:)(?=:)|(#)(?=#\w*\[)", re.MULTILINE
)


def escape_log_commands(text: str) -> str:
    """Return the text with a space inside everything that a CI system would run as a command."""
    return _LOG_COMMAND.sub(
        lambda match: match.group() + " ", text.replace("\r", "\n") if "\r" in text else text
    )


_LINE_BREAK_CODES: Final = {ord(sign): f"\\u{{{ord(sign):x}}}" for sign in "\r\n\t"}


def path_for_display(path: str) -> str:
    r"""Return a file name for a message, in one line: a new line is shown as `\u{a}`.

    It contains no command to a CI system.
    """
    return escape_log_commands(escape_invisible(path.translate(_LINE_BREAK_CODES)))


# These need an escape in `$'…'`: they end it or have a meaning there, they may be invisible, or a
# log or a wrapped line would change them.
_NEEDS_SHELL_ESCAPE: Final = re.compile(r"[^ -~]|[\\']|#(?=#\w*\[)|(?<= ) ")
_SURROGATE_BYTE_RANGE: Final = ("\udc80", "\udcff")
"""The characters with which Python represents bytes of a file name that are not UTF-8."""


def quote_shell_argument(argument: str) -> str:
    r"""Return an argument quoted for a shell, with invisible characters written as `$'\x1b'`."""
    if path_for_display(argument) == argument and "  " not in argument:
        return shlex.quote(argument)
    return f"$'{_NEEDS_SHELL_ESCAPE.sub(_escape_for_shell, argument)}'"


def _escape_for_shell(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\\'":
        return f"\\{character}"
    # A tower of marks is left out where it is shown, and a command must keep every mark.
    if not (character.isascii() or is_mark(character) or _is_invisible(character)):
        return character
    low, high = _SURROGATE_BYTE_RANGE
    content = character.encode(
        "utf-8", "surrogateescape" if low <= character <= high else "surrogatepass"
    )
    return "".join(f"\\x{byte:02x}" for byte in content)


def build_command_line(name: str, *paths: str, options: Iterable[str] = ()) -> str:
    """Return a vendorcheck command with files, then options, to paste into a shell."""
    # A file whose name begins with a dash must not be read as an option.
    files = [f"./{path}" if path.startswith("-") and path != "-" else path for path in paths]
    return " ".join(
        ["vendorcheck", name, *(quote_shell_argument(argument) for argument in (*files, *options))]
    )


MAX_NAME_LENGTH: Final = 80
"""The most characters of a name in a heading."""
_TRAILING_FLAG_LETTERS: Final = re.compile("[\U0001f1e6-\U0001f1ff]*\\Z")
_CUT_CODE: Final = re.compile(r"\\u\{?(?:[0-9a-f]*|…)(?:×[0-9]*)?\Z")


def shorten(text: str, width: int) -> str:
    """Return the text cut to at most `width` characters (1 or more), ending with … if it was cut.

    Characters that form one sign stay together: a letter and its marks, the halves of a flag, the
    code of an invisible character.
    """
    if len(text) <= width:
        return text
    end = width - 1
    while end and _continues_sign(text, end):
        end -= 1
    cut_code = _CUT_CODE.search(text[:end])
    kept_text = text[
        : cut_code.start() if cut_code and cut_code.start() else end or width - 1
    ].rstrip()
    return kept_text + "…"


def _continues_sign(text: str, offset: int) -> bool:
    """Return whether the character at an offset belongs to the sign before it."""
    character = text[offset]
    if is_mark(character) or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    flags = (
        _TRAILING_FLAG_LETTERS.search(text[:offset])
        if "\U0001f1e6" <= character <= "\U0001f1ff"
        else None
    )
    return flags is not None and len(flags.group()) % 2 == 1


MAX_QUOTE_LENGTH: Final = 160
"""The most characters of a quotation in a sentence of ours."""


def short_name(text: str, max_length: int = MAX_NAME_LENGTH) -> str:
    """Return a name for a heading: one visible line of at most `max_length` characters."""
    return shorten(one_line(text), max_length)


_WINDOWS_DEVICES: Final = frozenset(["con", "prn", "aux", "nul", "conin$", "conout$"]).union(
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
)
_MAX_SLUG_LENGTH: Final = 64


def slug(text: str) -> str:
    """Return a safe file name stem made from the text.

    It matches `^[a-z0-9][a-z0-9._-]{0,63}$` and names no Windows device.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = (
        re.sub(r"\.{2,}|[^a-z0-9._-]+", "-", ascii_text)
        .lstrip("._-")[:_MAX_SLUG_LENGTH]
        .rstrip("._-")
    )
    if name.partition(".")[0] in _WINDOWS_DEVICES:
        name = f"x-{name}"[:_MAX_SLUG_LENGTH].rstrip("._-")
    return name or "unnamed"
