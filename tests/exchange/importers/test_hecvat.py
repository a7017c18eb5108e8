"""HECVAT 3: its rule decides the credit, prose is a note, and the score is the workbook's own."""

import pytest

from hecvat_workbooks import TITLE, Asked, hecvat_workbook
from made_workbooks import Value, formula_xml
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.exchange.foreign_questionnaires import foreign_questionnaire_text
from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer
from vendorcheck.exchange.reply import Reply
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

GENERAL = ("General", [Asked("GNRL-01", "Acme", None, more="")])


def read(content: bytes) -> Reply:
    file = ReceivedFile("hecvat.xlsx", content)
    importer = choose_importer(file)
    assert importer.name == "hecvat"
    return importer.read(file, ImportSettings(Library(), new_questionnaire_id="acme-hecvat"))


def read_one(asked: Asked) -> Reply:
    return read(hecvat_workbook(GENERAL, ("Company", [asked])))


def fields_of(reply: Reply) -> dict[str, dict[str, object]]:
    return {answer.question: dict(answer.fields) for answer in reply.answers}


def made_of(reply: Reply) -> Questionnaire:
    assert reply.made_questionnaire is not None
    text = foreign_questionnaire_text(reply.made_questionnaire)
    return parse_model(parse_document(text.encode(), "acme-hecvat.yaml"), Questionnaire)


def credit_of(reply: Reply, question_id: str) -> dict[str, float]:
    options = made_of(reply).questions[question_id].offered_options
    return {option.label: float(option.credit or 0) for option in options}


USUAL = {"Yes": 1.0, "No": 0.0, "N/A": 0.0}
ANSWERS: dict[str, tuple[Asked, dict[str, object], dict[str, float]]] = {
    "yes": (Asked("COMP-01", "Yes "), {"answer": "yes"}, USUAL),
    "no": (
        Asked("COMP-01", "No", more="Not yet.\nIn May."),
        {"answer": "no", "note": "Not yet.\nIn May."},
        USUAL,
    ),
    "not-applicable-keeps-its-weight": (
        Asked("COMP-01", "N/A"), {"answer": "not-applicable"}, USUAL,
    ),
    "no-is-expected": (
        Asked("COMP-01", "No", "No"), {"answer": "no"}, {"Yes": 0.0, "No": 1.0, "N/A": 0.0},
    ),
    "numbered": (
        Asked("COMP-01", "1) Yes"), {"answer": "1-yes"}, {**USUAL, "1) Yes": 1.0},
    ),
    "numbered-no": (
        Asked("COMP-01", "2) No"), {"answer": "2-no"}, {**USUAL, "2) No": 0.0},
    ),
    "number-expected": (
        Asked("COMP-01", "1) Yes", "1"),
        {"answer": "1-yes"},
        {"Yes": 0.0, "No": 0.0, "N/A": 0.0, "1": 1.0, "1) Yes": 1.0},
    ),
    "only-the-first-letter": (
        Asked("COMP-01", "2) No, 1 day", "1", letters=1),
        {"answer": "2-no-1-day"},
        {"Yes": 0.0, "No": 0.0, "N/A": 0.0, "1": 1.0, "2) No, 1 day": 0.0},
    ),
    "case-counts": (
        Asked("COMP-01", "yes"), {"answer": "yes-as-written"}, {**USUAL, "yes": 0.0},
    ),
    "another-word": (Asked("COMP-01", "Both"), {"answer": "both"}, {**USUAL, "Both": 0.0}),
    "prose-without": (
        Asked("COMP-01", "We have a plan.\nIt is new."),
        {"note": "We have a plan.\nIt is new."},
        USUAL,
    ),
    "prose-with": (
        Asked("COMP-01", "Yes, since May.\nIt is new."),
        {"answer": "yes", "note": "Yes, since May.\nIt is new."},
        USUAL,
    ),
    "only-an-explanation": (
        Asked("COMP-01", None, more="See the page."), {"note": "See the page."}, USUAL,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "fields", "credit"), ANSWERS.values(), ids=ANSWERS)
def test_the_compliant_answer_in_the_vendors_answer_decides_the_credit(
    asked: Asked, fields: dict[str, object], credit: dict[str, float]
) -> None:
    reply = read_one(asked)
    assert fields_of(reply)["comp-01"] == fields
    assert credit_of(reply, "comp-01") == credit
    assert reply.source == "import"
    assert [answer.place.cell for answer in reply.answers] == [f"{TITLE}!C3", f"{TITLE}!C5"]


def test_no_answer_at_all_is_none() -> None:
    assert "comp-01" not in fields_of(read_one(Asked("COMP-01", None)))


