"""A table that the modules of a package enter themselves in, so that a new file extends it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Final, TypeVar

from vendorcheck.document.problems import VendorcheckError

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """The entries that the modules of a package have added, by name, in the order of the names.

    Args:
        entry_kind: the kind of entry, such as `report format`, for messages about names.
    """

    def __init__(self, entry_kind: str) -> None:
        self.entry_kind = entry_kind
        self._entries: dict[str, T] = {}

    def add(self, name: str) -> Callable[[T], T]:
        """Return a decorator that enters an object under a name.

        Raises:
            ValueError: the name is taken.
        """

        def enter(entry: T) -> T:
            if name in self._entries:
                raise ValueError(f'there are two of the {self.entry_kind} "{name}"')
            self._entries[name] = entry
            return entry

        return enter

    # A name comes from a user, and None would only fail later and less clearly.
    def get(self, name: str) -> T:  # type: ignore[override]
        """Return the entry with a name, in any case.

        Raises:
            VendorcheckError: there is no such entry; the message lists the names.
        """
        own_name = name if name in self._entries else name.lower()
        if own_name not in self._entries:
            raise VendorcheckError(
                f'there is no {self.entry_kind} "{name}"; choose from {", ".join(self)}'
            )
        return self._entries[own_name]

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def __len__(self) -> int:
        return len(self._entries)


def import_modules(package: str, path: Iterable[str]) -> None:
    """Import every public module of a package, so that each enters itself in its table.

    A package calls it with its own `__name__` and `__path__`.
    """
    for name in _public_modules(path):
        import_module(f"{package}.{name}")


def describe_modules(package: str, table: str = "") -> dict[str, str]:
    """Return the purpose of each public module of a package, read from its text, for help texts.

    Importing them all would take longer than the rest of a help text. The first line of a
    module's docstring is its name, a colon and its purpose.

    Args:
        package: the full name of the package.
        table: the name of a table; then only the modules that enter something in it.

    Returns:
        Entry name -> purpose, without a full stop; it is empty if the text says none.
    """
    root, *inner_names = package.split(".")
    # That of a package inside would be found by importing the one around it.
    spec = find_spec(root)
    purposes: dict[str, str] = {}
    for root_folder in (spec and spec.submodule_search_locations) or ():
        folder = "/".join([root_folder, *inner_names])
        for name in sorted(_public_modules([folder])):
            with open(f"{folder}/{name}.py", encoding="utf-8") as file:
                text = file.read()
            if not table or f"\n@{table}." in text:
                match = _PURPOSE.match(text)
                purposes[name.rstrip("_").replace("_", "-")] = match[1] if match else ""
    return purposes


_PURPOSE: Final = re.compile(r'"""[^\n:]+: ([^\n]+?)\.?(?:"""|\n)')


def formats_in_words(purposes: Mapping[str, str]) -> str:
    """Return formats with their purposes, for the help of an option."""
    return "; ".join(
        f"{name}: {purpose}" if purpose else name for name, purpose in purposes.items()
    )


def _public_modules(path: Iterable[str]) -> Iterator[str]:
    """Yield the names of the modules that add entries; subpackages hold the code they share."""
    for module in iter_modules(path):
        if not module.ispkg and not module.name.startswith("_"):
            yield module.name
