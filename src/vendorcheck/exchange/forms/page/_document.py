"""The HTML file of a page: its data, its script and its style in one, with a policy of security."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from vendorcheck.text.safe import escape_invisible

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_FORMS: Final = "vendorcheck.exchange.forms"
_SHARED_SCRIPTS: Final = "page/script"
_SHARED_STYLE: Final = "page/page.css"
# Inside a script element only `<` could end it; the others are for old parsers.
_UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class PageSource:
    """The files of one page, besides those that all pages share, by their paths in `forms`.

    `scripts` is a folder, whose files are joined in the order of their names.
    """

    template: str
    scripts: str
    styles: tuple[str, ...] = ()


def render_document(
    source: PageSource, data: Mapping[str, object], texts: Mapping[str, object]
) -> str:
    """Return a page as one HTML file that loads nothing else.

    Args:
        source: the files that it is made of.
        data: what its script decides by and shows.
        texts: what its template shows where no script runs: `words`, `about` and its own.
    """
    from markupsafe import Markup

    style, script, security_policy = _load_parts(source)
    # Safe as markup: no character is left in it that means something there.
    markup = Markup(_as_script_data(data))  # noqa: S704
    page = _template(source.template).render(
        **texts, data=markup, style=style, script=script, security_policy=security_policy
    )
    return f"{page}\n"


def _as_script_data(data: Mapping[str, object]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


@cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        finalize=_show_invisible,
        undefined=StrictUndefined,
        loader=PackageLoader(_FORMS, "."),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template(name)


def _show_invisible(value: object) -> object:
    """Make text visible; markup of our own is no plain `str` and stays as it is."""
    return escape_invisible(value) if type(value) is str else value


@cache
def _load_parts(source: PageSource) -> "tuple[Markup, Markup, str]":
    """Return style and script, and a security policy that allows only these."""
    from markupsafe import Markup

    scripts = [*_scripts_in(_SHARED_SCRIPTS), *_scripts_in(source.scripts)]
    script = '"use strict";\n' + "\n".join(scripts)
    style = "\n".join(map(_read, (_SHARED_STYLE, *source.styles)))
    security_policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    # Safe as markup: both are files of our own.
    return Markup(style), Markup(script), security_policy  # noqa: S704


def _scripts_in(folder: str) -> Iterator[str]:
    entries = files(_FORMS).joinpath(folder).iterdir()
    names = sorted(entry.name for entry in entries if entry.name.endswith(".js"))
    yield from (_read(f"{folder}/{name}") for name in names)


def _read(path: str) -> str:
    return files(_FORMS).joinpath(path).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}"
