"""The pre-check: each light worked by hand, the days, the words, and what stays internal."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from strategies import Data
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.path_to_fast.path import describe_shorter_review
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.precheck.precheck import PROMISES_QUESTION, Precheck
from vendorcheck.assessment.precheck.run import precheck_of_assessment, run_precheck
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.quantities.working_days import completion_date, working_days_between
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import plain_label, plain_question
from vendorcheck.model.vendor_file import Vendor, VendorFile
from vendorcheck.reports import PRECHECK_REPORTS, REPORTS, Display
from vendorcheck.reports.brief import render_brief
from vendorcheck.reports.precheck import render_ending, render_explanation, render_result
from vendorcheck.store.case import prepare_case
from vendorcheck.store.discovery import built_in_files
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.text.words import join_list
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 23)  # a Monday
EXAMPLES = sorted(Path("examples").glob("*.yaml"))
STARRED = re.compile(
    r"\b(severit(y|ies)|weigh(t|ts|ted|s)|credits?|grade[sd]?|tiers?)\b", re.IGNORECASE
)

REQUEST = """
vendorcheck: questionnaire/1
id: ask
version: "1"
title: What for
respondent: requester
sections:
  - id: all
    title: All
    questions:
      - {id: use, type: text, ask: What for?, precheck: true}
      - {id: owner, type: text, ask: Who?}
      - id: data
        type: multi_choice
        ask: Which data?
        plain: Whose data?
        precheck: true
        options: [
          {id: none, label: None, exclusive: true},
          {id: leads, label: Leads},
          {id: customers, label: CUST, plain: "Customers: all of it"}]
      - {id: people, type: number, unit: persons, ask: How many?, precheck: true,
          when: {data: [leads, customers]}}
      - {id: down, type: choice, ask: And if it fails?, precheck: true,
         options: [
          {id: wait, label: We wait}, {id: slow, label: Slower}, {id: stop, label: We stop}]}
checks:
  - {id: odd, when: {all: [{down: [stop]}, {data: [none]}]},
      severity: high, message: Nothing in it and yet we stop.}
"""
SAFE = """
vendorcheck: questionnaire/1
id: safe
version: "1"
title: Safe
sections:
  - id: all
    title: All
    questions:
      - id: door
        type: choice
        ask: Is there a lock?
        plain: Can it be locked?
        severity: critical
        blocker: {at_least: 0.5}
        precheck: true
        options: [
          {id: good, label: A good one, credit: 1},
          {id: weak, label: WEAK, plain: A weak one, credit: 0.5, remedy: Fit a better one.},
          {id: none, label: None, credit: 0}]
      - {id: bell, type: yes_no, ask: Is there a bell?, precheck: true, severity: low}
      - {id: alarm, type: yes_no, ask: Is there an alarm?, severity: high}
      - {id: siren, type: yes_no, ask: Is it loud?, when: {alarm: ["yes"]}}
checks:
  - {id: deaf, when: {all: [{door: [good]}, {alarm: ["no"]}]},
      severity: high, message: A good lock without an alarm.}
"""
POLICY = """
vendorcheck: policy/1
id: p
version: "1"
title: P
contact: it@ours.example
approve_at: 80
conditions_at: 40
grades: {critical: verified}
section_floors: {safe/all: 100}
tiers:
  - {id: big, title: Customers, questionnaires: [safe],
      when: {any: [{ask/data: [customers]}, {ask/people: {at_least: 100}}]},
      review_takes: 10 working days, meanwhile: Wait.}
  - {id: mid, title: Leads, when: {ask/data: [leads]}, questionnaires: [ask, safe],
      review_takes: 3 working days}
  - {id: own, title: Nothing,
      questionnaires: [safe], self_service: true, review_takes: 1 working day}
