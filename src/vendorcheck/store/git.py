"""Questions to git, where it is installed: for objects and names; it runs nothing else.

No filter, no hook, no pager and no program of a repository's configuration has a part in it, and
nothing is fetched from elsewhere, also where a clone lacks objects.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

_MAX_WAIT_SECONDS = 10
"""The seconds to wait for git, which answers at once unless it hangs."""
_BLOCK_BYTES: Final = 1_048_576
_OPTIONS: Final = (
    *("--no-pager", "--literal-pathspecs", "--no-replace-objects"),
    *(
        "-c",
        "protocol.allow=never",
        "-c",
        "core.fsmonitor=false",
        "-c",
        f"core.hooksPath={os.devnull}",
    ),
)
_ENVIRONMENT: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitError(Exception):
    """An answer of git that there is nothing of the kind, in its first line; empty if not known."""


class GitMissingError(GitError):
    """There is no git that can be run."""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file, link or folder of a revision."""

    mode: str
    object_id: str

    @property
    def is_file(self) -> bool:
        """Return whether it is a regular file, and no link, folder or repository of its own."""
        return self.mode in {"100644", "100755", "100664"}


def git_user_name(folder: str) -> str:
    """Return git's user.name as it is set for a folder; empty if it is not known."""
    try:
        answer = _run(("config", "--get", "user.name"), folder)
    except GitError:
        return ""
    return answer.decode("utf-8", "replace").strip()


def find_prefix(folder: str) -> str:
    """Return the folder's path from the top of its repository, such as `vendors/`.

    Raises:
        GitError: it lies in no repository.
    """
    return os.fsdecode(_run(("rev-parse", "--show-prefix"), folder)).removesuffix("\n")


def find_commit(revision: str, folder: str) -> str:
    """Return the id of the commit that a revision such as `HEAD~1` names.

    Raises:
        GitError: it names none.
    """
    command = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return _run(command, folder).decode("ascii", "replace").strip()


def is_shallow(folder: str) -> bool:
    """Return whether the repository of a folder has only the latest of its revisions."""
    return _run(("rev-parse", "--is-shallow-repository"), folder).strip() == b"true"


def read_commit(commit: str, folder: str) -> bytes:
    """Return a commit as git keeps it, with its author, its committer and its message."""
    return _run(("cat-file", "commit", commit), folder)


def list_entries(commit: str, path: str, folder: str) -> dict[str, TreeEntry]:
    """Return a file of a commit, or all that a folder holds at any depth, by path.

    Args:
        commit: the id of the commit.
        path: the path from the top of the repository; a folder's ends with a slash, and an empty
            one names the top.
        folder: a folder in the repository.

    Raises:
        GitError: the repository lacks it.
    """
    deep = ("-r",) if not path or path.endswith("/") else ()
    places = ("--", path) if path else ()
    listed = _run(("ls-tree", *deep, "-z", "--full-tree", commit, *places), folder)
    entries = {}
    for record in filter(None, listed.split(b"\0")):
        facts, _, name = record.partition(b"\t")
        mode, _, object_id = facts.decode("ascii").split()
        entries[os.fsdecode(name)] = TreeEntry(mode, object_id)
    return entries


def read_blob(object_id: str, limit: int, folder: str) -> bytes:
    """Return the content of a file that a revision holds, at most so many bytes.

    Raises:
        GitError: the repository lacks it.
    """
    with _open_blob(object_id, folder) as content:
        return content.read(limit)


def blob_sha256(object_id: str, limit: int, folder: str) -> str | None:
    """Return the SHA-256 of the content of a file that a revision holds, in hex digits.

    None if it has more bytes than the limit.

    Raises:
        GitError: the repository lacks it.
    """
    digest, bytes_left = hashlib.sha256(), limit
    with _open_blob(object_id, folder) as content:
        while bytes_left >= 0 and (block := content.read(min(_BLOCK_BYTES, bytes_left + 1))):
            digest.update(block)
            bytes_left -= len(block)
    return digest.hexdigest() if bytes_left >= 0 else None


@contextmanager
def _open_blob(object_id: str, folder: str) -> Iterator[IO[bytes]]:
    """Open the content of a file that a revision holds."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, and nothing of it can be an option
            _command(("cat-file", "blob", object_id)),
            cwd=folder or os.curdir,
            env=os.environ | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError) as error:
        raise GitMissingError from error
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    with process:
        try:
            yield process.stdout
            # Whoever has read enough needs no more; whoever has read all has all, or git failed.
            is_complete = not process.stdout.read(1)
        finally:
            process.stdout.close()
    if is_complete and process.returncode:
        raise GitError


def _run(arguments: tuple[str, ...], folder: str) -> bytes:
    """Return what git answers.

    Raises:
        GitError: it answers that there is nothing of the kind, or not at all.
    """
    try:
        result = subprocess.run(  # noqa: S603 - no shell, and nothing of it can be an option
            _command(arguments),
            cwd=folder or os.curdir,
            env=os.environ | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_MAX_WAIT_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError("it does not answer") from error
    except (OSError, ValueError) as error:
        raise GitMissingError from error
    if result.returncode:
        lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(lines[0].removeprefix("fatal: ") if lines else "")
    return result.stdout


def _command(arguments: tuple[str, ...]) -> list[str]:
    return ["git", *_OPTIONS, *arguments]
