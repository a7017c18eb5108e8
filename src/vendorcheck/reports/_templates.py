"""What the template environments share: strict, compiled once, and filters that speak the reports' words."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from vendorcheck.assessment import reasons
from vendorcheck.reports.view import phrases, words
from vendorcheck.text import numbers
from vendorcheck.text.safe import host_of, markdown, safe_link, short_name, visible

if TYPE_CHECKING:
    from jinja2 import Environment

FILTERS: dict[str, Callable[..., object]] = {
    "percent": numbers.percent,
    "threshold": reasons.threshold,
    "short": short_name,
    "number": words.number,
    "verdict": words.VERDICT.__getitem__,
    "state": words.STATE.__getitem__,
    "kind": words.FINDING.__getitem__,
    "who": words.WHO.__getitem__,
    "question_anchor": words.question_anchor,
    "section_anchor": words.section_anchor,
    "answers_anchor": words.answers_anchor,
    "step": phrases.step,
    "open_question": phrases.open_question,
    "controls": phrases.controls,
    "decision": phrases.decision,
    "condition": phrases.condition,
    "safe_link": safe_link,
    "host": host_of,
}


_PLAIN = re.compile(r"[a-z0-9./-]+")


class Fragment(str):
    """A piece of Markdown that is escaped already, or needs no escaping."""

    __slots__ = ()


@cache
def html_environment() -> "Environment":
    """HTML: everything that is printed is escaped, and what would hide or turn text round is shown."""
    from jinja2 import Environment  # noqa: PLC0415 - start-up is a feature

    # A constant: Jinja's own choice by file name would not escape `report.html.j2`.
    found = Environment(autoescape=True, finalize=_seen, **_common())
    found.filters |= FILTERS | {"share": _share, "fixed": _fixed}
    return found


@cache
def markdown_environment() -> "Environment":
    """Markdown: everything that is printed is escaped by rules of its own, but for a `Fragment`."""
    from jinja2 import Environment  # noqa: PLC0415 - start-up is a feature

    # HTML's escapes are none of Markdown's; `finalize` sees all that is printed.
    found = Environment(autoescape=False, finalize=_escaped, **_common())  # noqa: S701
    found.filters |= FILTERS | {"code": _code, "link": _link}
    return found


def _common() -> dict[str, Any]:
    from jinja2 import PackageLoader, StrictUndefined  # noqa: PLC0415 - start-up is a feature

    return {
        "undefined": StrictUndefined,
        "loader": PackageLoader("vendorcheck.reports"),
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,
    }


def _seen(value: object) -> object:
    """Text made visible, its percent signs kept beside their numbers; markup of our own as it is."""
    if type(value) is not str:
        return value
    # Most of what is printed is plain, and telling so costs little.
    shown = value if value.isascii() and value.isprintable() else visible(value)
    return shown.replace(" %", "\u00a0%")


def _escaped(value: object) -> str:
    if isinstance(value, Fragment):
        return value
    return markdown(str(value))


def _share(value: Fraction) -> str:
    """A length in a drawing: percent, rounded to two decimals."""
    return f"{numbers.rounded(value):g}%"


def _fixed(value: Fraction | None, limits: Sequence[Fraction] = ()) -> str:
    """A percentage in a column of such: two decimals, and more only where they tell it from a limit."""
    return f"{numbers.decimals(value, 2, limits)} %" if value is not None else "–"


def _code(text: str) -> str:
    """An id in code style; anything else as escaped text."""
    return Fragment(f"`{text}`") if _PLAIN.fullmatch(text) else text


def _link(title: str, url: str) -> str:
    """A link to an address that `safe_link` has passed."""
    return Fragment(f"[{markdown(title)}]({url.replace('&', '&amp;')})")
