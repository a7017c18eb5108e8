"""The import command: what came back becomes answers of a vendor file."""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS
from vendorcheck.cli._options import AsOfOption, OutputOption, PolicyOption
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from vendorcheck.cli._import_options import ImportRun

_FORMATS = describe_modules("vendorcheck.exchange.importers")
FilesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="FILE…", help="The files that came back.", show_default=False),
]
IntoOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--into", metavar="VENDOR_FILE", help="The vendor file that takes the answers."),
]
AsOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="|".join(_FORMATS),
        help=f"The format, where it is not recognized. {formats_in_words(_FORMATS)}.",
    ),
]
FromOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="vendor|requester",
        help="Who filled it in; only the requester answers what is asked of us.",
    ),
]
DryRunOption: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
]
ImportFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="text|json",
        help="How to show what changes, else as text; json is for a job that reads it.",
    ),
]
PreferOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--prefer",
        metavar="new|old",
        help="Which answer counts where two differ; the other is kept in words. Else asks.",
    ),
]
MatchedOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="ID_OR_PATH",
        help="The questionnaires that a table may answer; else all that are known.",
    ),
]
FillOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--fill",
        metavar="ID,…",
        help="Our own questionnaires to answer from a CAIQ 4 or HECVAT 3, as far as it does.",
    ),
]
VendorOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--vendor", metavar="NAME", help="The vendor, for a new file (with -o)."),
]
ProductOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--product", metavar="NAME", help="The product, for a new file (with -o)."),
]
QuestionColumnOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--question-column",
        metavar="HEADER_OR_LETTER",
        help="The column of a table with the questions, where it is not recognized.",
    ),
]
AnswerColumnOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--answer-column", metavar="HEADER_OR_LETTER", help="The column with the answers."
    ),
]
NoteColumnOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--note-column", metavar="HEADER_OR_LETTER", help="The column with the explanations."
    ),
]
RefColumnOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--ref-column", metavar="HEADER_OR_LETTER", help="The column with the ids."),
]
SheetOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--sheet", metavar="TITLE", help="The sheet of a workbook; else all with a table."
    ),
]
WordsOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--words",
        metavar="FILE",
        help="Your own answer words, as YAML: yes: [one, another], and so partly, no, "
        "not-applicable, unknown, unanswered.",
    ),
]
QuestionnaireOutOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--questionnaire-out",
        metavar="FILE",
        help="Write a questionnaire with the questions of the file; - is standard output. Of a "
        "CAIQ or HECVAT the answers are taken as well, with --into.",
    ),
]
WriteBackOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--write-back",
        metavar="COPY.xlsx",
        help="The other way, if we are the vendor: write a copy of the workbook with the answers "
        "of --into in it. Neither of the two is changed.",
    ),
]
NoInputOption: TypeAlias = Annotated[
    bool,
    typer.Option("--no-input", help="Never ask; without --prefer, a conflict changes nothing."),
]
VerboseOption: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show every new answer.")
]
ForceOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Overwrite a file that is there, and take what was sent to another vendor.",
    ),
]


@COMMANDS.add("import")
def import_(
    files: FilesArgument,
    into: IntoOption = None,
    output: OutputOption = None,
    format_name: AsOption = None,
    sender: FromOption = "vendor",
    dry_run: DryRunOption = False,
    display: ImportFormatOption = None,
    prefer: PreferOption = None,
    chosen: MatchedOption = None,
    fill: FillOption = None,
    vendor: VendorOption = None,
    product: ProductOption = None,
    policy: PolicyOption = None,
    as_of: AsOfOption = None,
    question_column: QuestionColumnOption = None,
    answer_column: AnswerColumnOption = None,
    note_column: NoteColumnOption = None,
    ref_column: RefColumnOption = None,
    sheet: SheetOption = None,
    words: WordsOption = None,
    out: QuestionnaireOutOption = None,
    copy: WriteBackOption = None,
    no_input: NoInputOption = False,
    verbose: VerboseOption = False,
    force: ForceOption = False,
) -> int:
    """Take the answers that came back into a vendor file, and show what changes.

    What the vendor may say is taken, as its claims; what only we may say is left out and listed.
    What contradicts the file is asked, or decided by --prefer. To look first, add --dry-run.
    """
    from vendorcheck.cli._import_options import ColumnNames, ImportRun, ImportSource, ImportTarget

    columns = ColumnNames(question_column, answer_column, note_column, ref_column, sheet)
    source = ImportSource(files, format_name, sender, chosen or (), columns, words, out, fill or ())
    target = ImportTarget(into, output, vendor, product, dry_run, force, display)
    run = ImportRun(source, target, prefer, policy, as_of)
    return _do(run, copy, asks=not no_input, in_full=verbose or dry_run)


def _do(run: "ImportRun", copy: str | None, *, asks: bool, in_full: bool) -> int:
    """Take answers in, or for a copy to fill write them out, and return the exit code."""
    from vendorcheck.cli._import_run import import_files
    from vendorcheck.cli._write_back import write_back

    if copy is not None:
        return write_back(run, copy, in_full=in_full)
    return import_files(run, asks=asks, in_full=in_full)
