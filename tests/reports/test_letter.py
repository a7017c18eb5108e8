"""The letter to the vendor: how it asks, what is ticked, and by when an answer is needed."""

import re
from datetime import date
from typing import Any, TypeAlias

import pytest

from vendorcheck.assessment.open_questions import OpenQuestion, OpenReason
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Tier
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports.view import letter_phrases
from vendorcheck.reports.view.letter import VendorLetter
from vendorcheck.reports.view.requests import (
    address_vendor,
    address_vendor_in_option,
    duty_in_words,
    need_in_words,
    wish_in_words,
)
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 23)  # a Monday
QUESTIONS = """
vendorcheck: questionnaire/1
id: q
version: "1"
title: Q
sections:
  - id: all
    title: All
    questions:
      - {id: door, type: choice, ask: Does the vendor offer a door?, options: [
          {id: wood, label: Of wood}, {id: bad, label: "[x](https://evil.example)"}]}
      - {id: seller, type: choice, ask: Who sells it?, options: [
          {id: both, label: The vendor or a partner}, {id: no, label: Nobody}]}
      - {id: bell, type: yes_no, ask: Is there a bell?}
      - {id: lock, type: choice, ask: Which lock?, options: [{id: new, label: A new one},
          {id: some, label: "One, of whatever kind", respondent: requester}]}
      - {id: keys, type: number, unit: keys, ask: How many keys?, bands: [{credit: 1}],
          options: [{id: any, label: Any number, credit: 1}]}
"""
Data: TypeAlias = Any
ACME: Data = {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}}
LIBRARY = {"q": parse_model(parse_document(QUESTIONS.encode(), "q.yaml"), Questionnaire)}


def letter(
    *names: str,
    needs: tuple[str, ...] = (),
    wishes: tuple[str, ...] = (),
    reason: OpenReason = "open",
    sender: str = "",
) -> str:
    asks = LIBRARY["q"].questions
    questions = [
        OpenQuestion(f"q/{name}", reason, f"{asks[name].ask} Send proof.") for name in names
    ]
    return VendorLetter(
        VendorFile.model_validate(ACME), questions, needs, wishes, LIBRARY, AS_OF, sender=sender
    ).text


def test_a_whole_letter() -> None:
    text = letter(
        "door",
        "keys",
        needs=("Offer SAML 2.0 on this plan.",),
        wishes=("Keep the log for a year.",),
        sender="Jane Doe, jane@ours.example",
    )
    assert (
        text
        == """\
Subject: Questions about Acme

Hello,

we would like to use Acme, and have some questions first.
Please answer by Mon 7 Dec 2026.

1. Do you offer a door? Send proof.
   - [ ] Of wood
   - [ ] \u200b[x]\u200b(https:\u200b/\u200b/evil.example)

2. How many keys? Send proof.

To use it, we would need the following. For this please say whether you do it, by when, and at \
what price.

3. We would need you to offer SAML 2.0 on this plan.
   - [ ] Yes, on the plan that we would buy, since:
   - [ ] Yes, from this day and at this price:
   - [ ] No

Nothing depends on the rest, and we would like to know:

4. It would help us if you could keep the log for a year.

Short answers will do. If something is not known, or only planned, please say that, too.

Thank you and kind regards
Jane Doe
"""
    )


def test_an_answer_that_only_lacks_a_document_is_not_ticked_again() -> None:
    assert "[ ] Yes" in letter("bell")
    assert "[ ]" not in letter("bell", reason="grade")
    assert "[ ]" not in letter("bell", reason="contradiction")


def test_a_vendor_is_not_offered_the_answers_of_those_who_do_not_know() -> None:
    assert "   - [ ] A new one\n" in letter("lock")
    assert "whatever kind" not in letter("lock")


def test_a_long_letter_has_no_boxes() -> None:
    assert "[ ]" in letter(*["bell"] * 12)
    assert "[ ]" not in letter(*["bell"] * 13)


