"""What can be asked: one file per question type. A type says what an answer may be and what it earns, never how to ask."""

from vendorcheck.questions._base import QUESTION_TYPES as QUESTION_TYPES
from vendorcheck.questions._base import BaseQuestion as BaseQuestion
from vendorcheck.questions._base import Outcome as Outcome
from vendorcheck.questions._base import Value as Value
from vendorcheck.questions._kinds import Kinds as Kinds
from vendorcheck.questions._misfits import Misfit as Misfit
from vendorcheck.questions._misfits import Raw as Raw
from vendorcheck.questions._misfits import choose_from as choose_from
from vendorcheck.questions._parts import Band as Band
from vendorcheck.questions._parts import Option as Option
from vendorcheck.questions._parts import Options as Options
from vendorcheck.questions._parts import Wording as Wording
from vendorcheck.rooms import open_room

open_room(__name__, __path__)
