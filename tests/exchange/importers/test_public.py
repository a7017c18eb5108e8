"""Findings from public pages: claims that name their page, and never decide anything unseen."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from importing import QUESTIONNAIRES, plan, received, vendor_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.exchange.import_plan import ImportPlan, ReceivedReply
from vendorcheck.exchange.written_plan import text_after
from vendorcheck.model.findings_file import MAX_FINDINGS

PAGE = "https://acme.example/sso"
FOUND = {
    "answer": "yes",
    "note": 'acme.example, 2026-11-01: "We do."',
    "evidence": [
        {
            "title": "Page of acme.example",
            "kind": "statement",
            "url": PAGE,
            "dated": "2026-11-01",
        }
    ],
    "source": "public",
}
"""The answer that the finding that says yes becomes."""


def finding(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a file may hold
    usual = {"question": "small/sso", "answer": "yes", "address": PAGE, "quote": "We do."}
    return {**usual, "date": "2026-11-01", **more}


def content(*findings: Mapping[str, Any], **more: Any) -> bytes:  # noqa: ANN401
    data = {"vendorcheck": "findings/1", "vendor": "ACME", "findings": [*findings], **more}
    return json.dumps(data).encode()


def findings(*several: Mapping[str, Any], **more: Any) -> ReceivedReply:  # noqa: ANN401
    return received(content(*several, **more), "pages.json")


def outcome(
    before: Mapping[str, Any],
    *several: Mapping[str, Any],
    **more: Any,  # noqa: ANN401
) -> ImportPlan:
    return plan(vendor_document(before), findings(*several), **more)


def test_a_finding_is_a_claim_with_its_page_and_its_words() -> None:
    made = outcome({}, finding(quote="  We\n do. "))
    assert made.merge.answers == {"small/sso": FOUND}
    assert made.log[0]["received"] == "public"
    text = text_after(made, vendor_document({}), QUESTIONNAIRES)
    assert "grade" not in text
    assert '"source": "public"' in text


def test_two_pages_that_say_the_same_are_two_pieces_of_evidence() -> None:
    other = finding(address="https://docs.example/a", title="SSO", quote="Yes.", date="2026-11-02")
    merged = outcome({}, finding(), other).merge
    assert merged.undecided == []
    answer: Any = merged.answers["small/sso"]
    assert answer["note"] == f'{FOUND["note"]}\n\ndocs.example, 2026-11-02: "Yes."'
    assert [piece["title"] for piece in answer["evidence"]] == ["Page of acme.example", "SSO"]
    # The same pages once more, on the same day, add nothing.
    again = plan(vendor_document({"sso": answer}), findings(finding(), other))
    assert again.merge.changes == {}


@pytest.mark.parametrize(
    "before",
    [
        {"answer": "no", "source": "vendor"},
        {"answer": "no", "source": "import"},
        {"answer": "no", "source": "us"},
        {"answer": "no", "source": "public"},
        {"answer": "no", "grade": "verified", "reviewed_by": "Jane", "reviewed_on": "2026-11-01"},
        {"not_applicable": "There are no accounts.", "confirmed_by": "Jane"},
    ],
    ids=str,
)
def test_no_answer_is_replaced_unseen(before: dict[str, Any]) -> None:
    undecided = outcome({"sso": before}, finding()).merge
    assert [conflict.key for conflict in undecided.undecided] == ["small/sso"]
    assert undecided.changes == {}
    # Whichever side is chosen, the other one stays in words.
    for side, other in (("new", str(next(iter(before.values())))), ("old", PAGE)):
        answer = outcome({"sso": before}, finding(), prefer=side).merge.answers["small/sso"]
        assert other in str(answer)


def test_a_page_that_says_otherwise_now_is_an_ordinary_conflict() -> None:
    later = finding(answer="no", quote="Not any more.", date="2026-11-20")
    merged = outcome({"sso": FOUND}, later, prefer="new").merge.answers["small/sso"]
    assert merged["answer"] == "no"
    assert "disputed" not in merged
    assert "Said before pages.json" in str(merged["note"])
    # Once one of us has looked at it, ours is not put aside by a page.
    ours = {**FOUND, "by": "Jane"}
    merged = outcome({"sso": ours}, later, prefer="new").merge.answers["small/sso"]
    assert "disputed" in merged


def test_what_no_page_can_say_is_left_out() -> None:
    several = (
        finding(question="ours/people", answer="12"),
        finding(answer="not-found"),
        finding(question="small/nothing"),
        finding(question="none/sso"),
        finding(question="small/mfa", answer="perhaps"),
    )
    for sender in ("vendor", "requester"):
        made = outcome({}, *several, sender=sender)
        assert {one.subject: one.kind for one in made.left_out}.items() >= {
            ("ours/people", "refused"),
            ("small/nothing", "unknown"),
            ("none/sso", "unknown"),
            ("small/mfa", "refused"),
        }
        assert "ours/people" not in made.merge.answers
    assert all(one.place.line == 1 and one.place.column > 1 for one in made.left_out)


def test_pages_of_another_vendor_are_refused() -> None:
    with pytest.raises(VendorcheckError, match="--force takes it nevertheless"):
        plan(vendor_document({}), findings(finding(), vendor="Other"))


def test_it_moves_with_the_names_of_questions() -> None:
    older = finding(question="small/single-sign-on", answer="extra")
    made = plan(vendor_document({}), findings(older, versions={"small": "1.0"}))
    assert made.merge.answers["small/sso"]["answer"] == "charged"


def problems(data: bytes) -> list[tuple[str, int, int, str]]:
    with pytest.raises(InvalidFile) as refused:
        received(data, "pages.json")
    return [
        (one.level, one.location.line, one.location.column, one.code)
        for one in refused.value.problems
    ]


def test_what_is_wrong_with_it_is_refused_as_a_whole() -> None:
    text = json.dumps(
        {
            "vendorcheck": "findings/1",
            "vendor": "Acme",
            "findings": [finding(date="2026-12-01"), finding(), finding(date="2027-01-01")],
        },
        indent=1,
    )
    assert problems(text.encode()) == [
        ("error", 10, 12, "future-date"),
        ("error", 24, 12, "future-date"),
    ]
    shape = text.replace('"We do."', "null").replace(PAGE, "ftp://x")
    assert {code for *_, code in problems(shape.encode())} == {"empty-value", "wrong-value"}
    assert problems(b'{"vendorcheck": "findings/2", "vendor": "Acme"}')[0][3] == "unknown-kind"


def test_it_holds_a_limited_number_of_findings() -> None:
    made = findings(*[finding()] * MAX_FINDINGS)
    assert len(made.reply.answers) == MAX_FINDINGS
    assert problems(content(*[finding()] * (MAX_FINDINGS + 1)))[0][3] == "too-many-entries"
