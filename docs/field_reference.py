"""The page of all fields of our files: their meaning from the models, examples from real files."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from pydantic.fields import FieldInfo

from vendorcheck.document.document import parse_document
from vendorcheck.model.fields import Model
from vendorcheck.model.json_schema import MODELS_BY_FILE_KIND
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.validation.schema.parse import parse_model

EXAMPLES = Path(__file__).resolve().parent / "reference/complete"
_MAX_EXAMPLE = 90
_KINDS = {
    "questionnaire": "A questionnaire",
    "vendor": "A vendor file",
    "policy": "A policy",
    "answers": "An answers file",
    "crosswalk": "A crosswalk",
    "findings": "A findings file",
}
Examples = dict[type[Model], dict[str, str]]
"""Model -> field -> an example of it, as it stands in a file."""


def fields_page() -> str:
    """Return the page: each kind of file, each part of it, each field."""
    parts = [
        "# Every field of our files",
        "",
        "Fields in bold must be there. The examples are from the files in [complete](complete),",
        "which have every field once. `vendorcheck new` writes a file to start from.",
        "",
    ]
    told: dict[type[Model], dict[str, FieldInfo]] = {}
    for kind, title in _KINDS.items():
        parts += [f"## {title}", "", *_kind_lines(kind, told)]
    return "\n".join(parts).rstrip() + "\n"


def examples_in(kind: str) -> Examples:
    """Return the first example of each field in the complete files of a kind.

    A question type has the fields that all questions have under the type of all questions.
    """
    examples: Examples = {}
    for path in (EXAMPLES / f"{kind}.yaml", *sorted(EXAMPLES.glob(f"{kind}-*.yaml"))):
        text = path.read_text(encoding="utf-8")
        model = parse_model(parse_document(text.encode(), str(path)), MODELS_BY_FILE_KIND[kind])
        if node := yaml.compose(text):
            _collect(model, node, text, examples)
    return examples


def _collect(part: object, node: yaml.Node, text: str, examples: Examples) -> None:
    """Add the examples in a part of a model, walking its text beside it."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, tuple):
        for entry, entry_node in zip(part, node.value, strict=True):
            _collect(entry, entry_node, text, examples)
    if not isinstance(node, yaml.MappingNode):
        return  # a word, or the short form of something longer
    nodes = {key.value: value for key, value in node.value}
    if isinstance(part, Mapping):
        for key, entry in part.items():
            _collect(entry, nodes[key], text, examples)
    if isinstance(part, Model):
        for name in fields_of(type(part)):
            if value := nodes.get(name):
                owner = _owner(type(part), name)
                examples.setdefault(owner, {}).setdefault(name, _as_written(name, value, text))
                _collect(getattr(part, _attribute(type(part), name)), value, text, examples)


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names that they have in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _attribute(model: type[Model], name: str) -> str:
    return next(
        attribute
        for attribute, field in model.model_fields.items()
        if name in (field.alias, attribute)
    )


def _owner(model: type[Model], name: str) -> type[Model]:
    """Return the model to which a field belongs: one of all questions, or of a type alone."""
    is_common = issubclass(model, BaseQuestion) and name in fields_of(BaseQuestion)
    return BaseQuestion if is_common else model


def _as_written(name: str, node: yaml.Node, text: str) -> str:
    """Return a field as it is written if that is one line; else an ellipsis for what is below."""
    written = text[node.start_mark.index : node.end_mark.index].rstrip()
    if "\n" in written or len(written) > _MAX_EXAMPLE:
        written = "[…]" if isinstance(node, yaml.SequenceNode) else "{…}"
    return f"{name}: {written}"


def _kind_lines(kind: str, told: dict[type[Model], dict[str, FieldInfo]]) -> Iterator[str]:
    """Yield the lines about a kind of file, and add its parts to those that the page has told."""
    examples = examples_in(kind)
    already_told = {*told}
    for model, fields in parts_of(MODELS_BY_FILE_KIND[kind], told).items():
        if model in already_told:
            continue
        yield from (f"### {_title(model)}", "", _introduction(model), "")
        yield from ("| field | | example |", "| --- | --- | --- |")
        for name, field in fields.items():
            shown = f"**`{name}`**" if field.is_required() else f"`{name}`"
            example = examples.get(model, {}).get(name, "").replace("|", r"\|")
            meaning = field.description or f"The {name}."
            yield f"| {shown} | {meaning} | `{example}` |"
        yield ""


def _introduction(model: type[Model]) -> str:
    if model is BaseQuestion:
        return "What is asked. Its type has further fields, which stand below."
    words = " ".join((model.__doc__ or "").split())
    is_type = issubclass(model, BaseQuestion)
    return f"{words} It has the fields of every question, and these:" if is_type else words


def _title(model: type[Model]) -> str:
    """Return a title for a part: `AcceptedRisk` is "Accepted risk"."""
    if model is BaseQuestion:
        return "Question"
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in model.__name__)
    return words.strip().capitalize()


def parts_of(
    annotation: object, parts: dict[type[Model], dict[str, FieldInfo]]
) -> dict[type[Model], dict[str, FieldInfo]]:
    """Return a model and all models in its fields, each with the fields that are its own."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        fields = fields_of(annotation)
        if issubclass(annotation, BaseQuestion) and annotation is not BaseQuestion:
            common = parts_of(BaseQuestion, parts)[BaseQuestion]
            fields = {name: field for name, field in fields.items() if name not in common}
        if annotation not in parts:
            parts[annotation] = fields
            for field in fields.values():
                parts_of(field.annotation, parts)
    for inner in getattr(annotation, "__args__", ()):
        parts_of(inner, parts)
    return parts
