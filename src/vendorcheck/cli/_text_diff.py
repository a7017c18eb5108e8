"""The lines of a file that a command changes, shown with three lines around them."""


def text_diff(path: str, old_text: str, new_text: str) -> str:
    """Return the lines that change as a unified diff; empty if none does."""
    from difflib import unified_diff

    from vendorcheck.text.safe import escape_invisible, path_for_display

    name = path_for_display(path)
    lines = unified_diff(
        old_text.splitlines(),
        new_text.splitlines(),
        f"{name} (before)",
        f"{name} (after)",
        lineterm="",
    )
    return "".join(f"{escape_invisible(line)}\n" for line in lines)
