"""A screen of text: rich's console without markup, and any text made safe for it."""

from io import StringIO
from typing import TYPE_CHECKING, Final

from vendorcheck.reports._base import Display
from vendorcheck.text.ascii import to_ascii
from vendorcheck.text.safe import one_line

if TYPE_CHECKING:
    from rich.text import Text

MIN_SCREEN_WIDTH: Final = 20
_PROTECTED_SPACE: Final = "\ue000"
"""The place of the space between a number and its percent sign until lines are broken."""


class Screen:
    """Lines of text that are laid out for a display.

    Args:
        display: what the screen can show.
        max_width: the most columns that are used.
    """

    def __init__(self, display: Display, max_width: int) -> None:
        from rich.console import Console

        self.width = max(MIN_SCREEN_WIDTH, min(display.width, max_width))
        self.unicode = display.unicode
        self._lines = StringIO()
        self.console: Console = Console(
            file=self._lines,
            width=self.width,
            color_system="standard" if display.colour else None,
            force_terminal=display.colour,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},  # a report does not depend on the environment
        )

    def safe_text(self, text: str, style: str = "") -> "Text":
        """Return any text so that nothing in it is markup, moves the cursor or hides."""
        from rich.text import Text

        visible_text = one_line(text)
        if not self.unicode:
            visible_text = to_ascii(visible_text)
        return Text(visible_text.replace(" %", f"{_PROTECTED_SPACE}%"), style)

    def print_line(self, text: str = "", style: str = "") -> None:
        """Add a paragraph, wrapped."""
        self.console.print(self.safe_text(text, style))

    def text(self) -> str:
        """Return all lines, without spaces at their ends."""
        lines = self._lines.getvalue().replace(_PROTECTED_SPACE, " ").splitlines()
        return "\n".join(line.rstrip() for line in lines) + "\n"
