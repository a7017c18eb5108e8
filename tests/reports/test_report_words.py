"""What reports say of findings and steps: completely, and once."""

import json
import re
from datetime import date
from fractions import Fraction

import pytest

from assessments import asking
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import Rule, RuleResult
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.reasons import VerdictReason, format_threshold, summarize_reasons
from vendorcheck.document.document import parse_document
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Vendor, VendorFile
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.view.letter import VendorLetter
from vendorcheck.reports.view.words import vendor_name
from vendorcheck.text.numbers import format_percent, format_points, format_rounded_number
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
QUESTIONS = asking("""\
      - {id: sso, type: yes_no, ask: Is there single sign-on?, severity: critical,
          evidence: expected, finding: No sign-on, remedy: Build it.}
      - {id: scim, type: yes_no, ask: Is there SCIM?, severity: high, when: {sso: ["yes"]},
          finding: No SCIM, remedy: Build that.}
      - {id: log, type: yes_no, ask: Is there a log?, severity: high,
          finding: No log, remedy: Log it.}
      - {id: ways, type: multi_choice, ask: Which ways are there?, severity: low,
         finding: Too few ways, remedy: Add ways., options: [
          {id: a, label: Way A, credit: 0.5}, {id: b, label: Way B, credit: 0.25},
          {id: c, label: Way C, credit: 0.25},
          {id: none, label: No way, credit: 0, exclusive: true}]}
      - {id: proofs, type: multi_choice, ask: Which proofs are there?, severity: low,
         finding: Too few proofs, remedy: Prove it., options: [
          {id: iso, label: Proof I, credit: 1}, {id: soc, label: Proof S, credit: 1},
          {id: own, label: Proof O, credit: 0.25}, {id: old, label: Proof P, credit: 0.5}]}
      - {id: channels, type: multi_choice, ask: Which channels are there?, severity: low,
         finding: Too few channels, remedy: Open more., options: [
          {id: w, label: Web, credit: 0.3}, {id: x, label: Fax, credit: 0.4},
          {id: y, label: Fon, credit: 0.4}, {id: z, label: Zoo, credit: 0.4}]}
""")
DOCUMENTED = (
    '{answer: "yes", grade: documented, evidence: [{url: "https://a.example", dated: 2026-11-01}]}'
)
GOOD = {
    "sso": (
        '{answer: "yes", evidence: [{title: Guide, url: "https://a.example/guide", '
        "dated: 2026-11-01}]}"
    ),
    "scim": '"yes"',
    "log": '"yes"',
    "ways": "[a, b, c]",
    "proofs": "[iso]",
    "channels": "[w, x, y]",
}


def assessed(rules: str = "", asked: str = QUESTIONS, **changes: str) -> Assessment:
    """An assessment of good answers but for these; an empty one is left out."""
    questionnaire = parse_model(parse_document(asked.encode(), "q.yaml"), Questionnaire)
    answers = "".join(f"      {name}: {text}\n" for name, text in (GOOD | changes).items() if text)
    head = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  q:\n    answers:\n"
    file = parse_model(parse_document((head + answers).encode(), "v.yaml"), VendorFile)
    company = parse_model(
        parse_document(
            f'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n{rules}'.encode(), "p.yaml"
        ),
        Policy,
    )
    return Assessor({questionnaire.id: questionnaire}, company, ("q",)).assess(file, AS_OF)


def report(form: str, found: Assessment) -> str:
    return REPORTS.get(form).render(found, Display())


def part(title: str, text: str) -> str:
    """What stands under a heading of a Markdown report."""
    return text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def missing(**answers: str) -> list[str | None]:
    return [found.missing for found in assessed(**answers).findings if found.kind == "gap"]


def test_evidence_that_is_expected_is_missed() -> None:
    assert assessed().findings == ()
    claimed = assessed(sso='"yes"').findings
    assert [found.finding for found in claimed] == ["No evidence supports the answer"]


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("ways", "[a]", "Way B; Way C"),
        ("ways", "[none]", "Way A; Way B; Way C"),
        ("ways", "[a, b]", "Way C"),
        ("proofs", "[old]", "Proof I; or Proof S"),
        ("proofs", "[own]", "Proof I; or Proof S"),
        ("channels", "[w, x]", "Fon; or Zoo"),
        ("channels", "[x]", "enough of: Web; Fon; Zoo"),
    ],
)
def test_a_gap_among_several_options_names_what_is_missing(
    question: str, answer: str, told: str
) -> None:
    assert missing(**{question: answer}) == [told]
    text = report("markdown", assessed(**{question: answer}))
    assert f"  - Missing for full credit: {told}\n" in text


