"""Money: amounts with a currency, as people write them in a line of text."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

_CURRENCY: Final = r"[A-Z]{3}|[€$£]"
# Thousands are separated in groups of three, or not at all; one point or comma with two digits is
# that of cents. `12.000` alone may be twelve or twelve thousand.
_AMOUNT: Final = r"\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3}){1,3}(?:\.\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
_PER_YEAR: Final = r"(?:\s*(?:/|a|per|each)\s*(?:year|yr)|\s*(?:yearly|annually|p\.\s?a\.))?"
_WRITTEN: Final = re.compile(
    rf"(?:(?P<before>{_CURRENCY})\s*(?P<amount>{_AMOUNT})"
    rf"|(?P<alone>{_AMOUNT})\s*(?P<after>{_CURRENCY})){_PER_YEAR}"
)
_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP"}
_CENTS: Final = re.compile(r"[.,](\d{1,2})\Z")
_SEPARATORS: Final = re.compile(r"[ ,'’\u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in a currency, named as by ISO 4217, such as EUR."""

    amount: Fraction
    currency: str


def parse_money(text: str) -> Money | None:
    """Return the amount that a text is; None if it is anything else, or may mean two amounts.

    `12000 EUR`, `EUR 12,000`, `€12 000.50 a year` are amounts, `about 12k` and `12.000 EUR` are
    not, nor is a number without a currency.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    amount = match["amount"] or match["alone"]
    currency = match["before"] or match["after"]
    cents = _CENTS.search(amount)
    whole = _SEPARATORS.sub("", amount[: cents.start()] if cents else amount)
    fraction = Fraction(int(cents[1].ljust(2, "0")), 100) if cents else 0
    return Money(int(whole) + Fraction(fraction), _SIGNS.get(currency, currency))
