"""Our answers in a copy of a foreign workbook: each is read back, and no other byte changes."""

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings, strategies as st

from caiq_workbooks import HEADER, caiq_row, caiq_workbook
from hecvat_workbooks import Asked, hecvat_workbook
from importing import QUESTIONNAIRES
from made_workbooks import (
    formula_xml,
    merged_xml,
    pack,
    rows_xml,
    sheet_xml,
    strings_xml,
    workbook_parts,
)
from office import NEEDS_OFFICE, save_as
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.importers import (
    IMPORTERS,
    ImportSettings,
    ReceivedFile,
    _hecvat_fill,
    choose_importer,
)
from vendorcheck.exchange.merging import says_the_same
from vendorcheck.exchange.workbooks import filled_copy, read_workbook
from vendorcheck.exchange.workbooks.patch import SheetPatch, UnpatchableSheet
from vendorcheck.exchange.write_back import MAX_TEXT_LENGTH, WriteBackPlan, plan_write_back
from vendorcheck.exchange.write_back_lines import write_back_lines
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.crosswalks import question_digest
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

LISTS = (
    '<dataValidations><dataValidation type="list" sqref="C2:C9"><formula1>"{}"</formula1>'
    "</dataValidation></dataValidations>"
)


def ours(**responses: Mapping[str, Any]) -> VendorFile:
    """Return our vendor file with answers by questionnaire."""
    data = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Us"},
        "responses": {name.replace("_", "-"): {"answers": one} for name, one in responses.items()},
    }
    return parse_model(parse_document(json.dumps(data).encode(), "ours.yaml"), VendorFile)


