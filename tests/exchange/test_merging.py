"""What becomes of each answer that comes back, as a table, and what is never lost."""

from typing import Any

import pytest

from importing import IMPORTS, plan, read_yaml, received, reply_content, vendor_document

TABLE = read_yaml(IMPORTS / "cases.yaml")


def short_form(answer: Any) -> Any:  # noqa: ANN401
    """Return an answer as the table has it, where the vendor is the source unless it is named."""
    answer = {key: value for key, value in answer.items() if (key, value) != ("source", "vendor")}
    return answer["answer"] if [*answer] == ["answer"] else answer


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["name"].replace(" ", "-"))
def test_case(case: dict[str, Any]) -> None:
    before = case.get("before", {})
    content = reply_content(case["reply"], case.get("version", "2.0"))
    outcome = plan(vendor_document(before), received(content), prefer=case.get("prefer"))
    answers = {
        key.removeprefix("small/"): short_form(answer)
        for key, answer in outcome.merge.answers.items()
    }
    happened = {key.removeprefix("small/"): what for key, what in outcome.merge.happened.items()}
    undecided = [conflict.key.removeprefix("small/") for conflict in outcome.merge.undecided]
    assert answers == case.get("after", before)
    assert undecided == case.get("undecided", [])
    assert happened == case.get("happened", dict.fromkeys(undecided, "unchanged"))
    reasons = case.get("left_out", {})
    assert {entry.subject for entry in outcome.left_out} == {*reasons}
    for entry in outcome.left_out:
        assert reasons[entry.subject] in entry.because


def test_an_answer_of_the_vendor_names_its_source() -> None:
    open_one = {"mfa": {"unknown": "true"}}
    outcome = plan(vendor_document(open_one), received(reply_content({"mfa": "yes", "sso": "no"})))
    assert {fields["source"] for fields in outcome.merge.answers.values()} == {"vendor"}


def test_an_answer_of_the_requester_is_ours() -> None:
    responses = {
        "ours": {"answers": {"people": "12"}},
        "small": {"answers": {"mfa": "yes", "sso": "not-found"}},
    }
    content = reply_content({}, responses=responses)
    outcome = plan(vendor_document({}), received(content), sender="requester")
    assert outcome.merge.answers == {
        "ours/people": {"answer": "12"},
        "small/mfa": {"answer": "yes", "source": "vendor"},
        "small/sso": {"answer": "not-found", "source": "public"},
    }
