"""The reports that an assessment is written to: one, or a folder with one per view and format."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._output import (
    name_for_display,
    refuse_input_as_output,
    refuse_unwritable_output,
    stdout_display,
    write_output,
)
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessment
    from vendorcheck.reports import ReportFormat

_FORMATS = describe_modules("vendorcheck.reports")
_VIEWS = describe_modules("vendorcheck.reports.readers")
AssessFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(_FORMATS),
        help=f"What to report; else by --output's suffix. {formats_in_words(_FORMATS)}.",
    ),
]
ViewOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--view", metavar="|".join(_VIEWS), help=f"Who reads it. {formats_in_words(_VIEWS)}."
    ),
]
ReportOutputOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE_OR_FOLDER",
        help=(
            "Where to write; - is standard output. "
            "A folder, such as reports/, gets a file for each view and format."
        ),
    ),
]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report in a view, and the path that it is written to; None and `-`: standard output."""

    report: "ReportFormat[Assessment]"
    path: str | None


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """The reports of one vendor file, at least one.

    `output` and `view` are as the options say; with `is_folder` the output is a folder. Commands
    in a report call the vendor file `vendor_file`.
    """

    files: Sequence[ReportFile]
    output: str | None
    view: str | None
    vendor_file: str
    is_folder: bool = False

    @property
    def folder(self) -> str | None:
        """The folder that the reports go to, if they do."""
        return self.output if self.is_folder else None

    @property
    def report(self) -> "ReportFormat[Assessment]":
        """The first report, which stands for all."""
        return self.files[0].report

    def refuse_unwritable(self, *, force: bool) -> None:
        """Refuse files that can't be written, before somebody answers questions for them.

        Raises:
            VendorcheckError: one of them exists already, or can't be written.
        """
        if self.folder is None or os.path.isdir(self.folder):
            for file in self.files:
                refuse_unwritable_output(file.path, force=force)
            return
        # Of a folder that is not there, only the last part is made: more would be a slip.
        path = self.folder.rstrip(_SEPARATORS)
        if os.path.lexists(path):
            from vendorcheck.text.safe import path_for_display

            raise VendorcheckError(
                f"{path_for_display(path)} is no folder; leave out the slash behind it, or name "
                "another one"
            )
        refuse_unwritable_output(path, force=False)

    def refuse_inputs(self, inputs: Iterable[str]) -> None:
        """Refuse files that are read, which not even --force may destroy.

        Raises:
            VendorcheckError: one of them is among the inputs.
        """
        paths = tuple(inputs)
        for file in self.files:
            refuse_input_as_output(file.path, paths)

    def write(
        self,
        assessment: "Assessment",
        *,
        force: bool,
        inputs: Iterable[str],
        is_quiet: bool = False,
    ) -> None:
        """Write all reports of an assessment, and report where they are, unless `is_quiet`.

        Raises:
            VendorcheckError: one of them exists already, can't be written, or is an input. Of a
                folder none is written then.
        """
        if self.folder is None:
            (file,) = self.files
            _write_report(file, assessment, self.vendor_file, force=force, inputs=inputs)
            return
        self.refuse_inputs(inputs)
        self.refuse_unwritable(force=force)
        _make_folder(self.folder)
        for file in self.files:
            _write_report(file, assessment, self.vendor_file, force=force, inputs=(), is_quiet=True)
        for line in () if is_quiet else self._lines():
            typer.echo(line, err=True)

    def _lines(self) -> Iterator[str]:
        """Yield a line for each view: the file, and the suffixes of its other formats."""
        from vendorcheck.text.safe import path_for_display
        from vendorcheck.text.words import join_list

        for _, group in groupby(self.files, lambda file: os.path.splitext(file.path or "")[0]):
            paths = [file.path or "" for file in group]
            suffixes = [os.path.splitext(path)[1] for path in paths[1:]]
            yield f"Wrote {join_list([path_for_display(paths[0]), *suffixes])}"


_SEPARATORS = "/" if os.altsep is None else os.sep + os.altsep


def choose_reports(
    vendor_file: str, format_name: str | None, output: str | None, view: str | None
) -> ReportFiles:
    """Return the reports that the options name.

    Without a format it is that of the output's suffix, or the one for a terminal or a pipe. A
    folder gets every format that has a suffix, and every view that a format knows.

    Raises:
        VendorcheckError: there is no such format or view, or the format does not know the view.
    """
    from vendorcheck.reports import REPORTS

    name = name_for_display(vendor_file)
    if output is not None and _names_folder(output):
        files = tuple(_files_in(output, vendor_file, format_name, view))
        return ReportFiles(files, output, view, name, is_folder=True)
    is_terminal = output is None and sys.stdout.isatty()
    report = REPORTS.choose(format_name, output) or REPORTS.default_format(
        "terminal" if is_terminal else "pipe"
    )
    only_file = ReportFile(REPORTS.in_view(report, view), output)
    return ReportFiles((only_file,), output, view, name)


def _names_folder(output: str) -> bool:
    """Return whether an output is a folder: one that is there, or a name that ends as one."""
    return output.endswith(tuple(_SEPARATORS)) or os.path.isdir(output)


def _files_in(
    folder: str, vendor_file: str, format_name: str | None, view: str | None
) -> Iterator[ReportFile]:
    """Yield the reports for a folder, view by view."""
    from vendorcheck.reports import REPORTS
    from vendorcheck.reports.readers import VIEWS

    name = "report" if vendor_file == "-" else os.path.basename(vendor_file)
    stem = os.path.splitext(name)[0]
    chosen = REPORTS.choose(format_name, None)
    formats = [chosen] if chosen else [entry for entry in REPORTS.values() if entry.suffixes]
    if view is not None:
        reports = [REPORTS.in_view(entry, view) for entry in formats]
    else:
        reports = [
            entry.in_view(name) for name in VIEWS for entry in formats if name in entry.views
        ]
    for report in reports:
        # Without a suffix the name of the format tells it from the others in this view.
        ending = report.suffixes[0] if report.suffixes else f"-{report.name}.txt"
        yield ReportFile(report, os.path.join(folder, f"{stem}-{report.view}{ending}"))


def _write_report(
    file: ReportFile,
    assessment: "Assessment",
    vendor_file: str,
    *,
    force: bool,
    inputs: Iterable[str],
    is_quiet: bool = False,
) -> None:
    from vendorcheck.reports import Display

    # The content of a file must not depend on the terminal.
    display = (
        stdout_display(is_terminal=file.path is None and sys.stdout.isatty(), file=vendor_file)
        if file.path in (None, "-")
        else Display(vendor_file=vendor_file)
    )
    write_output(
        file.report.render(assessment, display),
        file.path,
        force=force,
        for_programs=file.report.for_programs,
        inputs=inputs,
        is_quiet=is_quiet,
    )


def _make_folder(folder: str) -> None:
    from vendorcheck.store.files import describe_os_error
    from vendorcheck.text.safe import path_for_display

    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise VendorcheckError(
            f"{path_for_display(folder)} can't be made: {describe_os_error(error)}"
        ) from error
