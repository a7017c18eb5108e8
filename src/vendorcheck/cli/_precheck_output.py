"""The end of a pre-check: the result on a screen or in a file, and how to go on."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from vendorcheck.cli._output import find_unused_path, name_for_display, stdout_display, write_output

if TYPE_CHECKING:
    from vendorcheck.assessment.precheck.precheck import Precheck
    from vendorcheck.interview.requester import RequesterResult
    from vendorcheck.reports import ReportFormat


def end_on_screen(
    precheck_result: "Precheck",
    path: str,
    options: tuple[str, ...],
    interviewed: "RequesterResult | None",
) -> int:
    """Write the letter and the brief to files, and end with the light and one next step.

    Args:
        precheck_result: the result.
        path: the vendor file.
        options: those of the same command on a later day.
        interviewed: what was asked before; with a reply or other plans, the end tells the effect.
    """
    from vendorcheck.cli._precheck_files import write_precheck_files
    from vendorcheck.reports.precheck import render_ending, render_explanation

    display = stdout_display(is_terminal=True)
    files = write_precheck_files(precheck_result, path)
    before = interviewed.before if interviewed else None
    write_output(render_explanation(precheck_result, display, before), None)
    ending = render_ending(
        precheck_result, display, files.letter, files.brief, files.remarks, before
    )
    write_output(ending, None)
    _print_way_on(precheck_result, path, options)
    return 0


def print_effect(precheck_result: "Precheck", interviewed: "RequesterResult | None") -> None:
    """Say on standard error what a reply or other plans changed, where the result goes elsewhere.

    What is piped or written is a report, which knows of no change.
    """
    from vendorcheck.reports.view.comparison import contradiction_lines, effect_lines

    if interviewed and interviewed.before:
        before = interviewed.before
        lines = (
            *contradiction_lines(before, precheck_result),
            *effect_lines(before, precheck_result),
        )
        for line in lines:
            typer.echo(line, err=True)


def print_result(
    precheck_result: "Precheck",
    path: str,
    inputs: Iterable[str],
    report_format: "ReportFormat[Precheck] | None",
    *,
    output: str | None,
    force: bool,
) -> None:
    """Print the report in a format; without one, the result and the message to the vendor.

    If the report goes to a file, a terminal shows the result as well.
    """
    from vendorcheck.reports import PRECHECK_REPORTS, Display

    is_terminal, is_to_file = sys.stdout.isatty(), output not in (None, "-")
    display = stdout_display(is_terminal=is_terminal, file=name_for_display(path))
    result_format = PRECHECK_REPORTS.default_format("terminal" if is_terminal else "pipe")
    if report_format is None:
        write_output(result_format.render(precheck_result, display), output, force=force)
        if precheck_result.has_letter:
            heading = f"To send to the vendor\n{'-' * min(display.width, 78)}"
            message = PRECHECK_REPORTS.format_for("vendor").render(precheck_result, display)
            write_output(f"\n{heading}\n{message}", output, force=force)
        return
    if is_to_file and is_terminal and report_format is not result_format:
        write_output(result_format.render(precheck_result, display) + "\n", None)
    write_output(
        report_format.render(
            precheck_result, Display(vendor_file=display.vendor_file) if is_to_file else display
        ),
        output,
        force=force,
        for_programs=report_format.for_programs,
        inputs=inputs,
    )


def print_next_commands(
    precheck_result: "Precheck",
    path: str,
    options: tuple[str, ...],
    later_options: tuple[str, ...],
    printed_format: "ReportFormat[Precheck] | None",
) -> int:
    """Print the next commands to standard error, and return the exit code.

    `options` repeat the command on the same day, `later_options` on a later one.
    """
    from vendorcheck.reports import PRECHECK_REPORTS
    from vendorcheck.text.safe import build_command_line

    if not sys.stdout.isatty() or path == "-":
        return 0
    typer.echo("", err=True)
    _print_way_on(precheck_result, path, later_options)
    if printed_format is not None and printed_format.reader == "IT":
        typer.echo(
            f"IT goes on with: {build_command_line('assess', path, options=later_options)}",
            err=True,
        )
        return 0
    brief_format = PRECHECK_REPORTS.format_for("IT")
    stem = os.path.splitext(path)[0]
    brief = find_unused_path(f"{stem}-{brief_format.name}{brief_format.suffixes[0]}")
    command = build_command_line("precheck", path, options=(*options, "-o", brief))
    typer.echo(f"The brief for IT: {command}", err=True)
    return 0


def _print_way_on(precheck_result: "Precheck", path: str, options: tuple[str, ...]) -> None:
    """Say on standard error how to come back; nothing where nothing is left to find out."""
    from vendorcheck.assessment.precheck.precheck import GREEN_LIGHTS
    from vendorcheck.text.layout import text_width, wrap_paragraph
    from vendorcheck.text.safe import build_command_line

    is_green = precheck_result.light in GREEN_LIGHTS
    if is_green and not precheck_result.has_letter and not precheck_result.path_to_fast:
        return
    reason = "To try other plans:"
    if precheck_result.has_letter:
        reason = "Once the vendor has answered, or to try other plans:"
    command = build_command_line("precheck", path, options=options)
    width = stdout_display(is_terminal=True).width
    fits = text_width(f"{reason} {command}") <= width
    lines = [f"{reason} {command}"] if fits else [*wrap_paragraph(reason, width), command]
    typer.echo("\n".join(lines), err=True)
