"""The HTML file of a page: its data, its script and its style in one, with a policy of security."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from vendorcheck.exchange.forms.page._package import Package
from vendorcheck.exchange.forms.page._questions import AskedQuestion
from vendorcheck.text.safe import escape_invisible

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_FOLDER: Final = "vendorcheck.exchange.forms.page"
# Inside a script element only `<` could end it; the others are for old parsers.
_UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029]")


def render_page(package: Package, about: str) -> str:
    """Return the page as one HTML file that loads nothing else.

    Args:
        package: what its script decides by and shows.
        about: the line at its end.
    """
    from markupsafe import Markup

    style, script, security_policy = _load_parts()
    sections: dict[str, list[AskedQuestion]] = {}
    for question in package["questions"].values():
        sections.setdefault(question["section"], []).append(question)
    # Safe as markup: no character is left in it that means something there.
    data = Markup(_as_script_data(package))  # noqa: S704
    return (
        _template().render(
            words=package["words"],
            sections=list(sections.items()),
            about=about,
            data=data,
            style=style,
            script=script,
            security_policy=security_policy,
        )
        + "\n"
    )


def _as_script_data(data: Mapping[str, object]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        finalize=_show_invisible,
        undefined=StrictUndefined,
        loader=PackageLoader("vendorcheck.exchange.forms", "page"),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template("page.html.j2")


def _show_invisible(value: object) -> object:
    """Make text visible; markup of our own is no plain `str` and stays as it is."""
    return escape_invisible(value) if type(value) is str else value


@cache
def _load_parts() -> "tuple[Markup, Markup, str]":
    """Return style and script, and a security policy that allows only these."""
    from markupsafe import Markup

    folder = files(_FOLDER)
    scripts = sorted(
        (entry for entry in (folder / "script").iterdir() if entry.name.endswith(".js")),
        key=lambda entry: entry.name,
    )
    script = '"use strict";\n' + "\n".join(entry.read_text("utf-8") for entry in scripts)
    style = (folder / "page.css").read_text("utf-8")
    security_policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    # Safe as markup: both are files of our own.
    return Markup(style), Markup(script), security_policy  # noqa: S704


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}"