"""


def precheck_under(
    library: Questionnaires, policy: Policy, vendor: VendorFile, as_of: date
) -> Precheck:
    return run_precheck(Assessor(library, policy), vendor, as_of)


def shelf(*texts: str) -> dict[str, Questionnaire]:
    found = [
        parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire)
        for text in texts or (REQUEST, SAFE)
    ]
    return {one.id: one for one in found}


def rules(text: str = POLICY) -> Policy:
    return parse_model(parse_document(text.encode(), "p.yaml"), Policy)


def file(answers: dict[str, Any], **more: Data) -> VendorFile:
    responses: dict[str, Any] = {}
    for key, answer in answers.items():
        home, _, name = key.partition("/")
        entry = answer if isinstance(answer, dict) else {"answer": answer}
        responses.setdefault(home, {"answers": {}})["answers"][name] = entry
    return VendorFile.model_validate(
        {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": responses, **more}
    )


def look(
    answers: dict[str, Any], as_of: date = AS_OF, text: str = POLICY, **more: Data
) -> Precheck:
    return precheck_under(shelf(), rules(text), file(answers, **more), as_of)


def flat(found: Precheck) -> str:
    """The text in one line."""
    return " ".join(render_result(found, Display()).split())


SMALL = {"ask/use": "Drafts", "ask/data": ("none",), "ask/down": "wait"}
LEADS = {"ask/use": "Letters", "ask/data": ("leads",), "ask/people": "50", "ask/down": "wait"}
GOOD = {"safe/door": "good", "safe/bell": "yes"}


# ---- the light


def test_green_in_a_tier_that_needs_no_review() -> None:
    precheck = look(SMALL | GOOD)
    assert (precheck.light, precheck.headline) == ("go-ahead", "Go ahead; IT is told")
    assert precheck.review is None
    assert precheck.path_to_fast is None
    assert [(one.kind, one.answer) for one in precheck.reasons] == [
        ("good", "A good one"),
        ("good", "Yes"),
    ]


def test_green_where_it_reviews() -> None:
    precheck = look(LEADS | GOOD)
    assert precheck.headline == "Nothing against it so far; IT still decides"
    # Neither the grade that the policy wants nor its floor speaks: an assessment would name both.
    assert {one.kind for one in precheck.reasons} == {"good"}


def test_amber_for_a_gap_that_wants_an_agreement() -> None:
    precheck = look(SMALL | GOOD | {"safe/door": "weak"})
    assert precheck.headline == "Fine with conditions"
    first = precheck.reasons[0]
    assert (first.kind, first.text, first.answer, first.remedy) == (
        "agree",
        "Can it be locked?",
        "A weak one",
        "Fit a better one.",
    )
    assert precheck.review is not None  # only a green one is enough


def test_ask_where_what_must_be_met_is_open() -> None:
    precheck = look(SMALL | {"safe/door": {"unknown": True}, "safe/bell": "yes"})
    assert precheck.headline == "Ask the vendor first"
    assert [(one.kind, one.subject) for one in precheck.reasons] == [
        ("ask", "safe/door"),
        ("good", "safe/bell"),
    ]
    assert [ask.text for ask in precheck.questions_for_vendor] == ["Is there a lock?"]


def test_a_fact_on_which_only_other_questions_depend_is_not_asked() -> None:
    fact = "      - {id: indoors, type: yes_no, fact: true, ask: Is it indoors?}\n"
    for name, is_asked in (("alarm", False), ("bell", True)):
        text = SAFE.replace(f"{{id: {name},", f"{{id: {name}, when: {{indoors: ['yes']}},")
        text = text.replace("      - {id: bell", f"{fact}      - {{id: bell", 1)
        precheck = precheck_under(shelf(REQUEST, text), rules(), file(SMALL), AS_OF)
        asked = [question.subject for question in precheck.questions_for_vendor]
        assert ("safe/indoors" in asked) is is_asked


def test_red_for_what_must_be_met_and_is_not() -> None:
    precheck = look(SMALL | {"safe/door": "none"})
    assert precheck.headline == "Talk to IT before you commit"
    assert [(one.kind, one.subject) for one in precheck.reasons] == [
        ("must", "safe/door"),
        ("ask", "safe/bell"),
    ]


def test_a_lesser_gap_is_told_and_no_obstacle() -> None:
    precheck = look(SMALL | {"safe/door": "good", "safe/bell": "no"})
    assert precheck.light == "go-ahead"
    assert [one.kind for one in precheck.reasons] == ["weak", "good"]


def test_what_does_not_concern_the_product_is_no_reason() -> None:
    aside: Data = {"not_applicable": "No door."}
    confirmed = {**aside, "confirmed_by": "Jane", "confirmed_on": "2026-11-22"}
    precheck = look(SMALL | {"safe/door": "good", "safe/bell": confirmed})
    assert [one.subject for one in precheck.reasons] == ["safe/door"]
    precheck = look(SMALL | {"safe/door": "good", "safe/bell": aside})
    assert [(one.kind, one.subject) for one in precheck.reasons] == [
        ("confirm", "safe/bell"),
        ("good", "safe/door"),
    ]


def test_what_nobody_confirmed_goes_to_it_and_not_to_the_vendor() -> None:
    aside: Data = {"not_applicable": "It has no <b>bell</b>."}
    precheck = look(LEADS | {"safe/door": "good", "safe/bell": aside})
    assert [status.question.key for status in precheck.put_aside.to_confirm] == ["safe/bell"]
    assert precheck.questions_for_vendor == ()
    brief = render_brief(precheck, Display())
    assert "- Put aside: 1 of 2 said not to apply, 1 not confirmed" in brief
    assert "For IT to confirm, or to dispute: it is said that these do not apply." in brief
    assert "- Is there a bell? Why not: “It has no &lt;b&gt;bell&lt;/b&gt;.” (`safe/bell`)" in brief
    told = flat(precheck)
    assert "Said not to apply, and nobody has agreed yet: Is there a bell?" in told
    assert "Nobody knows yet" not in told


def test_the_vendor_is_not_asked_where_only_consent_is_missing() -> None:
    aside: Data = {"not_applicable": "It has no door."}
    allowed = SAFE.replace(
        "blocker: {at_least: 0.5}", "blocker: true\n        not_applicable: allowed"
    )
    library = shelf(REQUEST, allowed)
    answers = LEADS | {"safe/door": aside, "safe/bell": "yes"}
    agreement = "somebody has to agree that what is named above does not apply"
    precheck = precheck_under(library, rules(), file(answers), AS_OF)
    assert precheck.light == "ask-vendor"
    assert precheck.review is not None
    assert (precheck.review.fewest_questions, precheck.review.most_questions) == (1, 2)
    assert f"Send IT the brief. The vendor need not be asked: {agreement}." in flat(precheck)
    both = file(answers | {"safe/bell": {"unknown": True}})
    told = flat(precheck_under(library, rules(), both, AS_OF))
    assert agreement not in told
    assert "Send the vendor the open questions" in told


def test_an_accepted_risk_counts() -> None:
    risk = {
        "question": "safe/door",
        "reason": "r",
        "accepted_by": "CIO",
        "accepted_on": "2026-11-01",
        "expires": "2026-12-01",
    }
    wanted = POLICY.replace("tiers:", "questions: {safe/door: {blocker: true}}\ntiers:")
    answers = SMALL | GOOD | {"safe/door": "weak"}
    assert look(answers, text=wanted).light == "talk"
    precheck = look(answers, text=wanted, accepted_risks=[risk])
    assert precheck.light == "conditions"
    # The answer earns what it earns: half of ten and one of eleven is too little.
    assert (
        precheck.reasons[0].text
        == "The answers are weaker than what IT accepts without an agreement."
    )
    assert "All in all: The answers" in render_result(precheck, Display())


def test_a_contradiction_in_the_request() -> None:
    precheck = look(SMALL | GOOD | {"ask/down": "stop"})
    assert precheck.headline == "Fine with conditions"
    assert precheck.reasons[0].kind == "contradiction"
    assert precheck.reasons[0].text == "Nothing in it and yet we stop."


def test_a_check_on_other_questions_has_no_part_in_it() -> None:
    assert look(SMALL | GOOD | {"safe/alarm": "no"}).light == "go-ahead"


SILENT = """
  - id: silent
    kind: requirement
    when: {all: [{door: [weak]}, {bell: ["no"]}]}
    severity: LOW
    message: Neither a good lock nor a bell.
    remedy: Fit one of the two.
"""


@pytest.mark.parametrize(
    ("severity", "blocker", "kind"),
    [
        ("medium", "", "weak"),
        ("high", "", "agree"),
        ("critical", "", "agree"),
        ("low", "    blocker: true\n", "must"),
    ],
)
def test_a_requirement_needs_an_agreement_only_where_it_is_grave(
    severity: str, blocker: str, kind: str
) -> None:
    check = SILENT.replace("LOW", severity) + blocker
    answers = SMALL | {"safe/door": "weak", "safe/bell": "no"}
    precheck = precheck_under(
        shelf(REQUEST, SAFE + check.lstrip("\n")), rules(), file(answers), AS_OF
    )
    (found,) = [one for one in precheck.reasons if one.subject == "safe/silent"]
    assert found.kind == kind
    assert ("Fit one of the two." in precheck.required_changes) is (kind != "weak")


ALTERNATIVES = """
      - {id: guard, type: yes_no, ask: Is there a guard?, precheck: true, severity: high,
          when: {any: [{door: [none]}, {not: {alarm: ["yes"]}}]}}
      - {id: moat, type: yes_no, ask: Is there a moat?, precheck: true, severity: high,
          when: {all: [{any: [{door: [none]}, {alarm: ["no"]}]}]}}
      - {id: horn, type: yes_no, ask: Is there a horn?, precheck: true, severity: high,
          when: {any: [{alarm: ["no"]}, {siren: ["no"]}]}}
