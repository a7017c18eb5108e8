"""Laws of merging: twice is once, the order of parts does not matter, nothing of ours is lost."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from importing import DAY, QUESTIONNAIRES, plan, received, reply_content, vendor_document
from strategies import answers_to, questionnaires
from vendorcheck.document.document import Document, parse_document
from vendorcheck.document.problems import ERROR_CODES, VendorcheckError
from vendorcheck.exchange.import_plan import ImportPlan, ReceivedReply
from vendorcheck.exchange.kept_sides import is_ours, record_of
from vendorcheck.exchange.merging import Side
from vendorcheck.exchange.written_plan import text_after
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.vendor_file_editor import ANSWER_KEY_ORDER
from vendorcheck.validation.schema.parse import parse_model
from vendorcheck.validation.vendor_files import check_vendor_file

REPLIES = {
    "sso": ("yes", "charged", "no"),
    "mfa": ("yes", "no"),
    "backups": ("90 days", "1 year"),
    "contact": ("Joe: [1] # {x}", 'say "yes"\n\n- no'),
}
NOTES = st.sampled_from(("Since May.", "See [1]: #2\nand more", "a\n\nb", "'", "{unknown: true}"))
PIECES = st.fixed_dictionaries(
    {"title": st.sampled_from(("Guide", "SOC 2"))},
    optional={"url": st.just("https://a.example"), "dated": st.just("2026-11-01")},
)
DETAILS = {
    "note": NOTES,
    "evidence": st.lists(PIECES, min_size=1, max_size=2),
    "plan": st.sampled_from(("Pro", "Enterprise")),
}
OURS = {
    "source": st.sampled_from(("us", "public")),
    "grade": st.sampled_from(("documented", "verified")),
    "reviewed_by": st.just("Jane: [x]"),
    "mitigation": st.just({"text": "We wait."}),
}


def answers(more: dict[str, Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Return answers to some of the questions."""
    optional = {**DETAILS, **(more or {})}
    given_answers = {
        name: st.one_of(
            st.fixed_dictionaries({"answer": st.sampled_from(replies)}, optional=optional),
            st.fixed_dictionaries({"unknown": st.just("true")}, optional=optional),
            st.fixed_dictionaries({"note": NOTES}),
        )
        for name, replies in REPLIES.items()
    }
    return st.fixed_dictionaries({}, optional=given_answers)


def after(document: Document, outcome: ImportPlan) -> Document:
    text = text_after(outcome, document, QUESTIONNAIRES)
    return parse_document(text.encode(), document.file)


def reply_of(given_answers: dict[str, Any], name: str = "reply.yaml") -> ReceivedReply:
    return received(reply_content(given_answers), name)


@settings(max_examples=40)
@given(before=answers(OURS), reply=answers(), side=st.sampled_from(("new", "old", None)))
def test_importing_twice_changes_nothing_the_second_time(
    before: dict[str, Any], reply: dict[str, Any], side: Side | None
) -> None:
    document, item = vendor_document(before), reply_of(reply)
    once = after(document, plan(document, item, prefer=side))
    if side is None:
        return
    assert after(once, plan(once, item, prefer=side)).text == once.text
    assert after(once, plan(once, item)).text == once.text


@settings(max_examples=40)
@given(before=answers(OURS), reply=answers(), side=st.sampled_from(("new", "old", None)))
def test_nothing_of_ours_is_lost(
    before: dict[str, Any], reply: dict[str, Any], side: Side | None
) -> None:
    document = vendor_document(before)
    outcome = plan(document, reply_of(reply), prefer=side)
    written = after(document, outcome).data["responses"]
    for name, old in before.items():
        new = written["small"]["answers"][name]  # type: ignore[index,call-overload]
        new = new if isinstance(new, dict) else {"answer": new}
        kept = all(
            new.get(key) == value
            or (key == "note" and str(new.get("note")).startswith(value.rstrip()))
            for key, value in old.items()
        )
        if is_ours(old):
            assert kept or record_of(old) in str(new["disputed"])
            assert kept or side == "new"
        elif not kept:
            # The vendor's own words are in the answer, or in words in its note.
            text = str(new)
            for piece in old.get("evidence", ()):
                assert piece["title"] in text
            assert str(old.get("plan", "")) in text


@settings(max_examples=40)
@given(before=answers(OURS), reply=answers(), side=st.sampled_from(("new", "old", None)))
def test_nothing_of_the_reply_is_lost(
    before: dict[str, Any], reply: dict[str, Any], side: Side | None
) -> None:
    document = vendor_document(before)
    outcome = plan(document, reply_of(reply), prefer=side)
    undecided = {conflict.key for conflict in outcome.merge.undecided}
    for name, new in reply.items():
        if f"small/{name}" not in undecided and "answer" in new:
            merged = outcome.merge.answers[f"small/{name}"]
            assert merged.get("answer") == new["answer"] or record_of(
                {"answer": new["answer"]}
            ).strip('"{}') in str(merged.get("note"))


