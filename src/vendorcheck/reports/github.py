"""github: Markdown with folded answers for a job's summary or an issue, never over 1 MiB."""

import re
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports._base import REPORTS, Display
from vendorcheck.reports._templates import render_markdown
from vendorcheck.reports.view.page import ReportPage
from vendorcheck.text.words import count_with_noun

MAX_BYTES: Final = 1024 * 1024
"""The most that GitHub takes of a summary of a job."""
_ROOM_FOR_SENTENCES: Final = 1024
# Only a template begins a line so: angle brackets of any other text are escaped.
_FOLD: Final = re.compile(r"^<details>\n.*?^</details>\n", re.MULTILINE | re.DOTALL)
_FIRST_ITEM: Final = re.compile(r"^(?:[-#|]|\d+\. )", re.MULTILINE)
_ELSEWHERE: Final = "All of it is in the HTML report: `vendorcheck assess FILE -o report.html`"
_STUB: Final = "Left out here.\n"


@REPORTS.format("github")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001
    """Return the assessment as Markdown in which GitHub folds the answers."""
    page = ReportPage(assessment)
    return shorten_report(render_markdown("report.md.j2", page=page, it=assessment, folds=True))


def shorten_report(text: str, limit: int = MAX_BYTES) -> str:
    """Return a report that has at most `limit` bytes, and says what was left out and where it is.

    Folds are left out first, the largest before others; if that is not enough, the end is.
    """
    if _size(text) <= limit:
        return text
    room = limit - _ROOM_FOR_SENTENCES
    excess = _size(text) - room
    dropped: set[str] = set()
    for fold in sorted(_FOLD.findall(text), key=len, reverse=True):
        if excess <= 0:
            break
        dropped.add(fold)
        excess -= _size(fold) - len(_STUB)
    kept = _FOLD.sub(lambda match: _STUB if match.group() in dropped else match.group(), text)
    what = [count_with_noun(len(dropped), "folded part", "folded parts")] if dropped else []
    if _size(kept) > room:
        kept = _cut_end(kept, room)
        what.append("the end")
    heading, _, rest = kept.partition("\n")
    sentence = f"**Left out, as GitHub takes no more: {' and '.join(what)}.** {_ELSEWHERE}."
    return f"{heading}\n\n{sentence}\n{rest.rstrip()}\n"


def _size(text: str) -> int:
    return len(text.encode())


def _cut_end(text: str, room: int) -> str:
    """Return the beginning of a report that ends before a heading, a row or an item of a list."""
    beginning = text.encode()[:room].decode("utf-8", "ignore")
    ends = [match.start() for match in _FIRST_ITEM.finditer(beginning)]
    kept = beginning[: ends[-1] if ends else 0]
    # A fold that was cut is closed again.
    return kept + "\n</details>\n" * (kept.count("\n<details>\n") - kept.count("\n</details>\n"))
