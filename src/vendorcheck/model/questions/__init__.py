"""The question types, one file each.

A type defines which answers it takes and what they earn, never how a person is asked.
"""

from vendorcheck.model.questions._base import (
    QUESTION_TYPES as QUESTION_TYPES,
    BaseQuestion as BaseQuestion,
)
from vendorcheck.model.questions._equivalence import EquivalenceClasses as EquivalenceClasses
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer as InvalidAnswer,
    RawAnswer as RawAnswer,
    choose_from_hint as choose_from_hint,
    label_hint as label_hint,
)
from vendorcheck.model.questions._options import (
    Band as Band,
    ExpectedDetail as ExpectedDetail,
    GapWording as GapWording,
    Option as Option,
    OptionList as OptionList,
    credit_missing_remark as credit_missing_remark,
)
from vendorcheck.model.questions._plain import (
    plain_answer as plain_answer,
    plain_label as plain_label,
    plain_name as plain_name,
    plain_question as plain_question,
)
from vendorcheck.model.questions._result import (
    AnswerResult as AnswerResult,
    ParsedAnswer as ParsedAnswer,
)
from vendorcheck.registry import import_modules

import_modules(__name__, __path__)
