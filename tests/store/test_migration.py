"""Answers and rules move to the present names; nothing of a file is lost, and twice is once."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import strategies as st

from locations import REPOSITORY
from strategies import law
from vendorcheck.document.document import Data, parse_document
from vendorcheck.document.problems import InvalidFile
from vendorcheck.store.library import Library
from vendorcheck.store.migration import MigratedFile, library_of_policy, migrate

CASES = REPOSITORY / "tests" / "cases" / "migrate"
FILES = ("policy.yaml", "vendor.yaml", "outdated.yaml", "json.json")


def library() -> Library:
    opened = Library()
    return library_of_policy(opened.read_document(str(CASES / "policy-before.yaml")), opened)


def migrated(path: Path) -> MigratedFile:
    return migrate(Library().read_document(str(path)), library())


def migrated_text(text: str, name: str = "vendor.yaml") -> MigratedFile:
    return migrate(parse_document(text.encode(), name), library())


def before_and_after(name: str) -> tuple[Path, Path]:
    stem, suffix = name.split(".")
    return CASES / f"{stem}-before.{suffix}", CASES / f"{stem}-after.{suffix}"


@pytest.mark.parametrize("name", FILES)
def test_a_file_becomes_what_was_written_down_first(name: str) -> None:
    before, after = before_and_after(name)
    assert migrated(before).text == after.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_to_migrate_twice_changes_nothing_more(name: str) -> None:
    _, after = before_and_after(name)
    assert migrated(after).text == after.read_text(encoding="utf-8")


def test_what_stays_is_named_with_the_reason() -> None:
    record = migrated(CASES / "outdated-before.yaml").record
    assert {kept.key: kept.reason for kept in record.kept} == {
        "access/vanity": "removed: Nobody could answer it.",
        "access/sso-charge": '"access/sso-cost" is answered already',
        "access/log": (
            '"sometimes" is neither yes nor no; answer yes or no, and put the rest in a note'
        ),
        "access/unheard-of": 'there is no question "access/unheard-of"',
    }
    assert record.moved == {"access/sso-protocol": "access/protocols"}
    assert [*record.unanswered] == ["access/people", "access/guests"]


def test_an_accepted_risk_stays_with_the_answer_that_stays() -> None:
    risk = (
        "accepted_risks: [{question: access/sso-charge, reason: Cheap, accepted_by: CIO, "
        "accepted_on: 2026-11-02, expires: 2027-05-01}]\n"
    )
    text = (CASES / "outdated-before.yaml").read_text(encoding="utf-8") + risk
    assert migrated_text(text).text.endswith(risk)


def test_options_that_are_one_now_stand_once_in_an_answer_and_stay_in_an_accepted_risk() -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: A}\n"
        'responses: {access: {version: "1.0", answers: {sso-protocol: [saml, saml, oidc, adfs]}}}\n'
        "accepted_risks: [{question: access/sso-protocol, answer: [saml, adfs]}]\n"
    )
    result = migrated_text(text)
    data = parse_document(result.text.encode(), "vendor.yaml").data
    assert data["responses"] == {
        "access": {"version": "2.0", "answers": {"protocols": ["saml-2", "openid"]}}
    }
    assert migrated_text(result.text).text == result.text
    assert data["accepted_risks"] == [
        {"question": "access/protocols", "answer": ["saml", "adfs"]},
    ]
    assert [kept.reason for kept in result.record.kept] == [
        "an accepted risk names options that are one now"
    ]


def test_a_newer_version_than_the_one_at_hand_stays() -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: A}\n"
        'responses: {access: {version: "3.0", answers: {people: 3}}}\n'
    )
    assert migrated_text(text).text == text


def test_answers_to_a_questionnaire_that_is_not_known_stay_and_are_named_once() -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: A}\n"
        "responses: {elsewhere: {answers: {a: 1, b: 2}}}\n"
    )
    result = migrated_text(text)
    assert (result.text, [kept.key for kept in result.record.kept]) == (text, ["elsewhere"])


@pytest.mark.parametrize(
    "broken",
    [
        "responses: 1",
        "responses: [access]",
        "responses: {access: yes}",
        "responses: {access: {answers: [sso-charge]}}",
        "responses: {access: {answers: {sso-charge: }}}",
        "responses: {access: {answers: {sso-charge: {answer: {extra: 1}}}}}",
        "responses: {access: {answers: {training: }}}",
        "responses: {access: {answers: {training: {answer: [[never]]}}}}",
        "responses: {access: {answers: {training: [[never]]}}}",
        "responses: {machines: {answers: {access/training: never}}}",
        "accepted_risks: [1, {question: [access/sso-charge]}, {question: access/sso-charge}]",
        "changes: {affects: [access/sso-charge]}",
        "changes: [{affects: [1, [access/sso-charge], access/sso-charge, access/sso-cost]}]",
    ],
)
def test_whatever_a_file_holds_no_word_is_lost(broken: str) -> None:
    text = f"vendorcheck: vendor/1\nvendor: {{name: A}}\n{broken}\n"
    after = migrated_text(text).text
    found = {*texts_in(parse_document(after.encode(), "vendor.yaml").data)}
    texts = texts_in(parse_document(text.encode(), "vendor.yaml").data)
    assert all(text in found or PRESENT_NAMES.get(text) in found for text in texts)


def test_where_answers_can_not_go_the_place_is_named() -> None:
    answers = "responses: {machines: 7, access: {answers: {training: never}}}"
    with pytest.raises(InvalidFile, match=r"vendor\.yaml:3:23: keys and values are expected here"):
        migrated_text(f"vendorcheck: vendor/1\nvendor: {{name: A}}\n{answers}\n")


WORDS = st.text("ab #:'\"\\-[]{}\n\u00e9\u516c", max_size=12)
REPLIES: dict[str, list[Data]] = {
    "sso-charge": ["extra", "included", "charged", "never"],
    "sso-cost": ["included", "charged", "odd"],
    "sso-protocol": [["saml"], ["saml", "adfs"], ["oidc", "ldap"], "saml", []],
    "protocols": [["ldap"]],
    "log": ["always", "yes", "no"],
    "training": ["never", "yes", "perhaps"],
    "vanity": ["yes"],
    "unheard-of": ["1"],
}


@st.composite
def vendor_data(draw: st.DrawFn) -> Data:
    names = draw(st.lists(st.sampled_from(sorted(REPLIES)), unique=True))
    answers: dict[str, Data] = {}
    for name in names:
        reply: Data = draw(st.sampled_from(REPLIES[name]))
        long_form: dict[str, Data] = {
            "answer": reply,
            "note": draw(WORDS),
            "evidence": [{"title": draw(WORDS)}],
        }
        answers[name] = long_form if draw(st.booleans()) else reply
    data: Data = {
        "vendorcheck": "vendor/1",
        "vendor": {"name": draw(WORDS)},
        "responses": {"access": {"version": "1.0", "answers": answers}},
    }
    return data


def texts_in(data: Data) -> list[str]:
    if isinstance(data, dict):
        return [text for part in data.values() for text in texts_in(part)]
    if isinstance(data, list):
        return [text for part in data for text in texts_in(part)]
    return [data] if data is not None else []


PRESENT_NAMES = {"extra": "charged", "saml": "saml-2", "adfs": "saml-2", "oidc": "openid"} | {
    "always": "yes",
    "never": "no",
    "1.0": "2.0",
    "access/sso-charge": "access/sso-cost",
}


@law(vendor_data(), st.sampled_from(["vendor.yaml", "vendor.json"]))
def test_every_text_stays_or_has_its_present_name(data: Data, name: str) -> None:
    before = migrated_text(json.dumps(data), name)
    after = parse_document(before.text.encode(), name).data
    found = {*texts_in(after)}
    assert all(text in found or PRESENT_NAMES.get(text) in found for text in texts_in(data))
    again = migrated_text(before.text, name)
    assert (again.text, again.record.moved) == (before.text, {})


@law(st.lists(st.from_regex(r"[a-z]{3,8}", fullmatch=True), min_size=4, max_size=4))
def test_comments_stay_or_stand_at_the_end(words: list[str]) -> None:
    text = (
        f"# {words[0]}\nvendorcheck: vendor/1\nvendor: {{name: A}}\nresponses:\n"
        f"  access:  # {words[1]}\n    answers:\n      # {words[2]}\n"
        f"      training: never  # {words[3]}\n      people: 3\n"
    )
    after = migrated_text(text).text
    assert all(re.search(rf"# {word}$", after, re.MULTILINE) for word in words)


def test_comments_stand_at_the_beginning_where_the_end_would_change_a_text() -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: A}\nresponses:\n  access:\n    answers:\n"
        "      training: never  # by phone\n      people: 3\nneeds:\n  - text: |+\n      Mails"
    )
    after = migrated_text(text).text
    assert after.startswith("# by phone\nvendorcheck:")
    kept_breaks = migrated_text(f"{text}\n\n").text
    needs = parse_document(kept_breaks.encode(), "vendor.yaml").data["needs"]
    assert "by phone" in kept_breaks
    assert needs == parse_document(f"{text}\n\n".encode(), "vendor.yaml").data["needs"]


def test_a_rule_for_what_is_of_another_kind_now_stays() -> None:
    text = (
        'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n'
        "questionnaires: [access.yaml]\n"
        "questions: {access/odd: {severity: low}}\nchecks: {access/sso-charge: {severity: low}}\n"
        "tiers: [1, {when: {access/odd: [extra], access/people: 3}, add: [2, {when: 3}]}]\n"
    )
    document = parse_document(text.encode(), str(CASES / "p.yaml"))
    result = migrate(document, Library())
    assert {(kept.key, kept.reason) for kept in result.record.kept} == {
        ("access/odd", '"access/strange" is a check now'),
        ("access/sso-charge", '"access/sso-cost" is a question now'),
    }
    assert result.text == document.text
