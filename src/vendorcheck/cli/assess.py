"""assess: may we buy it, why not, and what would make the answer yes."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, INTERRUPTED, asking, library, telling_all, the_day
from vendorcheck.cli._options import AsOf, Chosen, Fast, Force, Interactive, Output, PolicyName, Resume
from vendorcheck.cli._output import put, screen, spare
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import names_in

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessment
    from vendorcheck.cli._next_command import Run
    from vendorcheck.document.document import Data, Document
    from vendorcheck.model.policy import Policy
    from vendorcheck.model.questions import Raw
    from vendorcheck.reports import Report
    from vendorcheck.store.library import Case, Library, Loaded

VendorPath: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="VENDOR_FILE", help="The vendor file; - is standard input.", show_default=False),
]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(names_in("vendorcheck.reports")),
        help="The report for a screen (summary) or a file (html, markdown, json), the message to the vendor (questions), the "
        "checklist for a trial account (trial), or the pre-check's result and brief; else by --output's suffix.",
    ),
]
Answers: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="QUESTION=VALUE",
        help="Answer a question for this run, such as sso/scim=yes; ? is unknown, [a,b] several options.",
    ),
]
FailOn: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="VERDICT",
        help="Exit with 1 if the verdict is this or worse: approve-with-conditions, more-information-needed, do-not-approve.",
    ),
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
    from vendorcheck.cli._next_command import Run, afterwards

    threshold, report = _threshold(fail_on), _report(report_format, output)
    _refuse_meaningless(report, {"-q": questionnaires, "--fast": fast, "--fail-on": fail_on})
    run = Run(vendor_file, questionnaires or [], policy, as_of, answers or [], fast, output, report.name)
    ready = _ready(run)
    if asking(vendor_file, interactive, demanded=review or resume is not None):
        from vendorcheck.interview.session import Manner, interviewed

        manner = Manner(fast, review, resume, run.options(review=review))
        if not interviewed(vendor_file, ready.shelf, ready.opened, ready.day, manner):
            return INTERRUPTED
    document = ready.shelf.read(vendor_file)
    found = ready.opened(document)
    assessment = found.assessor.assess(found.vendor, ready.day, found.answers_sha256)
    text, data = _rendered(assessment, report, output), report.name == "json"
    put(text, output, force=force, data=data, inputs=ready.shelf.texts)
    afterwards(
        run, assessment, found, ready.shelf, lambda: ready.as_it_is(document), silent=interactive is False
    )
    return int(threshold is not None and _rank(assessment.verdict) >= threshold)


@dataclass(frozen=True, slots=True)
class _Ready:
    """All that turns a vendor file into a case: what reads it, by which rules, what is chosen, what --set answers."""

    shelf: "Library"
    day: date
    rules: "Loaded[Policy]"
    chosen: list[str]
    settings: "dict[str, Data]"

    def opened(self, document: "Document") -> "Case":
        """The case of a vendor file, with what --set answers."""
        from vendorcheck.store.library import with_answers

        return self.as_it_is(with_answers(document, self.settings))

    def as_it_is(self, document: "Document") -> "Case":
        """The case of a vendor file without that."""
        from vendorcheck.store.library import case

        return case(self.shelf, document, self.rules, self.chosen, self.day)


def _ready(run: "Run") -> _Ready:
    from vendorcheck.store.library import questionnaires, the_policy

    shelf, day = library(run.policy), the_day(run.as_of)
    with telling_all(shelf, day, run.path, run.policy, run.questionnaires):
        chosen, rules = questionnaires(shelf, run.questionnaires), the_policy(shelf, run.policy)
    ready = _Ready(shelf, day, rules, chosen, _settings(run.answers, shelf))
    # Before anybody has answered anything.
    spare(run.output, (run.path, *shelf.texts))
    return ready


def _refuse_meaningless(report: "Report", options: Mapping[str, object]) -> None:
    """Refuse options that a format would pass over in silence."""
    given = [name for name, value in options.items() if value]
    if given and not report.verdict:
        raise VendorcheckError(
            f"the format {report.name} looks at the pre-check's own questions and shows no verdict, so it can't take "
            f"{' and '.join(given)}; leave {'it' if len(given) == 1 else 'them'} out, or choose another format"
        )


def _rank(verdict: str) -> int:
    from vendorcheck.assessment.rules import VERDICTS

    return [str(known) for known in VERDICTS].index(verdict)


def _threshold(verdict: str | None) -> int | None:
    from vendorcheck.assessment.rules import VERDICTS

    if verdict is None:
        return None
    if verdict not in VERDICTS:
        raise VendorcheckError(f'--fail-on takes {", ".join(VERDICTS)}, not "{verdict}"')
    return _rank(verdict)


def _settings(texts: Sequence[str], shelf: "Library") -> "dict[str, Data]":
    """Answers such as `sso/scim=yes`, as a vendor file holds them; ? is "I don't know". They must fit their questions."""
    from vendorcheck.validation.command_line import fault

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
    from vendorcheck.text.safe import named

    terminal = output is None and sys.stdout.isatty()
    report = REPORTS.get(name) if name else by_suffix(REPORTS, output) if output and output != "-" else None
    if report is None and name is None and output not in (None, "-"):
        raise VendorcheckError(
            f"the suffix of {named(output)} names no format; pass --format, or end it in .md, .html or .json"
        )
    return report or REPORTS.get("summary" if terminal else "markdown")


def _rendered(assessment: "Assessment", report: "Report", output: str | None) -> str:
    from vendorcheck.reports import Display

    if output not in (None, "-"):
        # What a file holds does not depend on where it was written.
        return report.render(assessment, Display())
    return report.render(assessment, screen(terminal=output is None and sys.stdout.isatty()))
