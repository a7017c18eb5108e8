"""What was said not to apply: the counts, and what of it one of us has to confirm."""

import json
import re
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
    a_tier,
    a_vendor,
    fact,
    yes_no,
)
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.view.words import agreement_sentence, put_aside_text

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
    assert put_aside_text(one.put_aside).endswith("2 not confirmed, of which 1 must be")
    two = assessed(questions, {**rest, "x0": NA, "a": NA, "b": NA}, {"not_applicable_at_most": 50})
    assert put_aside_text(two.put_aside).endswith("3 not confirmed, of which 1 must be")


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


def test_what_is_passed_over_ends_no_count() -> None:
    # First what the requester answers, then what does not apply, then what the vendor put aside.
    requester = a_questionnaire([yes_no("r0")], home="r").model_copy(
        update={"respondent": "requester"}
    )
    questions = [fact("gate"), yes_no("x0", when={"gate": ["yes"]}), yes_no("x1"), yes_no("x2")]
    library = {"r": requester, "q": a_questionnaire(questions)}
    vendor = a_vendor({"gate": "no", "x0": NA, "x1": NA, "x2": CONFIRMED}, r={"r0": NA})
    found = Assessor(library, a_policy({}), ["r", "q"]).assess(vendor, AS_OF)
    assert counts(found) == (2, 3, 1, ["x1"])


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


# ---- if we agree


def test_what_agreeing_leads_to_is_found_by_assessing_again() -> None:
    found = assessed(asked(4), {"x0": NA, "x1": "yes", "x2": "yes", "x3": "no"})
    agreement = found.agreement
    assert agreement is not None
    assert [status.question.key for status in agreement.statuses] == ["q/x0"]
    again = assessed(asked(4), {"x0": CONFIRMED, "x1": "yes", "x2": "yes", "x3": "no"})
    assert (agreement.verdict, agreement.score) == (again.verdict, again.score)
    assert agreement_sentence(found) == (
        "If you agree to this: approve with conditions, score 67 %."
    )


def test_agreeing_to_everything_leaves_nothing_to_score() -> None:
    found = assessed(asked(2), {"x0": NA, "x1": NA})
    assert found.agreement is not None
    assert (found.agreement.verdict, found.agreement.score) == ("more-information-needed", None)


def test_agreeing_ends_what_was_too_much() -> None:
    questions = asked(2, not_applicable="allowed")
    found = assessed(questions, {"x0": NA, "x1": "yes"})
    assert found.verdict == "more-information-needed"
    assert found.agreement is not None
    assert found.agreement.verdict == "approve"


def test_what_a_condition_names_is_no_step() -> None:
    questions = [*asked(2), yes_no("y", when={"x1": ["yes"]})]
    found = assessed(questions, {"x0": NA, "x1": NA, "y": "yes"})
    assert [status.question.question_id for status in found.put_aside.to_confirm] == ["x0", "x1"]
    assert found.agreement is not None
    assert [status.question.question_id for status in found.agreement.statuses] == ["x0"]
    assert agreement_sentence(found).startswith("If you agree to 1 of these: ")
    assert agreement_sentence(found).endswith(
        " %. Other questions or rules depend on the other one: q/x1."
    )
    only = assessed(questions, {"x0": "yes", "x1": NA, "y": "yes"})
    assert only.agreement is None
    assert agreement_sentence(only) == ""


@pytest.mark.parametrize(
    ("count", "end"),
    [(3, "depend on the other 3: q/x0, q/x1 and q/x2."), (4, "depend on the other 4.")],
)
def test_more_than_three_that_others_depend_on_are_counted(count: int, end: str) -> None:
    gates = [yes_no(f"y{number}", when={f"x{number}": ["yes"]}) for number in range(count)]
    answers = {f"x{number}": NA for number in range(count + 1)}
    found = assessed([*asked(count + 1), *gates], answers)
    assert agreement_sentence(found).startswith("If you agree to 1 of these: ")
    assert agreement_sentence(found).endswith(f" Other questions or rules {end}")


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_nobody_is_led_to_agree_without_knowing(name: str) -> None:
    render = REPORTS.get(name).render
    said = "Agree only where you know"
    put_aside = render(assessed(asked(3), {"x0": NA, "x1": "yes", "x2": "yes"}), Display())
    assert put_aside.count(said) == 1
    assert re.search(r"dispute it: \W*(code>|vendorcheck )*assess FILE --review", put_aside)
    confirmed = assessed(asked(3), {"x0": CONFIRMED, "x1": "yes", "x2": "no"})
    assert said not in render(confirmed, Display())


def test_nothing_to_agree_to_without_a_tier() -> None:
    questionnaire = a_questionnaire([*asked(1), fact("big"), yes_no("x1")])
    tiers = [a_tier(id="s", when={"q/big": ["no"]}), a_tier()]
    assessor = Assessor({"q": questionnaire}, a_policy({"tiers": tiers}))
    assert assessor.assess(a_vendor({"x0": NA}), AS_OF).agreement is None
    assert assessor.assess(a_vendor({"x0": NA, "big": "no"}), AS_OF).agreement is not None


def test_programs_get_the_steps_apart_from_the_paths() -> None:
    found = assessed(asked(3), {"x0": NA, "x1": "yes", "x2": "yes"})
    data = json.loads(REPORTS.get("json").render(found, Display()))
    assert data["not_applicable"] == {"said": 1, "of": 3, "not_confirmed": 1}
    assert data["to_confirm"] == [{"question": "q/x0", "reason": "The product has no users."}]
    step = {
        "question": "q/x0",
        "kind": "confirm",
        "who": "us",
        "text": "Agree that it does not apply: What about x0?",
        "effort": "low",
    }
    assert data["if_you_agree"] == {"steps": [step], "verdict": "approve", "score": 100.0}
    for path in data["path_to_yes"].values():
        assert [one["question"] for one in path["if_you_agree"]] == ["q/x0"]
        assert path["steps"] == []


def test_where_little_is_answered_people_see_what_to_confirm_before_steps() -> None:
    shown = REPORTS.get("markdown").render(
        assessed(asked(3), dict.fromkeys(["x0", "x1"], NA) | {"x2": "yes"}), Display()
    )
    assert "Ask what is open first: only 33 % is answered" in shown
    assert "If you agree to all of these: approve, score 100 %." in shown
