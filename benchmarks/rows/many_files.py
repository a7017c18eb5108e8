"""Many files at once: whole processes, and the work that is left when nothing has to start."""

import shutil
from pathlib import Path

import made_files
from measure import InProcess, Process
from rows._row import (
    EXAMPLES,
    Goal,
    Pair,
    Row,
    Workspace,
    bare_parse,
    check_jsonschema,
    vendorcheck,
)


def validate_made(workspace: Workspace) -> Pair:
    """Compare `validate` of made files with a bare parse of them."""
    sizes = workspace.sizes
    folder = made_files.vendor_folder(workspace.folder, sizes.questions, sizes.many)
    return validate(folder), bare_parse(folder)


def validate_examples(workspace: Workspace) -> Pair:
    """Compare `validate` of the examples, each many times, with a bare parse of them."""
    folder = workspace.folder / "examples"
    for number in range(workspace.sizes.example_copies):
        shutil.copytree(EXAMPLES, folder / str(number))
    return validate(folder), bare_parse(folder)


def validate_json(workspace: Workspace) -> Pair:
    """Compare `validate` of JSON files with the same as YAML."""
    sizes, place = workspace.sizes, workspace.folder
    as_json = made_files.vendor_folder(place, sizes.questions, sizes.many, "json")
    as_yaml = made_files.vendor_folder(place, sizes.questions, sizes.many)
    return validate(as_json), validate(as_yaml)


def beside_schema(workspace: Workspace) -> Pair:
    """Compare check-jsonschema with `validate` of the same files."""
    sizes = workspace.sizes
    folder = made_files.vendor_folder(workspace.folder, sizes.questions, sizes.schema_files)
    files = sorted(folder.glob("vendor-*.yaml"))
    return check_jsonschema("vendor", *files), validate(folder)


def validate(folder: Path) -> Process:
    """Return a run of `validate` on a folder."""
    return vendorcheck("validate", "--as-of", made_files.AS_OF, folder)


def score_made(workspace: Workspace) -> Pair:
    """Compare parse, checks and score of made files with a bare parse, both without start-up."""
    from internals import Batch, bare_load

    sizes = workspace.sizes
    batch = Batch(made_files.questionnaire(sizes.questions))
    files = [made_files.vendor_file(sizes.questions, index).encode() for index in range(sizes.many)]
    return (
        InProcess(lambda: [batch.judge(content) for content in files]),
        InProcess(lambda: [bare_load(content) for content in files]),
    )


ROWS = (
    Row(
        "`validate` {many} vendor files × {questions} answers",
        "bare parse",
        "time of the process",
        Goal(at_most=0.7),
        validate_made,
    ),
    Row(
        "`validate` the examples, {example_copies} times each",
        "bare parse",
        "time of the process",
        Goal(at_most=0.7),
        validate_examples,
    ),
    Row(
        "`validate` {many} vendor files as JSON",
        "the same as YAML",
        "time of the process",
        Goal(at_most=0.5),
        validate_json,
    ),
    Row(
        "check-jsonschema, {schema_files} vendor files",
        "`validate` of the same",
        "time of the process",
        Goal(at_least=20),
        beside_schema,
    ),
    Row(
        "parse, check and score {many} vendor files",
        "bare parse",
        "time in process",
        Goal(at_most=0.7),
        score_made,
    ),
)
