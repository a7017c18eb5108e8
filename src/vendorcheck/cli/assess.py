"""assess: may we buy it, why not, and what would make the answer yes."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import (
    COMMANDS,
    INTERRUPTED,
    open_library,
    reporting_all_problems,
    resolve_day,
    should_interview,
)
from vendorcheck.cli._options import (
    AsOfOption,
    FastOption,
    ForceOption,
    InteractiveOption,
    OutputOption,
    PolicyOption,
    QuestionnairesOption,
    ResumeOption,
)
from vendorcheck.cli._output import refuse_input_as_output, stdout_display, write_output
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import module_names

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessment
    from vendorcheck.cli._next_command import AssessRun
    from vendorcheck.document.document import Data, Document
    from vendorcheck.model.policy import Policy
    from vendorcheck.model.questions import RawAnswer
    from vendorcheck.reports import ReportFormat
    from vendorcheck.store.case import VendorCase
    from vendorcheck.store.library import Library, LoadedFile

VendorFileArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="VENDOR_FILE", help="The vendor file; - is standard input.", show_default=False
    ),
]
AssessFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(module_names("vendorcheck.reports")),
        help="The report for a screen (summary) or a file (html, markdown, json), the message to the vendor (questions), the "
        "checklist for a trial account (trial), or the pre-check's result and brief; else by --output's suffix.",
    ),
]
AnswersOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="QUESTION=VALUE",
        help="Answer a question for this run, such as sso/scim=yes; ? is unknown, [a,b] several options.",
    ),
]
FailOnOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="VERDICT",
        help="Exit with 1 if the verdict is this or worse: approve-with-conditions, more-information-needed, do-not-approve.",
    ),
]
ReviewOption: TypeAlias = Annotated[
    bool,
    typer.Option("--review", help="Walk through what the vendor claimed: verify it or dispute it."),
]


@COMMANDS.add("assess")
def assess(
    vendor_file: VendorFileArgument,
    questionnaires: QuestionnairesOption = None,
    policy: PolicyOption = None,
    report_format: AssessFormatOption = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    interactive: InteractiveOption = None,
    fast: FastOption = False,
    review: ReviewOption = False,
    resume: ResumeOption = None,
    answers: AnswersOption = None,
    fail_on: FailOnOption = None,
    force: ForceOption = False,
) -> int:
    """Assess a vendor: the verdict, why, what would make it yes, and what to ask."""
    from vendorcheck.cli._next_command import AssessRun, print_warnings_and_next_command

    threshold, report = _rank_to_fail_on(fail_on), _choose_report(report_format, output)
    _refuse_ignored_options(report, {"-q": questionnaires, "--fast": fast, "--fail-on": fail_on})
    run = AssessRun(
        vendor_file, questionnaires or [], policy, as_of, answers or [], fast, output, report.name
    )
    ready = _make_case_builder(run)
    if should_interview(vendor_file, interactive, is_required=review or resume is not None):
        from vendorcheck.interview.session import InterviewOptions, interview_vendor

        manner = InterviewOptions(fast, review, resume, run.options(review=review))
        if not interview_vendor(
            vendor_file, ready.library, ready.case_with_answers, ready.day, manner
        ):
            return INTERRUPTED
    document = ready.library.read_document(vendor_file)
    found = ready.case_with_answers(document)
    assessment = found.assess()
    text, data = _render_report(assessment, report, output), report.name == "json"
    write_output(text, output, force=force, for_programs=data, inputs=ready.library.texts)
    print_warnings_and_next_command(
        run,
        assessment,
        found,
        ready.library,
        lambda: ready.case_as_written(document),
        no_input=interactive is False,
    )
    return int(threshold is not None and _verdict_rank(assessment.verdict) >= threshold)


@dataclass(frozen=True, slots=True)
class _CaseBuilder:
    """All that turns a vendor file into a case: what reads it, by which rules, what is chosen, what --set answers."""

    library: "Library"
    day: date
    policy: "LoadedFile[Policy]"
    questionnaires: list[str]
    answers: "dict[str, Data]"

    def case_with_answers(self, document: "Document") -> "VendorCase":
        """The case of a vendor file, with what --set answers."""
        from vendorcheck.store.case import with_answers

        return self.case_as_written(with_answers(document, self.answers))

    def case_as_written(self, document: "Document") -> "VendorCase":
        """The case of a vendor file without that."""
        from vendorcheck.store.case import prepare_case

        return prepare_case(self.library, document, self.policy, self.questionnaires, self.day)


def _make_case_builder(run: "AssessRun") -> _CaseBuilder:
    from vendorcheck.store.library import add_chosen_questionnaires, load_policy

    shelf, day = open_library(run.policy), resolve_day(run.as_of)
    with reporting_all_problems(shelf, day, run.path, run.policy, run.questionnaires):
        chosen, rules = (
            add_chosen_questionnaires(shelf, run.questionnaires),
            load_policy(shelf, run.policy),
        )
    ready = _CaseBuilder(shelf, day, rules, chosen, _parse_answers(run.answers, shelf))
    # Before anybody has answered anything.
    refuse_input_as_output(run.output, (run.path, *shelf.texts))
    return ready


def _refuse_ignored_options(report: "ReportFormat", options: Mapping[str, object]) -> None:
    """Refuse options that a format would pass over in silence."""
    given = [name for name, value in options.items() if value]
    if given and not report.shows_verdict:
        raise VendorcheckError(
            f"the format {report.name} looks at the pre-check's own questions and shows no verdict, so it can't take "
            f"{' and '.join(given)}; leave {'it' if len(given) == 1 else 'them'} out, or choose another format"
        )


def _verdict_rank(verdict: str) -> int:
    from vendorcheck.assessment.rules import VERDICTS

    return [str(known) for known in VERDICTS].index(verdict)


def _rank_to_fail_on(verdict: str | None) -> int | None:
    from vendorcheck.assessment.rules import VERDICTS

    if verdict is None:
        return None
    if verdict not in VERDICTS:
        raise VendorcheckError(f'--fail-on takes {", ".join(VERDICTS)}, not "{verdict}"')
    return _verdict_rank(verdict)


def _parse_answers(texts: Sequence[str], library: "Library") -> "dict[str, Data]":
    """Answers such as `sso/scim=yes`, as a vendor file holds them; ? is "I don't know". They must fit their questions."""
    from vendorcheck.validation.command_line import describe_invalid_answer

    found: dict[str, Data] = {}
    wrong: list[str] = []
    for text in texts:
        key, separator, value = (part.strip() for part in text.partition("="))
        home, slash, name = (part.strip() for part in key.partition("/"))
        if not (separator and slash and home and name and value):
            wrong.append(
                f'--set takes questionnaire/question=value, such as sso/scim=yes, not "{text}"'
            )
            continue
        answer = None if value == "?" else _parse_value(value)
        if told := describe_invalid_answer(f"{home}/{name}", answer, library):
            wrong.append(f"--set {text}: {told}")
        given: Data = list(answer) if isinstance(answer, tuple) else answer
        found[f"{home}/{name}"] = (
            {"unknown": "true"} if answer is None else {"answer": given, "source": "us"}
        )
    if wrong:
        raise VendorcheckError("\n".join(wrong))
    return found


def _parse_value(text: str) -> "RawAnswer":
    """Several options stand in brackets, separated by commas."""
    if text.startswith("[") and text.endswith("]"):
        return tuple(part.strip() for part in text[1:-1].split(",") if part.strip())
    return text


def _choose_report(name: str | None, output: str | None) -> "ReportFormat":
    """The report: as asked for, by the output's suffix, for a terminal a summary, else Markdown."""
    from vendorcheck.reports import REPORTS, format_for_path
    from vendorcheck.text.safe import path_for_display

    terminal = output is None and sys.stdout.isatty()
    report = (
        REPORTS.get(name)
        if name
        else format_for_path(REPORTS, output)
        if output and output != "-"
        else None
    )
    if report is None and name is None and output not in (None, "-"):
        raise VendorcheckError(
            f"the suffix of {path_for_display(output)} names no format; pass --format, or end it in .md, .html or .json"
        )
    return report or REPORTS.get("summary" if terminal else "markdown")


def _render_report(assessment: "Assessment", report: "ReportFormat", output: str | None) -> str:
    from vendorcheck.reports import Display

    if output not in (None, "-"):
        # What a file holds does not depend on where it was written.
        return report.render(assessment, Display())
    return report.render(
        assessment, stdout_display(is_terminal=output is None and sys.stdout.isatty())
    )
