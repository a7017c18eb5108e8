"""The show command: a questionnaire, one of its questions, or a policy, to read or to copy."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vendorcheck.cli._context import (
    COMMANDS,
    load_own_policy,
    open_library,
    print_policy_warnings,
)
from vendorcheck.cli._options import ForceOption, OutputOption
from vendorcheck.cli._output import write_output
from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.store.library import Library

YamlOption = Annotated[
    bool,
    typer.Option("--yaml", help="The file itself, to copy and change, instead of a page to read."),
]


@COMMANDS.add("show")
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID[/QUESTION]",
            help="A questionnaire or policy that is known, a question, or a file.",
            show_default=False,
        ),
    ],
    as_yaml: YamlOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Show a questionnaire or a policy as Markdown: what is asked, and what an answer earns."""
    from vendorcheck.store.chosen_questionnaires import names_question

    library = open_library()
    load_own_policy(library)
    if _is_policy(name, library):
        text, hint = _policy_text(name, library, as_yaml=as_yaml, output=output)
    elif names_question(name, library):
        text, hint = _question_text(name, library, as_yaml=as_yaml)
    else:
        text, hint = _questionnaire_text(name, library, as_yaml=as_yaml, output=output)
    write_output(text, output, force=force, for_programs=as_yaml, inputs=library.texts)
    if sys.stdout.isatty():
        typer.echo(f"\n{hint}", err=True)
    return 0


def _is_policy(name: str, library: "Library") -> bool:
    """Return whether a name is that of a policy.

    Raises:
        VendorcheckError: it is neither that of a policy nor of a questionnaire; or a file that
            can't be read.
    """
    from vendorcheck.model.policy import POLICY_KIND
    from vendorcheck.store.discovery import built_in_files, file_hint, is_file_name
    from vendorcheck.text.suggest import Suggester

    if is_file_name(name):
        try:
            return library.read_document(name).data.get("vendorcheck") == POLICY_KIND
        except VendorcheckError:
            return False  # reported by whoever reads the questionnaire
    policies = built_in_files("policies")
    if name in library or name in policies:
        return name not in library
    hint = (
        file_hint(name)
        or Suggester().hint(name, [*library, *policies])
        or "vendorcheck questionnaires and vendorcheck policies list those that are known; "
        f"or name a file, such as ./{name}.yaml"
    )
    raise VendorcheckError(f'there is no questionnaire or policy "{name}"; {hint}')


def _policy_text(
    name: str, library: "Library", *, as_yaml: bool, output: str | None
) -> tuple[str, str]:
    """Return a policy, and what can be done with it."""
    from vendorcheck.reports.view.policy import render_policy
    from vendorcheck.store.policies import load_policy
    from vendorcheck.text.safe import build_command_line

    loaded = load_policy(library, name)
    print_policy_warnings(loaded)
    if as_yaml:
        return _to_copy(loaded.document.text), _hint_for_copy("--policy", output)
    command = build_command_line("assess", "VENDOR_FILE", options=("--policy", name))
    return render_policy(loaded.model), f"Use it: {command}"


def _question_text(name: str, library: "Library", *, as_yaml: bool) -> tuple[str, str]:
    """Return a question, and how to see more."""
    from vendorcheck.reports.view.questionnaire import render_question
    from vendorcheck.text.safe import build_command_line

    questionnaire_id, _, question_id = name.partition("/")
    if as_yaml:
        command = build_command_line("show", questionnaire_id, options=("--yaml",))
        raise VendorcheckError(f"--yaml shows a whole file: {command}")
    command = build_command_line("show", questionnaire_id)
    return (
        render_question(library[questionnaire_id], question_id),
        f"The whole questionnaire: {command}",
    )


def _questionnaire_text(
    name: str, library: "Library", *, as_yaml: bool, output: str | None
) -> tuple[str, str]:
    """Return a questionnaire, and what can be done with it."""
    from vendorcheck.reports.view.questionnaire import render_questionnaire
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.text.safe import build_command_line

    (questionnaire_id,) = add_chosen_questionnaires(library, [name])
    if as_yaml:
        text = library.load(questionnaire_id).document.text
        return _to_copy(text), _hint_for_copy("-q", output)
    command = build_command_line("assess", "VENDOR_FILE", options=("-q", name))
    return render_questionnaire(library[questionnaire_id]), f"Use it: {command}"


def _to_copy(text: str) -> str:
    """Return the text of a file without the line for editors: its path holds only there."""
    first_line, _, rest = text.partition("\n")
    return rest if first_line.startswith("# yaml-language-server:") else text


def _hint_for_copy(option: str, output: str | None) -> str:
    """Return what to do with a copy: the option is the one with which `assess` takes it."""
    from vendorcheck.text.safe import build_command_line

    copy = "YOUR_FILE" if output in (None, "-") else output
    command = build_command_line("assess", "VENDOR_FILE", options=(option, copy))
    return f"Give it an id of its own, change what you like, and use it: {command}"
