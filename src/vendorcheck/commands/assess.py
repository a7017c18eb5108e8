"""assess: may we buy it, why not, and what would make the answer yes."""

import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vendorcheck.commands._shared import (
    COMMANDS,
    AsOf,
    Chosen,
    Force,
    Output,
    PolicyName,
    coloured,
    library,
    put,
    the_day,
)
from vendorcheck.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment import Assessment
    from vendorcheck.document import Data
    from vendorcheck.library import Case


@COMMANDS.add("assess")
def assess(
    vendor_file: Annotated[
        str,
        typer.Argument(
            metavar="VENDOR_FILE", help="The vendor file; - is standard input.", show_default=False
        ),
    ],
    questionnaires: Chosen = None,
    policy: PolicyName = None,
    report_format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="summary|markdown|html|json", help="How to report; else by --output's suffix."
        ),
    ] = None,
    output: Output = None,
    as_of: AsOf = None,
    answers: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="QUESTION=VALUE", help="Answer a question, such as sso/scim=yes."),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="VERDICT", help="Exit with 1 if the verdict is this or worse."),
    ] = None,
    force: Force = False,
) -> int:
    """Assess a vendor: the verdict, why, what would make it yes, and what to ask."""
    from vendorcheck.library import case, the_policy, with_answers
    from vendorcheck.library import questionnaires as taken_in

    threshold = _threshold(fail_on)
    shelf, day = library(), the_day(as_of)
    chosen = taken_in(shelf, questionnaires or [])
    rules = the_policy(shelf, policy)
    document = with_answers(shelf.read(vendor_file), _settings(answers or []))
    found = case(shelf, document, rules, chosen, day)
    assessment = found.assessor.assess(found.vendor, day, found.answers_sha256)
    put(_rendered(assessment, report_format, output), output, force=force)
    _afterwards(found, vendor_file)
    return int(threshold is not None and _rank(assessment.verdict) >= threshold)


def _rank(verdict: str) -> int:
    from vendorcheck.rules import VERDICTS

    return [str(known) for known in VERDICTS].index(verdict)


def _threshold(verdict: str | None) -> int | None:
    from vendorcheck.rules import VERDICTS

    if verdict is None:
        return None
    if verdict not in VERDICTS:
        raise VendorcheckError(f'--fail-on takes {", ".join(VERDICTS)}, not "{verdict}"')
    return _rank(verdict)


def _settings(texts: list[str]) -> "dict[str, Data]":
    """`sso/scim=yes` as question and answer; several options are separated by commas, ? is "I don't know"."""
    found: dict[str, Data] = {}
    for text in texts:
        key, separator, value = text.partition("=")
        home, slash, name = key.strip().partition("/")
        if not (separator and slash and home and name and value.strip()):
            raise VendorcheckError(
                f'--set takes questionnaire/question=value, such as sso/scim=yes, not "{text}"'
            )
        found[f"{home}/{name}"] = (
            {"unknown": "true"} if value.strip() == "?" else {"answer": _value(value), "source": "us"}
        )
    return found


def _value(text: str) -> "Data":
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    return text


def _rendered(assessment: "Assessment", name: str | None, output: str | None) -> str:
    """The report: as asked for, by the output's suffix, for a terminal a summary, else Markdown."""
    from vendorcheck.reports import REPORTS, Display, by_suffix

    terminal = output is None and sys.stdout.isatty()
    report = REPORTS.get(name) if name else by_suffix(output) if output and output != "-" else None
    if report is None and name is None and output not in (None, "-"):
        raise VendorcheckError(
            f"the suffix of {output} names no format; pass --format, or end it in .md, .html or .json"
        )
    report = report or REPORTS.get("summary" if terminal else "markdown")
    display = Display(
        width=shutil.get_terminal_size().columns if terminal else 80,
        colour=coloured(terminal),
        unicode="utf" in (sys.stdout.encoding or "").lower(),
    )
    return report.render(assessment, display)


def _afterwards(found: "Case", vendor_file: str) -> None:
    """What the person may want to do next, on standard error."""
    if found.warnings:
        count = len(found.warnings)
        typer.echo(
            f"{count} warning{'' if count == 1 else 's'} about the file: vendorcheck validate {vendor_file}",
            err=True,
        )
    if sys.stdout.isatty():
        typer.echo(f"Next: vendorcheck assess {vendor_file} -o report.html", err=True)
