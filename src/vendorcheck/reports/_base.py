"""What all reports share: how the reader's screen is, the tables of formats, and what a format is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import PreCheck
from vendorcheck.registry import Registry


@dataclass(frozen=True, slots=True)
class Display:
    """Where a report is shown: columns of a terminal, and whether it can colour and show more than ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True


Render: TypeAlias = Callable[[Assessment, Display], str]
RenderPreCheck: TypeAlias = Callable[[PreCheck, Display], str]


@dataclass(frozen=True, slots=True)
class Report:
    """A format: its name, the suffixes of its files, and how an assessment is rendered, ending with a line break.

    `verdict`: whether it shows the verdict. One that does not shows the pre-check's light, by the pre-check's questions.
    """

    name: str
    suffixes: tuple[str, ...]
    render: Render
    verdict: bool = True


@dataclass(frozen=True, slots=True)
class PreCheckReport:
    """A format of `precheck`: its name, the suffixes of its files, and how a pre-check is rendered."""

    name: str
    suffixes: tuple[str, ...]
    render: RenderPreCheck


AFormat = TypeVar("AFormat", Report, PreCheckReport)

REPORTS: Registry[Report] = Registry("report format")
PRECHECK_REPORTS: Registry[PreCheckReport] = Registry("format of precheck")


def report(name: str, *suffixes: str, verdict: bool = True) -> Callable[[Render], Render]:
    """Enter a format of `assess` in the table.

    Args:
        name: what `--format` takes.
        suffixes: those of files that are written in this format, such as `.md`.
        verdict: whether it shows the verdict.
    """

    def enter(render: Render) -> Render:
        REPORTS.add(name)(Report(name, suffixes, render, verdict))
        return render

    return enter


def precheck_report(name: str, *suffixes: str) -> Callable[[RenderPreCheck], RenderPreCheck]:
    """Enter a format of `precheck` in the table; name and suffixes as for `report`."""

    def enter(render: RenderPreCheck) -> RenderPreCheck:
        PRECHECK_REPORTS.add(name)(PreCheckReport(name, suffixes, render))
        return render

    return enter


def by_suffix(formats: Mapping[str, AFormat], path: str) -> AFormat | None:
    """The format that a file's name asks for, in either case of letters; None if it names none."""
    return next(
        (found for found in formats.values() if found.suffixes and path.lower().endswith(found.suffixes)),
        None,
    )
