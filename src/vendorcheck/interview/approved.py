"""The offer of what the company has already, before anything is asked about a new product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.interview.start import ask_optional_text
from vendorcheck.interview.terminal import Console, InterviewStopped
from vendorcheck.model.quantities.dates import unambiguous_date
from vendorcheck.store.approved import ApprovedProduct, products_for_purpose
from vendorcheck.text.safe import short_name

_PURPOSE_HELP: Final = (
    "A few words, such as: send newsletters to leads. What IT has approved for the same purpose is "
    "shown. Enter shows all of it; q leaves."
)
_CHOICE_HELP: Final = (
    "The number of a product that would do: then you are told whom to ask, and nothing else has to "
    "be answered. Enter goes on with a new product; q leaves."
)
_MOST_SHOWN: Final = 9


@dataclass(frozen=True, slots=True)
class Offer:
    """The end of the offer: what was chosen, and for what.

    Args:
        chosen: the product that will do; None: a new one is wanted.
        purpose: what it is wanted for; empty if that was not said.
    """

    chosen: ApprovedProduct | None
    purpose: str


def offer_approved_products(products: Sequence[ApprovedProduct], as_of: date) -> Offer | None:
    """Show what is approved for a purpose, and whom to ask for it; None if the person leaves."""
    console = Console()
    try:
        offer = _offer(products, as_of, console)
    except (InterviewStopped, KeyboardInterrupt):
        console.say()
        return None
    if offer.chosen:
        _say_whom_to_ask(offer.chosen, console)
    return offer


def _offer(products: Sequence[ApprovedProduct], as_of: date, console: Console) -> Offer:
    purpose = ask_optional_text(
        console,
        "What do you want to do? We may have something for it. (Enter: show all that we have)",
        _PURPOSE_HELP,
    )
    alike = products_for_purpose(products, purpose)
    if not alike:
        console.say("Nothing that is approved says the same purpose.", "dim")
        return Offer(None, purpose)
    more = f" The first {_MOST_SHOWN} of {len(alike)}." if len(alike) > _MOST_SHOWN else ""
    console.say(f"Approved already:{more}", "bold")
    shown = alike[:_MOST_SHOWN]
    for number, product in enumerate(shown, 1):
        console.say(short_name(product.name), "bold", first=f"  {number}  ", rest="     ")
        for line in _describe(product, as_of):
            console.say(line, "dim", first="     ", rest="       ")
    return Offer(_choose(shown, console), purpose)


def _choose(products: Sequence[ApprovedProduct], console: Console) -> ApprovedProduct | None:
    question = "Would one of them do? (its number; Enter: no, go on)"
    while text := ask_optional_text(console, question, _CHOICE_HELP):
        number = text.rstrip(".)")
        if number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= len(products):
            return products[int(number) - 1]
        if text.lower() in {"n", "no", "none", "nope"}:
            return None
        question = f"Type a number from 1 to {len(products)}, or Enter to go on."
    return None


def _describe(product: ApprovedProduct, as_of: date) -> list[str]:
    """Return what a requester wants to know of an approved product, a line each."""
    conditions = [
        condition.text for condition in product.decision.conditions if not condition.is_done(as_of)
    ]
    held = "was to be assessed again by" if _has_ended(product, as_of) else "holds until"
    until = f"; it {held} {unambiguous_date(product.until)}" if product.until else ""
    return [
        *([f"For: {product.purpose}"] if product.purpose else []),
        f"Ask: {product.owner or product.decision.by}",
        *([f"Risk: {product.tier}"] if product.tier else []),
        f"Approved on {unambiguous_date(product.decision.decided_on)}{until}",
        *(f"Condition: {text}" for text in conditions),
    ]


def _has_ended(product: ApprovedProduct, as_of: date) -> bool:
    return product.until is not None and product.until < as_of


def _say_whom_to_ask(product: ApprovedProduct, console: Console) -> None:
    """Say whom to ask for a product that is there already."""
    who = short_name(product.owner or product.decision.by)
    console.say(
        f"Ask {who} for {short_name(product.name)}. Nothing else has to be answered.", "good"
    )
