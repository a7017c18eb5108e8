"""gitlab: a Code Quality report, which GitLab shows in a merge request."""

from vendorcheck.document.problems import Level
from vendorcheck.text.safe import one_line
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    dumped,
    fingerprints,
    placed,
    sentence,
)

SEVERITIES: dict[Level, str] = {"error": "major", "warning": "minor"}


@DIAGNOSTICS.add("gitlab")
def render(diagnosis: Diagnosis) -> str:
    """A list with an entry for each problem; GitLab drops entries with equal fingerprints, so no two are equal."""
    return dumped(
        [
            {
                "description": one_line(sentence(problem)),
                "check_name": problem.code,
                "fingerprint": fingerprint,
                "severity": SEVERITIES[problem.level],
                "location": {
                    "path": placed(diagnosis, problem.location.file),
                    "lines": {"begin": problem.location.line},
                },
            }
            for problem, fingerprint in zip(diagnosis.problems, fingerprints(diagnosis), strict=True)
        ]
    )