def test_a_weak_answer_is_named_with_its_question() -> None:
    assessment = assessed("grades: {high: documented}", scim=DOCUMENTED)
    text = part("Findings", report("markdown", assessment))
    assert (
        "**High: The answer is only claimed; documented is required** (`q/log`)"
        " · requires a condition\n  - Is there a log? **yes**\n"
    ) in text
    assert '<p>Is there a log? <b class="said">yes</b> <a class="key" href="#q-q.log">' in report(
        "html", assessment
    )


def test_a_failed_blocker_is_no_second_reason() -> None:
    text = part(
        "Why", report("markdown", assessed("questions: {q/log: {blocker: true}}", log='"no"'))
    )
    assert text.count("No log") == 1
    assert "a condition" not in text
    both = part(
        "Why",
        report(
            "markdown", assessed("questions: {q/log: {blocker: true}}", log='"no"', scim='"no"')
        ),
    )
    assert both.count("No log") == both.count("No SCIM") == 1
    assert "**One more finding requires a condition**" in both
    low = assessed(
        "conditions_from: low\nquestions: {q/log: {blocker: true}}",
        log='"no"',
        ways="[a]",
        channels="[w]",
    )
    assert "**2 more findings require conditions**" in part("Why", report("markdown", low))


def test_an_answer_that_is_told_as_a_gap_is_not_told_again_as_weak() -> None:
    # A gap without words of its own reads like its question.
    text = QUESTIONS.replace("finding: No log, remedy", "remedy")
    assessment = assessed(
        "grades: {high: documented}\napprove_at: 0\nconditions_at: 0", text, log='"no"'
    )
    why = part("Why", report("markdown", assessment))
    assert "The answer is only claimed; documented is required **yes** (`q/scim`)" in why
    assert why.count("`q/log`") == 1


BLOCKERS = "questions: {q/scim: {blocker: true}, q/log: {blocker: true}}"


@pytest.mark.parametrize(
    ("answer", "rules", "one", "two"),
    [
        (
            '"no"',
            BLOCKERS,
            "A question that must be met is not met",
            "2 questions that must be met are not met",
        ),
        (
            "",
            BLOCKERS,
            "A question that must be met is open",
            "2 questions that must be met are open",
        ),
        ('"no"', "", "A finding requires a condition", "2 findings require conditions"),
        (
            "",
            "",
            "An open point could still require a condition",
            "2 open points could still require conditions",
        ),
        (
            '"yes"',
            "grades: {high: documented}",
            "An important answer is not well enough supported",
            "2 important answers are not well enough supported",
        ),
    ],
)
def test_a_rule_says_for_how_many_questions_it_fired(
    answer: str, rules: str, one: str, two: str
) -> None:
    good = DOCUMENTED
    assert one in [reason.detail for reason in assessed(rules, scim=good, log=answer).reasons]
    assert two in [reason.detail for reason in assessed(rules, scim=answer, log=answer).reasons]


def test_what_is_answered_is_not_called_open() -> None:
    assessment = assessed(
        "questions: {q/scim: {blocker: true}, q/log: {blocker: true}}", sso="", scim='"no"', log=""
    )
    assert assessment.verdict == "more-information-needed"
    text = report("markdown", assessment)
    assert "A question that must be met is open, and one more is not met, should it apply" in text
    assert "No SCIM" in part("Why", text)
    alone = assessed("questions: {q/scim: {blocker: true}}", sso="", scim='"no"')
    assert "a question that must be met is not met, should it apply" in report(
        "summary", alone
    ).replace("\n", " ")


