"""How problems of files are told: one file per format. Each is a pure function from a Diagnosis to text."""

from vendorcheck.registry import import_modules
from vendorcheck.validation.diagnostics._base import DIAGNOSTICS as DIAGNOSTICS
from vendorcheck.validation.diagnostics._base import Diagnosis as Diagnosis

import_modules(__name__, __path__)