def test_there_is_no_letter_for_wishes_alone() -> None:
    assert letter(wishes=("Keep it.",)) == "There is nothing to ask the vendor.\n"


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        ("Does the vendor offer a contract?", "Do you offer a contract?"),
        ("How often does the vendor test its backups?", "How often do you test your backups?"),
        ("When may the vendor's support look?", "When may your support look?"),
        ("Is the vendor certified?", "Are you certified?"),
        ("When did the vendor last look?", "When did you last look?"),
        ("Whom can we reach at the vendor?", "Whom can we reach at your company?"),
        ("What is sent to the vendor?", "What is sent to you?"),
        ("What does the vendor itself hold?", "What do you yourselves hold?"),
        # Another word would have to change as well.
        ("Is the vendor liable if it breaks?", "Is the vendor liable if it breaks?"),
        ("Can we check what the vendor keeps?", "Can we check what the vendor keeps?"),
        ("Does the product keep its log?", "Does the product keep its log?"),
    ],
)
def test_a_question_is_put_to_the_vendor(ask: str, expected: str) -> None:
    assert address_vendor(ask) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Yes, the vendor signs ours", "Yes, you sign ours"),
        ("The vendor publishes its prices", "You publish your prices"),
        ("The vendor does not say", "You do not say"),
        ("The vendor has none", "You have none"),
        ("The vendor must not sell it", None),
        ("The vendor may not sell data", "You may not sell data"),
        ("The vendor passes data on", "You pass data on"),
        ("The vendor does what it likes", None),
        ("The vendor answers for them, watches them and reports", None),
        ("The vendor or a partner", None),
        ("The vendor, as part of it", None),
        ("A role that the vendor fixed", None),
        ("Only through the vendor's support", "Only through your support"),
        ("Rooms of the vendor's own", "Rooms of your own"),
        ("Only on request to the vendor", "Only on request to you"),
        ("By the vendor, who has them", None),
        ("Where employees of the vendor can read them", None),
        ("With a key of the vendor that others use", None),
        ("It is always required", None),
        ("None of these", None),
    ],
)
def test_an_option_is_one_that_the_vendor_ticks(label: str, expected: str | None) -> None:
    """None: it stays as it is, since another word would have to change as well."""
    assert address_vendor_in_option(label) == (expected or label)


def test_no_option_calls_the_vendor_it() -> None:
    """Whoever reads that the vendor is "it" in a letter to "you" thinks of somebody else.

    Those that begin so mean something else than the vendor of their question.
    """
    begins_with_it = {
        (name, option.label)
        for home in Library().values()
        for name, question in home.questions.items()
        if question.is_chosen and " the vendor " in question.ask
        for option in question.offered_options
        if re.match(r"(Yes, |No, )?it (?!is )", option.label, re.IGNORECASE)
    }
    assert begins_with_it == set()


def test_the_letter_names_the_plan_and_nothing_that_is_no_name() -> None:
    def opening(**said: Data) -> str:
        vendor = VendorFile.model_validate({**ACME, **said})
        questions = [OpenQuestion("q/x", "open", "A?")]
        text = VendorLetter(vendor, questions, (), (), {}, AS_OF).text
        return next(line for line in text.splitlines() if line.startswith("we would"))

    def request(answer: Data) -> Data:
        return {"responses": {"request": {"answers": {"plan": answer}}}}

    assert "use Acme (plan: Team), and" in opening(**request({"answer": "Team"}))
    both = {"vendor": {"name": "Acme", "plan": "Business"}, **request({"answer": "Team"})}
    assert "use Acme (plan: Business), and" in opening(**both)
    assert "(plan: " + "x" * 40 + ")" in opening(**request({"answer": "x" * 40}))
    for words in ("x" * 41, "see www.acme.example", "*all*", "the @ one", "A/B", "", " A", "A\nB"):
        assert "use Acme, and" in opening(**request({"answer": words or "_"}))
    assert "(plan: Größe XL 2.0 (yearly)+)" in opening(
        **request({"answer": "Größe XL 2.0 (yearly)+"})
    )
    for nothing in ({"unknown": "true"}, {"answer": ["a", "b"]}):
        assert "use Acme, and" in opening(**request(nothing))
    assert "use Acme, and" in opening(**request({"answer": "Team", "disputed": "No."}))