def table(
    rows: Mapping[str, Any], *, after: str = "", parts: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook with a table of ids, questions and answers."""
    header = {"A1": "Id", "B1": "Question", "C1": "Answer"}
    made = workbook_parts(
        {
            "Notes": sheet_xml(rows_xml({"A1": formula_xml("A1", "Ask!C2", "old")})),
            "Ask": sheet_xml(rows_xml({**header, **rows}), after=after),
        },
        parts=parts,
    )
    return pack(made)


def asked(*names: str) -> dict[str, Any]:
    """Return rows that ask questions of the small questionnaire, from row 2 on."""
    small = QUESTIONNAIRES["small"].questions
    return {
        place: value
        for number, name in enumerate(names, 2)
        for place, value in ((f"A{number}", name), (f"B{number}", small[name].ask))
    }


def planned(
    content: bytes,
    answers: VendorFile,
    known: Mapping[str, Questionnaire] = QUESTIONNAIRES,
    **more: Any,  # noqa: ANN401
) -> tuple[WriteBackPlan, bytes]:
    """Return the plan of a write-back, and the copy."""
    file = ReceivedFile("theirs.xlsx", content)
    cells = choose_importer(file).answer_cells
    assert cells
    plan = plan_write_back(
        content, file.workbook, cells(file, ImportSettings(known, **more)), answers, known
    )
    return plan, filled_copy(content, file.workbook, plan.texts)


def written(plan: WriteBackPlan) -> dict[str, str]:
    return {entry.cell.place: entry.text for entry in plan.written}


def left(plan: WriteBackPlan) -> dict[str, str]:
    return {entry.cell.place: entry.because for entry in plan.blank}


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_the_sheet_and_the_order_to_compute_change() -> None:
    content = table(
        asked("mfa", "contact"),
        parts={"xl/sharedStrings.xml": strings_xml("old"), "xl/odd.bin": "\x00 odd", "x/y": ""},
    )
    plan, copy = planned(content, ours(small={"mfa": "yes", "contact": "=1+1"}))
    assert written(plan) == {"Ask!C2": "Yes", "Ask!C3": "=1+1"}
    before, after = members(content), members(copy)
    assert [*before] == [*after]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet2.xml", "xl/workbook.xml"}
    book = before["xl/workbook.xml"].decode()
    assert after["xl/workbook.xml"].decode() == book.replace(
        "</sheets>", '</sheets><calcPr fullCalcOnLoad="1"/>'
    )
    with ZipFile(BytesIO(content)) as old, ZipFile(BytesIO(copy)) as new:
        days = [[member.date_time for member in archive.infolist()] for archive in (old, new)]
        assert days[0] == days[1]
    # The same once more is the same copy, and another run finds nothing to fill in.
    assert planned(content, ours(small={"mfa": "yes", "contact": "=1+1"}))[1] == copy
    again, _ = planned(copy, ours(small={"mfa": "yes", "contact": "=1+1"}))
    assert (again.written, again.blank, len(again.same)) == ([], [], 2)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<calcPr calcId="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        ("<calcPr fullCalcOnLoad='0' iterate=\"1\"/>", '<calcPr iterate="1" fullCalcOnLoad="1"/>'),
        ("<calcPr></calcPr>", '<calcPr fullCalcOnLoad="1"></calcPr>'),
        ("<definedNames/>", '<definedNames/><calcPr fullCalcOnLoad="1"/>'),
        ("<!--<calcPr/>--><definedNames />", "<!--<calcPr/>--><definedNames />{}"),
        ("<definedNames></definedNames>", "<definedNames></definedNames>{}"),
        ("<!-- </sheets> --><a><calcPr/></a>", "{}<!-- </sheets> --><a><calcPr/></a>"),
    ],
)
def test_everything_is_computed_when_the_copy_is_opened(before: str, after: str) -> None:
    parts = members(table(asked("mfa")))
    book = parts["xl/workbook.xml"].decode().replace("</sheets>", f"</sheets>{before}")
    parts["xl/workbook.xml"] = book.encode()
    _, copy = planned(pack(parts), ours(small={"mfa": "yes"}))
    made = after.format('<calcPr fullCalcOnLoad="1"/>')
    assert members(copy)["xl/workbook.xml"].decode() == book.replace(before, made)


def test_a_cell_is_left_where_it_is_no_place_for_our_answer() -> None:
    rows = asked("sso", "mfa", "backups", "regions", "contact", "encrypted")
    rows |= {
        "C2": "Yes",
        "C3": formula_xml("C3", "A1", "Yes"),
        "C4": formula_xml("C4", "A1", ""),
        "C5": "please select",
    }
    rows = dict(sorted(rows.items(), key=lambda item: (int(item[0][1:]), item[0][0])))
    answers = ours(
        small={
            "sso": "no",
            "mfa": "no",
            "backups": "90 days",
            "regions": ["eea", "us"],
            "contact": "Joe",
            "encrypted": "yes",
        }
    )
    plan, copy = planned(table(rows, after=merged_xml("B6:C6")), answers)
    assert written(plan) == {"Ask!C5": "EEA; United States", "Ask!C7": "Yes"}
    assert left(plan) == {
        "Ask!C2": "something else stands there",
        "Ask!C3": "it is a formula",
        "Ask!C4": "it is a formula",
        "Ask!C6": "it is merged with another cell",
    }
    assert b"please select" not in members(copy)["xl/worksheets/sheet2.xml"]


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_a_cell_that_the_formula_of_another_one_fills_is_left(kind: str) -> None:
    rows = asked("mfa", "backups", "encrypted")
    rows |= {"D2": f'<c r="D2"><f t="{kind}" ref="C2:C3">A1</f><v>1</v></c>'}
    rows |= {"D4": '<c r="D4"><f t="shared" ref="C4:D4" si="0">A1</f><v>1</v></c>'}
    rows = dict(sorted(rows.items(), key=lambda item: (int(item[0][1:]), item[0][0])))
    plan, _ = planned(
        table(rows), ours(small={"mfa": "no", "backups": "90 days", "encrypted": "yes"})
    )
    assert left(plan) == {"Ask!C2": "it is a formula", "Ask!C3": "it is a formula"}
    assert written(plan) == {"Ask!C4": "Yes"}


def test_what_we_do_not_say_is_not_written() -> None:
    small: dict[str, Any] = {
        "sso": {"answer": "not-found", "source": "public"},
        "mfa": {"unknown": True},
        "regions": {"not_applicable": "There is no data."},
        "contact": {"answer": "Joe", "disputed": "He left."},
        "encrypted": {"answer": "perhaps"},
    }
    rows = {**asked("sso", "mfa", "backups", "regions", "contact", "encrypted")}
    rows |= {"A8": "ours/people", "B8": "How many people use it?", "B9": "Is it blue?"}
    plan, _ = planned(table(rows), ours(small=small, ours={"people": "12"}))
    assert written(plan) == {}
    assert left(plan) == {
        "Ask!C2": "our answer is none of a vendor",
        "Ask!C3": "we don't know",
        "Ask!C4": "we have no answer",
        "Ask!C5": "our file says that it does not apply; write that yourself if it is so",
        "Ask!C6": "our answer is disputed",
        "Ask!C7": 'our answer does not fit its question: "perhaps" is neither yes nor no',
        "Ask!C8": "none of our questions is the same",
        "Ask!C9": "no question has this id or this text",
    }


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("No,Yes", "Yes"),
        ("N,Y,N/A", "Y"),
        ("nein,JA", "JA"),
        ("1) Yes,2) No", "1) Yes"),
        ("Fully in place,YES,No", "YES"),
        ("Met,In place,No", None),
        ("No,N/A", None),
    ],
)
def test_of_a_drop_down_only_an_option_is_written(options: str, text: str | None) -> None:
    content = table(asked("mfa"), after=LISTS.format(options))
    plan, _ = planned(content, ours(small={"mfa": "true"}))
    assert [*written(plan).values()] == [text] * bool(text)
    assert bool(left(plan)) == (not text)


def test_an_option_that_is_an_answer_to_nothing_stays_a_word() -> None:
    texts = {"contact": "n/a"}, {"contact": "x" * (MAX_TEXT_LENGTH + 1)}, {"contact": "tbd"}
    for answers in texts:
        plan, _ = planned(table(asked("contact")), ours(small=answers))
        assert written(plan) == {}
        assert len(left(plan)) == 1
    after = LISTS.replace('type="list"', 'type="whole"').format("1")
    plan, _ = planned(table(asked("backups"), after=after), ours(small={"backups": "90 days"}))
    assert left(plan) == {"Ask!C2": "its cell has a rule that is no list, and is left to you"}


HOSTILE = (
    "=HYPERLINK(1)",
    "+1",
    "-1+1",
    "@SUM(1)",
    "x <b>&amp;]]>",
    "_x0041_",
    "_x000D_x",
    "_x005F_x000A_",
    "a\n b",
    "\u202e",
    "'",
)


@settings(max_examples=30, deadline=None)
@given(
    answers=st.fixed_dictionaries(
        {},
        optional={
            "sso": st.sampled_from(("yes", "charged", "no")),
            "mfa": st.sampled_from(("yes", "TRUE", "no")),
            "backups": st.sampled_from(("90 days", "1 year")),
            "regions": st.lists(st.sampled_from(("eea", "us", "other")), min_size=1, unique=True),
            "contact": st.sampled_from(HOSTILE),
        },
    )
)
def test_what_is_written_is_read_back(answers: dict[str, Any]) -> None:
    content = table(asked("sso", "mfa", "backups", "regions", "contact"))
    plan, copy = planned(content, ours(small=answers))
    assert plan.written or not answers
    file = ReceivedFile("copy.xlsx", copy)
    reply = IMPORTERS["table"].read(file, ImportSettings(QUESTIONNAIRES))
    read = {answer.question: answer.fields for answer in reply.answers}
    assert read.keys() == {entry.key.partition("/")[2] for entry in plan.written}
    questions = QUESTIONNAIRES["small"].questions
    for name, fields in read.items():
        assert says_the_same(fields, {"answer": answers[name]}, questions[name])


def test_a_caiq_through_the_crosswalk_and_through_its_own_questions() -> None:
    library = Library()
    rows = (
        caiq_row(3, "BCR-08.1", None),
        caiq_row(4, "IPY-02.1", None),
        caiq_row(5, "IAM-14.1", None),
        caiq_row(6, "IAM-14.2", None, ownership="CSC-owned"),
        caiq_row(7, "BCR-08.1", None, ownership="CSC-owned"),
        caiq_row(8, "AAA-99.1", None),
    )
    content = caiq_workbook(*rows)
    answers = ours(
        security={"backup-place": "none"},
        data_access_removal={"automatic-export": "x"},
        own={"iam-14-1": "no", "iam-14-2": "yes", "bcr-08-1": "no"},
    )
    plan, _ = planned(content, answers, library)
    assert written(plan) == {"CAIQv4.0.3!C3": "No"}
    # IPY-02.1 is equal to a question that we have not answered.
    assert left(plan)["CAIQv4.0.3!C4"] == "we have no answer"
    assert left(plan)["CAIQv4.0.3!C5"] == "none of our questions is the same"
    assert left(plan)["CAIQv4.0.3!C7"] == "none of our questions is the same"
    assert left(plan)["CAIQv4.0.3!C8"] == "CAIQ 4.0.3 has no such question"

    file = ReceivedFile("caiq.xlsx", content)
    made = IMPORTERS["caiq"].read(file, ImportSettings(library, new_questionnaire_id="own"))
    own = parse_model(
        parse_document(json.dumps(made.made_questionnaire).encode(), "own.json"), Questionnaire
    )
    known = {**library, "own": own}
    plan, copy = planned(content, answers, known, chosen_ids=("own",))
    sheet = "CAIQv4.0.3"
    assert written(plan) == {
        f"{sheet}!C3": "No", f"{sheet}!C5": "No", f"{sheet}!C6": "Yes", f"{sheet}!C7": "No",
    }  # fmt: skip
    reply = IMPORTERS["caiq"].read(
        ReceivedFile("copy.xlsx", copy), ImportSettings(known, chosen_ids=("own",))
    )
    assert {answer.question: answer.fields["answer"] for answer in reply.answers} == {
        "bcr-08-1": "no", "iam-14-1": "no", "iam-14-2": "yes",
    }  # fmt: skip
    # One answer of ours against another one about the same question is nobody's answer.
    other = ours(security={"backup-place": "none"}, own={"bcr-08-1": "yes"})
    plan, _ = planned(content, other, known, chosen_ids=("own",))
    assert left(plan)[f"{sheet}!C3"] == (
        "security/backup-place and own/bcr-08-1 say different things there"
    )


def test_a_crosswalk_that_is_not_one_to_one_says_nothing() -> None:
    from vendorcheck.exchange.importers._crosswalk import _source
    from vendorcheck.model.crosswalk import CrosswalkEntry

    entry = {"source": "A", "question": "mfa", "relation": "equal"}
    for answers, said in (
        ({"Yes": "yes", "No": "no"}, ["Yes"]),
        ({"Yes": "yes", "No": "yes"}, []),
        ({"No": "no"}, []),
    ):
        source = _source("x", CrosswalkEntry.model_validate({**entry, "answers": answers}), str)
        assert [*source.texts("yes")] == said


def test_a_hecvat_gets_the_words_that_it_was_answered_with() -> None:
    filled = [
        Asked("COMP-01", "Yes"),
        Asked("COMP-02", "2) No", compliant="2"),
        Asked("COMP-03", "N/A"),
        Asked("COMP-04", "Acme Inc.", compliant=None),
        Asked("COMP-05", "No"),
    ]
    blank = [replace(question, answer=None) for question in filled]
    blank[3] = replace(blank[3], answer="Vendor Name")
    content = hecvat_workbook(("General", []), ("Company", filled))
    file = ReceivedFile("hecvat.xlsx", content)
    reply = IMPORTERS["hecvat"].read(file, ImportSettings({}, new_questionnaire_id="own"))
    own = parse_model(
        parse_document(json.dumps(reply.made_questionnaire).encode(), "own.json"), Questionnaire
    )
    said = {answer.question: dict(answer.fields) for answer in reply.answers}
    empty = hecvat_workbook(("General", []), ("Company", blank))
    plan, copy = planned(empty, ours(own=said), {"own": own}, chosen_ids=("own",))
    assert {entry.cell.name: entry.text for entry in plan.written} == {
        "COMP-01": "Yes", "COMP-02": "2) No", "COMP-04": "Acme Inc.", "COMP-05": "No",
    }  # fmt: skip
    assert {entry.cell.name: entry.because for entry in plan.blank} == {
        "COMP-03": "our file says that it does not apply; write that yourself if it is so"
    }
    again = IMPORTERS["hecvat"].read(
        ReceivedFile("copy.xlsx", copy), ImportSettings({"own": own}, chosen_ids=("own",))
    )
    assert {answer.question: answer.fields for answer in again.answers} == {
        name: fields for name, fields in said.items() if name != "comp-03"
    }
    # Of another release, a question counts only if it has the same text.
    data = json.loads(json.dumps(reply.made_questionnaire).replace("Is COMP-01 done?", "Is it?"))
    text = json.dumps({**data, "version": "3.05"})
    other = {"own": parse_model(parse_document(text.encode(), "own.json"), Questionnaire)}
    plan, _ = planned(empty, ours(own=said), other, chosen_ids=("own",))
    assert [entry.cell.name for entry in plan.written] == ["COMP-02", "COMP-04", "COMP-05"]
    assert plan.blank[0].because == (
        'it asks something else in HECVAT Lite 3.04 than in "own", version 3.05'
    )
    with pytest.raises(VendorcheckError, match="-q FILE"):
        planned(empty, ours(own=said), {"own": own})


def test_a_hecvat_through_the_crosswalk(monkeypatch: pytest.MonkeyPatch) -> None:
    # The texts of a HECVAT are not ours to ship, so the digest is that of a question of our own.
    digests = {question_digest("Is NEWS-01 done?"): "DATA-07"}
    monkeypatch.setattr(_hecvat_fill, "questions_by_digest", lambda *_: digests)
    asked_first = ("Company", [Asked("NEWS-01", None), Asked("NEWS-02", None)])
    title = "HECVAT - Full | Vendor Response"
    content = hecvat_workbook(("General", []), asked_first, title=title)
    answers = ours(data_access_removal={"read-only-period": "0 days"})
    for settings_of_fill in ({}, {"fill": ("data-access-removal",)}):
        plan, _ = planned(content, answers, Library(), **settings_of_fill)
        assert {entry.cell.name: entry.text for entry in plan.written} == {"NEWS-01": "No"}
    longer = ours(data_access_removal={"read-only-period": "30 days"})
    plan, _ = planned(content, longer, Library())
    assert plan.blank[0].because == "no text there says the same as our answer"


def test_a_sheet_in_another_encoding_is_refused_with_what_to_do() -> None:
    parts = members(table(asked("mfa")))
    xml = parts["xl/worksheets/sheet2.xml"].decode().replace("UTF-8", "UTF-16")
    parts["xl/worksheets/sheet2.xml"] = xml.encode("utf-16")
    with pytest.raises(VendorcheckError, match=r"not UTF-8; open the workbook in Excel"):
        planned(pack(parts), ours(small={"mfa": "yes"}))


def test_many_cells_are_counted_and_named_on_demand() -> None:
    header = {place: value for place, value in HEADER.items() if place < "D"}
    rows = [caiq_row(number, f"IAM-{number:02}.1", None) for number in range(3, 20)]
    plan, _ = planned(caiq_workbook(*rows, header=header), ours(), Library())
    short = write_back_lines(plan, file="copy.xlsx", width=40, in_full=False)
    assert short[0] == "copy.xlsx: 17 are left as they are"
    assert max(map(len, short)) <= 40
    assert " ".join(" ".join(short).split()).endswith("more; -v shows them")
    full = " ".join(write_back_lines(plan, file="copy.xlsx", width=80, in_full=True))
    assert "IAM-03.1 (C3)" in full
    assert "IAM-16.1 (C16)" in full
    assert "-v" not in full


@pytest.mark.slow
@NEEDS_OFFICE
def test_libreoffice_shows_the_answers_as_texts_and_computes_anew(tmp_path: Path) -> None:
    content = table(asked("mfa", "contact"), after=LISTS.format("No,Yes,=1+1"))
    _, copy = planned(content, ours(small={"mfa": "yes", "contact": "=1+1"}))
    book = read_workbook(save_as(copy, "xlsx", "xlsx", tmp_path), "saved.xlsx")
    notes, ask = book.sheets
    cells = [ask.cell("C2"), ask.cell("C3")]
    assert [(cell.value, cell.formula) for cell in cells] == [("Yes", None), ("=1+1", None)]
    assert notes.cell("A1").formula is not None
    assert notes.cell("A1").value == "Yes"


def test_a_list_of_sheets_in_another_encoding_is_refused() -> None:
    parts = members(table(asked("mfa")))
    book = parts["xl/workbook.xml"].decode().replace("UTF-8", "UTF-16")
    parts["xl/workbook.xml"] = book.encode("utf-16")
    with pytest.raises(VendorcheckError, match="does not list its sheets in a way that is known"):
        planned(pack(parts), ours(small={"mfa": "yes"}))


@pytest.mark.parametrize(
    ("written_instead", "because"),
    [
        (b"<worksheet>", "can't be filled so that it reads back as intended"),
        (None, "can't be filled so that it reads back as intended"),
        (UnpatchableSheet("row 2 is not there"), "row 2 is not there; open the workbook in Excel"),
    ],
)
def test_a_copy_that_does_not_read_back_is_not_written(
    written_instead: bytes | Exception | None, because: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = SheetPatch.write

    def write_otherwise(patch: SheetPatch, texts: Mapping[str, str]) -> bytes:
        if isinstance(written_instead, Exception):
            raise written_instead
        return written_instead or write(patch, dict.fromkeys(texts, "No"))

    monkeypatch.setattr(SheetPatch, "write", write_otherwise)
    with pytest.raises(VendorcheckError, match=because):
        planned(table(asked("mfa")), ours(small={"mfa": "yes"}))


def test_many_answers_are_counted_and_named_on_demand() -> None:
    names = ("mfa",) * 13
    plan, _ = planned(table(asked(*names)), ours(small={"mfa": "yes"}))
    short = write_back_lines(plan, file="copy.xlsx", width=80, in_full=False)
    assert short == ["copy.xlsx: 13 answers are filled in", "Filled in: -v shows them"]
    full = write_back_lines(plan, file="copy.xlsx", width=80, in_full=True)
    assert full[1:3] == ["Filled in:", "  mfa (C2): Yes, from small/mfa"]
    assert len(full) == 15
