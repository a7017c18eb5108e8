"""One file per command: options in, core called, text out. A command returns its exit code."""

from vendorcheck.commands._shared import COMMANDS as COMMANDS
from vendorcheck.rooms import open_room

open_room(__name__, __path__)
