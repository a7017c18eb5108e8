"""Which name was probably meant."""

from collections.abc import Iterable

from vendorcheck.problems import nearest, offered

YOUR_OWN = "one of your own is known beside the policy (--policy, VENDORCHECK_POLICY), or among the files of validate"
"""Where nothing known has a name that is near."""
MOST = 300_000
"""How many letters of names are compared for the mistakes of one file; after that they get no hint, since each costs."""


class Hints:
    """Offers the nearest names to the wrong ones of a file."""

    def __init__(self) -> None:
        self._left = MOST
        self._found: dict[tuple[str, tuple[str, ...]], str] = {}

    def near(self, name: str, names: Iterable[str]) -> str:
        """A hint that offers the nearest of some names, capital or small letters alike; empty if none is near."""
        if self._left < 0:
            return ""
        asked = (name, tuple(names))
        if asked not in self._found:
            self._left -= sum(map(len, asked[1]))
            if self._left < 0:
                return ""
            self._found[asked] = _near(*asked)
        return self._found[asked]


def of_kind(kind: str, kinds: Iterable[str]) -> str:
    """Which kind of file was probably meant; of a version that is too high, what it takes to read it."""
    known = {one.partition("/")[0]: one for one in kinds}
    name, _, version = kind.partition("/")
    if name in known and version.isdecimal() and version.lstrip("0") not in ("", "1"):
        return f'a higher version needs a newer vendorcheck; this one reads "{known[name]}"'
    return nearest(kind, known.values()) or f"choose from {', '.join(known.values())}"


def _near(name: str, names: Iterable[str]) -> str:
    small: dict[str, str] = {}
    for one in names:
        small.setdefault(one.lower(), one)
    found = name.lower() if name.lower() in small else offered(nearest(name.lower(), small))
    return f'did you mean "{small[found]}"?' if found else ""
