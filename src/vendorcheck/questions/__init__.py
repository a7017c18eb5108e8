"""What can be asked: one file per question type. A type says what an answer may be and what it earns, never how to ask."""

from vendorcheck.questions._base import QUESTION_TYPES as QUESTION_TYPES
from vendorcheck.questions._base import BaseQuestion as BaseQuestion
from vendorcheck.questions._base import Misfit as Misfit
from vendorcheck.questions._base import Option as Option
from vendorcheck.questions._base import Outcome as Outcome
from vendorcheck.questions._base import Raw as Raw
from vendorcheck.questions._base import Value as Value
from vendorcheck.rooms import open_room

open_room(__name__, __path__)
