"""it: everything, for whoever reviews the vendor (the default)."""

from vendorcheck.reports.readers._base import VIEWS, WHOLE_VIEW, View

VIEWS.add(WHOLE_VIEW)(View(WHOLE_VIEW, None))
