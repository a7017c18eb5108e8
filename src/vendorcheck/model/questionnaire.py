"""What is asked, as published: questionnaires, their sections, and the checks for answers that contradict each other."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, Union

from pydantic import Field

from vendorcheck.document.problems import DataPath
from vendorcheck.model.conditions import Condition
from vendorcheck.model.fields import Id, Model, Severity, Text, Version
from vendorcheck.model.questions import QUESTION_TYPES, BaseQuestion, OptionList

if TYPE_CHECKING:
    Question: TypeAlias = BaseQuestion
else:
    Question = Annotated[Union[tuple(QUESTION_TYPES.values())], Field(discriminator="type")]  # noqa: UP007 - a union made of a table

QUESTIONNAIRE_KIND = "questionnaire/1"
MAX_SHARED_OPTIONS = 50_000
"""Options that the questions with option sets have, each counted by itself: as many as a file may hold otherwise."""


class Section(Model):
    """Questions on one subject."""

    id: Id = Field(description="Its name, unique in the questionnaire.")
    title: Text = Field(description="What a person reads.")
    summary: Text | None = Field(None, description="What the section is about, in a sentence.")
    when: Condition | None = Field(
        None, description="When its questions are asked; left out: always."
    )
    questions: tuple[Question, ...] = Field(
        min_length=1, description="What is asked, in this order."
    )


class Check(Model):
    """Answers that contradict each other."""

    id: Id = Field(description="Its name, unique among the questionnaire's questions and checks.")
    when: Condition = Field(description="The answers that contradict each other.")
    severity: Severity = Field("medium", description="How bad the contradiction is.")
    message: Text = Field(description="What contradicts what.")


class Questionnaire(Model):
    """What is asked, with its id and version."""

    vendorcheck: Literal["questionnaire/1"] = Field(
        description="The kind of this file and the version of its format."
    )
    id: Id = Field(description="Its name, which vendor files and policies use.")
    version: Version = Field(description="Its version, as text.")
    title: Text = Field(description="What a person reads.")
    summary: Text | None = Field(None, description="What it finds out, in a sentence.")
    respondent: Literal["vendor", "requester"] = Field(
        "vendor", description="Who answers it. What the requester answers never goes to a vendor."
    )
    option_sets: dict[Id, OptionList] = Field(
        {}, description="Options that several questions share, by name."
    )
    sections: tuple[Section, ...] = Field(min_length=1, description="Its parts, in this order.")
    checks: tuple[Check, ...] = Field((), description="Answers that contradict each other.")

    def located_questions(self) -> Iterator[tuple[DataPath, Section, BaseQuestion]]:
        """Each question with its section and where it stands in the file, in order."""
        for number, section in enumerate(self.sections):
            for index, question in enumerate(section.questions):
                yield ("sections", number, "questions", index), section, question

    @cached_property
    def questions(self) -> dict[str, BaseQuestion]:
        """Its questions by id, in order."""
        return {question.id: question for _, _, question in self.located_questions()}

    @cached_property
    def past_date_questions(self) -> tuple[str, ...]:
        """Its questions whose answers are days that can't lie in the future."""
        return tuple(
            name for name, question in self.questions.items() if question.asks_for_past_date
        )


def fill_in_option_sets(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with its option sets put in place, as long as that makes no more options than `MAX_SHARED`.

    A small file could else hold millions of them. The question that would pass the limit gets none, nor do those after it.
    """
    left = MAX_SHARED_OPTIONS
    sections = []
    for section in questionnaire.sections:
        questions: list[Question] = []
        for question in section.questions:
            if name := question.option_set_name:
                shared = questionnaire.option_sets.get(name)
                left -= len(shared or ())
                questions.append(question.with_options(shared if left >= 0 else None))
            else:
                questions.append(question)
        sections.append(section.model_copy(update={"questions": tuple(questions)}))
    return questionnaire.model_copy(update={"sections": tuple(sections)})
