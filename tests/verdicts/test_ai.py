"""What is asked about AI, of whom, and what the answers lead to."""

import re
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from running import DAY, run
from verdict_cases import POLICIES, Case, read_cases
from verdict_outcomes import Outcome, assessor, library, outcome

REQUESTS = {case.id: case for case in read_cases("requests")}
VENDORS = {case.id: case for case in read_cases("vendors")}
NO_AI, SOME, DECIDES, NOBODY_KNOWS = "no", "yes", "decides", "unknown"


def said(
    case: Case,
    policy: str = "default",
    **answers: Any,  # noqa: ANN401 - plain data
) -> Outcome:
    """Return what becomes of a case with other answers, `request__ai` for `request/ai`."""
    named = {name.replace("__", "/").replace("_", "-"): one for name, one in answers.items()}
    merged = {**dict(case.answers), **named}
    return outcome(replace(case, answers=tuple(merged.items())), policy)


def ai_questions(result: Outcome) -> list[str]:
    return [key.removeprefix("ai/") for key in result.asked if key.startswith("ai/")]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_it_is_asked_where_there_is_ai_or_nobody_knows(name: str, policy: str) -> None:
    """Of training everybody is asked who gets data that is not public."""
    for ai in (SOME, DECIDES, NOBODY_KNOWS):
        result = said(REQUESTS[name], policy, request__ai=ai, ai__does=["writes"])
        assert "training" in ai_questions(result)
        assert result.tier is not None
        assert not result.tier.self_service
    data = dict(REQUESTS[name].answers)["request/data"]
    expected = ["training"] if {*data} - {"none", "public"} else []
    assert ai_questions(said(REQUESTS[name], policy, request__ai=NO_AI)) == expected


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("data", ["business", "confidential", "contacts", "customers"])
def test_to_know_of_no_ai_lets_no_vendor_train_on_our_data(policy: str, data: str) -> None:
    result = said(
        REQUESTS["small-surveys"],
        policy,
        request__ai=NO_AI,
        request__data=[data],
        ai__training="yes",
    )
    assert result.verdict == "do-not-approve"
    assert "ai/training" in result.subjects("do-not-approve")


ALWAYS = "does model-home switch training "
PROMPTS = "prompt-retention readers "
TALKS = "rights disclosure evaluation model-provider"


@pytest.mark.parametrize(
    ("does", "home", "more"),
    [
        ("writes", "vendor", PROMPTS + "output-rights marking"),
        ("writes", "provider", PROMPTS + "output-rights marking model-provider"),
        ("media", "provider", PROMPTS + "output-rights marking model-provider"),
        ("finds", "provider", PROMPTS + "output-rights rights model-provider"),
        (
            "talks",
            "provider",
            PROMPTS + "output-rights rights disclosure evaluation model-provider",
        ),
        ("scores", "vendor", ""),
        ("acts", "our-account", PROMPTS + "rights actions evaluation"),
    ],
)
def test_nobody_is_asked_what_the_features_do_not_touch(does: str, home: str, more: str) -> None:
    case = REQUESTS["ai-writing"]
    result = said(case, ai__does=[does], ai__model_home=[home])
    assert sorted(ai_questions(result)) == sorted((ALWAYS + more).split())


@pytest.mark.parametrize(
    "much",
    [
        {"request__data": ["customers"]},
        {"request__people": "10000"},
        {"request__outage": "stops-us"},
        {"request__connections": ["mail"]},
    ],
)
def test_more_is_asked_where_much_is_at_stake(much: dict[str, Any]) -> None:
    case = REQUESTS["ai-writing"]
    request = {"request__data": ["contacts"], "request__people": "500", "request__seats": "11"}
    features: dict[str, Any] = {"ai__does": ["acts"], "ai__model_home": ["provider"]}
    little = {*ai_questions(said(case, **{**request, **features}))}
    more = {*ai_questions(said(case, **{**request, **features, **much}))} - little
    assert more == {"agent-identity", "default-state", "leaving", "model-changes"}


@pytest.mark.parametrize("released_by", ["users", "any"])
def test_an_agent_that_our_administrator_does_not_hold_is_a_condition(released_by: str) -> None:
    result = said(
        REQUESTS["ai-writing"],
        ai__does=["acts"],
        ai__model_home=["provider"],
        ai__actions=released_by,
    )
    assert "ai/actions" in result.subjects("approve-with-conditions")


