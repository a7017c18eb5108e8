"""What all reports share: how the reader's screen is, the table of formats, and what a format is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from vendorcheck.assessment import Assessment
from vendorcheck.rooms import Registry


@dataclass(frozen=True, slots=True)
class Display:
    """Where a report is shown: columns of a terminal, and whether it can colour and show more than ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True


Render: TypeAlias = Callable[[Assessment, Display], str]


@dataclass(frozen=True, slots=True)
class Report:
    """A format: its name, the suffixes of its files, and how an assessment is rendered, ending with a line break."""

    name: str
    suffixes: tuple[str, ...]
    render: Render


REPORTS: Registry[Report] = Registry("report format")


def report(name: str, *suffixes: str) -> Callable[[Render], Render]:
    """Enter a format in the table.

    Args:
        name: what `--format` takes.
        suffixes: those of files that are written in this format, such as `.md`.
    """

    def enter(render: Render) -> Render:
        REPORTS.add(name)(Report(name, suffixes, render))
        return render

    return enter


def by_suffix(path: str) -> Report | None:
    """The format that a file's name asks for, in either case of letters; None if it names none."""
    return next(
        (found for found in REPORTS.values() if found.suffixes and path.lower().endswith(found.suffixes)),
        None,
    )
