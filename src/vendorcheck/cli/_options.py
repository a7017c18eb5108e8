"""The options that commands share, with the same name and help text in each command."""

from typing import Annotated, TypeAlias

import typer

AsOfOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The day to judge by, as 2026-11-22; else today."),
]
QuestionnairesOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="ID_OR_PATH",
        help="What to ask, instead of what the policy's tier asks.",
    ),
]
PolicyOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME_OR_PATH",
        help=(
            "The company's rules: default, light, strict, or a file, which may list the "
            "company's own questionnaires; else VENDORCHECK_POLICY, else default."
        ),
    ),
]
OutputOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output."),
]
InteractiveOption: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--interactive/--no-input",
        help=(
            "Ask for what is missing, or never ask; "
            "else asks if standard input and standard error are terminals."
        ),
        show_default=False,
    ),
]
FastOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--fast/--all",
        help="Ask what decides most first and stop once the verdict is settled, or ask everything.",
    ),
]
ResumeOption: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--resume/--restart",
        help="Go on with an interview that was not finished, or begin again; else you are asked.",
        show_default=False,
    ),
]
ForceOption: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Overwrite a file that is there.")
]
JobsOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=64,
        help="How many processes work on vendor files at once; the result is the same.",
        show_default=False,
    ),
]
