"""Reports: one file per format, Assessment or PreCheck -> str. Nothing in a report depends on time, machine, locale or path."""

from vendorcheck.registry import open_room
from vendorcheck.reports._base import PRECHECK_REPORTS as PRECHECK_REPORTS
from vendorcheck.reports._base import REPORTS as REPORTS
from vendorcheck.reports._base import Display as Display
from vendorcheck.reports._base import PreCheckReport as PreCheckReport
from vendorcheck.reports._base import Report as Report
from vendorcheck.reports._base import by_suffix as by_suffix

open_room(__name__, __path__)
