"""Addresses from untrusted text: which of them are harmless to link to, and where they lead."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from vendorcheck.text.safe import escape_invisible

_HOST_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?"
    r"(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\]"
)
_EMAIL_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$'+/=_~-]+@([A-Za-z0-9.-]+)")
_MAX_LINK_LENGTH: Final = 2048
_MAX_PLAIN_LINK_LENGTH: Final = 250
_PLAIN_LINK: Final = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[A-Za-z0-9._~/-]*)?")


_STARTS_WITH_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)+(/|\Z)")


def completed_link(text: str) -> str:
    """Return the address that a text is without its beginning: `https://acme.example/trust`.

    Empty where the text is a safe link already, or none with `https://` either.
    """
    address = f"https://{text.strip()}"
    is_one = _STARTS_WITH_HOST.match(text.strip()) and is_safe_link(address)
    return address if is_one and not is_safe_link(text) else ""


def safe_link(url: str) -> str | None:
    """Return the address to link to if it is a harmless http, https or mailto one; otherwise None.

    The host is in its real (punycode) form; the characters after it need no escaping in HTML or
    Markdown. Refused are other schemes, names and passwords before the host, white space,
    backslashes, invisible characters, and headers or text in a mailto.
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
        email_match = _EMAIL_ADDRESS.fullmatch(url[len("mailto:") :])
        return (
            f"mailto:{quote(email_match.group(), safe='@')}"
            if email_match and _HOST_NAME.fullmatch(email_match.group(1).lower())
            else None
        )
    host = normalize_host(parts.hostname or "")
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host:
        return None
    host_and_port = f"{host}:{port}" if port is not None else host
    path_and_query = quote(
        url[url.index("://") + 3 + len(parts.netloc) :], safe="/?#&=%;:@,+!$~.-_"
    )
    return f"{parts.scheme}://{host_and_port}{path_and_query}"


def is_safe_link(url: str) -> bool:
    """Return whether `safe_link` accepts an address, with a short cut for plain ones."""
    return (
        bool(len(url) <= _MAX_PLAIN_LINK_LENGTH and _PLAIN_LINK.fullmatch(url))
        or safe_link(url) is not None
    )


def host_of(url: str) -> str:
    """Return the host that a link really leads to; empty if the address is not a safe link."""
    link = safe_link(url)
    if link is None:
        return ""
    if link.startswith("mailto:"):
        return link.rpartition("@")[2].lower()
    return urlsplit(link).hostname or ""


def normalize_host(name: str) -> str:
    """Return a host name in its lower-case punycode form; empty if it is no host name."""
    if ":" in name:
        name = f"[{name}]"
    elif not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    name = name.lower()
    return name if _HOST_NAME.fullmatch(name) else ""
