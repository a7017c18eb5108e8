"""JSON Schemas for editors: draft-07, which they understand, of what pydantic emits as 2020-12."""

from collections.abc import Sequence
from typing import Any

from vendorcheck.model.fields import ID_PATTERN, Model
from vendorcheck.model.lexical import SCALAR_SCHEMA, JsonSchema, words_schema
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import VendorFile

MODELS_BY_FILE_KIND: dict[str, type[Model]] = {
    "questionnaire": Questionnaire,
    "vendor": VendorFile,
    "policy": Policy,
}


def schema_of(kind: str, questionnaires: Sequence[Questionnaire] = ()) -> JsonSchema:
    """The JSON Schema of a kind of file.

    Args:
        kind: questionnaire, vendor or policy.
        questionnaires: those whose questions and options a vendor file's schema should name.
    """
    found = MODELS_BY_FILE_KIND[kind].model_json_schema(by_alias=True)
    if kind == "vendor":
        _allow_short_answers(found)
        if questionnaires:
            _name_questions(found, questionnaires)
    draft = _to_draft_07(found)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"vendorcheck {kind} file",
        **_without_titles(draft),
    }


_SINGLE_ANSWER_SCHEMA: JsonSchema = {**SCALAR_SCHEMA, "minLength": 1}
_SHORT_ANSWER_SCHEMAS: list[JsonSchema] = [
    _SINGLE_ANSWER_SCHEMA,
    {"type": "array", "items": _SINGLE_ANSWER_SCHEMA, "minItems": 1},
]


def _allow_short_answers(schema: JsonSchema) -> None:
    """`mfa: "yes"` may stand for `mfa: {answer: "yes"}`."""
    answers = schema["$defs"]["Response"]["properties"]["answers"]
    # pydantic writes the type of the values under the pattern of the keys.
    answers["patternProperties"] = {
        pattern: {"anyOf": [*_SHORT_ANSWER_SCHEMAS, long]}
        for pattern, long in answers["patternProperties"].items()
    }


def _name_questions(schema: JsonSchema, questionnaires: Sequence[Questionnaire]) -> None:
    """Name the questions and the options, so that an editor completes them and marks what is not there.

    Answers to other questionnaires keep the general form.
    """
    responses = schema["properties"]["responses"]
    # Under its pattern, the general form would hold for those that are named as well, and each mistake be told twice.
    ((pattern, general),) = responses.pop("patternProperties").items()
    responses["propertyNames"] = {**responses["propertyNames"], "pattern": pattern}
    responses["properties"] = {
        found.id: _response_schema(schema, found) for found in questionnaires
    }
    responses["additionalProperties"] = general


def _response_schema(schema: JsonSchema, questionnaire: Questionnaire) -> JsonSchema:
    plain = schema["$defs"]["Response"]
    answers = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            question.id: _question_schema(schema, question)
            for question in questionnaire.questions.values()
        },
    }
    return {
        **plain,
        "description": questionnaire.title,
        "properties": {**plain["properties"], "answers": answers},
    }


def _question_schema(schema: JsonSchema, question: BaseQuestion) -> JsonSchema:
    answer = _answer_schema(question)
    full = schema["$defs"]["Answer"]
    properties = {**full["properties"], "answer": answer}
    return {"description": question.ask, "anyOf": [answer, {**full, "properties": properties}]}


def _answer_schema(question: BaseQuestion) -> JsonSchema:
    ids = [option.id for option in question.offered_options]
    if not ids:
        return _SINGLE_ANSWER_SCHEMA
    one = words_schema([*question.option_spellings] or ids, r"\s*")
    if question.kind_of_answer == "options":
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}]}
    return one


def _to_draft_07(node: Any) -> Any:  # noqa: ANN401 - a JSON Schema has no type but this
    """The same in draft-07: `definitions` for `$defs`, a `$ref` with siblings in an `allOf`, no discriminators."""
    if isinstance(node, list):
        return [_to_draft_07(part) for part in node]
    if not isinstance(node, dict):
        return node
    found = {
        _DRAFT_07_KEYS.get(key, key): _to_draft_07(part)
        for key, part in node.items()
        if key != "discriminator"
    }
    if found.get("type") == "string" and found.get("pattern") == ID_PATTERN:
        found["type"] = ["string", "integer", "boolean"]  # the ids 365 and true
    if isinstance(found.get("$ref"), str):
        found["$ref"] = found["$ref"].replace("#/$defs/", "#/definitions/")
        if len(found) > 1:
            found["allOf"] = [{"$ref": found.pop("$ref")}]
    return found


_DRAFT_07_KEYS = {"$defs": "definitions", "prefixItems": "items"}


def _without_titles(schema: JsonSchema) -> JsonSchema:
    """Without the titles that pydantic makes of names; they only repeat them. Nulls go too: a key is left out instead."""
    return {
        key: _prune(part) for key, part in schema.items() if key not in ("title", "description")
    }


def _prune(node: Any) -> Any:  # noqa: ANN401 - a JSON Schema has no type but this
    if isinstance(node, list):
        return [_prune(part) for part in node if part != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    found = {
        key: {name: _prune(part) for name, part in value.items()}
        if key in ("properties", "definitions")
        else _prune(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and value is None)
    }
    if "patternProperties" in found:
        found.setdefault("additionalProperties", False)
    alternatives = found.get("anyOf")
    if isinstance(alternatives, list) and len(alternatives) == 1:
        found |= found.pop("anyOf")[0]
    return found
