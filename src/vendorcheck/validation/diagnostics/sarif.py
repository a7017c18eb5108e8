"""sarif: Static Analysis Results Interchange Format 2.1.0, for code scanning."""

import re
from urllib.parse import quote

from vendorcheck.document.problems import Problem
from vendorcheck.text.ascii_json import dump_json
from vendorcheck.text.safe import one_line
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    fingerprints,
    message_with_hint,
    notes_as_data,
    repository_path,
)
from vendorcheck.validation.explanations import (
    Explanation,
    explanation_markdown,
    explanation_paragraphs,
    load_explanations,
)

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@DIAGNOSTICS.format("sarif", "json")
def render(diagnosis: Diagnosis) -> str:
    """Return a log with one run, whose rules are the codes that occur."""
    codes = sorted({problem.code for problem in diagnosis.problems})
    explanations = load_explanations() if codes else {}
    notes = notes_as_data(diagnosis)
    fingerprinted = zip(diagnosis.problems, fingerprints(diagnosis), strict=True)
    driver = {
        "name": "vendorcheck",
        "semanticVersion": diagnosis.version,
        "rules": [_rule(explanations[code]) for code in codes],
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
            for problem, fingerprint in fingerprinted
        ],
        **({"properties": notes} if notes else {}),
    }
    return dump_json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(explanation: Explanation) -> dict[str, object]:
    return {
        "id": explanation.code,
        "shortDescription": {"text": explanation.title},
        "fullDescription": {"text": explanation.means},
        "help": {
            "text": "\n\n".join(explanation_paragraphs(explanation)),
            "markdown": "\n".join(explanation_markdown(explanation)).rstrip(),
        },
        "defaultConfiguration": {"level": explanation.level},
    }


def _result(problem: Problem, path: str, rule_index: int, fingerprint: str) -> dict[str, object]:
    location = problem.location
    physical_location = {
        "artifactLocation": {"uri": _uri(path)},
        "region": {"startLine": location.line, "startColumn": location.column},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": problem.level,
        "message": {"text": _message_without_links(problem)},
        "locations": [{"physicalLocation": physical_location}],
        "partialFingerprints": {"problem/v1": fingerprint},
    }


def _message_without_links(problem: Problem) -> str:
    """Return the message without links.

    SARIF makes a link of `[text](address)`, and the text may be a vendor's.
    """
    return one_line(message_with_hint(problem)).replace("](", "] (")


def _uri(path: str) -> str:
    """Return the percent-encoded URI of a path: a relative reference or a file URI."""
    drive = re.match(r"[A-Za-z]:(?=/)", path)
    prefix = "file:///" + drive[0] if drive else "file://" if path.startswith("/") else ""
    # Lone surrogates, which a file name may contain, can't be encoded in UTF-8.
    return prefix + quote(
        path[len(drive[0]) :] if drive else path, safe="/", errors="backslashreplace"
    )