"""


@pytest.mark.parametrize(("door", "is_asked"), [("good", False), ("none", True)])
def test_an_alternative_that_the_pre_check_never_asks_about_asks_nothing(
    door: str, *, is_asked: bool
) -> None:
    """Nobody is asked about an alarm, so what it alone decides stays undecided."""
    text = SAFE.replace("checks:", f"{ALTERNATIVES.lstrip(chr(10))}checks:")
    vendor = file(SMALL | {"safe/door": door, "safe/bell": "yes"})
    library = shelf(REQUEST, text)
    precheck = precheck_under(library, rules(), vendor, AS_OF)
    asked = {question.subject for question in precheck.questions_for_vendor}
    assert {"safe/guard", "safe/moat"} & asked == (
        {"safe/guard", "safe/moat"} if is_asked else set()
    )
    # Nothing that is asked decides about the horn: whoever writes that means it to be asked.
    assert "safe/horn" in asked
    plan = PrecheckAssessor(library, rules()).plan_for_tier(rules().tiers[2])
    guard = plan.questions[plan.position_by_key["safe/guard"]]
    assert set(guard.dependencies) == {"safe/door"}


def test_a_tier_that_asks_the_vendor_nothing_yet() -> None:
    text = POLICY.replace(
        "questionnaires: [safe], self_service: true", "questionnaires: [ask], self_service: true"
    )
    precheck = look(SMALL, text=text)
    assert precheck.light == "go-ahead"
    assert precheck.reasons == ()


# ---- the way to green

BETTER = {"safe/door": "good", "safe/bell": "yes", "ask/odd": "wait"}
"""The answer after the step about a question; the contradiction is settled by `ask/down`."""


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        ({"safe/door": "weak"}, [("agree", "safe/door", "Fit a better one.")]),
        ({"safe/door": "none"}, [("agree", "safe/door", "")]),
        ({"safe/door": {"unknown": True}}, [("find-out", "safe/door", "")]),
        ({"ask/down": "stop"}, [("clarify", "ask/odd", "")]),
        ({"safe/door": {"not_applicable": "No door."}}, [("find-out", "safe/door", "")]),
        # The lesser gap stands in nobody's way.
        ({"safe/door": "weak", "safe/bell": "no"}, [("agree", "safe/door", "Fit a better one.")]),
        ({"safe/bell": "no"}, []),
    ],
)
def test_the_way_to_green(answers: dict[str, Any], steps: list[tuple[str, str, str]]) -> None:
    way = look(SMALL | GOOD | answers).way_to_green
    assert way is not None
    assert [(step.kind, step.subject, step.remedy) for step in way] == steps


@pytest.mark.parametrize("door", ["good", "weak", "none", "unknown"])
@pytest.mark.parametrize("bell", ["yes", "no", "unknown"])
@pytest.mark.parametrize("down", ["wait", "stop"])
@pytest.mark.parametrize("approve_at", [80, 99])
def test_every_light_but_green_has_steps_and_they_lead_to_green(
    door: str, bell: str, down: str, approve_at: int
) -> None:
    """With 99, half of the lock's weight, or the bell, is missing from the sum alone."""
    text = POLICY.replace("approve_at: 80", f"approve_at: {approve_at}")
    given = {"safe/door": door, "safe/bell": bell}
    answers: dict[str, Any] = SMALL | {"ask/down": down}
    answers |= {
        key: {"unknown": True} if value == "unknown" else value for key, value in given.items()
    }
    precheck = look(answers, text=text)
    assert (precheck.way_to_green == ()) is (precheck.light == "go-ahead")
    if precheck.way_to_green:
        shown = render_result(precheck, Display())
        assert "What makes it green\n- " in shown
        assert "## The way to green\n\n- " in render_brief(precheck, Display())
        after = {
            "ask/down" if step.subject == "ask/odd" else step.subject: BETTER[step.subject]
            for step in precheck.way_to_green
        }
        assert look(answers | after, text=text).light == "go-ahead"


def test_where_only_the_sum_decides_there_is_a_condition_and_a_letter() -> None:
    precheck = look(SMALL | GOOD | {"safe/bell": "no"}, text=POLICY.replace("at: 80", "at: 99"))
    assert precheck.headline == "Fine with conditions"
    assert [reason.kind for reason in precheck.reasons] == ["together", "weak", "good"]
    change = "Improve your answer to this: Is there a bell?"
    assert precheck.required_changes == (change,)
    assert precheck.wished_changes == ()
    assert precheck.has_letter
    assert "green - Agree with the vendor on a better answer to this: Is there a bell?" in flat(
        precheck
    )


def test_what_could_be_better_is_asked_for_beside_what_is_required() -> None:
    precheck = look(SMALL | {"safe/door": "weak", "safe/bell": "no"})
    assert precheck.required_changes == ("Fit a better one.",)
    assert "green - Agree with the vendor: it would have to fit a better one." in flat(precheck)
    assert precheck.wished_changes == ("Improve your answer to this: Is there a bell?",)
    # A green light needs no letter.
    assert not look(SMALL | {"safe/door": "good", "safe/bell": "no"}).has_letter


STOPPED = """
  - {id: stopped, kind: requirement, when: {ask/down: [stop]}, severity: high, blocker: true,
      message: We may not depend on it., remedy: Name a stand-in.}
"""


def with_check(check: str) -> dict[str, Questionnaire]:
    """The questionnaires, the second with one more check."""
    return shelf(REQUEST, SAFE + check.lstrip("\n"))


def test_what_only_we_can_do_is_ours_to_settle_and_not_in_the_letter() -> None:
    answers = LEADS | GOOD | {"ask/down": "stop"}
    ours = precheck_under(with_check(STOPPED), rules(), file(answers), AS_OF)
    assert ours.light == "talk"
    assert [(step.kind, step.subject) for step in ours.way_to_green or ()] == [
        ("settle", "ask/down")
    ]
    text = flat(ours)
    assert "What makes it green - Settle this among us: Name a stand-in. What" in text
    assert "We may not depend on it. What we would have to do: Name a stand-in." in text
    assert not ours.has_letter
    assert ours.required_changes == ()
    ending = " ".join(render_ending(ours, Display(), "", "a-brief.md", []).split())
    assert (
        "Talk to IT (it@ours.example), with a-brief.md, and sign nothing before. "
        'Ask: "Is what makes it green enough, and what do you need from us?"'
    ) in ending
    mild = with_check(STOPPED.replace(", blocker: true", ""))
    condition = precheck_under(mild, rules(), file(answers), AS_OF)
    assert condition.headline == "Fine with conditions"
    assert "For us to settle: We may not depend on it." in flat(condition)
    assert not condition.has_letter


