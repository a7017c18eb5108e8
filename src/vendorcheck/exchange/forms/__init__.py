"""Forms: what goes out to be filled in, one file per form."""

from vendorcheck.exchange.forms._base import (
    REQUESTER_FORMS as REQUESTER_FORMS,
    VENDOR_FORMS as VENDOR_FORMS,
    FormFormat as FormFormat,
    FormTable as FormTable,
    RequesterForm as RequesterForm,
)
from vendorcheck.registry import import_modules

import_modules(__name__, __path__)
