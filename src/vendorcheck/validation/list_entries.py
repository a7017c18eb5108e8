"""Check lists of a vendor file: not too long, and nothing twice."""

from collections.abc import Iterator, Sequence

from vendorcheck.document.problems import DataPath, Remark


def too_many_entries_remarks(
    entries: Sequence[object], limit: int, path: DataPath
) -> Iterator[Remark]:
    """Yield a remark on a list with more entries than there may be; the others go unchecked."""
    if len(entries) > limit:
        yield Remark(
            path,
            "too-many-entries",
            f"these are {len(entries):,} entries, and there may be at most {limit:,}",
            "leave out those that no longer matter",
            at_key=True,
        )


def repeated_entry_remarks(entries: Sequence[object], path: DataPath) -> Iterator[Remark]:
    """Yield a remark on each entry that says the same as one before it."""
    first_index_by_text: dict[str, int] = {}
    for index, entry in enumerate(entries):
        # Models with mappings in them have no hash; the text of equal ones is the same.
        first_index = first_index_by_text.setdefault(repr(entry), index)
        if first_index != index:
            yield Remark(
                (*path, index),
                "repeated-entry",
                "this says the same as the entry on {}",
                "leave one of them out",
                related=((*path, first_index),),
            )
