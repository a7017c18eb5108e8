"""HECVAT 4: sheets that repeat each other, importance as weight, and a score without proof."""

import pytest

from hecvat_4_workbooks import Asked4, hecvat_4_workbook
from made_workbooks import formula_xml
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile
from vendorcheck.exchange.foreign_questionnaires import foreign_questionnaire_text
from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer
from vendorcheck.exchange.reply import Reply
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

NAME = Asked4(
    "GNRL-01", "Acme", "Not scored", sheet="START HERE", repeated_on=["Organization"],
    location="Not Scored",
)  # fmt: skip
AI = Asked4(
    "REQU-04", "Yes", "Not scored", sheet="START HERE", repeated_on=["AI"], location="Not Scored"
)
ASKED = (
    NAME,
    AI,
    Asked4("DOCU-01", "Yes", importance="Critical Importance", more="Every year."),
    Asked4("DOCU-02", "No", importance="Minor Importance"),
    Asked4("DOCU-03", "N/A", more="We have no such thing."),
    Asked4("DOCU-04", "n/a"),
    Asked4("DOCU-05", "No", "No"),
    Asked4("DOCU-06", "yes"),
    Asked4("DOCU-07", "Yes, since May.\nIt is new."),
    Asked4("DOCU-08", None),
    Asked4("DOCU-09", "A house", "Not scored", location="Not scored"),
    Asked4("AIGN-01", "Yes", sheet="AI", location="AI", off_if_no="REQU-04"),
    Asked4("AIGN-02", "No", sheet="AI", location="AI"),  # its formula is that of the row above
)


def read(content: bytes) -> Reply:
    file = ReceivedFile("hecvat.xlsx", content)
    importer = choose_importer(file)
    assert importer.name == "hecvat"
    return importer.read(file, ImportSettings(Library(), new_questionnaire_id="acme"))


def fields_of(reply: Reply) -> dict[str, dict[str, object]]:
    return {answer.question: dict(answer.fields) for answer in reply.answers}


def made_of(reply: Reply) -> Questionnaire:
    assert reply.made_questionnaire is not None
    text = foreign_questionnaire_text(reply.made_questionnaire)
    return parse_model(parse_document(text.encode(), "acme.yaml"), Questionnaire)


def score_of(reply: Reply) -> str:
    return next(one.message for one in reply.remarks if one.place is None)


def test_each_question_is_answered_once_by_the_first_sheet_that_asks_it() -> None:
    reply = read(hecvat_4_workbook(*ASKED))
    assert fields_of(reply) == {
        "gnrl-01": {"answer": "Acme"},
        "requ-04": {"answer": "yes"},
        "docu-01": {"answer": "yes", "note": "Every year."},
        "docu-02": {"answer": "no"},
        "docu-03": {"not_applicable": "We have no such thing.", "note": "We have no such thing."},
        "docu-04": {"not_applicable": "The vendor answers N/A, without a reason."},
        "docu-05": {"answer": "no"},
        "docu-06": {"answer": "yes-as-written"},
        "docu-07": {"note": "Yes, since May.\nIt is new."},
        "docu-09": {"answer": "A house"},
        "aign-01": {"answer": "yes"},
        "aign-02": {"answer": "no"},
    }
    assert (reply.unplaced, reply.versions) == ((), {"acme": "4.1.4"})
    places = {answer.question: answer.place.cell for answer in reply.answers}
    assert (places["gnrl-01"], places["aign-01"]) == ("START HERE!C12", "AI!C15")


def test_the_questionnaire_has_weights_by_importance_and_asks_on_conditions() -> None:
    made = made_of(read(hecvat_4_workbook(*ASKED)))
    assert (made.title, made.version) == ("HECVAT 4.1.4", "4.1.4")
    assert [(section.id, section.title) for section in made.sections] == [
        ("gnrl", "General Information"),
        ("requ", "All REQU"),
        ("docu", "All DOCU"),
        ("aign", "All AIGN"),
    ]
    weights = {name: one.weight for name, one in made.questions.items() if one.weight is not None}
    assert {name: float(weight) for name, weight in weights.items()} == {
        **dict.fromkeys([f"docu-0{number}" for number in (3, 4, 5, 6, 7, 8)], 10.0),
        "docu-01": 20.0, "docu-02": 5.0, "aign-01": 10.0, "aign-02": 10.0,
    }  # fmt: skip
    critical, minor = made.questions["docu-01"], made.questions["docu-02"]
    assert (critical.ask, critical.severity, minor.severity) == (
        "Is DOCU-01 done?", "high", "medium",
    )  # fmt: skip
    assert critical.not_applicable == "allowed"
    assert [option.label for option in critical.offered_options] == ["Yes", "No"]
    credit = {
        one.label: float(one.credit or 0) for one in made.questions["docu-06"].offered_options
    }
    assert credit == {"Yes": 1.0, "No": 0.0, "yes": 1.0}
    assert (made.questions["requ-04"].fact, made.questions["docu-09"].kind_of_answer) == (
        True, "words",
    )  # fmt: skip
    text = foreign_questionnaire_text(read(hecvat_4_workbook(*ASKED)).made_questionnaire or {})
    assert text.count('"requ-04": ["yes"]') == text.count('"requ-04":') == 2


