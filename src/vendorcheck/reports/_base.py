"""The reader's display, and the tables of formats: one for each kind of value that is reported."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, TypeAlias, TypeVar

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.assessment.precheck.run import precheck_of_assessment
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import Registry
from vendorcheck.reports.readers import VIEWS, WHOLE_VIEW, ViewContent
from vendorcheck.text.safe import path_for_display
from vendorcheck.text.words import join_list

Input = TypeVar("Input")
Reader: TypeAlias = Literal["us", "IT", "requester", "vendor", "programs"]
"""The reader of a format; a vendor and a requester have views of their own."""
Place: TypeAlias = Literal["terminal", "pipe"]


@dataclass(frozen=True, slots=True)
class Display:
    """The columns of the terminal, and whether it shows colours and characters beyond ASCII.

    `vendor_file` is the name that a command in the report gives the vendor file.
    """

    width: int = 80
    colour: bool = False
    unicode: bool = True
    vendor_file: str = "FILE"


@dataclass(frozen=True, slots=True)
class ReportFormat(Generic[Input]):
    """A format of reports, and what a command needs to know about it.

    The text of a renderer ends with a line break.
    """

    name: str
    """The value of `--format`."""
    suffixes: tuple[str, ...]
    """The suffixes of files that are written in this format, such as `.md`."""
    render: Callable[[Input, Display], str]
    reader: Reader = "us"
    """The reader of the report."""
    default_for: tuple[Place, ...] = ()
    """The place where it is shown if the user names neither a format nor a file."""
    shows_verdict: bool = True
    """False if it shows the pre-check's result, on the pre-check's questions, instead."""
    view: str = WHOLE_VIEW
    """The view that it shows."""
    other_views: Mapping[str, Callable[[Input, Display], str]] = field(default_factory=dict)
    """The renderers of the other views that it knows, by the name of the view."""
    parts: Callable[[Input], Iterable[str]] | None = None
    """A renderer that yields the text bit by bit, where it may be too long to be held."""

    @property
    def for_programs(self) -> bool:
        """Return whether programs read it, which get it byte for byte."""
        return self.reader == "programs"

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views that it knows, in order."""
        return tuple(name for name in VIEWS if name == self.view or name in self.other_views)

    def in_view(self, name: str) -> "ReportFormat[Input]":
        """Return this format in one of its views."""
        if name == self.view:
            return self
        others = {**self.other_views, self.view: self.render}
        return replace(self, render=others.pop(name), view=name, other_views=others, parts=None)


