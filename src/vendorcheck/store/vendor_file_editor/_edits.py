"""What has to change in a file's text so that it says something else, and nothing more than that."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from vendorcheck.document.document import Data
from vendorcheck.document.problems import DataPath
from vendorcheck.store.vendor_file_editor._layout import Layout
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter


class Edit(NamedTuple):
    """The text from `begin` to `end` becomes `text`."""

    begin: int
    end: int
    text: str


def apply_edits(text: str, edits: list[Edit]) -> str:
    """The text after edits that do not overlap; those at the same place go in one after the other."""
    parts: list[str] = []
    done = 0
    # What goes in at a place comes before what is taken out from there on.
    for edit in sorted(edits, key=lambda edit: (edit.begin, edit.end)):
        assert edit.begin >= done  # noqa: S101 - the text between two edits is nobody's to change
        parts += [text[done : edit.begin], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


class Editor:
    """Finds the edits that turn what a file says into something else, mapping by mapping."""

    def __init__(self, layout: Layout, writer: DataWriter) -> None:
        self._layout = layout
        self._writer = writer

    def mapping_edits(
        self, path: DataPath, new: dict[str, Data], *, flow: bool = False
    ) -> Iterator[Edit]:
        """The edits that make the mapping at `path` say `new`; `flow`: it stands within brackets."""
        flow = flow or self._layout.is_flow(path)
        old = self._layout.data_at(path)
        assert isinstance(old, dict)  # noqa: S101 - the caller knows
        kept = [key for key in old if key in new]
        for key in kept:
            if old[key] != new[key]:
                yield from self._value_edits((*path, key), old[key], new[key], flow=flow)
        for before, key in pairwise(("", *old)):
            if key not in new:
                yield self._removal_edit((*path, key), (*path, before))
        added = {key: value for key, value in new.items() if key not in old}
        if added and flow:
            yield from self._flow_insertion_edits((*path, kept[-1]), added)
        elif added:
            yield self._block_insertion_edit((*path, kept[-1]), added)

    def _value_edits(self, path: DataPath, old: Data, new: Data, *, flow: bool) -> Iterator[Edit]:
        if isinstance(old, dict) and isinstance(new, dict):
            kept = [key for key in old if key in new]
            # In brackets a part is not taken out by itself: what separates it has two sides.
            if kept and (len(kept) == len(old) or not (flow or self._layout.is_flow(path))):
                yield from self.mapping_edits(path, new, flow=flow)
                return
        yield self._flow_value_edit(path, new) if flow else self._block_value_edit(path, new)

    def _flow_value_edit(self, path: DataPath, new: Data) -> Edit:
        layout = self._layout
        begin, end, colon = layout.start_of(path), layout.end_of(path), layout.colon_end(path)
        writer = self._writer_like(path)
        indent = layout.indentation_before(layout.start_of(path, key=True))
        written = (
            writer.flow_text(new)
            if indent is None
            else writer.multiline_flow_text(new, indent, len(path))
        )
        if colon and begin == end:
            begin = end = colon  # the parsers put what is not there in different places
        if colon is None:
            written = f": {written}"
        elif begin == colon and not writer.is_json:
            written = f" {written}"
        return Edit(begin, end, written)

    def _block_value_edit(self, path: DataPath, new: Data) -> Edit:
        """Comments between the key and its value stay, as do those behind the value."""
        layout = self._layout
        key, begin, end = (
            layout.start_of(path, key=True),
            layout.start_of(path),
            layout.end_of(path),
        )
        colon = layout.colon_end(path) or begin
        gap, header = layout.text[colon:begin], layout.text[begin : layout.block_header_end(begin)]
        _, remark, words = header.partition("#")
        comments = (gap.rstrip(" \t\r\n") if "#" in gap else "") + (f"  #{words}" if remark else "")
        indent = " " * layout.column_of(key)
        inline = self._writer.inline_text(new, layout.column_of(colon) + 1, len(path))
        if inline is None and isinstance(new, str) and comments.splitlines()[1:]:
            inline = self._writer.flow_text(new)  # below a |- comments would be text
        if inline is not None:
            space = gap if gap and not gap.strip(" \t") else " "
            return Edit(colon, end, f"{space}{inline}{comments}")
        line_end = layout.line_end(end)
        comments += layout.text[end:line_end]
        sign = " |-" if isinstance(new, str) else ""
        lines = self._writer.block_lines(new, indent + self._writer.indent_unit, len(path))
        return Edit(colon, line_end, layout.line_break.join([sign + comments, *lines]))

    def _removal_edit(self, path: DataPath, before: DataPath) -> Edit:
        """Its lines go; the comments above stay, since they may be about what follows, too."""
        layout = self._layout
        begin = layout.line_start(layout.start_of(path, key=True))
        end = layout.line_end(layout.end_of(path))
        if end < len(layout.text) or not before[-1] or not layout.ends_in_block_text(before):
            # Else the line break above is part of the text that it ends.
            begin = layout.previous_line_end(begin)
        return Edit(begin, end, "")

    def _block_insertion_edit(self, last: DataPath, added: dict[str, Data]) -> Edit:
        """New entries behind the last one that stays and the comments that belong to it."""
        layout = self._layout
        key = layout.start_of(last, key=True)
        column = layout.column_of(key)
        lines = self._writer_like(last).entry_lines(added, " " * column, len(last))
        at = layout.comments_end(layout.end_of(last), column)
        if at == len(layout.text) and layout.ends_in_block_text(last):
            # A line break behind such a text would become part of it.
            begin = layout.line_start(key)
            return Edit(begin, begin, "".join(line + layout.line_break for line in lines))
        return Edit(at, at, "".join(layout.line_break + line for line in lines))

    def _flow_insertion_edits(self, last: DataPath, added: dict[str, Data]) -> Iterator[Edit]:
        layout = self._layout
        end = layout.end_of(last)
        comma = layout.comma_end(end)
        indent = layout.indentation_before(layout.start_of(last, key=True))
        writer = self._writer_like(last)
        at = end if comma is None else comma
        if indent is None:
            written = ", ".join(
                writer.flow_text({key: value})[1:-1] for key, value in added.items()
            )
            yield Edit(at, at, f" {written}" if comma else f", {written}")
            return
        if comma is None:
            yield Edit(end, end, ",")
        lines = f",{layout.line_break}".join(
            writer.multiline_flow_entries(added, indent, len(last))
        )
        at = layout.trailing_comment_end(at)
        yield Edit(at, at, f"{layout.line_break}{lines}{',' if comma else ''}")

    def _writer_like(self, path: DataPath) -> DataWriter:
        """A writer that quotes as the key at `path` does."""
        quoted = self._layout.text.startswith('"', self._layout.start_of(path, key=True))
        return replace(self._writer, quotes_everything=quoted or self._writer.is_json)
