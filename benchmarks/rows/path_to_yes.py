"""The path to yes: `assess` beside `validate` of the same files, which does all but assess."""

from pathlib import Path

import made_files
from rows._row import Goal, Pair, Row, Workspace, vendorcheck

LIMIT = 30
"""Processor seconds after which an assessment is killed: it is far too slow by then."""
GOAL = Goal(at_most=4, megabytes=150)


def assess(workspace: Workspace, name: str, questionnaire: str, vendor: str) -> Pair:
    """Compare `assess` with `validate` of a questionnaire and a vendor file."""
    questions = written(workspace.folder / f"{name}-questionnaire.yaml", questionnaire)
    answers = written(workspace.folder / f"{name}-vendor.yaml", vendor)
    day = ("--as-of", made_files.AS_OF)
    options = ("--no-input", "--format", "json", *day)
    return (
        vendorcheck("assess", answers, "-q", questions, *options, limit=LIMIT),
        vendorcheck("validate", *day, questions, answers),
    )


def written(path: Path, text: str) -> Path:
    """Write a file and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def all_open(workspace: Workspace) -> Pair:
    """Assess a vendor file without answers."""
    questions = made_files.questionnaire(workspace.sizes.questions)
    return assess(workspace, "open", questions, made_files.open_file("big"))


def all_bad(workspace: Workspace) -> Pair:
    """Assess a vendor file that fails every question."""
    count = workspace.sizes.questions
    return assess(workspace, "bad", made_files.questionnaire(count), made_files.bad_file(count))


def mixed(workspace: Workspace) -> Pair:
    """Assess a vendor file with good and bad answers to very many questions."""
    count = workspace.sizes.more_questions
    return assess(
        workspace, "mixed", made_files.questionnaire(count), made_files.vendor_file(count, 1)
    )


def chain(workspace: Workspace) -> Pair:
    """Assess a vendor file without answers to a chain of questions."""
    questions = made_files.chain(workspace.sizes.chain)
    return assess(workspace, "chain", questions, made_files.open_file("chain"))


def long_chain(workspace: Workspace) -> Pair:
    """Assess a vendor file without answers to a longer chain of questions."""
    questions = made_files.chain(workspace.sizes.long_chain)
    return assess(workspace, "long-chain", questions, made_files.open_file("chain"))


def overlapping(workspace: Workspace) -> Pair:
    """Assess a vendor file that fails questions with overlapping checks."""
    count = workspace.sizes.overlapping
    return assess(
        workspace,
        "overlapping",
        made_files.overlapping(count),
        made_files.overlapping_file(count),
    )


ROWS = tuple(
    Row(what, "`validate` of the same", "time of the process", GOAL, prepare)
    for what, prepare in (
        ("`assess` {questions} questions, all open", all_open),
        ("`assess` {questions} questions, all bad", all_bad),
        ("`assess` {more_questions} questions, mixed", mixed),
        ("`assess` a chain of {chain} questions, all open", chain),
        ("`assess` a chain of {long_chain} questions, all open", long_chain),
        ("`assess` {overlapping} questions with overlapping checks, all bad", overlapping),
    )
)
