"""The blanks of an answers file: a form has a line for each question, and some stay empty."""

from vendorcheck.document.document import Data
from vendorcheck.validation.schema.indentation import repair_indentation

_RESPONSE_DEPTH = 2
_ANSWER_DEPTH = 4
_KEYS_BY_DEPTH = {0: "responses", _RESPONSE_DEPTH: "answers"}
"""The keys that lead to the answers; between them are the questionnaires and the questions."""


def without_blanks(data: dict[str, Data]) -> dict[str, Data]:
    """Return the data of an answers file without what was left empty in the form.

    That is who filled it in, answers, and parts of answers. What is empty elsewhere stays, so that
    it is reported.
    """
    if repair_indentation(data)[1]:
        return data  # an answer is there, in the wrong column, and that is reported
    filled = {key: value for key, value in data.items() if (key, value) != ("by", None)}
    return _filled_part(filled, 0)


def _filled_part(data: dict[str, Data], depth: int) -> dict[str, Data]:
    if depth == _ANSWER_DEPTH:
        return {key: value for key, value in data.items() if value is not None}
    wanted_key = _KEYS_BY_DEPTH.get(depth)
    filled = {
        key: _filled_part(value, depth + 1)
        if isinstance(value, dict) and wanted_key in (None, key)
        else value
        for key, value in data.items()
    }
    if depth == _ANSWER_DEPTH - 1:
        return {key: value for key, value in filled.items() if value not in (None, {})}
    return filled
