"""Format the problems of files: one module per format, each a pure function of a Diagnosis."""

from vendorcheck.registry import import_modules
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS as DIAGNOSTICS,
    Diagnosis as Diagnosis,
    DiagnosticsFormat as DiagnosticsFormat,
    Syntax as Syntax,
)

import_modules(__name__, __path__)