def test_where_other_plans_would_do_it_says_which() -> None:
    library = with_check(STOPPED.replace(", remedy: Name a stand-in.", ""))
    answers = LEADS | GOOD | {"ask/down": "stop"}
    precheck = precheck_under(library, rules(), file(answers), AS_OF)
    assert 'green - Change your plans: with "Slower" instead of "We stop" What' in flat(precheck)
    answers["ask/down"] = "slow"
    assert precheck_under(library, rules(), file(answers), AS_OF).way_to_green == ()


def test_an_answer_on_which_the_rest_depends_comes_first() -> None:
    answers = LEADS | GOOD | {"ask/down": "stop"}
    del answers["ask/people"]
    undecided = precheck_under(with_check(STOPPED), rules(), file(answers), AS_OF)
    assert undecided.light == "talk"
    text = flat(undecided)
    assert "What makes it green - Answer this first: How many? " in text
    assert "what else it takes depends on that answer." in text
    assert "nothing that you or the vendor can do" not in text


ALWAYS = """
  - {id: always, kind: requirement, when: {ask/down: [wait, slow, stop]}, severity: high,
      blocker: true, message: We may not use such a thing}
"""


def test_where_only_it_can_help_it_says_what_to_ask_and_what_it_can_do() -> None:
    answers = LEADS | GOOD | {"safe/door": "none"}
    precheck = precheck_under(with_check(ALWAYS), rules(), file(answers), AS_OF)
    assert [(step.kind, step.subject) for step in precheck.way_to_green or ()] == [
        ("accept", "safe/always"),
        ("agree", "safe/door"),
    ]
    asked = (
        'Ask: "May we use it all the same?" IT can accept a risk in writing for a limited time, '
        "or say what would have to change."
    )
    assert (
        "green - Talk to IT (it@ours.example) about this: We may not use such a thing. "
        f"{asked} - Agree with the vendor on a better answer"
    ) in flat(precheck)
    ending = " ".join(render_ending(precheck, Display(), "", "a-brief.md", []).split())
    assert f"with a-brief.md, and sign nothing before. {asked}" in ending
    risk = {"question": "safe/always", "reason": "For now.", "accepted_by": "CIO"}
    dated = risk | {"accepted_on": "2026-11-23", "expires": "2026-12-31"}
    after = file(answers | GOOD, accepted_risks=[dated])
    assert precheck_under(with_check(ALWAYS), rules(), after, AS_OF).way_to_green == ()


def test_where_nothing_leads_to_green_it_says_so() -> None:
    library = shelf(REQUEST, SAFE.replace("label: A good one, credit: 1", "label: A, credit: 0.6"))
    precheck = precheck_under(library, rules(), file(LEADS | GOOD), AS_OF)
    assert precheck.way_to_green is None
    asked = (
        'Ask: "Which other product, or which smaller use of this one, would do?" '
        "IT may know one that we have already."
    )
    text = flat(precheck)
    assert (
        "Talk to IT (it@ours.example): nothing that you or the vendor can do alone is enough. "
        f"{asked} What to do now"
    ) in text
    red = precheck_under(
        library, rules(POLICY.replace("s_at: 40", "s_at: 79")), file(LEADS | GOOD), AS_OF
    )
    assert red.light == "talk"
    assert asked in " ".join(render_ending(red, Display(), "", "a-brief.md", []).split())


# ---- the end on the screen

