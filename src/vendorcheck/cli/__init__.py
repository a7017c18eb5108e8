"""One file per command: options in, core called, text out. A command returns its exit code."""

from vendorcheck.cli._context import COMMANDS as COMMANDS
from vendorcheck.registry import import_modules

import_modules(__name__, __path__)
