"""The style sheet and the script of a page, and a security policy that allows nothing else."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markupsafe import Markup

_SPARE_WHITESPACE: Final = re.compile(r"(?<=[{}:;,])\s+|\s+(?=[{}])|/\*.*?\*/|\s(?=\s)", re.DOTALL)
_INDENT_OR_COMMENT: Final = re.compile(r"^\s+(?://.*)?|^//.*\n|\n(?=\n)", re.MULTILINE)


@cache
def load_page_parts(style_name: str, script_name: str) -> "tuple[Markup, Markup, str]":
    """Return a style sheet and a script of the templates, and the policy that allows these two."""
    from markupsafe import Markup

    source = (files("vendorcheck.reports") / "templates" / script_name).read_text("utf-8")
    script = _INDENT_OR_COMMENT.sub("", source).strip()
    style, security_policy = load_style(style_name)
    security_policy += (
        f"; script-src '{_digest(script)}'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )
    # Safe as markup: the file is our own, and nothing of a vendor's is in it.
    return style, Markup(script), security_policy  # noqa: S704


@cache
def load_style(name: str) -> "tuple[Markup, str]":
    """Return a style sheet below the colours of all pages, and a policy that allows only these."""
    from markupsafe import Markup

    templates = files("vendorcheck.reports") / "templates"
    source = "".join((templates / part).read_text("utf-8") for part in ("colours.css", name))
    style = _SPARE_WHITESPACE.sub("", source).replace("\n", " ").strip()
    security_policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    # Safe as markup: the file is our own, and nothing of a vendor's is in it.
    return Markup(style), security_policy  # noqa: S704


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}"