ASIDE: dict[str, Any] = {"not_applicable": "No door."}
ENDINGS: dict[str, tuple[dict[str, Any], str]] = {
    "go-ahead": (SMALL | GOOD, "Send IT a-brief.md, and begin."),
    "nothing-against": (LEADS | GOOD, "Send IT a-brief.md."),
    "agree": (
        SMALL | GOOD | {"safe/door": "weak"},
        "Send the vendor a-letter.txt, and come back with the answers.",
    ),
    "ask": (LEADS, "Send the vendor a-letter.txt, and come back with the answers."),
    "talk": (
        SMALL | {"safe/door": "none"},
        (
            "Talk to IT (it@ours.example), with a-brief.md, and sign nothing before. "
            'Ask: "Is what makes it green enough, and what would you accept for a while if '
            'the vendor says no?"'
        ),
    ),
    "confirm": (
        LEADS | {"safe/door": "good", "safe/bell": ASIDE},
        "Send IT a-brief.md: one of us has to agree that something does not apply.",
    ),
    "clarify": (
        SMALL | GOOD | {"ask/down": "stop"},
        "Say which answer is right: Nothing in it and yet we stop.",
    ),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_one_next_step_for_each_light(name: str) -> None:
    answers, step = ENDINGS[name]
    text = POLICY.replace("approve_at: 80", "approve_at: 99") if name == "confirm" else POLICY
    precheck = look(answers, text=text)
    remark = f"a-letter.txt is not as it was written, and stays as it is: {'word ' * 8}"
    ending = render_ending(precheck, Display(), "a-letter.txt", "a-brief.md", [remark] * 2)
    lines = ending.splitlines()
    assert f"Result: {precheck.headline}" in lines
    assert " ".join(lines[lines.index("Next step") + 1 :]).startswith(step)
    assert ending.count("Next step") == 1
    # With the command for later and the prompt of the shell.
    assert len(lines) + 3 <= 24
    assert max(map(len, lines)) <= 80
    explanation = render_explanation(precheck, Display())
    assert "Result:" not in explanation
    assert "Meanwhile" not in explanation


def test_the_end_without_files() -> None:
    ending = render_ending(look(LEADS), Display(), "", "", [])
    assert "Send the vendor the letter, and come back" in ending
    assert ".txt" not in ending
    assert "Send IT the brief." in render_ending(look(LEADS | GOOD), Display(), "", "", [])


def test_a_tier_with_much_to_say_leaves_room_for_the_light() -> None:
    text = POLICY.replace("meanwhile: Wait.", f"meanwhile: {'Wait and see. ' * 200}")
    answers = LEADS | {"ask/data": ("customers",), "safe/door": "weak"}
    ending = render_ending(look(answers, text=text), Display(), "a-letter.txt", "a-brief.md", [])
    assert len(ending.splitlines()) <= 24


# ---- what it is too late for

PROMISE = """
vendorcheck: questionnaire/1
id: request
version: "1"
title: Request
respondent: requester
sections:
  - id: all
    title: All
    questions:
      - id: promises
        type: choice
        ask: What was promised?
        precheck: true
        options: [
          {id: nothing, label: Nothing},
          {id: verbal, label: A word},
          {id: signed, label: A contract}]
"""


def test_who_has_signed_talks_to_it_first() -> None:
    text = POLICY.replace("questionnaires: [safe]", "questionnaires: [safe, request]")
    precheck = precheck_under(
        shelf(REQUEST, SAFE, PROMISE),
        rules(text),
        file(LEADS | {"request/promises": "signed"}),
        AS_OF,
    )
    step = (
        "Talk to IT (it@ours.example) today, since it is signed already, "
        "with the brief, and sign nothing before."
    )
    assert step in " ".join(render_ending(precheck, Display(), "", "", []).split())


def bound(promised: str, answers: dict[str, Any]) -> str:
    """The first look at a product to which the company is bound so far."""
    text = POLICY.replace("questionnaires: [safe]", "questionnaires: [safe, request]")
    library = shelf(REQUEST, SAFE, PROMISE)
    precheck = precheck_under(
        library, rules(text), file(answers | {"request/promises": promised}), AS_OF
    )
    return " ".join(render_result(precheck, Display()).split())


def test_nobody_who_has_signed_is_told_to_sign_nothing() -> None:
    bad = {
        "ask/use": "x",
        "ask/data": ("customers",),
        "ask/people": "5",
        "ask/down": "wait",
        "safe/door": "none",
    }
    assert "Sign and promise nothing. Send IT the brief" in bound("nothing", bad)
    assert "Sign nothing, whatever was said." in bound("verbal", bad)
    signed = bound("signed", bad)
    assert "Talk to IT today, since it is signed already" in signed
    assert "Sign and promise nothing" not in signed
    assert "Meanwhile What is signed already waits: no real data in it, and no connection" in signed
    assert "What is signed already" not in bound("verbal", bad)


def test_whoever_has_promised_something_promises_no_more() -> None:
    weak = {
        **SMALL,
        "safe/door": "weak",
        "safe/bell": "yes",
        "ask/data": ("leads",),
        "ask/people": "5",
    }
    assert "promise the vendor nothing before what is named" in bound("nothing", weak)
    assert "promise the vendor nothing more before what is named" in bound("verbal", weak)
    assert "Send IT the brief today, since it is signed already: what is named above" in bound(
        "signed", weak
    )


def test_a_go_ahead_stays_one_whatever_is_signed() -> None:
    assert "Send IT the brief, so that it knows." in bound("signed", SMALL | GOOD)


def test_the_built_in_request_knows_what_was_promised() -> None:
    home, _, name = PROMISES_QUESTION.partition("/")
    assert {"verbal", "signed"} < {
        option.id for option in Library()[home].questions[name].offered_options
    }


def test_where_it_need_not_look_it_does_not_say_that_it_looks_at_more() -> None:
    assert "IT looks at more" not in flat(look(SMALL | GOOD))
    assert "taken on trust. IT looks at more, and asks for proof." in flat(look(LEADS | GOOD))


# ---- what decides


def test_without_any_answer_nothing_is_known() -> None:
    core = {
        name: SAFE.replace("id: safe", f"id: {name}")
        for name in ("sso", "data-access-removal", "admin-processes")
    }
    precheck = precheck_under(shelf(REQUEST, SAFE, *core.values()), rules(), file({}), AS_OF)
    assert precheck.tier is None
    assert precheck.light == "ask-vendor"
    assert precheck.vendor_answer_count == 0
    assert "Nothing is known yet" in render_result(precheck, Display())


def test_a_tier_that_is_assumed_says_what_decides_it() -> None:
    precheck = look({"ask/use": "x", "ask/data": ("leads",), **GOOD})
    assert precheck.tier
    assert precheck.tier.id == "big"
    assert [item.key for item in precheck.undecided_questions] == ["ask/people"]
    assert precheck.tier_reasons == ()
    assert precheck.path_to_fast is None
    assert [item.key for item in precheck.questions_to_find_out] == ["ask/people", "ask/down"]
    assert [item.key for item in precheck.questions_for_later] == ["ask/owner"]
    text = render_result(precheck, Display())
    assert 'For now it counts as "Customers".' in text
    assert "How much IT has to look at depends on\n- How many?" in text


def test_what_decides_includes_what_decides_whether_it_applies() -> None:
    precheck = look({"ask/down": "wait", **GOOD})
    assert [item.key for item in precheck.undecided_questions] == ["ask/data", "ask/people"]
    precheck = look({"ask/people": "500", **GOOD})
    assert [item.key for item in precheck.undecided_questions] == ["ask/data"]


def test_what_decides_whether_it_applies_decides_the_tier_though_no_tier_names_it() -> None:
    start = POLICY.index("{any: [{ask/data: [customers]}")
    text = POLICY.replace(
        POLICY[start : POLICY.index("}]}", start) + 3], "{ask/people: {at_least: 100}}"
    )
    assert [
        item.key for item in look(GOOD | {"ask/down": "wait"}, text=text).undecided_questions
    ] == [
        "ask/data",
        "ask/people",
    ]
    assert [
        item.key for item in look(GOOD | {"ask/people": "500"}, text=text).undecided_questions
    ] == ["ask/data"]


def test_the_way_to_another_tier_leads_past_what_only_hangs_on_the_change() -> None:
    seats = (
        "      - {id: seats, type: number, unit: seats, ask: How many?, "
        "when: {people: {at_least: 0}}}\n"
    )
    request = REQUEST.replace("      - {id: down,", f"{seats}      - {{id: down,").replace(
        "{id: leads,", "{id: posters, label: Posters}, {id: leads,"
    )
    start = POLICY.index("{any: [{ask/data: [customers]}")
    any_seats = "{any: [{ask/seats: {at_least: 10}}, {ask/seats: {at_most: 10}}]}"
    text = POLICY.replace(POLICY[start : POLICY.index("}]}", start) + 3], any_seats)
    precheck = precheck_under(
        shelf(request, SAFE),
        rules(text),
        file(LEADS | {"ask/data": ("posters", "leads"), "ask/seats": "5"} | GOOD),
        AS_OF,
    )
    assert precheck.path_to_fast
    assert [(change.kind, change.key) for change in precheck.path_to_fast.changes] == [
        ("without", "ask/data")
    ]


def test_what_could_only_hold_once_more_decides_nothing() -> None:
    text = POLICY.replace(
        "{any: [{ask/data: [customers]}", "{ask/down: [stop], any: [{ask/data: [leads]}"
    )
    precheck = look(GOOD | {"ask/data": ("leads",)}, text=text)
    assert [item.key for item in precheck.undecided_questions] == ["ask/down"]


def test_what_has_no_part_in_it_decides_nothing() -> None:
    text = POLICY.replace(
        "when: {ask/data: [leads]}", "when: {ask/data: [leads], ask/down: [wait]}"
    )
    precheck = look({"ask/data": ("leads",), "ask/people": "5", **GOOD}, text=text)
    assert [item.key for item in precheck.undecided_questions] == ["ask/down"]


def test_a_self_service_tier_that_is_only_assumed_gives_no_green_light() -> None:
    text = POLICY.replace("{id: big,", "{id: big, self_service: true,")
    precheck = look({"ask/data": ("leads",), **GOOD}, text=text)
    assert precheck.light == "nothing-against"


def test_the_answers_that_decided_it() -> None:
    precheck = look(LEADS | {"ask/data": ("leads", "customers"), "ask/people": "5000"} | GOOD)
    assert [(one.key, [option.id for option in one.options]) for one in precheck.tier_reasons] == [
        ("ask/data", ["customers"]),
        ("ask/people", []),
    ]
    assert 'because of "Customers" and 5,000 persons ("How many?").' in " ".join(
        render_result(precheck, Display()).split()
    )


def test_all_options_that_decided_it_are_named_with_their_question() -> None:
    text = POLICY.replace(
        "{any: [{ask/data: [customers]}", "{any: [{ask/data: [customers]}, {ask/data: [leads]}"
    )
    precheck = look(LEADS | {"ask/data": ("leads", "customers")} | GOOD, text=text)
    assert [(one.key, [option.id for option in one.options]) for one in precheck.tier_reasons] == [
        ("ask/data", ["leads", "customers"])
    ]


@pytest.mark.parametrize(
    "parts",
    [
        "{ask/data: [leads]}, {not: {ask/down: [stop]}}",
        "{all: [{not: {ask/down: [stop]}}]}, {ask/data: [leads]}",
    ],
)
def test_what_speaks_against_a_tier_is_not_named(parts: str) -> None:
    text = POLICY.replace("when: {ask/data: [leads]}", f"when: {{all: [{parts}]}}")
    precheck = look(LEADS | GOOD, text=text)
    assert [(one.key, [option.id for option in one.options]) for one in precheck.tier_reasons] == [
        ("ask/data", ["leads"])
    ]


def test_a_policy_without_tiers() -> None:
    core = [
        SAFE.replace("id: safe", f"id: {name}")
        for name in ("sso", "data-access-removal", "admin-processes")
    ]
    text = POLICY[: POLICY.index("tiers:")].replace("section_floors: {safe/all: 100}", "")
    precheck = precheck_under(shelf(*core), rules(text), file({"sso/door": "good"}), AS_OF)
    assert (precheck.tier, precheck.vendor_answer_count) == (None, 1)
    assert PrecheckAssessor(shelf(*core), rules(text)).requester_questionnaire_ids == ()
    assert "How long that takes, IT can tell you." in flat(precheck)


def test_the_questions_are_the_requests_and_the_marked_ones() -> None:
    library, found = shelf(), rules()
    first = PrecheckAssessor(library, found)
    assert first.askable_question_keys == {
        "ask/use",
        "ask/data",
        "ask/people",
        "ask/down",
        "safe/door",
        "safe/bell",
    }
    for tier in found.tiers:
        counted = [item.key for item in first.plan_for_tier(tier).questions if item.is_counted]
        assert counted == [
            "ask/use",
            "ask/owner",
            "ask/data",
            "ask/people",
            "ask/down",
            "safe/door",
            "safe/bell",
        ]


def test_what_decides_the_tier_is_asked_marked_or_not() -> None:
    assert "ask/owner" not in PrecheckAssessor(shelf(), rules()).askable_question_keys
    text = REQUEST.replace(
        "id: down, type: choice, ask: And if it fails?, precheck: true",
        "id: down, type: choice, ask: D?",
    )
    when = POLICY.replace("when: {ask/data: [leads]}", "when: {ask/down: [stop]}")
    assert "ask/down" in PrecheckAssessor(shelf(text, SAFE), rules(when)).askable_question_keys


# ---- the review


def test_the_questions_that_it_still_asks() -> None:
    found = look(LEADS | GOOD).review
    assert found
    assert (found.fewest_questions, found.most_questions) == (
        1,
        2,
    )  # the siren only if there is an alarm
    done = look(LEADS | GOOD | {"safe/alarm": "no"}).review
    assert done
    assert (done.fewest_questions, done.most_questions) == (0, 0)


def with_start(start: str | dict[str, Any] | None, as_of: date = AS_OF) -> Precheck:
    library = shelf(REQUEST, SAFE, GO_LIVE)
    answers = LEADS | GOOD | ({"request/go-live": start} if start else {})
    return precheck_under(library, rules(), file(answers), as_of)


GO_LIVE = """
vendorcheck: questionnaire/1
id: request
version: "1"
title: R
respondent: requester
sections: [{id: all, title: All, questions: [{id: go-live, type: date, ask: When?}]}]
"""


@pytest.mark.parametrize(
    ("as_of", "start", "late", "said"),
    [
        # Three working days from a Monday: Tuesday, Wednesday, Thursday the 26th.
        ("2026-11-23", "2026-11-26", 0, "so there is time for it"),
        ("2026-11-23", "2026-11-25", 1, "That is 1 working day too early."),
        ("2026-11-23", "2026-11-24", 2, "That is 2 working days too early."),
        # From a Thursday it ends on Tuesday, 1 December.
        # A start on the Saturday between is two working days short.
        ("2026-11-26", "2026-11-28", 2, "That is 2 working days too early."),
        ("2026-11-26", "2026-12-01", 0, "so there is time for it"),
        # A weekend does not count, wherever in it one begins.
        ("2026-11-21", "2026-11-25", 0, "so there is time for it"),
        ("2026-11-22", "2026-11-24", 1, "That is 1 working day too early."),
        ("2026-11-23", "2026-11-23", 3, "That is 3 working days too early."),
        (
            "2026-11-23",
            "2026-11-20",
            4,
            "the day of the wished start, Fri 20 Nov 2026, has passed.",
        ),
    ],
)
def test_the_wished_start(as_of: str, start: str, late: int, said: str) -> None:
    precheck = with_start(start, date.fromisoformat(as_of))
    assert precheck.review
    assert precheck.review.working_days_late == late
    assert said in flat(precheck)


def test_the_example_of_the_product_description() -> None:
    precheck = precheck_under(
        shelf(REQUEST, SAFE, GO_LIVE),
        rules(),
        file(LEADS | GOOD | {"ask/data": ("customers",), "request/go-live": "2026-12-01"}),
        AS_OF,
    )
    text = flat(precheck)
    assert (
        "With the vendor's answers that usually takes 10 working days, until Mon 7 Dec 2026 "
        "if it begins today; you want to start on Tue 1 Dec 2026."
    ) in text


@pytest.mark.parametrize(
    "start", [None, "soon", {"unknown": True}, {"answer": "2026-12-01", "disputed": "No."}]
)
def test_no_wished_start(start: str | dict[str, Any] | None) -> None:
    precheck = with_start(start)
    assert precheck.review
    assert (precheck.review.go_live, precheck.review.working_days_late) == (None, None)
    assert "if it begins today." in flat(precheck)


def counted_by_hand(day: date, days: int) -> date:
    while days:
        day += timedelta(1)
        days -= day.weekday() < 5
    return day


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_working_days_are_counted_one_by_one(begin: date, days: int) -> None:
    ended = completion_date(Duration(Fraction(days), "working day"), begin)
    assert ended == counted_by_hand(begin, days)
    assert working_days_between(begin, ended) == days


def test_other_units_go_by_the_calendar_and_nothing_goes_beyond_it() -> None:
    assert completion_date(Duration.parse("2 weeks"), AS_OF) == date(2026, 12, 7)
    assert completion_date(Duration.parse("1 month"), AS_OF) == date(2026, 12, 23)
    assert completion_date(Duration.parse("1.5 working days"), AS_OF) == date(2026, 11, 25)
    assert completion_date(Duration.parse("999999999 working days"), AS_OF) == date.max


# ---- plain words


@pytest.mark.parametrize(
    ("takes", "of", "said"),
    [
        ("5 working days", "10 working days", "5 working days instead of 10"),
        ("1 working day", "2 weeks", "1 working day instead of 2 weeks"),
        ("0.5 days", "2.5 days", "0.5 days instead of 2.5"),
    ],
)
def test_instead(takes: str, of: str, said: str) -> None:
    assert describe_shorter_review(Duration.parse(takes), Duration.parse(of)) == said


def test_joined() -> None:
    assert [join_list(list(parts)) for parts in ("a", "ab", "abc")] == [
        "a",
        "a and b",
        "a, b and c",
    ]


def words_of_questionnaires() -> Iterator[tuple[str, str]]:
    """All that a requester may be shown of the built-in questionnaires and policies."""
    library = Library()
    for name in library:
        for question in library[name].questions.values():
            if not (question.precheck or library[name].respondent == "requester"):
                continue
            key = f"{name}/{question.id}"
            yield key, plain_question(question)
            yield from ((key, text) for text in (question.why, question.where_to_look) if text)
            yield from (
                (f"{key}/{option.id}", plain_label(option)) for option in question.offered_options
            )
        for check in library[name].checks:
            if library[name].respondent == "requester":
                yield f"{name}/{check.id}", check.message
    for name in built_in_files("policies"):
        for tier in load_policy(library, name).model.tiers:
            yield from (
                (f"{name}/{tier.id}", text) for text in (tier.title, tier.meanwhile) if text
            )


def test_the_requester_meets_none_of_its_words() -> None:
    found = dict(words_of_questionnaires())
    assert len(found) > 50
    assert {key: text for key, text in found.items() if STARRED.search(text)} == {}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", sorted(built_in_files("policies")))
def test_the_pre_check_of_every_example_speaks_plainly(path: Path, name: str) -> None:
    library = Library()
    loaded = prepare_case(
        library, library.read_document(str(path)), load_policy(library, name), (), AS_OF
    )
    text = render_result(
        run_precheck(Assessor(library, loaded.assessor.policy), loaded.vendor, AS_OF),
        Display(width=40),
    )
    assert not STARRED.search(text)
    assert all(len(line) <= 40 or " " not in line.strip("- ") for line in text.splitlines())


def test_an_assessment_tells_the_same_whatever_it_asks() -> None:
    whole = Assessor(shelf(), rules(), ["safe"]).assess(file(SMALL | GOOD), AS_OF)
    assert (precheck_of_assessment(whole).light, precheck_of_assessment(whole).reasons) == (
        "go-ahead",
        look(SMALL | GOOD).reasons,
    )
    assert REPORTS["precheck"].render(whole, Display()) == render_result(
        look(SMALL | GOOD), Display()
    )


def test_every_question_of_the_pre_check_has_plain_words() -> None:
    library = Library()
    marked = [
        (name, question)
        for name in library
        for question in library[name].questions.values()
        if question.precheck
    ]
    assert len(marked) == 20
    assert sum(name != "request" for name, _ in marked) == 8
    for name, question in marked:
        assert question.plain, f"{name}/{question.id}"
        assert question.where_to_look, f"{name}/{question.id}"
        assert all(option.plain for option in question.offered_options), f"{name}/{question.id}"


def test_colour_and_words() -> None:
    assert "\x1b[1;31mResult: Talk to IT before you commit\x1b[0m" in render_result(
        look(SMALL | {"safe/door": "none"}), Display(colour=True)
    )


def test_what_a_file_says_moves_no_cursor() -> None:
    precheck = precheck_under(
        shelf(),
        rules(),
        file(SMALL | GOOD).model_copy(
            update={"vendor": Vendor(name="A\x1b[2Jcme", product="[red]x\n# y")}
        ),
        AS_OF,
    )
    text = render_result(precheck, Display())
    assert "\x1b" not in text
    assert r"[red]x # y by A\u{1b}[2Jcme" in text


# ---- what goes to the vendor


SECRETS = {
    "ask/use": {"answer": "SECRET campaign", "note": "SECRET"},
    "ask/data": {"answer": ("leads",), "note": "SECRET"},
    "ask/people": "31337",
    "safe/door": {"answer": "weak", "disputed": "SECRET reason", "note": "SECRET", "source": "us"},
    "safe/bell": {"unknown": True, "note": "SECRET"},
    "safe/alarm": {"answer": "yes", "source": "us", "grade": "claimed"},
    "safe/siren": {"answer": "yes", "source": "vendor", "mitigation": {"text": "SECRET"}},
}
MORE: dict[str, Any] = {
    "needs": [{"text": "SECRET need"}],
    "accepted_risks": [
        {
            "question": "safe/bell",
            "answer": "no",
            "reason": "SECRET",
            "accepted_by": "SECRET",
            "accepted_on": "2026-11-01",
            "expires": "2027-01-01",
        }
    ],
    "decisions": [
        {"decision": "approve", "by": "SECRET", "decided_on": "2026-11-01", "advice": "SECRET"}
        | {"conditions": [{"text": "SECRET", "owner": "SECRET", "due": "2026-11-02"}]}
    ],
    "changes": [
        {"what": "SECRET", "text": "SECRET", "object_by": "2026-11-01", "affects": ["safe/bell"]}
    ],
    "contract": {"notice_by": "2026-11-30", "yearly_cost": "SECRET"},
}


def test_nothing_of_ours_goes_to_the_vendor() -> None:
    strict = rules(
        POLICY.replace(
            "grades: {critical: verified}",
            "grades: {critical: verified, high: verified, medium: verified}",
        )
    )
    vendor_file = file(SECRETS, **MORE)
    text = REPORTS["questions"].render(
        Assessor(shelf(), strict).assess(vendor_file, AS_OF), Display()
    )
    joint = " ".join(text.split())
    assert "SECRET" not in text
    assert "31337" not in text
    assert "Which data?" not in text
    assert "Is there a lock? We could not confirm your answer" in joint
    # Of an answer that is ours, the vendor learns only that we want something that shows it.
    assert "Is there an alarm? Please send a document that shows it." in joint
    assert 'Is it loud? You answered "yes". Please send a document that shows it.' in joint
    assert not re.search(r"\d+ ?%|weigh|severity|critical|accept|decision", joint)


def test_many_questions_stand_under_headings() -> None:
    library = Library()
    rules_ = load_policy(library, None)
    assessor = Assessor(library, rules_.model, ["sso", "data-access-removal"])
    text = REPORTS["questions"].render(assessor.assess(file({}), AS_OF), Display())
    assert "\nSingle sign-on\n--------------\n\n1. " in text
    numbers = [int(found) for found in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    one = Assessor(library, rules_.model, ["sso"])
    assert "---" not in REPORTS["questions"].render(one.assess(file({}), AS_OF), Display())


def test_nothing_to_ask() -> None:
    whole = Assessor(shelf(), rules(POLICY.replace("grades: {critical: verified}", "")), ["safe"])
    answers = GOOD | {"safe/alarm": "no"}
    text = REPORTS["questions"].render(whole.assess(file(answers), AS_OF), Display())
    assert "contradict" in text
    answers |= {"safe/alarm": "yes", "safe/siren": "yes"}
    assert (
        REPORTS["questions"].render(whole.assess(file(answers), AS_OF), Display())
        == "There is nothing to ask the vendor.\n"
    )


# ---- the brief, and the trial


def test_the_brief_of_what_needs_no_review() -> None:
    whole = Assessor(shelf(), rules(), ["safe"]).assess(file(SMALL | GOOD), AS_OF)
    text = REPORTS["brief"].render(whole, Display())
    assert "A green pre-check is enough in this tier: IT is told, and need not review." in text
    assert "**own: Nothing**" in text
    assert "\n\n\n" not in text


TRIAL = """
vendorcheck: questionnaire/1
id: try
version: "1"
title: Try
sections:
  - id: first
    title: First
    questions:
      - {id: low, type: yes_no, ask: Low?, verify: Try low., severity: low}
      - {id: high, type: yes_no, ask: High?, verify: Try high., severity: high}
      - {id: done, type: yes_no, ask: Done?, verify: Try done.}
      - {id: off, type: yes_no, ask: Off?, verify: Try off., when: {low: ["no"]}}
      - {id: none, type: yes_no, ask: None?, verify: Try none.}
      - {id: plain, type: yes_no, ask: Plain?}
  - id: second
    title: Second
    questions:
      - {id: must, type: choice, ask: Must?, verify: Try *must*., severity: low, blocker: true,
          options: [{id: a, label: A, credit: 1}]}
      - {id: many, type: multi_choice, ask: Many?, verify: Try many.,
          options: [{id: a, label: A, credit: 1}, {id: b, label: B}]}
"""


VERIFIED = {"grade": "verified", "reviewed_by": "Jane", "reviewed_on": "2026-11-01"}


def test_a_trial_tests_what_matters_most_first() -> None:
    answers = {
        "try/low": "yes",
        "try/done": {"answer": "yes", **VERIFIED},
        "try/none": {
            "not_applicable": "No.",
            "confirmed_by": "Jane",
            "confirmed_on": "2026-11-22",
        },
        "try/must": {"answer": "a", "source": "us"},
        "try/many": {"answer": ("a", "b"), "disputed": "No."},
    }
    text = REPORTS["trial"].render(
        Assessor(shelf(TRIAL), rules(POLICY[: POLICY.index("grades")]), ["try"]).assess(
            file(answers), AS_OF
        ),
        Display(),
    )
    assert re.findall(r"^(?:## (.*)|- \[ \] (.*))$", text, re.MULTILINE) == [
        ("Second", ""),
        ("", r"Try \*must\*."),
        ("", "Try many."),
        ("First", ""),
        ("", "Try high."),
        ("", "Try low."),
    ]
    assert "Must? (`try/must`, must be met)\n  - Claimed: “A”, we say so" in text
    assert "Many? (`try/many`)\n  - Claimed: “a; b”, disputed" in text
    assert "High? (`try/high`)\n  - Claimed: nothing yet" in text
    assert "4 tests" in text


def test_a_trial_of_what_is_verified() -> None:
    answers = {
        f"try/{name}": {"answer": "yes", **VERIFIED} for name in ("low", "high", "done", "none")
    }
    answers |= {f"try/{name}": {"answer": "a", **VERIFIED} for name in ("must", "many")}
    assessor = Assessor(shelf(TRIAL), rules(POLICY[: POLICY.index("grades")]), ["try"])
    assert "Nothing is left to try" in REPORTS["trial"].render(
        assessor.assess(file(answers), AS_OF), Display()
    )


# ---- who asks


@pytest.mark.parametrize(
    ("said", "signature"),
    [
        ("Jane Doe, jane@ours.example", "Jane Doe"),
        ("Jane Doe <jane@ours.example>", "Jane Doe"),
        ("jane@ours.example (Jane Doe)", "Jane Doe"),
        ("Jane Doe", "Jane Doe"),
        ("jane@ours.example", "[your name]"),
        ({"unknown": True}, "[your name]"),
    ],
)
def test_the_message_is_signed_by_who_asks_and_the_brief_says_who_it_is(
    said: str | dict[str, Any], signature: str
) -> None:
    library = Library()
    request: dict[str, Any] = {
        "request/requester": said,
        "request/deployment": "cloud",
        "request/data": ("business",),
        "request/seats": "5",
        "request/connections": ("none",),
        "request/ai": "no",
        "request/outage": "nothing-much",
    }
    policy = load_policy(library, None).model
    precheck = precheck_under(library, policy, file(request), AS_OF)
    message = PRECHECK_REPORTS.format_for("vendor").render(precheck, Display())
    assert message.endswith(f"Thank you and kind regards\n{signature}\n")
    brief = render_brief(precheck, Display())
    assert ("- Asked for by: " in brief) is isinstance(said, str)
