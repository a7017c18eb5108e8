"""The comments of a file, and those that an edit has lost."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.document.problems import DataPath
from vendorcheck.store.vendor_file_editor._layout import Layout

_COMMENT: Final = re.compile(r"(?:^|(?<=[ \t\r\n]))#[ \t]*([^\r\n]*)", re.MULTILINE)


def restore_comments(old: Document, keys: Iterable[str], new_text: str) -> str:
    """Return the new text of a vendor file with the comments that its answers have lost.

    They come at its end, or at its beginning if they can't stand there. JSON has none.

    Args:
        old: the file as it was.
        keys: the answers that were written anew, as `questionnaire/question`; others may be named.
        new_text: its text as it is now.
    """
    if old.file.lower().endswith(".json"):
        return new_text
    paths: list[DataPath] = [
        ("responses", questionnaire_id, "answers", name)
        for questionnaire_id, _, name in (key.partition("/") for key in keys)
        if _exists(old.data, ("responses", questionnaire_id, "answers", name))
    ]
    return _with_comments(new_text, _lost_comments(old, paths, new_text), old.file)


def _exists(data: Data, path: DataPath) -> bool:
    for part in path:
        if not isinstance(data, dict) or part not in data:
            return False
        data = data[str(part)]
    return True


def _with_comments(text: str, comments: list[str], file: str) -> str:
    """Return a text with comments at its end, or at its beginning if they can't stand there."""
    if not comments:
        return text
    line_break = "\r\n" if "\r\n" in text else "\n"
    lines = "".join(f"# {comment}{line_break}" for comment in comments)
    if not text.endswith("\n"):
        return lines + text
    data = parse_document(text.encode(), file).data
    at_end = text + lines
    return at_end if parse_document(at_end.encode(), file).data == data else lines + text


def _lost_comments(old: Document, paths: Iterable[DataPath], new_text: str) -> list[str]:
    """Return the comments within entries of a file that its new text holds less often.

    Args:
        old: the file as it was.
        paths: the entries, whose texts may begin like comments and are none.
        new_text: its text as it is now.
    """
    layout = Layout(old)
    missing = Counter(_comments(old.text))
    missing.subtract(_comments(new_text))
    lost: list[str] = []
    for path in paths:
        for part in _parts_without_values(layout, path):
            for comment in _comments(part):
                if missing[comment] > 0:
                    missing[comment] -= 1
                    lost.append(comment)
    return lost


def _comments(text: str) -> list[str]:
    return [match.group(1).rstrip() for match in _COMMENT.finditer(text)]


def _parts_without_values(layout: Layout, path: DataPath) -> Iterator[str]:
    """Yield the text of an entry, to the end of its last line, but for its keys and scalars."""
    position = layout.line_start(layout.start_of(path, key=True))
    for begin, end in sorted(_scalar_spans(layout, path)):
        yield layout.text[position:begin]
        position = end
    yield layout.text[position : layout.line_end(max(position, layout.end_of(path)))]


def _scalar_spans(layout: Layout, path: DataPath) -> Iterator[tuple[int, int]]:
    """Yield where keys and scalars begin and end; a comment behind | or > comes before the text."""
    data = layout.data_at(path)
    if isinstance(path[-1], str):
        yield layout.start_of(path, key=True), layout.key_end(path)
    if isinstance(data, dict | list):
        for part in data if isinstance(data, dict) else range(len(data)):
            yield from _scalar_spans(layout, (*path, part))
        return
    begin, end = layout.start_of(path), layout.end_of(path)
    yield layout.block_header_end(begin), max(layout.block_header_end(begin), end)
