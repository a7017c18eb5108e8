"""Check that ids are unique where they must be."""

from collections.abc import Iterable, Iterator

from vendorcheck.document.problems import DataPath, Remark


def repeated_id_remarks(ids: Iterable[tuple[str, DataPath]], noun: str) -> Iterator[Remark]:
    """Yield a remark on each id that another of these parts has already, with its path.

    Answers are read in any case, so ids that differ only in that are the same, too.
    `noun` says what the parts are, such as `option`.
    """
    first_by_id: dict[str, tuple[str, DataPath]] = {}
    for part_id, path in ids:
        first_id, first_path = first_by_id.setdefault(part_id.lower(), (part_id, path))
        if first_path != path:
            difference = "" if first_id == part_id else "; only capitals tell them apart"
            yield Remark(
                path,
                "repeated-id",
                f'another {noun} is called "{first_id}" already, on {{}}{difference}',
                "give each its own id",
                related=(first_path,),
            )
