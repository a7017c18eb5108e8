"""Questions that are almost ours: suggested with the answer that they would give, never taken."""

from typing import Any

import pytest

from vendorcheck.document.document import parse_document
from vendorcheck.exchange.admission import admit
from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer
from vendorcheck.exchange.reply import Reply
from vendorcheck.exchange.tables import similar
from vendorcheck.exchange.tables.similar import SimilarQuestions
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.validation.schema.parse import parse_model

ASKED = {
    "mfa": "Is there a second factor for everybody who signs in?",
    "logs": "Are logs kept?",
    "leak": "Has there been a leak of our data in the last year?",
    "place-one": "In which country is the first copy of our data kept today?",
    "place-two": "In which country is the second copy of our data kept today?",
}


def questionnaire(**asked: str) -> Questionnaire:
    questions = [{"id": name, "type": "yes_no", "ask": text} for name, text in asked.items()]
    sections = [{"id": "main", "title": "Main", "questions": questions}]
    data: Any = {"vendorcheck": "questionnaire/1", "id": "small", "version": "1", "title": "Small"}
    text = str({**data, "sections": sections})
    return parse_model(parse_document(text.encode(), "small.yaml"), Questionnaire)


SMALL = questionnaire(**{name.replace("_", "-"): text for name, text in ASKED.items()})
TEXTS: dict[str, tuple[str, str | None]] = {
    "case-and-signs": ("is there a SECOND factor - for everybody, who signs in", "mfa"),
    "a-word-more": ("Is there a second factor for everybody else who signs in?", "mfa"),
    "two-other-words": ("Is there any second factor for everyone who signs in?", "mfa"),
    "too-many-other-words": ("Is there some third factor for everyone who signs in?", None),
    "another-order": ("Who signs in? Is there a second factor for everybody?", "mfa"),
    "negated": ("Is there no second factor for everybody who signs in?", None),
    "negated-in-one-word": ("Isn't there a second factor for everybody who signs in?", None),
    "short-and-the-same": ("are LOGS kept", "logs"),
    "short-and-other": ("Are keys kept?", None),
    "between-two": ("In which country is the third copy of our data kept today?", None),
    "nothing": ("?", None),
}


@pytest.mark.parametrize(("text", "name"), TEXTS.values(), ids=TEXTS)
def test_a_text_may_differ_in_case_signs_and_a_few_words(text: str, name: str | None) -> None:
    assert SimilarQuestions([SMALL]).find(text) == (name and f"small/{name}")


def test_two_questions_with_the_same_text_are_no_suggestion() -> None:
    twice = questionnaire(one="Are logs kept?", two="Are logs kept?")
    assert SimilarQuestions([twice]).find("are logs kept") is None


def test_a_file_has_only_so_many_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "_MAX_TEXTS", 1)
    questions = SimilarQuestions([SMALL])
    assert [questions.find("are LOGS kept") for _ in range(2)] == ["small/logs", None]


def read(text: str) -> Reply:
    file = ReceivedFile("sheet.csv", f"No,Question,Answer,Comment\n{text}".encode())
    return choose_importer(file).read(file, ImportSettings({"small": SMALL}))


def test_what_is_almost_ours_has_no_place_but_the_answer_that_it_would_give() -> None:
    reply = read(
        "1,Is there some second factor for everybody who signs in?,Yes,Since May\n"
        "mfa,Is there one factor for everybody who signs in?,No,\n"
        "3,Are LOGS kept,,\n"
        f"4,Has there been a leak of our data in last year?,{'long ' * 7000},\n"
        "5,Something else entirely?,Yes,\n"
    )
    assert reply.answers == ()
    first, second, too_long, other = reply.unplaced
    assert first.similar is not None
    assert (first.similar.ask, first.similar.answer.key, dict(first.similar.answer.fields)) == (
        ASKED["mfa"], "small/mfa", {"answer": "yes", "note": "Since May"},
    )  # fmt: skip
    assert (first.because, str(first.place)) == ("no question has this id or this text", "line 2")
    assert first.similar.answer.asked == "Is there some second factor for everybody who signs in?"
    assert second.because == "small/mfa has this id, and asks something else"
    assert second.similar is not None
    assert (too_long.similar, other.similar) == (None, None)
    left_out = admit(reply, {"small": SMALL}, "vendor").left_out
    assert [entry.similar for entry in left_out] == [entry.similar for entry in reply.unplaced]


def test_what_the_file_answers_itself_is_no_suggestion() -> None:
    reply = read("1,Are LOGS  kept?,Yes,\n2,Are logs - kept,No,\n")
    assert [answer.key for answer in reply.answers] == ["small/logs"]
    assert [entry.similar for entry in reply.unplaced] == [None]


def test_our_name_for_the_question_takes_the_answer() -> None:
    reply = read("small/mfa,Is there some second factor for everybody who signs in?,Yes,\n")
    assert [answer.key for answer in reply.answers] == ["small/mfa"]
