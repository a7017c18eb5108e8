"""The checks of vendor files against the questionnaires of a scan, one file after the other."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.model.policy import Policy
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.document_check import (
    ReferenceLibrary,
    check_document,
    with_library_problems,
)

if TYPE_CHECKING:
    from vendorcheck.validation.batch import QuestionnaireBatch
    from vendorcheck.validation.vendor_files import PlanCache


@dataclass
class VendorFileChecker:
    """Checks vendor files; each plan is made once. It can be sent to another process.

    Args:
        reference: the questionnaires that they are checked against.
        batch: the questionnaires among the files of the scan.
        as_of: the day.
        policy: the policy that says how long evidence counts and which questions are blockers.
    """

    reference: ReferenceLibrary
    batch: "QuestionnaireBatch"
    as_of: date
    policy: Policy
    plans: "PlanCache" = field(default_factory=dict)

    def knows_all(self) -> bool:
        """Return whether every questionnaire of the policy's list can be loaded.

        The errors of one are reported where a file first needs it, which each of several processes
        would do.
        """
        library = self.reference.library
        known_broken = set(library.broken_ids)
        try:
            library.load_listed(except_for=self.reference.reported_ids)
        except InvalidFile:
            library.broken_ids = known_broken  # so that it is reported when a file needs it
            return False
        return True

    def check(self, document: Document) -> list[Problem]:
        """Return all problems of a vendor file, and of questionnaires that it needs first."""
        check_model = partial(self._check_model, document.file)
        library = self.reference.library
        return with_library_problems(
            partial(check_document, document, VendorFile, check_model, self.batch, library),
            self.reference,
        )

    def _check_model(self, file: str, model: VendorFile) -> list[Remark]:
        # Here, since it is only needed where there is a file.
        from vendorcheck.store.evidence import read_file_states
        from vendorcheck.validation.command_line import with_labels_commands
        from vendorcheck.validation.vendor_files import check_vendor_file

        library, batch = self.reference.library, self.batch
        unsound_ids = batch.unsound_ids | self.reference.reported_ids
        if batch.flaws:
            unsound_ids |= batch.flaws.conditional_questions
        file_states = read_file_states(model, file)
        remarks = check_vendor_file(
            model, library, self.as_of, self.policy, unsound_ids, self.plans, file_states
        )
        return with_labels_commands(
            batch.drop_unreliable_remarks(remarks), library, library.shows_built_in
        )
