"""HECVAT 3 as answers to our questions, and as answers to a questionnaire made of another one.

The texts of a HECVAT are not ours to ship, so the digests here are those of questions of our own.
"""

import pytest

from hecvat_workbooks import TITLE, Asked, hecvat_workbook
from made_workbooks import formula_xml
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.foreign_questionnaires import foreign_questionnaire_text
from vendorcheck.exchange.importers import IMPORTERS, ImportSettings, ReceivedFile, _hecvat_fill
from vendorcheck.exchange.reply import Reply
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.crosswalks import question_digest, questions_by_digest
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

GENERAL = ("General", [Asked("GNRL-01", "Acme", None, more="")])
FULL = "HECVAT - Full | Vendor Response"
DATA = "data-access-removal"
# The texts are those that the workbooks of the tests ask: "Is NEWS-01 done?"
RENUMBERED = {
    "NEWS-01": "DATA-07",
    "NEWS-02": "QUAL-02",
    "NEWS-03": "AAAI-19",
    "NEWS-04": "THRD-02",
}


@pytest.fixture(autouse=True)
def _texts_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def digests(framework: str, version: str) -> dict[str, str]:
        own = {"hecvat-full": RENUMBERED, "hecvat-lite": {"NEWS-02": "HLTP-01"}}[framework]
        assert version == "3.04"
        return {question_digest(f"is {name}: done"): source for name, source in own.items()}

    monkeypatch.setattr(_hecvat_fill, "questions_by_digest", digests)


def read(content: bytes, *fill: str) -> Reply:
    settings = ImportSettings(Library(), fill=fill)
    return IMPORTERS["hecvat"].read(ReceivedFile("hecvat.xlsx", content), settings)


def read_full(*asked: Asked, fill: str = DATA, version: str = "Version 3.04") -> Reply:
    parts = (GENERAL, ("Company", asked))
    return read(hecvat_workbook(*parts, title=FULL, version={"E1": version}), fill)


def fields_of(reply: Reply) -> dict[str, dict[str, object]]:
    return {answer.key: dict(answer.fields) for answer in reply.answers}


def test_a_question_is_known_by_its_text_and_only_what_is_equal_answers() -> None:
    reply = read_full(
        Asked("NEWS-01", "No", more="Gone\nat once."), Asked("NEWS-02", "2) No"), Asked("DATA-07")
    )
    assert reply.filled == (DATA,)
    assert fields_of(reply) == {
        f"{DATA}/read-only-period": {
            "answer": "0 days", "note": "HECVAT Full 3.04, NEWS-01: No – Gone at once.",
        },
        f"{DATA}/sub-processors": {
            "answer": "no-others", "note": "HECVAT Full 3.04, NEWS-02: 2) No",
        },
    }  # fmt: skip
    assert {answer.place.cell for answer in reply.answers} == {f"{FULL}!C5", f"{FULL}!C6"}


def test_what_does_not_answer_is_a_note_with_what_the_vendor_said() -> None:
    long = "Another company runs our mail.\nThe list is on request."
    reply = read_full(Asked("NEWS-02", "Yes"), Asked("NEWS-04", long, more="See there."))
    (fields,) = fields_of(reply).values()
    assert fields.keys() == {"note"}
    assert str(fields["note"]) == (
        "HECVAT Full 3.04, NEWS-02: Yes (equal: Where no other company hosts our data or gets any "
        "of it, there is no sub-processor; a yes does not say how we learn of them.)\n"
        "HECVAT Full 3.04, NEWS-04: in words (partial: It asks why others have our data; how we "
        "learn of a new one is not asked.) – Another company runs our mail. The list is on "
        "request. See there."
    )


UNSAID = {
    "not-applicable": Asked("NEWS-02", "N/A"),
    "only-an-explanation": Asked("NEWS-02", None, more="No."),
    "prose": Asked("NEWS-02", "No, never.\nWe do it all."),
    "begins-with-no": Asked("NEWS-02", "No, but"),
}


