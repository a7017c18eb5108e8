"""What git knows, where it is installed."""

import os
import subprocess

_MAX_WAIT_SECONDS = 10
"""How long to wait for git, which answers at once unless it hangs."""


def git_user_name(folder: str) -> str:
    """Return git's user.name as it is set for a folder; empty if it is not known."""
    try:
        result = subprocess.run(
            ["git", "config", "--get", "user.name"],  # noqa: S607 - the git that people use
            cwd=folder or os.curdir,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_MAX_WAIT_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.decode("utf-8", "replace").strip()
