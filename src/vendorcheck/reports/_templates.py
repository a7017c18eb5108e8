"""What the template environments share: strict, compiled once, and filters that speak the reports' words."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from vendorcheck.assessment import reasons
from vendorcheck.reports.view import phrases, words
from vendorcheck.text import numbers
from vendorcheck.text.safe import escape_invisible, escape_markdown, host_of, safe_link, short_name

if TYPE_CHECKING:
    from jinja2 import Environment

FILTERS: dict[str, Callable[..., object]] = {
    "percent": numbers.format_percent,
    "threshold": reasons.format_threshold,
    "short": short_name,
    "number": words.format_number,
    "verdict": words.VERDICT_LABELS.__getitem__,
    "state": words.STATE_LABELS.__getitem__,
    "kind": words.FINDING_LABELS.__getitem__,
    "who": words.OWNER_LABELS.__getitem__,
    "question_anchor": words.question_anchor,
    "section_anchor": words.section_anchor,
    "answers_anchor": words.answers_anchor,
    "step": phrases.step_note,
    "open_question": phrases.open_question_note,
    "controls": phrases.controls_note,
    "decision": phrases.decision_sentence,
    "condition": phrases.condition_note,
    "safe_link": safe_link,
    "host": host_of,
}


_CODE_PATTERN = re.compile(r"[a-z0-9./-]+")


class MarkdownFragment(str):
    """A piece of Markdown that is escaped already, or needs no escaping."""

    __slots__ = ()


@cache
def html_environment() -> "Environment":
    """HTML: everything that is printed is escaped, and what would hide or turn text round is shown."""
    from jinja2 import Environment  # noqa: PLC0415 - start-up is a feature

    # A constant: Jinja's own choice by file name would not escape `report.html.j2`.
    found = Environment(autoescape=True, finalize=_finalize_html, **_common_settings())
    found.filters |= FILTERS | {"share": _drawing_length, "fixed": _two_decimals}
    return found


@cache
def markdown_environment() -> "Environment":
    """Markdown: everything that is printed is escaped by rules of its own, but for a `Fragment`."""
    from jinja2 import Environment  # noqa: PLC0415 - start-up is a feature

    # HTML's escapes are none of Markdown's; `finalize` sees all that is printed.
    found = Environment(autoescape=False, finalize=_finalize_markdown, **_common_settings())  # noqa: S701
    found.filters |= FILTERS | {"code": _code_span, "link": _markdown_link}
    return found


def _common_settings() -> dict[str, Any]:
    from jinja2 import PackageLoader, StrictUndefined  # noqa: PLC0415 - start-up is a feature

    return {
        "undefined": StrictUndefined,
        "loader": PackageLoader("vendorcheck.reports"),
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,
    }


def _finalize_html(value: object) -> object:
    """Text made visible, its percent signs kept beside their numbers; markup of our own as it is."""
    if type(value) is not str:
        return value
    # Most of what is printed is plain, and telling so costs little.
    shown = value if value.isascii() and value.isprintable() else escape_invisible(value)
    return shown.replace(" %", "\u00a0%")


def _finalize_markdown(value: object) -> str:
    if isinstance(value, MarkdownFragment):
        return value
    return escape_markdown(str(value))


def _drawing_length(value: Fraction) -> str:
    """A length in a drawing: percent, rounded to two decimals."""
    return f"{numbers.round_to_float(value):g}%"


def _two_decimals(value: Fraction | None, limits: Sequence[Fraction] = ()) -> str:
    """A percentage in a column of such: two decimals, and more only where they tell it from a limit."""
    return f"{numbers.format_rounded_number(value, 2, limits)} %" if value is not None else "–"


def _code_span(text: str) -> str:
    """An id in code style; anything else as escaped text."""
    return MarkdownFragment(f"`{text}`") if _CODE_PATTERN.fullmatch(text) else text


def _markdown_link(title: str, url: str) -> str:
    """A link to an address that `safe_link` has passed."""
    return MarkdownFragment(f"[{escape_markdown(title)}]({url.replace('&', '&amp;')})")