class ReportTable(Registry[ReportFormat[Input]]):
    """The formats for one kind of value, by name; entering one declares that it takes this kind."""

    def format(
        self,
        name: str,
        *suffixes: str,
        reader: Reader = "us",
        default_for: tuple[Place, ...] = (),
    ) -> Callable[[Callable[[Input, Display], str]], Callable[[Input, Display], str]]:
        """Return a decorator that enters a renderer as a format; see `ReportFormat`."""

        def enter(render: Callable[[Input, Display], str]) -> Callable[[Input, Display], str]:
            # Who has a view gets no other: a vendor's format is in the vendor's view.
            view = reader if reader in VIEWS else WHOLE_VIEW
            self.add(name)(ReportFormat(name, suffixes, render, reader, default_for, view=view))
            return render

        return enter

    def in_parts(
        self, name: str
    ) -> Callable[[Callable[[Input], Iterable[str]]], Callable[[Input], Iterable[str]]]:
        """Return a decorator that enters what yields the text of a format that is there."""

        def enter(parts: Callable[[Input], Iterable[str]]) -> Callable[[Input], Iterable[str]]:
            self._entries[name] = replace(self._entries[name], parts=parts)
            return parts

        return enter

    def choose(self, name: str | None, output: str | None) -> ReportFormat[Input] | None:
        """Return the format with a name, else by the suffix of the output, whatever its case.

        A suffix without its point, such as `md`, is a name as well.

        Args:
            name: the value of `--format`, if it was given.
            output: the path of the output; `-` and None are standard output.

        Returns:
            The format; None if there is neither a name nor a file.

        Raises:
            VendorcheckError: there is no such format. The message lists those that there are.
        """
        if name is not None:
            return self._format_of_suffix(f".{name}", whole=True) or self.get(name)
        if output is None or output == "-":
            return None
        if report_format := self._format_of_suffix(output):
            return report_format
        suffixes = [
            f"{report_format.suffixes[0]} ({report_format.name})"
            for report_format in self.values()
            if report_format.suffixes
        ]
        raise VendorcheckError(
            f"the suffix of {path_for_display(output)} names no format; pass --format, or end it "
            f"in {', '.join(suffixes[:-1])} or {suffixes[-1]}"
        )

    def in_view(
        self, report_format: ReportFormat[Input], view_name: str | None
    ) -> ReportFormat[Input]:
        """Return a format in a view; without a name, in its own.

        Raises:
            VendorcheckError: there is no such view, or the format does not know it. The message
                says which views there are, or which formats know it.
        """
        if view_name is None:
            return report_format
        view = VIEWS.get(view_name)
        if view.name in report_format.views:
            return report_format.in_view(view.name)
        knowing = [entry.name for entry in self.values() if view.name in entry.views]
        raise VendorcheckError(
            f"the format {report_format.name} knows no view {view.name}, only "
            f"{join_list(report_format.views)}; the view {view.name} is in the "
            f"{'format' if len(knowing) == 1 else 'formats'} {join_list(knowing)}"
        )

    def _format_of_suffix(self, name: str, *, whole: bool = False) -> ReportFormat[Input] | None:
        """Return the format whose suffix a file name ends with, or is as a whole."""
        for report_format in self.values():
            for suffix in report_format.suffixes:
                if name.lower() == suffix if whole else name.lower().endswith(suffix):
                    return report_format
        return None

    def default_format(self, place: Place) -> ReportFormat[Input]:
        """Return the format that is shown where the user names neither a format nor a file."""
        return next(entry for entry in self.values() if place in entry.default_for)

    def format_for(self, reader: Reader) -> ReportFormat[Input]:
        """Return the format for a reader."""
        return next(entry for entry in self.values() if entry.reader == reader)


class AssessmentReports(ReportTable[Assessment]):
    """The formats of an assessment, which may show it in views that hold less than all of it."""

    def each_view(
        self, name: str
    ) -> Callable[[Callable[[ViewContent, Display], str]], Callable[[ViewContent, Display], str]]:
        """Return a decorator that enters a renderer of every view for a format that is there.

        The renderer gets what the view lays out, never the assessment.
        """

        def enter(
            render: Callable[[ViewContent, Display], str],
        ) -> Callable[[ViewContent, Display], str]:
            views = {
                view.name: _of_view(view.lay_out, render)
                for view in VIEWS.values()
                if view.lay_out is not None
            }
            self._entries[name] = replace(self._entries[name], other_views=views)
            return render

        return enter


def _of_view(
    lay_out: Callable[[Assessment], ViewContent], render: Callable[[ViewContent, Display], str]
) -> Callable[[Assessment, Display], str]:
    return lambda assessment, display: render(lay_out(assessment), display)


REPORTS: AssessmentReports = AssessmentReports("report format")
"""The formats of `assess`; those of a pre-check, which `include_precheck_formats` adds, as well."""
PRECHECK_REPORTS: ReportTable[Precheck] = ReportTable("format of precheck")
"""The formats of `precheck`."""


def include_precheck_formats() -> None:
    """Enter each format of a pre-check for assessments, too, unless one there has its name.

    It is chosen by its name only: its suffixes are those of formats that show the verdict.
    """
    for entry in PRECHECK_REPORTS.values():
        if entry.name not in REPORTS:
            REPORTS.add(entry.name)(
                ReportFormat(
                    entry.name,
                    (),
                    _of_assessment(entry.render),
                    entry.reader,
                    shows_verdict=False,
                    view=entry.view,
                )
            )


def _of_assessment(
    render: Callable[[Precheck, Display], str],
) -> Callable[[Assessment, Display], str]:
    return lambda assessment, display: render(precheck_of_assessment(assessment), display)
