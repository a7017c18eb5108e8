"""What is said before the first question: what this is, how long it takes, what one gets."""

import io

import pytest

from conversations import TIERS, Data, talk, vendor_of
from vendorcheck.interview.announcements import show_welcome
from vendorcheck.interview.engine import begin_interview
from vendorcheck.interview.terminal import Console, _reading_time, estimate_minutes
from vendorcheck.model.vendor_file import Vendor, VendorFile

ANSWERED: Data = {"sign-in": {"answer": "saml"}, "scim": {"answer": "yes"}}


def welcome(vendor_file: VendorFile | None = None, rules: Data = None, **manner: Data) -> str:
    """Return what is said at the beginning, in one line."""
    state = talk(vendor_file=vendor_file, rules=rules, **manner).state
    shown = io.StringIO()
    show_welcome(begin_interview(state.interview), "acme.yaml", Console(io.StringIO(), shown, {}))
    return " ".join(shown.getvalue().split())


def test_it_is_asked() -> None:
    assert welcome() == (
        "Acme What has to be known before we buy: about 5 questions to answer, about 1 minute. "
        "You get a verdict, its conditions, and the questions that are open. "
        "Each answer is saved at once, and goes into acme.yaml when you stop. "
        "? help, b back, s skip, u I don't know, w ask the vendor the rest of a section, "
        "q save and stop."
    )


@pytest.mark.parametrize(("product", "name"), [("Acme", "Acme"), ("Engage", "Engage by Acme")])
def test_a_product_with_the_name_of_its_vendor_is_named_once(product: str, name: str) -> None:
    file = vendor_of(**ANSWERED)
    named = file.model_copy(update={"vendor": Vendor(name="Acme", product=product)})
    assert welcome(named).startswith(f"{name} What has to be known")


def test_what_is_answered_takes_no_time() -> None:
    said = welcome(vendor_of(**ANSWERED))
    assert ": 3 questions to answer, about 1 minute. " in said


def test_a_requester_is_asked() -> None:
    said = welcome(plain_words=True)
    assert "A first look, with the vendor's website open beside this: about 5 questions" in said
    assert "You get a light, what makes it green, and a letter to the vendor." in said
    assert "the rest of a section" not in said


def test_a_reviewer_is_told_what_comes_first() -> None:
    said = welcome(vendor_of(**ANSWERED), review=True)
    assert "What the vendor claims and nobody has checked: 2 questions to look at, about" in said
    assert "What can change it comes first." in said


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (TIERS, "1 question to answer first, which decides how many follow."),
        (
            {
                "tiers": [
                    {
                        **TIERS["tiers"][0],
                        "when": {
                            "all": [
                                {"wish/data": ["customers"]},
                                {"wish/seats": {"at_least": "5"}},
                            ]
                        },
                    },
                    TIERS["tiers"][1],
                ]
            },
            "2 questions to answer first, which decide how many follow.",
        ),
    ],
)
def test_while_the_tier_is_open_nobody_knows_how_many(rules: Data, said: str) -> None:
    assert said in welcome(rules=rules)


def test_the_time_is_that_of_the_words_and_of_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five questions, of which one may not apply: half of it, rounded up, is one."""
    state = begin_interview(talk().state.interview)
    monkeypatch.setattr(_reading_time, "_OTHER_WORDS", {False: 188})
    monkeypatch.setattr(_reading_time, "_ANSWERS_PER_MINUTE", 1)
    # 198, 194, 203, 196 and 191 words, and a minute for each answer: 9.91 minutes.
    assert estimate_minutes(state) == 10
    monkeypatch.setattr(_reading_time, "_WORDS_PER_MINUTE", 10**9)
    assert estimate_minutes(state) == 5
