"""Files of which no message shows anything: somebody else's, and those behind links."""

import os
from typing import Final

_NOT_OURS: Final = 'nothing of it is shown, since it has no key "vendorcheck"'
_BEHIND_LINK: Final = (
    "nothing of it is shown, since it is a link that leads out of its folder; check the file itself"
)


def reason_to_withhold(path: str, folder: str | None, *, is_ours: bool) -> str:
    """Return why no message may show anything of a file; empty if it may.

    A repository that somebody sends may hold a link to a file with secrets, and a mistyped path may
    be one: a CI system would publish what a message quotes of it.

    Args:
        path: the file as it was named; it need not exist.
        folder: the folder that was walked; None: that of the file.
        is_ours: whether the file has our key.
    """
    if not is_ours:
        return _NOT_OURS
    if os.path.islink(path):
        top = os.path.join(os.path.realpath(folder or os.path.dirname(path)), "")
        if not os.path.realpath(path).startswith(top):
            return _BEHIND_LINK
    return ""
