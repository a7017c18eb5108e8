"""ics: what is due, as a calendar to import or subscribe to."""

from collections.abc import Iterator
from datetime import datetime, timezone
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from vendorcheck import __version__
from vendorcheck.assessment.portfolio.due import DueItem
from vendorcheck.assessment.portfolio.entry import VendorEntry
from vendorcheck.assessment.portfolio.portfolio import Portfolio
from vendorcheck.reports._base import Display
from vendorcheck.reports.portfolio import _words as words
from vendorcheck.reports.portfolio._base import PORTFOLIO_REPORTS
from vendorcheck.text.links import safe_link
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, one_line, short_name

if TYPE_CHECKING:
    from icalendar import Event

_MAX_QUESTIONS: Final = 20
"""The most questions that a description names."""


@PORTFOLIO_REPORTS.format("ics", ".ics", reader="programs")
def render(portfolio: Portfolio, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return a calendar with an all-day event for each day that matters.

    The same portfolio on the same day gives the same bytes: the stamp of the events is the day of
    the assessment, and an event keeps its UID as long as it is about the same thing.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//vendorcheck//vendorcheck {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Vendors")
    day = portfolio.as_of
    stamp = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)  # noqa: UP017 - plain
    head, end = calendar.to_ical().decode("utf-8").split("END:VCALENDAR")
    # Each event becomes text at once: a library's tree of 100,000 events takes a gigabyte.
    return "".join((head, *_events(portfolio, stamp), "END:VCALENDAR", end))


def _events(portfolio: Portfolio, stamp: datetime) -> Iterator[str]:
    used: dict[str, int] = {}
    for due in portfolio.due:
        entry = portfolio.entries[due.vendor]
        identity = _identity(entry, due.item)
        used[identity] = number = used.get(identity, 0) + 1
        content: bytes = _event(entry, due.item, stamp, f"{identity}#{number}").to_ical()
        yield content.decode("utf-8")


def _identity(entry: VendorEntry, item: DueItem) -> str:
    """Return what an event is about, apart from its day: it moves when the day does."""
    return "\0".join((entry.file, item.kind, item.subject or "", item.text or ""))


def _event(entry: VendorEntry, item: DueItem, stamp: datetime, identity: str) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{sha256(identity.encode()).hexdigest()[:32]}@vendorcheck")
    event.add("dtstamp", stamp)
    event.add("dtstart", item.due)
    event.add("summary", _visible(f"{words.short_entry_name(entry)}: {words.due_text(item)}"))
    event.add("description", _description(entry, item))
    event.add("categories", [words.DUE_LABELS[item.kind]])
    if link := safe_link(entry.website or ""):
        event.add("url", link)
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    return event


def _description(entry: VendorEntry, item: DueItem) -> str:
    lines = [
        words.entry_name(entry),
        f"State: {words.STATE_LABELS[item.state].lower()}",
        f"Owner: {short_name(entry.owner)}" if entry.owner else "",
        f"File: {short_name(entry.file, MAX_QUOTE_LENGTH)}",
    ]
    if item.questions:
        more = len(item.questions) - _MAX_QUESTIONS
        shown = ", ".join(item.questions[:_MAX_QUESTIONS])
        lines.append(f"Questions: {shown}{f' and {more} more' if more > 0 else ''}")
    return "\n".join(_visible(line) for line in lines if line)


def _visible(text: str) -> str:
    """Return a line that no reader of a calendar takes for a link or for markup.

    Calendars make links of whatever looks like an address; a vendor's text has none here. CI
    systems take `##[` and `::` for commands.
    """
    shown = one_line(text).replace("<", "‹").replace(">", "›")
    return shown.replace("://", ":\u200b//").replace("::", ":\u200b:").replace("##", "#\u200b#")
