"""The reader's display, the formats of reports, and a table of formats for each command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.registry import Registry


@dataclass(frozen=True, slots=True)
class Display:
    """The columns of the terminal, and whether it shows colours and characters beyond ASCII."""

    width: int = 80
    colour: bool = False
    unicode: bool = True


RenderAssessment: TypeAlias = Callable[[Assessment, Display], str]
RenderPrecheck: TypeAlias = Callable[[Precheck, Display], str]


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format of `assess`: its name, the suffixes of its files, and its renderer.

    The text of a renderer ends with a line break. A format with `shows_verdict` false shows the
    result of the pre-check, on the questions of the pre-check, instead of the verdict.
    """

    name: str
    suffixes: tuple[str, ...]
    render: RenderAssessment
    shows_verdict: bool = True


@dataclass(frozen=True, slots=True)
class PrecheckFormat:
    """A format of `precheck`: its name, the suffixes of its files, and its renderer."""

    name: str
    suffixes: tuple[str, ...]
    render: RenderPrecheck


AnyFormat = TypeVar("AnyFormat", ReportFormat, PrecheckFormat)

REPORTS: Registry[ReportFormat] = Registry("report format")
PRECHECK_REPORTS: Registry[PrecheckFormat] = Registry("format of precheck")


def report(
    name: str, *suffixes: str, shows_verdict: bool = True
) -> Callable[[RenderAssessment], RenderAssessment]:
    """Register the decorated renderer as a format of `assess`.

    Args:
        name: the value of `--format`.
        suffixes: the suffixes of files that are written in this format, such as `.md`.
        shows_verdict: whether the format shows the verdict.
    """

    def register(render: RenderAssessment) -> RenderAssessment:
        REPORTS.add(name)(ReportFormat(name, suffixes, render, shows_verdict))
        return render

    return register


def precheck_report(name: str, *suffixes: str) -> Callable[[RenderPrecheck], RenderPrecheck]:
    """Register the decorated renderer as a format of `precheck`, as `report` does for `assess`."""

    def register(render: RenderPrecheck) -> RenderPrecheck:
        PRECHECK_REPORTS.add(name)(PrecheckFormat(name, suffixes, render))
        return render

    return register


def format_for_path(formats: Mapping[str, AnyFormat], path: str) -> AnyFormat | None:
    """Return the format for the suffix of a file, whatever its case; None if there is none."""
    return next(
        (
            report_format
            for report_format in formats.values()
            if report_format.suffixes and path.lower().endswith(report_format.suffixes)
        ),
        None,
    )
