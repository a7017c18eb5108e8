"""How problems of files are told: one file per format. Each is a pure function from a Diagnosis to text."""

from vendorcheck.diagnostics._base import DIAGNOSTICS as DIAGNOSTICS
from vendorcheck.diagnostics._base import Diagnosis as Diagnosis
from vendorcheck.rooms import open_room

open_room(__name__, __path__)