@pytest.mark.parametrize("asked", UNSAID.values(), ids=UNSAID)
def test_what_is_no_plain_answer_answers_nothing(asked: Asked) -> None:
    (fields,) = fields_of(read_full(asked)).values()
    assert fields.keys() == {"note"}


def test_an_error_or_nothing_is_no_answer() -> None:
    reply = read_full(
        Asked("NEWS-01", formula_xml("C5", "A1", "#N/A", "e")), Asked("NEWS-02", None)
    )
    assert (reply.answers, len(reply.unplaced)) == ((), 1)


def test_another_release_is_used_as_far_as_it_asks_the_same_and_says_so() -> None:
    reply = read_full(Asked("NEWS-01", "No"), fill="data-access-removal", version="Version 3.06")
    assert "0 days" in str(fields_of(reply))
    told = [str(remark.message) for remark in reply.remarks]
    assert told[-1].startswith("HECVAT Full 3.06: of the ")
    assert told[-1].endswith("1 are asked in the words of release 3.04; only these were used")


@pytest.mark.parametrize("title", [TITLE, "HECVAT - On-Premise", FULL])
def test_each_form_has_the_questions_of_its_own(title: str) -> None:
    company = ("Company", [Asked("NEWS-02", "No"), Asked("NEWS-01", "No")])
    keys = fields_of(read(hecvat_workbook(GENERAL, company, title=title), DATA)).keys()
    assert f"{DATA}/sub-processors" in keys
    assert (f"{DATA}/read-only-period" in keys) == (title != TITLE)


def test_there_is_no_crosswalk_to_what_a_hecvat_says_nothing_about() -> None:
    with pytest.raises(VendorcheckError, match=r'HECVAT Full 3\.04 to "ai"'):
        read_full(Asked("NEWS-01"), fill="ai")


def test_without_a_word_on_what_to_do_nothing_is_read() -> None:
    with pytest.raises(VendorcheckError, match="say what to do with a HECVAT: --fill ID answers"):
        read(hecvat_workbook(GENERAL))


def test_the_digest_of_a_text_is_that_of_its_letters() -> None:
    digest = question_digest("Is it “done”\n yes/no?")
    assert digest == question_digest('is it "DONE" (yes / no)')
    assert digest != question_digest("Is it undone, yes/no?")
    assert digest not in questions_by_digest("hecvat-full", "3.04")


def test_lite_does_not_answer_what_was_made_of_full_by_the_ids_alone() -> None:
    asked = [Asked("COMP-01", "Yes"), Asked("COMP-02", "No")]
    settings = ImportSettings(Library(), new_questionnaire_id="acme-hecvat")
    content = hecvat_workbook(("General", asked), title=FULL)
    made = IMPORTERS["hecvat"].read(ReceivedFile("full.xlsx", content), settings)
    assert made.made_questionnaire is not None
    text = foreign_questionnaire_text(made.made_questionnaire).replace("COMP-01 done", "it done")
    full = parse_model(parse_document(text.encode(), "made.yaml"), Questionnaire)

    def again(title: str) -> Reply:
        settings = ImportSettings({full.id: full}, chosen_ids=(full.id,))
        received = ReceivedFile("a.xlsx", hecvat_workbook(("General", asked), title=title))
        return IMPORTERS["hecvat"].read(received, settings)

    lite = again(TITLE)
    assert fields_of(lite).keys() == {"acme-hecvat/comp-02"}
    assert [(one.asked, one.place.cell, one.because) for one in lite.unplaced] == [
        (
            "COMP-01",
            f"{TITLE}!C3",
            'it asks something else in HECVAT Lite 3.04 than in "acme-hecvat", version 3.04',
        )
    ]
    assert fields_of(again(FULL)).keys() == {"acme-hecvat/comp-01", "acme-hecvat/comp-02"}
