"""The least credit counts: the ticked options of a multi_choice question with `counts: least`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations

from vendorcheck.model.questions._base import AnswerTests
from vendorcheck.model.questions._equivalence import MAX_OPTION_CLASSES, EquivalenceClasses
from vendorcheck.model.questions._options import GapWording, Option
from vendorcheck.model.questions._result import AnswerResult, result_of_option


class LeastCredit:
    """The least credit among the ticked options; each below full credit is a gap of its own.

    `wording` words a gap where its option does not.
    """

    def __init__(self, options: Sequence[Option], wording: GapWording) -> None:
        self._options = options
        self._wording = wording

    def compute_result(self, ids: frozenset[str]) -> AnswerResult:
        """Return the result of some ticked options, with that of each one that is a gap."""
        results = [result for option_id, result in self._single_results.items() if option_id in ids]
        if len(results) == 1:
            return results[0]
        gaps = tuple(result for result in results if result.credit < 1)
        least = min(results, key=lambda result: result.credit)
        return AnswerResult(least.credit, least.wording, parts=gaps)

    @cached_property
    def _single_results(self) -> dict[str, AnswerResult]:
        return {option.id: result_of_option(option) for option in self._options}

    @cached_property
    def extreme_selections(self) -> tuple[frozenset[str], ...]:
        """Each option alone: several together earn what the worst of them earns."""
        return tuple(frozenset({option.id}) for option in self._options)

    def missing_for_full_credit(self, ids: frozenset[str]) -> str:
        """Return nothing: an answer has too much rather than too little."""
        return ""

    def full_credit_selections(
        self, current: Iterable[str], tests: AnswerTests
    ) -> Iterator[Iterable[str]]:
        """Yield the ticked options with full credit, then selections that tests tell apart.

        Where no ticked option has full credit, each that has it is a selection.
        """
        good_ids = [
            option.id for option in self._options if option.credit == 1 and not option.exclusive
        ]
        kept_ids = {option_id for option_id in current if option_id in good_ids}
        yield kept_ids
        addable_ids = [option_id for option_id in good_ids if option_id not in kept_ids]
        if not kept_ids:
            yield from ({option_id} for option_id in addable_ids)
        classes = EquivalenceClasses(tests)
        id_by_class: dict[int, str] = {}
        for option_id in addable_ids:
            id_by_class.setdefault(classes.class_of([option_id]), option_id)
        if tests and len(id_by_class) <= MAX_OPTION_CLASSES:
            for count in range(1, len(id_by_class) + 1):
                for chosen_ids in combinations(id_by_class.values(), count):
                    yield kept_ids.union(chosen_ids)
