"""json: for programs.

Versioned, and in ASCII; paths and messages are unchanged.
"""

from vendorcheck.text.ascii_json import dump_json
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    notes_as_data,
)


@DIAGNOSTICS.format("json", "json")
def render(diagnosis: Diagnosis) -> str:
    """Return `{"schema": "vendorcheck-problems/1", "problems": [...]}`, in reading order.

    Where warnings were ignored, `ignored` has their number by code. Where vendor files lack answers
    of an unfinished interview, `unfinished_answers` has their number by file.
    """
    problems = [
        {
            "file": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "code": problem.code,
            "level": problem.level,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in diagnosis.problems
    ]
    return dump_json(
        {
            "schema": "vendorcheck-problems/1",
            "problems": problems,
            **notes_as_data(diagnosis),
        }
    )
