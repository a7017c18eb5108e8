"""assess: may we buy it, why not, and what would make the answer yes."""

import shlex
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.commands._shared import (
    COMMANDS,
    INTERRUPTED,
    AsOf,
    Chosen,
    Fast,
    Force,
    Interactive,
    Output,
    PolicyName,
    Resume,
    asking,
    coloured,
    library,
    put,
    the_day,
)
from vendorcheck.problems import VendorcheckError
from vendorcheck.rooms import names_in

if TYPE_CHECKING:
    from vendorcheck.assessment import Assessment
    from vendorcheck.document import Data, Document
    from vendorcheck.library import Case, Library
    from vendorcheck.questions import Raw
    from vendorcheck.reports import Report


VendorPath: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="VENDOR_FILE", help="The vendor file; - is standard input.", show_default=False),
]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(names_in("vendorcheck.reports")),
        help="How to report; else by --output's suffix.",
    ),
]
Answers: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="QUESTION=VALUE", help="Answer a question, such as sso/scim=yes."),
]
FailOn: TypeAlias = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="VERDICT", help="Exit with 1 if the verdict is this or worse."),
]
Review: TypeAlias = Annotated[
    bool, typer.Option("--review", help="Walk through what the vendor claimed: verify it or dispute it.")
]


@COMMANDS.add("assess")
def assess(
    vendor_file: VendorPath,
    questionnaires: Chosen = None,
    policy: PolicyName = None,
    report_format: Format = None,
    output: Output = None,
    as_of: AsOf = None,
    interactive: Interactive = None,
    fast: Fast = False,
    review: Review = False,
    resume: Resume = None,
    answers: Answers = None,
    fail_on: FailOn = None,
    force: Force = False,
) -> int:
    """Assess a vendor: the verdict, why, what would make it yes, and what to ask."""
    from vendorcheck.library import case, the_policy, with_answers
    from vendorcheck.library import questionnaires as taken_in

    threshold, report = _threshold(fail_on), _report(report_format, output)
    shelf, day = library(), the_day(as_of)
    chosen = taken_in(shelf, questionnaires or [])
    rules = the_policy(shelf, policy)
    settings = _settings(answers or [], shelf)

    def opened(document: "Document") -> "Case":
        return case(shelf, with_answers(document, settings), rules, chosen, day)

    if asking(vendor_file, interactive, demanded=review or resume is not None):
        from vendorcheck.session import Manner, interviewed

        manner = Manner(fast, review, resume, _options(questionnaires, policy, fast=fast, review=review))
        if not interviewed(vendor_file, shelf, opened, day, manner):
            return INTERRUPTED
    found = opened(shelf.read(vendor_file))
    assessment = found.assessor.assess(found.vendor, day, found.answers_sha256)
    put(_rendered(assessment, report, output), output, force=force, data=report.name == "json")
    _afterwards(found, vendor_file)
    return int(threshold is not None and _rank(assessment.verdict) >= threshold)


def _options(
    questionnaires: list[str] | None, policy: str | None, *, fast: bool, review: bool
) -> tuple[str, ...]:
    """The options with which an interview goes on as it began."""
    found = [part for name in questionnaires or [] for part in ("-q", name)]
    found += ["--policy", policy] if policy else []
    return (*found, *(["--fast"] if fast else []), *(["--review"] if review else []))


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


def _settings(texts: list[str], shelf: "Library") -> "dict[str, Data]":
    """Answers such as `sso/scim=yes`, as a vendor file holds them; ? is "I don't know". They must fit their questions."""
    from vendorcheck.validation.settings import fault

    found: dict[str, Data] = {}
    wrong: list[str] = []
    for text in texts:
        key, separator, value = (part.strip() for part in text.partition("="))
        home, slash, name = (part.strip() for part in key.partition("/"))
        if not (separator and slash and home and name and value):
            wrong.append(f'--set takes questionnaire/question=value, such as sso/scim=yes, not "{text}"')
            continue
        answer = None if value == "?" else _value(value)
        if told := fault(f"{home}/{name}", answer, shelf):
            wrong.append(f"--set {text}: {told}")
        given: Data = list(answer) if isinstance(answer, tuple) else answer
        found[f"{home}/{name}"] = {"unknown": "true"} if answer is None else {"answer": given, "source": "us"}
    if wrong:
        raise VendorcheckError("\n".join(wrong))
    return found


def _value(text: str) -> "Raw":
    """Several options stand in brackets, separated by commas."""
    if text.startswith("[") and text.endswith("]"):
        return tuple(part.strip() for part in text[1:-1].split(",") if part.strip())
    return text


def _report(name: str | None, output: str | None) -> "Report":
    """The report: as asked for, by the output's suffix, for a terminal a summary, else Markdown."""
    from vendorcheck.reports import REPORTS, by_suffix

    terminal = output is None and sys.stdout.isatty()
    report = REPORTS.get(name) if name else by_suffix(output) if output and output != "-" else None
    if report is None and name is None and output not in (None, "-"):
        raise VendorcheckError(
            f"the suffix of {output} names no format; pass --format, or end it in .md, .html or .json"
        )
    return report or REPORTS.get("summary" if terminal else "markdown")


def _rendered(assessment: "Assessment", report: "Report", output: str | None) -> str:
    from vendorcheck.reports import Display

    if output not in (None, "-"):
        # What a file holds does not depend on where it was written.
        return report.render(assessment, Display())
    terminal = output is None and sys.stdout.isatty()
    display = Display(
        width=shutil.get_terminal_size().columns if terminal else 80,
        colour=coloured(terminal),
        unicode="utf" in (sys.stdout.encoding or "").lower(),
    )
    return report.render(assessment, display)


def _afterwards(found: "Case", vendor_file: str) -> None:
    """What the person may want to do next, on standard error."""
    # A file's name is pasted into a shell: it must stay a name there.
    name = shlex.quote(
        f"./{vendor_file}" if vendor_file.startswith("-") and vendor_file != "-" else vendor_file
    )
    if found.warnings:
        count = len(found.warnings)
        typer.echo(
            f"{count} warning{'' if count == 1 else 's'} about the file: vendorcheck validate {name}",
            err=True,
        )
    if sys.stdout.isatty():
        typer.echo(f"Next: vendorcheck assess {name} -o report.html", err=True)
