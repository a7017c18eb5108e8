"""The new command: a commented file to start from."""

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from vendorcheck.cli._context import COMMANDS, open_library, resolve_day
from vendorcheck.cli._options import ForceOption, OutputOption
from vendorcheck.cli._output import write_output
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import describe_modules

if TYPE_CHECKING:
    from vendorcheck.model.questions import BaseQuestion

STARTER_KINDS = ("questionnaire", "vendor", "policy")
_NEXT_COMMANDS = {"vendor": "assess", "questionnaire": "validate", "policy": "validate"}


@COMMANDS.add("new")
def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="questionnaire|vendor|policy", help="The kind of file.", show_default=False
        ),
    ],
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="What it is called, such as Acme.", show_default=False),
    ],
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Write a commented file to start from, called after NAME unless --output says otherwise."""
    from vendorcheck.text.safe import build_command_line, slug

    if kind not in STARTER_KINDS:
        raise VendorcheckError(
            f'there is no kind of file "{kind}"; choose from {", ".join(STARTER_KINDS)}'
        )
    if not name.strip():
        raise VendorcheckError("a name is required, such as Acme")
    if output is None and slug(name) == "unnamed":
        raise VendorcheckError(
            "no file name can be made of this name; say where to write it with --output"
        )
    file_id = slug(name).replace("_", "-").replace(".", "-").strip("-")
    target = output or f"{file_id}.yaml"
    write_output(_starter_text(kind, name, file_id), target, force=force)
    if target != "-":
        typer.echo(f"Next: {build_command_line(_NEXT_COMMANDS[kind], target)}", err=True)
    return 0


def _starter_text(kind: str, name: str, file_id: str) -> str:
    from vendorcheck.store import files
    from vendorcheck.text.safe import one_line

    path = os.path.join(os.path.dirname(__file__), "starters", f"{kind}.yaml")
    texts = {
        "ID": file_id,
        "NAME": _quoted(one_line(name)),
        "TODAY": resolve_day(None).isoformat(),
        "QUESTION_TYPES": ", ".join(_question_types()),
        "REQUEST": "".join(_request_lines(file_id)) if kind == "vendor" else "",
    }
    # At once: a name may look like a place for another text.
    return re.sub(r"@([A-Z_]+)@", lambda place: texts[place[1]], files.read_file(path).decode())


def _question_types() -> list[str]:
    """Return the names of the question types, which to import would take most of the time."""
    names = describe_modules("vendorcheck.model.questions", "QUESTION_TYPES")
    return [name.replace("-", "_") for name in names]


def _request_lines(file_id: str) -> Iterator[str]:
    """Yield the lines that offer what decides the tier: the requester's questions in its rules.

    Without a policy that has such rules there are none.
    """
    from vendorcheck.store.policies import load_policy

    library = open_library()
    policy = load_policy(library, None).model
    conditions = [
        condition
        for tier in policy.tiers
        for condition in (tier.when, *(addition.when for addition in tier.add))
        if condition
    ]
    deciding_keys = {key for condition in conditions for key in condition.referenced_keys("")}
    for questionnaire_id in sorted({key.partition("/")[0] for key in deciding_keys}):
        questionnaire = library[questionnaire_id]
        if questionnaire.respondent != "requester":
            continue
        yield "  # What we want decides how much is asked. In plain words, at a terminal:\n"
        yield f"  # vendorcheck precheck {file_id}.yaml\n"
        yield f"  {questionnaire_id}:\n    version: {_quoted(questionnaire.version)}\n"
        yield "    answers: {}  # delete the {} once an answer stands below\n"
        for question in questionnaire.questions.values():
            if f"{questionnaire_id}/{question.id}" in deciding_keys:
                yield from _question_lines(question)


def _question_lines(question: "BaseQuestion") -> Iterator[str]:
    """Yield a question, and below it the line that becomes its answer."""
    from vendorcheck.text.safe import one_line

    option_ids = ", ".join(option.id for option in question.offered_options)
    takes_several = question.kind_of_answer == "options"
    yield f"      # {one_line(question.ask)}\n"
    yield f"      # {question.id}:{' []' if takes_several else ''}"
    yield f"  # {'some of' if takes_several else 'one of'} {option_ids}\n" if option_ids else "\n"


def _quoted(text: str) -> str:
    """Return a text in quotes as JSON has them, which is the same text in YAML."""
    import json

    return json.dumps(text, ensure_ascii=False)
