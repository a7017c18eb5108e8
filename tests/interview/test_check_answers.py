"""Before the end only what needs a look is shown, and asked for what is done about it."""

from datetime import date

from conversations import ALL_GOOD, talk, vendor_of
from vendorcheck.model.vendor_file import Mitigation

TIER = {"tiers": [{"id": "any", "title": "Any", "questionnaires": ["small"]}]}
RULES = {**TIER, "conditions_from": "critical"}
ALL_MATTER = {**TIER, "conditions_from": "low"}


def test_where_all_is_well_nothing_is_listed() -> None:
    conversation = talk(*ALL_GOOD)
    assert conversation.says("== Check your answers Nothing needs a look; 5 answers leave no gap.")
    assert not conversation.says("A number changes that answer")
    assert not conversation.says("Is something being done")


def test_gaps_that_matter_and_what_is_open_are_listed() -> None:
    """Without SSO is critical; that the formats are half known is a gap that weighs less."""
    conversation = talk("2", "1", "u", "Them", rules=RULES)
    assert conversation.says(
        r"These need a look; 1 answer leaves no gap and 1 gap weighs less\. "
        r"1 How do people sign in\? > Gap \(critical, and it must be met\): No single sign-on\. "
        r"2 How long after the end can we export\? > I don't know "
    )
    assert not conversation.says(r"== Check your answers.*In which formats")


def test_what_is_not_listed_is_shown_on_request() -> None:
    conversation = talk("2", "1", "u", ":s", "r", rules=RULES)
    assert conversation.says(
        r"== All answers .* 1 How do people sign in\? > With a password - gap \(critical\) "
        r".* 2 In which formats .* > CSV - gap \(medium\) .* 4 Who does it\? > Not answered"
    )


def test_answers_that_a_review_went_through_are_all_listed() -> None:
    file = vendor_of(**{"sign-in": {"answer": "saml"}})
    assert talk("v", vendor_file=file, review=True).says(r"== Check your answers .*> With SAML")


def test_what_is_done_is_asked_once_for_all() -> None:
    first, second = ("m 1", "In March", "2027-03-31"), ("m2", "Soon", "")
    conversation = talk("2", "3", "1 day", "Them", *first, *second, rules=ALL_MATTER)
    assert conversation.says(r"Is something being done about 1, 2 or 3\? m 1 says what, and by")
    assert conversation.says(
        r"How do people sign in\? > With a password Gap .* Is something being done about it\? .* "
        r"Noted - mitigation: In March, due 2027-03-31 Is something being done about 2 or 3\?"
    )
    assert conversation.answer("sign-in").mitigation == Mitigation(
        text="In March", due=date(2027, 3, 31)
    )
    assert conversation.answer("formats").mitigation == Mitigation(text="Soon")
    assert conversation.shown.count("== Check your answers") == 1
    assert "being done" not in conversation.shown.split("== Check")[0]


def test_going_back_leads_to_the_answers() -> None:
    conversation = talk("2", "3", "1 day", "Them", "m 1", "b", "2", "b", rules=ALL_MATTER)
    assert conversation.answer("sign-in").mitigation is None
    assert conversation.says("In which formats can data be exported.*Now: None of these")


def test_only_what_has_a_gap_can_be_done_something_about() -> None:
    conversation = talk("1", "r", "m 1", "m 9", "m")
    assert conversation.says("There is no gap there that something could be done about")
    assert conversation.says("Type a number from 1 to 1 to change that answer")
    plain = talk("2", ":r", "m 1", plain_words=True)
    assert plain.says("Type a number from 1 to 1 to change that answer")


def test_a_lesser_gap_is_marked_and_one_that_matters_explained() -> None:
    assert talk("2", "1", rules=RULES).says(r"Noted: With a password Gap \(critical, and it must")
    assert talk("2", "1", rules=RULES).says(r"Noted: CSV - gap \(medium\) ")
