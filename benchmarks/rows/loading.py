"""The loader, which knows the place of each value, against loaders that do not."""

import json

import made_files
from measure import InProcess, Quantity
from rows._row import Goal, Pair, Row, Workspace

REPEAT = 5
IN_PROCESS: Quantity = "time in process"


def ours(text: str) -> InProcess:
    """Return a run of our loader."""
    from internals import load

    content = text.encode()
    return InProcess(lambda: load(content), repeat=REPEAT)


def bare_yaml(text: str) -> InProcess:
    """Return a run of PyYAML's C loader."""
    from internals import bare_load

    content = text.encode()
    return InProcess(lambda: bare_load(content), repeat=REPEAT)


def load_vendor_file(workspace: Workspace) -> Pair:
    """Load a vendor file."""
    text = made_files.vendor_file(workspace.sizes.questions, 1)
    return ours(text), bare_yaml(text)


def load_questionnaire(workspace: Workspace) -> Pair:
    """Load a questionnaire."""
    text = made_files.questionnaire(workspace.sizes.questions)
    return ours(text), bare_yaml(text)


def load_json(workspace: Workspace) -> Pair:
    """Load a vendor file that is JSON."""
    text = made_files.as_json(made_files.vendor_file(workspace.sizes.questions, 1))
    content = text.encode()
    return ours(text), InProcess(lambda: json.loads(content), repeat=REPEAT)


def load_json_beside_yaml(workspace: Workspace) -> Pair:
    """Load the same data as JSON and as YAML."""
    text = made_files.vendor_file(workspace.sizes.questions, 1)
    return ours(made_files.as_json(text)), ours(text)


C_LOADER = "`yaml.load(…, CSafeLoader)`"
ROWS = (
    Row(
        "load a vendor file, {questions} answers",
        C_LOADER,
        IN_PROCESS,
        Goal(at_most=0.5),
        load_vendor_file,
    ),
    Row(
        "load a questionnaire, {questions} questions",
        C_LOADER,
        IN_PROCESS,
        Goal(at_most=0.5),
        load_questionnaire,
    ),
    Row("load a vendor file as JSON", "`json.loads`", IN_PROCESS, Goal(at_most=3), load_json),
    Row(
        "load a vendor file as JSON",
        "the same as YAML",
        IN_PROCESS,
        Goal(at_most=0.25),
        load_json_beside_yaml,
    ),
)
