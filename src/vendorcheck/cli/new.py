"""The new command: a commented file to start from."""

import os
from typing import Annotated

import typer

from vendorcheck.cli._context import COMMANDS, resolve_day
from vendorcheck.cli._options import ForceOption, OutputOption
from vendorcheck.cli._output import write_output
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import describe_modules

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
    import json

    from vendorcheck.store import files
    from vendorcheck.text.safe import one_line

    path = os.path.join(os.path.dirname(__file__), "starters", f"{kind}.yaml")
    return (
        files.read_file(path)
        .decode()
        .replace("@ID@", file_id)
        # A text in JSON is a quoted text in YAML, whatever it holds.
        .replace("@NAME@", json.dumps(one_line(name), ensure_ascii=False))
        .replace("@TODAY@", resolve_day(None).isoformat())
        .replace("@QUESTION_TYPES@", ", ".join(_question_types()))
    )


def _question_types() -> list[str]:
    """Return the names of the question types, which to import would take most of the time."""
    names = describe_modules("vendorcheck.model.questions", "QUESTION_TYPES")
    return [name.replace("-", "_") for name in names]
