"""A field of a question shows in `show`, unless it says that it is internal."""

from collections.abc import Iterator
from typing import Annotated, Literal

import pytest
from pydantic import Field
from pydantic.fields import FieldInfo

from conftest import Golden
from locations import CASES, REPOSITORY
from vendorcheck.document.document import parse_document
from vendorcheck.model.conditions import Condition
from vendorcheck.model.fields import APART, INTERNAL, Flag, Model, Text, Weight
from vendorcheck.model.questionnaire import Questionnaire, Section, fill_in_option_sets
from vendorcheck.model.questions import QUESTION_TYPES, Band, BaseQuestion, Option
from vendorcheck.model.questions.text import TextQuestion
from vendorcheck.reports.view.questionnaire import render_questionnaire
from vendorcheck.validation.schema.parse import parse_model

FILE = REPOSITORY / "docs/reference/complete/questionnaire.yaml"
QUESTIONNAIRE = fill_in_option_sets(
    parse_model(parse_document(FILE.read_bytes(), FILE.name), Questionnaire)
)
QUESTIONS = QUESTIONNAIRE.questions
_IN_EVERY_QUESTION = {"id", "type", "ask"}


def page_of(question: BaseQuestion) -> str:
    section = Section.model_construct(id="s", title="S", questions=(question,))
    return render_questionnaire(QUESTIONNAIRE.model_copy(update={"sections": (section,)}))


def test_the_page_of_every_field(golden: Golden) -> None:
    golden(CASES / "show/complete.md", render_questionnaire(QUESTIONNAIRE))


def is_internal(field: FieldInfo) -> bool:
    return INTERNAL in field.metadata


def set_fields(part: Model) -> Iterator[str]:
    """Yield the fields that a part sets and can be without, other than the internal ones."""
    fields = type(part).model_fields
    for name in sorted(part.model_fields_set - _IN_EVERY_QUESTION):
        if not (fields[name].is_required() or is_internal(fields[name])):
            yield name


def test_the_case_sets_each_field_of_each_type() -> None:
    missing = {
        (name, field)
        for name, question_type in QUESTION_TYPES.items()
        for field in question_type.own_fields()
        if not any(
            field in question.model_fields_set
            for question in QUESTIONS.values()
            if question.type == name
        )
    }
    assert missing == set(), f"set them in {FILE}"
    in_all = set().union(*(question.model_fields_set for question in QUESTIONS.values()))
    assert set(BaseQuestion.model_fields) - in_all == set(), f"set them in {FILE}"
    parts = [part for question in QUESTIONS.values() for part in parts_of(question)]
    for kind in (Option, Band):
        in_parts = set().union(*(part.model_fields_set for part in parts if type(part) is kind))
        # What no page shows may stand in another file: the reference of fields has all of them.
        shown = {name for name, field in kind.model_fields.items() if not is_internal(field)}
        assert shown - in_parts == set(), f"set them in {FILE}"


def parts_of(question: BaseQuestion) -> tuple[Option | Band, ...]:
    return (*question.own_options, *question.own_bands)


CASES_OF_FIELDS = [
    (question.id, name) for question in QUESTIONS.values() for name in set_fields(question)
]


@pytest.mark.parametrize(("key", "name"), CASES_OF_FIELDS)
def test_a_field_that_is_set_shows(key: str, name: str) -> None:
    question = QUESTIONS[key]
    without = question.model_copy(update={name: type(question).model_fields[name].default})
    assert page_of(question) != page_of(without)


@pytest.mark.parametrize("key", [key for key, question in QUESTIONS.items() if parts_of(question)])
def test_a_field_of_an_option_or_a_band_that_is_set_shows(key: str) -> None:
    question = QUESTIONS[key]
    fields: dict[str, tuple[Option | Band, ...]] = {
        "options": question.own_options,
        "bands": question.own_bands,
    }
    tried = 0
    for field, parts in fields.items():
        for index, part in enumerate(parts):
            for name in set_fields(part):
                bare = part.model_copy(update={name: type(part).model_fields[name].default})
                others = (*parts[:index], bare, *parts[index + 1 :])
                changed = question.model_copy(update={field: others})
                assert page_of(question) != page_of(changed), (part, name)
                tried += 1
    assert tried


class TextWithMore(TextQuestion):
    """Words with further fields."""

    type: Literal["text"]
    tone_of_voice: Text | None = Field(None, description="New.")
    in_capitals: Flag = Field(False, description="New.")
    share: Weight | None = Field(None, description="New.")
    words: tuple[Text, ...] = Field((), description="New.")
    owners: dict[str, tuple[Text, ...]] = Field({}, description="New.")
    unless: Condition | None = Field(None, description="New.")
    checksum: Annotated[Text | None, INTERNAL] = Field(None, description="New.")
    elsewhere: Annotated[Text | None, APART] = Field(None, description="New.")


def test_a_new_field_has_a_line_by_itself_unless_it_is_internal() -> None:
    base = {"id": "q", "type": "text", "ask": "What?"}
    new = {
        "tone_of_voice": "**loud** <b>",
        "in_capitals": "yes",
        "share": "0.5",
        "words": ["a", "b"],
        "owners": {"it": ["Jane", "Joe"]},
        "unless": {"q": ["x"]},
        "checksum": "hidden1",
        "elsewhere": "hidden2",
    }
    before = page_of(TextWithMore.model_validate(base)).splitlines()
    after = page_of(TextWithMore.model_validate(base | new)).splitlines()
    assert [line for line in after if line and line not in before] == [
        r"**Tone of voice:** \*\*loud\*\* &lt;b&gt;",
        "**In capitals:** yes",
        "**Share:** 0.5",
        "**Words:** a, b",
        "**Owners:** it: Jane, Joe",
        "**Unless:** `q` is x",
    ]


def test_how_the_answers_of_each_type_count_is_what_the_type_says() -> None:
    page = render_questionnaire(QUESTIONNAIRE)
    assert QUESTION_TYPES
    for name, question_type in QUESTION_TYPES.items():
        assert question_type.documentation()
        assert f"- {name.replace('_', ' ')}: {question_type.documentation()}\n" in page
