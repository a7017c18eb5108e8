"""Keys and texts replaced where they stand, so that everything around them stays as it is."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath
from vendorcheck.store.vendor_file_editor._edits import Edit, Editor
from vendorcheck.store.vendor_file_editor._layout import Layout
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter


@dataclass(slots=True)
class NameChanges:
    """The new name of each key, and the new text of each value, by its path in the file.

    `added` are new keys of mappings that there are, by their paths.
    """

    keys: dict[DataPath, str] = field(default_factory=dict)
    texts: dict[DataPath, str] = field(default_factory=dict)
    added: dict[DataPath, Data] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.keys or self.texts or self.added)

    def applied_to(self, data: Mapping[str, Data]) -> dict[str, Data]:
        """Return the data of a file with these changes; each new key stands where the old did."""
        changed_paths = {
            path[:length] for path in (*self.keys, *self.texts) for length in range(len(path) + 1)
        }
        return self._changed_mapping(data, (), changed_paths)

    def _changed_mapping(
        self, data: Mapping[str, Data], path: DataPath, changed_paths: set[DataPath]
    ) -> dict[str, Data]:
        return {
            self.keys.get((*path, key), key): self._changed(value, (*path, key), changed_paths)
            for key, value in data.items()
        }

    def _changed(self, value: Data, path: DataPath, changed_paths: set[DataPath]) -> Data:
        if path not in changed_paths:
            return value
        if isinstance(value, dict):
            return self._changed_mapping(value, path, changed_paths)
        if isinstance(value, list):
            return [
                self._changed(item, (*path, index), changed_paths)
                for index, item in enumerate(value)
            ]
        return self.texts.get(path, value)


def with_added(data: Mapping[str, Data], added: Mapping[DataPath, Data]) -> dict[str, Data]:
    """Return the data of a file with keys added to its mappings."""
    new_data: dict[str, Data] = deepcopy(dict(data))
    for path, value in added.items():
        parent: Data = new_data
        for part in path[:-1]:
            if isinstance(parent, list):
                parent = parent[int(part)]
            elif isinstance(parent, dict):
                parent = parent[str(part)]
        if isinstance(parent, dict):
            parent[str(path[-1])] = value
    return new_data


def addition_edits(
    layout: Layout, editor: Editor, added: Mapping[DataPath, Data]
) -> Iterator[Edit]:
    """Yield the edits that add keys at the end of the mappings that they go to."""
    additions_by_parent: dict[DataPath, dict[str, Data]] = {}
    for path, value in added.items():
        additions_by_parent.setdefault(path[:-1], {})[str(path[-1])] = value
    for path, additions in additions_by_parent.items():
        old = layout.data_at(path)
        if isinstance(old, dict):
            yield from editor.mapping_edits(path, {**old, **additions})


def name_edits(layout: Layout, writer: DataWriter, changes: NameChanges) -> Iterator[Edit]:
    """Yield the edits that put new names in the place of the old ones, quoted as these are."""
    for path, name in changes.keys.items():
        begin = layout.start_of(path, key=True)
        yield _replacement(layout, writer, begin, layout.key_end(path), name)
    for path, text in changes.texts.items():
        begin = layout.start_of(path)
        yield _replacement(layout, writer, begin, layout.end_of(path), text)


def _replacement(layout: Layout, writer: DataWriter, begin: int, end: int, text: str) -> Edit:
    sign = layout.text[begin : begin + 1]
    if sign == "'" and "'" not in text and text.isprintable():
        return Edit(begin, end, f"'{text}'")
    quoting = replace(writer, quotes_everything=writer.is_json or sign == '"')
    return Edit(begin, end, quoting.scalar_text(text))