@pytest.mark.parametrize(
    ("review", "days"),
    [
        (None, 10),
        ("1 working day", 1),
        ("2 working days", 1),
        ("5 working days", 3),
        ("2 weeks", 5),
        ("20 working days", 10),
        ("30 working days", 10),
    ],
)
def test_the_vendor_answers_before_the_review_ends(review: str | None, days: int) -> None:
    rules = {"id": "t", "title": "T", "questionnaires": ["q"]}
    tier = Tier.model_validate(rules | ({"review_takes": review} if review else {}))
    assert letter_phrases.days_to_answer(tier) == days
    self_service = tier.model_copy(update={"self_service": True})
    assert letter_phrases.days_to_answer(self_service) == 10
    assert letter_phrases.days_to_answer(None) == 10


def test_a_letter_is_answered_by_then() -> None:
    rules = {"id": "t", "title": "T", "questionnaires": ["q"], "review_takes": "5 working days"}
    tier = Tier.model_validate(rules)
    questions = [OpenQuestion("q/x", "open", "A?")]
    text = VendorLetter(VendorFile.model_validate(ACME), questions, (), (), {}, AS_OF, tier).text
    assert "Please answer by Thu 26 Nov 2026." in text


def test_the_vendor_is_explained_where_an_option_says_so() -> None:
    """Its box is shown, and could not be put in the words of a letter."""
    asks = LIBRARY["q"].questions["seller"].ask
    assert '"The vendor" in the questions is your company' in letter("seller")
    assert "[ ] The vendor or a partner" in letter("seller")
    assert asks == "Who sells it?"


def test_the_vendor_is_explained_where_a_question_still_says_so() -> None:
    text = VendorLetter(
        VendorFile.model_validate(ACME),
        [OpenQuestion("q/x", "open", "Does the vendor say that it is?")],
        (),
        (),
        {},
        AS_OF,
    ).text
    assert '"The vendor" in the questions is your company' in text
    assert "is your company" not in letter("door")


@pytest.mark.parametrize(
    ("remedy", "need", "wish"),
    [
        (
            "Offer SAML 2.0.",
            "We would need you to offer SAML 2.0.",
            "It would help us if you could offer SAML 2.0.",
        ),
        (
            "Name them, and do not change them.",
            "We would need you to name them, and not change them.",
            "It would help us if you could name them, and not change them.",
        ),
        (
            "Before go-live we look.",
            "We would need this: Before go-live we look.",
            "This would help us: Before go-live we look.",
        ),
        ("Offers", "We would need this: Offers", "This would help us: Offers"),
    ],
)
def test_a_remedy_is_a_request(remedy: str, need: str, wish: str) -> None:
    assert (need_in_words(remedy), wish_in_words(remedy)) == (need, wish)


def test_a_remedy_in_the_words_of_who_speaks_with_the_vendor() -> None:
    assert duty_in_words("Pass your duties on.") == "it would have to pass its duties on."
    assert duty_in_words("Before go-live we look.") == "this is needed: Before go-live we look."


def test_no_built_in_remedy_stays_an_order() -> None:
    library = Library()
    remedies = {
        text
        for questionnaire in library.values()
        for question in (*questionnaire.questions.values(), *questionnaire.checks)
        for source in (question, *getattr(question, "offered_options", ()))
        if (text := source.remedy)
    }
    others = {text for text in remedies if "need this:" in need_in_words(text)}
    assert len(remedies) > 100
    assert all(text.startswith(("Before ", "Within ")) for text in others)
