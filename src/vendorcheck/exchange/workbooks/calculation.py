"""The order to compute all formulas when a workbook is opened, written into its list of sheets."""

import re
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.workbooks.patch import TAG, is_utf_8

_IS_FULL: Final = re.compile(rb"""\s+fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")
_BEFORE: Final = frozenset(("sheets", "functionGroups", "externalReferences", "definedNames"))
"""The elements that stand before the settings of calculation."""
_DEPTH: Final = 2
"""The depth of all these elements: right inside the outermost one."""


def with_full_calculation(xml: bytes) -> bytes:
    """Return the part that lists the sheets, so that all formulas are computed when it is opened.

    Args:
        xml: the part, which was read without harm.

    Raises:
        VendorcheckError: it has no place for that.
    """
    places = _Places(xml)
    if tag := places.settings:
        start, end = tag.span()
        bare = _IS_FULL.sub(b"", tag.group())
        closing = b"/>" if bare.endswith(b"/>") else b">"
        full = bare.removesuffix(closing).rstrip() + b' fullCalcOnLoad="1"' + closing
        return xml[:start] + full + xml[end:]
    if places.end_before is None:
        raise VendorcheckError("this workbook does not list its sheets in a way that is known")
    element = f'<{places.prefix}calcPr fullCalcOnLoad="1"/>'.encode()
    return xml[: places.end_before] + element + xml[places.end_before :]


class _Places:
    """One pass over the XML that notes where the settings are, or would be.

    Only a parser tells an element from a comment that looks like one.
    """

    def __init__(self, xml: bytes) -> None:
        from xml.parsers.expat import ParserCreate

        self.settings: re.Match[bytes] | None = None
        """The tag of the settings; None if there are none."""
        self.end_before: int | None = None
        """The end of the last element that stands before them."""
        self.prefix = ""
        self._xml = xml
        self._depth = 0
        self._tag: re.Match[bytes] | None = None
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        if is_utf_8(xml):
            self._parser.Parse(xml, True)

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self.prefix = tag.removesuffix("workbook")
        if self._depth == _DEPTH:
            self._tag = TAG.match(self._xml, self._parser.CurrentByteIndex)
            if tag == f"{self.prefix}calcPr":
                self.settings = self._tag

    def _end(self, tag: str) -> None:
        if self._depth == _DEPTH and tag.removeprefix(self.prefix) in _BEFORE and self._tag:
            is_one_tag = self._tag.group().endswith(b"/>")
            at = self._parser.CurrentByteIndex
            last = self._tag if is_one_tag else TAG.match(self._xml, at)
            self.end_before = last and last.end()
        self._depth -= 1
