"""What is typed, what is shown: the parts of the terminal that need no terminal."""

import io
import os
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import AS_OF, document

from vendorcheck import policy, questionnaire, vendor
from vendorcheck.assessment import Assessor
from vendorcheck.interview import Interview, State, begin
from vendorcheck.prompt import Console, Conversation, Stopped
from vendorcheck.prompt._console import _wrapped
from vendorcheck.prompt._reply import Said, Told, Unclear, understood
from vendorcheck.prompt._typed import cleaned
from vendorcheck.vendor import Answer