def test_who_stands_in_is_asked_where_results_are_published() -> None:
    case = REQUESTS["ai-writing"]
    assert "indemnity" not in ai_questions(said(case, ai__does=["media"]))
    published = said(case, request__connections=["website"], ai__does=["media"])
    assert "indemnity" in ai_questions(published)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("does", [["writes"], ["media"], ["scores"], ["writes", "finds", "scores"]])
def test_an_average_review_stays_short_with_ai(does: list[str], policy: str) -> None:
    for data, connection in product(("business", "contacts"), ("none", "social", "other")):
        result = said(
            REQUESTS["ai-writing"],
            policy,
            request__data=[data],
            request__people="500",
            request__countries=["eea"],
            request__connections=[connection],
            request__seats="8",
            request__outage="slows-us",
            ai__does=does,
            ai__model_home=["provider"],
        )
        assert result.tier is not None
        average = assessor(policy).policy.tiers[-2].id
        assert len(result.asked) < (90 if result.tier.id == average else 130)


def test_a_model_on_our_own_devices_leaves_nothing_to_ask_a_host() -> None:
    result = said(REQUESTS["ai-writing"], ai__does=["writes"], ai__model_home=["our-devices"])
    hosted = {"model-provider", "prompt-retention", "readers", "leaving"}
    assert not hosted & {*ai_questions(result)}


def test_training_is_asked_of_whoever_gets_our_data() -> None:
    for deployment in ("cloud", "hybrid", "app-only"):
        case = REQUESTS["ai-writing"]
        result = said(case, request__deployment=deployment, ai__does=["none"])
        assert "ai/training" in result.asked
    for home, asked in (("our-devices", False), ("provider", True)):
        ours: dict[str, Any] = {"request__deployment": "on-our-servers", "ai__does": ["writes"]}
        result = said(REQUESTS["ai-writing"], **ours, ai__model_home=[home])
        assert ("ai/training" in result.asked) is asked


def test_a_vendor_that_has_none_is_asked_about_training_only() -> None:
    result = said(REQUESTS["ai-writing"], request__ai=NOBODY_KNOWS, ai__does=["none"])
    assert ai_questions(result) == ["does", "training"]
    assert [one for one in result.findings if one.subject.startswith("ai/")] == []
    other = said(REQUESTS["ai-writing"], request__ai=SOME, ai__does=["none"])
    assert "ai/none-though-the-request-says-so" in {one.subject for one in other.findings}


@pytest.mark.parametrize(
    ("does", "home"), [("finds", ["our-devices", "provider"]), ("writes", ["our-devices"])]
)
def test_a_model_on_our_devices_may_well_write(does: str, home: list[str]) -> None:
    result = said(REQUESTS["ai-writing"], ai__does=[does], ai__model_home=home)
    check = "ai/our-devices-but-in-the-cloud"
    assert check not in {one.subject for one in result.findings}


# ---- training


@pytest.mark.parametrize("policy", POLICIES)
def test_training_is_caught_though_the_request_knows_of_no_ai(policy: str) -> None:
    case = REQUESTS["newsletter"]
    stopped = said(case, policy, request__ai=NO_AI, privacy__own_purposes=["training"])
    assert stopped.verdict == "do-not-approve"
    assert "privacy/own-purposes" in stopped.subjects("do-not-approve")
    some = said(case, policy, request__ai=NO_AI, privacy__own_purposes=["training-until-objected"])
    assert "privacy/own-purposes" in some.subjects("approve-with-conditions")
    assert "before the first data" in next(some.findings_on("privacy/own-purposes"))[1]


@pytest.mark.parametrize("policy", POLICIES)
def test_training_that_nobody_can_stop_stops_the_purchase(policy: str) -> None:
    case = REQUESTS["ai-writing"]
    result = said(case, policy, ai__does=["writes"], ai__training="yes")
    assert "ai/training" in result.subjects("do-not-approve")


@pytest.mark.parametrize(
    ("check", "answers"),
    [
        ("training-without-purposes-of-its-own", {"ai__training": "opt-out"}),
        ("read-though-not-kept", {"ai__prompt_retention": "none", "ai__readers": "samples"}),
        (
            "provider-without-sub-processors",
            {"ai__model_home": ["provider"], "data_access_removal__sub_processors": "no-others"},
        ),
        (
            "our-devices-but-in-the-cloud",
            {"ai__does": ["finds"], "ai__model_home": ["our-devices"]},
        ),
        ("none-though-it-is-to-decide", {"ai__does": ["none"], "request__ai": DECIDES}),
    ],
)
def test_answers_that_can_not_both_be_true_are_found(check: str, answers: dict[str, Any]) -> None:
    base: dict[str, Any] = {"ai__does": ["writes"], "ai__model_home": ["vendor"]}
    base |= {"privacy__own_purposes": ["none"], "request__ai": SOME}
    case = REQUESTS["newsletter"]
    failing = {one.subject for one in said(case, **base | answers).findings}
    assert f"ai/{check}" in failing
    assert f"ai/{check}" not in {one.subject for one in said(case, **base).findings}