@pytest.mark.parametrize(
    ("ours", "answer", "told"),
    [
        ("Business", "{answer: half, plan: Enterprise, price: 4 USD}", True),
        ("Business", "{answer: half, plan: business, price: included}", False),
        ("Business", "{answer: none, plan: Business}", False),
        ("", "{answer: half, plan: Enterprise}", False),
        ("", "{answer: none, plan: Enterprise, price: 4 USD}", True),
    ],
)
def test_a_plan_is_named_only_where_it_has_what_is_wanted(
    ours: str, answer: str, *, told: bool
) -> None:
    options = (
        "{id: full, label: F, credit: 1}, {id: half, label: H, credit: 0.5}, "
        "{id: none, label: N, credit: 0}"
    )
    asked = asking(
        "      - {id: a, type: choice, ask: Is it there?, severity: high, "
        f"plan_and_price: true, remedy: Offer it., options: [{options}]}}\n"
    )
    questionnaire = parse_model(parse_document(asked.encode(), "q.yaml"), Questionnaire)
    plan = f", plan: {ours}" if ours else ""
    text = (
        f"vendorcheck: vendor/1\nvendor: {{name: Acme{plan}}}\n"
        f"responses: {{q: {{answers: {{a: {answer}}}}}}}\n"
    )
    file = parse_model(parse_document(text.encode(), "v.yaml"), VendorFile)
    company = parse_model(
        parse_document(b'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n', "p.yaml"), Policy
    )
    assessment = Assessor({questionnaire.id: questionnaire}, company, ("q",)).assess(file, AS_OF)
    assert ("The plan Enterprise has it" in report("markdown", assessment)) == told


def test_an_answer_whose_evidence_has_ended_says_so_to_us_and_to_the_vendor() -> None:
    answer = (
        '{answer: "yes", grade: documented, evidence: [{title: Report, url: "https://a.example", '
        "dated: 2025-01-01, expires: 2025-12-31}]}"
    )
    assessment = assessed("grades: {high: documented}", log=answer, scim=DOCUMENTED)
    (weak,) = (one for one in assessment.findings if one.kind == "grade")
    assert (
        weak.finding == "The answer is only claimed since its evidence ended on 2025-12-31; "
        "documented is required"
    )
    assert weak.remedy == "Send the current document."
    (ask,) = assessment.questions_for_vendor
    assert ask.text.endswith(
        "Please send the current document: the one that we have ended on 2025-12-31."
    )


@pytest.mark.parametrize(
    ("named", "line"),
    [
        (
            "title: Guide, url: 'ftp://a.example', file: a.pdf",
            "“Guide” · “ftp://a.example” · “a.pdf”",
        ),
        ("url: 'ftp://a.example', file: a.pdf", "“ftp://a.example” · “a.pdf”"),
        ("file: a.pdf", "“a.pdf”"),
    ],
)
def test_evidence_without_a_title_hides_neither_its_address_nor_its_file(
    named: str, line: str
) -> None:
    answer = f'{{answer: "yes", evidence: [{{{named}, dated: 2026-10-01}}]}}'
    page = report("markdown", assessed("", log=answer)).replace("\u200b", "")
    assert f"- Evidence: {line} · dated" in page


def test_what_a_step_takes_stands_in_full() -> None:
    labels = [f"A record of kind number {number} with all of its fields" for number in range(9)]
    options = ", ".join(
        f"{{id: o{number}, label: {label}, credit: 0.12}}" for number, label in enumerate(labels)
    )
    asked = asking(
        "      - {id: a, type: multi_choice, ask: Which?, severity: high, "
        f"options: [{options}]}}\n"
    )
    questionnaire = parse_model(parse_document(asked.encode(), "q.yaml"), Questionnaire)
    file = parse_model(
        parse_document(
            b"vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {q: {answers: {a: [o0]}}}\n",
            "v.yaml",
        ),
        VendorFile,
    )
    company = parse_model(
        parse_document(b'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n', "p.yaml"), Policy
    )
    text = report(
        "markdown", Assessor({questionnaire.id: questionnaire}, company, ("q",)).assess(file, AS_OF)
    )
    assert f"What it takes: {'; '.join(labels)}." in text


def test_no_way_that_is_closed_has_a_meanwhile() -> None:
    rules = (
        "questions: {q/log: {blocker: true}}\n"
        "tiers: [{id: t, title: T, questionnaires: [q], meanwhile: A trial is fine.}]"
    )
    assert "Meanwhile" not in report("markdown", assessed(rules, log='"no"'))
    assert "Meanwhile: A trial is fine." in report("markdown", assessed(rules, scim='"no"'))
    assert "Meanwhile" in report("html", assessed(rules, log=""))


