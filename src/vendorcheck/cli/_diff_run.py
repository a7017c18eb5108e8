"""The two states of a vendor file that are compared: read from a file or from git, and assessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from vendorcheck.assessment.change.change import Change, compare
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.store.case import SharedParts, VendorCase, prepare_case
from vendorcheck.store.revision import RevisionFile, names_revision, read_revision_file

if TYPE_CHECKING:
    from vendorcheck.model.policy import Policy
    from vendorcheck.store.library import Library, LoadedFile


@dataclass(frozen=True)
class DiffSide:
    """One of the two states, as the user names it, and the day to judge it by."""

    name: str
    day: date

    @cached_property
    def revision(self) -> RevisionFile | None:
        """The file of a revision in git; None for a file.

        Raises:
            VendorcheckError: there is neither a file nor a revision of that name.
        """
        return read_revision_file(self.name) if names_revision(self.name) else None

    @property
    def committed_on(self) -> date | None:
        """The day of the revision, if it is one."""
        return self.revision.committed_on if self.revision else None

    def make_case(
        self,
        library: "Library",
        policy_file: "LoadedFile[Policy]",
        chosen_ids: Sequence[str],
        shared: SharedParts,
    ) -> VendorCase:
        """Read the vendor file, with its evidence of the same revision.

        Raises:
            VendorcheckError: it can't be read.
            InvalidFile: it can't be assessed as written.
        """
        document = (
            library.parse_content(self.revision.content, self.name)
            if self.revision
            else library.read_document(self.name)
        )
        read_states = self.revision.file_states if self.revision else None
        return prepare_case(
            library, document, policy_file, chosen_ids, self.day, shared, read_states=read_states
        )


def find_change(
    library: "Library",
    policy_file: "LoadedFile[Policy]",
    chosen_ids: Sequence[str],
    sides: tuple[DiffSide, DiffSide],
) -> Change:
    """Assess both states under the same policy, and compare them.

    Raises:
        VendorcheckError: one can't be read.
        InvalidFile: with everything for which they can't be assessed as written.
    """
    shared = SharedParts.of(library, policy_file, chosen_ids)
    cases: list[VendorCase] = []
    problems: list[Problem] = []
    for side in sides:
        try:
            cases.append(side.make_case(library, policy_file, chosen_ids, shared))
        except InvalidFile as invalid:
            problems += invalid.problems
    if problems:
        raise InvalidFile(list(dict.fromkeys(problems)))
    old, new = (case.assess() for case in cases)
    return compare(sides[0].name, old, sides[1].name, new)
