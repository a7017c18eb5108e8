"""The paths to yes, found when somebody looks: most of an assessment's time goes into them."""

from collections.abc import Callable, Iterator, Mapping

from vendorcheck.assessment.path_to_yes.path import PathToYes
from vendorcheck.model.fields import Verdict


class PathsOnDemand(Mapping[Verdict, PathToYes]):
    """The path to each verdict that approves. They are searched for once, at the first look.

    Args:
        find: a function that finds them.
    """

    def __init__(self, find: Callable[[], Mapping[Verdict, PathToYes]]) -> None:
        self._find = find
        self._paths: Mapping[Verdict, PathToYes] | None = None

    def _found(self) -> Mapping[Verdict, PathToYes]:
        if self._paths is None:
            self._paths = self._find()
        return self._paths

    def __getitem__(self, verdict: Verdict) -> PathToYes:
        return self._found()[verdict]

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())