def test_the_headline_names_all_that_wants_a_condition() -> None:
    assessment = assessed(
        "coverage_at_least: 10\napprove_at: 12\nconditions_at: 10", sso='"no"', log=""
    )
    assert assessment.verdict == "approve-with-conditions", assessment.reasons
    lines = report("summary", assessment).splitlines()
    assert lines[2:4] == [
        "Approve with conditions: a finding requires a condition; an open point could",
        "still require a condition",
    ]
    assert lines[4:7] == ["  - No sign-on", "  - Open: Is there a log?", ""]


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([("finding", 1, False)], "finding."),
        ([("finding", 1, True)], "finding."),
        (
            [("finding", 1, False), ("finding", 1, True)],
            "A finding requires a condition; an open point could still require a condition",
        ),
        (
            [
                ("finding", 2, False),
                ("finding", 3, True),
                ("section-floor", 2, False),
                ("grade", 2, False),
            ],
            (
                "2 findings, 2 sections below their floors and 2 weakly supported answers require "
                "conditions; 3 open points could still require conditions"
            ),
        ),
        ([("score-band", 0, False)], "score-band."),
        (
            [("score-band", 0, False), ("grade", 1, False)],
            "score-band.; a weakly supported answer requires a condition",
        ),
        (
            [("score-band", 0, True), ("finding", 2, True)],
            "score-band.; 2 open points could still require conditions",
        ),
        (
            [("section-floor", 1, True), ("grade", 2, True)],
            "An undecided section and 2 answers without support yet could still require conditions",
        ),
        ([], "No rule stands against it"),
    ],
)
def test_sentences_of_the_headline(results: list[tuple[Rule, int, bool]], sentence: str) -> None:
    verdict: Verdict = "approve-with-conditions"
    found = [
        VerdictReason(RuleResult(rule, verdict, ("q/x",) * count, could), f"{rule}.")
        for rule, count, could in results
    ]
    assert summarize_reasons(found, verdict) == sentence


def test_a_worse_verdict_is_told_by_its_weightiest_rule() -> None:
    found = [
        VerdictReason(RuleResult("blocker", "do-not-approve", ("q/a",)), "failed"),
        VerdictReason(RuleResult("finding", "approve-with-conditions", ("q/a", "q/b")), "two"),
    ]
    assert summarize_reasons(found, "do-not-approve") == "failed"


def test_what_only_could_be_a_no_is_told_where_more_information_is_needed() -> None:
    found = [
        VerdictReason(RuleResult("blocker", "do-not-approve", ("q/a",), could=True), "open"),
        VerdictReason(RuleResult("coverage", "more-information-needed"), "little"),
    ]
    assert summarize_reasons(found, "more-information-needed") == "open"


def test_a_step_tells_how_many_questions_it_opens() -> None:
    steps = part("What to do next", report("markdown", assessed(sso='"no"', scim="")))
    assert re.search(
        r"1\. .*`q/sso`; medium effort · opens 1 more question · then the score is", steps
    )
    answered = part("What to do next", report("markdown", assessed(sso='"no"', scim='"no"')))
    assert "brings in 1 answer that did not count before" in answered
    assert "opens" not in answered


# ---- numbers beside the limits that they are held against


@pytest.mark.parametrize(
    ("value", "limits", "shown"),
    [
        ("200/3", ["80", "60"], "66.67"),
        ("200/3", ["66.67"], "66.667"),
        ("200/3", ["66.66"], "66.67"),
        ("79.999", ["80", "60"], "79.999"),
        ("79.995", ["80"], "79.995"),
        ("80", ["80"], "80.00"),
        ("80.001", ["80"], "80.00"),
        ("79.99", ["80"], "79.99"),
        ("79.99981", ["80"], "79.9998"),
        ("79.99996", ["80"], "79.9999"),
        ("79.999999999", ["80"], "79.9999"),
        ("79.999999999", ["80", "60"], "79.9999"),
        ("200/3", ["66.666666667"], "66.6666"),
        ("66.666666668", ["66.666666667"], "66.67"),
        ("70.000000002", ["70.000000001"], "70.0001"),
        ("0", [], "0.00"),
    ],
)
def test_rounding_moves_no_number_across_a_limit(value: str, limits: list[str], shown: str) -> None:
    exact, against = Fraction(value), [Fraction(limit) for limit in limits]
    assert format_rounded_number(exact, 2, against) == shown
    assert [Fraction(shown) < limit for limit in against] == [exact < limit for limit in against]


