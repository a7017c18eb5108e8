"""A reader who stops after the first screen knows the verdict, its reasons and what to do."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assessments import asking
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.decision_basis import digests_to_note
from vendorcheck.assessment.digests import Digests
from vendorcheck.document.document import parse_document
from vendorcheck.model.decisions import Decision
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.github import MAX_BYTES, shorten_report
from vendorcheck.reports.readers.lead import lay_out
from vendorcheck.reports.view.page import ReportPage
from vendorcheck.reports.view.rules import ReasonLine, RuleExplanation
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
SHA256 = "b" * 64
QUESTIONS = """\
      - {id: sso, type: yes_no, ask: Is there single sign-on?, severity: critical, blocker: true,
          finding: No sign-on, remedy: Build it., clause: It shall be built., why: Leavers stay in.,
          maps_to: {ccm-4.1: [IAM-13]}}
      - {id: scim, type: yes_no, ask: Is there SCIM?, severity: high, finding: No SCIM,
          remedy: Build that.}
      - {id: log, type: yes_no, ask: Is there a log?, severity: low, finding: No log,
          remedy: Log it.}
"""
YES = {"sso": '"yes"', "scim": '"yes"', "log": '"yes"'}


def assessed(
    answers: dict[str, str], more: str = "", rules: str = "", questions: str = QUESTIONS
) -> Assessment:
    """Assess answers, written as YAML, and more of a vendor file under a policy."""
    asked = parse_model(parse_document(asking(questions).encode(), "q.yaml"), Questionnaire)
    file = (
        "vendorcheck: vendor/1\nvendor: {name: Acme, contact: sec@acme.example}\n"
        f"{more}responses:\n  q:\n    answers:\n"
        + "".join(f"      {key}: {answer}\n" for key, answer in answers.items())
    )
    policy = f'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n{rules}'
    vendor = parse_model(parse_document(file.encode(), "v.yaml"), VendorFile)
    company = parse_model(parse_document(policy.encode(), "p.yaml"), Policy)
    assessor = Assessor({"q": asked}, company, ("q",), Digests({"q": SHA256}, SHA256))
    return assessor.assess(vendor, AS_OF, SHA256)


def render(form: str, assessment: Assessment) -> str:
    return REPORTS.get(form).render(assessment, Display())


def actions(assessment: Assessment) -> list[tuple[str, str]]:
    return [(action.text, action.detail) for action in ReportPage(assessment).next_actions]


ACCEPTED = (
    "accepted_risks: [{question: q/scim, reason: Few users., accepted_by: CIO, "
    "accepted_on: 2026-11-01, expires: 2027-05-01}]\n"
)
DECIDED = 'decisions: [{decision: approve, by: Jane, decided_on: 2026-11-20, verdict: "approve"}]\n'
ALMOST = "approve_at: 50\nconditions_at: 20\n"


@pytest.mark.parametrize(
    ("answers", "more", "expected"),
    [
        (
            {"sso": '"no"', "log": '"yes"'},
            "",
            [
                ("Have the vendor change this: No sign-on", "Build it."),
                (
                    "Send the vendor 1 question",
                    "sec@acme.example, no answer can change the verdict",
                ),
            ],
        ),
        (
            {"log": '"yes"'},
            "",
            [("Send the vendor 2 questions", "sec@acme.example, 1 of them must be met")],
        ),
        (
            {**YES, "scim": '"no"'},
            "",
            [
                ("Agree on 1 condition", "Build that."),
                ("Decide", "the business owner decides, with IT’s advice"),
            ],
        ),
        (YES, "", [("Decide", "the business owner decides, with IT’s advice")]),
        (YES, DECIDED, [("Nothing has to be done now", "")]),
        (
            {**YES, "scim": '"no"'},
            DECIDED,
            [
                ("Agree on 1 condition", "Build that."),
                ("Decide anew", "the verdict has changed since the decision"),
            ],
        ),
        (
            {**YES, "scim": "{not_applicable: No people.}"},
            "",
            [
                (
                    "Confirm or dispute that 1 question does not apply",
                    "as the vendor says",
                )
            ],
        ),
    ],
)
def test_the_next_steps_are_in_the_order_of_their_urgency(
    answers: dict[str, str], more: str, expected: list[tuple[str, str]]
) -> None:
    assessment = assessed(answers, more, ALMOST)
    assert actions(assessment) == expected
    first = expected[0][0]
    for form in ("markdown", "html"):
        text = render(form, assessment)
        assert text.index(first) < text.index("What to do next")


def test_hardly_anything_known_makes_a_list_to_send_and_no_score() -> None:
    little = assessed({"log": '"no"'})
    assert little.coverage is not None
    assert little.coverage < 50
    html = render("html", little)
    assert '<dd class="light">too early to tell <small>0\u00a0% so far' in html
    assert "gauge" not in html.partition("</head>")[2]
    assert '<ol class="steps">' not in html
    assert '<h3 id="ask-vendor">To send to the vendor</h3>' in html
    markdown = render("markdown", little)
    assert "- Score: too early to tell, 0 % so far; can still be 0 % to 94 %\n" in markdown
    summary = render("summary", little)
    assert "\nScore    too early to tell: 0 % so far, can still be 0 % to 94 %\n" in summary
    assert "█" not in summary
    assert "▒" not in summary
    assert "too early" not in render("html", assessed({"sso": '"yes"', "log": '"no"'}))
    assert "**Too little is answered to tell the score; 60 % is required**" in markdown
    assert "The score is 0" not in markdown
    late = render(
        "markdown", assessed({"log": '"no"'}, rules="approve_at: 99\nconditions_at: 98\n")
    )
    assert "The score can reach 94 % at most; 98 % is required" in late


def test_figures_count_what_is_against_it_and_name_what_is_accepted() -> None:
    assessment = assessed({"sso": '"no"', "scim": '"no"', "log": '"no"'}, ACCEPTED)
    markdown = render("markdown", assessment)
    assert "- Findings: **1 critical, 1 low**, 1 must not be\n" in markdown
    assert "- Accepted: **1 risk**, No SCIM (CIO, until 2027-05-01)\n" in markdown
    html = render("html", assessment)
    assert '<span class="sev critical">1 critical</span>' in html
    assert "No SCIM (CIO, until 2027-05-01)" in html
    lapsed = ACCEPTED.replace("2027-05-01", "2026-11-10")
    markdown = render("markdown", assessed({**YES, "scim": '"no"'}, lapsed))
    assert "- Overdue or lapsed: **1 acceptance lapsed**\n" in markdown


def test_an_expired_document_is_counted_once() -> None:
    old = '{answer: "yes", evidence: [{title: SOC, url: "https://a.example", dated: 2024-01-01}]}'
    markdown = render("markdown", assessed({**YES, "scim": old, "log": old}))
    assert "- Overdue or lapsed: **1 document expired**\n" in markdown


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "Jane on 2026-11-20; nothing has changed since"),
        ({"digests": {"answers": "c" * 64}}, "the answers have changed since the decision"),
        ({"policy": {"id": "other"}}, "the policy has changed since the decision"),
        (
            {"digests": {"q": "c" * 64}, "verdict": "do-not-approve"},
            "the questionnaires and the verdict have changed since the decision",
        ),
        (
            {"digests": {}, "policy": None, "verdict": None},
            "it does not record the answers that it is about",
        ),
        (
            {"digests": {}, "policy": None},
            "the verdict is still the same; it does not record the answers that it is about",
        ),
        (
            {"digests": {}, "verdict": None},
            "the policy is the same; it does not record the answers that it is about",
        ),
    ],
)
def test_the_decision_tells_whether_its_basis_is_still_the_same(
    changes: dict[str, Any], note: str
) -> None:
    assessment = assessed(YES)
    basis = {"decision": "approve", "by": "Jane", "decided_on": "2026-11-20", "verdict": "approve"}
    noted = {"policy": {"id": "p", "sha256": SHA256}, "digests": digests_to_note(assessment)}
    decision = Decision.model_validate(basis | noted | changes)
    vendor = assessment.vendor.model_copy(update={"decisions": (decision,)})
    decided = replace(assessment, vendor=vendor)
    for form in ("markdown", "html"):
        assert note in render(form, decided)
    told = note if "changed since the decision" in note else ""
    expected = [part for part in ("answers", "policy", "questionnaires", "verdict") if part in told]
    data = json.loads(render("json", decided))["changed_since_decision"]
    assert data == (None if note.startswith("it does not record") else expected)


def test_the_first_screen_says_that_a_decision_goes_against_advice() -> None:
    basis = {"by": "Max", "decided_on": "2026-11-20"}

    def decided(advice: str, verdict: str = "approve") -> Assessment:
        decision = Decision.model_validate({**basis, "decision": verdict, "advice": advice})
        assessment = assessed(YES)
        vendor = assessment.vendor.model_copy(update={"decisions": (decision,)})
        return replace(assessment, vendor=vendor)

    against = decided("Do not approve: no sign-on.")
    for form in ("markdown", "html"):
        assert "Max on 2026-11-20, against IT’s advice;" in render(form, against)
    assert "Approve, 2026-11-20 (Max, against IT’s advice)" in render("summary", against)
    assert lay_out(against).decision.startswith(
        "Approve, decided by Max on 2026-11-20, against IT’s advice; "
    )
    for advice in ("Approve.", "Ask again in May."):
        assert "against IT’s advice" not in render("markdown", decided(advice))
    stricter = render("markdown", decided("Approve.", "do-not-approve"))
    assert "against IT’s advice" not in stricter


NOTED = (
    '{answer: "no", note: "First line.\\n\\n\\n- an item\\n# no heading", '
    "mitigation: {text: In spring., due: 2027-03-31}, evidence: [{title: SOC, "
    'url: "https://a.example/soc", dated: 2026-11-01, our_duties: [Remove leavers.]}]}'
)


def test_a_card_has_all_about_a_finding_and_the_answer_points_there() -> None:
    html = render("html", assessed({**YES, "sso": NOTED}))
    card = re.search(r'<li id="f-q.sso">.*?</li>', html, re.DOTALL)
    assert card
    for part in (
        '<span class="sev critical">critical</span> No sign-on <small>must be met · costs ',
        'Is there single sign-on? <b class="said">no</b>',
        "<i>Note:</i> <q>First line.\n\n\n- an item\n# no heading</q>",
        "<i>Why it matters:</i> Leavers stay in.",
        "<i>Remedy:</i> Build it.",
        "<i>Clause:</i> It shall be built.",
        "<i>What is done about it, due 2027-03-31:</i> <q>In spring.</q>",
        "<i>Controls:</i> ccm-4.1: IAM-13",
        '<a href="https://a.example/soc">SOC</a> <small class="host">(a.example)</small>',
        "<i>What we must do:</i> <q>Remove leavers.</q>",
    ):
        assert part in card.group()
    assert html.count("# no heading") == 1
    assert '<a href="#f-q.sso">its finding</a>' in html.partition('id="answers"')[2]


def test_a_note_keeps_its_lines_in_markdown() -> None:
    for form in ("markdown", "github"):
        text = render(form, assessed({**YES, "sso": NOTED}))
        note = "“First line.\\\n    &nbsp;\\\n    \\- an item\\\n    \\# no heading”\n"
        assert f"  - Note: {note}" in text


def test_a_reason_has_its_severity_and_its_answer_apart() -> None:
    assessment = assessed({**YES, "sso": '"no"'})
    assert (
        '<li><span class="sev critical">critical</span> <span><a href="#f-q.sso">No sign-on</a> '
        "<small>no</small></span></li>"
    ) in render("html", assessment)
    assert "- Critical: **No sign-on** no (`q/sso`)\n" in render("markdown", assessment)


def test_the_worst_reason_comes_first() -> None:
    questions = "".join(
        f"      - {{id: {severity}, type: yes_no, ask: Is it {severity}?, severity: {severity}, "
        f"finding: A {severity} gap, remedy: Close it.}}\n"
        for severity in ("low", "high", "medium", "critical")
    )
    answers = dict.fromkeys(("low", "high", "medium", "critical"), '"no"')
    limits = "conditions_from: low\napprove_at: 0\nconditions_at: 0\n"
    page = ReportPage(assessed(answers, rules=limits, questions=questions))
    assert [line.severity for line in page.decisive_lines] == ["critical", "high", "medium"]
    (explanation,) = page.rule_explanations
    assert [line.severity for line in explanation.lines][-1] == "low"


def test_a_sum_that_is_too_low_names_what_pulls_it_down() -> None:
    assessment = assessed({**YES, "scim": '"no"'}, rules="approve_at: 95\nconditions_at: 90\n")
    page = ReportPage(assessment)
    assert page.verdict_reason == "The score is 69 %; 90 % is required"
    assert [line.title for line in page.decisive_lines] == ["No SCIM"]
    assert page.unnamed_count == 0
    assert ReportPage(assessed(YES)).decisive_lines == ()


# ---- size


def _many(count: int) -> tuple[str, dict[str, str]]:
    """Questions and answers as in a usual review: an eighth are gaps, half have a document."""
    questions = "".join(
        f"      - {{id: question-{number}, type: yes_no, severity: medium, why: It has cost others "
        f"a weekend., ask: Does the product do what a reviewer hopes for in matter {number} and "
        "on which plan?, finding: It does not do all of it, remedy: Offer it on the plan that we "
        "would buy., clause: The provider shall offer it.}\n"
        for number in range(count)
    )
    noted = (
        ', note: As they told us on the call., evidence: [{title: Guide, dated: 2026-06-01, url: "'
        'https://vendor.example/docs/guide"}]'
    )
    answers = {
        f"question-{number}": f'{{answer: "{"no" if number % 8 == 0 else "yes"}"'
        f"{noted if number % 2 else ''}}}"
        for number in range(count)
    }
    return questions, answers


def test_a_page_of_200_questions_is_small() -> None:
    questions, answers = _many(200)
    html = render("html", assessed(answers, questions=questions))
    assert html.count('id="q-q.') == 200
    assert len(html.encode()) <= 120_000


def test_github_folds_answers_and_is_never_too_long() -> None:
    questions, answers = _many(60)
    assessment = assessed(answers, questions=questions)
    text = render("github", assessment)
    assert text.count("<details>\n<summary>") == text.count("</details>\n") == 2
    assert text.replace("<details>", "").count("**Does the product do") == 60
    assert shorten_report(text) == text
    assert len(text.encode()) < MAX_BYTES
    for limit in (len(text.encode()) - 1, 12_000, 4_000):
        short = shorten_report(text, limit)
        assert len(short.encode()) <= limit
        assert short.count("<details>") == short.count("</details>")
        assert short.startswith("# Acme\n\n**Left out, as GitHub takes no more: ")
        assert "vendorcheck assess FILE -o report.html" in short
    assert "1 folded part.**" in shorten_report(text, len(text.encode()) - 1)
    assert "2 folded parts and the end.**" in shorten_report(text, 4_000)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["Open"], "and 1 more, which is listed under “What is not known”"),
        (["Not decided", "Open"], "and 2 more, which are listed under “What is not known”"),
        (["", "Weakly supported"], "and 2 more, which are listed under “Findings”"),
        (["Open", ""], "and 2 more, which are listed under “What is not known” and “Findings”"),
        (["If it applies"], "and 1 more, which is listed under “All answers”"),
        (["Below its floor"], "and 1 more, which is listed under “Score by section”"),
        ([], ""),
    ],
)
def test_what_a_reason_leaves_out_is_where_it_says(marks: list[str], expected: str) -> None:
    shown = [ReasonLine(f"q/{number}", "A gap") for number in range(10)]
    others = [ReasonLine(f"q/o{number}", "Another", mark=mark) for number, mark in enumerate(marks)]
    assert RuleExplanation("Why", "Approve", (*shown, *others)).more_text == expected
