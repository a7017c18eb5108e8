"""What a plan says beside the answers: what was asked otherwise, what settles, what is refused."""

import pytest

from importing import QUESTIONNAIRES, plan, received, reply_content, vendor_document
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.exchange.import_plan import ImportPlan
from vendorcheck.exchange.importers import (
    IMPORTERS,
    Importer,
    ImportSettings,
    ReceivedFile,
    choose_importer,
)
from vendorcheck.exchange.made_questionnaire import questionnaire_text
from vendorcheck.exchange.merging import Merge
from vendorcheck.exchange.reply import ForeignQuestion, Place
from vendorcheck.exchange.written_plan import text_after


def test_a_question_that_was_asked_otherwise_is_told() -> None:
    content = b"ID,Question,Answer\nsmall/mfa,Do you have two factors?,Yes\n"
    outcome = plan(vendor_document({}), received(content, "sheet.csv"))
    (remark,) = [remark for _, remark in outcome.remarks if remark.place]
    assert remark.message == (
        'small/mfa was asked otherwise: "Do you have two factors?"; '
        'it is now: "Is there a second factor?"'
    )
    assert remark.place
    assert remark.place.in_file("sheet.csv").line == 2


def test_what_was_decided_is_settled_by_the_log_and_not_by_a_note() -> None:
    item = received(reply_content({"mfa": "yes"}))
    note = 'Said otherwise in reply.yaml of 2026-11-30: "yes"'
    before = {"mfa": {"answer": "no", "note": note}}
    log = [{"received": "form-yaml", "on": "2026-11-30", "digest": item.sha256}]
    assert not plan(vendor_document(before, log=log), item).merge.undecided
    assert plan(vendor_document(before), item).merge.undecided
    sent = [{"sent": "form", "on": "2026-11-30", "digest": item.sha256}]
    assert plan(vendor_document(before, log=sent), item).merge.undecided
    again = plan(vendor_document(before, log=log), item, prefer="new")
    assert again.merge.answers["small/mfa"]["answer"] == "yes"


def test_a_file_that_is_there_twice_in_one_import_counts_once_in_the_log() -> None:
    item = received(reply_content({"mfa": "yes"}))
    assert len(plan(vendor_document({}), item, item).log) == 1


def test_parts_in_conflict_with_each_other() -> None:
    parts = [received(reply_content({"mfa": answer}), f"{answer}.yaml") for answer in ("yes", "no")]
    (conflict,) = plan(vendor_document({}), *parts).merge.undecided
    assert (conflict.old["answer"], conflict.new["answer"]) == ("yes", "no")
    assert not conflict.disputes_ours
    outcome = plan(vendor_document({}), *parts, prefer="new")
    assert outcome.merge.happened == {"small/mfa": "added"}
    assert outcome.merge.answers["small/mfa"] == {
        "answer": "no",
        "source": "vendor",
        "note": 'Said before no.yaml of 2026-11-30: "yes"',
    }


def test_an_import_never_breaks_a_vendor_file() -> None:
    broken = ImportPlan(Merge({"small/mfa": {"grade": "perfect"}}, {"small/mfa": "added"}))
    with pytest.raises(VendorcheckError, match=r"would not be valid any more: .* nothing was"):
        text_after(broken, vendor_document({}), QUESTIONNAIRES)


def test_a_note_that_grows_too_long_changes_nothing() -> None:
    before = {"mfa": {"answer": "no", "note": "x" * 40_000}}
    item = received(reply_content({"mfa": {"answer": "yes", "note": "y" * 40_000}}))
    outcome = plan(vendor_document(before), item, prefer="new")
    with pytest.raises(VendorcheckError, match="nothing was changed"):
        text_after(outcome, vendor_document(before), QUESTIONNAIRES)


def test_comments_within_an_answer_that_is_written_anew_stay() -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  small:\n    answers:\n"
        '      mfa:\n        answer: "yes"\n        evidence:\n'
        "          # seen by me\n          - {title: Guide}\n"
    )
    document = parse_document(text.encode(), "acme.yaml")
    reply = reply_content({"mfa": {"answer": "yes", "evidence": [{"title": "Policy"}]}})
    after = text_after(plan(document, received(reply)), document, QUESTIONNAIRES)
    assert "# seen by me" in after
    assert "title: Policy" in after


def test_a_file_that_two_formats_recognize(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Importer("other", lambda _: True, IMPORTERS["form-yaml"].read)
    monkeypatch.setitem(IMPORTERS._entries, "other", other)  # noqa: SLF001 - a second one for it
    file = ReceivedFile("reply.yaml", reply_content({"mfa": "yes"}))
    with pytest.raises(InvalidFile) as refused:
        choose_importer(file)
    assert refused.value.problems[0].message == "this can be read as form-yaml or as other"
    assert choose_importer(file, "FORM-YAML").name == "form-yaml"


def test_a_vendor_file_that_somebody_filled_in() -> None:
    content = (
        b"vendorcheck: vendor/1\nvendor: {name: Bcme, product: Send}\n"
        b"responses: {small: {version: '2.0', answers: {mfa: {answer: 'yes', source: us}}}}\n"
        b"decisions: []\n"
    )
    item = received(content)
    assert item.reply.form
    assert item.reply.form.vendor == "Bcme"
    with pytest.raises(VendorcheckError, match='made for the vendor "Bcme"'):
        plan(vendor_document({}), item)
    outcome = plan(vendor_document({}), item, force=True)
    assert outcome.merge.answers["small/mfa"]["source"] == "vendor"
    assert {entry.subject for entry in outcome.left_out} == {"decisions", "small/mfa"}


def test_a_questionnaire_has_limits() -> None:
    many = [ForeignQuestion("", f"Is it {number}?") for number in range(2_001)]
    with pytest.raises(VendorcheckError, match="2,001 questions in 1 sections"):
        questionnaire_text(many, file="x.csv", taken_ids=())
    twice = [ForeignQuestion("1", "Is it?"), ForeignQuestion("1", "Is it?")]
    assert questionnaire_text(twice, file="sso.csv", taken_ids=("sso",)).count("ask:") == 1
    assert "id: sso-2\n" in questionnaire_text(twice, file="a/sso.csv", taken_ids=("sso",))


def test_a_place_names_its_cell() -> None:
    assert str(Place(3, 2, "SSO!B3")) == "SSO!B3"
    assert str(Place(3)) == "line 3"


def test_every_importer_says_what_it_is() -> None:
    settings = ImportSettings(QUESTIONNAIRES)
    assert {"form-yaml", "table"} <= {*IMPORTERS}
    for importer in IMPORTERS.values():
        assert importer.recognizes(ReceivedFile("x.bin", b"\0\1")) is False
        with pytest.raises(VendorcheckError):
            importer.read(ReceivedFile("x.bin", b"\0\1"), settings)
