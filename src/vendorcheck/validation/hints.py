"""Which name was probably meant."""

from collections.abc import Collection

from vendorcheck.problems import nearest, offered

MOST = 20_000
"""How many names are compared for the mistakes of one file; after that they get no hint, since each costs."""


class Hints:
    """Offers the nearest names to the wrong ones of a file."""

    def __init__(self) -> None:
        self._left = MOST

    def near(self, name: str, names: Collection[str]) -> str:
        """A hint that offers the nearest of some names, capital or small letters alike; empty if none is near."""
        self._left -= len(names)
        if self._left < 0:
            return ""
        small: dict[str, str] = {}
        for one in names:
            small.setdefault(one.lower(), one)
        found = name.lower() if name.lower() in small else offered(nearest(name.lower(), small))
        return f'did you mean "{small[found]}"?' if found else ""
