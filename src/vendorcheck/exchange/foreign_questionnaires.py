"""A questionnaire that is made from a foreign file, on the machine of whoever has that file.

Its questions are those of the file, word for word, so it is theirs and hostile: it never becomes a
part of this project.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from vendorcheck.document.document import Data

MAX_QUESTION_LENGTH: Final = 2_000
"""The most characters of a question, a title or a label that are taken."""


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question: its name in the file is the `ref`; `keys` are the other keys of a question."""

    id: str
    ref: str
    ask: str
    keys: Mapping[str, Data]


@dataclass(slots=True)
class MadeSection:
    """A section and its questions."""

    id: str
    title: str
    questions: list[MadeQuestion] = field(default_factory=list)
    when: Mapping[str, Data] = field(default_factory=dict)
    """The condition on which it counts; empty if it always does."""


def foreign_questionnaire_data(
    questionnaire_id: str, version: str, title: str, sections: Iterable[MadeSection]
) -> dict[str, Data]:
    """Return a questionnaire as the data of its file."""
    return {
        "vendorcheck": "questionnaire/1",
        "id": questionnaire_id,
        "version": version,
        "title": _cut(title),
        "sections": [
            {
                "id": section.id,
                "title": _cut(section.title),
                **({"when": dict(section.when)} if section.when else {}),
                "questions": [
                    {
                        "id": question.id,
                        "ref": question.ref,
                        "ask": _cut(question.ask),
                        **question.keys,
                    }
                    for question in section.questions
                ],
            }
            for section in sections
            if section.questions
        ],
    }


def foreign_questionnaire_text(data: Mapping[str, Data]) -> str:
    """Return the text of a questionnaire file: keys and lists in lines, texts in double quotes."""
    return "\n".join(_mapping_lines(data, "")) + "\n"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_QUESTION_LENGTH else f"{line[: MAX_QUESTION_LENGTH - 1]}…"


def _mapping_lines(data: Mapping[str, Data], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield f"{indent}{_key(key)}:"
            yield from _list_lines(value, f"{indent}  ")
        elif isinstance(value, dict):
            yield f"{indent}{_key(key)}:"
            yield from _mapping_lines(value, f"{indent}  ")
        else:
            yield f"{indent}{_key(key)}: {_flow(value)}"


def _list_lines(items: list[Data], indent: str) -> Iterator[str]:
    for item in items:
        first, *others = _mapping_lines(item, "") if isinstance(item, dict) else [_flow(item)]
        yield f"{indent}- {first}"
        yield from (f"{indent}  {line}" for line in others)


def _key(key: str) -> str:
    return key if key.isidentifier() else json.dumps(key, ensure_ascii=False)


def _flow(value: Data) -> str:
    """Return a text or a list in one line; JSON's strings are YAML's as well."""
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return json.dumps(value, ensure_ascii=False)
