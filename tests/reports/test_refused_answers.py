"""Reports name the answers that count as none because of who gave them."""

import json
import re

import pytest

from rule_cases import AS_OF, Data, a_policy, a_questionnaire, a_tier, a_vendor, choice, fact
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.reports import REPORTS, Display

VAGUE = [
    {"id": "full", "label": "Full", "credit": 1},
    {"id": "vague", "label": "Of some kind", "credit": 1, "respondent": "requester"},
]
OURS = a_questionnaire([fact("persons")], home="use").model_copy(update={"respondent": "requester"})
LIBRARY = {"q": a_questionnaire([{**choice("a"), "options": VAGUE}]), "use": OURS}
POLICY = a_policy({"tiers": [a_tier(when={"use/persons": ["yes"]}), a_tier(id="other")]})
TITLE = "Some answers do not count because of who gave them."
FORMS = ["summary", "markdown", "html"]


def shown_by(form: str, answer: str, persons: Data) -> str:
    vendor = a_vendor({"a": answer}, use={"persons": persons})
    report = REPORTS.get(form).render(Assessor(LIBRARY, POLICY).assess(vendor, AS_OF), Display(120))
    return report if form == "json" else re.sub(r"<[^>]+>|\*\*|\s+", " ", report).replace("  ", " ")


@pytest.mark.parametrize("form", FORMS)
def test_both_kinds_are_named_at_the_top(form: str) -> None:
    text = shown_by(form, "vague", {"answer": "no", "source": "vendor"})
    assert (
        f"{TITLE} The vendor answered what is ours to answer: use/persons. It stays open. "
        "The answer to q/a is not an answer that a vendor may give: please ask which it is." in text
    )


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_said_where_all_count(form: str) -> None:
    assert TITLE not in shown_by(form, "full", {"answer": "no", "source": "us"})
    assert TITLE not in shown_by(form, "full", "no")


def test_programs_learn_which_and_why() -> None:
    report = json.loads(shown_by("json", "vague", {"answer": "no", "source": "vendor"}))
    assert report["refused_answers"] == [
        {"question": "use/persons", "why": "ours-to-answer"},
        {"question": "q/a", "why": "no-vendor-option"},
    ]
    assert report["undecided"]["tier"] == ["use/persons"]
    assert json.loads(shown_by("json", "full", "no"))["refused_answers"] == []


def test_the_vendor_is_asked_to_be_precise() -> None:
    text = shown_by("questions", "vague", "no")
    assert 'You answered "Of some kind": please say which it is.' in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_list_of_answers_says_why_as_well(form: str) -> None:
    text = shown_by(form, "vague", "no")
    assert "Not an answer that a vendor may give" in text


def test_the_brief_lists_a_request_that_the_vendor_answered() -> None:
    text = shown_by("brief", "full", {"answer": "no", "source": "vendor"})
    assert "Answered by the vendor, but ours to answer" in text
