"""`portfolio`: what all vendors at once cost beside `validate`, and how memory grows with them."""

from pathlib import Path

import made_files
from measure import Process
from rows._row import Goal, Pair, Row, Workspace, vendorcheck


def portfolio(workspace: Workspace, folder: Path, *options: str) -> Process:
    """Return a run of `portfolio` on a folder, under a policy that asks its questionnaire."""
    policy = made_files.policy_for(workspace.folder, folder)
    day = ("--as-of", made_files.AS_OF)
    return vendorcheck("portfolio", "--policy", policy, *day, *options, folder)


def in_memory(workspace: Workspace, files: int) -> Process:
    """Return a run of `portfolio` on so many vendor files."""
    answers = workspace.sizes.answers_in_memory
    return portfolio(workspace, made_files.vendor_folder(workspace.folder, answers, files))


def beside_validate(workspace: Workspace) -> Pair:
    """Compare `portfolio` of made files with `validate` of the same."""
    sizes = workspace.sizes
    folder = made_files.vendor_folder(workspace.folder, sizes.questions, sizes.many)
    checked = vendorcheck("validate", "--as-of", made_files.AS_OF, folder)
    return portfolio(workspace, folder), checked


def two_processes(workspace: Workspace) -> Pair:
    """Compare the work of two processes together with that of one: what sharing it costs."""
    sizes = workspace.sizes
    folder = made_files.vendor_folder(workspace.folder, sizes.questions, sizes.many)
    return portfolio(workspace, folder, "--jobs", "2"), portfolio(workspace, folder)


def more(workspace: Workspace) -> Pair:
    """Compare more files with few."""
    sizes = workspace.sizes
    return in_memory(workspace, sizes.more_in_memory), in_memory(workspace, sizes.few_in_memory)


def most(workspace: Workspace) -> Pair:
    """Compare most files with few."""
    sizes = workspace.sizes
    return in_memory(workspace, sizes.most_in_memory), in_memory(workspace, sizes.few_in_memory)


ROWS = (
    Row(
        "`portfolio` {many} vendor files × {questions} answers",
        "`validate` of the same",
        "time of the process",
        Goal(at_most=2.5),
        beside_validate,
    ),
    Row(
        "`portfolio --jobs 2` {many} vendor files × {questions} answers",
        "one process",
        "time of the process",
        Goal(at_most=1.5),
        two_processes,
    ),
    Row(
        "`portfolio` {more_in_memory} vendor files × {answers_in_memory} answers",
        "{few_in_memory} of these files",
        "peak memory",
        Goal(at_most=1.3, megabytes=150),
        more,
    ),
    Row(
        "`portfolio` {most_in_memory} vendor files × {answers_in_memory} answers",
        "{few_in_memory} of these files",
        "peak memory",
        Goal(at_most=3, megabytes=150),
        most,
    ),
)
