"""Peak memory of `validate`: it should hardly grow with the number of files."""

import made_files
from measure import Process
from rows._row import REAL_WORK, Goal, Pair, Row, Workspace, python, vendorcheck


def validate(workspace: Workspace, files: int) -> Process:
    """Return a run of `validate` on so many vendor files."""
    answers = workspace.sizes.answers_in_memory
    folder = made_files.vendor_folder(workspace.folder, answers, files)
    return vendorcheck("validate", "--as-of", made_files.AS_OF, folder)


def few(workspace: Workspace) -> Pair:
    """Compare few files with the libraries."""
    return validate(workspace, workspace.sizes.few_in_memory), python(REAL_WORK)


def more(workspace: Workspace) -> Pair:
    """Compare more files with few."""
    sizes = workspace.sizes
    return validate(workspace, sizes.more_in_memory), validate(workspace, sizes.few_in_memory)


def most(workspace: Workspace) -> Pair:
    """Compare most files with few."""
    sizes = workspace.sizes
    return validate(workspace, sizes.most_in_memory), validate(workspace, sizes.few_in_memory)


def wrong(workspace: Workspace) -> Pair:
    """Compare wrong files, whose problems and lines are held until the end, with few right ones."""
    sizes = workspace.sizes
    folder = made_files.wrong_folder(workspace.folder, sizes.more_in_memory)
    return vendorcheck("validate", folder), validate(workspace, sizes.few_in_memory)


FEW = "`validate` {few_in_memory} vendor files × {answers_in_memory} answers"
ROWS = (
    Row(
        FEW,
        "`import typer, yaml`, one pydantic model",
        "peak memory",
        Goal(at_most=1.5),
        few,
    ),
    Row(
        "`validate` {more_in_memory} of these files",
        "{few_in_memory} of these files",
        "peak memory",
        Goal(at_most=1.2),
        more,
    ),
    Row(
        "`validate` {more_in_memory} files with 40 warnings each",
        "{few_in_memory} of these files",
        "peak memory",
        Goal(at_most=1.5),
        wrong,
    ),
    Row(
        "`validate` {most_in_memory} of these files",
        "{few_in_memory} of these files",
        "peak memory",
        Goal(at_most=1.2),
        most,
    ),
)
