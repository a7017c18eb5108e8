"""Items appended to a list where it stands, so that those before it stay as they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.store.vendor_file_editor._edits import Edit, Editor
from vendorcheck.store.vendor_file_editor._layout import Layout
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter

_DASH: Final = re.compile(r"([ \t]*)- *")


def with_items(data: Mapping[str, Data], key: str, items: Sequence[Data]) -> dict[str, Data]:
    """Return the data of a file with items at the end of a list, which is new if there is none."""
    old = data.get(key)
    return {**data, key: [*(old if isinstance(old, list) else ()), *items]}


def item_edits(
    layout: Layout, editor: Editor, writer: DataWriter, key: str, items: Sequence[Data]
) -> Iterator[Edit]:
    """Yield the edits that append items to the list of a key at the top of a file."""
    data = layout.data_at(())
    old = data.get(key) if isinstance(data, dict) else None
    edit = _appending_edit(layout, writer, key, len(old) - 1, items) if old else None
    if edit is not None:
        yield edit
    elif isinstance(data, dict):
        yield from editor.mapping_edits((), with_items(data, key, items))


def _appending_edit(
    layout: Layout, writer: DataWriter, key: str, last: int, items: Sequence[Data]
) -> Edit | None:
    """Return the edit behind the last item; None if the list has to be written anew."""
    start, end = layout.start_of((key, last)), layout.end_of((key, last))
    if layout.is_flow((key,)):
        indent = layout.indentation_before(start)
        gap = " " if indent is None else layout.line_break + indent
        return Edit(end, end, "".join(f",{gap}{writer.flow_text(item)}" for item in items))
    dash = _DASH.fullmatch(layout.text[layout.line_start(start) : start])
    position = layout.comments_end(end, len(dash[1]) if dash else 0)
    if not dash or (position == len(layout.text) and layout.ends_in_block_text((key, last))):
        return None
    lines = writer.block_lines(list(items), dash[1], 1)
    return Edit(position, position, "".join(layout.line_break + line for line in lines))
