"""The form command: a form that a vendor fills in, or a page for the requester."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import (
    COMMANDS,
    open_library,
    own_questionnaire_options,
    policy_and_day_options,
    print_policy_warnings,
    reporting_all_problems,
    resolve_day,
)
from vendorcheck.cli._options import (
    AsOfOption,
    ForceOption,
    PolicyOption,
    QuestionnairesOption,
)
from vendorcheck.cli._output import refuse_input_as_output, refuse_unwritable_output, write_stdout
from vendorcheck.cli._unfinished import refuse_unfinished_interview
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from datetime import date

    from vendorcheck.exchange.forms.content import VendorForm
    from vendorcheck.exchange.forms.content.basis import FormBasis
    from vendorcheck.exchange.forms.content.selection import FormScope
    from vendorcheck.store.library import Library

VendorFileArgument: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="VENDOR_FILE",
        help="The vendor file, for a form for its vendor; - is standard input.",
        show_default=False,
    ),
]
ReaderOption: TypeAlias = Annotated[
    str, typer.Option("--for", metavar="vendor|requester", help="Who fills it in.")
]
SectionsOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--section", metavar="ID", help="Only this section, such as sso/sign-in."),
]
EverythingOption: TypeAlias = Annotated[
    bool, typer.Option("--all", help="Ask what is answered already as well.")
]
FormOutputOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=(
            "Where to write; the suffix decides the form, - is standard output. "
            f"{formats_in_words(describe_modules('vendorcheck.exchange.forms'))}."
        ),
    ),
]


_HOW_TO_USE_PAGE = (
    "It is for our own people only, since it holds our rules. Put it on the intranet; "
    "many mail programs hold back an HTML file."
)

_HOW_TO_SEND_PAGE = (
    "The vendor opens it in a browser, and sends back the file that Download answers gives. "
    "Many mail programs hold back an HTML file: send it in an archive, or as a link."
)


@COMMANDS.add("form")
def form(
    vendor_file: VendorFileArgument = None,
    questionnaires: QuestionnairesOption = None,
    sections: SectionsOption = None,
    everything: EverythingOption = False,
    reader: ReaderOption = "vendor",
    policy: PolicyOption = None,
    output: FormOutputOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
) -> int:
    """Write a form that a vendor fills in, or with --for requester a page for the intranet.

    The page is the pre-check for whoever wants a product, without an installation; it needs no
    vendor file.

    A vendor's form is taken back by import. It asks what the tier asks and is still open for the
    vendor. Answers that came from the vendor are filled in; nothing else of the vendor file is in
    it. The vendor file gets an entry in its log, unless the form goes to standard output.
    """
    if output is None:
        raise VendorcheckError("say where to write the form: --output acme-form.xlsx")
    if reader == "requester":
        _refuse_vendor_options(vendor_file, questionnaires, sections, everything=everything)
        return _write_requester_form(output, policy, as_of, force=force)
    if reader != "vendor":
        raise VendorcheckError(f'--for takes vendor or requester, not "{reader}"')
    if vendor_file is None:
        raise VendorcheckError("name the vendor file that the form is for: form VENDOR_FILE")
    run = _FormRun(
        vendor_file, tuple(questionnaires or ()), tuple(sections or ()), everything, policy, as_of
    )
    return _write_vendor_form(run, output, force=force)


@dataclass(frozen=True, slots=True)
class _FormRun:
    """The vendor file and the options of a form for a vendor."""

    path: str
    questionnaires: tuple[str, ...]
    sections: tuple[str, ...]
    everything: bool
    policy: str | None
    as_of: str | None

    @property
    def scope(self) -> "FormScope":
        """The part of the questions that the form asks."""
        from vendorcheck.exchange.forms.content.selection import FormScope

        return FormScope(self.everything, self.sections)


def _write_vendor_form(run: _FormRun, output: str, *, force: bool) -> int:
    from vendorcheck.exchange.forms import VENDOR_FORMS
    from vendorcheck.exchange.forms.content.compose import compose_vendor_form

    form_format = VENDOR_FORMS.format_of(output)
    refuse_unwritable_output(output, force=force)
    library, day = open_library(run.policy), resolve_day(run.as_of)
    refuse_unfinished_interview(run.path)
    basis = _find_basis(run, library, day)
    refuse_input_as_output(output, (run.path, *library.texts))
    vendor_form = compose_vendor_form(basis, run.scope)
    content = form_format.render(vendor_form)
    _write(content, output, force=force)
    is_logged = output != "-" and run.path != "-"
    if is_logged:
        _append_to_log(run.path, library, content, day)
    if form_format.gives_answers_file:
        typer.echo(_HOW_TO_SEND_PAGE, err=True)
        reply = vendor_form.answers_file
    else:
        reply = "FILE" if output == "-" else output
    _describe(vendor_form, basis, run, reply)
    return 0


def _find_basis(run: _FormRun, library: "Library", day: "date") -> "FormBasis":
    """Find out what is asked, and what is open.

    Raises:
        VendorcheckError: a file can't be read, or has errors; or a questionnaire is not for
            vendors.
    """
    from vendorcheck.exchange.forms.content.basis import find_form_basis
    from vendorcheck.store.case import prepare_case
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.store.policies import load_policy

    with reporting_all_problems(library, day, run.path, run.policy, run.questionnaires):
        ids = add_chosen_questionnaires(library, run.questionnaires)
        policy = load_policy(library, run.policy)
    print_policy_warnings(policy)
    for name in ids:
        if library[name].respondent == "requester":
            raise VendorcheckError(
                f'"{name}" is answered by the requester, and never goes to a vendor'
            )
    case = prepare_case(library, library.read_document(run.path), policy, ids, day)
    return find_form_basis(case)


def _write(content: bytes, output: str, *, force: bool) -> None:
    from vendorcheck.store import files
    from vendorcheck.text.safe import path_for_display

    if output == "-":
        write_stdout(content.decode("utf-8"))
        return
    files.write_file(output, content, force=force)
    typer.echo(f"Wrote {path_for_display(output)}", err=True)


def _append_to_log(path: str, library: "Library", content: bytes, day: "date") -> None:
    """Note in the vendor file that the form was sent, with its digest."""
    from hashlib import sha256

    from vendorcheck.store import files
    from vendorcheck.store.vendor_file_editor import append_to_list, save_vendor_file

    old = files.read_file(path)
    text = library.parse_content(old, path).text
    entry = {"sent": "form", "on": day.isoformat(), "digest": sha256(content).hexdigest()}
    save_vendor_file(path, old, append_to_list(text, "log", [{**entry}], file=path))


def _describe(vendor_form: "VendorForm", basis: "FormBasis", run: _FormRun, reply: str) -> None:
    """Say what the form asks, and how to take back the file that comes as its reply."""
    from vendorcheck.text.safe import build_command_line
    from vendorcheck.text.words import count_with_noun

    questions = list(vendor_form.questions)
    filled_in = sum(question.answer is not None for question in questions)
    counted = count_with_noun(len(questions), "question", "questions")
    titles = ", ".join(one.title for one in vendor_form.questionnaires)
    earlier = f"; {count_with_noun(filled_in, 'answer is', 'answers are')} filled in"
    typer.echo(f"{counted}: {titles}{earlier if filled_in else ''}", err=True)
    if basis.tier_is_open and not run.questionnaires:
        typer.echo(
            "The tier is not known yet, and may ask more: answer the request first with "
            f"{build_command_line('precheck', run.path)}",
            err=True,
        )
    own = own_questionnaire_options(run.questionnaires or ())
    options = ("--into", run.path, *own, *policy_and_day_options(run.policy, None))
    typer.echo(
        f"Once it comes back: {build_command_line('import', reply, options=options)}", err=True
    )


def _refuse_vendor_options(
    vendor_file: str | None,
    questionnaires: list[str] | None,
    sections: list[str] | None,
    *,
    everything: bool,
) -> None:
    given = {
        "VENDOR_FILE": vendor_file,
        "-q": questionnaires,
        "--section": sections,
        "--all": everything,
    }
    used = [name for name, value in given.items() if value]
    if used:
        raise VendorcheckError(
            f"a form for the requester asks what the pre-check asks; leave out {', '.join(used)}"
        )


def _write_requester_form(
    output: str, policy: str | None, as_of: str | None, *, force: bool
) -> int:
    from vendorcheck.exchange.forms import REQUESTER_FORMS, RequesterForm
    from vendorcheck.store.policies import load_policy
    from vendorcheck.text.safe import build_command_line

    form_format = REQUESTER_FORMS.format_of(output)
    refuse_unwritable_output(output, force=force)
    library, day = open_library(policy), resolve_day(as_of)
    with reporting_all_problems(library, day, None, policy):
        loaded = load_policy(library, policy)
    print_policy_warnings(loaded)
    refuse_input_as_output(output, library.texts)
    _write(form_format.render(RequesterForm(loaded.model, library, day)), output, force=force)
    command = build_command_line("precheck", "FILE", options=policy_and_day_options(policy, None))
    typer.echo(_HOW_TO_USE_PAGE, err=True)
    typer.echo(f"IT reads the file that comes from it with: {command}", err=True)
    return 0
