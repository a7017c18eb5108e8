"""CAIQ of all versions: what they answer of our questions, and what becomes a note."""

import pytest

from caiq_workbooks import (
    HEADER,
    OLDER_HEADER,
    ai_caiq_workbook,
    caiq_row,
    caiq_workbook,
    marked_row,
    older_caiq_workbook,
)
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


def read_again(content: bytes, made: Questionnaire) -> Reply:
    """Read a workbook for a questionnaire that was made before."""
    settings = ImportSettings({made.id: made}, chosen_ids=(made.id,))
    return IMPORTERS["caiq"].read(ReceivedFile("caiq.xlsx", content), settings)


def made_of(reply: Reply) -> Questionnaire:
    assert reply.made_questionnaire is not None
    text = foreign_questionnaire_text(reply.made_questionnaire)
    return parse_model(parse_document(text.encode(), "made.yaml"), Questionnaire)


def left_out(reply: Reply) -> list[tuple[str, str, str]]:
    return [(str(one.place), one.asked, one.because) for one in reply.unplaced]


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
    older = '{"specification_version": "2.1"}'
    assert refusal(caiq_workbook(version=older))[0] == "this is CAIQ 2.1, which is not read"


def test_headers_are_found_by_what_they_hold() -> None:
    header = {**HEADER, "C2": "Service Provider CAIQ Answer", "D2": "SSRM  Control\nOwnership "}
    row = caiq_row(3, "BCR-08.1", "No", "CSC-owned")
    fields = fields_of(read(caiq_workbook(row, header=header), "security"))
    assert "left to the customer" in str(fields["security/backup-place"]["note"])


def test_a_sheet_is_found_by_the_begin_of_its_title() -> None:
    row = caiq_row(3, "BCR-08.1", "no ")
    for title in ("CAIQv4.0.2", "caiq v4", "CAIQ 4.0.3 Acme", "CSA CAIQ-v4", "CAIQ_V4.0.3"):
        assert "answer" in fields_of(read(caiq_workbook(row, title=title), "security")).popitem()[1]


