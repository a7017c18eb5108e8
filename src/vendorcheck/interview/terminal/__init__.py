"""The interview at a terminal: plain lines, which screen readers, ssh, and any console can take. No logic of its own."""

from vendorcheck.interview.terminal._console import (
    Console as Console,
    InterviewStopped as InterviewStopped,
)
from vendorcheck.interview.terminal._talk import Conversation as Conversation
