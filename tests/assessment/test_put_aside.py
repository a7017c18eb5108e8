"""What was said not to apply: the counts, and what of it one of us has to confirm."""

from collections.abc import Mapping, Sequence

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    CONFIRMED_LATER,
    NOT_APPLICABLE,
    UNKNOWN,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    fact,
    yes_no,
)
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.reports.view.words import put_aside_text

NA = NOT_APPLICABLE


def assessed(
    questions: Sequence[Data],
    answers: Mapping[str, Data],
    rules: Mapping[str, Data] | None = None,
    **manner: Data,
) -> Assessment:
    questionnaire = a_questionnaire(questions, **manner)
    assessor = Assessor({questionnaire.id: questionnaire}, a_policy(rules or {}), ["q"])
    return assessor.assess(a_vendor(answers), AS_OF)


def asked(count: int, **keys: Data) -> list[Data]:
    return [yes_no(f"x{number}", **keys) for number in range(count)]


def counts(found: Assessment) -> tuple[int, int, int, list[str]]:
    summary = found.put_aside
    return (
        summary.said_count,
        summary.asked_count,
        summary.unconfirmed_count,
        [status.question.question_id for status in summary.to_confirm],
    )


def test_what_nobody_confirmed_is_to_confirm() -> None:
    answers = {"x0": NA, "x1": CONFIRMED, "x2": CONFIRMED_LATER, "x3": UNKNOWN, "x4": "yes"}
    found = assessed(asked(6), answers)
    assert counts(found) == (3, 6, 2, ["x0", "x2"])
    assert put_aside_text(found.put_aside) == "3 of 6 said not to apply, 2 not confirmed"


def test_what_was_confirmed_is_counted_and_not_to_confirm() -> None:
    found = assessed(asked(2), {"x0": CONFIRMED, "x1": "yes"})
    assert counts(found) == (1, 2, 0, [])
    assert put_aside_text(found.put_aside) == "1 of 2 said not to apply, all confirmed"


def test_nothing_is_said_where_nothing_was_put_aside() -> None:
    found = assessed(asked(2), {"x0": "yes", "x1": UNKNOWN})
    assert counts(found) == (0, 2, 0, [])
    assert put_aside_text(found.put_aside) == ""


def test_what_a_vendor_may_put_aside_needs_no_confirmation() -> None:
    found = assessed(asked(10, not_applicable="allowed"), {"x0": NA})
    assert counts(found) == (1, 10, 1, [])
    assert put_aside_text(found.put_aside) == (
        "1 of 10 said not to apply, 1 not confirmed, which is not needed"
    )


@pytest.mark.parametrize(
    ("limit", "to_confirm"), [(50, []), ("49.999999", ["x0"])], ids=["limit", "above"]
)
def test_beyond_the_limit_it_is_to_confirm(limit: Data, to_confirm: list[str]) -> None:
    found = assessed(
        asked(2, not_applicable="allowed"),
        {"x0": NA, "x1": "yes"},
        {"not_applicable_at_most": limit},
    )
    assert counts(found) == (1, 2, 1, to_confirm)


def test_the_text_tells_what_needs_it_from_what_does_not() -> None:
    questions = [*asked(8), *(yes_no(name, not_applicable="allowed") for name in "ab")]
    rest = {f"x{number}": "yes" for number in range(1, 8)}
    one = assessed(questions, {**rest, "x0": NA, "a": NA, "b": "yes"})
    assert put_aside_text(one.put_aside).endswith("2 not confirmed, which 1 of them does not need")
    two = assessed(questions, {**rest, "x0": NA, "a": NA, "b": NA}, {"not_applicable_at_most": 50})
    assert put_aside_text(two.put_aside).endswith("3 not confirmed, which 2 of them do not need")


def test_what_a_blocker_refuses_was_not_put_aside() -> None:
    found = assessed([yes_no("x0", blocker=True)], {"x0": NA})
    assert counts(found) == (0, 1, 0, [])


def test_on_a_blocker_allowed_is_to_confirm() -> None:
    found = assessed([yes_no("x0", blocker=True, not_applicable="allowed")], {"x0": NA})
    assert counts(found) == (1, 1, 1, ["x0"])


def test_what_does_not_apply_is_no_matter_and_what_may_apply_is() -> None:
    questions = [fact("gate"), yes_no("x0", when={"gate": ["yes"]})]
    assert counts(assessed(questions, {"gate": "no", "x0": NA})) == (0, 1, 0, [])
    assert counts(assessed(questions, {"gate": "yes", "x0": NA})) == (1, 2, 1, ["x0"])
    assert counts(assessed(questions, {"x0": NA})) == (1, 2, 1, ["x0"])


def test_what_is_for_us_to_confirm_is_no_question_to_the_vendor() -> None:
    found = assessed(asked(3), {"x0": NA, "x2": "yes"})
    assert [question.subject for question in found.questions_for_vendor] == ["q/x1"]
    assert not found.questions_for_requester


def test_the_vendor_learns_that_we_disagree_and_not_why() -> None:
    found = assessed(asked(1), {"x0": {**NA, "disputed": "They have users."}})
    (question,) = found.questions_for_vendor
    assert question.reason == "disputed"
    assert question.text.endswith(
        "You said that this does not apply to your product. As we see it, it does: please answer "
        "it."
    )
    assert counts(found) == (0, 1, 0, [])
