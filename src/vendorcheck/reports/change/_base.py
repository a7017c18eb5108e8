"""The table of the formats of `diff`."""

from vendorcheck.assessment.change.change import Change
from vendorcheck.reports._base import ReportTable

CHANGE_REPORTS: ReportTable[Change] = ReportTable("format of diff")