def test_a_question_without_a_compliant_answer_is_a_text() -> None:
    reply = read_one(Asked("COMP-01", "Long ago.\nIn 1999.", None, more="x"))
    assert fields_of(reply)["comp-01"] == {"answer": "Long ago.\nIn 1999.", "note": "x"}
    assert made_of(reply).questions["comp-01"].kind_of_answer == "words"


@pytest.mark.parametrize("placeholder", ["Vendor Name", "mm/dd/yyyy", "555-555-5555"])
def test_what_a_blank_template_holds_is_no_answer(placeholder: str) -> None:
    assert fields_of(read_one(Asked("COMP-01", placeholder, None))) == {
        "gnrl-01": {"answer": "Acme"}
    }


def test_the_questionnaire_has_sections_weights_and_severities() -> None:
    reply = read(
        hecvat_workbook(
            GENERAL,
            ("Company Overview", [Asked("COMP-01", weight=15), Asked("COMP-02", weight=None)]),
            ("Data", [Asked("DATA-01", weight=40, high_risk=True)]),
        )
    )
    made = made_of(reply)
    assert (made.id, made.version, made.title) == ("acme-hecvat", "3.04", "HECVAT Lite 3.04")
    assert [(section.id, section.title) for section in made.sections] == [
        ("gnrl", "General"),
        ("comp", "Company Overview"),
        ("data", "Data"),
    ]
    comp, data = made.questions["comp-01"], made.questions["data-01"]
    assert [str(value) for value in (comp.ref, comp.ask, comp.weight, comp.severity)] == [
        "COMP-01",
        "Is COMP-01 done?",
        "15",
        "medium",
    ]
    assert [str(data.weight), data.severity, data.accepts_not_applicable] == ["40", "high", False]
    assert made.questions["comp-02"].fact


def told(reply: Reply) -> list[tuple[str, str]]:
    return [(str(remark.place or ""), remark.message) for remark in reply.remarks]


COMPANY = [Asked("COMP-01"), Asked("COMP-02", "No", weight=5), Asked("COMP-03", "N/A", weight=15)]


def test_the_score_is_that_of_the_workbook() -> None:
    # 20 of 40 points
    assert told(read(hecvat_workbook(GENERAL, ("Company", COMPANY)))) == [
        ("", "HECVAT Lite 3.04: its answers give 50.00 %, as the workbook says")
    ]


DIFFERING: dict[str, tuple[Asked, str, str]] = {
    "stale": (
        Asked("COMP-04", "Yes", weight=10, cached=0),
        "its answers give 60.00 %, and the workbook says 40.00 %",
        "COMP-04: the workbook gives 0 points, and its answer 10",
    ),
    "overridden": (
        Asked("COMP-04", "No", weight=10, cached=10, override="Yes"),
        "its answers give 40.00 %, and the workbook says 60.00 %",
        "COMP-04: an analyst overrode the answer; it gives 0 points",
    ),
    "forgotten-formula": (
        Asked("COMP-04", "Yes", weight=10, has_score=False),
        "its answers give 60.00 %, and the workbook says 40.00 %",
        "COMP-04: it has no score formula; its answer gives 10 points",
    ),
}


@pytest.mark.parametrize(("asked", "score", "row"), DIFFERING.values(), ids=DIFFERING)
def test_rows_that_make_the_score_differ_are_named(asked: Asked, score: str, row: str) -> None:
    company = [COMPANY[0], COMPANY[1], Asked("COMP-03", "N/A", weight=15), asked]
    assert told(read(hecvat_workbook(GENERAL, ("Company", company)))) == [
        ("", f"HECVAT Lite 3.04: {score}"),
        ("Questions!T7", row),
    ]


def test_a_weight_that_the_sheet_forgets_does_not_count() -> None:
    company = [*COMPANY, Asked("COMP-04", weight=None, has_score=False)]
    (place, message), score = told(read(hecvat_workbook(GENERAL, ("Company", company))))
    assert place == "Questions!T7"
    assert message.startswith("COMP-04: the workbook forgets to score it (15 points), so it does")
    assert score == ("", "HECVAT Lite 3.04: its answers give 50.00 %, as the workbook says")


def test_a_weight_that_is_an_error_is_the_default() -> None:
    company = [Asked("COMP-01", weight='<c r="S4" t="e"><v>#REF!</v></c>', cached=0)]
    reply = read(hecvat_workbook(GENERAL, ("Company", company)))
    assert made_of(reply).questions["comp-01"].weight == 15


QUALIFIED = (
    GENERAL,
    ("Qualifiers", [Asked("QUAL-01", "Yes"), Asked("QUAL-02", "No")]),
    ("Company", [Asked("COMP-01", "No")]),
    ("Third parties", [Asked("THRD-01", "Yes", weight=60)]),
    ("Health", [Asked("HIPA-01", None, weight=100)]),
)


