"""Untrusted text made safe: for a terminal, Markdown, a spreadsheet cell, a log, a link, a shell, a file name.

Every function takes any text whatever and never fails.
"""

import re
import shlex
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Final
from urllib.parse import quote, urlsplit

_ZERO_WIDTH_SPACE: Final = "\u200b"
"""A zero-width space of our own; one in vendor text is made visible before."""

_NOT_PLAIN_ASCII: Final = re.compile(r"[^\n\t -~]")
_INVISIBLE_CATEGORIES: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
# Letters and marks that show nothing: fillers, the grapheme joiner, Khmer and Mongolian inherent vowels.
_BLANK_LETTERS: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
)
_REPEATED_CHARACTER: Final = re.compile(r"(.)\1*", re.DOTALL)
_MAX_CODES_IN_A_ROW: Final = 16
"""So many codes follow each other; then it only matters how many more there are."""


def escape_invisible(text: str) -> str:
    r"""The text with whatever is invisible, or moves the cursor, shown as `\u{1b}`; new lines and tabs stay.

    That is: control characters, bidi controls, zero-width characters, line separators, lone surrogates, tag
    characters. CRLF becomes a new line. What is repeated is told with its number, `\u{ad×32000}`, and so is what
    follows after many codes, `\u{…×32000}`: nobody reads screens of them.
    """
    text = text.replace("\r\n", "\n")
    # Few characters make up a text: to look at each kind once costs less than to look at each place.
    hidden = [
        character for character in set(_NOT_PLAIN_ASCII.findall(text)) if _is_invisible(character)
    ]
    if not hidden:
        return text
    return re.sub(f"[{''.join(map(re.escape, sorted(hidden)))}]+", _escape_run, text)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE_CATEGORIES or character in _BLANK_LETTERS


def _escape_run(match: re.Match[str]) -> str:
    """The codes of invisible characters that follow each other."""
    run = match.group()
    parts = list(islice(_REPEATED_CHARACTER.finditer(run), _MAX_CODES_IN_A_ROW))
    codes = [_format_code(f"{ord(part[1]):x}", len(part.group())) for part in parts]
    rest = len(run) - parts[-1].end()
    return "".join(codes) + (_format_code("…", rest) if rest else "")


def _format_code(code: str, count: int) -> str:
    return f"\\u{{{code}}}" if count == 1 else f"\\u{{{code}×{count}}}"


def one_line(text: str) -> str:
    """The visible text in one line, with single spaces and none around it."""
    return " ".join(re.split(r"[\n\t ]+", escape_invisible(text).strip("\n\t ")))


# What GitHub, GitLab and mail readers make links, pings and pictures of wherever they find it in text, even
# behind a backslash: a zero-width space goes in after what is matched.
_REFERENCES: Final = re.compile(
    # A whole e-mail address stays as it is, so that it can be copied. A site looks for people only where no letter
    # or digit stands before the @; it may link the address, to nothing but itself.
    r"(?P<kept>(?<![\w.+@/:-])(?a:[a-z0-9][a-z0-9.+_-]*+(?<=[a-z0-9])@(?:[a-z0-9-]++\.)+[a-z]{2,}+)(?![\w@/:-]|\.\w))"
    r"|@(?=\w)|#(?=\w)|[!$%&](?=\d)|[%~](?=[\"\w])|\bGH-(?=\d)|\[(?=[a-z_]+:)"  # people, issues, requests, labels
    r"|:(?=//)|/(?=/)|\bwww(?=\.)|\b(?:mailto|xmpp):"  # addresses
    r"|:(?=[\w+-]+:)",  # emoji
    re.IGNORECASE,
)
_MARKDOWN_ESCAPES: Final = {ord(sign): "\\" + sign for sign in "`*_{[]}~$^"} | {
    ord("#"): r"\#",
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    # Not by backslash: tables are split at pipes before backslashes are understood, and not by all alike.
    ord("|"): "&#124;",
    ord("\\"): "&#92;",
}
# What begins a list, a heading, a rule, or a command to a bot.
_BLOCK_START: Final = re.compile(r"([-+=:/!])|\d+([.)])(?=\s|\Z)", re.ASCII)


