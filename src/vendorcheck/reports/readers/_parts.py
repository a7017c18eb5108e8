"""The parts of a text for people: titled paragraphs and lists, without markup."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list: a text, a short note on it, and titled sentences about it."""

    text: str
    note: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """The text with its note, for formats that can't set them apart."""
        if not self.note:
            return self.text
        separator = " " if self.text.endswith(("?", ".", "!", ":", "…")) else ": "
        return f"{self.text}{separator}{self.note}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: a title, paragraphs and then a list; each of them may be missing.

    The numbers of its items begin with `first_number`; None: they have none.
    """

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    first_number: int | None = None
