"""Reports: one file per format, which turns an assessment or a pre-check into text.

Nothing in a report depends on the time, the machine, the locale or a path.
"""

from vendorcheck.registry import import_modules
from vendorcheck.reports._base import (
    PRECHECK_REPORTS as PRECHECK_REPORTS,
    REPORTS as REPORTS,
    Display as Display,
    Reader as Reader,
    ReportFormat as ReportFormat,
    include_precheck_formats,
)

import_modules(__name__, __path__)
include_precheck_formats()
