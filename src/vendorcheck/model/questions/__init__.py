"""The question types, one file each.

A type defines which answers it takes and what they earn, never how a person is asked.
"""

from vendorcheck.model.questions._base import QUESTION_TYPES as QUESTION_TYPES
from vendorcheck.model.questions._base import AnswerResult as AnswerResult
from vendorcheck.model.questions._base import BaseQuestion as BaseQuestion
from vendorcheck.model.questions._base import ParsedAnswer as ParsedAnswer
from vendorcheck.model.questions._equivalence import EquivalenceClasses as EquivalenceClasses
from vendorcheck.model.questions._invalid_answer import InvalidAnswer as InvalidAnswer
from vendorcheck.model.questions._invalid_answer import RawAnswer as RawAnswer
from vendorcheck.model.questions._invalid_answer import choose_from_hint as choose_from_hint
from vendorcheck.model.questions._options import Band as Band
from vendorcheck.model.questions._options import GapWording as GapWording
from vendorcheck.model.questions._options import Option as Option
from vendorcheck.model.questions._options import OptionList as OptionList
from vendorcheck.model.questions._plain import plain_answer as plain_answer
from vendorcheck.model.questions._plain import plain_label as plain_label
from vendorcheck.model.questions._plain import plain_name as plain_name
from vendorcheck.model.questions._plain import plain_question as plain_question
from vendorcheck.registry import import_modules

import_modules(__name__, __path__)
