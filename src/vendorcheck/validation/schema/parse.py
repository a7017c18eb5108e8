"""Make a model of a document, or report everything that is wrong with its shape."""

from typing import TypeVar, cast

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.model.fields import Model
from vendorcheck.model.questionnaire import Questionnaire, with_options
from vendorcheck.model.vendor_file import VendorFile, bare_answer
from vendorcheck.validation.schema.errors import shaped
from vendorcheck.validation.schema.indentation import indented

AModel = TypeVar("AModel", bound=Model)
_LONGEST_OPTION_ID = 64


def parse_model(document: Document, model: type[AModel]) -> AModel:
    """Make a model of a document. Checks beyond its shape are those of the rest of `validation`.

    Option sets of a questionnaire are put in place, short forms of answers are written out.

    Raises:
        InvalidFile: with everything that is wrong with the shape of the file.
    """
    data: object = document.data
    indentation: list[Remark] = []
    if model is VendorFile:
        if not document.whole:
            data, indentation = indented(document.data)
        data = _with_long_answers(data)
    shape = shaped(model, data, whole=document.whole)
    errors = shape if isinstance(shape, list) else []
    if indentation or isinstance(shape, list):
        lost = {remark.path for remark in indentation}
        errors = [remark for remark in errors if remark.path[:4] not in lost]
        raise InvalidFile(document.problems([*indentation, *errors]))
    return cast(AModel, with_options(shape)) if isinstance(shape, Questionnaire) else shape


def _with_long_answers(data: object) -> object:
    """Return a vendor file's data with `mfa: "yes"` written out as `mfa: {answer: "yes"}`."""
    responses = data.get("responses") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(responses, dict):
        return data
    long: dict[str, object] = {}
    for questionnaire, response in responses.items():
        long[questionnaire] = response
        answers = response.get("answers") if isinstance(response, dict) else None
        if isinstance(response, dict) and isinstance(answers, dict):
            long_answers = {
                name: answer if type(answer) is dict else _long_answer(answer)
                for name, answer in answers.items()
            }
            long[questionnaire] = {**response, "answers": long_answers}
    return {**data, "responses": long}


def _long_answer(answer: Data) -> object:
    if isinstance(answer, str):
        return bare_answer(answer) if len(answer) <= _LONGEST_OPTION_ID else {"answer": answer}
    return {"answer": answer} if isinstance(answer, list) else answer
