"""The table of the formats of `portfolio`."""

from vendorcheck.assessment.portfolio.portfolio import Portfolio
from vendorcheck.reports._base import ReportTable

PORTFOLIO_REPORTS: ReportTable[Portfolio] = ReportTable("format of portfolio")
