"""What IT's review will take, in plain words: for the requester's text and for the brief."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from vendorcheck.assessment.path_to_fast import PathToFast
from vendorcheck.assessment.precheck.precheck import Light, PreCheck, Review
from vendorcheck.assessment.tiering import Because
from vendorcheck.model.questions import plain_answer, plain_name, plain_question
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.reports.view.words import vendor_name
from vendorcheck.text.words import counted, day_in_words, joined

_TO_DO: Final[Mapping[Light, str]] = {
    "go-ahead": "Send IT the brief, so that it knows. No more is needed.",
    "nothing-against": "Send IT the brief. It goes on from there, and asks nothing twice.",
    "conditions": "Send IT the brief, and promise the vendor nothing before what is named above is agreed.",
    "ask-vendor": "Send the vendor the open questions, come back with the answers, and send IT the brief meanwhile.",
    "talk": "Sign and promise nothing. Send IT the brief, and talk about what would have to change.",
}
_PROMISED: Final[Mapping[Light, str]] = {
    "conditions": "Send IT the brief, and promise the vendor nothing more before what is named above is agreed.",
    "talk": "Sign nothing, whatever was said. Send IT the brief, and talk about what would have to change.",
}
_SIGNED: Final[Mapping[Light, str]] = {
    "nothing-against": "Send IT the brief today, since it is signed already. It goes on from there, and asks nothing twice.",
    "conditions": "Send IT the brief today, since it is signed already: what is named above has to be agreed before you use it.",
    "ask-vendor": "Send IT the brief today, since it is signed already. Send the vendor the open questions, and come back with "
    "the answers.",
    "talk": "Talk to IT today, since it is signed already, and send the brief. Sign nothing more, and don't use it before that.",
}


def to_do(found: PreCheck) -> str:
    """What the requester should do now, and what it is too late to advise against."""
    words = {"signed": _SIGNED, "promised": _PROMISED}.get(found.committed, _TO_DO)
    return words.get(found.light, _TO_DO[found.light])


def meanwhile(found: PreCheck) -> str:
    """What may be done until IT has decided, as the tier says; empty where it says nothing.

    A tier speaks to those who have not signed yet.
    """
    text = found.tier.meanwhile if found.tier else None
    if text and found.committed == "signed" and found.light != "go-ahead":
        return "What is signed already waits: no real data in it, and no connection to our systems, until IT has looked at it."
    return text or ""


def product(vendor: Vendor) -> str:
    """Product and vendor: `Acme Engage by Acme`, or the vendor alone."""
    return vendor_name(vendor)


def today(found: PreCheck) -> str:
    """The day of the pre-check."""
    return day_in_words(found.as_of)


def next_steps(found: PreCheck) -> Iterator[str]:
    """What happens next: what it counts as and why, what IT asks, until when."""
    if found.tier is None and found.policy.tiers:
        yield "Nothing is known yet of what you want to do with it. Answer the first questions, and you will see what it takes."
        return
    if found.tier:
        kind = "For now it counts as" if found.undecided else "It counts as"
        yield f'{kind} "{found.tier.title}".'
    if found.because:
        yield f"That is because of {reasons(found)}."
    if found.review is None:
        yield "IT does not have to look at it: for this, a first look with nothing against it is enough."
        return
    if found.tier and found.tier.self_service and not found.undecided:
        yield "A first look with nothing against it would be enough here. As long as something is, IT looks at it."
    yield " ".join(sentences(found.as_of, found.review, "you want"))


def reasons(found: PreCheck) -> str:
    """The answers that decided how much has to be looked at."""
    return joined([part for one in found.because for part in _because(one)])


def quicker(path: PathToFast) -> str:
    """The smallest change of the request that needs a shorter review."""
    more = " Then a first look with nothing against it is enough." if path.tier.self_service else ""
    return f"{path.sentence}.{more}"


def _because(one: Because) -> Iterator[str]:
    if one.options:
        yield from (f'"{plain_name(option)}"' for option in one.options)
    else:
        yield f'{plain_answer(one.question, one.value)} ("{plain_question(one.question)}")'


def sentences(as_of: date, review: Review, who_wants: str) -> Iterator[str]:
    """How much IT still asks, how long that usually takes, and whether it ends before the wished start.

    Args:
        as_of: the day on which the review would begin.
        review: what it takes.
        who_wants: `you want`, `the business wants`.
    """
    yield _questions(review)
    if review.takes is None or review.ends is None:
        yield "How long that takes, IT can tell you."
        return
    usual = f"IT usually needs {review.takes}, until {day_in_words(review.ends)} if it begins today"
    start = review.go_live
    if start is None:
        yield f"{usual}."
    elif start < as_of:
        yield f"{usual}; the day of the wished start, {day_in_words(start)}, has passed."
    elif review.late:
        early = counted(review.late, "working day", "working days")
        yield f"{usual}; {who_wants} to start on {day_in_words(start)}. That is {early} too early."
    else:
        yield f"{usual}; {who_wants} to start on {day_in_words(start)}, so there is time for it."


def _questions(review: Review) -> str:
    if review.most == 0:
        return "All that IT asks about the vendor is answered; what is left is to look at the answers."
    if review.most == 1:
        return "IT asks 1 more question about the vendor."
    count = str(review.most) if review.least == review.most else f"{review.least} to {review.most}"
    return f"IT has {count} more questions, most of which the vendor answers."
