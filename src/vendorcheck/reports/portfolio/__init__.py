"""Reports on all vendors: one file per format, which turns a portfolio into text."""

from vendorcheck.registry import import_modules
from vendorcheck.reports.portfolio._base import PORTFOLIO_REPORTS as PORTFOLIO_REPORTS

import_modules(__name__, __path__)
