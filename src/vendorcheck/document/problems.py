"""What can be wrong with a file, and how it is said: one place, one stable code, one sentence, one hint."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

DataPath: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the root of a file: `("sections", 0, "questions", 2, "ask")`."""

Level: TypeAlias = Literal["error", "warning"]

ErrorCode: TypeAlias = Literal[
    # the file as text
    "alias",
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
    # its shape
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
    "options-conflict",
    "reference-cycle",
    "reference-later",
    "reference-self",
    "reference-test",
    "repeated-id",
    "unknown-option",
    "unknown-option-set",
    "unknown-question",
    "unknown-questionnaire",
    # vendor files
    "answer-conflict",
    "not-applicable-refused",
    "wrong-answer",
    # policies
    "thresholds-order",
]
WarningCode: TypeAlias = Literal[
    # questionnaires
    "blocker-cannot-fail",
    "blocker-without-clause",
    "check-never-holds",
    "full-credit-unreachable",
    "missing-finding",
    "missing-remedy",
    "never-asked",
    "question-mark",
    "severity-order",
    "text-length",
    "unknown-control",
    "unknown-framework",
    "unused-option-set",
    "when-never-holds",
    "zero-credit-unreachable",
    # vendor files
    "answer-outdated",
    "dates-reversed",
    "does-not-apply",
    "evidence-expired",
    "evidence-without-reference",
    "future-date",
    "mixed-scripts",
    "not-a-link",
    "risk-lapsed",
    "risk-stale",
    "risk-unknown",
    "version-differs",
    # policies
    "override-unknown",
    "tier-never-matches",
    # folders
    "near-miss",
]
ProblemCode: TypeAlias = ErrorCode | WarningCode
ERROR_CODES: tuple[str, ...] = get_args(ErrorCode)
WARNING_CODES: tuple[str, ...] = get_args(WarningCode)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file. Line and column count from 1; columns count characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with a file. Problems sort in reading order.

    `stable` is the message without what changes though the mistake stays: where else to look, what day it is.
    Empty: it is the message.
    """

    location: Location
    code: ProblemCode
    message: str
    hint: str = ""
    stable_message: str = field(default="", compare=False)

    @property
    def level(self) -> Level:
        """`error`: the file can't be assessed as written; `warning`: the rest."""
        return "error" if self.code in ERROR_CODES else "warning"


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem of which only the path is known; `Document.problems` finds its line.

    It points at the value, or with `at_key` at the key. `related` are paths whose places the message
    names: each `{}` in it is replaced by "line N", on the same line by its column. `aside` follows the message
    in brackets: what is true today only.
    """

    path: DataPath
    code: ProblemCode
    message: str
    hint: str = ""
    at_key: bool = False
    related: tuple[DataPath, ...] = field(default=())
    bracketed_note: str = ""


MAX_PROBLEMS = 1000
"""How many problems of one file are told."""
TOO_MANY_PROBLEMS = Remark(
    (),
    "too-many-problems",
    f"only the first {MAX_PROBLEMS:,} problems of this file are told; there may be more",
    "mend these, and check it again",
)
"""Told beside them. An error, since nobody knows whether what was left out is one."""


class VendorcheckError(Exception):
    """Something that can't be done, in a sentence for the person who asked for it. The command exits with 2."""


class InvalidFile(VendorcheckError):  # noqa: N818 - the file is invalid; nothing erred
    """Files that can't be used. Carries everything that is wrong with them, in reading order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(f"{p.location}: {p.message} [{p.code}]" for p in self.problems))
