"""CAIQ 4.0 and 4.1: what they answer of our questions, and what becomes a note."""

import pytest

from caiq_workbooks import HEADER, caiq_row, caiq_workbook
from made_workbooks import Value, formula_xml
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.exchange.foreign_questionnaires import foreign_questionnaire_text
from vendorcheck.exchange.importers import (
    IMPORTERS,
    ImportSettings,
    ReceivedFile,
    choose_importer,
)
from vendorcheck.exchange.reply import Reply
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model


def read(content: bytes, *fill: str, own: str | None = None) -> Reply:
    file = ReceivedFile("caiq.xlsx", content)
    importer = choose_importer(file)
    assert importer.name == "caiq"
    return importer.read(file, ImportSettings(Library(), fill=fill, new_questionnaire_id=own))


def fields_of(reply: Reply) -> dict[str, dict[str, object]]:
    return {answer.key: dict(answer.fields) for answer in reply.answers}


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(InvalidFile) as invalid:
        read(content, "security")
    (problem,) = invalid.value.problems
    return problem.message, problem.hint


def test_only_what_is_equal_answers_and_the_note_says_where_it_is_from() -> None:
    content = caiq_workbook(
        caiq_row(3, "BCR-08.1", "No", description="We replicate.\nThat is all."),
        caiq_row(4, "BCR-08.2", "Yes"),
    )
    reply = read(content, "security")
    assert reply.source == "import"
    assert reply.filled == ("security",)
    (answer,) = reply.answers
    assert (answer.key, answer.place.cell) == ("security/backup-place", "CAIQv4.0.3!C3")
    assert dict(answer.fields) == {
        "answer": "none",
        "note": (
            "CAIQ 4.0.3, BCR-08.1: No – We replicate. That is all.\n"
            "CAIQ 4.0.3, BCR-08.2: Yes "
            "(partial: It asks whether backups are safe; where they are is not asked.)"
        ),
    }


def test_an_answer_that_an_equal_relation_does_not_name_is_a_note() -> None:
    reply = read(caiq_workbook(caiq_row(3, "BCR-08.1", "Yes")), "security")
    fields = fields_of(reply)["security/backup-place"]
    assert fields.keys() == {"note"}
    assert str(fields["note"]).startswith("CAIQ 4.0.3, BCR-08.1: Yes (equal: ")


UNSAID: dict[str, tuple[Value, str, str]] = {
    "not-applicable": ("NA", "CSP-owned", "NA"),
    "left-to-us": ("No", "CSC-owned", "No, but left to the customer"),
    "prose": ("No, not as such", "CSP-owned", "no answer"),
}


@pytest.mark.parametrize(("answer", "ownership", "said"), UNSAID.values(), ids=UNSAID)
def test_what_is_no_plain_answer_of_the_vendor_answers_nothing(
    answer: Value, ownership: str, said: str
) -> None:
    reply = read(caiq_workbook(caiq_row(3, "BCR-08.1", answer, ownership)), "security")
    fields = fields_of(reply)["security/backup-place"]
    assert fields.keys() == {"note"}
    assert str(fields["note"]).startswith(f"CAIQ 4.0.3, BCR-08.1: {said} (equal: ")
    assert ("No, not as such" in str(fields["note"])) == (said == "no answer")


def test_the_version_of_the_cell_decides_what_an_id_means() -> None:
    row = caiq_row(3, "SEF-07.2", "Yes")
    newer = read(caiq_workbook(row, version="v4.1.0", title="CAIQv4.1.0"), "security")
    assert fields_of(newer)["security/incident-plan"] == {
        "answer": "exercised",
        "note": "CAIQ 4.1.0, SEF-07.2: Yes",
    }
    # The title of the sheet is only how it is found.
    assert fields_of(read(caiq_workbook(row, title="CAIQv4.1.0"), "security")) == {}


def test_the_version_may_be_a_stamp_in_json() -> None:
    stamp = '{"specification_name": "CAIQ", "caiq_version": "4.1.0", "ccm_version": "4.1.0"}'
    reply = read(caiq_workbook(caiq_row(3, "SEF-07.2"), version=stamp), "security")
    assert fields_of(reply)["security/incident-plan"]["answer"] == "exercised"
    older = '{"specification_version": "3.1"}'
    assert refusal(caiq_workbook(version=older))[0] == "this is CAIQ 3.1, which is not read"


