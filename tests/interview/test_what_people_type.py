"""What people type at a question, and what it means: a table that was written before the code."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pytest

from locations import CASES
from rule_cases import a_vendor
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.interview.engine import Interview, begin_interview, question_context
from vendorcheck.interview.terminal._typed_reply import (
    TypedAnswer,
    TypedCommand,
    TypedNote,
    TypedReply,
    UnclearReply,
    interpret_line,
)
from vendorcheck.model.policy import NO_POLICY
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.validation.schema.parse import parse_model

HERE = CASES / "interview"
TODAY: Final = date(2026, 11, 30)
AT_LEAST: Final = 150


def read(name: str) -> Any:  # noqa: ANN401 - plain data of a file
    return parse_document((HERE / name).read_bytes(), name)


QUESTIONNAIRE = parse_model(read("typed-questions.yaml"), Questionnaire)
TABLE: Mapping[str, Mapping[str, str]] = read("typed.yaml").data
STATE = begin_interview(
    Interview(Assessor({"typed": QUESTIONNAIRE}, NO_POLICY, ["typed"]), a_vendor({}), TODAY)
)


def reply(question: str, typed: str, *, plain: bool = True) -> TypedReply:
    return interpret_line(typed, question_context(STATE, f"typed/{question}"), TODAY, plain=plain)


def in_the_words_of_the_table(meant: TypedReply) -> str:
    match meant:
        case TypedAnswer(raw, echo):
            answer = raw if isinstance(raw, str) else ", ".join(raw)
            return f"{'~' if echo else '='} {answer}"
        case TypedCommand(letter):
            return f":{letter}"
        case TypedNote(text):
            return f":n {text}"
        case UnclearReply(complaint):
            return f"? {complaint}"


@pytest.mark.parametrize(
    ("question", "typed", "meaning"),
    [
        pytest.param(question, typed, meaning, id=f"{question}: {typed}")
        for question, lines in TABLE.items()
        for typed, meaning in lines.items()
    ],
)
def test_what_is_typed_means_what_the_table_says(question: str, typed: str, meaning: str) -> None:
    meant = in_the_words_of_the_table(reply(question, typed))
    if not meaning.startswith("?"):
        assert meant == meaning
        return
    assert meant.startswith("? "), meant
    assert meaning.removeprefix("?").strip() in meant, meant


def test_the_table_is_long_and_has_every_kind_of_question() -> None:
    assert sum(map(len, TABLE.values())) >= AT_LEAST
    assert TABLE.keys() == QUESTIONNAIRE.questions.keys()
    kinds = {question.type for question in QUESTIONNAIRE.questions.values()}
    assert len(kinds) == len({"choice", "yes_no", "multi_choice", "number", "duration"}) + 3


@pytest.mark.parametrize(("question", "option"), [("tool", "m365"), ("outage", "slows-us")])
def test_whoever_sees_ids_in_files_may_type_them(question: str, option: str) -> None:
    assert reply(question, option, plain=False) == TypedAnswer(option)
    assert isinstance(reply(question, option), UnclearReply)
