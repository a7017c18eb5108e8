"""A bar that shows how far long work is, at a terminal."""

from collections.abc import Iterable
from typing import TextIO, TypeVar

Item = TypeVar("Item")


def with_progress_bar(
    items: Iterable[Item], title: str, total: int, stream: TextIO
) -> Iterable[Item]:
    """Return the items, and show on a terminal how many of them were taken.

    The bar goes away at the end.
    """
    from rich.console import Console
    from rich.progress import track

    return track(items, title, total, console=Console(file=stream), transient=True)