def test_headers_are_found_by_what_they_hold() -> None:
    header = {**HEADER, "C2": "Service Provider CAIQ Answer", "D2": "SSRM  Control\nOwnership "}
    row = caiq_row(3, "BCR-08.1", "No", "CSC-owned")
    fields = fields_of(read(caiq_workbook(row, header=header), "security"))
    assert "left to the customer" in str(fields["security/backup-place"]["note"])


def test_a_sheet_is_found_by_the_begin_of_its_title() -> None:
    row = caiq_row(3, "BCR-08.1", "no ")
    for title in ("CAIQv4.0.2", "caiq v4", "CAIQ 4.0.3 Acme"):
        assert "answer" in fields_of(read(caiq_workbook(row, title=title), "security")).popitem()[1]


def test_what_is_said_to_be_a_caiq_has_its_sheet() -> None:
    content = caiq_workbook(title="Answers")
    settings = ImportSettings(Library(), fill=("sso",))
    with pytest.raises(InvalidFile, match="there is no sheet of a CAIQ in this workbook"):
        IMPORTERS["caiq"].read(ReceivedFile("caiq.xlsx", content), settings)


def test_a_crosswalk_is_to_one_version_of_our_questionnaire() -> None:
    older = Library()["sso"].model_copy(update={"version": "1.0"})
    settings = ImportSettings({"sso": older}, fill=("sso",))
    message = 'is to version "2.0" of "sso", and version "1.0" is the one at hand'
    with pytest.raises(VendorcheckError, match=message):
        IMPORTERS["caiq"].read(ReceivedFile("caiq.xlsx", caiq_workbook()), settings)


REFUSED = {
    "without-version": (
        caiq_workbook(version="Acme"),
        "CAIQv4.0.3!A1 does not say which version of CAIQ this is",
        "ids mean nothing without it; ask for the workbook as the CSA publishes it",
    ),
    "older": (
        caiq_workbook(version="v3.0.1", title="CSA CAIQ v3.0.1"),
        "this is CAIQ 3.0.1, which is not read",
        "CAIQ 4.0 and 4.1 are",
    ),
    "about-ai": (
        caiq_workbook(version="v4.0.3", title="AI-CAIQv1.1"),
        "this is AI-CAIQ 4.0.3, which is not read",
        "CAIQ 4.0 and 4.1 are",
    ),
    "without-header": (
        caiq_workbook(header={}),
        'the first 10 rows of CAIQv4.0.3 have no header with "Question ID" and "CSP CAIQ Answer"',
        "ask for the workbook as the CSA publishes it",
    ),
    "without-answers": (
        caiq_workbook(header={"A2": HEADER["A2"], "B2": HEADER["B2"]}),
        'the first 10 rows of CAIQv4.0.3 have no header with "Question ID" and "CSP CAIQ Answer"',
        "ask for the workbook as the CSA publishes it",
    ),
}


@pytest.mark.parametrize(("content", "message", "hint"), REFUSED.values(), ids=REFUSED)
def test_ids_are_never_mapped_without_the_version_or_the_header(
    content: bytes, message: str, hint: str
) -> None:
    assert refusal(content) == (message, hint)


def test_a_formula_is_taken_with_a_remark_and_errors_are_left_out_with_their_cell() -> None:
    content = caiq_workbook(
        caiq_row(3, "BCR-08.1", formula_xml("C3", "C9", "No")),
        caiq_row(4, "BCR-08.2", formula_xml("C4", "C9", None)),
        caiq_row(5, "BCR-09.1", formula_xml("C5", "C9", "#REF!", "e")),
    )
    reply = read(content, "security")
    assert fields_of(reply)["security/backup-place"]["answer"] == "none"
    assert [(str(remark.place), remark.message) for remark in reply.remarks] == [
        ("CAIQv4.0.3!C3", "BCR-08.1: the answer that a formula had last was taken")
    ]
    assert [(str(one.place), one.asked, one.because) for one in reply.unplaced] == [
        ("CAIQv4.0.3!C4", "BCR-08.2", "its answer is a formula whose answer was never computed"),
        ("CAIQv4.0.3!C5", "BCR-09.1", "its answer holds the error #REF!"),
    ]


