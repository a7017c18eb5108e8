"""The smallest edits that turn the data of a file's text into other data."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath
from vendorcheck.store.vendor_file_editor._layout import Layout
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter


class Edit(NamedTuple):
    """The replacement of the text from `begin` to `end` by `text`."""

    begin: int
    end: int
    text: str


def apply_edits(text: str, edits: list[Edit]) -> str:
    """Return the text after edits that do not overlap.

    Several insertions at the same place keep their order.
    """
    parts: list[str] = []
    copied_until = 0
    # An insertion comes before a removal that begins at the same place.
    for edit in sorted(edits, key=lambda edit: (edit.begin, edit.end)):
        assert edit.begin >= copied_until  # noqa: S101 - edits do not overlap
        parts += [text[copied_until : edit.begin], edit.text]
        copied_until = edit.end
    return "".join([*parts, text[copied_until:]])


class Editor:
    """The edits of one file, mapping by mapping."""

    def __init__(self, layout: Layout, writer: DataWriter) -> None:
        self._layout = layout
        self._writer = writer

    def mapping_edits(
        self, path: DataPath, new: dict[str, Data], *, flow: bool = False
    ) -> Iterator[Edit]:
        """Yield the edits that make the mapping at `path` hold `new`; `flow`: it is in brackets."""
        flow = flow or self._layout.is_flow(path)
        old = self._layout.data_at(path)
        assert isinstance(old, dict)  # noqa: S101 - the caller knows
        kept_keys = [key for key in old if key in new]
        for key in kept_keys:
            if old[key] != new[key]:
                yield from self._value_edits((*path, key), old[key], new[key], flow=flow)
        for previous_key, key in pairwise(("", *old)):
            if key not in new:
                yield self._removal_edit((*path, key), (*path, previous_key))
        added_entries = {key: value for key, value in new.items() if key not in old}
        if added_entries and not flow and next(iter(old)) not in new:
            # What takes the place of the first entry stands first: an answer before its day.
            leading = dict(takewhile(lambda entry: entry[0] not in old, new.items()))
            if leading:
                yield self._block_replacement_edit((*path, next(iter(old))), leading)
            added_entries = {
                key: value for key, value in added_entries.items() if key not in leading
            }
        if added_entries and flow:
            yield from self._flow_insertion_edits((*path, kept_keys[-1]), added_entries)
        elif added_entries:
            yield self._block_insertion_edit((*path, kept_keys[-1]), added_entries)

    def _value_edits(self, path: DataPath, old: Data, new: Data, *, flow: bool) -> Iterator[Edit]:
        if isinstance(old, dict) and isinstance(new, dict):
            kept_keys = [key for key in old if key in new]
            # Within brackets no entry is removed alone: its comma may be on either side.
            if kept_keys and (
                len(kept_keys) == len(old) or not (flow or self._layout.is_flow(path))
            ):
                yield from self.mapping_edits(path, new, flow=flow)
                return
        yield self._flow_value_edit(path, new) if flow else self._block_value_edit(path, new)

    def _flow_value_edit(self, path: DataPath, new: Data) -> Edit:
        layout = self._layout
        begin, end, colon = layout.start_of(path), layout.end_of(path), layout.colon_end(path)
        writer = self._writer_like(path)
        indent = layout.indentation_before(layout.start_of(path, key=True))
        text = (
            writer.flow_text(new)
            if indent is None
            else writer.multiline_flow_text(new, indent, len(path))
        )
        if colon and begin == end:
            begin = end = colon  # parsers locate an empty value differently
        if colon is None:
            text = f": {text}"
        elif begin == colon and not writer.is_json:
            text = f" {text}"
        return Edit(begin, end, text)

    def _block_value_edit(self, path: DataPath, new: Data) -> Edit:
        """Return the edit that replaces a value in block style.

        Comments between the key and its value stay, as do those behind the value.
        """
        layout = self._layout
        key_start, begin, end = (
            layout.start_of(path, key=True),
            layout.start_of(path),
            layout.end_of(path),
        )
        colon = layout.colon_end(path) or begin
        gap, header = layout.text[colon:begin], layout.text[begin : layout.block_header_end(begin)]
        _, hash_sign, comment = header.partition("#")
        comments = (gap.rstrip(" \t\r\n") if "#" in gap else "") + (
            f"  #{comment}" if hash_sign else ""
        )
        indent = " " * layout.column_of(key_start)
        inline = self._writer.inline_text(new, layout.column_of(colon) + 1, len(path))
        if inline is None and isinstance(new, str) and comments.splitlines()[1:]:
            inline = self._writer.flow_text(new)  # below |-, comments would become text
        if inline is not None:
            separator = gap if gap and not gap.strip(" \t") else " "
            return Edit(colon, end, f"{separator}{inline}{comments}")
        line_end = layout.line_end(end)
        comments += layout.text[end:line_end]
        block_sign = " |-" if isinstance(new, str) else ""
        lines = self._writer.block_lines(new, indent + self._writer.indent_unit, len(path))
        return Edit(colon, line_end, layout.line_break.join([block_sign + comments, *lines]))

    def _removal_edit(self, path: DataPath, previous_path: DataPath) -> Edit:
        """Return the edit that removes an entry, without the comments above it.

        An entry without a previous one is followed by one that stays, so it does not end the file.
        """
        layout = self._layout
        begin = layout.line_start(layout.start_of(path, key=True))
        end = layout.line_end(layout.end_of(path))
        if end < len(layout.text) or not layout.ends_in_block_text(previous_path):
            # Otherwise the line break above belongs to the block text that it ends.
            begin = layout.previous_line_end(begin)
        return Edit(begin, end, "")

    def _block_replacement_edit(self, path: DataPath, entries: dict[str, Data]) -> Edit:
        """Return the edit that adds entries before the line of an entry that is removed."""
        layout = self._layout
        key_start = layout.start_of(path, key=True)
        indent = " " * layout.column_of(key_start)
        lines = self._writer_like(path).entry_lines(entries, indent, len(path))
        position = layout.previous_line_end(layout.line_start(key_start))
        return Edit(position, position, "".join(layout.line_break + line for line in lines))

    def _block_insertion_edit(self, last_path: DataPath, added_entries: dict[str, Data]) -> Edit:
        """Return the edit that adds entries behind the last one that stays and its comments."""
        layout = self._layout
        key_start = layout.start_of(last_path, key=True)
        column = layout.column_of(key_start)
        lines = self._writer_like(last_path).entry_lines(
            added_entries, " " * column, len(last_path)
        )
        position = layout.comments_end(layout.end_of(last_path), column)
        if position == len(layout.text) and layout.ends_in_block_text(last_path):
            # A line break behind a block text would become part of it.
            begin = layout.line_start(key_start)
            return Edit(begin, begin, "".join(line + layout.line_break for line in lines))
        return Edit(position, position, "".join(layout.line_break + line for line in lines))

    def _flow_insertion_edits(
        self, last_path: DataPath, added_entries: dict[str, Data]
    ) -> Iterator[Edit]:
        layout = self._layout
        end = layout.end_of(last_path)
        comma_end = layout.comma_end(end)
        indent = layout.indentation_before(layout.start_of(last_path, key=True))
        writer = self._writer_like(last_path)
        position = end if comma_end is None else comma_end
        if indent is None:
            entries = ", ".join(
                writer.flow_text({key: value})[1:-1] for key, value in added_entries.items()
            )
            yield Edit(position, position, f" {entries}" if comma_end else f", {entries}")
            return
        if comma_end is None:
            yield Edit(end, end, ",")
        lines = f",{layout.line_break}".join(
            writer.multiline_flow_entries(added_entries, indent, len(last_path))
        )
        position = layout.trailing_comment_end(position)
        yield Edit(position, position, f"{layout.line_break}{lines}{',' if comma_end else ''}")

    def _writer_like(self, path: DataPath) -> DataWriter:
        """Return a writer that quotes as the key at `path` does."""
        is_quoted = self._layout.text.startswith('"', self._layout.start_of(path, key=True))
        return replace(self._writer, quotes_everything=is_quoted or self._writer.is_json)
