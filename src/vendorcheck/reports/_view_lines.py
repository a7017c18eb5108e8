"""The view of one reader as lines of a terminal."""

from collections.abc import Iterator

from vendorcheck.reports._base import Display
from vendorcheck.reports.readers import Part, ViewContent
from vendorcheck.text.ascii import to_ascii
from vendorcheck.text.layout import wrap_text
from vendorcheck.text.safe import one_line

_MAX_WIDTH = 100
_MIN_WIDTH = 20
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def view_as_text(content: ViewContent, display: Display) -> str:
    """Return a view as text for a screen: titles, paragraphs and lists."""
    return "\n".join(_lines(content, display)) + "\n"


def _lines(content: ViewContent, display: Display) -> Iterator[str]:
    yield from _titled(content.title, display)
    for part in content.parts():
        yield ""
        if part.title:
            yield from _titled(part.title, display)
        for paragraph in part.paragraphs:
            yield from _wrapped(paragraph, display)
        yield from _list(part, display)


def _titled(title: str, display: Display) -> Iterator[str]:
    for line in _wrapped(title, display):
        yield f"{_BOLD}{line}{_PLAIN}" if display.colour else line


def _list(part: Part, display: Display) -> Iterator[str]:
    last_number = (part.first_number or 0) + len(part.items) - 1
    for number, item in enumerate(part.items, start=part.first_number or 0):
        mark = "- " if part.first_number is None else f"{number}.".ljust(len(str(last_number)) + 2)
        yield from _wrapped(item.line, display, mark, " " * len(mark))
        for title, text in item.details:
            indent = " " * len(mark)
            yield from _wrapped(f"{title}: {text}" if title else text, display, indent, indent)


def _wrapped(
    text: str, display: Display, first_prefix: str = "", other_prefix: str = ""
) -> Iterator[str]:
    """Yield a text in lines; nothing in it is a command to the terminal."""
    visible_text = one_line(text) if display.unicode else to_ascii(one_line(text))
    width = max(_MIN_WIDTH, min(display.width, _MAX_WIDTH))
    # A number and its percent sign stay in one line.
    joined = visible_text.replace(" %", "\u00a0%")
    for line in wrap_text(joined, width, first_prefix, other_prefix):
        yield line.replace("\u00a0%", " %")
