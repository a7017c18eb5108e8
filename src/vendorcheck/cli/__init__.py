"""The commands, one in each module. A command returns its exit code."""

from vendorcheck.cli._context import COMMANDS as COMMANDS
from vendorcheck.registry import import_modules

import_modules(__name__, __path__)
