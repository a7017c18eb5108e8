"""Reports: one file per format, Assessment or PreCheck -> str. Nothing in a report depends on time, machine, locale or path."""

from vendorcheck.registry import import_modules
from vendorcheck.reports._base import (
    PRECHECK_REPORTS as PRECHECK_REPORTS,
    REPORTS as REPORTS,
    Display as Display,
    PrecheckFormat as PrecheckFormat,
    ReportFormat as ReportFormat,
    format_for_path as format_for_path,
)

import_modules(__name__, __path__)
