"""What can be asked: one file per question type. A type says what an answer may be and what it earns, never how to ask."""

from vendorcheck.model.questions._base import QUESTION_TYPES as QUESTION_TYPES
from vendorcheck.model.questions._base import BaseQuestion as BaseQuestion
from vendorcheck.model.questions._base import Outcome as Outcome
from vendorcheck.model.questions._base import Value as Value
from vendorcheck.model.questions._equivalence import Kinds as Kinds
from vendorcheck.model.questions._invalid_answer import Misfit as Misfit
from vendorcheck.model.questions._invalid_answer import Raw as Raw
from vendorcheck.model.questions._invalid_answer import choose_from as choose_from
from vendorcheck.model.questions._options import Band as Band
from vendorcheck.model.questions._options import Option as Option
from vendorcheck.model.questions._options import Options as Options
from vendorcheck.model.questions._options import Wording as Wording
from vendorcheck.model.questions._plain import plain_answer as plain_answer
from vendorcheck.model.questions._plain import plain_label as plain_label
from vendorcheck.model.questions._plain import plain_name as plain_name
from vendorcheck.model.questions._plain import plain_question as plain_question
from vendorcheck.registry import open_room

open_room(__name__, __path__)
