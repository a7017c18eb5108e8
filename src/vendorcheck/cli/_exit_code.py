"""The exit codes, which scripts and CI systems rely on."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes. There are no others."""

    OK = 0
    NEGATIVE_RESULT = 1
    ERROR = 2
    BUG = 3
    INTERRUPTED = 130
    """A person has left an interview; the answers are saved."""
