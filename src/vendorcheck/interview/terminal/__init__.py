"""The interview at a terminal.

It writes plain lines, which screen readers, ssh and any console can show, and decides nothing
itself.
"""

from vendorcheck.interview.terminal._commands import find_command as find_command
from vendorcheck.interview.terminal._console import (
    Console as Console,
    InterviewStopped as InterviewStopped,
)
from vendorcheck.interview.terminal._conversation import Conversation as Conversation
from vendorcheck.interview.terminal._reading_time import estimate_minutes as estimate_minutes