def escape_markdown(text: str) -> str:
    """Markdown for a heading, a list item or a table cell that shows the text in one line, and nothing else.

    GitHub, GitLab and CommonMark find no markup in it, no mention, no reference, no emoji, and no link but that of an
    e-mail address to itself.
    """
    line = _REFERENCES.sub(_break_reference, one_line(text)).translate(_MARKDOWN_ESCAPES)
    sign = _BLOCK_START.match(line)
    at = sign.start(sign.lastindex or 0) if sign else 0
    return f"{line[:at]}\\{line[at:]}" if sign else line


def _break_reference(match: re.Match[str]) -> str:
    return match.group() if match["kept"] else match.group() + _ZERO_WIDTH_SPACE


_HOST_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\]"
)
_EMAIL_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$'+/=_~-]+@([A-Za-z0-9.-]+)")
_MAX_LINK_LENGTH: Final = 2048
_MAX_PLAIN_LINK_LENGTH: Final = 250
_PLAIN_LINK: Final = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[A-Za-z0-9._~/-]*)?")


def safe_link(url: str) -> str | None:
    """The address to link to, if it is a harmless http, https or mailto one; None otherwise.

    The host comes in its real (punycode) form, and everything after it in characters that need no escaping
    in HTML or Markdown. Refused: other schemes, names and passwords in front of the host, white space,
    backslashes, anything invisible, headers or text in a mailto.
    """
    url = url.strip(" \n\t")
    if len(url) > _MAX_LINK_LENGTH or re.search(r"[\s\\]", url) or escape_invisible(url) != url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme == "mailto":
        mail = _EMAIL_ADDRESS.fullmatch(url[len("mailto:") :])
        return (
            f"mailto:{quote(mail.group(), safe='@')}"
            if mail and _HOST_NAME.fullmatch(mail.group(1).lower())
            else None
        )
    host = _normalize_host(parts.hostname or "")
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host:
        return None
    where = f"{host}:{port}" if port is not None else host
    rest = quote(url[url.index("://") + 3 + len(parts.netloc) :], safe="/?#&=%;:@,+!$~.-_")
    return f"{parts.scheme}://{where}{rest}"


def is_safe_link(url: str) -> bool:
    """Whether `safe_link` has something to link to. Most addresses are plain, and need no closer look."""
    return (
        bool(len(url) <= _MAX_PLAIN_LINK_LENGTH and _PLAIN_LINK.fullmatch(url))
        or safe_link(url) is not None
    )


def host_of(url: str) -> str:
    """The host that a link really leads to, to print beside it; empty if the address is not a safe link."""
    link = safe_link(url)
    if link is None:
        return ""
    if link.startswith("mailto:"):
        return link.rpartition("@")[2].lower()
    return urlsplit(link).hostname or ""


def _normalize_host(name: str) -> str:
    """A host in the form that is looked up; empty if it is none."""
    if ":" in name:
        name = f"[{name}]"
    elif not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    name = name.lower()
    return name if _HOST_NAME.fullmatch(name) else ""


def escape_spreadsheet_cell(text: str) -> str:
    """The visible text for a CSV or spreadsheet cell; an apostrophe in front of what would be a formula."""
    shown = escape_invisible(text)
    formula = (
        shown.lstrip()[:1] in set("=+-@＝＋－＠") or shown[:1] in {"\t", "\n"} or text[:1] == "\r"
    )
    return f"'{shown}" if shown and formula else shown


# GitHub takes `::` at the begin of a line, after any white space, whatever ends a line; `##[` and Azure's `##vso[` anywhere.
_LOG_COMMAND: Final = re.compile(
    r"(?:^|(?<=[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]))(\s*:)(?=:)|(#)(?=#\w*\[)", re.MULTILINE
)


def escape_log_commands(text: str) -> str:
    """The text with a space inside whatever a CI system would take for a command, in each of its lines."""
    return _LOG_COMMAND.sub(
        lambda found: found.group() + " ", text.replace("\r", "\n") if "\r" in text else text
    )


_LINE_BREAK_CODES: Final = {ord(sign): f"\\u{{{ord(sign):x}}}" for sign in "\r\n\t"}


def path_for_display(path: str) -> str:
    r"""A file's name for a message: in one line, with a new line in it shown as `\u{a}`, and no command to a CI system."""
    return escape_log_commands(escape_invisible(path.translate(_LINE_BREAK_CODES)))


