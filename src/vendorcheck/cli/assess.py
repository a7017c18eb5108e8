"""The assess command: the verdict on a vendor, its reasons, and the questions to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._assess_many import ManyFiles, are_many, assess_many, refuse_asking
from vendorcheck.cli._context import (
    COMMANDS,
    open_library,
    print_policy_warnings,
    reporting_all_problems,
    resolve_day,
    should_interview,
)
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._options import (
    AsOfOption,
    FastOption,
    ForceOption,
    InteractiveOption,
    PolicyOption,
    QuestionnairesOption,
    ResumeOption,
)
from vendorcheck.cli._output import (
    options_of_report,
)
from vendorcheck.cli._report_files import (
    AssessFormatOption,
    ReportOutputOption,
    ViewOption,
    choose_reports,
)
from vendorcheck.cli._set_answers import parse_answers
from vendorcheck.cli._unfinished import count_unfinished_answers, noting_unfinished_answers
from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessment
    from vendorcheck.cli._next_command import AssessRun
    from vendorcheck.document.document import Data, Document
    from vendorcheck.interview.session import InterviewedFile
    from vendorcheck.model.fields import Verdict
    from vendorcheck.model.policy import Policy
    from vendorcheck.reports import ReportFormat
    from vendorcheck.store.case import VendorCase
    from vendorcheck.store.library import Library, LoadedFile

VendorFilesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help=(
            "The vendor file; - is standard input. Several, or folders, which are walked: each "
            "vendor gets its reports (-o FOLDER/), and nothing is asked."
        ),
        show_default=False,
    ),
]
AnswersOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="QUESTION=VALUE",
        help=(
            "Answer a question for this run, such as sso/scim=yes; "
            "? is unknown, [a,b] several options."
        ),
    ),
]
FailOnOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="VERDICT",
        help=(
            "Exit with 1 if the verdict is this or worse: "
            "approve-with-conditions, more-information-needed, do-not-approve."
        ),
    ),
]
ReviewOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--review",
        help="Confirm what is said not to apply; verify or dispute what the vendor claimed.",
    ),
]


@COMMANDS.add("assess")
def assess(
    paths: VendorFilesArgument,
    questionnaires: QuestionnairesOption = None,
    policy: PolicyOption = None,
    report_format: AssessFormatOption = None,
    view: ViewOption = None,
    output: ReportOutputOption = None,
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
    from vendorcheck.cli._next_command import AssessRun

    failing_verdicts = _failing_verdicts(fail_on)
    if are_many(paths):
        one_only = {"--interactive": interactive, "--review": review, "--fast": fast}
        refuse_asking({**one_only, "--resume": resume is not None, "--set": answers})
        _refuse_ignored_in_many(report_format, {"-q": questionnaires, "--fail-on": fail_on})
        options = (questionnaires or [], policy, as_of, report_format, output, view)
        return assess_many(ManyFiles(paths, *options, failing_verdicts, force))
    reports = choose_reports(paths[0], report_format, output, view)
    _refuse_ignored_options(
        reports.report, {"-q": questionnaires, "--fast": fast, "--fail-on": fail_on}
    )
    run = AssessRun(paths[0], questionnaires or [], policy, as_of, answers or [], fast, reports)
    asking = _Asking(interactive, review, resume, (report_format, output, fail_on, view))
    verdict = _assess_one(run, asking, force=force)
    return ExitCode.INTERRUPTED if verdict is None else int(verdict in failing_verdicts)


@dataclass(frozen=True, slots=True)
class _Asking:
    """The options that say whether a person is asked, and the report options as they were given."""

    interactive: bool | None
    review: bool
    resume: bool | None
    report: tuple[str | None, str | None, str | None, str | None]


def _assess_one(run: "AssessRun", asking: _Asking, *, force: bool) -> "Verdict | None":
    """Ask what is missing if a person is there, and report; None if the person leaves."""
    with noting_unfinished_answers([run.path], options=run.options()):
        builder = _make_case_builder(run)
        is_required = asking.review or asking.resume is not None
        if should_interview(run.path, asking.interactive, is_required=is_required):
            run.reports.refuse_unwritable(force=force)
            interviewed = _interview(run, builder, asking)
            if interviewed is None:
                return None
            run = replace(run, path=interviewed.path, stops_to_send=interviewed.stops_to_send)
        return _report_verdict(run, builder, force=force, no_input=asking.interactive is False)


def _interview(
    run: "AssessRun", builder: "_CaseBuilder", asking: _Asking
) -> "InterviewedFile | None":
    """Ask what is missing; return where it is now, or None if the person leaves.

    A command that goes on later ends with the same report.
    """
    from vendorcheck.interview.session import InterviewOptions, interview_vendor

    report_options = options_of_report(*asking.report)
    options = InterviewOptions(
        run.fast,
        asking.review,
        asking.resume,
        (*run.options(review=asking.review), *report_options),
    )
    return interview_vendor(
        run.path, builder.library, builder.case_with_answers, builder.day, options
    )


def _report_verdict(
    run: "AssessRun",
    builder: "_CaseBuilder",
    *,
    force: bool,
    no_input: bool,
) -> "Verdict":
    """Assess the vendor, write the report, print the next command, and return the verdict."""
    from vendorcheck.cli._next_command import print_warnings_and_next_command

    document = builder.library.read_document(run.path)
    case = builder.case_with_answers(document)
    unfinished_answers = count_unfinished_answers([run.path]).get(run.path, 0)
    assessment = replace(case.assess(), unfinished_answers=unfinished_answers)
    run.reports.write(assessment, force=force, inputs=builder.library.texts)
    print_warnings_and_next_command(
        run,
        assessment,
        case,
        builder.library,
        lambda: builder.case_as_written(document),
        no_input=no_input,
    )
    return assessment.verdict


@dataclass(frozen=True, slots=True)
class _CaseBuilder:
    """A builder of cases from a vendor file and the options of the command."""

    library: "Library"
    day: date
    policy: "LoadedFile[Policy]"
    questionnaires: list[str]
    answers: "dict[str, Data]"

    def case_with_answers(self, document: "Document") -> "VendorCase":
        """Return the case of a vendor file, with the answers of --set."""
        from vendorcheck.store.case import with_answers

        return self.case_as_written(with_answers(document, self.answers))

    def case_as_written(self, document: "Document") -> "VendorCase":
        """Return the case of a vendor file without the answers of --set."""
        from vendorcheck.store.case import prepare_case

        return prepare_case(self.library, document, self.policy, self.questionnaires, self.day)


def _make_case_builder(run: "AssessRun") -> _CaseBuilder:
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.store.policies import load_policy

    library, day = open_library(run.policy), resolve_day(run.as_of)
    with reporting_all_problems(library, day, run.path, run.policy, run.questionnaires):
        questionnaires = add_chosen_questionnaires(library, run.questionnaires)
        policy = load_policy(library, run.policy)
    print_policy_warnings(policy)
    answers = parse_answers(run.answers, library)
    # Checked before an interview, so that no answers are given in vain.
    run.reports.refuse_inputs((run.path, *library.texts))
    return _CaseBuilder(library, day, policy, questionnaires, answers)


def _refuse_ignored_options(
    report: "ReportFormat[Assessment]", options: Mapping[str, object]
) -> None:
    """Refuse options that a format without a verdict would ignore."""
    used_options = [name for name, value in options.items() if value]
    if used_options and not report.shows_verdict:
        raise VendorcheckError(
            f"the format {report.name} looks at the pre-check's own questions and shows no "
            f"verdict, so it can't take {' and '.join(used_options)}; leave "
            f"{'it' if len(used_options) == 1 else 'them'} out, or choose another format"
        )


def _refuse_ignored_in_many(name: str | None, options: Mapping[str, object]) -> None:
    """Refuse options that the named format would ignore; without a name, none does."""
    from vendorcheck.reports import REPORTS

    if report := REPORTS.choose(name, None):
        _refuse_ignored_options(report, options)


def _failing_verdicts(fail_on: str | None) -> Sequence[str]:
    from vendorcheck.assessment.judgement import VERDICTS

    if fail_on is None:
        return ()
    if fail_on not in VERDICTS:
        raise VendorcheckError(f'--fail-on takes {", ".join(VERDICTS)}, not "{fail_on}"')
    return VERDICTS[VERDICTS.index(fail_on) :]
