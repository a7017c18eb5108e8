"""The table of views, and the value that each of them hands to the formats."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.registry import Registry
from vendorcheck.reports.readers._parts import Part

WHOLE_VIEW: Final = "it"
"""The view that shows everything, unasked: each format lays the assessment out by itself."""


@dataclass(frozen=True, slots=True)
class ViewContent(ABC):
    """All that one reader gets to see, as plain text and the vendor's as it came.

    Its fields, except `parts`, are the keys of the JSON in this view, in this order. JSON Schemas
    and pages may be built on their names: fields are added, never renamed.
    """

    view: ClassVar[str]
    """The name of the view, which is that of its page's template as well."""
    schema: ClassVar[str]
    """The name and the version of its shape in JSON."""

    @property
    @abstractmethod
    def title(self) -> str:
        """The heading of the page."""

    @abstractmethod
    def parts(self) -> Iterator[Part]:
        """Yield what it says, in the order of reading, for formats without a page of their own."""


@dataclass(frozen=True, slots=True)
class View:
    """A view; `lay_out` is None for the one that shows the assessment itself."""

    name: str
    lay_out: Callable[[Assessment], ViewContent] | None


VIEWS: Registry[View] = Registry("view")
"""The views by name; each format says which it knows."""