def test_what_is_about_ai_is_told_by_the_title_of_its_sheet() -> None:
    for title in ("AI-CAIQv1.0.2", "AI_CAIQ v1", "CSA AI CAIQ 1.0.2"):
        reply = read(caiq_workbook(caiq_row(3, "AIS-01.1"), version="v1.0.2", title=title), own="a")
        assert reply.made_questionnaire is not None
        assert reply.made_questionnaire["title"] == "AI-CAIQ 1.0.2"


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
        caiq_workbook(version="v1.1", title="CSA CAIQ v1.1"),
        "this is CAIQ 1.1, which is not read",
        "CAIQ 3, 4.0 and 4.1, and AI-CAIQ 1 are",
    ),
    "about-ai": (
        caiq_workbook(version="v4.0.3", title="AI-CAIQv1.1"),
        "this is AI-CAIQ 4.0.3, which is not read",
        "CAIQ 3, 4.0 and 4.1, and AI-CAIQ 1 are",
    ),
    "without-header": (
        caiq_workbook(header={}),
        'the first 10 rows of CAIQv4.0.3 have no header with "Question ID" and "CSP CAIQ Answer"',
        "ask for the workbook as the CSA publishes it",
    ),
    "without-marks": (
        older_caiq_workbook(header={"A1": "v3.0.1", "C2": "Question ID", "F4": "Yes"}),
        'the first 10 rows of CSA CAIQ v3.0.1 have no header with "Question ID", "Yes" and "No"',
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
    made = made_of(reply)
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


def test_an_ai_caiq_is_read_by_the_stamp_in_its_first_cell() -> None:
    content = ai_caiq_workbook(
        caiq_row(3, "AIS-01.1", "YES", domain="Application"), caiq_row(4, "MDS-01.1", "NA", "ND")
    )
    reply = read(content, own="acme-ai")
    made = made_of(reply)
    assert (made.title, made.version) == ("AI-CAIQ 1.1.0", "1.1.0")
    assert [one.ref for one in made.questions.values()] == ["AIS-01.1", "MDS-01.1"]
    assert made.sections[0].title == "Application"
    assert fields_of(reply)["acme-ai/ais-01-1"]["answer"] == "yes"
    assert left_out(reply) == []


def test_an_ai_caiq_answers_nothing_of_ours_for_it_shares_no_meaning_with_a_caiq() -> None:
    with pytest.raises(VendorcheckError) as error:
        read(ai_caiq_workbook(caiq_row(3, "BCR-08.1", "No")), "security")
    assert str(error.value) == (
        "there is no crosswalk from AI-CAIQ 1.1.0 to any of our questionnaires; "
        "--questionnaire-out FILE makes a questionnaire of it, which -q FILE names later"
    )


def test_an_id_alone_counts_only_for_the_release_that_a_questionnaire_is_made_of() -> None:
    rows = [caiq_row(3, "AIS-01.1", "Yes"), caiq_row(4, "AIS-02.1", "No")]
    made = made_of(read(ai_caiq_workbook(*rows, version="1.0.2"), own="acme-ai"))
    changed = {**rows[0], "B3": "Is something else done?"}
    later = read_again(ai_caiq_workbook(changed, rows[1]), made)
    assert fields_of(later).keys() == {"acme-ai/ais-02-1"}
    assert left_out(later) == [
        (
            "AI-CAIQv1.1.0!C3",
            "AIS-01.1",
            'it asks something else in AI-CAIQ 1.1.0 than in "acme-ai", version 1.0.2',
        )
    ]
    # Of the release itself the id is enough, so that a question that was edited here is answered.
    same = read_again(ai_caiq_workbook(changed, rows[1], version="1.0.2"), made)
    assert fields_of(same).keys() == {"acme-ai/ais-01-1", "acme-ai/ais-02-1"}
    assert left_out(same) == []


def test_a_questionnaire_of_another_caiq_is_answered_by_equal_texts_only() -> None:
    made = made_of(read(caiq_workbook(caiq_row(3, "AIS-01.1")), own="acme-caiq"))
    other = read_again(ai_caiq_workbook({**caiq_row(3, "AIS-01.1"), "B3": "Is AI used?"}), made)
    assert (fields_of(other), len(other.unplaced)) == ({}, 1)
    assert read_again(caiq_workbook(caiq_row(3, "AIS-09.1")), made).answers == ()


def test_a_caiq_3_is_answered_by_marks() -> None:
    content = older_caiq_workbook(
        marked_row(5, "AIS-01.1", "x", domain="Application\nSecurity"),
        marked_row(6, "AIS-01.2", None, " X ", notes="In spring."),
        marked_row(7, "AIS-02.1", None, None, "✓", notes="We have none."),
        marked_row(8, "BCR-01.1", "Yes"),
        marked_row(9, "BCR-02.1", None, "n"),
        marked_row(10, "BCR-03.1", "☐", "☒"),
        marked_row(11, "BCR-04.1", notes="See our pages."),
        marked_row(12, "BCR-05.1", "Since 2019, twice a year"),
        marked_row(13, "BCR-06.1"),
    )
    reply = read(content, own="acme-caiq")
    made = made_of(reply)
    assert (made.title, made.version) == ("CAIQ 3.0.1", "3.0.1")
    assert [section.title for section in made.sections] == ["Application", "BCR"]
    assert made.questions["ais-01-2"].ask == "Is AIS-01.2 done as it should be?"
    assert {key.partition("/")[2]: fields for key, fields in fields_of(reply).items()} == {
        "ais-01-1": {"answer": "yes", "note": ""},
        "ais-01-2": {"answer": "no", "note": "In spring."},
        "ais-02-1": {"not_applicable": "We have none.", "note": "We have none."},
        "bcr-01-1": {"answer": "yes", "note": ""},
        "bcr-02-1": {"answer": "no", "note": ""},
        "bcr-03-1": {"answer": "no", "note": ""},
        "bcr-04-1": {"note": "See our pages."},
        "bcr-05-1": {"note": "Since 2019, twice a year"},
    }
    assert (left_out(reply), reply.answers[1].place.cell) == ([], "CSA CAIQ v3.0.1!G6")


def test_marks_that_contradict_each_other_are_left_out_with_their_cell() -> None:
    content = older_caiq_workbook(
        marked_row(5, "AIS-01.1", "x", "x"),
        marked_row(6, "AIS-01.2", "No"),
        marked_row(7, "AIS-02.1", None, formula_xml("G7", "A1", "#REF!", "e")),
        marked_row(8, "AIS-03.1", formula_xml("F8", "A1", "x")),
    )
    reply = read(content, own="acme-caiq")
    title = "CSA CAIQ v3.0.1"
    assert left_out(reply) == [
        (f"{title}!F5", "AIS-01.1", "its answer is marked as Yes and No"),
        (f"{title}!F6", "AIS-01.2", 'its answer is "No" in the column for Yes'),
        (f"{title}!G7", "AIS-02.1", "its answer holds the error #REF!"),
    ]
    assert fields_of(reply) == {"acme-caiq/ais-03-1": {"answer": "yes", "note": ""}}
    assert [str(remark.place) for remark in reply.remarks] == [f"{title}!F8"]


OTHER_LAYOUTS = {
    "nothing-merged": older_caiq_workbook(marked_row(5, "AIS-01.1", "x"), merged=()),
    "version-in-the-title": older_caiq_workbook(
        marked_row(5, "AIS-01.1", "x"), header={**OLDER_HEADER, "A1": "Acme"}
    ),
    "version-beside": older_caiq_workbook(
        marked_row(5, "AIS-01.1", "x"),
        header={"A1": "Acme", "B1": "Version 3.0.1", **dict(list(OLDER_HEADER.items())[1:])},
        title="CAIQ 3",
    ),
    "in-other-columns": older_caiq_workbook(
        {"A5": "AIS-01.1", "B5": "Is AIS-01.1 done as it should be?", "W5": "x", "Z5": "Note"},
        header={
            "A1": "v3.0.1",
            "A2": "CID",
            "B2": "Consensus Assessment Questions",
            "W3": "Yes",
            "X3": "No",
            "Y3": "N/A",
            "Z3": "Notes",
        },
        merged=(),
    ),
}


@pytest.mark.parametrize("content", OTHER_LAYOUTS.values(), ids=OTHER_LAYOUTS)
def test_a_caiq_3_is_found_by_its_headers_and_any_place_of_its_version(content: bytes) -> None:
    reply = read(content, own="acme-caiq")
    assert reply.versions == {"acme-caiq": "3.0.1"}
    assert fields_of(reply)["acme-caiq/ais-01-1"]["answer"] == "yes"
