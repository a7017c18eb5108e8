"""Vendor files that are held against the same questionnaires, to compare them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vendorcheck.assessment.comparison import Candidate, Comparison, compare
from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.model.policy import Policy
from vendorcheck.store.case import SharedParts, VendorCase, prepare_case
from vendorcheck.store.library import Library, LoadedFile


@dataclass(frozen=True, slots=True)
class ComparedFiles:
    """Vendor files, and the policy, questionnaires and day that they are compared by.

    Without `chosen_ids`, each file is asked what its tier asks; where that is not the same, each is
    held against all of it.
    """

    library: Library
    policy_file: LoadedFile[Policy]
    chosen_ids: tuple[str, ...]
    as_of: date

    def compare(self, documents: Sequence[Document]) -> Comparison:
        """Return the vendor files side by side.

        Raises:
            InvalidFile: with everything for which any of them can't be assessed as written.
        """
        cases = self._prepare(documents, self.chosen_ids)
        candidates = [Candidate(case.document.file, case.assess()) for case in cases]
        asked = [_asked_ids(candidate) for candidate in candidates]
        if self.chosen_ids or len({frozenset(ids) for ids in asked}) == 1:
            return compare(candidates)
        all_ids = tuple(dict.fromkeys(name for ids in asked for name in ids))
        cases = self._prepare(documents, all_ids)
        candidates = [Candidate(case.document.file, case.assess()) for case in cases]
        return compare(candidates, asked_otherwise=True)

    def _prepare(
        self, documents: Sequence[Document], chosen_ids: Sequence[str]
    ) -> list[VendorCase]:
        """Return all files, ready to be assessed, or all their problems."""
        shared = SharedParts.of(self.library, self.policy_file, chosen_ids)
        cases: list[VendorCase] = []
        problems: list[Problem] = []
        for document in documents:
            try:
                cases.append(
                    prepare_case(
                        self.library, document, self.policy_file, chosen_ids, self.as_of, shared
                    )
                )
            except InvalidFile as invalid:
                problems += invalid.problems
        if problems:
            raise InvalidFile(problems)
        return cases


def _asked_ids(candidate: Candidate) -> tuple[str, ...]:
    return tuple(result.questionnaire.id for result in candidate.assessment.questionnaires)
