"""The problems that a file can have: each has a place, a stable code, a sentence and a hint."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

DataPath: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the root of a file: `("sections", 0, "questions", 2, "ask")`."""

Level: TypeAlias = Literal["error", "warning"]

ErrorCode: TypeAlias = Literal[
    # text
    "alias",
    "comma-in-braces",
    "complex-key",
    "control-character",
    "duplicate-key",
    "empty-file",
    "encoding",
    "file-too-large",
    "merge-key",
    "second-document",
    "syntax",
    "tab",
    "tag",
    "text-too-long",
    "too-deep",
    "too-many-nodes",
    "too-many-options",
    "too-many-problems",
    # shape
    "bad-id",
    "empty-value",
    "missing-key",
    "out-of-range",
    "unknown-key",
    "unknown-kind",
    "wrong-type",
    "wrong-value",
    # questionnaires
    "bands-hole",
    "bands-overlap",
    "bands-unit",
    "credit-missing",
    "option-is-amount",
    "options-conflict",
    "reference-cycle",
    "reference-later",
    "reference-self",
    "reference-test",
    "rename-cycle",
    "rename-in-use",
    "rename-unknown",
    "repeated-id",
    "scored-fact",
    "unknown-option",
    "unknown-option-set",
    "unknown-question",
    "unknown-questionnaire",
    # vendor files
    "answer-conflict",
    "not-applicable-refused",
    "too-many-entries",
    "wrong-answer",
    # policies
    "file-not-found",
    "override-unknown",
    "path-outside",
    "replaces-missing",
    "replaces-wrong",
    "thresholds-order",
]
WarningCode: TypeAlias = Literal[
    # questionnaires
    "blocker-cannot-fail",
    "blocker-without-clause",
    "check-never-holds",
    "equal-without-reason",
    "full-credit-unreachable",
    "hides-questions",
    "missing-finding",
    "missing-remedy",
    "never-asked",
    "no-effect",
    "not-holds-unasked",
    "question-mark",
    "repeated-control",
    "severity-order",
    "text-length",
    "unknown-control",
    "unknown-framework",
    "unused-option-set",
    "when-never-holds",
    "zero-credit-unreachable",
    # vendor files
    "affects-unknown",
    "answer-outdated",
    "condition-incomplete",
    "consent-incomplete",
    "consent-to-nothing",
    "contract-renewed",
    "dates-reversed",
    "details-missing",
    "does-not-apply",
    "evidence-changed",
    "evidence-expired",
    "evidence-kind",
    "evidence-missing",
    "evidence-outside",
    "evidence-unchecked",
    "evidence-undated",
    "evidence-without-reference",
    "future-date",
    "misleading-link",
    "grade-unsupported",
    "mixed-scripts",
    "not-a-link",
    "not-confirmed",
    "repeated-entry",
    "risk-lapsed",
    "risk-stale",
    "risk-unknown",
    "version-differs",
    "wrong-source",
    # policies
    "folder-not-found",
    "glob-without-file",
    "percent-scale",
    "rule-not-applied",
    "rule-removed",
    "rule-renamed",
    "tier-never-matches",
    "unlisted-questionnaire",
    "weights-order",
    # folders and runs
    "near-miss",
    "passed-over",
    "problems-left-out",
]
ProblemCode: TypeAlias = ErrorCode | WarningCode
ERROR_CODES: tuple[str, ...] = get_args(ErrorCode)
WARNING_CODES: tuple[str, ...] = get_args(WarningCode)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: line and column, both from 1; a column is a character."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake in a file. Problems sort in reading order.

    `stable_message` is the message without parts that change while the mistake stays, such as line
    numbers and days. If it is empty, the message itself is stable. `counts_as_error` is true of a
    warning that was set to count as one.
    """

    location: Location
    code: ProblemCode
    message: str
    hint: str = ""
    stable_message: str = field(default="", compare=False)
    counts_as_error: bool = field(default=False, compare=False)

    @property
    def level(self) -> Level:
        """`error` if the file can't be assessed as written, or if it counts as such."""
        return "error" if self.counts_as_error or self.code in ERROR_CODES else "warning"

    @property
    def quoted_text(self) -> str:
        """The first text that the message quotes, mostly what stands in the file; empty if none."""
        parts = self.message.split('"', 2)
        return parts[1] if len(parts) == 3 else ""  # noqa: PLR2004 - before, between and after


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem whose path in the data is known; `Document.to_problems` adds its line and column.

    It points at the value, or with `at_key` at the key. `related` are paths whose places the
    message names: each `{}` in it is replaced by "line N", or by the column on the same line.
    `bracketed_note` follows the message in brackets and holds what is true only today.
    """

    path: DataPath
    code: ProblemCode
    message: str
    hint: str = ""
    at_key: bool = False
    related: tuple[DataPath, ...] = field(default=())
    bracketed_note: str = ""


MAX_RUN_PROBLEMS = 10_000
"""The most problems that are reported by one run."""
MAX_PROBLEMS = 1000
"""The most problems that are reported for one file."""
TOO_MANY_PROBLEMS = Remark(
    (),
    "too-many-problems",
    f"only the first {MAX_PROBLEMS:,} problems of this file are reported; there may be more",
    "mend these, and check it again",
)
"""The remark after the last reported problem. It is an error, as the others may be errors."""


class VendorcheckError(Exception):
    """A request that can't be met, in a sentence for the user. The command exits with 2."""


class InvalidFile(VendorcheckError):  # noqa: N818 - the file is invalid, not the program
    """One or more files that can't be used, with all their problems in reading order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(
            "\n".join(
                f"{problem.location}: {problem.message} [{problem.code}]"
                for problem in self.problems
            )
        )
