"""A review begins where a better grade or a dispute can change the verdict."""

from conversations import talk, vendor_of
from vendorcheck.interview.engine import begin_interview, build_queue

RULES = {
    "tiers": [{"id": "any", "title": "Any", "questionnaires": ["small"]}],
    "approve_at": "10",
    "conditions_at": "5",
    "coverage_at_least": "10",
    "conditions_from": "critical",
}
NO_BLOCKER = {"small/sign-in": {"blocker": "false", "severity": "low"}}
OTHER_BLOCKER = {**NO_BLOCKER, "small/after": {"blocker": "true"}}
ANSWERS = {
    "who": {"answer": "Them"},
    "formats": {"answer": ["csv", "json"]},
    "after": {"answer": "30 days"},
    "scim": {"answer": "yes"},
    "sign-in": {"answer": "saml"},
}


def order(**rules: object) -> list[str]:
    """Return the questions of a review in their order."""
    conversation = talk(vendor_file=vendor_of(**ANSWERS), rules={**RULES, **rules}, review=True)
    return [
        key.partition("/")[2]
        for key in build_queue(begin_interview(conversation.state.interview)).keys
    ]


def test_a_blocker_comes_first_since_a_dispute_stops_the_purchase() -> None:
    assert order(questions=OTHER_BLOCKER) == [
        "after",
        "sign-in",
        "scim",
        "formats",
        "who",
    ]


def test_so_does_what_is_not_well_enough_supported() -> None:
    found = order(questions=NO_BLOCKER, grades={"medium": "documented"})
    assert found == ["formats", "after", "sign-in", "scim", "who"]


def test_where_nothing_decides_the_order_is_that_of_the_questionnaire() -> None:
    found = order(questions=NO_BLOCKER)
    assert found == ["sign-in", "scim", "formats", "after", "who"]


def test_the_order_stays_while_answers_are_judged() -> None:
    rules = {
        **RULES,
        "questions": OTHER_BLOCKER,
    }
    conversation = talk(
        "d", "No sign of it", vendor_file=vendor_of(**ANSWERS), rules=rules, review=True
    )
    assert conversation.says("How long after the end.*How do people sign in.*")
