"""Text for a terminal that shows ASCII only: other signs for common ones, codes for the rest."""

from collections.abc import Mapping
from typing import Final

ASCII_LOCALES: Final = ("C", "POSIX")
"""The locales in which nothing but ASCII is expected."""
_COERCED: Final = ("", *ASCII_LOCALES, "C.UTF-8", "C.utf8", "UTF-8")
"""The character types that Python sets by itself where LANG says C."""
_SUBSTITUTES: Final = str.maketrans(
    {
        **dict.fromkeys("–—·", "-"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("✓•", "*"),
        **dict.fromkeys("\u00a0\u202f", " "),
        "…": "...",
        "→": "->",
        "×": "x",
        "█": "#",
        "▒": "/",
        "░": ".",
        "−": "-",
    }
)


def to_ascii(text: str) -> str:
    r"""Return a text in ASCII: other signs for common ones, codes such as `\xeb` for the rest."""
    return text.translate(_SUBSTITUTES).encode("ascii", "backslashreplace").decode("ascii")


def is_ascii_wanted(environ: Mapping[str, str]) -> bool:
    """Return whether the environment asks for the locale C, and names no encoding for Python.

    Where it says nothing, Python's choice of an encoding stands.
    """
    if environ.get("PYTHONIOENCODING"):
        return False
    if everything := environ.get("LC_ALL"):
        return everything in ASCII_LOCALES
    return environ.get("LANG") in ASCII_LOCALES and environ.get("LC_CTYPE", "") in _COERCED
