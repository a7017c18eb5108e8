"""sarif: the Static Analysis Results Interchange Format 2.1.0, which code scanning services take."""

import re
from urllib.parse import quote

from vendorcheck.document.problems import ERROR_CODES, Problem, ProblemCode
from vendorcheck.text.safe import one_line
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    dump_json,
    fingerprints,
    message_with_hint,
    repository_path,
)

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@DIAGNOSTICS.add("sarif")
def render(diagnosis: Diagnosis) -> str:
    """A log with one run; its rules are the codes that occur."""
    codes = sorted({problem.code for problem in diagnosis.problems})
    named = zip(diagnosis.problems, fingerprints(diagnosis), strict=True)
    driver = {
        "name": "vendorcheck",
        "semanticVersion": diagnosis.version,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(
                problem,
                repository_path(diagnosis, problem.location.file),
                codes.index(problem.code),
                fingerprint,
            )
            for problem, fingerprint in named
        ],
    }
    return dump_json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: ProblemCode) -> dict[str, object]:
    return {
        "id": code,
        "shortDescription": {"text": code.replace("-", " ").capitalize()},
        "defaultConfiguration": {"level": "error" if code in ERROR_CODES else "warning"},
    }


def _result(problem: Problem, path: str, rule: int, fingerprint: str) -> dict[str, object]:
    place = problem.location
    physical = {
        "artifactLocation": {"uri": _uri(path)},
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.level,
        "message": {"text": _message_without_links(problem)},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"problem/v1": fingerprint},
    }


def _message_without_links(problem: Problem) -> str:
    """The message without links: SARIF makes one of `[text](address)`, and the text may be a vendor's."""
    return one_line(message_with_hint(problem)).replace("](", "] (")


def _uri(path: str) -> str:
    """A relative path as a relative reference, an absolute one as a file URI; percent-encoded."""
    drive = re.match(r"[A-Za-z]:(?=/)", path)
    start = "file:///" + drive[0] if drive else "file://" if path.startswith("/") else ""
    # Half characters, which a file name may hold, have no bytes in UTF-8.
    return start + quote(
        path[len(drive[0]) :] if drive else path, safe="/", errors="backslashreplace"
    )