@pytest.mark.parametrize(
    ("value", "most", "shown"),
    [
        ("10", "10", "10.00"),
        ("10.01", "10", "10.01"),
        ("10.0045", "10", "10.004"),
        ("10.00001", "10", "10.0001"),
        ("10.000000001", "10", "10.0001"),
        ("9.9999", "10", "10.00"),
        ("200/3", "66.67", "66.67"),
        ("200/3", "66.666666666", "66.67"),
        ("66.671", "66.67", "66.671"),
        ("0.00001", "0", "0.0001"),
    ],
)
def test_rounding_hides_no_number_above_the_most_that_is_allowed(
    value: str, most: str, shown: str
) -> None:
    exact, limit = Fraction(value), Fraction(most)
    assert format_rounded_number(exact, 2, at_most=[limit]) == shown
    assert (Fraction(shown) > limit) == (exact > limit)


def test_percentages_have_no_zeros_at_their_end() -> None:
    assert format_percent(Fraction(100)) == "100 %"
    assert format_percent(Fraction("71.1")) == "71.1 %"
    assert format_percent(Fraction(50), 0) == "50 %"
    assert format_points(Fraction("4.348")) == "4.35 of 100"
    assert format_points(Fraction(20)) == "20 of 100"
    assert format_points(Fraction(1, 1000)) == "under 0.01 of 100"
    assert format_percent(Fraction("49.6"), 0, [Fraction(50)]) == "49.6 %"
    assert format_percent(Fraction(0), 0) == "0 %"
    assert format_percent(None) == "not scorable"
    assert format_threshold(Fraction("66.666666667")) == "66.666666667 %"


CLOSE = (
    "approve_at: 66.67\nconditions_at: 10\ncoverage_at_least: 66.67\nsection_floors: {q/s: 66.67}\n"
    "weights: {low: 0, medium: 0, high: 1, critical: 1}"
)


def test_a_score_just_below_its_limit_reads_so_everywhere() -> None:
    assessment = assessed(CLOSE, log='"no"')
    assert assessment.score == Fraction(200, 3)
    sentence = "The score is 66.667 %; 66.67 % is required"
    texts = {form: report(form, assessment) for form in ("summary", "markdown", "html", "json")}
    assert sentence in [rule["detail"] for rule in json.loads(texts["json"])["rules"]]
    assert "Approve with conditions: the score is 66.667 %; 66.67 % is required" in texts["summary"]
    assert "\nScore    66.667 %\n" in texts["summary"]
    assert f"**{sentence}**" in texts["markdown"]
    assert (
        "- Score: **66.667 %**, approve from 66.67 %, with conditions from 10 %"
        in texts["markdown"]
    )
    assert "Scores 66.667 %; 66.67 % is required." in texts["markdown"]
    assert "| S | 66.667 % | 100 % |" in texts["markdown"]
    assert f"<h3>{sentence}".replace(" %", "\u00a0%") in texts["html"]
    assert "<dt>Score</dt><dd>66.667\u00a0% <small>" in texts["html"]
    for form in ("summary", "markdown"):
        # What a question adds has no limit beside it.
        assert not re.search(r"(?<!from )(?<!\d)66\.67 %(?! is required)", texts[form])


def test_what_is_answered_just_too_little_reads_so() -> None:
    assessment = assessed(CLOSE, log="")
    sentence = "66.667 % of what counts is answered; 66.67 % is required"
    assert sentence in [reason.detail for reason in assessment.reasons]
    assert "Answered 66.667 % of what counts; 66.67 % is required" in report("summary", assessment)
    assert "<dd>66.667\u00a0% <small>of what counts; 66.67\u00a0% is required" in report(
        "html", assessment
    )


