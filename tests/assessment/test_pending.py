"""Questions that decide the tier or a questionnaire come first, and every report names them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from running import run
from tier_cases import GOOD, REQUEST, SSO, assess
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.digests import Digests
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.json import assessment_as_data

FORMATS = ("summary", "markdown", "html")
TIER = "Please answer this first: it decides the tier, which says how closely we look."
MORE = "Please answer this first: it decides what else is asked."
RULES = """
vendorcheck: policy/1
id: p
version: "1"
title: P
tiers:
- id: t1
  title: One
  when: {request/data: [special]}
  questionnaires: [sso]
  add: [{when: {request/crm: ["yes"]}, questionnaires: [integration]}]
- {id: t2, title: Two, questionnaires: [sso], reassess_after: 12 months}
"""
OURS = REQUEST.replace("title: T", "title: T\nrespondent: requester", 1)


def decided(
    answers: dict[str, dict[str, str]],
    rules: str = RULES,
    chosen: tuple[str, ...] = (),
    more: Mapping[str, str] = MappingProxyType({}),
) -> Assessment:
    return assess(answers, rules, chosen, OURS, more)


def shown(form: str, assessment: Assessment) -> str:
    return " ".join(REPORTS[form].render(assessment, Display()).split())


def requester_is_asked(assessment: Assessment) -> list[tuple[str, str | None]]:
    return [(ask.subject, ask.decides) for ask in assessment.questions_for_requester]


def test_what_decides_the_tier_is_asked_of_the_requester() -> None:
    assessment = decided({"request": {"crm": '"yes"'}, "sso": GOOD})
    assert assessment.tier_assumed
    (ask,) = assessment.questions_for_requester
    assert (ask.subject, ask.reason, ask.text, ask.decides) == (
        "request/data",
        "open",
        f"Which data? {TIER}",
        "tier",
    )
    assert assessment_as_data(assessment)["undecided"] == {
        "tier": ["request/data"],
        "questionnaires": [],
    }
    # Decided questionnaires of an assumed tier are asked as ever.
    assert [ask.subject for ask in assessment.questions_for_vendor] == ["integration/sync"]


@pytest.mark.parametrize("form", FORMATS)
def test_each_report_names_what_decides_the_tier(form: str) -> None:
    text = shown(form, decided({"request": {"crm": '"yes"'}, "sso": GOOD}))
    assert "request/data" in text
    assert (
        "request/data decides the tier" if form == "summary" else "The tier is assumed."
    ) in text


def test_what_only_an_undecided_questionnaire_asks_is_not_sent() -> None:
    assessment = decided({"request": {"data": "special"}, "sso": {}})
    assert [ask.subject for ask in assessment.questions_for_vendor] == ["sso/protocol", "sso/log"]
    (ask,) = assessment.questions_for_requester
    assert (ask.text, ask.decides) == (f"Is it connected to the CRM? {MORE}", "questionnaires")
    assert assessment_as_data(assessment)["undecided"] == {
        "tier": [],
        "questionnaires": [{"id": "integration", "questions": ["request/crm"]}],
    }
    # It counts as undecided all the same.
    assert not assessment.is_settled
    assert "integration" in [one.questionnaire.id for one in assessment.questionnaires]


@pytest.mark.parametrize("form", FORMATS)
def test_each_report_names_what_decides_whether_it_is_asked(form: str) -> None:
    text = shown(form, decided({"request": {"data": "special"}, "sso": GOOD}))
    assert "request/crm" in text
    assert (
        "decides whether “T” is asked"
        if form == "summary"
        else "Whether “T” is asked is not decided."
    ) in text


@pytest.mark.parametrize("crm", ["yes", "no"])
def test_nothing_is_said_once_all_is_decided(crm: str) -> None:
    assessment = decided({"request": {"data": "special", "crm": f'"{crm}"'}, "sso": GOOD})
    assert assessment.pending_decisions == ()
    assert assessment.questions_for_requester == ()
    assert [ask.subject for ask in assessment.questions_for_vendor] == (
        ["integration/sync"] if crm == "yes" else []
    )


def test_what_decides_both_is_asked_once_and_comes_first() -> None:
    both = RULES.replace(
        "{request/data: [special]}", "{all: [{request/data: [special]}, {request/crm: ['yes']}]}"
    )
    also = both.replace("questionnaires: [sso]\n", "questionnaires: [sso, request]\n")
    assessment = decided({"request": {"crm": "{unknown: true}"}, "sso": GOOD}, also)
    assert requester_is_asked(assessment) == [("request/data", "tier"), ("request/crm", "tier")]
    assessment = decided(
        {"request": {"data": "special"}, "sso": GOOD}, RULES.replace("[sso]\n", "[request, sso]\n")
    )
    assert requester_is_asked(assessment) == [("request/crm", "questionnaires")]


def test_a_vendor_that_decides_hears_nothing_of_tiers() -> None:
    rules = RULES.replace("request/data: [special]", "sso/log: ['yes']")
    assessment = decided({"sso": {"protocol": '"yes"'}}, rules)
    assert [(ask.subject, ask.decides) for ask in assessment.questions_for_vendor] == [
        ("sso/log", "tier")
    ]
    assert assessment.questions_for_vendor[0].text == f"Is there a log? {MORE}"


def test_several_questionnaires_that_hang_on_the_same_are_told_together() -> None:
    rules = RULES.replace("[integration]", "[integration, third]")
    third = SSO.replace("id: sso", "id: third").replace("title: T", "title: Third", 1)
    assessment = decided(
        {"request": {"data": "special"}, "sso": GOOD}, rules, more={"third": third}
    )
    (pending,) = assessment.pending_decisions
    assert [one.id for one in pending.questionnaires] == ["integration", "third"]
    assert (
        "Whether “T” and “Third” are asked is not decided. Until it is, their questions"
        in shown("markdown", assessment).replace("**", "")
    )


def waiting(assessment: Assessment) -> list[tuple[list[str], list[str]]]:
    """What is not decided yet: which questionnaires, and the questions that decide it."""
    return [
        ([one.id for one in part.questionnaires], [reply.question.key for reply in part.statuses])
        for part in assessment.pending_decisions
    ]


def test_a_questionnaire_that_two_conditions_add_hangs_on_the_undecided_one() -> None:
    add = "{when: {request/crm: ['yes']}, questionnaires: [integration]}"
    rules = RULES.replace("add: [", f"add: [{add.replace('crm', 'feed')}, ")
    feed = "  - {id: feed, type: yes_no, ask: A feed?, weight: 0, when: {data: [none]}}\n"
    assessment = assess({"request": {"data": "special"}, "sso": GOOD}, rules, request=OURS + feed)
    assert waiting(assessment) == [(["integration"], ["request/crm"])]


def test_a_question_that_may_not_be_asked_decides_with_what_decides_that() -> None:
    third = SSO.replace("id: sso", "id: third").replace("title: T", "title: Third", 1)
    more = "{when: {integration/sync: ['yes']}, questionnaires: [third]}"
    rules = RULES.replace(
        "questionnaires: [integration]}]", f"questionnaires: [integration]}}, {more}]"
    )
    assessment = decided(
        {"request": {"data": "special"}, "sso": GOOD}, rules, more={"third": third}
    )
    assert [(which, sorted(keys)) for which, keys in waiting(assessment)] == [
        (["integration"], ["request/crm"]),
        (["third"], ["integration/sync", "request/crm"]),
    ]


def test_without_a_tier_what_decides_it_is_named_where_it_is_asked() -> None:
    assessment = decided({"request": {}, "sso": GOOD}, chosen=("request", "sso"))
    assert assessment.tier is None
    assert requester_is_asked(assessment) == [("request/data", "tier"), ("request/crm", None)]
    assert "There is no tier yet." in shown("html", assessment)
    assert decided({"sso": GOOD}, chosen=("sso",)).pending_decisions == ()


def test_only_the_first_few_are_named_in_a_line() -> None:
    ids = [f"q{number}" for number in range(5)]
    more = "".join(f"  - {{id: {name}, type: yes_no, ask: {name}?, weight: 0}}\n" for name in ids)
    parts = ", ".join(f"{{request/{name}: ['yes']}}" for name in ids)
    rules = RULES.replace("{request/data: [special]}", f"{{all: [{parts}]}}")
    assessment = assess({"request": {"data": "none"}, "sso": GOOD}, rules, request=OURS + more)
    assert "request/q0, request/q1, request/q2 and 2 more decide the tier" in shown(
        "summary", assessment
    )


def test_what_decides_the_tier_is_asked_in_the_order_of_the_questionnaire() -> None:
    ids = [f"q{number}" for number in range(12)]
    more = "".join(f"  - {{id: {name}, type: yes_no, ask: {name}?, weight: 0}}\n" for name in ids)
    parts = ", ".join(f"{{request/{name}: ['yes']}}" for name in ("q11", "q6", "q1"))
    rules = RULES.replace("{request/data: [special]}", f"{{all: [{parts}]}}")
    assessment = assess({"request": {"data": "none"}, "sso": GOOD}, rules, request=OURS + more)
    assert waiting(assessment)[0] == ([], ["request/q1", "request/q6", "request/q11"])


CHECK = "checks: [{{id: odd, when: {}, severity: low, message: Odd.}}]\n"


@pytest.mark.parametrize(
    ("home", "when", "who"),
    [
        ("request", '{data: [none], crm: ["yes"]}', "requester"),
        ("request", '{sso/protocol: ["yes"], sso/log: ["yes"]}', "requester"),
        ("third", '{request/data: [none], sso/log: ["yes"]}', "requester"),
        ("third", '{protocol: ["yes"], sso/log: ["yes"]}', "vendor"),
    ],
)
def test_a_vendor_hears_of_no_contradiction_with_what_the_requester_said(
    home: str, when: str, who: str
) -> None:
    third = SSO.replace("id: sso", "id: third")
    texts = {
        "request": OURS,
        "third": third,
        home: {"request": OURS, "third": third}[home] + CHECK.format(when),
    }
    answers = {"request": {"data": "none", "crm": '"yes"'}, "sso": GOOD, "third": GOOD}
    assessment = decided(answers, chosen=("request", "sso", "third"), more=texts)
    asks = {
        "requester": assessment.questions_for_requester,
        "vendor": assessment.questions_for_vendor,
    }
    (ask,) = asks.pop(who)
    assert (ask.subject, ask.reason) == (f"{home}/odd", "contradiction")
    assert list(asks.values()) == [()]


# ---- provenance


def test_what_decided_the_tier_is_in_the_provenance() -> None:
    assessment = decided({"request": {"data": "none"}, "sso": GOOD})
    data = json.loads(REPORTS["json"].render(assessment, Display()))
    assert [one["id"] for one in data["provenance"]["questionnaires"]] == ["sso"]
    assert data["provenance"]["deciding_questionnaires"] == [
        {"id": "request", "version": "1", "sha256": "", "answers_version": None, "file": None}
    ]
    assert data["assess_again_by"] is None  # nothing is decided yet
    for form in ("markdown", "html"):
        assert "Decides the tier or what is asked" in shown(form, assessment)


def test_a_questionnaire_that_is_asked_is_named_once() -> None:
    assessment = decided({"request": {"data": "none"}, "sso": GOOD}, chosen=("request", "sso"))
    assert [(one.questionnaire.id, one.is_asked) for one in assessment.used_questionnaires] == [
        ("request", True),
        ("sso", True),
    ]


def test_answers_to_another_version_are_told() -> None:
    assessment = decided({"request": {"data": "none"}, "sso": GOOD})
    same = tuple(
        replace(one, answered_version=one.questionnaire.version)
        for one in assessment.used_questionnaires
    )
    other = tuple(replace(one, answered_version="0.9") for one in assessment.used_questionnaires)
    for form in ("markdown", "html"):
        assert "the answers are to version" not in shown(
            form, replace(assessment, used_questionnaires=same, digests=Digests())
        )
        assert (
            shown(form, replace(assessment, used_questionnaires=other)).count(
                "the answers are to version 0.9"
            )
            == 2
        )


# ---- self-service


SMALL = """vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  request: {version: "1.0", answers: {
    purpose: x, deployment: cloud, data: [none], connections: [none], ai: "no", seats: 3,
    outage: nothing-much}}
  sso: {version: "1.0", answers: {sso-protocol: saml-oidc}}
  data-access-removal: {version: "1.0", answers: {export-self-service: all}}
