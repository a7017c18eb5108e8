"""gitlab: a Code Quality report, which GitLab shows in a merge request."""

from vendorcheck.document.problems import Level
from vendorcheck.text.ascii_json import dump_json
from vendorcheck.text.safe import one_line
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    fingerprints,
    message_with_hint,
    repository_path,
)

GITLAB_SEVERITIES: dict[Level, str] = {"error": "major", "warning": "minor"}


@DIAGNOSTICS.format("gitlab", "json")
def render(diagnosis: Diagnosis) -> str:
    """Return a list with an entry for each problem.

    Fingerprints are unique, since GitLab drops entries with equal ones.
    """
    return dump_json(
        [
            {
                "description": one_line(message_with_hint(problem)),
                "check_name": problem.code,
                "fingerprint": fingerprint,
                "severity": GITLAB_SEVERITIES[problem.level],
                "location": {
                    "path": repository_path(diagnosis, problem.location.file),
                    "lines": {"begin": problem.location.line},
                },
            }
            for problem, fingerprint in zip(
                diagnosis.problems, fingerprints(diagnosis), strict=True
            )
        ]
    )
