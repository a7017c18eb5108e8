"""Reports that compare vendors: one file per format, which turns a comparison into text."""

from vendorcheck.registry import import_modules
from vendorcheck.reports.comparison._base import COMPARISON_REPORTS as COMPARISON_REPORTS

import_modules(__name__, __path__)
