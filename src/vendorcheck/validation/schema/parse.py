"""Make a model of a document, or report everything that is wrong with its shape."""

from typing import TypeVar, cast

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.model.answers_file import AnswersFile
from vendorcheck.model.fields import Model
from vendorcheck.model.questionnaire import Questionnaire, fill_in_option_sets
from vendorcheck.model.vendor_file import VendorFile, short_form_answer
from vendorcheck.validation.schema.blank_answers import without_blanks
from vendorcheck.validation.schema.errors import validate_shape
from vendorcheck.validation.schema.indentation import repair_indentation

_ParsedModelT = TypeVar("_ParsedModelT", bound=Model)
_MAX_OPTION_ID_LENGTH = 64


def parse_model(document: Document, model: type[_ParsedModelT]) -> _ParsedModelT:
    """Return a model of a document, with option sets filled in and short answers written out.

    Checks beyond its shape are in the rest of `validation`.

    Raises:
        InvalidFile: with everything that is wrong with the shape of the file.
    """
    data: object = document.data
    indentation_remarks: list[Remark] = []
    if model in (VendorFile, AnswersFile):
        if not document.is_complete:
            given = without_blanks(document.data) if model is AnswersFile else document.data
            data, indentation_remarks = repair_indentation(given)
        data = _with_long_answers(data)
    parsed = validate_shape(model, data, has_all_values=document.is_complete)
    shape_remarks = parsed if isinstance(parsed, list) else []
    if indentation_remarks or isinstance(parsed, list):
        repaired_paths = {remark.path for remark in indentation_remarks}
        shape_remarks = [
            remark for remark in shape_remarks if remark.path[:4] not in repaired_paths
        ]
        raise InvalidFile(document.to_problems([*indentation_remarks, *shape_remarks]))
    return (
        cast(_ParsedModelT, fill_in_option_sets(parsed))
        if isinstance(parsed, Questionnaire)
        else parsed
    )


def _with_long_answers(data: object) -> object:
    """Return a file's data with `mfa: "yes"` written out as `mfa: {answer: "yes"}`."""
    responses = data.get("responses") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(responses, dict):
        return data
    long_responses: dict[str, object] = {}
    for questionnaire, response in responses.items():
        long_responses[questionnaire] = response
        answers = response.get("answers") if isinstance(response, dict) else None
        if isinstance(response, dict) and isinstance(answers, dict):
            long_answers = {
                name: answer if type(answer) is dict else _long_answer(answer)
                for name, answer in answers.items()
            }
            long_responses[questionnaire] = {**response, "answers": long_answers}
    return {**data, "responses": long_responses}


def _long_answer(answer: Data) -> object:
    if isinstance(answer, str):
        return (
            short_form_answer(answer)
            if len(answer) <= _MAX_OPTION_ID_LENGTH
            else {"answer": answer}
        )
    return {"answer": answer} if isinstance(answer, list) else answer
