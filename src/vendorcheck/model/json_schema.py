"""JSON Schemas for editors: draft-07, which they understand, made of pydantic's 2020-12."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vendorcheck.model.answers_file import AnswersFile
from vendorcheck.model.crosswalk import Crosswalk
from vendorcheck.model.fields import ID_PATTERN, NAME_OR_QUESTION_PATTERN, Model
from vendorcheck.model.findings_file import FindingsFile
from vendorcheck.model.lexical import SCALAR_SCHEMA, JsonSchema, words_schema
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import SuppliedAnswer, VendorFile

MODELS_BY_FILE_KIND: dict[str, type[Model]] = {
    "questionnaire": Questionnaire,
    "vendor": VendorFile,
    "policy": Policy,
    "answers": AnswersFile,
    "crosswalk": Crosswalk,
    "findings": FindingsFile,
}


def schema_of(kind: str, questionnaires: Sequence[Questionnaire] = ()) -> JsonSchema:
    """Return the JSON Schema of a kind of file.

    Args:
        kind: `questionnaire`, `vendor`, `policy`, `answers`, `crosswalk` or `findings`.
        questionnaires: the questionnaires whose questions and options the schema of a vendor file
            names.
    """
    schema = MODELS_BY_FILE_KIND[kind].model_json_schema(by_alias=True)
    names = _ANSWER_MODELS.get(kind)
    if names:
        _allow_short_answers(schema, names)
        if names.blanks:
            _allow_blanks(schema, names)
        if questionnaires:
            _name_questions(schema, questionnaires, names)
    draft = _to_draft_07(schema)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"vendorcheck {kind} file",
        **_without_titles(draft),
    }


class _AnswerModels(NamedTuple):
    """The names of the models of answers in a kind of file, and what is as good as no answer."""

    response: str
    answer: str
    blanks: tuple[JsonSchema, ...] = ()


_BLANK: JsonSchema = {"const": None}
_ANSWER_MODELS: Mapping[str, _AnswerModels] = {
    "vendor": _AnswerModels("Response", "Answer"),
    "answers": _AnswerModels("SuppliedResponse", "SuppliedAnswer", (_BLANK,)),
}
_SINGLE_ANSWER_SCHEMA: JsonSchema = {**SCALAR_SCHEMA, "minLength": 1}
_SHORT_ANSWER_SCHEMAS: list[JsonSchema] = [
    _SINGLE_ANSWER_SCHEMA,
    {"type": "array", "items": _SINGLE_ANSWER_SCHEMA, "minItems": 1},
]


def _allow_short_answers(schema: JsonSchema, names: _AnswerModels) -> None:
    """Allow `mfa: "yes"` as the short form of `mfa: {answer: "yes"}`."""
    answers = schema["$defs"][names.response]["properties"]["answers"]
    # pydantic writes the type of the values under the pattern of the keys.
    answers["patternProperties"] = {
        pattern: {"anyOf": [*_SHORT_ANSWER_SCHEMAS, long_form]}
        for pattern, long_form in answers["patternProperties"].items()
    }


def _allow_blanks(schema: JsonSchema, names: _AnswerModels) -> None:
    """Allow answers, and parts of answers, that were left empty in a form."""
    answers = schema["$defs"][names.response]["properties"]["answers"]
    for question in answers["patternProperties"].values():
        question["anyOf"] += names.blanks
    for properties, keys in (
        (schema["properties"], ("by",)),
        (schema["$defs"][names.answer]["properties"], SuppliedAnswer.model_fields),
    ):
        for key in keys:
            properties[key] = {"anyOf": [properties[key], *names.blanks]}


def _name_questions(
    schema: JsonSchema, questionnaires: Sequence[Questionnaire], names: _AnswerModels
) -> None:
    """Name the questions and options, so that an editor completes them and marks unknown ones.

    Answers to other questionnaires keep the general form.
    """
    responses = schema["properties"]["responses"]
    # Under its pattern, the general form would apply to the named questionnaires as well, and each
    # mistake would be reported twice.
    ((pattern, general),) = responses.pop("patternProperties").items()
    responses["propertyNames"] = {**responses["propertyNames"], "pattern": pattern}
    responses["properties"] = {
        questionnaire.id: _response_schema(schema, questionnaire, names)
        for questionnaire in questionnaires
    }
    responses["additionalProperties"] = general


def _response_schema(
    schema: JsonSchema, questionnaire: Questionnaire, names: _AnswerModels
) -> JsonSchema:
    general_response = schema["$defs"][names.response]
    answers = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            question.id: _question_schema(schema["$defs"][names.answer], question, names.blanks)
            for question in questionnaire.questions.values()
        },
    }
    return {
        **general_response,
        "description": questionnaire.title,
        "properties": {**general_response["properties"], "answers": answers},
    }


def _question_schema(
    general_answer: JsonSchema, question: BaseQuestion, blanks: tuple[JsonSchema, ...]
) -> JsonSchema:
    answer = _answer_schema(question)
    own_answer = {"anyOf": [answer, *blanks]} if blanks else answer
    properties = {**general_answer["properties"], "answer": own_answer}
    return {
        "description": question.ask,
        "anyOf": [answer, {**general_answer, "properties": properties}, *blanks],
    }


def _answer_schema(question: BaseQuestion) -> JsonSchema:
    ids = [option.id for option in question.offered_options]
    if not ids:
        return _SINGLE_ANSWER_SCHEMA
    option_schema = words_schema([*question.option_spellings] or ids, r"\s*")
    if question.kind_of_answer == "options":
        return {
            "anyOf": [
                option_schema,
                {"type": "array", "items": option_schema, "minItems": 1, "uniqueItems": True},
            ]
        }
    return (
        option_schema if question.is_chosen else {"anyOf": [option_schema, _SINGLE_ANSWER_SCHEMA]}
    )


def _to_draft_07(node: Any) -> Any:  # noqa: ANN401 - a JSON Schema has no narrower type
    """Return a schema converted to draft-07.

    `$defs` becomes `definitions`, a `$ref` with siblings goes into an `allOf`, and discriminators
    are dropped.
    """
    if isinstance(node, list):
        return [_to_draft_07(part) for part in node]
    if not isinstance(node, dict):
        return node
    converted = {
        _DRAFT_07_KEYS.get(key, key): _to_draft_07(part)
        for key, part in node.items()
        if key != "discriminator"
    }
    if converted.get("type") == "string" and converted.get("pattern") in (
        ID_PATTERN,
        NAME_OR_QUESTION_PATTERN,
    ):
        converted["type"] = ["string", "integer", "boolean"]  # the ids 365 and true
    if isinstance(converted.get("$ref"), str):
        converted["$ref"] = converted["$ref"].replace("#/$defs/", "#/definitions/")
        if len(converted) > 1:
            converted["allOf"] = [{"$ref": converted.pop("$ref")}]
    return converted


_DRAFT_07_KEYS = {"$defs": "definitions", "prefixItems": "items"}


def _without_titles(schema: JsonSchema) -> JsonSchema:
    """Return the schema without the titles that pydantic makes of names, which add nothing.

    Nulls go as well: a key is left out instead.
    """
    return {
        key: _prune(part) for key, part in schema.items() if key not in ("title", "description")
    }


def _prune(node: Any) -> Any:  # noqa: ANN401 - a JSON Schema has no narrower type
    if isinstance(node, list):
        return [_prune(part) for part in node if part != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    pruned = {
        key: {name: _prune(part) for name, part in value.items()}
        if key in ("properties", "definitions")
        else _prune(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and value is None)
    }
    if "patternProperties" in pruned:
        pruned.setdefault("additionalProperties", False)
    alternatives = pruned.get("anyOf")
    if isinstance(alternatives, list) and len(alternatives) == 1:
        pruned |= pruned.pop("anyOf")[0]
    return pruned