def test_unknown_ids_and_rows_that_are_no_questions_are_named() -> None:
    content = caiq_workbook(
        caiq_row(3, "IAM-99.1", "Yes"),
        caiq_row(4, "Our own question", "Yes"),
        caiq_row(5, "I&S-06.1", "Yes"),
        caiq_row(6, "A comment", None),
    )
    reply = read(content, "security")
    assert sorted((one.asked, one.because) for one in reply.unplaced) == [
        ("I&S-06.1", "CAIQ 4.0.3 has no such question"),
        ("IAM-99.1", "CAIQ 4.0.3 has no such question"),
        ("Our own question", "this is no id of CAIQ 4.0.3"),
    ]


def test_an_id_that_comes_twice_counts_once() -> None:
    content = caiq_workbook(
        caiq_row(3, "BCR-08.1", "No"), caiq_row(4, "BCR-08.1", "No"), caiq_row(5, "BCR-08.1", "Yes")
    )
    reply = read(content, "security", own="acme-caiq")
    assert fields_of(reply)["security/backup-place"]["answer"] == "none"
    assert [(one.place.cell, one.because) for one in reply.unplaced] == [
        ("CAIQv4.0.3!C5", "CAIQv4.0.3!C3 answers it otherwise, and comes first")
    ]
    assert str(reply.made_questionnaire).count("BCR-08.1'") == 1


def test_a_long_explanation_is_cut_in_a_note() -> None:
    content = caiq_workbook(caiq_row(3, "BCR-08.1", "No", description="long " * 400))
    note = str(fields_of(read(content, "security"))["security/backup-place"]["note"])
    assert len(note) < 1_100
    assert note.endswith("…")


def test_without_a_word_on_what_to_do_nothing_is_read() -> None:
    with pytest.raises(VendorcheckError, match="say what to do with a CAIQ"):
        read(caiq_workbook())


def test_there_is_no_crosswalk_to_what_a_caiq_says_nothing_about() -> None:
    with pytest.raises(VendorcheckError) as error:
        read(caiq_workbook(), "request")
    assert str(error.value).startswith(
        'there is no crosswalk from CAIQ 4.0.3 to "request"; there is one to admin-processes, ai,'
    )
    with pytest.raises(VendorcheckError, match='did you mean "security"'):
        read(caiq_workbook(), "secureity")


def test_the_questionnaire_of_a_caiq_has_its_questions_by_domain() -> None:
    content = caiq_workbook(
        caiq_row(3, "A&A-01.1", "Yes", description="By us.", domain="Audit"),
        caiq_row(4, "A&A-01.2", "NA", "", "   "),
        caiq_row(5, "IAM-01.1", None, ""),
        caiq_row(6, "IAM-01.2", "NA", "Shared CSP and CSC", "Nobody signs in."),
    )
    reply = read(content, own="acme-caiq")
    assert reply.versions == {"acme-caiq": "4.0.3"}
    assert reply.made_questionnaire is not None
    text = foreign_questionnaire_text(reply.made_questionnaire)
    made = parse_model(parse_document(text.encode(), "acme-caiq.yaml"), Questionnaire)
    assert (made.id, made.version, made.title) == ("acme-caiq", "4.0.3", "CAIQ 4.0.3")
    assert [
        (section.id, section.title, [(one.id, one.ref) for one in section.questions])
        for section in made.sections
    ] == [
        ("a-a", "Audit", [("a-a-01-1", "A&A-01.1"), ("a-a-01-2", "A&A-01.2")]),
        ("iam", "IAM", [("iam-01-1", "IAM-01.1"), ("iam-01-2", "IAM-01.2")]),
    ]
    assert made.questions["iam-01-1"].ask == "Is IAM-01.1 done as it should be?"
    assert fields_of(reply) == {
        "acme-caiq/a-a-01-1": {"answer": "yes", "note": "CSP-owned. By us."},
        "acme-caiq/a-a-01-2": {
            "not_applicable": "The vendor answers NA, without a reason.",
            "note": "",
        },
        "acme-caiq/iam-01-2": {
            "not_applicable": "Nobody signs in.",
            "note": "Shared CSP and CSC. Nobody signs in.",
        },
    }