def test_qualifiers_switch_sections_and_are_not_scored_themselves() -> None:
    reply = read(hecvat_workbook(*QUALIFIED, qualifiers={"THRD": "QUAL-01", "HIPA": "QUAL-02"}))
    assert told(reply) == [("", "HECVAT Lite 3.04: its answers give 75.00 %, as the workbook says")]
    made = made_of(reply)
    assert made.questions["qual-01"].fact
    conditions = {section.id: section.when for section in made.sections}
    assert [name for name, when in conditions.items() if when] == ["thrd", "hipa"]


def test_without_the_sums_everything_but_qualifiers_counts() -> None:
    assert told(read(hecvat_workbook(*QUALIFIED, without=["Values"]))) == [
        ("", "HECVAT Lite 3.04: its answers give 33.33 %; it holds no score")
    ]


def test_nothing_scored_has_no_score() -> None:
    assert told(read(hecvat_workbook(GENERAL))) == []


FORMS = {
    "HECVAT - Lite": "HECVAT Lite 3.04",
    "HECVAT - Full | Vendor Response": "HECVAT Full 3.04",
    "HECVAT - On-Premise": "HECVAT On-Premise 3.04",
    "HECVAT - On-Prem | Vendor Response": "HECVAT On-Prem 3.04",
}


@pytest.mark.parametrize(("title", "name"), FORMS.items(), ids=FORMS)
def test_the_sheet_has_many_titles(title: str, name: str) -> None:
    assert made_of(read(hecvat_workbook(GENERAL, title=title))).title == name


def test_the_version_may_be_in_the_second_row() -> None:
    version: dict[str, Value] = {"E1": "We conform to WCAG 2.1 and 2.2", "E2": "Version 3.06"}
    reply = read(hecvat_workbook(GENERAL, version=version))
    assert reply.versions == {"acme-hecvat": "3.06"}
    assert read(hecvat_workbook(GENERAL, version={"E2": "v3.01"})).versions == {
        "acme-hecvat": "3.01"
    }


REFUSED: dict[str, tuple[bytes, str]] = {
    "older": (
        hecvat_workbook(GENERAL, version={"E1": "Version 2.11"}),
        "this is HECVAT 2.11, which is not read",
    ),
    "without-version": (
        hecvat_workbook(GENERAL, version={"E1": "Acme"}),
        f"the first rows of {TITLE} do not say which version of HECVAT this is",
    ),
    "without-header": (
        hecvat_workbook(GENERAL, header=["A2", "B2"]),
        "Questions has no header row with ID, Compliant Answer and Weight",
    ),
    "without-weights": (
        hecvat_workbook(GENERAL, without=["Questions"]),
        "this workbook has no sheet Questions, which says how answers are scored",
    ),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_scored_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InvalidFile) as invalid:
        read(content)
    (problem,) = invalid.value.problems
    assert (problem.message, bool(problem.hint)) == (message, True)


def test_formulas_are_taken_with_a_remark_and_errors_left_out_with_their_cell() -> None:
    computed: Value = formula_xml("C5", "A1", "Yes")
    never: Value = formula_xml("C6", "A1", None)
    error: Value = formula_xml("C7", "A1", "#N/A", "e")
    company = [Asked("COMP-01", computed), Asked("COMP-02", never), Asked("COMP-03", error)]
    reply = read(hecvat_workbook(GENERAL, ("Company", company), without=["Values"]))
    assert fields_of(reply).keys() == {"gnrl-01", "comp-01"}
    assert told(reply)[1:] == [
        (f"{TITLE}!C5", "COMP-01: the answer that a formula had last was taken")
    ]
    assert [(str(one.place), one.because) for one in reply.unplaced] == [
        (f"{TITLE}!C6", "its answer is a formula whose answer was never computed"),
        (f"{TITLE}!C7", "its answer holds the error #N/A"),
    ]


def test_of_two_rows_with_one_id_the_first_counts() -> None:
    company = [Asked("COMP-01", "No"), Asked("COMP-01", "Yes")]
    reply = read(hecvat_workbook(GENERAL, ("Company", company), without=["Values"]))
    assert fields_of(reply)["comp-01"] == {"answer": "no"}
    assert [(str(one.place), one.because) for one in reply.unplaced] == [
        (f"{TITLE}!C6", f"{TITLE}!C5 answers it otherwise, and comes first")
    ]


def test_without_a_word_on_what_to_do_nothing_is_read() -> None:
    file = ReceivedFile("hecvat.xlsx", hecvat_workbook(GENERAL))
    with pytest.raises(VendorcheckError, match="say what to do with a HECVAT"):
        choose_importer(file).read(file, ImportSettings(Library()))