"""
BENEATH = "a green pre-check is enough, and IT is told. The pre-check of these answers is"


def report(tmp_path: Path, text: str, form: str, *options: str) -> str:
    (tmp_path / "small.yaml").write_text(text)
    done = run(
        "assess", str(tmp_path / "small.yaml"), "--format", form, "--as-of", "2026-11-22", *options
    )
    assert done.exit_code == 0, done.stderr
    return done.stdout if form == "json" else " ".join(done.stdout.replace("**", "").split())


@pytest.mark.parametrize("form", FORMATS)
def test_a_self_service_tier_says_that_a_green_precheck_is_enough(
    tmp_path: Path, form: str
) -> None:
    text = report(tmp_path, SMALL, form)
    tier = (
        "<strong>This tier is self-service:</strong>"
        if form == "html"
        else "This tier is self-service:"
    )
    assert f"{tier} {BENEATH} green: “Go ahead; IT is told”." in text
    # The verdict is what the rules say.
    assert text.index("More information needed") < text.index(BENEATH)
    open_one = report(
        tmp_path,
        SMALL.replace("saml-oidc", "{unknown: true}").replace("export-self-service: all", ""),
        form,
    )
    assert f"{tier} {BENEATH} not green yet: “" in open_one


def test_the_json_report_says_what_the_precheck_says(tmp_path: Path) -> None:
    green = json.loads(report(tmp_path, SMALL, "json"))
    assert (green["tier"], green["verdict"]) == ("low", "more-information-needed")
    assert green["self_service"] == {"green": True, "precheck": "Go ahead; IT is told"}
    contradicts = json.loads(
        report(
            tmp_path, SMALL.replace("export-self-service: all", "export-self-service: none"), "json"
        )
    )
    assert contradicts["self_service"]["green"] is False
    # Whatever was chosen, the pre-check is that of the policy's tier.
    assert (
        json.loads(report(tmp_path, SMALL, "json", "-q", "privacy"))["self_service"]["green"]
        is True
    )


@pytest.mark.parametrize("change", [("[none], conn", "[customers], conn"), ("data: [none], ", "")])
@pytest.mark.parametrize("form", FORMATS)
def test_no_other_tier_says_so(tmp_path: Path, form: str, change: tuple[str, str]) -> None:
    assert "self-service:" not in report(tmp_path, SMALL.replace(*change), form)


def test_an_assumed_self_service_tier_promises_nothing() -> None:
    rules = RULES.replace(
        "questionnaires: [sso]\n", "questionnaires: [sso]\n  self_service: true\n"
    )
    assessment = decided({"request": {"crm": '"yes"'}, "sso": GOOD}, rules)
    assert (assessment.tier_assumed, assessment_as_data(assessment)["self_service"]) == (True, None)
    sure = decided({"request": {"data": "special", "crm": '"no"'}, "sso": GOOD}, rules)
    assert assessment_as_data(sure)["self_service"] is not None