def test_the_score_is_said_to_be_unverified() -> None:
    # 20 + 10 + 10 + 10 of 20 + 5 + 10 + 10 + 10 + 10 + 10 + 10; what does not apply is out
    unverified = (
        "HECVAT 4.1.4: its answers give 58.82 % of all sections. This is not verified: "
        "no filled HECVAT 4 was there to compare with."
    )
    assert score_of(read(hecvat_4_workbook(*ASKED))) == unverified
    stated = score_of(read(hecvat_4_workbook(*ASKED, overall=0.615)))
    assert stated == f"{unverified} The workbook says 61.50 % of what it includes."


def test_no_to_what_qualifies_a_question_takes_its_weight_away() -> None:
    without_ai = [AI, Asked4("REQU-04", "No", "Not scored", sheet="START HERE")]
    asked = [without_ai[1] if one is AI else one for one in ASKED]
    # 20 + 10 + 10 of 20 + 5 + 10 + 10 + 10 + 10
    assert score_of(read(hecvat_4_workbook(*asked))).startswith(
        "HECVAT 4.1.4: its answers give 61.54 % of all sections."
    )
    assert read(hecvat_4_workbook(NAME, AI)).remarks == ()


def test_what_nobody_has_computed_is_found_where_it_was_typed() -> None:
    reply = read(hecvat_4_workbook(*ASKED, is_computed=False))
    made = made_of(reply)
    assert (made.title, made.questions["docu-01"].ask) == ("HECVAT 4.1.4", "Is DOCU-01 done?")
    assert [section.title for section in made.sections][-1] == "AIGN"
    assert (len(reply.answers), reply.unplaced) == (12, ())
    assert score_of(reply).startswith("HECVAT 4.1.4: its answers give 58.82 %")


def test_without_the_sheet_of_formulas_nothing_qualifies_a_question() -> None:
    content = hecvat_4_workbook(*ASKED, without=["(backend scoring)", "Institution Evaluation"])
    made = made_of(read(content))
    assert [name for name, one in made.questions.items() if one.when] == []


def test_a_formula_is_an_answer_with_a_remark_an_error_is_none() -> None:
    asked = [
        Asked4("DOCU-01", formula_xml("HERE", "A1", "Yes")),
        Asked4("DOCU-02", formula_xml("HERE", "A1", "#N/A", "e")),
        Asked4("DOCU-03", formula_xml("HERE", "A1", None)),
        Asked4("DOCU-04", None, more_rows={"AI": "Yes"}),
        Asked4("DOCU-05", "No", more_rows={"AI": "Yes"}),
    ]
    reply = read(hecvat_4_workbook(*asked))
    assert fields_of(reply) == {
        "docu-01": {"answer": "yes"}, "docu-04": {"answer": "yes"}, "docu-05": {"answer": "no"},
    }  # fmt: skip
    assert [(str(one.place), one.message) for one in reply.remarks if one.place] == [
        ("Organization!C13", "DOCU-01: the answer that a formula had last was taken")
    ]
    assert [(str(one.place), one.asked, one.because) for one in reply.unplaced] == [
        ("Organization!C14", "DOCU-02", "its answer holds the error #N/A"),
        ("Organization!C15", "DOCU-03", "its answer is a formula whose answer was never computed"),
        ("AI!C14", "DOCU-05", "Organization!C17 answers it otherwise, and comes first"),
    ]


REFUSED = {
    "without-version": (
        hecvat_4_workbook(*ASKED, version="Acme"),
        "START HERE does not say which version of HECVAT this is",
    ),
    "newer": (
        hecvat_4_workbook(*ASKED, version="Version 5.0"), "this is HECVAT 5.0, which is not read",
    ),
    "without-header": (
        hecvat_4_workbook(*ASKED, header="Id"),
        "Questions has no header row with New ID, Compliant Response and Importance",
    ),
    "without-questions": (
        hecvat_4_workbook(*ASKED, without=["Questions"]),
        "this workbook has no sheet Questions, which says how answers are scored",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_scored_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InvalidFile) as invalid:
        read(content)
    (problem,) = invalid.value.problems
    assert (problem.message, bool(problem.hint)) == (message, True)
