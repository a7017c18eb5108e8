"""The shipped questionnaires, policies and examples keep what they promise."""

import re
from datetime import date
from pathlib import Path

import pytest

from locations import REPOSITORY
from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.model.controls import Control
from vendorcheck.model.policy import NO_POLICY
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, plain_name
from vendorcheck.store.discovery import built_in_files, known_control_ids
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.reachability.search import Reachability, collect_tests, question_applies

LIBRARY = Library()
NAMES = list(LIBRARY)
QUESTIONS = [(name, question) for name in NAMES for question in LIBRARY[name].questions.values()]
AS_OF = date(2026, 11, 22)

every_questionnaire = pytest.mark.parametrize("name", NAMES)
every_question = pytest.mark.parametrize(
    ("name", "question"), QUESTIONS, ids=[f"{name}/{q.id}" for name, q in QUESTIONS]
)


def found_in(*folders: str) -> list[str]:
    found = scan_files(Library(), [str(REPOSITORY / folder) for folder in folders], AS_OF)
    assert found.files_checked > 0
    return [
        f"{problem.level}: {problem.location} {problem.message} [{problem.code}]"
        for problem in found.problems
    ]


def test_all_ten_are_there() -> None:
    assert NAMES == [
        "admin-processes",
        "ai",
        "contract",
        "data-access-removal",
        "hosting-support",
        "integration",
        "privacy",
        "request",
        "security",
        "sso",
    ]


def test_questionnaires_and_policies_are_without_a_problem() -> None:
    assert found_in("questionnaires", "policies") == []


def test_the_examples_have_no_error() -> None:
    assert [line for line in found_in("examples") if line.startswith("error")] == []


@every_questionnaire
def test_it_can_reach_100_and_0(name: str) -> None:
    scored = [question for question in LIBRARY[name].questions.values() if question.credit_range]
    assert name == "request" or scored
    assert {question.credit_range for question in scored} <= {(0, 1)}


@every_question
def test_it_can_be_understood_without_its_options(name: str, question: BaseQuestion) -> None:
    """The message to the vendor lists no options."""
    refers_to_options = r"\b(which|any|all|one|none) of (these|those|the following)\b|\bbelow\b"
    assert not re.search(refers_to_options, question.ask, re.IGNORECASE), name


@every_question
def test_it_can_be_asked(name: str, question: BaseQuestion) -> None:
    plan = make_plan(LIBRARY, NO_POLICY, chosen_ids=[name])
    item = plan.questions[plan.position_by_key[f"{name}/{question.id}"]]
    tests = collect_tests((*item.conditions, *item.gates))
    assert Reachability(plan).can_hold(lambda lookup: question_applies(item, lookup), tests)


@every_question
def test_its_texts_are_complete(name: str, question: BaseQuestion) -> None:
    assert question.plain
    if LIBRARY[name].respondent == "vendor" and question.credit_range:
        assert question.why
        assert question.where_to_look
        assert question.verify
    if question.blocker is not None:
        assert question.clause or all(
            outcome.wording.clause for outcome in question.possible_results() if outcome.credit < 1
        )


def test_blockers_are_few() -> None:
    blockers = [
        f"{name}/{question.id}" for name, question in QUESTIONS if question.blocker is not None
    ]
    assert 0 < len(blockers) <= 14


@pytest.mark.parametrize("policy", ["default", "light", "strict"])
def test_no_requester_puts_aside_what_decides_the_tier_or_asks_more(policy: str) -> None:
    # What the requester says needs nobody's consent, and a condition on what is put aside fails:
    # "does not apply" in place of "special data" would lead to a lower tier.
    conditions = [
        (condition, "")
        for tier in load_policy(Library(), policy).model.tiers
        for condition in (tier.when, *(addition.when for addition in tier.add))
        if condition
    ]
    for name in NAMES:
        conditions += [(one.when, name) for one in LIBRARY[name].sections if one.when]
        conditions += [(one.when, name) for one in LIBRARY[name].questions.values() if one.when]
    named = {key for condition, home in conditions for key, _, _ in condition.references(home)}
    from_outside = {
        question.id
        for question in LIBRARY["request"].questions.values()
        if f"request/{question.id}" in named
    }
    assert {"data", "people", "seats", "connections", "outage"} <= from_outside
    assert [
        name
        for name in sorted(from_outside)
        if LIBRARY["request"].questions[name].not_applicable != "refused"
    ] == []


