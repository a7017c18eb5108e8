"""The requester's page as a file: what is compiled into it, and that nobody's words break out."""

import json
import re
from datetime import date
from importlib.resources import files
from typing import Any, Final

import pytest

from html_pages import Reader, assert_runs_only_its_own
from page_cases import (
    ALWAYS,
    DAY,
    OWN_POLICY,
    POLICIES,
    UNTIERED,
    policy_and_library,
    requester_page,
)
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.exchange.forms.page._package import Package, compile_package
from vendorcheck.exchange.forms.page._words import WORDS

FOLDER: Final = files("vendorcheck.exchange.forms.page")
SCRIPTS: Final = {
    entry.name: entry.read_text("utf-8")
    for folder in ("script", "requester_script")
    for entry in (FOLDER / folder).iterdir()
}


def page_of(name: str, day: date = DAY) -> str:
    return requester_page(*policy_and_library(name), day)


def package_of(name: str) -> Package:
    return compile_package(*policy_and_library(name))


@pytest.mark.parametrize("name", POLICIES)
def test_the_data_comes_back_as_it_was_whatever_is_written_in_it(name: str) -> None:
    reader = Reader(page_of(name))
    data, script = reader.raw["script"]
    assert json.loads(data) == json.loads(json.dumps(package_of(name)))
    assert script.startswith('"use strict";')
    assert [tag for tag, _ in reader.elements].count("script") == 2


def test_a_label_that_ends_a_script_ends_none() -> None:
    html = page_of(OWN_POLICY)
    label = "</script><script>alert(1)</script>"
    options = package_of(OWN_POLICY)["questions"]["tool/export"]["options"]
    assert label in [option["text"] for option in options]
    assert label not in html
    assert html.count("</script>") == 2
    assert label in Reader(html).words


@pytest.mark.parametrize("name", POLICIES)
def test_only_its_own_script_and_style_may_run_and_nothing_may_be_loaded(name: str) -> None:
    assert_runs_only_its_own(page_of(name))


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    template = (FOLDER / "requester.html.j2").read_text("utf-8")
    used = set(re.findall(r"words\.(\w+)", "".join([*SCRIPTS.values(), template])))
    names = set(re.findall(r'"(before_\w+)"', "".join(SCRIPTS.values())))
    states = {f"state_{state}" for state in ("done", "begun", "open")}
    assert used | names | states | {"about"} == set(WORDS)


@pytest.mark.parametrize("name", POLICIES)
def test_the_page_holds_the_questions_that_the_precheck_may_ask_and_no_others(name: str) -> None:
    policy, library = policy_and_library(name)
    package = compile_package(policy, library)
    assert package["questions"].keys() == PrecheckAssessor(library, policy).askable_question_keys
    words = " ".join(Reader(requester_page(policy, library, DAY)).words)
    for question in package["questions"].values():
        assert question["ask"] in words
        for option in question["options"]:
            assert not option["shown"] or option["text"] in words
    assert WORDS["internal"] in words
    assert WORDS["no_script"] in words


def test_what_is_invisible_in_a_text_is_seen() -> None:
    options = question("tool/fact")["options"]
    assert [option["text"] for option in options] == ["Here", "There \\u{202e}\\u{200b}"]


def test_a_policy_without_tiers_has_one_plan_and_nothing_that_would_be_quicker() -> None:
    package = package_of(UNTIERED)
    assert (package["tiers"], package["changes"], package["endings"]) == ([], [], [])
    assert (package["tier_plan"], package["first_tier"], package["deciding"]) == (None, None, [])
    assert len(package["plans"]) == 1


def test_a_tier_without_a_condition_is_that_of_everybody() -> None:
    package = package_of(ALWAYS)
    assert (package["tier_plan"], package["first_tier"]) == (None, 0)
    assert package["tiers"][0]["when"] is None
    assert package["letter"]["headings"]["long"] == ["A long list", "-" * 11]


def test_an_option_that_the_precheck_leaves_out_is_not_offered() -> None:
    options = package_of("default")["questions"]["sso/sso-protocol"]["options"]
    assert {option["id"]: option["shown"] for option in options}["saml-oidc"] is False
    assert next(option["id"] for option in options if option["shown"]) == "saml"


def test_answers_are_kept_under_the_rules_not_under_the_day() -> None:
    names = {package_of(name)["package"] for name in POLICIES}
    assert len(names) == len(POLICIES)
    assert package_of("default")["package"] in page_of("default", date(2027, 1, 31))
    assert "Sun 31 Jan 2027" in page_of("default", date(2027, 1, 31))


def question(key: str) -> dict[str, Any]:
    return {**package_of(OWN_POLICY)["questions"][key]}


def test_credits_are_whole_numbers_of_a_common_part() -> None:
    found = question("tool/proofs")
    assert found["full"] == 10
    assert [option["earns"]["credit"] for option in found["options"]] == [6, 7, 3, 0]
    assert [option["worded"] for option in found["options"]] == [False, True, True, False]
    assert [option["earns"]["severity"] for option in found["options"]] == [None, None, None, 3]


def test_each_limit_of_a_band_is_a_cell_of_its_own() -> None:
    found = question("tool/uptime")
    assert found["limits"] == [("99", "1"), ("999", "10")]
    assert [cell["credit"] for cell in found["cells"]] == [0, 1, 1, 2, 2]
    assert found["full"] == 2
    found = question("tool/notice")
    assert found["limits"] == [("1", "1"), ("30", "1")]
    assert [cell["credit"] for cell in found["cells"]] == [2, 2, 1, 1, 0]
    assert [cell["severity"] for cell in found["cells"]] == [None, None, 0, 0, None]


def test_ages_are_months_of_the_calendar_or_days() -> None:
    bands = question("tool/tested")["ages"]
    assert [(band["months"], band["days"], band["earns"]["credit"]) for band in bands] == [
        (12, None, 5),
        (0, 1000, 2),
        (0, None, 0),
    ]


def test_a_plan_holds_what_counts_and_what_that_depends_on() -> None:
    much, some, little, nothing = package_of(OWN_POLICY)["plans"]
    keys = [one["key"] for one in much["questions"]]
    assert "crm/scope" in keys[: much["counted"]]
    assert "crm/scope" not in [one["key"] for one in little["questions"]]
    # It is never asked here, and decides whether another question applies.
    assert keys.index("tool/unseen") >= much["counted"]
    by_key = {one["key"]: one for one in much["questions"]}
    assert by_key["tool/export"]["blocker"] == 4
    assert by_key["tool/format"]["blocker"] == 2
    assert by_key["tool/proofs"]["severity"] == 3
    assert by_key["tool/light"]["weight"] == "0"
    assert by_key["tool/light"]["subject"]
    assert by_key["tool/shadow"]["aside"] == "allowed"
    assert (much["conditions_from"], some["conditions_from"], little["conditions_from"]) == (
        0,
        2,
        3,
    )
    assert (much["approve_at"], nothing["conditions_at"]) == (("90", "1"), ("333", "10"))


def test_the_ends_of_quicker_sentences_go_to_shorter_reviews_only() -> None:
    endings = package_of(OWN_POLICY)["endings"]
    green = " Then a first look with nothing against it is enough."
    assert endings == [
        [
            "",
            ": 10 working days instead of 3 weeks.",
            f": 1 working day instead of 3 weeks.{green}",
        ],
        ["", "", f": 1 working day instead of 10.{green}"],
        ["", "", ""],
    ]
