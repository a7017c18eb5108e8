"""A decision in the text of a vendor file: what was there stays as it is, in every layout."""

import json
from dataclasses import replace
from datetime import date

import pytest

from assessments import assessed
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.document.document import Document, parse_document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.decisions import Decision, NewCondition, NewDecision
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.decision_file import text_with_decision, text_with_done_condition
from vendorcheck.validation.decisions import MAX_CONDITIONS, MAX_DECISIONS
from vendorcheck.validation.schema.parse import parse_model

DUE = date(2030, 1, 1)
NEW = NewDecision(
    "do-not-approve",
    "Jane: \u202eDoe",
    "Approve.\nSign-in works.",
    "Sam",
    (NewCondition("Sign # it", "legal", DUE, "go-live"), NewCondition("- Try", "IT", DUE)),
)
HEAD = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
OLD = (
    "{decision: approve, by: Jane, decided_on: 2019-01-01, conditions: [{text: Sign}, {text: Try}]}"
)
LAYOUTS = {
    "none yet": HEAD,
    "an empty list": f"{HEAD}decisions: []\n",
    "one in a line": f"{HEAD}decisions: # ours\n  - {OLD} # the first\nlog: []\n",
    "without indentation": f"{HEAD}decisions:\n- {OLD}\n# the end\n",
    "in brackets": f"{HEAD}decisions: [{OLD}]\nlog: []\n",
    "no line break at the end": f"{HEAD}decisions:\n  - {OLD}",
    "another line break": f"{HEAD}decisions:\r\n  - {OLD}\r\nlog: []\r\n".replace("1\n", "1\r\n"),
    "of lines": (
        f"{HEAD}decisions:\n  - decision: approve\n    by: Jane # me\n    decided_on: 2019-01-01\n"
        "    conditions:\n      # two\n      - text: Sign\n      - {text: Try}\n    advice: |\n"
        "      None.\n\ncontract: {}\n"
    ),
}
JSON = json.dumps(
    {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "decisions": []}, indent=2
)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    found = assessed("approved")
    return replace(found, digests=replace(found.digests, policy="0" * 64, answers="a" * 64))


def read(text: str, file: str = "acme.yaml") -> Document:
    return parse_document(text.encode(), file)


def decisions_in(text: str, file: str = "acme.yaml") -> tuple[Decision, ...]:
    return parse_model(read(text, file), VendorFile).decisions


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_decision_comes_last_and_no_byte_before_it_changes(
    layout: str, assessment: Assessment
) -> None:
    before = LAYOUTS[layout]
    after = text_with_decision(read(before), NEW, assessment)
    new = decisions_in(after)[-1]
    said = (new.decision, new.by, new.advice, new.advised_by)
    assert said == (NEW.decision, NEW.by, NEW.advice, NEW.advised_by)
    assert (new.decided_on, new.as_of, new.verdict) == (*[assessment.as_of] * 2, "approve")
    assert [(one.text, one.owner, one.due, one.before) for one in new.conditions] == [
        (one.text, one.owner, one.due, one.before) for one in NEW.conditions
    ]
    assert decisions_in(after)[:-1] == decisions_in(before)
    # What was inserted is in one piece: the rest stands before it and behind it.
    if layout != "an empty list":
        beginning = next(
            (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before)
        )
        assert after.endswith(before[beginning:])


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("layout", [name for name, text in LAYOUTS.items() if "Try" in text])
def test_a_condition_gets_a_day_and_a_name_and_nothing_else(layout: str, index: int) -> None:
    before = LAYOUTS[layout]
    after = text_with_done_condition(read(before), 0, index, DUE, "Sam: me")
    condition = decisions_in(after)[0].conditions[index]
    assert (condition.done_on, condition.done_by) == (DUE, "Sam: me")
    old = read(before).data["decisions"]
    new = read(after).data["decisions"]
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert isinstance(old[0], dict)
    assert isinstance(old[0]["conditions"], list)
    condition_data = old[0]["conditions"][index]
    assert isinstance(condition_data, dict)
    condition_data |= {"done_on": "2030-01-01", "done_by": "Sam: me"}
    assert new == old
    kept = iter(after)
    assert all(character in kept for character in before)


def test_days_need_no_quotes_in_yaml_and_keep_them_in_json(assessment: Assessment) -> None:
    written = text_with_decision(read(HEAD), NEW, assessment)
    assert f"    decided_on: {assessment.as_of}\n" in written
    assert "        due: 2030-01-01\n" in written
    in_json = text_with_decision(read(JSON, "acme.json"), NEW, assessment)
    assert json.loads(in_json)["decisions"][0]["conditions"][0]["due"] == "2030-01-01"
    done = text_with_done_condition(read(in_json, "acme.json"), 0, 0, DUE, "Sam")
    assert json.loads(done)["decisions"][0]["conditions"][0]["done_on"] == "2030-01-01"


def test_a_decision_says_what_it_rests_on(assessment: Assessment) -> None:
    (written,) = decisions_in(text_with_decision(read(HEAD), NEW, assessment))
    assert written.policy is not None
    assert (written.policy.id, written.policy.sha256) == (assessment.policy.id, "0" * 64)
    used = {one.questionnaire.id: one.sha256 for one in assessment.used_questionnaires}
    assert written.digests == {**used, "answers": "a" * 64}
    assert len(used) > 0


def test_a_layout_in_which_something_would_be_lost_is_refused(assessment: Assessment) -> None:
    odd = f"{HEAD}decisions:\n  -\n    # the first\n    decision: approve\n    by: Jane\n"
    odd += "    decided_on: 2019-01-01\n    advice: |+\n      None."
    with pytest.raises(VendorcheckError) as refused:
        text_with_decision(read(odd), NEW, assessment)
    assert "acme.yaml is laid out in a way that nothing can be added" in str(refused.value)
    assert "end the file with a line break" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "new", "fault"),
    [
        (HEAD, replace(NEW, by=" "), "not be valid any more"),
        (HEAD, replace(NEW, advice="x" * 2_200_000), "the file is larger than 2 MiB"),
        (
            f"{HEAD}decisions:\n" + f"  - {OLD}\n" * MAX_DECISIONS,
            NEW,
            f"it has {MAX_DECISIONS} decisions, and there may be no more",
        ),
        (
            HEAD,
            replace(NEW, conditions=NEW.conditions * (MAX_CONDITIONS // 2 + 1)),
            f"a decision may have at most {MAX_CONDITIONS} conditions",
        ),
    ],
    ids=["a name of blanks", "too long", "too many", "too many conditions"],
)
def test_what_would_make_the_file_invalid_is_not_written(
    text: str, new: NewDecision, fault: str, assessment: Assessment
) -> None:
    with pytest.raises(VendorcheckError, match="; nothing was changed") as refused:
        text_with_decision(read(text), new, assessment)
    assert fault in str(refused.value)
