"""The interview at a terminal: plain lines, which screen readers, ssh, and any console can take. No logic of its own."""

from vendorcheck.prompt._console import Console as Console
from vendorcheck.prompt._console import Stopped as Stopped
from vendorcheck.prompt._talk import Conversation as Conversation
