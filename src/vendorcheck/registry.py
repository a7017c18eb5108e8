"""How a room is extended by adding a file: a table that its files enter themselves in, and the opening of the room."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TypeVar

from vendorcheck.document.problems import VendorcheckError

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """What the files of a room have entered, by name; always in the order of the names.

    Args:
        entry_kind: what one entry is, for the message about a name that is not there: `report format`.
    """

    def __init__(self, entry_kind: str) -> None:
        self.entry_kind = entry_kind
        self._entries: dict[str, T] = {}

    def add(self, name: str) -> Callable[[T], T]:
        """Decorate what is to be entered under a name.

        Raises:
            ValueError: the name is taken.
        """

        def enter(entry: T) -> T:
            if name in self._entries:
                raise ValueError(f'there are two of the {self.entry_kind} "{name}"')
            self._entries[name] = entry
            return entry

        return enter

    # A name comes from a person, and None would only fail later and less clearly.
    def get(self, name: str) -> T:  # type: ignore[override]
        """What was entered under a name.

        Raises:
            VendorcheckError: nothing was, with the names to choose from.
        """
        if name not in self._entries:
            raise VendorcheckError(
                f'there is no {self.entry_kind} "{name}"; choose from {", ".join(self)}'
            )
        return self._entries[name]

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def __len__(self) -> int:
        return len(self._entries)


def import_modules(package: str, path: Iterable[str]) -> None:
    """Import every public module of a package, so that each enters itself: `open_room(__name__, __path__)`."""
    for name in _public_modules(path):
        import_module(f"{package}.{name}")


def module_names(package: str) -> list[str]:
    """The names that a room holds, told by its files alone: for help texts, which must not open it."""
    spec = find_spec(package)
    path = (spec and spec.submodule_search_locations) or ()
    return sorted(_public_modules(path))


def _public_modules(path: Iterable[str]) -> Iterator[str]:
    """Yield the files that extend a folder; its subfolders hold what these files share."""
    for module in iter_modules(path):
        if not module.ispkg and not module.name.startswith("_"):
            yield module.name