def test_a_step_that_does_not_suffice_reads_so() -> None:
    assessment = assessed(CLOSE, log='"no"', scim='"no"')
    assert "then the score is 66.667 %" in report("markdown", assessment)


# ---- what was answered for another version


def test_an_answer_that_the_questionnaire_no_longer_offers_is_told_as_such() -> None:
    assessment = assessed(ways="[a, zzz]", log="perhaps")
    text = report("markdown", assessment)
    assert "  - Answered for another version: “a; zzz” · 0 of 1 while open\n" in text
    assert "  - Answered for another version: “perhaps” · 0 of 5 while open\n" in text
    assert "(`q/log`; answered for another version · high, weighs 5)" in text
    assert "Not answered" not in text
    assert "<b>Answered for another version</b> <q>perhaps</q>" in report("html", assessment)
    assert {
        question["id"]: (question["state"], question["answer"])
        for one in json.loads(report("json", assessment))["questionnaires"]
        for question in one["questions"]
    }["q/log"] == ("unanswered", "perhaps")


# ---- long words of a vendor's


WORDY = asking(
    """\
      - {id: sso, type: yes_no, ask: Is there single sign-on?, plan_and_price: true, blocker: true,
          finding: None, remedy: Build it.}
      - {id: words, type: text, ask: How is it done?, severity: critical, credit_if_answered: true}
""",
    "w",
)


def test_a_vendors_long_words_leave_room_for_the_next_steps() -> None:
    long = "Approve. " * 3000
    answers = f'sso: {{answer: "no", plan: "{long}", price: "{long}"}}, words: "{long}"'
    text = (
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        f"responses: {{w: {{answers: {{{answers}}}}}}}\n"
    )
    questionnaire = parse_model(parse_document(WORDY.encode(), "w.yaml"), Questionnaire)
    rules = 'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\ngrades: {critical: documented}\n'
    company = parse_model(parse_document(rules.encode(), "p.yaml"), Policy)
    file = parse_model(parse_document(text.encode(), "v.yaml"), VendorFile)
    found = Assessor({"w": questionnaire}, company, ("w",)).assess(file, AS_OF)
    whole = report("markdown", found)
    steps = part("What to do next", whole).split("### To send to the vendor")[0]
    assert "Build it. The plan Approve. " in steps
    assert 'shows it: How is it done? "Approve. ' in steps
    assert max(len(line) for line in (*steps.splitlines(), *part("Why", whole).splitlines())) < 400
    assert part("All answers", whole).count(long.strip()) == 3
    assert max(len(line) for line in report("summary", found).splitlines()) <= 80
    assert (
        long.strip()
        in json.loads(report("json", found))["questionnaires"][0]["questions"][0]["price"]
    )


def test_what_is_weakly_supported_is_counted_without_what_was_named_before() -> None:
    asked = QUESTIONS.replace("finding: No log, remedy: Log it.", "remedy: Log it.")
    assessment = assessed("grades: {high: documented}\n", asked, log='"no"', scim='"yes"')
    why = part("Why", report("markdown", assessment))
    assert "**One more important answer is not well enough supported**" in why


@pytest.mark.parametrize(
    ("asks", "changes", "first"),
    [
        (["A?"], [], "have a question"),
        (["A?", "B?"], [], "have some questions"),
        (["A?"], ["Do it."], "have some questions"),
        ([], ["Do it."], "would need something"),
        ([], ["Do it.", "And that."], "would need a few things"),
    ],
)
def test_the_message_announces_what_it_holds(
    asks: list[str], changes: list[str], first: str
) -> None:
    questions = [OpenQuestion("sso/x", "open", ask) for ask in asks]
    acme = VendorFile(vendorcheck="vendor/1", vendor=Vendor(name="Acme"))
    text = VendorLetter(acme, questions, changes, [], {}, AS_OF).text
    assert f"we would like to use Acme, and {first} first." in text