OLDER = """\
vendorcheck: vendor/1
vendor: {name: A}
responses:
  data-access-removal:
    version: "1.0"
    answers:
      model-training:
        answer: ANSWER
        note: Section 5 of the terms.
        evidence: [{title: Terms, url: "https://a.example/terms", dated: 2026-08-19}]
accepted_risks:
  - question: data-access-removal/model-training
    reason: Few texts
    accepted_by: CIO
    accepted_on: 2026-11-02
    expires: 2027-05-01
"""


@pytest.mark.parametrize("answer", ["excluded", "opt-in", "stated", "opt-out", '"yes"'])
def test_an_older_answer_moves_with_all_that_belongs_to_it(answer: str) -> None:
    done = run("migrate", "-", "-o", "-", text=OLDER.replace("ANSWER", answer))
    assert done.exit_code == 0, done.stderr
    _, _, moved = done.stdout.partition("  ai:\n")
    assert moved.startswith(f'    version: "{library()["ai"].version}"\n    answers:\n')
    for words in (f"answer: {answer}", "Section 5", "a.example/terms"):
        assert words in moved
    assert "question: ai/training" in done.stdout
    assert "model-training" not in done.stdout


# ---- AI that has a say about people


@pytest.mark.parametrize(
    ("policy", "tier"), [("default", "high"), ("light", "high"), ("strict", "critical")]
)
@pytest.mark.parametrize("matter", ["work", "loans-insurance", "education", "biometrics", "public"])
def test_a_say_about_people_asks_for_more_care(policy: str, tier: str, matter: str) -> None:
    case = REQUESTS["ai-writing"]
    answers: dict[str, Any] = {"request__ai": DECIDES, "request__high_risk": [matter]}
    result = said(case, policy, **answers, ai__does=["scores"])
    assert result.tier is not None
    assert result.tier.id == tier
    assert "ai/high-risk-use" in result.asked


@pytest.mark.parametrize("policy", POLICIES)
def test_no_purchase_for_a_use_that_the_terms_forbid(policy: str) -> None:
    case = REQUESTS["ai-writing"]
    answers: dict[str, Any] = {"request__ai": DECIDES, "request__high_risk": ["work"]}
    answers |= {"ai__does": ["scores"]}
    stopped = said(case, policy, **answers, ai__high_risk_use="excluded")
    assert "ai/use-that-the-terms-forbid" in stopped.subjects("do-not-approve")
    assert said(case, policy, **answers, ai__high_risk_use="unsettled").verdict == (
        "approve-with-conditions"
    )
    assert said(case, policy, **answers, ai__high_risk_use="committed").verdict == "approve"


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        ("default", "approve-with-conditions"),
        ("light", "approve-with-conditions"),
        ("strict", "do-not-approve"),
    ],
)
def test_an_assistant_that_tells_everybody_everything(policy: str, verdict: str) -> None:
    assert said(REQUESTS["note-taker"], policy, ai__rights="all").verdict == verdict


# ---- the pre-check


def test_the_precheck_asks_what_a_requester_can_find_out() -> None:
    request = (
        "vendorcheck: vendor/1\nvendor: {name: A}\nresponses:\n  request:\n    answers:\n"
        "      {seats: 5, deployment: cloud, data: [DATA], connections: [none], ai: AI,\n"
        "      outage: nothing-much}\n"
    )
    ask = library()["ai"].questions["training"].ask
    for ai, data, asked in (
        ("'yes'", "public", True),
        ("'no'", "business", True),
        ("'no'", "public", False),
    ):
        text = request.replace("AI", ai).replace("DATA", data)
        done = run("precheck", "-", "--no-input", "--format", "questions", *DAY, text=text)
        assert (ask in " ".join(done.stdout.split())) is asked, done.stderr


@pytest.mark.parametrize("name", sorted(library()))
def test_no_text_rests_on_a_legal_date(name: str) -> None:
    """Days come from secondary sources, so they stand in comments, beside their source."""
    for question in library()[name].questions.values():
        outcomes = [outcome.wording for outcome in question.possible_results()]
        texts = [text for one in outcomes for text in (one.finding, one.remedy, one.clause) if text]
        assert not any(re.search(r"\d (\w+ )?20\d\d\b", text) for text in texts), question.id
