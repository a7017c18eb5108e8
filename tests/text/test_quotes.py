"""Quotation marks stand around a text, and never within others."""

import pytest

from vendorcheck.interview.terminal._typed_option import NoOption, find_option
from vendorcheck.store.library import Library
from vendorcheck.text.quotes import in_quotes


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("With SAML", '"With SAML"'),
        ('A button such as "Sign in"', "\"A button such as 'Sign in'\""),
        ("The vendor's", '"The vendor\'s"'),
        ("", '""'),
    ],
)
def test_quotes_within_quotes_are_single(text: str, quoted: str) -> None:
    assert in_quotes(text) == quoted


def test_a_guess_that_is_asked_back_has_no_quotes_within_quotes() -> None:
    question = Library()["sso"].questions["sso-protocol"]
    found = find_option("googel", question, plain=True)
    assert isinstance(found, NoOption)
    assert "'Sign in with Google'" in found.complaint
    assert found.complaint.count('"') == 2
