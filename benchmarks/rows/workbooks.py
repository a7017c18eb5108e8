"""A workbook that came back, which is scanned and counted before a library reads it."""

import subprocess
from io import BytesIO
from pathlib import Path

import made_files
from measure import InProcess
from rows._row import SCRIPTS, Goal, Pair, Row, Workspace


def filled_form(workspace: Workspace) -> Path:
    """Write a form that a vendor has filled in, and return its path."""
    folder, questions = workspace.folder, workspace.sizes.questions
    questionnaire, vendor, form = (
        folder / name for name in ("asked.yaml", "filled.yaml", "form.xlsx")
    )
    questionnaire.write_text(made_files.questionnaire(questions), "utf-8")
    vendor.write_text(made_files.vendor_file(questions, 1), "utf-8")
    command = (SCRIPTS / "vendorcheck", "form", vendor, "-q", questionnaire, "--all", "-o", form)
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return form


def read_form(workspace: Workspace) -> Pair:
    """Read a form as `import` does, and all values of its cells as openpyxl does."""
    from internals import cell_values, read_reply, settings_for

    path = filled_form(workspace)
    content = path.read_bytes()
    settings = settings_for(made_files.questionnaire(workspace.sizes.questions))
    answers = read_reply(content, settings)
    if answers != workspace.sizes.questions:
        raise ValueError(f"{answers} answers came back")
    return (
        InProcess(lambda: read_reply(content, settings)),
        InProcess(lambda: cell_values(BytesIO(content))),
    )


ROWS = (
    Row(
        "`import` reads a filled form, {questions} questions",
        "its values by openpyxl, read-only",
        "time in process",
        Goal(at_most=3),
        read_form,
    ),
)
