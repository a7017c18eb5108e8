"""The table of the formats of `compare`."""

from vendorcheck.assessment.comparison import Comparison
from vendorcheck.reports._base import ReportTable

COMPARISON_REPORTS: ReportTable[Comparison] = ReportTable("format of compare")
