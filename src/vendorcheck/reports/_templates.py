"""The template environments: strict, created once, with filters for the words of the reports."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from vendorcheck.assessment import reasons
from vendorcheck.reports.view import anchors, phrases, words
from vendorcheck.text import numbers
from vendorcheck.text.links import host_of, safe_link
from vendorcheck.text.safe import (
    break_references,
    escape_invisible,
    escape_markdown,
    one_line,
    short_name,
)

if TYPE_CHECKING:
    from jinja2 import Environment

FILTERS: dict[str, Callable[..., object]] = {
    "whole": numbers.format_whole_percent,
    "percent": numbers.format_percent,
    "threshold": reasons.format_threshold,
    "short": short_name,
    "number": words.format_number,
    "verdict": words.VERDICT_LABELS.__getitem__,
    "state": words.STATE_LABELS.__getitem__,
    "kind": words.FINDING_LABELS.__getitem__,
    "who": words.OWNER_LABELS.__getitem__,
    "question_anchor": anchors.question_anchor,
    "section_anchor": anchors.section_anchor,
    "answers_anchor": anchors.answers_anchor,
    "step": phrases.step_note,
    "open_question": phrases.open_question_note,
    "controls": phrases.controls_note,
    "decision": phrases.decision_sentence,
    "verdict_remark": phrases.verdict_remark,
    "advice_remark": phrases.advice_remark,
    "change": phrases.change_note,
    "reason": phrases.not_applicable_note,
    "safe_link": safe_link,
    "host": host_of,
}


_BLANK_LINES = re.compile(r"\n{3,}")
_CODE_PATTERN = re.compile(r"[a-z0-9./-]+")
_PLAIN_COMMAND = re.compile(r"[\w './-]+", re.ASCII)


class MarkdownFragment(str):
    """A piece of Markdown that is escaped already or needs no escaping."""

    __slots__ = ()


def render_markdown(template_name: str, **values: object) -> str:
    """Return the text of a Markdown template, without superfluous empty lines."""
    text = markdown_environment().get_template(template_name).render(**values)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


@cache
def html_environment() -> "Environment":
    """Return the environment for HTML, which escapes values and shows invisible characters."""
    filters: dict[str, Callable[..., object]] = {"share": _drawing_length, "fixed": _two_decimals}
    # Not by file name: Jinja's own choice would not escape `report.html.j2`.
    return _make_environment(filters, autoescape=True, finalize=_finalize_html)


@cache
def markdown_environment() -> "Environment":
    """Return the environment for Markdown, which escapes every value but a `MarkdownFragment`."""
    filters: dict[str, Callable[..., object]] = {
        "code": _code_span,
        "command": _command_span,
        "link": _markdown_link,
        "lines": _markdown_lines,
        "in_html": _markdown_in_html,
    }
    # HTML's escapes are wrong in Markdown; `finalize` sees every value that is printed.
    return _make_environment(filters, autoescape=False, finalize=_finalize_markdown)


def _make_environment(
    filters: dict[str, Callable[..., object]],
    *,
    autoescape: bool,
    finalize: Callable[[object], object],
) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        autoescape=autoescape,  # noqa: S701 - as the format needs it
        finalize=finalize,
        undefined=StrictUndefined,
        loader=PackageLoader("vendorcheck.reports"),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= FILTERS | filters
    return environment


def _finalize_html(value: object) -> object:
    """Make text visible and keep percent signs beside their numbers.

    Markup of our own is no plain `str` and stays as it is.
    """
    if type(value) is not str:
        return value
    # Most values are plain, and that check is cheap.
    visible_text = value if value.isascii() and value.isprintable() else escape_invisible(value)
    return visible_text.replace(" %", "\u00a0%")


def _finalize_markdown(value: object) -> str:
    return value if isinstance(value, MarkdownFragment) else escape_markdown(str(value))


def _markdown_lines(text: str, indent: int) -> str:
    """Return a text of several lines with its line breaks, for an item of a list.

    Empty lines at its ends are left out, several within it become one.

    Args:
        text: the text.
        indent: the columns by which the item's text is indented.
    """
    lines = escape_invisible(text).strip().split("\n")
    kept = [
        line
        for number, line in enumerate(lines)
        if line.strip() or (number and lines[number - 1].strip())
    ]
    # A backslash before the end of a line breaks it; an empty line has to have something before it.
    escaped = [escape_markdown(line) or "&nbsp;" for line in kept]
    return MarkdownFragment(f"\\\n{' ' * indent}".join(escaped))


def _markdown_in_html(text: str) -> str:
    """Return a text for an element of HTML in Markdown, where backslashes escape nothing."""
    return MarkdownFragment(escape(break_references(one_line(text)), quote=False))


def _drawing_length(value: Fraction) -> str:
    """Return a percentage as a length in a drawing, rounded to two decimals."""
    return f"{numbers.round_to_float(value):g}%"


def _two_decimals(value: Fraction | None, limits: Sequence[Fraction] = ()) -> str:
    """Return a percentage for a column: two decimals, or more where they tell it from a limit."""
    return f"{numbers.format_rounded_number(value, 2, limits)} %" if value is not None else "–"


def _code_span(text: str) -> str:
    """Return an id in code style, any other text as it is."""
    return MarkdownFragment(f"`{text}`") if _CODE_PATTERN.fullmatch(text) else text


def _command_span(command: str) -> str:
    """Return a command in code style, unless a file's name in it could end that."""
    return MarkdownFragment(f"`{command}`") if _PLAIN_COMMAND.fullmatch(command) else command


def _markdown_link(title: str, url: str) -> str:
    """Return a link to an address that `safe_link` has accepted."""
    return MarkdownFragment(f"[{escape_markdown(title)}]({url.replace('&', '&amp;')})")