@settings(max_examples=40)
@given(parts=st.lists(answers(), min_size=2, max_size=3), before=answers())
def test_the_order_of_parts_does_not_matter_where_they_do_not_conflict(
    parts: list[dict[str, Any]], before: dict[str, Any]
) -> None:
    document = vendor_document(before)
    items = [reply_of(part, f"{number}.yaml") for number, part in enumerate(parts)]
    forwards, backwards = plan(document, *items), plan(document, *reversed(items))
    assert bool(forwards.merge.undecided) == bool(backwards.merge.undecided)
    if not forwards.merge.undecided:
        assert sorted_parts(forwards) == sorted_parts(backwards)


def sorted_parts(outcome: ImportPlan) -> dict[str, dict[str, Any]]:
    """Return the answers with their notes and evidence in an order of their own."""
    merged: dict[str, dict[str, Any]] = {}
    for key, fields in outcome.merge.answers.items():
        merged[key] = {
            **fields,
            "note": sorted(str(fields.get("note", "")).split("\n\n")),
            "evidence": sorted(map(str, fields.get("evidence") or ())),
        }
    return merged


ALL_EVIDENCE = st.fixed_dictionaries(
    {"title": st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20)},
    optional={
        "kind": st.sampled_from(("soc2-type-2", "other")),
        "url": st.just("https://a.example/?a=1#b"),
        "dated": st.just("2026-11-01"),
        "expires": st.just("2027-11-01"),
        "covers": st.just({"from": "2025-10-01", "to": "2026-09-30"}),
        "scope": NOTES,
        "exceptions": st.lists(NOTES, min_size=1, max_size=2),
        "our_duties": st.lists(NOTES, min_size=1, max_size=2),
    },
)


@st.composite
def supplied_answers(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a questionnaire with questions of any type, and an answer to each with every detail."""
    data = {**draw(questionnaires("q", {}, 5)), "respondent": "vendor"}
    replies = {}
    for section in data["sections"]:
        for question in section["questions"]:
            reply = draw(
                st.one_of(
                    st.sampled_from(answers_to(question)).map(lambda answer: {"answer": answer}),
                    st.just({"unknown": "true"}),
                )
            )
            details = draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "note": NOTES,
                        "plan": NOTES,
                        "price": NOTES,
                        "evidence": st.lists(ALL_EVIDENCE, min_size=1, max_size=1),
                    },
                )
            )
            replies[question["id"]] = {**reply, **details}
    return data, replies


@settings(max_examples=25)
@given(supplied_answers())
def test_nothing_that_a_vendor_may_supply_is_lost_on_the_way_in(
    drawn: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    data, replies = drawn
    questionnaire = parse_model(parse_document(json.dumps(data).encode(), "q.yaml"), Questionnaire)
    responses = {"q": {"version": questionnaire.version, "answers": replies}}
    content = json.dumps({"vendorcheck": "answers/1", "responses": responses}, ensure_ascii=False)
    item, document = received(content.encode()), vendor_document({})
    outcome = plan(document, item, questionnaires={"q": questionnaire})
    assert outcome.left_out == []
    text = text_after(outcome, document, {"q": questionnaire})
    written = parse_document(text.encode(), "acme.yaml").data["responses"]
    assert written["q"]["answers"] == {  # type: ignore[index,call-overload]
        name: {**answer, "source": "vendor"} for name, answer in replies.items()
    }


SCALARS = st.one_of(
    st.none(),
    st.sampled_from(("yes", "no", "true", "n/a", "2026-11-01", "90 days", "charged", "", " ", "~")),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from((*ANSWER_KEY_ORDER, "title", "url", "file", "from", "to", "x")),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
HOSTILE_ANSWERS = st.dictionaries(
    st.sampled_from((*QUESTIONNAIRES["small"].questions, "vanity", "single-sign-on", "X Y")),
    st.one_of(
        ANYTHING,
        st.fixed_dictionaries(
            {"answer": st.sampled_from(("yes", "no", "charged", "90 days", "x"))},
            optional=dict.fromkeys(ANSWER_KEY_ORDER[1:], ANYTHING),
        ),
        st.fixed_dictionaries(
            {"answer": st.just("yes"), "evidence": st.lists(ANYTHING, max_size=3)}
        ),
    ),
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=60)
@given(
    replies=HOSTILE_ANSWERS,
    before=answers(OURS),
    more=st.dictionaries(st.sampled_from(("vendor", "decisions", "log", "form", "by")), ANYTHING),
    side=st.sampled_from(("new", "old")),
)
def test_whatever_a_reply_holds_only_answers_change_and_the_file_stays_valid(
    replies: dict[str, Any], before: dict[str, Any], more: dict[str, Any], side: Side
) -> None:
    document = vendor_document(before)
    content = {"vendorcheck": "answers/1", "responses": {"small": {"answers": replies}}, **more}
    with suppress(VendorcheckError):
        item = received(json.dumps(content, ensure_ascii=False).encode())
        outcome = plan(document, item, prefer=side, force=True)
        written = after(document, outcome)
        assert {*written.data} <= {*document.data, "log"}
        assert written.data["vendor"] == document.data["vendor"]
        vendor = parse_model(written, VendorFile)
        problems = check_vendor_file(vendor, QUESTIONNAIRES, DAY)
        errors = {problem.path[3] for problem in problems if problem.code in ERROR_CODES}
        touched = {key.partition("/")[2] for key, what in outcome.merge.happened.items()}
        assert not errors & touched - {*before}
        for key, answer in outcome.merge.answers.items():
            if key.partition("/")[2] not in before:
                assert not is_ours(answer)
