"""What all reports share: how the reader's screen is, the tables of formats, and what a format is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.registry import Registry


@dataclass(frozen=True, slots=True)
class Display:
    """Where a report is shown: columns of a terminal, and whether it can colour and show more than ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True


RenderAssessment: TypeAlias = Callable[[Assessment, Display], str]
RenderPrecheck: TypeAlias = Callable[[Precheck, Display], str]


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format: its name, the suffixes of its files, and how an assessment is rendered, ending with a line break.

    `verdict`: whether it shows the verdict. One that does not shows the pre-check's light, by the pre-check's questions.
    """

    name: str
    suffixes: tuple[str, ...]
    render: RenderAssessment
    shows_verdict: bool = True


@dataclass(frozen=True, slots=True)
class PrecheckFormat:
    """A format of `precheck`: its name, the suffixes of its files, and how a pre-check is rendered."""

    name: str
    suffixes: tuple[str, ...]
    render: RenderPrecheck


AnyFormat = TypeVar("AnyFormat", ReportFormat, PrecheckFormat)

REPORTS: Registry[ReportFormat] = Registry("report format")
PRECHECK_REPORTS: Registry[PrecheckFormat] = Registry("format of precheck")


def report(
    name: str, *suffixes: str, shows_verdict: bool = True
) -> Callable[[RenderAssessment], RenderAssessment]:
    """Enter a format of `assess` in the table.

    Args:
        name: what `--format` takes.
        suffixes: those of files that are written in this format, such as `.md`.
        shows_verdict: whether it shows the verdict.
    """

    def enter(render: RenderAssessment) -> RenderAssessment:
        REPORTS.add(name)(ReportFormat(name, suffixes, render, shows_verdict))
        return render

    return enter


def precheck_report(name: str, *suffixes: str) -> Callable[[RenderPrecheck], RenderPrecheck]:
    """Enter a format of `precheck` in the table; name and suffixes as for `report`."""

    def enter(render: RenderPrecheck) -> RenderPrecheck:
        PRECHECK_REPORTS.add(name)(PrecheckFormat(name, suffixes, render))
        return render

    return enter


def format_for_path(formats: Mapping[str, AnyFormat], path: str) -> AnyFormat | None:
    """The format that a file's name asks for, in either case of letters; None if it names none."""
    return next(
        (
            found
            for found in formats.values()
            if found.suffixes and path.lower().endswith(found.suffixes)
        ),
        None,
    )
