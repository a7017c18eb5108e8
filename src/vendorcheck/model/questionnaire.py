"""Questionnaires as published: their sections, and their rules over several answers."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, Union

from pydantic import Field

from vendorcheck.document.problems import DataPath
from vendorcheck.model.conditions import Condition
from vendorcheck.model.fields import Flag, Id, Model, Severity, ShortText, Text, Version
from vendorcheck.model.questions import QUESTION_TYPES, BaseQuestion, OptionList
from vendorcheck.model.renames import (
    OlderNames,
    OlderSections,
    Removed,
    Renamed,
    RenamedSection,
)

if TYPE_CHECKING:
    Question: TypeAlias = BaseQuestion
else:
    _AnyQuestion = Union[tuple(QUESTION_TYPES.values())]  # noqa: UP007 - made of a table
    Question = Annotated[_AnyQuestion, Field(discriminator="type")]

QUESTIONNAIRE_KIND = "questionnaire/1"
MAX_SHARED_OPTIONS = 50_000
"""The most options that option sets add up to, counted for each question that uses one.

A file may hold as many options without option sets.
"""


class Section(Model):
    """Questions on one subject."""

    id: Id = Field(description="Its name, unique in the questionnaire.")
    ref: ShortText | None = Field(None, description="Its name in its source: any short text.")
    title: Text = Field(description="What a person reads.")
    summary: Text | None = Field(None, description="What the section is about, in a sentence.")
    when: Condition | None = Field(
        None, description="When its questions are asked; left out: always."
    )
    questions: tuple[Question, ...] = Field(
        min_length=1, description="What is asked, in this order."
    )


class Check(Model):
    """A rule over several answers.

    It is a contradiction, where the answers can't all be true, or a requirement, where true answers
    are not good enough together.
    """

    id: Id = Field(description="Its name, unique among the questionnaire's questions and checks.")
    kind: Literal["contradiction", "requirement"] = Field(
        "contradiction",
        description=(
            "contradiction: the answers can't all be true; "
            "requirement: they are not good enough together."
        ),
    )
    when: Condition = Field(description="The answers for which it fails.")
    severity: Severity = Field("medium", description="How bad it is if it fails.")
    blocker: Flag = Field(
        False, description="requirement: must be met whatever the score, as a blocker must."
    )
    message: Text = Field(description="What contradicts what, or what is missing.")
    remedy: Text | None = Field(
        None, description="requirement: what the vendor should change to meet it."
    )
    clause: Text | None = Field(None, description="requirement: what the contract should say.")


class Questionnaire(Model):
    """A set of questions in sections, with its id and version."""

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
    renamed: tuple[Renamed, ...] = Field(
        (), description="Older names of its questions and checks, which policies may still use."
    )
    removed: tuple[Removed, ...] = Field(
        (),
        description=(
            "Questions and checks of older versions that are not asked any more, and what to look "
            "at instead."
        ),
    )
    renamed_sections: tuple[RenamedSection, ...] = Field(
        (), description="Sections of older versions, for which policies may still have a floor."
    )
    option_sets: dict[Id, OptionList] = Field(
        {}, description="Options that several questions share, by name."
    )
    sections: tuple[Section, ...] = Field(min_length=1, description="Its parts, in this order.")
    checks: tuple[Check, ...] = Field((), description="Rules over several answers.")

    def located_questions(self) -> Iterator[tuple[DataPath, Section, BaseQuestion]]:
        """Yield each question in order, with its path in the file and its section."""
        for section_index, section in enumerate(self.sections):
            for question_index, question in enumerate(section.questions):
                yield ("sections", section_index, "questions", question_index), section, question

    @cached_property
    def questions(self) -> dict[str, BaseQuestion]:
        """The questions by id, in order."""
        return {question.id: question for _, _, question in self.located_questions()}

    @cached_property
    def check_ids(self) -> frozenset[str]:
        """The ids of the checks."""
        return frozenset(check.id for check in self.checks)

    @cached_property
    def older_names(self) -> OlderNames:
        """Return the successors of the questions and checks of older versions."""
        return OlderNames(self.renamed, self.removed, {*self.questions, *self.check_ids})

    @cached_property
    def section_ids(self) -> tuple[str, ...]:
        """The ids of the sections, in order."""
        return tuple(section.id for section in self.sections)

    @cached_property
    def older_sections(self) -> OlderSections:
        """The successors of the sections of older versions."""
        return OlderSections(self.renamed_sections, {*self.section_ids})

    @cached_property
    def past_date_questions(self) -> tuple[str, ...]:
        """The ids of the questions whose answers are days that can't lie in the future."""
        return tuple(
            name for name, question in self.questions.items() if question.asks_for_past_date
        )


def fill_in_option_sets(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with the options of its option sets in the questions that use them.

    Without the limit `MAX_SHARED_OPTIONS` a small file could produce millions of options. The
    question that would exceed it gets no options, nor do those after it.
    """
    options_left = MAX_SHARED_OPTIONS
    sections = []
    for section in questionnaire.sections:
        questions: list[Question] = []
        for question in section.questions:
            if name := question.option_set_name:
                shared_options = questionnaire.option_sets.get(name)
                options_left -= len(shared_options or ())
                questions.append(
                    question.with_options(shared_options if options_left >= 0 else None)
                )
            else:
                questions.append(question)
        sections.append(section.model_copy(update={"questions": tuple(questions)}))
    return questionnaire.model_copy(update={"sections": tuple(sections)})
