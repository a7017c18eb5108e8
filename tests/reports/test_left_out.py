"""Tests of what reports say where a person chose less than the tier requires.

The verdict is about what was asked. Whoever signs it must see at once that it is not about all.
"""

import json
import re

import pytest

from rule_cases import AS_OF, a_policy, a_questionnaire, a_tier, a_vendor, choice, fact
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.reports import REPORTS, Display

NAMES = ["q", "more", "other"]
LIBRARY = {
    name: a_questionnaire([choice("a")], home=name).model_copy(update={"title": name.upper()})
    for name in [*NAMES, "never"]
}
BEGINNING = "Not all of this tier was asked."


def rendered(form: str, *chosen: str, has_tiers: bool = True) -> str:
    adds = [
        {"when": {"q/a": ["full"]}, "questionnaires": ["other"]},
        {"when": {"q/a": ["none"]}, "questionnaires": ["never"]},
    ]
    tiers = [a_tier(questionnaires=["q", "more"], add=adds)] if has_tiers else []
    assessor = Assessor(LIBRARY, a_policy({"tiers": tiers}), chosen)
    return REPORTS.get(form).render(assessor.assess(a_vendor({"a": "full"}), AS_OF), Display(120))


def shown_by(form: str, *chosen: str, has_tiers: bool = True) -> str:
    return in_one_line(rendered(form, *chosen, has_tiers=has_tiers))


def in_one_line(text: str) -> str:
    return re.sub(r"<[^>]+>|\*\*|\s+", " ", text).replace("  ", " ")


@pytest.mark.parametrize("form", ["summary", "markdown", "html"])
def test_what_the_tier_requires_besides_is_named_at_the_top(form: str) -> None:
    shown = shown_by(form, "q")
    sentence = "It also requires “MORE” and “OTHER”: this verdict is not about them."
    assert f"{BEGINNING} {sentence}" in shown
    assert shown.index(BEGINNING) < shown.index("100 %")
    assert f"{BEGINNING} It also requires “Q”: this verdict is not about it." in shown_by(
        form, "more", "other"
    )


@pytest.mark.parametrize("form", ["summary", "markdown", "html"])
def test_nothing_is_said_where_everything_was_asked(form: str) -> None:
    assert BEGINNING not in shown_by(form, *NAMES)
    assert BEGINNING not in shown_by(form)
    assert BEGINNING not in shown_by(form, "q", has_tiers=False)


def test_programs_learn_what_was_left_out() -> None:
    assert json.loads(rendered("json", "q"))["left_out"] == ["more", "other"]
    assert json.loads(rendered("json", *NAMES))["left_out"] == []
    assert json.loads(rendered("json"))["left_out"] == []


@pytest.mark.parametrize("form", ["summary", "markdown", "html"])
@pytest.mark.parametrize("is_harmless", [True, False])
def test_answers_that_a_lighter_tier_does_not_ask_are_named(
    form: str, *, is_harmless: bool
) -> None:
    request = a_questionnaire([fact("persons")], home="use").model_copy(
        update={"respondent": "requester"}
    )
    tiers = [
        a_tier(id="high", when={"use/persons": ["yes"]}, questionnaires=["q", "more"]),
        a_tier(id="low"),
    ]
    assessor = Assessor({**LIBRARY, "use": request}, a_policy({"tiers": tiers}))
    persons = "no" if is_harmless else "yes"
    vendor = a_vendor({"a": "full"}, more={"a": "none"}, use={"persons": persons})
    shown = in_one_line(REPORTS.get(form).render(assessor.assess(vendor, AS_OF), Display(120)))
    sentence = (
        "The file answers more than this tier asks. It does not ask “MORE”, and this verdict is not"
        " about it. The tier rests on the answer “no”."
    )
    assert (sentence in shown) is is_harmless
