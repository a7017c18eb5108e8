"""Hosts that a title names: what a reader takes for an address, and what nobody does."""

import pytest

from vendorcheck.text.named_hosts import is_same_site, may_name_host, named_hosts


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("https://acme.example/x", ["acme.example"]),
        ("HTTPS://Acme.Example:8443?x", ["acme.example"]),
        ("see http:\\\\acme.example\\login", ["acme.example"]),
        ("ftp://files.intranet/x", ["files.intranet"]),
        ("www.acme.zip", ["www.acme.zip"]),
        ("(acme.com), “okta.com”.", ["acme.com", "okta.com"]),
        ("acme.com@evil.net", ["acme.com", "evil.net"]),
        ("it@acme.com", ["acme.com"]),
        ("acme。com", ["acme.com"]),
        ("acme.com∕evil.net", ["acme.com"]),
        ("acme.com/okta.com", ["acme.com"]),
        ("münchen.de", ["xn--mnchen-3ya.de"]),
        ("аcme.com", ["xn--cme-5cd.com"]),
        ("例え.テスト", ["xn--r8jz45g.xn--zckzah"]),
        ("SOC 2 Type II, pages 3.4 to 5", []),
        ("Guide.pdf v2.0 Node.js README.md e.g. i.e. ISO/IEC 27001:2022 A.8.5", []),
        ("Ltd. and Inc.", []),
        ("a.b.c", []),
        ("..", []),
        ("https:// .com", []),
    ],
)
def test_hosts(text: str, hosts: list[str]) -> None:
    assert list(named_hosts(text)) == hosts
    assert may_name_host(text) or not hosts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("acme.com", "acme.com", True),
        ("www.acme.com", "acme.com", True),
        ("docs.acme.com", "acme.com", True),
        ("docs.acme.com", "trust.acme.com", False),
        ("acme.com", "notacme.com", False),
        ("acme.com", "acme.com.evil.net", False),
    ],
)
def test_sites(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) is same
    assert is_same_site(other, one) is same
