"""The letter to the vendor: how it asks, what is ticked, and by when an answer is needed."""

from datetime import date

import pytest

from vendorcheck.assessment.open_questions import OpenQuestion, OpenReason
from vendorcheck.document.document import parse_document
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.reports.view.letter import VendorLetter
from vendorcheck.reports.view.requests import (
    address_vendor,
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
      - {id: bell, type: yes_no, ask: Is there a bell?}
      - {id: lock, type: choice, ask: Which lock?, options: [{id: new, label: A new one},
          {id: some, label: "One, of whatever kind", respondent: requester}]}
      - {id: keys, type: number, unit: keys, ask: How many keys?, bands: [{credit: 1}],
          options: [{id: any, label: Any number, credit: 1}]}
"""
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
    return VendorLetter(Vendor(name="Acme"), questions, needs, wishes, LIBRARY, AS_OF, sender).text


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


def test_the_vendor_is_explained_where_a_question_still_says_so() -> None:
    text = VendorLetter(
        Vendor(name="Acme"), [OpenQuestion("q/x", "open", "Does the vendor say that it is?")],
        (), (), {}, AS_OF,
    ).text  # fmt: skip
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
