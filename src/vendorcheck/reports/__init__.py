"""Reports: one file per format, Assessment or PreCheck -> str. Nothing in a report depends on time, machine, locale or path."""

from vendorcheck.registry import import_modules
from vendorcheck.reports._base import PRECHECK_REPORTS as PRECHECK_REPORTS
from vendorcheck.reports._base import REPORTS as REPORTS
from vendorcheck.reports._base import Display as Display
from vendorcheck.reports._base import PrecheckFormat as PrecheckFormat
from vendorcheck.reports._base import ReportFormat as ReportFormat
from vendorcheck.reports._base import format_for_path as format_for_path

import_modules(__name__, __path__)
