"""The offer of what the company has already, before anything is asked about a new product."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.interview.start import ask_optional_text
from vendorcheck.interview.terminal import Console, InterviewStopped
from vendorcheck.model.quantities.dates import unambiguous_date
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.approved import ApprovedProduct, FoundProduct, rank_products
from vendorcheck.text.purposes import says_a_purpose
from vendorcheck.text.safe import short_name

_PURPOSE_HELP: Final = (
    "A few words, such as: send newsletters to leads. What IT has approved for the same purpose is "
    "shown. Enter shows all of it; q leaves."
)
_CHOICE_HELP: Final = (
    "The number of a product that would do: then you are told whom to ask, and nothing else has to "
    "be answered. m shows more of what is approved; Enter goes on with a new product; q leaves."
)
_MOST_SHOWN: Final = 9
_NO_WORDS: Final = frozenset(("", "n", "no", "none", "nope"))
_MORE_WORDS: Final = frozenset(("m", "more", "all"))


@dataclass(frozen=True, slots=True)
class Offer:
    """The end of the offer: what was chosen, and for what.

    Args:
        chosen: the product that will do; None: a new one is wanted.
        purpose: what it is wanted for; empty if that was not said.
    """

    chosen: ApprovedProduct | None
    purpose: str


def offer_approved_products(
    products: Sequence[ApprovedProduct], as_of: date, library: Mapping[str, Questionnaire]
) -> Offer | None:
    """Show what is approved for a purpose, and whom to ask for it; None if the person leaves."""
    console = Console()
    try:
        offer = _offer(products, as_of, library, console)
    except (InterviewStopped, KeyboardInterrupt):
        console.say()
        return None
    if offer.chosen:
        _say_whom_to_ask(offer.chosen, console)
    return offer


def _offer(
    products: Sequence[ApprovedProduct],
    as_of: date,
    library: Mapping[str, Questionnaire],
    console: Console,
) -> Offer:
    purpose = ask_optional_text(
        console,
        "What do you want to do? We may have something for it. (Enter: show all that we have)",
        _PURPOSE_HELP,
    )
    ranked = rank_products(products, purpose, library)
    alike_count = sum(found.is_alike for found in ranked)
    if says_a_purpose(purpose):
        if not alike_count:
            console.say("Nothing that is approved says the same purpose.", "dim")
            return Offer(None, purpose)
        console.say("Approved already, the likest first:", "bold")
    else:
        console.say("Approved already:", "bold")
        alike_count = len(ranked)
    shown_count = min(_MOST_SHOWN, alike_count)
    _show(ranked[:shown_count], 1, as_of, console)
    return Offer(_choose(ranked, shown_count, as_of, console), purpose)


def _show(
    products: Sequence[FoundProduct], first_number: int, as_of: date, console: Console
) -> None:
    for number, found in enumerate(products, first_number):
        name = short_name(found.product.name)
        console.say(name, "bold", first=f"{number:>3}  ", rest="     ")
        for line in _describe(found, as_of):
            console.say(line, "dim", first="     ", rest="       ")


def _choose(
    products: Sequence[FoundProduct], shown_count: int, as_of: date, console: Console
) -> ApprovedProduct | None:
    """Ask which of the products that are shown would do; `m` shows more. None: a new one."""
    remark = ""
    while True:
        rest_count = len(products) - shown_count
        more = f"m: {rest_count} more; " if rest_count else ""
        question = f"Would one of them do? (its number; {more}Enter: no, go on)"
        text = ask_optional_text(console, remark or question, _CHOICE_HELP).lower()
        number, remark = text.rstrip(".)"), ""
        if number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= shown_count:
            return products[int(number) - 1].product
        if text in _NO_WORDS:
            return None
        if text in _MORE_WORDS and rest_count:
            end = shown_count + _MOST_SHOWN
            _show(products[shown_count:end], shown_count + 1, as_of, console)
            shown_count = min(end, len(products))
        else:
            remark = f"Type a number from 1 to {shown_count}, {more}or Enter to go on."


def _describe(found: FoundProduct, as_of: date) -> list[str]:
    """Return what a requester wants to know of an approved product, a line each."""
    product = found.product
    conditions = [
        condition.text for condition in product.decision.conditions if not condition.is_done(as_of)
    ]
    held = "was to be assessed again by" if _has_ended(product, as_of) else "holds until"
    until = f"; it {held} {unambiguous_date(product.until)}" if product.until else ""
    return [
        *([f"For: {product.purpose}"] if product.purpose else []),
        *([f"Found by: {', '.join(found.words)}"] if found.words else []),
        *([f"Holds or is connected to: {', '.join(found.used_words)}"] if found.used_words else []),
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