# In `$'…'`: what ends it or means something there, what may be invisible, what a log or a wrapped line would change.
_NEEDS_SHELL_ESCAPE: Final = re.compile(r"[^ -~]|[\\']|#(?=#\w*\[)|(?<= ) ")
_SURROGATE_BYTE_RANGE: Final = ("\udc80", "\udcff")
"""How Python holds the bytes of a file name that are no UTF-8."""


def quote_shell_argument(argument: str) -> str:
    r"""An argument to paste into a shell: it stays one argument, and what is invisible in it is written as `$'\x1b'`."""
    if path_for_display(argument) == argument and "  " not in argument:
        return shlex.quote(argument)
    return f"$'{_NEEDS_SHELL_ESCAPE.sub(_escape_for_shell, argument)}'"


def _escape_for_shell(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\\'":
        return f"\\{character}"
    if not character.isascii() and escape_invisible(character) == character:
        return character
    low, high = _SURROGATE_BYTE_RANGE
    content = character.encode(
        "utf-8", "surrogateescape" if low <= character <= high else "surrogatepass"
    )
    return "".join(f"\\x{byte:02x}" for byte in content)


def build_command_line(name: str, *paths: str, options: Iterable[str] = ()) -> str:
    """A command of ours with files, then options, as a person pastes it into a shell."""
    # A name that begins like an option must stay a name.
    files = [f"./{path}" if path.startswith("-") and path != "-" else path for path in paths]
    return " ".join(
        ["vendorcheck", name, *(quote_shell_argument(argument) for argument in (*files, *options))]
    )


MAX_NAME_LENGTH: Final = 80
"""So many characters of a name stand in a heading."""
_MAX_STACKED_MARKS: Final = 4
"""So many marks stack on a letter in real writing."""
_TRAILING_FLAG_LETTERS: Final = re.compile("[\U0001f1e6-\U0001f1ff]*\\Z")
_CUT_CODE: Final = re.compile(r"\\u\{?(?:[0-9a-f]*|…)(?:×[0-9]*)?\Z")


def shorten(text: str, width: int) -> str:
    """The text in at most `width` (1 or more) characters, with … where the rest was.

    What makes one sign together stays together: a letter and its marks, the halves of a flag, the code of what is
    made visible.
    """
    if len(text) <= width:
        return text
    end = width - 1
    while end and _continues_sign(text, end):
        end -= 1
    code = _CUT_CODE.search(text[:end])
    kept = text[: code.start() if code and code.start() else end or width - 1].rstrip()
    return kept + "…"


def _continues_sign(text: str, at: int) -> bool:
    """Whether the character at a place belongs to the sign before it."""
    character = text[at]
    if unicodedata.category(character)[0] == "M" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    flags = (
        _TRAILING_FLAG_LETTERS.search(text[:at])
        if "\U0001f1e6" <= character <= "\U0001f1ff"
        else None
    )
    return flags is not None and len(flags.group()) % 2 == 1


MAX_QUOTE_LENGTH: Final = 160
"""So many characters of somebody's words stand in a sentence of ours."""


def short_name(text: str, max_length: int = MAX_NAME_LENGTH) -> str:
    """A name for a heading: one visible line of at most so many characters, and no towers of marks on a letter."""
    line = one_line(text)
    if not line.isascii():
        line = _limit_stacked_marks(line)
    return shorten(line, max_length)


def _limit_stacked_marks(line: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in line:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= _MAX_STACKED_MARKS:
            kept.append(character)
    return "".join(kept)


_WINDOWS_DEVICES: Final = frozenset(["con", "prn", "aux", "nul", "conin$", "conout$"]).union(
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
)
_MAX_SLUG_LENGTH: Final = 64


def slug(text: str) -> str:
    """A safe file name stem made of the text: `^[a-z0-9][a-z0-9._-]{0,63}$`, and no device of Windows."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = (
        re.sub(r"\.{2,}|[^a-z0-9._-]+", "-", plain).lstrip("._-")[:_MAX_SLUG_LENGTH].rstrip("._-")
    )
    if name.partition(".")[0] in _WINDOWS_DEVICES:
        name = f"x-{name}"[:_MAX_SLUG_LENGTH].rstrip("._-")
    return name or "unnamed"
