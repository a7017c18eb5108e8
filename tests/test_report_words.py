"""What reports say of findings and steps: completely, and once."""

import re
from datetime import date

import pytest

from vendorcheck import policy, questionnaire, vendor
from vendorcheck.assessment import Assessment, Assessor
from vendorcheck.document import parse
from vendorcheck.reasons import Reason, weightiest
from vendorcheck.reports import REPORTS, Display
from vendorcheck.rules import Rule, Verdict

AS_OF = date(2026, 11, 22)
QUESTIONS = """
vendorcheck: questionnaire/1
id: q
version: "1"
title: Q
sections:
  - id: s
    title: S
    questions:
      - {id: sso, type: yes_no, ask: Is there single sign-on?, severity: critical, evidence: expected, finding: No sign-on, remedy: Build it.}
      - {id: scim, type: yes_no, ask: Is there SCIM?, severity: high, when: {sso: ["yes"]}, finding: No SCIM, remedy: Build that.}
      - {id: log, type: yes_no, ask: Is there a log?, severity: high, finding: No log, remedy: Log it.}
      - {id: ways, type: multi_choice, ask: Which ways are there?, severity: low, finding: Too few ways, remedy: Add ways., options: [
          {id: a, label: Way A, credit: 0.5}, {id: b, label: Way B, credit: 0.25}, {id: c, label: Way C, credit: 0.25},
          {id: none, label: No way, credit: 0, exclusive: true}]}
      - {id: proofs, type: multi_choice, ask: Which proofs are there?, severity: low, finding: Too few proofs, remedy: Prove it., options: [
          {id: iso, label: Proof I, credit: 1}, {id: soc, label: Proof S, credit: 1}, {id: own, label: Proof O, credit: 0.25},
          {id: old, label: Proof P, credit: 0.5}]}
      - {id: channels, type: multi_choice, ask: Which channels are there?, severity: low, finding: Too few channels, remedy: Open more., options: [
          {id: w, label: Web, credit: 0.3}, {id: x, label: Fax, credit: 0.4}, {id: y, label: Fon, credit: 0.4}, {id: z, label: Zoo, credit: 0.4}]}
"""
GOOD = {
    "sso": '{answer: "yes", evidence: [{title: Guide, url: "https://a.example/guide"}]}',
    "scim": '"yes"',
    "log": '"yes"',
    "ways": "[a, b, c]",
    "proofs": "[iso]",
    "channels": "[w, x, y]",
}


def assessed(rules: str = "", **changes: str) -> Assessment:
    """An assessment of good answers but for these; an empty one is left out."""
    found = questionnaire.parse(parse(QUESTIONS.encode(), "q.yaml"))
    answers = "".join(f"      {name}: {text}\n" for name, text in (GOOD | changes).items() if text)
    head = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  q:\n    answers:\n"
    file = vendor.parse(parse((head + answers).encode(), "v.yaml"))
    company = policy.parse(
        parse(f'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n{rules}'.encode(), "p.yaml")
    )
    return Assessor({found.id: found}, company, ("q",)).assess(file, AS_OF)


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
def test_a_gap_among_several_options_names_what_is_missing(question: str, answer: str, told: str) -> None:
    assert missing(**{question: answer}) == [told]
    text = report("markdown", assessed(**{question: answer}))
    assert f"  - Missing for full credit: {told}\n" in text


def test_a_weak_answer_is_named_with_its_question() -> None:
    found = assessed("grades: {high: documented}", scim='{answer: "yes", grade: documented}')
    text = part("Findings", report("markdown", found))
    assert "**high: The answer is only claimed; documented is wanted** (`q/log`)\n" in text
    assert "  - Question: Is there a log? yes\n" in text
    assert "<p><i>Question:</i> Is there a log? yes</p>" in report("html", found)


def test_a_failed_blocker_is_no_second_reason() -> None:
    text = part("Why", report("markdown", assessed("questions: {q/log: {blocker: true}}", log='"no"')))
    assert text.count("No log") == 1
    assert "a condition" not in text
    both = part(
        "Why", report("markdown", assessed("questions: {q/log: {blocker: true}}", log='"no"', scim='"no"'))
    )
    assert both.count("No log") == both.count("No SCIM") == 1
    assert "**One more finding wants a condition**" in both


def test_the_headline_names_all_that_wants_a_condition() -> None:
    found = assessed("coverage_at_least: 10\napprove_at: 12\nconditions_at: 10", sso='"no"', log="")
    assert found.verdict == "approve-with-conditions", found.reasons
    lines = report("summary", found).splitlines()
    assert lines[2] == "Approve with conditions: a finding and an open question want a condition"
    assert lines[3:6] == ["  - No sign-on", "  - Open: Is there a log?", ""]


@pytest.mark.parametrize(
    ("fired", "sentence"),
    [
        ({"finding": 1}, "finding."),
        ({"finding": 1, "open": 1}, "A finding and an open question want a condition"),
        (
            {"finding": 2, "open": 3, "section-floor": 2, "grade": 2},
            "2 findings, 3 open questions, 2 sections below their floors and 2 weakly supported answers want a condition",
        ),
        ({"score-band": 0}, "score-band."),
        ({"score-band": 0, "grade": 1}, "score-band.; a weakly supported answer wants a condition"),
        ({"score-band": 0, "open": 2}, "score-band.; 2 open questions want a condition"),
        ({}, "No rule stands against it"),
    ],
)
def test_sentences_of_the_headline(fired: dict[Rule, int], sentence: str) -> None:
    verdict: Verdict = "approve-with-conditions"
    found = [Reason(rule, verdict, ("q/x",) * count, f"{rule}.") for rule, count in fired.items()]
    assert weightiest(found, verdict) == sentence


def test_a_worse_verdict_is_told_by_its_weightiest_rule() -> None:
    found = [
        Reason("blocker-failed", "do-not-approve", ("q/a",), "failed"),
        Reason("finding", "approve-with-conditions", ("q/a", "q/b"), "two"),
    ]
    assert weightiest(found, "do-not-approve") == "failed"


def test_a_step_tells_how_many_questions_it_opens() -> None:
    steps = part("What to do next", report("markdown", assessed(sso='"no"', scim="")))
    assert re.search(r"1\. .*`q/sso`; medium effort · opens 1 more question · then the score is", steps)
    answered = part("What to do next", report("markdown", assessed(sso='"no"', scim='"no"')))
    assert "brings in 1 answer that did not count before" in answered
    assert "opens" not in answered