def test_an_open_amount_is_asked_for_with_its_unit() -> None:
    text = asking("""\
      - {id: a, type: number, unit: KB, ask: How large is it?, bands: [{credit: 1}]}
      - {id: b, type: number, unit: Percent, ask: How many percent?, bands: [{credit: 1}]}
""")
    library = {"q": parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire)}
    rules = Policy.model_validate(
        {"vendorcheck": "policy/1", "id": "p", "version": "1", "title": "P"}
    )
    file = VendorFile.model_validate(
        {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": {}}
    )
    found = Assessor(library, rules, ("q",)).assess(file, AS_OF)
    assert [ask.text for ask in found.questions_for_vendor] == [
        "How large is it? (KB)",
        "How many percent?",
    ]


BLOCKED_PATH = asking("""\
      - {id: kind, type: choice, fact: true, ask: What is it?, options: [
          {id: a, label: A}, {id: b, label: B}]}
      - {id: sso, type: yes_no, ask: Is there sign-on?, severity: critical, remedy: Build it.}
      - {id: log, type: yes_no, ask: Is there a log?, severity: low, remedy: Log it.}
      - {id: more, type: yes_no, ask: Is there more?, severity: critical, when: {kind: [a]},
          remedy: Add more.}
""")
UNANSWERED = dict.fromkeys(("scim", "ways", "proofs", "channels"), "")


@pytest.mark.parametrize(
    ("rules", "answers", "expected_changes"),
    [
        # The open fact decides half of the weight, and no step answers it: there is no path.
        ("questions: {q/sso: {blocker: true}}", {"sso": '"no"'}, ["build it."]),
        ("conditions_from: critical", {"sso": '"no"'}, ["build it."]),
        ("conditions_from: low", {"sso": '"no"', "log": '"no"'}, ["build it.", "log it."]),
        # A gap that no rule requires anything for, an open question, and a missing document.
        ("conditions_from: high", {"log": '"no"'}, []),
        ("questions: {q/sso: {blocker: true}}", {"sso": ""}, []),
        ("grades: {critical: documented}", {"sso": '"yes"'}, []),
    ],
)
def test_the_message_asks_for_what_must_change_where_no_path_is_known(
    rules: str, answers: dict[str, str], expected_changes: list[str]
) -> None:
    found = assessed(rules, BLOCKED_PATH, **UNANSWERED, **answers)
    assert all(path.steps is None for path in found.paths_to_yes.values())
    _, _, changes = report("questions", found).partition("To use it, we would need the following.")
    expected = [f"We would need you to {change}" for change in expected_changes]
    assert re.findall(r"^\d+\. (.*)$", changes, re.MULTILINE) == expected


def test_without_a_path_a_contradiction_is_asked_about_and_is_no_change() -> None:
    asked = f"""{BLOCKED_PATH}checks:
  - {{id: odd, when: {{sso: ["yes"], log: ["yes"]}}, severity: high, message: That is odd.}}
"""
    found = assessed("conditions_from: high", asked, **UNANSWERED)
    assert all(path.steps is None for path in found.paths_to_yes.values())
    text = report("questions", found)
    assert "That is odd. Which is right?" in text
    assert "we would need" not in text


def test_without_a_path_a_failed_requirement_is_a_change() -> None:
    asked = f"""{BLOCKED_PATH}checks:
  - {{id: weak, kind: requirement, when: {{sso: ["yes"], log: ["no"]}}, severity: high,
      message: That is weak., remedy: Do one of both., clause: The provider does one.}}
"""
    found = assessed("conditions_from: high", asked, **UNANSWERED, log='"no"')
    assert all(path.steps is None for path in found.paths_to_yes.values())
    assert re.search(
        r"^\d+\. We would need you to do one of both\.$", report("questions", found), re.MULTILINE
    )


def test_without_a_path_what_the_requester_would_change_stays_with_us() -> None:
    asked = BLOCKED_PATH.replace("title: Q\n", "title: Q\nrespondent: requester\n")
    found = assessed("conditions_from: critical", asked, **UNANSWERED, sso='"no"')
    assert all(path.steps is None for path in found.paths_to_yes.values())
    assert "Build it" not in report("questions", found)


@pytest.mark.parametrize(
    ("product", "name"), [(None, "Acme"), ("Acme", "Acme"), ("Engage", "Engage by Acme")]
)
def test_a_product_with_the_name_of_its_vendor_is_named_once(
    product: str | None, name: str
) -> None:
    assert vendor_name(Vendor(name="Acme", product=product)) == name
