"""Views: one file per reader of a report, which says what that reader may see of an assessment.

A view lays out a value of its own, and formats get nothing but that value: what it has no place
for is in no format, however many there are.
"""

from vendorcheck.registry import import_modules
from vendorcheck.reports.readers._base import (
    VIEWS as VIEWS,
    WHOLE_VIEW as WHOLE_VIEW,
    View as View,
    ViewContent as ViewContent,
)
from vendorcheck.reports.readers._parts import Item as Item, Part as Part

import_modules(__name__, __path__)