def test_an_answer_on_ai_is_understood_without_its_question() -> None:
    # The pre-check names it alone: "That is because of ...", "with ... instead of ...".
    names = [plain_name(option) for option in LIBRARY["request"].questions["ai"].offered_options]
    assert names
    assert [name for name in names if "artificial intelligence" not in name] == []


def test_a_review_with_security_covers_every_control_of_mvsp() -> None:
    covered = {
        control.id
        for name in ("security", "contract", "sso", "admin-processes", "data-access-removal")
        for question in LIBRARY[name].questions.values()
        for control in question.controls.get("mvsp-3.0", ())
    }
    assert covered == known_control_ids()["mvsp-3.0"]


@every_question
def test_its_controls_are_known(name: str, question: BaseQuestion) -> None:  # noqa: ARG001
    known = known_control_ids()
    for framework, controls in question.controls.items():
        assert {control.id for control in controls} <= known[framework]


FRAMEWORKS = ["ccm-4.1", "iso-27001-2022", "nist-800-53-r5", "soc2-2017", "mvsp-3.0"]


@every_question
def test_its_controls_say_how_they_relate(name: str, question: BaseQuestion) -> None:
    asked_and_scored = LIBRARY[name].respondent == "vendor" and question.credit_range is not None
    assert list(question.maps_to) == (FRAMEWORKS if asked_and_scored else [])
    for controls in question.maps_to.values():
        assert controls  # "none", or at least one
        for control in () if isinstance(controls, str) else controls:
            assert isinstance(control, Control), f"{control} has no relation"
            assert "relation" in control.model_fields_set, control.id
            assert control.because or control.relation != "equal", control.id


# An abbreviation is a word of capitals, perhaps with digits. A file explains one by
# writing it in brackets behind its words: "single sign-on (SSO)",
# or its words in brackets behind it.
ABBREVIATION = re.compile(r"\b(?:[A-Z][A-Z0-9]+s?|SaaS)\b")
EVERYDAY = {"PDF", "EU", "URL", "OK", "USB"}


def plain_texts(questionnaire: Questionnaire) -> list[str]:
    texts = [question.plain or "" for question in questionnaire.questions.values()]
    return texts + [
        option.plain or ""
        for question in questionnaire.questions.values()
        for option in question.offered_options
    ]


@every_questionnaire
def test_plain_wordings_hold_no_unexplained_abbreviation(name: str) -> None:
    explained: set[str] = set(EVERYDAY)
    for text in plain_texts(LIBRARY[name]):
        explained |= {
            word
            for aside in re.findall(r"\(([^)]*)\)", text)
            for word in ABBREVIATION.findall(aside)
        }
        explained |= set(re.findall(r"\b([A-Z][A-Z0-9]+) \([a-z]", text))
        assert set(ABBREVIATION.findall(text)) - explained == set(), text


@every_questionnaire
def test_plain_wordings_avoid_our_jargon(name: str) -> None:
    words = re.compile(r"\b(severity|weight|credit|grade|tier)s?\b", re.IGNORECASE)
    assert [text for text in plain_texts(LIBRARY[name]) if words.search(text)] == []


YES_OR_NO = re.compile(r"(Are|Can|Could|Do|Does|Has|Have|Is|May|Must|Will|Would)\b")
SAYS_NO = re.compile(r"(No|Never)\b")


@every_question
def test_yes_is_good_news_in_plain_words(name: str, question: BaseQuestion) -> None:  # noqa: ARG001
    if question.credit_range is None or not YES_OR_NO.match(question.plain or ""):
        return
    assert question.expected_answer in {None, "yes"}
    options = [one for one in question.offered_options if one.credit is not None]
    best = [one.plain or one.label for one in options if one.credit == 1]
    worst = [one.plain or one.label for one in options if one.credit == 0]
    assert not best or [text for text in best if not SAYS_NO.match(text)], best
    assert [text for text in worst if text.startswith("Yes")] == []


def test_an_installed_tool_takes_what_the_wheel_brought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "strict.yaml").touch()
    (tmp_path / "policies" / "README.md").touch()
    monkeypatch.setattr("vendorcheck.store.discovery._BUILT_IN_FOLDER", str(tmp_path))
    assert built_in_files("policies") == {"strict": str(tmp_path / "policies" / "strict.yaml")}
    assert list(built_in_files("questionnaires")) == sorted(NAMES)


@pytest.mark.parametrize("policy", ["default", "light", "strict"])
def test_the_title_of_a_tier_fits_a_line(policy: str) -> None:
    for tier in load_policy(Library(), policy).model.tiers:
        assert len(f"  This is tier {tier.id}: {tier.title}.") <= 80
