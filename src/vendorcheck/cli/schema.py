"""The schema command: the JSON Schema of a kind of file, for editors."""

from typing import Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, load_own_policy, open_library
from vendorcheck.cli._options import ForceOption, OutputOption
from vendorcheck.cli._output import write_output
from vendorcheck.document.problems import VendorcheckError

CompletedQuestionnairesOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="ID_OR_PATH",
        help="A questionnaire whose questions and options are completed.",
    ),
]


@COMMANDS.add("schema")
def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="questionnaire|vendor|policy|answers|crosswalk|findings",
            help="The kind of file.",
            show_default=False,
        ),
    ],
    questionnaires: CompletedQuestionnairesOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Print the JSON Schema (draft-07) of a kind of file. With -q, editors complete questions."""
    import json
    import sys

    from vendorcheck.model.json_schema import MODELS_BY_FILE_KIND, schema_of
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.text.safe import path_for_display

    if kind not in MODELS_BY_FILE_KIND:
        raise VendorcheckError(
            f'there is no kind of file "{kind}"; choose from {", ".join(MODELS_BY_FILE_KIND)}'
        )
    library = open_library()
    load_own_policy(library)
    names = add_chosen_questionnaires(library, questionnaires or [])
    json_schema = schema_of(kind, [library[name] for name in names])
    text = json.dumps(json_schema, indent=2, ensure_ascii=False)
    write_output(f"{text}\n", output, force=force, for_programs=True, inputs=library.texts)
    if output not in (None, "-") and sys.stdout.isatty():
        typer.echo(
            "Editors go by a first line such as: "
            f"# yaml-language-server: $schema={path_for_display(output)}",
            err=True,
        )
        following = "form VENDOR_FILE" if kind == "answers" else f"new {kind} NAME"
        typer.echo(f"Next: vendorcheck {following}", err=True)
    return 0
