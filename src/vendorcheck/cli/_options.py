"""The options that commands share: each is called, and explained, the same everywhere."""

from typing import Annotated, TypeAlias

import typer

AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The day to judge by, as 2026-11-22; else today."),
]
Chosen: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="ID_OR_PATH",
        help="What to ask, instead of what the policy's tier asks.",
    ),
]
PolicyName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME_OR_PATH",
        help="The company's rules; else VENDORCHECK_POLICY, else default. Questionnaires beside its file are known, too.",
    ),
]
Output: TypeAlias = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
]
Interactive: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--interactive/--no-input",
        help="Ask for what is missing, or never ask; else asks if standard input and standard error are terminals.",
        show_default=False,
    ),
]
Fast: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--fast/--all",
        help="Ask what decides most first and stop once the verdict is settled, or ask everything.",
    ),
]
Resume: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--resume/--restart",
        help="Go on with an interview that was not finished, or begin again; else you are asked.",
        show_default=False,
    ),
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]
