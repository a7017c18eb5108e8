"""Check that ids are unique where they must be."""

from collections.abc import Iterable, Iterator

from vendorcheck.document.problems import DataPath, Remark


def repeated_id_remarks(ids: Iterable[tuple[str, DataPath]], noun: str) -> Iterator[Remark]:
    """Yield a remark on each id that another of these parts has already, with its path.

    `noun` says what the parts are, such as `option`.
    """
    first_path_by_id: dict[str, DataPath] = {}
    for part_id, path in ids:
        if part_id in first_path_by_id:
            yield Remark(
                path,
                "repeated-id",
                f'another {noun} is called "{part_id}" already, on {{}}',
                "give each its own id",
                related=(first_path_by_id[part_id],),
            )
        first_path_by_id.setdefault(part_id, path)
