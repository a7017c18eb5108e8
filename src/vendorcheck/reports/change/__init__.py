"""Reports on what changed between two vendor files: one file per format."""

from vendorcheck.registry import import_modules
from vendorcheck.reports.change._base import CHANGE_REPORTS as CHANGE_REPORTS

import_modules(__name__, __path__)
